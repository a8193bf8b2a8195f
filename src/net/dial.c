/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/dial.h"

#include "net/hostname.h"
#include "net/name-lookup.h"
#include "net/race.h"
#include "net/source.h"

/* How long IPv4 addresses wait for IPv6 ones, in milliseconds (RFC 8305, section 3). */
#define RESOLUTION_DELAY 50

/**
 * Dial:
 *
 * The way from a host and port to a connection: a name look-up, then a race between the addresses,
 * which begins as soon as there is something to race. Each of the two has the time limit of a step.
 */
typedef struct
{
  char *host;
  guint16 port;
  const RrmNetContext *context;
  RrmServiceReport *report;
  RrmNameLookup *lookup;
  RrmRace *race;
  /* How many of the addresses of each family the race has been given. */
  guint raced_ipv6;
  guint raced_ipv4;
  GSource *resolution_delay;
  gboolean delay_over;
  GSource *timer;
  GSource *cancel_source;
} Dial;

typedef struct
{
  GSocket *socket;
  RrmFault *fault;
} Outcome;

static void
outcome_free (Outcome *outcome)
{
  g_clear_object (&outcome->socket);
  g_clear_pointer (&outcome->fault, rrm_fault_free);
  g_free (outcome);
}

/* Stops everything that could still call back. */
static void
dial_stop (Dial *dial)
{
  rrm_source_clear (&dial->resolution_delay);
  rrm_source_clear (&dial->timer);
  rrm_source_clear (&dial->cancel_source);
  g_clear_pointer (&dial->lookup, rrm_name_lookup_free);
  g_clear_pointer (&dial->race, rrm_race_free);
}

static void
dial_free (Dial *dial)
{
  dial_stop (dial);
  g_free (dial->host);
  g_clear_object (&dial->report);
  g_free (dial);
}

static gint64
now (Dial *dial)
{
  return g_get_monotonic_time () - dial->context->start;
}

static RrmStepReport *
get_step (Dial *dial,
          RrmStepName name)
{
  return dial->report != NULL ? rrm_service_report_get_step (dial->report, name) : NULL;
}

static void
begin_step (Dial *dial,
            RrmStepName name)
{
  RrmStepReport *step = get_step (dial, name);

  if (step != NULL)
    rrm_step_report_begin (step, now (dial));
}

static void
end_step (Dial *dial,
          RrmStepName name,
          const RrmFault *fault)
{
  RrmStepReport *step = get_step (dial, name);

  if (step != NULL)
    rrm_step_report_end (step, now (dial), fault != NULL ? RRM_STATUS_FAILED : RRM_STATUS_PASSED,
                         rrm_fault_copy (fault));
}

/* Ends the task, once. */
static void
finish (GTask *task,
        GSocket *socket,
        RrmFault *fault)
{
  Outcome *outcome = g_new0 (Outcome, 1);

  dial_stop (g_task_get_task_data (task));
  outcome->socket = socket;
  outcome->fault = fault;
  g_task_return_pointer (task, outcome, (GDestroyNotify) outcome_free);
  g_object_unref (task);
}

static void
fail (GTask *task,
      RrmStepName step,
      RrmFault *fault)
{
  end_step (g_task_get_task_data (task), step, fault);
  finish (task, NULL, fault);
}

static void
note_peer (Dial *dial,
           GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_remote_address (socket, NULL);
  g_autofree char *text = NULL;

  if (dial->report == NULL || !G_IS_INET_SOCKET_ADDRESS (address))
    return;

  text = g_inet_address_to_string (
    g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
  rrm_service_report_set_peer (dial->report, text);
  rrm_service_report_set_round_trips (dial->report,
                                      rrm_service_report_get_round_trips (dial->report) + 1);
}

static void
race_over (RrmRace *race,
           gpointer data)
{
  GTask *task = data;
  Dial *dial = g_task_get_task_data (task);
  GSocket *socket = rrm_race_steal_socket (race);

  if (socket == NULL)
    {
      fail (task, RRM_STEP_NAME_CONNECT, rrm_race_dup_fault (race));
      return;
    }

  note_peer (dial, socket);
  end_step (dial, RRM_STEP_NAME_CONNECT, NULL);
  finish (task, socket, NULL);
}

static gboolean
connect_timed_out (gpointer data)
{
  GTask *task = data;
  Dial *dial = g_task_get_task_data (task);

  rrm_race_time_out (dial->race);

  return G_SOURCE_REMOVE;
}

static void
start_race (GTask *task,
            gboolean redirected)
{
  Dial *dial = g_task_get_task_data (task);
  guint delay = dial->context->attempt_delay;
  g_autoptr (GPtrArray) attempts = NULL;

  if (dial->report != NULL)
    attempts = g_ptr_array_ref (rrm_service_report_get_attempts (dial->report));
  else
    attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_attempt_free);

  begin_step (dial, RRM_STEP_NAME_CONNECT);
  dial->race = rrm_race_new (delay != 0 ? delay : RRM_RACE_DELAY, redirected, attempts, race_over,
                             task);
  dial->timer = rrm_source_new_timer (dial->context->timeout, connect_timed_out, task);
}

