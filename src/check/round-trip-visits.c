/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/round-trip-visits.h"

#include "check/service-check.h"
#include "net/source.h"

/* Visits to a POP3 mailbox, one after the other. */
typedef struct
{
  RrmServiceReport *report;
  RrmAccount *account;
  /* A visit is an ordinary conversation: its step has the usual time. */
  RrmNetContext context;
  RrmLetter *letter;
  guint interval;
  /* How many there were, and when the last sign-in began, the test's own included; both times are
   * microseconds since the start of the test. */
  guint n_visits;
  gint64 last_sign_in;
  gint64 deadline;
  /* The visit that goes on, or NULL. */
  RrmServiceReport *visit;
  /* Between two visits. */
  GSource *timer;
  GSource *cancel_source;
} Visits;

static void
visits_free (gpointer data)
{
  Visits *visits = data;

  rrm_source_clear (&visits->timer);
  rrm_source_clear (&visits->cancel_source);
  g_clear_object (&visits->report);
  g_clear_object (&visits->account);
  g_clear_pointer (&visits->letter, rrm_letter_unref);
  g_clear_object (&visits->visit);
  g_free (visits);
}

static gint64
now (Visits *visits)
{
  return g_get_monotonic_time () - visits->context.start;
}

/* Ends it: with @fault, or well. */
static void
end (GTask *task,
     gint64 when,
     RrmFault *fault)
{
  Visits *visits = g_task_get_task_data (task);
  RrmStepReport *step = rrm_service_report_get_step (visits->report, RRM_STEP_NAME_RECEIVE);

  rrm_source_clear (&visits->timer);
  rrm_source_clear (&visits->cancel_source);
  rrm_step_report_end (step, when, fault != NULL ? RRM_STATUS_FAILED : RRM_STATUS_PASSED, fault);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* What was said in the visit belongs to what was said to this server. */
static void
take_words (Visits *visits)
{
  RrmTranscriptLog *from = rrm_service_report_get_transcript (visits->visit);
  RrmTranscriptLog *to = rrm_service_report_get_transcript (visits->report);

  for (guint i = 0; i < rrm_transcript_log_get_length (from); i++)
    {
      const RrmTranscriptLine *line = rrm_transcript_log_get_line (from, i);

      rrm_transcript_log_add (to, line->speaker, line->text, -1);
    }
}

static RrmFault *
dup_fault (RrmServiceReport *visit)
{
  RrmStepReport *step = rrm_service_report_get_failed_step (visit);
  const RrmFault *fault = step != NULL ? rrm_step_report_get_fault (step) : NULL;

  return fault != NULL ? rrm_fault_copy (fault) : rrm_fault_new (RRM_FAULT_CANCELLED);
}

/* The last goodbye is that of the service. */
static void
take_goodbye (Visits *visits,
              RrmServiceReport *visit)
{
  RrmStepReport *from = rrm_service_report_get_step (visit, RRM_STEP_NAME_LOGOUT);
  RrmStepReport *to = rrm_service_report_get_step (visits->report, RRM_STEP_NAME_LOGOUT);
  gint64 started = rrm_step_report_get_started (from);

  if (started < 0)
    return;
  rrm_step_report_begin (to, started);
  rrm_step_report_end (to, started + rrm_step_report_get_elapsed (from),
                       rrm_step_report_get_status (from), NULL);
}

static void plan_visit (GTask *task);

static void
on_visited (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  GTask *task = user_data;
  Visits *visits = g_task_get_task_data (task);
  g_autoptr (RrmServiceReport) visit = NULL;
  g_autoptr (RrmFault) fault = NULL;

  rrm_service_check_finish (result);
  take_words (visits);
  visit = g_steal_pointer (&visits->visit);
  if (rrm_service_report_passed (visit, RRM_STEP_NAME_RECEIVE))
    {
      RrmStepReport *seen = rrm_service_report_get_step (visit, RRM_STEP_NAME_RECEIVE);

      rrm_service_report_get_facts (visits->report)->letter_left =
        rrm_service_report_get_facts (visit)->letter_left;
      take_goodbye (visits, visit);
      end (task, rrm_step_report_get_started (seen) + rrm_step_report_get_elapsed (seen), NULL);
      return;
    }

  fault = dup_fault (visit);
  if (fault->kind == RRM_FAULT_NOT_SEEN)
    plan_visit (task);
  else
    /* The first refusal is the last. */
    end (task, now (visits), g_steal_pointer (&fault));
}

static gboolean
on_time (gpointer data)
{
  GTask *task = data;
  Visits *visits = g_task_get_task_data (task);
  g_autoptr (RrmServiceSettings) settings =
    rrm_service_settings_copy (rrm_service_report_get_settings (visits->report));

  rrm_source_clear (&visits->timer);
  rrm_source_clear (&visits->cancel_source);
  rrm_service_settings_set_security (settings, rrm_service_report_get_security (visits->report));
  visits->visit = rrm_service_report_new (settings, RRM_STAGE_DELIVERY);
  visits->n_visits++;
  visits->last_sign_in = now (visits);
  rrm_service_check_visit_async (visits->visit, visits->account, &visits->context, visits->letter,
                                 g_task_get_cancellable (task), on_visited, task);

  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable,
              gpointer data)
{
  GTask *task = data;

  end (task, now (g_task_get_task_data (task)), rrm_fault_new (RRM_FAULT_CANCELLED));

  return G_SOURCE_REMOVE;
}

/* The first visit is always made: a wait that is shorter than the interval would see nothing. */
static void
plan_visit (GTask *task)
{
  Visits *visits = g_task_get_task_data (task);
  gint64 due = visits->last_sign_in + (gint64) visits->interval * 1000;
  gint64 wait = due - now (visits);

  if (visits->n_visits == RRM_MAX_VISITS || (visits->n_visits > 0 && due > visits->deadline))
    {
      end (task, now (visits), rrm_fault_new (RRM_FAULT_NOT_SEEN));
      return;
    }
  /* Rounded up: never too early. */
  visits->timer =
    rrm_source_new_timer (wait > 0 ? (guint) ((wait + 999) / 1000) : 0, on_time, task);
  visits->cancel_source =
    rrm_source_new_cancel (g_task_get_cancellable (task), on_cancelled, task);
}

/**
 * rrm_round_trip_visits_async:
 * @report: of a POP3 server that has been tested and has said yes; its step `receive` is written
 * @account: the account, with its password
 * @context: the way there, and how long to wait
 * @letter: what to look for
 * @interval: between the beginnings of two sign-ins, in milliseconds
 * @cancellable: (nullable): stops it
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Signs in again and again until the message is there, at most %RRM_MAX_VISITS times; the first
 * refusal ends it.
 */
void
rrm_round_trip_visits_async (RrmServiceReport *report,
                             RrmAccount *account,
                             const RrmNetContext *context,
                             RrmLetter *letter,
                             guint interval,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Visits *visits = g_new0 (Visits, 1);
  RrmStepReport *login = rrm_service_report_get_step (report, RRM_STEP_NAME_LOGIN);

  g_task_set_source_tag (task, rrm_round_trip_visits_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, visits, visits_free);
  visits->report = g_object_ref (report);
  visits->account = g_object_ref (account);
  visits->context = *context;
  visits->context.wait = 0;
  visits->letter = rrm_letter_ref (letter);
  visits->interval = interval;
  visits->last_sign_in = rrm_step_report_get_started (login);
  visits->deadline = now (visits) + (gint64) context->wait * 1000;

  rrm_step_report_begin (rrm_service_report_get_step (report, RRM_STEP_NAME_RECEIVE),
                         now (visits));
  plan_visit (task);
}

/**
 * rrm_round_trip_visits_finish:
 * @result: what the callback got
 *
 * Ends it; what happened stands in the report.
 */
void
rrm_round_trip_visits_finish (GAsyncResult *result)
{
  g_return_if_fail (g_async_result_is_tagged (result, rrm_round_trip_visits_async));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
