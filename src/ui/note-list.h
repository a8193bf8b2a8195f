/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rrm_note_list_fill (GtkBox    *list,
                         char     **texts,
                         gboolean   numbered);

G_END_DECLS
