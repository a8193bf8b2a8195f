/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/report.h"
#include "protocol/letter.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RRM_TYPE_ROUND_TRIP (rrm_round_trip_get_type ())
G_DECLARE_FINAL_TYPE (RrmRoundTrip, rrm_round_trip, RRM, ROUND_TRIP, GObject)

RrmRoundTrip *rrm_round_trip_new          (RrmReport            *report,
                                           guint                 interval);
guint         rrm_round_trip_get_interval (RrmRoundTrip         *self);
void          rrm_round_trip_join_async   (RrmRoundTrip         *self,
                                           RrmServiceReport     *service,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
RrmLetter    *rrm_round_trip_join_finish  (RrmRoundTrip         *self,
                                           GAsyncResult         *result);
void          rrm_round_trip_leave        (RrmRoundTrip         *self,
                                           RrmServiceReport     *service);

G_END_DECLS
