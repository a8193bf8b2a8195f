/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "leftovers.h"
#include "net-fixture.h"

#include <string.h>
#include <time.h>

/* A server that needs as few round trips as its protocol allows. */
#define BRISK  \
  "[imap]\ngreeting=* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\nadd=SASL-IR\n"  \
  "greeting@clear=* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\n"

#define TLS_1_2 "[all]\npriority=NORMAL:-VERS-ALL:+VERS-TLS1.2\n"

/* How long the way to a server is, and how often it must be gone without another wait. */
#define WAY_MS 20U
#define GOOD_TRIES 3
#define MOST_TRIES 40

typedef struct
{
  const char *name;
  const char *scenario;
  RrmProtocol protocol;
  guint16 port;
  RrmSecurity security;
  guint round_trips;
} Way;

/* Round trips to the answer to the login: the connection, TLS and the greeting, and each
 * command. */
static const Way ways[] = {
  { "imaps", BRISK, RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS, 4 },
  { "imap", BRISK, RRM_PROTOCOL_IMAP, 143, RRM_SECURITY_STARTTLS, 6 },
  { "pop3s", "", RRM_PROTOCOL_POP3, 995, RRM_SECURITY_TLS, 5 },
  { "pop3", "", RRM_PROTOCOL_POP3, 110, RRM_SECURITY_STARTTLS, 6 },
  { "smtps", "", RRM_PROTOCOL_SMTP, 465, RRM_SECURITY_TLS, 5 },
  { "smtp", "", RRM_PROTOCOL_SMTP, 587, RRM_SECURITY_STARTTLS, 7 },
  { "imaps-1.2", BRISK TLS_1_2, RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS, 4 },
  { "imap-1.2", BRISK TLS_1_2, RRM_PROTOCOL_IMAP, 143, RRM_SECURITY_STARTTLS, 7 },
  /* A capability list that must be asked for, and no initial response: one more each. */
  { "imaps-plain", "", RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS, 6 },
};

/* Dials and has the conversation. */
static gboolean
run (Fixture *fixture,
     RrmServiceReport *report,
     const char *password,
     GCancellable *cancellable)
{
  guint16 port = rrm_service_settings_get_port (rrm_service_report_get_settings (report));
  g_autoptr (GSocket) socket = fixture_dial (fixture, FIXTURE_HOST, port, report, NULL);
  g_autoptr (RrmEngine) engine = engine_new (report, password);

  g_assert_nonnull (socket);

  return fixture_pump (fixture, socket, NULL, engine, report, cancellable);
}

static guint
count (Fixture *fixture,
       RrmPracticeFact fact)
{
  return rrm_practice_log_count (rrm_practice_server_get_log (fixture->server), NULL, fact);
}

/* Runs one conversation that must fail in @step with @kind, without a login being sent. */
static const RrmFault *
fail (Fixture *fixture,
      RrmServiceReport *report,
      RrmStepName step,
      RrmFaultKind kind)
{
  const RrmFault *fault;

  g_assert_false (run (fixture, report, FIXTURE_PASSWORD, NULL));
  expect_step (report, step, RRM_STATUS_FAILED);
  fault = rrm_step_report_get_fault (rrm_service_report_get_step (report, step));
  expect_fault (fault, kind);
  if (step < RRM_STEP_NAME_LOGIN)
    g_assert_cmpuint (count (fixture, RRM_PRACTICE_LOGINS), ==, 0);

  return fault;
}