static gboolean
stops_after_resolve (Dial *dial)
{
  return dial->report != NULL && rrm_service_report_get_until (dial->report) == RRM_STAGE_RESOLVE;
}

static void
hand_over (Dial *dial,
           GSocketFamily family,
           guint *raced)
{
  GPtrArray *addresses = rrm_name_lookup_get_addresses (dial->lookup, family);

  for (; *raced < addresses->len; (*raced)++)
    {
      g_autoptr (GSocketAddress) address =
        g_inet_socket_address_new (g_ptr_array_index (addresses, *raced), dial->port);

      rrm_race_add (dial->race, address);
    }
}

/* IPv4 addresses alone are worth a short wait for IPv6 ones, which would go first. */
static gboolean
is_worth_racing (Dial *dial)
{
  if (rrm_name_lookup_get_addresses (dial->lookup, G_SOCKET_FAMILY_IPV6)->len > 0)
    return TRUE;
  if (rrm_name_lookup_get_addresses (dial->lookup, G_SOCKET_FAMILY_IPV4)->len == 0)
    return FALSE;

  return dial->delay_over || rrm_name_lookup_is_answered (dial->lookup, G_SOCKET_FAMILY_IPV6);
}

static gboolean
resolution_delay_over (gpointer data);

static void
await_ipv6 (GTask *task)
{
  Dial *dial = g_task_get_task_data (task);

  if (dial->resolution_delay != NULL ||
      rrm_name_lookup_get_addresses (dial->lookup, G_SOCKET_FAMILY_IPV4)->len == 0)
    return;

  dial->resolution_delay = rrm_source_new_timer (RESOLUTION_DELAY, resolution_delay_over, task);
}

static void
lookup_changed (RrmNameLookup *lookup,
                gpointer data)
{
  GTask *task = data;
  Dial *dial = g_task_get_task_data (task);

  if (!is_worth_racing (dial))
    {
      if (rrm_name_lookup_is_over (lookup))
        fail (task, RRM_STEP_NAME_RESOLVE, rrm_fault_new (rrm_name_lookup_get_fault (lookup)));
      else
        await_ipv6 (task);
      return;
    }

  if (dial->race == NULL)
    {
      rrm_source_clear (&dial->resolution_delay);
      end_step (dial, RRM_STEP_NAME_RESOLVE, NULL);
      if (stops_after_resolve (dial))
        {
          finish (task, NULL, NULL);
          return;
        }
      start_race (task, FALSE);
    }
  hand_over (dial, G_SOCKET_FAMILY_IPV6, &dial->raced_ipv6);
  hand_over (dial, G_SOCKET_FAMILY_IPV4, &dial->raced_ipv4);
  rrm_race_run (dial->race, rrm_name_lookup_is_over (lookup));
}

static gboolean
resolution_delay_over (gpointer data)
{
  GTask *task = data;
  Dial *dial = g_task_get_task_data (task);

  rrm_source_clear (&dial->resolution_delay);
  dial->delay_over = TRUE;
  lookup_changed (dial->lookup, task);

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled (GCancellable *cancellable,
           gpointer data)
{
  GTask *task = data;
  Dial *dial = g_task_get_task_data (task);
  gboolean connecting = dial->race != NULL;

  fail (task, connecting ? RRM_STEP_NAME_CONNECT : RRM_STEP_NAME_RESOLVE,
        rrm_fault_new (RRM_FAULT_CANCELLED));

  return G_SOURCE_REMOVE;
}

static GTask *
dial_new (const RrmNetContext *context,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer data)
{
  /* The outcome tells of a cancelled dial itself. */
  GTask *task = g_task_new (NULL, NULL, callback, data);
  Dial *dial = g_new0 (Dial, 1);

  dial->context = context;
  g_task_set_source_tag (task, rrm_dial_async);
  g_task_set_task_data (task, dial, (GDestroyNotify) dial_free);
  dial->cancel_source = rrm_source_new_cancel (cancellable, cancelled, task);

  return task;
}

/* Where the host leads without a look-up: by a redirect, or because it is an address itself. */
static GPtrArray *
get_known_addresses (Dial *dial,
                     gboolean *redirected)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GInetAddress) literal = rrm_hostname_literal (dial->host);

  if (dial->context->redirects != NULL)
    list = rrm_redirects_list (dial->context->redirects, dial->host, dial->port);
  *redirected = list != NULL;
  if (list == NULL && literal != NULL)
    {
      list = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (list, g_inet_socket_address_new (literal, dial->port));
    }

  return g_steal_pointer (&list);
}

