/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/document.h"

#include <string.h>

/* Files of lines that begin with a word, where some words begin a section: msmtp, mbsync. Words
 * count whatever their case. */

typedef struct
{
  /* What begins a section, in lower case. */
  const char *const *starters;
  /* Whether a backslash in quotes stands for what follows it. */
  gboolean escapes;
} Flavour;

/* Where the value of a line is: with one pair of quotes around it, which belongs to the file. */
static char *
unquote (const Flavour *flavour,
         const char *raw)
{
  gsize length = strlen (raw);
  GString *value;

  if (length < 2 || raw[0] != '"' || raw[length - 1] != '"')
    return g_strdup (raw);
  if (!flavour->escapes)
    return g_strndup (raw + 1, length - 2);

  value = g_string_new (NULL);
  for (const char *p = raw + 1; p < raw + length - 1; p++)
    {
      if (*p == '\\' && p + 1 < raw + length - 1)
        p++;
      g_string_append_c (value, *p);
    }

  return g_string_free (value, FALSE);
}

static void
parse_line (RrmDocument *document,
            const Flavour *flavour,
            const char *text,
            const char *line,
            const char *end,
            gsize line_end,
            char **section)
{
  const char *word = line;
  const char *value;
  g_autofree char *key = NULL;
  g_autofree char *raw = NULL;
  RrmSetting *setting;

  while (word < end && (*word == ' ' || *word == '\t'))
    word++;
  while (end > word && g_ascii_isspace (end[-1]))
    end--;
  if (word == end || *word == '#')
    return;
  for (value = word; value < end && *value != ' ' && *value != '\t';)
    value++;
  key = g_ascii_strdown (word, value - word);
  while (value < end && (*value == ' ' || *value == '\t'))
    value++;
  raw = g_strndup (value, (gsize) (end - value));

  if (g_strv_contains (flavour->starters, key))
    {
      g_free (*section);
      *section = raw[0] != '\0' ? g_strconcat (key, " ", raw, NULL) : g_strdup (key);
      rrm_document_add_section (document, *section, line_end);
      return;
    }
  setting = g_new0 (RrmSetting, 1);
  setting->section = g_strdup (*section);
  setting->key = g_steal_pointer (&key);
  setting->value = unquote (flavour, raw);
  setting->start = (gsize) (value - text);
  setting->end = (gsize) (end - text);
  setting->line_end = line_end;
  rrm_document_add_setting (document, setting);
}

static void
parse (RrmDocument *document,
       const Flavour *flavour)
{
  gsize length;
  const char *text = rrm_document_get_text (document, &length);
  char *section = g_strdup ("");
  const char *p = text;

  while (p < text + length)
    {
      const char *newline = strchr (p, '\n');
      const char *end = newline != NULL ? newline : text + length;
      const char *next = newline != NULL ? newline + 1 : end;

      parse_line (document, flavour, text, p, end, (gsize) (next - text), &section);
      p = next;
    }
  g_free (section);
}

static gboolean
is_simple (const char *value)
{
  return value[0] != '\0' && strpbrk (value, " \t\r\n\"\\#") == NULL;
}

static char *
make_line (const char *key,
           const char *quoted,
           const char *indent)
{
  return g_strdup_printf ("%s%s %s", indent, key, quoted);
}

static void
parse_msmtp (RrmDocument *document)
{
  static const char *const starters[] = { "account", "defaults", NULL };
  static const Flavour flavour = { starters, FALSE };

  parse (document, &flavour);
}

static char *
quote_msmtp (const char *value,
             gboolean literal)
{
  (void) literal;
  if (strpbrk (value, "\r\n") != NULL)
    return NULL;

  return is_simple (value) ? g_strdup (value) : g_strdup_printf ("\"%s\"", value);
}

const RrmDialect rrm_dialect_msmtp = {
  .parse = parse_msmtp,
  .quote = quote_msmtp,
  .line = make_line,
};

static void
parse_mbsync (RrmDocument *document)
{
  static const char *const starters[] = { "imapaccount", "imapstore", "maildirstore", "channel",
                                          "group", NULL };
  static const Flavour flavour = { starters, TRUE };

  parse (document, &flavour);
}

static char *
quote_mbsync (const char *value,
              gboolean literal)
{
  GString *quoted;

  (void) literal;
  if (strpbrk (value, "\r\n") != NULL)
    return NULL;
  if (is_simple (value))
    return g_strdup (value);

  quoted = g_string_new ("\"");
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (quoted, FALSE);
}

const RrmDialect rrm_dialect_mbsync = {
  .parse = parse_mbsync,
  .quote = quote_mbsync,
  .line = make_line,
};
