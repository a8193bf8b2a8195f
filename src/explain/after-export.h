/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmAfterExport:
 * @steps: (array zero-terminated=1): what happens next, in its order
 * @asks: what the program will still ask for, and what else to know
 *
 * What comes after an export.
 */
typedef struct
{
  char **steps;
  char **asks;
} RrmAfterExport;

RrmAfterExport *rrm_explain_after_export (const char     *format,
                                          const char     *program,
                                          const char     *guide);
void            rrm_after_export_free    (RrmAfterExport *after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmAfterExport, rrm_after_export_free)

G_END_DECLS
