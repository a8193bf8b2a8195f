/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/guide-table.h"

#include <glib/gi18n-lib.h>

#define DESKTOP_AUTHS                                                                              \
  (RRM_GUIDE_PASSWORD | RRM_GUIDE_BIT (RRM_AUTH_CRAM_MD5) | RRM_GUIDE_BIT (RRM_AUTH_NTLM))

#define EVOLUTION_SECURITY(side)                                                                   \
  RRM_GUIDE_SECURITY (side, RRM_GUIDE_CHOOSE, N_("Encryption method"),                             \
                      N_("TLS on a dedicated port"), N_("STARTTLS after connecting"),              \
                      N_("No encryption"))

/* The port follows the method of encryption, so it comes after it. */
static const RrmGuideRow evolution_steps[] = {
  { NULL, N_("Open Evolution. In the menu “Edit”, click “Accounts”."), NULL, NULL },
  { NULL, N_("Click “Add”, then “Mail Account”. Click “Next” until the page asks for your name."),
    NULL,
    NULL },
  RRM_GUIDE_NAME_ROWS (N_("Full Name")),
  { NULL, RRM_GUIDE_TYPE, N_("Email Address"), "{address}" },
  { "reply-address", RRM_GUIDE_TYPE, N_("Reply-To"), "{reply-address}" },
  { "organization", RRM_GUIDE_TYPE, N_("Organization"), "{organization}" },
  { NULL, N_("Uncheck the box “{label}”. Click “Next”."),
    N_("Look up mail server details based on the entered e-mail address"), NULL },

  { "imap", N_("On the page “Receiving Email”, in “{label}”, choose:"), N_("Server Type"),
    N_("IMAP") },
  { "pop3", N_("On the page “Receiving Email”, in “{label}”, choose:"),
    N_("Server Type"), N_("POP") },
  { NULL, RRM_GUIDE_TYPE, N_("Server"), "{incoming.host}" },
  { NULL, RRM_GUIDE_TYPE, N_("Username"), "{incoming.username}" },
  EVOLUTION_SECURITY ("incoming"),
  { NULL, RRM_GUIDE_TYPE, N_("Port"), "{incoming.port}" },
  { "!incoming.auth=cram-md5 !incoming.auth=ntlm", N_("Below “Authentication”, choose:"),
    N_("Authentication"), N_("Password") },
  { "incoming.auth=cram-md5", N_("Below “Authentication”, choose:"), N_("Authentication"),
    N_("CRAM-MD5") },
  { "incoming.auth=ntlm", N_("Below “Authentication”, choose:"), N_("Authentication"),
    N_("NTLM / SPA") },
  { NULL, N_("Click “Next”. The page “Receiving Options” opens."), NULL, NULL },
  { "leave", RRM_GUIDE_CHECK, N_("Leave messages on server"), NULL },
  { "pop3 !leave", RRM_GUIDE_UNCHECK, N_("Leave messages on server"), NULL },
  { "days", N_("Check the box “{label}” and type the number of days:"), N_("Delete after … day(s)"),
    "{days}" },
  { NULL, RRM_GUIDE_CLICK, N_("Next"), NULL },

  { NULL, N_("On the page “Sending Email”, in “{label}”, choose:"), N_("Server Type"), N_("SMTP") },
  { NULL, RRM_GUIDE_TYPE, N_("Server"), "{outgoing.host}" },
  { "!outgoing.login=none", RRM_GUIDE_CHECK, N_("Server requires authentication"), NULL },
  { "outgoing.login=none", RRM_GUIDE_UNCHECK, N_("Server requires authentication"), NULL },
  EVOLUTION_SECURITY ("outgoing"),
  { NULL, RRM_GUIDE_TYPE, N_("Port"), "{outgoing.port}" },
  { "outgoing.auth=auto", RRM_GUIDE_CHOOSE, N_("Type"), N_("PLAIN") },
  { "outgoing.auth=plain", RRM_GUIDE_CHOOSE, N_("Type"), N_("PLAIN") },
  { "outgoing.auth=login", RRM_GUIDE_CHOOSE, N_("Type"), N_("Login") },
  { "outgoing.auth=cram-md5", RRM_GUIDE_CHOOSE, N_("Type"), N_("CRAM-MD5") },
  { "outgoing.auth=ntlm", RRM_GUIDE_CHOOSE, N_("Type"), N_("NTLM / SPA") },
  { "!outgoing.login=none", RRM_GUIDE_TYPE, N_("Username"), "{outgoing.username}" },
  { NULL, N_("Click “Next” until the page “Done” opens, then “Apply”."), NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

static const RrmGuideRow evolution_notes[] = {
  { NULL, N_("Evolution asks for the password when it first receives, and once more when you first "
             "send."),
    NULL, NULL },
  { "two-passwords", RRM_GUIDE_NOTE_TWO_PASSWORDS, NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

const RrmGuideTable rrm_guide_evolution = {
  "evolution", N_("Evolution"), TRUE, TRUE, DESKTOP_AUTHS, evolution_steps, evolution_notes,
};

/* Geary takes the port behind the server's name. It shows the kind of encryption only after a
 * first try with TLS. */
static const RrmGuideRow geary_steps[] = {
  { NULL, N_("Open Geary. Open its menu and click “Accounts”, then the plus sign."), NULL, NULL },
  RRM_GUIDE_NAME_ROWS (N_("Your name")),
  { NULL, N_("In “{label}”, type this, then click “Next”:"), N_("Email address"), "{address}" },
  { NULL, N_("Below “Receiving”, in “{label}”, type the server with its port:"), N_("IMAP server"),
    "{incoming.endpoint}" },
  { NULL, N_("Below “Receiving”, in “{label}”, type:"), N_("Login name"), "{incoming.username}" },
  { NULL, RRM_GUIDE_SECRET, N_("Password"), NULL },
  { NULL, N_("Below “Sending”, in “{label}”, type the server with its port:"), N_("SMTP server"),
    "{outgoing.endpoint}" },
  { "outgoing.login=same", N_("Below “Sending”, in “{label}”, choose:"), N_("Login"),
    N_("Use same login as receiving") },
  { "outgoing.login=own", N_("Below “Sending”, in “{label}”, choose:"), N_("Login"),
    N_("Use a different login") },
  { "outgoing.login=own", N_("Below “Sending”, in “{label}”, type:"), N_("Login name"),
    "{outgoing.username}" },
  { "outgoing.login=own", N_("In “{label}”, type the password for sending."),
    N_("Password"), NULL },
  { "outgoing.login=none", N_("Below “Sending”, in “{label}”, choose:"), N_("Login"),
    N_("No login needed") },
  { NULL, RRM_GUIDE_CLICK, N_("Create"), NULL },
  RRM_GUIDE_SECURITY ("incoming",
                      N_("If Geary then shows “{label}” below “Receiving”, choose this there:"),
                      N_("Connection security"), N_("TLS"), N_("StartTLS"), N_("None")),
  RRM_GUIDE_SECURITY ("outgoing",
                      N_("If Geary then shows “{label}” below “Sending”, choose this there:"),
                      N_("Connection security"), N_("TLS"), N_("StartTLS"), N_("None")),
  { NULL, N_("If you chose anything there, click “Create” again."), NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

static const RrmGuideRow geary_notes[] = {
  { NULL, N_("Geary tests the account by itself and says which part needs another look."), NULL,
    NULL },
  { NULL, RRM_GUIDE_NOTE_WORDS, NULL, NULL },
  { "two-passwords", RRM_GUIDE_NOTE_TWO_PASSWORDS, NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

const RrmGuideTable rrm_guide_geary = {
  "geary", N_("Geary"), FALSE, FALSE, RRM_GUIDE_PASSWORD, geary_steps, geary_notes,
};

#define KMAIL_AUTH(side)                                                                           \
  { side ".auth=plain", RRM_GUIDE_CHOOSE, N_("Authentication"), N_("PLAIN") },                     \
    { side ".auth=login", RRM_GUIDE_CHOOSE, N_("Authentication"), N_("LOGIN") },                   \
    { side ".auth=cram-md5", RRM_GUIDE_CHOOSE, N_("Authentication"), N_("CRAM-MD5") },             \
  {                                                                                                \
    side ".auth=ntlm", RRM_GUIDE_CHOOSE, N_("Authentication"), N_("NTLM")                          \
  }
#define KMAIL_SECURITY(side)                                                                       \
  RRM_GUIDE_SECURITY (side, RRM_GUIDE_CHOOSE, N_("Encryption"), N_("SSL/TLS"), N_("STARTTLS"),     \
                      N_("None"))

static const RrmGuideRow kmail_steps[] = {
  { NULL, N_("Open KMail. In the menu “Settings”, click “Configure KMail…”."), NULL, NULL },
  { NULL, N_("Click “Identities”, choose yours and click “Modify…”."), NULL, NULL },
  RRM_GUIDE_NAME_ROWS (N_("Your name")),
  { NULL, N_("In “{label}”, type this, then click “OK”:"), N_("Email address"), "{address}" },
  { "imap", N_("Click “Accounts”. On the tab “Receiving”, click “Add…”, then “Custom Account…”, "
               "and choose “IMAP E-Mail Server”."),
    NULL, NULL },
  { "pop3", N_("Click “Accounts”. On the tab “Receiving”, click “Add…”, then “Custom Account…”, "
               "and choose “POP3 E-Mail Server”."),
    NULL, NULL },
  { "imap", RRM_GUIDE_TYPE, N_("IMAP Server"), "{incoming.host}" },
  { "pop3", RRM_GUIDE_TYPE, N_("Incoming mail server"), "{incoming.host}" },
  { NULL, RRM_GUIDE_TYPE, N_("Username"), "{incoming.username}" },
  { NULL, RRM_GUIDE_SECRET, N_("Password"), NULL },
  { NULL, RRM_GUIDE_TAB, N_("Advanced"), NULL },
  { "leave", RRM_GUIDE_CHECK, N_("Leave fetched messages on the server"), NULL },
  { "pop3 !leave", RRM_GUIDE_UNCHECK, N_("Leave fetched messages on the server"), NULL },
  { "days", N_("Check the box “{label}” and type the number of days:"),
    N_("Days to leave messages on the server"), "{days}" },
  KMAIL_SECURITY ("incoming"),
  { NULL, RRM_GUIDE_TYPE, N_("Port"), "{incoming.port}" },
  { "incoming.auth=auto", RRM_GUIDE_CHOOSE, N_("Authentication"), N_("Clear text") },
  KMAIL_AUTH ("incoming"),
  { NULL, RRM_GUIDE_CLICK, N_("OK"), NULL },

  { NULL, N_("On the tab “Sending”, click “Add…”, choose “SMTP” and click “Create and Configure”."),
    NULL, NULL },
  { NULL, RRM_GUIDE_TYPE, N_("Outgoing mail server"), "{outgoing.host}" },
  { "!outgoing.login=none", RRM_GUIDE_CHECK, N_("Server requires authentication"), NULL },
  { "outgoing.login=none", RRM_GUIDE_UNCHECK, N_("Server requires authentication"), NULL },
  { "!outgoing.login=none", RRM_GUIDE_TYPE, N_("Login"), "{outgoing.username}" },
  { "!outgoing.login=none", N_("In “{label}”, type the password for sending."), N_("Password"),
    NULL },
  { NULL, RRM_GUIDE_TAB, N_("Advanced"), NULL },
  KMAIL_SECURITY ("outgoing"),
  { NULL, RRM_GUIDE_TYPE, N_("Port"), "{outgoing.port}" },
  { "outgoing.auth=auto", RRM_GUIDE_CHOOSE, N_("Authentication"), N_("PLAIN") },
  KMAIL_AUTH ("outgoing"),
  { NULL, N_("Click “OK” in this window, and “OK” in the first one."), NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

static const RrmGuideRow kmail_notes[] = {
  { NULL, N_("Clear text is the name of the way to sign in. With SSL/TLS or STARTTLS the password "
             "still travels encrypted."),
    NULL, NULL },
  { "!two-passwords", RRM_GUIDE_NOTE_PASSWORD, NULL, NULL },
  { "two-passwords", RRM_GUIDE_NOTE_TWO_PASSWORDS, NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

const RrmGuideTable rrm_guide_kmail = {
  "kmail", N_("KMail"), TRUE, TRUE, DESKTOP_AUTHS, kmail_steps, kmail_notes,
};
