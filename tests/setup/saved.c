/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/saved.h"
#include "setup/setup-private.h"

#include <glib/gstdio.h>
#include <string.h>

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

/* The keyring and the disk have their time. */
static void
settle (void)
{
  for (guint i = 0; i < 30; i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (5000);
    }
}

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
  g_autofree char *lock = g_strconcat (fixture->path, ".lock", NULL);

  g_clear_object (&fixture->setup);
  settle ();
  g_unlink (fixture->path);
  g_unlink (lock);
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
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  rrm_setup_save_account_finish (RRM_SETUP (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
save (RrmSetup *setup)
{
  gboolean saved = FALSE;

  rrm_setup_save_account_async (setup, on_saved, &saved);
  while (!saved)
    g_main_context_iteration (NULL, TRUE);
}

static void
fill_in (RrmSetup *setup)
{
  g_autoptr (RrmSecret) password = rrm_secret_new ("open sesame", -1);
  RrmField wrong;

  rrm_setup_begin (setup, RRM_INTENT_SET_UP);
  rrm_draft_set_text (setup->draft, RRM_FIELD_ADDRESS, "pat@cfl.rr.com");
  rrm_draft_set_password (setup->draft, password);
  g_assert_true (rrm_setup_go_on (setup, &wrong));
}

static void
wait_for_keyring (RrmSetup *setup)
{
  while (rrm_setup_get_keyring (setup) == RRM_KEYRING_ASKED || rrm_setup_get_fetching (setup))
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_no_secret (const char *path)
{
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_null (g_strstr_len (text, (gssize) length, "sesame"));
}

/* What is saved is there next time, and nothing secret is in the file. */
static void
test_save (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (RrmSetup) later = rrm_setup_new ();
  GStatBuf status;

  fill_in (fixture->setup);
  rrm_setup_set_save_wanted (fixture->setup, FALSE);
  save (fixture->setup);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (rrm_setup_get_n_saved (fixture->setup), ==, 0);

  rrm_setup_set_save_wanted (fixture->setup, TRUE);
  save (fixture->setup);
  g_assert_cmpuint (rrm_setup_get_n_saved (fixture->setup), ==, 1);
  assert_no_secret (fixture->path);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  g_assert_true (rrm_setup_open_store (later, fixture->path, NULL, NULL));
  g_assert_true (rrm_setup_open_saved (later, "pat@cfl.rr.com"));
  wait_for_keyring (later);
  g_assert_cmpstr (rrm_draft_get_text (later->draft, RRM_FIELD_INCOMING_SERVER), ==,
                   "mail.brighthouse.com");
  g_assert_null (rrm_draft_get_password (later->draft));
  g_assert_false (rrm_setup_get_remember (later));
}

/* The password is in the keyring where the person wanted it, and comes back from there; turned off
 * again it is gone. */
static void
test_remember (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (RrmSetup) later = rrm_setup_new ();
  g_autoptr (RrmSetup) last = rrm_setup_new ();
  gsize length;

  fill_in (fixture->setup);
  wait_for_keyring (fixture->setup);
  g_assert_cmpint (rrm_setup_get_keyring (fixture->setup), ==, RRM_KEYRING_THERE);
  g_assert_false (rrm_setup_get_remember (fixture->setup));
  rrm_setup_set_remember (fixture->setup, TRUE);
  save (fixture->setup);
  assert_no_secret (fixture->path);
  assert_no_secret (g_getenv ("SECRET_FILE_TEST_PATH"));

  g_assert_true (rrm_setup_open_store (later, fixture->path, NULL, NULL));
  g_assert_true (rrm_setup_open_saved (later, "pat@cfl.rr.com"));
  wait_for_keyring (later);
  g_assert_cmpstr (rrm_secret_peek (rrm_draft_get_password (later->draft), &length), ==,
                   "open sesame");
  g_assert_true (rrm_setup_get_remember (later));
  rrm_setup_set_remember (later, FALSE);
  save (later);

  g_assert_true (rrm_setup_open_store (last, fixture->path, NULL, NULL));
  g_assert_true (rrm_setup_open_saved (last, "pat@cfl.rr.com"));
  wait_for_keyring (last);
  g_assert_null (rrm_draft_get_password (last->draft));
}

/* What was typed while the keyring thought counts more than what it says. */
static void
test_typed_meanwhile (Fixture *fixture,
                      gconstpointer data)
{
  g_autoptr (RrmSecret) typed = rrm_secret_new ("another", -1);

  fill_in (fixture->setup);
  wait_for_keyring (fixture->setup);
  rrm_setup_set_remember (fixture->setup, TRUE);
  save (fixture->setup);
  g_assert_true (rrm_setup_open_saved (fixture->setup, "pat@cfl.rr.com"));
  rrm_draft_set_password (fixture->setup->draft, typed);
  wait_for_keyring (fixture->setup);
  g_assert_true (rrm_secret_equal (rrm_draft_get_password (fixture->setup->draft), typed));

  /* Nor does it come into the fields of somebody else. */
  g_assert_true (rrm_setup_open_saved (fixture->setup, "pat@cfl.rr.com"));
  rrm_setup_begin (fixture->setup, RRM_INTENT_SET_UP);
  settle ();
  g_assert_null (rrm_draft_get_password (fixture->setup->draft));
  g_assert_false (rrm_setup_get_remember (fixture->setup));
}

/* A name of one's own stays, whatever else is changed; without one it is the address. */
static void
test_rename (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (RrmSetup) later = rrm_setup_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (RrmSavedSummary) summary = NULL;
  g_autoptr (RrmSavedSummary) plain = NULL;
  g_autoptr (GArray) found = NULL;

  fill_in (fixture->setup);
  save (fixture->setup);
  rrm_setup_rename_saved (fixture->setup, "pat@cfl.rr.com", "  Pat \303\226 at home ");
  settle ();
  g_assert_true (rrm_setup_open_store (later, fixture->path, NULL, NULL));
  g_assert_true (rrm_setup_open_saved (later, "pat@cfl.rr.com"));
  save (later);
  summary = rrm_setup_describe_saved (later, 0, now);
  g_assert_cmpstr (summary->label, ==, "Pat \303\226 at home");
  g_assert_cmpstr (summary->address, ==, "pat@cfl.rr.com");
  g_assert_true (g_str_has_prefix (summary->tested, "pat@cfl.rr.com"));
  found = rrm_setup_list_saved (later, "\303\266 at", FALSE);
  g_assert_cmpuint (found->len, ==, 1);

  rrm_setup_rename_saved (later, "pat@cfl.rr.com", " ");
  plain = rrm_setup_describe_saved (later, 0, now);
  g_assert_cmpstr (plain->label, ==, "pat@cfl.rr.com");
  g_assert_null (strstr (plain->tested, "pat@cfl.rr.com"));
  rrm_setup_rename_saved (later, "nobody@rr.com", "x");
  g_assert_cmpuint (rrm_setup_get_n_saved (later), ==, 1);
  settle ();
}

/* Forgotten is forgotten, in the keyring too; Undo brings back both. */
static void
test_forget (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (RrmSetup) later = rrm_setup_new ();
  g_autofree char *text = NULL;

  fill_in (fixture->setup);
  wait_for_keyring (fixture->setup);
  rrm_setup_set_remember (fixture->setup, TRUE);
  save (fixture->setup);
  rrm_setup_show_page (fixture->setup, RRM_PAGE_START);
  rrm_setup_forget_saved (fixture->setup, "pat@cfl.rr.com");
  g_assert_cmpstr (rrm_setup_get_forgotten (fixture->setup), ==, "pat@cfl.rr.com");
  g_assert_cmpuint (rrm_setup_get_n_saved (fixture->setup), ==, 0);
  settle ();
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_null (strstr (text, "pat@cfl.rr.com"));

  rrm_setup_undo_forget (fixture->setup);
  g_assert_null (rrm_setup_get_forgotten (fixture->setup));
  g_assert_cmpuint (rrm_setup_get_n_saved (fixture->setup), ==, 1);
  settle ();
  g_assert_true (rrm_setup_open_store (later, fixture->path, NULL, NULL));
  g_assert_true (rrm_setup_open_saved (later, "pat@cfl.rr.com"));
  wait_for_keyring (later);
  g_assert_nonnull (rrm_draft_get_password (later->draft));

  /* Once the person has gone on, it cannot be brought back. */
  rrm_setup_show_page (later, RRM_PAGE_START);
  rrm_setup_forget_saved (later, "pat@cfl.rr.com");
  settle ();
  rrm_setup_begin (later, RRM_INTENT_SET_UP);
  g_assert_null (rrm_setup_get_forgotten (later));
  rrm_setup_undo_forget (later);
  g_assert_cmpuint (rrm_setup_get_n_saved (later), ==, 0);
}

static gboolean
on_time_over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Until as many accounts are there, whatever else happens. */
static void
wait_for_saved (RrmSetup *setup,
                guint n)
{
  gboolean over = FALSE;
  guint source = g_timeout_add_seconds (20, on_time_over, &over);

  while (rrm_setup_get_n_saved (setup) != n && !over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rrm_setup_get_n_saved (setup), ==, n);
  g_source_remove (source);
}

static void
on_notified (GObject *object,
             GParamSpec *pspec,
             gpointer user_data)
{
  ++*(guint *) user_data;
}

/* What another program saves, renames and forgets shows; what is being typed stays. */
static void
test_elsewhere (Fixture *fixture,
                gconstpointer data)
{
  RrmDraft *draft = rrm_setup_get_draft (fixture->setup);
  g_autoptr (RrmAccountStore) other = rrm_account_store_new (fixture->path);
  g_autoptr (RrmAccount) account = rrm_account_new ("other@rr.com");
  g_autoptr (RrmSavedAccount) pat = NULL;
  g_autoptr (RrmSavedAccount) does = NULL;
  g_autoptr (RrmSavedAccount) added = NULL;
  g_autoptr (RrmSavedAccount) seen = NULL;
  guint n_notified = 0;

  g_assert_true (rrm_setup_open_saved (fixture->setup, "pat@nc.rr.com"));
  rrm_draft_set_text (draft, RRM_FIELD_NAME, "Pat the Second");
  settle ();
  g_signal_connect (fixture->setup, "notify::n-saved", G_CALLBACK (on_notified), &n_notified);

  g_assert_true (rrm_account_store_load (other, NULL, NULL));
  pat = rrm_account_store_find (other, "pat@nc.rr.com");
  rrm_saved_account_set_label (pat, "Mine");
  does = rrm_account_store_find (other, "does@cfl.rr.com");
  rrm_account_store_remove (other, does);
  g_assert_true (rrm_account_store_write (other, NULL));
  wait_for_saved (fixture->setup, 2);
  seen = rrm_setup_find_saved (fixture->setup, "pat@nc.rr.com");
  g_assert_cmpstr (rrm_saved_account_get_label (seen), ==, "Mine");
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_NAME), ==, "Pat the Second");

  /* What is forgotten here at the same time is forgotten, and what is new there is there. */
  rrm_setup_forget_saved (fixture->setup, "new@rr.com");
  added = rrm_account_store_add (other, account);
  g_assert_true (rrm_account_store_write (other, NULL));
  wait_for_saved (fixture->setup, 1);
  wait_for_saved (fixture->setup, 2);
  g_clear_object (&seen);
  seen = rrm_setup_find_saved (fixture->setup, "other@rr.com");
  g_assert_nonnull (seen);
  g_assert_cmpstr (rrm_setup_get_forgotten (fixture->setup), ==, "new@rr.com");
}

/* A file that is written by hand and makes no sense yet, or is gone, takes nothing away; one that
 * says the same changes nothing. */
static void
test_elsewhere_broken (Fixture *fixture,
                       gconstpointer data)
{
  const char *const texts[] = { "[account pat@nc.rr.com\nlabel", "no key file", NULL, data };
  guint n_notified = 0;

  g_signal_connect (fixture->setup, "notify::n-saved", G_CALLBACK (on_notified), &n_notified);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (texts[i] != NULL)
        g_assert_true (g_file_set_contents (fixture->path, texts[i], -1, NULL));
      else
        g_assert_cmpint (g_unlink (fixture->path), ==, 0);
      for (guint j = 0; j < 4; j++)
        settle ();
      g_assert_cmpuint (rrm_setup_get_n_saved (fixture->setup), ==, 3);
      g_assert_cmpuint (n_notified, ==, 0);
    }
  g_assert_true (g_file_set_contents (fixture->path, "", -1, NULL));
  wait_for_saved (fixture->setup, 0);
  g_assert_cmpuint (n_notified, ==, 1);
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
  g_autofree char *folder = g_dir_make_tmp ("rrmail-keyring-XXXXXX", NULL);
  g_autofree char *keyring = g_build_filename (folder, "keyring", NULL);
  g_autofree char *before = g_strconcat (keyring, "~", NULL);
  int status;

  /* A keyring of their own, in a file; the library opens it but once. */
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "of the test", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/saved/summaries", Fixture, three_accounts, set_up, test_summaries, tear_down);
  g_test_add ("/saved/open", Fixture, three_accounts, set_up, test_open, tear_down);
  g_test_add ("/saved/several", Fixture, three_accounts, set_up, test_several, tear_down);
  g_test_add ("/saved/only-one", Fixture, one_account, set_up, test_only_one, tear_down);
  g_test_add ("/saved/save", Fixture, NULL, set_up, test_save, tear_down);
  g_test_add ("/saved/remember", Fixture, NULL, set_up, test_remember, tear_down);
  g_test_add ("/saved/typed-meanwhile", Fixture, NULL, set_up, test_typed_meanwhile, tear_down);
  g_test_add ("/saved/rename", Fixture, NULL, set_up, test_rename, tear_down);
  g_test_add ("/saved/forget", Fixture, NULL, set_up, test_forget, tear_down);
  g_test_add ("/saved/elsewhere", Fixture, three_accounts, set_up, test_elsewhere, tear_down);
  g_test_add ("/saved/elsewhere-broken", Fixture, three_accounts, set_up, test_elsewhere_broken,
              tear_down);
  g_test_add_func ("/saved/when", test_when);

  status = g_test_run ();
  settle ();
  g_unlink (keyring);
  g_unlink (before);
  g_assert_cmpint (g_rmdir (folder), ==, 0);

  return status;
}
