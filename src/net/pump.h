/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/service-report.h"
#include "net/context.h"
#include "net/tls.h"
#include "protocol/engine.h"

G_BEGIN_DECLS

void     rrm_pump_run_async  (GSocket              *socket,
                              RrmTls               *tls,
                              RrmEngine            *engine,
                              RrmServiceReport     *report,
                              const RrmNetContext  *context,
                              const char           *host,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              data);
gboolean rrm_pump_run_finish (GAsyncResult         *result);

G_END_DECLS