static void
test_works (gconstpointer data)
{
  const Way *way = data;
  g_autoptr (Fixture) fixture = fixture_new (way->scenario);
  g_autoptr (RrmServiceReport) report =
    report_new (way->protocol, way->port, way->security, RRM_STAGE_ENVELOPE);
  RrmTlsInfo *tls;
  GPtrArray *steps = rrm_service_report_get_steps (report);

  g_assert_true (run (fixture, report, FIXTURE_PASSWORD, NULL));
  for (guint i = 0; i < steps->len; i++)
    {
      RrmStepReport *step = g_ptr_array_index (steps, i);

      g_assert_cmpint (rrm_step_report_get_status (step), !=, RRM_STATUS_RUNNING);
      g_assert_cmpint (rrm_step_report_get_status (step), !=, RRM_STATUS_FAILED);
    }
  expect_step (report, RRM_STEP_NAME_RESOLVE, RRM_STATUS_SKIPPED);
  expect_step (report, RRM_STEP_NAME_CONNECT, RRM_STATUS_PASSED);
  expect_step (report, RRM_STEP_NAME_LOGIN, RRM_STATUS_PASSED);
  g_assert_cmpuint (rrm_service_report_get_round_trips (report), ==, way->round_trips);
  g_assert_cmpstr (rrm_service_report_get_peer (report), ==, "127.0.0.1");
  tls = rrm_service_report_get_tls (report);
  g_assert_true (tls->verified);
  g_assert_cmpstr (tls->version, ==, strstr (way->scenario, "1.2") != NULL ? "TLS1.2" : "TLS1.3");
  g_assert_nonnull (tls->cipher);
  g_assert_cmpuint (count (fixture, RRM_PRACTICE_LOGINS_ACCEPTED), ==, 1);
  g_assert_cmpuint (count (fixture, RRM_PRACTICE_CLEAR_LOGINS), ==, 0);
  g_assert_cmpuint (count (fixture, RRM_PRACTICE_PIPELINED), ==, 0);
}

static gint64
end_of_step (RrmServiceReport *report,
             RrmStepName name)
{
  RrmStepReport *step = rrm_service_report_get_step (report, name);

  return rrm_step_report_get_started (step) + rrm_step_report_get_elapsed (step);
}

static gint64
get_cpu_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* Returns: by how many microseconds the login's answer was later than the round trips and the work
 * on both sides explain. */
static gint64
measure_delay (const Way *way)
{
  g_autofree char *scenario =
    g_strdup_printf ("%s[all]\ndelay.way=0.%03u\n", way->scenario, WAY_MS);
  g_autoptr (Fixture) fixture = fixture_new (scenario);
  g_autoptr (RrmServiceReport) report =
    report_new (way->protocol, way->port, way->security, RRM_STAGE_ENVELOPE);
  gint64 least, elapsed, work;

  work = get_cpu_time ();
  g_assert_true (run (fixture, report, FIXTURE_PASSWORD, NULL));
  work = get_cpu_time () - work;
  elapsed =
    end_of_step (report, RRM_STEP_NAME_LOGIN) - end_of_step (report, RRM_STEP_NAME_CONNECT);
  /* The connection itself is not delayed, and so a greeting that comes first is only half as late
   * as it would be. */
  least = (way->round_trips - 1) * 2 * WAY_MS * 1000;
  if (way->security == RRM_SECURITY_STARTTLS)
    least -= WAY_MS * 1000;

  g_test_message ("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " microseconds, %" G_GINT64_FORMAT
                  " of work on both sides",
                  elapsed, least, work);
  g_assert_cmpint (elapsed, >=, least);

  return elapsed - work - least;
}

/* With a long way between, the time from the connection to the answer to the login is the number of
 * round trips: there is no wait beside them, not even half of one or the 40 ms for which a system
 * keeps an acknowledgement back. A wait of ours would be there nearly each time; what else runs on
 * the computer is not. */
static void
test_wall_time (gconstpointer data)
{
  guint in_time = 0;

  for (guint i = 0; i < MOST_TRIES && in_time < GOOD_TRIES; i++)
    in_time += measure_delay (data) < WAY_MS * 1000;
  g_assert_cmpuint (in_time, ==, GOOD_TRIES);
}

static void
test_byte_by_byte (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("[all]\ndelay.byte=0\n");
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_SMTP, 587, RRM_SECURITY_STARTTLS, RRM_STAGE_ENVELOPE);

  g_assert_true (run (fixture, report, FIXTURE_PASSWORD, NULL));
  g_assert_cmpuint (rrm_service_report_get_round_trips (report), ==, 7);
}

static void
test_wrong_password (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("");
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_SMTP, 465, RRM_SECURITY_TLS, RRM_STAGE_ENVELOPE);

  g_assert_false (run (fixture, report, "wrong", NULL));
  expect_step (report, RRM_STEP_NAME_LOGIN, RRM_STATUS_FAILED);
  expect_step (report, RRM_STEP_NAME_SENDER, RRM_STATUS_SKIPPED);
  g_assert_cmpuint (count (fixture, RRM_PRACTICE_LOGINS), ==, 1);
}

