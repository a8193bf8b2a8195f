/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/test-actions.h"

#include "setup/search.h"
#include "ui/settings-page.h"

#include <glib/gi18n.h>

static void
on_cleartext_agreed (gpointer data)
{
  RrmWindow *self = data;

  rrm_setup_confirm_cleartext (rrm_window_get_setup (self));
  rrm_window_test (self);
}

static void
ask_about_cleartext (RrmWindow *self)
{
  rrm_window_ask (self, _ ("Send your password without encryption?"),
                  _ ("Connection security is “None”. Others on the way can read your password and "
                     "your mail."),
                  _ ("Send It"), RRM_AGREEMENT_DESTRUCTIVE, on_cleartext_agreed, self, NULL);
}

/* What keeps a test from beginning is shown where it can be mended. */
static void
show_gate (RrmWindow *self,
           RrmGate gate,
           RrmField wrong)
{
  switch (gate)
    {
    case RRM_GATE_OPEN:
      rrm_setup_show_page (rrm_window_get_setup (self), RRM_PAGE_TEST);
      break;
    case RRM_GATE_FIELD:
      rrm_setup_show_page (rrm_window_get_setup (self), RRM_PAGE_SETTINGS);
      rrm_window_show_wrong (self, wrong);
      break;
    case RRM_GATE_CLEARTEXT:
      ask_about_cleartext (self);
      break;
    case RRM_GATE_REFUSED:
      rrm_window_say (self, _ ("Changed. The password was refused before: check it, then "
                               "press “Test again”."));
      break;
    case RRM_GATE_HOST:
    default:
      break;
    }
}

static void
on_test (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  rrm_window_test (RRM_WINDOW (widget));
}

static void
on_stop (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  RrmSetup *setup = rrm_window_get_setup (RRM_WINDOW (widget));

  rrm_setup_stop (setup);
  rrm_setup_stop_search (setup);
}

static void
on_send_agreed (gpointer data)
{
  RrmWindow *self = data;
  RrmField wrong = RRM_FIELD_NAME;
  RrmGate gate = rrm_setup_send (rrm_window_get_setup (self), &wrong);

  show_gate (self, gate, wrong);
}

/* A message that nobody has seen may still come: whoever sends another one should know. */
static gboolean
may_be_on_its_way (RrmSetup *setup)
{
  RrmServiceReport *incoming = rrm_setup_get_service (setup, FALSE);
  RrmServiceReport *outgoing = rrm_setup_get_service (setup, TRUE);

  return rrm_setup_get_sent (setup) && outgoing != NULL && incoming != NULL &&
         rrm_service_report_get_facts (outgoing)->handed_over &&
         !rrm_service_report_passed (incoming, RRM_STEP_NAME_RECEIVE);
}

static void
on_send_message (GtkWidget *widget,
                 const char *action,
                 GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);
  RrmSetup *setup = rrm_window_get_setup (self);
  const char *address = rrm_draft_get_text (rrm_setup_get_draft (setup), RRM_FIELD_ADDRESS);
  g_autofree char *body = NULL;

  if (!rrm_setup_can_send (setup))
    return;
  body = g_strdup_printf (may_be_on_its_way (setup)
                            ? _ ("The last message may still come. This sends another one to %s.")
                            : _ ("One small message goes to %s. The program waits until it "
                                 "arrives, and deletes it."),
                          address);
  rrm_window_ask (self, _ ("Send a message to yourself?"), body, _ ("Send"),
                  RRM_AGREEMENT_SUGGESTED, on_send_agreed, self, NULL);
}

typedef struct
{
  RrmWindow *window;
  RrmFinding *finding;
} HostQuestion;

static void
host_question_free (gpointer data)
{
  HostQuestion *question = data;

  g_object_unref (question->finding);
  g_free (question);
}

static void fix (RrmWindow  *self,
                 RrmFinding *finding);

/* The change still holds the server that was asked about. */
static void
on_host_agreed (gpointer data)
{
  HostQuestion *question = data;
  RrmSetup *setup = rrm_window_get_setup (question->window);
  g_autofree char *host = NULL;

  if (rrm_setup_fix (setup, question->finding, &host) == RRM_GATE_HOST)
    rrm_setup_confirm_host (setup, host);
  fix (question->window, question->finding);
}

static void
ask_about_host (RrmWindow *self,
                RrmFinding *finding,
                const char *host)
{
  HostQuestion *question = g_new0 (HostQuestion, 1);
  g_autofree char *heading = g_strdup_printf (_ ("Use %s?"), host);
  g_autofree char *body = g_strdup_printf (_ ("This server is not in the built-in list. Your "
                                              "password would be sent to %s."), host);

  question->window = self;
  question->finding = g_object_ref (finding);
  rrm_window_ask (self, heading, body, _ ("Use This Server"), RRM_AGREEMENT_PLAIN, on_host_agreed,
                  question, host_question_free);
}

static void
fix (RrmWindow *self,
     RrmFinding *finding)
{
  g_autofree char *host = NULL;
  RrmGate gate = rrm_setup_fix (rrm_window_get_setup (self), finding, &host);

  if (gate == RRM_GATE_HOST)
    ask_about_host (self, finding, host);
  else
    show_gate (self, gate, RRM_FIELD_INCOMING_SERVER);
}

static void
on_fix (GtkWidget *widget,
        const char *action,
        GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);
  GListModel *findings = rrm_setup_get_findings (rrm_window_get_setup (self));
  g_autoptr (RrmFinding) finding =
    g_list_model_get_item (findings, g_variant_get_uint32 (parameter));

  if (finding != NULL && rrm_finding_get_change (finding) != NULL)
    fix (self, finding);
}

static void
on_undo_fix (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);

  rrm_setup_undo (rrm_window_get_setup (self));
  rrm_window_say (self, _ ("The change was taken back. Nothing was tested."));
}

static void
on_show_field (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);
  RrmFlowPage *page;

  rrm_setup_show_page (rrm_window_get_setup (self), RRM_PAGE_SETTINGS);
  page = rrm_window_get_shown_page (self);
  rrm_settings_page_show_field (RRM_SETTINGS_PAGE (page),
                                (RrmField) g_variant_get_uint32 (parameter));
}

/**
 * rrm_window_test:
 * @self: a window
 *
 * Begins a test, or shows what keeps it from beginning.
 */
void
rrm_window_test (RrmWindow *self)
{
  RrmField wrong = RRM_FIELD_NAME;
  RrmGate gate = rrm_setup_test (rrm_window_get_setup (self), &wrong);

  show_gate (self, gate, wrong);
}

/**
 * rrm_test_actions_install:
 * @widget_class: the class of #RrmWindow
 *
 * Adds the actions that test the account and mend what the test found.
 */
void
rrm_test_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.test", NULL, on_test);
  gtk_widget_class_install_action (widget_class, "win.stop", NULL, on_stop);
  gtk_widget_class_install_action (widget_class, "win.send-message", NULL, on_send_message);
  gtk_widget_class_install_action (widget_class, "win.fix", "u", on_fix);
  gtk_widget_class_install_action (widget_class, "win.undo-fix", NULL, on_undo_fix);
  gtk_widget_class_install_action (widget_class, "win.show-field", "u", on_show_field);
}
