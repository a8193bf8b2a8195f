/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GHashTable *rrm_mozilla_prefs_parse (const char  *text,
                                     gsize        length);
const char *rrm_mozilla_prefs_get   (GHashTable  *prefs,
                                     const char  *format,
                                     ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
