/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

/**
 * RrmKeyWord:
 * @word: as the program writes it; %NULL ends a list
 * @value: what it stands for
 *
 * One of the words of a program. Of several for one value the first is written.
 */
typedef struct
{
  const char *word;
  int value;
} RrmKeyWord;

/**
 * RrmKeys:
 * @host: the key for the host; as all keys it may be "section/key", where a server has several
 * @port: the key for the port; %NULL: behind the host, after a colon
 * @port_switch: (nullable): the key that must be "1" for the port to count
 * @username: the key for the user name
 * @security: (nullable): the key for the security
 * @securities: (nullable): its words, which are of [enum@Security]
 * @tls: (nullable): in place of @security, a truth value for TLS from the first byte
 * @starttls: (nullable): one for STARTTLS
 * @yes: how a truth is written
 * @no: how its contrary is written
 * @auth: (nullable): the key for the way to sign in
 * @auths: (nullable): its words, which are of [enum@Auth]
 * @address: (nullable): the key for the address
 * @leave: (nullable): the key for leaving mail on the server
 * @leave_on: how it is switched on
 * @leave_off: how it is switched off
 * @host_maker: (nullable): a key that makes the host by a command, whatever @host says
 * @username_maker: (nullable): the same for the user name
 *
 * What a program calls the settings of a server.
 */
typedef struct
{
  const char *host;
  const char *port;
  const char *port_switch;
  const char *username;
  const char *security;
  const RrmKeyWord *securities;
  const char *tls;
  const char *starttls;
  const char *yes;
  const char *no;
  const char *auth;
  const RrmKeyWord *auths;
  const char *address;
  const char *leave;
  const char *leave_on;
  const char *leave_off;
  const char *host_maker;
  const char *username_maker;
} RrmKeys;

const RrmKeys *rrm_keys_find    (const RrmClient    *client,
                                 RrmProtocol         protocol);
gboolean       rrm_keys_set     (RrmClientProfile   *profile,
                                 RrmClientAccount   *account,
                                 const char         *key,
                                 const char         *value,
                                 GError            **error);
gboolean       rrm_keys_set_geary (RrmClientProfile *profile,
                                   RrmClientAccount *account,
                                   const char       *key,
                                   const char       *value,
                                   GError          **error);
gboolean       rrm_keys_set_msmtp (RrmClientProfile *profile,
                                   RrmClientAccount *account,
                                   const char       *key,
                                   const char       *value,
                                   GError          **error);
gboolean       rrm_keys_set_mbsync (RrmClientProfile *profile,
                                    RrmClientAccount *account,
                                    const char       *key,
                                    const char       *value,
                                    GError          **error);
gboolean       rrm_process_runs (const char         *path,
                                 const char *const  *names);

G_END_DECLS