static void
dial_known (GTask *task,
            GPtrArray *addresses,
            gboolean redirected)
{
  Dial *dial = g_task_get_task_data (task);
  GSocketFamily family = dial->context->family;
  RrmStepReport *step = get_step (dial, RRM_STEP_NAME_RESOLVE);
  guint added = 0;

  if (step != NULL)
    rrm_step_report_skip (step);
  if (stops_after_resolve (dial))
    {
      finish (task, NULL, NULL);
      return;
    }

  start_race (task, redirected);
  for (guint i = 0; i < addresses->len; i++)
    {
      GSocketAddress *address = g_ptr_array_index (addresses, i);

      if (family != G_SOCKET_FAMILY_INVALID && family != g_socket_address_get_family (address))
        continue;
      rrm_race_add (dial->race, address);
      added++;
    }
  if (added > 0)
    rrm_race_run (dial->race, TRUE);
  else
    fail (task, RRM_STEP_NAME_CONNECT, rrm_fault_new (RRM_FAULT_UNREACHABLE));
}

/**
 * rrm_dial_async:
 * @host: the host that is meant: a name or an IP literal
 * @port: the port that is meant
 * @context: (transfer none): it must live until @callback
 * @report: (nullable): where the steps `resolve` and `connect`, every attempt, the peer's address
 *   and the round trip of the connection are written
 * @cancellable: (nullable): to stop at any moment; the running step then ends with
 *   %RRM_FAULT_CANCELLED
 * @callback: called when it is over
 * @data: for @callback
 *
 * Looks up a name and connects to one of its addresses (RFC 8305). Literals and redirects are not
 * looked up, and their step `resolve` is skipped. A report that goes no further than
 * %RRM_STAGE_RESOLVE ends there, without a connection and without a fault.
 */
void
rrm_dial_async (const char *host,
                guint16 port,
                const RrmNetContext *context,
                RrmServiceReport *report,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data)
{
  GTask *task = dial_new (context, cancellable, callback, data);
  Dial *dial = g_task_get_task_data (task);
  g_autoptr (GPtrArray) known = NULL;
  gboolean redirected;
  RrmFaultKind fault;

  dial->host = rrm_hostname_normalise (host);
  dial->port = port;
  g_set_object (&dial->report, report);

  known = get_known_addresses (dial, &redirected);
  if (known != NULL)
    {
      dial_known (task, known, redirected);
      return;
    }

  begin_step (dial, RRM_STEP_NAME_RESOLVE);
  if (context->redirects != NULL &&
      rrm_redirects_lookup_fault (context->redirects, dial->host, &fault))
    fail (task, RRM_STEP_NAME_RESOLVE, rrm_fault_new (fault));
  else
    dial->lookup = rrm_name_lookup_new (dial->host, context, lookup_changed, task);
}

/**
 * rrm_dial_address_async:
 * @address: an IP address and port
 * @context: (transfer none): it must live until @callback; its redirects do not count
 * @cancellable: (nullable): to stop at any moment
 * @callback: called when it is over
 * @data: for @callback
 *
 * Connects to exactly this address, for one more connection to a peer that was reached before.
 */
void
rrm_dial_address_async (GSocketAddress *address,
                        const RrmNetContext *context,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  GTask *task = dial_new (context, cancellable, callback, data);
  Dial *dial = g_task_get_task_data (task);

  start_race (task, FALSE);
  rrm_race_add (dial->race, address);
  rrm_race_run (dial->race, TRUE);
}

/**
 * rrm_dial_finish:
 * @result: the result
 * @fault: (out) (optional) (transfer full) (nullable): why there is no connection
 *
 * Returns: (transfer full) (nullable): a connected socket that does not block
 */
GSocket *
rrm_dial_finish (GAsyncResult *result,
                 RrmFault **fault)
{
  Outcome *outcome = g_task_propagate_pointer (G_TASK (result), NULL);
  GSocket *socket = g_steal_pointer (&outcome->socket);

  if (fault != NULL)
    *fault = g_steal_pointer (&outcome->fault);
  outcome_free (outcome);

  return socket;
}
