/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/mend.h"

#include "clients/audit.h"
#include "clients/twin.h"

#include <string.h>

/* One change of an account, in the documents of its profile and in its records. */

/* The records are shared: the address of an alias has the server of its account. */
static void
take_settings (RrmServiceSettings *settings,
               RrmServiceSettings *from)
{
  rrm_service_settings_set_host (settings, rrm_service_settings_get_host (from));
  rrm_service_settings_set_port (settings, rrm_service_settings_get_port (from));
  rrm_service_settings_set_security (settings, rrm_service_settings_get_security (from));
  rrm_service_settings_set_username (settings, rrm_service_settings_get_username (from));
  rrm_service_settings_set_auth (settings, rrm_service_settings_get_auth (from));
}

/* A password is kept for a name at a server: whether one is for the new ones, the records of the
 * old ones do not tell. */
static gboolean
is_of_another (const RrmChange *change,
               const char *host_key,
               const char *username_key)
{
  return rrm_change_lookup (change, host_key) != NULL ||
         rrm_change_lookup (change, username_key) != NULL;
}

static void
update_records (RrmClientProfile *profile,
                RrmClientAccount *account,
                const RrmChange *change)
{
  g_autoptr (RrmAccount) after = rrm_change_apply (change, account->account);
  RrmClientEntry *entry =
    account->entry != NULL ? rrm_client_profile_find_entry (profile, account->entry) : NULL;
  RrmServiceSettings *incoming = rrm_account_get_incoming (account->account);

  rrm_account_set_address (account->account, rrm_account_get_address (after));
  rrm_account_set_leave_on_server (account->account, rrm_account_get_leave_on_server (after));
  if (incoming != NULL)
    take_settings (incoming, rrm_account_get_incoming (after));
  if (entry != NULL)
    take_settings (entry->settings, rrm_account_get_outgoing (after));
  if (is_of_another (change, "incoming.host", "incoming.username"))
    account->stored = RRM_CLIENT_STORED_UNKNOWN;
  if (entry != NULL && is_of_another (change, "outgoing.host", "outgoing.username"))
    entry->stored = RRM_CLIENT_STORED_UNKNOWN;
  if (rrm_change_lookup (change, "incoming.auth") != NULL)
    g_clear_pointer (&account->other_auth, g_free);
  if (entry != NULL && rrm_change_lookup (change, "outgoing.auth") != NULL)
    g_clear_pointer (&entry->other_auth, g_free);
}

/* A port that the file leaves to the program's default depends on the security. */
static gboolean
pin_port (RrmClientProfile *profile,
          RrmClientAccount *account,
          const RrmChange *change,
          const char *security_key,
          const char *port_key,
          RrmServiceSettings *settings,
          GError **error)
{
  g_autofree char *port = NULL;

  if (settings == NULL || rrm_change_lookup (change, security_key) == NULL ||
      rrm_change_lookup (change, port_key) != NULL)
    return TRUE;
  port = g_strdup_printf ("%u", rrm_service_settings_get_port (settings));

  return profile->client->set (profile, account, port_key, port, error);
}

static gboolean
set_items (RrmClientProfile *profile,
           RrmClientAccount *account,
           const RrmChange *change,
           GError **error)
{
  for (guint i = 0; i < rrm_change_get_n_items (change); i++)
    {
      const RrmChangeItem *item = rrm_change_get_item (change, i);
      g_autofree char *value = rrm_change_get_new (item);

      if (!g_str_equal (item->key, "entry") &&
          !profile->client->set (profile, account, item->key, value, error))
        return FALSE;
    }

  return pin_port (profile, account, change, "incoming.security", "incoming.port",
                   rrm_account_get_incoming (account->account), error) &&
         pin_port (profile, account, change, "outgoing.security", "outgoing.port",
                   rrm_account_get_outgoing (account->account), error);
}

