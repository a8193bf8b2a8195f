/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"
#include "check/prober.h"

#include <gio/gio.h>

/* What concerns the whole way and no single server: told once, where it shows first. */

/* How much longer than IPv4 a family may take before it counts as dead. */
#define SLOWER 4

static gboolean
is_way_fault (const RrmFailure *failure)
{
  switch (failure->fault->kind)
    {
    case RRM_FAULT_NOT_TLS:
    case RRM_FAULT_TLS_ALERT:
    case RRM_FAULT_TLS_VERSION:
    case RRM_FAULT_TLS_FAILED:
    case RRM_FAULT_CERTIFICATE:
    case RRM_FAULT_WRONG_PROTOCOL:
    case RRM_FAULT_MALFORMED:
      return TRUE;
    default:
      return rrm_failure_is_early (failure) && failure->fault->kind <= RRM_FAULT_NETWORK;
    }
}

static gboolean
find_first (RrmDiagnosis *self,
            gboolean (*fits) (const RrmFailure *failure),
            RrmFailure *failure)
{
  GPtrArray *services = rrm_report_get_services (self->report);

  for (guint i = 0; i < services->len; i++)
    if (rrm_failure_find (g_ptr_array_index (services, i), failure) && fits (failure))
      return TRUE;

  return FALSE;
}

static gboolean
is_reach_fault (const RrmFailure *failure)
{
  return failure->step <= RRM_STEP_NAME_CONNECT;
}

static gboolean
is_family_fault (const RrmFailure *failure)
{
  return rrm_failure_is_early (failure) &&
         g_strv_contains (rrm_provider_map_get_hosts (rrm_provider_map_get_default ()),
                          rrm_service_settings_get_host (failure->settings));
}

/**
 * diagnose_surroundings:
 * @self: what is known
 *
 * No network at all, a login page in place of the servers, and an outage at the provider.
 */
void
diagnose_surroundings (RrmDiagnosis *self)
{
  g_autofree char *hosts = NULL;
  RrmFailure failure;
  RrmFinding *finding;
  guint n_tried = 0;

  if (!rrm_report_get_network_usable (self->report) && find_first (self, is_reach_fault, &failure))
    {
      rrm_diagnosis_add_failure (self, &failure, RRM_FINDING_OFFLINE);
      return;
    }
  if (rrm_evidence_portal (self) && find_first (self, is_way_fault, &failure))
    rrm_diagnosis_add_failure (self, &failure, RRM_FINDING_CAPTIVE_PORTAL);

  if (rrm_evidence_outage (self, &hosts, &n_tried) && find_first (self, is_family_fault, &failure))
    {
      finding = rrm_diagnosis_add_failure (self, &failure, RRM_FINDING_PROVIDER_OUTAGE);
      rrm_finding_set_detail (finding, "hosts", hosts);
      rrm_finding_set_number (finding, "n-tried", n_tried);
    }
}

/* An address without a route is none that is broken: many networks have no IPv6 at all. And a
 * server on this computer may well listen at one of the two alone, unless it stands for another by
 * wish. */
static gboolean
is_lost_ipv6 (const RrmAttempt *attempt)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (attempt->address);
  gboolean local = address != NULL && g_inet_address_get_is_loopback (address);

  return attempt->ipv6 && !attempt->connected && (attempt->redirected || !local);
}

static gboolean
is_broken_ipv6 (const RrmAttempt *attempt)
{
  return is_lost_ipv6 (attempt) &&
         (attempt->fault == RRM_FAULT_REFUSED || attempt->fault == RRM_FAULT_TIMED_OUT ||
          attempt->fault == RRM_FAULT_RESET);
}

static const RrmAttempt *
find_connected (RrmServiceReport *service,
                gboolean ipv6)
{
  GPtrArray *attempts = rrm_service_report_get_attempts (service);

  for (guint i = 0; i < attempts->len; i++)
    {
      const RrmAttempt *attempt = g_ptr_array_index (attempts, i);

      if (attempt->connected && attempt->ipv6 == ipv6)
        return attempt;
    }

  return NULL;
}

/* A second call, for which there was time enough, got no answer either. A family without a route is
 * none that is broken. */
static gboolean
is_dead_by_second_call (RrmDiagnosis *self,
                        RrmServiceReport *service,
                        const RrmAttempt *winner)
{
  const RrmProbe *probe = rrm_evidence_find (self, service, RRM_PROBE_FAMILY, RRM_PROBE_FAILED);

  if (probe == NULL)
    probe = rrm_evidence_find (self, service, RRM_PROBE_FAMILY, RRM_PROBE_REFUSED);

  return probe != NULL && probe->ipv6 &&
         (probe->fault == RRM_FAULT_TIMED_OUT || probe->fault == RRM_FAULT_RESET ||
          probe->fault == RRM_FAULT_REFUSED) &&
         winner->elapsed * SLOWER < RRM_PROBE_GRACE_MS * 1000;
}

static const RrmAttempt *
find_broken (RrmDiagnosis *self,
             RrmServiceReport *service,
             const RrmAttempt *winner)
{
  GPtrArray *attempts = rrm_service_report_get_attempts (service);

  for (guint i = 0; i < attempts->len; i++)
    if (is_broken_ipv6 (g_ptr_array_index (attempts, i)))
      return g_ptr_array_index (attempts, i);
  if (!is_dead_by_second_call (self, service, winner))
    return NULL;
  for (guint i = 0; i < attempts->len; i++)
    if (is_lost_ipv6 (g_ptr_array_index (attempts, i)) &&
        ((const RrmAttempt *) g_ptr_array_index (attempts, i))->fault == RRM_FAULT_CANCELLED)
      return g_ptr_array_index (attempts, i);

  return NULL;
}

/* The server was reached by IPv6, said nothing, and answers by IPv4. */
static gboolean
fails_by_ipv6_alone (RrmDiagnosis *self,
                     RrmServiceReport *service)
{
  const RrmProbe *probe =
    rrm_evidence_find (self, service, RRM_PROBE_FAMILY, RRM_PROBE_ANSWERED);
  RrmFailure failure;

  return rrm_failure_find (service, &failure) && rrm_failure_is_early (&failure) &&
         find_connected (service, TRUE) != NULL && probe != NULL && !probe->ipv6;
}

/**
 * diagnose_ipv6:
 * @self: what is known
 * @service: a service
 *
 * IPv6 that fails where IPv4 works: told once, and as an error only where the test fails by it.
 */
void
diagnose_ipv6 (RrmDiagnosis *self,
               RrmServiceReport *service)
{
  const RrmAttempt *ipv4 = find_connected (service, FALSE);
  const RrmAttempt *broken =
    ipv4 != NULL ? find_broken (self, service, ipv4) : find_connected (service, TRUE);
  gboolean fails = fails_by_ipv6_alone (self, service);
  RrmFinding *finding;

  if (rrm_diagnosis_find (self, NULL, RRM_FINDING_IPV6_BROKEN) != NULL || broken == NULL ||
      (ipv4 == NULL && !fails))
    return;

  finding = rrm_diagnosis_add (self, service, RRM_STEP_NAME_CONNECT, RRM_FINDING_IPV6_BROKEN);
  rrm_finding_set_detail (finding, "ipv6-address", broken->address);
  rrm_finding_set_detail (finding, "ipv4-address", ipv4 != NULL ? ipv4->address : NULL);
  if (fails)
    rrm_finding_set_severity (finding, RRM_SEVERITY_ERROR);
}
