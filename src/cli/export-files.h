/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rrm_cli_write_files (GPtrArray   *files,
                              const char  *output,
                              gboolean     secret,
                              GError     **error);

G_END_DECLS
