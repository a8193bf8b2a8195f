/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/pump.h"

#include "net/channel.h"
#include "net/source.h"

#include <string.h>

#define BUFFER_SIZE 16384

/* How much is done at a stretch before the main loop has its turn again. */
#define MAX_TURNS 64

typedef enum
{
  PHASE_TALKING,
  PHASE_HANDSHAKE,
  PHASE_TRUST,
  PHASE_OVER,
} Phase;

/**
 * RrmPump:
 *
 * Carries bytes between a socket, TLS and an engine, which knows none of the two. It owns the time:
 * the limit of each step, and when each step began and ended.
 */
typedef struct
{
  const RrmNetContext *context;
  RrmChannel *channel;
  RrmEngine *engine;
  RrmServiceReport *report;
  char *host;
  /* A handshake that was begun on this socket before, or NULL. */
  RrmTls *begun_tls;
  Phase phase;
  /* Clear text was exchanged before the handshake: it is STARTTLS. */
  gboolean upgraded;
  /* The engine has been told that nothing more will come. */
  gboolean told_end;
  /* Something was heard in the running step. */
  gboolean talked;
  GSource *limit;
  GSource *cancel_source;
  GSource *again;
} RrmPump;

static void go_on (gpointer data);

static void
pump_free (RrmPump *pump)
{
  rrm_source_clear (&pump->limit);
  rrm_source_clear (&pump->cancel_source);
  rrm_source_clear (&pump->again);
  rrm_channel_free (pump->channel);
  g_clear_pointer (&pump->begun_tls, rrm_tls_free);
  g_object_unref (pump->engine);
  g_object_unref (pump->report);
  g_free (pump->host);
  g_free (pump);
}

static gint64
now (RrmPump *pump)
{
  return g_get_monotonic_time () - pump->context->start;
}

static void
finish (GTask *task,
        gboolean reached)
{
  RrmPump *pump = g_task_get_task_data (task);

  pump->phase = PHASE_OVER;
  rrm_source_clear (&pump->limit);
  rrm_source_clear (&pump->cancel_source);
  rrm_source_clear (&pump->again);
  rrm_channel_close (pump->channel);
  g_task_return_boolean (task, reached);
  g_object_unref (task);
}

/* Gives a step its time, from @start on. */
static void
set_limit (RrmPump *pump,
           gint64 start)
{
  g_source_set_ready_time (pump->limit, pump->context->start + start +
                                          (gint64) pump->context->timeout * 1000);
}

/* The engine knows only that a connection is gone; the channel knows how. */
static void
refine_fault (RrmPump *pump,
              RrmFault *fault)
{
  if (pump->told_end && (fault->kind == RRM_FAULT_RESET || fault->kind == RRM_FAULT_CLOSED))
    {
      g_autoptr (RrmFault) reason = rrm_channel_dup_fault (pump->channel);

      fault->kind = reason->kind;
      fault->alert = reason->alert;
      fault->library_code = reason->library_code;
    }
  if (fault->kind == RRM_FAULT_TIMED_OUT)
    fault->talked = pump->talked || rrm_channel_take_heard (pump->channel);
}

/* Writes the beginning and the end of a step into the report. */
static void
take_event (RrmPump *pump,
            RrmOutput *output)
{
  RrmStepReport *step = rrm_service_report_get_step (pump->report, output->name);

  if (output->fault != NULL)
    refine_fault (pump, output->fault);
  if (output->name == RRM_STEP_NAME_LOGIN && output->status != RRM_STATUS_RUNNING)
    rrm_channel_stop_counting (pump->channel);
  if (step == NULL)
    return;

  if (output->status == RRM_STATUS_RUNNING)
    {
      rrm_step_report_begin (step, now (pump));
      (void) rrm_channel_take_heard (pump->channel);
      pump->talked = FALSE;
      /* Looking at the port was a part of waiting for the greeting. */
      set_limit (pump, output->name == RRM_STEP_NAME_GREETING ? rrm_step_report_get_started (step)
                                                              : now (pump));
    }
  else if (output->status == RRM_STATUS_SKIPPED)
    rrm_step_report_skip (step);
  else
    rrm_step_report_end (step, now (pump), output->status, g_steal_pointer (&output->fault));
}

static void
begin_handshake (RrmPump *pump)
{
  RrmTls *tls = g_steal_pointer (&pump->begun_tls);

  pump->upgraded = rrm_channel_has_spoken (pump->channel);
  pump->phase = PHASE_HANDSHAKE;
  if (tls == NULL)
    tls = rrm_tls_new (pump->host, RRM_TLS_OFFER_MODERN);
  rrm_channel_start_tls (pump->channel, tls);
  /* The system's store is read while the peer is awaited. */
  if (!rrm_trust_is_loaded (pump->context->trust))
    rrm_trust_load_async (pump->context->trust, NULL, NULL);
}

