/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

/* What "Fix it" would set. First a setting that was seen to work, with the fewest keys; else what
 * the map says. Keys that stay as they are, are left out. */

/**
 * rrm_diagnosis_is_own_host:
 * @self: what is known
 * @settings: a service's settings
 *
 * Returns: whether host and port are the ones that the map gives for the address
 */
gboolean
rrm_diagnosis_is_own_host (RrmDiagnosis *self,
                           RrmServiceSettings *settings)
{
  g_autoptr (RrmServiceSettings) right =
    self->domain != NULL
      ? rrm_provider_map_get_settings (self->map, self->domain,
                                       rrm_service_settings_get_protocol (settings))
      : NULL;

  return right != NULL &&
         g_str_equal (rrm_service_settings_get_host (right),
                      rrm_service_settings_get_host (settings)) &&
         rrm_service_settings_get_port (right) == rrm_service_settings_get_port (settings);
}

/**
 * rrm_diagnosis_is_family_host:
 * @self: what is known
 * @host: a host
 *
 * Returns: whether it is one of the hosts that serve the family today
 */
gboolean
rrm_diagnosis_is_family_host (RrmDiagnosis *self,
                              const char *host)
{
  return g_strv_contains (rrm_provider_map_get_hosts (self->map), host);
}

/**
 * rrm_diagnosis_is_provider_host:
 * @self: what is known
 * @host: a host
 *
 * Returns: whether it belongs to this provider, today or once
 */
gboolean
rrm_diagnosis_is_provider_host (RrmDiagnosis *self,
                                const char *host)
{
  return rrm_diagnosis_is_family_host (self, host) ||
         rrm_provider_map_classify_host (self->map, host, NULL, NULL) == RRM_HOST_RETIRED ||
         g_str_has_suffix (host, ".rr.com");
}

/**
 * rrm_diagnosis_is_of_family:
 * @self: what is known
 * @settings: a service's settings
 *
 * Returns: whether the address or the host belongs to this provider
 */
gboolean
rrm_diagnosis_is_of_family (RrmDiagnosis *self,
                            RrmServiceSettings *settings)
{
  return (self->domain != NULL && rrm_provider_map_has_domain (self->map, self->domain)) ||
         rrm_diagnosis_is_provider_host (self, rrm_service_settings_get_host (settings));
}

/**
 * rrm_port_is_usual:
 * @protocol: a protocol
 * @port: a port
 *
 * Returns: whether servers of that protocol are expected at that port (RFC 8314, RFC 6409); port 25
 *   is for servers among themselves
 */
gboolean
rrm_port_is_usual (RrmProtocol protocol,
                   guint16 port)
{
  return port == rrm_default_port (protocol, RRM_SECURITY_TLS) ||
         port == rrm_default_port (protocol, RRM_SECURITY_STARTTLS);
}

/**
 * rrm_change_key:
 * @settings: a service's settings
 * @field: "port"
 *
 * Returns: (transfer full): the key of a change: "incoming.port"
 */
char *
rrm_change_key (RrmServiceSettings *settings,
                const char *field)
{
  gboolean outgoing = rrm_service_settings_get_protocol (settings) == RRM_PROTOCOL_SMTP;

  return g_strconcat (outgoing ? "outgoing." : "incoming.", field, NULL);
}

/**
 * rrm_change_of_string:
 * @settings: a service's settings
 * @field: a field of them
 * @value: its new value
 *
 * Returns: (transfer full): a change of this one setting
 */
RrmChange *
rrm_change_of_string (RrmServiceSettings *settings,
                      const char *field,
                      const char *value)
{
  RrmChange *change = rrm_change_new ();
  g_autofree char *key = rrm_change_key (settings, field);

  rrm_change_set_string (change, key, value);

  return change;
}

/**
 * rrm_change_to:
 * @from: settings
 * @to: (nullable): other settings
 *
 * Returns: (transfer full) (nullable): what leads from one to the other
 */
