/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/audit.h"
#include "clients/copies.h"
#include "clients/mend.h"
#include "clients/readers.h"
#include "explain/client-after.h"
#include "explain/explain.h"
#include "setup/found-private.h"

#include <glib/gi18n-lib.h>

/* How the settings of a mail program are mended, and what that changes. */

/**
 * rrm_found_is_mended_at_once:
 * @finding: what is wrong with an account of a mail program
 *
 * Returns: whether it is mended with all that keeps mail from coming or going, as
 *   [func@client_mend] does without a wish; else the person has to ask for it
 */
gboolean
rrm_found_is_mended_at_once (RrmFinding *finding)
{
  return rrm_finding_get_change (finding) != NULL &&
         (rrm_found_get_severity (finding) == RRM_SEVERITY_ERROR ||
          rrm_finding_get_code (finding) == RRM_FINDING_CLEARTEXT_CHOSEN);
}

/**
 * rrm_found_account_needs_mend:
 * @self: an account
 *
 * Returns: whether something in it can be mended that keeps mail from coming or going
 */
gboolean
rrm_found_account_needs_mend (RrmFoundAccount *self)
{
  /* In a file or picture there is nothing to mend: its account is set up in another place. */
  if (self->client != NULL && self->client->is_document)
    return FALSE;
  for (guint i = 0; i < self->findings->len; i++)
    if (rrm_found_is_mended_at_once (g_ptr_array_index (self->findings, i)))
      return TRUE;

  return FALSE;
}

