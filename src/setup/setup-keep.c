/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/draft-file.h"
#include "setup/keyring-job.h"
#include "setup/saved.h"
#include "setup/setup-private.h"
#include "store/keyring.h"

#include <glib/gi18n-lib.h>

/* What is kept of an account: its settings, how its tests went, and its password if the person
 * wants that. */

static void
on_result_written (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (RrmSetup) self = user_data;
  g_autofree char *why = rrm_setup_finish_writing (self, result);

  if (why != NULL)
    rrm_setup_take_trouble (
      self, g_strdup_printf (_ ("The result of the test could not be kept: %s"), why));
}

static gboolean
is_whole (RrmSetup *self)
{
  return self->report != NULL && self->practice == NULL && !self->held[FALSE] &&
         !self->held[TRUE];
}

/*< private >
 * rrm_setup_keep_report:
 * @self: a setup
 * @report: a test of both servers that has ended
 *
 * Tells the report what is different since the saved account worked, and remembers how the test
 * went. A test of other settings says nothing about the saved ones.
 */
void
rrm_setup_keep_report (RrmSetup *self,
                       RrmReport *report)
{
  RrmAccount *tested = rrm_report_get_account (report);
  g_autoptr (RrmSavedAccount) saved =
    rrm_setup_find_saved (self, rrm_account_get_address (tested));

  if (saved == NULL)
    return;
  rrm_saved_account_compare (saved, report);
  if (!rrm_saved_account_has_settings_of (saved, tested))
    return;
  rrm_saved_account_take_report (saved, report);
  rrm_account_store_write_async (self->store, on_result_written, g_object_ref (self));
  rrm_setup_notify (self, RRM_SETUP_PROP_N_SAVED);
}

/*< private >
 * rrm_setup_keep_result:
 * @self: a setup with a test that has ended
 *
 * Keeps its result, unless it was practice or left a server out.
 */
void
rrm_setup_keep_result (RrmSetup *self)
{
  if (is_whole (self))
    rrm_setup_keep_report (self, self->report);
}

/*< private >
 * rrm_setup_take_trouble:
 * @self: a setup
 * @trouble: (transfer full): what could not be kept in passing, and why, as a sentence
 */
void
rrm_setup_take_trouble (RrmSetup *self,
                        char *trouble)
{
  g_free (self->trouble);
  self->trouble = trouble;
  rrm_setup_notify (self, RRM_SETUP_PROP_TROUBLE);
}

/**
 * rrm_setup_get_trouble:
 * @self: a setup
 *
 * Returns: (transfer none) (nullable): what could not be kept in passing, and why, as a sentence
 */
const char *
rrm_setup_get_trouble (RrmSetup *self)
{
  return self->trouble;
}

/**
 * rrm_setup_can_save:
 * @self: a setup
 *
 * Returns: whether the account that stands there can be kept; practice is not
 */
gboolean
rrm_setup_can_save (RrmSetup *self)
{
  return self->store != NULL && self->practice == NULL;
}

gboolean
rrm_setup_get_save_wanted (RrmSetup *self)
{
  return self->save_wanted;
}

/**
 * rrm_setup_set_save_wanted:
 * @self: a setup
 * @wanted: whether the account is saved at the end; it is unless the person says otherwise
 */
void
rrm_setup_set_save_wanted (RrmSetup *self,
                           gboolean wanted)
{
  self->save_wanted = wanted;
}

/* Saving, and what comes after it. */
typedef struct
{
  /* With its passwords. */
  RrmAccount *account;
  /* As it was saved before; NULL where its password is not in the keyring. */
  RrmAccount *before;
  gboolean remember;
  /* Stops what the keyring takes too long for, and when that is; 0 where it is not running. */
  GCancellable *cancellable;
  guint patience;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_clear_object (&saving->account);
  g_clear_object (&saving->before);
  g_clear_handle_id (&saving->patience, g_source_remove);
  g_object_unref (saving->cancellable);
  g_free (saving);
}

