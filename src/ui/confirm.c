/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/confirm.h"

#include <glib/gi18n.h>

/* What must be agreed to before a password leaves. */

typedef struct
{
  RrmConfirmFunc agreed;
  gpointer data;
  GDestroyNotify destroy;
} Question;

static void
question_free (gpointer user_data,
               GClosure *closure)
{
  Question *question = user_data;

  if (question->destroy != NULL)
    question->destroy (question->data);
  g_free (question);
}

static void
on_response (AdwMessageDialog *dialog,
             const char *response,
             gpointer user_data)
{
  Question *question = user_data;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  if (g_str_equal (response, "agree") && parent != NULL)
    question->agreed (parent, question->data);
}

static void
ask (GtkWidget *dialog,
     const char *agree,
     AdwResponseAppearance appearance,
     Question *question)
{
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (message, "cancel", _ ("Cancel"), "agree", agree, NULL);
  adw_message_dialog_set_response_appearance (message, "agree", appearance);
  adw_message_dialog_set_default_response (message, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * rrm_confirm_cleartext:
 * @parent: the window that asks
 * @agreed: called when the person agrees
 *
 * Asks whether the password may go out without encryption.
 */
void
rrm_confirm_cleartext (GtkWindow *parent,
                       RrmConfirmFunc agreed)
{
  Question *question = g_new0 (Question, 1);
  GtkWidget *dialog =
    adw_message_dialog_new (parent, _ ("Send your password without encryption?"),
                            _ ("Connection security is “None”. Others on the way can read your "
                               "password and your mail."));

  question->agreed = agreed;
  ask (dialog, _ ("Send It"), ADW_RESPONSE_DESTRUCTIVE, question);
}

/**
 * rrm_confirm_host:
 * @parent: the window that asks
 * @host: a server that is not in the map
 * @agreed: called when the person agrees
 * @data: for @agreed
 * @destroy: (nullable): gives up @data
 *
 * Asks whether the password may go to a server that nobody knows.
 */
void
rrm_confirm_host (GtkWindow *parent,
                  const char *host,
                  RrmConfirmFunc agreed,
                  gpointer data,
                  GDestroyNotify destroy)
{
  Question *question = g_new0 (Question, 1);
  GtkWidget *dialog = adw_message_dialog_new (parent, NULL, NULL);

  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _ ("Use %s?"), host);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("This server is not in the built-in list. Your password would "
                                     "be sent to %s."),
                                  host);
  question->agreed = agreed;
  question->data = data;
  question->destroy = destroy;
  ask (dialog, _ ("Use This Server"), ADW_RESPONSE_DEFAULT, question);
}
