/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/reveal.h"

static gboolean
on_laid_out (GtkWidget *widget,
             GdkFrameClock *clock,
             gpointer user_data)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  if (scroller != NULL && gtk_widget_compute_bounds (widget, scroller, &bounds))
    {
      GtkAdjustment *adjustment =
        gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
      double top = gtk_adjustment_get_value (adjustment) + bounds.origin.y;

      gtk_adjustment_clamp_page (adjustment, top, top + bounds.size.height);
    }

  return G_SOURCE_REMOVE;
}

/* This comes before the layout of its frame. */
static gboolean
on_frame (GtkWidget *widget,
          GdkFrameClock *clock,
          gpointer user_data)
{
  gtk_widget_add_tick_callback (widget, on_laid_out, NULL, NULL);

  return G_SOURCE_REMOVE;
}

/**
 * rrm_reveal:
 * @widget: a widget in a scrolled window
 *
 * Scrolls until it is seen, once it has its place: GTK 4.8 does so for what has the focus, but not
 * for the sentence that belongs to it.
 */
void
rrm_reveal (GtkWidget *widget)
{
  gtk_widget_add_tick_callback (widget, on_frame, NULL, NULL);
}
