/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/good-result.h"

#include "model/address.h"

static void
good_service_free (RrmGoodService *service)
{
  g_object_unref (service->settings);
  g_free (service->peer);
  g_free (service->certificate);
  g_free (service->issuer);
  g_strfreev (service->capabilities);
  g_free (service);
}

void
rrm_good_result_free (RrmGoodResult *result)
{
  g_clear_pointer (&result->date, g_date_time_unref);
  g_clear_pointer (&result->incoming, good_service_free);
  g_clear_pointer (&result->outgoing, good_service_free);
  g_free (result);
}

static RrmGoodService *
good_service_new (RrmServiceReport *report)
{
  RrmGoodService *service;
  RrmTlsInfo *tls;
  const RrmCertificate *certificate;

  if (report == NULL)
    return NULL;

  tls = rrm_service_report_get_tls (report);
  certificate = tls != NULL ? rrm_tls_info_get_certificate (tls) : NULL;
  service = g_new0 (RrmGoodService, 1);
  service->settings = rrm_service_settings_copy (rrm_service_report_get_settings (report));
  service->security = rrm_service_report_get_security (report);
  service->peer = g_strdup (rrm_service_report_get_peer (report));
  if (certificate != NULL)
    {
      service->certificate = g_strdup (certificate->sha256);
      service->issuer = g_strdup (certificate->issuer);
    }
  service->capabilities = g_strdupv (rrm_service_report_get_facts (report)->capabilities);

  return service;
}

/**
 * rrm_good_result_new:
 * @report: a test that passed
 *
 * Returns: (transfer full): what is worth remembering of it
 */
RrmGoodResult *
rrm_good_result_new (RrmReport *report)
{
  RrmGoodResult *result = g_new0 (RrmGoodResult, 1);

  result->date = g_date_time_ref (rrm_report_get_date (report));
  result->incoming = good_service_new (rrm_report_get_incoming (report));
  result->outgoing = good_service_new (rrm_report_get_outgoing (report));

  return result;
}

static char *
join (const char *prefix,
      const char *name)
{
  return g_strconcat (prefix, ".", name, NULL);
}

static void
save_string (GKeyFile *file,
             const char *group,
             const char *prefix,
             const char *name,
             const char *value)
{
  g_autofree char *key = join (prefix, name);

  if (value != NULL)
    g_key_file_set_string (file, group, key, value);
  else
    g_key_file_remove_key (file, group, key, NULL);
}

static char *
load_string (GKeyFile *file,
             const char *group,
             const char *prefix,
             const char *name)
{
  g_autofree char *key = join (prefix, name);

  return g_key_file_get_string (file, group, key, NULL);
}

/**
 * rrm_settings_save:
 * @settings: how a server is reached
 * @file: where to write it
 * @group: under which group
 * @prefix: before each key: "incoming"
 */
void
rrm_settings_save (RrmServiceSettings *settings,
                   GKeyFile *file,
                   const char *group,
                   const char *prefix)
{
  g_autofree char *port = g_strdup_printf ("%u", rrm_service_settings_get_port (settings));

  save_string (file, group, prefix, "protocol",
               rrm_protocol_to_string (rrm_service_settings_get_protocol (settings)));
  save_string (file, group, prefix, "host", rrm_service_settings_get_host (settings));
  save_string (file, group, prefix, "port", port);
  save_string (file, group, prefix, "security",
               rrm_security_to_string (rrm_service_settings_get_security (settings)));
  save_string (file, group, prefix, "username", rrm_service_settings_get_username (settings));
  save_string (file, group, prefix, "auth",
               rrm_auth_to_string (rrm_service_settings_get_auth (settings)));
}

/**
 * rrm_settings_load:
 * @file: where it is written
 * @group: under which group
 * @prefix: before each key
 *
 * Returns: (transfer full) (nullable): the settings; %NULL where they are missing or make no sense
 */
RrmServiceSettings *
rrm_settings_load (GKeyFile *file,
                   const char *group,
                   const char *prefix)
{
  g_autofree char *protocol_word = load_string (file, group, prefix, "protocol");
  g_autofree char *host = load_string (file, group, prefix, "host");
  g_autofree char *port_digits = load_string (file, group, prefix, "port");
  g_autofree char *security_word = load_string (file, group, prefix, "security");
  g_autofree char *username = load_string (file, group, prefix, "username");
  g_autofree char *auth_word = load_string (file, group, prefix, "auth");
  g_autofree char *normalized = host != NULL ? rrm_host_normalize (host, NULL) : NULL;
  RrmServiceSettings *settings;
  RrmProtocol protocol;
  RrmSecurity security;
  RrmAuth auth = RRM_AUTH_AUTO;
  guint64 port;

  if (normalized == NULL || port_digits == NULL ||
      !rrm_protocol_parse (protocol_word, &protocol) ||
      !rrm_security_parse (security_word, &security) ||
      !g_ascii_string_to_unsigned (port_digits, 10, 1, G_MAXUINT16, &port, NULL))
    return NULL;

  settings = rrm_service_settings_new (protocol, normalized, (guint16) port, security);
  rrm_service_settings_set_username (settings, username);
  if (rrm_auth_parse (auth_word, &auth))
    rrm_service_settings_set_auth (settings, auth);

  return settings;
}

