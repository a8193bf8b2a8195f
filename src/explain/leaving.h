/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmAdvice:
 * @heading: what it is about
 * @lines: (array zero-terminated=1): a sentence or two each
 * @numbered: whether they follow each other
 *
 * A part of what is said to those who leave the provider.
 */
typedef struct
{
  char *heading;
  char **lines;
  gboolean numbered;
} RrmAdvice;

GPtrArray *rrm_explain_leaving (void);
void       rrm_advice_free     (RrmAdvice *advice);

G_END_DECLS
