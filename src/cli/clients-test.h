/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/clients-list.h"
#include "cli/command.h"
#include "cli/reach.h"
#include "cli/scope.h"

G_BEGIN_DECLS

/**
 * RrmClientsTestOptions:
 * @scope: how far a test goes
 * @reach: which servers, on which way
 * @password_file: (nullable): where the password for all addresses stands
 * @allow_cleartext: a server without encryption is tested as it is set
 * @json: print JSON
 *
 * What `rrmail clients --test` was asked for.
 */
typedef struct
{
  RrmCliScope scope;
  RrmCliReach reach;
  char *password_file;
  gboolean allow_cleartext;
  gboolean json;
} RrmClientsTestOptions;

void    rrm_clients_test_add_options (RrmClientsTestOptions       *options,
                                      GOptionContext              *context);
void    rrm_clients_test_clear       (RrmClientsTestOptions       *options);
RrmExit rrm_clients_test             (GPtrArray                   *profiles,
                                      const RrmClientsTestOptions *options);

G_END_DECLS
