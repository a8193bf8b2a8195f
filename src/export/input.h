/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "model/account.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmExportServer:
 * @host: in lower case ASCII, or an IP address without brackets
 * @security: never %RRM_SECURITY_AUTO
 * @login: whether one signs in at all
 * @username: what to sign in with; never empty where @login is set
 * @password: (nullable): %NULL unless it is to be written
 *
 * One server of an account, with every choice made.
 */
typedef struct
{
  RrmProtocol protocol;
  const char *host;
  guint port;
  RrmSecurity security;
  RrmAuth auth;
  gboolean login;
  const char *username;
  RrmSecret *password;
} RrmExportServer;

/**
 * RrmExportInput:
 * @id: a short name for the account made of letters, digits, '.', '_' and '-' only
 * @uuid: the same for the same account and format each time (RFC 9562, version 5)
 * @incoming: %NULL where the format holds the outgoing server only
 * @outgoing: %NULL where the format holds the incoming server only
 * @same_login: whether the outgoing server is signed in to just as the incoming one
 * @version: (nullable): the version of the program that will read it; %NULL: the newest
 * @existing: (nullable): what the program's own file holds now
 *
 * What a writer works from. Every text is checked: UTF-8 without control characters.
 */
typedef struct
{
  const char *address;
  const char *local_part;
  const char *domain;
  const char *name;
  const char *organization;
  const char *reply_address;
  const char *id;
  const char *uuid;
  const RrmExportServer *incoming;
  const RrmExportServer *outgoing;
  gboolean same_login;
  gboolean ipv4_only;
  gboolean leave_on_server;
  guint remove_after_days;
  gboolean remove_when_deleted;
  const char *root_folder;
  const char *sent_folder;
  const char *drafts_folder;
  const char *trash_folder;
  const char *junk_folder;
  const char *version;
  GBytes *existing;
} RrmExportInput;

char *rrm_export_uuid       (const char           *what,
                             const char           *address);
int   rrm_export_version    (const RrmExportInput *input,
                             guint                 part);
char *rrm_export_password_command (const RrmExportServer *server,
                                   const char            *verb);

G_END_DECLS
