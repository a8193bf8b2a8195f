/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

/**
 * RrmClientsMendOptions:
 * @address: (nullable): mend this account alone
 * @codes: (nullable) (array zero-terminated=1): mend these findings alone
 * @dry_run: show what would be changed
 * @json: print JSON
 *
 * What `rrmail clients mend` was asked for.
 */
typedef struct
{
  char *address;
  char **codes;
  gboolean dry_run;
  gboolean json;
} RrmClientsMendOptions;

RrmExit rrm_clients_mend   (GPtrArray                   *profiles,
                            const RrmClientsMendOptions *options);
void    rrm_clients_recover (void);
RrmExit rrm_clients_undo   (char                       **paths,
                            gboolean                     json);
RrmExit rrm_clients_refuse (const GError                *error,
                            const char                  *program);

G_END_DECLS
