/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/guide-table.h"

#include <glib/gi18n-lib.h>

/* In both apps the port follows the kind of encryption, so it comes after it. */
static const RrmGuideRow gmail_app_steps[] = {
  { NULL, N_("Open Gmail. Tap your picture at the top right, then “Add another account”."), NULL,
    NULL },
  { NULL, RRM_GUIDE_TAP, N_("Other"), NULL },
  { NULL, N_("Type your email address, then tap “Manual setup”:"), N_("Email address"),
    "{address}" },
  { "imap", RRM_GUIDE_TAP, N_("Personal (IMAP)"), NULL },
  { "pop3", RRM_GUIDE_TAP, N_("Personal (POP3)"), NULL },
  { NULL, N_("In “{label}”, type your email password. Tap “Next”."), N_("Password"), NULL },
  { NULL, N_("Below “Incoming server settings”, in “{label}”, type:"), N_("Username"),
    "{incoming.username}" },
  { NULL, N_("Below “Incoming server settings”, in “{label}”, type:"), N_("Server"),
    "{incoming.host}" },
  RRM_GUIDE_SECURITY ("incoming", RRM_GUIDE_CHOOSE, N_("Security type"), N_("SSL/TLS"),
                      N_("STARTTLS"), N_("None")),
  { NULL, RRM_GUIDE_TYPE, N_("Port"), "{incoming.port}" },
  { "leave", RRM_GUIDE_CHOOSE, N_("Delete email from server"), N_("Never") },
  { "pop3 !leave", RRM_GUIDE_CHOOSE, N_("Delete email from server"),
    N_("When I delete from Inbox") },
  { NULL, N_("Tap “Next”. Below “Outgoing server settings”, in “{label}”, type:"),
    N_("SMTP server"), "{outgoing.host}" },
  RRM_GUIDE_SECURITY ("outgoing", RRM_GUIDE_CHOOSE, N_("Security type"), N_("SSL/TLS"),
                      N_("STARTTLS"), N_("None")),
  { NULL, RRM_GUIDE_TYPE, N_("Port"), "{outgoing.port}" },
  { "!outgoing.login=none", RRM_GUIDE_ON, N_("Require sign-in"), NULL },
  { "outgoing.login=none", RRM_GUIDE_OFF, N_("Require sign-in"), NULL },
  { "!outgoing.login=none", N_("For sending, in “{label}”, type:"), N_("Username"),
    "{outgoing.username}" },
  { "!outgoing.login=none", N_("In “{label}”, type the password for sending."), N_("Password"),
    NULL },
  { NULL, N_("Tap “Next” until Gmail asks for your name."), NULL, NULL },
  RRM_GUIDE_NAME_ROWS (N_("Your name")),
  { NULL, RRM_GUIDE_TAP, N_("Next"), NULL },
  { NULL, NULL, NULL, NULL },
};

static const RrmGuideRow gmail_app_notes[] = {
  { NULL, RRM_GUIDE_NOTE_WORDS, NULL, NULL },
  { NULL, N_("Never choose a type that says “Accept all certificates”."), NULL, NULL },
  { "!two-passwords", RRM_GUIDE_NOTE_PASSWORD, NULL, NULL },
  { "two-passwords", RRM_GUIDE_NOTE_TWO_PASSWORDS, NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

const RrmGuideTable rrm_guide_gmail_app = {
  "gmail-app", N_("Gmail app on Android"), TRUE, TRUE, RRM_GUIDE_PASSWORD, gmail_app_steps,
  gmail_app_notes,
};

/* Samsung says SSL for TLS from the first byte, and TLS for STARTTLS. */
static const RrmGuideRow samsung_email_steps[] = {
  { NULL, N_("Open Samsung Email. Open its menu, tap the gear, then “Add account”."), NULL, NULL },
  { NULL, RRM_GUIDE_TAP, N_("Other"), NULL },
  { NULL, RRM_GUIDE_TYPE, N_("Email address"), "{address}" },
  { NULL, RRM_GUIDE_SECRET, N_("Password"), NULL },
  { NULL, RRM_GUIDE_TAP, N_("Manual setup"), NULL },
  { "imap", RRM_GUIDE_TAP, N_("IMAP account"), NULL },
  { "pop3", RRM_GUIDE_TAP, N_("POP3 account"), NULL },
  { NULL, N_("For receiving, in “{label}”, type:"), N_("User name"), "{incoming.username}" },
  { "imap", RRM_GUIDE_TYPE, N_("IMAP server"), "{incoming.host}" },
  { "pop3", RRM_GUIDE_TYPE, N_("POP3 server"), "{incoming.host}" },
  RRM_GUIDE_SECURITY ("incoming", N_("For receiving, in “{label}”, choose:"), N_("Security type"),
                      N_("SSL"), N_("TLS"), N_("None")),
  { NULL, N_("For receiving, in “{label}”, type:"), N_("Port"), "{incoming.port}" },
  { "leave", RRM_GUIDE_CHOOSE, N_("Delete email from server"), N_("Never") },
  { "pop3 !leave", RRM_GUIDE_CHOOSE, N_("Delete email from server"),
    N_("When I delete from Inbox") },
  { NULL, RRM_GUIDE_TYPE, N_("SMTP server"), "{outgoing.host}" },
  RRM_GUIDE_SECURITY ("outgoing", N_("For sending, in “{label}”, choose:"), N_("Security type"),
                      N_("SSL"), N_("TLS"), N_("None")),
  { NULL, N_("For sending, in “{label}”, type:"), N_("Port"), "{outgoing.port}" },
  { "!outgoing.login=none", RRM_GUIDE_ON, N_("Require authentication before sending emails"),
    NULL },
  { "outgoing.login=none", RRM_GUIDE_OFF, N_("Require authentication before sending emails"),
    NULL },
  { "!outgoing.login=none", N_("For sending, in “{label}”, type:"), N_("User name"),
    "{outgoing.username}" },
  { "!outgoing.login=none", N_("In “{label}”, type the password for sending."), N_("Password"),
    NULL },
  { NULL, RRM_GUIDE_TAP, N_("Sign in"), NULL },
  { "name", N_("In the settings of the account, in “{label}”, type:"), N_("Your name"), "{name}" },
  { "!name", N_("In the settings of the account, type your name in “{label}”."), N_("Your name"),
    NULL },
  { NULL, NULL, NULL, NULL },
};

static const RrmGuideRow samsung_email_notes[] = {
  { NULL, RRM_GUIDE_NOTE_WORDS, NULL, NULL },
  { NULL, N_("Here “SSL” means SSL/TLS, and “TLS” means STARTTLS."), NULL, NULL },
  { NULL, N_("Never choose a type that says “Accept all certificates”."), NULL, NULL },
  { "!two-passwords", RRM_GUIDE_NOTE_PASSWORD, NULL, NULL },
  { "two-passwords", RRM_GUIDE_NOTE_TWO_PASSWORDS, NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

const RrmGuideTable rrm_guide_samsung_email = {
  "samsung-email", N_("Samsung Email"), TRUE, TRUE, RRM_GUIDE_PASSWORD, samsung_email_steps,
  samsung_email_notes,
};
