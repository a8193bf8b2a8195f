/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/add-job.h"
#include "clients/add.h"
#include "clients/copies.h"
#include "explain/client-refusal.h"
#include "export/error.h"
#include "export/format.h"
#include "setup/export-words.h"
#include "setup/setup-private.h"

#include <glib/gi18n-lib.h>

/* The account goes into a mail program on this computer, and comes out again. */

static char *
describe (const GError *error,
          const char *program)
{
  if (error->domain == RRM_EXPORT_ERROR)
    return rrm_export_error_describe (error, program);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_ ("It was stopped. Nothing was added."));

  return rrm_explain_client_refusal (rrm_client_error_to_string ((RrmClientError) error->code),
                                     program, error->message);
}

static void
set_applying (RrmSetup *self,
              GCancellable *applying)
{
  g_set_object (&self->applying, applying);
  rrm_setup_notify (self, RRM_SETUP_PROP_APPLYING);
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
 * rrm_setup_applies_password:
 * @self: a setup that shows an offer
 *
 * Returns: whether the password goes to its program, too, so that the person has to agree first
 */
gboolean
rrm_setup_applies_password (RrmSetup *self)
{
  return rrm_client_keeps_password (self->offer->program);
}

/**
 * rrm_setup_applies_beside:
 * @self: a setup that shows an offer
 *
 * Returns: whether the account goes beside the others, and no file of its program is changed
 */
gboolean
rrm_setup_applies_beside (RrmSetup *self)
{
  return rrm_client_adds_beside (self->offer->program);
}

/**
 * rrm_setup_refuse_apply:
 * @self: a setup that shows an offer
 *
 * Returns: (transfer full) (nullable): why its program cannot hold the account, in a sentence;
 *   %NULL where it can
 */
char *
rrm_setup_refuse_apply (RrmSetup *self)
{
  g_autoptr (RrmAccount) account = rrm_setup_dup_account (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files =
    rrm_format_export (rrm_format_find (self->offer->program), account, NULL, &error);

  return files == NULL ? describe (error, rrm_offer_get_name (self->offer)) : NULL;
}

static void
on_added (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RrmSetup *self = g_task_get_source_object (task);
  const RrmOffer *offer = g_task_get_task_data (task);
  GError *error = NULL;
  char *copy = rrm_client_add_finish (result, &error);

  if (copy != NULL)
    {
      g_free (self->applied);
      self->applied = copy;
      self->applied_offer = offer;
    }
  set_applying (self, NULL);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * rrm_setup_apply_async:
 * @self: a setup that shows an offer
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Puts the account into the program, after a copy. Its password goes along only where
 * [method@Setup.applies_password] says so. [method@Setup.stop_applying] stops it.
 */
void
rrm_setup_apply_async (RrmSetup *self,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (NULL);
  g_autoptr (RrmAccount) account = rrm_setup_dup_account (self);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *folder = rrm_client_copies_folder ();
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (self->applying == NULL);

  g_task_set_source_tag (task, rrm_setup_apply_async);
  g_task_set_task_data (task, (gpointer) self->offer, NULL);
  set_applying (self, cancellable);
  rrm_client_add_async (self->offer->program, roots, account, folder, cancellable, on_added, task);
}

/**
 * rrm_setup_apply_finish:
 * @self: a setup
 * @result: what the callback got
 * @refusal: (out) (transfer full): why nothing was changed, in a sentence
 *
 * Returns: whether the account is there
 */
gboolean
rrm_setup_apply_finish (RrmSetup *self,
                        GAsyncResult *result,
                        char **refusal)
{
  const RrmOffer *offer = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (g_task_propagate_boolean (G_TASK (result), &error))
    return TRUE;
  *refusal = describe (error, rrm_offer_get_name (offer));

  return FALSE;
}

/**
 * rrm_setup_get_applying:
 * @self: a setup
 *
 * Returns: whether an account is on its way into a program, or out of it
 */
gboolean
rrm_setup_get_applying (RrmSetup *self)
{
  return self->applying != NULL;
}

/**
 * rrm_setup_stop_applying:
 * @self: a setup
 *
 * Stops what is on its way into a program.
 */
void
rrm_setup_stop_applying (RrmSetup *self)
{
  if (self->applying != NULL)
    g_cancellable_cancel (self->applying);
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

static void
on_undone (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RrmSetup *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean undone = rrm_client_undo_finish (result, &error);

  /* What is not there any more needs no second try. */
  if (undone || g_error_matches (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_GONE))
    g_clear_pointer (&self->applied, g_free);
  set_applying (self, NULL);
  if (undone)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rrm_setup_take_back_async:
 * @self: a setup whose account was put into a program
 * @later_too: whether what was changed in the files since then may go back, too
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Brings the program's files back as they were, or takes the account out of it.
 */
void
rrm_setup_take_back_async (RrmSetup *self,
                           gboolean later_too,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *folder = rrm_client_copies_folder ();
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (self->applied != NULL && self->applying == NULL);

  g_task_set_source_tag (task, rrm_setup_take_back_async);
  g_task_set_task_data (task, (gpointer) self->applied_offer, NULL);
  set_applying (self, cancellable);
  rrm_client_undo_async (folder, self->applied, later_too, on_undone, task);
}

/**
 * rrm_setup_take_back_finish:
 * @self: a setup
 * @result: what the callback got
 * @refusal: (out) (transfer full) (nullable): why it could not be undone, in a sentence; %NULL
 *   where the files were changed since, and the person is to be asked
 *
 * Returns: whether all is as it was
 */
gboolean
rrm_setup_take_back_finish (RrmSetup *self,
                            GAsyncResult *result,
                            char **refusal)
{
  const RrmOffer *offer = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (g_task_propagate_boolean (G_TASK (result), &error))
    return TRUE;
  if (!g_error_matches (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_CHANGED_SINCE))
    *refusal = describe (error, rrm_offer_get_name (offer));

  return FALSE;
}
