/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/guide-table.h"

#include <glib/gi18n-lib.h>

/* Outlook for Windows, 2007 to the classic one of today. Choosing the encryption sets the port to
 * a number of Outlook's own, so the port comes after it. */
static const RrmGuideRow outlook_steps[] = {
  { NULL, N_("Open Outlook. Click “File”, then “Account Settings”, then “Account Settings…” in the "
             "list that opens."),
    NULL, NULL },
  { NULL, N_("On the tab “Email”, click “New…”."), NULL, NULL },
  { NULL, N_("Choose “Manual setup or additional server types”. Click “Next”."), NULL, NULL },
  { NULL, N_("Choose “POP or IMAP”. Click “Next”."), NULL, NULL },
  RRM_GUIDE_NAME_ROWS (N_("Your Name")),
  { NULL, RRM_GUIDE_TYPE, N_("Email Address"), "{address}" },
  { NULL, RRM_GUIDE_CHOOSE, N_("Account Type"), "{incoming.protocol-label}" },
  { NULL, RRM_GUIDE_TYPE, N_("Incoming mail server"), "{incoming.host}" },
  { NULL, RRM_GUIDE_TYPE, N_("Outgoing mail server (SMTP)"), "{outgoing.host}" },
  { NULL, RRM_GUIDE_TYPE, N_("User Name"), "{incoming.username}" },
  { NULL, RRM_GUIDE_SECRET, N_("Password"), NULL },
  { NULL, RRM_GUIDE_CHECK, N_("Remember password"), NULL },
  { "incoming.auth=ntlm", RRM_GUIDE_CHECK,
    N_("Require logon using Secure Password Authentication (SPA)"), NULL },
  { "!incoming.auth=ntlm", RRM_GUIDE_UNCHECK,
    N_("Require logon using Secure Password Authentication (SPA)"), NULL },
  { NULL, RRM_GUIDE_CLICK, N_("More Settings…"), NULL },

  { "organization", RRM_GUIDE_TYPE, N_("Organization"), "{organization}" },
  { "reply-address", RRM_GUIDE_TYPE, N_("Reply E-mail"), "{reply-address}" },

  { NULL, RRM_GUIDE_TAB, N_("Outgoing Server"), NULL },
  { "!outgoing.login=none", RRM_GUIDE_CHECK,
    N_("My outgoing server (SMTP) requires authentication"), NULL },
  { "outgoing.login=none", RRM_GUIDE_UNCHECK,
    N_("My outgoing server (SMTP) requires authentication"), NULL },
  { "outgoing.login=same", N_("Choose “{label}”."),
    N_("Use same settings as my incoming mail server"), NULL },
  { "outgoing.login=own", N_("Choose “{label}”."), N_("Log on using"), NULL },
  { "outgoing.login=own", RRM_GUIDE_TYPE, N_("User Name"), "{outgoing.username}" },
  { "outgoing.login=own", N_("In “{label}”, type the password for sending."),
    N_("Password"), NULL },
  { "outgoing.login=own outgoing.auth=ntlm", RRM_GUIDE_CHECK,
    N_("Require Secure Password Authentication (SPA)"), NULL },

  { NULL, RRM_GUIDE_TAB, N_("Advanced"), NULL },
  RRM_GUIDE_SECURITY ("imap incoming",
                      N_("Start with the encryption: it changes the port number. Below “Incoming "
                         "server (IMAP)”, in “{label}”, choose:"),
                      N_("Use the following type of encrypted connection"), N_("SSL/TLS"),
                      N_("STARTTLS"), N_("None")),
  { "imap", N_("Now type the port. In “{label}”:"), N_("Incoming server (IMAP)"),
    "{incoming.port}" },
  { "pop3 incoming.security=tls", RRM_GUIDE_CHECK,
    N_("This server requires an encrypted connection (SSL/TLS)"), NULL },
  { "pop3 incoming.security=none", RRM_GUIDE_UNCHECK,
    N_("This server requires an encrypted connection (SSL/TLS)"), NULL },
  { "pop3", N_("Now type the port. In “{label}”:"), N_("Incoming server (POP3)"),
    "{incoming.port}" },
  RRM_GUIDE_SECURITY ("outgoing",
                      N_("Below “Outgoing server (SMTP)”, in “{label}”, choose this before you "
                         "type the port:"),
                      N_("Use the following type of encrypted connection"), N_("SSL/TLS"),
                      N_("STARTTLS"), N_("None")),
  { NULL, N_("Now type the port. In “{label}”:"), N_("Outgoing server (SMTP)"), "{outgoing.port}" },
  { "root-folder", RRM_GUIDE_TYPE, N_("Root folder path"), "{root-folder}" },
  { "leave", RRM_GUIDE_CHECK, N_("Leave a copy of messages on the server"), NULL },
  { "pop3 !leave", RRM_GUIDE_UNCHECK, N_("Leave a copy of messages on the server"), NULL },
  { "days", N_("Check the box “{label}” and type the number of days:"),
    N_("Remove from server after"),
    "{days}" },
  { "leave !days", RRM_GUIDE_UNCHECK, N_("Remove from server after"), NULL },
  { "remove-when-deleted", RRM_GUIDE_CHECK,
    N_("Remove from server when deleted from ‘Deleted Items’"), NULL },
  { "leave !remove-when-deleted", RRM_GUIDE_UNCHECK,
    N_("Remove from server when deleted from ‘Deleted Items’"), NULL },
  { NULL, N_("Look at both port numbers once more. Then click “OK”."), NULL, NULL },
  { NULL, N_("Click “Next”. Outlook tests the account. When both lines say “Completed”, click "
             "“Close”, then “Finish”."),
    NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

static const RrmGuideRow outlook_notes[] = {
  { NULL, N_("If Outlook shows one box for your address and nothing else, close Outlook. Open "
             "“Control Panel”, then “Mail (Microsoft Outlook)”, then “Email Accounts…”. There "
             "the way is the same."),
    NULL, NULL },
  { "starttls", N_("Older versions of Outlook say “TLS” for STARTTLS."), NULL, NULL },
  { "!two-passwords", RRM_GUIDE_NOTE_PASSWORD, NULL, NULL },
  { "two-passwords", RRM_GUIDE_NOTE_TWO_PASSWORDS, NULL, NULL },
  { NULL, N_("Outlook sends a test message to you. You can delete it."), NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

const RrmGuideTable rrm_guide_outlook = {
  "outlook", N_("Outlook for Windows (classic)"), TRUE, FALSE,
  RRM_GUIDE_PASSWORD | RRM_GUIDE_BIT (RRM_AUTH_NTLM), outlook_steps, outlook_notes,
};

/* The new Outlook, which took the place of Windows Mail. */
static const RrmGuideRow outlook_new_steps[] = {
  { NULL, N_("Open the new Outlook. Click the gear at the top right, then “Accounts”, then “Your "
             "accounts”."),
    NULL, NULL },
  { NULL, RRM_GUIDE_CLICK, N_("Add account"), NULL },
  { NULL, N_("Type your email address, then click “Continue”:"), N_("Email address"), "{address}" },
  { NULL, N_("Click “Choose provider” and choose:"), N_("Choose provider"),
    "{incoming.protocol-label}" },
  { NULL, RRM_GUIDE_SECRET, N_("Password"), NULL },
  { NULL, RRM_GUIDE_ON, N_("Show more"), NULL },
  { NULL, N_("For receiving, in “{label}”, type:"), N_("Incoming server"), "{incoming.host}" },
  RRM_GUIDE_SECURITY ("incoming", N_("For receiving, in “{label}”, choose:"),
                      N_("Secure connection type"), N_("SSL/TLS"), N_("STARTTLS"), N_("None")),
  { NULL, N_("For receiving, in “{label}”, type:"), N_("Port"), "{incoming.port}" },
  { NULL, N_("For receiving, in “{label}”, type:"), N_("User name"), "{incoming.username}" },
  { NULL, N_("For sending, in “{label}”, type:"), N_("Outgoing server"), "{outgoing.host}" },
  RRM_GUIDE_SECURITY ("outgoing", N_("For sending, in “{label}”, choose:"),
                      N_("Secure connection type"), N_("SSL/TLS"), N_("STARTTLS"), N_("None")),
  { NULL, N_("For sending, in “{label}”, type:"), N_("Port"), "{outgoing.port}" },
  { "!outgoing.login=none", N_("For sending, in “{label}”, type:"), N_("User name"),
    "{outgoing.username}" },
  { "outgoing.login=none", N_("For sending, leave “{label}” empty."), N_("User name"), NULL },
  { NULL, RRM_GUIDE_CLICK, N_("Continue"), NULL },
  { "name", N_("In the settings of the account, in “{label}”, type:"), N_("Display name"),
    "{name}" },
  { "!name", N_("In the settings of the account, type your name in “{label}”."), N_("Display name"),
    NULL },
  { NULL, NULL, NULL, NULL },
};

static const RrmGuideRow outlook_new_notes[] = {
  { NULL, RRM_GUIDE_NOTE_WORDS, NULL, NULL },
  { NULL, N_("The new Outlook brings your mail by way of Microsoft’s own servers. It asks "
             "whether you agree to that."),
    NULL, NULL },
  { "!two-passwords", RRM_GUIDE_NOTE_PASSWORD, NULL, NULL },
  { "two-passwords", RRM_GUIDE_NOTE_TWO_PASSWORDS, NULL, NULL },
  { "leave", RRM_GUIDE_NOTE_LEAVE, NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

const RrmGuideTable rrm_guide_outlook_new = {
  "outlook-new", N_("Outlook for Windows (new)"), TRUE, TRUE, RRM_GUIDE_PASSWORD,
  outlook_new_steps, outlook_new_notes,
};

static const RrmGuideRow outlook_mac_steps[] = {
  { NULL, N_("Open Outlook. In the menu “Outlook”, click “Settings…”, then “Accounts”."),
    NULL, NULL },
  { NULL, N_("Click the plus sign, then “Add an Account…”."), NULL, NULL },
  { NULL, N_("Type your email address, then click “Continue”:"), N_("Email address"), "{address}" },
  { NULL, N_("If Outlook asks for the provider, choose “IMAP/POP”."), NULL, NULL },
  { NULL, RRM_GUIDE_CHOOSE, N_("Type"), "{incoming.protocol-label}" },
  { NULL, RRM_GUIDE_TYPE, N_("User name"), "{incoming.username}" },
  { NULL, RRM_GUIDE_SECRET, N_("Password"), NULL },
  { NULL, RRM_GUIDE_TYPE, N_("Incoming server"), "{incoming.host}" },
  RRM_GUIDE_SECURITY ("incoming", N_("Below “Incoming server”, set “{label}” to:"),
                      N_("Use SSL to connect (recommended)"), N_("On"), N_("On"), N_("Off")),
  { NULL, N_("Check the box “Override default port” below “Incoming server”, and type:"),
    N_("Override default port"), "{incoming.port}" },
  { NULL, RRM_GUIDE_TYPE, N_("Outgoing server"), "{outgoing.host}" },
  RRM_GUIDE_SECURITY ("outgoing", N_("Below “Outgoing server”, set “{label}” to:"),
                      N_("Use SSL to connect (recommended)"), N_("On"), N_("On"), N_("Off")),
  { NULL, N_("Check the box “Override default port” below “Outgoing server”, and type:"),
    N_("Override default port"), "{outgoing.port}" },
  { NULL, N_("Click “More Options…” below “Outgoing server”."), NULL, NULL },
  { "outgoing.login=same", RRM_GUIDE_CHOOSE, N_("Authentication"), N_("Use Incoming Server Info") },
  { "outgoing.login=own", RRM_GUIDE_CHOOSE, N_("Authentication"), N_("User Name and Password") },
  { "outgoing.login=own", N_("For sending, in “{label}”, type:"), N_("User name"),
    "{outgoing.username}" },
  { "outgoing.login=own", N_("In “{label}”, type the password for sending."),
    N_("Password"), NULL },
  { "outgoing.login=none", RRM_GUIDE_CHOOSE, N_("Authentication"), N_("None") },
  { NULL, N_("Click “OK”, then “Add Account”."), NULL, NULL },
  { "!name", N_("In the settings of the account, type your name in “{label}”."), N_("Full name"),
    NULL },
  { "name", N_("In the settings of the account, in “{label}”, type:"), N_("Full name"), "{name}" },
  { NULL, NULL, NULL, NULL },
};

static const RrmGuideRow outlook_mac_notes[] = {
  { NULL, RRM_GUIDE_NOTE_WORDS, NULL, NULL },
  { NULL, RRM_GUIDE_NOTE_ONE_SWITCH, NULL, NULL },
  { "!two-passwords", RRM_GUIDE_NOTE_PASSWORD, NULL, NULL },
  { "two-passwords", RRM_GUIDE_NOTE_TWO_PASSWORDS, NULL, NULL },
  { "leave", RRM_GUIDE_NOTE_LEAVE, NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

const RrmGuideTable rrm_guide_outlook_mac = {
  "outlook-mac", N_("Outlook for Mac"), TRUE, TRUE, RRM_GUIDE_PASSWORD, outlook_mac_steps,
  outlook_mac_notes,
};
