/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/server.h"
#include "setup/setup-private.h"

#include <string.h>

/* How one signs in to send: with the same login, with one of its own, after the incoming server, or
 * not at all. */

static RrmDraft *
draft_new (void)
{
  RrmDraft *draft = rrm_draft_new ();
  g_autoptr (RrmSecret) password = rrm_secret_new ("open sesame", -1);

  rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "pat@nc.rr.com");
  rrm_draft_set_text (draft, RRM_FIELD_INCOMING_USERNAME, "pat@nc.rr.com");
  rrm_draft_set_password (draft, password);

  return draft;
}

static const char *
get_outgoing_username (RrmAccount *account)
{
  return rrm_service_settings_get_username (rrm_account_get_outgoing (account));
}

static void
assert_outgoing_password (RrmAccount *account,
                          const char *password)
{
  RrmSecret *secret = rrm_account_get_password (account, TRUE);

  g_assert_nonnull (secret);
  g_assert_cmpstr (rrm_secret_peek (secret, NULL), ==, password);
}

/* One name and password for both, until the person says otherwise; what was typed meanwhile is not
 * lost by changing one's mind. */
static void
test_same_and_own (void)
{
  g_autoptr (RrmDraft) draft = draft_new ();
  g_autoptr (RrmSecret) relay = rrm_secret_new ("relay password", -1);
  g_autoptr (RrmAccount) same = rrm_draft_to_account (draft);
  g_autoptr (RrmAccount) own = NULL;
  g_autoptr (RrmAccount) again = NULL;

  g_assert_cmpstr (get_outgoing_username (same), ==, "pat@nc.rr.com");
  assert_outgoing_password (same, "open sesame");

  rrm_draft_set_outgoing_login (draft, RRM_OUTGOING_LOGIN_OWN);
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_OUTGOING_USERNAME), ==, "pat@nc.rr.com");
  rrm_draft_set_text (draft, RRM_FIELD_OUTGOING_USERNAME, "relay@nc.rr.com");
  rrm_draft_set_outgoing_password (draft, relay);
  own = rrm_draft_to_account (draft);
  g_assert_cmpstr (get_outgoing_username (own), ==, "relay@nc.rr.com");
  assert_outgoing_password (own, "relay password");

  rrm_draft_set_outgoing_login (draft, RRM_OUTGOING_LOGIN_SAME);
  again = rrm_draft_to_account (draft);
  g_assert_cmpstr (get_outgoing_username (again), ==, "pat@nc.rr.com");
  assert_outgoing_password (again, "open sesame");
  rrm_draft_set_outgoing_login (draft, RRM_OUTGOING_LOGIN_OWN);
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_OUTGOING_USERNAME), ==, "relay@nc.rr.com");
}

/* Its own password is asked for where it is used, and only there. */
static void
test_own_password (void)
{
  g_autoptr (RrmDraft) draft = draft_new ();
  g_autoptr (RrmProblem) missing = NULL;

  g_assert_null (rrm_draft_check (draft, RRM_FIELD_OUTGOING_PASSWORD));
  rrm_draft_set_outgoing_login (draft, RRM_OUTGOING_LOGIN_OWN);
  g_assert_null (rrm_draft_check (draft, RRM_FIELD_OUTGOING_PASSWORD));
  rrm_draft_set_outgoing_password (draft, NULL);
  missing = rrm_draft_check (draft, RRM_FIELD_OUTGOING_PASSWORD);
  g_assert_nonnull (missing);
  g_assert_cmpint (missing->code, ==, RRM_PROBLEM_PASSWORD_EMPTY);
  rrm_draft_set_flag (draft, RRM_FIELD_SMTP_AUTH, FALSE);
  g_assert_null (rrm_draft_check (draft, RRM_FIELD_OUTGOING_PASSWORD));
}

/* A new password goes to both servers where the old one did, and else to the one alone. */
static void
test_password_follows (void)
{
  g_autoptr (RrmDraft) draft = draft_new ();
  g_autoptr (RrmSecret) first = rrm_secret_new ("first", -1);
  g_autoptr (RrmSecret) second = rrm_secret_new ("second", -1);

  rrm_draft_set_outgoing_login (draft, RRM_OUTGOING_LOGIN_OWN);
  rrm_draft_set_password (draft, first);
  g_assert_true (rrm_secret_equal (rrm_draft_get_outgoing_password (draft), first));
  rrm_draft_set_outgoing_password (draft, second);
  rrm_draft_set_password (draft, NULL);
  g_assert_true (rrm_secret_equal (rrm_draft_get_outgoing_password (draft), second));
}

static RrmOutgoingLogin
load (RrmDraft *draft,
      RrmOutgoingLogin login,
      const char *username,
      RrmAuth auth)
{
  g_autoptr (RrmAccount) account = rrm_account_new ("pat@nc.rr.com");
  g_autoptr (RrmServiceSettings) incoming =
    rrm_service_settings_new (RRM_PROTOCOL_IMAP, "mail.twc.com", 993, RRM_SECURITY_TLS);
  g_autoptr (RrmServiceSettings) outgoing =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, "mail.twc.com", 587, RRM_SECURITY_STARTTLS);

  rrm_service_settings_set_username (incoming, "pat@nc.rr.com");
  rrm_service_settings_set_username (outgoing, username);
  rrm_service_settings_set_auth (outgoing, auth);
  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);
  rrm_account_set_outgoing_login (account, login);
  rrm_draft_load_account (draft, account);

  return rrm_draft_get_outgoing_login (draft);
}

