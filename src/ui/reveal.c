/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/reveal.h"

/* GTK takes 0.2 seconds to scroll to what has got the focus, and would have the last word; in
 * microseconds. */
#define LONG_ENOUGH 300000

typedef struct
{
  /* The time of the first frame; 0 before it. */
  gint64 begun;
} Reveal;

static void
scroll_to (GtkWidget *widget,
           GtkWidget *scroller)
{
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  graphene_rect_t bounds;
  double top;

  if (!gtk_widget_compute_bounds (widget, scroller, &bounds))
    return;
  top = gtk_adjustment_get_value (adjustment) + bounds.origin.y;
  gtk_adjustment_clamp_page (adjustment, top, top + bounds.size.height);
}

/* This comes before the layout of its frame, so the first one is too early. */
static gboolean
on_frame (GtkWidget *widget,
          GdkFrameClock *clock,
          gpointer user_data)
{
  Reveal *reveal = user_data;
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (reveal->begun == 0)
    reveal->begun = now;
  else if (scroller != NULL)
    scroll_to (widget, scroller);

  return scroller != NULL && now - reveal->begun < LONG_ENOUGH ? G_SOURCE_CONTINUE
                                                               : G_SOURCE_REMOVE;
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
  gtk_widget_add_tick_callback (widget, on_frame, g_new0 (Reveal, 1), g_free);
}
