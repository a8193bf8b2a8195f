/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/prober.h"

#include "check/probe-plan.h"
#include "check/probe-run.h"

/* For a probe that gives up to say so, in milliseconds. */
#define PROBE_MARGIN_MS 250

/**
 * RrmProber:
 *
 * The comparison probes of one service: they start when a step fails or has been silent for three
 * seconds, run side by side, and are over at most two seconds after the failing step ended. What
 * has not ended by then is unknown. One of them needs no failure: an address by IPv6 that said
 * nothing while IPv4 won is called once more, to tell a slow one from a dead one.
 */
struct _RrmProber
{
  GObject parent_instance;

  RrmServiceReport *service;
  RrmCheckOptions *options;
  RrmNetContext context;
  GCancellable *cancellable;
  /* NULL until they started. */
  GPtrArray *probes;
  guint running;
  /* The second call to an address that lost without a word; NULL where none did. */
  RrmProbe *second_call;
  GCancellable *call_cancellable;
  /* Runs while a step is silent; 0 otherwise. */
  guint silence_id;
  guint grace_id;
  /* Whoever waits for the end. */
  GTask *waiting;
};

G_DEFINE_FINAL_TYPE (RrmProber, rrm_prober, G_TYPE_OBJECT)

static void
end_if_done (RrmProber *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->running > 0 || self->waiting == NULL)
    return;

  g_clear_handle_id (&self->grace_id, g_source_remove);
  task = g_steal_pointer (&self->waiting);
  g_task_return_boolean (task, TRUE);
}

static void
on_probed (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (RrmProber) self = user_data;

  rrm_probe_run_finish (result);
  self->running--;
  end_if_done (self);
}

static void
start (RrmProber *self)
{
  g_clear_handle_id (&self->silence_id, g_source_remove);
  if (self->probes != NULL)
    return;

  self->probes = rrm_probe_plan (self->service, self->options);
  self->running += self->probes->len;
  for (guint i = 0; i < self->probes->len; i++)
    rrm_probe_run_async (g_ptr_array_index (self->probes, i), &self->context, self->cancellable,
                         on_probed, g_object_ref (self));
}

static gboolean
is_silent_ipv6 (const RrmAttempt *attempt)
{
  return attempt->ipv6 && !attempt->connected && attempt->fault == RRM_FAULT_CANCELLED;
}

/* Whether IPv4 has won although IPv6 began first and got no answer, not even a refusal. */
static gboolean
has_lost_silently (RrmServiceReport *service)
{
  GPtrArray *attempts = rrm_service_report_get_attempts (service);
  gboolean silent = FALSE;

  for (guint i = 0; i < attempts->len; i++)
    {
      const RrmAttempt *attempt = g_ptr_array_index (attempts, i);

      silent |= is_silent_ipv6 (attempt);
      if (attempt->connected)
        return silent && !attempt->ipv6;
    }

  return FALSE;
}

static void
call_again (RrmProber *self)
{
  RrmServiceSettings *settings = rrm_service_report_get_settings (self->service);
  RrmNetContext context = self->context;

  if (self->second_call != NULL || !self->options->probes || !has_lost_silently (self->service))
    return;

  self->second_call =
    rrm_probe_new (RRM_PROBE_FAMILY, rrm_service_settings_get_protocol (settings),
                   rrm_service_settings_get_host (settings),
                   rrm_service_settings_get_port (settings),
                   rrm_service_settings_get_security (settings));
  self->second_call->ipv6 = TRUE;
  context.timeout = MIN (context.timeout, RRM_PROBE_GRACE_MS);
  self->running++;
  rrm_probe_run_async (self->second_call, &context, self->call_cancellable, on_probed,
                       g_object_ref (self));
}

static gboolean
on_silence (gpointer user_data)
{
  RrmProber *self = user_data;

  self->silence_id = 0;
  /* What is as silent as the step itself shall have ended when the time for probes is over. */
  if (self->context.timeout > RRM_PROBE_SILENCE_MS)
    self->context.timeout -= RRM_PROBE_SILENCE_MS + PROBE_MARGIN_MS - RRM_PROBE_GRACE_MS;
  start (self);

  return G_SOURCE_REMOVE;
}

/* What becomes of a message says nothing about the way to the server, and takes its time. */
static gboolean
is_of_message (RrmStepReport *step)
{
  RrmStepName name = rrm_step_report_get_name (step);

  return name == RRM_STEP_NAME_DELIVER || name == RRM_STEP_NAME_RECEIVE;
}

