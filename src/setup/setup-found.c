/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/setup-found.h"

#include "setup/setup-private.h"

/* An account that a mail program on this computer has: it is tested as it is there, and what is
 * wrong is mended in the program itself. */

/**
 * rrm_setup_get_found:
 * @self: a setup
 *
 * Returns: (transfer none): what is set up on this computer; empty until it is read
 */
RrmFound *
rrm_setup_get_computer (RrmSetup *self)
{
  if (self->computer == NULL)
    {
      g_autoptr (RrmFound) found = rrm_found_new (NULL, NULL);

      rrm_setup_set_computer (self, found);
    }

  return self->computer;
}

/* The account that is shown is the one that was just read. */
static void
on_reading (RrmFound *found,
            GParamSpec *pspec,
            RrmSetup *self)
{
  g_autoptr (RrmFoundAccount) now = NULL;

  if (rrm_found_get_reading (found) || self->found_account == NULL)
    return;
  now = rrm_found_find (found, self->found_account);
  if (now != NULL)
    g_set_object (&self->found_account, now);
}

/**
 * rrm_setup_set_found:
 * @self: a setup that has shown nothing of this computer yet
 * @found: where to look
 *
 * Looks in another place than the person's own home folder.
 */
void
rrm_setup_set_computer (RrmSetup *self,
                     RrmFound *found)
{
  g_set_object (&self->computer, found);
  g_signal_connect_object (found, "notify::reading", G_CALLBACK (on_reading), self, 0);
}

/**
 * rrm_setup_read_found:
 * @self: a setup
 * @path: (nullable) (type filename): as in [method@Found.read_async]
 *
 * Reads what is set up, here or there. [property@Found:reading] tells when it is done.
 */
void
rrm_setup_read_found (RrmSetup *self,
                      const char *path)
{
  rrm_found_read_async (rrm_setup_get_computer (self), path, NULL, NULL, NULL);
}

/**
 * rrm_setup_show_found:
 * @self: a setup
 *
 * Shows what is set up on this computer, and begins to read it. Practice ends.
 */
void
rrm_setup_show_found (RrmSetup *self)
{
  if (self->practice != NULL)
    rrm_setup_clear (self);
  self->intent = RRM_INTENT_REPAIR;
  rrm_setup_read_found (self, NULL);
  rrm_setup_show_page (self, RRM_PAGE_FOUND);
}

/*< private >
 * rrm_setup_forget_mended:
 * @self: a setup
 */
void
rrm_setup_forget_mended (RrmSetup *self)
{
  g_clear_pointer (&self->mended, g_strfreev);
  g_clear_pointer (&self->mended_copy, g_free);
}

/**
 * rrm_setup_open_found:
 * @self: a setup
 * @account: one of the accounts that were found
 *
 * Shows that account.
 */
void
rrm_setup_open_found (RrmSetup *self,
                      RrmFoundAccount *account)
{
  g_set_object (&self->found_account, account);
  g_clear_object (&self->phone);
  rrm_setup_forget_mended (self);
  rrm_found_account_compare (account, rrm_found_get_accounts (rrm_setup_get_computer (self)));
  rrm_setup_show_page (self, RRM_PAGE_FOUND_ACCOUNT);
}

/**
 * rrm_setup_get_found_account:
 * @self: a setup
 *
 * Returns: (transfer none) (nullable): the account of a mail program that was opened last
 */
RrmFoundAccount *
rrm_setup_get_found_account (RrmSetup *self)
{
  return self->found_account;
}

/**
 * rrm_setup_load_found:
 * @self: a setup that shows an account of a mail program
 * @password: (nullable): its password
 * @sender_password: (nullable): that of the name that signs in to send, where it is another one
 *
 * Fills in the account exactly as the program has it, to be tested by [method@Setup.test]. What
 * stood there before is given up. Both passwords are kept for the other accounts that share them.
 */
void
rrm_setup_load_found (RrmSetup *self,
                      RrmSecret *password,
                      RrmSecret *sender_password)
{
  g_autoptr (RrmAccount) account =
    rrm_account_copy (rrm_found_account_get_account (self->found_account));
  const char *sender = rrm_found_account_get_sender_name (self->found_account);

  rrm_setup_complete_account (account);
  if (password != NULL)
    rrm_found_set_password (
      self->computer, rrm_service_settings_get_username (rrm_account_get_incoming (account)),
      password);
  rrm_account_set_password (account, password);
  if (sender != NULL && sender_password != NULL)
    {
      rrm_found_set_password (self->computer, sender, sender_password);
      rrm_account_set_outgoing_login (account, RRM_OUTGOING_LOGIN_OWN);
      rrm_account_set_outgoing_password (account, sender_password);
    }

  rrm_setup_clear (self);
  rrm_draft_load_account (self->draft, account);
  g_free (self->filled_for);
  self->filled_for = g_strdup (rrm_account_get_address (account));
  self->intent = RRM_INTENT_REPAIR;
  self->found_loaded = rrm_draft_to_account (self->draft);
  rrm_setup_settle_draft (self);
}

/**
 * rrm_setup_is_found_loaded:
 * @self: a setup
 *
 * Returns: whether what stands there belongs to a mail program on this computer
 */
gboolean
rrm_setup_is_found_loaded (RrmSetup *self)
{
  return self->found_loaded != NULL;
}

/*< private >
 * rrm_setup_take_found_result:
 * @self: a setup with a test that has ended
 *
 * Remembers how the test of an account of a mail program went.
 */
void
rrm_setup_take_found_result (RrmSetup *self)
{
  if (self->found_loaded == NULL || self->held[FALSE] || self->held[TRUE] ||
      rrm_report_get_stopped (self->report))
    return;
  rrm_found_account_take_result (self->found_account, self->found_loaded, self->tested,
                                 rrm_setup_is_working (self));
  rrm_found_account_compare (self->found_account, rrm_found_get_accounts (self->computer));
}

/**
 * rrm_setup_get_mended:
 * @self: a setup that shows an account of a mail program
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): what was just changed in the
 *   program, "name: old → new" each; %NULL where nothing was
 */
const char *const *
rrm_setup_get_mended (RrmSetup *self)
{
  return (const char *const *) self->mended;
}
