/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RRM_TYPE_BUTTON_BAR (rrm_button_bar_get_type ())
G_DECLARE_FINAL_TYPE (RrmButtonBar, rrm_button_bar, RRM, BUTTON_BAR, GtkWidget)

G_END_DECLS
