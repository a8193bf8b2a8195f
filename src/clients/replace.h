/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/error.h"

G_BEGIN_DECLS

GBytes   *rrm_file_read    (const char  *path,
                            GError     **error);
gboolean  rrm_file_replace (const char  *path,
                            GBytes      *bytes,
                            guint        mode,
                            GError     **error);

G_END_DECLS
