/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "leftovers.h"
#include "net-fixture.h"

#include "net/dial.h"
#include "net/pump.h"

/*
 * The server closes, resets or says nothing more, before and behind its answer to each command, and
 * somebody stops the test there: over every protocol, with TLS from the first byte and with
 * STARTTLS. There is always a report, in time, that blames the step in which it happened.
 *
 * Those that end in the same manner are played at once, each by a server of its own, but no more
 * than a busy computer can serve before the limit of a step.
 */

/* For one step. */
#define LIMIT_MS 1500
/* Where no limit may end it. */
#define LONG_MS 20000
/* Until a machine with much to do has come round to it. */
#define SLACK_MS 3000

#define AT_ONCE 16

#define MAX_STAGES 11
#define N_STAGES 48

typedef struct
{
  /* As the scenario says it, and on which side of STARTTLS. */
  const char *name;
  const char *where;
  RrmStepName step;
} Stage;

typedef struct
{
  const char *name;
  const char *section;
  RrmProtocol protocol;
  guint16 port;
  RrmSecurity security;
  Stage stages[MAX_STAGES];
} Way;

/* The goodbye comes last: nobody waits for its answer. */
static const Way ways[] = {
  { "imaps",
    "imap",
    RRM_PROTOCOL_IMAP,
    993,
    RRM_SECURITY_TLS,
    { { "accept", "", RRM_STEP_NAME_TLS },
      { "tls", "", RRM_STEP_NAME_TLS },
      { "greeting", "", RRM_STEP_NAME_GREETING },
      { "CAPABILITY", "", RRM_STEP_NAME_CAPABILITIES },
      { "login", "", RRM_STEP_NAME_LOGIN },
      { "EXAMINE", "", RRM_STEP_NAME_MAILBOX },
      { "LOGOUT", "", RRM_STEP_NAME_LOGOUT } } },
  { "imap",
    "imap",
    RRM_PROTOCOL_IMAP,
    143,
    RRM_SECURITY_STARTTLS,
    { { "accept", "", RRM_STEP_NAME_GREETING },
      { "greeting", "", RRM_STEP_NAME_GREETING },
      { "STARTTLS", "", RRM_STEP_NAME_STARTTLS },
      { "tls", "", RRM_STEP_NAME_TLS },
      { "CAPABILITY", "", RRM_STEP_NAME_CAPABILITIES },
      { "login", "", RRM_STEP_NAME_LOGIN },
      { "EXAMINE", "", RRM_STEP_NAME_MAILBOX },
      { "LOGOUT", "", RRM_STEP_NAME_LOGOUT } } },
  { "pop3s",
    "pop3",
    RRM_PROTOCOL_POP3,
    995,
    RRM_SECURITY_TLS,
    { { "accept", "", RRM_STEP_NAME_TLS },
      { "tls", "", RRM_STEP_NAME_TLS },
      { "greeting", "", RRM_STEP_NAME_GREETING },
      { "CAPA", "", RRM_STEP_NAME_CAPABILITIES },
      { "login", "", RRM_STEP_NAME_LOGIN },
      { "STAT", "", RRM_STEP_NAME_MAILBOX },
      { "QUIT", "", RRM_STEP_NAME_LOGOUT } } },
  { "pop3",
    "pop3",
    RRM_PROTOCOL_POP3,
    110,
    RRM_SECURITY_STARTTLS,
    { { "accept", "", RRM_STEP_NAME_GREETING },
      { "greeting", "", RRM_STEP_NAME_GREETING },
      { "STLS", "", RRM_STEP_NAME_STARTTLS },
      { "tls", "", RRM_STEP_NAME_TLS },
      { "CAPA", "", RRM_STEP_NAME_CAPABILITIES },
      { "login", "", RRM_STEP_NAME_LOGIN },
      { "STAT", "", RRM_STEP_NAME_MAILBOX },
      { "QUIT", "", RRM_STEP_NAME_LOGOUT } } },
  { "smtps",
    "smtp",
    RRM_PROTOCOL_SMTP,
    465,
    RRM_SECURITY_TLS,
    { { "accept", "", RRM_STEP_NAME_TLS },
      { "tls", "", RRM_STEP_NAME_TLS },
      { "greeting", "", RRM_STEP_NAME_GREETING },
      { "EHLO", "", RRM_STEP_NAME_CAPABILITIES },
      { "login", "", RRM_STEP_NAME_LOGIN },
      { "MAIL", "", RRM_STEP_NAME_SENDER },
      { "RCPT", "", RRM_STEP_NAME_RECIPIENT },
      { "QUIT", "", RRM_STEP_NAME_LOGOUT } } },
  { "smtp",
    "smtp",
    RRM_PROTOCOL_SMTP,
    587,
    RRM_SECURITY_STARTTLS,
    { { "accept", "", RRM_STEP_NAME_GREETING },
      { "greeting", "", RRM_STEP_NAME_GREETING },
      { "EHLO", "@clear", RRM_STEP_NAME_CAPABILITIES },
      { "STARTTLS", "", RRM_STEP_NAME_STARTTLS },
      { "tls", "", RRM_STEP_NAME_TLS },
      { "EHLO", "@tls", RRM_STEP_NAME_CAPABILITIES },
      { "login", "", RRM_STEP_NAME_LOGIN },
      { "MAIL", "", RRM_STEP_NAME_SENDER },
      { "RCPT", "", RRM_STEP_NAME_RECIPIENT },
      { "QUIT", "", RRM_STEP_NAME_LOGOUT } } },
};

