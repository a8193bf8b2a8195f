/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/service-check.h"

#include "check/round-trip-visits.h"
#include "net/dial.h"
#include "net/look.h"
#include "net/pump.h"
#include "protocol/engine.h"

/* The way to one server: dial, look where the mode is not known, then talk; and once more, when the
 * message of a round trip is on its way. */
typedef struct
{
  RrmServiceReport *report;
  RrmAccount *account;
  /* A copy, because IPv4 alone may be wished for one of the servers. */
  RrmNetContext context;
  GSocket *socket;
  /* Where it meets the other side, or NULL. */
  RrmRoundTrip *trip;
  /* A conversation that rests there, or NULL. */
  RrmPump *pump;
  /* What a visit looks for, or NULL. */
  RrmLetter *letter;
} ServiceCheck;

static void
service_check_free (gpointer data)
{
  ServiceCheck *check = data;

  g_clear_object (&check->report);
  g_clear_object (&check->account);
  g_clear_object (&check->socket);
  g_clear_object (&check->trip);
  g_clear_pointer (&check->pump, rrm_pump_unref);
  g_clear_pointer (&check->letter, rrm_letter_unref);
  g_free (check);
}

static const char *
get_host (ServiceCheck *check)
{
  return rrm_service_settings_get_host (rrm_service_report_get_settings (check->report));
}

static guint16
get_port (ServiceCheck *check)
{
  return rrm_service_settings_get_port (rrm_service_report_get_settings (check->report));
}

static void
end (GTask *task)
{
  ServiceCheck *check = g_task_get_task_data (task);

  rrm_service_report_finish (check->report);
  if (check->trip != NULL)
    rrm_round_trip_leave (check->trip, check->report);
  g_task_return_boolean (task, TRUE);
}

static void on_pumped (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data);

static void
on_visited (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  rrm_round_trip_visits_finish (result);
  end (task);
}

static void
on_joined (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ServiceCheck *check = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (RrmLetter) letter = rrm_round_trip_join_finish (check->trip, result);

  if (check->pump != NULL)
    rrm_pump_resume_async (g_steal_pointer (&check->pump), letter, cancellable, on_pumped,
                           g_object_ref (task));
  else if (letter != NULL)
    rrm_round_trip_visits_async (check->report, check->account, &check->context, letter,
                                 rrm_round_trip_get_interval (check->trip), cancellable,
                                 on_visited, g_object_ref (task));
  else
    {
      rrm_step_report_end (
        rrm_service_report_get_step (check->report, RRM_STEP_NAME_LOGOUT),
        g_get_monotonic_time () - check->context.start, RRM_STATUS_PASSED, NULL);
      end (task);
    }
}

/* A POP3 session would hold the mailbox and not see what comes. */
static gboolean
waits_outside (ServiceCheck *check)
{
  return check->trip != NULL &&
         rrm_service_report_get_protocol (check->report) == RRM_PROTOCOL_POP3;
}

static void
on_pumped (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ServiceCheck *check = g_task_get_task_data (task);
  gboolean reached;

  check->pump = rrm_pump_rest_finish (result, &reached);
  if (check->pump != NULL || (reached && waits_outside (check)))
    rrm_round_trip_join_async (check->trip, check->report, g_task_get_cancellable (task), on_joined,
                               g_object_ref (task));
  else
    end (task);
}

static void
talk (GTask *task,
      RrmTls *tls)
{
  ServiceCheck *check = g_task_get_task_data (task);
  RrmServiceSettings *settings = rrm_service_report_get_settings (check->report);
  gboolean outgoing = rrm_service_settings_get_protocol (settings) == RRM_PROTOCOL_SMTP;
  RrmStage until = rrm_service_report_get_until (check->report);
  const RrmEngineConfig config = {
    .security = rrm_service_report_get_security (check->report),
    .username = rrm_service_settings_get_username (settings),
    .password = rrm_account_get_password (check->account, outgoing),
    .auth = rrm_service_settings_get_auth (settings),
    .address = rrm_account_get_address (check->account),
    .until = until,
    .letter = check->letter,
  };
  g_autoptr (RrmEngine) engine =
    rrm_engine_new (rrm_service_settings_get_protocol (settings), &config, check->report);

  rrm_pump_run_async (check->socket, tls, engine, check->report, &check->context, get_host (check),
                      g_task_get_cancellable (task), on_pumped, g_object_ref (task));
}

