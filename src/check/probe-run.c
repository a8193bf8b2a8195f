/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/probe-run.h"

#include "check/service-check.h"
#include "net/dial.h"
#include "net/handshake.h"
#include "net/web-probe.h"

/* A probe that looks like a small test of its own: it ends with the greeting, long before a name or
 * a password would be said. */
typedef struct
{
  /* Borrowed: the prober keeps it until the probe has ended. */
  RrmProbe *probe;
  RrmNetContext context;
  RrmServiceReport *report;
  GSocket *socket;
} ProbeRun;

static void
probe_run_free (gpointer data)
{
  ProbeRun *run = data;

  g_clear_object (&run->report);
  g_clear_object (&run->socket);
  g_free (run);
}

static void
set_failed (RrmProbe *probe,
            RrmFaultKind fault)
{
  probe->fault = fault;
  if (fault == RRM_FAULT_CANCELLED)
    probe->result = RRM_PROBE_UNKNOWN;
  else if (fault == RRM_FAULT_REFUSED)
    probe->result = RRM_PROBE_REFUSED;
  else
    probe->result = RRM_PROBE_FAILED;
}

/* What a small test of its own says of the port. */
static void
judge (RrmProbe *probe,
       RrmServiceReport *report)
{
  RrmStepReport *failed = rrm_service_report_get_failed_step (report);
  const RrmFault *fault = failed != NULL ? rrm_step_report_get_fault (failed) : NULL;
  const char *greeting = rrm_service_report_get_facts (report)->greeting;

  probe->security = rrm_service_report_get_security (report);
  g_free (probe->text);
  probe->text = g_strdup (greeting);
  if (rrm_service_report_passed (report, RRM_STEP_NAME_GREETING))
    {
      probe->result = RRM_PROBE_ANSWERED;
      probe->seen = (RrmSeen) (RRM_SEEN_IMAP + rrm_service_report_get_protocol (report));
      return;
    }
  if (fault == NULL)
    return;

  set_failed (probe, fault->kind);
  probe->seen = fault->seen;
  if (probe->result == RRM_PROBE_FAILED &&
      rrm_service_report_passed (report, RRM_STEP_NAME_CONNECT))
    probe->result = RRM_PROBE_CONNECTED;
}

static void
on_checked (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ProbeRun *run = g_task_get_task_data (task);

  rrm_service_check_finish (result);
  judge (run->probe, run->report);
  g_task_return_boolean (task, TRUE);
}

static void
run_service (GTask *task,
             RrmStage until)
{
  ProbeRun *run = g_task_get_task_data (task);
  RrmProbe *probe = run->probe;
  g_autoptr (RrmServiceSettings) settings =
    rrm_service_settings_new (probe->protocol, probe->host, probe->port, probe->security);
  g_autoptr (RrmAccount) nobody = rrm_account_new ("");

  run->report = rrm_service_report_new (settings, until);
  rrm_service_check_async (run->report, nobody, &run->context, NULL,
                           g_task_get_cancellable (task), on_checked, g_object_ref (task));
}

static void
on_handshake (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ProbeRun *run = g_task_get_task_data (task);
  g_autoptr (RrmFault) fault = NULL;
  g_autoptr (RrmTlsInfo) info = rrm_handshake_finish (result, &fault);

  /* Whom the certificate is for does not count here: the handshake went through. */
  if (fault == NULL || fault->kind == RRM_FAULT_CERTIFICATE)
    {
      run->probe->result = RRM_PROBE_ANSWERED;
      run->probe->seen = RRM_SEEN_TLS;
      run->probe->text = g_strdup (info->version);
    }
  else
    set_failed (run->probe, fault->kind);
  g_task_return_boolean (task, TRUE);
}

static void
on_dialed (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ProbeRun *run = g_task_get_task_data (task);
  RrmTlsOffer offer = run->probe->legacy ? RRM_TLS_OFFER_LEGACY : RRM_TLS_OFFER_ONLY_1_2;
  g_autoptr (RrmFault) fault = NULL;

  run->socket = rrm_dial_finish (result, &fault);
  if (run->socket == NULL)
    {
      set_failed (run->probe, fault != NULL ? fault->kind : RRM_FAULT_CANCELLED);
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (run->probe->kind == RRM_PROBE_NEUTRAL)
    {
      run->probe->result = RRM_PROBE_CONNECTED;
      g_task_return_boolean (task, TRUE);
      return;
    }

  rrm_handshake_async (run->socket, run->probe->host, offer, &run->context,
                       g_task_get_cancellable (task), on_handshake, g_object_ref (task));
}

static void
on_web_probed (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  rrm_web_probe_finish (result);
  g_task_return_boolean (task, TRUE);
}

/**
 * rrm_probe_run_async:
 * @probe: what to look at; it outlives the run, and its result is written there
 * @context: the way there, whose timeout bounds the probe
 * @cancellable: (nullable): ends it, with a result that is unknown
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Looks at one thing for comparison. No name and no password is ever said.
 */
void
rrm_probe_run_async (RrmProbe *probe,
                     const RrmNetContext *context,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  ProbeRun *run = g_new0 (ProbeRun, 1);

  g_task_set_source_tag (task, rrm_probe_run_async);
  g_task_set_check_cancellable (task, FALSE);
  run->probe = probe;
  run->context = *context;
  g_task_set_task_data (task, run, probe_run_free);

  switch (probe->kind)
    {
    case RRM_PROBE_OTHER_PORT:
    case RRM_PROBE_SIBLING:
    case RRM_PROBE_CLEARTEXT:
      run_service (task, RRM_STAGE_GREETING);
      break;
    case RRM_PROBE_FAMILY:
      run->context.family = probe->ipv6 ? G_SOCKET_FAMILY_IPV6 : G_SOCKET_FAMILY_IPV4;
      run_service (task, RRM_STAGE_GREETING);
      break;
    case RRM_PROBE_NEUTRAL:
    case RRM_PROBE_TLS:
      rrm_dial_async (probe->host, probe->port, &run->context, NULL, cancellable, on_dialed,
                      g_object_ref (task));
      break;
    case RRM_PROBE_WEB:
      rrm_web_probe_async (probe, &run->context, cancellable, on_web_probed, g_object_ref (task));
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * rrm_probe_run_finish:
 * @result: what the callback got
 *
 * Ends it; what was seen stands in the probe.
 */
void
rrm_probe_run_finish (GAsyncResult *result)
{
  g_return_if_fail (g_async_result_is_tagged (result, rrm_probe_run_async));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