static void
tell_handshake_failed (RrmPump *pump)
{
  RrmTls *tls = rrm_channel_get_tls (pump->channel);
  RrmFault *fault = rrm_tls_dup_fault (tls);

  /* Clear text where TLS must begin: somebody said it in the server's name (CVE-2011-0411). */
  if (fault->kind == RRM_FAULT_NOT_TLS && pump->upgraded)
    fault->kind = RRM_FAULT_STARTTLS_INJECTION;
  rrm_service_report_set_tls (pump->report, rrm_tls_get_info (tls));
  pump->phase = PHASE_TALKING;
  rrm_engine_tls_failed (pump->engine, fault);
}

static void
verify (RrmPump *pump)
{
  RrmTls *tls = rrm_channel_get_tls (pump->channel);

  if (!rrm_tls_verify (tls, pump->context->trust))
    {
      tell_handshake_failed (pump);
      return;
    }
  rrm_service_report_set_tls (pump->report, rrm_tls_get_info (tls));
  pump->phase = PHASE_TALKING;
  rrm_engine_tls_started (pump->engine, rrm_tls_get_info (tls));
}

static void
trust_loaded (GObject *source,
              GAsyncResult *result,
              gpointer data)
{
  g_autoptr (GTask) task = data;
  RrmPump *pump = g_task_get_task_data (task);

  /* After a cancelled conversation the context may be gone. */
  if (pump->phase != PHASE_TRUST)
    return;

  rrm_trust_load_finish (pump->context->trust, result);
  verify (pump);
  go_on (task);
}

/* Whether there is something to do at once, in contrast to a wait. */
static gboolean
turn_handshake (GTask *task)
{
  RrmPump *pump = g_task_get_task_data (task);

  switch (rrm_channel_handshake (pump->channel))
    {
    case RRM_TLS_WAITING:
      rrm_channel_wait (pump->channel, go_on, task);
      return FALSE;
    case RRM_TLS_FAILED:
      tell_handshake_failed (pump);
      return TRUE;
    default:
      break;
    }

  if (rrm_trust_is_loaded (pump->context->trust))
    {
      verify (pump);
      return TRUE;
    }
  pump->phase = PHASE_TRUST;
  rrm_trust_load_async (pump->context->trust, trust_loaded, g_object_ref (task));

  return FALSE;
}

/* Reads for the engine; whether there is something to do at once. */
static gboolean
turn_read (GTask *task)
{
  RrmPump *pump = g_task_get_task_data (task);
  guint8 buffer[BUFFER_SIZE];
  gssize n;

  n = rrm_channel_read (pump->channel, buffer, sizeof buffer);
  pump->talked |= rrm_channel_take_heard (pump->channel);
  if (n > 0)
    {
      rrm_engine_feed (pump->engine, buffer, (gsize) n);
      explicit_bzero (buffer, (gsize) n);
      return TRUE;
    }
  if (n == 0)
    {
      rrm_channel_wait (pump->channel, go_on, task);
      return FALSE;
    }
  if (pump->told_end)
    {
      /* It has been told, and still wants to read: there is nothing left to give. */
      finish (task, FALSE);
      return FALSE;
    }

  pump->told_end = TRUE;
  {
    g_autoptr (RrmFault) fault = rrm_channel_dup_fault (pump->channel);

    if (fault->kind == RRM_FAULT_CLOSED)
      rrm_engine_feed_eof (pump->engine);
    else
      rrm_engine_feed_reset (pump->engine);
  }

  return TRUE;
}

/* Does what the engine wants next; whether there is more to do at once. */
static gboolean
turn_talk (GTask *task)
{
  RrmPump *pump = g_task_get_task_data (task);
  RrmOutput output = { 0 };
  RrmStep step;
  gboolean more = TRUE;

  if (!rrm_channel_flush (pump->channel))
    {
      rrm_channel_wait (pump->channel, go_on, task);
      return FALSE;
    }

  step = rrm_engine_next (pump->engine, &output);
  switch (step)
    {
    case RRM_STEP_READ:
      more = turn_read (task);
      break;
    case RRM_STEP_WRITE:
      rrm_channel_write (pump->channel, output.bytes, output.secret);
      break;
    case RRM_STEP_START_TLS:
      begin_handshake (pump);
      break;
    case RRM_STEP_EVENT:
      take_event (pump, &output);
      break;
    case RRM_STEP_DONE:
    case RRM_STEP_FAILED:
      finish (task, step == RRM_STEP_DONE);
      more = FALSE;
      break;
    default:
      g_assert_not_reached ();
    }
  rrm_output_clear (&output);

  return more;
}

