/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/document.h"

G_BEGIN_DECLS

/* "key=value"; a line that begins with a blank goes on with a list. */
extern const RrmDialect rrm_dialect_alpine;

G_END_DECLS
