/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/setup-compare.h"

#include "model/address.h"
#include "model/provider-map.h"
#include "setup/setup-private.h"

#include <glib/gi18n-lib.h>

/* What an account of a mail program can be held against, and what came of it. */

static void
other_free (gpointer data)
{
  RrmOther *other = data;

  g_free (other->name);
  g_clear_object (&other->account);
  g_strfreev (other->unsaid);
  g_free (other);
}

/* (transfer full) @name */
static void
add_other (GPtrArray *others,
           char *name,
           RrmAccount *account,
           char **unsaid)
{
  RrmOther *other = g_new0 (RrmOther, 1);

  other->name = name;
  other->account = g_object_ref (account);
  other->unsaid = g_strdupv (unsaid);
  g_ptr_array_add (others, other);
}

/* How the provider would have it. */
static void
add_known (GPtrArray *others,
           RrmAccount *found)
{
  g_autoptr (RrmAddress) address = rrm_address_parse (rrm_account_get_address (found), NULL);
  RrmServiceSettings *incoming = rrm_account_get_incoming (found);
  g_autoptr (RrmLookup) lookup = NULL;
  g_autoptr (RrmAccount) known = NULL;

  if (address == NULL)
    return;
  lookup = rrm_provider_map_lookup (rrm_provider_map_get_default (), address);
  if (rrm_lookup_is_empty (lookup))
    return;
  known = rrm_account_new (rrm_address_get_text (address));
  rrm_account_set_incoming (
    known, rrm_lookup_get_incoming (
             lookup, incoming != NULL ? rrm_service_settings_get_protocol (incoming)
                                      : RRM_PROTOCOL_IMAP));
  rrm_account_set_outgoing (known, rrm_lookup_get_outgoing (lookup));
  add_other (others, g_strdup (_ ("Spectrum’s settings")), known, NULL);
}

static char *
name_account (RrmFoundAccount *account)
{
  /* Translators: an address and the mail program that has it: "pat@nc.rr.com in Thunderbird" */
  return g_strdup_printf (_ ("%s in %s"), rrm_found_account_get_address (account),
                          rrm_found_account_get_program (account));
}

/**
 * rrm_setup_list_others:
 * @self: a setup that shows an account of a mail program
 *
 * Returns: (transfer full) (element-type RrmOther): what it can be held against: the phone first
 *   where it is known, then accounts that work here, the settings of the map, and the others
 */
GPtrArray *
rrm_setup_list_others (RrmSetup *self)
{
  GPtrArray *others = g_ptr_array_new_with_free_func (other_free);
  GListModel *accounts = rrm_found_get_accounts (self->computer);
  RrmAccount *found = rrm_found_account_get_account (self->found_account);

  if (self->phone != NULL)
    add_other (others, g_strdup (self->phone_name), self->phone, self->phone_unsaid);
  for (guint working = 2; working-- > 0;)
    {
      for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
        {
          g_autoptr (RrmFoundAccount) account = g_list_model_get_item (accounts, i);
          gboolean works = rrm_found_account_get_state (account) == RRM_FOUND_WORKS;

          if (works == (working == 1) &&
              !rrm_found_account_is_same (account, self->found_account))
            add_other (others, name_account (account), rrm_found_account_get_account (account),
                       NULL);
        }
      if (working == 1)
        add_known (others, found);
    }

  return others;
}

/**
 * rrm_setup_set_phone:
 * @self: a setup that shows an account of a mail program
 * @name: what the phone's program is called
 * @account: what it shows
 * @unsaid: (array zero-terminated=1): the settings there that it does not show
 *
 * Holds the account against what a phone shows, too, until another account is opened.
 */
void
rrm_setup_set_phone (RrmSetup *self,
                     const char *name,
                     RrmAccount *account,
                     const char *const *unsaid)
{
  g_strfreev (self->phone_unsaid);
  self->phone_unsaid = g_strdupv ((char **) unsaid);
  g_free (self->phone_name);
  self->phone_name = g_strdup (name);
  g_set_object (&self->phone, account);
}

/**
 * rrm_other_compare:
 * @other: what an account can be held against
 * @account: the account
 *
 * Returns: (transfer full) (element-type RrmComparison): both side by side; what was not said of
 *   the other one is not known
 */
GPtrArray *
rrm_other_compare (const RrmOther *other,
                   RrmAccount *account)
{
  GPtrArray *comparisons = rrm_accounts_compare (account, other->account);

  if (other->unsaid != NULL)
    rrm_comparisons_forget (comparisons, (const char *const *) other->unsaid);

  return comparisons;
}

/**
 * rrm_setup_name_found:
 * @self: a setup that shows an account of a mail program
 *
 * Returns: (transfer full): what it is, beside the others
 */
char *
rrm_setup_name_found (RrmSetup *self)
{
  return name_account (self->found_account);
}

/**
 * rrm_comparisons_describe:
 * @comparisons: (element-type RrmComparison): two accounts side by side
 *
 * Returns: (transfer full): what came of it, in a sentence
 */
char *
rrm_comparisons_describe (GPtrArray *comparisons)
{
  guint n_different = 0;
  guint n_unknown = 0;

  for (guint i = 0; i < comparisons->len; i++)
    {
      const RrmComparison *comparison = g_ptr_array_index (comparisons, i);

      n_different += comparison->likeness == RRM_LIKENESS_DIFFERENT;
      n_unknown += comparison->likeness == RRM_LIKENESS_UNKNOWN;
    }
  if (comparisons->len == 0 || n_unknown == comparisons->len)
    return g_strdup (_ ("There is nothing to compare."));
  if (n_different == 0)
    return g_strdup (_ ("Nothing that matters is different."));

  return g_strdup_printf (ngettext ("%u setting is different, and that matters.",
                                    "%u settings are different, and that matters.", n_different),
                          n_different);
}

/**
 * rrm_likeness_get_word:
 * @likeness: how two settings stand to each other
 *
 * Returns: the same in a word or two
 */
const char *
rrm_likeness_get_word (RrmLikeness likeness)
{
  static const char *const words[RRM_N_LIKENESSES] = {
    [RRM_LIKENESS_SAME] = N_ ("Same"),
    [RRM_LIKENESS_OWN] = N_ ("Each its own"),
    [RRM_LIKENESS_UNKNOWN] = N_ ("Not known"),
    [RRM_LIKENESS_DIFFERENT] = N_ ("Different"),
  };

  return _ (words[likeness]);
}
