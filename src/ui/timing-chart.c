/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/timing-chart.h"

#include "explain/explain.h"
#include "setup/station.h"
#include "ui/status-mark.h"

#include <glib/gi18n.h>
#include <math.h>

/* In pixels. */
#define GAP 10
#define PADDING 4
#define BAR_HEIGHT 10
#define MIN_BAR 3
#define MIN_WIDTH 260
#define NATURAL_WIDTH 520
/* Of the width, the most that the names of the steps take. */
#define MAX_NAMES 0.4

/* A line of the chart: a step with its bar, or the name of a service above its steps. */
typedef struct
{
  PangoLayout *name;
  /* NULL for the name of a service. */
  PangoLayout *elapsed;
  RrmStationState state;
  /* Microseconds since the start of the test. */
  gint64 from;
  gint64 to;
} Line;

/**
 * RrmTimingChart:
 *
 * When each step of both services began and how long it took, drawn over one line of time. Its
 * accessible name says the same in words.
 */
struct _RrmTimingChart
{
  GtkWidget parent_instance;

  /* Line */
  GPtrArray *lines;
  /* Where the line of time ends, never 0. */
  gint64 end;
};

G_DEFINE_FINAL_TYPE (RrmTimingChart, rrm_timing_chart, GTK_TYPE_WIDGET)

static void
line_free (gpointer data)
{
  Line *line = data;

  g_clear_object (&line->name);
  g_clear_object (&line->elapsed);
  g_free (line);
}

static int
get_width (PangoLayout *layout)
{
  int width;

  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
}

static int
get_line_height (RrmTimingChart *self)
{
  int height = BAR_HEIGHT;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);
      int text;

      pango_layout_get_pixel_size (line->name, NULL, &text);
      height = MAX (height, text);
    }

  return height + 2 * PADDING;
}

/* The widths of the two columns of words. */
static void
get_columns (RrmTimingChart *self,
             int width,
             int *names,
             int *times)
{
  *names = *times = 0;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      if (line->elapsed == NULL)
        continue;
      *names = MAX (*names, get_width (line->name));
      *times = MAX (*times, get_width (line->elapsed));
    }
  *names = MIN (*names, (int) (width * MAX_NAMES));
}

static void
draw_words (RrmTimingChart *self,
            GtkSnapshot *snapshot,
            PangoLayout *layout,
            int x,
            int y,
            int room,
            gboolean at_end)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GdkRGBA color;
  int text;

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, MIN (get_width (layout), room) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, &text, NULL);
  if (at_end)
    x += room - text;
  if (rtl)
    x = width - x - text;
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_bar (RrmTimingChart *self,
          GtkSnapshot *snapshot,
          const Line *line,
          int start,
          int room,
          int y)
{
  double scale = (double) room / (double) self->end;
  double x = start + (double) line->from * scale;
  double width = MAX ((double) (line->to - line->from) * scale, MIN_BAR);
  GskRoundedRect shape;
  GdkRGBA color;

  x = MIN (x, start + room - width);
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  rrm_state_get_color (GTK_WIDGET (self), line->state, &color);
  gsk_rounded_rect_init_from_rect (
    &shape, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, BAR_HEIGHT),
    (float) MIN (width / 2, 3));
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &color, &shape.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
rrm_timing_chart_snapshot (GtkWidget *widget,
                           GtkSnapshot *snapshot)
{
  RrmTimingChart *self = RRM_TIMING_CHART (widget);
  int width = gtk_widget_get_width (widget);
  int height = get_line_height (self);
  int names, times, room;

  get_columns (self, width, &names, &times);
  room = MAX (width - names - times - 2 * GAP, MIN_BAR);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);
      int y = (int) i * height;

      draw_words (self, snapshot, line->name, 0, y + PADDING,
                  line->elapsed != NULL ? names : width, FALSE);
      if (line->elapsed == NULL)
        continue;
      draw_bar (self, snapshot, line, names + GAP, room, y + (height - BAR_HEIGHT) / 2);
      draw_words (self, snapshot, line->elapsed, names + room + 2 * GAP, y + PADDING, times, TRUE);
    }
}

static void
rrm_timing_chart_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  RrmTimingChart *self = RRM_TIMING_CHART (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
    }
  else
    *minimum = *natural = (int) self->lines->len * get_line_height (self);
}

static void
rrm_timing_chart_finalize (GObject *object)
{
  g_clear_pointer (&RRM_TIMING_CHART (object)->lines, g_ptr_array_unref);

  G_OBJECT_CLASS (rrm_timing_chart_parent_class)->finalize (object);
}

