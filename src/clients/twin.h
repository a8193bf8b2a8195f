/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/profile.h"

G_BEGIN_DECLS

const RrmClientAccount *rrm_client_find_twin  (const RrmClientProfile *profile,
                                               const RrmClientAccount *account);
const RrmClientAccount *rrm_client_find_clash (const RrmClientProfile *profile,
                                               const RrmClientAccount *account,
                                               RrmAccount             *after);
char                   *rrm_client_name_twin  (const RrmClientAccount *twin);

G_END_DECLS
