/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/guide-table.h"

#include <glib/gi18n-lib.h>

#define APPLE_AUTHS                                                                                \
  (RRM_GUIDE_PASSWORD | RRM_GUIDE_BIT (RRM_AUTH_CRAM_MD5) | RRM_GUIDE_BIT (RRM_AUTH_NTLM))

#define AUTH(side, text, label)                                                                    \
  { "!" side ".auth=cram-md5 !" side ".auth=ntlm !" side ".auth=none", text, label,                \
    N_("Password") },                                                                              \
    { side ".auth=cram-md5", text, label, N_("MD5 Challenge-Response") },                          \
  {                                                                                                \
    side ".auth=ntlm", text, label, N_("NTLM")                                                     \
  }

static const RrmGuideRow apple_mail_steps[] = {
  { NULL, N_("Open Mail. In the menu “Mail”, click “Add Account…”."), NULL, NULL },
  { NULL, N_("Choose “Other Mail Account…”. Click “Continue”."), NULL, NULL },
  RRM_GUIDE_NAME_ROWS (N_("Name")),
  { NULL, RRM_GUIDE_TYPE, N_("Email Address"), "{address}" },
  { NULL, RRM_GUIDE_SECRET, N_("Password"), NULL },
  { NULL, N_("Click “Sign In”. Mail then asks for the servers."), NULL, NULL },
  { NULL, RRM_GUIDE_TYPE, N_("User Name"), "{incoming.username}" },
  { "imap", RRM_GUIDE_CHOOSE, N_("Account Type"), N_("IMAP") },
  { "pop3", RRM_GUIDE_CHOOSE, N_("Account Type"), N_("POP") },
  { NULL, RRM_GUIDE_TYPE, N_("Incoming Mail Server"), "{incoming.host}" },
  { NULL, RRM_GUIDE_TYPE, N_("Outgoing Mail Server"), "{outgoing.host}" },
  { NULL, N_("Click “Sign In” again."), NULL, NULL },

  { NULL, N_("In the menu “Mail”, click “Settings…”, then “Accounts”. Choose the new account and "
             "open “Server Settings”."),
    NULL, NULL },
  { NULL, N_("Uncheck both boxes “Automatically manage connection settings”."), NULL, NULL },
  RRM_GUIDE_SECURITY ("incoming", N_("For receiving, set “{label}” to:"), N_("Use TLS/SSL"),
                      N_("On"), N_("On"), N_("Off")),
  { NULL, N_("For receiving, in “{label}”, type:"), N_("Port"), "{incoming.port}" },
  AUTH ("incoming", N_("For receiving, in “{label}”, choose:"), N_("Authentication")),
  { "!outgoing.login=none", N_("For sending, in “{label}”, type:"), N_("User Name"),
    "{outgoing.username}" },
  { "!outgoing.login=none", N_("In “{label}”, type the password for sending."), N_("Password"),
    NULL },
  RRM_GUIDE_SECURITY ("outgoing", N_("For sending, set “{label}” to:"), N_("Use TLS/SSL"), N_("On"),
                      N_("On"), N_("Off")),
  { NULL, N_("For sending, in “{label}”, type:"), N_("Port"), "{outgoing.port}" },
  AUTH ("outgoing", N_("For sending, in “{label}”, choose:"), N_("Authentication")),
  { "outgoing.login=none", N_("For sending, in “{label}”, choose:"), N_("Authentication"),
    N_("None") },
  { "root-folder", N_("Click “Advanced IMAP Settings”. In “{label}”, type:"),
    N_("IMAP Path Prefix"),
    "{root-folder}" },
  { NULL, RRM_GUIDE_CLICK, N_("Save"), NULL },
  { "leave !days", N_("Open “Account Information”. Uncheck the box “{label}”."),
    N_("Remove copy from server after retrieving a message"), NULL },
  { "days", N_("Open “Account Information”. Check the box “{label}” and choose the time that is "
               "nearest to this number of days:"),
    N_("Remove copy from server after retrieving a message"), "{days}" },
  { "pop3 !leave", N_("Open “Account Information”. Check the box “{label}” and choose “Right "
                      "away”."),
    N_("Remove copy from server after retrieving a message"), NULL },
  { NULL, NULL, NULL, NULL },
};

