/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/saved.h"

#include "explain/file-error.h"
#include "model/address.h"
#include "store/account-store.h"
#include "store/keyring.h"

#include <glib/gi18n.h>

/* A keyring that does not answer in this time, in seconds, is none: the terminal is asked. */
#define KEYRING_PATIENCE 5

/* An account that the person keeps, as the command meets it. */
struct _RrmCliSaved
{
  RrmSavedAccount *account;
};

/* A question to the keyring. A bus that says nothing is asked without end, even when the question
 * is taken back: who waited goes away then, and the answer may find nobody. */
typedef struct
{
  GCancellable *cancellable;
  gboolean over;
  RrmSecret *password;
} Question;

void
rrm_cli_saved_free (RrmCliSaved *saved)
{
  g_clear_object (&saved->account);
  g_free (saved);
}

/**
 * rrm_cli_saved_open:
 * @address: an address
 *
 * Returns: (transfer full) (nullable): the saved account of that address, if there is one
 */
RrmCliSaved *
rrm_cli_saved_open (const char *address)
{
  g_autoptr (RrmCliSaved) saved = g_new0 (RrmCliSaved, 1);
  g_autoptr (RrmAccountStore) store = rrm_account_store_new (NULL);
  g_autoptr (GError) error = NULL;

  if (!rrm_account_store_load (store, NULL, &error))
    {
      /* The test does not need the saved accounts. */
      g_printerr (_ ("rrmail: The saved accounts cannot be read: %s\n"), error->message);
      return NULL;
    }
  saved->account = rrm_account_store_find (store, address);

  return saved->account != NULL ? g_steal_pointer (&saved) : NULL;
}

/**
 * rrm_cli_saved_account:
 * @saved: a saved account
 *
 * Returns: (transfer none): its settings
 */
RrmAccount *
rrm_cli_saved_account (RrmCliSaved *saved)
{
  return rrm_saved_account_get_account (saved->account);
}

static void
add_server (GPtrArray *candidates,
            RrmServiceSettings *server)
{
  RrmServiceSettings *copy;

  if (server == NULL)
    return;
  copy = rrm_service_settings_copy (server);
  rrm_service_settings_set_source (copy, RRM_SOURCE_SAVED);
  g_ptr_array_add (candidates, copy);
}

static void
add_all (GPtrArray *candidates,
         GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (candidates, g_object_ref (g_ptr_array_index (found, i)));
}

/**
 * rrm_cli_saved_put_first:
 * @saved: (nullable): a saved account
 * @found: what look-up finds for its address
 *
 * Returns: (transfer full): its servers, then those that were found
 */
RrmLookup *
rrm_cli_saved_put_first (RrmCliSaved *saved,
                         const RrmLookup *found)
{
  g_autoptr (RrmAddress) address = rrm_address_parse (found->address, NULL);
  RrmLookup *both = rrm_lookup_new (address, found->source);

  if (saved != NULL)
    {
      RrmAccount *account = rrm_cli_saved_account (saved);

      add_server (both->incoming, rrm_account_get_incoming (account));
      add_server (both->outgoing, rrm_account_get_outgoing (account));
    }
  add_all (both->incoming, found->incoming);
  add_all (both->outgoing, found->outgoing);

  return both;
}

/**
 * rrm_cli_saved_complete:
 * @saved: a saved account
 * @chosen: an account with the servers to use
 * @name: (nullable): the name to use
 *
 * Returns: (transfer full): the account with these servers; what the options do not speak of is as
 *   it was saved
 */
RrmAccount *
rrm_cli_saved_complete (RrmCliSaved *saved,
                        RrmAccount *chosen,
                        const char *name)
{
  RrmAccount *account = rrm_account_copy (rrm_cli_saved_account (saved));

  rrm_account_set_incoming (account, rrm_account_get_incoming (chosen));
  rrm_account_set_outgoing (account, rrm_account_get_outgoing (chosen));
  if (name != NULL)
    rrm_account_set_name (account, name);

  return account;
}

/**
 * rrm_cli_saved_good_result:
 * @saved: a saved account
 *
 * Returns: (transfer none) (nullable): what its last passed test showed
 */
const RrmGoodResult *
rrm_cli_saved_good_result (RrmCliSaved *saved)
{
  return rrm_saved_account_get_good_result (saved->account);
}

/* What was tested is what is kept: both servers, and the same ones. */
static gboolean
concerns (RrmReport *report,
          RrmSavedAccount *saved)
{
  return rrm_report_get_incoming (report) != NULL && rrm_report_get_outgoing (report) != NULL &&
         rrm_saved_account_has_settings_of (saved, rrm_report_get_account (report));
}

/**
 * rrm_cli_saved_remember:
 * @saved: a saved account
 * @report: a test that has ended
 *
 * Tells the report what is different since the account worked, and keeps a record of the result
 * where it is one of the account as it is saved by now: a test takes its time, and others may have
 * changed or forgotten the account meanwhile.
 */
void
rrm_cli_saved_remember (RrmCliSaved *saved,
                        RrmReport *report)
{
  g_autoptr (RrmAccountStore) store = rrm_account_store_new (NULL);
  g_autoptr (RrmSavedAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  rrm_saved_account_compare (saved->account, report);
  if (rrm_account_store_load (store, NULL, &error))
    account = rrm_account_store_find (
      store, rrm_account_get_address (rrm_cli_saved_account (saved)));
  if (account != NULL && concerns (report, account))
    {
      rrm_saved_account_take_report (account, report);
      rrm_account_store_write (store, &error);
    }
  if (error != NULL)
    {
      g_autofree char *why = rrm_explain_file_error (error);

      g_printerr (_ ("rrmail: The result cannot be kept: %s\n"), why);
    }
}

static void
question_clear (gpointer data)
{
  Question *question = data;

  g_clear_object (&question->cancellable);
  g_clear_pointer (&question->password, rrm_secret_unref);
}

static void
on_looked_up (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  Question *question = user_data;

  question->password = rrm_keyring_lookup_finish (result, NULL);
  question->over = TRUE;
  g_rc_box_release_full (question, question_clear);
}

static gboolean
on_patience_over (gpointer user_data)
{
  Question *question = user_data;

  question->over = TRUE;
  g_cancellable_cancel (question->cancellable);

  return G_SOURCE_REMOVE;
}

/**
 * rrm_cli_saved_password:
 * @saved: a saved account
 * @settings: the server that it is for
 *
 * Asks the keyring for the password. No keyring is no error.
 *
 * Returns: (transfer full) (nullable): the password, if it is kept
 */
RrmSecret *
rrm_cli_saved_password (RrmCliSaved *saved,
                        RrmServiceSettings *settings)
{
  g_autoptr (GSource) patience = g_timeout_source_new_seconds (KEYRING_PATIENCE);
  Question *question = g_rc_box_new0 (Question);
  RrmSecret *password;

  question->cancellable = g_cancellable_new ();
  g_source_set_callback (patience, on_patience_over, question, NULL);
  g_source_attach (patience, NULL);
  rrm_keyring_lookup_async (settings, question->cancellable, on_looked_up,
                            g_rc_box_acquire (question));
  while (!question->over)
    g_main_context_iteration (NULL, TRUE);
  g_source_destroy (patience);
  password = g_steal_pointer (&question->password);
  g_rc_box_release_full (question, question_clear);

  return password;
}
