/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/text-out.h"

/* Fits a terminal and a mail. */
#define COLUMNS 78

/**
 * rrm_text_out_paragraph:
 * @out: where it goes
 * @first: what stands before the first line
 * @rest: what stands before every other line
 * @paragraph: a text, which is broken into lines
 */
void
rrm_text_out_paragraph (RrmTextOut *out,
                        const char *first,
                        const char *rest,
                        const char *paragraph)
{
  g_autofree char *cleaned = rrm_mask_apply_line (out->mask, paragraph);
  g_auto (GStrv) words = g_strsplit (cleaned, " ", -1);
  glong column = g_utf8_strlen (first, -1);
  gboolean at_start = TRUE;

  g_string_append (out->text, first);
  for (guint i = 0; words[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (words[i], -1);

      if (!at_start && column + 1 + length > COLUMNS)
        {
          g_string_append_printf (out->text, "\n%s", rest);
          column = g_utf8_strlen (rest, -1);
          at_start = TRUE;
        }
      if (!at_start)
        g_string_append_c (out->text, ' ');
      g_string_append (out->text, words[i]);
      column += length + (at_start ? 0 : 1);
      at_start = FALSE;
    }
  g_string_append_c (out->text, '\n');
}

/**
 * rrm_text_out_line:
 * @out: where it goes
 * @format: as for printf()
 * @...: what it needs
 *
 * Writes one line as it is.
 */
void
rrm_text_out_line (RrmTextOut *out,
                   const char *format,
                   ...)
{
  g_autofree char *line = NULL;
  g_autofree char *cleaned = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);

  cleaned = rrm_mask_apply_line (out->mask, line);
  g_string_append_printf (out->text, "%s\n", cleaned);
}

void
rrm_text_out_blank (RrmTextOut *out)
{
  g_string_append_c (out->text, '\n');
}
