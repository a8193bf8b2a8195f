/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

#define MEGABYTE 1000000

static gboolean
is_signed_in (RrmServiceReport *service)
{
  return rrm_service_report_get_facts (service)->login_accepted;
}

/* Without a login, a server that wants one refuses the sender or the recipient in many words. */
static gboolean
is_explained_by_no_login (const RrmFailure *failure,
                          RrmFindingCode code)
{
  if (is_signed_in (failure->service) ||
      rrm_service_settings_get_auth (failure->settings) != RRM_AUTH_NONE)
    return FALSE;
  if (code == RRM_FINDING_RELAY_DENIED || code == RRM_FINDING_SENDER_NOT_LOGIN)
    return TRUE;

  return (code == RRM_FINDING_SENDER_REJECTED || code == RRM_FINDING_RECIPIENT_REJECTED) &&
         failure->fault->reply->code / 100 == 5;
}

/* Signs in with what the account has, and as the address where no name was set. */
static RrmChange *
change_to_login (RrmDiagnosis *self,
                 RrmServiceSettings *settings)
{
  RrmChange *change = rrm_change_of_string (settings, "auth", rrm_auth_to_string (RRM_AUTH_AUTO));
  g_autofree char *key = rrm_change_key (settings, "username");

  if (rrm_service_settings_get_username (settings)[0] == '\0' && self->address != NULL)
    rrm_change_set_string (change, key, rrm_address_get_text (self->address));

  return change;
}

static void
add_auth_off (RrmDiagnosis *self,
              const RrmFailure *failure)
{
  RrmFinding *finding =
    rrm_diagnosis_add_reply (self, failure, RRM_FINDING_SMTP_AUTH_OFF, failure->fault->reply);

  rrm_finding_set_change (finding, change_to_login (self, failure->settings));
}

/* An address of others has no mailbox at this provider to sign in to. */
static gboolean
may_sign_in_as_sender (RrmDiagnosis *self,
                       RrmServiceSettings *settings)
{
  return !rrm_diagnosis_is_provider_host (self, rrm_service_settings_get_host (settings)) ||
         (self->domain != NULL && rrm_provider_map_has_domain (self->map, self->domain));
}

/* The login becomes that of the address: the servers let nobody write as somebody else. */
static RrmChange *
change_to_sender (RrmDiagnosis *self,
                  RrmServiceSettings *settings)
{
  RrmChange *change = rrm_change_new ();
  g_autofree char *auth = rrm_change_key (settings, "auth");
  g_autofree char *username = rrm_change_key (settings, "username");
  const char *address = self->address != NULL ? rrm_address_get_text (self->address) : NULL;

  if (rrm_service_settings_get_auth (settings) == RRM_AUTH_NONE)
    rrm_change_set_string (change, auth, rrm_auth_to_string (RRM_AUTH_AUTO));
  if (address != NULL &&
      g_ascii_strcasecmp (rrm_service_settings_get_username (settings), address) != 0)
    rrm_change_set_string (change, username, address);

  return change;
}

static RrmChange *
change_to_relay (RrmDiagnosis *self,
                 const RrmFailure *failure)
{
  if (rrm_service_settings_get_auth (failure->settings) == RRM_AUTH_NONE)
    return change_to_login (self, failure->settings);
  if (rrm_diagnosis_is_own_host (self, failure->settings))
    return NULL;

  return rrm_change_to_map (self, failure->settings);
}

/* Nothing in the settings is wrong where the right server took the login and says no. */
static void
set_relay (RrmDiagnosis *self,
           const RrmFailure *failure,
           RrmFinding *finding)
{
  rrm_finding_set_change (finding, change_to_relay (self, failure));
  if (!is_signed_in (failure->service))
    return;
  rrm_finding_set_detail (finding, "signed-in", "yes");
  if (rrm_diagnosis_is_own_host (self, failure->settings))
    rrm_finding_set_where (finding, RRM_WHERE_PROVIDER);
}

static RrmChange *
change_to_ipv4 (void)
{
  RrmChange *change = rrm_change_new ();

  rrm_change_set_string (change, "outgoing.ip", "ipv4");

  return change;
}

static void
add_envelope (RrmDiagnosis *self,
              const RrmFailure *failure,
              RrmFindingCode code)
{
  RrmFinding *finding = rrm_diagnosis_add_reply (self, failure, code, failure->fault->reply);
  guint64 limit = rrm_service_report_get_facts (failure->service)->size_limit;

  rrm_finding_set_detail (finding, "address", rrm_account_get_address (self->account));
  if (code == RRM_FINDING_SENDER_NOT_LOGIN && may_sign_in_as_sender (self, failure->settings))
    rrm_finding_set_change (finding, change_to_sender (self, failure->settings));
  else if (code == RRM_FINDING_RELAY_DENIED)
    set_relay (self, failure, finding);
  else if (code == RRM_FINDING_IPV6_NOT_ACCEPTED && !rrm_account_get_ipv4_only (self->account))
    rrm_finding_set_change (finding, change_to_ipv4 ());
  else if (code == RRM_FINDING_MESSAGE_TOO_LARGE && limit >= MEGABYTE)
    rrm_finding_set_number (finding, "size-limit", limit / MEGABYTE);
}

