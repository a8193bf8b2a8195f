/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rrm_cli_check_once (int      argc,
                             char   **argv,
                             GError **error);

G_END_DECLS
