/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

gboolean rrm_fetchmail_set (RrmClientProfile  *profile,
                            RrmClientAccount  *account,
                            const char        *key,
                            const char        *value,
                            GError           **error);

G_END_DECLS
