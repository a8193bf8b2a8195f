/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/told.h"

#include <glib/gi18n-lib.h>

/* What is said about a cause that somebody's words tell, while nobody has tested anything. What has
 * no place here is said as after a test. */
static const RrmSentences sentences[] = {
  {
    RRM_FINDING_OFFLINE,
    .title = { { NULL, N_("This computer may not be on the internet.") } },
    .why = { { NULL, N_("Mail cannot come or go until it is back online.") } },
  },
  {
    RRM_FINDING_DNS_UNAVAILABLE,
    .why = { { NULL, N_("Each server has a name, and your network must look up where it is. "
                        "These words mean that it could not.") } },
  },
  {
    RRM_FINDING_CONNECTION_REFUSED,
    .title = { { NULL, N_("The server did not let your mail program in.") } },
    .why = { { NULL, N_("Most often the port in the settings is the wrong one. Or the mail "
                        "service of the server was down for a while.") } },
  },
  {
    RRM_FINDING_CONNECTION_TIMED_OUT,
    .title = { { NULL, N_("The server did not answer in time.") } },
    .why = { { NULL, N_("The name or the port of the server may be wrong. Or something on "
                        "the way holds the call back.") } },
  },
  {
    RRM_FINDING_NETWORK_UNREACHABLE,
    .why = { { NULL, N_("The network that you were on could not reach the server. Your mail "
                        "settings are most likely not the cause.") } },
  },
  {
    RRM_FINDING_CONNECTION_RESET,
    .title = { { NULL, N_("The line to the server was cut.") } },
    .why = { { NULL, N_("Most often the name or the port of the server is an old one. Or the "
                        "server was in trouble.") } },
  },
  {
    RRM_FINDING_WRONG_PORT,
    .title = { { NULL, N_("The port in your settings may be the wrong one.") } },
    .why = { { NULL, N_("A port is like a door of the server. Each kind of mail has its own, "
                        "and the numbers are easy to mix up.") } },
  },
  {
    RRM_FINDING_PORT_BLOCKED,
    .title = { { NULL, N_("Your network may block this kind of mail.") } },
    .why = { { NULL, N_("Some hotels, offices, and routers let web pages through but hold "
                        "mail back.") } },
  },
  {
    RRM_FINDING_CAPTIVE_PORTAL,
    .title = { { NULL, N_("The network may want you to sign in first.") } },
    .why = { { NULL, N_("Hotels, trains, and coffee shops show a page of their own until you "
                        "agree to their terms. Mail has to wait for that.") } },
  },
  {
    RRM_FINDING_PROVIDER_OUTAGE,
    .title = { { NULL, N_("Spectrum’s mail servers may have been down.") } },
    .why = { { NULL, N_("This is most likely if mail fails on all your devices while web "
                        "pages open. Then nothing is wrong on your side.") } },
  },
  {
    RRM_FINDING_SERVER_TOO_SLOW,
    .why = { { NULL, N_("Most often the server has too much to do.") } },
  },
  {
    RRM_FINDING_SERVER_CLOSED_CONNECTION,
    .title = { { NULL, N_("The server hung up.") } },
    .why = { { NULL, N_("It did not say why. Most often this is a short fault at Spectrum, "
                        "or the connection security is the wrong one.") } },
  },
  {
    RRM_FINDING_SERVER_BUSY,
    .title = { { NULL, N_("The server was too busy at that time.") } },
    .why = { { NULL, N_("It could not help you just then. This goes away on its own.") } },
  },
  {
    RRM_FINDING_WRONG_PROTOCOL,
    .title = { { NULL, N_("Another kind of server seems to have answered.") } },
    .why = { { NULL, N_("IMAP, POP3, and sending each have a port of their own. The port in "
                        "your settings may belong to one of the others.") } },
  },
  {
    RRM_FINDING_MALFORMED_REPLY,
    .title = { { NULL, N_("The answer of the server made no sense to your mail program.") } },
    .why = { { NULL, N_("The server may be out of order, or something on the way may change "
                        "its words.") } },
  },
  {
    RRM_FINDING_HOST_NOT_FOUND,
    .title = { { NULL, N_("Your mail program found no server with the name in your settings.") } },
    .why = { { NULL, N_("The name may be misspelled, or the server may be gone.") } },
  },
  {
    RRM_FINDING_HOST_TYPO,
    .title = { { "!host", N_("The name of the server may be misspelled.") } },
    .why = { { NULL, N_("One wrong letter, or a comma for a dot, is enough to stop your "
                        "mail.") } },
  },
  {
    RRM_FINDING_HOST_RETIRED,
    .title = { { "!host", N_("Your settings may name an old mail server, no longer in use.") } },
  },
  {
    RRM_FINDING_HOST_FOR_OTHER_ADDRESSES,
    .title = { { "!host", N_("Your mail program may have picked a server for other Spectrum "
                             "addresses.") } },
  },
  {
    RRM_FINDING_MAILBOX_FULL,
    .title = { { NULL, N_("A mailbox is full: yours, or that of the person you wrote to.") } },
    .why = { { NULL, N_("New mail goes back to those who wrote it. What is deleted counts "
                        "too, until the trash is emptied.") } },
  },
  {
    RRM_FINDING_INBOX_MISSING,
    .why = { { NULL, N_("The place where your mail is kept did not open. That is most likely "
                        "a fault at Spectrum.") } },
  },
  {
    RRM_FINDING_POP_REMOVES_MAIL,
    .title = { { NULL, N_("Your mail program may take your mail off the server.") } },
  },
  {
    RRM_FINDING_TLS_MODE_MISMATCH,
    .title = { { NULL, N_("The connection security in your settings may be the wrong one.") } },
    .why = { { NULL, N_("Your mail program and the server then wait for each other to begin. "
                        "It looks like a dead server, or a password box that never comes up.") } },
  },
  {
    RRM_FINDING_STARTTLS_NOT_OFFERED,
    .title = { { NULL, N_("The server may not have “STARTTLS” at this port.") } },
    .why = { { NULL, N_("Your mail program asked for a safe line, and did not get one. The "
                        "name or the port of the server may be wrong.") } },
  },
  {
    RRM_FINDING_STARTTLS_REFUSED,
    .why = { { NULL, N_("Your mail program asked for a safe line, and did not get one. The "
                        "name or the port of the server may be wrong.") } },
  },
  {
    RRM_FINDING_STARTTLS_INJECTION,
    .why = { { NULL, N_("Words came in at a point where the line must be still. This can be "
                        "an attack.") } },
  },
  {
    RRM_FINDING_TLS_VERSION_TOO_OLD,
    .title = { { NULL, N_("The server may only know an old way to keep mail safe.") } },
    .why = { { NULL, N_("Old ways can be broken, so mail programs turn them down. An old "
                        "mail program can be the cause too.") } },
  },
  {
    RRM_FINDING_TLS_FAILED,
    .why = { { NULL, N_("The two sides could not agree on how to keep your mail safe.") } },
  },
  {
    RRM_FINDING_COMPUTER_CLOCK_WRONG,
    .title = { { NULL, N_("The clock of this computer may be wrong.") } },
  },
  {
    RRM_FINDING_TLS_INTERCEPTED,
    .title = { { NULL, N_("Your antivirus program may look into your mail on the way.") } },
    .why = { { NULL, N_("Some of them show their own ID in place of the one of the server. "
                        "Only a test can tell if that is so.") } },
    .steps = {
      { { NULL, N_("Test your account with this program. The test sees if something opens "
                   "the safe line.") } },
      { { NULL, RRM_STEP_NO_EXCEPTION } },
    },
  },
  {
    RRM_FINDING_CERTIFICATE_EXPIRED,
    .title = { { NULL, N_("The ID of the server seems to be too old.") } },
    .why = { { NULL, N_("Each server shows an ID to prove who it is. If the clock of this "
                        "computer is right, only those who run the server can mend it.") } },
  },
  {
    RRM_FINDING_CERTIFICATE_UNKNOWN_ISSUER,
    .title = { { NULL, N_("This computer may not know who signed the ID of the server.") } },
    .why = { { NULL, N_("The ID may be real, but your mail program cannot tell. Updates that "
                        "are missing on this computer can be the cause.") } },
  },
  {
    RRM_FINDING_CERTIFICATE_CHAIN_INCOMPLETE,
    .title = { { NULL, N_("The server may have left out a part of its ID.") } },
    .why = { { NULL, N_("Then your mail program cannot tell who stands behind it. Your "
                        "password is not the cause.") } },
  },
  {
    RRM_FINDING_CERTIFICATE_WEAK,
    .why = { { NULL, N_("So your mail program cannot be sure who is at the other end.") } },
  },
  {
    RRM_FINDING_CERTIFICATE_INVALID,
    .why = { { NULL, N_("So your mail program cannot be sure who is at the other end.") } },
  },
  {
    RRM_FINDING_PASSWORD_REJECTED,
    .why = { { NULL, N_("Most often the password is an old one, or there is a slip in it. A "
                        "wrong user name or the wrong server can bring up the same words.") } },
  },
  {
    RRM_FINDING_USERNAME_NEEDS_DOMAIN,
    .why = { { NULL, N_("The server needs all of it, with the @ and what comes after, to "
                        "know which mailbox is yours.") } },
  },
  {
    RRM_FINDING_SPA_SELECTED,
    .title = { { NULL, N_("The box “Secure Password Authentication (SPA)” may be checked, "
                          "and it must be off.") } },
  },
  {
    RRM_FINDING_OAUTH_REQUIRED,
    .title = { { NULL, N_("Your mail program may want to sign in by a web page.") } },
    .why = { { NULL, N_("The servers of Spectrum want a plain password in place of that. So "
                        "the way to sign in must be “Normal password”.") } },
  },
  {
    RRM_FINDING_ACCOUNT_LOCKED,
    .title = { { NULL, N_("Your mailbox may be locked.") } },
    .why = { { NULL, N_("Too many tries with a wrong password can do this, also from a phone "
                        "that still has the old one.") } },
  },
  {
    RRM_FINDING_ACCOUNT_INACTIVE,
    .title = { { NULL, N_("Your mailbox may have been put to sleep.") } },
  },
  {
    RRM_FINDING_LOGIN_NOT_PERMITTED,
    .title = { { NULL, N_("Your mailbox may not be open to mail programs.") } },
    .why = { { NULL, N_("This way in is shut for some mailboxes. Your password is most "
                        "likely not the cause.") } },
  },
  {
    RRM_FINDING_LOGIN_TEMPORARILY_UNAVAILABLE,
    .title = { { NULL, N_("The server could not check any passwords at that time.") } },
    .why = { { NULL, N_("A part of the server was out of order. Your password may well be "
                        "right.") } },
  },
  {
    RRM_FINDING_SMTP_AUTH_OFF,
    .title = { { NULL, N_("Your mail program may not sign in to send mail.") } },
    .why = { { NULL, N_("Spectrum only sends mail for people who have signed in. In most "
                        "programs there is a setting for this.") } },
  },
  {
    RRM_FINDING_CLIENT_SMTP_AUTH_OFF,
    .title = { { NULL, N_("Your mail program may not sign in to send mail.") } },
    .why = { { NULL, N_("Spectrum only sends mail for people who have signed in. In most "
                        "programs there is a setting for this.") } },
  },
  {
    RRM_FINDING_SENDER_NOT_LOGIN,
    .title = { { "!aup", N_("You may send from one address and sign in with another.") } },
  },
  {
    RRM_FINDING_SENDER_REJECTED,
    .why = { { NULL, N_("The sender of the mail was turned down. There may be a rule about "
                        "who can send with this address.") } },
  },
  {
    RRM_FINDING_RELAY_DENIED,
    .title = { { NULL, N_("The server did not know who you were, so it did not send your "
                          "mail.") } },
    .why = { { NULL, N_("It only sends mail for people who have signed in. Or it is not the "
                        "server for your address.") } },
  },
  {
    RRM_FINDING_IP_NO_REVERSE_DNS,
    .title = { { "!aup", N_("Spectrum may not let you send from the network that you were "
                            "on.") } },
    .why = { { "!aup", N_("This is common with a VPN, in a hotel, or at some other internet "
                          "company. Getting mail still works.") } },
  },
  {
    RRM_FINDING_IP_ON_BLOCKLIST,
    .title = { { "!aup", N_("Your network may be on a list of places that send junk mail.") } },
  },
  {
    RRM_FINDING_IP_BLOCKED,
    .title = { { "!aup", N_("Spectrum may have shut out the network that you were on.") } },
  },
  {
    RRM_FINDING_TOO_MANY_CONNECTIONS,
    .title = { { "!aup", N_("Too many lines to the server may have been open from your "
                            "network.") } },
  },
  {
    RRM_FINDING_RATE_LIMITED,
    .title = { { "!aup", N_("Spectrum may have put a short stop on your sending.") } },
  },
  {
    RRM_FINDING_ACCOUNT_SUSPENDED,
    .title = { { "!aup", N_("Spectrum may have stopped your mailbox from sending.") } },
    .why = { { "!aup", N_("This is done when someone else seems to use a mailbox to send "
                          "junk mail. It keeps you and others safe.") } },
  },
  {
    RRM_FINDING_ACCOUNT_LIMITED,
    .title = { { "!aup", N_("Spectrum may let your mailbox send only a little, or not at "
                            "all.") } },
    .why = { { "!aup", N_("This is done when something odd is seen in the mail of a network. "
                          "It often ends on its own in a day or two.") } },
  },
  {
    RRM_FINDING_TRY_AGAIN_LATER,
    .title = { { NULL, N_("The server asked to try again later.") } },
    .why = { { NULL, N_("It could not take the mail at that time. This goes away on its own.") } },
  },
  {
    RRM_FINDING_DELIVERY_UNKNOWN,
    .why = { { NULL, N_("The server got the message, but may not have said that it took it. "
                        "It may still arrive.") } },
  },
  {
    RRM_FINDING_DELIVERY_TO_JUNK,
    .title = { { NULL, N_("Your mail ends up in Junk.") } },
    .why = { { NULL, N_("A mail server took it for junk mail. Your settings are most likely "
                        "fine.") } },
  },
  {
    RRM_FINDING_DELIVERY_NOT_SEEN,
    .title = { { NULL, N_("A message has not arrived yet.") } },
    .why = { { NULL, N_("Mail can be slow at times, and it may still come.") } },
  },
  {
    RRM_FINDING_CLIENT_WRONG_SETTINGS,
    .title = { { NULL, N_("Some settings in your mail program may not be the right ones.") } },
    .why = { { NULL, N_("If your account works in one program, copy its settings to the one "
                        "that fails.") } },
  },
  {
    RRM_FINDING_CLIENT_SMTP_SHARED,
    .title = { { NULL, N_("Two of your addresses may send through one outgoing server.") } },
  },
  {
    RRM_FINDING_CLIENT_SMTP_LEFTOVER,
    .title = { { NULL, N_("There may be an old outgoing server in your mail program.") } },
    .why = { { NULL, N_("One that is left over can be used in place of the right one. So "
                        "mail can go out by the wrong server.") } },
  },
  {
    RRM_FINDING_CLIENT_PASSWORD_MISSING,
    .title = { { NULL, N_("Your mail program may have no password for one of the two "
                          "servers.") } },
    .why = { { NULL, N_("It saves one for each server. If one is not there, it should ask, "
                        "but it may not get that far.") } },
  },
  {
    RRM_FINDING_CLIENT_PASSWORD_OLD,
    .title = { { NULL, N_("The password that your mail program has saved may be an old one.") } },
    .why = { { NULL, N_("Most often it was changed on the web, and the program was not told.") } },
  },
};