static gboolean
is_entry_shared (const RrmClientProfile *profile,
                 const RrmClientAccount *account)
{
  for (guint i = 0; account->entry != NULL && i < profile->accounts->len; i++)
    {
      const RrmClientAccount *other = g_ptr_array_index (profile->accounts, i);

      if (other != account && g_strcmp0 (other->entry, account->entry) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
copy_item (RrmChange *change,
           const RrmChangeItem *item)
{
  if (g_variant_is_of_type (item->value, G_VARIANT_TYPE_UINT32))
    rrm_change_set_uint (change, item->key, g_variant_get_uint32 (item->value));
  else if (g_variant_is_of_type (item->value, G_VARIANT_TYPE_BOOLEAN))
    rrm_change_set_boolean (change, item->key, g_variant_get_boolean (item->value));
  else
    rrm_change_set_string (change, item->key, g_variant_get_string (item->value, NULL));
}

/* What the test has shown, as far as it does not stand there already. The name that signs in
 * belongs to one address: an entry that others use too is left to them. */
static gboolean
apply_better (RrmFoundAccount *self,
              RrmClientProfile *profile,
              RrmClientAccount *account,
              GError **error)
{
  g_autoptr (RrmAccount) after = NULL;
  g_autoptr (RrmChange) change = NULL;
  g_autoptr (RrmChange) wanted = rrm_change_new ();

  if (self->better == NULL)
    return TRUE;
  after = rrm_change_apply (self->better, account->account);
  change = rrm_found_find_difference (account->account, after);
  if (rrm_change_get_n_items (change) == 0)
    return TRUE;
  if (rrm_change_lookup (change, "outgoing.username") != NULL &&
      is_entry_shared (profile, account))
    rrm_change_set_string (wanted, "entry", RRM_CLIENT_NEW_ENTRY);
  for (guint i = 0; i < rrm_change_get_n_items (change); i++)
    copy_item (wanted, rrm_change_get_item (change, i));

  return rrm_client_apply (profile, account, wanted, error);
}

/* To detect the way to sign in is for this program; a mail program gets the usual one. */
static RrmChange *
make_plain (const RrmChange *change)
{
  RrmChange *plain = rrm_change_new ();

  for (guint i = 0; i < rrm_change_get_n_items (change); i++)
    {
      const RrmChangeItem *item = rrm_change_get_item (change, i);

      if (g_str_has_suffix (item->key, ".auth") &&
          g_str_equal (g_variant_get_string (item->value, NULL),
                       rrm_auth_to_string (RRM_AUTH_AUTO)))
        rrm_change_set_string (plain, item->key, rrm_auth_to_string (RRM_AUTH_PLAIN));
      else
        copy_item (plain, item);
    }

  return plain;
}

static void
add_lines (GStrvBuilder *lines,
           const RrmChange *change,
           RrmAccount *before)
{
  g_autoptr (RrmChange) plain = make_plain (change);
  g_auto (GStrv) items = rrm_explain_change_items (plain, before);

  g_strv_builder_addv (lines, (const char **) items);
}

/* What goes is told by its server. */
static void
add_removal (GStrvBuilder *lines,
             RrmFinding *finding)
{
  g_autofree char *line = g_strdup_printf (_ ("Outgoing server %s: removed"),
                                           rrm_finding_get_detail (finding, "host"));

  g_strv_builder_add (lines, line);
}

/* What stays as it is although something is wrong with it. */
static void
add_refusal (GStrvBuilder *lines,
             const GError *refusal,
             const char *program)
{
  g_autofree char *line = rrm_found_describe_error (refusal, program);

  g_strv_builder_add (lines, line);
}

/**
 * rrm_found_account_describe_change:
 * @self: an account
 * @finding: one of its findings, with a change
 *
 * What the program calls its outgoing servers is left out: that says nothing to anybody.
 *
 * Returns: (transfer full) (array zero-terminated=1): what mending it changes, a line each
 */
char **
rrm_found_account_describe_change (RrmFoundAccount *self,
                                   RrmFinding *finding)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  RrmChange *change = rrm_finding_get_change (finding);
  g_autoptr (RrmChange) rest = rrm_change_new ();
  GVariant *entry = rrm_change_lookup (change, "entry");

  if (rrm_finding_get_code (finding) == RRM_FINDING_CLIENT_SMTP_LEFTOVER)
    add_removal (lines, finding);
  else if (entry != NULL && rrm_finding_get_code (finding) == RRM_FINDING_CLIENT_SMTP_SHARED)
    g_strv_builder_add (lines, _ ("Outgoing server: one of its own for this address"));
  for (guint i = 0; i < rrm_change_get_n_items (change); i++)
    if (!g_str_equal (rrm_change_get_item (change, i)->key, "entry"))
      copy_item (rest, rrm_change_get_item (change, i));
  add_lines (lines, rest, self->account);

  return g_strv_builder_end (lines);
}

/* What a change was made of. */
typedef struct
{
  RrmClientProfile *profile;
  RrmClientAccount *account;
  /* As it was. */
  RrmAccount *before;
  char *entry;
  /* NULL where nothing of the audit was mended. */
  GPtrArray *mends;
} Mending;

static void
mending_free (Mending *mending)
{
  g_clear_pointer (&mending->profile, rrm_client_profile_free);
  g_clear_object (&mending->before);
  g_free (mending->entry);
  g_clear_pointer (&mending->mends, g_ptr_array_unref);
  g_free (mending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Mending, mending_free)

static gboolean
apply_audit (Mending *mending,
             const char *code,
             GError **error)
{
  const char *codes[] = { code, NULL };
  const char *const *wish = code != NULL ? codes : NULL;

  if (!rrm_client_needs_mend_of (mending->profile, mending->account, wish))
    return TRUE;
  mending->mends = rrm_client_mend_of (mending->profile, mending->account, wish, error);

  return mending->mends != NULL;
}

/* The files are read anew, and changed in memory. */
static Mending *
prepare (RrmFoundAccount *self,
         const char *code,
         GError **error)
{
  g_autoptr (Mending) mending = g_new0 (Mending, 1);
  g_autoptr (GPtrArray) edits = NULL;

  mending->profile = rrm_client_read (self->client, self->path);
  if (!rrm_client_can_mend (mending->profile, error))
    return NULL;
  mending->account = rrm_client_profile_find_account (mending->profile, self->id);
  if (mending->account == NULL)
    {
      rrm_client_refuse (error, RRM_CLIENT_ERROR_CHANGED, self->path);
      return NULL;
    }
  mending->before = rrm_account_copy (mending->account->account);
  mending->entry = g_strdup (mending->account->entry);
  if (!apply_audit (mending, code, error) ||
      (code == NULL && !apply_better (self, mending->profile, mending->account, error)))
    return NULL;

  edits = rrm_client_list_edits (mending->profile);
  if (edits->len == 0)
    {
      rrm_client_refuse (error, RRM_CLIENT_ERROR_CHANGED, self->path);
      return NULL;
    }

  return g_steal_pointer (&mending);
}

/* What the person will meet afterwards, before they wonder. */
static void
add_after (GStrvBuilder *lines,
           const Mending *mending,
           RrmChange *change)
{
  const RrmClient *client = mending->profile->client;
  g_autofree char *after =
    rrm_explain_client_after (rrm_client_get_after (client, change), client->name);

  if (after != NULL)
    g_strv_builder_add (lines, after);
}

static char **
describe (const Mending *mending)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autoptr (RrmChange)
    change = rrm_found_find_difference (mending->before, mending->account->account);
  gboolean moved = g_strcmp0 (mending->entry, mending->account->entry) != 0;

  if (moved)
    g_strv_builder_add (lines, _ ("Outgoing server: one of its own for this address"));
  add_lines (lines, change, mending->before);
  for (guint i = 0; mending->mends != NULL && i < mending->mends->len; i++)
    {
      const RrmClientMend *mend = g_ptr_array_index (mending->mends, i);

      if (mend->refusal != NULL)
        add_refusal (lines, mend->refusal, mending->profile->client->name);
      else if (rrm_finding_get_code (mend->finding) == RRM_FINDING_CLIENT_SMTP_LEFTOVER)
        add_removal (lines, mend->finding);
      /* What the records have no word for, like a way to sign in that nobody here knows. */
      else if (!moved && rrm_change_get_n_items (change) == 0)
        add_lines (lines, rrm_finding_get_change (mend->finding), NULL);
    }
  add_after (lines, mending, change);

  return g_strv_builder_end (lines);
}

/**
 * rrm_found_account_plan:
 * @self: an account
 * @code: (nullable): a finding's code, or %NULL: all that keeps mail from coming or going
 * @refusal: (out) (transfer full): why nothing can be changed, in a sentence
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): what would be changed in the
 *   program, "name: old → new" each. Nothing is
 */
char **
rrm_found_account_plan (RrmFoundAccount *self,
                        const char *code,
                        char **refusal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Mending) mending = prepare (self, code, &error);

  if (mending != NULL)
    return describe (mending);
  *refusal = rrm_found_describe_error (error, self->client->name);

  return NULL;
}

/**
 * rrm_found_account_mend:
 * @self: an account
 * @code: (nullable): as in [method@FoundAccount.plan]
 * @shown: (nullable) (array zero-terminated=1): what the person has agreed to
 * @folder: (type filename): where the copies are
 * @lines: (out) (transfer full) (array zero-terminated=1): what was changed
 * @refusal: (out) (transfer full): why nothing was changed, in a sentence; %NULL where something
 *   else would be changed by now than what was shown
 *
 * Changes the program's settings, after a copy was made. The account here stays as it was read.
 *
 * Returns: (transfer full) (nullable) (type filename): the copy
 */
char *
rrm_found_account_mend (RrmFoundAccount *self,
                        const char *code,
                        const char *const *shown,
                        const char *folder,
                        char ***lines,
                        char **refusal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Mending) mending = prepare (self, code, &error);
  char *copy;

  *lines = mending != NULL ? describe (mending) : NULL;
  if (mending != NULL && shown != NULL && !g_strv_equal (shown, (const char *const *) *lines))
    return NULL;
  copy = mending != NULL ? rrm_client_save (mending->profile, folder, &error) : NULL;

  if (copy == NULL)
    *refusal = rrm_found_describe_error (error, self->client->name);

  return copy;
}
