/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rrm_scenario_keys_check (const char *section,
                                  const char *key,
                                  GError    **error);

G_END_DECLS
