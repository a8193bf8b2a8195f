/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/server.h"
#include "setup/setup-private.h"
#include "setup/setup-travel.h"

#include <glib/gstdio.h>
#include <string.h>

/* The whole flow without widgets, against practice servers. */

static void
run_test (RrmSetup *setup)
{
  while (rrm_setup_get_testing (setup))
    g_main_context_iteration (NULL, TRUE);
}

static RrmSetup *
start_practice (const char *fault)
{
  g_autoptr (GError) error = NULL;
  RrmSetup *setup = rrm_setup_new ();

  rrm_setup_start_practice (setup, fault, &error);
  g_assert_no_error (error);

  return setup;
}

static RrmFinding *
get_first (RrmSetup *setup)
{
  GListModel *findings = rrm_setup_get_findings (setup);
  RrmFinding *finding = g_list_model_get_item (findings, 0);

  return finding;
}

static void
assert_first (RrmSetup *setup,
              const char *code)
{
  g_autoptr (RrmFinding) finding = get_first (setup);

  g_assert_cmpstr (finding != NULL ? rrm_finding_code_to_string (rrm_finding_get_code (finding))
                                   : NULL,
                   ==, code);
}

static void
fix_first (RrmSetup *setup,
           RrmGate expected)
{
  g_autoptr (RrmFinding) finding = get_first (setup);

  g_assert_nonnull (finding);
  g_assert_cmpint (rrm_setup_fix (setup, finding, NULL), ==, expected);
}

static guint
count_logins (RrmSetup *setup)
{
  RrmPracticeLog *log =
    rrm_practice_server_get_log (rrm_practice_get_server (setup->practice));

  return rrm_practice_log_count (log, NULL, RRM_PRACTICE_LOGINS);
}

/* Each page asks for its fields, goes on, and comes back without losing anything. */
static void
test_pages (void)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  RrmDraft *draft = rrm_setup_get_draft (setup);
  g_autoptr (RrmSecret) password = rrm_secret_new ("open sesame", -1);
  RrmField wrong;

  g_assert_false (rrm_setup_can_go_back (setup));
  g_assert_true (rrm_setup_go_on (setup, &wrong));
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_ABOUT);
  g_assert_false (rrm_setup_go_on (setup, &wrong));
  g_assert_cmpint (wrong, ==, RRM_FIELD_ADDRESS);
  rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "pat@cfl.rr.com");
  g_assert_false (rrm_setup_go_on (setup, &wrong));
  g_assert_cmpint (wrong, ==, RRM_FIELD_PASSWORD);
  rrm_draft_set_password (draft, password);
  g_assert_true (rrm_setup_go_on (setup, &wrong));

  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_PROTOCOL);
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_INCOMING_SERVER), ==,
                   "mail.brighthouse.com");
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_OUTGOING_USERNAME), ==, "pat@cfl.rr.com");
  g_assert_cmpint (rrm_draft_get_security (draft, TRUE), ==, RRM_SECURITY_AUTO);
  rrm_draft_set_protocol (draft, RRM_PROTOCOL_POP3);
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_INCOMING_PORT), ==, "995");
  g_assert_true (rrm_setup_go_on (setup, &wrong));

  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_SETTINGS);
  rrm_draft_set_text (draft, RRM_FIELD_OUTGOING_PORT, "0");
  g_assert_false (rrm_setup_go_on (setup, &wrong));
  g_assert_cmpint (wrong, ==, RRM_FIELD_OUTGOING_PORT);
  rrm_draft_set_text (draft, RRM_FIELD_OUTGOING_PORT, "2525");

  /* There and back: what was typed stays. */
  rrm_setup_go_back (setup);
  rrm_setup_go_back (setup);
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_ABOUT);
  g_assert_true (rrm_setup_go_on (setup, &wrong));
  g_assert_true (rrm_setup_go_on (setup, &wrong));
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_OUTGOING_PORT), ==, "2525");
  g_assert_cmpint (rrm_draft_get_protocol (draft), ==, RRM_PROTOCOL_POP3);

  /* The explanations lead back to where they were asked for, though they be asked for twice. */
  rrm_setup_open_explain (setup);
  rrm_setup_open_explain (setup);
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_EXPLAIN);
  g_assert_false (rrm_setup_go_on (setup, &wrong));
  g_assert_true (rrm_setup_can_go_back (setup));
  rrm_setup_go_back (setup);
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_SETTINGS);

  /* Another address has other servers. */
  rrm_setup_show_page (setup, RRM_PAGE_ABOUT);
  rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "pat@charter.net");
  g_assert_true (rrm_setup_go_on (setup, &wrong));
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_INCOMING_SERVER), ==,
                   "mobile.charter.net");
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_OUTGOING_PORT), ==, "587");
}

