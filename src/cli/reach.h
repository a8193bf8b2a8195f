/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/options.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmCliReach:
 * @only: (nullable): as typed
 * @ipv4: by IPv4 only
 * @ipv6: by IPv6 only
 * @ca_file: (nullable): as typed
 * @connect_to: (nullable): as typed
 * @no_probes: no comparison with other ports and hosts
 * @offline: keep off the network
 *
 * Which servers a test goes to, on which way, and whom it trusts, as the command line says it. The
 * fields are for the options; [method@CliReach.clear] frees them.
 */
typedef struct
{
  char *only;
  gboolean ipv4;
  gboolean ipv6;
  char *ca_file;
  char **connect_to;
  gboolean no_probes;
  gboolean offline;
} RrmCliReach;

void     rrm_cli_reach_add_options (RrmCliReach        *reach,
                                    GOptionGroup       *group);
void     rrm_cli_reach_add_lookup  (RrmCliReach        *reach,
                                    GOptionContext     *context);
gboolean rrm_cli_reach_apply       (const RrmCliReach  *reach,
                                    RrmCheckOptions    *options,
                                    GError            **error);
gboolean rrm_cli_reach_open_ways   (const RrmCliReach  *reach,
                                    RrmCheckOptions    *options,
                                    GError            **error);
void     rrm_cli_reach_clear       (RrmCliReach        *reach);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RrmCliReach, rrm_cli_reach_clear)

G_END_DECLS
