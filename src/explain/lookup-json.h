/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lookup.h"

G_BEGIN_DECLS

char *rrm_lookup_to_json (const RrmLookup *lookup,
                          gboolean         pretty);

G_END_DECLS
