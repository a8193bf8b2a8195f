/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "base/text.h"

/* Anybody's bytes, made fit to be shown. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  guint max = rrm_fuzz_choose (&input, 256);
  gsize n = (gsize) (input.end - input.p);
  g_autofree char *raw = rrm_fuzz_copy (input.p, n);
  g_autofree char *clean = rrm_text_clean (raw, (gssize) n, max);
  g_autofree char *again = rrm_text_clean (clean, -1, G_MAXSIZE);

  g_assert_true (rrm_fuzz_is_shown (clean));
  /* An escape is at most ten characters long; one more shows the cut. */
  g_assert_cmpint (g_utf8_strlen (clean, -1), <=, 10 * (glong) max + 1);
  g_assert_false (rrm_text_has_controls (clean));
  /* What is clean stays as it is, but for what the cut left at the end. */
  g_assert_true (g_str_has_prefix (clean, again));

  return 0;
}
