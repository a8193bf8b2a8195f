/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/add.h"
#include "clients/copies.h"
#include "explain/client-refusal.h"
#include "export/error.h"
#include "setup/export-words.h"
#include "setup/setup-private.h"

/* The account goes into a mail program on this computer, and comes out again. */

static char *
describe (const GError *error,
          const char *program)
{
  if (error->domain == RRM_EXPORT_ERROR)
    return rrm_export_error_describe (error, program);

  return rrm_explain_client_refusal (rrm_client_error_to_string ((RrmClientError) error->code),
                                     program, error->message);
}

/**
 * rrm_setup_can_apply:
 * @self: a setup
 * @offer: a way into a mail program
 *
 * Returns: whether the account can be put into the program at once; never in practice
 */
gboolean
rrm_setup_can_apply (RrmSetup *self,
                     const RrmOffer *offer)
{
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (NULL);

  return self->practice == NULL && offer->place == RRM_PLACE_HERE &&
         rrm_client_can_add (offer->program, roots);
}

/**
 * rrm_setup_apply:
 * @self: a setup that shows an offer
 * @refusal: (out) (transfer full): why nothing was changed, in a sentence
 *
 * Puts the account into the program, without its password and after a copy.
 *
 * Returns: whether it is there
 */
gboolean
rrm_setup_apply (RrmSetup *self,
                 char **refusal)
{
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (NULL);
  g_autoptr (RrmAccount) account = rrm_setup_dup_account (self);
  g_autofree char *folder = rrm_client_copies_folder ();
  g_autoptr (GError) error = NULL;
  char *copy =
    rrm_client_add_account (self->offer->program, roots, account, folder, &error);

  if (copy == NULL)
    {
      *refusal = describe (error, rrm_offer_get_name (self->offer));
      return FALSE;
    }
  g_free (self->applied);
  self->applied = copy;
  self->applied_offer = self->offer;

  return TRUE;
}

/**
 * rrm_setup_is_applied:
 * @self: a setup that shows an offer
 *
 * Returns: whether its program was the last that the account was put into
 */
gboolean
rrm_setup_is_applied (RrmSetup *self)
{
  return self->applied != NULL && self->applied_offer == self->offer;
}

/**
 * rrm_setup_take_back:
 * @self: a setup whose account was put into a program
 * @refusal: (out) (transfer full): why it could not be undone, in a sentence
 *
 * Brings the program's files back as they were.
 *
 * Returns: whether they are
 */
gboolean
rrm_setup_take_back (RrmSetup *self,
                     char **refusal)
{
  g_autofree char *folder = rrm_client_copies_folder ();
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (self->applied != NULL, FALSE);

  if (!rrm_client_undo (folder, self->applied, files, &error))
    {
      *refusal = describe (error, rrm_offer_get_name (self->applied_offer));
      return FALSE;
    }
  g_clear_pointer (&self->applied, g_free);

  return TRUE;
}
