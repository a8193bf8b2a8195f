/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

int    rrm_measure        (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           gboolean        natural);
double rrm_get_text_scale (GtkWidget      *widget);

G_END_DECLS
