/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"

#include <glib/gi18n-lib.h>

/* The headline of a test. */

static gboolean
works (RrmServiceReport *service)
{
  return rrm_service_report_get_failed_step (service) == NULL &&
         rrm_service_report_passed (service, RRM_STEP_NAME_CONNECT);
}

static gboolean
signs_in (RrmServiceReport *service)
{
  return rrm_service_report_get_step (service, RRM_STEP_NAME_LOGIN) != NULL;
}

static gboolean
has_warnings (RrmReport *report)
{
  GListModel *findings = rrm_report_get_findings (report);

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    if (rrm_finding_get_severity (rrm_report_get_finding (report, i)) == RRM_SEVERITY_WARNING)
      return TRUE;

  return FALSE;
}

static gboolean
is_full (RrmReport *report)
{
  GListModel *findings = rrm_report_get_findings (report);

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    if (rrm_finding_get_code (rrm_report_get_finding (report, i)) == RRM_FINDING_MAILBOX_FULL)
      return TRUE;

  return FALSE;
}

static const char *
get_working (RrmReport *report,
             RrmServiceReport *incoming,
             RrmServiceReport *outgoing)
{
  gboolean warnings = has_warnings (report);

  if (is_full (report))
    return _("Signing in works, but your mailbox is full. New mail goes back to those who send "
             "it.");
  if (outgoing == NULL)
    return warnings ? _("Receiving works, with something to look at. Sending was not tested.")
                    : _("Receiving works. Sending was not tested.");
  if (incoming == NULL)
    return warnings ? _("Sending works, with something to look at. Receiving was not tested.")
                    : _("Sending works. Receiving was not tested.");
  if (rrm_service_report_passed (incoming, RRM_STEP_NAME_RECEIVE) && !warnings)
    return _("Your account works. A message to yourself was sent and arrived.");

  return warnings ? _("Your account works. There is something to look at.")
                  : _("Your account works. Receiving and sending were both tested.");
}

static RrmStatus
get_status (RrmServiceReport *service,
            RrmStepName name)
{
  RrmStepReport *step = rrm_service_report_get_step (service, name);

  return step != NULL ? rrm_step_report_get_status (step) : RRM_STATUS_SKIPPED;
}

/* What became of the message that was sent, where that is what is wrong; else %NULL. */
static const char *
get_not_delivered (RrmServiceReport *incoming,
                   RrmServiceReport *outgoing)
{
  if (outgoing == NULL)
    return NULL;
  if (get_status (outgoing, RRM_STEP_NAME_DELIVER) == RRM_STATUS_WARNED)
    return _("Signing in works. No one can tell yet if the message was sent.");
  if (incoming != NULL && works (outgoing) &&
      get_status (incoming, RRM_STEP_NAME_RECEIVE) == RRM_STATUS_FAILED)
    return _("Signing in works, and a message was sent. It was not seen to arrive.");

  return NULL;
}

static const char *
get_not_working (RrmServiceReport *incoming,
                 RrmServiceReport *outgoing)
{
  const char *not_delivered = get_not_delivered (incoming, outgoing);

  if (incoming == NULL && outgoing == NULL)
    return _("The test could not begin.");
  if (not_delivered != NULL)
    return not_delivered;
  if (outgoing == NULL)
    return works (incoming) ? _("Signing in works, but something is wrong.")
                            : _("Receiving does not work. Sending was not tested.");
  if (incoming == NULL)
    return works (outgoing) ? _("Signing in works, but something is wrong.")
                            : _("Sending does not work. Receiving was not tested.");
  if (!signs_in (incoming))
    return _("The connection does not work.");
  if (works (incoming) && works (outgoing))
    return _("Signing in works, but something is wrong.");
  if (works (incoming))
    return _("Receiving works. Sending does not.");
  if (works (outgoing))
    return _("Sending works. Receiving does not.");

  return _("Receiving and sending do not work.");
}

static const char *
get_incomplete (RrmReport *report)
{
  switch (rrm_report_get_interruption (report))
    {
    case RRM_INTERRUPTION_AWAY:
      return _("The test did not finish: this computer was asleep or paused in the middle of it. "
               "Please test again.");
    case RRM_INTERRUPTION_DATE_SET:
      return _("The test did not finish: the date of this computer was changed in the middle of "
               "it. Please test again.");
    case RRM_INTERRUPTION_NONE:
    default:
      break;
    }
  if (rrm_report_get_stopped (report))
    return _("The test was stopped before its end.");

  return _("What was tested works. Signing in was not part of this test.");
}

/**
 * rrm_explain_verdict:
 * @report: a report that has its findings
 *
 * Returns: (transfer full): the state of the account, in a sentence or two
 */
char *
rrm_explain_verdict (RrmReport *report)
{
  RrmServiceReport *incoming = rrm_report_get_incoming (report);
  RrmServiceReport *outgoing = rrm_report_get_outgoing (report);

  switch (rrm_report_get_verdict (report))
    {
    case RRM_VERDICT_WORKING:
      return g_strdup (get_working (report, incoming, outgoing));
    case RRM_VERDICT_INCOMPLETE:
      return g_strdup (get_incomplete (report));
    case RRM_VERDICT_NOT_WORKING:
    default:
      return g_strdup (get_not_working (incoming, outgoing));
    }
}
