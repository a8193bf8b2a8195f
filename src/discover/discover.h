/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/address.h"
#include "model/lookup.h"
#include "net/context.h"

G_BEGIN_DECLS

/* For each file, record or connection, in milliseconds; somebody waits for it. */
#define RRM_DISCOVER_TIMEOUT_MS 5000

gboolean   rrm_discover_may_ask (const RrmLookup     *lookup);
void       rrm_discover_async  (const RrmAddress     *address,
                                const RrmNetContext  *context,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              data);
RrmLookup *rrm_discover_finish (GAsyncResult         *result);

G_END_DECLS
