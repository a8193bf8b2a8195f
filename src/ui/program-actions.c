/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/program-actions.h"

#include "setup/offer.h"
#include "ui/found-actions.h"
#include "ui/offer-page.h"
#include "ui/save-dialog.h"
#include "ui/service-text.h"
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

/* On its page, or in passing where the person has gone on; not in a window that is gone. */
static void
tell (RrmWindow *self,
      const char *refusal,
      const char *otherwise)
{
  RrmFlowPage *page;

  if (rrm_window_get_setup (self) == NULL)
    return;
  page = rrm_window_get_shown_page (self);
  if (RRM_IS_OFFER_PAGE (page))
    rrm_offer_page_say (RRM_OFFER_PAGE (page), refusal);
  else if (refusal != NULL || otherwise != NULL)
    rrm_window_say (self, refusal != NULL ? refusal : otherwise);
}

static void
on_applied (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (RrmWindow) self = user_data;
  g_autofree char *refusal = NULL;

  rrm_setup_apply_finish (RRM_SETUP (source), result, &refusal);
  tell (self, refusal, _ ("The account was added"));
}

static void
apply (gpointer data)
{
  RrmWindow *self = data;

  rrm_setup_apply_async (rrm_window_get_setup (self), on_applied, g_object_ref (self));
}

/* The password leaves this program: the person sees what goes where. */
static void
ask_to_apply (RrmWindow *self)
{
  RrmSetup *setup = rrm_window_get_setup (self);
  RrmDraft *draft = rrm_setup_get_draft (setup);
  const char *program = rrm_offer_get_name (rrm_setup_get_offer (setup));
  g_autoptr (RrmAccount) account = rrm_setup_dup_account (setup);
  g_autofree char *incoming =
    rrm_service_settings_describe (rrm_account_get_incoming (account));
  g_autofree char *outgoing =
    rrm_service_settings_describe (rrm_account_get_outgoing (account));
  g_autofree char *heading = g_strdup_printf (_ ("Add this account to %s?"), program);
  g_autofree char *promise = g_strdup_printf (
    _ ("Your password goes along. %s keeps it in the keyring of this computer."), program);
  g_autofree char *body =
    g_strdup_printf ("%s\n%s\n%s\n\n%s", rrm_draft_get_text (draft, RRM_FIELD_ADDRESS), incoming,
                     outgoing, promise);

  rrm_window_ask (self, heading, body, _ ("Add"), RRM_AGREEMENT_SUGGESTED, apply, self, NULL);
}

static void
on_apply (GtkWidget *widget,
          const char *action,
          GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);
  RrmSetup *setup = rrm_window_get_setup (self);
  g_autofree char *refusal = NULL;

  if (rrm_setup_get_applying (setup))
    return;
  refusal = rrm_setup_refuse_apply (setup);
  if (refusal != NULL)
    tell (self, refusal, NULL);
  else if (rrm_setup_applies_password (setup))
    ask_to_apply (self);
  else
    apply (self);
}

static void
on_stop_applying (GtkWidget *widget,
                  const char *action,
                  GVariant *parameter)
{
  rrm_setup_stop_applying (rrm_window_get_setup (RRM_WINDOW (widget)));
}

static void take_back (RrmWindow *self,
                       gboolean later_too);

static void
take_all_back (gpointer data)
{
  take_back (data, TRUE);
}

static void
on_taken_back (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (RrmWindow) self = user_data;
  g_autofree char *refusal = NULL;
  const char *done = rrm_setup_applies_beside (RRM_SETUP (source))
                       ? _ ("The account was taken out.")
                       : _ ("The old settings are back.");

  gboolean back = rrm_setup_take_back_finish (RRM_SETUP (source), result, &refusal);

  if (rrm_window_get_setup (self) == NULL)
    return;
  if (back)
    rrm_window_say (self, done);
  else if (refusal == NULL)
    rrm_found_actions_ask_back (self, take_all_back, self, NULL);
  tell (self, refusal, NULL);
}

static void
take_back (RrmWindow *self,
           gboolean later_too)
{
  RrmSetup *setup = rrm_window_get_setup (self);

  if (!rrm_setup_get_applying (setup))
    rrm_setup_take_back_async (setup, later_too, on_taken_back, g_object_ref (self));
}

static void
on_take_back (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  take_back (RRM_WINDOW (widget), FALSE);
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
on_guide_about (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  guint topic;
  const char *program;
  const char *file;

  g_variant_get (parameter, "(u&s&s)", &topic, &program, &file);
  rrm_setup_open_guide_about (rrm_window_get_setup (RRM_WINDOW (widget)), (RrmGuideTopic) topic,
                              program, file[0] != '\0' ? file : NULL);
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
  rrm_setup_end_guide (rrm_window_get_setup (RRM_WINDOW (widget)));
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
  gtk_widget_class_install_action (widget_class, "win.stop-applying", NULL, on_stop_applying);
  gtk_widget_class_install_action (widget_class, "win.take-back", NULL, on_take_back);
  gtk_widget_class_install_action (widget_class, "win.programs", NULL, on_programs);
  gtk_widget_class_install_action (widget_class, "win.offer", "s", on_offer);
  gtk_widget_class_install_action (widget_class, "win.guide", NULL, on_guide);
  gtk_widget_class_install_action (widget_class, "win.guide-about", "(uss)", on_guide_about);
  gtk_widget_class_install_action (widget_class, "win.copy-value", "s", on_copy_value);
  gtk_widget_class_install_action (widget_class, "win.done", NULL, on_done);
}
