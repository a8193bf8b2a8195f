/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/finish-actions.h"

#include "setup/saved.h"
#include "ui/finish-page.h"
#include "ui/window.h"

/* The end of the flow. */

static void
show_refusal (RrmWindow *self,
              const char *text)
{
  RrmFlowPage *page = rrm_window_get_shown_page (self);

  if (RRM_IS_FINISH_PAGE (page))
    rrm_finish_page_show_refusal (RRM_FINISH_PAGE (page), text);
  else
    rrm_window_say (self, text);
}

static void
on_finished (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (RrmWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (rrm_setup_save_account_finish (RRM_SETUP (source), result, &error))
    gtk_window_destroy (GTK_WINDOW (self));
  else
    show_refusal (self, error->message);
}

static void
on_finish (GtkWidget *widget,
           const char *action,
           GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);

  rrm_setup_save_account_async (rrm_window_get_setup (self), on_finished, g_object_ref (self));
}

static void
on_saved_before_another (GObject *source,
                         GAsyncResult *result,
                         gpointer user_data)
{
  g_autoptr (RrmWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (rrm_setup_save_account_finish (RRM_SETUP (source), result, &error))
    rrm_setup_begin_another (RRM_SETUP (source));
  else
    show_refusal (self, error->message);
}

static void
on_another (GtkWidget *widget,
            const char *action,
            GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);

  rrm_setup_save_account_async (rrm_window_get_setup (self), on_saved_before_another,
                                g_object_ref (self));
}

/**
 * rrm_finish_actions_install:
 * @widget_class: the class of #RrmWindow
 *
 * Adds the actions of the last page.
 */
void
rrm_finish_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.finish", NULL, on_finish);
  gtk_widget_class_install_action (widget_class, "win.another", NULL, on_another);
}
