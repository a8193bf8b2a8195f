/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "protocol/imap-scan.h"

#include <string.h>

/* The pieces of IMAP's grammar: none of them leaves the bytes that it was given, and none moves
 * backwards. */

static void
check_place (const RrmImapScan *scan,
             const char *before)
{
  g_assert_true (scan->p >= before);
  g_assert_true (scan->p <= scan->end);
}

static void
check_storage (const char *text,
               gsize length)
{
  RrmImapScan scan = { text, text + length };
  guint64 used = 0;
  guint64 limit = 0;

  if (rrm_imap_scan_storage (&scan, &used, &limit))
    {
      g_assert_cmpuint (used, <=, G_MAXINT64);
      g_assert_cmpuint (limit, <=, G_MAXINT64);
    }
  check_place (&scan, text);
}

static void
check_words (const char *text,
             gsize length)
{
  RrmImapScan scan = { text, text + length };

  while (scan.p < scan.end)
    {
      const char *before = scan.p;
      g_autofree char *word = rrm_imap_scan_astring (&scan);

      check_place (&scan, before);
      if (word != NULL)
        g_assert_cmpuint (strlen (word), <=, (gsize) (scan.p - before));
      if (scan.p == before)
        scan.p++;
    }
}

static void
check_line (const char *text)
{
  const char *words = NULL;
  g_autofree char *code = rrm_imap_response_code (text, &words);
  guint64 n = 0;

  g_assert_true (words >= text && words <= text + strlen (text));
  if (code != NULL)
    g_assert_null (strchr (code, ']'));
  if (rrm_imap_ends_with_literal (text, strlen (text), &n))
    {
      g_autofree char *end = g_strdup_printf ("%" G_GUINT64_FORMAT "}", n);

      g_assert_true (g_str_has_suffix (text, end));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  /* Exactly as long as the input, and without a NUL behind it. */
  g_autofree char *raw = rrm_fuzz_copy (bytes, length);
  g_autofree char *text = rrm_fuzz_take_text (&input);

  check_storage (raw, length);
  check_words (raw, length);
  check_line (text);

  return 0;
}
