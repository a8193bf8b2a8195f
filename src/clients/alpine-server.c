/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/alpine-server.h"

#include "clients/reader.h"

#include <string.h>

/* The names of servers as Alpine writes them. */

void
rrm_alpine_server_clear (RrmAlpineServer *server)
{
  g_free (server->host);
  g_free (server->port);
  g_free (server->username);
}

/**
 * rrm_alpine_next_word:
 * @text: a server
 * @place: where to go on: the first time behind the host and its port
 * @end: (out): behind the word with its value
 * @equals: (out): the equals sign of a word with a value, else @end
 *
 * Returns: the slash before the next word; the end of @text where there is none
 */
gsize
rrm_alpine_next_word (const char *text,
                      gsize place,
                      gsize *end,
                      gsize *equals)
{
  const char *slash = text + place + strcspn (text + place, "/");
  const char *p = *slash != '\0' ? slash + 1 : slash;
  const char *sign = p + strcspn (p, "/=");

  *equals = (gsize) (sign - text);
  if (*sign == '=' && sign[1] == '"')
    {
      const char *close = strchr (sign + 2, '"');

      *end = close != NULL ? (gsize) (close + 1 - text) : strlen (text);
    }
  else if (*sign == '=')
    *end = (gsize) (sign - text) + strcspn (sign, "/");
  else
    *end = *equals;

  return (gsize) (slash - text);
}

/* One word behind a slash: a name, or a name and a value that may be in quotes. */
static void
read_word (RrmAlpineServer *server,
           const char *word,
           const char *value)
{
  if (g_ascii_strcasecmp (word, "service") == 0)
    word = value;
  if (g_ascii_strcasecmp (word, "ssl") == 0)
    server->security = RRM_SECURITY_TLS;
  else if (g_ascii_strcasecmp (word, "notls") == 0)
    server->security = RRM_SECURITY_NONE;
  else if (g_ascii_strcasecmp (word, "pop3") == 0)
    server->protocol = RRM_PROTOCOL_POP3;
  else if (g_ascii_strcasecmp (word, "nntp") == 0 || g_ascii_strcasecmp (word, "news") == 0)
    server->is_mail = FALSE;
  else if (g_ascii_strcasecmp (word, "submit") == 0 && server->port == NULL)
    server->port = g_strdup ("587");
  else if (g_ascii_strcasecmp (word, "user") == 0)
    {
      g_free (server->username);
      server->username = g_strdup (value);
    }
}

static char *
unquote (const char *text,
         gsize length)
{
  if (length > 0 && text[0] == '"')
    return g_strndup (text + 1, length - (length > 1 && text[length - 1] == '"' ? 2 : 1));

  return g_strndup (text, length);
}

/**
 * rrm_alpine_server_read:
 * @server: an empty server
 * @text: what stands between the braces
 * @protocol: the protocol that it has where nothing is said
 *
 * STARTTLS is used wherever the server has it, unless it is switched off.
 */
void
rrm_alpine_server_read (RrmAlpineServer *server,
                        const char *text,
                        RrmProtocol protocol)
{
  gsize length = strlen (text);
  gsize end = strcspn (text, "/");
  g_autofree char *host = g_strndup (text, end);

  server->protocol = protocol;
  server->security = RRM_SECURITY_STARTTLS;
  server->is_mail = TRUE;
  rrm_reader_split_host (g_strstrip (host), &server->host, &server->port);
  while (end < length)
    {
      gsize equals;
      gsize slash = rrm_alpine_next_word (text, end, &end, &equals);
      g_autofree char *word = NULL;
      g_autofree char *value = NULL;

      if (slash >= length)
        return;
      word = g_strndup (text + slash + 1, equals - slash - 1);
      value = equals < end ? unquote (text + equals + 1, end - equals - 1) : g_strdup ("");
      read_word (server, word, value);
    }
}

/**
 * rrm_alpine_find_brace:
 * @text: what stands from a server on
 *
 * Returns: (nullable): the brace that ends its name; a brace in quotes belongs to a user name
 */
const char *
rrm_alpine_find_brace (const char *text)
{
  gboolean quoted = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        quoted = !quoted;
      else if (*p == '}' && !quoted)
        return p;
    }

  return NULL;
}