RrmChange *
rrm_change_to (RrmServiceSettings *from,
               RrmServiceSettings *to)
{
  RrmChange *change;

  if (to == NULL)
    return NULL;
  change = rrm_change_new ();
  rrm_change_set_service (change, from, to);

  return change;
}

/**
 * rrm_change_to_map:
 * @self: what is known
 * @settings: a service's settings
 *
 * Returns: (transfer full) (nullable): what leads to the map's settings for the address
 */
RrmChange *
rrm_change_to_map (RrmDiagnosis *self,
                   RrmServiceSettings *settings)
{
  g_autoptr (RrmServiceSettings) to = NULL;

  if (self->domain == NULL)
    return NULL;
  to = rrm_provider_map_get_settings (self->map, self->domain,
                                      rrm_service_settings_get_protocol (settings));

  return rrm_change_to (settings, to);
}

/**
 * rrm_change_to_host:
 * @self: what is known
 * @settings: a service's settings
 * @host: a host
 *
 * Returns: (transfer full) (nullable): what leads to the map's settings for that host, if it is one
 *   of the map
 */
RrmChange *
rrm_change_to_host (RrmDiagnosis *self,
                    RrmServiceSettings *settings,
                    const char *host)
{
  g_autoptr (RrmServiceSettings) to = rrm_provider_map_get_host_settings (
    self->map, host, rrm_service_settings_get_protocol (settings));

  return rrm_change_to (settings, to);
}

/**
 * rrm_change_to_probe:
 * @settings: a service's settings
 * @probe: (nullable): a look at another port of the same host that was answered
 *
 * The mode stays where it is looked at anyway.
 *
 * Returns: (transfer full) (nullable): what leads to what the probe saw work
 */
RrmChange *
rrm_change_to_probe (RrmServiceSettings *settings,
                     const RrmProbe *probe)
{
  RrmSecurity security = rrm_service_settings_get_security (settings);
  g_autoptr (RrmServiceSettings) to = NULL;

  if (probe == NULL)
    return NULL;
  to = rrm_service_settings_copy (settings);
  rrm_service_settings_set_port (to, probe->port);
  if (security != RRM_SECURITY_AUTO)
    rrm_service_settings_set_security (to, probe->security);

  return rrm_change_to (settings, to);
}

/* What the map says of the host, unless that is only to look at the same port again. */
static RrmChange *
change_to_mapped_port (RrmDiagnosis *self,
                       RrmServiceSettings *settings)
{
  g_autoptr (RrmServiceSettings) to = rrm_provider_map_get_host_settings (
    self->map, rrm_service_settings_get_host (settings),
    rrm_service_settings_get_protocol (settings));

  if (to == NULL ||
      (rrm_service_settings_get_port (to) == rrm_service_settings_get_port (settings) &&
       rrm_service_settings_get_security (settings) != RRM_SECURITY_NONE &&
       rrm_service_settings_get_security (to) != RRM_SECURITY_TLS))
    return NULL;

  return rrm_change_to (settings, to);
}

/**
 * rrm_change_to_encryption:
 * @self: what is known
 * @service: a service that is not protected where it is
 *
 * Returns: (transfer full) (nullable): what leads to an encrypted connection with the same host: a
 *   port that was seen to have TLS, else what the map says, else STARTTLS where the server lists it
 */
RrmChange *
rrm_change_to_encryption (RrmDiagnosis *self,
                          RrmServiceReport *service)
{
  RrmServiceSettings *settings = rrm_service_report_get_settings (service);
  RrmServiceFacts *facts = rrm_service_report_get_facts (service);
  RrmChange *change = rrm_change_to_probe (settings, rrm_evidence_find_port (self, service, TRUE));

  if (change == NULL)
    change = change_to_mapped_port (self, settings);
  if (change == NULL && rrm_service_settings_get_security (settings) == RRM_SECURITY_NONE &&
      (rrm_service_facts_has_capability (facts, "STARTTLS") ||
       rrm_service_facts_has_capability (facts, "STLS")))
    change = rrm_change_of_string (settings, "security",
                                   rrm_security_to_string (RRM_SECURITY_STARTTLS));

  return change;
}
