/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of what is looked for. */
#define MEMORY_MAX_LENGTH 1000

void     memory_scan_prepare (void);
gboolean memory_scan_all     (const char *const *shifted,
                              gboolean           locked,
                              guint             *found);
guint    memory_scan         (const char *shifted);
char    *memory_shift_base64 (const char *shifted,
                              guint       skip);

G_END_DECLS
