/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/csv.h"

#include <string.h>

static gboolean
is_at_end_of_line (const RrmCsv *csv)
{
  return csv->p == csv->end || *csv->p == '\n' ||
         (*csv->p == '\r' && csv->end - csv->p > 1 && csv->p[1] == '\n');
}

static void
skip_line_end (RrmCsv *csv)
{
  if (csv->p < csv->end && *csv->p == '\r')
    csv->p++;
  if (csv->p < csv->end && *csv->p == '\n')
    {
      csv->p++;
      csv->line++;
    }
}

/**
 * rrm_csv_skip_blank:
 * @csv: a place at the beginning of a line
 *
 * Goes past lines with nothing in them.
 */
void
rrm_csv_skip_blank (RrmCsv *csv)
{
  while (csv->p < csv->end && is_at_end_of_line (csv))
    skip_line_end (csv);
}

/**
 * rrm_csv_take_line:
 * @csv: a place at the beginning of a line
 *
 * Returns: (transfer full) (nullable): the line without its end; %NULL where it holds a NUL or is
 *   not UTF-8
 */
char *
rrm_csv_take_line (RrmCsv *csv)
{
  const char *start = csv->p;
  char *line;

  while (!is_at_end_of_line (csv))
    csv->p++;
  line = g_utf8_validate (start, csv->p - start, NULL)
           ? g_strndup (start, (gsize) (csv->p - start))
           : NULL;
  skip_line_end (csv);

  return line;
}

/* A field between quotes, in which two quotes stand for one; FALSE where they are not closed. */
static gboolean
take_quoted (RrmCsv *csv,
             GString *field)
{
  for (csv->p++; csv->p < csv->end; csv->p++)
    {
      if (*csv->p == '\n')
        csv->line++;
      if (*csv->p == '"' && !(csv->end - csv->p > 1 && csv->p[1] == '"'))
        {
          csv->p++;
          return TRUE;
        }
      if (*csv->p == '"')
        csv->p++;
      g_string_append_c (field, *csv->p);
    }

  return FALSE;
}

static RrmCsvProblem
take_field (RrmCsv *csv,
            GPtrArray *fields)
{
  g_autoptr (GString) field = g_string_new (NULL);

  if (csv->p < csv->end && *csv->p == '"')
    {
      if (!take_quoted (csv, field))
        return RRM_CSV_QUOTE;
    }
  else
    for (; !is_at_end_of_line (csv) && *csv->p != ','; csv->p++)
      {
        if (*csv->p == '"')
          return RRM_CSV_QUOTE;
        g_string_append_c (field, *csv->p);
      }
  if (!is_at_end_of_line (csv) && *csv->p != ',')
    return RRM_CSV_QUOTE;
  if (!g_utf8_validate (field->str, (gssize) field->len, NULL))
    return RRM_CSV_TEXT;
  g_ptr_array_add (fields, g_string_free (g_steal_pointer (&field), FALSE));

  return RRM_CSV_GOOD;
}

/**
 * rrm_csv_take_record:
 * @csv: a place at the beginning of a record
 * @fields: (element-type utf8): where its fields are added; it frees them
 *
 * Takes a record, its line end included. Behind one with a problem it goes on with the next line,
 * so that a quote that nobody closed costs no more than the line it stands in.
 *
 * Returns: what is wrong with it
 */
RrmCsvProblem
rrm_csv_take_record (RrmCsv *csv,
                     GPtrArray *fields)
{
  const RrmCsv start = *csv;

  for (;;)
    {
      RrmCsvProblem problem = take_field (csv, fields);

      if (problem != RRM_CSV_GOOD)
        {
          *csv = start;
          g_free (rrm_csv_take_line (csv));
          return problem;
        }
      if (is_at_end_of_line (csv))
        break;
      csv->p++;
    }
  skip_line_end (csv);

  return RRM_CSV_GOOD;
}
