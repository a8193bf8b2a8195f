/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/path-actions.h"

#include "setup/old-computer.h"
#include "setup/setup-travel.h"
#include "ui/file-choice.h"
#include "ui/settings-page.h"
#include "ui/unsaved.h"
#include "ui/window.h"

#include <glib/gi18n.h>

/* The guided paths that begin on the first page. */

static void
on_leaving (GtkWidget *widget,
            const char *action,
            GVariant *parameter)
{
  rrm_setup_show_page (rrm_window_get_setup (RRM_WINDOW (widget)), RRM_PAGE_LEAVING);
}

static void
on_travel (GtkWidget *widget,
           const char *action,
           GVariant *parameter)
{
  rrm_setup_show_travel (rrm_window_get_setup (RRM_WINDOW (widget)));
}

static void
on_home (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  rrm_setup_show_page (rrm_window_get_setup (RRM_WINDOW (widget)), RRM_PAGE_START);
}

static void
on_show_old (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  rrm_setup_show_old (rrm_window_get_setup (RRM_WINDOW (widget)));
}

static void
on_open_old (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  rrm_window_choose_file (RRM_WINDOW (widget), g_variant_get_string (parameter, NULL),
                          rrm_setup_read_old);
}

/* What is to be taken, until it is sure. */
typedef struct
{
  RrmWindow *window;
  guint index;
} Taking;

static void
take (gpointer data)
{
  Taking *taking = data;
  RrmFlowPage *page;

  if (!rrm_setup_take_old (rrm_window_get_setup (taking->window), taking->index))
    return;
  page = rrm_window_get_shown_page (taking->window);
  rrm_settings_page_show_field (RRM_SETTINGS_PAGE (page), RRM_FIELD_PASSWORD);
}

static void
on_take_old (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  Taking *taking = g_new0 (Taking, 1);

  taking->window = RRM_WINDOW (widget);
  taking->index = g_variant_get_uint32 (parameter);
  rrm_window_leave (taking->window, take, taking, g_free);
}

/**
 * rrm_path_actions_install:
 * @widget_class: the class of #RrmWindow
 *
 * Adds the actions of the guided paths.
 */
void
rrm_path_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.home", NULL, on_home);
  gtk_widget_class_install_action (widget_class, "win.travel", NULL, on_travel);
  gtk_widget_class_install_action (widget_class, "win.leaving", NULL, on_leaving);
  gtk_widget_class_install_action (widget_class, "win.show-old", NULL, on_show_old);
  gtk_widget_class_install_action (widget_class, "win.open-old", "s", on_open_old);
  gtk_widget_class_install_action (widget_class, "win.take-old", "u", on_take_old);
}
