/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "model/lookup.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmCliSettings:
 *
 * The options that say which settings: what `test`, `export` and `guide` have in common.
 */
typedef struct
{
  char *incoming;
  char *outgoing;
  char *username;
  char *outgoing_username;
  char *name;
  char *auth;
  char *outgoing_auth;
  gboolean allow_cleartext;
} RrmCliSettings;

void         rrm_cli_settings_add_options (RrmCliSettings  *settings,
                                           GOptionContext  *context);
void         rrm_cli_settings_clear       (RrmCliSettings  *settings);
gboolean     rrm_cli_settings_is_empty    (const RrmCliSettings *settings);
RrmAccount  *rrm_cli_settings_to_account  (RrmCliSettings  *settings,
                                           const char      *address,
                                           RrmLookup       *lookup,
                                           GError         **error);
char        *rrm_cli_describe_address     (const char      *text,
                                           const GError    *error);

G_END_DECLS
