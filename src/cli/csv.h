/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmCsvProblem:
 * @RRM_CSV_GOOD: there is none
 * @RRM_CSV_QUOTE: a quote where none may stand, or one that is not closed
 * @RRM_CSV_TEXT: it is not valid UTF-8 text
 *
 * What is wrong with a record.
 */
typedef enum
{
  RRM_CSV_GOOD,
  RRM_CSV_QUOTE,
  RRM_CSV_TEXT,
} RrmCsvProblem;

/**
 * RrmCsv:
 * @p: what comes next
 * @end: where it ends
 * @line: the number of the line at @p, from 1
 *
 * A place in a text of comma-separated values (RFC 4180), or in one that is read line by line.
 */
typedef struct
{
  const char *p;
  const char *end;
  guint line;
} RrmCsv;

void           rrm_csv_skip_blank (RrmCsv    *csv);
char          *rrm_csv_take_line  (RrmCsv    *csv);
RrmCsvProblem  rrm_csv_take_record (RrmCsv   *csv,
                                    GPtrArray *fields);

G_END_DECLS
