/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/document.h"
#include "model/account.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RrmClient RrmClient;

/* What stands there Thunderbird sets again at each start. */
#define RRM_THUNDERBIRD_USER_FILE "user.js"

/**
 * RrmClientStored:
 * @RRM_CLIENT_STORED_UNKNOWN: the program's files do not show it
 * @RRM_CLIENT_STORED_NO: it holds no password for this server
 * @RRM_CLIENT_STORED_YES: it holds one
 *
 * Whether a program has kept a password. What it is, is never looked at.
 */
typedef enum
{
  RRM_CLIENT_STORED_UNKNOWN,
  RRM_CLIENT_STORED_NO,
  RRM_CLIENT_STORED_YES,
} RrmClientStored;

/**
 * RrmClientPlace:
 * @document: (unowned): the file
 * @section: the section there, or what the program calls this server
 *
 * Where a program keeps the settings of a server.
 */
typedef struct
{
  RrmDocument *document;
  char *section;
} RrmClientPlace;

/**
 * RrmClientEntry:
 * @id: what the program calls it
 * @title: (nullable): what it shows the person
 * @settings: the server
 * @other_auth: (nullable): a way to sign in that no mail server of the family has ("oauth2")
 * @stored: whether a password is kept for it
 * @saved: the latest time at which that password can have been saved, in seconds since 1970; 0
 *   where nobody can tell
 * @is_default: whether it is used where nothing is chosen
 * @is_named: whether something of the program names it that is no account here, such as newsgroups
 * @place: where it stands
 *
 * An outgoing server as a program knows it. Several accounts can use one.
 */
typedef struct
{
  char *id;
  char *title;
  RrmServiceSettings *settings;
  char *other_auth;
  RrmClientStored stored;
  gint64 saved;
  gboolean is_default;
  gboolean is_named;
  RrmClientPlace place;
} RrmClientEntry;

/**
 * RrmClientAccount:
 * @id: what the program calls it
 * @account: its values; the outgoing ones are those of its entry
 * @entry: (nullable): the id of its outgoing entry
 * @by_default: it names none, and gets the program's default
 * @is_alias: a further address of an account that is listed too
 * @other_auth: (nullable): as in [struct@ClientEntry]
 * @stored: whether a password is kept for the incoming server
 * @saved: as in [struct@ClientEntry]
 * @place: where the incoming server stands
 *
 * An account as a program has it.
 */
typedef struct
{
  char *id;
  RrmAccount *account;
  char *entry;
  gboolean by_default;
  gboolean is_alias;
  char *other_auth;
  RrmClientStored stored;
  gint64 saved;
  RrmClientPlace place;
} RrmClientAccount;

/**
 * RrmClientProfile:
 * @client: whose settings these are
 * @path: the folder or file
 * @name: (nullable): what the program calls the profile
 * @version: (nullable): the program's version, where a file tells it
 * @is_default: the one that the program opens by itself
 * @documents: (element-type RrmDocument): the files that were read
 * @accounts: (element-type RrmClientAccount): in the program's order
 * @entries: (element-type RrmClientEntry): in the program's order
 * @error: (nullable): why it cannot be read
 *
 * What one program has configured in one place.
 */
typedef struct
{
  const RrmClient *client;
  char *path;
  char *name;
  char *version;
  gboolean is_default;
  GPtrArray *documents;
  GPtrArray *accounts;
  GPtrArray *entries;
  GError *error;
} RrmClientProfile;

RrmClientProfile *rrm_client_profile_new         (const RrmClient        *client,
                                                  const char             *path);
void              rrm_client_profile_free        (RrmClientProfile       *profile);
RrmDocument      *rrm_client_profile_load        (RrmClientProfile       *profile,
                                                  const RrmDialect       *dialect,
                                                  const char             *path,
                                                  GError                **error);
RrmDocument      *rrm_client_profile_find_document
                                                 (const RrmClientProfile *profile,
                                                  const char             *name);
RrmClientEntry   *rrm_client_profile_add_entry   (RrmClientProfile       *profile,
                                                  const char             *id,
                                                  RrmServiceSettings     *settings,
                                                  RrmDocument            *document,
                                                  const char             *section);
RrmClientAccount *rrm_client_profile_add_account (RrmClientProfile       *profile,
                                                  const char             *id,
                                                  const char             *address,
                                                  RrmServiceSettings     *incoming,
                                                  RrmDocument            *document,
                                                  const char             *section);
void              rrm_client_profile_join        (RrmClientProfile       *profile,
                                                  RrmClientAccount       *account,
                                                  const char             *entry);
RrmClientEntry   *rrm_client_profile_find_entry  (const RrmClientProfile *profile,
                                                  const char             *id);
RrmClientAccount *rrm_client_profile_find_account (const RrmClientProfile *profile,
                                                  const char             *id);
gboolean          rrm_client_profile_is_damaged  (const RrmClientProfile *profile);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmClientProfile, rrm_client_profile_free)

G_END_DECLS
