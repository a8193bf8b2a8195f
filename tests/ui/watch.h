/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One frame at sixty in a second, in microseconds. */
#define WATCH_FRAME 16000

void   watch_begin (GtkWidget  *window);
gint64 watch_end   (const char *what);

G_END_DECLS
