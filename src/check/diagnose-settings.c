/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

#include <string.h>

/* RFC 9208 counts in units of 1024 octets. */
#define UNITS_PER_MEGABYTE 1024
#define FULL 100
#define NEARLY_FULL 90

static gboolean
is_signed_in (RrmServiceReport *service)
{
  return rrm_service_report_get_facts (service)->login_accepted;
}

/* The step that shows it: the one that failed, else the last that passed. */
static RrmStepName
get_telling_step (RrmServiceReport *service)
{
  GPtrArray *steps = rrm_service_report_get_steps (service);
  RrmStepName name = RRM_STEP_NAME_RESOLVE;
  RrmFailure failure;

  if (rrm_failure_find (service, &failure))
    return failure.step;
  for (guint i = 0; i < steps->len; i++)
    {
      RrmStepName step = rrm_step_report_get_name (g_ptr_array_index (steps, i));

      if (step <= RRM_STEP_NAME_LOGIN && rrm_service_report_passed (service, step))
        name = step;
    }

  return name;
}

static gboolean
get_host_code (RrmHostKind kind,
               RrmFindingCode *code)
{
  switch (kind)
    {
    case RRM_HOST_TYPO:
      *code = RRM_FINDING_HOST_TYPO;
      return TRUE;
    case RRM_HOST_RETIRED:
      *code = RRM_FINDING_HOST_RETIRED;
      return TRUE;
    case RRM_HOST_SECOND:
    case RRM_HOST_OTHER_ADDRESSES:
      *code = RRM_FINDING_HOST_FOR_OTHER_ADDRESSES;
      return TRUE;
    case RRM_HOST_UNKNOWN:
    case RRM_HOST_OWN:
    default:
      return FALSE;
    }
}

/**
 * diagnose_host:
 * @self: what is known
 * @service: a service
 *
 * What the map says of the host. Where the login passed all the same, or no step failed, an old or
 * foreign host is a warning; a name that works is no slip, and the second choice no fault.
 */
void
diagnose_host (RrmDiagnosis *self,
               RrmServiceReport *service)
{
  RrmServiceSettings *settings = rrm_service_report_get_settings (service);
  const char *expected = NULL;
  RrmHostKind kind = rrm_provider_map_classify_host (
    self->map, rrm_service_settings_get_host (settings), self->domain, &expected);
  RrmFindingCode code = RRM_FINDING_HOST_TYPO;
  RrmFinding *finding;
  RrmChange *change;
  RrmFailure failure;
  gboolean failed = rrm_failure_find (service, &failure) && !is_signed_in (service);

  if (!get_host_code (kind, &code) ||
      (!failed && (kind == RRM_HOST_TYPO || kind == RRM_HOST_SECOND)))
    return;
  /* Addresses of others: the host is not what has to change. */
  if (self->domain != NULL && rrm_provider_map_get_stranger (self->map, self->domain) != NULL)
    return;

  finding = rrm_diagnosis_add (self, service, get_telling_step (service), code);
  rrm_finding_set_severity (finding, failed ? RRM_SEVERITY_ERROR : RRM_SEVERITY_WARNING);
  if (failed && failure.fault->reply != NULL)
    rrm_finding_set_reply (finding, failure.fault->reply);
  rrm_finding_set_detail (finding, "expected-host", expected);
  rrm_finding_set_detail (finding, "domain", self->domain);
  change = rrm_change_to_map (self, settings);
  if (change == NULL && expected != NULL)
    change = rrm_change_to_host (self, settings, expected);
  rrm_finding_set_change (finding, change);
}

/* The family's servers take the part before the @ from old settings, but do not promise to. */
static void
diagnose_short_name (RrmDiagnosis *self,
                     RrmServiceReport *service)
{
  RrmServiceSettings *settings = rrm_service_report_get_settings (service);
  RrmFinding *finding;

  if (!is_signed_in (service) || self->domain == NULL ||
      !rrm_provider_map_has_domain (self->map, self->domain) ||
      !rrm_diagnosis_is_provider_host (self, rrm_service_settings_get_host (settings)) ||
      strchr (rrm_service_settings_get_username (settings), '@') != NULL)
    return;

  finding =
    rrm_diagnosis_add (self, service, RRM_STEP_NAME_LOGIN, RRM_FINDING_USERNAME_NEEDS_DOMAIN);
  rrm_finding_set_severity (finding, RRM_SEVERITY_WARNING);
  rrm_finding_set_detail (finding, "expected-username", rrm_address_get_text (self->address));
  rrm_finding_set_change (
    finding, rrm_change_of_string (settings, "username", rrm_address_get_text (self->address)));
}

static void
diagnose_cleartext (RrmDiagnosis *self,
                    RrmServiceReport *service)
{
  RrmFinding *finding;

  if (rrm_service_settings_get_security (rrm_service_report_get_settings (service)) !=
        RRM_SECURITY_NONE ||
      !rrm_service_report_passed (service, RRM_STEP_NAME_CONNECT) ||
      rrm_diagnosis_find (self, service, RRM_FINDING_LOGIN_DISABLED) != NULL)
    return;

  finding =
    rrm_diagnosis_add (self, service, get_telling_step (service), RRM_FINDING_CLEARTEXT_CHOSEN);
  rrm_finding_set_detail (finding, "works", is_signed_in (service) ? "yes" : NULL);
  rrm_finding_set_change (finding, rrm_change_to_encryption (self, service));
}

static void
diagnose_removal (RrmDiagnosis *self,
                  RrmServiceReport *service)
{
  RrmFinding *finding;
  RrmChange *change;

  if (rrm_service_report_get_protocol (service) != RRM_PROTOCOL_POP3 ||
      rrm_account_get_leave_on_server (self->account))
    return;

  finding =
    rrm_diagnosis_add (self, service, get_telling_step (service), RRM_FINDING_POP_REMOVES_MAIL);
  change = rrm_change_new ();
  rrm_change_set_boolean (change, "incoming.leave-on-server", TRUE);
  rrm_finding_set_change (finding, change);
}

/**
 * diagnose_settings:
 * @self: what is known
 * @service: a service
 *
 * Settings that work and yet should be others.
 */
void
diagnose_settings (RrmDiagnosis *self,
                   RrmServiceReport *service)
{
  diagnose_short_name (self, service);
  diagnose_cleartext (self, service);
  diagnose_removal (self, service);
}

/**
 * diagnose_mailbox:
 * @self: what is known
 * @service: a service
 *
 * How full the mailbox is.
 */
void
diagnose_mailbox (RrmDiagnosis *self,
                  RrmServiceReport *service)
{
  const RrmServiceFacts *facts = rrm_service_report_get_facts (service);
  RrmFinding *finding;
  guint64 percent;

  if (!facts->has_quota || facts->quota_limit == 0)
    return;
  percent = (guint64) ((double) facts->quota_used * 100.0 / (double) facts->quota_limit);
  if (percent < NEARLY_FULL)
    return;

  finding = rrm_diagnosis_add (
    self, service, RRM_STEP_NAME_MAILBOX,
    percent >= FULL ? RRM_FINDING_MAILBOX_FULL : RRM_FINDING_MAILBOX_NEARLY_FULL);
  rrm_finding_set_number (finding, "quota-percent", percent);
  rrm_finding_set_number (finding, "quota-used", facts->quota_used / UNITS_PER_MEGABYTE);
  rrm_finding_set_number (finding, "quota-limit", facts->quota_limit / UNITS_PER_MEGABYTE);
}
