/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/imap-receive-scan.h"

#include <string.h>

/* The responses that the search for our message needs. Everything here stays inside [p, end) and
 * takes time in proportion to its length. */

/* As many messages as ours can have become; more than that are not ours. */
#define MAX_FOUND 8
#define MAX_SET 200
#define MAX_NAME 200

static gboolean
scan_word (RrmImapScan *scan,
           const char *word)
{
  gsize n = strlen (word);

  if ((gsize) (scan->end - scan->p) < n || g_ascii_strncasecmp (scan->p, word, n) != 0)
    return FALSE;
  scan->p += n;

  return TRUE;
}

/* A flag, or the name of an item with what stands in brackets behind it. */
static char *
scan_name (RrmImapScan *scan)
{
  const char *start = scan->p;
  guint depth = 0;

  for (; scan->p < scan->end && (depth > 0 || strchr (" ()\"{", *scan->p) == NULL); scan->p++)
    {
      if (*scan->p == '[')
        depth++;
      else if (*scan->p == ']' && depth > 0)
        depth--;
    }

  return scan->p > start ? g_strndup (start, (gsize) (scan->p - start)) : NULL;
}

/* "(\HasNoChildren \Junk)" */
static gboolean
scan_attributes (RrmImapScan *scan,
                 gboolean *junk,
                 gboolean *selectable)
{
  *junk = FALSE;
  *selectable = TRUE;
  if (!rrm_imap_scan_char (scan, '('))
    return FALSE;
  do
    {
      g_autofree char *name = scan_name (scan);

      if (name == NULL)
        break;
      if (g_ascii_strcasecmp (name, "\\Junk") == 0)
        *junk = TRUE;
      else if (g_ascii_strcasecmp (name, "\\Noselect") == 0 ||
               g_ascii_strcasecmp (name, "\\NonExistent") == 0)
        *selectable = FALSE;
    }
  while (rrm_imap_scan_char (scan, ' '));

  return rrm_imap_scan_char (scan, ')') && rrm_imap_scan_char (scan, ' ');
}

/* What servers and programs call it, whatever stands above it. */
static gboolean
is_junk_name (const char *name,
              const char *delimiter)
{
  static const char *const names[] = { "Junk",       "Spam",      "Junk E-mail", "Junk Email",
                                       "Junk Mail",  "Bulk Mail", "Bulk" };
  const char *last = delimiter[0] != '\0' ? g_strrstr (name, delimiter) : NULL;
  const char *leaf = last != NULL ? last + strlen (delimiter) : name;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (leaf, names[i]) == 0)
      return TRUE;

  return FALSE;
}

/**
 * rrm_imap_scan_junk:
 * @scan: what stands behind "LIST "
 * @name: (out) (transfer full): the folder, as on the wire
 * @special: (out): the server says by an attribute what it is for (RFC 6154)
 *
 * Returns: whether it is a folder for junk mail that can be opened
 */
gboolean
rrm_imap_scan_junk (RrmImapScan *scan,
                    char **name,
                    gboolean *special)
{
  gboolean selectable;
  g_autofree char *delimiter = NULL;
  g_autofree char *found = NULL;

  if (!scan_attributes (scan, special, &selectable) || !selectable)
    return FALSE;
  delimiter = rrm_imap_scan_astring (scan);
  if (delimiter == NULL || !rrm_imap_scan_char (scan, ' '))
    return FALSE;
  found = rrm_imap_scan_astring (scan);
  if (found == NULL || scan->p != scan->end ||
      !(*special || is_junk_name (found, strcmp (delimiter, "NIL") == 0 ? "" : delimiter)))
    return FALSE;

  *name = g_steal_pointer (&found);

  return TRUE;
}

/* The highest of the UIDs, which are the newest messages. */
static char *
join_last (const GArray *uids)
{
  g_autoptr (GString) set = g_string_new (NULL);
  guint first = uids->len > MAX_FOUND ? uids->len - MAX_FOUND : 0;

  for (guint i = first; i < uids->len; i++)
    g_string_append_printf (set, "%s%" G_GUINT64_FORMAT, set->len > 0 ? "," : "",
                            g_array_index (uids, guint64, i));

  return set->len > 0 ? g_string_free (g_steal_pointer (&set), FALSE) : NULL;
}

