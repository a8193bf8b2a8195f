/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     **rrm_error_words_split (const char         *text,
                                  GHashTable         *spelling);
gboolean   rrm_error_words_say   (const char *const  *words,
                                  const char         *phrases);

G_END_DECLS
