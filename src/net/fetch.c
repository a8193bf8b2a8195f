/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/fetch.h"

#include "net/channel.h"
#include "net/dial.h"
#include "net/http-answer.h"
#include "net/source.h"

#include <string.h>

#define BUFFER_SIZE 16384

/* How often a server may send us elsewhere. */
#define MAX_REDIRECTS 3

/* Beside the body: the status line and the headers. */
#define MAX_HEAD 16384

/**
 * Fetch:
 *
 * One file by HTTPS, and by nothing else. The way there, its deadline and the look at the
 * certificate are those of the mail servers. A request carries a host and a path, never a name, a
 * password or a cookie.
 */
typedef struct
{
  /* Borrowed, until it is over. */
  const RrmNetContext *context;
  GUri *uri;
  guint redirects;
  gsize limit;
  /* NULL before the connection stands. */
  RrmChannel *channel;
  GByteArray *answer;
  GSource *timer;
  GSource *cancel_source;
  gboolean over;
} Fetch;

typedef struct
{
  GBytes *body;
  RrmFault *fault;
} Outcome;

static void
outcome_free (Outcome *outcome)
{
  g_clear_pointer (&outcome->body, g_bytes_unref);
  g_clear_pointer (&outcome->fault, rrm_fault_free);
  g_free (outcome);
}

static void
drop_connection (Fetch *fetch)
{
  rrm_source_clear (&fetch->timer);
  rrm_source_clear (&fetch->cancel_source);
  if (fetch->channel != NULL)
    rrm_channel_close (fetch->channel);
  g_clear_pointer (&fetch->channel, rrm_channel_free);
}

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  drop_connection (fetch);
  g_clear_pointer (&fetch->uri, g_uri_unref);
  g_byte_array_unref (fetch->answer);
  g_free (fetch);
}

/* Ends it with a body, or else with a fault. */
static void
finish (GTask *task,
        GBytes *body,
        RrmFault *fault)
{
  Fetch *fetch = g_task_get_task_data (task);
  Outcome *outcome = g_new0 (Outcome, 1);

  fetch->over = TRUE;
  drop_connection (fetch);
  outcome->body = body;
  outcome->fault = fault;
  g_task_return_pointer (task, outcome, (GDestroyNotify) outcome_free);
  g_object_unref (task);
}

static void start (GTask *task);

/* Elsewhere means another file by HTTPS: a page that leads out of encryption leads nowhere. */
static gboolean
set_uri (Fetch *fetch,
         const char *text)
{
  const GUriFlags flags = G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE;
  g_autoptr (GUri) uri = fetch->uri != NULL ? g_uri_parse_relative (fetch->uri, text, flags, NULL)
                                            : g_uri_parse (text, flags, NULL);

  if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_host (uri) == NULL ||
      g_uri_get_host (uri)[0] == '\0' || strpbrk (text, "\r\n") != NULL)
    return FALSE;
  g_clear_pointer (&fetch->uri, g_uri_unref);
  fetch->uri = g_steal_pointer (&uri);

  return TRUE;
}

static void
follow (GTask *task,
        const char *location)
{
  Fetch *fetch = g_task_get_task_data (task);

  drop_connection (fetch);
  g_byte_array_set_size (fetch->answer, 0);
  if (++fetch->redirects > MAX_REDIRECTS || !set_uri (fetch, location))
    finish (task, NULL, rrm_fault_new (RRM_FAULT_MALFORMED));
  else
    start (task);
}

static void
judge (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  g_auto (RrmHttpAnswer) answer = { 0 };

  if (!rrm_http_answer_parse (&answer, (const char *) fetch->answer->data, fetch->answer->len))
    finish (task, NULL, rrm_fault_new (RRM_FAULT_MALFORMED));
  else if (answer.location != NULL)
    follow (task, answer.location);
  else if (answer.status != 200)
    finish (task, NULL, rrm_fault_new (RRM_FAULT_NAME_NOT_FOUND));
  else if (g_bytes_get_size (answer.body) > fetch->limit)
    finish (task, NULL, rrm_fault_new (RRM_FAULT_MALFORMED));
  else
    finish (task, g_steal_pointer (&answer.body), NULL);
}

static void
listen_on (gpointer data)
{
  GTask *task = data;
  Fetch *fetch = g_task_get_task_data (task);
  guint8 buffer[BUFFER_SIZE];
  gssize n;

  while ((n = rrm_channel_read (fetch->channel, buffer, sizeof buffer)) > 0)
    {
      g_byte_array_append (fetch->answer, buffer, (guint) n);
      if (fetch->answer->len > fetch->limit + MAX_HEAD)
        {
          finish (task, NULL, rrm_fault_new (RRM_FAULT_MALFORMED));
          return;
        }
    }
  if (n == 0)
    {
      rrm_channel_wait (fetch->channel, listen_on, task);
      return;
    }

  if (fetch->answer->len > 0)
    judge (task);
  else
    finish (task, NULL, rrm_channel_dup_fault (fetch->channel));
}

static gboolean
timed_out (gpointer data)
{
  finish (data, NULL, rrm_fault_new (RRM_FAULT_TIMED_OUT));

  return G_SOURCE_REMOVE;
}

