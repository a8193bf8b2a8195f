/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/evolution-set.h"

#include "clients/keys.h"
#include "clients/reader.h"

/* Which outgoing server an account of Evolution uses: its identity names it. */

/* More sources of one name than anybody makes. */
#define MAX_NUMBER 1000

/**
 * rrm_evolution_find_source:
 * @profile: a profile of Evolution
 * @uid: the name of a source
 *
 * Returns: (transfer none) (nullable): its file
 */
RrmDocument *
rrm_evolution_find_source (RrmClientProfile *profile,
                           const char *uid)
{
  g_autofree char *name = g_strconcat (uid, RRM_EVOLUTION_SUFFIX, NULL);

  return rrm_client_profile_find_document (profile, name);
}

static gboolean
join (RrmClientProfile *profile,
      RrmClientAccount *account,
      const char *uid,
      GError **error)
{
  RrmDocument *identity = rrm_evolution_find_source (
    profile, rrm_reader_text (account->place.document, "Mail Account", "IdentityUid"));

  if (identity == NULL ||
      !rrm_document_set (identity, "Mail Submission", "TransportUid", uid, FALSE, error))
    return FALSE;
  rrm_reader_join (profile, account, uid);

  return TRUE;
}

/**
 * rrm_evolution_set:
 * @profile: a profile of Evolution
 * @account: one of its accounts
 * @key: a key of the command's contract
 * @value: what it shall be
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether the account's documents were changed so
 */
gboolean
rrm_evolution_set (RrmClientProfile *profile,
                   RrmClientAccount *account,
                   const char *key,
                   const char *value,
                   GError **error)
{
  if (!g_str_equal (key, "entry"))
    return rrm_keys_set (profile, account, key, value, error);
  if (rrm_client_profile_find_entry (profile, value) == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);

  return join (profile, account, value, error);
}

/* A name for a source, and for its file, that nothing has yet. */
static char *
make_uid (RrmClientProfile *profile,
          const char *old,
          char **path)
{
  for (guint i = 2; i < MAX_NUMBER; i++)
    {
      g_autofree char *uid = g_strdup_printf ("%s-%u", old, i);
      g_autofree char *name = g_strconcat (uid, RRM_EVOLUTION_SUFFIX, NULL);

      *path = g_build_filename (profile->path, name, NULL);
      if (rrm_evolution_find_source (profile, uid) == NULL &&
          !g_file_test (*path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&uid);
      g_clear_pointer (path, g_free);
    }

  return NULL;
}

/* Whoever removes an account removes what belongs to it. */
static gboolean
give_to (RrmDocument *source,
         RrmClientAccount *account,
         GError **error)
{
  static const char group[] = "Data Source";
  gboolean has_parent = rrm_reader_text (source, group, "Parent")[0] != '\0';

  return rrm_document_set (source, group, "DisplayName",
                           rrm_account_get_address (account->account), FALSE, error) &&
         (!has_parent ||
          rrm_document_set (source, group, "Parent", account->id, FALSE, error));
}

/**
 * rrm_evolution_split:
 * @profile: a profile of Evolution
 * @account: one of its accounts
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Gives the account an outgoing server of its own, in a new file, like the one that it shares.
 *
 * Returns: whether it has one
 */
gboolean
rrm_evolution_split (RrmClientProfile *profile,
                     RrmClientAccount *account,
                     GError **error)
{
  const RrmClientEntry *old = rrm_client_profile_find_entry (profile, account->entry);
  g_autofree char *path = NULL;
  g_autofree char *uid = old != NULL ? make_uid (profile, old->id, &path) : NULL;
  g_autoptr (RrmServiceSettings) settings = NULL;
  RrmDocument *source;
  RrmClientEntry *entry;

  if (uid == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, profile->path);
  source = rrm_document_new_file (path, old->place.document);
  g_ptr_array_add (profile->documents, source);
  if (!give_to (source, account, error))
    return FALSE;
  settings = rrm_service_settings_copy (old->settings);
  entry = rrm_client_profile_add_entry (profile, uid, settings, source, "Authentication");
  entry->title = g_strdup (rrm_account_get_address (account->account));
  entry->other_auth = g_strdup (old->other_auth);

  return join (profile, account, uid, error);
}

/**
 * rrm_evolution_remove:
 * @profile: a profile of Evolution
 * @entry: an outgoing server that no account uses
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Takes the server out, which is a file of its own.
 *
 * Returns: whether the profile's documents were changed so
 */
gboolean
rrm_evolution_remove (RrmClientProfile *profile,
                      const char *entry,
                      GError **error)
{
  const RrmClientEntry *found = rrm_client_profile_find_entry (profile, entry);

  for (guint i = 0; i < profile->documents->len; i++)
    if (g_str_equal (rrm_reader_text (g_ptr_array_index (profile->documents, i), "Mail Submission",
                                      "TransportUid"), entry))
      return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, entry);
  if (found == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, entry);
  rrm_document_drop (found->place.document);

  return TRUE;
}
