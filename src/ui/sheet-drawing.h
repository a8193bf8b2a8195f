/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/guide.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

double rrm_sheet_draw (cairo_t        *cr,
                       const RrmGuide *guide,
                       GBytes         *code,
                       double          width,
                       double          height,
                       gboolean        large);

G_END_DECLS
