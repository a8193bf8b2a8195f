/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/round-trip.h"
#include "model/account.h"
#include "model/service-report.h"
#include "net/context.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void rrm_service_check_async       (RrmServiceReport     *report,
                                    RrmAccount           *account,
                                    const RrmNetContext  *context,
                                    RrmRoundTrip         *trip,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
void rrm_service_check_visit_async (RrmServiceReport     *report,
                                    RrmAccount           *account,
                                    const RrmNetContext  *context,
                                    RrmLetter            *letter,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
void rrm_service_check_finish      (GAsyncResult         *result);

G_END_DECLS