static void
ask (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  const char *path = g_uri_get_path (fetch->uri);
  const char *query = g_uri_get_query (fetch->uri);
  int port = g_uri_get_port (fetch->uri);
  g_autofree char *suffix = port > 0 && port != 443 ? g_strdup_printf (":%d", port) : g_strdup ("");
  g_autofree char *text = g_strdup_printf (
    "GET %s%s%s HTTP/1.0\r\nHost: %s%s\r\nAccept: text/xml\r\nConnection: close\r\n\r\n",
    path[0] != '\0' ? path : "/", query != NULL ? "?" : "", query != NULL ? query : "",
    g_uri_get_host (fetch->uri), suffix);
  g_autoptr (GBytes) request = g_bytes_new (text, strlen (text));

  fetch->timer = rrm_source_new_timer (fetch->context->timeout, timed_out, task);
  rrm_channel_write (fetch->channel, request, NULL);
  listen_on (task);
}

static void
trust_loaded (GObject *source,
              GAsyncResult *result,
              gpointer data)
{
  g_autoptr (GTask) task = data;
  Fetch *fetch = g_task_get_task_data (task);
  RrmTls *tls;

  /* After it was cancelled the context may be gone. */
  if (fetch->over)
    return;

  rrm_trust_load_finish (fetch->context->trust, result);
  tls = rrm_channel_get_tls (fetch->channel);
  if (rrm_tls_verify (tls, fetch->context->trust))
    ask (task);
  else
    finish (task, NULL, rrm_tls_dup_fault (tls));
}

static void
shake_hands (gpointer data)
{
  GTask *task = data;
  Fetch *fetch = g_task_get_task_data (task);

  switch (rrm_channel_handshake (fetch->channel))
    {
    case RRM_TLS_WAITING:
      rrm_channel_wait (fetch->channel, shake_hands, task);
      break;
    case RRM_TLS_DONE:
      /* What takes long now is our own reading of whom to trust. */
      rrm_source_clear (&fetch->timer);
      rrm_trust_load_async (fetch->context->trust, trust_loaded, g_object_ref (task));
      break;
    default:
      finish (task, NULL, rrm_tls_dup_fault (rrm_channel_get_tls (fetch->channel)));
      break;
    }
}

static gboolean
cancelled (GCancellable *cancellable,
           gpointer data)
{
  finish (data, NULL, rrm_fault_new (RRM_FAULT_CANCELLED));

  return G_SOURCE_REMOVE;
}

static void
on_dialed (GObject *source,
           GAsyncResult *result,
           gpointer data)
{
  GTask *task = data;
  Fetch *fetch = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  RrmFault *fault = NULL;
  g_autoptr (GSocket) socket = rrm_dial_finish (result, &fault);

  if (socket == NULL)
    {
      finish (task, NULL, fault != NULL ? fault : rrm_fault_new (RRM_FAULT_CANCELLED));
      return;
    }

  fetch->channel = rrm_channel_new (socket, NULL);
  rrm_channel_start_tls (fetch->channel,
                         rrm_tls_new (g_uri_get_host (fetch->uri), RRM_TLS_OFFER_MODERN));
  fetch->timer = rrm_source_new_timer (fetch->context->timeout, timed_out, task);
  fetch->cancel_source = rrm_source_new_cancel (cancellable, cancelled, task);
  shake_hands (task);
}

static void
start (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  int port = g_uri_get_port (fetch->uri);

  rrm_dial_async (g_uri_get_host (fetch->uri), (guint16) (port > 0 ? port : 443), fetch->context,
                  NULL, g_task_get_cancellable (task), on_dialed, task);
}

/**
 * rrm_fetch_async:
 * @url: a file by HTTPS
 * @limit: the most bytes that it may have
 * @context: (transfer none): the way there, the time limit and whom to trust; it must live until
 *   @callback
 * @cancellable: (nullable): to stop at any moment
 * @callback: called when it is over
 * @data: for @callback
 *
 * Fetches a file. A redirect is followed to another file by HTTPS only.
 */
void
rrm_fetch_async (const char *url,
                 gsize limit,
                 const RrmNetContext *context,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->context = context;
  fetch->limit = limit;
  fetch->answer = g_byte_array_new ();
  g_task_set_source_tag (task, rrm_fetch_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, fetch, fetch_free);
  if (set_uri (fetch, url))
    start (task);
  else
    finish (task, NULL, rrm_fault_new (RRM_FAULT_BAD_INPUT));
}

/**
 * rrm_fetch_finish:
 * @result: the result
 * @fault: (out) (optional) (transfer full) (nullable): why there is nothing;
 *   %RRM_FAULT_NAME_NOT_FOUND where the server has no such file
 *
 * Returns: (transfer full) (nullable): what the file holds
 */
GBytes *
rrm_fetch_finish (GAsyncResult *result,
                  RrmFault **fault)
{
  Outcome *outcome = g_task_propagate_pointer (G_TASK (result), NULL);
  GBytes *body = g_steal_pointer (&outcome->body);

  if (fault != NULL)
    *fault = g_steal_pointer (&outcome->fault);
  outcome_free (outcome);

  return body;
}
