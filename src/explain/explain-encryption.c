/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/sentences.h"

#include <glib/gi18n-lib.h>

#define STEP_NEVER_NONE                                                                            \
  N_("Do not choose “None”. With it, others could read your password on the way.")

/* How the connection is protected. The certificate is called an ID: people know what an ID is. */
const RrmSentences rrm_sentences_encryption[] = {
  {
    RRM_FINDING_TLS_MODE_MISMATCH,
    .title = {
      { "side=outgoing", N_("To send, the server wants “{found-security}” and not "
                            "“{security}”.") },
      { "side=incoming", N_("To receive, the server wants “{found-security}” and not "
                            "“{security}”.") },
      { NULL, N_("The way that your mail is kept safe on the line is not the one that the server "
                 "wants.") },
    },
    .why = { { NULL, N_("Your mail program and the server each wait for the other to begin. It "
                        "looks like a dead server, or a password box that never comes up, but it "
                        "is only this one setting.") } },
    .steps = {
      { { "change", RRM_STEP_CHANGE } },
      { { NULL, N_("In your mail program, go to this server and choose “{found-security}” as "
                   "the connection security.") },
        { NULL, N_("In your mail program, look at the connection security of this server. If it is "
                   "“SSL/TLS”, choose “STARTTLS”, and the other way around.") } },
      { { NULL, N_("Then look at the port. It must still be {port}, as some programs change it on "
                   "their own.") },
        { NULL, N_("Then look at the port. Some programs change it on their own.") } },
      { { NULL, N_("Keep your password and your mail program. They are not the cause.") } },
    },
  },
  {
    RRM_FINDING_STARTTLS_NOT_OFFERED,
    .title = { { NULL, N_("The server does not have “STARTTLS” at this port.") } },
    .why = { { NULL, N_("The program asked for a safe line, and the server has no such choice "
                        "here. So no password was sent.") } },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { "side=incoming", N_("Choose “SSL/TLS”, with port 993 for IMAP or 995 for POP3.") },
        { NULL, N_("Choose “SSL/TLS” in place of “STARTTLS”, and test again.") } },
      { { NULL, STEP_NEVER_NONE } },
      { { NULL, N_("Check that the name of the server is right.") } },
    },
  },
  {
    RRM_FINDING_STARTTLS_REFUSED,
    .title = { { NULL, N_("The server said no when it was asked for a safe line.") } },
    .why = { { NULL, N_("It lists “STARTTLS” among the things that it can do, and then does "
                        "not do it. That is a fault of the server, and no password was sent.") } },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("Choose “SSL/TLS” in place of “STARTTLS”, and test again.") } },
      { { NULL, STEP_NEVER_NONE } },
      { { NULL, N_("If it fails too, wait an hour and test again.") } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_STARTTLS_INJECTION,
    .title = { { NULL, N_("Someone on the way may be changing what the server says.") } },
    .why = { { NULL, N_("Words came in at a point where the line must be still. This can be an "
                        "attack, so the program hung up and sent no password.") } },
    .steps = {
      { { NULL, N_("Do not sign in to your mail on this network.") } },
      { { NULL, N_("Try a different network, such as the hotspot of your phone.") } },
      { { NULL, RRM_STEP_VPN } },
      { { NULL, N_("If it is the same on your own network at home, save the report and ask for "
                   "help at spectrum.net.") } },
    },
  },
  {
    RRM_FINDING_TLS_VERSION_TOO_OLD,
    .title = { { NULL, N_("The server can only keep mail safe in an old way that is now too "
                          "weak.") } },
    .why = { { NULL, N_("That way is years old, and it can be broken. So the program stopped, and "
                        "sent no password.") } },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, RRM_STEP_SERVER_NAME } },
      { { NULL, STEP_NEVER_NONE } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
      { { NULL, RRM_STEP_WAIT_A_DAY } },
    },
  },
  {
    RRM_FINDING_TLS_NO_COMMON_CIPHER,
    .title = { { NULL, N_("This computer and the server know no common way to keep mail safe.") } },
    .why = { { NULL, N_("Each has a list of safe ways, and no way is on both lists. Most often the "
                        "server is out of date.") } },
    .steps = {
      { { NULL, RRM_STEP_SERVER_NAME } },
      { { NULL, N_("Install the updates of this computer, then test again.") } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
      { { NULL, RRM_STEP_WAIT_A_DAY } },
    },
  },
  {
    RRM_FINDING_TLS_RESET,
    .title = { { NULL, N_("The server hangs up when it is asked for the newest kind of safe "
                          "line.") } },
    .why = { { NULL, N_("It does answer when it is asked in an older way that is still safe. The "
                        "server, or a box in front of it, is out of date.") } },
    .steps = {
      { { NULL, RRM_STEP_KEEP } },
      { { NULL, RRM_STEP_VPN } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
      { { NULL, RRM_STEP_WAIT_A_DAY } },
    },
  },
  {
    RRM_FINDING_TLS_FAILED,
    .title = { { NULL, N_("The safe line to the server could not be made.") } },
    .why = { { NULL, N_("The two sides could not agree on how to keep your mail safe. So no "
                        "password was sent.") } },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("Check the name of the server, the port, and the connection security.") } },
      { { NULL, N_("Try it once from a different network.") } },
      { { NULL, STEP_NEVER_NONE } },
      { { NULL, N_("Wait an hour, then test again.") } },
    },
  },
  {
    RRM_FINDING_COMPUTER_CLOCK_WRONG,
    .title = { { NULL, N_("The clock of this computer is wrong.") } },
    .why = {
      { NULL, N_("It shows {computer-time}, but the right time is {true-time} (both in UTC). With "
                 "a wrong date, the ID of each server looks too old or too new.") },
      { NULL, N_("With a wrong date, the ID of each server looks too old or too new. So no safe "
                 "line can be made.") },
    },
    .steps = {
      { { NULL, N_("Open the page for date and time in the settings of this computer.") } },
      { { NULL, N_("Turn on the choice that sets the time by itself.") } },
      { { NULL, N_("Look at the year and the time zone too.") } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_TLS_INTERCEPTED,
    .title = {
      { NULL, N_("“{product}” on this computer opens the safe line to your mail.") },
      { NULL, N_("A program on this computer opens the safe line to your mail.") },
    },
    .why = { { NULL, N_("It looks inside your mail on the way, and shows its own ID in place of "
                        "the one of the server. So nobody can tell if the real server is at the "
                        "other end.") } },
    .steps = {
      { { NULL, N_("Open “{product}” and look for its page about mail.") },
        { NULL, N_("Open your antivirus program and look for its page about mail.") } },
      { { NULL, N_("Turn off the part that scans safe mail lines, often called “SSL scan” or "
                   "“Mail Shield”. The rest can stay on.") } },
      { { NULL, N_("If there is no such part, disable your antivirus for just one test. Turn it on "
                   "again right after.") } },
      { { NULL, RRM_STEP_NO_EXCEPTION } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_CLEARTEXT_CHOSEN,
    .title = { { NULL, N_("Your mail and your password are sent with no lock on them.") } },
    .why = {
      { "works", N_("The connection security is set to “None”. It works, but others on the "
                    "way can read your password.") },
      { NULL, N_("The connection security is set to “None”. Others on the way can read all that "
                 "is sent.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("Choose “SSL/TLS” or “STARTTLS” as the connection security.") } },
      { { NULL, N_("If someone told you to choose “None”, change it back. The safe kinds work "
                   "too.") } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  { 0 },
};
