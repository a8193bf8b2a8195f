/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/plain-layout.h"

#include <adwaita.h>

/**
 * RrmPlainLayout:
 *
 * Puts widgets beside or under each other, as a #GtkBox does, without holding up the window.
 *
 * The box of GTK also asks each text how wide it would be at a given height; that is found by
 * trying, twenty times for one text. Text is as high as its width makes it, so here nobody asks.
 *
 * A page in a mapped window takes in what is new in it bit by bit: as much as one frame has time
 * for, from the top, and the rest in the frames that follow.
 */
struct _RrmPlainLayout
{
  GtkLayoutManager parent_instance;

  GtkOrientation orientation;
  int spacing;
  /* While there is something left to take in. */
  guint tick;
};

G_DEFINE_FINAL_TYPE (RrmPlainLayout, rrm_plain_layout, GTK_TYPE_LAYOUT_MANAGER)

/* What libadwaita's style has between the parts of a row, and between its title and subtitle. */
#define ROW_SPACING 6
#define TITLE_SPACING 3

/* For all columns together, in microseconds of each frame. Giving everything its place takes about
 * as long as asking for its size, and a frame has sixteen thousand. */
#define BUDGET 3000

static G_DEFINE_QUARK (rrm-plain-layout-taken-in, taken_in)

static gboolean
is_taken_in (GtkWidget *child)
{
  return g_object_get_qdata (G_OBJECT (child), taken_in_quark ()) != NULL;
}

static void
take_in (GtkWidget *child)
{
  g_object_set_qdata (G_OBJECT (child), taken_in_quark (), child);
  gtk_widget_set_child_visible (child, TRUE);
}

/* Returns: (nullable): @child or the next one that takes room */
static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && (!gtk_widget_should_layout (child) || !is_taken_in (child)))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static GtkWidget *
get_first (GtkWidget *widget)
{
  return skip_hidden (gtk_widget_get_first_child (widget));
}

static GtkWidget *
get_next (GtkWidget *child)
{
  return skip_hidden (gtk_widget_get_next_sibling (child));
}

static int
get_all_spacing (RrmPlainLayout *self,
                 GtkWidget *widget)
{
  int n = 0;

  for (GtkWidget *child = get_first (widget); child != NULL; child = get_next (child))
    n++;

  return self->spacing * MAX (n - 1, 0);
}

/* What nobody needs goes to those that expand. */
static void
expand (RrmPlainLayout *self,
        GArray *sizes,
        int extra)
{
  int n = 0;

  for (guint i = 0; i < sizes->len; i++)
    n += gtk_widget_compute_expand (g_array_index (sizes, GtkRequestedSize, i).data,
                                    self->orientation);
  for (guint i = 0; i < sizes->len && n > 0; i++)
    {
      GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

      if (gtk_widget_compute_expand (size->data, self->orientation))
        {
          size->minimum_size += extra / n;
          extra -= extra / n--;
        }
    }
}

/* Returns: (element-type GtkRequestedSize): what each one gets, in "minimum_size" */
static GArray *
share_out (RrmPlainLayout *self,
           GtkWidget *widget,
           int size,
           int for_size)
{
  GArray *sizes = g_array_new (FALSE, FALSE, sizeof (GtkRequestedSize));
  int extra = size - get_all_spacing (self, widget);

  for (GtkWidget *child = get_first (widget); child != NULL; child = get_next (child))
    {
      GtkRequestedSize one = { .data = child };

      gtk_widget_measure (child, self->orientation, for_size, &one.minimum_size,
                          &one.natural_size, NULL, NULL);
      extra -= one.minimum_size;
      g_array_append_val (sizes, one);
    }
  extra = gtk_distribute_natural_allocation (MAX (extra, 0), sizes->len,
                                             (GtkRequestedSize *) sizes->data);
  expand (self, sizes, extra);

  return sizes;
}

/* Which frame this is, and how long it took in. All share it; what stands in another one is counted
 * there. */
static struct
{
  gint64 frame;
  gint64 used;
  guint depth;
} budget = { -1, 0, 0 };

