/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/fault.h"
#include "net/context.h"

G_BEGIN_DECLS

void    rrm_fetch_async  (const char           *url,
                          gsize                 limit,
                          const RrmNetContext  *context,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              data);
GBytes *rrm_fetch_finish (GAsyncResult         *result,
                          RrmFault            **fault);

G_END_DECLS
