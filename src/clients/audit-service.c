/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/audit-private.h"

#include <string.h>

/* One server of an account as a program has it, held against the map. */

static const char *
get_key_prefix (RrmServiceSettings *settings)
{
  return rrm_service_settings_get_protocol (settings) == RRM_PROTOCOL_SMTP ? "outgoing."
                                                                           : "incoming.";
}

static void
change_string (RrmChange *change,
               RrmServiceSettings *settings,
               const char *field,
               const char *value)
{
  g_autofree char *key = g_strconcat (get_key_prefix (settings), field, NULL);

  rrm_change_set_string (change, key, value);
}

/* A mode that can be set: what the map leaves to be looked at, it also gives an order for. */
static RrmServiceSettings *
find_set_mode (RrmAudit *audit,
               RrmProtocol protocol)
{
  g_autoptr (RrmLookup) lookup = rrm_provider_map_lookup (audit->map, audit->address);
  GPtrArray *list = protocol == RRM_PROTOCOL_SMTP ? lookup->outgoing : lookup->incoming;

  for (guint i = 0; i < list->len; i++)
    {
      RrmServiceSettings *settings = g_ptr_array_index (list, i);

      if (rrm_service_settings_get_protocol (settings) == protocol &&
          rrm_service_settings_get_security (settings) != RRM_SECURITY_AUTO)
        return g_object_ref (settings);
    }

  return NULL;
}

static gboolean
is_encrypted (RrmSecurity security)
{
  return security == RRM_SECURITY_TLS || security == RRM_SECURITY_STARTTLS;
}

/* What the map says, as near to what is set as it may be: where both modes of encryption may be
 * right at a port, the one that was chosen for this port stays. */
static RrmServiceSettings *
get_right_settings (RrmAudit *audit,
                    RrmServiceSettings *settings)
{
  RrmProtocol protocol = rrm_service_settings_get_protocol (settings);
  RrmSecurity security = rrm_service_settings_get_security (settings);
  g_autoptr (RrmServiceSettings) best = NULL;
  g_autoptr (RrmServiceSettings) right = NULL;

  if (audit->address == NULL || !rrm_provider_map_has_domain (audit->map, audit->domain))
    return NULL;
  best = rrm_provider_map_get_settings (audit->map, audit->domain, protocol);
  if (best == NULL || rrm_service_settings_get_security (best) != RRM_SECURITY_AUTO)
    return g_steal_pointer (&best);
  right = find_set_mode (audit, protocol);
  if (right != NULL && is_encrypted (security) &&
      rrm_service_settings_get_port (settings) == rrm_service_settings_get_port (best))
    {
      g_object_unref (right);
      right = rrm_service_settings_copy (best);
      rrm_service_settings_set_security (right, security);
    }

  return g_steal_pointer (&right);
}

static RrmChange *
make_change (RrmAudit *audit,
             RrmServiceSettings *settings,
             RrmServiceSettings *right)
{
  RrmChange *change = rrm_audit_new_change (audit, settings);

  rrm_change_set_service (change, settings, right);

  return change;
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
    case RRM_HOST_OTHER_ADDRESSES:
      *code = RRM_FINDING_HOST_FOR_OTHER_ADDRESSES;
      return TRUE;
    case RRM_HOST_SECOND:
    case RRM_HOST_UNKNOWN:
    case RRM_HOST_OWN:
    default:
      return FALSE;
    }
}

static gboolean
audit_host (RrmAudit *audit,
            RrmServiceSettings *settings,
            RrmServiceSettings *right)
{
  const char *expected = NULL;
  RrmFindingCode code = RRM_FINDING_HOST_TYPO;
  RrmFinding *finding;
  RrmHostKind kind = rrm_provider_map_classify_host (
    audit->map, rrm_service_settings_get_host (settings), audit->domain, &expected);

  if (!get_host_code (kind, &code))
    return FALSE;

  finding = rrm_audit_add (audit, code, settings);
  rrm_finding_set_detail (finding, "expected-host", expected);
  rrm_finding_set_detail (finding, "domain", audit->domain);
  if (right != NULL)
    rrm_finding_set_change (finding, make_change (audit, settings, right));

  return TRUE;
}

/* Whether a server of this kind may answer there in this way. */
static gboolean
is_possible (RrmServiceSettings *settings)
{
  RrmProtocol protocol = rrm_service_settings_get_protocol (settings);
  RrmSecurity security = rrm_service_settings_get_security (settings);
  guint16 port = rrm_service_settings_get_port (settings);

  /* Port 587 of this family answers with TLS at some hosts and with STARTTLS at others. */
  if (protocol == RRM_PROTOCOL_SMTP && port == rrm_default_port (protocol, RRM_SECURITY_STARTTLS))
    return TRUE;

  return port == rrm_default_port (protocol, security);
}

static char *
describe_differences (RrmServiceSettings *settings,
                      RrmServiceSettings *right)
{
  gboolean port = rrm_service_settings_get_port (settings) != rrm_service_settings_get_port (right);
  gboolean security =
    rrm_service_settings_get_security (settings) != rrm_service_settings_get_security (right);
  const char *prefix = get_key_prefix (settings);

  return g_strdup_printf ("%s%s%s%s%s", port ? prefix : "", port ? "port" : "",
                          port && security ? "," : "", security ? prefix : "",
                          security ? "security" : "");
}

