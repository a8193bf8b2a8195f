/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/station-line.h"

#include "ui/measure.h"
#include "ui/status-mark.h"

/* Of a mark, in lines of text. */
#define MARK_SCALE 1.5
/* Between a mark and what stands next to it. */
#define GAP 6
/* Columns narrower than this many digits drop the names that nobody needs to read now. */
#define COLUMN_DIGITS 10
/* From this size of text on, what does not fit beside each other goes under each other. */
#define LARGE_TEXT 1.4

/**
 * RrmStationLine:
 *
 * The way of one service, drawn: five stations from left to right and what joins them. Where it is
 * narrow only the station that matters keeps its name; with large text they stand under each other.
 * Its accessible name says the same in a sentence.
 */
struct _RrmStationLine
{
  GtkWidget parent_instance;

  RrmServiceReport *service;
  GtkWidget *marks[RRM_N_STATIONS];
  GtkWidget *labels[RRM_N_STATIONS];
};

typedef enum
{
  LAYOUT_FULL,
  LAYOUT_COMPACT,
  LAYOUT_VERTICAL,
} Layout;

G_DEFINE_FINAL_TYPE (RrmStationLine, rrm_station_line, GTK_TYPE_WIDGET)

static int
get_column_width (RrmStationLine *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int digit = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);

  return digit * COLUMN_DIGITS;
}

static int
get_mark_size (RrmStationLine *self)
{
  return rrm_measure (self->marks[0], GTK_ORIENTATION_HORIZONTAL, -1, TRUE);
}

static Layout
get_layout (RrmStationLine *self,
            int width)
{
  int column = get_column_width (self);

  for (guint i = 0; i < RRM_N_STATIONS; i++)
    column = MAX (column, rrm_measure (self->labels[i], GTK_ORIENTATION_HORIZONTAL, -1, FALSE) +
                            GAP);
  if (width < 0 || width / RRM_N_STATIONS >= column)
    return LAYOUT_FULL;

  return rrm_get_text_scale (GTK_WIDGET (self)) >= LARGE_TEXT ? LAYOUT_VERTICAL : LAYOUT_COMPACT;
}

/* The station whose name stays: where it runs or broke, else the last one. */
static guint
get_named (RrmStationLine *self)
{
  RrmStation station;

  if (self->service != NULL && rrm_station_get_concerned (self->service, &station))
    return station;

  return RRM_STATION_USE;
}

static int
measure_labels (RrmStationLine *self,
                int for_width)
{
  int height = 0;

  for (guint i = 0; i < RRM_N_STATIONS; i++)
    height = MAX (height, rrm_measure (self->labels[i], GTK_ORIENTATION_VERTICAL, for_width,
                                       FALSE));

  return height;
}

static int
get_row_height (RrmStationLine *self,
                int width)
{
  int mark = get_mark_size (self);

  return MAX (mark, measure_labels (self, width - mark - 2 * GAP)) + 2 * GAP;
}

static int
measure_height (RrmStationLine *self,
                int width)
{
  int mark = get_mark_size (self);

  switch (get_layout (self, width))
    {
    case LAYOUT_VERTICAL:
      return RRM_N_STATIONS * get_row_height (self, width);
    case LAYOUT_COMPACT:
      return mark + GAP + measure_labels (self, -1);
    case LAYOUT_FULL:
    default:
      return mark + GAP + measure_labels (self, width < 0 ? -1 : width / RRM_N_STATIONS - GAP);
    }
}

static void
rrm_station_line_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  RrmStationLine *self = RRM_STATION_LINE (widget);
  int mark = get_mark_size (self);
  int widest = 0;
  int narrowest = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = measure_height (self, for_size);
      return;
    }

  for (guint i = 0; i < RRM_N_STATIONS; i++)
    {
      GtkWidget *label = self->labels[i];

      widest = MAX (widest, rrm_measure (label, orientation, -1, TRUE));
      narrowest = MAX (narrowest, rrm_measure (label, orientation, -1, FALSE));
    }
  *minimum = MAX (RRM_N_STATIONS * (mark + GAP / 2), mark + 2 * GAP + narrowest);
  *natural = MAX (*minimum, RRM_N_STATIONS * (widest + GAP));
}