static void
save_service (const RrmGoodService *service,
              GKeyFile *file,
              const char *group,
              const char *prefix)
{
  g_autofree char *capabilities = NULL;

  if (service == NULL)
    return;
  if (service->capabilities != NULL)
    capabilities = g_strjoinv ("\n", service->capabilities);

  rrm_settings_save (service->settings, file, group, prefix);
  save_string (file, group, prefix, "used-security", rrm_security_to_string (service->security));
  save_string (file, group, prefix, "peer", service->peer);
  save_string (file, group, prefix, "certificate", service->certificate);
  save_string (file, group, prefix, "issuer", service->issuer);
  save_string (file, group, prefix, "capabilities", capabilities);
}

static RrmGoodService *
load_service (GKeyFile *file,
              const char *group,
              const char *prefix)
{
  g_autofree char *used = load_string (file, group, prefix, "used-security");
  g_autofree char *capabilities = load_string (file, group, prefix, "capabilities");
  RrmServiceSettings *settings = rrm_settings_load (file, group, prefix);
  RrmGoodService *service;

  if (settings == NULL)
    return NULL;

  service = g_new0 (RrmGoodService, 1);
  service->settings = settings;
  if (!rrm_security_parse (used, &service->security))
    service->security = rrm_service_settings_get_security (settings);
  service->peer = load_string (file, group, prefix, "peer");
  service->certificate = load_string (file, group, prefix, "certificate");
  service->issuer = load_string (file, group, prefix, "issuer");
  if (capabilities != NULL)
    service->capabilities = g_strsplit (capabilities, "\n", -1);

  return service;
}

/**
 * rrm_good_result_save:
 * @result: a passed test
 * @file: where to write it
 * @group: under which group
 */
void
rrm_good_result_save (const RrmGoodResult *result,
                      GKeyFile *file,
                      const char *group)
{
  g_autofree char *date = g_date_time_format_iso8601 (result->date);

  g_key_file_set_string (file, group, "date", date);
  save_service (result->incoming, file, group, "incoming");
  save_service (result->outgoing, file, group, "outgoing");
}

/**
 * rrm_good_result_load:
 * @file: where it is written
 * @group: under which group
 *
 * Returns: (transfer full) (nullable): the passed test, if one is remembered
 */
RrmGoodResult *
rrm_good_result_load (GKeyFile *file,
                      const char *group)
{
  g_autofree char *text = g_key_file_get_string (file, group, "date", NULL);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (GDateTime) date = text != NULL ? g_date_time_new_from_iso8601 (text, local) : NULL;
  RrmGoodResult *result;

  if (date == NULL)
    return NULL;

  result = g_new0 (RrmGoodResult, 1);
  result->date = g_steal_pointer (&date);
  result->incoming = load_service (file, group, "incoming");
  result->outgoing = load_service (file, group, "outgoing");

  return result;
}

static void
compare_text (GPtrArray *differences,
              RrmProtocol service,
              const char *name,
              const char *before,
              const char *now)
{
  /* What a failed test did not come to see is not known to be different. */
  if (now == NULL || g_strcmp0 (before, now) == 0)
    return;

  g_ptr_array_add (differences, rrm_difference_new (service, name, before, now));
}

static void
compare_service (GPtrArray *differences,
                 const RrmGoodService *before,
                 RrmServiceReport *report)
{
  RrmGoodService *now = good_service_new (report);
  RrmProtocol protocol = rrm_service_settings_get_protocol (now->settings);
  g_autofree char *old_port =
    g_strdup_printf ("%u", rrm_service_settings_get_port (before->settings));
  g_autofree char *new_port = g_strdup_printf ("%u", rrm_service_settings_get_port (now->settings));
  g_autofree char *old_capabilities =
    before->capabilities != NULL ? g_strjoinv (" ", before->capabilities) : NULL;
  g_autofree char *new_capabilities =
    now->capabilities != NULL ? g_strjoinv (" ", now->capabilities) : NULL;

  compare_text (differences, protocol, "host", rrm_service_settings_get_host (before->settings),
                rrm_service_settings_get_host (now->settings));
  compare_text (differences, protocol, "port", old_port, new_port);
  compare_text (differences, protocol, "security", rrm_security_to_string (before->security),
                now->security == RRM_SECURITY_AUTO ? NULL : rrm_security_to_string (now->security));
  compare_text (differences, protocol, "username",
                rrm_service_settings_get_username (before->settings),
                rrm_service_settings_get_username (now->settings));
  compare_text (differences, protocol, "auth",
                rrm_auth_to_string (rrm_service_settings_get_auth (before->settings)),
                rrm_auth_to_string (rrm_service_settings_get_auth (now->settings)));
  compare_text (differences, protocol, "peer", before->peer, now->peer);
  compare_text (differences, protocol, "certificate", before->certificate, now->certificate);
  compare_text (differences, protocol, "issuer", before->issuer, now->issuer);
  compare_text (differences, protocol, "capabilities", old_capabilities, new_capabilities);
  good_service_free (now);
}

/**
 * rrm_good_result_compare:
 * @result: a test that passed
 * @report: a later one
 *
 * Says what is different now; what is not told is the same, or was not reached.
 *
 * Returns: (transfer full) (element-type RrmDifference): the differences, settings first
 */
GPtrArray *
rrm_good_result_compare (const RrmGoodResult *result,
                         RrmReport *report)
{
  GPtrArray *differences =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_difference_free);

  if (result->incoming != NULL && rrm_report_get_incoming (report) != NULL)
    compare_service (differences, result->incoming, rrm_report_get_incoming (report));
  if (result->outgoing != NULL && rrm_report_get_outgoing (report) != NULL)
    compare_service (differences, result->outgoing, rrm_report_get_outgoing (report));

  return differences;
}