static void
on_looked (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ServiceCheck *check = g_task_get_task_data (task);
  g_autoptr (RrmFault) fault = NULL;
  RrmSecurity found = RRM_SECURITY_AUTO;
  RrmTls *tls = NULL;

  g_clear_object (&check->socket);
  check->socket = rrm_look_finish (result, &found, &tls, &fault);
  if (check->socket == NULL)
    {
      end (task);
      return;
    }

  rrm_service_report_set_security (check->report, found);
  talk (task, tls);
}

static void
on_dialed (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ServiceCheck *check = g_task_get_task_data (task);
  g_autoptr (RrmFault) fault = NULL;
  RrmSecurity wanted = rrm_service_report_get_security (check->report);

  check->socket = rrm_dial_finish (result, &fault);
  if (check->socket == NULL || rrm_service_report_get_until (check->report) <= RRM_STAGE_CONNECT)
    end (task);
  else if (wanted == RRM_SECURITY_AUTO ||
           (wanted == RRM_SECURITY_STARTTLS && check->letter == NULL))
    rrm_look_async (get_host (check), get_port (check), wanted, check->socket, &check->context,
                    check->report, g_task_get_cancellable (task), on_looked, g_object_ref (task));
  else
    talk (task, NULL);
}

static void
start (ServiceCheck *check,
       RrmServiceReport *report,
       RrmAccount *account,
       const RrmNetContext *context,
       GTask *task)
{
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, check, service_check_free);
  check->report = g_object_ref (report);
  check->account = g_object_ref (account);
  check->context = *context;
  if (rrm_account_get_ipv4_only (account) &&
      rrm_service_report_get_protocol (report) == RRM_PROTOCOL_SMTP)
    check->context.family = G_SOCKET_FAMILY_IPV4;

  rrm_dial_async (get_host (check), get_port (check), &check->context, report,
                  g_task_get_cancellable (task), on_dialed, g_object_ref (task));
}

/**
 * rrm_service_check_async:
 * @report: where it is written; it says which server
 * @account: the account, with its passwords where a login is to be reached
 * @context: the way there
 * @trip: (nullable): where to meet the other side, with %RRM_STAGE_DELIVERY
 * @cancellable: (nullable): stops it; the step that runs ends as cancelled
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Tests one server.
 */
void
rrm_service_check_async (RrmServiceReport *report,
                         RrmAccount *account,
                         const RrmNetContext *context,
                         RrmRoundTrip *trip,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  ServiceCheck *check = g_new0 (ServiceCheck, 1);

  g_task_set_source_tag (task, rrm_service_check_async);
  check->trip = trip != NULL ? g_object_ref (trip) : NULL;
  start (check, report, account, context, task);
}

/**
 * rrm_service_check_visit_async:
 * @report: where it is written; it says which server
 * @account: the account, with its passwords
 * @context: the way there
 * @letter: the message
 * @cancellable: (nullable): stops it
 * @callback: called at its end; it is ended as the other
 * @user_data: for @callback
 *
 * Talks to a server that has been tested, to look for a message.
 */
void
rrm_service_check_visit_async (RrmServiceReport *report,
                               RrmAccount *account,
                               const RrmNetContext *context,
                               RrmLetter *letter,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  ServiceCheck *check = g_new0 (ServiceCheck, 1);

  g_task_set_source_tag (task, rrm_service_check_async);
  check->letter = rrm_letter_ref (letter);
  start (check, report, account, context, task);
}

/**
 * rrm_service_check_finish:
 * @result: what the callback got
 *
 * Ends it; what happened stands in the report.
 */
void
rrm_service_check_finish (GAsyncResult *result)
{
  g_return_if_fail (g_async_result_is_tagged (result, rrm_service_check_async));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