/* An address of somebody else goes straight to the settings, which are empty. */
static void
test_unknown_address (void)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  RrmDraft *draft = rrm_setup_get_draft (setup);
  g_autoptr (RrmSecret) password = rrm_secret_new ("open sesame", -1);
  RrmField wrong;

  rrm_setup_begin (setup, RRM_INTENT_SET_UP);
  rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "pat@example.com");
  rrm_draft_set_password (draft, password);
  g_assert_true (rrm_setup_go_on (setup, &wrong));
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_SETTINGS);
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_INCOMING_SERVER), ==, "");
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_INCOMING_USERNAME), ==,
                   "pat@example.com");
  g_assert_false (rrm_setup_go_on (setup, &wrong));
  g_assert_cmpint (wrong, ==, RRM_FIELD_INCOMING_SERVER);
  rrm_setup_go_back (setup);
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_ABOUT);
}

/* A mistyped address is asked about once; who keeps to it goes on. */
static void
test_insisting (void)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  RrmDraft *draft = rrm_setup_get_draft (setup);
  g_autoptr (RrmSecret) password = rrm_secret_new ("open sesame", -1);
  RrmField wrong;

  rrm_draft_set_password (draft, password);
  rrm_setup_begin (setup, RRM_INTENT_SET_UP);
  rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "pat@nc.rr.con");
  g_assert_false (rrm_setup_go_on (setup, &wrong));
  g_assert_cmpint (wrong, ==, RRM_FIELD_ADDRESS);
  rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "kim@nc.rr.con");
  g_assert_false (rrm_setup_go_on (setup, &wrong));
  g_assert_true (rrm_setup_go_on (setup, &wrong));
}

static void
test_works (void)
{
  g_autoptr (RrmSetup) setup = start_practice (NULL);
  RrmField wrong;

  g_assert_true (rrm_setup_get_practice (setup));
  g_assert_false (rrm_setup_is_working (setup));
  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  g_assert_true (rrm_setup_get_testing (setup));
  /* A second click while it runs sends nothing more. */
  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  run_test (setup);
  g_assert_true (rrm_setup_is_working (setup));
  g_assert_cmpuint (count_logins (setup), ==, 2);

  /* Another value, and it is no longer known to work; the old one, and it is. */
  rrm_draft_set_text (rrm_setup_get_draft (setup), RRM_FIELD_INCOMING_PORT, "1993");
  g_assert_false (rrm_setup_is_working (setup));
  rrm_draft_set_text (rrm_setup_get_draft (setup), RRM_FIELD_INCOMING_PORT, "993");
  g_assert_true (rrm_setup_is_working (setup));
}

/* The ways to the practice server, and its authority, end with practice: a test of the real account
 * must not come to this computer. The store of the system is not read for it. */
static void
test_after_practice (void)
{
  g_autoptr (RrmSetup) setup = start_practice (NULL);
  g_autoptr (RrmCheckOptions) options = NULL;
  const char *address;
  guint16 port;
  RrmField wrong;

  g_assert_true (rrm_setup_add_redirect (setup, "mail.example.org:993:127.0.0.1:9"));
  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  run_test (setup);
  g_assert_true (rrm_setup_is_working (setup));
  g_assert_true (rrm_setup_look_around (setup));
  rrm_setup_end_practice (setup);

  options = rrm_setup_make_options (setup, 0);
  g_assert_false (rrm_redirects_lookup (options->redirects, "mail.twc.com", 993, &address, &port));
  g_assert_true (rrm_redirects_lookup (options->redirects, "mail.example.org", 993, &address,
                                       &port));
  g_assert_false (rrm_trust_is_loaded (options->trust));
  g_assert_false (options->practice);
}

