/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/document.h"

#include <string.h>

/* A file whose lines are nobody's settings: each is called by its number. */

static void
parse (RrmDocument *document)
{
  gsize length;
  const char *text = rrm_document_get_text (document, &length);
  const char *p = text;

  for (guint number = 1; p < text + length; number++)
    {
      const char *newline = strchr (p, '\n');
      const char *end = newline != NULL ? newline : text + length;
      const char *next = newline != NULL ? newline + 1 : end;
      RrmSetting *setting = g_new0 (RrmSetting, 1);

      if (end > p && end[-1] == '\r')
        end--;
      setting->section = g_strdup ("");
      setting->key = g_strdup_printf ("%u", number);
      setting->value = g_strndup (p, (gsize) (end - p));
      setting->start = (gsize) (p - text);
      setting->end = (gsize) (end - text);
      setting->line_end = (gsize) (next - text);
      rrm_document_add_setting (document, setting);
      p = next;
    }
}

static char *
quote (const char *value,
       gboolean literal)
{
  (void) literal;

  return strpbrk (value, "\r\n") != NULL ? NULL : g_strdup (value);
}

const RrmDialect rrm_dialect_lines = {
  .parse = parse,
  .quote = quote,
};
