/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/profile.h"
#include "model/finding.h"
#include "model/held.h"

G_BEGIN_DECLS

void           rrm_client_date_passwords (RrmClientProfile       *profile);
RrmHeld        rrm_client_judge_stored   (RrmClientStored         stored,
                                          gint64                  saved,
                                          gint64                  changed);
RrmFinding    *rrm_client_audit_password (const RrmClientProfile *profile,
                                          const RrmClientAccount *account,
                                          gint64                  changed,
                                          gboolean                incoming_works,
                                          gboolean                outgoing_works);

G_END_DECLS