/* "(TAG "a1") UID ALL 4,7:9": RFC 9051, section 7.3.4. */
static char *
scan_esearch (RrmImapScan *scan)
{
  const char *all = g_strstr_len (scan->p, scan->end - scan->p, " ALL ");
  gsize n = all != NULL ? strspn (all + 5, "0123456789,:") : 0;

  return n > 0 && n <= MAX_SET ? g_strndup (all + 5, n) : NULL;
}

/**
 * rrm_imap_scan_found:
 * @scan: an untagged response
 *
 * Reads what UID SEARCH found. Whether it is really ours is another question.
 *
 * Returns: (transfer full) (nullable): a set of UIDs; %NULL where it found nothing, or where it is
 *   another response
 */
char *
rrm_imap_scan_found (RrmImapScan *scan)
{
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 uid;

  if (scan_word (scan, "ESEARCH "))
    return scan_esearch (scan);
  if (!scan_word (scan, "SEARCH"))
    return NULL;
  while (rrm_imap_scan_char (scan, ' ') && rrm_imap_scan_number (scan, &uid))
    g_array_append_val (uids, uid);

  return join_last (uids);
}

/* A list of flags, which holds nothing but atoms. */
static gboolean
skip_list (RrmImapScan *scan)
{
  const char *close = memchr (scan->p, ')', (gsize) (scan->end - scan->p));

  if (close == NULL)
    return FALSE;
  scan->p = close + 1;

  return TRUE;
}

static gboolean
scan_item (RrmImapScan *scan,
           guint64 *uid,
           char **field)
{
  g_autofree char *name = scan_name (scan);
  g_autofree char *value = NULL;

  if (name == NULL || !rrm_imap_scan_char (scan, ' '))
    return FALSE;
  if (g_ascii_strcasecmp (name, "UID") == 0)
    return rrm_imap_scan_number (scan, uid);
  if (rrm_imap_scan_char (scan, '('))
    return skip_list (scan);
  value = rrm_imap_scan_astring (scan);
  if (value != NULL && g_ascii_strncasecmp (name, "BODY[", 5) == 0)
    {
      g_free (*field);
      *field = g_steal_pointer (&value);
      return TRUE;
    }

  return value != NULL;
}

/**
 * rrm_imap_scan_fetch:
 * @scan: an untagged response that may be "7 FETCH (…)"
 * @uid: (out): which message
 * @field: (out) (transfer full): the part of its header that was asked for
 *
 * Returns: whether both are there
 */
gboolean
rrm_imap_scan_fetch (RrmImapScan *scan,
                     guint64 *uid,
                     char **field)
{
  g_autofree char *text = NULL;
  guint64 number;

  *uid = 0;
  if (!rrm_imap_scan_number (scan, &number) || !scan_word (scan, " FETCH ("))
    return FALSE;
  do
    if (!scan_item (scan, uid, &text))
      return FALSE;
  while (rrm_imap_scan_char (scan, ' '));
  if (!rrm_imap_scan_char (scan, ')') || *uid == 0 || text == NULL)
    return FALSE;

  *field = g_steal_pointer (&text);

  return TRUE;
}

/**
 * rrm_imap_quote:
 * @name: a folder, as the server wrote it
 *
 * Returns: (transfer full) (nullable): it in quotation marks; %NULL where those cannot hold it
 */
char *
rrm_imap_quote (const char *name)
{
  g_autoptr (GString) quoted = g_string_new ("\"");

  if (strlen (name) > MAX_NAME)
    return NULL;
  for (const char *p = name; *p != '\0'; p++)
    {
      if (!g_ascii_isprint (*p))
        return NULL;
      if (*p == '"' || *p == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (g_steal_pointer (&quoted), FALSE);
}
