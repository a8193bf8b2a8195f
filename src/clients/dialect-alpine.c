/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/dialect-alpine.h"

#include <string.h>

static void
add_setting (RrmDocument *document,
             const char *key,
             gsize key_length,
             const GString *value,
             gsize start,
             gsize end)
{
  RrmSetting *setting = g_new0 (RrmSetting, 1);

  setting->section = g_strdup ("");
  setting->key = g_strndup (key, key_length);
  setting->value = g_strdup (value->str);
  setting->start = start;
  setting->end = end;
  setting->line_end = end;
  rrm_document_add_setting (document, setting);
}

/* The lines from here on that belong to one setting. */
static const char *
read_lines (const char *p,
            GString *value)
{
  do
    {
      gsize length = strcspn (p, "\n");
      gsize blanks = value->len > 0 ? strspn (p, " \t") : 0;

      g_string_append_len (value, p + blanks, (gssize) (length - blanks));
      while (value->len > 0 && value->str[value->len - 1] == '\r')
        g_string_truncate (value, value->len - 1);
      p += length;
      if (*p == '\n')
        p++;
    }
  while (*p == ' ' || *p == '\t');

  return p;
}

static void
unquote (GString *value)
{
  if (value->len >= 2 && value->str[0] == '"' && value->str[value->len - 1] == '"' &&
      strchr (value->str + 1, '"') == value->str + value->len - 1)
    {
      g_string_truncate (value, value->len - 1);
      g_string_erase (value, 0, 1);
    }
}

static const char *
read_setting (RrmDocument *document,
              const char *text,
              const char *line,
              const char *equals)
{
  g_autoptr (GString) value = g_string_new (NULL);
  const char *end = read_lines (equals + 1, value);

  unquote (value);
  add_setting (document, line, (gsize) (equals - line), value, (gsize) (equals + 1 - text),
               (gsize) (end - text));

  return end;
}

static void
parse_alpine (RrmDocument *document)
{
  gsize length;
  const char *text = rrm_document_get_text (document, &length);
  const char *p = text;

  while (*p != '\0')
    {
      gsize line = strcspn (p, "\n");
      const char *equals = memchr (p, '=', line);

      if (line == 0 || *p == '#' || equals == NULL)
        {
          p += line;
          if (*p == '\n')
            p++;
          continue;
        }
      p = read_setting (document, text, p, equals);
    }
}

const RrmDialect rrm_dialect_alpine = {
  .parse = parse_alpine,
};
