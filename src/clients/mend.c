/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/mend.h"

#include "clients/audit.h"
#include "clients/readers.h"

/* Changes are made in the documents of a profile first; nothing is written here. */

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

static void
mend_free (gpointer data)
{
  RrmClientMend *mend = data;

  g_free (mend->address);
  g_object_unref (mend->finding);
  g_clear_error (&mend->refusal);
  g_free (mend);
}

static void
add_mend (GPtrArray *mends,
          const char *address,
          RrmFinding *finding,
          GError *refusal)
{
  RrmClientMend *mend = g_new0 (RrmClientMend, 1);

  mend->address = g_strdup (address);
  mend->finding = g_object_ref (finding);
  mend->refusal = refusal;
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

/* Whose findings are wished for: of one account, or of all that have an address, or of all. */
typedef struct
{
  const char *address;
  const RrmClientAccount *account;
} Wish;

static gboolean
is_account_wished (const RrmClientAccount *account,
                   const Wish *wish)
{
  const char *address = rrm_account_get_address (account->account);

  if (wish->account != NULL)
    return account == wish->account;

  return wish->address == NULL ||
         (address != NULL && g_ascii_strcasecmp (address, wish->address) == 0);
}

/* What tells a finding from the others of a profile. */
static char *
make_mark (const RrmClientAccount *account,
           RrmFinding *finding)
{
  RrmProtocol protocol;
  gboolean outgoing =
    rrm_finding_get_service (finding, &protocol) && protocol == RRM_PROTOCOL_SMTP;

  return g_strdup_printf ("%s\n%s\n%s\n%d", account->id,
                          rrm_finding_code_to_string (rrm_finding_get_code (finding)),
                          rrm_finding_get_detail (finding, "basis"), outgoing);
}

static gboolean
is_skipped (GHashTable *skipped,
            const RrmClientAccount *account,
            RrmFinding *finding)
{
  g_autofree char *mark = make_mark (account, finding);

  return skipped != NULL && g_hash_table_contains (skipped, mark);
}

/* The first finding of an account that is wished for, after those that were looked at. */
static RrmFinding *
find_next (const RrmClientProfile *profile,
           const RrmClientAccount *account,
           const char *const *codes,
           GHashTable *skipped)
{
  g_autoptr (GPtrArray) findings = rrm_client_audit (profile, account);

  for (guint i = 0; i < findings->len; i++)
    {
      RrmFinding *finding = g_ptr_array_index (findings, i);

      if (is_wished (finding, codes) && !is_skipped (skipped, account, finding))
        return g_object_ref (finding);
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
      add_mend (mends, id, finding, NULL);
    }

  return TRUE;
}

static gboolean
needs_mend (RrmClientProfile *profile,
            const Wish *wish,
            const char *const *codes)
{
  g_autoptr (GPtrArray) leftovers = rrm_client_audit_entries (profile);

  for (guint i = 0; i < profile->accounts->len; i++)
    {
      const RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);
      g_autoptr (RrmFinding) finding =
        is_account_wished (account, wish) ? find_next (profile, account, codes, NULL) : NULL;

      if (finding != NULL)
        return TRUE;
    }
  for (guint i = 0; codes != NULL && i < leftovers->len; i++)
    if (is_wished (g_ptr_array_index (leftovers, i), codes))
      return TRUE;

  return FALSE;
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
  const Wish wish = { address, NULL };

  return needs_mend (profile, &wish, codes);
}

/**
 * rrm_client_needs_mend_of:
 * @profile: what a program has configured
 * @account: one of its accounts
 * @codes: (nullable) (array zero-terminated=1): as in [func@client_mend]
 *
 * Returns: whether there is anything of it that would be mended
 */
gboolean
rrm_client_needs_mend_of (RrmClientProfile *profile,
                          RrmClientAccount *account,
                          const char *const *codes)
{
  const Wish wish = { NULL, account };

  return needs_mend (profile, &wish, codes);
}

