/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/full-text.h"

#include <adwaita.h>

/* Where libadwaita cuts text off. What it has inside of rows is left alone: there a value that is
 * too long stands under its title. */
static gboolean
is_cutting (GtkWidget *widget)
{
  return GTK_IS_LABEL (widget) &&
         gtk_label_get_ellipsize (GTK_LABEL (widget)) != PANGO_ELLIPSIZE_NONE;
}

/**
 * rrm_full_text_show:
 * @tree: a widget, with all that stands in it
 *
 * Titles that have not enough room go on in a second line, rather than to end in dots.
 */
void
rrm_full_text_show (GtkWidget *tree)
{
  if (is_cutting (tree))
    {
      gtk_label_set_ellipsize (GTK_LABEL (tree), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (GTK_LABEL (tree), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (tree), PANGO_WRAP_WORD_CHAR);
      if (gtk_widget_get_ancestor (tree, ADW_TYPE_WINDOW_TITLE) != NULL)
        gtk_label_set_justify (GTK_LABEL (tree), GTK_JUSTIFY_CENTER);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (tree); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_LIST_BOX (child))
      rrm_full_text_show (child);
}
