/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void     rrm_save_file_async  (GFile               *file,
                               GBytes              *contents,
                               gboolean             keep_copy,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);
gboolean rrm_save_file_finish (GFile               *file,
                               GAsyncResult        *result,
                               GError             **error);

G_END_DECLS
