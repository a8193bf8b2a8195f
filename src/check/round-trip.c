/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/round-trip.h"

#include "net/source.h"

/* How far one side of the test is: on its way to the message, waiting for the other side, busy with
 * the message, and away, for whatever reason. */
typedef enum
{
  SIDE_COMING,
  SIDE_WAITING,
  SIDE_BUSY,
  SIDE_AWAY,
} SideState;

typedef struct
{
  SideState state;
  /* With WAITING, whoever waits, and what ends the wait when the person stops the test. */
  GTask *task;
  GSource *cancel_source;
} Side;

/**
 * RrmRoundTrip:
 *
 * Where the two sides of a test meet before and after the message to oneself. A message is written
 * only when the outgoing side has come through its envelope and the incoming side through its
 * mailbox, and it is given out once: to the outgoing side to send it, then to the incoming side to
 * look for it. Where one of them has failed before, both go home without.
 */
struct _RrmRoundTrip
{
  GObject parent_instance;

  RrmReport *report;
  guint interval;
  Side incoming;
  Side outgoing;
  /* NULL until there is something to send. */
  RrmLetter *letter;
};

G_DEFINE_FINAL_TYPE (RrmRoundTrip, rrm_round_trip, G_TYPE_OBJECT)

static void
rrm_round_trip_finalize (GObject *object)
{
  RrmRoundTrip *self = RRM_ROUND_TRIP (object);

  g_clear_object (&self->report);
  g_clear_pointer (&self->letter, rrm_letter_unref);

  G_OBJECT_CLASS (rrm_round_trip_parent_class)->finalize (object);
}

static void
rrm_round_trip_class_init (RrmRoundTripClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_round_trip_finalize;
}

static void
rrm_round_trip_init (RrmRoundTrip *self)
{
}

/* Ends the wait of @side. */
static void
let_go (Side *side,
        RrmLetter *letter)
{
  g_autoptr (GTask) task = g_steal_pointer (&side->task);

  side->state = SIDE_BUSY;
  rrm_source_clear (&side->cancel_source);
  g_task_return_pointer (task, letter != NULL ? rrm_letter_ref (letter) : NULL,
                         (GDestroyNotify) rrm_letter_unref);
}

/* Taken by the server, or nobody knows. */
static gboolean
is_on_its_way (RrmRoundTrip *self)
{
  RrmServiceReport *service = rrm_report_get_outgoing (self->report);

  return service != NULL && rrm_service_report_passed (service, RRM_STEP_NAME_DELIVER);
}

static void
write_letter (RrmRoundTrip *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  self->letter =
    rrm_letter_compose (rrm_account_get_address (rrm_report_get_account (self->report)), now);
}

/* Lets go on whoever can. */
static void
settle (RrmRoundTrip *self)
{
  gboolean alone = rrm_report_get_incoming (self->report) == NULL;

  if (self->outgoing.state == SIDE_WAITING && (alone || self->incoming.state == SIDE_WAITING))
    {
      write_letter (self);
      let_go (&self->outgoing, self->letter);
    }
  else if (self->outgoing.state == SIDE_WAITING && self->incoming.state != SIDE_COMING)
    let_go (&self->outgoing, NULL);

  if (self->incoming.state == SIDE_WAITING && self->outgoing.state == SIDE_AWAY)
    let_go (&self->incoming, is_on_its_way (self) ? self->letter : NULL);
}

static gboolean
on_cancelled (GCancellable *cancellable,
              gpointer data)
{
  let_go (data, NULL);

  return G_SOURCE_REMOVE;
}

static Side *
get_side (RrmRoundTrip *self,
          RrmServiceReport *service)
{
  return rrm_service_report_get_protocol (service) == RRM_PROTOCOL_SMTP ? &self->outgoing
                                                                       : &self->incoming;
}

/**
 * rrm_round_trip_new:
 * @report: the report of the test, with its services
 * @interval: between two sign-ins of POP3, in milliseconds
 *
 * Returns: (transfer full): a place to meet for the services of @report
 */
RrmRoundTrip *
rrm_round_trip_new (RrmReport *report,
                    guint interval)
{
  RrmRoundTrip *self = g_object_new (RRM_TYPE_ROUND_TRIP, NULL);

  self->report = g_object_ref (report);
  self->interval = interval;
  if (rrm_report_get_incoming (report) == NULL)
    self->incoming.state = SIDE_AWAY;
  if (rrm_report_get_outgoing (report) == NULL)
    self->outgoing.state = SIDE_AWAY;

  return self;
}

guint
rrm_round_trip_get_interval (RrmRoundTrip *self)
{
  return self->interval;
}

/**
 * rrm_round_trip_join_async:
 * @self: a place to meet
 * @service: who has come through everything that lies before the message
 * @cancellable: (nullable): ends the wait; no message is given out then
 * @callback: called when it can go on
 * @user_data: for @callback
 *
 * Waits for the other side.
 */
void
rrm_round_trip_join_async (RrmRoundTrip *self,
                           RrmServiceReport *service,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Side *side = get_side (self, service);

  g_return_if_fail (side->state == SIDE_COMING && side->task == NULL);

  side->state = SIDE_WAITING;
  side->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (side->task, rrm_round_trip_join_async);
  side->cancel_source = rrm_source_new_cancel (cancellable, on_cancelled, side);
  settle (self);
}

/**
 * rrm_round_trip_join_finish:
 * @self: a place to meet
 * @result: what the callback got
 *
 * Returns: (transfer full) (nullable): the message: to send for the outgoing side, to look for for
 *   the incoming side; %NULL where none is sent
 */
RrmLetter *
rrm_round_trip_join_finish (RrmRoundTrip *self,
                            GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/**
 * rrm_round_trip_leave:
 * @self: a place to meet
 * @service: whose test has ended, well or not
 *
 * Nobody waits for it any more.
 */
void
rrm_round_trip_leave (RrmRoundTrip *self,
                      RrmServiceReport *service)
{
  get_side (self, service)->state = SIDE_AWAY;
  settle (self);
}
