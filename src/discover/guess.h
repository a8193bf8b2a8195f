/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/address.h"
#include "model/lookup.h"
#include "net/context.h"

G_BEGIN_DECLS

void       rrm_guess_async  (const RrmAddress     *address,
                             const RrmNetContext  *context,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              data);
RrmLookup *rrm_guess_finish (GAsyncResult         *result);

G_END_DECLS
