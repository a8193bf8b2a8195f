/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "model/error-text.h"

/* A pasted error message: at most five causes, each once. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  g_autofree char *text = rrm_fuzz_take_text (&input);
  gboolean known = FALSE;
  g_autoptr (GPtrArray) findings = rrm_error_text_explain (text, &known);

  g_assert_cmpuint (findings->len, <=, 5);
  g_assert_true (!known || findings->len > 0);
  for (guint i = 0; i < findings->len; i++)
    for (guint k = 0; k < i; k++)
      g_assert_cmpint (rrm_finding_get_code (g_ptr_array_index (findings, i)), !=,
                       rrm_finding_get_code (g_ptr_array_index (findings, k)));

  return 0;
}