static gboolean
again (gpointer data)
{
  GTask *task = data;
  RrmPump *pump = g_task_get_task_data (task);

  rrm_source_clear (&pump->again);
  go_on (task);

  return G_SOURCE_REMOVE;
}

static void
go_on (gpointer data)
{
  GTask *task = data;
  RrmPump *pump = g_task_get_task_data (task);

  for (guint i = 0; i < MAX_TURNS; i++)
    {
      gboolean more = pump->phase == PHASE_HANDSHAKE ? turn_handshake (task) : turn_talk (task);

      if (!more)
        return;
    }

  pump->again = g_idle_source_new ();
  g_source_set_priority (pump->again, G_PRIORITY_DEFAULT);
  g_source_set_callback (pump->again, again, task, NULL);
  g_source_attach (pump->again, g_main_context_get_thread_default ());
}

static gboolean
limit_reached (gpointer data)
{
  GTask *task = data;
  RrmPump *pump = g_task_get_task_data (task);

  /* Whoever goes on all the same has as much time again. */
  set_limit (pump, now (pump));
  switch (pump->phase)
    {
    case PHASE_HANDSHAKE:
      rrm_channel_end (pump->channel, RRM_FAULT_TIMED_OUT);
      go_on (task);
      break;
    case PHASE_TALKING:
      /* A peer who does not even take what is sent to it will not answer. */
      if (!rrm_channel_flush (pump->channel))
        rrm_channel_end (pump->channel, RRM_FAULT_TIMED_OUT);
      rrm_engine_feed_timeout (pump->engine);
      go_on (task);
      break;
    default:
      break;
    }

  return G_SOURCE_CONTINUE;
}

static gboolean
cancelled (GCancellable *cancellable,
           gpointer data)
{
  GTask *task = data;
  RrmPump *pump = g_task_get_task_data (task);
  GPtrArray *steps = rrm_service_report_get_steps (pump->report);

  for (guint i = 0; i < steps->len; i++)
    {
      RrmStepReport *step = g_ptr_array_index (steps, i);

      if (rrm_step_report_get_status (step) == RRM_STATUS_RUNNING)
        rrm_step_report_end (step, now (pump), RRM_STATUS_FAILED,
                             rrm_fault_new (RRM_FAULT_CANCELLED));
    }
  finish (task, FALSE);

  return G_SOURCE_REMOVE;
}

static gboolean
dispatch_limit (GSource *source,
                GSourceFunc callback,
                gpointer data)
{
  return callback (data);
}

static GSourceFuncs limit_funcs = { .dispatch = dispatch_limit };

static GSource *
limit_new (GTask *task)
{
  GSource *source = g_source_new (&limit_funcs, sizeof (GSource));

  g_source_set_static_name (source, "step limit");
  g_source_set_callback (source, limit_reached, task, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}

/**
 * rrm_pump_run_async:
 * @socket: a connected socket that does not block; it is closed at the end
 * @tls: (transfer full) (nullable): a handshake that [func@look_async] has begun on it
 * @engine: what is said; nothing was asked of it yet
 * @report: where the times of its steps, what TLS showed and the round trips up to the login answer
 *   are written
 * @context: (transfer none): it must live until @callback
 * @host: the host that is meant, which the certificate must be for
 * @cancellable: (nullable): to stop at any moment; the running step then ends with
 *   %RRM_FAULT_CANCELLED
 * @callback: called when the conversation is over
 * @data: for @callback
 *
 * Has a conversation. Each step has the time of the context, from its beginning.
 */
void
rrm_pump_run_async (GSocket *socket,
                    RrmTls *tls,
                    RrmEngine *engine,
                    RrmServiceReport *report,
                    const RrmNetContext *context,
                    const char *host,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  /* The report tells of a cancelled conversation itself. */
  GTask *task = g_task_new (NULL, NULL, callback, data);
  RrmPump *pump = g_new0 (RrmPump, 1);

  pump->context = context;
  pump->channel = rrm_channel_new (socket, report);
  pump->engine = g_object_ref (engine);
  pump->report = g_object_ref (report);
  pump->host = g_strdup (host);
  pump->begun_tls = tls;
  g_task_set_source_tag (task, rrm_pump_run_async);
  g_task_set_task_data (task, pump, (GDestroyNotify) pump_free);

  pump->limit = limit_new (task);
  pump->cancel_source = rrm_source_new_cancel (cancellable, cancelled, task);

  go_on (task);
}

/**
 * rrm_pump_run_finish:
 * @result: the result
 *
 * Returns: whether everything wanted was reached; why not is in the report
 */
gboolean
rrm_pump_run_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
