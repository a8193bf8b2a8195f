/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/keyring-job.h"

#include "store/keyring.h"

/* The passwords of an account in the keyring: that of the incoming server, then that of the
 * outgoing one. */
typedef struct
{
  RrmAccount *account;
  /* Which server is next. */
  guint outgoing;
  /* Whether they are kept there, or removed. */
  gboolean keep;
  /* What was found; NULL where nothing was. */
  RrmSecret *found[2];
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->account);
  g_clear_pointer (&job->found[0], rrm_secret_unref);
  g_clear_pointer (&job->found[1], rrm_secret_unref);
  g_free (job);
}

static GTask *
job_new (RrmAccount *account,
         gboolean keep,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->account = g_object_ref (account);
  job->keep = keep;
  g_task_set_task_data (task, job, job_free);

  return task;
}

/* The next server that one signs in to; NULL when both are done. */
static RrmServiceSettings *
get_next (Job *job)
{
  while (job->outgoing < 2)
    {
      RrmServiceSettings *settings = job->outgoing ? rrm_account_get_outgoing (job->account)
                                                   : rrm_account_get_incoming (job->account);

      if (settings != NULL && rrm_service_settings_get_auth (settings) != RRM_AUTH_NONE)
        return settings;
      job->outgoing++;
    }

  return NULL;
}

static void change_next (GTask *task);

static void
on_changed (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (job->keep)
    rrm_keyring_store_finish (result, &error);
  else
    rrm_keyring_clear_finish (result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  job->outgoing++;
  change_next (g_steal_pointer (&task));
}

/* (transfer full) @task */
static void
change_next (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  RrmServiceSettings *settings = get_next (job);
  RrmSecret *password =
    settings != NULL ? rrm_account_get_password (job->account, job->outgoing != 0) : NULL;

  if (settings == NULL || (job->keep && password == NULL))
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else if (job->keep)
    rrm_keyring_store_async (settings, password, g_task_get_cancellable (task), on_changed, task);
  else
    rrm_keyring_clear_async (settings, g_task_get_cancellable (task), on_changed, task);
}

/**
 * rrm_keyring_keep_async:
 * @account: an account with its passwords
 * @cancellable: (nullable): stops it
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Keeps the passwords of an account in the keyring, because the person asked for it.
 */
void
rrm_keyring_keep_async (RrmAccount *account,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  change_next (job_new (account, TRUE, cancellable, callback, user_data));
}

/**
 * rrm_keyring_drop_async:
 * @account: an account
 * @cancellable: (nullable): stops it
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Removes the passwords of an account from the keyring.
 */
void
rrm_keyring_drop_async (RrmAccount *account,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  change_next (job_new (account, FALSE, cancellable, callback, user_data));
}

/**
 * rrm_keyring_job_finish:
 * @result: what the callback got
 * @error: return location for an error; no keyring at all is a usual one
 *
 * Returns: whether it was done
 */
gboolean
rrm_keyring_job_finish (GAsyncResult *result,
                        GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void fetch_next (GTask *task);

static void
on_fetched (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (task);

  /* No keyring, or nothing in it: the person types it in. */
  job->found[job->outgoing] = rrm_keyring_lookup_finish (result, NULL);
  job->outgoing++;
  fetch_next (task);
}

/* (transfer full) @task */
static void
fetch_next (GTask *task)
{
  RrmServiceSettings *settings = get_next (g_task_get_task_data (task));

  if (settings != NULL)
    {
      rrm_keyring_lookup_async (settings, g_task_get_cancellable (task), on_fetched, task);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * rrm_keyring_fetch_async:
 * @account: an account
 * @cancellable: (nullable): stops it
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Asks the keyring for the passwords of an account.
 */
void
rrm_keyring_fetch_async (RrmAccount *account,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  fetch_next (job_new (account, FALSE, cancellable, callback, user_data));
}

/**
 * rrm_keyring_fetch_finish:
 * @result: what the callback got
 * @incoming: (out) (transfer full) (nullable): the password of the incoming server
 * @outgoing: (out) (transfer full) (nullable): that of the outgoing one
 *
 * Returns: whether it came to its end; what the keyring does not have is no error
 */
gboolean
rrm_keyring_fetch_finish (GAsyncResult *result,
                          RrmSecret **incoming,
                          RrmSecret **outgoing)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  *incoming = *outgoing = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return FALSE;
  *incoming = g_steal_pointer (&job->found[FALSE]);
  *outgoing = g_steal_pointer (&job->found[TRUE]);

  return TRUE;
}