static void
test_stop (void)
{
  g_autoptr (RrmSetup) setup = start_practice ("server-too-slow");
  RrmField wrong;

  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  for (guint i = 0; i < 5; i++)
    g_main_context_iteration (NULL, FALSE);
  rrm_setup_stop (setup);
  run_test (setup);
  g_assert_true (rrm_report_get_stopped (rrm_setup_get_report (setup)));
  g_assert_false (rrm_setup_is_working (setup));
}

static void
test_fix_and_undo (void)
{
  g_autoptr (RrmSetup) setup = start_practice ("tls-mode-mismatch");
  RrmDraft *draft = rrm_setup_get_draft (setup);
  RrmField wrong;

  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  run_test (setup);
  assert_first (setup, "tls-mode-mismatch");
  g_assert_null (rrm_setup_get_fixed (setup));

  fix_first (setup, RRM_GATE_OPEN);
  g_assert_cmpint (rrm_draft_get_security (draft, TRUE), ==, RRM_SECURITY_STARTTLS);
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_OUTGOING_PORT), ==, "587");
  g_assert_cmpstr (rrm_setup_get_fixed (setup)[0], ==,
                   "Outgoing connection security: SSL/TLS → STARTTLS");
  run_test (setup);
  g_assert_true (rrm_setup_is_working (setup));

  rrm_setup_undo (setup);
  g_assert_cmpint (rrm_draft_get_security (draft, TRUE), ==, RRM_SECURITY_TLS);
  g_assert_null (rrm_setup_get_fixed (setup));
  g_assert_false (rrm_setup_is_working (setup));
}

/* Two faults at once: the settings of one server, and a password that the other one refuses. */
static RrmSetup *
start_two_faults (void)
{
  static const char text[] = "[scenario]\nname=two\n[account]\nincoming=imaps://mail.twc.com\n"
                             "outgoing=smtps://mail.twc.com:587\n"
                             "[imap]\naccept-password=another\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_bytes (bytes, &error);
  RrmSetup *setup = rrm_setup_new ();

  g_assert_no_error (error);
  setup->practice = rrm_practice_new_for_scenario (scenario, &error);
  g_assert_no_error (error);
  rrm_draft_load_account (setup->draft, rrm_practice_get_account (setup->practice));

  return setup;
}

static RrmFinding *
find_finding (RrmSetup *setup,
              RrmFindingCode code)
{
  GListModel *findings = rrm_setup_get_findings (setup);

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (RrmFinding) finding = g_list_model_get_item (findings, i);

      if (rrm_finding_get_code (finding) == code)
        return g_steal_pointer (&finding);
    }

  return NULL;
}

/* Fix it never sends a password again that this server has refused; what it said still stands. */
static void
test_refused_password (void)
{
  g_autoptr (RrmSetup) setup = start_two_faults ();
  g_autoptr (RrmFinding) mode = NULL;
  g_autoptr (RrmFinding) refused = NULL;
  g_autoptr (RrmSecret) other = rrm_secret_new ("another", -1);
  guint logins;
  RrmField wrong;

  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  run_test (setup);
  g_assert_cmpuint (rrm_setup_get_n_refusals (setup), ==, 1);
  logins = count_logins (setup);
  g_assert_cmpuint (logins, ==, 1);

  mode = find_finding (setup, RRM_FINDING_TLS_MODE_MISMATCH);
  g_assert_nonnull (mode);
  g_assert_cmpint (rrm_setup_fix (setup, mode, NULL), ==, RRM_GATE_OPEN);
  g_assert_true (rrm_setup_is_held (setup, FALSE));
  g_assert_false (rrm_setup_is_held (setup, TRUE));
  run_test (setup);
  /* One more: the outgoing server, which had not seen it yet. */
  g_assert_cmpuint (count_logins (setup), ==, logins + 1);
  g_assert_true (rrm_service_report_passed (rrm_setup_get_service (setup, TRUE),
                                            RRM_STEP_NAME_LOGIN));
  refused = find_finding (setup, RRM_FINDING_PASSWORD_REJECTED);
  g_assert_nonnull (refused);
  g_assert_false (rrm_setup_is_working (setup));

  /* The person may ask for it; each time is counted. */
  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  g_assert_false (rrm_setup_is_held (setup, FALSE));
  run_test (setup);
  g_assert_cmpuint (rrm_setup_get_n_refusals (setup), ==, 2);

  /* Another password goes out at once. */
  rrm_draft_set_password (setup->draft, other);
  g_assert_cmpint (rrm_setup_begin_test (setup, RRM_TEST_AFTER_CHANGE, &wrong), ==, RRM_GATE_OPEN);
  g_assert_false (rrm_setup_is_held (setup, FALSE));
  run_test (setup);
  g_assert_true (rrm_service_report_passed (rrm_setup_get_service (setup, FALSE),
                                            RRM_STEP_NAME_LOGIN));
}