/* What asks for a login of somebody who has signed in is another refusal. And the server that the
 * map names for the address is the right one, though it takes no mail (RFC 7504). */
static RrmFindingCode
adjust (RrmDiagnosis *self,
        const RrmFailure *failure,
        RrmFindingCode code)
{
  if (code == RRM_FINDING_RELAY_DENIED && failure->step < RRM_STEP_NAME_SENDER &&
      rrm_diagnosis_is_own_host (self, failure->settings))
    return RRM_FINDING_SERVER_BUSY;
  if (code != RRM_FINDING_SMTP_AUTH_OFF || !is_signed_in (failure->service))
    return code;

  return failure->step == RRM_STEP_NAME_SENDER ? RRM_FINDING_SENDER_REJECTED
                                               : RRM_FINDING_RELAY_DENIED;
}

/**
 * diagnose_reply:
 * @self: what is known
 * @failure: a step that ended with a refusal
 *
 * What the server's no means, by the table of replies and by these settings.
 */
void
diagnose_reply (RrmDiagnosis *self,
                const RrmFailure *failure)
{
  RrmFindingCode code = RRM_FINDING_MALFORMED_REPLY;
  gboolean outgoing = failure->protocol == RRM_PROTOCOL_SMTP;

  if (failure->fault->reply == NULL ||
      !rrm_reply_table_explain (self->replies, failure->protocol, failure->step,
                                failure->fault->reply, &code, NULL))
    {
      rrm_diagnosis_add_failure (self, failure, RRM_FINDING_MALFORMED_REPLY);
      return;
    }

  code = adjust (self, failure, code);
  if (outgoing && is_explained_by_no_login (failure, code))
    add_auth_off (self, failure);

  switch (code)
    {
    case RRM_FINDING_SMTP_AUTH_OFF:
      add_auth_off (self, failure);
      break;
    case RRM_FINDING_PASSWORD_REJECTED:
    case RRM_FINDING_AUTH_MECHANISM_UNSUPPORTED:
    case RRM_FINDING_LOGIN_DISABLED:
    case RRM_FINDING_SMTP_AUTH_NOT_OFFERED:
      diagnose_login (self, failure, code);
      break;
    default:
      add_envelope (self, failure, code);
      break;
    }
}

/* A message that has left without an answer, and that nobody has seen. */
static gboolean
is_unknown (RrmDiagnosis *self,
            RrmServiceReport *service)
{
  RrmServiceReport *incoming = rrm_report_get_incoming (self->report);
  RrmStepReport *deliver =
    service != NULL ? rrm_service_report_get_step (service, RRM_STEP_NAME_DELIVER) : NULL;

  return deliver != NULL && rrm_step_report_get_status (deliver) == RRM_STATUS_WARNED &&
         (incoming == NULL || !rrm_service_report_passed (incoming, RRM_STEP_NAME_RECEIVE));
}

static void
add_not_seen (RrmDiagnosis *self,
              const RrmFailure *failure)
{
  RrmStepReport *step = rrm_service_report_get_step (failure->service, failure->step);
  RrmFinding *finding =
    rrm_diagnosis_add_failure (self, failure, RRM_FINDING_DELIVERY_NOT_SEEN);
  gint64 seconds = (rrm_step_report_get_elapsed (step) + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC;

  if (seconds > 0)
    rrm_finding_set_number (finding, "seconds", (guint64) seconds);
}

/**
 * diagnose_delivery:
 * @self: what is known
 * @service: a service
 *
 * A message that was handed over without an answer, one that did not come, and one that came as
 * junk.
 */
void
diagnose_delivery (RrmDiagnosis *self,
                   RrmServiceReport *service)
{
  RrmStepReport *receive = rrm_service_report_get_step (service, RRM_STEP_NAME_RECEIVE);
  RrmFailure failure;

  if (is_unknown (self, service))
    rrm_diagnosis_add (self, service, RRM_STEP_NAME_DELIVER, RRM_FINDING_DELIVERY_UNKNOWN);
  if (receive != NULL && rrm_step_report_get_status (receive) == RRM_STATUS_WARNED)
    rrm_diagnosis_add (self, service, RRM_STEP_NAME_RECEIVE, RRM_FINDING_DELIVERY_TO_JUNK);
  /* What was perhaps never sent is not late. */
  if (rrm_failure_find (service, &failure) && rrm_failure_is_of_delivery (&failure) &&
      !is_unknown (self, rrm_report_get_outgoing (self->report)))
    add_not_seen (self, &failure);
}
