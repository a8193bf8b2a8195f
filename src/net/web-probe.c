/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/web-probe.h"

#include "base/text.h"
#include "net/dial.h"

#include <string.h>

/* The page looked for is one line; a login page shows itself in its first bytes. */
#define MAX_ANSWER 8192
#define MAX_LINE_CHARACTERS 200

/* One request by HTTP/1.0 (RFC 1945), without a cookie, an agent or anything of the account. It is
 * written here because a login page must be met by the same redirected, family-bound, timed way as
 * the mail ports, and because a web library would be loaded for this alone. */
typedef struct
{
  /* Borrowed. */
  RrmProbe *probe;
  const RrmNetContext *context;
  GSocket *socket;
  GString *request;
  gsize sent;
  GByteArray *answer;
  GSource *source;
  GSource *timeout;
} WebProbe;

static void
web_probe_free (gpointer data)
{
  WebProbe *web = data;

  g_clear_object (&web->socket);
  g_string_free (web->request, TRUE);
  g_byte_array_unref (web->answer);
  g_free (web);
}

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
end (GTask *task)
{
  WebProbe *web = g_task_get_task_data (task);

  clear_source (&web->source);
  clear_source (&web->timeout);
  if (web->answer->len > 0)
    rrm_web_probe_judge (web->probe, (const char *) web->answer->data, web->answer->len);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static gboolean
on_timeout (gpointer user_data)
{
  end (user_data);

  return G_SOURCE_REMOVE;
}

/* Returns: whether more is to come */
static gboolean
receive (WebProbe *web,
         GCancellable *cancellable)
{
  guint8 buffer[2048];
  g_autoptr (GError) error = NULL;
  gssize n = g_socket_receive (web->socket, (char *) buffer, sizeof buffer, cancellable, &error);

  if (n > 0)
    g_byte_array_append (web->answer, buffer, (guint) n);

  return (n > 0 && web->answer->len < MAX_ANSWER) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static gboolean
on_readable (GSocket *socket,
             GIOCondition condition,
             gpointer user_data)
{
  GTask *task = user_data;

  if (receive (g_task_get_task_data (task), g_task_get_cancellable (task)))
    return G_SOURCE_CONTINUE;
  end (task);

  return G_SOURCE_REMOVE;
}

static void
watch (GTask *task,
       GIOCondition condition,
       GSocketSourceFunc callback)
{
  WebProbe *web = g_task_get_task_data (task);

  clear_source (&web->source);
  web->source = g_socket_create_source (web->socket, condition, g_task_get_cancellable (task));
  g_source_set_callback (web->source, G_SOURCE_FUNC (callback), task, NULL);
  g_source_attach (web->source, g_task_get_context (task));
}

static gboolean
on_writable (GSocket *socket,
             GIOCondition condition,
             gpointer user_data)
{
  GTask *task = user_data;
  WebProbe *web = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gssize n = g_socket_send (web->socket, web->request->str + web->sent,
                            web->request->len - web->sent, g_task_get_cancellable (task), &error);

  if (n < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  if (n < 0)
    {
      end (task);
      return G_SOURCE_REMOVE;
    }

  web->sent += (gsize) n;
  if (web->sent < web->request->len)
    return G_SOURCE_CONTINUE;
  watch (task, G_IO_IN, on_readable);

  return G_SOURCE_REMOVE;
}

static void
on_dialed (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  WebProbe *web = g_task_get_task_data (task);
  g_autoptr (RrmFault) fault = NULL;

  web->socket = rrm_dial_finish (result, &fault);
  if (web->socket == NULL)
    {
      web->probe->fault = fault != NULL ? fault->kind : RRM_FAULT_CANCELLED;
      if (web->probe->fault == RRM_FAULT_REFUSED)
        web->probe->result = RRM_PROBE_REFUSED;
      else if (web->probe->fault != RRM_FAULT_CANCELLED)
        web->probe->result = RRM_PROBE_FAILED;
      g_task_return_boolean (task, TRUE);
      return;
    }

  web->probe->result = RRM_PROBE_CONNECTED;
  web->timeout = g_timeout_source_new (web->context->timeout);
  g_source_set_callback (web->timeout, on_timeout, task, NULL);
  g_source_attach (web->timeout, g_task_get_context (task));
  /* From here on the task is kept by its own end. */
  watch (g_steal_pointer (&task), G_IO_OUT, on_writable);
}

/**
 * rrm_web_probe_async:
 * @probe: host, port and path to ask, and how the answer should begin; the result is written there
 * @context: the way there; it outlives the probe
 * @cancellable: (nullable): ends it
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Asks a fixed web address without encryption, as login pages of hotels and airports answer in its
 * place, and as its answer tells the time (RFC 9110, section 6.6.1).
 */
void
rrm_web_probe_async (RrmProbe *probe,
                     const RrmNetContext *context,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  WebProbe *web = g_new0 (WebProbe, 1);

  g_task_set_source_tag (task, rrm_web_probe_async);
  g_task_set_check_cancellable (task, FALSE);
  web->probe = probe;
  web->context = context;
  web->request = g_string_new (NULL);
  g_string_printf (web->request, "GET %s HTTP/1.0\r\nHost: %s\r\nConnection: close\r\n\r\n",
                   probe->path != NULL ? probe->path : "/", probe->host);
  web->answer = g_byte_array_new ();
  g_task_set_task_data (task, web, web_probe_free);

  rrm_dial_async (probe->host, probe->port, context, NULL, cancellable, on_dialed, task);
}

/**
 * rrm_web_probe_finish:
 * @result: what the callback got
 *
 * Ends it; what was seen stands in the probe.
 */
void
rrm_web_probe_finish (GAsyncResult *result)
{
  g_return_if_fail (g_async_result_is_tagged (result, rrm_web_probe_async));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

static guint
parse_status (const char *line)
{
  guint64 status = 0;
  g_auto (GStrv) parts = g_strsplit (line, " ", 3);

  if (g_strv_length (parts) < 2 || !g_str_has_prefix (parts[0], "HTTP/") ||
      !g_ascii_string_to_unsigned (parts[1], 10, 100, 599, &status, NULL))
    return 0;

  return (guint) status;
}

static guint
parse_month (const char *name)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const char *found = strlen (name) == 3 ? strstr (months, name) : NULL;

  return found != NULL && (found - months) % 3 == 0 ? (guint) (found - months) / 3 + 1 : 0;
}

/* IMF-fixdate of RFC 9110, section 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT". */
static gint64
parse_date (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, " ", -1);
  g_auto (GStrv) clock = NULL;
  g_autoptr (GDateTime) date = NULL;

  if (g_strv_length (parts) != 6 || !g_str_equal (parts[5], "GMT"))
    return 0;
  clock = g_strsplit (parts[4], ":", -1);
  if (g_strv_length (clock) != 3)
    return 0;
  date = g_date_time_new_utc ((int) g_ascii_strtoll (parts[3], NULL, 10),
                              (int) parse_month (parts[2]),
                              (int) g_ascii_strtoll (parts[1], NULL, 10),
                              (int) g_ascii_strtoll (clock[0], NULL, 10),
                              (int) g_ascii_strtoll (clock[1], NULL, 10),
                              (double) g_ascii_strtoll (clock[2], NULL, 10));

  return date != NULL ? g_date_time_to_unix (date) : 0;
}

/**
 * rrm_web_probe_judge:
 * @probe: a probe that got an answer
 * @answer: (array length=length): what came
 * @length: how many bytes
 *
 * Reads an answer of HTTP: its status, its date, and whether it is the page that was asked for.
 */
void
rrm_web_probe_judge (RrmProbe *probe,
                     const char *answer,
                     gsize length)
{
  g_autofree char *text = g_strndup (answer, length);
  const char *body = strstr (text, "\r\n\r\n");
  g_autofree char *head = body != NULL ? g_strndup (text, (gsize) (body - text)) : g_strdup (text);
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);
  /* There is none where the answer begins with a NUL. */
  const char *first = lines[0] != NULL ? lines[0] : "";

  probe->result = RRM_PROBE_ANSWERED;
  probe->seen = rrm_seen_from_bytes (answer, length);
  g_free (probe->text);
  probe->text = rrm_text_clean (first, -1, MAX_LINE_CHARACTERS);
  probe->status = parse_status (first);
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], "Date:", strlen ("Date:")) == 0)
      probe->date = parse_date (g_strstrip (lines[i] + strlen ("Date:")));
  probe->expected = probe->status == 200 && body != NULL && probe->body != NULL &&
                    g_str_has_prefix (body + strlen ("\r\n\r\n"), probe->body);
}