/* Where both servers have refused it nothing is left to test. */
static void
test_both_refused (void)
{
  g_autoptr (RrmSetup) setup = start_practice ("password-rejected");
  RrmField wrong;
  guint logins;

  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  run_test (setup);
  logins = count_logins (setup);
  g_assert_cmpint (rrm_setup_begin_test (setup, RRM_TEST_AFTER_CHANGE, &wrong), ==,
                   RRM_GATE_REFUSED);
  g_assert_false (rrm_setup_get_testing (setup));
  g_assert_cmpuint (count_logins (setup), ==, logins);
}

/* A server that is not in the map is confirmed before a password goes there. */
static void
test_unknown_host (void)
{
  g_autoptr (RrmSetup) setup = start_practice (NULL);
  g_autoptr (RrmFinding) finding = rrm_finding_new (RRM_FINDING_CERTIFICATE_WRONG_NAME);
  RrmChange *change = rrm_change_new ();
  g_autofree char *host = NULL;

  rrm_change_set_string (change, "incoming.host", "mail.example.net");
  rrm_finding_set_change (finding, change);
  g_assert_cmpint (rrm_setup_fix (setup, finding, &host), ==, RRM_GATE_HOST);
  g_assert_cmpstr (host, ==, "mail.example.net");
  g_assert_cmpstr (rrm_draft_get_text (setup->draft, RRM_FIELD_INCOMING_SERVER), ==,
                   "mail.twc.com");
  g_assert_null (rrm_setup_get_fixed (setup));
  g_assert_false (rrm_setup_get_testing (setup));

  rrm_setup_confirm_host (setup, host);
  g_assert_cmpint (rrm_setup_fix (setup, finding, NULL), ==, RRM_GATE_OPEN);
  g_assert_cmpstr (rrm_draft_get_text (setup->draft, RRM_FIELD_INCOMING_SERVER), ==,
                   "mail.example.net");
  rrm_setup_stop (setup);
  run_test (setup);
}

/* No password in clear text before the person has agreed. */
static void
test_cleartext (void)
{
  g_autoptr (RrmSetup) setup = start_practice ("cleartext-chosen");
  RrmField wrong;

  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_CLEARTEXT);
  g_assert_false (rrm_setup_get_testing (setup));
  g_assert_cmpuint (count_logins (setup), ==, 0);
  rrm_setup_confirm_cleartext (setup);
  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  run_test (setup);
  assert_first (setup, "cleartext-chosen");
}

static void
assert_contains (GBytes *bytes,
                 const char *text,
                 gboolean expected)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_assert_cmpint (g_strstr_len (data, (gssize) length, text) != NULL, ==, expected);
}

