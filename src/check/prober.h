/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/options.h"
#include "model/report.h"
#include "net/context.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What may pass between the end of a failing step and the end of its probes, in milliseconds. */
#define RRM_PROBE_GRACE_MS 2000
/* How long a step may be silent before its probes start, in milliseconds. */
#define RRM_PROBE_SILENCE_MS 3000

#define RRM_TYPE_PROBER (rrm_prober_get_type ())
G_DECLARE_FINAL_TYPE (RrmProber, rrm_prober, RRM, PROBER, GObject)

RrmProber *rrm_prober_new         (RrmServiceReport     *service,
                                   RrmCheckOptions      *options,
                                   const RrmNetContext  *context);
void       rrm_prober_end_async   (RrmProber            *self,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
void       rrm_prober_end_finish  (RrmProber            *self,
                                   GAsyncResult         *result,
                                   RrmReport            *report);

G_END_DECLS
