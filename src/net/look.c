/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/look.h"

#include "net/dial.h"
#include "net/glance.h"
#include "net/source.h"

/**
 * Look:
 *
 * How a port is protected, by looking at it. Where a greeting may come first, the first connection
 * waits for it; after two seconds of silence, or when the peer hangs up without a word, a second
 * connection to the same address says a ClientHello. Whichever of the two is answered decides:
 * clear text on the first is STARTTLS, a TLS record on the second is TLS. Clear text on the second
 * one proves nothing, for the greeting is on its way then. The connection that decided goes on:
 * nothing was read from it, and the handshake that was begun on it is continued.
 *
 * On the ports of RFC 8314 it is the other way round: the ClientHello goes first, on the first
 * connection, and clear text there leads to a new one.
 *
 * Nothing secret goes over a connection while it is looked at.
 */
typedef struct
{
  const RrmNetContext *context;
  /* NULL when nothing is written down. */
  RrmServiceReport *report;
  char *host;
  RrmSecurity wanted;
  /* The step that runs. */
  RrmStepName step;
  GSocketAddress *peer;
  /* Waits for a greeting; NULL with TLS first, and after it has ended. */
  GSocket *first;
  RrmGlance *first_glance;
  gboolean first_ended;
  RrmFaultKind first_fault;
  /* Was told a ClientHello; NULL before that and after it has ended. */
  GSocket *second;
  RrmGlance *second_glance;
  RrmTls *tls;
  gboolean second_tried;
  /* It could not even be told that: the system tells of a reset once. */
  gboolean second_reset;
  GCancellable *dialling;
  GSource *silence;
  GSource *limit;
  GSource *cancel_source;
  gboolean over;
} Look;

typedef struct
{
  GSocket *socket;
  RrmSecurity found;
  RrmTls *tls;
  RrmFault *fault;
} Outcome;

static void
outcome_free (Outcome *outcome)
{
  g_clear_object (&outcome->socket);
  g_clear_pointer (&outcome->tls, rrm_tls_free);
  g_clear_pointer (&outcome->fault, rrm_fault_free);
  g_free (outcome);
}

static void
drop_first (Look *look)
{
  g_clear_pointer (&look->first_glance, rrm_glance_free);
  g_clear_object (&look->first);
}

static void
drop_second (Look *look)
{
  g_clear_pointer (&look->second_glance, rrm_glance_free);
  g_clear_pointer (&look->tls, rrm_tls_free);
  g_clear_object (&look->second);
}

/* Stops everything that could still call back. */
static void
look_stop (Look *look)
{
  look->over = TRUE;
  rrm_source_clear (&look->silence);
  rrm_source_clear (&look->limit);
  rrm_source_clear (&look->cancel_source);
  g_cancellable_cancel (look->dialling);
  g_clear_pointer (&look->first_glance, rrm_glance_free);
  g_clear_pointer (&look->second_glance, rrm_glance_free);
}

static void
look_free (Look *look)
{
  look_stop (look);
  drop_first (look);
  drop_second (look);
  g_object_unref (look->dialling);
  g_clear_object (&look->peer);
  g_clear_object (&look->report);
  g_free (look->host);
  g_free (look);
}

static gint64
now (Look *look)
{
  return g_get_monotonic_time () - look->context->start;
}

static RrmStepReport *
get_step (Look *look)
{
  return look->report != NULL ? rrm_service_report_get_step (look->report, look->step) : NULL;
}

static void
begin_step (Look *look,
            RrmStepName name)
{
  RrmStepReport *step;

  look->step = name;
  step = get_step (look);
  if (step != NULL)
    rrm_step_report_begin (step, now (look));
}

static void
rewind_step (Look *look)
{
  RrmStepReport *step = get_step (look);

  if (step != NULL)
    rrm_step_report_rewind (step);
}

static void
count_round_trips (Look *look,
                   guint n)
{
  if (look->report != NULL)
    rrm_service_report_set_round_trips (look->report,
                                        rrm_service_report_get_round_trips (look->report) + n);
}

static void
finish (GTask *task,
        Outcome *outcome)
{
  look_stop (g_task_get_task_data (task));
  g_task_return_pointer (task, outcome, (GDestroyNotify) outcome_free);
  g_object_unref (task);
}

static void
fail (GTask *task,
      RrmFaultKind kind)
{
  Look *look = g_task_get_task_data (task);
  RrmStepReport *step = get_step (look);
  Outcome *outcome = g_new0 (Outcome, 1);

  outcome->found = RRM_SECURITY_AUTO;
  outcome->fault = rrm_fault_new (kind);
  if (kind == RRM_FAULT_TLS_EXPECTED)
    outcome->fault->seen = RRM_SEEN_TLS;
  if (step != NULL)
    rrm_step_report_end (step, now (look), RRM_STATUS_FAILED, rrm_fault_copy (outcome->fault));
  finish (task, outcome);
}

