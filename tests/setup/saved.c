/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/saved.h"
#include "setup/setup-private.h"

#include <glib/gstdio.h>

/* The saved accounts, as the flow meets them. */

typedef struct
{
  char *folder;
  char *path;
  RrmSetup *setup;
} Fixture;

static const char three_accounts[] =
  "[account pat@nc.rr.com]\n"
  "label=pat@nc.rr.com\n"
  "name=Pat Doe\n"
  "incoming.protocol=imap\n"
  "incoming.host=mail.twc.com\n"
  "incoming.port=993\n"
  "incoming.security=tls\n"
  "incoming.username=pat@nc.rr.com\n"
  "outgoing.protocol=smtp\n"
  "outgoing.host=mail.twc.com\n"
  "outgoing.port=587\n"
  "outgoing.security=starttls\n"
  "outgoing.username=pat@nc.rr.com\n"
  "tested=2026-11-22T09:14:00Z\n"
  "verdict=working\n"
  "[account does@cfl.rr.com]\n"
  "label=does@cfl.rr.com\n"
  "tested=2026-11-21T18:00:00Z\n"
  "verdict=not-working\n"
  "finding=tls-mode-mismatch\n"
  "service=smtp\n"
  "[account new@rr.com]\n"
  "label=new@rr.com\n";

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("rrmail-saved-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "accounts.ini", NULL);
  if (data != NULL)
    g_assert_true (g_file_set_contents (fixture->path, data, -1, NULL));
  fixture->setup = rrm_setup_new ();
  g_assert_true (rrm_setup_open_store (fixture->setup, fixture->path, NULL, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->setup);
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
assert_summary (RrmSetup *setup,
                guint index,
                RrmSavedState state,
                const char *word,
                const char *tested)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 22, 12, 0, 0);
  g_autoptr (RrmSavedSummary) summary = rrm_setup_describe_saved (setup, index, now);

  g_assert_cmpint (summary->state, ==, state);
  g_assert_cmpstr (summary->word, ==, word);
  g_assert_cmpstr (summary->tested, ==, tested);
}

static void
test_summaries (Fixture *fixture,
                gconstpointer data)
{
  g_assert_cmpuint (rrm_setup_get_n_saved (fixture->setup), ==, 3);
  assert_summary (fixture->setup, 0, RRM_SAVED_WORKS, "Works", "Tested today at 9:14 AM");
  assert_summary (fixture->setup, 1, RRM_SAVED_FAILS, "Sending fails",
                  "Tested yesterday at 6:00 PM · Your settings");
  assert_summary (fixture->setup, 2, RRM_SAVED_UNTESTED, "Not tested", "Saved without a test");
}

/* A saved account comes up with its settings, and Back leads to where it was chosen. */
static void
test_open (Fixture *fixture,
           gconstpointer data)
{
  RrmDraft *draft = rrm_setup_get_draft (fixture->setup);

  g_assert_false (rrm_setup_open_saved (fixture->setup, "nobody@rr.com"));
  g_assert_cmpint (rrm_setup_get_page (fixture->setup), ==, RRM_PAGE_START);
  g_assert_true (rrm_setup_open_saved (fixture->setup, "PAT@nc.rr.com"));
  g_assert_cmpint (rrm_setup_get_page (fixture->setup), ==, RRM_PAGE_SETTINGS);
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_NAME), ==, "Pat Doe");
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_OUTGOING_PORT), ==, "587");
  g_assert_cmpint (rrm_draft_get_security (draft, TRUE), ==, RRM_SECURITY_STARTTLS);
  g_assert_null (rrm_draft_get_password (draft));
  g_assert_true (rrm_setup_is_saved (fixture->setup));

  rrm_setup_go_back (fixture->setup);
  g_assert_cmpint (rrm_setup_get_page (fixture->setup), ==, RRM_PAGE_START);
  rrm_setup_begin (fixture->setup, RRM_INTENT_SET_UP);
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_ADDRESS), ==, "");
  g_assert_false (rrm_setup_is_saved (fixture->setup));
}

/* With several accounts nobody can know which one stopped working. */
static void
test_several (Fixture *fixture,
              gconstpointer data)
{
  rrm_setup_begin (fixture->setup, RRM_INTENT_REPAIR);
  g_assert_cmpstr (rrm_draft_get_text (rrm_setup_get_draft (fixture->setup), RRM_FIELD_ADDRESS),
                   ==, "");
}

static void
test_only_one (Fixture *fixture,
               gconstpointer data)
{
  RrmDraft *draft = rrm_setup_get_draft (fixture->setup);

  rrm_setup_begin (fixture->setup, RRM_INTENT_REPAIR);
  g_assert_cmpint (rrm_setup_get_page (fixture->setup), ==, RRM_PAGE_ABOUT);
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_ADDRESS), ==, "new@rr.com");
  g_assert_true (rrm_setup_tests_at_once (fixture->setup));
  rrm_setup_go_back (fixture->setup);
  rrm_setup_begin (fixture->setup, RRM_INTENT_SET_UP);
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_ADDRESS), ==, "");
  g_assert_false (rrm_setup_tests_at_once (fixture->setup));
}

static void
assert_when (const char *when,
             const char *expected)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (-5 * 3600);
  g_autoptr (GDateTime) now = g_date_time_new (zone, 2026, 3, 1, 0, 30, 0);
  g_autoptr (GDateTime) then = g_date_time_new_from_iso8601 (when, NULL);
  g_autofree char *text = rrm_describe_when (then, now);

  g_assert_cmpstr (text, ==, expected);
}

/* Days are those of the person, whatever the clock of the file says. */
static void
test_when (void)
{
  assert_when ("2026-03-01T05:10:00Z", "Tested today at 12:10 AM");
  assert_when ("2026-03-01T04:59:00Z", "Tested yesterday at 11:59 PM");
  assert_when ("2026-02-28T05:00:00Z", "Tested yesterday at 12:00 AM");
  assert_when ("2026-02-28T04:59:00Z", "Tested on February 27");
  assert_when ("2026-01-01T05:00:00Z", "Tested on January 1");
  assert_when ("2026-01-01T04:59:00Z", "Tested on December 31, 2025");
}

int
main (int argc,
      char **argv)
{
  static const char one_account[] = "[account new@rr.com]\nlabel=new@rr.com\n"
                                    "incoming.protocol=imap\nincoming.host=mail.twc.com\n"
                                    "incoming.port=993\nincoming.security=tls\n"
                                    "incoming.username=new@rr.com\n";

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/saved/summaries", Fixture, three_accounts, set_up, test_summaries, tear_down);
  g_test_add ("/saved/open", Fixture, three_accounts, set_up, test_open, tear_down);
  g_test_add ("/saved/several", Fixture, three_accounts, set_up, test_several, tear_down);
  g_test_add ("/saved/only-one", Fixture, one_account, set_up, test_only_one, tear_down);
  g_test_add_func ("/saved/when", test_when);

  return g_test_run ();
}
