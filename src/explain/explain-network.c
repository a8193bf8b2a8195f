/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/sentences.h"

#include <glib/gi18n-lib.h>

/* Reaching the server. */
const RrmSentences rrm_sentences_network[] = {
  {
    RRM_FINDING_OFFLINE,
    .title = { { NULL, N_("This computer is not on the internet.") } },
    .why = { { NULL, N_("The test found no way out of this computer to the internet. Mail cannot "
                        "come or go until it is back online.") } },
    .steps = {
      { { NULL, N_("Check that Wi-Fi is on, or that the cable is in.") } },
      { { NULL, N_("Open a web page, to see if the internet works.") } },
      { { NULL, N_("If it does not, turn the modem off, wait a minute, and turn it on again.") } },
      { { NULL, N_("When web pages open, test again. Your mail settings can stay as they are.") } },
    },
  },
  {
    RRM_FINDING_DNS_UNAVAILABLE,
    .title = { { NULL, N_("Your network cannot look up the names of servers.") } },
    .why = { { NULL, N_("Each server has a name, and your network must look up where it is. The "
                        "part of the network that does this did not answer.") } },
    .steps = {
      { { NULL, N_("Open a web page that you have not seen today. If it fails too, the fault is in "
                   "the network and not in your mail.") } },
      { { NULL, N_("Turn the modem or router off, wait a minute, and turn it on again.") } },
      { { NULL, RRM_STEP_VPN } },
      { { NULL, RRM_STEP_KEEP } },
    },
  },
  {
    RRM_FINDING_CONNECTION_REFUSED,
    .title = {
      { NULL, N_("The server “{host}” does not let anyone in on port {port}.") },
      { NULL, N_("The server does not let anyone in.") },
    },
    .why = {
      { "where=provider", N_("The server is there, but its mail service is not running. This is "
                             "not your fault, and your settings look right.") },
      { "where=network other-host", N_("Something on your network says no before the server is "
                                       "reached. From here, the server answers in other ways.") },
      { "where=network", N_("Something on your network says no before the server is reached.") },
      { NULL, N_("The server can be reached, but nothing is there to answer at this port. Most "
                 "often the port in the settings is the wrong one.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE } },
      {
        { "where=provider", N_("Wait an hour, then test again.") },
        { "where=network", N_("Try a different network, such as the hotspot of your phone.") },
        { NULL, N_("Compare the server and the port with the ones that this program finds for your "
                   "address.") },
      },
      {
        { "where=settings", RRM_STEP_TEST },
        { NULL, RRM_STEP_KEEP },
      },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_CONNECTION_TIMED_OUT,
    .title = {
      { NULL, N_("The program called “{host}”, but no answer came back.") },
      { NULL, N_("The server does not answer.") },
    },
    .why = {
      { "where=provider", N_("Other servers answer from here, but this one stays silent. It is "
                             "most likely down.") },
      { "where=settings", N_("The program called the server and waited, but no one picked up. The "
                             "name or the port of the server may be wrong.") },
      { NULL, N_("The program called the server and waited, but no one picked up. Something on the "
                 "way may hold the call back.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE } },
      { { "where=provider", N_("Wait an hour, then test again.") },
        { "where=settings", N_("Check the name of the server and the port, letter by letter.") },
        { NULL, N_("Open a web page, to see that the internet works.") } },
      { { "where=network", RRM_STEP_VPN } },
      { { NULL, N_("Do not raise the time limit of your mail program. It does not help here.") } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_NETWORK_UNREACHABLE,
    .title = { { NULL, N_("Your network has no way to the server.") } },
    .why = { { NULL, N_("This computer is on a network, but that network cannot reach the server. "
                        "Your mail settings are not the cause.") } },
    .steps = {
      { { NULL, N_("Open a web page, to see if the internet works.") } },
      { { NULL, RRM_STEP_VPN } },
      { { NULL, N_("Turn the modem or router off, wait a minute, and turn it on again.") } },
      { { NULL, RRM_STEP_KEEP } },
    },
  },
  {
    RRM_FINDING_CONNECTION_RESET,
    .title = { { NULL, N_("The line was cut before the server said a word.") } },
    .why = {
      { "where=network other-host", N_("Something on your network cuts the line. The server "
                                       "answers well in other ways.") },
      { "where=network", N_("Something on your network cuts the line.") },
      { "where=settings", N_("The server hangs up at once at this port. Most often it is an old "
                             "server, or the wrong port.") },
      { NULL, N_("The server hung up at once, and did not say why. It may be in trouble right "
                 "now.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE } },
      { { "where=settings", N_("Use the server and the port that this program finds for your "
                               "address.") },
        { NULL, N_("Wait ten minutes, then test again.") } },
      { { "!where=settings", RRM_STEP_VPN } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_WRONG_PORT,
    .title = {
      { NULL, N_("Port {port} is the wrong one for this server.") },
      { NULL, N_("The port in your settings is the wrong one.") },
    },
    .why = {
      { NULL, N_("A port is like a door of the server. The one in your settings stays shut, but "
                 "port {expected-port} opens.") },
      { NULL, N_("A port is like a door of the server. The one in your settings stays shut, but "
                 "another one opens.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("Use port 993 for IMAP, 995 for POP3, and 587 to send.") } },
      { { NULL, N_("In your mail program, choose the connection security first and type the port "
                   "last. Some programs change the port on their own.") } },
      { { NULL, N_("Keep your password. It is not the cause.") } },
    },
  },
  {
    RRM_FINDING_PORT_BLOCKED,
    .title = {
      { NULL, N_("Your network blocks mail at port {port}.") },
      { NULL, N_("Your network blocks this kind of mail.") },
    },
    .why = {
      { NULL, N_("From here, “{other-host}” answers at port {other-port}, but nothing comes "
                 "back at this one. Some hotels, offices, and routers hold it back.") },
      { NULL, N_("The server answers from here in other ways, but not at this port. Some hotels, "
                 "offices, and routers hold it back.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE } },
      { { NULL, N_("Try a different network, such as the hotspot of your phone.") } },
      { { NULL, RRM_STEP_VPN } },
      { { NULL, N_("If it is not your own network, ask who runs it to open port {port}.") },
        { NULL, N_("If it is not your own network, ask who runs it to let mail through.") } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_IPV6_BROKEN,
    .title = { { NULL, N_("One of the two ways from your network to the server fails.") } },
    .why = { { NULL, N_("There is a new way to the server, “IPv6”, and an old way, “IPv4”. "
                        "The new one fails here, so your mail may start more slowly.") } },
    .steps = {
      { { NULL, N_("You can leave it as it is. Mail works by the old way.") } },
      { { NULL, N_("To fix it, turn the modem or router off, wait a minute, and turn it on.") } },
      { { NULL, N_("If it stays, tell those who run your network that “IPv6” fails.") } },
    },
  },
  {
    RRM_FINDING_CAPTIVE_PORTAL,
    .title = { { NULL, N_("This network wants you to sign in first.") } },
    .why = { { NULL, N_("A page of the network came back in place of the mail server. Hotels, "
                        "trains, and coffee shops do this until you agree to their terms.") } },
    .steps = {
      { { NULL, N_("Open your web browser and go to any page.") } },
      { { NULL, N_("Sign in, or agree, on the page that comes up.") } },
      { { NULL, N_("Come back here and test again.") } },
    },
  },
  {
    RRM_FINDING_PROVIDER_OUTAGE,
    .title = { { NULL, N_("Spectrum’s mail servers are down right now.") } },
    .why = {
      { NULL, N_("They were tried in {n-tried} ways and all of them fail, while the rest of the "
                 "internet works from here. Nothing is wrong on your side.") },
      { NULL, N_("All of the mail servers that were tried fail, while the rest of the internet "
                 "works from here. Nothing is wrong on your side.") },
    },
    .steps = {
      { { NULL, RRM_STEP_KEEP } },
      { { NULL, N_("Do not remove your account or your mail program. It would not help.") } },
      { { NULL, N_("Try webmail.spectrum.net. It may work when mail programs do not.") } },
      { { NULL, N_("Test again in an hour.") } },
    },
  },
  {
    RRM_FINDING_SERVER_TOO_SLOW,
    .title = { { NULL, N_("The server took too long to answer.") } },
    .why = {
      { NULL, N_("The program waited {seconds} seconds for the next answer. Most often the server "
                 "has too much to do.") },
      { NULL, N_("It began to talk and then kept the program waiting. Most often it has too much "
                 "to do.") },
    },
    .steps = {
      { { NULL, RRM_STEP_KEEP } },
      { { NULL, N_("Wait ten minutes, then test again.") } },
      { { NULL, N_("If you were sending, look in your Sent folder first. The mail may have gone "
                   "out.") } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_SERVER_CLOSED_CONNECTION,
    .title = { { NULL, N_("The server hung up while it was talking.") } },
    .why = {
      { NULL, N_("It had begun to answer, then cut the line and did not say why. Most often "
                 "this is a short fault at Spectrum.") },
      { NULL, N_("It had begun to answer, then cut the line and did not say why. Most often this "
                 "is a short fault of the server.") },
    },
    .steps = {
      { { NULL, N_("Wait ten minutes, then test again.") } },
      { { NULL, RRM_STEP_KEEP } },
      { { NULL, N_("If it stays like this, try it once from a different network.") } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_SERVER_BUSY,
    .title = {
      { "reply-code=521", N_("The server takes no mail at the moment.") },
      { NULL, N_("The server is too busy right now.") },
    },
    .why = {
      { "reply-code=521", N_("It was reached, and it says that it takes no mail from anyone. It is "
                             "the right server for your address, so this is not your fault.") },
      { NULL, N_("It was reached, but it said that it cannot help you at the moment. This "
                        "goes away on its own.") },
    },
    .steps = {
      { { NULL, N_("Wait ten minutes, then test again.") } },
      { { NULL, N_("Do not try over and over. It makes the wait longer.") } },
      { { NULL, RRM_STEP_KEEP } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_WRONG_PROTOCOL,
    .title = {
      { "found-protocol=http", N_("A web server answered, and not a mail server.") },
      { "found-protocol=smtp side=incoming", N_("You reached a server that sends mail, not one "
                                                "that brings it.") },
      { "found-protocol=imap side=outgoing", N_("You reached a server that brings mail, not one "
                                                "that sends it.") },
      { "found-protocol=pop3 side=outgoing", N_("You reached a server that brings mail, not one "
                                                "that sends it.") },
      { "side=incoming", N_("IMAP and POP3 are mixed up in your settings.") },
      { NULL, N_("Another kind of service answers at this port.") },
    },
    .why = { { NULL, N_("IMAP, POP3, and sending each have a port of their own. The port in your "
                        "settings belongs to one of the others.") } },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("Check the name of the server and the port.") } },
      { { NULL, N_("Use port 993 for IMAP, 995 for POP3, and 587 to send.") } },
      { { NULL, N_("Keep your password. It is not the cause.") } },
    },
  },
  {
    RRM_FINDING_MALFORMED_REPLY,
    .title = {
      { "status=BAD", N_("The server did not know what it was asked.") },
      { NULL, N_("The answer of the server makes no sense.") },
    },
    .why = {
      { "status=BAD step=login", N_("It answered that it does not know this way to sign in. It did "
                                    "not look at your password, so that may well be right.") },
      { "status=BAD", N_("It answered that it does not know this command, which all such servers "
                         "should know. It may be out of order.") },
      { NULL, N_("What came back is not what a mail server says. The server may be out of "
                 "order, or something on the way may change its words.") },
    },
    .steps = {
      { { NULL, N_("Check the name of the server and the port.") } },
      { { NULL, N_("Try it once from a different network.") } },
      { { NULL, N_("If both are right, wait an hour and test again.") } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
    },
  },
  { 0 },
};