static void
find_starttls (GTask *task,
               GSocket *socket)
{
  Outcome *outcome = g_new0 (Outcome, 1);

  outcome->found = RRM_SECURITY_STARTTLS;
  outcome->socket = socket;
  finish (task, outcome);
}

/* The handshake on the second connection goes on; the report begins its step anew. */
static void
find_tls (GTask *task)
{
  Look *look = g_task_get_task_data (task);
  Outcome *outcome = g_new0 (Outcome, 1);

  rewind_step (look);
  outcome->found = RRM_SECURITY_TLS;
  outcome->socket = g_steal_pointer (&look->second);
  outcome->tls = g_steal_pointer (&look->tls);
  finish (task, outcome);
}

/* The second connection told nothing of use. */
static void
give_up_second (GTask *task)
{
  Look *look = g_task_get_task_data (task);

  drop_second (look);
  if (look->first_ended)
    fail (task, look->first_fault);
}

static gboolean
limit_reached (gpointer data)
{
  GTask *task = data;
  Look *look = g_task_get_task_data (task);

  fail (task, look->first_ended ? look->first_fault : RRM_FAULT_TIMED_OUT);

  return G_SOURCE_REMOVE;
}

/* Gives the step that begins its time. */
static void
set_limit (GTask *task)
{
  Look *look = g_task_get_task_data (task);

  rrm_source_clear (&look->limit);
  look->limit = rrm_source_new_timer (look->context->timeout, limit_reached, task);
}

static void
new_connection_ready (GObject *source,
                      GAsyncResult *result,
                      gpointer data)
{
  g_autoptr (GTask) task = data;
  Look *look = g_task_get_task_data (task);
  g_autoptr (RrmFault) fault = NULL;
  g_autoptr (GSocket) socket = rrm_dial_finish (result, &fault);

  if (look->over)
    return;

  count_round_trips (look, 1);
  if (socket != NULL)
    find_starttls (task, g_steal_pointer (&socket));
  else
    fail (task, fault->kind);
}

/* Clear text where TLS went first: the greeting comes over a connection that was told nothing. */
static void
start_over (GTask *task)
{
  Look *look = g_task_get_task_data (task);

  drop_second (look);
  rewind_step (look);
  begin_step (look, RRM_STEP_NAME_GREETING);
  set_limit (task);
  count_round_trips (look, 1);
  rrm_dial_address_async (look->peer, look->context, look->dialling, new_connection_ready,
                          g_object_ref (task));
}

static void
second_seen (RrmSight sight,
             RrmFaultKind end,
             gpointer data)
{
  GTask *task = data;
  Look *look = g_task_get_task_data (task);
  gboolean tls_first = look->step == RRM_STEP_NAME_TLS;

  if (sight == RRM_SIGHT_TLS && look->wanted == RRM_SECURITY_AUTO)
    find_tls (task);
  else if (sight == RRM_SIGHT_TLS)
    fail (task, RRM_FAULT_TLS_EXPECTED);
  else if (!tls_first)
    give_up_second (task);
  else if (sight == RRM_SIGHT_CLEAR)
    start_over (task);
  else
    fail (task, look->second_reset ? RRM_FAULT_RESET : end);
}

/* Says a ClientHello; what does not fit now, the pump sends if the connection goes on. */
static void
say_hello (GTask *task,
           GSocket *socket)
{
  Look *look = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const guint8 *bytes;
  gsize length;
  gssize sent;

  look->second = g_object_ref (socket);
  look->tls = rrm_tls_new (look->host, RRM_TLS_OFFER_MODERN);
  rrm_tls_handshake (look->tls);
  bytes = rrm_tls_peek_output (look->tls, &length);
  sent = g_socket_send (socket, (const char *) bytes, length, NULL, &error);
  look->second_reset = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  if (sent > 0)
    rrm_tls_drop_output (look->tls, (gsize) sent);
  look->second_glance = rrm_glance_new (socket, second_seen, task);
}

static void
second_connected (GObject *source,
                  GAsyncResult *result,
                  gpointer data)
{
  g_autoptr (GTask) task = data;
  Look *look = g_task_get_task_data (task);
  g_autoptr (GSocket) socket = rrm_dial_finish (result, NULL);

  if (look->over)
    return;

  if (socket == NULL)
    {
      give_up_second (task);
      return;
    }
  count_round_trips (look, 1);
  say_hello (task, socket);
}