static void
test_bad_certificate (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("[all]\ncertificate=wrong-name\n");
  g_autoptr (RrmServiceReport) starttls =
    report_new (RRM_PROTOCOL_IMAP, 143, RRM_SECURITY_STARTTLS, RRM_STAGE_ENVELOPE);
  g_autoptr (RrmServiceReport) tls =
    report_new (RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS, RRM_STAGE_ENVELOPE);
  const RrmCertificate *certificate;

  fail (fixture, starttls, RRM_STEP_NAME_TLS, RRM_FAULT_CERTIFICATE);
  fail (fixture, tls, RRM_STEP_NAME_TLS, RRM_FAULT_CERTIFICATE);
  g_assert_cmpuint (rrm_service_report_get_tls (tls)->problems, ==, RRM_CERTIFICATE_WRONG_NAME);
  certificate = rrm_tls_info_get_certificate (rrm_service_report_get_tls (starttls));
  g_assert_cmpstr (certificate->names[0], ==, "mail.example.net");
}

static void
test_not_tls (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("");
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_SMTP, 587, RRM_SECURITY_TLS, RRM_STAGE_ENVELOPE);
  const RrmFault *fault = fail (fixture, report, RRM_STEP_NAME_TLS, RRM_FAULT_NOT_TLS);

  g_assert_cmpint (fault->seen, ==, RRM_SEEN_SMTP);
  g_assert_true (g_str_has_prefix (fault->text, "220 "));
}

/* What is said in clear behind the go-ahead for TLS, in the same segment or a later one. */
static void
test_injection (gconstpointer data)
{
  g_autoptr (Fixture) fixture = fixture_new (data);
  g_autoptr (RrmServiceReport) imap =
    report_new (RRM_PROTOCOL_IMAP, 143, RRM_SECURITY_STARTTLS, RRM_STAGE_ENVELOPE);
  g_autoptr (RrmServiceReport) smtp =
    report_new (RRM_PROTOCOL_SMTP, 587, RRM_SECURITY_STARTTLS, RRM_STAGE_ENVELOPE);

  fail (fixture, imap, RRM_STEP_NAME_TLS, RRM_FAULT_STARTTLS_INJECTION);
  fail (fixture, smtp, RRM_STEP_NAME_TLS, RRM_FAULT_STARTTLS_INJECTION);
  g_assert_cmpuint (count (fixture, RRM_PRACTICE_CLEAR_LOGINS), ==, 0);
}

typedef struct
{
  const char *name;
  const char *scenario;
  RrmStepName step;
  RrmFaultKind fault;
  gboolean talked;
} Ending;

/* On port 993, with 400 ms for a step. */
static const Ending endings[] = {
  { "silent", "silent-on=accept\n", RRM_STEP_NAME_TLS, RRM_FAULT_TIMED_OUT, FALSE },
  { "no-greeting", "silent-on=greeting\n", RRM_STEP_NAME_GREETING, RRM_FAULT_TIMED_OUT, FALSE },
  { "slow-greeting", "delay.greeting=1\n", RRM_STEP_NAME_GREETING, RRM_FAULT_TIMED_OUT, FALSE },
  { "no-login-answer", "add=SASL-IR\nsilent-on=login\n", RRM_STEP_NAME_LOGIN, RRM_FAULT_TIMED_OUT,
    FALSE },
  { "no-answer-to-password", "silent-on=login\n", RRM_STEP_NAME_LOGIN, RRM_FAULT_TIMED_OUT, TRUE },
  { "half-a-line", "reply.CAPABILITY=* CAPABILITY IMAP4\nsilent-after=CAPABILITY\n",
    RRM_STEP_NAME_CAPABILITIES, RRM_FAULT_TIMED_OUT, TRUE },
  { "closed", "close-on=accept\n", RRM_STEP_NAME_TLS, RRM_FAULT_CLOSED, FALSE },
  { "closed-at-greeting", "close-on=greeting\n", RRM_STEP_NAME_GREETING, RRM_FAULT_CLOSED, FALSE },
  { "closed-at-login", "close-on=login\n", RRM_STEP_NAME_LOGIN, RRM_FAULT_CLOSED, FALSE },
  { "reset-in-handshake", "tls=reset\n", RRM_STEP_NAME_TLS, RRM_FAULT_RESET, FALSE },
  { "reset-at-login", "reset-on=login\n", RRM_STEP_NAME_LOGIN, RRM_FAULT_RESET, FALSE },
  { "alert", "tls=alert:40\n", RRM_STEP_NAME_TLS, RRM_FAULT_TLS_ALERT, FALSE },
};

