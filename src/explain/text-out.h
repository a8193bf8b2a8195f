/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/mask.h"

G_BEGIN_DECLS

/**
 * RrmTextOut:
 * @text: where the report grows
 * @mask: (nullable): what hides the address
 *
 * What every part of a report for reading is written to.
 */
typedef struct
{
  GString *text;
  RrmMask *mask;
} RrmTextOut;

void rrm_text_out_paragraph (RrmTextOut *out,
                             const char *first,
                             const char *rest,
                             const char *paragraph);
void rrm_text_out_line      (RrmTextOut *out,
                             const char *format,
                             ...) G_GNUC_PRINTF (2, 3);
void rrm_text_out_blank     (RrmTextOut *out);

G_END_DECLS
