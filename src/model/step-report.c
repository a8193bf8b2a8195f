/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/step-report.h"

/**
 * RrmStepReport:
 *
 * One step of one service: when it began, how it ended. Its status notifies, so that a row of the
 * window can follow it live. Times are in microseconds since the start of the test.
 */
struct _RrmStepReport
{
  GObject parent_instance;

  RrmStepName name;
  RrmStatus status;
  /* -1 until it began. */
  gint64 started;
  /* -1 until it ended. */
  gint64 elapsed;
  /* NULL unless it failed or warned. */
  RrmFault *fault;
};

enum
{
  PROP_STATUS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RrmStepReport, rrm_step_report, G_TYPE_OBJECT)

static void
rrm_step_report_get_property (GObject *object,
                              guint prop_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  RrmStepReport *self = RRM_STEP_REPORT (object);

  switch (prop_id)
    {
    case PROP_STATUS:
      g_value_set_uint (value, self->status);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rrm_step_report_finalize (GObject *object)
{
  RrmStepReport *self = RRM_STEP_REPORT (object);

  g_clear_pointer (&self->fault, rrm_fault_free);

  G_OBJECT_CLASS (rrm_step_report_parent_class)->finalize (object);
}

static void
rrm_step_report_class_init (RrmStepReportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rrm_step_report_get_property;
  object_class->finalize = rrm_step_report_finalize;

  properties[PROP_STATUS] = g_param_spec_uint ("status", NULL, NULL, 0, RRM_N_STATUSES - 1, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rrm_step_report_init (RrmStepReport *self)
{
  self->started = -1;
  self->elapsed = -1;
}

/**
 * rrm_step_report_new:
 * @name: which step
 *
 * Returns: (transfer full): a step that waits
 */
RrmStepReport *
rrm_step_report_new (RrmStepName name)
{
  RrmStepReport *self = g_object_new (RRM_TYPE_STEP_REPORT, NULL);

  self->name = name;

  return self;
}

RrmStepName
rrm_step_report_get_name (RrmStepReport *self)
{
  return self->name;
}

RrmStatus
rrm_step_report_get_status (RrmStepReport *self)
{
  return self->status;
}

/**
 * rrm_step_report_has_begun:
 * @self: a step
 *
 * Returns: whether it runs or ran
 */
gboolean
rrm_step_report_has_begun (RrmStepReport *self)
{
  return self->status != RRM_STATUS_WAITING && self->status != RRM_STATUS_SKIPPED;
}

/**
 * rrm_step_report_get_started:
 * @self: a step
 *
 * Returns: microseconds since the start of the test, or -1 when it never began
 */
gint64
rrm_step_report_get_started (RrmStepReport *self)
{
  return self->started;
}

/**
 * rrm_step_report_get_elapsed:
 * @self: a step
 *
 * Returns: microseconds that it took, or -1 when it has not ended
 */
gint64
rrm_step_report_get_elapsed (RrmStepReport *self)
{
  return self->elapsed;
}

/**
 * rrm_step_report_get_fault:
 * @self: a step
 *
 * Returns: (transfer none) (nullable): what went wrong
 */
const RrmFault *
rrm_step_report_get_fault (RrmStepReport *self)
{
  return self->fault;
}

static void
set_status (RrmStepReport *self,
            RrmStatus status)
{
  if (self->status == status)
    return;

  self->status = status;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

/**
 * rrm_step_report_begin:
 * @self: a step
 * @now: microseconds since the start of the test
 *
 * Marks it as running. A step that runs a second time (capabilities after STARTTLS) keeps its first
 * start.
 */
void
rrm_step_report_begin (RrmStepReport *self,
                       gint64 now)
{
  if (self->started < 0)
    self->started = now;
  set_status (self, RRM_STATUS_RUNNING);
}

/**
 * rrm_step_report_end:
 * @self: a step
 * @now: microseconds since the start of the test
 * @status: how it ended
 * @fault: (transfer full) (nullable): what went wrong
 */
void
rrm_step_report_end (RrmStepReport *self,
                     gint64 now,
                     RrmStatus status,
                     RrmFault *fault)
{
  if (self->started < 0)
    self->started = now;
  self->elapsed = MAX (now - self->started, 0);
  g_clear_pointer (&self->fault, rrm_fault_free);
  self->fault = fault;
  set_status (self, status);
}

/**
 * rrm_step_report_skip:
 * @self: a step
 *
 * Marks a step that was not needed or never reached, unless it has ended before.
 */
void
rrm_step_report_skip (RrmStepReport *self)
{
  if (self->status == RRM_STATUS_WAITING)
    set_status (self, RRM_STATUS_SKIPPED);
}

/**
 * rrm_step_report_rewind:
 * @self: a step that runs
 *
 * Makes it wait again: what was begun turned out to be another step.
 */
void
rrm_step_report_rewind (RrmStepReport *self)
{
  if (self->status != RRM_STATUS_RUNNING)
    return;

  self->started = -1;
  set_status (self, RRM_STATUS_WAITING);
}
