/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

/* How the section of an outgoing server begins. */
#define RRM_KMAIL_TRANSPORT "Transport "

const char *rrm_kmail_find_identity (RrmDocument       *identities,
                                     const char        *uoid,
                                     const char        *username);
gboolean    rrm_kmail_set           (RrmClientProfile  *profile,
                                     RrmClientAccount  *account,
                                     const char        *key,
                                     const char        *value,
                                     GError           **error);
gboolean    rrm_kmail_split         (RrmClientProfile  *profile,
                                     RrmClientAccount  *account,
                                     GError           **error);

G_END_DECLS