static void
on_status (RrmStepReport *step,
           GParamSpec *pspec,
           RrmProber *self)
{
  if (is_of_message (step))
    return;

  g_clear_handle_id (&self->silence_id, g_source_remove);
  if (rrm_step_report_get_name (step) == RRM_STEP_NAME_CONNECT &&
      rrm_step_report_get_status (step) == RRM_STATUS_PASSED)
    call_again (self);
  if (rrm_step_report_get_status (step) == RRM_STATUS_RUNNING)
    self->silence_id = g_timeout_add (RRM_PROBE_SILENCE_MS, on_silence, self);
  else if (rrm_step_report_get_status (step) == RRM_STATUS_FAILED)
    start (self);
}

static gboolean
on_grace (gpointer user_data)
{
  RrmProber *self = user_data;

  self->grace_id = 0;
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->call_cancellable);

  return G_SOURCE_REMOVE;
}

static void
rrm_prober_dispose (GObject *object)
{
  RrmProber *self = RRM_PROBER (object);
  GPtrArray *steps = rrm_service_report_get_steps (self->service);

  for (guint i = 0; i < steps->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (steps, i), self);
  g_clear_handle_id (&self->silence_id, g_source_remove);
  g_clear_handle_id (&self->grace_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->call_cancellable);

  G_OBJECT_CLASS (rrm_prober_parent_class)->dispose (object);
}

static void
rrm_prober_finalize (GObject *object)
{
  RrmProber *self = RRM_PROBER (object);

  g_clear_object (&self->service);
  g_clear_pointer (&self->options, rrm_check_options_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->call_cancellable);
  g_clear_pointer (&self->second_call, rrm_probe_free);
  g_clear_pointer (&self->probes, g_ptr_array_unref);

  G_OBJECT_CLASS (rrm_prober_parent_class)->finalize (object);
}

static void
rrm_prober_class_init (RrmProberClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rrm_prober_dispose;
  object_class->finalize = rrm_prober_finalize;
}

static void
rrm_prober_init (RrmProber *self)
{
  self->cancellable = g_cancellable_new ();
  self->call_cancellable = g_cancellable_new ();
}

/**
 * rrm_prober_new:
 * @service: the service to follow, before its test begins
 * @options: how the test is made
 * @context: the way there
 *
 * Returns: (transfer full): a prober that follows the steps of @service
 */
RrmProber *
rrm_prober_new (RrmServiceReport *service,
                RrmCheckOptions *options,
                const RrmNetContext *context)
{
  RrmProber *self = g_object_new (RRM_TYPE_PROBER, NULL);
  GPtrArray *steps = rrm_service_report_get_steps (service);

  self->service = g_object_ref (service);
  self->options = rrm_check_options_ref (options);
  self->context = *context;
  for (guint i = 0; i < steps->len; i++)
    g_signal_connect (g_ptr_array_index (steps, i), "notify::status", G_CALLBACK (on_status),
                      self);

  return self;
}

static gboolean
failed_by_itself (RrmServiceReport *service)
{
  RrmStepReport *failed = rrm_service_report_get_failed_step (service);
  const RrmFault *fault = failed != NULL ? rrm_step_report_get_fault (failed) : NULL;

  return fault != NULL && fault->kind != RRM_FAULT_CANCELLED;
}

static gboolean
was_stopped (RrmServiceReport *service)
{
  return rrm_service_report_get_failed_step (service) != NULL && !failed_by_itself (service);
}

/**
 * rrm_prober_end_async:
 * @self: a prober whose service has just ended
 * @callback: called when every probe has ended, or the time for them is over
 * @user_data: for @callback
 *
 * Waits for what is still to be seen. A service that works waits for a second call by IPv6 alone,
 * which ends two seconds after the connection.
 */
void
rrm_prober_end_async (RrmProber *self,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_clear_handle_id (&self->silence_id, g_source_remove);
  self->waiting = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->waiting, rrm_prober_end_async);

  if (!failed_by_itself (self->service))
    g_cancellable_cancel (self->cancellable);
  if (was_stopped (self->service))
    g_cancellable_cancel (self->call_cancellable);
  else if (self->running > 0 && failed_by_itself (self->service))
    self->grace_id = g_timeout_add (RRM_PROBE_GRACE_MS, on_grace, self);
  end_if_done (self);
}

/**
 * rrm_prober_end_finish:
 * @self: a prober
 * @result: what the callback got
 * @report: where the probes go
 *
 * Hands the probes of a service that failed to the report, and the second call of any.
 */
void
rrm_prober_end_finish (RrmProber *self,
                       GAsyncResult *result,
                       RrmReport *report)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
  if (self->second_call != NULL)
    g_ptr_array_add (rrm_report_get_probes (report), g_steal_pointer (&self->second_call));
  if (self->probes == NULL || !failed_by_itself (self->service))
    return;

  /* The probes change owner. */
  while (self->probes->len > 0)
    g_ptr_array_add (rrm_report_get_probes (report), g_ptr_array_steal_index (self->probes, 0));
}
