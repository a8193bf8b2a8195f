/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *rrm_json_line_load  (const char *line,
                                 guint       max_depth);
GHashTable *rrm_json_line_parse (const char *line);

G_END_DECLS
