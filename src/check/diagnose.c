/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose.h"

#include "check/diagnose-private.h"

/* What made a step fail: one topic for each kind of fault. */
static void
diagnose_failure (RrmDiagnosis *self,
                  const RrmFailure *failure)
{
  gboolean handshake = failure->step == RRM_STEP_NAME_TLS;

  if (rrm_failure_is_of_delivery (failure))
    return;

  switch (failure->fault->kind)
    {
    case RRM_FAULT_NAME_NOT_FOUND:
    case RRM_FAULT_NAME_NO_ADDRESS:
    case RRM_FAULT_NAME_SERVER_FAILED:
    case RRM_FAULT_REFUSED:
    case RRM_FAULT_UNREACHABLE:
    case RRM_FAULT_NETWORK:
      diagnose_network (self, failure);
      break;
    case RRM_FAULT_RESET:
    case RRM_FAULT_CLOSED:
    case RRM_FAULT_TIMED_OUT:
      if (handshake)
        diagnose_tls (self, failure);
      else
        diagnose_network (self, failure);
      break;
    case RRM_FAULT_NOT_TLS:
    case RRM_FAULT_TLS_EXPECTED:
    case RRM_FAULT_WRONG_PROTOCOL:
    case RRM_FAULT_MALFORMED:
    case RRM_FAULT_BAD_PROOF:
      diagnose_protocol (self, failure);
      break;
    case RRM_FAULT_TLS_ALERT:
    case RRM_FAULT_TLS_VERSION:
    case RRM_FAULT_TLS_FAILED:
    case RRM_FAULT_CERTIFICATE:
    case RRM_FAULT_STARTTLS_NOT_OFFERED:
    case RRM_FAULT_STARTTLS_REFUSED:
    case RRM_FAULT_STARTTLS_INJECTION:
    case RRM_FAULT_PREAUTH:
      diagnose_tls (self, failure);
      break;
    case RRM_FAULT_NO_MECHANISM:
    case RRM_FAULT_LOGIN_DISABLED:
      diagnose_no_login (self, failure);
      break;
    case RRM_FAULT_BAD_INPUT:
      if (failure->step == RRM_STEP_NAME_LOGIN)
        diagnose_no_login (self, failure);
      else
        rrm_diagnosis_add_failure (self, failure, RRM_FINDING_SENDER_REJECTED);
      break;
    case RRM_FAULT_REPLY:
      diagnose_reply (self, failure);
      break;
    case RRM_FAULT_NOT_SEEN:
    case RRM_FAULT_CANCELLED:
    default:
      break;
    }
}

static void
diagnose_service (RrmDiagnosis *self,
                  RrmServiceReport *service)
{
  RrmFailure failure;

  diagnose_host (self, service);
  if (rrm_failure_find (service, &failure))
    diagnose_failure (self, &failure);
  diagnose_delivery (self, service);
  diagnose_ipv6 (self, service);
  diagnose_mailbox (self, service);
  diagnose_settings (self, service);
}

static gboolean
is_of_map (RrmFindingCode code)
{
  return code == RRM_FINDING_HOST_TYPO || code == RRM_FINDING_HOST_RETIRED ||
         code == RRM_FINDING_HOST_FOR_OTHER_ADDRESSES;
}

static gboolean
is_same_cause (RrmFinding *a,
               RrmFinding *b)
{
  RrmFindingCode code = rrm_finding_get_code (a);

  return rrm_finding_get_severity (a) == rrm_finding_get_severity (b) &&
         (code == rrm_finding_get_code (b) ||
          (is_of_map (code) && is_of_map (rrm_finding_get_code (b))));
}

/* One cause at both servers is mended at once: the first of the two sets what both would. */
static void
join_changes (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    for (guint j = i + 1; j < findings->len; j++)
      {
        RrmChange *first = rrm_finding_get_change (findings->pdata[i]);
        RrmChange *second = rrm_finding_get_change (findings->pdata[j]);
        RrmChange *both;

        if (first == NULL || second == NULL ||
            !is_same_cause (findings->pdata[i], findings->pdata[j]))
          continue;
        both = rrm_change_copy (first);
        rrm_change_add (both, second);
        rrm_finding_set_change (findings->pdata[i], both);
      }
}

/**
 * rrm_diagnose:
 * @report: what happened
 *
 * Says what it means. A pure function: it looks at nothing but @report and the program's own data,
 * and changes neither. A test that works gives no finding; what the person stopped gives none
 * either.
 *
 * Returns: (transfer full) (element-type RrmFinding): all faults that stand, the one to mend first
 *   first
 */
GPtrArray *
rrm_diagnose (RrmReport *report)
{
  GPtrArray *services = rrm_report_get_services (report);
  RrmAccount *account = rrm_report_get_account (report);
  g_autoptr (RrmAddress) address = rrm_address_parse (rrm_account_get_address (account), NULL);
  RrmDiagnosis self = {
    .report = report,
    .account = account,
    .address = address,
    .domain = address != NULL ? rrm_address_get_domain (address) : NULL,
    .map = rrm_provider_map_get_default (),
    .replies = rrm_reply_table_get_default (),
    .findings = g_ptr_array_new_with_free_func (g_object_unref),
  };

  diagnose_surroundings (&self);
  diagnose_address (&self);
  for (guint i = 0; i < services->len; i++)
    diagnose_service (&self, g_ptr_array_index (services, i));
  rrm_ranking_sort (self.findings);
  join_changes (self.findings);

  return self.findings;
}
