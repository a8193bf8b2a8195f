/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

#include <string.h>

/* The special characters that the provider's mail servers are known to take (SUMO 1488695). */
#define TAKEN_SPECIALS "!@#$%-_"

static RrmSecret *
get_password (RrmDiagnosis *self,
              RrmServiceReport *service)
{
  return rrm_account_get_password (
    self->account, rrm_service_report_get_protocol (service) == RRM_PROTOCOL_SMTP);
}

static RrmServiceReport *
get_other (RrmDiagnosis *self,
           RrmServiceReport *service)
{
  return rrm_service_report_get_protocol (service) == RRM_PROTOCOL_SMTP
           ? rrm_report_get_incoming (self->report)
           : rrm_report_get_outgoing (self->report);
}

static const char *
get_username (RrmServiceReport *service)
{
  return rrm_service_settings_get_username (rrm_service_report_get_settings (service));
}

/* The same name was taken by the other server, with the password that it was given. Which of two
 * typed passwords is the wrong one, the person knows once it is said that one of them was taken. */
static gboolean
is_accepted_elsewhere (RrmDiagnosis *self,
                       RrmServiceReport *service)
{
  RrmServiceReport *other = get_other (self, service);

  return other != NULL && rrm_service_report_get_facts (other)->login_accepted &&
         g_ascii_strcasecmp (get_username (service), get_username (other)) == 0;
}

static gboolean
has_unusual_characters (const RrmSecret *password)
{
  gsize length = 0;
  const char *bytes = rrm_secret_peek (password, &length);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (bytes[i])
        && (bytes[i] == '\0' || strchr (TAKEN_SPECIALS, bytes[i]) == NULL))
      return TRUE;

  return FALSE;
}

/* The provider's two-password state: no server that was asked took the password. */
static void
diagnose_two_passwords (RrmDiagnosis *self,
                        const RrmFailure *failure)
{
  RrmServiceReport *other = get_other (self, failure->service);
  RrmSecret *password = get_password (self, failure->service);
  RrmFinding *finding;

  if (self->domain == NULL || !rrm_provider_map_has_domain (self->map, self->domain) ||
      !rrm_diagnosis_is_provider_host (self, rrm_service_settings_get_host (failure->settings)) ||
      (other != NULL && rrm_service_report_get_facts (other)->login_accepted) ||
      rrm_diagnosis_find (self, NULL, RRM_FINDING_WEB_PASSWORD_NOT_MAIL_PASSWORD) != NULL)
    return;

  finding = rrm_diagnosis_add_failure (self, failure, RRM_FINDING_WEB_PASSWORD_NOT_MAIL_PASSWORD);
  rrm_finding_set_severity (finding, RRM_SEVERITY_INFO);
  if (password != NULL && has_unusual_characters (password))
    rrm_finding_set_detail (finding, "unusual-characters", "yes");
}

static void
add_rejected (RrmDiagnosis *self,
              const RrmFailure *failure)
{
  RrmFinding *finding = rrm_diagnosis_add_reply (self, failure, RRM_FINDING_PASSWORD_REJECTED,
                                                 failure->fault->reply);
  g_autofree char *hint = self->address != NULL
                            ? rrm_provider_map_hint_for_username (self->map, self->address)
                            : NULL;
  const char *second =
    self->domain != NULL ? rrm_provider_map_get_second_host (self->map, self->domain) : NULL;

  if (second != NULL && rrm_diagnosis_is_own_host (self, failure->settings))
    rrm_finding_set_detail (finding, "other-host", second);
  if (hint != NULL && g_ascii_strcasecmp (hint, get_username (failure->service)) != 0)
    rrm_finding_set_detail (finding, "username-hint", hint);
  diagnose_two_passwords (self, failure);
}

static RrmChange *
change_to_trimmed (void)
{
  RrmChange *change = rrm_change_new ();

  rrm_change_set_string (change, "password", "trim");

  return change;
}

/* A server that is none for this address, or an address that is none of this provider: whoever asks
 * there is told no, whatever the password is. */
