/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/address.h"
#include "model/lookup.h"

G_BEGIN_DECLS

/* Far more than any provider needs. */
#define RRM_AUTOCONFIG_MAX_SIZE (64 * 1024)

gboolean rrm_autoconfig_parse (const char       *text,
                               gsize             length,
                               const RrmAddress *address,
                               RrmLookup        *lookup);

G_END_DECLS
