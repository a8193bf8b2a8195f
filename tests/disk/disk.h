/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* There is always room. */
#define DISK_ROOMY G_MAXSIZE

void disk_set (const char *folder,
               gsize       room,
               gboolean    read_only);

G_END_DECLS
