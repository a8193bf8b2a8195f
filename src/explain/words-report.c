/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"

#include <glib/gi18n-lib.h>

/* Phrases about a report that its texts and the window share. */

/**
 * rrm_explain_server:
 * @service: what one server did
 *
 * Returns: (transfer full): the server and how it was reached, in one line
 */
char *
rrm_explain_server (RrmServiceReport *service)
{
  RrmServiceSettings *settings = rrm_service_report_get_settings (service);

  /* Translators: protocol, server name, port number, connection security */
  return g_strdup_printf (
    _("%s %s, port %u, %s"), rrm_explain_protocol (rrm_service_report_get_protocol (service)),
    rrm_service_settings_get_host (settings), rrm_service_settings_get_port (settings),
    rrm_explain_security (rrm_service_report_get_security (service)));
}

/**
 * rrm_explain_elapsed:
 * @microseconds: a time, or -1 when it is not known
 *
 * Returns: (transfer full): it in milliseconds or seconds; empty when it is not known
 */
char *
rrm_explain_elapsed (gint64 microseconds)
{
  if (microseconds < 0)
    return g_strdup ("");
  if (microseconds < G_USEC_PER_SEC)
    /* Translators: milliseconds */
    return g_strdup_printf (_("%d ms"), (int) ((microseconds + 500) / 1000));

  /* Translators: seconds */
  return g_strdup_printf (_("%.1f s"), (double) microseconds / G_USEC_PER_SEC);
}

/**
 * rrm_explain_date:
 * @date: a date with its time
 *
 * Returns: (transfer full): it in words, with its time zone
 */
char *
rrm_explain_date (GDateTime *date)
{
  /* Translators: a date with the time of day and the time zone, as for strftime() */
  return g_date_time_format (date, _("%B %-d, %Y, %-I:%M %p %Z"));
}

/**
 * rrm_explain_certificate_dates:
 * @certificate: a certificate
 *
 * Returns: (transfer full): from when to when it is good
 */
char *
rrm_explain_certificate_dates (const RrmCertificate *certificate)
{
  g_autoptr (GDateTime) begins = g_date_time_new_from_unix_utc (certificate->not_before);
  g_autoptr (GDateTime) expires = g_date_time_new_from_unix_utc (certificate->not_after);
  g_autofree char *begins_text = begins != NULL ? g_date_time_format (begins, _("%B %-d, %Y"))
                                                : g_strdup ("?");
  g_autofree char *expires_text = expires != NULL ? g_date_time_format (expires, _("%B %-d, %Y"))
                                                  : g_strdup ("?");

  /* Translators: two dates */
  return g_strdup_printf (_("%s to %s"), begins_text, expires_text);
}
