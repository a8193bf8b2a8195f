/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/document.h"

#include <string.h>

/* Files of [section] and key=value lines. What differs is how a value is written. */

/* How one kind of such a file reads and writes a value. */
typedef struct
{
  /* What stands between key and value. */
  const char *separators;
  /* Whether blanks around a value belong to the file, not to the value. */
  gboolean strips;
  /* Whether an indented line goes on with the value of the line above. */
  gboolean continues;
  /* NULL: as it stands. */
  char *(*decode) (const char *raw);
} Flavour;

typedef struct
{
  RrmDocument *document;
  const Flavour *flavour;
  const char *text;
  char *section;
} Reader;

static const char *
find_separator (const char *line,
                const char *end,
                const char *separators)
{
  for (const char *p = line; p < end; p++)
    if (strchr (separators, *p) != NULL)
      return p;

  return NULL;
}

static void
read_header (Reader *reader,
             const char *line,
             const char *end,
             gsize line_end)
{
  const char *close = end;

  while (close > line && *close != ']')
    close--;
  if (close == line)
    {
      rrm_document_set_damaged (reader->document);
      return;
    }

  g_free (reader->section);
  reader->section = g_strndup (line + 1, (gsize) (close - line - 1));
  rrm_document_add_section (reader->document, reader->section, line_end);
}

static void
read_setting (Reader *reader,
              const char *line,
              const char *end,
              gsize line_end)
{
  const Flavour *flavour = reader->flavour;
  const char *separator = find_separator (line, end, flavour->separators);
  g_autofree char *raw = NULL;
  RrmSetting *setting;
  const char *value;

  if (separator == NULL)
    {
      rrm_document_set_damaged (reader->document);
      return;
    }

  value = separator + 1;
  if (flavour->strips)
    {
      while (value < end && (*value == ' ' || *value == '\t'))
        value++;
      while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    }
  raw = g_strndup (value, (gsize) (end - value));

  setting = g_new0 (RrmSetting, 1);
  setting->section = g_strdup (reader->section);
  setting->key = g_strchomp (g_strndup (line, (gsize) (separator - line)));
  setting->value = flavour->decode != NULL ? flavour->decode (raw) : g_steal_pointer (&raw);
  setting->start = (gsize) (value - reader->text);
  setting->end = (gsize) (end - reader->text);
  setting->line_end = line_end;
  rrm_document_add_setting (reader->document, setting);
}

static void
read_line (Reader *reader,
           const char *line,
           const char *end,
           gsize line_end)
{
  const char *first = line;

  while (first < end && (*first == ' ' || *first == '\t'))
    first++;
  if (first == end || *first == '#' || *first == ';')
    return;
  if (first > line && reader->flavour->continues)
    return;
  if (*first == '[')
    read_header (reader, first, end - 1, line_end);
  else
    read_setting (reader, first, end, line_end);
}

static void
parse (RrmDocument *document,
       const Flavour *flavour)
{
  gsize length;
  const char *text = rrm_document_get_text (document, &length);
  Reader reader = { document, flavour, text, g_strdup ("") };
  const char *p = text;

  /* What Windows' editor puts at the beginning. */
  if (g_str_has_prefix (p, "\xef\xbb\xbf"))
    p += 3;
  while (p < text + length)
    {
      const char *newline = strchr (p, '\n');
      const char *end = newline != NULL ? newline : text + length;
      const char *next = newline != NULL ? newline + 1 : end;

      if (end > p && end[-1] == '\r')
        end--;
      read_line (&reader, p, end, (gsize) (next - text));
      p = next;
    }
  g_free (reader.section);
}

static gboolean
has_line_end (const char *value)
{
  return strpbrk (value, "\r\n") != NULL;
}

static char *
quote_raw (const char *value,
           gboolean literal)
{
  (void) literal;

  return has_line_end (value) ? NULL : g_strdup (value);
}

