/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rrm_accounts_merge (GKeyFile   *before,
                          GKeyFile   *now,
                          const char *text,
                          GError    **error);

G_END_DECLS
