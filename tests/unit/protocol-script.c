/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol-script.h"

#include <string.h>

/**
 * RrmScript:
 *
 * A transcript file. Headers come first, "name: value"; a line "---" ends them. Then one item
 * follows in each line. Lines that begin with "#" are comments.
 *
 * In what is said, these stand for something else:
 *   \r \n \\ \xHH   a byte
 *   {b64:TEXT}      TEXT in Base64, with ~ for a NUL
 *   {COUNT*TEXT}    TEXT so many times
 *   <1>             the first tag of the client, <2> the second
 */

static void
item_free (gpointer data)
{
  RrmScriptItem *item = data;

  g_string_free (item->text, TRUE);
  g_free (item->shown);
  g_free (item);
}

void
rrm_script_free (RrmScript *script)
{
  g_free (script->name);
  g_hash_table_unref (script->headers);
  g_ptr_array_unref (script->items);
  g_free (script);
}

const char *
rrm_script_get (const RrmScript *script,
                const char *header,
                const char *fallback)
{
  const char *value = g_hash_table_lookup (script->headers, header);

  return value != NULL ? value : fallback;
}

static gboolean
read_macro (const char **p,
            GString *out)
{
  const char *close = strchr (*p, '}');
  char *rest;
  guint64 count;

  if (close == NULL)
    return FALSE;
  if (g_str_has_prefix (*p, "{b64:"))
    {
      g_autofree char *text = g_strndup (*p + 5, (gsize) (close - *p - 5));
      g_autofree char *plain = g_strcompress (text);
      gsize length = 0;
      g_autofree char *encoded = NULL;

      for (; plain[length] != '\0'; length++)
        if (plain[length] == '~')
          plain[length] = '\0';
      encoded = g_base64_encode ((const guchar *) plain, length);
      g_string_append (out, encoded);
      *p = close + 1;
      return TRUE;
    }

  count = g_ascii_strtoull (*p + 1, &rest, 10);
  if (rest == *p + 1 || *rest != '*')
    return FALSE;
  for (guint64 i = 0; i < count; i++)
    g_string_append_len (out, rest + 1, close - rest - 1);
  *p = close + 1;

  return TRUE;
}

static GString *
resolve (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    {
      if (*p == '{' && read_macro (&p, out))
        continue;
      if (*p == '\\' && p[1] == 'x')
        {
          g_string_append_c (
            out, (char) (g_ascii_xdigit_value (p[2]) * 16 + g_ascii_xdigit_value (p[3])));
          p += 4;
        }
      else if (*p == '\\')
        {
          static const char from[] = "rn\\";
          static const char to[] = "\r\n\\";
          const char *found = strchr (from, p[1]);

          g_assert_nonnull (found);
          g_string_append_c (out, to[found - from]);
          p += 2;
        }
      else
        g_string_append_c (out, *p++);
    }

  return out;
}

static const struct
{
  const char *prefix;
  RrmScriptKind kind;
} prefixes[] = {
  { "S: ", RRM_SCRIPT_SERVER },
  { "H: ", RRM_SCRIPT_SERVER },
  { "R: ", RRM_SCRIPT_RAW },
  { "C: ", RRM_SCRIPT_CLIENT },
  { "C& ", RRM_SCRIPT_CLIENT },
  { "X: ", RRM_SCRIPT_SECRET },
  { "P: ", RRM_SCRIPT_PUBLIC },
  { "TLS unverified", RRM_SCRIPT_TLS_UNVERIFIED },
  { "TLS failed", RRM_SCRIPT_TLS_FAILED },
  { "TLS", RRM_SCRIPT_TLS },
  { "EOF", RRM_SCRIPT_EOF },
  { "RESET", RRM_SCRIPT_RESET },
  { "TIMEOUT", RRM_SCRIPT_TIMEOUT },
  { "PAUSE", RRM_SCRIPT_PAUSE },
  { "LETTER", RRM_SCRIPT_LETTER },
  { "LEAVE", RRM_SCRIPT_LEAVE },
};

static void
read_item (RrmScript *script,
           const char *line)
{
  RrmScriptItem *item;

  if (g_str_has_prefix (line, "T: "))
    {
      g_autoptr (GString) shown = resolve (line + 3);

      g_assert_cmpuint (script->items->len, >, 0);
      item = g_ptr_array_index (script->items, script->items->len - 1);
      g_free (item->shown);
      item->shown = g_strdup (shown->str);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (line, prefixes[i].prefix))
      {
        g_autoptr (GString) text = resolve (line + strlen (prefixes[i].prefix));

        item = g_new0 (RrmScriptItem, 1);
        item->kind = prefixes[i].kind;
        if (item->kind != RRM_SCRIPT_RAW && line[0] != 'H')
          item->shown = g_strdup (text->str);
        item->text = g_steal_pointer (&text);
        item->joined = line[1] == '&';
        g_ptr_array_add (script->items, item);
        return;
      }

  g_error ("%s: what is \"%s\"?", script->name, line);
}

static void
read_header (RrmScript *script,
             const char *line)
{
  const char *colon = strstr (line, ": ");

  if (colon == NULL)
    g_error ("%s: what is \"%s\"?", script->name, line);
  g_hash_table_insert (script->headers, g_strndup (line, (gsize) (colon - line)),
                       g_strdup (colon + 2));
}

/* Reads a script from @text. */
RrmScript *
rrm_script_parse (const char *name,
                  const char *text)
{
  RrmScript *script = g_new0 (RrmScript, 1);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean in_headers = TRUE;

  script->name = g_strdup (name);
  script->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  script->items = g_ptr_array_new_with_free_func (item_free);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] == '#' || lines[i][0] == '\0')
        continue;
      if (strcmp (lines[i], "---") == 0)
        in_headers = FALSE;
      else if (in_headers)
        read_header (script, lines[i]);
      else
        read_item (script, lines[i]);
    }

  return script;
}

/* Reads the script in the file @path. */
RrmScript *
rrm_script_load (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);

  return rrm_script_parse (name, contents);
}