/* What is saved is what the test has seen, without the password, and practice says that it is. */
static void
test_export (void)
{
  g_autoptr (RrmSetup) setup = start_practice (NULL);
  g_autofree char *name = NULL;
  g_autofree char *refusal = NULL;
  g_autoptr (GBytes) untested = rrm_setup_export (setup, "autoconfig", NULL, &refusal);
  g_autoptr (GBytes) tested = NULL;
  g_autofree char *password = NULL;
  RrmField wrong;

  /* "Detect" is no answer that another program could use. */
  g_assert_null (untested);
  g_assert_nonnull (strstr (refusal, "Test the account first"));
  g_clear_pointer (&refusal, g_free);

  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  run_test (setup);
  tested = rrm_setup_export (setup, "autoconfig", &name, &refusal);
  g_assert_null (refusal);
  g_assert_cmpstr (name, ==, "practice-nc.rr.com.xml");
  assert_contains (tested, "<socketType>STARTTLS</socketType>", TRUE);
  assert_contains (tested, "Practice account", TRUE);
  assert_contains (tested, "<username>%EMAILADDRESS%</username>", TRUE);
  password = g_strdup (rrm_secret_peek (rrm_draft_get_password (setup->draft), NULL));
  assert_contains (tested, password, FALSE);
}

static void
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  gboolean *saved = user_data;
  g_autoptr (GError) error = NULL;

  *saved = rrm_setup_save_finish (RRM_SETUP (source), result, &error);
  g_assert_no_error (error);
}

static void
test_save (void)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  g_autofree char *folder = g_dir_make_tmp ("rrmail-save-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "nc.rr.com.xml", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) contents = g_bytes_new_static ("<clientConfig/>\n", 16);
  g_autofree char *text = NULL;
  gboolean saved = FALSE;
  GStatBuf status;

  rrm_setup_save_async (setup, file, contents, NULL, on_saved, &saved);
  while (!saved)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "<clientConfig/>\n");
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_delete (file, NULL, NULL));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_end_practice (void)
{
  g_autoptr (RrmSetup) setup = start_practice (NULL);
  RrmField wrong;

  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  run_test (setup);
  rrm_setup_end_practice (setup);
  g_assert_false (rrm_setup_get_practice (setup));
  g_assert_null (rrm_setup_get_report (setup));
  g_assert_cmpstr (rrm_draft_get_text (setup->draft, RRM_FIELD_ADDRESS), ==, "");
  g_assert_null (rrm_draft_get_password (setup->draft));
}

/* Given up in mid-test, it goes away. */
static void
test_finalize (void)
{
  RrmSetup *setup = start_practice ("server-too-slow");
  RrmField wrong;

  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  rrm_setup_stop (setup);
  run_test (setup);
  g_assert_finalize_object (setup);
}

static void
test_options (void)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();

  g_assert_true (rrm_setup_add_redirect (setup, "mail.twc.com:993:127.0.0.1:1993"));
  g_assert_true (rrm_setup_add_redirect (setup, "mail.twc.com::127.0.0.1:1993"));
  g_assert_false (rrm_setup_add_redirect (setup, "mail.twc.com:993"));
  g_assert_false (rrm_setup_add_ca_file (setup, "/nowhere/ca.pem"));
  g_assert_true (rrm_setup_set_timeout (setup, "2.5"));
  g_assert_cmpuint (setup->timeout, ==, 2500);
  g_assert_false (rrm_setup_set_timeout (setup, "0"));
  g_assert_false (rrm_setup_set_timeout (setup, "soon"));
  g_assert_false (rrm_setup_set_timeout (setup, "inf"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/pages", test_pages);
  g_test_add_func ("/flow/unknown-address", test_unknown_address);
  g_test_add_func ("/flow/insisting", test_insisting);
  g_test_add_func ("/flow/options", test_options);
  g_test_add_func ("/flow/works", test_works);
  g_test_add_func ("/flow/after-practice", test_after_practice);
  g_test_add_func ("/flow/stop", test_stop);
  g_test_add_func ("/flow/fix-and-undo", test_fix_and_undo);
  g_test_add_func ("/flow/refused-password", test_refused_password);
  g_test_add_func ("/flow/both-refused", test_both_refused);
  g_test_add_func ("/flow/unknown-host", test_unknown_host);
  g_test_add_func ("/flow/cleartext", test_cleartext);
  g_test_add_func ("/flow/export", test_export);
  g_test_add_func ("/flow/save", test_save);
  g_test_add_func ("/flow/end-practice", test_end_practice);
  g_test_add_func ("/flow/finalize", test_finalize);

  return g_test_run ();
}
