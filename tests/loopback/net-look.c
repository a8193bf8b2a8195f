/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "leftovers.h"
#include "net-fixture.h"

#include "net/look.h"

typedef struct
{
  const char *name;
  const char *scenario;
  guint16 port;
  RrmSecurity wanted;
  /* AUTO when it ends with @fault. */
  RrmSecurity found;
  RrmFaultKind fault;
  /* Which step a fault ends, and how many connections the server saw. */
  RrmStepName step;
  guint connections;
} Case;

/* The silence is 100 ms here, and a step that must time out has 600 ms. */
static const Case cases[] = {
  /* Where a greeting may come first. */
  { "auto-starttls", "", 587, RRM_SECURITY_AUTO, RRM_SECURITY_STARTTLS, 0, 0, 1 },
  { "auto-tls", "[smtp]\nsecurity=tls\n", 587, RRM_SECURITY_AUTO, RRM_SECURITY_TLS, 0, 0, 2 },
  { "auto-slow-greeting", "[smtp]\ndelay.greeting=0.3\n", 587, RRM_SECURITY_AUTO,
    RRM_SECURITY_STARTTLS, 0, 0, 2 },
  { "auto-both", "[smtp]\nsecurity=auto-both\nboth-wait=0.4\n", 587, RRM_SECURITY_AUTO,
    RRM_SECURITY_TLS, 0, 0, 2 },
  { "auto-silence", "[smtp]\nsilent-on=accept\n", 587, RRM_SECURITY_AUTO, RRM_SECURITY_AUTO,
    RRM_FAULT_TIMED_OUT, RRM_STEP_NAME_GREETING, 2 },
  { "auto-closed", "[smtp]\nclose-on=accept\n", 587, RRM_SECURITY_AUTO, RRM_SECURITY_AUTO,
    RRM_FAULT_CLOSED, RRM_STEP_NAME_GREETING, 2 },
  { "auto-reset", "[smtp]\ndelay.accept=0.05\nreset-on=accept\n", 587, RRM_SECURITY_AUTO,
    RRM_SECURITY_AUTO, RRM_FAULT_RESET, RRM_STEP_NAME_GREETING, 2 },
  { "auto-impatient-tls", "[smtp]\nsecurity=tls\n1:close-on=accept\n", 587, RRM_SECURITY_AUTO,
    RRM_SECURITY_TLS, 0, 0, 2 },
  { "auto-second-silent", "[smtp]\n1:delay.greeting=0.3\n2:silent-on=accept\n", 587,
    RRM_SECURITY_AUTO, RRM_SECURITY_STARTTLS, 0, 0, 2 },
  { "starttls", "", 587, RRM_SECURITY_STARTTLS, RRM_SECURITY_STARTTLS, 0, 0, 1 },
  { "starttls-slow", "[smtp]\ndelay.greeting=0.3\n", 587, RRM_SECURITY_STARTTLS,
    RRM_SECURITY_STARTTLS, 0, 0, 2 },
  { "starttls-is-tls", "[smtp]\nsecurity=tls\n", 587, RRM_SECURITY_STARTTLS, RRM_SECURITY_AUTO,
    RRM_FAULT_TLS_EXPECTED, RRM_STEP_NAME_GREETING, 2 },
  { "starttls-silence", "[smtp]\nsilent-on=accept\n", 587, RRM_SECURITY_STARTTLS,
    RRM_SECURITY_AUTO, RRM_FAULT_TIMED_OUT, RRM_STEP_NAME_GREETING, 2 },
  /* A refusal in the greeting is a greeting. */
  { "auto-refusal", "[smtp]\ngreeting=554 5.7.1 go away\n", 587, RRM_SECURITY_AUTO,
    RRM_SECURITY_STARTTLS, 0, 0, 1 },
  /* Where TLS comes first. */
  { "auto-993", "", 993, RRM_SECURITY_AUTO, RRM_SECURITY_TLS, 0, 0, 1 },
  { "auto-993-starttls", "[imap]\nsecurity=starttls\n", 993, RRM_SECURITY_AUTO,
    RRM_SECURITY_STARTTLS, 0, 0, 2 },
  { "auto-993-slow", "[imap]\nsecurity=starttls\ndelay.greeting=0.3\n", 993, RRM_SECURITY_AUTO,
    RRM_SECURITY_STARTTLS, 0, 0, 2 },
  { "auto-993-silence", "[imap]\nsilent-on=accept\n", 993, RRM_SECURITY_AUTO, RRM_SECURITY_AUTO,
    RRM_FAULT_TIMED_OUT, RRM_STEP_NAME_TLS, 1 },
  { "auto-993-reset", "[imap]\ntls=reset\n", 993, RRM_SECURITY_AUTO, RRM_SECURITY_AUTO,
    RRM_FAULT_RESET, RRM_STEP_NAME_TLS, 1 },
};