static gboolean
is_explained (RrmDiagnosis *self,
              const RrmFailure *failure)
{
  static const RrmFindingCode of_host[] = { RRM_FINDING_HOST_TYPO, RRM_FINDING_HOST_RETIRED,
                                            RRM_FINDING_HOST_FOR_OTHER_ADDRESSES };
  g_autofree char *meant = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (of_host); i++)
    if (rrm_diagnosis_find (self, failure->service, of_host[i]) != NULL)
      return TRUE;
  if (rrm_diagnosis_find (self, NULL, RRM_FINDING_NOT_THIS_PROVIDER) != NULL)
    return TRUE;

  /* A domain that is only likelier than this one explains nothing yet. */
  meant =
    self->domain != NULL ? rrm_provider_map_correct_domain (self->map, self->domain) : NULL;

  return meant != NULL;
}

static void
add_explained (RrmDiagnosis *self,
               const RrmFailure *failure)
{
  RrmFinding *finding = rrm_diagnosis_add_reply (self, failure, RRM_FINDING_PASSWORD_REJECTED,
                                                 failure->fault->reply);

  rrm_finding_set_severity (finding, RRM_SEVERITY_INFO);
  rrm_finding_set_detail (finding, "explained", "yes");
}

/* The name or the password: the first of these that fits. */
static void
diagnose_refused (RrmDiagnosis *self,
                  const RrmFailure *failure)
{
  const RrmReply *reply = failure->fault->reply;
  RrmSecret *password = get_password (self, failure->service);
  RrmFinding *finding;

  if (strchr (get_username (failure->service), '@') == NULL && self->address != NULL)
    {
      const char *address = rrm_address_get_text (self->address);

      finding =
        rrm_diagnosis_add_reply (self, failure, RRM_FINDING_USERNAME_NEEDS_DOMAIN, reply);
      rrm_finding_set_detail (finding, "expected-username", address);
      rrm_finding_set_change (finding,
                              rrm_change_of_string (failure->settings, "username", address));
    }
  else if (password != NULL && rrm_secret_has_edge_blanks (password))
    {
      finding =
        rrm_diagnosis_add_reply (self, failure, RRM_FINDING_PASSWORD_HAS_STRAY_SPACE, reply);
      rrm_finding_set_change (finding, change_to_trimmed ());
    }
  else if (is_explained (self, failure))
    add_explained (self, failure);
  else if (is_accepted_elsewhere (self, failure->service))
    {
      RrmServiceReport *other = get_other (self, failure->service);

      finding = rrm_diagnosis_add_reply (self, failure, RRM_FINDING_PASSWORDS_DIFFER, reply);
      rrm_finding_set_detail (finding, "accepted-by",
                              rrm_protocol_to_string (rrm_service_report_get_protocol (other)));
    }
  else
    add_rejected (self, failure);
}

/**
 * diagnose_login:
 * @self: what is known
 * @failure: an answer
 * @code: what the table of replies makes of it
 *
 * What the server's no to the login, or to going on without one, means with these settings.
 */
void
diagnose_login (RrmDiagnosis *self,
                const RrmFailure *failure,
                RrmFindingCode code)
{
  gboolean login = failure->step == RRM_STEP_NAME_LOGIN;

  if (login && rrm_service_settings_get_auth (failure->settings) == RRM_AUTH_NTLM &&
      (code == RRM_FINDING_PASSWORD_REJECTED || code == RRM_FINDING_AUTH_MECHANISM_UNSUPPORTED))
    diagnose_mechanism (self, failure, RRM_FINDING_SPA_SELECTED);

  if (code == RRM_FINDING_PASSWORD_REJECTED && login)
    diagnose_refused (self, failure);
  else
    diagnose_mechanism (self, failure, code);
}

/**
 * diagnose_no_login:
 * @self: what is known
 * @failure: a login that was not tried
 *
 * Why no login could be tried: encryption comes first, there is no way to sign in that both know,
 * or the protocol cannot carry the name or the password.
 */
void
diagnose_no_login (RrmDiagnosis *self,
                   const RrmFailure *failure)
{
  RrmSecret *password = get_password (self, failure->service);

  if (failure->fault->kind == RRM_FAULT_LOGIN_DISABLED)
    diagnose_mechanism (self, failure, RRM_FINDING_LOGIN_DISABLED);
  else if (failure->fault->kind == RRM_FAULT_NO_MECHANISM)
    diagnose_no_mechanism (self, failure);
  else if (password != NULL && rrm_secret_has_edge_blanks (password))
    rrm_finding_set_change (
      rrm_diagnosis_add_failure (self, failure, RRM_FINDING_PASSWORD_HAS_STRAY_SPACE),
      change_to_trimmed ());
  else
    rrm_diagnosis_add_failure (self, failure, RRM_FINDING_PASSWORD_REJECTED);
}
