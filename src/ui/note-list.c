/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/note-list.h"

#include "ui/full-text.h"

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  rrm_full_text_wrap (GTK_LABEL (label));

  return label;
}

/**
 * rrm_note_list_fill:
 * @list: an upright box
 * @texts: (array zero-terminated=1): a sentence or two each
 * @numbered: whether they follow each other
 *
 * Puts sentences in the place of what stands there.
 */
void
rrm_note_list_fill (GtkBox *list,
                    char **texts,
                    gboolean numbered)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_box_remove (list, child);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autofree char *text = numbered ? g_strdup_printf ("%u. %s", i + 1, texts[i])
                                       : g_strdup (texts[i]);

      gtk_box_append (list, make_label (text));
    }
}