static char *
make_tight_line (const char *key,
                 const char *quoted,
                 const char *indent)
{
  return g_strdup_printf ("%s%s=%s", indent, key, quoted);
}

static char *
make_wide_line (const char *key,
                const char *quoted,
                const char *indent)
{
  return g_strdup_printf ("%s%s = %s", indent, key, quoted);
}

static char *
make_header (const char *section)
{
  return g_strdup_printf ("[%s]", section);
}

static void
parse_ini (RrmDocument *document)
{
  static const Flavour flavour = { .separators = "=" };

  parse (document, &flavour);
}

const RrmDialect rrm_dialect_ini = {
  .parse = parse_ini,
  .quote = quote_raw,
  .line = make_tight_line,
  .header = make_header,
};

/* GLib's key files, and KDE's: a backslash, a blank at the beginning and the ends of lines. */
static char *
decode_backslash (const char *raw)
{
  GString *value = g_string_new (NULL);
  static const char escapes[] = "sntr\\";
  static const char meanings[] = " \n\t\r\\";

  for (const char *p = raw; *p != '\0'; p++)
    {
      const char *escape = *p == '\\' && p[1] != '\0' ? strchr (escapes, p[1]) : NULL;

      if (escape != NULL)
        p++;
      g_string_append_c (value, escape != NULL ? meanings[escape - escapes] : *p);
    }

  return g_string_free (value, FALSE);
}

static char *
quote_backslash (const char *value,
                 gboolean literal)
{
  GString *quoted;

  (void) literal;
  if (has_line_end (value))
    return NULL;

  quoted = g_string_new (NULL);
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '\\')
        g_string_append (quoted, "\\\\");
      else if (*p == '\t')
        g_string_append (quoted, "\\t");
      else if (*p == ' ' && p == value)
        g_string_append (quoted, "\\s");
      else
        g_string_append_c (quoted, *p);
    }

  return g_string_free (quoted, FALSE);
}

static void
parse_key_file (RrmDocument *document)
{
  static const Flavour flavour = { "=", TRUE, FALSE, decode_backslash };

  parse (document, &flavour);
}

const RrmDialect rrm_dialect_key_file = {
  .parse = parse_key_file,
  .quote = quote_backslash,
  .line = make_tight_line,
  .header = make_header,
};

/* Python's ConfigParser. */
static char *
quote_stripped (const char *value,
                gboolean literal)
{
  gsize length = strlen (value);

  (void) literal;
  if (has_line_end (value) ||
      (length > 0 && (g_ascii_isspace (value[0]) || g_ascii_isspace (value[length - 1]))))
    return NULL;

  return g_strdup (value);
}

static void
parse_python (RrmDocument *document)
{
  static const Flavour flavour = { "=:", TRUE, TRUE, NULL };

  parse (document, &flavour);
}

const RrmDialect rrm_dialect_python = {
  .parse = parse_python,
  .quote = quote_stripped,
  .line = make_wide_line,
  .header = make_header,
};

/* The same with %(name)s; a percent sign of its own is written twice. */
static char *
decode_percent (const char *raw)
{
  GString *value = g_string_new (raw);

  g_string_replace (value, "%%", "%", 0);

  return g_string_free (value, FALSE);
}

static char *
quote_percent (const char *value,
               gboolean literal)
{
  g_autofree char *quoted = quote_stripped (value, literal);
  GString *string;

  if (quoted == NULL)
    return NULL;
  string = g_string_new (quoted);
  g_string_replace (string, "%", "%%", 0);

  return g_string_free (string, FALSE);
}

static void
parse_offlineimap (RrmDocument *document)
{
  static const Flavour flavour = { "=:", TRUE, TRUE, decode_percent };

  parse (document, &flavour);
}

const RrmDialect rrm_dialect_offlineimap = {
  .parse = parse_offlineimap,
  .quote = quote_percent,
  .line = make_wide_line,
  .header = make_header,
};
