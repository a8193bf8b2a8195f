/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/status-mark.h"

#include <adwaita.h>
#include <math.h>

/* One breath of a running mark. */
#define PULSE_SECONDS 1.6

/**
 * RrmStatusMark:
 *
 * A state as a shape and a color: a tick, a cross, a ring, a dash. It grows with the text, and a
 * running one turns. It says nothing to those who do not see it: a word stands beside it.
 */
struct _RrmStatusMark
{
  GtkWidget parent_instance;

  RrmStationState state;
  /* Of the height of a line of text. */
  double scale;
  guint tick;
  double turn;
};

enum
{
  PROP_0,
  PROP_SCALE,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (RrmStatusMark, rrm_status_mark, GTK_TYPE_WIDGET)

/**
 * rrm_state_get_color:
 * @widget: whose theme counts
 * @state: a state
 * @color: (out caller-allocates): its color
 */
void
rrm_state_get_color (GtkWidget *widget,
                     RrmStationState state,
                     GdkRGBA *color)
{
  static const char *const names[RRM_N_STATION_STATES] = {
    [RRM_STATION_RUNNING] = "accent_color",
    [RRM_STATION_PASSED] = "success_color",
    [RRM_STATION_WARNED] = "warning_color",
    [RRM_STATION_FAILED] = "error_color",
  };
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (names[state] != NULL && gtk_style_context_lookup_color (context, names[state], color))
    return;

  gtk_style_context_get_color (context, color);
  color->alpha *= 0.3f;
}

static void
draw_tick (cairo_t *cr,
           double size)
{
  cairo_move_to (cr, size * 0.29, size * 0.52);
  cairo_line_to (cr, size * 0.44, size * 0.67);
  cairo_line_to (cr, size * 0.72, size * 0.35);
  cairo_stroke (cr);
}

static void
draw_cross (cairo_t *cr,
            double size)
{
  cairo_move_to (cr, size * 0.34, size * 0.34);
  cairo_line_to (cr, size * 0.66, size * 0.66);
  cairo_move_to (cr, size * 0.66, size * 0.34);
  cairo_line_to (cr, size * 0.34, size * 0.66);
  cairo_stroke (cr);
}

static void
draw_bang (cairo_t *cr,
           double size)
{
  cairo_move_to (cr, size * 0.5, size * 0.27);
  cairo_line_to (cr, size * 0.5, size * 0.54);
  cairo_stroke (cr);
  cairo_arc (cr, size * 0.5, size * 0.71, size * 0.065, 0, 2 * G_PI);
  cairo_fill (cr);
}

/* White on a dark disc, and the other way round: dark themes have light colors. */
static void
set_contrast (cairo_t *cr,
              const GdkRGBA *disc)
{
  double luminance = 0.2126 * disc->red + 0.7152 * disc->green + 0.0722 * disc->blue;
  double shade = luminance > 0.55 ? 0.1 : 1.0;

  cairo_set_source_rgb (cr, shade, shade, shade);
}

static void
draw_disc (RrmStatusMark *self,
           cairo_t *cr,
           double size,
           const GdkRGBA *color)
{
  cairo_arc (cr, size / 2, size / 2, size / 2, 0, 2 * G_PI);
  cairo_fill (cr);
  set_contrast (cr, color);
  cairo_set_line_width (cr, size * 0.11);
  if (self->state == RRM_STATION_PASSED)
    draw_tick (cr, size);
  else if (self->state == RRM_STATION_FAILED)
    draw_cross (cr, size);
  else
    draw_bang (cr, size);
}

static void
draw_ring (RrmStatusMark *self,
           cairo_t *cr,
           double size,
           const GdkRGBA *color)
{
  double width = size * 0.11;
  double radius = (size - width) / 2;

  cairo_set_line_width (cr, width);
  if (self->state == RRM_STATION_NOT_NEEDED)
    {
      cairo_move_to (cr, size * 0.28, size / 2);
      cairo_line_to (cr, size * 0.72, size / 2);
      cairo_stroke (cr);
      return;
    }

  if (self->state == RRM_STATION_RUNNING)
    {
      cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * 0.25);
      cairo_arc (cr, size / 2, size / 2, radius, 0, 2 * G_PI);
      cairo_stroke (cr);
      gdk_cairo_set_source_rgba (cr, color);
      cairo_arc (cr, size / 2, size / 2, radius, self->turn, self->turn + 1.8);
    }
  else
    cairo_arc (cr, size / 2, size / 2, radius, 0, 2 * G_PI);
  cairo_stroke (cr);
}

