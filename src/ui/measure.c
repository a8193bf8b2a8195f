/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/measure.h"

/* What GTK takes for text of usual size, in 1024ths of a dot per inch. */
#define DEFAULT_DPI (96 * 1024)

/**
 * rrm_measure:
 * @widget: a widget
 * @orientation: of which size
 * @for_size: the other size in pixels, or -1
 * @natural: whether its natural size is asked for, or the least one
 *
 * Returns: the size in pixels
 */
int
rrm_measure (GtkWidget *widget,
             GtkOrientation orientation,
             int for_size,
             gboolean natural)
{
  int min, nat;

  gtk_widget_measure (widget, orientation, for_size, &min, &nat, NULL, NULL);

  return natural ? nat : min;
}

/**
 * rrm_get_text_scale:
 * @widget: a widget
 *
 * Returns: how large the person wants text; 1 is the usual size
 */
double
rrm_get_text_scale (GtkWidget *widget)
{
  int dpi = -1;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);

  return dpi > 0 ? (double) dpi / DEFAULT_DPI : 1.0;
}
