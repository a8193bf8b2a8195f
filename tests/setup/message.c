/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/server.h"
#include "setup/setup-private.h"
#include "setup/station.h"

#include <string.h>

/* The message to oneself: sent once, when the person has agreed, and never by any other test. */

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

static guint
count_messages (RrmSetup *setup)
{
  RrmPracticeLog *log =
    rrm_practice_server_get_log (rrm_practice_get_server (setup->practice));

  return rrm_practice_log_count (log, NULL, RRM_PRACTICE_MESSAGES);
}

static void
test (RrmSetup *setup)
{
  RrmField wrong;

  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  run_test (setup);
}

static void
send_message (RrmSetup *setup)
{
  RrmField wrong;

  g_assert_true (rrm_setup_can_send (setup));
  g_assert_cmpint (rrm_setup_send (setup, &wrong), ==, RRM_GATE_OPEN);
  g_assert_true (rrm_setup_get_sent (setup));
  g_assert_false (rrm_setup_can_send (setup));
  run_test (setup);
}

static void
assert_first (RrmSetup *setup,
              const char *code)
{
  GListModel *findings = rrm_setup_get_findings (setup);
  g_autoptr (RrmFinding) finding = g_list_model_get_item (findings, 0);

  g_assert_cmpstr (finding != NULL ? rrm_finding_code_to_string (rrm_finding_get_code (finding))
                                   : NULL,
                   ==, code);
}

static void
assert_said (RrmSetup *setup,
             const char *words)
{
  g_autofree char *message = rrm_setup_describe_message (setup);

  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, words));
}

static void
test_arrives (void)
{
  g_autoptr (RrmSetup) setup = start_practice (NULL);
  g_autofree char *nothing = NULL;

  g_assert_false (rrm_setup_can_send (setup));
  test (setup);
  g_assert_cmpuint (count_messages (setup), ==, 0);
  nothing = rrm_setup_describe_message (setup);
  g_assert_null (nothing);

  send_message (setup);
  g_assert_cmpuint (count_messages (setup), ==, 1);
  assert_first (setup, NULL);
  assert_said (setup, "was there after");
  assert_said (setup, "has been deleted");
  g_assert_true (rrm_setup_is_working (setup));

  /* The next test is a usual one. */
  test (setup);
  g_assert_cmpuint (count_messages (setup), ==, 1);
  g_assert_false (rrm_setup_get_sent (setup));

  /* Nothing is sent for settings that were not tested. */
  rrm_draft_set_text (setup->draft, RRM_FIELD_OUTGOING_PORT, "2525");
  g_assert_false (rrm_setup_can_send (setup));
}

static void
test_pop3 (void)
{
  g_autoptr (RrmSetup) setup = start_practice (NULL);

  rrm_draft_set_protocol (setup->draft, RRM_PROTOCOL_POP3);
  test (setup);
  send_message (setup);
  g_assert_cmpuint (count_messages (setup), ==, 1);
  assert_said (setup, "was there after");
}

/* A server that takes the message and says nothing: nobody knows, and nothing sends it again. */
static void
test_unknown (void)
{
  g_autoptr (RrmSetup) setup = start_practice ("delivery-unknown");

  test (setup);
  assert_first (setup, NULL);
  send_message (setup);
  assert_first (setup, "delivery-unknown");
  assert_said (setup, "may be on its way");
  g_assert_cmpuint (count_messages (setup), ==, 1);
  test (setup);
  g_assert_cmpuint (count_messages (setup), ==, 1);
}

static void
test_not_seen (void)
{
  g_autoptr (RrmSetup) setup = start_practice ("delivery-not-seen");
  RrmServiceReport *incoming;

  test (setup);
  send_message (setup);
  assert_first (setup, "delivery-not-seen");
  incoming = rrm_setup_get_service (setup, FALSE);
  g_assert_cmpint (
    rrm_step_get_state (incoming, rrm_service_report_get_step (incoming, RRM_STEP_NAME_RECEIVE)),
    ==, RRM_STATION_WARNED);
}

static void
test_junk (void)
{
  g_autoptr (RrmSetup) setup = start_practice ("delivery-to-junk");

  test (setup);
  send_message (setup);
  assert_first (setup, "delivery-to-junk");
}

/* Nothing is sent where signing in or the envelope went wrong. */
static void
test_refused (void)
{
  g_autoptr (RrmSetup) setup = start_practice ("password-rejected");
  g_autoptr (RrmSetup) sender = start_practice ("sender-rejected");

  test (setup);
  g_assert_false (rrm_setup_can_send (setup));
  test (sender);
  g_assert_false (rrm_setup_can_send (sender));
}

/* Stopped while it is awaited, it is said to be on its way. */
static void
test_stop (void)
{
  g_autoptr (RrmSetup) setup = start_practice ("delivery-not-seen");
  RrmField wrong;

  test (setup);
  g_assert_cmpint (rrm_setup_send (setup, &wrong), ==, RRM_GATE_OPEN);
  while (!rrm_service_report_passed (rrm_setup_get_service (setup, TRUE), RRM_STEP_NAME_DELIVER))
    g_main_context_iteration (NULL, TRUE);
  rrm_setup_stop (setup);
  run_test (setup);
  assert_said (setup, "is on its way");
  g_assert_cmpuint (count_messages (setup), ==, 1);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message/arrives", test_arrives);
  g_test_add_func ("/message/pop3", test_pop3);
  g_test_add_func ("/message/unknown", test_unknown);
  g_test_add_func ("/message/not-seen", test_not_seen);
  g_test_add_func ("/message/junk", test_junk);
  g_test_add_func ("/message/refused", test_refused);
  g_test_add_func ("/message/stop", test_stop);

  return g_test_run ();
}
