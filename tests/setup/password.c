/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/server.h"
#include "setup/setup-private.h"

#include <string.h>

/* A password that was refused: the one before it, the pause, and what Fix it must not send. */

static void
run_test (RrmSetup *setup)
{
  while (rrm_setup_get_testing (setup))
    g_main_context_iteration (NULL, TRUE);
}

static void
test (RrmSetup *setup)
{
  RrmField wrong;

  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  run_test (setup);
}

static RrmSetup *
start_scenario (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_bytes (bytes, &error);
  RrmSetup *setup = rrm_setup_new ();

  g_assert_no_error (error);
  setup->practice = rrm_practice_new_for_scenario (scenario, &error);
  g_assert_no_error (error);
  rrm_draft_load_account (setup->draft, rrm_practice_get_account (setup->practice));

  return setup;
}

static guint
count_logins (RrmSetup *setup)
{
  RrmPracticeLog *log =
    rrm_practice_server_get_log (rrm_practice_get_server (setup->practice));

  return rrm_practice_log_count (log, NULL, RRM_PRACTICE_LOGINS);
}

static RrmGate
try_password (RrmSetup *setup,
              const char *text)
{
  g_autoptr (RrmSecret) password = rrm_secret_new (text, -1);
  RrmField wrong;
  RrmGate gate = rrm_setup_try_password (setup, password, &wrong);

  run_test (setup);

  return gate;
}

static gboolean
is_typed (RrmSetup *setup,
          const char *text)
{
  g_autoptr (RrmSecret) password = rrm_secret_new (text, -1);

  return rrm_secret_equal (rrm_draft_get_password (setup->draft), password);
}

#define REFUSED "[scenario]\nname=refused\n[all]\naccept-password=the-old-one\n"

static void
test_previous (void)
{
  g_autoptr (RrmSetup) setup = start_scenario (REFUSED);
  g_autoptr (RrmSecret) typed = NULL;

  g_assert_false (rrm_setup_is_password_in_doubt (setup));
  test (setup);
  typed = rrm_secret_ref (rrm_draft_get_password (setup->draft));
  g_assert_true (rrm_setup_is_password_in_doubt (setup));
  g_assert_cmpuint (count_logins (setup), ==, 2);

  g_assert_cmpint (try_password (setup, "the-oldest-one"), ==, RRM_GATE_OPEN);
  g_assert_cmpuint (count_logins (setup), ==, 4);
  g_assert_nonnull (rrm_setup_get_fixed (setup));
  rrm_setup_undo (setup);
  g_assert_true (rrm_secret_equal (rrm_draft_get_password (setup->draft), typed));

  g_assert_cmpint (try_password (setup, "the-old-one"), ==, RRM_GATE_OPEN);
  g_assert_cmpuint (count_logins (setup), ==, 6);
  g_assert_true (rrm_setup_is_working (setup));
  g_assert_false (rrm_setup_is_password_in_doubt (setup));
  g_assert_true (is_typed (setup, "the-old-one"));
}

/* The one that was just refused is not tried again in the name of another one. */
static void
test_the_same (void)
{
  g_autoptr (RrmSetup) setup = start_scenario (REFUSED);

  test (setup);
  g_assert_cmpint (try_password (setup, "not-that-one"), ==, RRM_GATE_OPEN);
  g_assert_cmpuint (count_logins (setup), ==, 4);
  g_assert_cmpint (try_password (setup, "not-that-one"), ==, RRM_GATE_REFUSED);
  g_assert_cmpuint (count_logins (setup), ==, 4);
}

/* Every no counts, whatever the password was; from the third on a pause is advised. */
static void
test_pause (void)
{
  g_autoptr (RrmSetup) setup = start_scenario (REFUSED);

  test (setup);
  test (setup);
  g_assert_cmpuint (rrm_setup_get_n_refusals (setup), ==, 2);
  g_assert_cmpuint (rrm_setup_get_pause (setup), ==, 0);
  try_password (setup, "not-that-one");
  g_assert_cmpuint (rrm_setup_get_n_refusals (setup), ==, 3);
  g_assert_cmpuint (rrm_setup_get_pause (setup), >, 290);
  g_assert_cmpuint (rrm_setup_get_pause (setup), <=, 300);
  /* The person decides all the same. */
  try_password (setup, "the-old-one");
  g_assert_true (rrm_setup_is_working (setup));
}

static void
assert_odd (const char *address,
            const char *password,
            gboolean expected)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  g_autoptr (RrmSecret) secret = rrm_secret_new (password, -1);

  rrm_draft_set_text (rrm_setup_get_draft (setup), RRM_FIELD_ADDRESS, address);
  rrm_draft_set_password (rrm_setup_get_draft (setup), secret);
  g_assert_cmpint (rrm_setup_has_odd_symbols (setup), ==, expected);
}

