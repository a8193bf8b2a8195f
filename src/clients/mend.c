/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/mend.h"

#include "clients/audit.h"
#include "clients/readers.h"

#include <string.h>

/* Changes are made in the documents of a profile first; nothing is written here. */

/* More than an audit can have to say. */
#define MAX_ROUNDS 500

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

/**
 * rrm_client_can_mend:
 * @profile: what a program has configured
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether settings of this program can be changed now
 */
gboolean
rrm_client_can_mend (const RrmClientProfile *profile,
                     GError **error)
{
  if (profile->error != NULL)
    {
      g_propagate_error (error, g_error_copy (profile->error));
      return FALSE;
    }
  if (profile->client == &rrm_client_picture)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_PICTURE, profile->path);
  if (profile->client->set == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_FIXED, profile->path);
  if (rrm_client_profile_is_damaged (profile))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_DAMAGED, profile->path);
  if (profile->client->is_running != NULL && profile->client->is_running (profile->path))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_RUNNING, profile->path);

  return TRUE;
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

static void
mend_free (gpointer data)
{
  RrmClientMend *mend = data;

  g_free (mend->address);
  g_object_unref (mend->finding);
  g_free (mend);
}

static void
add_mend (GPtrArray *mends,
          const char *address,
          RrmFinding *finding)
{
  RrmClientMend *mend = g_new0 (RrmClientMend, 1);

  mend->address = g_strdup (address);
  mend->finding = g_object_ref (finding);
  g_ptr_array_add (mends, mend);
}

/* Without a wish: what keeps mail from going. What is left over, or a matter of taste, stays. */
static gboolean
is_wished (RrmFinding *finding,
           const char *const *codes)
{
  RrmFindingCode code = rrm_finding_get_code (finding);

  if (rrm_finding_get_change (finding) == NULL)
    return FALSE;
  if (codes != NULL)
    return g_strv_contains (codes, rrm_finding_code_to_string (code));

  return code == RRM_FINDING_CLEARTEXT_CHOSEN ||
         rrm_finding_get_severity (finding) == RRM_SEVERITY_ERROR;
}

static gboolean
is_address_wished (const char *address,
                   const char *wish)
{
  return wish == NULL || (address != NULL && g_ascii_strcasecmp (address, wish) == 0);
}

/* What tells a finding from the others of a profile. */
static char *
make_mark (const RrmClientAccount *account,
           RrmFinding *finding)
{
  RrmProtocol protocol;
  gboolean outgoing =
    rrm_finding_get_service (finding, &protocol) && protocol == RRM_PROTOCOL_SMTP;

  return g_strdup_printf ("%s\n%s\n%d", account->id,
                          rrm_finding_code_to_string (rrm_finding_get_code (finding)), outgoing);
}

static gboolean
is_skipped (GHashTable *skipped,
            const RrmClientAccount *account,
            RrmFinding *finding)
{
  g_autofree char *mark = make_mark (account, finding);

  return skipped != NULL && g_hash_table_contains (skipped, mark);
}

/* The first finding that is wished for, after those that were mended. */
static RrmFinding *
find_next (RrmClientProfile *profile,
           const char *address,
           const char *const *codes,
           GHashTable *skipped,
           RrmClientAccount **account)
{
  for (guint i = 0; i < profile->accounts->len; i++)
    {
      RrmClientAccount *candidate = g_ptr_array_index (profile->accounts, i);
      g_autoptr (GPtrArray) findings = rrm_client_audit (profile, candidate);

      if (!is_address_wished (rrm_account_get_address (candidate->account), address))
        continue;
      for (guint j = 0; j < findings->len; j++)
        {
          RrmFinding *finding = g_ptr_array_index (findings, j);

          if (!is_wished (finding, codes) || is_skipped (skipped, candidate, finding))
            continue;
          *account = candidate;
          return g_object_ref (finding);
        }
    }

  return NULL;
}

static gboolean
remove_leftovers (RrmClientProfile *profile,
                  const char *const *codes,
                  GPtrArray *mends,
                  GError **error)
{
  g_autoptr (GPtrArray) findings = rrm_client_audit_entries (profile);

  for (guint i = 0; codes != NULL && i < findings->len; i++)
    {
      RrmFinding *finding = g_ptr_array_index (findings, i);
      GVariant *entry = rrm_change_lookup (rrm_finding_get_change (finding), "entry");
      const char *id = g_variant_get_string (entry, NULL);

      if (!is_wished (finding, codes))
        continue;
      if (profile->client->remove == NULL)
        return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, id);
      if (!profile->client->remove (profile, id, error))
        return FALSE;
      add_mend (mends, id, finding);
    }

  return TRUE;
}

/**
 * rrm_client_needs_mend:
 * @profile: what a program has configured
 * @address: (nullable): as in [func@client_mend]
 * @codes: (nullable) (array zero-terminated=1): as there
 *
 * Returns: whether there is anything that would be mended
 */
gboolean
rrm_client_needs_mend (RrmClientProfile *profile,
                       const char *address,
                       const char *const *codes)
{
  RrmClientAccount *account = NULL;
  g_autoptr (RrmFinding) finding = find_next (profile, address, codes, NULL, &account);
  g_autoptr (GPtrArray) leftovers = rrm_client_audit_entries (profile);

  for (guint i = 0; codes != NULL && finding == NULL && i < leftovers->len; i++)
    if (is_wished (g_ptr_array_index (leftovers, i), codes))
      return TRUE;

  return finding != NULL;
}

/**
 * rrm_client_mend:
 * @profile: what a program has configured
 * @address: (nullable): the account; %NULL: all accounts of the family
 * @codes: (nullable) (array zero-terminated=1): which findings; %NULL: all errors, but nothing is
 *   taken out of the program
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Makes the changes of the audit in the profile's documents, one after the other: what one of them
 * mends, the next does not find any more. A change that the program has no way to hold is left to
 * the person.
 *
 * Returns: (transfer full) (nullable) (element-type RrmClientMend): what was mended, in order
 */
GPtrArray *
rrm_client_mend (RrmClientProfile *profile,
                 const char *address,
                 const char *const *codes,
                 GError **error)
{
  g_autoptr (GPtrArray) mends = g_ptr_array_new_with_free_func (mend_free);

  g_autoptr (GHashTable) skipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!rrm_client_can_mend (profile, error))
    return NULL;

  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      RrmClientAccount *account = NULL;
      g_autoptr (GError) refusal = NULL;
      g_autoptr (RrmFinding) finding = find_next (profile, address, codes, skipped, &account);

      if (finding == NULL)
        break;
      /* Once for each: what is not mended by its change will not be by the same one again. */
      g_hash_table_add (skipped, make_mark (account, finding));
      if (rrm_client_apply (profile, account, rrm_finding_get_change (finding), &refusal))
        add_mend (mends, rrm_account_get_address (account->account), finding);
      else if (mends->len == 0 && error != NULL && *error == NULL)
        g_propagate_error (error, g_steal_pointer (&refusal));
    }
  if (mends->len > 0)
    g_clear_error (error);
  if (error != NULL && *error != NULL)
    return NULL;

  return remove_leftovers (profile, codes, mends, error) ? g_steal_pointer (&mends) : NULL;
}
