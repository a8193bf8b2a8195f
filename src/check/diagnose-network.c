/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

#include <gio/gio.h>

static void
set_other (RrmFinding *finding,
           const char *host,
           guint16 port)
{
  rrm_finding_set_detail (finding, "other-host", host);
  rrm_finding_set_number (finding, "other-port", port);
}

/* Silence says that something is in the way only at a port where the server is known to be, or, for
 * a host that the map does not know, at a usual one. */
static gboolean
is_expected_port (RrmDiagnosis *self,
                  const RrmFailure *failure)
{
  guint16 port = rrm_service_settings_get_port (failure->settings);
  g_autoptr (RrmServiceSettings) known = rrm_provider_map_get_host_settings (
    self->map, rrm_service_settings_get_host (failure->settings), failure->protocol);

  return known != NULL ? rrm_service_settings_get_port (known) == port
                       : rrm_port_is_usual (failure->protocol, port);
}

/* Another port of the same host answers as it should. */
static void
diagnose_other_port (RrmDiagnosis *self,
                     const RrmFailure *failure)
{
  gboolean silent = failure->fault->kind != RRM_FAULT_REFUSED;
  const RrmProbe *probe = rrm_evidence_find_port (self, failure->service, FALSE);
  RrmFinding *finding;

  /* A right port that swallows everything is no slip of the person. */
  if (probe == NULL || (silent && is_expected_port (self, failure)))
    return;

  finding = rrm_diagnosis_add_failure (self, failure, RRM_FINDING_WRONG_PORT);
  rrm_finding_set_number (finding, "expected-port", probe->port);
  rrm_finding_set_server_said (finding, probe->text);
  rrm_finding_set_change (finding, rrm_change_to_probe (failure->settings, probe));
}

/* Nobody answers the call, or somebody takes it who never says a word, by IPv4 as well, while
 * another port of the same host is answered as it should be. */
static gboolean
is_dead (RrmDiagnosis *self,
         const RrmFailure *failure)
{
  if (failure->fault->kind != RRM_FAULT_TIMED_OUT)
    return FALSE;
  if (failure->step == RRM_STEP_NAME_CONNECT)
    return TRUE;

  return rrm_failure_is_early (failure) && !failure->fault->talked &&
         rrm_evidence_find_port (self, failure->service, FALSE) != NULL &&
         rrm_evidence_find (self, failure->service, RRM_PROBE_FAMILY, RRM_PROBE_ANSWERED) == NULL;
}

/* The port is silent from here, while the host or its siblings are there. */
static void
diagnose_blocked_port (RrmDiagnosis *self,
                       const RrmFailure *failure)
{
  const RrmProbe *probe = rrm_evidence_find_port (self, failure->service, FALSE);
  RrmFinding *finding;
  const char *host = NULL;
  guint16 port = 0;

  if (!is_dead (self, failure) || !is_expected_port (self, failure))
    return;
  if (!rrm_evidence_host_alive (self, failure->service, &host, &port) &&
      !rrm_evidence_sibling_alive (self, failure->service, &host, &port))
    return;

  finding = rrm_diagnosis_add_failure (self, failure, RRM_FINDING_PORT_BLOCKED);
  set_other (finding, host, port);
  if (probe == NULL)
    return;
  rrm_finding_set_number (finding, "expected-port", probe->port);
  rrm_finding_set_change (finding, rrm_change_to_probe (failure->settings, probe));
}

/* Whose fault silence, refusal or reset is, by what else answered. */
static RrmWhere
get_where (RrmDiagnosis *self,
           const RrmFailure *failure,
           RrmFindingCode code)
{
  gboolean own = rrm_diagnosis_is_own_host (self, failure->settings);
  gboolean host_alive = rrm_evidence_host_alive (self, failure->service, NULL, NULL);
  gboolean sibling_alive = rrm_evidence_sibling_alive (self, failure->service, NULL, NULL);

  if (rrm_diagnosis_find (self, failure->service, RRM_FINDING_WRONG_PORT) != NULL)
    return RRM_WHERE_SETTINGS;
  if (rrm_diagnosis_find (self, failure->service, RRM_FINDING_PORT_BLOCKED) != NULL)
    return RRM_WHERE_NETWORK;
  if (rrm_diagnosis_find (self, NULL, RRM_FINDING_PROVIDER_OUTAGE) != NULL)
    return RRM_WHERE_PROVIDER;
  if (rrm_evidence_portal (self) || rrm_evidence_network_fails (self))
    return RRM_WHERE_NETWORK;
  if (own && (host_alive || sibling_alive || rrm_evidence_network_works (self)))
    return RRM_WHERE_PROVIDER;
  if (!own && host_alive && code != RRM_FINDING_CONNECTION_RESET)
    return RRM_WHERE_SETTINGS;

  return rrm_finding_code_get_where (code);
}