/* The likeliest cause is still no certain one. */
static const char *const wheres[RRM_N_WHERES] = {
  [RRM_WHERE_NONE] = N_("Nothing is wrong"),
  [RRM_WHERE_SETTINGS] = N_("Most likely your settings"),
  [RRM_WHERE_PASSWORD] = N_("Most likely your password"),
  [RRM_WHERE_ACCOUNT] = N_("Most likely your mailbox"),
  [RRM_WHERE_COMPUTER] = N_("Most likely this computer"),
  [RRM_WHERE_NETWORK] = N_("Most likely your network"),
  [RRM_WHERE_PROVIDER] = N_("Most likely Spectrum"),
};

/* The others, and the nearest ones. */
static const char *const maybes[RRM_N_WHERES] = {
  [RRM_WHERE_NONE] = N_("Nothing is wrong"),
  [RRM_WHERE_SETTINGS] = N_("Maybe your settings"),
  [RRM_WHERE_PASSWORD] = N_("Maybe your password"),
  [RRM_WHERE_ACCOUNT] = N_("Maybe your mailbox"),
  [RRM_WHERE_COMPUTER] = N_("Maybe this computer"),
  [RRM_WHERE_NETWORK] = N_("Maybe your network"),
  [RRM_WHERE_PROVIDER] = N_("Maybe Spectrum"),
};

