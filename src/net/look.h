/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/fault.h"
#include "model/service-report.h"
#include "net/context.h"
#include "net/tls.h"

G_BEGIN_DECLS

/**
 * RRM_LOOK_SILENCE:
 *
 * How long a greeting may be awaited in silence before a second connection tries TLS, in
 * milliseconds.
 */
#define RRM_LOOK_SILENCE 2000

void     rrm_look_async  (const char           *host,
                          guint16               port,
                          RrmSecurity           wanted,
                          GSocket              *socket,
                          const RrmNetContext  *context,
                          RrmServiceReport     *report,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              data);
GSocket *rrm_look_finish (GAsyncResult         *result,
                          RrmSecurity          *found,
                          RrmTls              **tls,
                          RrmFault            **fault);

G_END_DECLS
