/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/sentences.h"

#include <glib/gi18n-lib.h>

#define STEP_SAFE_SIGNS                                                                            \
  N_("When you choose a new one at spectrum.net, use letters and numbers. Of the symbols, just " \
     "@ # $ % _ - and the exclamation mark work.")
#define STEP_NORMAL_PASSWORD                                                                       \
  N_("In your mail program, choose “Normal password” as the way to sign in.")

#define STEP_ASK_PROVIDER N_("If it stays like this, ask your mail provider for help.")
/* The settings ask for encryption, and a test without it goes no further. */
#define ON_SAFE_LINE "security !security=none"
#define STEP_WEB_FIRST N_("Sign in to your mail on the web page of your mail provider.")

/* Signing in. */
const RrmSentences rrm_sentences_login[] = {
  {
    RRM_FINDING_PASSWORD_REJECTED,
    .title = {
      { "explained", N_("The server said no to your password, as it would to any.") },
      { "response-code=EXPIRED", N_("Your password has run out.") },
      { "side=outgoing", N_("The server did not accept your password for sending.") },
      { NULL, N_("The server did not accept your password.") },
    },
    .why = {
      { "explained", N_("The fault that stands first is why. Until it is mended, this answer says "
                        "nothing about your password.") },
      { "response-code=EXPIRED", N_("The server “{host}” was reached, and it says that it no "
                                    "longer takes this password because it is too old.") },
      { NULL, N_("The server “{host}” was reached, but it says that the name and the password "
                 "do not fit. When a mail program asks for the password of “{host}”, it means "
                 "the one of your mailbox.") },
      { NULL, N_("The server was reached, but it says that the name and the password do not fit. "
                 "The name has the right form, so most often it is the password.") },
    },
    .steps = {
      { { "explained", N_("Keep your password. It may well be right.") },
        { "!response-code=EXPIRED",
          N_("Type the password in again by hand. Watch out for capital letters.") } },
      { { "explained", N_("Mend the fault that stands first, then test again.") },
        { "response-code=EXPIRED", N_("Choose a new password at spectrum.net.") },
        { NULL, N_("Try the same address and password at webmail.spectrum.net. If that fails, "
                   "choose a new password at spectrum.net.") },
        { NULL, N_("Try the same address and password on the web page of your mail provider.") } },
      { { "!response-code=EXPIRED !explained",
          N_("If you have changed the password, try the old one here, just once. Too many "
                   "tries can lock the mailbox.") } },
      { { "!explained", N_("Put the right one into your mail program two times: to receive and to "
                   "send.") } },
      { { "!explained", N_("If all else fails, the server “{other-host}” may be the right one for "
                           "your address.") },
        { "!explained", N_("If all else fails, the user name “{username-hint}” may be the right "
                   "one.") },
        { "!explained", N_("After three tries, wait for some hours before the next one.") } },
    },
  },
  {
    RRM_FINDING_USERNAME_NEEDS_DOMAIN,
    .title = {
      { "severity=warning", N_("The user name is short, and it may soon stop working.") },
      { NULL, N_("The user name must be your whole email address.") },
    },
    .why = {
      { NULL, N_("The user name is “{username}”, without the @ and what comes after. The "
                 "server needs all of it to know which mailbox is yours.") },
      { NULL, N_("Only the part before the @ was given. The server needs all of it to know which "
                 "mailbox is yours.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("Type your whole address as the user name.") } },
      { { NULL, N_("Do the same in your mail program, both to receive and to send.") } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_PASSWORD_HAS_STRAY_SPACE,
    .title = { { NULL, N_("There is a space before or after your password.") } },
    .why = { { NULL, N_("A space slips in with ease when you copy and paste. The server sees it as "
                        "part of the password.") } },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("Take the space away, or type the password in by hand.") } },
      { { NULL, N_("Do the same in your mail program, both to receive and to send.") } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_PASSWORDS_DIFFER,
    .title = {
      { "accepted-by=smtp", N_("Your password works to send mail, but not to receive it.") },
      { "accepted-by", N_("Your password works to receive mail, but not to send it.") },
      { NULL, N_("One server accepts your password, and the other does not.") },
    },
    .why = { { NULL, N_("There are two servers, and both should know the same password. One of "
                        "them may still have your old one, or a different one may be typed in for "
                        "it.") } },
    .steps = {
      { { NULL, N_("Type the same password in for both servers.") } },
      { { NULL, N_("If you have just changed it, wait for an hour and test again.") } },
      { { NULL, N_("Then try your old password at the server that says no, just once.") } },
      { { NULL, STEP_SAFE_SIGNS } },
    },
  },
  {
    RRM_FINDING_WEB_PASSWORD_NOT_MAIL_PASSWORD,
    .title = { { NULL, N_("The mail servers may not know the password that you use on the "
                          "web.") } },
    .why = {
      { "unusual-characters", N_("Your password has symbols in it that the mail servers of "
                                 "Spectrum do not accept. The web page does accept them, so it "
                                 "works there.") },
      { NULL, N_("After a change on the web, the mail servers of Spectrum may keep the old "
                 "password for a while. They also do not accept all symbols in a password.") },
    },
    .steps = {
      { { NULL, N_("Sign in at webmail.spectrum.net, to see if the password works there.") } },
      { { NULL, N_("If it does, try the password that you had before, here and just once.") } },
      { { NULL, STEP_SAFE_SIGNS } },
      { { NULL, N_("Wait for an hour after the change, then test again.") } },
      { { NULL, N_("If it still fails, ask for help at spectrum.net. Ask to have the password of "
                   "the mail server set new, and not just the one of the web page.") } },
    },
  },
  {
    RRM_FINDING_AUTH_MECHANISM_UNSUPPORTED,
    .title = { { NULL, N_("The server does not know the way to sign in that you chose.") } },
    .why = {
      { NULL, N_("Your settings say “{auth}”. The server wants a plain password, and the safe "
                 "line keeps it from being read.") },
      { NULL, N_("The server wants a plain password, not a coded one. The safe line keeps it from "
                 "being read.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE } },
      { { NULL, STEP_NORMAL_PASSWORD } },
      { { NULL, N_("Keep your password. It is not the cause.") } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_SPA_SELECTED,
    .title = { { NULL, N_("The box “Secure Password Authentication (SPA)” is checked, and it "
                          "must be off.") } },
    .why = {
      { NULL, N_("It sounds safe, but the mail servers of Spectrum do not know it. The safe "
                 "line keeps your password from being read.") },
      { NULL, N_("It sounds safe, but most mail servers do not know it. The safe line keeps your "
                 "password from being read.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE } },
      { { NULL, N_("In your mail program, clear the check mark in this box, both to receive and to "
                   "send.") } },
      { { NULL, STEP_NORMAL_PASSWORD } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_LOGIN_DISABLED,
    .title = {
      { ON_SAFE_LINE, N_("The server takes no password here.") },
      { NULL, N_("The server wants a safe line first.") },
    },
    .why = {
      { ON_SAFE_LINE, N_("The line to it is safe, and still it lets nobody sign in. Your password "
                         "is not the cause. It may be the wrong server, or one that is out of "
                         "order.") },
      { NULL, N_("The line is not safe yet, and the server does not want your password that "
                 "way. It does this to keep you safe.") },
    },
    .steps = {
      { { ON_SAFE_LINE, RRM_STEP_SERVER_NAME },
        { "change", RRM_STEP_CHANGE },
        { NULL, N_("Choose “SSL/TLS” or “STARTTLS” as the connection security.") } },
      { { ON_SAFE_LINE, N_("Wait for an hour, then test again.") },
        { NULL, N_("Make the same change in your mail program.") } },
      { { ON_SAFE_LINE, STEP_ASK_PROVIDER }, { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_OAUTH_REQUIRED,
    .title = { { NULL, N_("This server only lets you sign in by a web page.") } },
    .why = {
      { NULL, N_("It does not take a password from a mail program. The servers of Spectrum "
                 "do, so this may be the wrong server.") },
      { NULL, N_("It does not take a password from a mail program. It may be the wrong server for "
                 "your address, or it wants you to sign in on its web page.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, RRM_STEP_SERVER_NAME } },
      { { NULL, N_("If your address is not from Spectrum, add it in your mail program itself. It "
                   "will open the web page for you.") } },
    },
  },
  {
    RRM_FINDING_APP_PASSWORD_REQUIRED,
    .title = { { NULL, N_("The server wants a password made just for mail programs.") } },
    .why = { { NULL, N_("Some mail services have a second one, called an “app password”. Your "
                        "normal one works on the web only.") } },
    .steps = {
      { { NULL, N_("Sign in to your mail on the web.") } },
      { { NULL, N_("Look for “app password” on the page about passwords, and make one.") } },
      { { NULL, N_("Type it in here in place of your normal one, and test again.") } },
    },
  },
  {
    RRM_FINDING_ACCOUNT_LOCKED,
    .title = { { NULL, N_("Your mailbox is locked.") } },
    .why = { { NULL, N_("The server knows you, but it does not let you in right now. Too many "
                        "tries with a wrong password can do this, also from a phone that still has "
                        "the old one.") } },
    .steps = {
      { { NULL, N_("Close your mail on all phones and computers.") } },
      { { NULL, N_("Wait for two hours. Each new try may make it longer.") } },
      { { NULL, N_("Sign in at webmail.spectrum.net, and test here after that.") } },
      { { NULL, N_("If it stays locked, sign in at spectrum.net and ask for help there.") },
        { NULL, STEP_ASK_PROVIDER } },
    },
  },
  {
    RRM_FINDING_ACCOUNT_INACTIVE,
    .title = { { NULL, N_("Your mailbox has been put to sleep.") } },
    .why = {
      { NULL, N_("Spectrum locks a mailbox that no one has opened for 180 days, and sends "
                 "its new mail back. It can also happen when the internet service at your "
                 "home ends.") },
      { NULL, N_("The server says so. Most often no one has opened the mailbox for a long time.") },
    },
    .steps = {
      { { NULL, N_("Sign in at webmail.spectrum.net. That wakes the mailbox up.") },
        { NULL, STEP_WEB_FIRST } },
      { { NULL, N_("Wait for an hour, then test again.") } },
      { { NULL, N_("If you have left Spectrum, save your mail to this computer soon. It may be "
                   "gone for good one day.") } },
      { { NULL, N_("If it stays locked, sign in at spectrum.net and ask for help there.") },
        { NULL, STEP_ASK_PROVIDER } },
    },
  },
  {
    RRM_FINDING_LOGIN_NOT_PERMITTED,
    .title = {
      { "service=pop3", N_("Your mailbox is not open to mail programs that use POP3.") },
      { "service=imap", N_("Your mailbox is not open to mail programs that use IMAP.") },
      { NULL, N_("Your mailbox is not open to mail programs.") },
    },
    .why = { { NULL, N_("The server knows you, but this way in is shut for your mailbox. Your "
                        "password is not the cause.") } },
    .steps = {
      { { "service=pop3", N_("Try IMAP in place of POP3.") },
        { "service=imap", N_("Try POP3 in place of IMAP, with “Leave a copy” turned on.") },
        { NULL, N_("Wait for an hour, then test again.") } },
      { { NULL, N_("Sign in at webmail.spectrum.net, and look in its settings for IMAP and "
                   "POP3.") } },
      { { NULL, N_("If you find nothing, sign in at spectrum.net and ask for help there.") },
        { NULL, STEP_ASK_PROVIDER } },
    },
  },
  {
    RRM_FINDING_LOGIN_TEMPORARILY_UNAVAILABLE,
    .title = { { NULL, N_("The server cannot check any passwords right now.") } },
    .why = { { NULL, N_("The part of the server that checks passwords is out of order. Yours may "
                        "well be right.") } },
    .steps = {
      { { NULL, N_("Do not change your password because of this.") } },
      { { NULL, N_("Wait ten minutes, then test again.") } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_MAILBOX_BUSY,
    .title = { { NULL, N_("Some other program has your mailbox open.") } },
    .why = {
      { "service=imap", N_("The server says that it is in use. The last program or phone may not "
                           "have closed it yet.") },
      { NULL, N_("With POP3, just one program or phone can open a mailbox at a time. The last one "
                 "may not have closed it yet.") },
    },
    .steps = {
      { { NULL, N_("Close the mail on your other phones and computers.") } },
      { { NULL, N_("Wait ten minutes, then test again.") } },
      { { "!service=imap", N_("If it comes back each day, use IMAP. With it, all of them can be "
                              "open at once.") } },
    },
  },
  {
    RRM_FINDING_SMTP_AUTH_OFF,
    .title = { { NULL, N_("Your settings do not sign in to send mail.") } },
    .why = {
      { NULL, N_("Spectrum only sends mail for people who have signed in. In your settings, "
                 "that is turned off for sending.") },
      { NULL, N_("The server only sends mail for people who have signed in. In your settings, that "
                 "is turned off for sending.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE } },
      { { NULL, N_("In Outlook, open the page for the outgoing server. Find the line “My "
                   "outgoing server (SMTP) requires authentication” and put a check mark in "
                   "front of it.") } },
      { { NULL, N_("In Thunderbird, open the outgoing server. Choose “Normal password” in "
                   "place of “No authentication”, and type in your whole address as the user "
                   "name.") } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_SMTP_AUTH_NOT_OFFERED,
    .title = {
      { NULL, N_("You cannot sign in to send mail at port {port}.") },
      { NULL, N_("You cannot sign in to send mail at this port.") },
    },
    .why = { { NULL, N_("The server does not ask for a password here. It may want a safe line "
                        "first, or this may be a port for servers and not for people.") } },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, N_("Use port 587, and choose “STARTTLS” or “SSL/TLS”.") } },
      { { NULL, N_("Make the same change in your mail program.") } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  { 0 },
};