/* Asking for the size is what takes long; GTK remembers the answers. */
static void
take_in_and_measure (GtkWidget *child,
                     int width)
{
  gint64 begin = g_get_monotonic_time ();
  int natural;

  take_in (child);
  budget.depth++;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width > 0 ? width : natural, NULL, NULL,
                      NULL, NULL);
  if (--budget.depth == 0)
    budget.used += g_get_monotonic_time () - begin;
}

/* What comes bit by bit: a column, and what stands in the row of a list. */
static gboolean
is_divided (RrmPlainLayout *self,
            GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  return row != NULL ? gtk_widget_get_parent (widget) == row
                     : self->orientation == GTK_ORIENTATION_VERTICAL;
}

/* Only where there is a page to scroll, which the person sees. */
static GdkFrameClock *
get_clock (RrmPlainLayout *self,
           GtkWidget *widget)
{
  GtkWidget *page = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);

  return page != NULL && gtk_widget_get_mapped (page) && is_divided (self, widget)
           ? gtk_widget_get_frame_clock (page)
           : NULL;
}

/* Where the focus is, or goes with Enter, is never left out. */
static GtkWidget *
find_needed (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *needed = gtk_widget_get_focus_child (widget);
  GtkWidget *button = GTK_IS_WINDOW (root) ? gtk_window_get_default_widget (GTK_WINDOW (root))
                                           : NULL;

  if (needed == NULL && button != NULL && gtk_widget_is_ancestor (button, widget))
    for (needed = button; gtk_widget_get_parent (needed) != widget;)
      needed = gtk_widget_get_parent (needed);

  return needed;
}

/* Takes in what there is time for. */
static void
take_in_some (RrmPlainLayout *self,
              GtkWidget *widget)
{
  GdkFrameClock *clock = get_clock (self, widget);
  GtkWidget *needed = clock != NULL ? find_needed (widget) : NULL;
  int width = gtk_widget_get_width (widget);

  if (clock != NULL && gdk_frame_clock_get_frame_counter (clock) != budget.frame)
    {
      budget.frame = gdk_frame_clock_get_frame_counter (clock);
      budget.used = 0;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!is_taken_in (child) && gtk_widget_should_layout (child))
        {
          if (clock == NULL)
            take_in (child);
          else if (needed != NULL || budget.used < BUDGET)
            take_in_and_measure (child, width);
          else
            break;
        }
      if (child == needed)
        needed = NULL;
    }
}

static gboolean
on_frame (GtkWidget *widget,
          GdkFrameClock *clock,
          gpointer data)
{
  gtk_widget_queue_resize (widget);

  return G_SOURCE_CONTINUE;
}

/* Hides what had to be left out, and comes back for it. */
static void
leave_out_rest (RrmPlainLayout *self,
                GtkWidget *widget)
{
  gboolean left = FALSE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child) && !is_taken_in (child))
      {
        gtk_widget_set_child_visible (child, FALSE);
        left = TRUE;
      }
  if (left && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (widget, on_frame, NULL, NULL);
  else if (!left && self->tick != 0)
    {
      gtk_widget_remove_tick_callback (widget, self->tick);
      self->tick = 0;
    }
}

