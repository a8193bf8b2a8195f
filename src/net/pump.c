/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/pump.h"

#include "net/pump-private.h"
#include "net/source.h"

#include <string.h>

#define BUFFER_SIZE 16384

/* How much is done at a stretch before the main loop has its turn again. */
#define MAX_TURNS 64

/**
 * RrmPump:
 *
 * Carries bytes between a socket, TLS and an engine, which knows none of the two. It owns the time:
 * the limit of each step and of each pause, and when each step began and ended.
 */

static void
clear_sources (RrmPump *pump)
{
  rrm_source_clear (&pump->limit);
  rrm_source_clear (&pump->pause);
  rrm_source_clear (&pump->cancel_source);
  rrm_source_clear (&pump->again);
}

static void
pump_clear (gpointer data)
{
  RrmPump *pump = data;

  clear_sources (pump);
  if (pump->phase != RRM_PUMP_OVER)
    rrm_channel_close (pump->channel);
  rrm_channel_free (pump->channel);
  g_clear_pointer (&pump->begun_tls, rrm_tls_free);
  g_object_unref (pump->engine);
  g_object_unref (pump->report);
  g_free (pump->host);
}

void
rrm_pump_unref (RrmPump *pump)
{
  g_rc_box_release_full (pump, pump_clear);
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

  pump->phase = RRM_PUMP_OVER;
  clear_sources (pump);
  rrm_channel_close (pump->channel);
  g_task_return_boolean (task, reached);
  g_object_unref (task);
}