/* Which entry the change is about: a new one, another one, or the one that the account has. */
static gboolean
choose_entry (RrmClientProfile *profile,
              RrmClientAccount *account,
              const RrmChange *change,
              GError **error)
{
  GVariant *value = rrm_change_lookup (change, "entry");
  const char *entry = value != NULL ? g_variant_get_string (value, NULL) : NULL;

  if (entry == NULL || g_strcmp0 (entry, account->entry) == 0)
    return TRUE;
  if (!g_str_equal (entry, RRM_CLIENT_NEW_ENTRY))
    return profile->client->set (profile, account, "entry", entry, error);
  if (profile->client->split == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, entry);

  return profile->client->split (profile, account, error);
}

/* Some programs write the password into their settings. */
static void
wipe (gpointer text)
{
  explicit_bzero (text, strlen (text));
  g_free (text);
}

static GPtrArray *
keep_texts (const RrmClientProfile *profile)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (wipe);

  for (guint i = 0; i < profile->documents->len; i++)
    {
      gsize length;

      g_ptr_array_add (texts, g_strdup (rrm_document_get_text (
                                g_ptr_array_index (profile->documents, i), &length)));
    }

  return texts;
}

/* A file that was opened for the change goes back to what it was when it was read. */
static void
bring_back (RrmClientProfile *profile,
            GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    rrm_document_restore (g_ptr_array_index (profile->documents, i),
                          g_ptr_array_index (texts, i));
  g_ptr_array_set_size (profile->documents, (int) texts->len);
}

/* A program's setter may have taken over a host before the next value was refused. */
static void
bring_back_records (RrmClientProfile *profile,
                    RrmClientAccount *account,
                    RrmAccount *record,
                    const char *entry,
                    guint n_entries)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (account->account);
  RrmClientEntry *own;

  /* So may a new entry have been made. */
  g_ptr_array_set_size (profile->entries, (int) n_entries);
  if (g_strcmp0 (account->entry, entry) != 0)
    rrm_client_profile_join (profile, account, entry);
  own = entry != NULL ? rrm_client_profile_find_entry (profile, entry) : NULL;

  if (incoming != NULL)
    take_settings (incoming, rrm_account_get_incoming (record));
  if (own != NULL && rrm_account_get_outgoing (record) != NULL)
    take_settings (own->settings, rrm_account_get_outgoing (record));
}

/* Where a program cannot tell two accounts apart, it forgets one of them. */
static gboolean
has_room (const RrmClientProfile *profile,
          const RrmClientAccount *account,
          const RrmChange *change,
          GError **error)
{
  g_autoptr (RrmAccount) after = rrm_change_apply (change, account->account);
  const RrmClientAccount *twin = rrm_client_find_clash (profile, account, after);
  g_autofree char *name = twin != NULL ? rrm_client_name_twin (twin) : NULL;

  return twin == NULL || rrm_client_refuse (error, RRM_CLIENT_ERROR_TWIN, name);
}

/**
 * rrm_client_apply:
 * @profile: what a program has configured
 * @account: one of its accounts
 * @change: what the account shall be
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Makes a change in the profile's documents and records. Nothing is written to a file. Where it
 * fails the documents are as before.
 *
 * Returns: whether it was made
 */
gboolean
rrm_client_apply (RrmClientProfile *profile,
                  RrmClientAccount *account,
                  const RrmChange *change,
                  GError **error)
{
  g_autoptr (GPtrArray) before = keep_texts (profile);
  g_autoptr (RrmAccount) record = rrm_account_copy (account->account);
  g_autofree char *entry = g_strdup (account->entry);
  guint n_entries = profile->entries->len;
  gboolean by_default = account->by_default;

  if (!has_room (profile, account, change, error))
    return FALSE;
  if (!choose_entry (profile, account, change, error) ||
      !set_items (profile, account, change, error))
    {
      bring_back (profile, before);
      bring_back_records (profile, account, record, entry, n_entries);
      account->by_default = by_default;
      return FALSE;
    }
  update_records (profile, account, change);

  return TRUE;
}
