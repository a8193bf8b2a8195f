/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

/**
 * RrmAlpineServer:
 * @host: its name
 * @port: (nullable): its port
 * @username: (nullable): the user name
 * @protocol: its protocol
 * @security: its kind of security
 * @is_mail: whether it is a server for mail
 *
 * A server as Alpine writes it: `mail.twc.com:993/ssl/user="ann"`.
 */
typedef struct
{
  char *host;
  char *port;
  char *username;
  RrmProtocol protocol;
  RrmSecurity security;
  gboolean is_mail;
} RrmAlpineServer;

void        rrm_alpine_server_read  (RrmAlpineServer    *server,
                                     const char         *text,
                                     RrmProtocol         protocol);
void        rrm_alpine_server_clear (RrmAlpineServer    *server);
const char *rrm_alpine_find_brace   (const char         *text);
gsize       rrm_alpine_next_word    (const char         *text,
                                     gsize               place,
                                     gsize              *end,
                                     gsize              *equals);
gboolean    rrm_alpine_set          (RrmClientProfile   *profile,
                                     RrmClientAccount   *account,
                                     const char         *key,
                                     const char         *value,
                                     GError            **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RrmAlpineServer, rrm_alpine_server_clear)

G_END_DECLS
