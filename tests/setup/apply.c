/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/offer.h"
#include "setup/setup-private.h"
#include "tests/read-clients/home.h"

#include <glib/gstdio.h>
#include <string.h>

/* The account goes into a program in this home folder and out again, beside the main loop. */

#define OTHER "[Account: 1]\naccount_name=other\nprotocol=3\nreceive_server=imap.example.org\n"

typedef struct
{
  RrmSetup *setup;
  /* How often the property changed. */
  guint n_notified;
} Fixture;

static char *home;

static void
on_applying (RrmSetup *setup,
             GParamSpec *pspec,
             Fixture *fixture)
{
  fixture->n_notified++;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  RrmDraft *draft;

  fixture->setup = rrm_setup_new ();
  draft = rrm_setup_get_draft (fixture->setup);
  rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "pat@nc.rr.com");
  rrm_draft_set_text (draft, RRM_FIELD_INCOMING_SERVER, "mail.twc.com");
  rrm_draft_set_text (draft, RRM_FIELD_INCOMING_PORT, "993");
  rrm_draft_set_security (draft, FALSE, RRM_SECURITY_TLS);
  rrm_draft_set_text (draft, RRM_FIELD_OUTGOING_SERVER, "mail.twc.com");
  rrm_draft_set_text (draft, RRM_FIELD_OUTGOING_PORT, "465");
  rrm_draft_set_security (draft, TRUE, RRM_SECURITY_TLS);
  g_signal_connect (fixture->setup, "notify::applying", G_CALLBACK (on_applying), fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->setup);
}

static char *
make_path (const char *name)
{
  return g_build_filename (home, name, NULL);
}

static void
write_other (void)
{
  g_autofree char *folder = make_path (".sylpheed-2.0");
  g_autofree char *path = make_path (".sylpheed-2.0/accountrc");

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, OTHER, -1, NULL));
}

static char *
read_accounts (void)
{
  g_autofree char *path = make_path (".sylpheed-2.0/accountrc");
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

static void
on_done (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
apply (Fixture *fixture)
{
  g_autoptr (GAsyncResult) done = NULL;
  char *refusal = NULL;

  rrm_setup_apply_async (fixture->setup, on_done, &done);
  g_assert_true (rrm_setup_get_applying (fixture->setup));
  while (done == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (rrm_setup_get_applying (fixture->setup));
  g_assert_cmpint (rrm_setup_apply_finish (fixture->setup, done, &refusal), ==, refusal == NULL);

  return refusal;
}

static gboolean
take_back_full (Fixture *fixture,
                gboolean later_too,
                char **refusal)
{
  g_autoptr (GAsyncResult) done = NULL;

  rrm_setup_take_back_async (fixture->setup, later_too, on_done, &done);
  while (done == NULL)
    g_main_context_iteration (NULL, TRUE);

  return rrm_setup_take_back_finish (fixture->setup, done, refusal);
}

static char *
take_back (Fixture *fixture)
{
  char *refusal = NULL;

  g_assert_cmpint (take_back_full (fixture, FALSE, &refusal), ==, refusal == NULL);

  return refusal;
}

static void
test_apply (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *refusal = NULL;
  g_autofree char *after = NULL;
  g_autofree char *back = NULL;

  write_other ();
  g_assert_true (rrm_setup_open_offer (fixture->setup, "here-sylpheed"));
  g_assert_cmpint (rrm_setup_get_page (fixture->setup), ==, RRM_PAGE_OFFER);
  g_assert_false (rrm_setup_applies_password (fixture->setup));
  g_assert_false (rrm_setup_applies_beside (fixture->setup));
  g_assert_null (rrm_setup_refuse_apply (fixture->setup));

  g_assert_null (apply (fixture));
  g_assert_true (rrm_setup_is_applied (fixture->setup));
  after = read_accounts ();
  g_assert_nonnull (strstr (after, "receive_server=mail.twc.com"));
  refusal = apply (fixture);
  g_assert_nonnull (strstr (refusal, "has this account already"));

  g_assert_null (take_back (fixture));
  g_assert_false (rrm_setup_is_applied (fixture->setup));
  back = read_accounts ();
  g_assert_cmpstr (back, ==, OTHER);
  /* At the beginning and at the end, three times. */
  g_assert_cmpuint (fixture->n_notified, ==, 6);
}

/* What the program has written since goes back only when the person says so. */
static void
test_changed_since (Fixture *fixture,
                    gconstpointer data)
{
  g_autofree char *path = make_path (".sylpheed-2.0/accountrc");
  g_autofree char *refusal = NULL;
  g_autofree char *after = NULL;
  g_autofree char *later = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *back = NULL;

  write_other ();
  g_assert_true (rrm_setup_open_offer (fixture->setup, "here-sylpheed"));
  g_assert_null (apply (fixture));
  after = read_accounts ();
  later = g_strconcat (after, "signature_path=.signature\n", NULL);
  g_assert_true (g_file_set_contents (path, later, -1, NULL));

  g_assert_false (take_back_full (fixture, FALSE, &refusal));
  g_assert_null (refusal);
  g_assert_true (rrm_setup_is_applied (fixture->setup));
  kept = read_accounts ();
  g_assert_cmpstr (kept, ==, later);
  g_assert_true (take_back_full (fixture, TRUE, &refusal));
  back = read_accounts ();
  g_assert_cmpstr (back, ==, OTHER);
}

/* What is in the program beside others goes alone; what the person took away is told as gone. */
static void
test_beside (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *folder = make_path (".config/geary");
  g_autofree char *file = make_path (".config/geary/account_01/geary.ini");
  g_autofree char *refusal = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (rrm_setup_open_offer (fixture->setup, "here-geary"));
  g_assert_true (rrm_setup_applies_beside (fixture->setup));
  g_assert_null (apply (fixture));
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_unlink (file), ==, 0);

  refusal = take_back (fixture);
  g_assert_nonnull (strstr (refusal, "not in Geary any more"));
  g_assert_false (rrm_setup_is_applied (fixture->setup));
}

/* Refused before anything is asked, and without the service. */
static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *refusal = NULL;
  g_autoptr (GPtrArray) offers = rrm_setup_list_offers (fixture->setup, RRM_PLACE_HERE);

  for (guint i = 0; i < offers->len; i++)
    g_assert_cmpstr (((const RrmOffer *) offers->pdata[i])->program, !=, "goa");
  rrm_draft_set_protocol (rrm_setup_get_draft (fixture->setup), RRM_PROTOCOL_POP3);
  rrm_setup_open_offer (fixture->setup, "here-goa");
  g_assert_true (rrm_setup_applies_password (fixture->setup));
  refusal = rrm_setup_refuse_apply (fixture->setup);
  g_assert_nonnull (strstr (refusal, "GNOME Online Accounts cannot use"));
}

int
main (int argc,
      char **argv)
{
  g_autofree char *config = NULL;
  g_autofree char *data = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  home = home_new ();
  config = make_path (".config");
  data = make_path (".local/share");
  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", home, TRUE);
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  g_test_add ("/apply/apply", Fixture, NULL, set_up, test_apply, tear_down);
  g_test_add ("/apply/changed-since", Fixture, NULL, set_up, test_changed_since, tear_down);
  g_test_add ("/apply/beside", Fixture, NULL, set_up, test_beside, tear_down);
  g_test_add ("/apply/refused", Fixture, NULL, set_up, test_refused, tear_down);
  status = g_test_run ();
  home_free (home);

  return status;
}
