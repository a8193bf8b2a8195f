/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/file.h"

G_BEGIN_DECLS

void rrm_export_files_add_key_file (GPtrArray  *files,
                                    const char *name,
                                    GKeyFile   *key_file);

G_END_DECLS
