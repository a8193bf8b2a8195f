/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/start-actions.h"

#include "setup/saved.h"
#include "ui/window.h"

#include <glib/gi18n.h>

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

/* An account that may be forgotten. */
typedef struct
{
  RrmWindow *window;
  char *address;
} ForgetQuestion;

static void
forget_question_free (gpointer data)
{
  ForgetQuestion *question = data;

  g_free (question->address);
  g_free (question);
}

static void
on_forget_agreed (gpointer data)
{
  ForgetQuestion *question = data;

  rrm_setup_forget_saved (rrm_window_get_setup (question->window), question->address);
}

static void
on_forget_account (GtkWidget *widget,
                   const char *action,
                   GVariant *parameter)
{
  ForgetQuestion *question = g_new0 (ForgetQuestion, 1);
  g_autofree char *heading = NULL;

  question->window = RRM_WINDOW (widget);
  question->address = g_variant_dup_string (parameter, NULL);
  heading = g_strdup_printf (_ ("Forget %s?"), question->address);
  rrm_window_ask (question->window, heading,
                  _ ("Its settings, its test results and its password are removed from this "
                     "program. Your mail and your mail programs stay as they are."),
                  _ ("Forget It"), TRUE, on_forget_agreed, question, forget_question_free);
}

static void
on_undo_forget (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  rrm_setup_undo_forget (rrm_window_get_setup (RRM_WINDOW (widget)));
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
  gtk_widget_class_install_action (widget_class, "win.forget-account", "s", on_forget_account);
  gtk_widget_class_install_action (widget_class, "win.undo-forget", NULL, on_undo_forget);
}
