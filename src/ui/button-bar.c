/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/button-bar.h"

#include "ui/measure.h"

#define SPACING 8

/**
 * RrmButtonBar:
 *
 * The buttons at the foot of a page, in one row at its end; a child that expands stands at the
 * start. Where they do not fit beside each other they stand under each other, the last one on top:
 * it is the one that leads on.
 */
struct _RrmButtonBar
{
  GtkWidget parent_instance;
};

static void rrm_button_bar_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RrmButtonBar, rrm_button_bar, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      rrm_button_bar_buildable_init))

static GtkBuildableIface *parent_buildable;

/* Returns: the width of all of them beside each other */
static int
get_row_width (RrmButtonBar *self)
{
  int width = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      width += (width > 0 ? SPACING : 0) +
               rrm_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, TRUE);

  return width;
}

static void
rrm_button_bar_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  RrmButtonBar *self = RRM_BUTTON_BAR (widget);
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;
  gboolean stacked = !horizontal && for_size >= 0 && for_size < get_row_width (self);
  int most = 0;
  int sum = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int size;

      if (!gtk_widget_should_layout (child))
        continue;
      size = rrm_measure (child, orientation, stacked ? for_size : -1, FALSE);
      most = MAX (most, size);
      sum += (sum > 0 ? SPACING : 0) + size;
    }

  *minimum = stacked ? sum : most;
  *natural = horizontal ? get_row_width (self) : *minimum;
}

static void
place (GtkWidget *widget,
       GtkWidget *child,
       int x,
       int y,
       int width,
       int height)
{
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (widget) - x - width;
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

static void
allocate_row (GtkWidget *widget,
              int width,
              int height)
{
  int end = width;

  for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    {
      int size;

      if (!gtk_widget_should_layout (child))
        continue;
      size = rrm_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, TRUE);
      place (widget, child, gtk_widget_get_hexpand (child) ? 0 : end - size, 0, size, height);
      end -= size + SPACING;
    }
}

static void
allocate_stack (GtkWidget *widget,
                int width)
{
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    {
      int size;

      if (!gtk_widget_should_layout (child))
        continue;
      size = rrm_measure (child, GTK_ORIENTATION_VERTICAL, width, FALSE);
      place (widget, child, 0, y, width, size);
      y += size + SPACING;
    }
}

static void
rrm_button_bar_size_allocate (GtkWidget *widget,
                              int width,
                              int height,
                              int baseline)
{
  if (width >= get_row_width (RRM_BUTTON_BAR (widget)))
    allocate_row (widget, width, height);
  else
    allocate_stack (widget, width);
}

static GtkSizeRequestMode
rrm_button_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rrm_button_bar_add_child (GtkBuildable *buildable,
                          GtkBuilder *builder,
                          GObject *child,
                          const char *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
rrm_button_bar_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = rrm_button_bar_add_child;
}

static void
rrm_button_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rrm_button_bar_parent_class)->dispose (object);
}

static void
rrm_button_bar_class_init (RrmButtonBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rrm_button_bar_dispose;
  widget_class->measure = rrm_button_bar_measure;
  widget_class->size_allocate = rrm_button_bar_size_allocate;
  widget_class->get_request_mode = rrm_button_bar_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "buttonbar");
}

static void
rrm_button_bar_init (RrmButtonBar *self)
{
}