static void
add_connection (RrmDiagnosis *self,
                const RrmFailure *failure,
                RrmFindingCode code)
{
  RrmFinding *finding;
  const char *host = NULL;
  guint16 port = 0;

  diagnose_other_port (self, failure);
  diagnose_blocked_port (self, failure);
  finding = rrm_diagnosis_add_failure (self, failure, code);
  rrm_finding_set_where (finding, get_where (self, failure, code));
  if (rrm_evidence_host_alive (self, failure->service, &host, &port) ||
      rrm_evidence_sibling_alive (self, failure->service, &host, &port))
    set_other (finding, host, port);
}

static void
add_name (RrmDiagnosis *self,
          const RrmFailure *failure,
          RrmFindingCode code)
{
  RrmFinding *finding = rrm_diagnosis_add_failure (self, failure, code);

  if (code == RRM_FINDING_DNS_UNAVAILABLE)
    return;
  /* A name of the map is spelled right: who looks it up is at fault. */
  if (rrm_diagnosis_is_family_host (self, rrm_service_settings_get_host (failure->settings)))
    rrm_finding_set_where (finding, RRM_WHERE_NETWORK);
  else
    rrm_finding_set_change (finding, rrm_change_to_map (self, failure->settings));
}

static void
add_silence (RrmDiagnosis *self,
             const RrmFailure *failure)
{
  RrmStepReport *step = rrm_service_report_get_step (failure->service, failure->step);
  RrmFinding *finding;

  if (rrm_failure_is_early (failure))
    {
      diagnose_other_port (self, failure);
      diagnose_blocked_port (self, failure);
    }
  finding = rrm_diagnosis_add_failure (self, failure, RRM_FINDING_SERVER_TOO_SLOW);
  if (rrm_step_report_get_elapsed (step) > 0)
    rrm_finding_set_number (finding, "seconds",
                            (guint64) (rrm_step_report_get_elapsed (step) + G_USEC_PER_SEC / 2) /
                              G_USEC_PER_SEC);
}

/**
 * diagnose_network:
 * @self: what is known
 * @failure: a fault of names or of the connection, at any step but the delivery
 *
 * Names, the way to the server, and hang-ups.
 */
void
diagnose_network (RrmDiagnosis *self,
                  const RrmFailure *failure)
{
  gboolean connecting = failure->step == RRM_STEP_NAME_CONNECT;

  switch (failure->fault->kind)
    {
    case RRM_FAULT_NAME_NOT_FOUND:
      add_name (self, failure, RRM_FINDING_HOST_NOT_FOUND);
      break;
    case RRM_FAULT_NAME_NO_ADDRESS:
      add_name (self, failure, RRM_FINDING_HOST_HAS_NO_ADDRESS);
      break;
    case RRM_FAULT_NAME_SERVER_FAILED:
      add_name (self, failure, RRM_FINDING_DNS_UNAVAILABLE);
      break;
    case RRM_FAULT_REFUSED:
      add_connection (self, failure, RRM_FINDING_CONNECTION_REFUSED);
      break;
    case RRM_FAULT_TIMED_OUT:
      if (failure->step == RRM_STEP_NAME_RESOLVE)
        add_name (self, failure, RRM_FINDING_DNS_UNAVAILABLE);
      else if (connecting)
        add_connection (self, failure, RRM_FINDING_CONNECTION_TIMED_OUT);
      else
        add_silence (self, failure);
      break;
    case RRM_FAULT_RESET:
      if (rrm_failure_is_early (failure))
        add_connection (self, failure, RRM_FINDING_CONNECTION_RESET);
      else
        rrm_diagnosis_add_failure (self, failure, RRM_FINDING_SERVER_CLOSED_CONNECTION);
      break;
    case RRM_FAULT_UNREACHABLE:
      rrm_diagnosis_add_failure (self, failure, RRM_FINDING_NETWORK_UNREACHABLE);
      break;
    default:
      /* Closed, or an error of the socket that has no name of its own. */
      rrm_diagnosis_add_failure (self, failure,
                                 connecting ? RRM_FINDING_NETWORK_UNREACHABLE
                                            : RRM_FINDING_SERVER_CLOSED_CONNECTION);
      break;
    }
}