static void
rrm_timing_chart_class_init (RrmTimingChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rrm_timing_chart_finalize;
  widget_class->snapshot = rrm_timing_chart_snapshot;
  widget_class->measure = rrm_timing_chart_measure;
  gtk_widget_class_set_css_name (widget_class, "timingchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rrm_timing_chart_init (RrmTimingChart *self)
{
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->end = 1;
}

/* Only what has begun has a time. */
static gboolean
has_time (RrmStepReport *step)
{
  return rrm_step_report_get_started (step) >= 0 &&
         rrm_step_report_get_status (step) >= RRM_STATUS_PASSED &&
         rrm_step_report_get_status (step) != RRM_STATUS_SKIPPED;
}

static gboolean
has_times (RrmServiceReport *service)
{
  GPtrArray *steps = rrm_service_report_get_steps (service);

  for (guint i = 0; i < steps->len; i++)
    if (has_time (g_ptr_array_index (steps, i)))
      return TRUE;

  return FALSE;
}

static Line *
add_line (RrmTimingChart *self,
          const char *name)
{
  Line *line = g_new0 (Line, 1);

  line->name = gtk_widget_create_pango_layout (GTK_WIDGET (self), name);
  g_ptr_array_add (self->lines, line);

  return line;
}

static void
add_step (RrmTimingChart *self,
          RrmServiceReport *service,
          RrmStepReport *step)
{
  RrmProtocol protocol = rrm_service_report_get_protocol (service);
  g_autofree char *elapsed = rrm_explain_elapsed (rrm_step_report_get_elapsed (step));
  RrmStationState state = rrm_step_get_state (service, step);
  /* No meaning by color alone. */
  g_autofree char *words =
    state == RRM_STATION_PASSED
      ? g_strdup (elapsed)
      : g_strdup_printf ("%s %s", state == RRM_STATION_FAILED ? "✗" : "!", elapsed);
  Line *line = add_line (self, rrm_explain_step (rrm_step_report_get_name (step), protocol));

  line->elapsed = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  line->state = state;
  line->from = rrm_step_report_get_started (step);
  line->to = line->from + rrm_step_report_get_elapsed (step);
  self->end = MAX (self->end, line->to);
}

static void
add_service (RrmTimingChart *self,
             RrmServiceReport *service)
{
  GPtrArray *steps = rrm_service_report_get_steps (service);
  PangoAttrList *bold;
  Line *heading;

  if (!has_times (service))
    return;

  heading = add_line (self, rrm_explain_direction (rrm_service_report_get_protocol (service)));
  bold = pango_attr_list_new ();
  pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (heading->name, bold);
  pango_attr_list_unref (bold);
  for (guint i = 0; i < steps->len; i++)
    if (has_time (g_ptr_array_index (steps, i)))
      add_step (self, service, g_ptr_array_index (steps, i));
}

/**
 * rrm_timing_chart_new:
 * @incoming: (nullable): the incoming service of a test that is over
 * @outgoing: (nullable): the outgoing one
 *
 * Returns: (transfer floating): a chart of both
 */
GtkWidget *
rrm_timing_chart_new (RrmServiceReport *incoming,
                      RrmServiceReport *outgoing)
{
  RrmTimingChart *self = g_object_new (RRM_TYPE_TIMING_CHART, NULL);
  g_autofree char *text = rrm_timing_chart_describe (incoming, outgoing);

  if (incoming != NULL)
    add_service (self, incoming);
  if (outgoing != NULL)
    add_service (self, outgoing);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);

  return GTK_WIDGET (self);
}

static void
describe_service (GString *text,
                  RrmServiceReport *service)
{
  RrmProtocol protocol = rrm_service_report_get_protocol (service);
  GPtrArray *steps = rrm_service_report_get_steps (service);
  guint n_steps = 0;

  if (!has_times (service))
    return;

  g_string_append_printf (text, " %s:", rrm_explain_direction (protocol));
  for (guint i = 0; i < steps->len; i++)
    {
      RrmStepReport *step = g_ptr_array_index (steps, i);
      g_autofree char *elapsed = NULL;

      if (!has_time (step))
        continue;
      elapsed = rrm_explain_elapsed (rrm_step_report_get_elapsed (step));
      g_string_append_printf (text, "%s %s %s", n_steps++ > 0 ? "," : "",
                              rrm_explain_step (rrm_step_report_get_name (step), protocol),
                              elapsed);
    }
  g_string_append_c (text, '.');
}

/**
 * rrm_timing_chart_describe:
 * @incoming: (nullable): the incoming service of a test that is over
 * @outgoing: (nullable): the outgoing one
 *
 * Returns: (transfer full): the chart in words
 */
char *
rrm_timing_chart_describe (RrmServiceReport *incoming,
                           RrmServiceReport *outgoing)
{
  GString *text = g_string_new (_ ("How long each step took."));

  if (incoming != NULL)
    describe_service (text, incoming);
  if (outgoing != NULL)
    describe_service (text, outgoing);

  return g_string_free (text, FALSE);
}
