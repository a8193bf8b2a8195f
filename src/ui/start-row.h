/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RRM_TYPE_START_ROW (rrm_start_row_get_type ())
G_DECLARE_FINAL_TYPE (RrmStartRow, rrm_start_row, RRM, START_ROW, GtkButton)

GtkWidget *rrm_start_row_new      (const char  *title,
                                   const char  *subtitle,
                                   const char  *icon_name);
void       rrm_start_row_set_word (RrmStartRow *self,
                                   const char  *word,
                                   const char  *css_class);

G_END_DECLS
