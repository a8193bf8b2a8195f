/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rrm_cli_can_ask (void);
gboolean rrm_cli_ask     (const char *question);

G_END_DECLS