/* What follows the explanation where the provider's own number was read. */
static const RrmWording numbers[RRM_MAX_WORDINGS] = {
  { NULL, N_("Spectrum’s number for this is {aup}.") },
  { NULL, N_("Spectrum’s number {unlisted-aup} is not on our list. So this is a guess from how it "
             "begins or from the words next to it.") },
};

/**
 * rrm_told_is:
 * @finding: a finding
 *
 * Returns: whether it rests on words that somebody pasted, and not on a test
 */
gboolean
rrm_told_is (RrmFinding *finding)
{
  return g_strcmp0 (rrm_finding_get_detail (finding, "basis"), "words") == 0;
}

/**
 * rrm_told_find:
 * @code: a cause
 *
 * Returns: (nullable): what is said about it where nobody has tested anything; %NULL for what is
 *   said as after a test
 */
const RrmSentences *
rrm_told_find (RrmFindingCode code)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].code == code)
      return &sentences[i];

  return NULL;
}

/**
 * rrm_told_get_numbers:
 *
 * Returns: (array length=RRM_MAX_WORDINGS): what is said about a number of the provider
 */
const RrmWording *
rrm_told_get_numbers (void)
{
  return numbers;
}

/**
 * rrm_told_get_where:
 * @finding: a finding that rests on words
 *
 * Returns: whose fault it most likely is, or maybe
 */
const char *
rrm_told_get_where (RrmFinding *finding)
{
  gboolean most = rrm_finding_get_detail (finding, "likely") != NULL;
  RrmWhere where = rrm_finding_get_where (finding);

  if (rrm_finding_get_code (finding) == RRM_FINDING_RECIPIENT_REJECTED)
    return most ? _("Most likely the address you wrote to") : _("Maybe the address you wrote to");

  return g_dgettext (GETTEXT_PACKAGE, most ? wheres[where] : maybes[where]);
}