static void
expect_nothing_but_looks (Fixture *fixture,
                          guint connections)
{
  RrmPracticeLog *log = rrm_practice_server_get_log (fixture->server);

  /* The server may be slower to take a connection than the other end to be done with it. */
  for (guint i = 0; i < 100; i++)
    {
      if (rrm_practice_log_count (log, NULL, RRM_PRACTICE_CONNECTIONS) >= connections)
        break;
      g_usleep (10000);
    }
  g_assert_cmpuint (rrm_practice_log_count (log, NULL, RRM_PRACTICE_CONNECTIONS), ==, connections);
  g_assert_cmpuint (rrm_practice_log_count (log, NULL, RRM_PRACTICE_LOGINS), ==, 0);
  g_assert_cmpuint (rrm_practice_log_count (log, NULL, RRM_PRACTICE_CLEAR_LOGINS), ==, 0);
}

static void
test_case (gconstpointer data)
{
  const Case *example = data;
  g_autoptr (Fixture) fixture = fixture_new (example->scenario);
  RrmProtocol protocol = example->port == 993 ? RRM_PROTOCOL_IMAP : RRM_PROTOCOL_SMTP;
  g_autoptr (RrmServiceReport) report =
    report_new (protocol, example->port, example->wanted, RRM_STAGE_ENVELOPE);
  RrmSecurity found;
  g_autoptr (RrmTls) tls = NULL;
  g_autoptr (RrmFault) fault = NULL;
  g_autoptr (GSocket) socket = NULL;

  fixture->context.timeout = example->fault == RRM_FAULT_TIMED_OUT ? 600 : 5000;
  fixture->context.look_silence = 100;
  socket =
    fixture_look (fixture, example->port, example->wanted, report, &found, &tls, &fault);

  g_assert_cmpstr (rrm_security_to_string (found), ==, rrm_security_to_string (example->found));
  g_assert_cmpint (tls != NULL, ==, found == RRM_SECURITY_TLS);
  if (found == RRM_SECURITY_AUTO)
    {
      g_assert_null (socket);
      expect_fault (fault, example->fault);
      expect_step (report, example->step, RRM_STATUS_FAILED);
    }
  else
    {
      g_assert_null (fault);
      g_assert_nonnull (socket);
      expect_step (report, RRM_STEP_NAME_GREETING,
                   found == RRM_SECURITY_STARTTLS ? RRM_STATUS_RUNNING : RRM_STATUS_WAITING);
      expect_step (report, RRM_STEP_NAME_TLS, RRM_STATUS_WAITING);
    }
  expect_nothing_but_looks (fixture, example->connections);
}

