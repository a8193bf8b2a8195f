/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/audit.h"
#include "model/address.h"
#include "model/provider-map.h"

G_BEGIN_DECLS

/* One account while it is looked at. */
typedef struct
{
  const RrmClientProfile *profile;
  const RrmClientAccount *account;
  RrmProviderMap *map;
  /* NULL where the address cannot be read. */
  RrmAddress *address;
  const char *domain;
  GPtrArray *findings;
} RrmAudit;

RrmFinding *rrm_audit_add            (RrmAudit           *audit,
                                      RrmFindingCode      code,
                                      RrmServiceSettings *settings);
RrmChange  *rrm_audit_new_change     (const RrmAudit     *audit,
                                      RrmServiceSettings *settings);
gboolean    rrm_audit_is_family_host (const char         *host);
void        rrm_audit_service        (RrmAudit           *audit,
                                      RrmServiceSettings *settings,
                                      const char         *other_auth);

G_END_DECLS
