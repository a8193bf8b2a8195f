/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef gboolean (*RrmCancelledFunc) (GCancellable *cancellable,
                                      gpointer      data);

GSource *rrm_source_new_timer     (guint             milliseconds,
                                   GSourceFunc       callback,
                                   gpointer          data);
GSource *rrm_source_new_deadline  (GSourceFunc       callback,
                                   gpointer          data);
GSource *rrm_source_new_cancel    (GCancellable     *cancellable,
                                   RrmCancelledFunc  callback,
                                   gpointer          data);
GSource *rrm_source_new_watch     (void);
gint64   rrm_source_get_away      (GSource          *watch);
gint64   rrm_source_get_date_step (GSource          *watch);
void     rrm_source_clear         (GSource         **source);

G_END_DECLS
