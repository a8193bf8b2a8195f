/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GKeyFile *rrm_table_load            (const char *name);
char    **rrm_table_get_list        (GKeyFile   *table,
                                     const char *group,
                                     const char *key);
gboolean  rrm_table_matches_pattern (const char *const *patterns,
                                     const char *text);
guint     rrm_table_distance        (const char *a,
                                     const char *b);

G_END_DECLS
