/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/keyring-job.h"
#include "setup/saved.h"
#include "setup/setup-private.h"

/* Forgetting a saved account, and taking that back. */

static void
on_keyring_done (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!rrm_keyring_job_finish (result, &error))
    g_debug ("keyring: %s", error->message);
}

/* An account on its way out of the keyring. */
typedef struct
{
  RrmSetup *setup;
  RrmSavedAccount *saved;
} Forgetting;

static void
on_fetched (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Forgetting *forgetting = user_data;
  g_autoptr (RrmSetup) self = forgetting->setup;
  g_autoptr (RrmSavedAccount) saved = forgetting->saved;
  RrmAccount *account = rrm_saved_account_get_account (saved);
  g_autoptr (RrmSavedAccount) again =
    rrm_setup_find_saved (self, rrm_account_get_address (account));
  g_autoptr (RrmSecret) incoming = NULL;
  g_autoptr (RrmSecret) outgoing = NULL;

  g_free (forgetting);
  /* It may have been taken back meanwhile. */
  if (!rrm_keyring_fetch_finish (result, &incoming, &outgoing) || again != NULL)
    return;
  if (self->forgotten == saved && incoming != NULL)
    {
      g_autoptr (RrmAccount) whole = rrm_account_copy (account);

      rrm_account_set_password (whole, incoming);
      rrm_account_set_outgoing_password (whole, outgoing);
      g_set_object (&self->forgotten_account, whole);
    }
  rrm_keyring_drop_async (account, NULL, on_keyring_done, NULL);
}

/**
 * rrm_setup_forget_saved:
 * @self: a setup
 * @address: the address of a saved account
 *
 * Removes a saved account, and its password from the keyring. [method@Setup.undo_forget] brings
 * both back while the person stays on the first page.
 */
void
rrm_setup_forget_saved (RrmSetup *self,
                        const char *address)
{
  g_autoptr (RrmSavedAccount) saved = rrm_setup_find_saved (self, address);
  Forgetting *forgetting;

  if (saved == NULL)
    return;

  rrm_setup_let_go_forgotten (self);
  rrm_account_store_remove (self->store, saved);
  rrm_setup_write_saved (self);
  self->forgotten = g_object_ref (saved);
  forgetting = g_new0 (Forgetting, 1);
  forgetting->setup = g_object_ref (self);
  forgetting->saved = g_object_ref (saved);
  rrm_keyring_fetch_async (rrm_saved_account_get_account (saved), NULL, on_fetched, forgetting);
  rrm_setup_notify (self, RRM_SETUP_PROP_N_SAVED);
}

/**
 * rrm_setup_get_forgotten:
 * @self: a setup
 *
 * Returns: (nullable): the address of the account that can be brought back
 */
const char *
rrm_setup_get_forgotten (RrmSetup *self)
{
  return self->forgotten != NULL
           ? rrm_account_get_address (rrm_saved_account_get_account (self->forgotten))
           : NULL;
}

/**
 * rrm_setup_undo_forget:
 * @self: a setup
 *
 * Brings back the account that was forgotten last, with its results and its password.
 */
void
rrm_setup_undo_forget (RrmSetup *self)
{
  if (self->forgotten == NULL)
    return;

  rrm_account_store_put_back (self->store, self->forgotten);
  rrm_setup_write_saved (self);
  if (self->forgotten_account != NULL)
    rrm_keyring_keep_async (self->forgotten_account, NULL, on_keyring_done, NULL);
  rrm_setup_let_go_forgotten (self);
  rrm_setup_notify (self, RRM_SETUP_PROP_N_SAVED);
}

/*< private >
 * rrm_setup_let_go_forgotten:
 * @self: a setup
 *
 * What was forgotten cannot be brought back any more.
 */
void
rrm_setup_let_go_forgotten (RrmSetup *self)
{
  g_clear_object (&self->forgotten);
  g_clear_object (&self->forgotten_account);
}
