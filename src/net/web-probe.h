/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/probe.h"
#include "net/context.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void rrm_web_probe_async  (RrmProbe             *probe,
                           const RrmNetContext  *context,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data);
void rrm_web_probe_finish (GAsyncResult         *result);

/* Pure, for the probe and its tests. */
void rrm_web_probe_judge  (RrmProbe             *probe,
                           const char           *answer,
                           gsize                 length);

G_END_DECLS
