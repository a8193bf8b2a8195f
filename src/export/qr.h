/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/sheet.h"

G_BEGIN_DECLS

typedef struct _RrmQr RrmQr;

RrmQr   *rrm_qr_new      (GBytes      *contents);
void     rrm_qr_free     (RrmQr       *qr);
guint    rrm_qr_get_size (const RrmQr *qr);
gboolean rrm_qr_is_dark  (const RrmQr *qr,
                          guint        x,
                          guint        y);
void     rrm_qr_draw_svg (const RrmQr *qr,
                          RrmSheet    *sheet);
void     rrm_qr_draw_png (const RrmQr *qr,
                          guint        scale,
                          RrmSheet    *sheet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmQr, rrm_qr_free)

G_END_DECLS
