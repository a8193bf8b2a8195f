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
 * rrm_full_text_wrap:
 * @label: a label
 *
 * A text that is too long goes on in a second line. A word that is too long for one is broken, but
 * without a hyphen: in the name of a host or a file it would be read as a part of it.
 */
void
rrm_full_text_wrap (GtkLabel *label)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_attributes (label, attributes);
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
      rrm_full_text_wrap (GTK_LABEL (tree));
      if (gtk_widget_get_ancestor (tree, ADW_TYPE_WINDOW_TITLE) != NULL)
        gtk_label_set_justify (GTK_LABEL (tree), GTK_JUSTIFY_CENTER);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (tree); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_LIST_BOX (child))
      rrm_full_text_show (child);
}
