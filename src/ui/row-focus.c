/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/row-focus.h"

/**
 * rrm_row_pass_focus:
 * @row: a row that cannot take the focus
 * @direction: where the focus goes
 *
 * Gives the focus to the next row. A list of GTK asks the one next row only, and ends there where
 * it does not want it: all rows behind it would be out of reach of Tab.
 *
 * Returns: whether a row took it
 */
gboolean
rrm_row_pass_focus (GtkWidget *row,
                    GtkDirectionType direction)
{
  gboolean back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP;

  for (GtkWidget *next = row; next != NULL;)
    {
      next = back ? gtk_widget_get_prev_sibling (next) : gtk_widget_get_next_sibling (next);
      if (next != NULL && gtk_widget_get_visible (next))
        return gtk_widget_child_focus (next, direction);
    }

  return FALSE;
}