/* Once for each finding: what is not mended by its change will not be by the same one again. */
static gboolean
mend_account (RrmClientProfile *profile,
              RrmClientAccount *account,
              const char *const *codes,
              GHashTable *skipped,
              GPtrArray *mends,
              GPtrArray *refused)
{
  gboolean made = FALSE;
  RrmFinding *finding;

  while ((finding = find_next (profile, account, codes, skipped)) != NULL)
    {
      const char *address = rrm_account_get_address (account->account);
      GError *refusal = NULL;
      gboolean done =
        rrm_client_apply (profile, account, rrm_finding_get_change (finding), &refusal);

      g_hash_table_add (skipped, make_mark (account, finding));
      add_mend (done ? mends : refused, address, finding, refusal);
      made |= done;
      g_object_unref (finding);
    }

  return made;
}

/* What is changed for one account can be seen in another one: all of them are looked at until
 * nothing is left. */
static void
mend_accounts (RrmClientProfile *profile,
               const Wish *wish,
               const char *const *codes,
               GPtrArray *mends,
               GPtrArray *refused)
{
  g_autoptr (GHashTable) skipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean made;

  do
    {
      made = FALSE;
      for (guint i = 0; i < profile->accounts->len; i++)
        {
          RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);

          if (is_account_wished (account, wish))
            made |= mend_account (profile, account, codes, skipped, mends, refused);
        }
    }
  while (made);
}

static GPtrArray *
mend (RrmClientProfile *profile,
      const Wish *wish,
      const char *const *codes,
      GError **error)
{
  g_autoptr (GPtrArray) mends = g_ptr_array_new_with_free_func (mend_free);
  g_autoptr (GPtrArray) refused = g_ptr_array_new_with_free_func (mend_free);

  if (!rrm_client_can_mend (profile, error))
    return NULL;

  mend_accounts (profile, wish, codes, mends, refused);
  if (!remove_leftovers (profile, codes, mends, error))
    return NULL;
  if (mends->len == 0 && refused->len > 0)
    {
      const RrmClientMend *first = g_ptr_array_index (refused, 0);

      g_propagate_error (error, g_error_copy (first->refusal));
      return NULL;
    }
  g_ptr_array_extend_and_steal (mends, g_steal_pointer (&refused));

  return g_steal_pointer (&mends);
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
 * Returns: (transfer full) (nullable) (element-type RrmClientMend): what was mended, in order, and
 *   behind it what was not; %NULL where nothing could be
 */
GPtrArray *
rrm_client_mend (RrmClientProfile *profile,
                 const char *address,
                 const char *const *codes,
                 GError **error)
{
  const Wish wish = { address, NULL };

  return mend (profile, &wish, codes, error);
}

/**
 * rrm_client_mend_of:
 * @profile: what a program has configured
 * @account: one of its accounts; another one may have the same address
 * @codes: (nullable) (array zero-terminated=1): as in [func@client_mend]
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type RrmClientMend): as there
 */
GPtrArray *
rrm_client_mend_of (RrmClientProfile *profile,
                    RrmClientAccount *account,
                    const char *const *codes,
                    GError **error)
{
  const Wish wish = { NULL, account };

  return mend (profile, &wish, codes, error);
}

/**
 * rrm_client_get_after:
 * @client: a mail program
 * @change: what was changed of one of its accounts
 *
 * Returns: (nullable): the word for what the person has to know now: "log-in" where the program
 *   takes it at the next login, "password" where it asks for the password again
 */
const char *
rrm_client_get_after (const RrmClient *client,
                      RrmChange *change)
{
  static const char *const keys[] = { "incoming.host", "incoming.username", "outgoing.host",
                                      "outgoing.username", "outgoing.login" };

  if (rrm_change_get_n_items (change) > 0 && client->reads_at_login)
    return "log-in";
  for (guint i = 0; client->asks_again && i < G_N_ELEMENTS (keys); i++)
    if (rrm_change_lookup (change, keys[i]) != NULL)
      return "password";

  return NULL;
}