static void
try_second (GTask *task)
{
  Look *look = g_task_get_task_data (task);

  rrm_source_clear (&look->silence);
  look->second_tried = TRUE;
  rrm_dial_address_async (look->peer, look->context, look->dialling, second_connected,
                          g_object_ref (task));
}

static gboolean
silence_lasted (gpointer data)
{
  try_second (data);

  return G_SOURCE_REMOVE;
}

static void
first_seen (RrmSight sight,
            RrmFaultKind end,
            gpointer data)
{
  GTask *task = data;
  Look *look = g_task_get_task_data (task);

  if (sight == RRM_SIGHT_CLEAR)
    {
      find_starttls (task, g_steal_pointer (&look->first));
      return;
    }

  /* A TLS record that nobody asked for can only be an alert that ends the connection. */
  look->first_ended = TRUE;
  look->first_fault = sight == RRM_SIGHT_TLS ? RRM_FAULT_CLOSED : end;
  drop_first (look);
  if (!look->second_tried)
    try_second (task);
  else if (look->second == NULL)
    fail (task, look->first_fault);
}

static gboolean
cancelled (GCancellable *cancellable,
           gpointer data)
{
  fail (data, RRM_FAULT_CANCELLED);

  return G_SOURCE_REMOVE;
}

/* The ports on which TLS comes first (RFC 8314, section 7). */
static gboolean
is_tls_port (guint16 port)
{
  return port == 993 || port == 995 || port == 465;
}

/**
 * rrm_look_async:
 * @host: the host that is meant
 * @port: the port that is meant
 * @wanted: what the settings say; there is something to look at with %RRM_SECURITY_AUTO and
 *   %RRM_SECURITY_STARTTLS
 * @socket: a connected socket that does not block and that nothing was read from
 * @context: (transfer none): it must live until @callback
 * @report: (nullable): where the step `greeting` begins and, with a fault, ends (with TLS first the
 *   step `tls`); where TLS is found the wait is taken back
 * @cancellable: (nullable): to stop at any moment
 * @callback: called when it is known
 * @data: for @callback
 *
 * Finds out how a port is protected. With %RRM_SECURITY_STARTTLS a port that speaks TLS is the
 * fault %RRM_FAULT_TLS_EXPECTED.
 */
void
rrm_look_async (const char *host,
                guint16 port,
                RrmSecurity wanted,
                GSocket *socket,
                const RrmNetContext *context,
                RrmServiceReport *report,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);
  Look *look = g_new0 (Look, 1);
  guint silence = context->look_silence != 0 ? context->look_silence : RRM_LOOK_SILENCE;

  g_return_if_fail (wanted == RRM_SECURITY_AUTO || wanted == RRM_SECURITY_STARTTLS);

  look->context = context;
  g_set_object (&look->report, report);
  look->host = g_strdup (host);
  look->wanted = wanted;
  look->peer = g_socket_get_remote_address (socket, NULL);
  look->dialling = g_cancellable_new ();
  g_task_set_source_tag (task, rrm_look_async);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);

  set_limit (task);
  look->cancel_source = rrm_source_new_cancel (cancellable, cancelled, task);

  if (wanted == RRM_SECURITY_AUTO && is_tls_port (port))
    {
      begin_step (look, RRM_STEP_NAME_TLS);
      say_hello (task, socket);
      return;
    }
  begin_step (look, RRM_STEP_NAME_GREETING);
  look->first = g_object_ref (socket);
  look->first_glance = rrm_glance_new (socket, first_seen, task);
  /* A short limit leaves half of it for the second connection. */
  look->silence =
    rrm_source_new_timer (MIN (silence, context->timeout / 2), silence_lasted, task);
}

/**
 * rrm_look_finish:
 * @result: the result
 * @found: (out): what was found; %RRM_SECURITY_AUTO with a fault
 * @tls: (out) (transfer full) (nullable): with %RRM_SECURITY_TLS, the handshake that was begun on
 *   the connection
 * @fault: (out) (optional) (transfer full) (nullable): why it could not be found
 *
 * Returns: (transfer full) (nullable): the connection to go on with; it may be another one
 */
GSocket *
rrm_look_finish (GAsyncResult *result,
                 RrmSecurity *found,
                 RrmTls **tls,
                 RrmFault **fault)
{
  Outcome *outcome = g_task_propagate_pointer (G_TASK (result), NULL);
  GSocket *socket = g_steal_pointer (&outcome->socket);

  *found = outcome->found;
  *tls = g_steal_pointer (&outcome->tls);
  if (fault != NULL)
    *fault = g_steal_pointer (&outcome->fault);
  outcome_free (outcome);

  return socket;
}
