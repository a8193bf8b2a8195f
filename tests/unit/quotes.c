/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/error-text.h"

#include <string.h>

/* Of the coded questions with a quote, how many must be told: what was reached, so that no later
 * rule takes it back. */
#define MUST_TELL 125

typedef struct
{
  guint told;
  guint rows;
} Count;

static gboolean
is_among_first_two (GPtrArray *findings,
                    const char *codes)
{
  g_auto (GStrv) words = g_strsplit (codes, " ", -1);

  for (guint i = 0; i < MIN (findings->len, 2); i++)
    {
      RrmFindingCode code = rrm_finding_get_code (g_ptr_array_index (findings, i));

      if (g_strv_contains ((const char *const *) words, rrm_finding_code_to_string (code)))
        return TRUE;
    }

  return FALSE;
}

static void
check_row (Count *count,
           const char *line)
{
  g_auto (GStrv) columns = g_strsplit (line, "\t", 5);
  g_autoptr (GPtrArray) findings = NULL;
  gboolean known = FALSE;

  g_assert_cmpuint (g_strv_length (columns), ==, 5);
  findings = rrm_error_text_explain (columns[4], &known);
  count->rows++;
  if (is_among_first_two (findings, columns[3]))
    count->told++;
  else if (g_str_equal (columns[2], "told"))
    {
      g_test_message ("%s (%s): %s", columns[0], columns[1], columns[4]);
      g_test_fail ();
    }
  /* Words with several causes get the next question to ask. */
  if (g_str_equal (columns[2], "several"))
    g_assert_true (is_among_first_two (
      findings, "tls-mode-mismatch connection-timed-out connection-refused"));
}

static void
test_quotes (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "quotes.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  Count count = { 0, 0 };

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && lines[i][0] != '#')
      check_row (&count, lines[i]);

  g_test_message ("%u of %u quotes are told", count.told, count.rows);
  g_assert_cmpuint (count.told, >=, MUST_TELL);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error-text/quotes", test_quotes);

  return g_test_run ();
}
