/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "model/service-report.h"
#include "net/context.h"
#include "protocol/letter.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* POP3 shows a session only what lay in the mailbox when it began: whoever waits for a message must
 * sign in again, and servers do not like that. */
#define RRM_MAX_VISITS 12

void rrm_round_trip_visits_async  (RrmServiceReport     *report,
                                   RrmAccount           *account,
                                   const RrmNetContext  *context,
                                   RrmLetter            *letter,
                                   guint                 interval,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
void rrm_round_trip_visits_finish (GAsyncResult         *result);

G_END_DECLS
