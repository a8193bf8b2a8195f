/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/program-actions.h"

#include "setup/offer.h"
#include "ui/offer-page.h"
#include "ui/save-dialog.h"
#include "ui/window.h"

#include <glib/gi18n.h>

/* What leads an account into a mail program. */

static void
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (RrmWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = rrm_save_dialog_finish (result, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = name != NULL ? g_strdup_printf (_ ("Saved as %s"), name)
                      : g_strdup_printf (_ ("The file could not be saved: %s"), error->message);
  rrm_window_say (self, text);
}

static void
on_save (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);

  rrm_save_dialog_run_async (GTK_WINDOW (self), rrm_window_get_setup (self), "autoconfig",
                             on_saved, g_object_ref (self));
}

static void
on_save_offer (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);
  RrmSetup *setup = rrm_window_get_setup (self);

  rrm_save_dialog_run_async (GTK_WINDOW (self), setup, rrm_setup_get_offer (setup)->format,
                             on_saved, g_object_ref (self));
}

static void
on_apply (GtkWidget *widget,
          const char *action,
          GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);
  g_autofree char *refusal = NULL;

  rrm_setup_apply (rrm_window_get_setup (self), &refusal);
  rrm_offer_page_say (RRM_OFFER_PAGE (rrm_window_get_shown_page (self)), refusal);
}

static void
on_take_back (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);
  g_autofree char *refusal = NULL;

  if (rrm_setup_take_back (rrm_window_get_setup (self), &refusal))
    rrm_window_say (self, _ ("The old settings are back."));
  rrm_offer_page_say (RRM_OFFER_PAGE (rrm_window_get_shown_page (self)), refusal);
}

static void
on_programs (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  rrm_setup_show_page (rrm_window_get_setup (RRM_WINDOW (widget)), RRM_PAGE_PROGRAMS);
}

static void
on_offer (GtkWidget *widget,
          const char *action,
          GVariant *parameter)
{
  rrm_setup_open_offer (rrm_window_get_setup (RRM_WINDOW (widget)),
                        g_variant_get_string (parameter, NULL));
}

static void
on_guide (GtkWidget *widget,
          const char *action,
          GVariant *parameter)
{
  rrm_setup_open_guide (rrm_window_get_setup (RRM_WINDOW (widget)));
}

static void
on_copy_value (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  const char *value = g_variant_get_string (parameter, NULL);
  g_autofree char *text = g_strdup_printf (_ ("Copied: %s"), value);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), value);
  rrm_window_say (RRM_WINDOW (widget), text);
}

static void
on_done (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  rrm_setup_show_page (rrm_window_get_setup (RRM_WINDOW (widget)), RRM_PAGE_FINISH);
}

/**
 * rrm_program_actions_install:
 * @widget_class: the class of #RrmWindow
 *
 * Adds the actions that lead an account into a mail program.
 */
void
rrm_program_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.save", NULL, on_save);
  gtk_widget_class_install_action (widget_class, "win.save-offer", NULL, on_save_offer);
  gtk_widget_class_install_action (widget_class, "win.apply", NULL, on_apply);
  gtk_widget_class_install_action (widget_class, "win.take-back", NULL, on_take_back);
  gtk_widget_class_install_action (widget_class, "win.programs", NULL, on_programs);
  gtk_widget_class_install_action (widget_class, "win.offer", "s", on_offer);
  gtk_widget_class_install_action (widget_class, "win.guide", NULL, on_guide);
  gtk_widget_class_install_action (widget_class, "win.copy-value", "s", on_copy_value);
  gtk_widget_class_install_action (widget_class, "win.done", NULL, on_done);
}
