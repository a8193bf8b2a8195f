/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/guide-table.h"

#include <glib/gi18n-lib.h>

#define AUTH(side, text, label)                                                                    \
  { "!" side ".auth=cram-md5 !" side ".auth=ntlm !" side ".auth=none", text, label,                \
    N_("Normal password") },                                                                       \
    { side ".auth=cram-md5", text, label, N_("Encrypted password") },                              \
    { side ".auth=ntlm", text, label, N_("NTLM") },                                                \
  {                                                                                                \
    side ".auth=none", text, label, N_("No authentication")                                        \
  }

/* Choosing the security sets the port, so the port comes after it. */
static const RrmGuideRow steps[] = {
  { NULL, N_("Open Thunderbird. Click the three lines at the top right, then “Add Account”, then "
             "“Email”."),
    NULL, NULL },
  RRM_GUIDE_NAME_ROWS (N_("Full name")),
  { NULL, RRM_GUIDE_TYPE, N_("Email address"), "{address}" },
  { NULL, N_("Click “Continue”. When Thunderbird shows what it found, click “Edit "
             "configuration”. If it found nothing, click “Configure Manually”."),
    NULL, NULL },
  { "imap", N_("Choose “IMAP” for receiving. Replace what does not agree with the next lines."),
    NULL,
    NULL },
  { "pop3", N_("Choose “POP3” for receiving. Replace what does not agree with the next lines."),
    NULL,
    NULL },
  { NULL, N_("Below “Incoming server”, in “{label}”, type:"), N_("Hostname"), "{incoming.host}" },
  RRM_GUIDE_SECURITY ("incoming", N_("Below “Incoming server”, in “{label}”, choose:"),
                      N_("Connection security"), N_("SSL/TLS"), N_("STARTTLS"), N_("None")),
  { NULL, N_("Below “Incoming server”, in “{label}”, type:"), N_("Port"), "{incoming.port}" },
  AUTH ("incoming", N_("Below “Incoming server”, in “{label}”, choose:"),
        N_("Authentication method")),
  { NULL, N_("Below “Incoming server”, in “{label}”, type:"), N_("Username"),
    "{incoming.username}" },
  { NULL, N_("Click “Continue”. Below “Outgoing server”, in “{label}”, type:"), N_("Hostname"),
    "{outgoing.host}" },
  RRM_GUIDE_SECURITY ("outgoing", N_("Below “Outgoing server”, in “{label}”, choose:"),
                      N_("Connection security"), N_("SSL/TLS"), N_("STARTTLS"), N_("None")),
  { NULL, N_("Below “Outgoing server”, in “{label}”, type:"), N_("Port"), "{outgoing.port}" },
  AUTH ("outgoing", N_("Below “Outgoing server”, in “{label}”, choose:"),
        N_("Authentication method")),
  { "!outgoing.login=none", N_("Below “Outgoing server”, in “{label}”, type:"), N_("Username"),
    "{outgoing.username}" },
  { NULL, N_("Click “Continue”. In “{label}”, type your email password, then click “Continue” once "
             "more."),
    N_("Password"), NULL },

  { "pop3", N_("Click the three lines, then “Account Settings”. Below the new account, click "
               "“Server Settings”."),
    NULL, NULL },
  { "leave", RRM_GUIDE_CHECK, N_("Leave messages on server"), NULL },
  { "pop3 !leave", RRM_GUIDE_UNCHECK, N_("Leave messages on server"), NULL },
  { "days", N_("Check the box “{label}” and type the number of days:"),
    N_("For at most"), "{days}" },
  { "leave !days", RRM_GUIDE_UNCHECK, N_("For at most"), NULL },
  { "remove-when-deleted", RRM_GUIDE_CHECK, N_("Until I delete them"), NULL },
  { "leave !remove-when-deleted", RRM_GUIDE_UNCHECK, N_("Until I delete them"), NULL },
  { "reply-address", N_("In “Account Settings”, click the account. In “{label}”, type:"),
    N_("Reply-to Address"), "{reply-address}" },
  { "organization", N_("In “Account Settings”, click the account. In “{label}”, type:"),
    N_("Organization"), "{organization}" },
  { NULL, NULL, NULL, NULL },
};

static const RrmGuideRow notes[] = {
  { NULL, N_("Thunderbird tests receiving only. It asks for the password once more when you send "
             "for the first time."),
    NULL, NULL },
  { "two-passwords", RRM_GUIDE_NOTE_TWO_PASSWORDS, NULL, NULL },
  { NULL, RRM_GUIDE_NOTE_WORDS, NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

const RrmGuideTable rrm_guide_thunderbird = {
  "thunderbird", N_("Thunderbird"), TRUE, TRUE,
  RRM_GUIDE_PASSWORD | RRM_GUIDE_BIT (RRM_AUTH_CRAM_MD5) | RRM_GUIDE_BIT (RRM_AUTH_NTLM), steps,
  notes,
};
