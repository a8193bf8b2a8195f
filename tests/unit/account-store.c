/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/account-store.h"

#include <glib/gstdio.h>
#include <string.h>

/* The word that must be in no file. */
#define PASSWORD "correct-horse"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("rrmail-store-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "deep", "accounts.ini", NULL);
}

static void
remove_all (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_remove (path);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static RrmAccount *
account_new (void)
{
  RrmAccount *account = rrm_account_new ("pat@nc.rr.com");
  g_autoptr (RrmServiceSettings) incoming =
    rrm_service_settings_new (RRM_PROTOCOL_IMAP, "mail.twc.com", 993, RRM_SECURITY_TLS);
  g_autoptr (RrmServiceSettings) outgoing =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, "mail.twc.com", 587, RRM_SECURITY_AUTO);
  g_autoptr (RrmSecret) password = rrm_secret_new (PASSWORD, -1);

  rrm_service_settings_set_username (incoming, "pat@nc.rr.com");
  rrm_service_settings_set_username (outgoing, "pät \"the\" second\\");
  rrm_account_set_name (account, "Pat Ünïcode = ;#");
  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);
  rrm_account_set_password (account, password);

  return account;
}

static RrmReport *
report_new (RrmAccount *account,
            const char *fingerprint,
            gboolean works)
{
  RrmReport *report = rrm_report_new (account, RRM_STAGE_ENVELOPE);
  RrmServiceReport *service =
    rrm_report_add_service (report, rrm_account_get_incoming (account));
  g_autoptr (RrmTlsInfo) tls = rrm_tls_info_new ();
  RrmCertificate *certificate = rrm_certificate_new ();
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

  certificate->sha256 = g_strdup (fingerprint);
  certificate->issuer = g_strdup ("CN=Practice");
  g_ptr_array_add (tls->chain, certificate);
  rrm_service_report_set_tls (service, tls);
  rrm_service_report_set_peer (service, "127.0.0.1");
  if (!works)
    g_ptr_array_add (findings, rrm_finding_new_for_service (RRM_FINDING_PASSWORD_REJECTED,
                                                            RRM_PROTOCOL_IMAP,
                                                            RRM_STEP_NAME_LOGIN));
  rrm_report_take_findings (report, findings);

  return report;
}

static void
assert_no_secret (const char *path)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, PASSWORD));
}

/* Every setting of More Settings has a value that it does not have by itself. */
static void
choose_more (RrmAccount *account)
{
  g_object_set (account, "organization", "Doe & Sons", "reply-address", "kim@nc.rr.com",
                "outgoing-login", RRM_OUTGOING_LOGIN_OWN, "timeout", 300u, "leave-on-server", FALSE,
                "remove-after-days", 21u, "remove-when-deleted", TRUE, "root-folder", "INBOX",
                "sent-folder", "Enviados; ñ", "drafts-folder", "Drafts", "trash-folder", "Trash",
                "junk-folder", "Junk", NULL);
}

static void
assert_same_values (RrmAccount *a,
                    RrmAccount *b)
{
  guint n;
  g_autofree GParamSpec **specs =
    g_object_class_list_properties (G_OBJECT_GET_CLASS (a), &n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) one = G_VALUE_INIT;
      g_auto (GValue) other = G_VALUE_INIT;

      if (G_IS_PARAM_SPEC_OBJECT (specs[i]))
        continue;
      g_test_message ("%s", g_param_spec_get_name (specs[i]));
      g_object_get_property (G_OBJECT (a), g_param_spec_get_name (specs[i]), &one);
      g_object_get_property (G_OBJECT (b), g_param_spec_get_name (specs[i]), &other);
      g_assert_cmpint (g_param_values_cmp (specs[i], &one, &other), ==, 0);
    }
}

