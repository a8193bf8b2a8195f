/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/context.h"
#include "net/tls.h"

G_BEGIN_DECLS

void        rrm_handshake_async  (GSocket              *socket,
                                  const char           *host,
                                  RrmTlsOffer           offer,
                                  const RrmNetContext  *context,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              data);
RrmTlsInfo *rrm_handshake_finish (GAsyncResult         *result,
                                  RrmFault            **fault);

G_END_DECLS