static void
test_ending (gconstpointer data)
{
  const Ending *ending = data;
  g_autofree char *scenario = g_strconcat ("[imap]\n", ending->scenario, NULL);
  g_autoptr (Fixture) fixture = fixture_new (scenario);
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS, RRM_STAGE_ENVELOPE);
  const RrmFault *fault;
  gint64 elapsed;

  fixture->context.timeout = 400;
  fault = fail (fixture, report, ending->step, ending->fault);
  g_assert_cmpint (fault->talked, ==, ending->talked);
  elapsed = rrm_step_report_get_elapsed (rrm_service_report_get_step (report, ending->step));
  if (ending->fault == RRM_FAULT_TIMED_OUT)
    g_assert_cmpint (elapsed, >=, 395000);
  g_assert_cmpint (elapsed, <, 900000);
  if (ending->fault == RRM_FAULT_TLS_ALERT)
    g_assert_cmpuint (fault->alert, ==, 40);
}

/* Each step has its own time: together they may take longer than one. */
static void
test_fresh_limit (void)
{
  g_autoptr (Fixture) fixture = fixture_new (
    "[pop3]\ndelay.greeting=0.25\ndelay.CAPA=0.25\ndelay.login=0.25\ndelay.STAT=0.25\n");
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_POP3, 995, RRM_SECURITY_TLS, RRM_STAGE_ENVELOPE);

  fixture->context.timeout = 500;
  g_assert_true (run (fixture, report, FIXTURE_PASSWORD, NULL));
}

typedef struct
{
  GCancellable *cancellable;
  gboolean hit;
} Trap;

static void
cancel_when_running (GObject *object,
                     GParamSpec *pspec,
                     gpointer data)
{
  Trap *trap = data;

  if (rrm_step_report_get_status (RRM_STEP_REPORT (object)) != RRM_STATUS_RUNNING)
    return;
  trap->hit = TRUE;
  g_cancellable_cancel (trap->cancellable);
}

/* Stop in the middle of a step: that one ends as cancelled, and all later ones are skipped. */
static void
test_cancel (gconstpointer data)
{
  RrmStepName name = GPOINTER_TO_UINT (data);
  g_autoptr (Fixture) fixture = fixture_new (
    "[smtp]\ndelay.greeting=0.1\ndelay.EHLO=0.1\ndelay.STARTTLS=0.1\ndelay.login=0.1\n"
    "delay.tls=0.1\ndelay.MAIL=0.1\n");
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_SMTP, 587, RRM_SECURITY_STARTTLS, RRM_STAGE_ENVELOPE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  RrmStepReport *step = rrm_service_report_get_step (report, name);
  Trap trap = { cancellable, FALSE };
  gint64 began = g_get_monotonic_time ();

  g_signal_connect (step, "notify::status", G_CALLBACK (cancel_when_running), &trap);
  g_assert_false (run (fixture, report, FIXTURE_PASSWORD, cancellable));
  g_assert_true (trap.hit);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 1500000);
  expect_step (report, name, RRM_STATUS_FAILED);
  expect_fault (rrm_step_report_get_fault (step), RRM_FAULT_CANCELLED);
  expect_step (report, RRM_STEP_NAME_LOGOUT, RRM_STATUS_SKIPPED);
}

static gpointer
flood_thread (gpointer data)
{
  g_autoptr (GSocket) socket = g_socket_accept (data, NULL, NULL);
  g_autofree char *block = g_malloc (65536);

  memset (block, 'x', 65536);
  while (socket != NULL && g_socket_send (socket, block, 65536, NULL, NULL) > 0)
    continue;

  return NULL;
}

