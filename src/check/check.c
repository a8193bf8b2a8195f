/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/check.h"

#include "check/diagnose.h"
#include "check/prober.h"
#include "check/round-trip.h"
#include "check/service-check.h"
#include "net/network.h"
#include "net/source.h"

/* Within so many microseconds no server gives a connection up, and no network is lost. */
#define MAX_AWAY (5 * G_TIME_SPAN_SECOND)
/* What a clock is put right by every day is less, and no certificate minds it. */
#define MAX_DATE_STEP G_TIME_SPAN_HOUR

/**
 * RrmCheck:
 *
 * The one-click test: both servers, then the findings. The report exists from the start,
 * and its steps notify while they go, so that a window can follow it.
 */
struct _RrmCheck
{
  GObject parent_instance;

  RrmCheckOptions *options;
  RrmReport *report;
  /* Valid while a test runs; its start is that of the test. */
  RrmNetContext context;
  /* Where the services meet when a message is to be sent, or NULL. */
  RrmRoundTrip *trip;
  /* Notices that the program was stopped, the computer asleep or its date set; NULL when no test
   * runs. */
  GSource *watch;
  /* What of that was why a service was not tested to its end. */
  RrmInterruption interruption;
  /* Services that have not ended. */
  guint running;
  /* The outgoing one, while it waits for the incoming one to let the person in; else NULL. */
  struct _Service *waiting;
};

/* One of the servers while it is tested. */
typedef struct _Service
{
  GTask *task;
  RrmServiceReport *report;
  RrmProber *prober;
} Service;

G_DEFINE_FINAL_TYPE (RrmCheck, rrm_check, G_TYPE_OBJECT)

static gboolean
is_failure_of_reach (RrmServiceReport *service)
{
  RrmStepReport *failed = rrm_service_report_get_failed_step (service);
  RrmStepName name;

  if (failed == NULL)
    return FALSE;
  name = rrm_step_report_get_name (failed);

  return name == RRM_STEP_NAME_RESOLVE || name == RRM_STEP_NAME_CONNECT;
}

static gboolean
goes_outside (RrmCheck *self,
              RrmServiceReport *service)
{
  RrmServiceSettings *settings = rrm_service_report_get_settings (service);
  g_autoptr (GInetAddress) literal =
    g_inet_address_new_from_string (rrm_service_settings_get_host (settings));

  if (literal != NULL && g_inet_address_get_is_loopback (literal))
    return FALSE;

  return !rrm_redirects_lookup (self->options->redirects, rrm_service_settings_get_host (settings),
                                rrm_service_settings_get_port (settings), NULL, NULL);
}

/* Told after a failed step only: a computer without a network has no need to be asked before. */
static void
look_at_network (RrmCheck *self)
{
  GPtrArray *services = rrm_report_get_services (self->report);

  if (self->options->practice)
    return;

  for (guint i = 0; i < services->len; i++)
    {
      RrmServiceReport *service = g_ptr_array_index (services, i);

      if (is_failure_of_reach (service) && goes_outside (self, service))
        {
          rrm_report_set_network_usable (self->report, rrm_network_is_usable ());
          return;
        }
    }
}

static void
on_probed (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RrmCheck *self = g_task_get_source_object (task);

  rrm_prober_end_finish (RRM_PROBER (source), result, self->report);
  if (--self->running > 0)
    return;

  rrm_source_clear (&self->watch);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    rrm_report_set_stopped (self->report, TRUE);
  else if (self->interruption != RRM_INTERRUPTION_NONE)
    {
      rrm_report_set_stopped (self->report, TRUE);
      rrm_report_set_interruption (self->report, self->interruption);
    }
  look_at_network (self);
  rrm_report_take_findings (self->report, rrm_diagnose (self->report));
  g_task_return_pointer (task, g_object_ref (self->report), g_object_unref);
}

