/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/station.h"

static RrmServiceReport *
make_service (RrmProtocol protocol,
              RrmSecurity security)
{
  g_autoptr (RrmServiceSettings) settings =
    rrm_service_settings_new (protocol, "mail.twc.com", 587, security);

  return rrm_service_report_new (settings, RRM_STAGE_ENVELOPE);
}

static void
end_step (RrmServiceReport *service,
          RrmStepName name,
          RrmStatus status)
{
  RrmStepReport *step = rrm_service_report_get_step (service, name);
  RrmFault *fault = status == RRM_STATUS_FAILED ? rrm_fault_new (RRM_FAULT_TIMED_OUT) : NULL;

  g_assert_nonnull (step);
  rrm_step_report_begin (step, 0);
  if (status != RRM_STATUS_RUNNING)
    rrm_step_report_end (step, 1000, status, fault);
}

static void
assert_line (RrmServiceReport *service,
             const char *states,
             const char *words)
{
  g_autofree char *text = rrm_station_line_describe (service);
  char seen[RRM_N_STATIONS + 1] = { 0 };

  /* Waiting, running, passed, warned, failed, not needed, not reached. */
  for (guint i = 0; i < RRM_N_STATIONS; i++)
    seen[i] = ".r+!x-o"[rrm_station_get_state (service, (RrmStation) i)];
  g_assert_cmpstr (seen, ==, states);
  g_assert_cmpstr (text, ==, words);
}

/* From nothing to everything, with STARTTLS. */
static void
test_starttls (void)
{
  g_autoptr (RrmServiceReport) service = make_service (RRM_PROTOCOL_SMTP, RRM_SECURITY_STARTTLS);

  assert_line (service, ".....", "Sending, waiting");
  end_step (service, RRM_STEP_NAME_RESOLVE, RRM_STATUS_RUNNING);
  assert_line (service, "r....", "Sending, step 1 of 5, Find server, Running");
  end_step (service, RRM_STEP_NAME_RESOLVE, RRM_STATUS_PASSED);
  end_step (service, RRM_STEP_NAME_CONNECT, RRM_STATUS_PASSED);
  /* The greeting is still to come: the station goes on. */
  assert_line (service, "+r...", "Sending, step 2 of 5, Connect, Running");
  end_step (service, RRM_STEP_NAME_GREETING, RRM_STATUS_PASSED);
  end_step (service, RRM_STEP_NAME_CAPABILITIES, RRM_STATUS_PASSED);
  assert_line (service, "++r..", "Sending, step 3 of 5, Encrypt, Running");
  end_step (service, RRM_STEP_NAME_STARTTLS, RRM_STATUS_PASSED);
  end_step (service, RRM_STEP_NAME_TLS, RRM_STATUS_PASSED);
  end_step (service, RRM_STEP_NAME_LOGIN, RRM_STATUS_PASSED);
  end_step (service, RRM_STEP_NAME_SENDER, RRM_STATUS_WARNED);
  end_step (service, RRM_STEP_NAME_RECIPIENT, RRM_STATUS_PASSED);
  assert_line (service, "++++!", "Sending, all 5 steps passed");
  /* Whether the goodbye is answered changes nothing. */
  end_step (service, RRM_STEP_NAME_LOGOUT, RRM_STATUS_FAILED);
  assert_line (service, "++++!", "Sending, all 5 steps passed");
}

/* A break, and what stands before and behind it. */
static void
test_break (void)
{
  g_autoptr (RrmServiceReport) service = make_service (RRM_PROTOCOL_SMTP, RRM_SECURITY_TLS);

  end_step (service, RRM_STEP_NAME_CONNECT, RRM_STATUS_PASSED);
  end_step (service, RRM_STEP_NAME_TLS, RRM_STATUS_FAILED);
  rrm_service_report_finish (service);
  assert_line (service, "-+xoo", "Sending, step 3 of 5, Encrypt, Failed");
}

/* With TLS from the first byte a refusing greeting comes when encryption has long succeeded. */
static void
test_greeting (void)
{
  g_autoptr (RrmServiceReport) tls = make_service (RRM_PROTOCOL_SMTP, RRM_SECURITY_TLS);
  g_autoptr (RrmServiceReport) clear = make_service (RRM_PROTOCOL_SMTP, RRM_SECURITY_STARTTLS);

  end_step (tls, RRM_STEP_NAME_RESOLVE, RRM_STATUS_PASSED);
  end_step (tls, RRM_STEP_NAME_CONNECT, RRM_STATUS_PASSED);
  end_step (tls, RRM_STEP_NAME_TLS, RRM_STATUS_PASSED);
  end_step (tls, RRM_STEP_NAME_GREETING, RRM_STATUS_FAILED);
  rrm_service_report_finish (tls);
  assert_line (tls, "+++xo", "Sending, step 4 of 5, Sign in, Failed");

  end_step (clear, RRM_STEP_NAME_RESOLVE, RRM_STATUS_PASSED);
  end_step (clear, RRM_STEP_NAME_CONNECT, RRM_STATUS_PASSED);
  end_step (clear, RRM_STEP_NAME_GREETING, RRM_STATUS_FAILED);
  rrm_service_report_finish (clear);
  assert_line (clear, "+xooo", "Sending, step 2 of 5, Connect, Failed");
}

/* Without encryption its station is passed by. */
static void
test_cleartext (void)
{
  g_autoptr (RrmServiceReport) service = make_service (RRM_PROTOCOL_IMAP, RRM_SECURITY_NONE);

  end_step (service, RRM_STEP_NAME_RESOLVE, RRM_STATUS_PASSED);
  end_step (service, RRM_STEP_NAME_CONNECT, RRM_STATUS_PASSED);
  end_step (service, RRM_STEP_NAME_GREETING, RRM_STATUS_PASSED);
  end_step (service, RRM_STEP_NAME_CAPABILITIES, RRM_STATUS_PASSED);
  end_step (service, RRM_STEP_NAME_LOGIN, RRM_STATUS_PASSED);
  end_step (service, RRM_STEP_NAME_MAILBOX, RRM_STATUS_PASSED);
  rrm_service_report_finish (service);
  assert_line (service, "++-++", "Receiving, all 4 steps passed");
}

static void
test_stopped (void)
{
  g_autoptr (RrmServiceReport) service = make_service (RRM_PROTOCOL_POP3, RRM_SECURITY_TLS);

  end_step (service, RRM_STEP_NAME_RESOLVE, RRM_STATUS_PASSED);
  rrm_service_report_finish (service);
  assert_line (service, "+oooo", "Receiving, stopped");
}

static void
test_names (void)
{
  g_assert_cmpstr (rrm_station_get_name (RRM_STATION_USE, RRM_PROTOCOL_IMAP), ==, "Open Inbox");
  g_assert_cmpstr (rrm_station_get_name (RRM_STATION_USE, RRM_PROTOCOL_SMTP), ==,
                   "Sender accepted");
  for (guint i = 0; i < RRM_N_STATION_STATES; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (rrm_station_describe_state ((RrmStationState) i), !=,
                       rrm_station_describe_state ((RrmStationState) j));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stations/starttls", test_starttls);
  g_test_add_func ("/stations/break", test_break);
  g_test_add_func ("/stations/greeting", test_greeting);
  g_test_add_func ("/stations/cleartext", test_cleartext);
  g_test_add_func ("/stations/stopped", test_stopped);
  g_test_add_func ("/stations/names", test_names);

  return g_test_run ();
}
