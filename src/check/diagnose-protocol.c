/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

#include <string.h>

/**
 * rrm_seen_of_protocol:
 * @protocol: a protocol
 *
 * Returns: what its servers look like
 */
RrmSeen
rrm_seen_of_protocol (RrmProtocol protocol)
{
  switch (protocol)
    {
    case RRM_PROTOCOL_IMAP:
      return RRM_SEEN_IMAP;
    case RRM_PROTOCOL_POP3:
      return RRM_SEEN_POP3;
    case RRM_PROTOCOL_SMTP:
    default:
      return RRM_SEEN_SMTP;
    }
}

/* Returns: whether it is another protocol of mail, and which */
static gboolean
get_protocol (RrmSeen seen,
              RrmProtocol *protocol)
{
  switch (seen)
    {
    case RRM_SEEN_IMAP:
      *protocol = RRM_PROTOCOL_IMAP;
      return TRUE;
    case RRM_SEEN_POP3:
      *protocol = RRM_PROTOCOL_POP3;
      return TRUE;
    case RRM_SEEN_SMTP:
      *protocol = RRM_PROTOCOL_SMTP;
      return TRUE;
    case RRM_SEEN_NOTHING:
    case RRM_SEEN_HTTP:
    case RRM_SEEN_TLS:
    case RRM_SEEN_OTHER:
    default:
      return FALSE;
    }
}

/* The port that fits the protocol: one that was seen, else the map's, else the usual one. Where the
 * port is no usual one of what was found, the protocol is what has to change. */
static RrmChange *
change_to_fit (RrmDiagnosis *self,
               const RrmFailure *failure,
               RrmProtocol found)
{
  RrmServiceSettings *settings = failure->settings;
  gboolean incoming = failure->protocol != RRM_PROTOCOL_SMTP && found != RRM_PROTOCOL_SMTP;
  RrmChange *change =
    rrm_change_to_probe (settings, rrm_evidence_find_port (self, failure->service, FALSE));
  g_autoptr (RrmServiceSettings) to = NULL;

  if (change == NULL)
    change = rrm_change_to_host (self, settings, rrm_service_settings_get_host (settings));
  if (change != NULL)
    return change;
  if (incoming && !rrm_port_is_usual (found, rrm_service_settings_get_port (settings)))
    return rrm_change_of_string (settings, "protocol", rrm_protocol_to_string (found));

  to = rrm_service_settings_copy (settings);
  rrm_service_settings_set_port (
    to, rrm_default_port (failure->protocol, rrm_service_settings_get_security (settings)));

  return rrm_change_to (settings, to);
}

/**
 * rrm_finding_set_expected_port:
 * @finding: a finding
 * @settings: the settings of its service
 *
 * Names the port that its change sets, if it sets one.
 */
void
rrm_finding_set_expected_port (RrmFinding *finding,
                               RrmServiceSettings *settings)
{
  RrmChange *change = rrm_finding_get_change (finding);
  g_autofree char *key = rrm_change_key (settings, "port");
  GVariant *port = change != NULL ? rrm_change_lookup (change, key) : NULL;

  if (port != NULL)
    rrm_finding_set_number (finding, "expected-port", g_variant_get_uint32 (port));
}

static void
add_wrong_protocol (RrmDiagnosis *self,
                    const RrmFailure *failure)
{
  RrmProtocol found = RRM_PROTOCOL_IMAP;
  gboolean mail = get_protocol (failure->fault->seen, &found);
  RrmFinding *finding;

  if (!mail && failure->fault->seen != RRM_SEEN_HTTP)
    {
      rrm_diagnosis_add_failure (self, failure, RRM_FINDING_MALFORMED_REPLY);
      return;
    }

  finding = rrm_diagnosis_add_failure (self, failure, RRM_FINDING_WRONG_PROTOCOL);
  rrm_finding_set_detail (finding, "protocol", rrm_protocol_to_string (failure->protocol));
  rrm_finding_set_detail (finding, "found-protocol",
                          mail ? rrm_protocol_to_string (found) : "http");
  if (mail)
    rrm_finding_set_change (finding, change_to_fit (self, failure, found));
  else if (!rrm_diagnosis_is_own_host (self, failure->settings))
    rrm_finding_set_change (finding, rrm_change_to_map (self, failure->settings));
  rrm_finding_set_expected_port (finding, failure->settings);
}

/**
 * rrm_diagnosis_add_mode_mismatch:
 * @self: what is known
 * @failure: what it rests on
 * @found: how the port is really spoken to
 *
 * Returns: (transfer none): a new finding, whose change keeps the port
 */
RrmFinding *
rrm_diagnosis_add_mode_mismatch (RrmDiagnosis *self,
                                 const RrmFailure *failure,
                                 RrmSecurity found)
{
  RrmFinding *finding =
    rrm_diagnosis_add_failure (self, failure, RRM_FINDING_TLS_MODE_MISMATCH);

  rrm_finding_set_detail (finding, "found-security", rrm_security_to_string (found));
  rrm_finding_set_change (
    finding, rrm_change_of_string (failure->settings, "security", rrm_security_to_string (found)));

  return finding;
}

/* "554 impout003 cmsmtp 192.0.2.1 blocked. AUP#Out-1130": the greeting that came where TLS was
 * expected can be a refusal, and that stands too. */
static void
add_refusal_in_greeting (RrmDiagnosis *self,
                         const RrmFailure *failure)
{
  const char *text = failure->fault->text;
  RrmReplyStrength strength = RRM_REPLY_BARE;
  RrmFindingCode code = RRM_FINDING_OFFLINE;
  g_autoptr (RrmReply) reply = NULL;
  g_autofree char *status = NULL;
  guint number;

  if (failure->protocol != RRM_PROTOCOL_SMTP || text == NULL || strlen (text) < 4)
    return;
  status = g_strndup (text, 3);
  number = (guint) g_ascii_strtoull (status, NULL, 10);
  if (number < 400)
    return;

  reply = rrm_reply_new (status, number, NULL, NULL, text + 4);
  if (rrm_reply_table_explain (self->replies, failure->protocol, RRM_STEP_NAME_GREETING, reply,
                               &code, &strength)
      && strength >= RRM_REPLY_WORDS)
    rrm_diagnosis_add_reply (self, failure, code, reply);
}

/**
 * diagnose_protocol:
 * @self: what is known
 * @failure: something else spoke than was expected
 *
 * Clear text for TLS, TLS for clear text, another protocol, and what is no protocol at all.
 */
void
diagnose_protocol (RrmDiagnosis *self,
                   const RrmFailure *failure)
{
  switch (failure->fault->kind)
    {
    case RRM_FAULT_NOT_TLS:
      if (failure->fault->seen == rrm_seen_of_protocol (failure->protocol))
        {
          rrm_diagnosis_add_mode_mismatch (self, failure, RRM_SECURITY_STARTTLS);
          add_refusal_in_greeting (self, failure);
        }
      else
        add_wrong_protocol (self, failure);
      break;
    case RRM_FAULT_TLS_EXPECTED:
      rrm_diagnosis_add_mode_mismatch (self, failure, RRM_SECURITY_TLS);
      break;
    case RRM_FAULT_WRONG_PROTOCOL:
      if (failure->fault->seen == RRM_SEEN_TLS)
        rrm_diagnosis_add_mode_mismatch (self, failure, RRM_SECURITY_TLS);
      else
        add_wrong_protocol (self, failure);
      break;
    default:
      rrm_diagnosis_add_failure (self, failure, RRM_FINDING_MALFORMED_REPLY);
      break;
    }
}
