/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int  rrm_file_lock_take    (const char *path,
                            guint       patience,
                            GError    **error);
void rrm_file_lock_release (int         lock);

G_END_DECLS
