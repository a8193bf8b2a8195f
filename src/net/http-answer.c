/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/http-answer.h"

#include <string.h>

#define HEAD_END "\r\n\r\n"

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static gboolean
parse_status (const char *line,
              guint *status)
{
  guint64 number;
  g_auto (GStrv) words = g_strsplit (line, " ", 3);

  if (g_strv_length (words) < 2 || !g_str_has_prefix (words[0], "HTTP/1.") ||
      !g_ascii_string_to_unsigned (words[1], 10, 100, 599, &number, NULL))
    return FALSE;
  *status = (guint) number;

  return TRUE;
}

/* The value of a header, or NULL. */
static char *
get_header (char **lines,
            const char *name)
{
  gsize n = strlen (name);

  for (guint i = 1; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, n) == 0 && lines[i][n] == ':')
      return g_strstrip (g_strdup (lines[i] + n + 1));

  return NULL;
}

/* Half a file is none, and one in pieces was not asked for. */
static gboolean
is_whole (char **lines,
          gsize length)
{
  guint64 wanted;
  g_autofree char *told = get_header (lines, "Content-Length");
  g_autofree char *coding = get_header (lines, "Transfer-Encoding");

  return coding == NULL &&
         (told == NULL || (g_ascii_string_to_unsigned (told, 10, 0, G_MAXSIZE, &wanted, NULL) &&
                           wanted == length));
}

/**
 * rrm_http_answer_parse:
 * @answer: (out caller-allocates): where it goes; clear it in any case
 * @bytes: (array length=length): all that the server said
 * @length: how many bytes
 *
 * Takes an answer of HTTP/1 apart (RFC 9112) that ends with the connection.
 *
 * Returns: whether it is one, and whole
 */
gboolean
rrm_http_answer_parse (RrmHttpAnswer *answer,
                       const char *bytes,
                       gsize length)
{
  const char *end = memmem (bytes, length, HEAD_END, strlen (HEAD_END));
  g_autofree char *head = NULL;
  g_auto (GStrv) lines = NULL;
  gsize head_length;

  memset (answer, 0, sizeof *answer);
  if (end == NULL)
    return FALSE;

  head_length = (gsize) (end - bytes);
  if (memchr (bytes, '\0', head_length) != NULL)
    return FALSE;
  head = g_strndup (bytes, head_length);
  lines = g_strsplit (head, "\r\n", -1);
  if (lines[0] == NULL || !parse_status (lines[0], &answer->status))
    return FALSE;
  if (is_redirect (answer->status))
    {
      answer->location = get_header (lines, "Location");
      return answer->location != NULL;
    }
  head_length += strlen (HEAD_END);
  answer->body = g_bytes_new (bytes + head_length, length - head_length);

  return is_whole (lines, length - head_length);
}

/**
 * rrm_http_answer_clear:
 * @answer: what was taken apart
 *
 * Frees what is in it.
 */
void
rrm_http_answer_clear (RrmHttpAnswer *answer)
{
  g_clear_pointer (&answer->location, g_free);
  g_clear_pointer (&answer->body, g_bytes_unref);
}
