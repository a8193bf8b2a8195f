/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/old-computer.h"

#include "setup/setup-private.h"

/* Who has a new computer brings the settings of the old one: a profile, or a file that some program
 * has written. The account is filled in from there, and goes the usual way to its test. */

/**
 * rrm_setup_show_old:
 * @self: a setup
 *
 * Asks for what there is of the old computer. Practice ends.
 */
void
rrm_setup_show_old (RrmSetup *self)
{
  if (self->practice != NULL)
    rrm_setup_clear (self);
  rrm_setup_show_page (self, RRM_PAGE_OLD);
}

/**
 * rrm_setup_get_old:
 * @self: a setup
 *
 * Returns: (transfer none): what was read of the old computer; empty until it is
 */
RrmFound *
rrm_setup_get_old (RrmSetup *self)
{
  if (self->old == NULL)
    self->old = rrm_found_new (NULL, NULL);

  return self->old;
}

/**
 * rrm_setup_read_old:
 * @self: a setup
 * @path: (type filename): a profile, a settings file, or a folder that holds profiles
 *
 * Reads it; [property@Found:reading] tells when that is done.
 */
void
rrm_setup_read_old (RrmSetup *self,
                    const char *path)
{
  rrm_found_read_async (rrm_setup_get_old (self), path, NULL, NULL, NULL);
}

/**
 * rrm_setup_take_old:
 * @self: a setup
 * @index: which of the accounts that were read
 *
 * Fills it in, and shows its settings. What stood there before is given up. Passwords do not come
 * along.
 *
 * Returns: whether there is such an account
 */
gboolean
rrm_setup_take_old (RrmSetup *self,
                    guint index)
{
  g_autoptr (RrmFoundAccount) found =
    g_list_model_get_item (rrm_found_get_accounts (rrm_setup_get_old (self)), index);
  g_autoptr (RrmAccount) account = NULL;

  if (found == NULL)
    return FALSE;
  account = rrm_account_copy (rrm_found_account_get_account (found));
  rrm_account_set_password (account, NULL);
  rrm_account_set_outgoing_password (account, NULL);
  rrm_setup_complete_account (account);

  rrm_setup_clear (self);
  rrm_draft_load_account (self->draft, account);
  self->filled_for = g_strdup (rrm_account_get_address (account));
  self->intent = RRM_INTENT_SET_UP;
  self->from_old = TRUE;
  rrm_setup_note_typing (self);
  rrm_setup_show_page (self, RRM_PAGE_SETTINGS);

  return TRUE;
}
