/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rrm_full_text_wrap (GtkLabel  *label);
void rrm_full_text_show (GtkWidget *tree);

G_END_DECLS
