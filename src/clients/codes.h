/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/profile.h"

G_BEGIN_DECLS

extern const RrmDialect rrm_dialect_codes;

gboolean rrm_codes_read (RrmClientProfile *profile,
                         const char       *text,
                         gsize             length,
                         GError          **error);

G_END_DECLS
