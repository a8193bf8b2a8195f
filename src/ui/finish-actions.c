/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/finish-actions.h"

#include "setup/saved.h"
#include "ui/finish-page.h"
#include "ui/window.h"

#include <glib/gi18n.h>

/* The end of the flow. */

/* In seconds, until a wait is told of. */
#define SHORT 1

/* An account that is being saved. */
typedef struct
{
  RrmWindow *window;
  /* What follows; NULL is the end of the program. */
  void (*go_on) (RrmSetup *setup);
  /* Until the wait is told of; 0 after that. */
  guint timeout;
} Saving;

static void
set_enabled (RrmWindow *window,
             gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (window), "win.finish", enabled);
  gtk_widget_action_set_enabled (GTK_WIDGET (window), "win.another", enabled);
}

static gboolean
on_long (gpointer data)
{
  Saving *saving = data;
  RrmFlowPage *page = rrm_window_get_setup (saving->window) != NULL
                        ? rrm_window_get_shown_page (saving->window)
                        : NULL;

  saving->timeout = 0;
  if (page != NULL && RRM_IS_FINISH_PAGE (page))
    rrm_finish_page_show_wait (RRM_FINISH_PAGE (page),
                               _ ("Waiting for the keyring of this computer. It may ask you for "
                                  "its password."));

  return G_SOURCE_REMOVE;
}

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
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (RrmWindow) self = saving->window;
  g_autoptr (GError) error = NULL;
  gboolean saved = rrm_setup_save_account_finish (RRM_SETUP (source), result, &error);

  g_clear_handle_id (&saving->timeout, g_source_remove);
  /* The person may have closed the window meanwhile. */
  if (rrm_window_get_setup (self) != NULL)
    {
      set_enabled (self, TRUE);
      if (!saved)
        show_refusal (self, error->message);
      else if (saving->go_on != NULL)
        saving->go_on (RRM_SETUP (source));
      else
        gtk_window_destroy (GTK_WINDOW (self));
    }
  g_free (saving);
}

static void
save (RrmWindow *self,
      void (*go_on) (RrmSetup *setup))
{
  Saving *saving = g_new0 (Saving, 1);

  saving->window = g_object_ref (self);
  saving->go_on = go_on;
  saving->timeout = g_timeout_add_seconds (SHORT, on_long, saving);
  set_enabled (self, FALSE);
  rrm_setup_save_account_async (rrm_window_get_setup (self), on_saved, saving);
}

static void
on_finish (GtkWidget *widget,
           const char *action,
           GVariant *parameter)
{
  save (RRM_WINDOW (widget), NULL);
}

static void
on_another (GtkWidget *widget,
            const char *action,
            GVariant *parameter)
{
  save (RRM_WINDOW (widget), rrm_setup_begin_another);
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
