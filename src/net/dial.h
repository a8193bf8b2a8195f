/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/fault.h"
#include "model/service-report.h"
#include "net/context.h"

G_BEGIN_DECLS

void     rrm_dial_async         (const char           *host,
                                 guint16               port,
                                 const RrmNetContext  *context,
                                 RrmServiceReport     *report,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              data);
void     rrm_dial_address_async (GSocketAddress       *address,
                                 const RrmNetContext  *context,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              data);
GSocket *rrm_dial_finish        (GAsyncResult         *result,
                                 RrmFault            **fault);

G_END_DECLS