/* The connection stays as it is: nothing is read, and nothing ends it. */
static void
rest (GTask *task)
{
  RrmPump *pump = g_task_get_task_data (task);

  pump->phase = RRM_PUMP_RESTING;
  clear_sources (pump);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Gives a step so many @milliseconds, from @start on. */
static void
set_limit (RrmPump *pump,
           gint64 start,
           guint milliseconds)
{
  g_source_set_ready_time (pump->limit,
                           pump->context->start + start + (gint64) milliseconds * 1000);
}

/* A message takes its time, which has nothing to do with how fast a server answers. */
static guint
get_time (RrmPump *pump,
          RrmStepName name)
{
  return name == RRM_STEP_NAME_RECEIVE && pump->context->wait > 0 ? pump->context->wait
                                                                  : pump->context->timeout;
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
      set_limit (pump,
                 output->name == RRM_STEP_NAME_GREETING ? rrm_step_report_get_started (step)
                                                        : now (pump),
                 get_time (pump, output->name));
    }
  else if (output->status == RRM_STATUS_SKIPPED)
    rrm_step_report_skip (step);
  else
    rrm_step_report_end (step, now (pump), output->status, g_steal_pointer (&output->fault));
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
      rrm_channel_wait (pump->channel, rrm_pump_go_on, task);
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

static gboolean
pause_over (gpointer data)
{
  GTask *task = data;
  RrmPump *pump = g_task_get_task_data (task);

  rrm_source_clear (&pump->pause);
  rrm_engine_feed_pause (pump->engine);
  rrm_pump_go_on (task);

  return G_SOURCE_REMOVE;
}

/* A pause goes on while the engine asks for it, whatever is read meanwhile. */
static void
set_pause (GTask *task,
           guint milliseconds)
{
  RrmPump *pump = g_task_get_task_data (task);

  if (milliseconds == 0)
    rrm_source_clear (&pump->pause);
  else if (pump->pause == NULL)
    pump->pause = rrm_source_new_timer (milliseconds, pause_over, task);
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
      rrm_channel_wait (pump->channel, rrm_pump_go_on, task);
      return FALSE;
    }

  step = rrm_engine_next (pump->engine, &output);
  set_pause (task, step == RRM_STEP_READ ? output.pause : 0);
  switch (step)
    {
    case RRM_STEP_READ:
      more = turn_read (task);
      break;
    case RRM_STEP_WRITE:
      rrm_channel_write (pump->channel, output.bytes, output.secret);
      break;
    case RRM_STEP_START_TLS:
      rrm_pump_begin_handshake (pump);
      break;
    case RRM_STEP_EVENT:
      take_event (pump, &output);
      break;
    case RRM_STEP_REST:
      rest (task);
      more = FALSE;
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
  rrm_pump_go_on (task);

  return G_SOURCE_REMOVE;
}

void
rrm_pump_go_on (gpointer data)
{
  GTask *task = data;
  RrmPump *pump = g_task_get_task_data (task);

  /* The limit may lead here in the middle of a wait. One that stayed would go on later, whatever
   * is awaited by then: the system's store, say, or the person. */
  rrm_channel_stop_waiting (pump->channel);
  rrm_source_clear (&pump->again);
  for (guint i = 0; i < MAX_TURNS; i++)
    {
      gboolean more = pump->phase == RRM_PUMP_HANDSHAKE ? rrm_pump_turn_handshake (task)
                                                        : turn_talk (task);

      if (!more)
        return;
    }

  pump->again = g_idle_source_new ();
  g_source_set_priority (pump->again, G_PRIORITY_DEFAULT);
  g_source_set_callback (pump->again, again, task, NULL);
  g_source_attach (pump->again, g_main_context_get_thread_default ());
}

/* The answer may have come just before the limit, and lie in the socket: it counts. */
static gboolean
is_still_waited_for (RrmPump *pump,
                     GTask *task)
{
  if (pump->phase != RRM_PUMP_HANDSHAKE && pump->phase != RRM_PUMP_TALKING)
    return TRUE;
  rrm_pump_go_on (task);

  return pump->limit != NULL && g_source_get_ready_time (pump->limit) <= g_get_monotonic_time ();
}

static gboolean
limit_reached (gpointer data)
{
  g_autoptr (GTask) task = g_object_ref (data);
  RrmPump *pump = g_task_get_task_data (task);

  if (!is_still_waited_for (pump, task))
    return G_SOURCE_CONTINUE;

  /* Whoever goes on all the same has as much time again. */
  set_limit (pump, now (pump), pump->context->timeout);
  switch (pump->phase)
    {
    case RRM_PUMP_HANDSHAKE:
      rrm_channel_end (pump->channel, RRM_FAULT_TIMED_OUT);
      rrm_pump_go_on (task);
      break;
    case RRM_PUMP_TALKING:
      /* A peer who does not even take what is sent to it will not answer. */
      if (!rrm_channel_flush (pump->channel))
        rrm_channel_end (pump->channel, RRM_FAULT_TIMED_OUT);
      rrm_engine_feed_timeout (pump->engine);
      rrm_pump_go_on (task);
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

static void
start (GTask *task,
       RrmPump *pump,
       GCancellable *cancellable)
{
  g_task_set_task_data (task, pump, (GDestroyNotify) rrm_pump_unref);
  pump->limit = rrm_source_new_deadline (limit_reached, task);
  pump->cancel_source = rrm_source_new_cancel (cancellable, cancelled, task);
  rrm_pump_go_on (task);
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
  RrmPump *pump = g_rc_box_new0 (RrmPump);

  pump->context = context;
  pump->channel = rrm_channel_new (socket, report);
  pump->engine = g_object_ref (engine);
  pump->report = g_object_ref (report);
  pump->host = g_strdup (host);
  pump->begun_tls = tls;
  g_task_set_source_tag (task, rrm_pump_run_async);
  start (task, pump, cancellable);
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

/**
 * rrm_pump_rest_finish:
 * @result: the result of [func@pump_run_async]
 * @reached: (out): whether everything was reached that was wanted so far; why not is in the report
 *
 * Returns: (transfer full) (nullable): a conversation whose engine rests; giving it up closes it.
 *   %NULL where the conversation is over
 */
RrmPump *
rrm_pump_rest_finish (GAsyncResult *result,
                      gboolean *reached)
{
  RrmPump *pump = g_task_get_task_data (G_TASK (result));
  gboolean rests = pump->phase == RRM_PUMP_RESTING;

  *reached = g_task_propagate_boolean (G_TASK (result), NULL);

  return rests ? g_rc_box_acquire (pump) : NULL;
}

/**
 * rrm_pump_resume_async:
 * @pump: (transfer full): a conversation whose engine rests
 * @letter: (nullable): what the engine goes on with
 * @cancellable: (nullable): to stop at any moment
 * @callback: called when the conversation is over, or rests again; end it as that of
 *   [func@pump_run_async]
 * @data: for @callback
 *
 * Goes on with a conversation.
 */
void
rrm_pump_resume_async (RrmPump *pump,
                       RrmLetter *letter,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, rrm_pump_resume_async);
  pump->phase = RRM_PUMP_TALKING;
  rrm_engine_resume (pump->engine, letter);
  start (task, pump, cancellable);
}
