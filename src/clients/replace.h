/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/error.h"

G_BEGIN_DECLS

/* What the name of a file has more while it is written, and how many letters come after that. */
#define RRM_FILE_BESIDE ".rrmail-"
#define RRM_FILE_BESIDE_MORE 6

GBytes   *rrm_file_read    (const char  *path,
                            GError     **error);
gboolean  rrm_file_replace (const char  *path,
                            GBytes      *bytes,
                            guint        mode,
                            GError     **error);

G_END_DECLS
