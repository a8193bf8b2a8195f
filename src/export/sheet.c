/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/sheet.h"

#include "base/secret.h"

#include <string.h>

#define FIRST_CAPACITY 3000

/**
 * RrmSheet:
 *
 * A file being written. It may come to hold a password, so its text lives in a secret from the
 * first byte, and what it outgrows is wiped.
 */
struct _RrmSheet
{
  RrmSecret *text;
  /* What @text can hold. */
  gsize capacity;
};

/**
 * rrm_sheet_new:
 *
 * Returns: (transfer full): an empty sheet
 */
RrmSheet *
rrm_sheet_new (void)
{
  RrmSheet *sheet = g_new (RrmSheet, 1);

  sheet->capacity = FIRST_CAPACITY;
  sheet->text = rrm_secret_new_sized (sheet->capacity);

  return sheet;
}

void
rrm_sheet_free (RrmSheet *sheet)
{
  rrm_secret_unref (sheet->text);
  g_free (sheet);
}

static void
make_room (RrmSheet *sheet,
           gsize length)
{
  gsize used;
  const char *bytes = rrm_secret_peek (sheet->text, &used);
  RrmSecret *larger;

  if (length <= sheet->capacity - used)
    return;

  sheet->capacity = MAX (sheet->capacity * 2, used + length);
  larger = rrm_secret_new_sized (sheet->capacity);
  rrm_secret_append (larger, bytes, (gssize) used);
  rrm_secret_unref (sheet->text);
  sheet->text = larger;
}

/**
 * rrm_sheet_add_data:
 * @sheet: a sheet
 * @bytes: (array length=length): what to write as it is
 * @length: its length in bytes
 */
void
rrm_sheet_add_data (RrmSheet *sheet,
                    const void *bytes,
                    gsize length)
{
  make_room (sheet, length);
  rrm_secret_append (sheet->text, bytes, (gssize) length);
}

void
rrm_sheet_add (RrmSheet *sheet,
               const char *text)
{
  rrm_sheet_add_data (sheet, text, strlen (text));
}

void
rrm_sheet_add_char (RrmSheet *sheet,
                    char c)
{
  rrm_sheet_add_data (sheet, &c, 1);
}

/**
 * rrm_sheet_print:
 * @sheet: a sheet
 * @format: as for printf()
 * @...: what is safe as it is: numbers, names from our own tables; never a password
 */
void
rrm_sheet_print (RrmSheet *sheet,
                 const char *format,
                 ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  rrm_sheet_add (sheet, text);
}

/**
 * rrm_sheet_line:
 * @sheet: a sheet
 * @before: what comes before the value
 * @escape: the target's rules
 * @value: what a person or a server typed
 *
 * Writes one line, with its end.
 */
void
rrm_sheet_line (RrmSheet *sheet,
                const char *before,
                RrmEscape escape,
                const char *value)
{
  rrm_sheet_add (sheet, before);
  escape (sheet, value);
  rrm_sheet_add_char (sheet, '\n');
}

static void
unref_secret (gpointer secret)
{
  rrm_secret_unref (secret);
}

/**
 * rrm_sheet_end:
 * @sheet: (transfer full): a sheet
 *
 * Returns: (transfer full): what was written; the memory is wiped with the last reference
 */
GBytes *
rrm_sheet_end (RrmSheet *sheet)
{
  gsize length;
  const char *bytes = rrm_secret_peek (sheet->text, &length);
  GBytes *contents = g_bytes_new_with_free_func (bytes, length, unref_secret, sheet->text);

  g_free (sheet);

  return contents;
}
