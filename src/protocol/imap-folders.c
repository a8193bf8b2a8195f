/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/imap-folders.h"

#include "base/text.h"
#include "protocol/imap-scan.h"

#include <string.h>

/* The folders that the server itself names for a purpose (RFC 6154). */

/* Longer than anybody's. */
#define MAX_NAME 250

static const char *const attributes[RRM_N_FOLDER_USES] = { "\\Sent", "\\Drafts", "\\Trash",
                                                           "\\Junk" };

/* "(\HasNoChildren \Sent) ": the first purpose; RRM_N_FOLDER_USES where there is none. */
static gboolean
scan_use (RrmImapScan *scan,
          guint *use)
{
  *use = RRM_N_FOLDER_USES;
  if (!rrm_imap_scan_char (scan, '('))
    return FALSE;

  while (scan->p < scan->end && *scan->p != ')')
    {
      const char *start = scan->p;
      g_autofree char *word = NULL;

      while (scan->p < scan->end && *scan->p != ' ' && *scan->p != ')')
        scan->p++;
      word = g_strndup (start, (gsize) (scan->p - start));
      for (guint i = 0; *use == RRM_N_FOLDER_USES && i < G_N_ELEMENTS (attributes); i++)
        if (g_ascii_strcasecmp (word, attributes[i]) == 0)
          *use = i;
      rrm_imap_scan_char (scan, ' ');
    }

  return rrm_imap_scan_char (scan, ')') && rrm_imap_scan_char (scan, ' ');
}

/* What stands between '&' and '-' (RFC 3501, section 5.1.3). */
static char *
decode_shifted (const char *text,
                gsize length)
{
  g_autoptr (GString) base64 = g_string_new_len (text, (gssize) length);
  g_autofree guchar *bytes = NULL;
  gsize n_bytes;

  g_string_replace (base64, ",", "/", 0);
  while (base64->len % 4 != 0)
    g_string_append_c (base64, '=');
  bytes = g_base64_decode (base64->str, &n_bytes);

  return n_bytes >= 2 ? g_convert ((const char *) bytes, (gssize) n_bytes, "UTF-8", "UTF-16BE",
                                   NULL, NULL, NULL)
                      : NULL;
}

/* Returns: (nullable): the name in UTF-8, from what older servers send */
static char *
decode_name (const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    {
      const char *end = *p == '&' ? strchr (p, '-') : NULL;
      g_autofree char *part = NULL;

      if (*p != '&')
        g_string_append_c (text, *p);
      else if (end == NULL)
        return NULL;
      else if (end == p + 1)
        g_string_append_c (text, '&');
      else if ((part = decode_shifted (p + 1, (gsize) (end - p - 1))) == NULL)
        return NULL;
      else
        g_string_append (text, part);
      p = end != NULL ? end : p;
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Accounts part levels by '/', whatever the server parts them by. */
static gboolean
part_levels (char *name,
             const char *delimiter)
{
  if (strcmp (delimiter, "/") == 0 || strcmp (delimiter, "NIL") == 0)
    return TRUE;
  if (strlen (delimiter) != 1 || strchr (name, '/') != NULL)
    return FALSE;

  g_strdelimit (name, delimiter, '/');

  return TRUE;
}

/**
 * rrm_imap_take_folder:
 * @data: what stands behind "LIST ", literals included
 * @length: its length in bytes
 * @facts: where the folder is kept, where it is the first one for its purpose
 *
 * Takes a folder that the server names for a purpose. One whose name cannot be used is left out.
 */
void
rrm_imap_take_folder (const char *data,
                      gsize length,
                      RrmServiceFacts *facts)
{
  RrmImapScan scan = { data, data + length };
  g_autofree char *delimiter = NULL;
  g_autofree char *wire = NULL;
  g_autofree char *name = NULL;
  guint use;

  if (!scan_use (&scan, &use) || use == RRM_N_FOLDER_USES || facts->folders[use] != NULL)
    return;
  delimiter = rrm_imap_scan_astring (&scan);
  if (delimiter == NULL || !rrm_imap_scan_char (&scan, ' '))
    return;
  wire = rrm_imap_scan_astring (&scan);
  if (wire == NULL || wire[0] == '\0' || scan.p != scan.end || strlen (wire) > MAX_NAME)
    return;

  name = decode_name (wire);
  if (name != NULL && g_utf8_validate (name, -1, NULL) && !rrm_text_has_controls (name) &&
      part_levels (name, delimiter))
    facts->folders[use] = g_steal_pointer (&name);
}
