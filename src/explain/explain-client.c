/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/sentences.h"

#include <glib/gi18n-lib.h>

#define STEP_CLOSE_PROGRAM                                                                         \
  N_("Close the mail program first. A copy of its settings is kept, so that you can go back.")
#define STEP_KEEP_ACCOUNT                                                                          \
  N_("Keep the account as it is and change only this. So your mail stays where it is.")

/* What is set in a mail program on this computer. The details are: program ("Thunderbird"), address
 * (the account), accounts (those that share an entry), differences (keys of settings), basis
 * ("list": what this program knows of the servers, without a test; "blank", "none": what stands
 * there by itself), working (the address of the
 * account that works), saved (the day on which a password was saved at the latest), side ("both",
 * too). */
const RrmSentences rrm_sentences_client[] = {
  {
    RRM_FINDING_CLIENT_WRONG_SETTINGS,
    .title = {
      { NULL, N_("Some settings in {program} are not the ones that work.") },
      { NULL, N_("Some settings in your mail program are not the ones that work.") },
    },
    .why = {
      { "basis=list", N_("Spectrum’s servers do not answer like this. These should be set in "
                         "another way: {differences}.") },
      { "basis=blank", N_("A space was typed before or after this by mistake: {differences}. "
                          "Nobody sees it, but the server takes it as a part of the name.") },
      { "basis=none", N_("No outgoing server is set for this address, so it cannot send mail.") },
      { NULL, N_("These are not the same: {differences}. The test went well with the other "
                 "ones.") },
      { NULL, N_("The test went well with other servers, ports, or names. So the fault is in the "
                 "mail program.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("Copy the settings that work into the mail program, one by one.") } },
      { { NULL, STEP_CLOSE_PROGRAM } },
      { { NULL, STEP_KEEP_ACCOUNT } },
    },
  },
  {
    RRM_FINDING_CLIENT_SMTP_SHARED,
    .title = {
      { NULL, N_("{accounts} send through one outgoing server in {program}.") },
      { NULL, N_("Two of your addresses send through one outgoing server.") },
    },
    .why = { { NULL, N_("An outgoing server in a mail program signs in with one name. Spectrum "
                        "then turns down the mail of all the other addresses.") } },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("In the mail program, add one more outgoing server for the other address.") } },
      { { NULL, N_("Give each one its own user name, the whole address, and a title that you can "
                   "tell apart.") } },
      { { NULL, N_("In the settings of each account, choose the outgoing server that belongs to "
                   "it.") } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_CLIENT_SMTP_AUTH_OFF,
    .title = {
      { NULL, N_("{program} does not sign in to send mail.") },
      { NULL, N_("Your mail program does not sign in to send mail.") },
    },
    .why = { { NULL, N_("Its outgoing server is set to “No authentication”. Spectrum only "
                        "sends mail for people who have signed in.") } },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("Open the outgoing server in the mail program. Choose “Normal password” as "
                   "the way to sign in.") } },
      { { NULL, N_("Type in your whole address as the user name.") } },
      { { NULL, N_("Send a message. When the program asks for the password, type in the one of "
                   "your mailbox.") } },
    },
  },
  {
    RRM_FINDING_CLIENT_SMTP_LEFTOVER,
    .title = {
      { NULL, N_("There is an old outgoing server in {program}.") },
      { NULL, N_("There is an old outgoing server in your mail program.") },
    },
    .why = { { NULL, N_("It belongs to none of your accounts, or it is the one that is used when "
                        "no other is chosen. So mail can go out by the wrong server.") } },
    .steps = {
      { { "change", RRM_STEP_CHANGE } },
      { { NULL, N_("In the settings of each account, choose the outgoing server that belongs to "
                   "it.") } },
      { { NULL, N_("Then remove the old outgoing server from the list. This does not touch your "
                   "mail.") } },
    },
  },
  {
    RRM_FINDING_CLIENT_PASSWORD_MISSING,
    .title = {
      { "side=outgoing", N_("Your mail program has no password for sending.") },
      { "side=incoming", N_("Your mail program has no password for receiving.") },
      { NULL, N_("Your mail program has no password for one of the two servers.") },
    },
    .why = { { NULL, N_("It saves one for each server, and one of them is not there. It should ask "
                        "for it, but it may not get that far.") } },
    .steps = {
      { { "side=outgoing", N_("Send a message to yourself. When the program asks, type in the "
                              "password of your mailbox.") },
        { NULL, N_("Get new mail. When the program asks, type in the password of your "
                   "mailbox.") } },
      { { NULL, N_("Check the box that saves the password.") } },
      { { NULL, N_("If it never asks, look at the connection security of that server. A wrong one "
                   "stops it before it can ask.") } },
    },
  },
  {
    RRM_FINDING_CLIENT_PASSWORD_OLD,
    .title = {
      { "saved side=incoming", N_("The password that {program} has saved to receive is an old "
                                  "one.") },
      { "saved side=outgoing", N_("The password that {program} has saved to send is an old "
                                  "one.") },
      { NULL, N_("The password that {program} has saved is an old one.") },
      { NULL, N_("The password that your mail program has saved is an old one.") },
    },
    .why = {
      { NULL, N_("It was saved on {saved} or before. You changed the password after that, and the "
                 "server accepts the new one.") },
      { NULL, N_("The server rejects the saved password, and accepts the one that you typed in "
                 "here. Most often it was changed on the web, and the program was not told.") },
    },
    .steps = {
      { { NULL, N_("Open the list of saved passwords in the mail program.") } },
      { { NULL, N_("Remove the ones for this mailbox, both to receive and to send.") } },
      { { NULL, N_("Get new mail and send a message. Type in the new password each time you are "
                   "asked.") } },
    },
  },
  {
    RRM_FINDING_CLIENT_ACCOUNTS_DIFFER,
    .title = {
      { NULL, N_("“{working}” works here and “{address}” does not, and their settings "
                 "differ.") },
      { NULL, N_("One of your accounts works here and this one does not, and their settings "
                 "differ.") },
    },
    .why = {
      { NULL, N_("These are not the same: {differences}. What works for one should work for the "
                 "other.") },
      { NULL, N_("Both are from Spectrum. What works for one should work for the other, if both "
                 "use the same group of servers.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("Look at the two accounts side by side, and make the settings the same.") } },
      { { NULL, N_("Leave the user name and the password. Each account has its own.") } },
      { { NULL, STEP_KEEP_ACCOUNT } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  { 0 },
};