static void
place (RrmStationLine *self,
       GtkWidget *child,
       int x,
       int y,
       int width,
       int height)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

static void
allocate_rows (RrmStationLine *self,
               int width)
{
  int mark = get_mark_size (self);
  int row = get_row_height (self, width);

  for (guint i = 0; i < RRM_N_STATIONS; i++)
    {
      int y = (int) i * row;

      gtk_widget_set_child_visible (self->labels[i], TRUE);
      gtk_label_set_xalign (GTK_LABEL (self->labels[i]), 0);
      place (self, self->marks[i], 0, y + (row - mark) / 2, mark, mark);
      place (self, self->labels[i], mark + 2 * GAP, y + GAP, width - mark - 2 * GAP,
             row - 2 * GAP);
    }
}

static void
allocate_columns (RrmStationLine *self,
                  int width,
                  int height,
                  gboolean compact)
{
  int mark = get_mark_size (self);
  int column = width / RRM_N_STATIONS;
  guint named = get_named (self);

  for (guint i = 0; i < RRM_N_STATIONS; i++)
    {
      int center = (int) ((i + 0.5) * width / RRM_N_STATIONS);
      int room = compact ? MIN (width, rrm_measure (self->labels[i], GTK_ORIENTATION_HORIZONTAL,
                                                    -1, TRUE))
                         : column - GAP;
      int x = CLAMP (center - room / 2, 0, width - room);

      gtk_widget_set_child_visible (self->labels[i], !compact || i == named);
      gtk_label_set_xalign (GTK_LABEL (self->labels[i]), 0.5f);
      place (self, self->marks[i], center - mark / 2, 0, mark, mark);
      place (self, self->labels[i], x, mark + GAP, room, height - mark - GAP);
    }
}

static void
rrm_station_line_size_allocate (GtkWidget *widget,
                                int width,
                                int height,
                                int baseline)
{
  RrmStationLine *self = RRM_STATION_LINE (widget);
  Layout layout = get_layout (self, width);

  if (layout == LAYOUT_VERTICAL)
    allocate_rows (self, width);
  else
    allocate_columns (self, width, height, layout == LAYOUT_COMPACT);
}

/* What joins two stations: whole as far as it went, broken before a break. */
static void
draw_link (RrmStationLine *self,
           cairo_t *cr,
           guint from,
           graphene_rect_t *a,
           graphene_rect_t *b)
{
  RrmStationState state = rrm_status_mark_get_state (RRM_STATUS_MARK (self->marks[from + 1]));
  gboolean down = a->origin.y != b->origin.y;
  double ax = a->origin.x + a->size.width / 2, ay = a->origin.y + a->size.height / 2;
  double bx = b->origin.x + b->size.width / 2, by = b->origin.y + b->size.height / 2;
  double reach = a->size.width / 2 + 1.5;
  double side = bx > ax ? 1 : -1;
  static const double dashes[] = { 7, 5 };
  GdkRGBA color;

  if (state == RRM_STATION_NOT_NEEDED)
    state = RRM_STATION_PASSED;
  rrm_state_get_color (GTK_WIDGET (self), state, &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 3);
  cairo_set_dash (cr, dashes, state == RRM_STATION_FAILED ? G_N_ELEMENTS (dashes) : 0, 0);
  cairo_move_to (cr, down ? ax : ax + side * reach, down ? ay + reach : ay);
  cairo_line_to (cr, down ? bx : bx - side * reach, down ? by - reach : by);
  cairo_stroke (cr);
}

