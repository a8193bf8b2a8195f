/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/guide-list.h"

#include "ui/start-row.h"

/* Rows that lead to guides about something else than typing an account in. */

/**
 * rrm_guide_list_new_row:
 * @topic: what the guide is about
 * @program: the word for a program that has one
 * @file: (nullable): where the program keeps what is to be changed
 * @title: the program's name
 * @subtitle: what to know of it
 * @icon_name: a picture
 *
 * Returns: (transfer floating): a row that opens the guide
 */
GtkWidget *
rrm_guide_list_new_row (RrmGuideTopic topic,
                        const char *program,
                        const char *file,
                        const char *title,
                        const char *subtitle,
                        const char *icon_name)
{
  GtkWidget *row = rrm_start_row_new (title, subtitle, icon_name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.guide-about");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(uss)", (guint) topic, program,
                                    file != NULL ? file : "");

  return row;
}

/**
 * rrm_guide_list_clear:
 * @list: a box with rows
 *
 * Takes all rows out.
 */
void
rrm_guide_list_clear (GtkBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_box_remove (list, child);
}
