/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/imap-scan.h"

#include <string.h>

/* The parts of the grammar of RFC 9051, section 9, that the test of an account needs. Everything
 * here stays inside [p, end) and takes time in proportion to its length. */

/* Takes @c, if it comes next. */
gboolean
rrm_imap_scan_char (RrmImapScan *scan,
                    char c)
{
  if (scan->p >= scan->end || *scan->p != c)
    return FALSE;

  scan->p++;

  return TRUE;
}

static gboolean
is_atom_char (char c)
{
  return (guchar) c > ' ' && c != 0x7f && strchr ("(){\"", c) == NULL;
}

static char *
scan_atom (RrmImapScan *scan)
{
  const char *start = scan->p;

  while (scan->p < scan->end && is_atom_char (*scan->p))
    scan->p++;

  return scan->p > start ? g_strndup (start, (gsize) (scan->p - start)) : NULL;
}

static char *
scan_quoted (RrmImapScan *scan)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (scan->p < scan->end && *scan->p != '"')
    {
      if (*scan->p == '\\' && ++scan->p == scan->end)
        return NULL;
      g_string_append_c (text, *scan->p++);
    }
  if (!rrm_imap_scan_char (scan, '"'))
    return NULL;

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
scan_literal (RrmImapScan *scan)
{
  guint64 n;
  char *text;

  if (!rrm_imap_scan_number (scan, &n) || !rrm_imap_scan_char (scan, '}') ||
      !rrm_imap_scan_char (scan, '\r') || !rrm_imap_scan_char (scan, '\n') ||
      n > (guint64) (scan->end - scan->p))
    return NULL;

  text = g_strndup (scan->p, (gsize) n);
  scan->p += n;

  return text;
}

/* (transfer full) (nullable): an atom, a quoted string or a literal. */
char *
rrm_imap_scan_astring (RrmImapScan *scan)
{
  if (rrm_imap_scan_char (scan, '"'))
    return scan_quoted (scan);
  if (rrm_imap_scan_char (scan, '{'))
    return scan_literal (scan);

  return scan_atom (scan);
}

/* A number of 63 bits: section 9, number64. */
gboolean
rrm_imap_scan_number (RrmImapScan *scan,
                      guint64 *number)
{
  const char *start = scan->p;
  g_autofree char *digits = NULL;

  while (scan->p < scan->end && g_ascii_isdigit (*scan->p))
    scan->p++;
  digits = g_strndup (start, (gsize) (scan->p - start));

  return g_ascii_string_to_unsigned (digits, 10, 0, G_MAXINT64, number, NULL);
}

/**
 * rrm_imap_ends_with_literal:
 * @line: (array length=length): a line of a response that may hold literals
 * @length: its length
 * @n: (out): the length of the literal
 *
 * Returns: whether the line goes on with a literal
 */
gboolean
rrm_imap_ends_with_literal (const char *line,
                            gsize length,
                            guint64 *n)
{
  RrmImapScan scan = { line + length, line + length };

  if (length < 3 || line[length - 1] != '}')
    return FALSE;
  for (scan.p = line + length - 2; scan.p > line && g_ascii_isdigit (*scan.p);)
    scan.p--;

  return rrm_imap_scan_char (&scan, '{') && rrm_imap_scan_number (&scan, n) && *scan.p == '}';
}

/**
 * rrm_imap_response_code:
 * @text: what stands behind OK, NO, BAD, BYE or PREAUTH
 * @words: (out) (transfer none): what stands behind the response code, inside @text
 *
 * Returns: (transfer full) (nullable): the response code without its brackets
 */
char *
rrm_imap_response_code (const char *text,
                        const char **words)
{
  const char *close = text[0] == '[' ? strchr (text, ']') : NULL;

  *words = text;
  if (close == NULL)
    return NULL;

  *words = close + 1;
  while (**words == ' ')
    (*words)++;

  return g_strndup (text + 1, (gsize) (close - text - 1));
}

/**
 * rrm_imap_scan_storage:
 * @scan: what stands behind "QUOTA "
 * @used: (out): in KiB
 * @limit: (out): in KiB
 *
 * Reads the resource STORAGE of a quota root (RFC 9208, section 4.2.1).
 *
 * Returns: whether it is there
 */
gboolean
rrm_imap_scan_storage (RrmImapScan *scan,
                       guint64 *used,
                       guint64 *limit)
{
  g_autofree char *root = rrm_imap_scan_astring (scan);

  if (root == NULL || !rrm_imap_scan_char (scan, ' ') || !rrm_imap_scan_char (scan, '('))
    return FALSE;

  do
    {
      g_autofree char *name = scan_atom (scan);
      guint64 a;
      guint64 b;

      if (name == NULL || !rrm_imap_scan_char (scan, ' ') || !rrm_imap_scan_number (scan, &a) ||
          !rrm_imap_scan_char (scan, ' ') || !rrm_imap_scan_number (scan, &b))
        return FALSE;
      if (g_ascii_strcasecmp (name, "STORAGE") == 0)
        {
          *used = a;
          *limit = b;
          return TRUE;
        }
    }
  while (rrm_imap_scan_char (scan, ' '));

  return FALSE;
}
