/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/url-edit.h"

#include "clients/url.h"

#include <string.h>

/* Servers that stand in files as URLs, perhaps with the password: a part is changed in its place,
 * and whatever is around it is not touched. */

#define SEPARATOR "://"
/* What is shown where a password stands. */
#define HIDDEN "…"

/* Where each part begins and ends. */
typedef struct
{
  gsize starts[4];
  gsize ends[4];
  gboolean has_username;
} Places;

/**
 * rrm_url_edit_find_port:
 * @host: a host with or without a port, an address of IPv6 in brackets
 * @length: its length in bytes
 *
 * Returns: where the colon before the port stands; @length where there is none
 */
gsize
rrm_url_edit_find_port (const char *host,
                        gsize length)
{
  const char *close = host[0] == '[' ? memchr (host, ']', length) : NULL;
  const char *p = close != NULL ? close : host;
  const char *colon = memchr (p, ':', length - (gsize) (p - host));

  return colon != NULL ? (gsize) (colon - host) : length;
}

static void
find_places (const char *text,
             Places *places)
{
  const char *separator = strstr (text, SEPARATOR);
  gsize authority = separator != NULL ? (gsize) (separator - text) + strlen (SEPARATOR) : 0;
  gsize end = authority + strcspn (text + authority, "/?#");
  gsize host = authority;
  gsize name_end = authority;
  gsize port;

  for (gsize i = authority; i < end; i++)
    if (text[i] == '@')
      host = i + 1;
  places->has_username = host > authority;
  if (places->has_username)
    {
      const char *colon = memchr (text + authority, ':', host - 1 - authority);

      name_end = colon != NULL ? (gsize) (colon - text) : host - 1;
    }
  port = host + rrm_url_edit_find_port (text + host, end - host);
  places->starts[RRM_URL_SCHEME] = 0;
  places->ends[RRM_URL_SCHEME] = separator != NULL ? (gsize) (separator - text) : 0;
  places->starts[RRM_URL_USERNAME] = authority;
  places->ends[RRM_URL_USERNAME] = name_end;
  places->starts[RRM_URL_HOST] = host;
  places->ends[RRM_URL_HOST] = port;
  places->starts[RRM_URL_PORT] = port;
  places->ends[RRM_URL_PORT] = end;
}

/* As it stands in a URL. None of its letters means anything in quotes, or without them. */
static char *
encode (RrmUrlPart part,
        gboolean has_username,
        const char *value)
{
  g_autofree char *encoded = NULL;

  switch (part)
    {
    case RRM_URL_USERNAME:
      encoded = g_uri_escape_string (value, NULL, FALSE);
      return g_strconcat (encoded, has_username ? "" : "@", NULL);
    case RRM_URL_PORT:
      return g_strconcat (":", value, NULL);
    case RRM_URL_SCHEME:
    case RRM_URL_HOST:
    default:
      return g_strdup (value);
    }
}

/**
 * rrm_url_edit_is_plain:
 * @text: a part of a URL, or a name
 *
 * Returns: whether none of its letters means anything to a settings file
 */
gboolean
rrm_url_edit_is_plain (const char *text)
{
  static const char marks[] = "-._~%:@[]+";

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (marks, *p) == NULL)
      return FALSE;

  return TRUE;
}

/**
 * rrm_url_edit_is_of:
 * @text: what a file says
 * @settings: a server
 * @has_username: (out): whether a user name stands in it
 *
 * Returns: whether it is a URL of this server, for the same name or for none
 */
gboolean
rrm_url_edit_is_of (const char *text,
                    RrmServiceSettings *settings,
                    gboolean *has_username)
{
  static const char *const schemes[RRM_N_PROTOCOLS] = { "imap", "pop", "smtp" };
  const char *scheme = schemes[rrm_service_settings_get_protocol (settings)];
  g_autoptr (RrmReaderUrl) url = rrm_reader_url_parse (text);

  if (url == NULL || !g_str_has_prefix (url->scheme, scheme) ||
      g_ascii_strcasecmp (url->host, rrm_service_settings_get_host (settings)) != 0)
    return FALSE;
  *has_username = url->username != NULL;

  return url->username == NULL ||
         g_str_equal (url->username, rrm_service_settings_get_username (settings));
}

/**
 * rrm_url_edit_find:
 * @text: a URL
 * @part: a part of it
 * @value: what it shall be
 * @from: (out): the first byte that goes
 * @to: (out): behind the last one that goes
 * @encoded: (out) (transfer full): what comes in their place
 */
void
rrm_url_edit_find (const char *text,
                   RrmUrlPart part,
                   const char *value,
                   gsize *from,
                   gsize *to,
                   char **encoded)
{
  Places places;

  find_places (text, &places);
  *from = places.starts[part];
  *to = places.ends[part];
  *encoded = encode (part, places.has_username, value);
}

/**
 * rrm_url_edit_set:
 * @document: a file
 * @setting: one of its settings, which is not valid any more afterwards
 * @from: where the URL begins in the setting's value
 * @to: where it ends; what it has no scheme before is a host alone
 * @part: what of it is changed
 * @value: what it shall be
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Changes one part of a URL. A password in it stays as it stands there.
 *
 * Returns: whether it was changed; if not, the document is as before
 */
gboolean
rrm_url_edit_set (RrmDocument *document,
                  const RrmSetting *setting,
                  gsize from,
                  gsize to,
                  RrmUrlPart part,
                  const char *value,
                  GError **error)
{
  char *text = g_strndup (setting->value + from, to - from);
  g_autofree char *encoded = NULL;
  gsize start;
  gsize end;

  rrm_url_edit_find (text, part, value, &start, &end, &encoded);
  explicit_bzero (text, strlen (text));
  g_free (text);
  if (!rrm_url_edit_is_plain (encoded))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);

  return rrm_document_replace (document, setting, from + start, from + end, encoded, error);
}

/**
 * rrm_url_edit_hide:
 * @text: (nullable): what a file says
 *
 * Returns: (transfer full) (nullable): the same, for reading: what may be a password in a URL is
 *   replaced by a mark, even where the URL is not written as it should be
 */
char *
rrm_url_edit_hide (const char *text)
{
  const char *separator = text != NULL ? strstr (text, SEPARATOR) : NULL;
  const char *authority = separator != NULL ? separator + strlen (SEPARATOR) : NULL;
  const char *colon = authority != NULL ? strchr (authority, ':') : NULL;
  const char *at = colon != NULL ? strrchr (colon, '@') : NULL;

  return at != NULL && at > colon + 1
           ? g_strdup_printf ("%.*s" HIDDEN "%s", (int) (colon + 1 - text), text, at)
           : g_strdup (text);
}
