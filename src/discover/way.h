/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/context.h"

G_BEGIN_DECLS

gboolean rrm_way_is_open (const RrmNetContext *context,
                          const char          *host,
                          guint16              port);

G_END_DECLS
