/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/profile.h"
#include "model/finding.h"

G_BEGIN_DECLS

/* The entry of a change that does not exist yet. */
#define RRM_CLIENT_NEW_ENTRY "new"

gboolean    rrm_client_account_is_family (const RrmClientAccount *account);
GPtrArray  *rrm_client_audit             (const RrmClientProfile *profile,
                                          const RrmClientAccount *account);
GPtrArray  *rrm_client_audit_entries     (const RrmClientProfile *profile);
RrmFinding *rrm_client_compare           (const RrmClientProfile *profile,
                                          const RrmClientAccount *working,
                                          const RrmClientAccount *failing);

G_END_DECLS
