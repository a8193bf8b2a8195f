/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/names.h"

#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

/* The largest answer that fits into a UDP packet without extensions, with room for TCP. */
#define ANSWER_SIZE 4096

/**
 * Question:
 *
 * What the thread needs; it shares nothing with the caller, who may be gone before the answer.
 */
typedef struct
{
  char *host;
  int type;
  guint timeout;
  struct sockaddr_in server;
  gboolean has_server;
} Question;

static void
question_free (Question *question)
{
  g_free (question->host);
  g_free (question);
}

/* One try within the time that is left: the resolver's own retries would outlast any test. */
static void
set_limits (res_state state,
            const Question *question)
{
  if (question->has_server)
    {
      state->nsaddr_list[0] = question->server;
      state->nscount = 1;
    }
  state->retrans = (int) CLAMP (question->timeout / 1000 / (guint) MAX (state->nscount, 1), 1, 5);
  state->retry = 1;
}

static RrmFaultKind
ask (const Question *question)
{
  struct __res_state state = { 0 };
  guchar answer[ANSWER_SIZE];
  guchar wire_name[NS_MAXCDNAME];
  RrmFaultKind kind;
  int length;

  /* A name that does not fit into the DNS exists in none of its answers. */
  if (ns_name_pton (question->host, wire_name, sizeof wire_name) < 0)
    return RRM_FAULT_NAME_NOT_FOUND;
  if (res_ninit (&state) < 0)
    return RRM_FAULT_NAME_SERVER_FAILED;

  set_limits (&state, question);
  length = res_nquery (&state, question->host, ns_c_in, question->type, answer, sizeof answer);
  if (length >= 0 || state.res_h_errno == NO_DATA)
    kind = RRM_FAULT_NAME_NO_ADDRESS;
  else if (state.res_h_errno == HOST_NOT_FOUND)
    kind = RRM_FAULT_NAME_NOT_FOUND;
  else
    kind = RRM_FAULT_NAME_SERVER_FAILED;
  res_nclose (&state);

  return kind;
}

static void
ask_thread (GTask *task,
            gpointer source,
            gpointer data,
            GCancellable *cancellable)
{
  g_task_return_int (task, ask (data));
}

/**
 * rrm_names_ask_async:
 * @host: a name that the usual look-up gave no address for
 * @family: the only family of addresses that counts, or %G_SOCKET_FAMILY_INVALID
 * @timeout: how long an answer may take, in milliseconds
 * @server: (nullable): an IPv4 name server to ask in place of the system's
 * @cancellable: (nullable): to stop waiting for the answer
 * @callback: called when it is known
 * @data: for @callback
 *
 * Asks the system's name server why a name has no address, which GResolver does not tell: whether
 * the name does not exist, exists without an address, or the server could not say (RFC 1035,
 * section 4.1.1; RFC 2308, section 2).
 */
void
rrm_names_ask_async (const char *host,
                     GSocketFamily family,
                     guint timeout,
                     GInetSocketAddress *server,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Question *question = g_new0 (Question, 1);

  question->host = g_strdup (host);
  question->type = family == G_SOCKET_FAMILY_IPV6 ? ns_t_aaaa : ns_t_a;
  question->timeout = timeout;
  if (server != NULL)
    question->has_server = g_socket_address_to_native (G_SOCKET_ADDRESS (server), &question->server,
                                                       sizeof question->server, NULL);
  g_task_set_source_tag (task, rrm_names_ask_async);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, ask_thread);
}

/**
 * rrm_names_ask_finish:
 * @result: the result
 *
 * Returns: one of the three faults of a name look-up, or %RRM_FAULT_CANCELLED
 */
RrmFaultKind
rrm_names_ask_finish (GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  gssize kind = g_task_propagate_int (G_TASK (result), &error);

  return error != NULL ? RRM_FAULT_CANCELLED : (RrmFaultKind) kind;
}
