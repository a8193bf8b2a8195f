/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/add-job.h"

#include "clients/add.h"
#include "clients/copies.h"

/* Adding an account, and taking it back, beside the main loop. */

/* A keyring may ask for its own password first, which takes a person some time. */
#define LIMIT_SECONDS 120

/* What the thread works with. None of it changes but for the end of the time, which is only set
 * and read in the main loop. */
typedef struct
{
  char *program;
  RrmClientRoots roots;
  RrmAccount *account;
  char *folder;
  /* Of an undo. */
  char *copy;
  gboolean later_too;

  /* The one of the caller; NULL where there is none. */
  GCancellable *outer;
  gulong outer_id;
  guint limit;
  gboolean late;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->program);
  g_free (job->roots.home);
  g_free (job->roots.config);
  g_clear_object (&job->account);
  g_free (job->folder);
  g_free (job->copy);
  g_clear_object (&job->outer);
  g_free (job);
}

static void
run_add (GTask *task,
         gpointer source,
         gpointer task_data,
         GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  char *copy =
    rrm_client_add_account (job->program, &job->roots, job->account, job->folder, &error);

  /* Nobody waits any more: what came late is not to stay. */
  if (!g_task_set_return_on_cancel (task, FALSE))
    {
      g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);

      if (copy != NULL)
        rrm_client_undo (job->folder, copy, files, NULL);
      g_free (copy);
      g_clear_error (&error);
    }
  else if (copy != NULL)
    g_task_return_pointer (task, copy, g_free);
  else
    g_task_return_error (task, error);
}

static void
on_stopped (GCancellable *outer,
            gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static gboolean
on_late (gpointer user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (task);

  job->limit = 0;
  job->late = TRUE;
  g_cancellable_cancel (g_task_get_cancellable (task));

  return G_SOURCE_REMOVE;
}

/**
 * rrm_client_add_async:
 * @program: the word for a mail program
 * @roots: where to look
 * @account: an account, which nobody changes any more
 * @folder: where the copies are
 * @cancellable: (nullable): stops it; what is added after that is taken out again
 * @callback: called at its end
 * @user_data: for @callback
 *
 * As [func@client_add_account], beside the main loop and not for ever.
 */
void
rrm_client_add_async (const char *program,
                      const RrmClientRoots *roots,
                      RrmAccount *account,
                      const char *folder,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GCancellable) own = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (NULL, own, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, rrm_client_add_async);
  job->program = g_strdup (program);
  job->roots.home = g_strdup (roots->home);
  job->roots.config = g_strdup (roots->config);
  job->account = g_object_ref (account);
  job->folder = g_strdup (folder);
  g_task_set_task_data (task, job, job_free);
  if (cancellable != NULL)
    {
      job->outer = g_object_ref (cancellable);
      job->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (on_stopped),
                                             g_object_ref (own), g_object_unref);
    }
  job->limit = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, LIMIT_SECONDS, on_late,
                                           g_object_ref (task), g_object_unref);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, run_add);
}

/**
 * rrm_client_add_finish:
 * @result: what the callback got
 * @error: return location for an error of %RRM_CLIENT_ERROR, %RRM_EXPORT_ERROR, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (type filename): the copy, for [func@client_undo]
 */
char *
rrm_client_add_finish (GAsyncResult *result,
                       GError **error)
{
  GTask *task = G_TASK (result);
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) cause = NULL;
  char *copy;

  g_clear_handle_id (&job->limit, g_source_remove);
  if (job->outer != NULL)
    g_cancellable_disconnect (job->outer, job->outer_id);
  job->outer_id = 0;
  copy = g_task_propagate_pointer (task, &cause);
  if (copy == NULL && job->late)
    rrm_client_refuse (error, RRM_CLIENT_ERROR_NO_ANSWER, job->program);
  else if (copy == NULL)
    g_propagate_error (error, g_steal_pointer (&cause));

  return copy;
}

static void
run_undo (GTask *task,
          gpointer source,
          gpointer task_data,
          GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (RrmClientUndone) undone = rrm_client_undone_new ();
  GError *error = NULL;

  if (rrm_client_undo_full (job->folder, job->copy, job->later_too, undone, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rrm_client_undo_async:
 * @folder: where the copies are
 * @copy: one of them
 * @later_too: whether what was changed in the files since then may go back, too
 * @callback: called at its end
 * @user_data: for @callback
 *
 * As [func@client_undo_full], beside the main loop.
 */
void
rrm_client_undo_async (const char *folder,
                       const char *copy,
                       gboolean later_too,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, rrm_client_undo_async);
  job->folder = g_strdup (folder);
  job->copy = g_strdup (copy);
  job->later_too = later_too;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_undo);
}

/**
 * rrm_client_undo_finish:
 * @result: what the callback got
 * @error: return location for an error of %RRM_CLIENT_ERROR, as there
 *
 * Returns: whether all is as it was
 */
gboolean
rrm_client_undo_finish (GAsyncResult *result,
                        GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
