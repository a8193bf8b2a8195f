/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/measure.h"

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