static gboolean
may_come_from_absence (RrmFaultKind kind)
{
  switch (kind)
    {
    case RRM_FAULT_TIMED_OUT:
    case RRM_FAULT_RESET:
    case RRM_FAULT_CLOSED:
    case RRM_FAULT_NETWORK:
    case RRM_FAULT_UNREACHABLE:
    case RRM_FAULT_NAME_SERVER_FAILED:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_only_of_date (RrmServiceReport *service)
{
  const RrmTlsInfo *tls = rrm_service_report_get_tls (service);

  return tls != NULL && (tls->problems & RRM_CERTIFICATE_DATE_PROBLEMS) != 0 &&
         (tls->problems & ~(guint) RRM_CERTIFICATE_DATE_PROBLEMS) == 0;
}

/* Returns: what this computer did that may be all that is wrong with @service */
static RrmInterruption
find_interruption (RrmCheck *self,
                   RrmServiceReport *service,
                   RrmFaultKind kind)
{
  if (may_come_from_absence (kind) && rrm_source_get_away (self->watch) >= MAX_AWAY)
    return RRM_INTERRUPTION_AWAY;
  if (kind == RRM_FAULT_CERTIFICATE && is_only_of_date (service) &&
      ABS (rrm_source_get_date_step (self->watch)) >= MAX_DATE_STEP)
    return RRM_INTERRUPTION_DATE_SET;

  return RRM_INTERRUPTION_NONE;
}

/* A connection that did not outlast a sleep of this computer says nothing about the server, nor
 * does a certificate whose dates were held against a date that changed meanwhile: the test counts
 * as stopped, as if the person had done it. It is not begun again, for the password may be on its
 * way already, and goes out once. Whether a message was sent stays in doubt. */
static void
forgive_interruption (RrmCheck *self,
                      RrmServiceReport *service)
{
  RrmStepReport *step = rrm_service_report_get_failed_step (service);
  const RrmFault *fault = step != NULL ? rrm_step_report_get_fault (step) : NULL;
  RrmInterruption interruption;

  if (fault == NULL || rrm_step_report_get_name (step) == RRM_STEP_NAME_DELIVER)
    return;
  interruption = find_interruption (self, service, fault->kind);
  if (interruption == RRM_INTERRUPTION_NONE)
    return;

  self->interruption = interruption;
  rrm_step_report_end (step,
                       rrm_step_report_get_started (step) + rrm_step_report_get_elapsed (step),
                       RRM_STATUS_FAILED, rrm_fault_new (RRM_FAULT_CANCELLED));
}

static void start_waiting (RrmCheck *self);

static void
on_service_checked (GObject *source,
                    GAsyncResult *result,
                    gpointer user_data)
{
  Service *service = user_data;
  g_autoptr (RrmCheck) self = g_object_ref (g_task_get_source_object (service->task));

  rrm_service_check_finish (result);
  forgive_interruption (self, service->report);
  rrm_prober_end_async (service->prober, on_probed, g_steal_pointer (&service->task));
  g_object_unref (service->prober);
  g_free (service);
  start_waiting (self);
}

static void
start_service (RrmCheck *self,
               Service *service)
{
  rrm_service_check_async (service->report, rrm_report_get_account (self->report), &self->context,
                           self->trip, g_task_get_cancellable (service->task), on_service_checked,
                           service);
}

static void
start_waiting (RrmCheck *self)
{
  if (self->waiting != NULL)
    start_service (self, g_steal_pointer (&self->waiting));
}

static void
on_login (RrmStepReport *login,
          GParamSpec *pspec,
          RrmCheck *self)
{
  if (rrm_step_report_get_status (login) == RRM_STATUS_PASSED)
    start_waiting (self);
}

/* Some servers take mail from an address that has just signed in to read some. */
static gboolean
waits_for_incoming (RrmCheck *self,
                    RrmServiceReport *report)
{
  RrmServiceReport *incoming = rrm_report_get_incoming (self->report);
  RrmAccount *account = rrm_report_get_account (self->report);

  return rrm_service_report_get_protocol (report) == RRM_PROTOCOL_SMTP && incoming != NULL &&
         self->options->until > RRM_STAGE_LOGIN &&
         rrm_account_get_outgoing_login (account) == RRM_OUTGOING_LOGIN_AFTER_INCOMING &&
         rrm_service_settings_get_auth (rrm_account_get_outgoing (account)) == RRM_AUTH_NONE;
}

static void
begin_service (RrmCheck *self,
               GTask *task,
               RrmServiceReport *report)
{
  Service *service = g_new0 (Service, 1);

  service->task = g_object_ref (task);
  service->report = report;
  service->prober = rrm_prober_new (report, self->options, &self->context);
  if (!waits_for_incoming (self, report))
    {
      start_service (self, service);
      return;
    }

  self->waiting = service;
  g_signal_connect_object (
    rrm_service_report_get_step (rrm_report_get_incoming (self->report), RRM_STEP_NAME_LOGIN),
    "notify::status", G_CALLBACK (on_login), self, 0);
}

static void
rrm_check_finalize (GObject *object)
{
  RrmCheck *self = RRM_CHECK (object);

  rrm_source_clear (&self->watch);
  g_clear_object (&self->report);
  g_clear_object (&self->trip);
  g_clear_pointer (&self->options, rrm_check_options_unref);

  G_OBJECT_CLASS (rrm_check_parent_class)->finalize (object);
}

static void
rrm_check_class_init (RrmCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_check_finalize;
}

static void
rrm_check_init (RrmCheck *self)
{
}

/**
 * rrm_check_new:
 * @account: what to test, with its passwords where a login is to be reached; copied
 * @options: how to test it
 *
 * Returns: (transfer full): a test that can run once
 */
RrmCheck *
rrm_check_new (RrmAccount *account,
               RrmCheckOptions *options)
{
  RrmCheck *self = g_object_new (RRM_TYPE_CHECK, NULL);

  self->options = rrm_check_options_ref (options);
  self->report = rrm_report_new (account, options->until);
  rrm_report_set_practice (self->report, options->practice);
  if (options->incoming && rrm_account_get_incoming (account) != NULL)
    rrm_report_add_service (self->report, rrm_account_get_incoming (account));
  if (options->outgoing && rrm_account_get_outgoing (account) != NULL)
    rrm_report_add_service (self->report, rrm_account_get_outgoing (account));

  return self;
}

/**
 * rrm_check_get_report:
 * @self: a test
 *
 * Returns: (transfer none): its report, which fills while the test runs
 */
RrmReport *
rrm_check_get_report (RrmCheck *self)
{
  return self->report;
}

/**
 * rrm_check_run_async:
 * @self: a test
 * @cancellable: (nullable): stops it; the report so far is the result all the same
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Runs the test: one password attempt at each server, but for the waiting for a message by POP3.
 * Both servers are tested at once, unless the incoming one is to be signed in to first.
 */
void
rrm_check_run_async (RrmCheck *self,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GPtrArray *services = rrm_report_get_services (self->report);

  g_task_set_source_tag (task, rrm_check_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_return_if_fail (self->running == 0 && self->context.start == 0);

  self->context = (RrmNetContext){
    .start = g_get_monotonic_time (),
    .timeout = self->options->timeout,
    .wait = self->options->wait,
    .family = self->options->family,
    .redirects = self->options->redirects,
    .trust = self->options->trust,
  };

  if (services->len == 0)
    {
      rrm_report_take_findings (self->report, rrm_diagnose (self->report));
      g_task_return_pointer (task, g_object_ref (self->report), g_object_unref);
      return;
    }

  if (self->options->until >= RRM_STAGE_DELIVERY)
    self->trip = rrm_round_trip_new (self->report, self->options->visit_interval);
  self->watch = rrm_source_new_watch ();
  self->running = services->len;
  for (guint i = 0; i < services->len; i++)
    begin_service (self, task, g_ptr_array_index (services, i));
}

/**
 * rrm_check_run_finish:
 * @self: a test
 * @result: what the callback got
 * @error: return location for an error; a failing account is none
 *
 * Returns: (transfer full): the report
 */
RrmReport *
rrm_check_run_finish (RrmCheck *self,
                      GAsyncResult *result,
                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
