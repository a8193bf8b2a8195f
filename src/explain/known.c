/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/known.h"

#include "explain/explain.h"
#include "model/address.h"
#include "model/provider-map.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_outgoing (RrmFinding *finding)
{
  RrmProtocol protocol;

  return rrm_finding_get_service (finding, &protocol) && protocol == RRM_PROTOCOL_SMTP;
}

static RrmServiceSettings *
get_settings (const RrmKnown *known)
{
  if (known->account == NULL || !rrm_finding_get_service (known->finding, NULL))
    return NULL;

  return is_outgoing (known->finding) ? rrm_account_get_outgoing (known->account)
                                      : rrm_account_get_incoming (known->account);
}

static char *
get_setting (const RrmKnown *known,
             const char *name)
{
  RrmServiceSettings *settings = get_settings (known);

  if (g_str_equal (name, "address") && known->account != NULL)
    return g_strdup (rrm_account_get_address (known->account));
  if (settings == NULL)
    return NULL;
  if (g_str_equal (name, "host"))
    return g_strdup (rrm_service_settings_get_host (settings));
  if (g_str_equal (name, "port"))
    return g_strdup_printf ("%u", rrm_service_settings_get_port (settings));
  if (g_str_equal (name, "security"))
    return g_strdup (rrm_security_to_string (rrm_service_settings_get_security (settings)));
  if (g_str_equal (name, "username"))
    return g_strdup (rrm_service_settings_get_username (settings));

  return NULL;
}

