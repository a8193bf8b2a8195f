/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/mutt-files.h"

G_BEGIN_DECLS

gboolean rrm_mutt_variable_replace (RrmClientProfile    *profile,
                                    const RrmMuttPlace  *place,
                                    gsize                from,
                                    gsize                to,
                                    const char          *text,
                                    GError             **error);

G_END_DECLS