static const char *
describe (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return _ ("The account is saved, but not its password. The keyring stayed locked.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return _ ("The account is saved, but not its password. The keyring did not answer.");

  return _ ("The account is saved, but not its password. The keyring did not take it.");
}

static void
on_password_kept (GObject *source,
                  GAsyncResult *result,
                  gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (rrm_keyring_job_finish (result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_message ("keyring: %s", error->message);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", describe (error));
}

static void
keep_password (GTask *task)
{
  Saving *saving = g_task_get_task_data (task);

  if (saving->remember)
    rrm_keyring_keep_async (saving->account, saving->cancellable, on_password_kept, task);
  else
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

static void
on_password_dropped (GObject *source,
                     GAsyncResult *result,
                     gpointer user_data)
{
  /* What cannot be removed there is not there. */
  rrm_keyring_job_finish (result, NULL);
  keep_password (user_data);
}

static gboolean
on_patience_over (gpointer data)
{
  Saving *saving = data;

  saving->patience = 0;
  g_cancellable_cancel (saving->cancellable);

  return G_SOURCE_REMOVE;
}

static void
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RrmSetup *self = g_task_get_source_object (task);
  Saving *saving = g_task_get_task_data (task);
  g_autofree char *why = rrm_setup_finish_writing (self, result);

  if (why != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _ ("The account could not be saved: %s"), why);
  else
    {
      /* What comes of the password is another thing. */
      rrm_setup_drop_draft (self);
      saving->patience =
        g_timeout_add_seconds (self->keyring_patience, on_patience_over, saving);
      if (saving->before != NULL)
        rrm_keyring_drop_async (saving->before, saving->cancellable, on_password_dropped,
                                g_steal_pointer (&task));
      else
        keep_password (g_steal_pointer (&task));
    }
}

static Saving *
saving_new (RrmSetup *self)
{
  Saving *saving = g_new0 (Saving, 1);
  g_autoptr (RrmSavedAccount) old = NULL;

  saving->cancellable = g_cancellable_new ();
  saving->account = rrm_draft_to_account (self->draft);
  saving->remember = self->remember && self->keyring == RRM_KEYRING_THERE;
  old = rrm_setup_find_saved (self, rrm_account_get_address (saving->account));
  if (old != NULL && self->remembered)
    saving->before = rrm_account_copy (rrm_saved_account_get_account (old));

  return saving;
}

/**
 * rrm_setup_save_account_async:
 * @self: a setup
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Saves the account that stands there, with its result if it was tested as it is, where that is
 * wanted and possible. Its password goes to the keyring where the person wants that, and nowhere
 * else.
 */
void
rrm_setup_save_account_async (RrmSetup *self,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (RrmSavedAccount) saved = NULL;
  Saving *saving;

  g_task_set_source_tag (task, rrm_setup_save_account_async);
  if (!rrm_setup_can_save (self) || !self->save_wanted)
    {
      rrm_setup_drop_draft (self);
      g_task_return_boolean (task, TRUE);
      return;
    }

  saving = saving_new (self);
  g_task_set_task_data (task, saving, saving_free);
  saved = rrm_account_store_add (self->store, saving->account);
  if (is_whole (self) && self->cancellable == NULL && rrm_setup_is_current (self))
    rrm_saved_account_take_report (saved, self->report);
  rrm_account_store_write_async (self->store, on_saved, g_steal_pointer (&task));
  self->remembered = saving->remember;
  rrm_setup_notify (self, RRM_SETUP_PROP_N_SAVED);
}

/**
 * rrm_setup_save_account_finish:
 * @self: a setup
 * @result: what the callback got
 * @error: return location for an error of %G_IO_ERROR, whose message is a sentence for the person
 *
 * Returns: whether all is kept that was to be kept
 */
gboolean
rrm_setup_save_account_finish (RrmSetup *self,
                               GAsyncResult *result,
                               GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
