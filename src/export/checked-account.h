/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/format.h"
#include "export/input.h"

G_BEGIN_DECLS

typedef struct _RrmCheckedAccount RrmCheckedAccount;

RrmCheckedAccount    *rrm_checked_account_new       (const RrmFormat         *format,
                                                     RrmAccount              *account,
                                                     const RrmExportOptions  *options,
                                                     GError                 **error);
void                  rrm_checked_account_free      (RrmCheckedAccount       *checked);
const RrmExportInput *rrm_checked_account_get_input (const RrmCheckedAccount *checked);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmCheckedAccount, rrm_checked_account_free)

G_END_DECLS
