/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/mozilla-prefs.h"

#include <stdarg.h>
#include <string.h>

/* What Mozilla programs write into prefs.js: one user_pref("name", value); a line. Anything else
 * is not such a file, and nothing is written over it. */

/* Reads a string from its opening quote on; @end is behind the closing one. */
static char *
parse_string (const char *text,
              const char **end)
{
  g_autoptr (GString) string = g_string_new (NULL);
  char quote = *text;

  if (quote != '"' && quote != '\'')
    return NULL;

  for (const char *p = text + 1; *p != '\0'; p++)
    {
      if (*p == quote)
        {
          *end = p + 1;
          return g_strdup (string->str);
        }
      if (*p == '\\')
        {
          p++;
          if (*p == 'n' || *p == 'r')
            {
              g_string_append_c (string, *p == 'n' ? '\n' : '\r');
              continue;
            }
          /* Thunderbird itself writes no other escapes than these two and the backslash. */
          if (*p != '"' && *p != '\'' && *p != '\\')
            return NULL;
        }
      g_string_append_c (string, *p);
    }

  return NULL;
}

static const char *
skip_blanks (const char *text)
{
  return text + strspn (text, " \t");
}

static gboolean
parse_line (const char *line,
            GHashTable *prefs)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  const char *p = line;

  if (!g_str_has_prefix (p, "user_pref("))
    return FALSE;
  name = parse_string (p + strlen ("user_pref("), &p);
  if (name == NULL || *(p = skip_blanks (p)) != ',')
    return FALSE;

  p = skip_blanks (p + 1);
  if (*p == '"' || *p == '\'')
    value = parse_string (p, &p);
  else
    {
      gsize length = strcspn (p, ") \t");

      value = g_strndup (p, length);
      p += length;
    }
  if (value == NULL || !g_str_has_prefix (skip_blanks (p), ");"))
    return FALSE;

  g_hash_table_replace (prefs, g_steal_pointer (&name), g_steal_pointer (&value));

  return TRUE;
}

/* Comment lines, and the inner lines of the block at the top. */
static gboolean
is_comment (const char *line)
{
  return line[0] == '\0' || line[0] == '#' || g_str_has_prefix (line, "//") ||
         g_str_has_prefix (line, "/*") || g_str_has_prefix (line, "*");
}

/**
 * rrm_mozilla_prefs_parse:
 * @text: a prefs.js
 * @length: its length in bytes
 *
 * Returns: (transfer full) (nullable): its settings, each value as text, or %NULL if @text is
 *   something else
 */
GHashTable *
rrm_mozilla_prefs_parse (const char *text,
                         gsize length)
{
  g_autoptr (GHashTable) prefs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  /* Empty bytes have no address. */
  g_autofree char *copy = g_strndup (text != NULL ? text : "", length);
  g_auto (GStrv) lines = NULL;

  if (strlen (copy) != length || !g_utf8_validate (copy, -1, NULL))
    return NULL;

  lines = g_strsplit (copy, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      if (!is_comment (line) && !parse_line (line, prefs))
        return NULL;
    }

  return g_steal_pointer (&prefs);
}

/**
 * rrm_mozilla_prefs_get:
 * @prefs: settings
 * @format: a setting's name, as for printf()
 * @...: what goes into it
 *
 * Returns: its value, "" if it is not set
 */
const char *
rrm_mozilla_prefs_get (GHashTable *prefs,
                       const char *format,
                       ...)
{
  g_autofree char *name = NULL;
  const char *value;
  va_list arguments;

  va_start (arguments, format);
  name = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  value = g_hash_table_lookup (prefs, name);

  return value != NULL ? value : "";
}
