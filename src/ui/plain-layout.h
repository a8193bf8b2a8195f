/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RRM_TYPE_PLAIN_LAYOUT (rrm_plain_layout_get_type ())
G_DECLARE_FINAL_TYPE (RrmPlainLayout, rrm_plain_layout, RRM, PLAIN_LAYOUT, GtkLayoutManager)

void rrm_plain_layout_ease (GtkWidget *tree);

G_END_DECLS
