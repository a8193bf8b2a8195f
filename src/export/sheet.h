/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RrmSheet RrmSheet;

/**
 * RrmEscape:
 * @sheet: where to write
 * @text: what a person or a server typed
 *
 * Writes @text by a target's own rules, so that the target reads back exactly @text.
 */
typedef void (*RrmEscape) (RrmSheet   *sheet,
                           const char *text);

RrmSheet *rrm_sheet_new      (void);
void      rrm_sheet_free     (RrmSheet      *sheet);
void      rrm_sheet_add      (RrmSheet      *sheet,
                              const char    *text);
void      rrm_sheet_add_data (RrmSheet      *sheet,
                              const void    *bytes,
                              gsize          length);
void      rrm_sheet_add_char (RrmSheet      *sheet,
                              char           c);
void      rrm_sheet_print    (RrmSheet      *sheet,
                              const char    *format,
                              ...) G_GNUC_PRINTF (2, 3);
void      rrm_sheet_line     (RrmSheet      *sheet,
                              const char    *before,
                              RrmEscape      escape,
                              const char    *value);
GBytes   *rrm_sheet_end      (RrmSheet      *sheet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmSheet, rrm_sheet_free)

G_END_DECLS