static gboolean
stop_waiting (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Stop at any moment, also while the system's store is being read; nothing calls back into what is
 * gone. */
static void
test_cancel_any_time (void)
{
  gboolean waited = FALSE;

  for (guint delay = 0; delay <= 40; delay += 4)
    {
      g_autoptr (Fixture) fixture = fixture_new ("");
      g_autoptr (RrmServiceReport) report =
        report_new (RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS, RRM_STAGE_ENVELOPE);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();

      g_clear_pointer (&fixture->context.trust, rrm_trust_unref);
      fixture->context.trust = rrm_trust_new ();
      cancel_after (cancellable, delay);
      g_assert_false (run (fixture, report, FIXTURE_PASSWORD, cancellable));
      g_assert_cmpuint (count (fixture, RRM_PRACTICE_LOGINS), ==, 0);
    }

  g_timeout_add (100, stop_waiting, &waited);
  while (!waited)
    g_main_context_iteration (NULL, TRUE);
}

/* A peer who never stops talking is cut off at the engine's limits. */
static void
test_flood (void)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  guint16 port;
  g_autoptr (GSocket) listener = listen_new ("127.0.0.1", 1, &port);
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_IMAP, 143, RRM_SECURITY_STARTTLS, RRM_STAGE_ENVELOPE);
  g_autoptr (GThread) thread = NULL;

  rrm_redirects_add (fixture->context.redirects, FIXTURE_HOST, 143, "127.0.0.1", port);
  thread = g_thread_new ("flood", flood_thread, listener);
  g_assert_false (run (fixture, report, FIXTURE_PASSWORD, NULL));
  expect_step (report, RRM_STEP_NAME_GREETING, RRM_STATUS_FAILED);
  expect_fault (
    rrm_step_report_get_fault (rrm_service_report_get_step (report, RRM_STEP_NAME_GREETING)),
    RRM_FAULT_MALFORMED);
  g_thread_join (g_steal_pointer (&thread));
}

/* Clear text by wish goes without TLS, and the password reaches the server whole. */
static void
test_clear_text (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("[all]\nclear-login=yes\nauth@clear=PLAIN\n");
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_SMTP, 587, RRM_SECURITY_NONE, RRM_STAGE_ENVELOPE);

  g_assert_true (run (fixture, report, FIXTURE_PASSWORD, NULL));
  g_assert_null (rrm_service_report_get_tls (report));
  g_assert_cmpuint (count (fixture, RRM_PRACTICE_CLEAR_SECRETS), ==, 1);
}

static const RrmStepName cancelled_steps[] = {
  RRM_STEP_NAME_GREETING, RRM_STEP_NAME_CAPABILITIES, RRM_STEP_NAME_STARTTLS,
  RRM_STEP_NAME_TLS,      RRM_STEP_NAME_LOGIN,        RRM_STEP_NAME_SENDER,
};

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strconcat ("/net/pump/works/", ways[i].name, NULL);

      leftovers_add (path, &ways[i], test_works);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strconcat ("/net/pump/wall-time/", ways[i].name, NULL);

      leftovers_add (path, &ways[i], test_wall_time);
    }
  leftovers_add_func ("/net/pump/byte-by-byte", test_byte_by_byte);
  leftovers_add_func ("/net/pump/wrong-password", test_wrong_password);
  leftovers_add_func ("/net/pump/bad-certificate", test_bad_certificate);
  leftovers_add_func ("/net/pump/not-tls", test_not_tls);
  leftovers_add ("/net/pump/injection/same-segment",
                        "[imap]\ninject-after-starttls=* OK injected\\r\\n\n"
                        "[smtp]\ninject-after-starttls=250 injected\\r\\n\n",
                        test_injection);
  leftovers_add ("/net/pump/injection/later-segment",
                        "[imap]\ninject-late=* OK injected\\r\\n\n"
                        "[smtp]\ninject-late=250 injected\\r\\n\n",
                        test_injection);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat ("/net/pump/ending/", endings[i].name, NULL);

      leftovers_add (path, &endings[i], test_ending);
    }
  leftovers_add_func ("/net/pump/fresh-limit", test_fresh_limit);
  for (guint i = 0; i < G_N_ELEMENTS (cancelled_steps); i++)
    {
      g_autofree char *path =
        g_strconcat ("/net/pump/cancel/", rrm_step_name_to_string (cancelled_steps[i]), NULL);

      leftovers_add (path, GUINT_TO_POINTER (cancelled_steps[i]), test_cancel);
    }
  leftovers_add_func ("/net/pump/cancel/any-time", test_cancel_any_time);
  leftovers_add_func ("/net/pump/flood", test_flood);
  leftovers_add_func ("/net/pump/clear-text", test_clear_text);

  return g_test_run ();
}
