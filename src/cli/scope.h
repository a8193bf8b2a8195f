/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/options.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmCliScope:
 * @until: (nullable): as typed
 * @deliver: the same as the last stage
 * @timeout: (nullable): as typed
 * @wait: (nullable): as typed
 *
 * How far a test goes and how long it takes, as the command line says it. The fields are for the
 * options; [method@CliScope.clear] frees them.
 */
typedef struct
{
  char *until;
  gboolean deliver;
  char *timeout;
  char *wait;
} RrmCliScope;

void     rrm_cli_scope_add_options (RrmCliScope        *scope,
                                    GOptionGroup       *group);
gboolean rrm_cli_scope_apply       (const RrmCliScope  *scope,
                                    RrmCheckOptions    *options,
                                    GError            **error);
void     rrm_cli_scope_clear       (RrmCliScope        *scope);

G_END_DECLS