static void
rrm_status_mark_snapshot (GtkWidget *widget,
                          GtkSnapshot *snapshot)
{
  RrmStatusMark *self = RRM_STATUS_MARK (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  double size = MIN (width, height);
  GdkRGBA color;
  cairo_t *cr;

  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cairo_translate (cr, (width - size) / 2, (height - size) / 2);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  rrm_state_get_color (widget, self->state, &color);
  gdk_cairo_set_source_rgba (cr, &color);
  if (self->state == RRM_STATION_PASSED || self->state == RRM_STATION_WARNED ||
      self->state == RRM_STATION_FAILED)
    draw_disc (self, cr, size, &color);
  else
    draw_ring (self, cr, size, &color);
  cairo_destroy (cr);
}

static void
rrm_status_mark_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  RrmStatusMark *self = RRM_STATUS_MARK (widget);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  double line = pango_units_to_double (pango_font_metrics_get_ascent (metrics) +
                                       pango_font_metrics_get_descent (metrics));

  pango_font_metrics_unref (metrics);
  *minimum = *natural = (int) ceil (line * self->scale);
}

static gboolean
on_tick (GtkWidget *widget,
         GdkFrameClock *clock,
         gpointer user_data)
{
  RrmStatusMark *self = RRM_STATUS_MARK (widget);

  self->turn = fmod ((double) gdk_frame_clock_get_frame_time (clock) / 1e6, PULSE_SECONDS) /
               PULSE_SECONDS * 2 * G_PI;
  gtk_widget_queue_draw (widget);

  return G_SOURCE_CONTINUE;
}

static void
update_tick (RrmStatusMark *self)
{
  gboolean wanted = self->state == RRM_STATION_RUNNING &&
                    gtk_widget_get_mapped (GTK_WIDGET (self)) &&
                    adw_get_enable_animations (GTK_WIDGET (self));

  if (wanted && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
  else if (!wanted && self->tick != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
      self->tick = 0;
    }
}

static void
rrm_status_mark_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rrm_status_mark_parent_class)->map (widget);
  update_tick (RRM_STATUS_MARK (widget));
}

static void
rrm_status_mark_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rrm_status_mark_parent_class)->unmap (widget);
  update_tick (RRM_STATUS_MARK (widget));
}

static void
rrm_status_mark_set_property (GObject *object,
                              guint property_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  RrmStatusMark *self = RRM_STATUS_MARK (object);

  switch (property_id)
    {
    case PROP_SCALE:
      self->scale = g_value_get_double (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rrm_status_mark_class_init (RrmStatusMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = rrm_status_mark_set_property;
  widget_class->snapshot = rrm_status_mark_snapshot;
  widget_class->measure = rrm_status_mark_measure;
  widget_class->map = rrm_status_mark_map;
  widget_class->unmap = rrm_status_mark_unmap;

  props[PROP_SCALE] = g_param_spec_double ("scale", NULL, NULL, 0.5, 4.0, 1.0,
                                           G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_css_name (widget_class, "mark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rrm_status_mark_init (RrmStatusMark *self)
{
  self->scale = 1.0;
}

GtkWidget *
rrm_status_mark_new (void)
{
  return g_object_new (RRM_TYPE_STATUS_MARK, NULL);
}

RrmStationState
rrm_status_mark_get_state (RrmStatusMark *self)
{
  return self->state;
}

/**
 * rrm_status_mark_set_state:
 * @self: a mark
 * @state: what it shows
 */
void
rrm_status_mark_set_state (RrmStatusMark *self,
                           RrmStationState state)
{
  if (self->state == state)
    return;

  self->state = state;
  update_tick (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
