/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/batch.h"

#include "check/check.h"
#include "net/hostname.h"

/* How many accounts may wait for a busy host while others are looked for, for each job. */
#define LOOK_AHEAD 4

/* Many accounts, some at a time, on one thread. Only the accounts under test and a few that wait
 * for their host are in memory. */
typedef struct
{
  RrmBatchPlan plan;
  /* Of Entry: taken from the caller, and waiting for a host. */
  GQueue waiting;
  /* A host to the number of tests that use it; without those that nobody uses. */
  GHashTable *hosts;
  guint running;
  /* The caller has no more. */
  gboolean drained;
} Batch;

/* One account. */
typedef struct
{
  RrmAccount *account;
  gpointer item;
  /* Its hosts, each once; NULL-terminated. */
  char *hosts[3];
  /* The batch, while it is tested. */
  GTask *task;
} Entry;

static void
entry_free (Entry *entry)
{
  g_clear_object (&entry->account);
  g_clear_object (&entry->task);
  for (guint i = 0; entry->hosts[i] != NULL; i++)
    g_free (entry->hosts[i]);
  g_free (entry);
}

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  rrm_trust_remember (batch->plan.options->trust, FALSE);
  g_clear_pointer (&batch->plan.options, rrm_check_options_unref);
  g_hash_table_unref (batch->hosts);
  g_free (batch);
}

static void
add_host (Entry *entry,
          RrmServiceSettings *settings)
{
  g_autofree char *host = NULL;
  guint n = 0;

  if (settings == NULL)
    return;
  host = rrm_hostname_normalise (rrm_service_settings_get_host (settings));
  for (; entry->hosts[n] != NULL; n++)
    if (g_str_equal (entry->hosts[n], host))
      return;
  entry->hosts[n] = g_steal_pointer (&host);
}

/* The caller's next account, or NULL. */
static Entry *
take_next (Batch *batch)
{
  gpointer item = NULL;
  RrmAccount *account = batch->drained ? NULL : batch->plan.next (&item, batch->plan.data);
  Entry *entry;

  if (account == NULL)
    {
      batch->drained = TRUE;
      return NULL;
    }

  entry = g_new0 (Entry, 1);
  entry->account = account;
  entry->item = item;
  if (batch->plan.options->incoming)
    add_host (entry, rrm_account_get_incoming (account));
  if (batch->plan.options->outgoing)
    add_host (entry, rrm_account_get_outgoing (account));

  return entry;
}

static guint
count_users (Batch *batch,
             const char *host)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (batch->hosts, host));
}

static gboolean
has_room (Batch *batch,
          const Entry *entry)
{
  for (guint i = 0; entry->hosts[i] != NULL; i++)
    if (count_users (batch, entry->hosts[i]) >= batch->plan.per_host)
      return FALSE;

  return TRUE;
}

static void
enter_hosts (Batch *batch,
             const Entry *entry)
{
  for (guint i = 0; entry->hosts[i] != NULL; i++)
    g_hash_table_insert (batch->hosts, g_strdup (entry->hosts[i]),
                         GUINT_TO_POINTER (count_users (batch, entry->hosts[i]) + 1));
}

static void
leave_hosts (Batch *batch,
             const Entry *entry)
{
  for (guint i = 0; entry->hosts[i] != NULL; i++)
    {
      guint users = count_users (batch, entry->hosts[i]) - 1;

      if (users > 0)
        g_hash_table_insert (batch->hosts, g_strdup (entry->hosts[i]), GUINT_TO_POINTER (users));
      else
        g_hash_table_remove (batch->hosts, entry->hosts[i]);
    }
}

/* The first account whose hosts have room, or NULL. */
static Entry *
take_ready (Batch *batch)
{
  Entry *entry;

  for (GList *link = batch->waiting.head; link != NULL; link = link->next)
    if (has_room (batch, link->data))
      {
        entry = link->data;
        g_queue_delete_link (&batch->waiting, link);
        return entry;
      }

  while (batch->waiting.length < LOOK_AHEAD * batch->plan.jobs &&
         (entry = take_next (batch)) != NULL)
    {
      if (has_room (batch, entry))
        return entry;
      g_queue_push_tail (&batch->waiting, entry);
    }

  return NULL;
}

static void fill (GTask *task);

static void
on_checked (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Entry *entry = user_data;
  g_autoptr (GTask) task = g_object_ref (entry->task);
  Batch *batch = g_task_get_task_data (task);
  g_autoptr (RrmReport) report = rrm_check_run_finish (RRM_CHECK (source), result, NULL);

  batch->plan.done (report, entry->item, batch->plan.data);
  leave_hosts (batch, entry);
  batch->running--;
  entry_free (entry);
  fill (task);
}

static void
start (GTask *task,
       Entry *entry)
{
  Batch *batch = g_task_get_task_data (task);
  g_autoptr (RrmCheck) check = rrm_check_new (entry->account, batch->plan.options);

  enter_hosts (batch, entry);
  batch->running++;
  g_clear_object (&entry->account);
  entry->task = g_object_ref (task);
  rrm_check_run_async (check, g_task_get_cancellable (task), on_checked, entry);
}

static void
drop_waiting (Batch *batch)
{
  Entry *entry;

  while ((entry = g_queue_pop_head (&batch->waiting)) != NULL)
    {
      if (batch->plan.drop != NULL)
        batch->plan.drop (entry->item);
      entry_free (entry);
    }
}

/* Starts what there is room for; ends the batch when nothing is left. */
static void
fill (GTask *task)
{
  Batch *batch = g_task_get_task_data (task);
  gboolean stopped = g_cancellable_is_cancelled (g_task_get_cancellable (task));
  Entry *entry;

  while (!stopped && batch->running < batch->plan.jobs && (entry = take_ready (batch)) != NULL)
    start (task, entry);
  if (batch->running > 0)
    return;

  drop_waiting (batch);
  g_task_return_boolean (task, TRUE);
}

/**
 * rrm_batch_run_async:
 * @plan: what to do; copied
 * @cancellable: (nullable): begins no more tests, and stops those that run; their reports so far
 *   are given all the same
 * @callback: called after the last report
 * @user_data: for @callback
 *
 * Tests many accounts. An account whose host is busy waits, and others go on before it.
 */
void
rrm_batch_run_async (const RrmBatchPlan *plan,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Batch *batch = g_new0 (Batch, 1);

  g_return_if_fail (plan->jobs > 0 && plan->per_host > 0);

  g_task_set_source_tag (task, rrm_batch_run_async);
  g_task_set_check_cancellable (task, FALSE);
  batch->plan = *plan;
  rrm_check_options_ref (plan->options);
  /* Most accounts of a list are with few servers. */
  rrm_trust_remember (plan->options->trust, TRUE);
  g_queue_init (&batch->waiting);
  batch->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, batch, batch_free);
  fill (task);
}

/**
 * rrm_batch_run_finish:
 * @result: what the callback got
 *
 * Ends it; everything was told before.
 */
void
rrm_batch_run_finish (GAsyncResult *result)
{
  g_return_if_fail (g_async_result_is_tagged (result, rrm_batch_run_async));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
