/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/profile.h"

static void
entry_free (gpointer data)
{
  RrmClientEntry *entry = data;

  g_free (entry->id);
  g_free (entry->title);
  g_object_unref (entry->settings);
  g_free (entry->other_auth);
  g_free (entry->place.section);
  g_free (entry);
}

static void
account_free (gpointer data)
{
  RrmClientAccount *account = data;

  g_free (account->id);
  g_object_unref (account->account);
  g_free (account->entry);
  g_free (account->other_auth);
  g_free (account->place.section);
  g_free (account);
}

/**
 * rrm_client_profile_new:
 * @client: whose settings it will hold
 * @path: the folder or file
 *
 * Returns: (transfer full): an empty profile
 */
RrmClientProfile *
rrm_client_profile_new (const RrmClient *client,
                        const char *path)
{
  RrmClientProfile *profile = g_new0 (RrmClientProfile, 1);

  profile->client = client;
  profile->path = g_strdup (path);
  profile->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_document_free);
  profile->accounts = g_ptr_array_new_with_free_func (account_free);
  profile->entries = g_ptr_array_new_with_free_func (entry_free);

  return profile;
}

void
rrm_client_profile_free (RrmClientProfile *profile)
{
  g_free (profile->path);
  g_free (profile->name);
  g_free (profile->version);
  g_ptr_array_unref (profile->accounts);
  g_ptr_array_unref (profile->entries);
  g_ptr_array_unref (profile->documents);
  g_clear_error (&profile->error);
  g_free (profile);
}

/**
 * rrm_client_profile_load:
 * @profile: a profile
 * @dialect: how the file is written
 * @path: a file of it
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: (transfer none) (nullable): the file, which the profile keeps
 */
RrmDocument *
rrm_client_profile_load (RrmClientProfile *profile,
                         const RrmDialect *dialect,
                         const char *path,
                         GError **error)
{
  RrmDocument *document = rrm_document_load (dialect, path, error);

  if (document != NULL)
    g_ptr_array_add (profile->documents, document);

  return document;
}

/**
 * rrm_client_profile_add_entry:
 * @profile: a profile that is being read
 * @id: what the program calls it
 * @settings: the server
 * @document: (nullable): where it stands
 * @section: where there
 *
 * Returns: (transfer none): the new entry
 */
RrmClientEntry *
rrm_client_profile_add_entry (RrmClientProfile *profile,
                              const char *id,
                              RrmServiceSettings *settings,
                              RrmDocument *document,
                              const char *section)
{
  RrmClientEntry *entry = g_new0 (RrmClientEntry, 1);

  entry->id = g_strdup (id);
  entry->settings = g_object_ref (settings);
  entry->place.document = document;
  entry->place.section = g_strdup (section);
  g_ptr_array_add (profile->entries, entry);

  return entry;
}

/**
 * rrm_client_profile_add_account:
 * @profile: a profile that is being read
 * @id: what the program calls it
 * @address: its address, "" where the program knows none
 * @incoming: (nullable): the server, where the program receives mail
 * @document: (nullable): where it stands
 * @section: where there
 *
 * Returns: (transfer none): the new account
 */
RrmClientAccount *
rrm_client_profile_add_account (RrmClientProfile *profile,
                                const char *id,
                                const char *address,
                                RrmServiceSettings *incoming,
                                RrmDocument *document,
                                const char *section)
{
  RrmClientAccount *account = g_new0 (RrmClientAccount, 1);
  g_autofree char *stripped = g_strstrip (g_strdup (address));

  account->id = g_strdup (id);
  account->account = rrm_account_new (stripped);
  rrm_account_set_incoming (account->account, incoming);
  account->place.document = document;
  account->place.section = g_strdup (section);
  g_ptr_array_add (profile->accounts, account);

  return account;
}

/**
 * rrm_client_profile_join:
 * @profile: a profile
 * @account: one of its accounts
 * @entry: (nullable): the id of the outgoing entry that the account uses
 */
void
rrm_client_profile_join (RrmClientProfile *profile,
                         RrmClientAccount *account,
                         const char *entry)
{
  const RrmClientEntry *found = entry != NULL ? rrm_client_profile_find_entry (profile, entry)
                                              : NULL;

  g_free (account->entry);
  account->entry = found != NULL ? g_strdup (entry) : NULL;
  rrm_account_set_outgoing (account->account, found != NULL ? found->settings : NULL);
}

/**
 * rrm_client_profile_find_document:
 * @profile: a profile
 * @name: the name of a file, without its folder
 *
 * Returns: (transfer none) (nullable): the first file of that name that was read
 */
RrmDocument *
rrm_client_profile_find_document (const RrmClientProfile *profile,
                                  const char *name)
{
  for (guint i = 0; i < profile->documents->len; i++)
    {
      RrmDocument *document = g_ptr_array_index (profile->documents, i);
      g_autofree char *base = g_path_get_basename (rrm_document_get_path (document));

      if (g_str_equal (base, name))
        return document;
    }

  return NULL;
}

RrmClientEntry *
rrm_client_profile_find_entry (const RrmClientProfile *profile,
                               const char *id)
{
  for (guint i = 0; i < profile->entries->len; i++)
    {
      RrmClientEntry *entry = g_ptr_array_index (profile->entries, i);

      if (g_strcmp0 (entry->id, id) == 0)
        return entry;
    }

  return NULL;
}

RrmClientAccount *
rrm_client_profile_find_account (const RrmClientProfile *profile,
                                 const char *id)
{
  for (guint i = 0; i < profile->accounts->len; i++)
    {
      RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);

      if (g_strcmp0 (account->id, id) == 0)
        return account;
    }

  return NULL;
}

/**
 * rrm_client_profile_is_damaged:
 * @profile: a profile
 *
 * Returns: whether one of its files breaks the rules of its format, so that nothing is changed
 */
gboolean
rrm_client_profile_is_damaged (const RrmClientProfile *profile)
{
  for (guint i = 0; i < profile->documents->len; i++)
    if (rrm_document_is_damaged (g_ptr_array_index (profile->documents, i)))
      return TRUE;

  return FALSE;
}
