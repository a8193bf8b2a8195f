/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/address.h"
#include "model/lookup.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void       rrm_records_async  (const RrmAddress    *address,
                               guint                timeout,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data);
RrmLookup *rrm_records_finish (GAsyncResult        *result);

G_END_DECLS