typedef struct
{
  const char *name;
  const char *key;
  RrmFaultKind fault;
  gboolean behind;
} Ending;

static const Ending endings[] = {
  { "closed", "close-on", RRM_FAULT_CLOSED, FALSE },
  { "reset", "reset-on", RRM_FAULT_RESET, FALSE },
  { "silent", "silent-on", RRM_FAULT_TIMED_OUT, FALSE },
  { "answered-closed", "close-after", RRM_FAULT_CLOSED, TRUE },
  { "answered-reset", "reset-after", RRM_FAULT_RESET, TRUE },
  { "answered-silent", "silent-after", RRM_FAULT_TIMED_OUT, TRUE },
  /* Where nothing else would end it. */
  { "stopped", "silent-on", RRM_FAULT_CANCELLED, FALSE },
};

/* One conversation. */
typedef struct
{
  char *name;
  Fixture *fixture;
  RrmServiceReport *report;
  RrmEngine *engine;
  GSocket *socket;
  GCancellable *cancellable;
  /* In which it ends, and whether that is before we have said a word. */
  RrmStepName step;
  gboolean before_a_word;
  gint64 begun;
  gint64 elapsed;
  gboolean reached;
  gboolean over;
} Talk;

static void
talk_free (gpointer data)
{
  Talk *talk = data;

  g_clear_object (&talk->socket);
  g_object_unref (talk->engine);
  g_object_unref (talk->report);
  g_object_unref (talk->cancellable);
  fixture_free (talk->fixture);
  g_free (talk->name);
  g_free (talk);
}

static void
end (Talk *talk,
     gboolean reached)
{
  talk->reached = reached;
  talk->elapsed = g_get_monotonic_time () - talk->begun;
  talk->over = TRUE;
  rrm_service_report_finish (talk->report);
}

static void
on_over (GObject *source,
         GAsyncResult *result,
         gpointer data)
{
  end (data, rrm_pump_run_finish (result));
}

static void
on_dialled (GObject *source,
            GAsyncResult *result,
            gpointer data)
{
  Talk *talk = data;

  talk->socket = rrm_dial_finish (result, NULL);
  if (talk->socket == NULL)
    {
      /* The reset was faster than we are: to whoever dials it is the connection that failed. */
      g_assert_true (talk->before_a_word);
      talk->step = RRM_STEP_NAME_CONNECT;
      end (talk, FALSE);
      return;
    }
  rrm_pump_run_async (talk->socket, NULL, talk->engine, talk->report, &talk->fixture->context,
                      FIXTURE_HOST, talk->cancellable, on_over, talk);
}

static void
stop_when_running (GObject *step,
                   GParamSpec *pspec,
                   gpointer data)
{
  if (rrm_step_report_get_status (RRM_STEP_REPORT (step)) == RRM_STATUS_RUNNING)
    g_cancellable_cancel (data);
}

static Talk *
talk_new (const Ending *ending,
          const Way *way,
          guint i)
{
  const Stage *stage = &way->stages[i];
  g_autofree char *scenario =
    g_strdup_printf ("[%s]\n%s%s=%s\n", way->section, ending->key, stage->where, stage->name);
  g_autoptr (RrmSecret) secret = rrm_secret_new (FIXTURE_PASSWORD, -1);
  const RrmEngineConfig config = {
    .security = way->security,
    .username = FIXTURE_ADDRESS,
    .password = secret,
    .auth = RRM_AUTH_AUTO,
    .address = FIXTURE_ADDRESS,
    .until = RRM_STAGE_ENVELOPE,
  };
  gboolean stopped = ending->fault == RRM_FAULT_CANCELLED;
  Talk *talk = g_new0 (Talk, 1);

  talk->name = g_strdup_printf ("%s %s", way->name, stage->name);
  talk->step = way->stages[ending->behind ? i + 1 : i].step;
  talk->before_a_word = i < 2;
  talk->fixture = fixture_new (scenario);
  talk->fixture->context.timeout = stopped ? LONG_MS : LIMIT_MS;
  talk->report = report_new (way->protocol, way->port, way->security, RRM_STAGE_ENVELOPE);
  talk->engine = rrm_engine_new (way->protocol, &config, talk->report);
  talk->cancellable = g_cancellable_new ();
  if (stopped)
    g_signal_connect (rrm_service_report_get_step (talk->report, talk->step), "notify::status",
                      G_CALLBACK (stop_when_running), talk->cancellable);

  return talk;
}

