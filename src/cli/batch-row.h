/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/options.h"
#include "cli/account-list.h"
#include "model/report.h"

G_BEGIN_DECLS

RrmAccount *rrm_batch_row_to_account (const RrmAccountRow *row,
                                      RrmCheckOptions     *options,
                                      gboolean             allow_cleartext,
                                      GError             **error);
char       *rrm_batch_row_report     (const RrmAccountRow *row,
                                      RrmReport           *report);
char       *rrm_batch_row_refuse     (const RrmAccountRow *row,
                                      RrmStage             until,
                                      const char          *why);

G_END_DECLS
