/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_ENTRY_ROW (rrm_entry_row_get_type ())
G_DECLARE_FINAL_TYPE (RrmEntryRow, rrm_entry_row, RRM, ENTRY_ROW, AdwPreferencesRow)

GtkWidget *rrm_entry_row_get_entry  (RrmEntryRow    *self);
void       rrm_entry_row_set_buffer (RrmEntryRow    *self,
                                     GtkEntryBuffer *buffer);
void       rrm_entry_row_add_suffix (RrmEntryRow    *self,
                                     GtkWidget      *suffix);

G_END_DECLS
