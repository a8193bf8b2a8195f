/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/note.h"
#include "clients/profile.h"

G_BEGIN_DECLS

/**
 * RrmClientRoots:
 * @home: a person's home folder, of this computer or another
 * @config: the folder for settings; `~/.config` most often
 *
 * Where to look for mail programs.
 */
typedef struct
{
  char *home;
  char *config;
} RrmClientRoots;

/**
 * RrmClient:
 * @id: the word for it
 * @name: what the person calls it
 * @find: adds the paths where it may have settings, whether they are there or not
 * @recognize: (nullable): whether a path that the person named is one of its; %NULL: by name alone
 * @read: reads a profile's files into its records; nothing is written, no password looked at
 * @set: (nullable): changes one setting of an account in its documents, which nobody writes yet;
 *   the key is one of the command's contract. %NULL: nothing can be changed here
 * @split: (nullable): gives an account an outgoing entry of its own
 * @remove: (nullable): takes an outgoing entry out that no account uses
 * @is_running: (nullable): whether the program has this profile open
 * @asks_again: whether it finds a password by server and user name, and so asks for it again when
 *   one of these is another
 * @reads_at_login: whether what it has already is read again only when the person logs in
 * @tell_written: (nullable): tells a service that runs all the time, and holds the settings, too,
 *   that the files of this profile were written
 * @one_for_each_login: whether it forgets one of two accounts that have the same kind of server,
 *   host and user name
 * @sends_by_entry: whether it can send through an outgoing entry alone
 * @can_add: (nullable): whether an account can be added without changing a file that is there; with
 *   @add and @take_out. %NULL: only by changing files
 * @add: (nullable): adds one, and says in the note what was made, but for the program
 * @keeps_password: whether @add gives it the password, which it keeps in a keyring
 * @is_document: it is a file to set up an account with, and no program that has settings here
 * @take_out: (nullable): removes what stands in a note; a file goes after a copy in that folder
 *
 * One mail program: how its settings are found, read and changed.
 */
struct _RrmClient
{
  const char *id;
  const char *name;
  void (*find) (const RrmClientRoots *roots, GPtrArray *paths);
  gboolean (*recognize) (const char *path);
  gboolean (*read) (RrmClientProfile *profile, GError **error);
  gboolean (*set) (RrmClientProfile *profile,
                   RrmClientAccount *account,
                   const char *key,
                   const char *value,
                   GError **error);
  gboolean (*split) (RrmClientProfile *profile, RrmClientAccount *account, GError **error);
  gboolean (*remove) (RrmClientProfile *profile, const char *entry, GError **error);
  gboolean (*is_running) (const char *path);
  gboolean asks_again;
  gboolean reads_at_login;
  void (*tell_written) (const char *path);
  gboolean one_for_each_login;
  gboolean sends_by_entry;
  gboolean (*can_add) (const RrmClientRoots *roots);
  gboolean (*add) (const RrmClientRoots *roots,
                   RrmAccount *account,
                   RrmClientNote *note,
                   GError **error);
  gboolean keeps_password;
  gboolean is_document;
  gboolean (*take_out) (const RrmClientNote *note, const char *folder, GError **error);
};

extern const RrmClient rrm_client_thunderbird;
extern const RrmClient rrm_client_betterbird;

RrmClientRoots   *rrm_client_roots_new      (const char            *home);
void              rrm_client_roots_free     (RrmClientRoots        *roots);
void              rrm_client_roots_add      (const RrmClientRoots  *roots,
                                             GPtrArray             *paths,
                                             const char            *name);
const RrmClient  *rrm_client_find           (const char            *id);
RrmClientProfile *rrm_client_read           (const RrmClient       *client,
                                             const char            *path);
GPtrArray        *rrm_clients_read_all      (const RrmClientRoots  *roots);
GPtrArray        *rrm_clients_read_path     (const char            *path,
                                             GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmClientRoots, rrm_client_roots_free)

G_END_DECLS
