/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What libFuzzer calls with every input; each target has one. */
int LLVMFuzzerTestOneInput (const guint8 *bytes,
                            gsize         length);

/**
 * RrmFuzzInput:
 * @p: what comes next
 * @end: where it ends
 *
 * An input that is taken apart from its beginning.
 */
typedef struct
{
  const guint8 *p;
  const guint8 *end;
} RrmFuzzInput;

guint    rrm_fuzz_choose    (RrmFuzzInput *input,
                             guint         n);
char    *rrm_fuzz_copy      (const void   *bytes,
                             gsize         length);
char    *rrm_fuzz_take_text (RrmFuzzInput *input);
char    *rrm_fuzz_take_line (RrmFuzzInput *input);
gboolean rrm_fuzz_is_shown  (const char   *text);

G_END_DECLS
