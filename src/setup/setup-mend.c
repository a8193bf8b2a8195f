/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/setup-found.h"
#include "setup/setup-private.h"

/* Changes in the mail programs of this computer, and the way back. Files and processes are looked
 * at beside the main loop; a change that has begun is not stopped in the middle. */

/* What the thread is given, and what it has made. */
typedef struct
{
  RrmFound *found;
  /* As it was when the change was asked for; NULL for the way back. */
  RrmFoundAccount *account;
  /* A finding's code, or a copy. */
  char *what;
  gboolean later_too;
  /* What the person has agreed to, where that was asked. */
  char **shown;
  char **lines;
  char *copy;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->found);
  g_clear_object (&job->account);
  g_free (job->what);
  g_strfreev (job->shown);
  g_strfreev (job->lines);
  g_free (job->copy);
  g_free (job);
}

static Job *
job_new (RrmSetup *self,
         const char *what)
{
  Job *job = g_new0 (Job, 1);

  job->found = g_object_ref (rrm_setup_get_computer (self));
  job->what = g_strdup (what);

  return job;
}

static Job *
job_new_for_account (RrmSetup *self,
                     const char *what)
{
  Job *job = job_new (self, what);

  job->account = rrm_found_account_copy (self->found_account);

  return job;
}

static void
run_job (Job *job,
         GTaskThreadFunc function,
         GTask *task)
{
  g_task_set_task_data (task, job, job_free);
  /* Once it has begun, what it has done is told. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, function);
}

static void
return_refusal (GTask *task,
                char *refusal)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", refusal);
  g_free (refusal);
}

static void
plan_in_thread (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  Job *job = data;
  char *refusal = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  job->lines = rrm_found_account_plan (job->account, job->what, &refusal);
  if (job->lines != NULL)
    g_task_return_boolean (task, TRUE);
  else
    return_refusal (task, refusal);
}

/**
 * rrm_setup_plan_mend_async:
 * @self: a setup that shows an account of a mail program
 * @code: (nullable): as in [method@FoundAccount.plan]
 * @cancellable: (nullable): stops it
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Looks what [method@Setup.mend_found_async] would change. Nothing is.
 */
void
rrm_setup_plan_mend_async (RrmSetup *self,
                           const char *code,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rrm_setup_plan_mend_async);
  run_job (job_new_for_account (self, code), plan_in_thread, task);
}

/**
 * rrm_setup_plan_mend_finish:
 * @self: a setup
 * @result: what the callback got
 * @error: return location for an error, whose message is a sentence for the person
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): what would be changed,
 *   "name: old → new" each
 */
char **
rrm_setup_plan_mend_finish (RrmSetup *self,
                            GAsyncResult *result,
                            GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error) ? g_steal_pointer (&job->lines) : NULL;
}

static void
mend_in_thread (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  Job *job = data;
  char *refusal = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  job->copy = rrm_found_account_mend (job->account, job->what, (const char *const *) job->shown,
                                      rrm_found_get_copies (job->found), &job->lines, &refusal);
  if (job->copy != NULL)
    g_task_return_boolean (task, TRUE);
  else if (refusal == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG, "not what was shown");
  else
    return_refusal (task, refusal);
}

/**
 * rrm_setup_mend_found_async:
 * @self: a setup that shows an account of a mail program
 * @code: (nullable): as in [method@FoundAccount.mend]
 * @shown: (nullable) (array zero-terminated=1): what the person has agreed to
 * @cancellable: (nullable): stops it before it has begun
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Changes the program's own settings after a copy.
 */
void
rrm_setup_mend_found_async (RrmSetup *self,
                            const char *code,
                            const char *const *shown,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = job_new_for_account (self, code);

  job->shown = g_strdupv ((char **) shown);
  g_task_set_source_tag (task, rrm_setup_mend_found_async);
  run_job (job, mend_in_thread, task);
}

/**
 * rrm_setup_mend_found_finish:
 * @self: a setup
 * @result: what the callback got
 * @error: return location for an error, whose message is a sentence for the person; or
 *   %G_IO_ERROR_WRONG_ETAG where something else would be changed by now than what was shown
 *
 * Begins to read the settings again, where they are changed.
 *
 * Returns: whether they are
 */
gboolean
rrm_setup_mend_found_finish (RrmSetup *self,
                             GAsyncResult *result,
                             GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  /* The person may have gone on to another account. */
  if (self->found_account != NULL && rrm_found_account_is_same (job->account, self->found_account))
    {
      rrm_setup_forget_mended (self);
      self->mended = g_steal_pointer (&job->lines);
      self->mended_copy = g_steal_pointer (&job->copy);
    }
  rrm_setup_read_found (self, rrm_found_get_path (self->computer));

  return TRUE;
}

static void
undo_in_thread (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (rrm_found_undo (job->found, job->what, job->later_too, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rrm_setup_undo_copy_async:
 * @self: a setup
 * @copy: (nullable) (type filename): as in [method@Found.undo]; %NULL: the change that was just
 *   made
 * @later_too: as there
 * @cancellable: (nullable): stops it before it has begun
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Brings back what was changed, today or on another day.
 */
void
rrm_setup_undo_copy_async (RrmSetup *self,
                           const char *copy,
                           gboolean later_too,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job;

  g_return_if_fail (copy != NULL || self->mended_copy != NULL);

  g_task_set_source_tag (task, rrm_setup_undo_copy_async);
  job = job_new (self, copy != NULL ? copy : self->mended_copy);
  job->later_too = later_too;
  run_job (job, undo_in_thread, task);
}

/**
 * rrm_setup_undo_copy_finish:
 * @self: a setup
 * @result: what the callback got
 * @error: return location for an error, whose message is a sentence for the person
 *
 * Begins to read the settings again, where they are back.
 *
 * Returns: whether they are
 */
gboolean
rrm_setup_undo_copy_finish (RrmSetup *self,
                            GAsyncResult *result,
                            GError **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  rrm_setup_forget_mended (self);
  rrm_setup_read_found (self, rrm_found_get_path (self->computer));

  return TRUE;
}
