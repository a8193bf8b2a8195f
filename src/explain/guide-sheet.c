/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/guide-table.h"

#include <glib/gi18n-lib.h>

#define SETTING N_("{label}:")

/* The plain settings sheet: for every program that has no guide, and for the drawer. */
static const RrmGuideRow rows[] = {
  { NULL, N_("You"), NULL, NULL },
  { "name", SETTING, N_("Your name"), "{name}" },
  { NULL, SETTING, N_("Email address"), "{address}" },
  { "reply-address", SETTING, N_("Reply address"), "{reply-address}" },
  { "organization", SETTING, N_("Organization"), "{organization}" },

  { NULL, N_("Receiving mail"), NULL, NULL },
  { NULL, SETTING, N_("Account type"), "{incoming.protocol-label}" },
  { NULL, SETTING, N_("Server"), "{incoming.host}" },
  { NULL, SETTING, N_("Port"), "{incoming.port}" },
  { NULL, SETTING, N_("Connection security"), "{incoming.security-label}" },
  { NULL, SETTING, N_("User name"), "{incoming.username}" },
  { NULL, SETTING, N_("Authentication"), "{incoming.auth-label}" },
  { "root-folder", SETTING, N_("Root folder"), "{root-folder}" },
  { "leave", SETTING, N_("Leave a copy of messages on the server"), N_("on") },
  { "pop3 !leave", SETTING, N_("Leave a copy of messages on the server"), N_("off") },
  { "days", SETTING, N_("Days until messages leave the server"), "{days}" },
  { "remove-when-deleted", SETTING, N_("Remove from the server what you delete"), N_("on") },

  { NULL, N_("Sending mail"), NULL, NULL },
  { NULL, SETTING, N_("Server"), "{outgoing.host}" },
  { NULL, SETTING, N_("Port"), "{outgoing.port}" },
  { NULL, SETTING, N_("Connection security"), "{outgoing.security-label}" },
  { "!outgoing.login=none", SETTING, N_("User name"), "{outgoing.username}" },
  { NULL, SETTING, N_("Authentication"), "{outgoing.auth-label}" },
  { NULL, NULL, NULL, NULL },
};

static const RrmGuideRow notes[] = {
  { "!two-passwords outgoing.login=same",
    N_("Receiving and sending use the same user name and the same password."), NULL, NULL },
  { "two-passwords", N_("Receiving and sending have different passwords."), NULL, NULL },
  { NULL, N_("The password is not on this sheet."), NULL, NULL },
  { NULL, N_("In most programs, choose the encryption first. Then type the port: it may have "
             "changed."),
    NULL, NULL },
  { NULL, NULL, NULL, NULL },
};

const RrmGuideTable rrm_guide_any = {
  "any", N_("Any mail program"), TRUE, TRUE, G_MAXUINT & ~RRM_GUIDE_BIT (RRM_AUTH_NONE), rows,
  notes,
};