static void
test_symbols (void)
{
  assert_odd ("pat@nc.rr.com", "Summer!@#$%-_42", FALSE);
  assert_odd ("pat@nc.rr.com", "Summer&42", TRUE);
  assert_odd ("pat@nc.rr.com", "Sommer§42", TRUE);
  assert_odd ("pat@nc.rr.com", "a summer", TRUE);
  assert_odd ("pat@example.com", "Summer&42", FALSE);
}

static gboolean
fix_first (RrmSetup *setup)
{
  GListModel *findings = rrm_setup_get_findings (setup);

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (RrmFinding) finding = g_list_model_get_item (findings, i);

      if (rrm_finding_get_change (finding) != NULL)
        {
          rrm_setup_fix (setup, finding, NULL);
          return TRUE;
        }
    }

  return FALSE;
}

/* Both servers refuse the password, and the settings of one have faults one behind the other: the
 * refused password goes to each server once with each name, however often Fix it is pressed. */
static void
test_many_fixes (void)
{
  g_autoptr (RrmSetup) setup = start_scenario (
    "[scenario]\nname=many\n[account]\nincoming=imaps://mail.twc.com\n"
    "outgoing=smtps://mail.twc.com:587\noutgoing-username=pat.practice\n"
    "[all]\naccept-password=the-old-one\n");
  guint n_fixes = 0;

  test (setup);
  g_assert_cmpuint (count_logins (setup), ==, 1);
  while (n_fixes < 10 && fix_first (setup))
    {
      run_test (setup);
      n_fixes++;
    }
  g_assert_cmpuint (n_fixes, >=, 2);
  g_assert_cmpuint (n_fixes, <, 10);
  g_assert_cmpuint (count_logins (setup), ==, 3);
  g_assert_true (rrm_setup_is_password_in_doubt (setup));

  /* The person asks: it goes out once more. */
  test (setup);
  g_assert_cmpuint (count_logins (setup), ==, 5);
}

/* Another practice has another server: what the one before refused, and which hosts were agreed to
 * there, is forgotten. */
static void
test_next_practice (void)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  g_autoptr (GError) error = NULL;
  RrmField wrong;

  g_assert_true (rrm_setup_start_practice (setup, "password-rejected", &error));
  test (setup);
  rrm_setup_confirm_host (setup, "mail.example.net");
  g_assert_cmpuint (rrm_setup_get_n_refusals (setup), ==, 1);
  g_assert_cmpint (rrm_setup_begin_test (setup, RRM_TEST_AFTER_CHANGE, &wrong), ==,
                   RRM_GATE_REFUSED);

  rrm_setup_end_practice (setup);
  g_assert_cmpuint (g_hash_table_size (setup->confirmed_hosts), ==, 0);
  g_assert_true (rrm_setup_start_practice (setup, "works", &error));
  g_assert_cmpuint (rrm_setup_get_n_refusals (setup), ==, 0);
  g_assert_cmpint (rrm_setup_begin_test (setup, RRM_TEST_AFTER_CHANGE, &wrong), ==,
                   RRM_GATE_OPEN);
  run_test (setup);
  g_assert_true (rrm_setup_is_working (setup));
}

/* A name without @ is hinted at, and sent as it was given. */
static void
test_half_name (void)
{
  g_autoptr (RrmSetup) setup = start_scenario ("[scenario]\nname=half\n");
  g_autoptr (RrmProblem) problem = NULL;
  RrmTranscriptLog *log;
  gboolean seen = FALSE;

  rrm_draft_set_text (setup->draft, RRM_FIELD_INCOMING_USERNAME, "pat.practice");
  problem = rrm_draft_check (setup->draft, RRM_FIELD_INCOMING_USERNAME);
  g_assert_nonnull (problem);
  g_assert_cmpint (problem->code, ==, RRM_PROBLEM_USERNAME_NO_DOMAIN);
  g_assert_false (problem->blocking);
  g_assert_cmpstr (problem->suggestion, ==, "pat.practice@nc.rr.com");

  test (setup);
  g_assert_cmpstr (
    rrm_service_settings_get_username (
      rrm_service_report_get_settings (rrm_setup_get_service (setup, FALSE))),
    ==, "pat.practice");
  log = rrm_service_report_get_transcript (rrm_setup_get_service (setup, FALSE));
  for (guint i = 0; i < rrm_transcript_log_get_length (log); i++)
    seen |= strstr (rrm_transcript_log_get_line (log, i)->text, "pat.practice@") != NULL;
  g_assert_false (seen);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/password/previous", test_previous);
  g_test_add_func ("/password/the-same", test_the_same);
  g_test_add_func ("/password/pause", test_pause);
  g_test_add_func ("/password/symbols", test_symbols);
  g_test_add_func ("/password/many-fixes", test_many_fixes);
  g_test_add_func ("/password/next-practice", test_next_practice);
  g_test_add_func ("/password/half-name", test_half_name);

  return g_test_run ();
}
