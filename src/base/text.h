/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *rrm_text_clean        (const char *bytes,
                                gssize      length,
                                gsize       max_characters);
gboolean rrm_text_has_controls (const char *text);

G_END_DECLS
