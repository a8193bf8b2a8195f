/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/sheet.h"

G_BEGIN_DECLS

void     rrm_escape_raw       (RrmSheet   *sheet,
                               const char *text);
void     rrm_escape_uri       (RrmSheet   *sheet,
                               const char *text);
void     rrm_escape_uri_path  (RrmSheet   *sheet,
                               const char *text);
void     rrm_escape_xml       (RrmSheet   *sheet,
                               const char *text);
void     rrm_escape_backslash (RrmSheet   *sheet,
                               const char *text);
void     rrm_escape_mutt      (RrmSheet   *sheet,
                               const char *text);
void     rrm_escape_fetchmail (RrmSheet   *sheet,
                               const char *text);
void     rrm_escape_outer     (RrmSheet   *sheet,
                               const char *text);
void     rrm_escape_percent   (RrmSheet   *sheet,
                               const char *text);
void     rrm_escape_go_ini    (RrmSheet   *sheet,
                               const char *text);
void     rrm_escape_kconfig   (RrmSheet   *sheet,
                               const char *text);

gboolean rrm_text_has_any     (const char *text,
                               const char *characters);
gboolean rrm_text_has_edge_blanks (const char *text);
gboolean rrm_text_is_plain    (const char *text);
char    *rrm_mailbox_format   (const char *name,
                               const char *address);

G_END_DECLS
