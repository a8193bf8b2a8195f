/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/sentences.h"

#include <glib/gi18n-lib.h>

/* A name that is known to be right. */
#define WHY_LOOK_UP                                                                                \
  N_("The name is spelled right and should be known all over the internet. The part of the "       \
     "network that looks up names says that it is not there.")
#define STEP_OTHER_NETWORK N_("Try a different network, such as the hotspot of your phone.")
#define STEP_MODEM N_("Turn the modem or router off, wait a minute, and turn it on again.")

/* Names, addresses, and the mailbox itself. */
const RrmSentences rrm_sentences_settings[] = {
  {
    RRM_FINDING_HOST_NOT_FOUND,
    .title = {
      { "where=network", N_("Your network does not find the server “{host}”.") },
      { NULL, N_("There is no server with the name “{host}”.") },
      { NULL, N_("There is no server with the name in your settings.") },
    },
    .why = {
      { "where=network", WHY_LOOK_UP },
      { NULL, N_("The internet keeps a list of all names, and this one is not on it. It may "
                 "be misspelled, or the server may be gone.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE } },
      { { "where=network", STEP_OTHER_NETWORK },
        { NULL, N_("Read the name of the server letter by letter. Look for a comma where a dot "
                   "should be.") } },
      { { "where=network", STEP_MODEM },
        { NULL, N_("If you found the name on a web page, do not trust it. Let this program find "
                   "the servers for your address.") } },
      { { "where=network", RRM_STEP_VPN } },
      { { "where=network", RRM_STEP_KEEP },
        { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_HOST_HAS_NO_ADDRESS,
    .title = {
      { "where=network", N_("Your network does not find the server “{host}”.") },
      { NULL, N_("The name “{host}” is known, but there is no server behind it.") },
      { NULL, N_("There is no server behind the name in your settings.") },
    },
    .why = {
      { "where=network", WHY_LOOK_UP },
      { NULL, N_("It does not lead to a place on the internet. The name may be meant for "
                 "something other than mail.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE } },
      { { "where=network", STEP_OTHER_NETWORK },
        { NULL, N_("Read the name of the server letter by letter.") } },
      { { "where=network", STEP_MODEM },
        { NULL, N_("Let this program find the servers for your address.") } },
      { { "where=network", RRM_STEP_VPN } },
      { { "where=network", RRM_STEP_KEEP },
        { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_HOST_TYPO,
    .title = {
      { NULL, N_("The name of the server is “{host}”, and it looks misspelled.") },
      { NULL, N_("The name of the server looks misspelled.") },
    },
    .why = {
      { NULL, N_("It is almost the same as “{expected-host}”, which is a real mail server. One "
                 "wrong letter, or a comma for a dot, is enough to stop your mail.") },
      { NULL, N_("It is almost the same as the name of a real mail server. One wrong letter, or a "
                 "comma for a dot, is enough to stop your mail.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("Let this program find the servers for your address.") } },
      { { NULL, N_("See if the name of the other server has the same slip in it.") } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_HOST_RETIRED,
    .title = {
      { NULL, N_("The mail server “{host}” is an old one, no longer in use.") },
      { NULL, N_("Your settings name an old mail server, no longer in use.") },
    },
    .why = { { NULL, N_("Spectrum has moved its mail to new servers, and this name was left "
                        "behind. Old names may work one day and fail the next.") } },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("Let this program find the servers for your address.") } },
      { { NULL, N_("Make the same change in your mail program, both to receive and to send.") } },
      { { NULL, N_("Keep the account in your mail program and only change the server. So your mail "
                   "stays where it is.") } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_HOST_FOR_OTHER_ADDRESSES,
    .title = {
      { NULL, N_("The server “{host}” is not the one for your address.") },
      { NULL, N_("This server is for other Spectrum addresses, not for yours.") },
    },
    .why = { { NULL, N_("Spectrum has more than one group of mail servers, and your address works "
                        "with just one. Mail programs often pick the wrong one, and then say that "
                        "your password is wrong.") } },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("Let this program find the servers for your address.") } },
      { { NULL, N_("Keep your password. It may well be right.") } },
      { { NULL, N_("If your mail program puts the wrong server back, type the right one in by "
                   "hand.") } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_ADDRESS_TYPO,
    .title = {
      { NULL, N_("The email address “{address}” looks misspelled.") },
      { NULL, N_("Your email address looks misspelled.") },
    },
    .why = {
      { NULL, N_("It may be meant to be “{expected-address}”. With one wrong letter, the mail "
                 "servers do not know who you are.") },
      { NULL, N_("Something in it is not as it should be, most often in the part after the @. With "
                 "one wrong letter, the mail servers do not know who you are.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE } },
      { { NULL, N_("Read your address letter by letter, most of all the part after the @.") } },
      { { NULL, N_("If you are not sure, look at a message that someone sent to you.") } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_NOT_THIS_PROVIDER,
    .title = {
      { NULL, N_("The mail for “{address}” is not kept at Spectrum.") },
      { NULL, N_("The mail for your address is not kept at Spectrum.") },
    },
    .why = {
      { "kind=business", N_("The part after the @ tells whose mail it is. This one is for a "
                            "business, and the mail servers for homes do not know it.") },
      { "kind=discontinued", N_("Addresses with this part after the @ are no longer in use. No "
                                "server keeps their mail.") },
      { NULL, N_("The part after the @ tells whose mail it is, and this one belongs to {provider}. "
                 "The mail servers of Spectrum do not know it.") },
      { NULL, N_("The part after the @ tells whose mail it is. This one is not part of "
                 "Spectrum’s mail for homes, so its servers do not know it.") },
    },
    .steps = {
      { { "kind=discontinued", N_("Check that your address is spelled right. You may have been "
                                  "given a new one that ends in @twc.com.") },
        { NULL, N_("Ask {provider} for the names of the mail servers.") },
        { NULL, N_("Ask those who gave you the address for the names of the mail servers.") } },
      { { "!kind=discontinued", N_("Type them in on the page with the settings, then test "
                                   "again.") } },
      { { NULL, N_("If you have a Spectrum address too, set that one up on its own.") } },
    },
  },
  {
    RRM_FINDING_MAILBOX_FULL,
    .title = { { NULL, N_("Your mailbox is full.") } },
    .why = {
      { NULL, N_("It holds {quota-used} of {quota-limit} MB, so new mail goes back to those who "
                 "wrote it. What you delete counts too, until the trash is emptied.") },
      { NULL, N_("It holds all that it can, so new mail goes back to those who wrote it. What you "
                 "delete counts too, until the trash is emptied.") },
    },
    .steps = {
      { { NULL, N_("Save what you want to keep to this computer.") } },
      { { NULL, N_("Delete old mail, and the mail with big files first.") } },
      { { NULL, N_("Empty the trash. In Thunderbird, choose “Compact” for the folder as "
                   "well.") } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_MAILBOX_NEARLY_FULL,
    .title = { { NULL, N_("Your mailbox is almost full.") } },
    .why = {
      { NULL, N_("It holds {quota-used} of {quota-limit} MB. When it is full, new mail goes back "
                 "to those who wrote it.") },
      { NULL, N_("There is little room left. When it is full, new mail goes back to those who "
                 "wrote it.") },
    },
    .steps = {
      { { NULL, N_("Save what you want to keep to this computer.") } },
      { { NULL, N_("Delete old mail, and the mail with big files first.") } },
      { { NULL, N_("Empty the trash. In Thunderbird, choose “Compact” for the folder as "
                   "well.") } },
    },
  },
  {
    RRM_FINDING_INBOX_MISSING,
    .title = { { NULL, N_("The server could not open your Inbox.") } },
    .why = {
      { NULL, N_("You were signed in, but the place where your mail is kept did not open. "
                 "That is a fault at Spectrum.") },
      { NULL, N_("You were signed in, but the place where your mail is kept did not open. That is "
                 "a fault of the server.") },
    },
    .steps = {
      { { NULL, RRM_STEP_KEEP } },
      { { NULL, N_("Go to webmail.spectrum.net and see if your Inbox opens there.") } },
      { { NULL, N_("Wait an hour, then test again.") } },
      { { NULL, N_("If it stays shut, sign in at spectrum.net and ask for help there.") } },
    },
  },
  {
    RRM_FINDING_POP_REMOVES_MAIL,
    .title = { { NULL, N_("Your mail will be taken off the server.") } },
    .why = { { NULL, N_("With POP3, mail is moved to this computer unless a copy is left behind. "
                        "If this computer breaks, that mail is gone, and your phone does not see "
                        "it.") } },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("Turn on “Leave a copy of messages on the server”.") } },
      { { NULL, N_("Or use IMAP. It shows the same mail on all your devices.") } },
      { { NULL, N_("If you keep it this way, save a copy of your mail now and then.") } },
    },
  },
  { 0 },
};
