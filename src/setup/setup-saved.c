/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"
#include "explain/file-error.h"
#include "setup/round.h"
#include "setup/saved.h"
#include "setup/setup-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The accounts that the person keeps. */

/**
 * rrm_setup_open_store:
 * @self: a setup
 * @path: (nullable): the file of the saved accounts; %NULL is the person's own
 * @kept: (out) (nullable) (optional): where a file that makes no sense was put aside
 * @error: return location for an error of %G_FILE_ERROR
 *
 * Reads the saved accounts, and again whenever others change them. Without them a setup keeps
 * nothing.
 *
 * Returns: whether they could be read; none are no error
 */
gboolean
rrm_setup_open_store (RrmSetup *self,
                      const char *path,
                      char **kept,
                      GError **error)
{
  g_autoptr (RrmAccountStore) store = rrm_account_store_new (path);

  if (!rrm_account_store_load (store, kept, error))
    return FALSE;

  g_set_object (&self->store, store);
  rrm_setup_watch_store (self);
  rrm_setup_notify (self, RRM_SETUP_PROP_N_SAVED);

  return TRUE;
}

/**
 * rrm_setup_get_n_saved:
 * @self: a setup
 *
 * Returns: how many accounts are saved
 */
guint
rrm_setup_get_n_saved (RrmSetup *self)
{
  return self->store != NULL
           ? g_list_model_get_n_items (rrm_account_store_get_list (self->store))
           : 0;
}

/*< private >
 * rrm_setup_finish_writing:
 * @self: a setup
 * @result: what the callback got
 *
 * Returns: (transfer full) (nullable): why the saved accounts were not written, for the person;
 *   %NULL where they were
 */
char *
rrm_setup_finish_writing (RrmSetup *self,
                          GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  return rrm_account_store_write_finish (self->store, result, &error)
           ? NULL
           : rrm_explain_file_error (error);
}

static void
on_written (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (RrmSetup) self = user_data;
  g_autofree char *why = rrm_setup_finish_writing (self, result);

  if (why != NULL)
    rrm_setup_take_trouble (
      self, g_strdup_printf (_ ("The list of accounts could not be saved: %s"), why));
}

/*< private >
 * rrm_setup_write_saved:
 * @self: a setup
 *
 * Writes the list of the saved accounts; where that fails it is told in passing.
 */
void
rrm_setup_write_saved (RrmSetup *self)
{
  rrm_account_store_write_async (self->store, on_written, g_object_ref (self));
}

static gboolean
is_being_tested (RrmSetup *self,
                 RrmSavedAccount *saved)
{
  RrmAccount *account = rrm_saved_account_get_account (saved);

  return !rrm_setup_is_round_waiting (self, NULL) &&
         g_strcmp0 (rrm_setup_get_round_address (self), rrm_account_get_address (account)) == 0;
}

static const char *
get_word (RrmSavedAccount *saved)
{
  RrmProtocol service;

  if (rrm_saved_account_get_tested (saved) == NULL)
    return _ ("Not tested");
  if (rrm_saved_account_get_verdict (saved) == RRM_VERDICT_WORKING)
    return _ ("Works");
  if (!rrm_saved_account_get_failing (saved, NULL, &service))
    return _ ("Not clear");

  return service == RRM_PROTOCOL_SMTP ? _ ("Sending fails") : _ ("Receiving fails");
}

static RrmSavedState
get_state (RrmSavedAccount *saved)
{
  if (rrm_saved_account_get_tested (saved) == NULL)
    return RRM_SAVED_UNTESTED;
  if (rrm_saved_account_get_verdict (saved) == RRM_VERDICT_WORKING)
    return RRM_SAVED_WORKS;

  return rrm_saved_account_get_failing (saved, NULL, NULL) ? RRM_SAVED_FAILS : RRM_SAVED_UNTESTED;
}

static gboolean
has_words (const char *text,
           const char *words)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, words) != NULL;
}

static gboolean
is_meant (RrmSavedAccount *saved,
          const char *words)
{
  return words[0] == '\0' || has_words (rrm_saved_account_get_label (saved), words) ||
         has_words (rrm_account_get_address (rrm_saved_account_get_account (saved)), words);
}

/**
 * rrm_setup_list_saved:
 * @self: a setup
 * @words: what their address or name must have in it; case does not count, and empty is all
 * @failing_first: whether those that fail stand before all others
 *
 * Returns: (transfer full) (element-type guint): which ones of the saved accounts are meant, for
 *   [method@Setup.describe_saved]
 */
GArray *
rrm_setup_list_saved (RrmSetup *self,
                      const char *words,
                      gboolean failing_first)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *trimmed = g_strstrip (g_strdup (words));
  g_autofree char *folded = g_utf8_casefold (trimmed, -1);
  guint n = rrm_setup_get_n_saved (self);
  guint n_failing = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RrmSavedAccount) saved =
        g_list_model_get_item (rrm_account_store_get_list (self->store), i);

      if (!is_meant (saved, folded))
        continue;
      if (failing_first && get_state (saved) == RRM_SAVED_FAILS)
        g_array_insert_val (list, n_failing++, i);
      else
        g_array_append_val (list, i);
    }

  return list;
}

static char *
describe_tested (RrmSavedAccount *saved,
                 GDateTime *now)
{
  GDateTime *tested = rrm_saved_account_get_tested (saved);
  g_autofree char *when = NULL;
  g_autoptr (RrmFinding) finding = NULL;
  RrmFindingCode code;

  if (tested == NULL)
    return g_strdup (_ ("Saved without a test"));
  when = rrm_describe_when (tested, now);
  if (!rrm_saved_account_get_failing (saved, &code, NULL))
    return g_steal_pointer (&when);

  finding = rrm_finding_new (code);

  /* Translators: when it was tested, and whose fault it was: "Tested yesterday · Your settings" */
  return g_strdup_printf (_ ("%s · %s"), when, rrm_explain_finding_where (finding));
}

