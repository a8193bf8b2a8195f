/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint  memory_scan         (const char *shifted);
char  *memory_shift_base64 (const char *shifted,
                            guint       skip);

G_END_DECLS
