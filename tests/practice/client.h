/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/server.h"

#include <gnutls/gnutls.h>

G_BEGIN_DECLS

typedef struct _Client Client;

Client  *client_new          (RrmPracticeServer *server,
                              const char        *host,
                              guint16            port);
void     client_free         (Client            *self);
int      client_start_tls    (Client            *self,
                              const char        *host,
                              const char        *priority,
                              guint             *status);
void     client_send         (Client            *self,
                              const char        *text);
char    *client_read_line    (Client            *self);
gsize    client_read_some    (Client            *self,
                              char              *into,
                              gsize              length);
void     client_expect       (Client            *self,
                              const char        *prefix);
char    *client_ask          (Client            *self,
                              const char        *command);
void     client_tell         (Client            *self,
                              const char        *command,
                              const char        *prefix);
gboolean client_was_reset    (Client            *self);
int      client_connect_error (Client           *self);
const char *client_tls_version (Client          *self);
int      client_get_alert    (Client            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Client, client_free)

RrmScenario       *scenario_from_text (const char  *text);
RrmPracticeServer *server_from_text   (const char  *text);

G_END_DECLS
