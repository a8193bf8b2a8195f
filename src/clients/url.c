/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/url.h"

#include "clients/reader.h"

#include <string.h>

#define SEPARATOR "://"

static char *
decode (const char *text,
        gsize length)
{
  g_autofree char *raw = g_strndup (text, length);

  return rrm_reader_unescape (raw);
}

/* The last sign before the path: people leave the one of an address as it is. */
static const char *
find_at (const char *authority,
         const char *end)
{
  for (const char *p = end; p > authority; p--)
    if (p[-1] == '@')
      return p - 1;

  return NULL;
}

/**
 * rrm_reader_url_parse:
 * @text: what a file says
 *
 * A password in it is passed over.
 *
 * Returns: (transfer full) (nullable): the server, %NULL where it is no URL
 */
RrmReaderUrl *
rrm_reader_url_parse (const char *text)
{
  const char *separator = strstr (text, SEPARATOR);
  const char *authority = separator != NULL ? separator + strlen (SEPARATOR) : NULL;
  const char *end;
  const char *at;
  g_autofree char *host = NULL;
  RrmReaderUrl *url;

  if (authority == NULL)
    return NULL;

  end = authority + strcspn (authority, "/?#");
  at = find_at (authority, end);
  url = g_new0 (RrmReaderUrl, 1);
  url->scheme = g_ascii_strdown (text, separator - text);
  if (at != NULL)
    {
      const char *colon = memchr (authority, ':', (gsize) (at - authority));

      url->username = decode (authority, (gsize) ((colon != NULL ? colon : at) - authority));
      authority = at + 1;
    }
  host = g_strndup (authority, (gsize) (end - authority));
  rrm_reader_split_host (host, &url->host, &url->port);
  url->path = *end == '/' ? decode (end + 1, strlen (end + 1)) : g_strdup ("");

  return url;
}

void
rrm_reader_url_free (RrmReaderUrl *url)
{
  g_free (url->scheme);
  g_free (url->username);
  g_free (url->host);
  g_free (url->port);
  g_free (url->path);
  g_free (url);
}

/* The colon of "user:password@host", and the sign behind it. */
static char *
find_password (const char *text,
               const char **at)
{
  const char *separator = strstr (text, SEPARATOR);
  const char *authority = separator != NULL ? separator + strlen (SEPARATOR) : text;

  *at = find_at (authority, authority + strcspn (authority, "/?#"));

  return *at != NULL ? memchr (authority, ':', (gsize) (*at - authority)) : NULL;
}

/**
 * rrm_reader_url_has_password:
 * @text: (nullable): a URL
 *
 * Returns: whether there is a password in it
 */
gboolean
rrm_reader_url_has_password (const char *text)
{
  const char *at;
  const char *colon = text != NULL ? find_password (text, &at) : NULL;

  return colon != NULL && at > colon + 1;
}

/**
 * rrm_reader_url_forget_value:
 * @value: what a file says
 *
 * Takes the password out of it, where it is a URL with one.
 */
void
rrm_reader_url_forget_value (char *value)
{
  const char *at;
  char *colon = strstr (value, SEPARATOR) != NULL ? find_password (value, &at) : NULL;

  if (colon != NULL)
    {
      gsize rest = strlen (at);
      gsize length = (gsize) (at - colon);

      memmove (colon, at, rest + 1);
      explicit_bzero (colon + rest, length);
    }
}

/**
 * rrm_reader_url_forget:
 * @document: a file that was read
 * @key: a setting whose value is a URL
 *
 * Takes the password out of what was read, in all sections.
 */
void
rrm_reader_url_forget (RrmDocument *document,
                       const char *key)
{
  GPtrArray *settings = rrm_document_get_settings (document);

  for (guint i = 0; i < settings->len; i++)
    {
      RrmSetting *setting = g_ptr_array_index (settings, i);

      if (g_str_equal (setting->key, key))
        rrm_reader_url_forget_value (setting->value);
    }
}
