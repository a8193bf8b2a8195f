/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/options.h"
#include "model/report.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RRM_TYPE_CHECK (rrm_check_get_type ())
G_DECLARE_FINAL_TYPE (RrmCheck, rrm_check, RRM, CHECK, GObject)

RrmCheck  *rrm_check_new        (RrmAccount           *account,
                                 RrmCheckOptions      *options);
RrmReport *rrm_check_get_report (RrmCheck             *self);
void       rrm_check_run_async  (RrmCheck             *self,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
RrmReport *rrm_check_run_finish (RrmCheck             *self,
                                 GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