/**
 * rrm_setup_describe_saved:
 * @self: a setup
 * @index: which one of the saved accounts
 * @now: what time it is
 *
 * Returns: (transfer full): what a list says of it
 */
RrmSavedSummary *
rrm_setup_describe_saved (RrmSetup *self,
                          guint index,
                          GDateTime *now)
{
  g_autoptr (RrmSavedAccount) saved =
    g_list_model_get_item (rrm_account_store_get_list (self->store), index);
  RrmSavedSummary *summary = g_new0 (RrmSavedSummary, 1);
  g_autofree char *tested = NULL;

  summary->address =
    g_strdup (rrm_account_get_address (rrm_saved_account_get_account (saved)));
  summary->label = g_strdup (rrm_saved_account_get_label (saved));
  if (is_being_tested (self, saved))
    summary->word = g_strdup (_ ("Testing…"));
  else
    {
      summary->state = get_state (saved);
      summary->word = g_strdup (get_word (saved));
    }
  tested = describe_tested (saved, now);
  /* Translators: the address of an account that has another name, and when it was tested */
  summary->tested = g_str_equal (summary->label, summary->address)
                      ? g_steal_pointer (&tested)
                      : g_strdup_printf (_ ("%s · %s"), summary->address, tested);

  return summary;
}

void
rrm_saved_summary_free (RrmSavedSummary *summary)
{
  g_free (summary->address);
  g_free (summary->label);
  g_free (summary->word);
  g_free (summary->tested);
  g_free (summary);
}

/*< private >
 * rrm_setup_find_saved:
 * @self: a setup
 * @address: an address
 *
 * Returns: (transfer full) (nullable): the saved account of that address
 */
RrmSavedAccount *
rrm_setup_find_saved (RrmSetup *self,
                      const char *address)
{
  return self->store != NULL ? rrm_account_store_find (self->store, address) : NULL;
}

/**
 * rrm_setup_dup_label:
 * @self: a setup
 * @address: the address of a saved account
 *
 * Returns: (transfer full): what the person calls it; its address, unless they have said otherwise
 */
char *
rrm_setup_dup_label (RrmSetup *self,
                     const char *address)
{
  g_autoptr (RrmSavedAccount) saved = rrm_setup_find_saved (self, address);

  return g_strdup (saved != NULL ? rrm_saved_account_get_label (saved) : address);
}

/**
 * rrm_setup_rename_saved:
 * @self: a setup
 * @address: the address of a saved account
 * @label: what the person calls it from now on; empty: its address again
 *
 * Its settings stay as they are.
 */
void
rrm_setup_rename_saved (RrmSetup *self,
                        const char *address,
                        const char *label)
{
  g_autoptr (RrmSavedAccount) saved = rrm_setup_find_saved (self, address);
  g_autofree char *trimmed = g_strstrip (g_strdup (label));

  if (saved == NULL)
    return;

  rrm_saved_account_set_label (saved, trimmed[0] != '\0' ? trimmed : address);
  rrm_setup_write_saved (self);
  rrm_setup_notify (self, RRM_SETUP_PROP_N_SAVED);
}

static void
load (RrmSetup *self,
      RrmSavedAccount *saved)
{
  RrmAccount *account = rrm_saved_account_get_account (saved);

  rrm_setup_clear (self);
  rrm_draft_load_account (self->draft, account);
  self->filled_for = g_strdup (rrm_account_get_address (account));
  self->opened = g_strdup (rrm_account_get_address (account));
  rrm_setup_settle_draft (self);
  rrm_setup_fetch_passwords (self, account);
}

/*< private >
 * rrm_setup_fill_only_saved:
 * @self: a setup
 *
 * Fills in the saved account where there is but one, and nothing was typed yet.
 */
void
rrm_setup_fill_only_saved (RrmSetup *self)
{
  g_autoptr (RrmSavedAccount) saved = NULL;

  if (rrm_setup_get_n_saved (self) != 1 ||
      rrm_draft_get_text (self->draft, RRM_FIELD_ADDRESS)[0] != '\0')
    return;
  saved = g_list_model_get_item (rrm_account_store_get_list (self->store), 0);
  load (self, saved);
}

/**
 * rrm_setup_open_saved:
 * @self: a setup
 * @address: the address of a saved account
 *
 * Fills in a saved account, without its password, and shows its settings. What stood there before
 * is given up, practice too.
 *
 * Returns: whether there is such an account
 */
gboolean
rrm_setup_open_saved (RrmSetup *self,
                      const char *address)
{
  g_autoptr (RrmSavedAccount) saved = rrm_setup_find_saved (self, address);

  if (saved == NULL)
    return FALSE;

  load (self, saved);
  self->intent = RRM_INTENT_REPAIR;
  self->straight = TRUE;
  rrm_setup_show_page (self, RRM_PAGE_SETTINGS);

  return TRUE;
}

/**
 * rrm_setup_is_saved:
 * @self: a setup
 *
 * Returns: whether an account of the address that stands there is saved
 */
gboolean
rrm_setup_is_saved (RrmSetup *self)
{
  g_autoptr (RrmSavedAccount) saved =
    rrm_setup_find_saved (self, rrm_draft_get_text (self->draft, RRM_FIELD_ADDRESS));

  return saved != NULL;
}

/**
 * rrm_setup_is_opened:
 * @self: a setup
 *
 * Returns: whether what stands there was a saved account; another begin takes its place
 */
gboolean
rrm_setup_is_opened (RrmSetup *self)
{
  return self->opened != NULL;
}
