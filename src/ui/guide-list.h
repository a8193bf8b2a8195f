/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/guide-about.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *rrm_guide_list_new_row (RrmGuideTopic  topic,
                                   const char    *program,
                                   const char    *file,
                                   const char    *title,
                                   const char    *subtitle,
                                   const char    *icon_name);
void       rrm_guide_list_clear   (GtkBox        *list);

G_END_DECLS
