/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rrm_account_file_put_aside (const char  *path,
                                     char       **kept,
                                     GError     **error);
gboolean rrm_account_file_write     (const char  *path,
                                     const char  *before,
                                     const char  *text,
                                     GError     **error);

G_END_DECLS
