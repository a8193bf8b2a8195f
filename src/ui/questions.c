/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/questions.h"

#include <glib/gi18n.h>

/* What the person must agree to before a password leaves. */

/**
 * rrm_question_cleartext:
 * @parent: the window in front of which it is asked
 *
 * Asks whether the password may go out without encryption.
 *
 * Returns: (transfer none): a dialog that is not shown yet
 */
AdwMessageDialog *
rrm_question_cleartext (GtkWindow *parent)
{
  GtkWidget *dialog =
    adw_message_dialog_new (parent, _ ("Send your password without encryption?"),
                            _ ("Connection security is “None”. Others on the way can read your "
                               "password and your mail."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"),
                                    RRM_QUESTION_YES, _ ("Send It"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), RRM_QUESTION_YES,
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");

  return ADW_MESSAGE_DIALOG (dialog);
}

/**
 * rrm_question_host:
 * @parent: the window in front of which it is asked
 * @host: a server that nobody knows
 *
 * Asks whether the password may go to that server.
 *
 * Returns: (transfer none): a dialog that is not shown yet
 */
AdwMessageDialog *
rrm_question_host (GtkWindow *parent,
                   const char *host)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, NULL, NULL);

  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _ ("Use %s?"), host);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("This server is not in the built-in list. Your password would "
                                     "be sent to %s."),
                                  host);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"),
                                    RRM_QUESTION_YES, _ ("Use This Server"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");

  return ADW_MESSAGE_DIALOG (dialog);
}
