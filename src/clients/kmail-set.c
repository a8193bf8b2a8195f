/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/kmail-set.h"

#include "clients/keys.h"
#include "clients/reader.h"

/* Which outgoing server an account of KMail uses: its identity names it, or gets the default. */

/* More servers than anybody has. */
#define MAX_NUMBER 1000000

/* The identity of an account, by the name that signs in: whoever changes that, changes it later. */
static gboolean
join (RrmClientProfile *profile,
      RrmClientAccount *account,
      const char *id,
      GError **error)
{
  RrmDocument *identities = rrm_client_profile_find_document (profile, "emailidentities");
  RrmServiceSettings *incoming = rrm_account_get_incoming (account->account);
  const char *uoid = rrm_document_get (account->place.document, "network", "AccountIdentity");
  const char *section = rrm_kmail_find_identity (identities, uoid,
                                                 rrm_service_settings_get_username (incoming));
  g_autofree char *name = g_strdup (section);

  if (section == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, id);
  if (!rrm_document_set (identities, name, "Transport", id, FALSE, error))
    return FALSE;
  rrm_reader_join (profile, account, id);
  account->by_default = FALSE;

  return TRUE;
}

/**
 * rrm_kmail_set:
 * @profile: a profile of KMail
 * @account: one of its accounts
 * @key: a key of the command's contract
 * @value: what it shall be
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether the account's documents were changed so
 */
gboolean
rrm_kmail_set (RrmClientProfile *profile,
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

/* A number that no server has yet. */
static char *
make_id (RrmClientProfile *profile,
         RrmDocument *document)
{
  GPtrArray *sections = rrm_document_get_sections (document);

  for (guint i = 1; i < MAX_NUMBER; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *section = g_strconcat (RRM_KMAIL_TRANSPORT, id, NULL);

      if (rrm_client_profile_find_entry (profile, id) == NULL &&
          !g_ptr_array_find_with_equal_func (sections, section, g_str_equal, NULL))
        return g_steal_pointer (&id);
    }

  return NULL;
}

/* All that the other server has, under a number and a name of its own. */
static gboolean
copy_section (RrmDocument *document,
              const char *from,
              const char *to,
              const char *id,
              const char *name,
              GError **error)
{
  g_autoptr (RrmDocument) model = rrm_document_copy (document);
  GPtrArray *settings = rrm_document_get_settings (model);
  gboolean right = TRUE;

  for (guint i = 0; right && i < settings->len; i++)
    {
      const RrmSetting *setting = g_ptr_array_index (settings, i);
      const char *value = setting->value;

      if (!g_str_equal (setting->section, from))
        continue;
      if (g_str_equal (setting->key, "id"))
        value = id;
      else if (g_str_equal (setting->key, "name"))
        value = name;
      right = rrm_document_set (document, to, setting->key, value, FALSE, error);
    }

  return right;
}

/**
 * rrm_kmail_split:
 * @profile: a profile of KMail
 * @account: one of its accounts
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Gives the account an outgoing server of its own, like the one that it shares.
 *
 * Returns: whether it has one
 */
gboolean
rrm_kmail_split (RrmClientProfile *profile,
                 RrmClientAccount *account,
                 GError **error)
{
  const RrmClientEntry *old = rrm_client_profile_find_entry (profile, account->entry);
  RrmDocument *document = old != NULL ? old->place.document : NULL;
  g_autofree char *id = document != NULL ? make_id (profile, document) : NULL;
  const char *address = rrm_account_get_address (account->account);
  g_autoptr (RrmServiceSettings) settings = NULL;
  g_autofree char *section = NULL;
  RrmClientEntry *entry;

  if (id == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, profile->path);
  section = g_strconcat (RRM_KMAIL_TRANSPORT, id, NULL);
  if (!copy_section (document, old->place.section, section, id, address, error))
    return FALSE;
  settings = rrm_service_settings_copy (old->settings);
  entry = rrm_client_profile_add_entry (profile, id, settings, document, section);
  entry->title = g_strdup (address);
  entry->other_auth = g_strdup (old->other_auth);

  return join (profile, account, id, error);
}
