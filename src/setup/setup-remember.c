/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/keyring-job.h"
#include "setup/saved.h"
#include "setup/setup-private.h"
#include "store/keyring.h"

/* The keyring: whether there is one, what is in it, and forgetting an account with all of it. */

static void
set_keyring (RrmSetup *self,
             RrmKeyringState keyring)
{
  if (self->keyring == keyring)
    return;

  g_debug ("keyring %d → %d", (int) self->keyring, (int) keyring);
  self->keyring = keyring;
  rrm_setup_notify (self, RRM_SETUP_PROP_KEYRING);
}

static void
on_probed (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (RrmSetup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (rrm_keyring_probe_finish (result, &error))
    set_keyring (self, RRM_KEYRING_THERE);
  else
    {
      g_debug ("no keyring: %s", error->message);
      set_keyring (self, RRM_KEYRING_NONE);
    }
}

/*< private >
 * rrm_setup_look_for_keyring:
 * @self: a setup
 *
 * Finds out whether there is a keyring, once.
 */
void
rrm_setup_look_for_keyring (RrmSetup *self)
{
  if (self->store == NULL || self->keyring != RRM_KEYRING_UNKNOWN)
    return;
  set_keyring (self, RRM_KEYRING_ASKED);
  rrm_keyring_probe_async (NULL, on_probed, g_object_ref (self));
}

/**
 * rrm_setup_get_keyring:
 * @self: a setup
 *
 * Returns: what is known of the person's keyring
 */
RrmKeyringState
rrm_setup_get_keyring (RrmSetup *self)
{
  return self->keyring;
}

gboolean
rrm_setup_get_remember (RrmSetup *self)
{
  return self->remember;
}

/**
 * rrm_setup_set_remember:
 * @self: a setup
 * @remember: whether the password goes to the keyring when the account is saved
 */
void
rrm_setup_set_remember (RrmSetup *self,
                        gboolean remember)
{
  if (self->remember == remember)
    return;

  self->remember = remember;
  rrm_setup_notify (self, RRM_SETUP_PROP_REMEMBER);
}

static void
on_fetched (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (RrmSetup) self = user_data;
  g_autoptr (RrmSecret) incoming = NULL;
  g_autoptr (RrmSecret) outgoing = NULL;
  gboolean unsaved;

  if (!rrm_keyring_fetch_finish (result, &incoming, &outgoing))
    return;

  g_clear_object (&self->fetching);
  unsaved = self->unsaved;
  self->remembered = incoming != NULL || outgoing != NULL;
  if (self->remembered)
    rrm_setup_set_remember (self, TRUE);
  /* What was typed meanwhile counts more. */
  if (rrm_draft_get_password (self->draft) == NULL && incoming != NULL)
    rrm_draft_set_password (self->draft, incoming);
  if (rrm_draft_has_own_login (self->draft) && outgoing != NULL &&
      rrm_draft_get_outgoing_password (self->draft) == NULL)
    rrm_draft_set_outgoing_password (self->draft, outgoing);
  /* The keyring still has it. */
  self->unsaved = unsaved;
  rrm_setup_notify (self, RRM_SETUP_PROP_FETCHING);
}

/*< private >
 * rrm_setup_fetch_passwords:
 * @self: a setup
 * @account: the saved account that was filled in
 *
 * Fills in the passwords that are in the keyring, as soon as it gives them.
 */
void
rrm_setup_fetch_passwords (RrmSetup *self,
                           RrmAccount *account)
{
  self->fetching = g_cancellable_new ();
  rrm_keyring_fetch_async (account, self->fetching, on_fetched, g_object_ref (self));
  rrm_setup_notify (self, RRM_SETUP_PROP_FETCHING);
}

/*< private >
 * rrm_setup_forget_passwords:
 * @self: a setup
 *
 * What the keyring still gives is for another account.
 */
void
rrm_setup_forget_passwords (RrmSetup *self)
{
  if (self->fetching != NULL)
    g_cancellable_cancel (self->fetching);
  g_clear_object (&self->fetching);
  self->remembered = FALSE;
  rrm_setup_set_remember (self, FALSE);
}

/**
 * rrm_setup_get_fetching:
 * @self: a setup
 *
 * Returns: whether the keyring is being asked for the password
 */
gboolean
rrm_setup_get_fetching (RrmSetup *self)
{
  return self->fetching != NULL;
}
