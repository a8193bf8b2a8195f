/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

/**
 * RrmClientsListFlags:
 * @RRM_CLIENTS_LIST_ALL: accounts of other providers, too
 *
 * What of the mail programs is listed.
 */
typedef enum
{
  RRM_CLIENTS_LIST_ALL = 1 << 0,
} RrmClientsListFlags;

char     *rrm_clients_to_text     (GPtrArray           *profiles,
                                   RrmClientsListFlags  flags);
char     *rrm_clients_to_json     (GPtrArray           *profiles,
                                   RrmClientsListFlags  flags);
gboolean  rrm_clients_is_listed   (const RrmClientAccount *account,
                                   RrmClientsListFlags  flags);
gboolean  rrm_clients_are_sound   (GPtrArray           *profiles,
                                   RrmClientsListFlags  flags);

G_END_DECLS