/* The new value of a setting of the finding's own direction, for "new-port" and the like. */
static char *
get_new (const RrmKnown *known,
         const char *name)
{
  RrmChange *change = rrm_finding_get_change (known->finding);
  g_autofree char *key = NULL;
  GVariant *value;

  if (change == NULL || !g_str_has_prefix (name, "new-"))
    return NULL;

  name += strlen ("new-");
  key = g_str_equal (name, "address")
          ? g_strdup (name)
          : g_strconcat (is_outgoing (known->finding) ? "outgoing." : "incoming.", name, NULL);
  value = rrm_change_lookup (change, key);
  if (value == NULL)
    return NULL;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    return g_strdup_printf ("%u", g_variant_get_uint32 (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);

  return NULL;
}

/* Whether the mail was sent as the one who signed in. */
static gboolean
has_same_name (const RrmKnown *known)
{
  const char *address = rrm_finding_get_detail (known->finding, "address");
  const char *username = rrm_finding_get_detail (known->finding, "username");

  return address != NULL && username != NULL && g_ascii_strcasecmp (address, username) == 0;
}

static char *
get_fact (const RrmKnown *known,
          const char *name)
{
  RrmFinding *finding = known->finding;
  RrmProtocol protocol;
  RrmStepName step;

  if (g_str_equal (name, "where"))
    return g_strdup (rrm_where_to_string (rrm_finding_get_where (finding)));
  if (g_str_equal (name, "same-name"))
    return has_same_name (known) ? g_strdup ("yes") : NULL;
  if (g_str_equal (name, "severity"))
    return g_strdup (rrm_severity_to_string (rrm_finding_get_severity (finding)));
  if (g_str_equal (name, "step") && rrm_finding_get_step (finding, &step))
    return g_strdup (rrm_step_name_to_string (step));
  if (!rrm_finding_get_service (finding, &protocol))
    return NULL;
  if (g_str_equal (name, "service"))
    return g_strdup (rrm_protocol_to_string (protocol));
  if (g_str_equal (name, "side"))
    return g_strdup (protocol == RRM_PROTOCOL_SMTP ? "outgoing" : "incoming");

  return NULL;
}

/**
 * rrm_known_get:
 * @name: the name of a slot or of a condition
 * @known: a #RrmKnown
 *
 * Returns: (transfer full) (nullable): what is known under it, as a word of the contract; nothing
 *   empty
 */
char *
rrm_known_get (const char *name,
               gpointer known)
{
  RrmKnown *self = known;
  RrmChange *change = rrm_finding_get_change (self->finding);
  const char *detail = rrm_finding_get_detail (self->finding, name);
  char *value;

  if (detail != NULL)
    return *detail != '\0' ? g_strdup (detail) : NULL;
  if (g_str_equal (name, "change"))
    return change != NULL ? rrm_explain_change (change, self->account) : NULL;

  value = get_new (self, name);
  if (value == NULL)
    value = get_fact (self, name);
  if (value == NULL)
    value = get_setting (self, name);
  if (value != NULL && *value == '\0')
    g_clear_pointer (&value, g_free);

  return value;
}

/* The label of a setting's value, or NULL where the name is not that of a setting. */
static const char *
get_setting_label (const char *name,
                   const char *value)
{
  RrmSecurity security;
  RrmProtocol protocol;
  RrmAuth auth;

  if (g_str_has_suffix (name, "security") && rrm_security_parse (value, &security))
    return rrm_explain_security (security);
  if (g_str_has_suffix (name, "protocol") && rrm_protocol_parse (value, &protocol))
    return rrm_explain_protocol (protocol);
  if (g_str_has_suffix (name, "auth") && rrm_auth_parse (value, &auth))
    return rrm_explain_auth (auth);

  return NULL;
}

/* Details hold dates as "2026-12-04" and times as "2026-12-04 17:05", both in UTC. */
static char *
get_date_label (const char *value)
{
  gboolean with_time = strchr (value, ':') != NULL;
  g_autofree char *text = g_strconcat (value, with_time ? ":00Z" : " 00:00:00Z", NULL);
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (text, NULL);

  if (date == NULL)
    return NULL;

  /* Translators: a date with the time of day, and a date alone, as for strftime() */
  return g_date_time_format (date, with_time ? _("%B %-d, %Y, %-I:%M %p") : _("%B %-d, %Y"));
}

/* Keys of settings, as the settings page calls these. */
static char *
get_names_label (const char *keys)
{
  g_auto (GStrv) parts = g_strsplit (keys, ",", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *name = rrm_explain_change_key (g_strstrip (parts[i]));

      g_strv_builder_add (names, name);
    }
  list = g_strv_builder_end (names);

  return g_strjoinv (", ", list);
}

/**
 * rrm_known_get_label:
 * @name: the name of a slot
 * @known: a #RrmKnown
 *
 * Returns: (transfer full) (nullable): what is known under it, as a person reads it
 */
char *
rrm_known_get_label (const char *name,
                     gpointer known)
{
  g_autofree char *value = rrm_known_get (name, known);
  const char *label = value != NULL ? get_setting_label (name, value) : NULL;
  g_autofree char *date = NULL;

  if (label != NULL)
    return g_strdup (label);
  if (value != NULL && g_str_equal (name, "differences"))
    return get_names_label (value);
  if (value != NULL && (g_str_equal (name, "begins") || g_str_equal (name, "expires") ||
                        g_str_equal (name, "saved") || g_str_has_suffix (name, "-time")))
    date = get_date_label (value);

  return date != NULL ? g_steal_pointer (&date) : g_steal_pointer (&value);
}

/**
 * rrm_known_is_family_name:
 * @host: the name of a server
 *
 * Returns: whether it is one of the family's, today or once, or is meant to be
 */
gboolean
rrm_known_is_family_name (const char *host)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();

  return g_str_has_suffix (host, ".rr.com") ||
         g_strv_contains (rrm_provider_map_get_hosts (map), host) ||
         rrm_provider_map_classify_host (map, host, NULL, NULL) != RRM_HOST_UNKNOWN;
}

/**
 * rrm_known_is_family_host:
 * @known: a #RrmKnown
 *
 * Returns: whether the server is one of the family's, today or once, or is meant to be; %TRUE where
 *   no server is known
 */
gboolean
rrm_known_is_family_host (const RrmKnown *known)
{
  const char *detail = rrm_finding_get_detail (known->finding, "host");
  g_autofree char *host = detail != NULL ? g_strdup (detail) : get_setting (known, "host");

  return host == NULL || *host == '\0' || rrm_known_is_family_name (host);
}

/**
 * rrm_known_is_family_address:
 * @known: a #RrmKnown
 *
 * Returns: whether the address is one of the family's, or is meant to be; %TRUE where no address is
 *   known
 */
gboolean
rrm_known_is_family_address (const RrmKnown *known)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();
  g_autoptr (RrmAddress) address =
    known->account != NULL ? rrm_address_parse (rrm_account_get_address (known->account), NULL)
                           : NULL;
  const char *domain = address != NULL ? rrm_address_get_domain (address) : NULL;
  g_autofree char *meant = NULL;

  if (domain == NULL || rrm_provider_map_has_domain (map, domain))
    return TRUE;
  meant = rrm_provider_map_correct_domain (map, domain);

  return meant != NULL || rrm_provider_map_get_likelier_domain (map, domain) != NULL;
}