static void
talk_start (Talk *talk)
{
  guint16 port = rrm_service_settings_get_port (rrm_service_report_get_settings (talk->report));

  talk->begun = g_get_monotonic_time ();
  rrm_dial_async (FIXTURE_HOST, port, &talk->fixture->context, talk->report, talk->cancellable,
                  on_dialled, talk);
}

/* What went before the step passed, and nothing comes behind it. */
static void
check_steps (Talk *talk)
{
  GPtrArray *steps = rrm_service_report_get_steps (talk->report);

  for (guint i = 0; i < steps->len; i++)
    {
      RrmStepReport *step = g_ptr_array_index (steps, i);
      RrmStepName name = rrm_step_report_get_name (step);
      RrmStatus status = rrm_step_report_get_status (step);

      g_assert_cmpint (status, !=, RRM_STATUS_RUNNING);
      g_assert_cmpint (status, !=, RRM_STATUS_WAITING);
      g_assert_cmpint (status == RRM_STATUS_FAILED, ==, name == talk->step);
    }
}

/* The answer to the goodbye is nothing that anybody waits for. */
static void
check_goodbye (Talk *talk)
{
  RrmStepReport *goodbye = rrm_service_report_get_step (talk->report, RRM_STEP_NAME_LOGOUT);

  g_assert_true (talk->reached);
  g_assert_null (rrm_service_report_get_failed_step (talk->report));
  g_assert_cmpint (rrm_step_report_get_elapsed (goodbye), <, LIMIT_MS * 1000 / 2);
}

static void
check_talk (Talk *talk,
            const Ending *ending)
{
  RrmStepReport *step = rrm_service_report_get_step (talk->report, talk->step);
  gint64 least = ending->fault == RRM_FAULT_TIMED_OUT ? (LIMIT_MS - 5) * 1000 : 0;
  guint most = ending->fault == RRM_FAULT_TIMED_OUT ? LIMIT_MS + SLACK_MS : SLACK_MS;

  g_test_message ("%s: %s, %" G_GINT64_FORMAT " ms", talk->name,
                  rrm_step_name_to_string (talk->step), talk->elapsed / 1000);
  g_assert_cmpint (talk->elapsed, <, most * 1000);
  if (talk->step == RRM_STEP_NAME_LOGOUT)
    {
      check_goodbye (talk);
      return;
    }
  g_assert_false (talk->reached);
  check_steps (talk);
  expect_fault (rrm_step_report_get_fault (step), ending->fault);
  g_assert_cmpint (rrm_step_report_get_elapsed (step), >=, least);
}

static void
add_way (GPtrArray *talks,
         const Ending *ending,
         const Way *way)
{
  for (guint i = 0; way->stages[i].name != NULL; i++)
    if (!ending->behind || way->stages[i + 1].name != NULL)
      g_ptr_array_add (talks, talk_new (ending, way, i));
}

static void
play (GPtrArray *talks,
      guint first,
      guint past)
{
  for (guint i = first; i < past; i++)
    talk_start (g_ptr_array_index (talks, i));
  for (guint i = first; i < past; i++)
    while (!((Talk *) g_ptr_array_index (talks, i))->over)
      g_main_context_iteration (NULL, TRUE);
}

static void
test_ending (gconstpointer data)
{
  const Ending *ending = data;
  g_autoptr (GPtrArray) talks = g_ptr_array_new_with_free_func (talk_free);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    add_way (talks, ending, &ways[i]);
  g_assert_cmpuint (talks->len, ==, ending->behind ? N_STAGES - G_N_ELEMENTS (ways) : N_STAGES);

  for (guint i = 0; i < talks->len; i += AT_ONCE)
    play (talks, i, MIN (i + AT_ONCE, talks->len));
  for (guint i = 0; i < talks->len; i++)
    check_talk (g_ptr_array_index (talks, i), ending);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat ("/net/endings/", endings[i].name, NULL);

      leftovers_add (path, &endings[i], test_ending);
    }

  return g_test_run ();
}
