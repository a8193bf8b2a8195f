/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

/* TLS alerts: RFC 8446, section 6. */
#define ALERT_HANDSHAKE_FAILURE 40
#define ALERT_PROTOCOL_VERSION 70
#define ALERT_INSUFFICIENT_SECURITY 71

/* A second handshake that succeeded: with old versions, or with TLS 1.2 alone. */
static const RrmProbe *
find_handshake (RrmDiagnosis *self,
                RrmServiceReport *service,
                gboolean legacy)
{
  GPtrArray *probes = rrm_report_get_probes (self->report);

  for (guint i = 0; i < probes->len; i++)
    {
      const RrmProbe *probe = g_ptr_array_index (probes, i);

      if (probe->kind == RRM_PROBE_TLS && probe->result == RRM_PROBE_ANSWERED &&
          probe->legacy == legacy && probe->service == rrm_service_report_get_protocol (service))
        return probe;
    }

  return NULL;
}

static gboolean
is_old_version (const char *version)
{
  return version != NULL && (g_str_equal (version, "TLS1.1") || g_str_equal (version, "TLS1.0") ||
                             g_str_has_prefix (version, "SSL"));
}

static RrmFindingCode
name_handshake (const RrmFailure *failure,
                const RrmProbe *modern,
                const RrmProbe *legacy)
{
  guint alert = failure->fault->kind == RRM_FAULT_TLS_ALERT ? failure->fault->alert : 0;

  if (legacy != NULL && modern == NULL && is_old_version (legacy->text))
    return RRM_FINDING_TLS_VERSION_TOO_OLD;
  if (failure->fault->kind == RRM_FAULT_TLS_VERSION || alert == ALERT_PROTOCOL_VERSION)
    return RRM_FINDING_TLS_VERSION_TOO_OLD;
  if (alert == ALERT_HANDSHAKE_FAILURE || alert == ALERT_INSUFFICIENT_SECURITY)
    return RRM_FINDING_TLS_NO_COMMON_CIPHER;
  if (modern != NULL)
    return RRM_FINDING_TLS_RESET;

  return RRM_FINDING_TLS_FAILED;
}

static void
add_handshake (RrmDiagnosis *self,
               const RrmFailure *failure)
{
  const RrmProbe *modern = find_handshake (self, failure->service, FALSE);
  const RrmProbe *legacy = find_handshake (self, failure->service, TRUE);
  RrmFindingCode code = name_handshake (failure, modern, legacy);
  RrmFinding *finding = rrm_diagnosis_add_failure (self, failure, code);

  if (code == RRM_FINDING_TLS_RESET)
    rrm_finding_set_detail (finding, "found-version", modern->text);
  else if (code == RRM_FINDING_TLS_VERSION_TOO_OLD && legacy != NULL)
    rrm_finding_set_detail (finding, "found-version", legacy->text);
  if (failure->fault->kind == RRM_FAULT_TLS_ALERT)
    rrm_finding_set_number (finding, "alert", failure->fault->alert);
}

/* Encryption broke after it had come about: nothing of the handshake, or of the settings, is told
 * by that. An alert is an end that the server wanted; anything else is no answer at all. */
static void
add_break (RrmDiagnosis *self,
           const RrmFailure *failure)
{
  rrm_diagnosis_add_failure (self, failure,
                             failure->fault->kind == RRM_FAULT_TLS_ALERT
                               ? RRM_FINDING_SERVER_CLOSED_CONNECTION
                               : RRM_FINDING_MALFORMED_REPLY);
}

/* It hung up, or went silent, in the handshake. What a second one showed decides; a port that
 * speaks in clear text may do the same. */
static void
diagnose_hang_up (RrmDiagnosis *self,
                  const RrmFailure *failure)
{
  const RrmProbe *clear =
    rrm_evidence_find (self, failure->service, RRM_PROBE_CLEARTEXT, RRM_PROBE_ANSWERED);

  if (find_handshake (self, failure->service, FALSE) != NULL ||
      find_handshake (self, failure->service, TRUE) != NULL)
    add_handshake (self, failure);
  else if (clear != NULL && clear->seen == rrm_seen_of_protocol (failure->protocol))
    rrm_finding_set_server_said (
      rrm_diagnosis_add_mode_mismatch (self, failure, RRM_SECURITY_STARTTLS), clear->text);
  else if (failure->fault->kind == RRM_FAULT_CLOSED)
    add_handshake (self, failure);
  else
    diagnose_network (self, failure);
}

/* STARTTLS that is not there or not to be had. */
static void
diagnose_starttls (RrmDiagnosis *self,
                   const RrmFailure *failure)
{
  RrmFindingCode code = RRM_FINDING_OFFLINE;
  RrmReplyStrength strength = RRM_REPLY_BARE;
  RrmFinding *finding;

  /* A refusal of STARTTLS can be a refusal of something else. */
  if (failure->fault->reply != NULL &&
      rrm_reply_table_explain (self->replies, failure->protocol, failure->step,
                               failure->fault->reply, &code, &strength) &&
      strength == RRM_REPLY_AUP)
    {
      rrm_diagnosis_add_reply (self, failure, code, failure->fault->reply);
      return;
    }
  if (failure->fault->kind == RRM_FAULT_STARTTLS_REFUSED)
    {
      rrm_diagnosis_add_failure (self, failure, RRM_FINDING_STARTTLS_REFUSED);
      return;
    }

  finding = rrm_diagnosis_add_failure (self, failure, RRM_FINDING_STARTTLS_NOT_OFFERED);
  rrm_finding_set_change (finding, rrm_change_to_encryption (self, failure->service));
  rrm_finding_set_expected_port (finding, failure->settings);
}

/**
 * diagnose_tls:
 * @self: what is known
 * @failure: a fault on the way to encryption
 *
 * STARTTLS and the handshake; certificates have a place of their own.
 */
void
diagnose_tls (RrmDiagnosis *self,
              const RrmFailure *failure)
{
  switch (failure->fault->kind)
    {
    case RRM_FAULT_STARTTLS_NOT_OFFERED:
    case RRM_FAULT_STARTTLS_REFUSED:
      diagnose_starttls (self, failure);
      break;
    case RRM_FAULT_STARTTLS_INJECTION:
    case RRM_FAULT_PREAUTH:
      rrm_diagnosis_add_failure (self, failure, RRM_FINDING_STARTTLS_INJECTION);
      break;
    case RRM_FAULT_CERTIFICATE:
      diagnose_certificate (self, failure);
      break;
    case RRM_FAULT_RESET:
    case RRM_FAULT_CLOSED:
    case RRM_FAULT_TIMED_OUT:
      diagnose_hang_up (self, failure);
      break;
    default:
      if (rrm_failure_is_late (failure))
        add_break (self, failure);
      else
        add_handshake (self, failure);
      break;
    }
}
