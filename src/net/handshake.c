/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/handshake.h"

#include "net/channel.h"
#include "net/source.h"

/**
 * Handshake:
 *
 * One TLS handshake and nothing after it, to compare: another port, other versions.
 */
typedef struct
{
  const RrmNetContext *context;
  RrmChannel *channel;
  GSource *timer;
  GSource *cancel_source;
  gboolean over;
} Handshake;

typedef struct
{
  RrmTlsInfo *info;
  RrmFault *fault;
} Outcome;

static void
outcome_free (Outcome *outcome)
{
  g_clear_pointer (&outcome->info, rrm_tls_info_unref);
  g_clear_pointer (&outcome->fault, rrm_fault_free);
  g_free (outcome);
}

static void
handshake_free (Handshake *handshake)
{
  rrm_source_clear (&handshake->timer);
  rrm_source_clear (&handshake->cancel_source);
  rrm_channel_free (handshake->channel);
  g_free (handshake);
}

static void
finish (GTask *task,
        RrmFault *fault)
{
  Handshake *handshake = g_task_get_task_data (task);
  Outcome *outcome = g_new0 (Outcome, 1);

  handshake->over = TRUE;
  rrm_source_clear (&handshake->timer);
  rrm_source_clear (&handshake->cancel_source);
  outcome->info = rrm_tls_info_ref (rrm_tls_get_info (rrm_channel_get_tls (handshake->channel)));
  outcome->fault = fault;
  rrm_channel_close (handshake->channel);
  g_task_return_pointer (task, outcome, (GDestroyNotify) outcome_free);
  g_object_unref (task);
}

static void
trust_loaded (GObject *source,
              GAsyncResult *result,
              gpointer data)
{
  g_autoptr (GTask) task = data;
  Handshake *handshake = g_task_get_task_data (task);

  /* After a cancelled handshake the context may be gone. */
  if (handshake->over)
    return;

  rrm_trust_load_finish (handshake->context->trust, result);
  rrm_tls_verify (rrm_channel_get_tls (handshake->channel), handshake->context->trust);
  finish (task, rrm_tls_dup_fault (rrm_channel_get_tls (handshake->channel)));
}

static void
go_on (gpointer data)
{
  GTask *task = data;
  Handshake *handshake = g_task_get_task_data (task);

  switch (rrm_channel_handshake (handshake->channel))
    {
    case RRM_TLS_WAITING:
      rrm_channel_wait (handshake->channel, go_on, task);
      break;
    case RRM_TLS_DONE:
      rrm_source_clear (&handshake->timer);
      rrm_trust_load_async (handshake->context->trust, trust_loaded, g_object_ref (task));
      break;
    default:
      finish (task, rrm_tls_dup_fault (rrm_channel_get_tls (handshake->channel)));
      break;
    }
}

static gboolean
timed_out (gpointer data)
{
  GTask *task = data;
  Handshake *handshake = g_task_get_task_data (task);

  rrm_channel_end (handshake->channel, RRM_FAULT_TIMED_OUT);
  go_on (task);

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled (GCancellable *cancellable,
           gpointer data)
{
  finish (data, rrm_fault_new (RRM_FAULT_CANCELLED));

  return G_SOURCE_REMOVE;
}

/**
 * rrm_handshake_async:
 * @socket: a connected socket that does not block; it is closed at the end
 * @host: the host that is meant
 * @offer: what to offer
 * @context: (transfer none): the time limit and whom to trust; it must live until @callback
 * @cancellable: (nullable): to stop at any moment
 * @callback: called when it is over
 * @data: for @callback
 *
 * Shakes hands, keeps what it showed, and hangs up. Nothing is ever sent over such a connection.
 */
void
rrm_handshake_async (GSocket *socket,
                     const char *host,
                     RrmTlsOffer offer,
                     const RrmNetContext *context,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);
  Handshake *handshake = g_new0 (Handshake, 1);

  handshake->context = context;
  handshake->channel = rrm_channel_new (socket, NULL);
  rrm_channel_start_tls (handshake->channel, rrm_tls_new (host, offer));
  g_task_set_source_tag (task, rrm_handshake_async);
  g_task_set_task_data (task, handshake, (GDestroyNotify) handshake_free);

  handshake->timer = rrm_source_new_timer (context->timeout, timed_out, task);
  handshake->cancel_source = rrm_source_new_cancel (cancellable, cancelled, task);

  go_on (task);
}

/**
 * rrm_handshake_finish:
 * @result: the result
 * @fault: (out) (optional) (transfer full) (nullable): what went wrong, %RRM_FAULT_CERTIFICATE
 *   included
 *
 * Returns: (transfer full): what it showed, also when it failed
 */
RrmTlsInfo *
rrm_handshake_finish (GAsyncResult *result,
                      RrmFault **fault)
{
  Outcome *outcome = g_task_propagate_pointer (G_TASK (result), NULL);
  RrmTlsInfo *info = g_steal_pointer (&outcome->info);

  if (fault != NULL)
    *fault = g_steal_pointer (&outcome->fault);
  outcome_free (outcome);

  return info;
}