/* What was found goes on to the end on the connection that was looked at. */
static void
go_on (const char *scenario,
       guint16 port,
       guint round_trips,
       guint connections)
{
  g_autoptr (Fixture) fixture = fixture_new (scenario);
  RrmProtocol protocol = port == 993 ? RRM_PROTOCOL_IMAP : RRM_PROTOCOL_SMTP;
  g_autoptr (RrmServiceReport) report =
    report_new (protocol, port, RRM_SECURITY_AUTO, RRM_STAGE_ENVELOPE);
  g_autoptr (RrmSecret) password = rrm_secret_new (FIXTURE_PASSWORD, -1);
  RrmEngineConfig config = {
    .username = FIXTURE_ADDRESS,
    .password = password,
    .auth = RRM_AUTH_AUTO,
    .address = FIXTURE_ADDRESS,
    .until = RRM_STAGE_ENVELOPE,
  };
  RrmTls *tls = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (RrmEngine) engine = NULL;

  socket =
    fixture_look (fixture, port, RRM_SECURITY_AUTO, report, &config.security, &tls, NULL);
  g_assert_nonnull (socket);
  engine = rrm_engine_new (protocol, &config, report);
  g_assert_true (fixture_pump (fixture, socket, tls, engine, report, NULL));
  expect_step (report, RRM_STEP_NAME_LOGIN, RRM_STATUS_PASSED);
  g_assert_cmpuint (rrm_service_report_get_round_trips (report), ==, round_trips);
  g_assert_cmpuint (rrm_practice_log_count (rrm_practice_server_get_log (fixture->server), NULL,
                                            RRM_PRACTICE_CONNECTIONS),
                    ==, connections);
}

static void
test_go_on_starttls (void)
{
  /* As without a look. */
  go_on ("", 587, 7, 1);
}

static void
test_go_on_tls (void)
{
  /* The second connection costs one more. */
  go_on ("[smtp]\nsecurity=tls\n", 587, 6, 2);
}

static void
test_go_on_tls_first (void)
{
  go_on ("[imap]\nadd=SASL-IR\n", 993, 5, 1);
}

static void
test_go_on_clear_text_on_tls_port (void)
{
  /* As STARTTLS, with one for the clear text and one for the new connection. */
  go_on ("[imap]\nsecurity=starttls\nadd=SASL-IR\n", 993, 8, 2);
}

static void
keep_result (GObject *source,
             GAsyncResult *result,
             gpointer data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

/* Stop while both connections wait. */
static void
test_cancel (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("[smtp]\nsilent-on=accept\n");
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_SMTP, 587, RRM_SECURITY_AUTO, RRM_STAGE_ENVELOPE);
  g_autoptr (GSocket) socket = fixture_dial (fixture, FIXTURE_HOST, 587, report, NULL);
  g_autoptr (GSocket) none = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RrmFault) fault = NULL;
  g_autoptr (RrmTls) tls = NULL;
  RrmSecurity found;

  cancel_after (cancellable, 300);
  rrm_look_async (FIXTURE_HOST, 587, RRM_SECURITY_AUTO, socket, &fixture->context, report,
                  cancellable, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  none = rrm_look_finish (result, &found, &tls, &fault);
  g_assert_null (none);
  expect_fault (fault, RRM_FAULT_CANCELLED);
  expect_step (report, RRM_STEP_NAME_GREETING, RRM_STATUS_FAILED);
}

/* The real silence: nobody asks a second time before two seconds are over. */
static void
test_real_silence (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("[smtp]\ndelay.greeting=2.5\n");
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_SMTP, 587, RRM_SECURITY_AUTO, RRM_STAGE_ENVELOPE);
  RrmSecurity found;
  g_autoptr (RrmTls) tls = NULL;
  g_autoptr (GSocket) socket = NULL;

  fixture->context.look_silence = 0;
  fixture->context.timeout = 15000;
  g_assert_cmpuint (RRM_LOOK_SILENCE, ==, 2000);
  socket = fixture_look (fixture, 587, RRM_SECURITY_AUTO, report, &found, &tls, NULL);
  g_assert_cmpint (found, ==, RRM_SECURITY_STARTTLS);
  g_assert_cmpint (g_get_monotonic_time () - fixture->context.start, >=, 2400000);
  expect_nothing_but_looks (fixture, 2);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/net/look/", cases[i].name, NULL);

      leftovers_add (path, &cases[i], test_case);
    }
  leftovers_add_func ("/net/look/go-on/starttls", test_go_on_starttls);
  leftovers_add_func ("/net/look/go-on/tls", test_go_on_tls);
  leftovers_add_func ("/net/look/go-on/tls-first", test_go_on_tls_first);
  leftovers_add_func ("/net/look/go-on/clear-text-on-tls-port", test_go_on_clear_text_on_tls_port);
  leftovers_add_func ("/net/look/cancel", test_cancel);
  leftovers_add_func ("/net/look/real-silence", test_real_silence);

  return g_test_run ();
}