/* An account tells by its names how it signs in, wherever it came from. */
static void
test_load (void)
{
  g_autoptr (RrmDraft) draft = rrm_draft_new ();

  g_assert_cmpint (load (draft, RRM_OUTGOING_LOGIN_SAME, "pat@nc.rr.com", RRM_AUTH_AUTO), ==,
                   RRM_OUTGOING_LOGIN_SAME);
  g_assert_cmpint (load (draft, RRM_OUTGOING_LOGIN_SAME, "relay@nc.rr.com", RRM_AUTH_AUTO), ==,
                   RRM_OUTGOING_LOGIN_OWN);
  g_assert_cmpint (load (draft, RRM_OUTGOING_LOGIN_OWN, "pat@nc.rr.com", RRM_AUTH_AUTO), ==,
                   RRM_OUTGOING_LOGIN_OWN);
  g_assert_cmpint (load (draft, RRM_OUTGOING_LOGIN_AFTER_INCOMING, "pat@nc.rr.com", RRM_AUTH_NONE),
                   ==, RRM_OUTGOING_LOGIN_AFTER_INCOMING);
  g_assert_true (rrm_draft_get_flag (draft, RRM_FIELD_SMTP_AUTH));
  g_assert_cmpint (rrm_draft_get_auth (draft, TRUE), ==, RRM_AUTH_NONE);
  /* What Fix it makes of it. */
  g_assert_cmpint (load (draft, RRM_OUTGOING_LOGIN_AFTER_INCOMING, "pat@nc.rr.com", RRM_AUTH_AUTO),
                   ==, RRM_OUTGOING_LOGIN_SAME);
  g_assert_cmpint (rrm_draft_get_auth (draft, TRUE), ==, RRM_AUTH_AUTO);
  load (draft, RRM_OUTGOING_LOGIN_SAME, "pat@nc.rr.com", RRM_AUTH_NONE);
  g_assert_false (rrm_draft_get_flag (draft, RRM_FIELD_SMTP_AUTH));
}

static RrmSetup *
start_open_server (RrmOutgoingLogin login)
{
  static const char text[] = "[scenario]\nname=open\n[smtp]\nauth-required=none\n"
                             "sender-check=none\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_bytes (bytes, &error);
  RrmSetup *setup = rrm_setup_new ();
  RrmField wrong;

  g_assert_no_error (error);
  setup->practice = rrm_practice_new_for_scenario (scenario, &error);
  g_assert_no_error (error);
  rrm_draft_load_account (setup->draft, rrm_practice_get_account (setup->practice));
  rrm_draft_set_outgoing_login (setup->draft, login);
  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  while (rrm_setup_get_testing (setup))
    g_main_context_iteration (NULL, TRUE);

  return setup;
}

static RrmStepReport *
get_step (RrmSetup *setup,
          gboolean outgoing,
          RrmStepName name)
{
  RrmStepReport *step =
    rrm_service_report_get_step (rrm_setup_get_service (setup, outgoing), name);

  g_assert_nonnull (step);

  return step;
}

static guint
count_logins (RrmSetup *setup)
{
  return rrm_practice_log_count (
    rrm_practice_server_get_log (rrm_practice_get_server (setup->practice)), NULL,
    RRM_PRACTICE_LOGINS);
}

/* The incoming server is signed in to first, then the outgoing one is tested without a login; the
 * report shows the order. */
static void
test_after_incoming (void)
{
  g_autoptr (RrmSetup) setup = start_open_server (RRM_OUTGOING_LOGIN_AFTER_INCOMING);
  RrmStepReport *login = get_step (setup, FALSE, RRM_STEP_NAME_LOGIN);
  RrmStepReport *first = get_step (setup, TRUE, RRM_STEP_NAME_CONNECT);

  g_assert_true (rrm_setup_is_working (setup));
  g_assert_cmpuint (count_logins (setup), ==, 1);
  g_assert_cmpint (rrm_step_report_get_started (first), >=,
                   rrm_step_report_get_started (login) + rrm_step_report_get_elapsed (login));
  g_assert_cmpint (rrm_step_report_get_status (get_step (setup, TRUE, RRM_STEP_NAME_LOGIN)), ==,
                   RRM_STATUS_SKIPPED);

  rrm_draft_set_outgoing_login (setup->draft, RRM_OUTGOING_LOGIN_SAME);
  g_assert_false (rrm_setup_is_current (setup));
}

/* Else neither waits for the other. */
static void
test_at_once (void)
{
  g_autoptr (RrmSetup) setup = start_open_server (RRM_OUTGOING_LOGIN_SAME);
  RrmStepReport *login = get_step (setup, FALSE, RRM_STEP_NAME_LOGIN);
  RrmStepReport *first = get_step (setup, TRUE, RRM_STEP_NAME_CONNECT);

  g_assert_true (rrm_setup_is_working (setup));
  g_assert_cmpuint (count_logins (setup), ==, 2);
  g_assert_cmpint (rrm_step_report_get_started (first), <, rrm_step_report_get_started (login));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/login/same-and-own", test_same_and_own);
  g_test_add_func ("/login/own-password", test_own_password);
  g_test_add_func ("/login/password-follows", test_password_follows);
  g_test_add_func ("/login/load", test_load);
  g_test_add_func ("/login/after-incoming", test_after_incoming);
  g_test_add_func ("/login/at-once", test_at_once);

  return g_test_run ();
}