static void
test_round_trip (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (RrmAccountStore) store = rrm_account_store_new (fixture->path);
  g_autoptr (RrmAccountStore) again = rrm_account_store_new (fixture->path);
  g_autoptr (RrmAccount) account = account_new ();
  g_autoptr (RrmReport) good = report_new (account, "aa", TRUE);
  g_autoptr (RrmReport) bad = report_new (account, "bb", FALSE);
  g_autoptr (RrmSavedAccount) saved = NULL;
  g_autoptr (RrmSavedAccount) read = NULL;
  g_autoptr (GError) error = NULL;
  RrmFindingCode code;
  GStatBuf status;

  g_assert_true (rrm_account_store_load (store, NULL, &error));
  g_assert_no_error (error);
  choose_more (account);
  saved = rrm_account_store_add (store, account);
  rrm_saved_account_take_report (saved, good);
  rrm_saved_account_take_report (saved, bad);
  g_assert_true (rrm_account_store_write (store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  assert_no_secret (fixture->path);

  g_assert_true (rrm_account_store_load (again, NULL, &error));
  read = rrm_account_store_find (again, "PAT@nc.rr.com");
  g_assert_nonnull (read);
  assert_same_values (rrm_saved_account_get_account (read), account);
  g_assert_true (
    rrm_service_settings_equal (rrm_account_get_incoming (rrm_saved_account_get_account (read)),
                                rrm_account_get_incoming (account)));
  g_assert_true (
    rrm_service_settings_equal (rrm_account_get_outgoing (rrm_saved_account_get_account (read)),
                                rrm_account_get_outgoing (account)));
  g_assert_null (rrm_account_get_password (rrm_saved_account_get_account (read), FALSE));
  g_assert_true (rrm_saved_account_get_failing (read, &code, NULL));
  g_assert_cmpint (code, ==, RRM_FINDING_PASSWORD_REJECTED);
  g_assert_nonnull (rrm_saved_account_get_good_result (read));
  g_assert_cmpstr (rrm_saved_account_get_good_result (read)->incoming->certificate, ==, "aa");
}

static void
test_compare (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (RrmAccount) account = account_new ();
  g_autoptr (RrmReport) good = report_new (account, "aa", TRUE);
  g_autoptr (RrmReport) same = report_new (account, "aa", FALSE);
  g_autoptr (RrmReport) other = report_new (account, "bb", FALSE);
  g_autoptr (RrmGoodResult) result = rrm_good_result_new (good);
  g_autoptr (GPtrArray) nothing = rrm_good_result_compare (result, same);
  g_autoptr (GPtrArray) something = rrm_good_result_compare (result, other);
  RrmDifference *difference;

  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_cmpuint (something->len, ==, 1);
  difference = g_ptr_array_index (something, 0);
  g_assert_cmpstr (difference->name, ==, "certificate");
  g_assert_cmpstr (difference->before, ==, "aa");
  g_assert_cmpstr (difference->now, ==, "bb");
}

static void
test_practice_is_not_kept (Fixture *fixture,
                           gconstpointer data)
{
  g_autoptr (RrmAccount) account = account_new ();
  g_autoptr (RrmSavedAccount) saved = rrm_saved_account_new (account);
  g_autoptr (RrmReport) practice = report_new (account, "aa", TRUE);
  g_autoptr (RrmReport) stopped = report_new (account, "aa", TRUE);

  rrm_report_set_practice (practice, TRUE);
  rrm_report_set_stopped (stopped, TRUE);
  rrm_saved_account_take_report (saved, practice);
  rrm_saved_account_take_report (saved, stopped);
  g_assert_null (rrm_saved_account_get_tested (saved));
  g_assert_null (rrm_saved_account_get_good_result (saved));
}

static void
test_unreadable_is_put_aside (Fixture *fixture,
                              gconstpointer data)
{
  g_autoptr (RrmAccountStore) store = rrm_account_store_new (fixture->path);
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *kept = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (fixture->path, "no key file at all\n", -1, NULL);
  g_assert_true (rrm_account_store_load (store, &kept, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (rrm_account_store_get_list (store)), ==, 0);
  g_assert_nonnull (kept);
  g_assert_true (g_file_get_contents (kept, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "no key file at all\n");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_nonsense_is_left_out (Fixture *fixture,
                           gconstpointer data)
{
  static const char text[] = "[account no-address]\nlabel=x\n"
                             "[account pat@nc.rr.com]\nincoming.protocol=imap\nincoming.host=a b\n"
                             "incoming.port=70000\nincoming.security=tls\nverdict=perhaps\n"
                             "tested=yesterday\n[something else]\nx=y\n";
  g_autoptr (RrmAccountStore) store = rrm_account_store_new (fixture->path);
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr (RrmSavedAccount) read = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (fixture->path, text, -1, NULL);
  g_assert_true (rrm_account_store_load (store, NULL, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (rrm_account_store_get_list (store)), ==, 1);
  read = rrm_account_store_find (store, "pat@nc.rr.com");
  g_assert_null (rrm_account_get_incoming (rrm_saved_account_get_account (read)));
  g_assert_null (rrm_saved_account_get_tested (read));
}

static void
test_no_folder (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "rrmail", "accounts.ini", NULL);
  g_autoptr (RrmAccountStore) store = rrm_account_store_new (below);
  g_autoptr (GError) error = NULL;

  /* A file where the folder should be: nothing can be written, whoever runs the test. */
  g_file_set_contents (file, "", 0, NULL);
  g_assert_false (rrm_account_store_write (store, &error));
  g_assert_true (error != NULL && error->domain == G_FILE_ERROR);
}

static void
test_remove (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (RrmAccountStore) store = rrm_account_store_new (fixture->path);
  g_autoptr (RrmAccount) account = account_new ();
  g_autoptr (RrmSavedAccount) saved = rrm_account_store_add (store, account);
  g_autofree char *text = NULL;

  g_assert_true (rrm_account_store_write (store, NULL));
  rrm_account_store_remove (store, saved);
  g_assert_true (rrm_account_store_write (store, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_null (strstr (text, "pat@"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/account-store/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("compare", test_compare);
  ADD ("practice-is-not-kept", test_practice_is_not_kept);
  ADD ("unreadable-is-put-aside", test_unreadable_is_put_aside);
  ADD ("nonsense-is-left-out", test_nonsense_is_left_out);
  ADD ("no-folder", test_no_folder);
  ADD ("remove", test_remove);

  return g_test_run ();
}
