/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void     rrm_mozilla_profiles_find (const char *root,
                                    GPtrArray  *paths);
char    *rrm_mozilla_profile_name  (const char *folder,
                                    gboolean   *is_default);
char    *rrm_mozilla_read_value    (const char *path,
                                    const char *section,
                                    const char *key);
gboolean rrm_mozilla_is_open       (const char *folder);

G_END_DECLS
