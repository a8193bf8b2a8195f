/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/enums.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmMechanism:
 * @auth: PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-256 or NTLM
 * @command: it is the protocol's own login command; @auth is %RRM_AUTH_LOGIN then
 * @plus: it is bound to the TLS session; @auth is %RRM_AUTH_SCRAM_SHA_256 then
 *
 * One way to sign in.
 */
typedef struct
{
  RrmAuth auth;
  gboolean command;
  gboolean plus;
} RrmMechanism;

const char *rrm_mechanism_get_name    (const RrmMechanism *mechanism);
gboolean    rrm_mechanism_choose      (RrmAuth             wish,
                                       gboolean            encrypted,
                                       gboolean            can_bind,
                                       const char *const  *offered,
                                       gboolean            has_command,
                                       RrmMechanism       *mechanism);
char      **rrm_mechanism_list        (const char *const  *capabilities,
                                       const char         *prefix);

G_END_DECLS
