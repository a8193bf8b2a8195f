/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/fault.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void         rrm_names_ask_async  (const char          *host,
                                   GSocketFamily        family,
                                   guint                timeout,
                                   GInetSocketAddress  *server,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data);
RrmFaultKind rrm_names_ask_finish (GAsyncResult        *result);

G_END_DECLS