static void
rrm_station_line_snapshot (GtkWidget *widget,
                           GtkSnapshot *snapshot)
{
  RrmStationLine *self = RRM_STATION_LINE (widget);
  graphene_rect_t bounds[RRM_N_STATIONS];
  cairo_t *cr;

  cr = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                   (float) gtk_widget_get_height (widget)));
  for (guint i = 0; i < RRM_N_STATIONS; i++)
    if (!gtk_widget_compute_bounds (self->marks[i], widget, &bounds[i]))
      graphene_rect_init (&bounds[i], 0, 0, 0, 0);
  for (guint i = 0; i + 1 < RRM_N_STATIONS; i++)
    draw_link (self, cr, i, &bounds[i], &bounds[i + 1]);
  cairo_destroy (cr);

  GTK_WIDGET_CLASS (rrm_station_line_parent_class)->snapshot (widget, snapshot);
}

static GtkSizeRequestMode
rrm_station_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
update (RrmStationLine *self)
{
  g_autofree char *text = NULL;

  for (guint i = 0; i < RRM_N_STATIONS; i++)
    {
      RrmStationState state = rrm_station_get_state (self->service, (RrmStation) i);
      GtkWidget *label = self->labels[i];

      rrm_status_mark_set_state (RRM_STATUS_MARK (self->marks[i]), state);
      gtk_widget_remove_css_class (label, "concerned");
      gtk_widget_remove_css_class (label, "dim-label");
      if (state == RRM_STATION_FAILED || state == RRM_STATION_RUNNING)
        gtk_widget_add_css_class (label, "concerned");
      else if (state != RRM_STATION_PASSED && state != RRM_STATION_WARNED)
        gtk_widget_add_css_class (label, "dim-label");
    }

  text = rrm_station_line_describe (self->service);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
rrm_station_line_dispose (GObject *object)
{
  RrmStationLine *self = RRM_STATION_LINE (object);

  for (guint i = 0; i < RRM_N_STATIONS; i++)
    {
      g_clear_pointer (&self->marks[i], gtk_widget_unparent);
      g_clear_pointer (&self->labels[i], gtk_widget_unparent);
    }
  g_clear_object (&self->service);

  G_OBJECT_CLASS (rrm_station_line_parent_class)->dispose (object);
}

static void
rrm_station_line_class_init (RrmStationLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rrm_station_line_dispose;
  widget_class->measure = rrm_station_line_measure;
  widget_class->size_allocate = rrm_station_line_size_allocate;
  widget_class->snapshot = rrm_station_line_snapshot;
  widget_class->get_request_mode = rrm_station_line_get_request_mode;

  gtk_widget_class_set_css_name (widget_class, "stations");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rrm_station_line_init (RrmStationLine *self)
{
  for (guint i = 0; i < RRM_N_STATIONS; i++)
    {
      self->marks[i] = rrm_status_mark_new ();
      g_object_set (self->marks[i], "scale", MARK_SCALE, NULL);
      gtk_widget_set_parent (self->marks[i], GTK_WIDGET (self));
      self->labels[i] = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER,
                                      "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_widget_set_parent (self->labels[i], GTK_WIDGET (self));
    }
}

/**
 * rrm_station_line_set_service:
 * @self: a line
 * @service: (nullable): what it shows, and follows as long as it is shown
 */
void
rrm_station_line_set_service (RrmStationLine *self,
                              RrmServiceReport *service)
{
  GPtrArray *steps;

  if (self->service == service)
    return;

  if (self->service != NULL)
    {
      steps = rrm_service_report_get_steps (self->service);
      for (guint i = 0; i < steps->len; i++)
        g_signal_handlers_disconnect_by_func (g_ptr_array_index (steps, i), update, self);
    }
  g_set_object (&self->service, service);
  if (service == NULL)
    return;

  for (guint i = 0; i < RRM_N_STATIONS; i++)
    gtk_label_set_text (GTK_LABEL (self->labels[i]),
                        rrm_station_get_name ((RrmStation) i,
                                              rrm_service_report_get_protocol (service)));
  steps = rrm_service_report_get_steps (service);
  for (guint i = 0; i < steps->len; i++)
    g_signal_connect_object (g_ptr_array_index (steps, i), "notify::status", G_CALLBACK (update),
                             self, G_CONNECT_SWAPPED);
  update (self);
}
