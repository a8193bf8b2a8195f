/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/start-actions.h"

#include "setup/saved.h"
#include "ui/window.h"

/* What the first page leads to. */

static void
on_begin (GtkWidget *widget,
          const char *action,
          GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);

  rrm_setup_begin (rrm_window_get_setup (self), (RrmIntent) g_variant_get_uint32 (parameter));
}

static void
on_open_account (GtkWidget *widget,
                 const char *action,
                 GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);

  rrm_setup_open_saved (rrm_window_get_setup (self), g_variant_get_string (parameter, NULL));
}

/**
 * rrm_start_actions_install:
 * @widget_class: the class of #RrmWindow
 *
 * Adds the actions that lead on from the first page.
 */
void
rrm_start_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.begin", "u", on_begin);
  gtk_widget_class_install_action (widget_class, "win.open-account", "s", on_open_account);
}
