/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/document.h"

G_BEGIN_DECLS

/* Variables by their names without underscores; beside these "my_hdr", "source" and "hook", each
 * as often as it stands there. */
extern const RrmDialect rrm_dialect_mutt;

G_END_DECLS
