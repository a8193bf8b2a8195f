/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "model/finding.h"

G_BEGIN_DECLS

/**
 * RrmKnown:
 * @finding: a finding
 * @account: (nullable): the account that it is about
 *
 * What sentences can rest on. To the details of the finding it adds: `where`, `severity`, `step`,
 * `service`, `side` ("incoming", "outgoing"), `same-name` (the sender is the one who signed in),
 * `change` (in words), `new-port` and the like (what the change sets), and the address and the
 * settings of the account.
 */
typedef struct
{
  RrmFinding *finding;
  RrmAccount *account;
} RrmKnown;

char *rrm_known_get       (const char *name,
                           gpointer    known);
char *rrm_known_get_label (const char *name,
                           gpointer    known);

gboolean rrm_known_is_family_name    (const char     *host);
gboolean rrm_known_is_family_host    (const RrmKnown *known);
gboolean rrm_known_is_family_address (const RrmKnown *known);

G_END_DECLS
