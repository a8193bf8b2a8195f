/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/probe.h"
#include "net/context.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void rrm_probe_run_async  (RrmProbe             *probe,
                           const RrmNetContext  *context,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data);
void rrm_probe_run_finish (GAsyncResult         *result);

G_END_DECLS
