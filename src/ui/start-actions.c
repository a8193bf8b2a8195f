/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/start-actions.h"

#include "setup/draft-file.h"
#include "setup/round.h"
#include "setup/saved.h"
#include "ui/check-actions.h"
#include "ui/unsaved.h"
#include "ui/window.h"

#include <glib/gi18n.h>

/* What the first page leads to. */

/* What the person wants, until it is sure. */
typedef struct
{
  RrmWindow *window;
  GVariant *parameter;
} StartQuestion;

static StartQuestion *
start_question_new (GtkWidget *widget,
                      GVariant *parameter)
{
  StartQuestion *question = g_new0 (StartQuestion, 1);

  question->window = RRM_WINDOW (widget);
  question->parameter = g_variant_ref (parameter);

  return question;
}

static void
start_question_free (gpointer data)
{
  StartQuestion *question = data;

  g_variant_unref (question->parameter);
  g_free (question);
}

static void
begin (gpointer data)
{
  StartQuestion *question = data;

  rrm_setup_begin (rrm_window_get_setup (question->window),
                   (RrmIntent) g_variant_get_uint32 (question->parameter));
}

/* What was typed for a new account stays; what was changed in a saved one does not. */
static void
on_begin (GtkWidget *widget,
          const char *action,
          GVariant *parameter)
{
  StartQuestion *question = start_question_new (widget, parameter);

  if (rrm_setup_is_opened (rrm_window_get_setup (question->window)))
    {
      rrm_window_leave (question->window, begin, question, start_question_free);
      return;
    }
  begin (question);
  start_question_free (question);
}

static void
open_account (gpointer data)
{
  StartQuestion *question = data;

  rrm_window_open_saved (question->window, g_variant_get_string (question->parameter, NULL),
                         FALSE);
}

static void
on_open_account (GtkWidget *widget,
                 const char *action,
                 GVariant *parameter)
{
  rrm_window_leave (RRM_WINDOW (widget), open_account, start_question_new (widget, parameter),
                    start_question_free);
}

static void
on_forget_agreed (gpointer data)
{
  StartQuestion *question = data;

  rrm_setup_forget_saved (rrm_window_get_setup (question->window),
                          g_variant_get_string (question->parameter, NULL));
}

static void
on_forget_account (GtkWidget *widget,
                   const char *action,
                   GVariant *parameter)
{
  StartQuestion *question = start_question_new (widget, parameter);
  g_autofree char *heading =
    g_strdup_printf (_ ("Forget %s?"), g_variant_get_string (parameter, NULL));

  rrm_window_ask (question->window, heading,
                  _ ("Its settings, its test results and its password are removed from this "
                     "program. Your mail and your mail programs stay as they are."),
                  _ ("Forget It"), RRM_AGREEMENT_DESTRUCTIVE, on_forget_agreed, question,
                  start_question_free);
}

static void
on_renamed (gpointer data,
            const char *text)
{
  StartQuestion *question = data;

  rrm_setup_rename_saved (rrm_window_get_setup (question->window),
                          g_variant_get_string (question->parameter, NULL), text);
}

static void
on_rename_account (GtkWidget *widget,
                   const char *action,
                   GVariant *parameter)
{
  StartQuestion *question = start_question_new (widget, parameter);
  const char *address = g_variant_get_string (parameter, NULL);
  g_autofree char *label = rrm_setup_dup_label (rrm_window_get_setup (question->window), address);
  g_autofree char *heading = g_strdup_printf (_ ("What do you call %s?"), address);

  rrm_question_ask_text (rrm_window_open_question (question->window), heading,
                         _ ("The name is for you, and shows in this list only. Leave it empty to "
                            "see the address."),
                         _ ("Rename"), label, on_renamed, question, start_question_free);
}

static void
on_undo_forget (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  rrm_setup_undo_forget (rrm_window_get_setup (RRM_WINDOW (widget)));
}

static void
on_test_all (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  rrm_setup_test_all (rrm_window_get_setup (RRM_WINDOW (widget)));
}

static void
continue_draft (gpointer data)
{
  rrm_setup_continue_draft (rrm_window_get_setup (RRM_WINDOW (data)));
}

static void
on_continue_draft (GtkWidget *widget,
                   const char *action,
                   GVariant *parameter)
{
  rrm_window_leave (RRM_WINDOW (widget), continue_draft, widget, NULL);
}

static void
on_discard_draft (GtkWidget *widget,
                  const char *action,
                  GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);

  rrm_setup_drop_left_draft (rrm_window_get_setup (self));
  rrm_flow_page_shown (rrm_window_get_shown_page (self));
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
  gtk_widget_class_install_action (widget_class, "win.rename-account", "s", on_rename_account);
  gtk_widget_class_install_action (widget_class, "win.test-all", NULL, on_test_all);
  gtk_widget_class_install_action (widget_class, "win.undo-forget", NULL, on_undo_forget);
  gtk_widget_class_install_action (widget_class, "win.continue-draft", NULL, on_continue_draft);
  gtk_widget_class_install_action (widget_class, "win.discard-draft", NULL, on_discard_draft);
}