static GtkSizeRequestMode
rrm_plain_layout_get_request_mode (GtkLayoutManager *manager,
                                   GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Along the line or the column: all together. */
static void
measure_along (RrmPlainLayout *self,
               GtkWidget *widget,
               int for_size,
               int *minimum,
               int *natural)
{
  *minimum = *natural = get_all_spacing (self, widget);
  for (GtkWidget *child = get_first (widget); child != NULL; child = get_next (child))
    {
      int min, nat;

      gtk_widget_measure (child, self->orientation, for_size, &min, &nat, NULL, NULL);
      *minimum += min;
      *natural += nat;
    }
}

/* Across it: the largest one. In a line each has the height that its share of the width gives. */
static void
measure_across (RrmPlainLayout *self,
                GtkWidget *widget,
                int for_size,
                int *minimum,
                int *natural)
{
  g_autoptr (GArray) sizes = for_size >= 0 ? share_out (self, widget, for_size, -1) : NULL;
  GtkOrientation across = self->orientation == GTK_ORIENTATION_HORIZONTAL
                            ? GTK_ORIENTATION_VERTICAL
                            : GTK_ORIENTATION_HORIZONTAL;
  guint i = 0;

  *minimum = *natural = 0;
  for (GtkWidget *child = get_first (widget); child != NULL; child = get_next (child), i++)
    {
      int size = sizes != NULL ? g_array_index (sizes, GtkRequestedSize, i).minimum_size : -1;
      int min, nat;

      gtk_widget_measure (child, across, size, &min, &nat, NULL, NULL);
      *minimum = MAX (*minimum, min);
      *natural = MAX (*natural, nat);
    }
}

static void
rrm_plain_layout_measure (GtkLayoutManager *manager,
                          GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  RrmPlainLayout *self = RRM_PLAIN_LAYOUT (manager);

  take_in_some (self, widget);
  /* The width never follows from the height. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    for_size = -1;
  if (orientation == self->orientation)
    measure_along (self, widget, for_size, minimum, natural);
  else
    measure_across (self, widget, for_size, minimum, natural);
}

static void
rrm_plain_layout_allocate (GtkLayoutManager *manager,
                           GtkWidget *widget,
                           int width,
                           int height,
                           int baseline)
{
  RrmPlainLayout *self = RRM_PLAIN_LAYOUT (manager);
  gboolean line = self->orientation == GTK_ORIENTATION_HORIZONTAL;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_autoptr (GArray) sizes = share_out (self, widget, line ? width : height, line ? -1 : width);
  int at = 0;

  leave_out_rest (self, widget);
  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *one = &g_array_index (sizes, GtkRequestedSize, i);
      int size = one->minimum_size;
      GtkAllocation place = { 0, at, width, size };

      if (line)
        place = (GtkAllocation){ rtl ? width - at - size : at, 0, size, height };
      gtk_widget_size_allocate (one->data, &place, -1);
      at += size + self->spacing;
    }
}

static void
rrm_plain_layout_class_init (RrmPlainLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = rrm_plain_layout_get_request_mode;
  layout_class->measure = rrm_plain_layout_measure;
  layout_class->allocate = rrm_plain_layout_allocate;
}

static void
rrm_plain_layout_init (RrmPlainLayout *self)
{
}

static int
get_spacing (GtkWidget *box)
{
  if (gtk_widget_has_css_class (box, "header"))
    return ROW_SPACING;
  if (gtk_widget_has_css_class (box, "title"))
    return TITLE_SPACING;

  return gtk_box_get_spacing (GTK_BOX (box));
}

/* What AdwPreferencesGroup is made of keeps its layout, for its spacing is known to the style
 * alone. */
static gboolean
is_of_group (GtkWidget *box)
{
  GtkWidget *parent = gtk_widget_get_parent (box);

  return parent == NULL || ADW_IS_PREFERENCES_GROUP (parent) ||
         ADW_IS_PREFERENCES_GROUP (gtk_widget_get_parent (parent)) ||
         gtk_widget_has_css_class (box, "labels");
}

static gboolean
is_plain_box (GtkWidget *widget)
{
  return GTK_IS_BOX (widget) && GTK_IS_BOX_LAYOUT (gtk_widget_get_layout_manager (widget)) &&
         !gtk_box_get_homogeneous (GTK_BOX (widget)) && !is_of_group (widget);
}

/**
 * rrm_plain_layout_ease:
 * @tree: a widget, with all that stands in it
 *
 * Has all its boxes laid out this way. Their spacing cannot be changed after that.
 */
void
rrm_plain_layout_ease (GtkWidget *tree)
{
  if (is_plain_box (tree))
    {
      RrmPlainLayout *layout = g_object_new (RRM_TYPE_PLAIN_LAYOUT, NULL);

      layout->orientation = gtk_orientable_get_orientation (GTK_ORIENTABLE (tree));
      layout->spacing = get_spacing (tree);
      gtk_widget_set_layout_manager (tree, GTK_LAYOUT_MANAGER (layout));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (tree); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    rrm_plain_layout_ease (child);
}
