/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/service-report.h"
#include "net/context.h"
#include "net/tls.h"
#include "protocol/engine.h"

G_BEGIN_DECLS

typedef struct _RrmPump RrmPump;

void     rrm_pump_run_async    (GSocket              *socket,
                                RrmTls               *tls,
                                RrmEngine            *engine,
                                RrmServiceReport     *report,
                                const RrmNetContext  *context,
                                const char           *host,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              data);
gboolean rrm_pump_run_finish   (GAsyncResult         *result);
RrmPump *rrm_pump_rest_finish  (GAsyncResult         *result,
                                gboolean             *reached);
void     rrm_pump_resume_async (RrmPump              *pump,
                                RrmLetter            *letter,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              data);
void     rrm_pump_unref        (RrmPump              *pump);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmPump, rrm_pump_unref)

G_END_DECLS