static void
audit_port (RrmAudit *audit,
            RrmServiceSettings *settings,
            RrmServiceSettings *right)
{
  RrmFinding *finding;
  g_autofree char *differences = NULL;

  if (right == NULL || !rrm_audit_is_family_host (rrm_service_settings_get_host (settings)))
    return;
  if (!is_possible (settings))
    {
      finding = rrm_audit_add (audit, RRM_FINDING_CLIENT_WRONG_SETTINGS, settings);
      differences = describe_differences (settings, right);
      rrm_finding_set_detail (finding, "differences", differences);
      rrm_finding_set_detail (finding, "basis", "list");
    }
  else if (rrm_service_settings_get_security (settings) == RRM_SECURITY_NONE)
    finding = rrm_audit_add (audit, RRM_FINDING_CLEARTEXT_CHOSEN, settings);
  else
    return;

  rrm_finding_set_change (finding, make_change (audit, settings, right));
}

static void
audit_username (RrmAudit *audit,
                RrmServiceSettings *settings)
{
  const char *username = rrm_service_settings_get_username (settings);
  RrmFinding *finding;
  RrmChange *change;

  if (audit->address == NULL || strchr (username, '@') != NULL ||
      rrm_service_settings_get_auth (settings) == RRM_AUTH_NONE ||
      !rrm_provider_map_has_domain (audit->map, audit->domain))
    return;

  finding = rrm_audit_add (audit, RRM_FINDING_USERNAME_NEEDS_DOMAIN, settings);
  rrm_finding_set_detail (finding, "expected-username", rrm_address_get_text (audit->address));
  if (audit->account->is_alias)
    return;
  change = rrm_audit_new_change (audit, settings);
  change_string (change, settings, "username", rrm_address_get_text (audit->address));
  rrm_finding_set_change (finding, change);
}

/* Servers take a blank for a part of the name, and nobody sees it. */
static void
audit_blank (RrmAudit *audit,
             RrmServiceSettings *settings)
{
  const char *username = rrm_service_settings_get_username (settings);
  g_autofree char *stripped = g_strstrip (g_strdup (username));
  g_autofree char *key = g_strconcat (get_key_prefix (settings), "username", NULL);
  RrmFinding *finding;
  RrmChange *change;

  if (g_str_equal (username, stripped) || strchr (stripped, '@') == NULL ||
      rrm_service_settings_get_auth (settings) == RRM_AUTH_NONE)
    return;
  finding = rrm_audit_add (audit, RRM_FINDING_CLIENT_WRONG_SETTINGS, settings);
  rrm_finding_set_detail (finding, "differences", key);
  rrm_finding_set_detail (finding, "basis", "blank");
  change = rrm_audit_new_change (audit, settings);
  change_string (change, settings, "username", stripped);
  rrm_finding_set_change (finding, change);
}

/* @is_meant: whether a host of this family is meant, though another is written. */
static void
audit_auth (RrmAudit *audit,
            RrmServiceSettings *settings,
            const char *other_auth,
            gboolean is_meant)
{
  RrmAuth auth = rrm_service_settings_get_auth (settings);
  RrmProtocol protocol = rrm_service_settings_get_protocol (settings);
  RrmFinding *finding;
  RrmChange *change;

  if (!is_meant && !rrm_audit_is_family_host (rrm_service_settings_get_host (settings)))
    return;
  if (auth == RRM_AUTH_NONE && protocol == RRM_PROTOCOL_SMTP)
    finding = rrm_audit_add (audit, RRM_FINDING_CLIENT_SMTP_AUTH_OFF, settings);
  else if (auth == RRM_AUTH_NTLM)
    finding = rrm_audit_add (audit, RRM_FINDING_SPA_SELECTED, settings);
  else if (auth == RRM_AUTH_CRAM_MD5 || other_auth != NULL)
    finding = rrm_audit_add (audit, RRM_FINDING_AUTH_MECHANISM_UNSUPPORTED, settings);
  else
    return;

  rrm_finding_set_detail (finding, "auth",
                          other_auth != NULL ? other_auth : rrm_auth_to_string (auth));
  change = rrm_audit_new_change (audit, settings);
  change_string (change, settings, "auth", rrm_auth_to_string (RRM_AUTH_PLAIN));
  if (auth == RRM_AUTH_NONE && audit->address != NULL &&
      strchr (rrm_service_settings_get_username (settings), '@') == NULL)
    change_string (change, settings, "username", rrm_address_get_text (audit->address));
  rrm_finding_set_change (finding, change);
}

/**
 * rrm_audit_service:
 * @audit: what is known
 * @settings: one of the account's servers
 * @other_auth: (nullable): its way to sign in, where it is none of [enum@Auth]
 *
 * What is wrong with a server by what the map says.
 */
void
rrm_audit_service (RrmAudit *audit,
                   RrmServiceSettings *settings,
                   const char *other_auth)
{
  g_autoptr (RrmServiceSettings) right = get_right_settings (audit, settings);

  gboolean wrong_host = audit_host (audit, settings, right);

  if (!wrong_host)
    audit_port (audit, settings, right);
  audit_auth (audit, settings, other_auth, wrong_host);
  audit_username (audit, settings);
  audit_blank (audit, settings);
}
