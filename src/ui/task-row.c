/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/task-row.h"

#include "explain/explain.h"
#include "ui/plain-layout.h"
#include "ui/status-mark.h"

#include <glib/gi18n.h>

/**
 * RrmTaskRow:
 *
 * One step of one service while it happens: a mark, its name, a word, and how long it took. Its
 * accessible name is "Service, step, status".
 */
struct _RrmTaskRow
{
  GtkListBoxRow parent_instance;

  RrmServiceReport *service;
  RrmStepReport *step;

  RrmStatusMark *mark;
  GtkLabel *name;
  /* Why it failed; hidden while that is not known. */
  GtkLabel *cause;
  GtkLabel *status;
  GtkLabel *elapsed;
};

G_DEFINE_FINAL_TYPE (RrmTaskRow, rrm_task_row, GTK_TYPE_LIST_BOX_ROW)

static char *
describe_elapsed (RrmStepReport *step,
                  RrmStationState state)
{
  if (state != RRM_STATION_PASSED && state != RRM_STATION_WARNED && state != RRM_STATION_FAILED)
    return g_strdup ("");

  return rrm_explain_elapsed (rrm_step_report_get_elapsed (step));
}

static void
update (RrmTaskRow *self)
{
  RrmProtocol protocol = rrm_service_report_get_protocol (self->service);
  RrmStationState state = rrm_step_get_state (self->service, self->step);
  const char *name = rrm_explain_step (rrm_step_report_get_name (self->step), protocol);
  /* A step that was stopped, or whose message was not seen, has a word of its own. */
  gboolean special = rrm_step_report_get_fault (self->step) != NULL && state != RRM_STATION_FAILED;
  const char *word = special ? rrm_explain_step_status (self->step)
                             : rrm_station_describe_state (state);
  g_autofree char *elapsed = describe_elapsed (self->step, state);
  /* Translators: "Receiving, Sign in, Passed" */
  g_autofree char *accessible =
    g_strdup_printf (_ ("%s, %s, %s"), rrm_explain_direction (protocol), name, word);

  rrm_status_mark_set_state (self->mark, state);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->status, word);
  gtk_label_set_text (self->elapsed, elapsed);
  if (state == RRM_STATION_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "failed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "failed");
  if (state == RRM_STATION_NOT_NEEDED || state == RRM_STATION_NOT_REACHED ||
      state == RRM_STATION_WAITING)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dim");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "dim");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, elapsed, -1);
}

static void
rrm_task_row_dispose (GObject *object)
{
  RrmTaskRow *self = RRM_TASK_ROW (object);

  g_clear_object (&self->service);
  g_clear_object (&self->step);

  G_OBJECT_CLASS (rrm_task_row_parent_class)->dispose (object);
}

static void
rrm_task_row_class_init (RrmTaskRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rrm_task_row_dispose;
  g_type_ensure (RRM_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/task-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmTaskRow, mark);
  gtk_widget_class_bind_template_child (widget_class, RrmTaskRow, name);
  gtk_widget_class_bind_template_child (widget_class, RrmTaskRow, cause);
  gtk_widget_class_bind_template_child (widget_class, RrmTaskRow, status);
  gtk_widget_class_bind_template_child (widget_class, RrmTaskRow, elapsed);
}

static void
rrm_task_row_init (RrmTaskRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rrm_plain_layout_ease (GTK_WIDGET (self));
}

/**
 * rrm_task_row_new:
 * @service: a service
 * @step: one of its steps
 *
 * Returns: (transfer floating): a row that follows the step. What a skipped step means tells the
 *   one after it, so it follows these as well
 */
GtkWidget *
rrm_task_row_new (RrmServiceReport *service,
                  RrmStepReport *step)
{
  RrmTaskRow *self = g_object_new (RRM_TYPE_TASK_ROW, NULL);
  GPtrArray *steps = rrm_service_report_get_steps (service);
  guint first = 0;

  self->service = g_object_ref (service);
  self->step = g_object_ref (step);
  g_ptr_array_find (steps, step, &first);
  for (guint i = first; i < steps->len; i++)
    g_signal_connect_object (g_ptr_array_index (steps, i), "notify::status", G_CALLBACK (update),
                             self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

RrmStepReport *
rrm_task_row_get_step (RrmTaskRow *self)
{
  return self->step;
}

/**
 * rrm_task_row_set_cause:
 * @self: a row
 * @cause: what the test has found out about this step, in a sentence
 *
 * Says why the step failed.
 */
void
rrm_task_row_set_cause (RrmTaskRow *self,
                        const char *cause)
{
  gtk_label_set_text (self->cause, cause);
  gtk_widget_set_visible (GTK_WIDGET (self->cause), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, cause,
                                  -1);
}
