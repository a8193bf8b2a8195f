/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

void     rrm_aerc_find_value (const char        *value,
                              gsize             *from,
                              gsize             *to);
gboolean rrm_aerc_set        (RrmClientProfile  *profile,
                              RrmClientAccount  *account,
                              const char        *key,
                              const char        *value,
                              GError           **error);
void     rrm_aerc_forget     (RrmDocument       *document);

G_END_DECLS
