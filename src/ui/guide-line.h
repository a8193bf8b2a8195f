/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/guide.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_GUIDE_LINE (rrm_guide_line_get_type ())
G_DECLARE_FINAL_TYPE (RrmGuideLine, rrm_guide_line, RRM, GUIDE_LINE, AdwBin)

GtkWidget *rrm_guide_line_new   (const RrmGuideStep *step,
                                 guint               number);
gboolean   rrm_guide_line_focus (RrmGuideLine       *self);

G_END_DECLS
