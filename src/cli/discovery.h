/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/options.h"
#include "model/address.h"
#include "model/lookup.h"

G_BEGIN_DECLS

RrmLookup *rrm_cli_look_up (const RrmAddress *address,
                            RrmCheckOptions  *options,
                            gboolean         *stopped);

G_END_DECLS
