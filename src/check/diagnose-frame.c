/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

/**
 * rrm_failure_find:
 * @service: a service's report
 * @failure: (out): how it ended
 *
 * Returns: whether a step failed by itself; one that the person stopped has not, and neither has
 *   the goodbye, after which nothing depends on it
 */
gboolean
rrm_failure_find (RrmServiceReport *service,
                  RrmFailure *failure)
{
  RrmStepReport *step = rrm_service_report_get_failed_step (service);
  const RrmFault *fault = step != NULL ? rrm_step_report_get_fault (step) : NULL;

  if (fault == NULL || fault->kind == RRM_FAULT_CANCELLED ||
      rrm_step_report_get_name (step) == RRM_STEP_NAME_LOGOUT)
    return FALSE;

  failure->service = service;
  failure->settings = rrm_service_report_get_settings (service);
  failure->protocol = rrm_service_report_get_protocol (service);
  failure->step = rrm_step_report_get_name (step);
  failure->fault = fault;

  return TRUE;
}

/**
 * rrm_failure_is_early:
 * @failure: a failure
 *
 * Returns: whether the server had said nothing yet, so that what lies between counts
 */
gboolean
rrm_failure_is_early (const RrmFailure *failure)
{
  if (failure->step <= RRM_STEP_NAME_CONNECT)
    return TRUE;
  if (rrm_service_report_get_facts (failure->service)->greeting != NULL)
    return FALSE;

  return failure->step == RRM_STEP_NAME_GREETING || failure->step == RRM_STEP_NAME_TLS;
}

/**
 * rrm_failure_is_late:
 * @failure: a failure
 *
 * TLS 1.3 tells of a refused handshake no sooner than in place of the first answer, so the step of
 * the handshake alone does not draw the line.
 *
 * Returns: whether a password may have been sent, so that TLS had come about
 */
gboolean
rrm_failure_is_late (const RrmFailure *failure)
{
  return failure->step >= RRM_STEP_NAME_LOGIN;
}

/**
 * rrm_failure_is_of_delivery:
 * @failure: a failure
 *
 * Returns: whether it is about a message that did not come; anything else at this step is about the
 *   server
 */
gboolean
rrm_failure_is_of_delivery (const RrmFailure *failure)
{
  RrmFaultKind kind = failure->fault->kind;

  return failure->step == RRM_STEP_NAME_RECEIVE &&
         (kind == RRM_FAULT_NOT_SEEN || kind == RRM_FAULT_TIMED_OUT);
}

/**
 * rrm_finding_set_number:
 * @finding: a finding
 * @name: the name of a detail
 * @value: its number
 */
void
rrm_finding_set_number (RrmFinding *finding,
                        const char *name,
                        guint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, value);

  rrm_finding_set_detail (finding, name, text);
}

/**
 * rrm_finding_set_time:
 * @finding: a finding
 * @name: the name of a detail
 * @seconds: since 1970
 * @format: for [method@GLib.DateTime.format]
 */
void
rrm_finding_set_time (RrmFinding *finding,
                      const char *name,
                      gint64 seconds,
                      const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = time != NULL ? g_date_time_format (time, format) : NULL;

  rrm_finding_set_detail (finding, name, text);
}

static void
set_common_details (RrmFinding *finding,
                    RrmServiceReport *service)
{
  RrmServiceSettings *settings = rrm_service_report_get_settings (service);
  const char *username = rrm_service_settings_get_username (settings);

  rrm_finding_set_detail (finding, "host", rrm_service_settings_get_host (settings));
  rrm_finding_set_number (finding, "port", rrm_service_settings_get_port (settings));
  rrm_finding_set_detail (
    finding, "security", rrm_security_to_string (rrm_service_settings_get_security (settings)));
  rrm_finding_set_detail (finding, "peer", rrm_service_report_get_peer (service));
  rrm_finding_set_detail (finding, "username", username[0] != '\0' ? username : NULL);
}

/**
 * rrm_diagnosis_add:
 * @self: what is known
 * @service: the service that it concerns
 * @step: the step that it rests on
 * @code: the cause
 *
 * Returns: (transfer none): a new finding
 */
RrmFinding *
rrm_diagnosis_add (RrmDiagnosis *self,
                   RrmServiceReport *service,
                   RrmStepName step,
                   RrmFindingCode code)
{
  RrmFinding *finding =
    rrm_finding_new_for_service (code, rrm_service_report_get_protocol (service), step);

  set_common_details (finding, service);
  g_ptr_array_add (self->findings, finding);

  return finding;
}

/**
 * rrm_diagnosis_add_failure:
 * @self: what is known
 * @failure: what it rests on
 * @code: the cause
 *
 * Returns: (transfer none): a new finding, with what was said instead of an answer. What made a
 *   step fail is an error, whatever its code usually is
 */
RrmFinding *
rrm_diagnosis_add_failure (RrmDiagnosis *self,
                           const RrmFailure *failure,
                           RrmFindingCode code)
{
  RrmFinding *finding = rrm_diagnosis_add (self, failure->service, failure->step, code);

  rrm_finding_set_severity (finding, RRM_SEVERITY_ERROR);
  if (failure->fault->reply != NULL)
    rrm_finding_set_reply (finding, failure->fault->reply);
  else
    rrm_finding_set_server_said (finding, failure->fault->text);

  return finding;
}

/**
 * rrm_diagnosis_add_reply:
 * @self: what is known
 * @failure: what it rests on
 * @code: the cause
 * @reply: the answer
 *
 * Returns: (transfer none): a new finding, with the answer and its codes
 */
RrmFinding *
rrm_diagnosis_add_reply (RrmDiagnosis *self,
                         const RrmFailure *failure,
                         RrmFindingCode code,
                         const RrmReply *reply)
{
  RrmFinding *finding = rrm_diagnosis_add_failure (self, failure, code);
  g_autofree char *aup = rrm_reply_table_find_aup (self->replies, reply->text, NULL, NULL);

  rrm_finding_set_reply (finding, reply);
  rrm_finding_set_detail (finding, "aup", aup);
  rrm_finding_set_detail (finding, "enhanced-code", reply->enhanced);
  rrm_finding_set_detail (finding, "response-code", reply->response_code);
  rrm_finding_set_detail (finding, "status", reply->code == 0 ? reply->status : NULL);
  if (reply->code != 0)
    rrm_finding_set_number (finding, "reply-code", reply->code);

  return finding;
}

/**
 * rrm_diagnosis_find:
 * @self: what is known
 * @service: (nullable): the service that it concerns; %NULL: any
 * @code: the cause
 *
 * Returns: (transfer none) (nullable): the finding, where it has been found before
 */
RrmFinding *
rrm_diagnosis_find (RrmDiagnosis *self,
                    RrmServiceReport *service,
                    RrmFindingCode code)
{
  for (guint i = 0; i < self->findings->len; i++)
    {
      RrmFinding *finding = g_ptr_array_index (self->findings, i);
      RrmProtocol protocol = RRM_PROTOCOL_IMAP;

      if (rrm_finding_get_code (finding) != code)
        continue;
      if (service == NULL || (rrm_finding_get_service (finding, &protocol) &&
                              protocol == rrm_service_report_get_protocol (service)))
        return finding;
    }

  return NULL;
}