static const RrmGuideRow apple_mail_notes[] = {
  { NULL, RRM_GUIDE_NOTE_WORDS, NULL, NULL },
  { NULL, RRM_GUIDE_NOTE_ONE_SWITCH, NULL, NULL },
  { "!two-passwords", RRM_GUIDE_NOTE_PASSWORD, NULL, NULL },
  { "two-passwords", RRM_GUIDE_NOTE_TWO_PASSWORDS, NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

const RrmGuideTable rrm_guide_apple_mail = {
  "apple-mail", N_("Apple Mail on a Mac"), TRUE, TRUE, APPLE_AUTHS, apple_mail_steps,
  apple_mail_notes,
};

/* The fields for sending are called optional there; left empty, sending fails. */
static const RrmGuideRow iphone_steps[] = {
  { NULL, N_("Open “Settings”. Tap “Apps”, then “Mail”, then “Mail Accounts”."), NULL, NULL },
  { NULL, N_("Tap “Add Account”, then “Other”, then “Add Mail Account”."), NULL, NULL },
  RRM_GUIDE_NAME_ROWS (N_("Name")),
  { NULL, RRM_GUIDE_TYPE, N_("Email"), "{address}" },
  { NULL, RRM_GUIDE_SECRET, N_("Password"), NULL },
  { NULL, N_("Tap “Next”. On the page that opens, choose IMAP or POP at the top:"),
    N_("Account type"),
    "{incoming.protocol-label}" },
  { NULL, N_("Below “Incoming Mail Server”, in “{label}”, type:"), N_("Host Name"),
    "{incoming.host}" },
  { NULL, N_("Below “Incoming Mail Server”, in “{label}”, type:"), N_("User Name"),
    "{incoming.username}" },
  { NULL, N_("Below “Outgoing Mail Server”, in “{label}”, type:"), N_("Host Name"),
    "{outgoing.host}" },
  { "!outgoing.login=none",
    N_("Below “Outgoing Mail Server”, in “{label}”, type this even though it says “Optional”:"),
    N_("User Name"), "{outgoing.username}" },
  { "!outgoing.login=none",
    N_("Below “Outgoing Mail Server”, type the password in “{label}”, even though it says "
       "“Optional”."),
    N_("Password"), NULL },
  { "outgoing.login=none", N_("Below “Outgoing Mail Server”, leave “{label}” empty."),
    N_("User Name"), NULL },
  { NULL, N_("Tap “Next”, then “Save”."), NULL, NULL },

  { NULL, N_("Tap the new account, then its name, then “Advanced”."), NULL, NULL },
  RRM_GUIDE_SECURITY ("incoming", N_("For receiving, set “{label}” to:"), N_("Use SSL"), N_("On"),
                      N_("On"), N_("Off")),
  AUTH ("incoming", N_("For receiving, in “{label}”, choose:"), N_("Authentication")),
  { "root-folder", N_("For receiving, in “{label}”, type:"), N_("IMAP Path Prefix"),
    "{root-folder}" },
  { NULL, N_("For receiving, in “{label}”, type:"), N_("Server Port"), "{incoming.port}" },
  { "leave !days", RRM_GUIDE_CHOOSE, N_("Delete from server"), N_("Never") },
  { "days", N_("In “{label}”, choose this number of days, or the nearest:"),
    N_("Delete from server"), "{days}" },
  { "pop3 !leave", RRM_GUIDE_CHOOSE, N_("Delete from server"), N_("When removed from Inbox") },
  { NULL, N_("Go back. Tap “SMTP”, then the server below “Primary Server”."), NULL, NULL },
  RRM_GUIDE_SECURITY ("outgoing", N_("For sending, set “{label}” to:"), N_("Use SSL"), N_("On"),
                      N_("On"), N_("Off")),
  AUTH ("outgoing", N_("For sending, in “{label}”, choose:"), N_("Authentication")),
  { NULL, N_("For sending, in “{label}”, type:"), N_("Server Port"), "{outgoing.port}" },
  { NULL, N_("Tap “Done” on each page until you are back."), NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

static const RrmGuideRow iphone_notes[] = {
  { NULL, RRM_GUIDE_NOTE_WORDS, NULL, NULL },
  { NULL, N_("On older devices the way is “Settings”, “Mail”, “Accounts”."), NULL, NULL },
  { NULL, RRM_GUIDE_NOTE_ONE_SWITCH, NULL, NULL },
  { "!two-passwords", RRM_GUIDE_NOTE_PASSWORD, NULL, NULL },
  { "two-passwords", RRM_GUIDE_NOTE_TWO_PASSWORDS, NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

const RrmGuideTable rrm_guide_iphone = {
  "iphone", N_("Mail on an iPhone or iPad"), TRUE, TRUE, APPLE_AUTHS, iphone_steps, iphone_notes,
};
