/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

/* Returns: (transfer full): the ways to sign in that the server lists: RFC 9051, section 6.2.2; RFC
 * 5034; RFC 4954, where old servers write "AUTH=" too */
static char **
list_mechanisms (RrmServiceReport *service)
{
  char **capabilities = rrm_service_report_get_facts (service)->capabilities;
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; capabilities != NULL && capabilities[i] != NULL; i++)
    {
      const char *line = capabilities[i];
      g_auto (GStrv) words = NULL;

      if (g_ascii_strncasecmp (line, "AUTH=", 5) != 0 && g_ascii_strncasecmp (line, "AUTH ", 5) != 0
          && g_ascii_strncasecmp (line, "SASL ", 5) != 0)
        continue;
      words = g_strsplit (line + 5, " ", -1);
      for (guint j = 0; words[j] != NULL; j++)
        if (words[j][0] != '\0')
          {
            g_autofree char *word = g_ascii_strup (words[j], -1);

            g_strv_builder_add (list, word);
          }
    }

  return g_strv_builder_end (list);
}

static gboolean
is_only_oauth (char **mechanisms)
{
  for (guint i = 0; mechanisms[i] != NULL; i++)
    if (!g_str_equal (mechanisms[i], "XOAUTH2") && !g_str_equal (mechanisms[i], "OAUTHBEARER") &&
        !g_str_equal (mechanisms[i], "XOAUTH"))
      return FALSE;

  return mechanisms[0] != NULL;
}

static void
set_offered (RrmFinding *finding,
             char **mechanisms)
{
  g_autofree char *text = g_strjoinv (", ", mechanisms);

  rrm_finding_set_detail (finding, "offered", text[0] != '\0' ? text : NULL);
}

/* Its answer, or what it said instead of one. */
static RrmFinding *
add (RrmDiagnosis *self,
     const RrmFailure *failure,
     RrmFindingCode code)
{
  return failure->fault->reply != NULL
           ? rrm_diagnosis_add_reply (self, failure, code, failure->fault->reply)
           : rrm_diagnosis_add_failure (self, failure, code);
}

static void
add_mechanism (RrmDiagnosis *self,
               const RrmFailure *failure,
               RrmFindingCode code)
{
  RrmAuth auth = rrm_service_settings_get_auth (failure->settings);
  g_auto (GStrv) mechanisms = list_mechanisms (failure->service);
  RrmFinding *finding = add (self, failure, code);

  rrm_finding_set_detail (finding, "auth", rrm_auth_to_string (auth));
  set_offered (finding, mechanisms);
  if (auth != RRM_AUTH_AUTO)
    rrm_finding_set_change (finding, rrm_change_of_string (failure->settings, "auth",
                                                           rrm_auth_to_string (RRM_AUTH_AUTO)));
}

static void
add_not_offered (RrmDiagnosis *self,
                 const RrmFailure *failure)
{
  RrmFinding *finding = add (self, failure, RRM_FINDING_SMTP_AUTH_NOT_OFFERED);
  RrmChange *change =
    rrm_change_to_probe (failure->settings, rrm_evidence_find_port (self, failure->service, FALSE));

  if (change == NULL && rrm_service_report_get_security (failure->service) == RRM_SECURITY_NONE)
    change = rrm_change_to_encryption (self, failure->service);
  if (change == NULL && !rrm_diagnosis_is_own_host (self, failure->settings))
    change = rrm_change_to_map (self, failure->settings);
  rrm_finding_set_change (finding, change);
  rrm_finding_set_expected_port (finding, failure->settings);
}

/**
 * diagnose_mechanism:
 * @self: what is known
 * @failure: an answer, or what kept a login from being tried
 * @code: what it means
 *
 * A no that has to do with the way to sign in; any other is told as it is.
 */
void
diagnose_mechanism (RrmDiagnosis *self,
                    const RrmFailure *failure,
                    RrmFindingCode code)
{
  RrmFinding *finding;

  if (code == RRM_FINDING_AUTH_MECHANISM_UNSUPPORTED || code == RRM_FINDING_SPA_SELECTED)
    add_mechanism (self, failure, code);
  else if (code == RRM_FINDING_SMTP_AUTH_NOT_OFFERED && failure->protocol == RRM_PROTOCOL_SMTP)
    add_not_offered (self, failure);
  else
    {
      finding = add (self, failure, code);
      if (code == RRM_FINDING_LOGIN_DISABLED &&
          rrm_service_report_get_security (failure->service) == RRM_SECURITY_NONE)
        rrm_finding_set_change (finding, rrm_change_to_encryption (self, failure->service));
    }
}

/**
 * diagnose_no_mechanism:
 * @self: what is known
 * @failure: a login that was not tried, because no way to sign in is left
 *
 * What the server lists in place of one.
 */
void
diagnose_no_mechanism (RrmDiagnosis *self,
                       const RrmFailure *failure)
{
  g_auto (GStrv) mechanisms = list_mechanisms (failure->service);

  if (is_only_oauth (mechanisms))
    set_offered (add (self, failure, RRM_FINDING_OAUTH_REQUIRED), mechanisms);
  else if (mechanisms[0] == NULL && failure->protocol == RRM_PROTOCOL_SMTP)
    add_not_offered (self, failure);
  else
    {
      if (rrm_service_settings_get_auth (failure->settings) == RRM_AUTH_NTLM)
        add_mechanism (self, failure, RRM_FINDING_SPA_SELECTED);
      add_mechanism (self, failure, RRM_FINDING_AUTH_MECHANISM_UNSUPPORTED);
    }
}
