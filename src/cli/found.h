/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/options.h"
#include "model/account.h"
#include "model/address.h"
#include "model/lookup.h"

G_BEGIN_DECLS

gboolean rrm_cli_find_lacking  (RrmAccount             *account,
                                const RrmCheckOptions  *options);
gboolean rrm_cli_confirm_found (RrmAccount             *account,
                                const RrmAddress       *address,
                                const RrmLookup        *found,
                                GError                **error);
gboolean rrm_cli_set_unknown   (const RrmAddress       *address,
                                GError                **error);

G_END_DECLS
