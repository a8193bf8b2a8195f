/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"

#include <glib/gi18n-lib.h>

/* What became of the message to oneself. */

static RrmStepReport *
get_step (RrmServiceReport *service,
          RrmStepName name)
{
  return service != NULL ? rrm_service_report_get_step (service, name) : NULL;
}

static gboolean
is (RrmStepReport *step,
    RrmStatus status)
{
  return step != NULL && rrm_step_report_get_status (step) == status;
}

static char *
describe_arrival (RrmServiceReport *incoming,
                  RrmStepReport *receive)
{
  g_autofree char *elapsed = rrm_explain_elapsed (rrm_step_report_get_elapsed (receive));

  return g_strdup_printf (
    rrm_service_report_get_facts (incoming)->letter_left
      ? _("The message to yourself was there after %s. It could not be removed; you can delete it.")
      : _("The message to yourself was there after %s. It has been deleted again."),
    elapsed);
}

/**
 * rrm_explain_message:
 * @report: a report
 *
 * Returns: (transfer full) (nullable): whether a message was sent, and whether it lies in the
 *   mailbox now; %NULL where none was to be sent
 */
char *
rrm_explain_message (RrmReport *report)
{
  RrmServiceReport *incoming = rrm_report_get_incoming (report);
  RrmServiceReport *outgoing = rrm_report_get_outgoing (report);
  RrmStepReport *deliver = get_step (outgoing, RRM_STEP_NAME_DELIVER);
  RrmStepReport *receive = get_step (incoming, RRM_STEP_NAME_RECEIVE);

  if (deliver == NULL || rrm_step_report_get_status (deliver) <= RRM_STATUS_RUNNING)
    return NULL;
  if (is (receive, RRM_STATUS_PASSED) || is (receive, RRM_STATUS_WARNED))
    return describe_arrival (incoming, receive);
  if (is (deliver, RRM_STATUS_FAILED) && !rrm_report_get_stopped (report) &&
      rrm_service_report_get_facts (outgoing)->handed_over)
    return g_strdup (_("The message to yourself was not taken."));
  if (rrm_service_report_get_facts (outgoing)->handed_over && !is (deliver, RRM_STATUS_PASSED))
    return g_strdup (
      _("A message to yourself may be on its way. If it comes, you can delete it."));
  if (is (deliver, RRM_STATUS_PASSED))
    return g_strdup (_("A message to yourself is on its way. When it comes, you can delete it."));

  return g_strdup (_("No message was sent, because something went wrong before."));
}

/**
 * rrm_explain_step_status:
 * @step: a step
 *
 * Returns: the word for how it stands. A message that was not seen in time may still come: that is
 *   no failure
 */
const char *
rrm_explain_step_status (RrmStepReport *step)
{
  const RrmFault *fault = rrm_step_report_get_fault (step);

  if (fault != NULL && fault->kind == RRM_FAULT_NOT_SEEN)
    return _("Not seen");

  if (fault != NULL && fault->kind == RRM_FAULT_CANCELLED)
    return _("Stopped");

  return rrm_explain_status (rrm_step_report_get_status (step));
}

/**
 * rrm_explain_step_in:
 * @service: a service
 * @step: one of its steps
 *
 * Returns: the word for how it stands; a step that others passed by was not needed
 */
const char *
rrm_explain_step_in (RrmServiceReport *service,
                     RrmStepReport *step)
{
  if (rrm_step_report_get_status (step) == RRM_STATUS_SKIPPED &&
      rrm_service_report_is_passed_by (service, step))
    return _("Not needed");

  return rrm_explain_step_status (step);
}
