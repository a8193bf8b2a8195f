/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdio.h>

G_BEGIN_DECLS

GBytes   *rrm_file_read_all  (FILE       *file,
                              gsize       most);
gboolean  rrm_file_write_all (int         file,
                              GBytes     *bytes);
char     *rrm_file_resolve   (const char *path);

G_END_DECLS
