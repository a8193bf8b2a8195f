/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/sentences.h"

#include <glib/gi18n-lib.h>

#define STEP_SEND_BY_WEB N_("Until then, send your mail at webmail.spectrum.net.")
#define STEP_SEND_BY_WEB_OF_OTHERS                                                                 \
  N_("Until then, send your mail on the web page of your mail provider.")
#define STEP_HACKED                                                                                \
  N_("If you have not sent much, someone else may be using your mailbox. Choose a new password "   \
      "at "                                                                                        \
      "spectrum.net.")

/* Sending. */
const RrmSentences rrm_sentences_sending[] = {
  {
    RRM_FINDING_SENDER_NOT_LOGIN,
    .title = {
      { "same-name", N_("Spectrum does not let you send from the address “{address}”.") },
      { "same-name", N_("The server does not let you send from the address “{address}”.") },
      { NULL, N_("You send from one address, but you sign in with another.") },
    },
    .why = {
      { "same-name", N_("You sign in with the same address, but the server does not see that. It "
                        "may know your mailbox by a different name, or your mail program may not "
                        "have signed in.") },
      { NULL, N_("You send as “{address}” and sign in as “{username}”, and Spectrum wants "
                 "both to be the same. Most often two accounts share one outgoing server in the "
                 "mail program.") },
      { NULL, N_("Spectrum wants both to be the same. Most often two accounts share one outgoing "
                 "server in the mail program.") },
      { NULL, N_("You send as “{address}” and sign in as “{username}”, and the server wants both "
                 "to be the same. Most often two accounts share one outgoing server in the mail "
                 "program.") },
      { NULL, N_("The server wants both to be the same. Most often two accounts share one outgoing "
                 "server in the mail program.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE } },
      { { NULL, N_("In your mail program, give each address an outgoing server of its own.") } },
      { { NULL, N_("As its user name, type the address that you send from. As its password, type "
                   "the one of that address.") } },
      { { NULL, N_("If the address is not from Spectrum, send it by the server of those who gave "
                   "it to you.") } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_SENDER_REJECTED,
    .title = {
      { NULL, N_("The server does not accept mail from “{address}”.") },
      { NULL, N_("The server does not accept mail from your address.") },
    },
    .why = { { NULL, N_("You could sign in, but the sender of the mail was turned down. There may "
                        "be a rule about who can send with this address.") } },
    .steps = {
      { { NULL, N_("Check that your address is spelled right in your mail program.") } },
      { { NULL, N_("Send from the same address that you sign in with.") } },
      { { NULL, N_("If the part after the @ is your own, ask those who look after it.") } },
      { { NULL, STEP_SEND_BY_WEB }, { NULL, STEP_SEND_BY_WEB_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_RECIPIENT_REJECTED,
    .title = {
      { NULL, N_("The server does not accept mail for “{address}”.") },
      { NULL, N_("The server does not accept mail for the address that you wrote to.") },
    },
    .why = { { NULL, N_("The address may be misspelled, or that mailbox may be closed. Your own "
                        "settings are most likely fine.") } },
    .steps = {
      { { NULL, N_("Read the address letter by letter.") } },
      { { NULL, N_("If it is your own, see if your mailbox opens at webmail.spectrum.net.") } },
      { { NULL, N_("If it is in a list of people, take it out and send again.") } },
    },
  },
  {
    RRM_FINDING_RELAY_DENIED,
    .title = {
      { "reply-code=521", N_("The server “{host}” takes no mail at all.") },
      { "signed-in", N_("You are signed in, but the server does not send mail for you.") },
      { NULL, N_("The server does not send mail for you, as it does not know who you "
                 "are.") },
    },
    .why = {
      { "reply-code=521", N_("It says so itself. Some other server is the one to send with.") },
      { "signed-in where=provider", N_("It took your password and then said no to the message. It "
                                       "is the right server for your address, so your settings "
                                       "are not the cause.") },
      { "signed-in", N_("It took your password and then said no to the message. It may not be the "
                        "server for your address.") },
      { NULL, N_("It only sends mail for people who have signed in. You were not signed in, "
                 "or it is not the server for your address.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE } },
      { { "where=provider", RRM_STEP_KEEP } },
      { { "!where=provider !signed-in !reply-code=521",
          N_("In Outlook, open the page for the outgoing server. Find the line “My "
             "outgoing server (SMTP) requires authentication” and put a check mark in "
             "front of it.") } },
      { { "!where=provider", N_("Check that the outgoing server is the one this program finds for "
                                "your address.") },
        { NULL, N_("Wait an hour, then test again.") } },
      { { "!where=provider", RRM_STEP_TEST },
        { NULL, RRM_STEP_WEBMAIL },
        { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_IP_NO_REVERSE_DNS,
    .title = {
      { NULL, N_("Spectrum does not let you send from the network that you are on.") },
      { NULL, N_("The server does not let you send from the network that you are on.") },
    },
    .why = {
      { NULL, N_("The network is not known in the way that Spectrum wants. This is common "
                 "with a VPN, in a hotel, or at some other internet company, and getting "
                 "mail still works.") },
      { NULL, N_("The network is not known in the way that the server wants. This is common with a "
                 "VPN or in a hotel, and getting mail still works.") },
    },
    .steps = {
      { { NULL, N_("If you use a VPN app, turn it off and test again. Some antivirus programs have "
                   "a VPN in them too.") } },
      { { NULL, N_("Send from your network at home, or from some other one.") } },
      { { NULL, N_("While you are away, send your mail at webmail.spectrum.net.") } },
      { { NULL, RRM_STEP_KEEP } },
    },
  },
  {
    RRM_FINDING_IP_ON_BLOCKLIST,
    .title = { { NULL, N_("Your network is on a list of places that send junk mail.") } },
    .why = {
      { NULL, N_("Someone with the same internet line, or a device with a virus in your "
                 "home, may have sent junk mail. Spectrum goes by that list, and it is not "
                 "about your password.") },
      { NULL, N_("Someone with the same internet line, or a device with a virus in your home, may "
                 "have sent junk mail. The server goes by that list, and it is not about your "
                 "password.") },
    },
    .steps = {
      { { NULL, RRM_STEP_VPN } },
      { { NULL, N_("Turn the modem off for ten minutes. Often you get a new internet address that "
                   "way.") } },
      { { NULL, N_("Check the computers in your home for a virus.") } },
      { { NULL, N_("Open the link in the words of the server. It shows who keeps the list.") } },
      { { NULL, STEP_SEND_BY_WEB }, { NULL, STEP_SEND_BY_WEB_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_IP_BLOCKED,
    .title = {
      { NULL, N_("Spectrum has shut out the network that you are on.") },
      { NULL, N_("The server has shut out the network that you are on.") },
    },
    .why = { { NULL, N_("Something odd was seen that came from there. It is about the network and "
                        "not about your password, and most often it ends on its own.") } },
    .steps = {
      { { NULL, RRM_STEP_VPN } },
      { { NULL, N_("Send from some other network, or wait for a day.") } },
      { { NULL, N_("Check the computers in your home for a virus.") } },
      { { NULL, STEP_SEND_BY_WEB }, { NULL, STEP_SEND_BY_WEB_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_IPV6_NOT_ACCEPTED,
    .title = {
      { NULL, N_("Spectrum does not accept mail that comes by “IPv6”.") },
      { NULL, N_("The server does not accept mail that comes by “IPv6”.") },
    },
    .why = {
      { NULL, N_("There are two ways to reach a server, the new “IPv6” and the old "
                 "“IPv4”. Your network took the new one, and Spectrum wants the old "
                 "one.") },
      { NULL, N_("There are two ways to reach a server, the new “IPv6” and the old “IPv4”. Your "
                 "network took the new one, and the server wants the old one.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE } },
      { { "!change", N_("In the network settings of this computer, turn “IPv6” off.") } },
      { { NULL, N_("Test again, then try your mail program.") } },
      { { NULL, STEP_SEND_BY_WEB }, { NULL, STEP_SEND_BY_WEB_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_TOO_MANY_CONNECTIONS,
    .title = { { NULL, N_("Too many lines to the server are open from your network.") } },
    .why = {
      { NULL, N_("Each phone, tablet, and computer that looks for your mail takes one. "
                 "Spectrum lets each network have just a few.") },
      { NULL, N_("Each phone, tablet, and computer that looks for your mail takes one. The server "
                 "lets each network have just a few.") },
    },
    .steps = {
      { { NULL, N_("Close the mail on the devices that you do not need.") } },
      { { NULL, N_("Wait for an hour, then test again.") } },
      { { NULL, RRM_STEP_VPN } },
      { { NULL, STEP_SEND_BY_WEB }, { NULL, STEP_SEND_BY_WEB_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_RATE_LIMITED,
    .title = {
      { NULL, N_("Spectrum has put a short stop on your sending.") },
      { NULL, N_("The server has put a short stop on your sending.") },
    },
    .why = { { NULL, N_("In each hour and each day, only so many messages can go to so many "
                        "people. The stop ends on its own, most often within a day.") } },
    .steps = {
      { { NULL, N_("Wait for some hours, or until tomorrow, before you send more.") } },
      { { NULL, N_("Send to fewer people at a time.") } },
      { { NULL, STEP_HACKED } },
    },
  },
  {
    RRM_FINDING_ACCOUNT_SUSPENDED,
    .title = {
      { NULL, N_("Spectrum has stopped your mailbox from sending.") },
      { NULL, N_("The server has stopped your mailbox from sending.") },
    },
    .why = { { NULL, N_("It looks as if someone else has used your mailbox to send junk mail. The "
                        "stop keeps you and others safe.") } },
    .steps = {
      { { NULL, N_("Choose new passwords for all your Spectrum names at spectrum.net.") } },
      { { NULL, N_("Check your computer for a virus.") } },
      { { NULL, N_("Then ask at spectrum.net to have sending turned on again.") } },
      { { NULL, N_("Put the new password into each mail program and phone.") } },
    },
  },
  {
    RRM_FINDING_ACCOUNT_LIMITED,
    .title = {
      { NULL, N_("Spectrum lets your mailbox send only a little, or not at all.") },
      { NULL, N_("The server lets your mailbox send only a little, or not at all.") },
    },
    .why = { { NULL, N_("Something odd was seen in the mail that you or your network sent. It "
                        "often ends on its own in a day or two.") } },
    .steps = {
      { { NULL, N_("Wait for one day, then test again.") } },
      { { NULL, STEP_HACKED } },
      { { NULL, N_("Check your computer for a virus.") } },
      { { NULL, N_("If it stays, sign in at spectrum.net and ask for help there.") } },
    },
  },
  {
    RRM_FINDING_TRY_AGAIN_LATER,
    .title = { { NULL, N_("The server asks you to try again later.") } },
    .why = { { NULL, N_("It cannot take the mail right now, and it does not say that anything is "
                        "wrong with it. This goes away on its own.") } },
    .steps = {
      { { NULL, N_("Wait ten minutes, then test again.") } },
      { { NULL, RRM_STEP_KEEP } },
      { { NULL, STEP_SEND_BY_WEB }, { NULL, STEP_SEND_BY_WEB_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_MESSAGE_TOO_LARGE,
    .title = { { NULL, N_("The message is too big.") } },
    .why = {
      { NULL, N_("The server takes no more than {size-limit} MB in one message. Files grow by a "
                 "third when you attach them.") },
      { NULL, N_("Spectrum takes no more than 20 MB in one message. Files grow by a third when you "
                 "attach them.") },
      { NULL, N_("The server takes only so much in one message. Files grow by a third when you "
                 "attach them.") },
    },
    .steps = {
      { { NULL, N_("Put fewer files or pictures into each message that you send.") } },
      { { NULL, N_("Make the pictures smaller before you attach them.") } },
      { { NULL, N_("Share big files by a link in place of the file.") } },
    },
  },
  {
    RRM_FINDING_TOO_MANY_RECIPIENTS,
    .title = { { NULL, N_("The message goes to too many people at once.") } },
    .why = {
      { NULL, N_("Spectrum lets one message go to just so many people. Your settings are "
                 "fine.") },
      { NULL, N_("The server lets one message go to just so many people. Your settings are "
                 "fine.") },
    },
    .steps = {
      { { NULL, N_("Send it to a part of the people first, and to the others later.") } },
      { { NULL, N_("Wait some minutes between one part and the next.") } },
      { { NULL, N_("For a club or a big family, use a mailing list.") } },
    },
  },
  {
    RRM_FINDING_DELIVERY_UNKNOWN,
    .title = { { NULL, N_("No one can tell yet if the message was sent.") } },
    .why = { { NULL, N_("The server got all of the message, but did not say that it took it. It "
                        "may still arrive.") } },
    .steps = {
      { { NULL, N_("Look in your Inbox and in Junk before you send a thing twice.") } },
      { { NULL, N_("Wait ten minutes, then look again.") } },
      { { NULL, N_("If nothing came, send one more.") } },
    },
  },
  {
    RRM_FINDING_DELIVERY_TO_JUNK,
    .title = { { NULL, N_("The message to yourself arrived, but it went to Junk.") } },
    .why = { { NULL, N_("Sending and receiving both work. The server just took the message for "
                        "junk mail.") } },
    .steps = {
      { { NULL, N_("Look in Junk now and then. Spectrum clears it after 14 days.") } },
      { { NULL, N_("At webmail.spectrum.net, mark good mail in Junk as not junk.") } },
      { { NULL, N_("Add people you write with to your contacts there.") } },
    },
  },
  {
    RRM_FINDING_DELIVERY_NOT_SEEN,
    .title = {
      { NULL, N_("The message to yourself did not arrive within {seconds} seconds.") },
      { NULL, N_("The message to yourself has not arrived yet.") },
    },
    .why = { { NULL, N_("The server took it to send, so it is on its way or was held back. Mail "
                        "can be slow at times, and it may still come.") } },
    .steps = {
      { { NULL, N_("Look in your Inbox and in Junk in ten minutes.") } },
      { { NULL, N_("See if it shows up at webmail.spectrum.net.") } },
      { { NULL, N_("If it is not there in an hour, test again.") } },
    },
  },
  { 0 },
};
