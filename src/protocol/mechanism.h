/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/enums.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmMechanism:
 * @auth: PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-256 or NTLM
 * @command: it is the protocol's own login command; @auth is %RRM_AUTH_LOGIN then
 *
 * One way to sign in.
 */
typedef struct
{
  RrmAuth auth;
  gboolean command;
} RrmMechanism;

const char *rrm_mechanism_get_name    (RrmAuth             auth);
gboolean    rrm_mechanism_choose      (RrmAuth             wish,
                                       gboolean            encrypted,
                                       const char *const  *offered,
                                       gboolean            has_command,
                                       RrmMechanism       *mechanism);
char      **rrm_mechanism_list        (const char *const  *capabilities,
                                       const char         *prefix);

G_END_DECLS
