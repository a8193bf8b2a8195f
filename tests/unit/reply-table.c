/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/reply-table.h"

#include <glib.h>

#define GREETING RRM_STEP_NAME_GREETING
#define LOGIN RRM_STEP_NAME_LOGIN
#define MAILBOX RRM_STEP_NAME_MAILBOX
#define SENDER RRM_STEP_NAME_SENDER
#define RECIPIENT RRM_STEP_NAME_RECIPIENT

#define SEE                                                                                        \
  "Please see https://www.spectrum.net/support/internet/understanding-email-error-codes "          \
  "for more information. "

static const struct
{
  guint first;
  guint last;
  RrmFindingCode code;
} aup[] = {
  { 1000, 1000, RRM_FINDING_IP_BLOCKED },
  { 1010, 1010, RRM_FINDING_ACCOUNT_SUSPENDED },
  { 1020, 1080, RRM_FINDING_ACCOUNT_LIMITED },
  { 1090, 1090, RRM_FINDING_TRY_AGAIN_LATER },
  { 1100, 1150, RRM_FINDING_IP_NO_REVERSE_DNS },
  { 1160, 1190, RRM_FINDING_SENDER_REJECTED },
  { 1200, 1250, RRM_FINDING_IP_ON_BLOCKLIST },
  { 1260, 1260, RRM_FINDING_IPV6_NOT_ACCEPTED },
  { 1300, 1340, RRM_FINDING_TOO_MANY_CONNECTIONS },
  { 1350, 1490, RRM_FINDING_RATE_LIMITED },
  { 1500, 1500, RRM_FINDING_SENDER_NOT_LOGIN },
  { 1520, 1520, RRM_FINDING_SENDER_NOT_LOGIN },
  { 1530, 1530, RRM_FINDING_MESSAGE_TOO_LARGE },
  { 1540, 1540, RRM_FINDING_RATE_LIMITED },
  { 1550, 1550, RRM_FINDING_TOO_MANY_RECIPIENTS },
  { 1560, 1560, RRM_FINDING_RECIPIENT_REJECTED },
  { 1580, 1580, RRM_FINDING_RATE_LIMITED },
};

/* -1: the table does not have it. */
static int
get_aup (guint number)
{
  for (guint i = 0; i < G_N_ELEMENTS (aup); i++)
    if (number >= aup[i].first && number <= aup[i].last)
      return (int) aup[i].code;

  return -1;
}

static void
test_aup_numbers (void)
{
  RrmReplyTable *table = rrm_reply_table_get_default ();

  for (guint number = 990; number <= 1600; number += 10)
    {
      g_autofree char *text = g_strdup_printf ("impout003 cmsmtp 192.0.2.1 blocked. AUP#Out-%04u.",
                                               number);
      g_autofree char *expected = g_strdup_printf ("AUP#Out-%04u", number);
      RrmFindingCode code = RRM_FINDING_OFFLINE;
      gboolean listed = FALSE;
      g_autofree char *found = rrm_reply_table_find_aup (table, text, &code, &listed);

      g_assert_cmpstr (found, ==, expected);
      g_assert_cmpint (listed, ==, get_aup (number) >= 0);
      if (listed)
        g_assert_cmpint (code, ==, get_aup (number));
    }
}

static const struct
{
  const char *text;
  const char *aup;
} spellings[] = {
  { "x AUP#Out-1500", "AUP#Out-1500" }, { "x AUP#OUT-1500", "AUP#Out-1500" },
  { "x AUP#O-1320", "AUP#Out-1320" },   { "x AUP#I-1320.", "AUP#In-1320" },
  { "x AUP#In-1240", "AUP#In-1240" },   { "x aup#out-1500", "AUP#Out-1500" },
  { "x AUP#Out1500", "AUP#Out-1500" },  { "x AUP#Out-15001", NULL },
  { "x AUP#Out-150", NULL },            { "x AUPOut-1500", NULL },
  { "x CAUP#Out-1500", NULL },          { "Out-1500", NULL },
};

static void
test_aup_spellings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autofree char *found = rrm_reply_table_find_aup (rrm_reply_table_get_default (),
                                                         spellings[i].text, NULL, NULL);

      g_test_message ("%s", spellings[i].text);
      g_assert_cmpstr (found, ==, spellings[i].aup);
    }
}

typedef struct
{
  RrmProtocol protocol;
  RrmStepName step;
  const char *status;
  guint code;
  const char *enhanced;
  const char *response_code;
  const char *text;
  RrmFindingCode finding;
  RrmReplyStrength strength;
} Row;

#define SMTP(step, code, enhanced, text, finding, strength)                                        \
  { RRM_PROTOCOL_SMTP, step, #code, code, enhanced, NULL, text, RRM_FINDING_##finding,             \
    RRM_REPLY_##strength }
#define IMAP(step, status, response, text, finding, strength)                                      \
  { RRM_PROTOCOL_IMAP, step, status, 0, NULL, response, text, RRM_FINDING_##finding,               \
    RRM_REPLY_##strength }
#define POP3(step, response, text, finding, strength)                                              \
  { RRM_PROTOCOL_POP3, step, "-ERR", 0, NULL, response, text, RRM_FINDING_##finding,               \
    RRM_REPLY_##strength }

static const Row rows[] = {
  /* The provider's own answers, as they were seen. */
  SMTP (
      SENDER,
      550,
      "5.1.0",
      "<pat@nc.rr.com> sender rejected. The email address you are sending as must match the email "
      "address you used to auth. Please check your SMTP settings. AUP#Out-1500",
      SENDER_NOT_LOGIN,
      AUP),
  SMTP (GREETING,
        554,
        NULL,
        "impout003.msg.chrl.nc.charter.net cmsmtp 192.0.2.7 blocked. " SEE "AUP#Out-1130.",
        IP_NO_REVERSE_DNS,
        AUP),
  SMTP (GREETING,
        554,
        NULL,
        "p-impout007.msg.pkvw.co.charter.net cmsmtp Connection Rejected - see "
        "http://www.spamhaus.org/query/ip/192.0.2.7 AUP#Out-1220.",
        IP_ON_BLOCKLIST,
        AUP),
  SMTP (GREETING,
        421,
        NULL,
        "impout006 cmsmtp 192.0.2.7 blocked. " SEE "AUP#Out-1020.",
        ACCOUNT_LIMITED,
        AUP),
  SMTP (GREETING, 421, NULL, "192.0.2.7 blocked. " SEE "AUP#Out-1300.", TOO_MANY_CONNECTIONS, AUP),
  SMTP (SENDER,
        550,
        "5.1.0",
        "<pat@nc.rr.com> sender rejected. " SEE "AUP#Out-1320.",
        TOO_MANY_CONNECTIONS,
        AUP),
  SMTP (SENDER,
        421,
        NULL,
        "<pat@nc.rr.com> service temporarily unavailable. " SEE "AUP#Out-1390.",
        RATE_LIMITED,
        AUP),
  SMTP (RECIPIENT,
        450,
        NULL,
        "<pat@nc.rr.com> service deferred. Too many recipients in a short "
        "amount of time. Please try again later. AUP#Out-1440.",
        RATE_LIMITED,
        AUP),
  SMTP (RECIPIENT,
        550,
        NULL,
        "Please turn on SMTP Authentication in your mail client.  x.example "
        "([192.0.2.7]) is not permitted to relay through this server without authentication.",
        SMTP_AUTH_OFF,
        WORDS),
  SMTP (RECIPIENT, 550, "5.1.1", "<pat@nc.rr.com> recipient rejected", RECIPIENT_REJECTED, WORDS),
  SMTP (SENDER, 550, "5.1.0", "<pat@charter.net> sender rejected.", SENDER_NOT_LOGIN, WORDS),
  IMAP (MAILBOX,
        "NO",
        NULL,
        "Serious error while processing UID FETCH (CassdbDatabaseError (134/6)).",
        SERVER_BUSY,
        WORDS),
  POP3 (LOGIN,
        NULL,
        "authentication services unavailable, wait a few minutes and try again",
        LOGIN_TEMPORARILY_UNAVAILABLE,
        WORDS),
  POP3 (LOGIN, NULL, "invalid username or password", PASSWORD_REJECTED, WORDS),
  POP3 (LOGIN, NULL, "account is currently inactive", ACCOUNT_INACTIVE, WORDS),
  SMTP (RECIPIENT,
        550,
        "5.7.1",
        "Outbound Mail Refused - 192.0.2.7 - See http://x.example",
        IP_BLOCKED,
        WORDS),
  /* The same number stands above the code wherever it comes. */
  SMTP (RECIPIENT, 550, "5.1.1", "<x> sender rejected. AUP#Out-1500", SENDER_NOT_LOGIN, AUP),
  SMTP (LOGIN, 535, "5.7.8", "blocked AUP#Out-1130", IP_NO_REVERSE_DNS, AUP),
  SMTP (GREETING, 421, NULL, "x AUP#Out-1260", IPV6_NOT_ACCEPTED, AUP),
  /* A number that the table lacks: by the codes, not by the words. */
  SMTP (GREETING, 421, NULL, "192.0.2.7 blocked. AUP#Out-1770", SERVER_BUSY, BARE),
  SMTP (RECIPIENT, 550, NULL, "spamhaus AUP#Out-1770", RECIPIENT_REJECTED, BARE),
  SMTP (SENDER, 550, "5.1.8", "no AUP#Out-1770", SENDER_REJECTED, CODE),
  /* Other servers' words. */
  SMTP (SENDER,
        553,
        "5.7.1",
        "<pat@nc.rr.com>: Sender address rejected: not owned by user ann@x",
        SENDER_NOT_LOGIN,
        WORDS),
  SMTP (SENDER,
        553,
        "5.7.1",
        "<pat@nc.rr.com>: Sender address rejected: not logged in",
        SENDER_NOT_LOGIN,
        WORDS),
  SMTP (SENDER,
        450,
        "4.1.8",
        "<p@x.example>: Sender address rejected: Domain not found",
        SENDER_REJECTED,
        WORDS),
  SMTP (RECIPIENT, 554, "5.7.1", "<p@x.example>: Relay access denied", RELAY_DENIED, WORDS),
  SMTP (RECIPIENT, 550, "5.7.1", "Unable to relay", RELAY_DENIED, WORDS),
  SMTP (RECIPIENT,
        450,
        "4.2.0",
        "<p@x>: Recipient address rejected: Greylisted",
        TRY_AGAIN_LATER,
        WORDS),
  SMTP (RECIPIENT,
        450,
        "4.7.1",
        "Client host rejected: cannot find your reverse hostname",
        IP_NO_REVERSE_DNS,
        WORDS),
  SMTP (RECIPIENT,
        554,
        "5.7.1",
        "Service unavailable; Client host [192.0.2.7] blocked using zen",
        IP_ON_BLOCKLIST,
        WORDS),
  SMTP (
      GREETING, 421, "4.7.0", "Too many concurrent SMTP connections", TOO_MANY_CONNECTIONS, WORDS),
  SMTP (SENDER, 530, "5.7.0", "Must issue a STARTTLS command first", LOGIN_DISABLED, WORDS),
  SMTP (
      LOGIN, 534, "5.7.9", "Application-specific password required", APP_PASSWORD_REQUIRED, WORDS),
  SMTP (SENDER, 552, "5.3.4", "Message size exceeds fixed limit", MESSAGE_TOO_LARGE, WORDS),
  SMTP (RECIPIENT, 452, "4.5.3", "Too many recipients", TOO_MANY_RECIPIENTS, WORDS),
  SMTP (RECIPIENT, 552, "5.2.2", "Over quota", MAILBOX_FULL, WORDS),
  IMAP (LOGIN,
        "NO",
        "UNAVAILABLE",
        "Maximum number of connections from user+IP exceeded",
        TOO_MANY_CONNECTIONS,
        WORDS),
  IMAP (LOGIN, "NO", NULL, "IMAP access is disabled for this account", LOGIN_NOT_PERMITTED, WORDS),
  IMAP (LOGIN, "NO", NULL, "Too many login failures", ACCOUNT_LOCKED, WORDS),
  IMAP (LOGIN, "NO", "ALERT", "Account has been suspended", ACCOUNT_LOCKED, WORDS),
  POP3 (LOGIN, "AUTH", "Application-specific password required", APP_PASSWORD_REQUIRED, WORDS),
  /* Enhanced codes. */
  SMTP (RECIPIENT, 550, "5.1.1", "no", RECIPIENT_REJECTED, CODE),
  SMTP (SENDER, 550, "5.1.0", "no", SENDER_REJECTED, CODE),
  SMTP (RECIPIENT, 550, "5.1.0", "no", RECIPIENT_REJECTED, CODE),
  SMTP (SENDER, 451, "4.1.8", "no", SENDER_REJECTED, CODE),
  SMTP (RECIPIENT, 550, "5.2.1", "no", ACCOUNT_INACTIVE, CODE),
  SMTP (RECIPIENT, 452, "4.2.2", "no", MAILBOX_FULL, CODE),
  SMTP (RECIPIENT, 550, "5.2.3", "no", MESSAGE_TOO_LARGE, CODE),
  SMTP (SENDER, 452, "4.3.1", "no", TRY_AGAIN_LATER, CODE),
  SMTP (GREETING, 421, "4.3.2", "no", SERVER_BUSY, CODE),
  SMTP (SENDER, 552, "5.3.4", "no", MESSAGE_TOO_LARGE, CODE),
  SMTP (RECIPIENT, 421, "4.4.5", "no", SERVER_BUSY, CODE),
  SMTP (RECIPIENT, 550, "5.5.3", "no", TOO_MANY_RECIPIENTS, CODE),
  SMTP (SENDER, 530, "5.7.0", "no", SMTP_AUTH_OFF, CODE),
  SMTP (LOGIN, 454, "4.7.0", "no", LOGIN_TEMPORARILY_UNAVAILABLE, CODE),
  SMTP (GREETING, 554, "5.7.1", "no", IP_BLOCKED, CODE),
  SMTP (SENDER, 550, "5.7.1", "no", SENDER_REJECTED, CODE),
  SMTP (RECIPIENT, 550, "5.7.1", "no", RECIPIENT_REJECTED, CODE),
  SMTP (LOGIN, 535, "5.7.8", "no", PASSWORD_REJECTED, CODE),
  SMTP (LOGIN, 534, "5.7.9", "no", AUTH_MECHANISM_UNSUPPORTED, CODE),
  SMTP (LOGIN, 538, "5.7.11", "no", LOGIN_DISABLED, CODE),
  SMTP (LOGIN, 535, "5.7.13", "no", ACCOUNT_LOCKED, CODE),
  SMTP (RECIPIENT, 550, "5.7.25", "no", IP_NO_REVERSE_DNS, CODE),
  SMTP (SENDER, 550, "5.7.26", "no", SENDER_REJECTED, CODE),
  /* An enhanced code that says nothing leaves it to the bare one. */
  SMTP (RECIPIENT, 550, "5.0.0", "no", RECIPIENT_REJECTED, BARE),
  SMTP (LOGIN, 535, "5.9.9", "no", PASSWORD_REJECTED, BARE),
  /* Bare codes of SMTP. */
  SMTP (GREETING, 421, NULL, "no", SERVER_BUSY, BARE),
  SMTP (LOGIN, 421, NULL, "no", SERVER_BUSY, BARE),
  SMTP (RECIPIENT, 450, NULL, "no", TRY_AGAIN_LATER, BARE),
  SMTP (SENDER, 451, NULL, "no", TRY_AGAIN_LATER, BARE),
  SMTP (LOGIN, 451, NULL, "no", LOGIN_TEMPORARILY_UNAVAILABLE, BARE),
  SMTP (RECIPIENT, 452, NULL, "no", TOO_MANY_RECIPIENTS, BARE),
  SMTP (LOGIN, 454, NULL, "no", LOGIN_TEMPORARILY_UNAVAILABLE, BARE),
  SMTP (LOGIN, 502, NULL, "no", SMTP_AUTH_NOT_OFFERED, BARE),
  SMTP (LOGIN, 504, NULL, "no", AUTH_MECHANISM_UNSUPPORTED, BARE),
  SMTP (SENDER, 530, NULL, "no", SMTP_AUTH_OFF, BARE),
  SMTP (LOGIN, 534, NULL, "no", AUTH_MECHANISM_UNSUPPORTED, BARE),
  SMTP (LOGIN, 535, NULL, "no", PASSWORD_REJECTED, BARE),
  SMTP (LOGIN, 538, NULL, "no", LOGIN_DISABLED, BARE),
  SMTP (GREETING, 550, NULL, "no", IP_BLOCKED, BARE),
  SMTP (SENDER, 550, NULL, "no", SENDER_REJECTED, BARE),
  SMTP (RECIPIENT, 550, NULL, "no", RECIPIENT_REJECTED, BARE),
  SMTP (RECIPIENT, 551, NULL, "no", RELAY_DENIED, BARE),
  SMTP (SENDER, 552, NULL, "no", MESSAGE_TOO_LARGE, BARE),
  SMTP (RECIPIENT, 553, NULL, "no", RECIPIENT_REJECTED, BARE),
  SMTP (GREETING, 554, NULL, "no", IP_BLOCKED, BARE),
  SMTP (GREETING, 499, NULL, "no", SERVER_BUSY, BARE),
  SMTP (SENDER, 499, NULL, "no", TRY_AGAIN_LATER, BARE),
  SMTP (LOGIN, 599, NULL, "no", PASSWORD_REJECTED, BARE),
  /* IMAP. */
  IMAP (LOGIN, "NO", "AUTHENTICATIONFAILED", "no", PASSWORD_REJECTED, CODE),
  IMAP (LOGIN, "NO", "authenticationfailed", "no", PASSWORD_REJECTED, CODE),
  IMAP (LOGIN, "NO", "AUTHORIZATIONFAILED", "no", LOGIN_NOT_PERMITTED, CODE),
  IMAP (LOGIN, "NO", "EXPIRED", "no", PASSWORD_REJECTED, CODE),
  IMAP (LOGIN, "NO", "PRIVACYREQUIRED", "no", LOGIN_DISABLED, CODE),
  IMAP (LOGIN, "NO", "CONTACTADMIN", "no", ACCOUNT_LOCKED, CODE),
  IMAP (LOGIN, "NO", "UNAVAILABLE", "no", LOGIN_TEMPORARILY_UNAVAILABLE, CODE),
  IMAP (MAILBOX, "NO", "UNAVAILABLE", "no", SERVER_BUSY, CODE),
  IMAP (GREETING, "BYE", "UNAVAILABLE", "no", SERVER_BUSY, CODE),
  IMAP (MAILBOX, "NO", "INUSE", "no", MAILBOX_BUSY, CODE),
  IMAP (LOGIN, "NO", "LIMIT", "no", TOO_MANY_CONNECTIONS, CODE),
  IMAP (MAILBOX, "NO", "OVERQUOTA", "no", MAILBOX_FULL, CODE),
  IMAP (MAILBOX, "NO", "SERVERBUG", "no", SERVER_BUSY, CODE),
  IMAP (MAILBOX, "BAD", "CLIENTBUG", "no", MALFORMED_REPLY, CODE),
  IMAP (MAILBOX, "NO", "NOPERM", "no", INBOX_MISSING, CODE),
  IMAP (LOGIN, "NO", "NOPERM", "no", LOGIN_NOT_PERMITTED, CODE),
  IMAP (MAILBOX, "NO", "CORRUPTION", "no", INBOX_MISSING, CODE),
  IMAP (MAILBOX, "NO", "NONEXISTENT", "no", INBOX_MISSING, CODE),
  IMAP (MAILBOX, "NO", "CANNOT", "no", INBOX_MISSING, CODE),
  IMAP (LOGIN, "NO", "WEBALERT https://x.example", "no", ACCOUNT_LOCKED, CODE),
  IMAP (LOGIN, "NO", "CAPABILITY IMAP4rev1", "no", PASSWORD_REJECTED, BARE),
  IMAP (LOGIN, "NO", NULL, "no", PASSWORD_REJECTED, BARE),
  IMAP (LOGIN, "BAD", NULL, "no", MALFORMED_REPLY, BARE),
  IMAP (LOGIN, "BAD", NULL, "Invalid credentials", PASSWORD_REJECTED, WORDS),
  IMAP (LOGIN, "NO", NULL, "Login failed", PASSWORD_REJECTED, WORDS),
  IMAP (LOGIN, "NO", "UNAVAILABLE", "Login failed", LOGIN_TEMPORARILY_UNAVAILABLE, CODE),
  IMAP (LOGIN, "NO", "SERVERBUG", "Login failed", LOGIN_TEMPORARILY_UNAVAILABLE, CODE),
  IMAP (LOGIN, "NO", NULL, "Login failed: temporary problem", LOGIN_TEMPORARILY_UNAVAILABLE, WORDS),
  IMAP (LOGIN, "NO", NULL, "Invalid password, try again later", PASSWORD_REJECTED, WORDS),
  IMAP (LOGIN, "NO", "AUTHENTICATIONFAILED", "Try again later", PASSWORD_REJECTED, CODE),
  IMAP (LOGIN, "NO", "ALERT", "Please log in via your web browser", LOGIN_NOT_PERMITTED, WORDS),
  IMAP (MAILBOX, "NO", NULL, "no", INBOX_MISSING, BARE),
  IMAP (GREETING, "BYE", NULL, "no", SERVER_BUSY, BARE),
  IMAP (LOGIN, "BYE", NULL, "no", SERVER_BUSY, BARE),
  /* POP3. */
  POP3 (LOGIN, "AUTH", "no", PASSWORD_REJECTED, CODE),
  POP3 (LOGIN, "SYS/TEMP", "no", SERVER_BUSY, CODE),
  POP3 (LOGIN, "SYS/PERM", "no", INBOX_MISSING, CODE),
  POP3 (LOGIN, "IN-USE", "no", MAILBOX_BUSY, CODE),
  POP3 (LOGIN, "LOGIN-DELAY", "no", TRY_AGAIN_LATER, CODE),
  POP3 (LOGIN, NULL, "no", PASSWORD_REJECTED, BARE),
  POP3 (MAILBOX, NULL, "no", INBOX_MISSING, BARE),
  POP3 (GREETING, NULL, "no", SERVER_BUSY, BARE),
  /* Near misses: words that only look like a rule. */
  SMTP (SENDER, 550, NULL, "<pat@nc.rr.com> sender rejected by policy", SENDER_REJECTED, WORDS),
  IMAP (LOGIN, "NO", NULL, "spamhaus is no matter of IMAP", PASSWORD_REJECTED, BARE),
  SMTP (RECIPIENT, 550, NULL, "the spfilter said no", RECIPIENT_REJECTED, BARE),
  SMTP (RECIPIENT, 550, NULL, "invalid password", RECIPIENT_REJECTED, BARE),
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      g_autoptr (RrmReply) reply =
        rrm_reply_new (row->status, row->code, row->enhanced, row->response_code, row->text);
      RrmFindingCode code = RRM_FINDING_OFFLINE;
      RrmReplyStrength strength = RRM_REPLY_BARE;
      g_autofree char *line = rrm_reply_to_string (reply);

      g_test_message ("%u: %s", i, line);
      g_assert_true (rrm_reply_table_explain (rrm_reply_table_get_default (), row->protocol,
                                              row->step, reply, &code, &strength));
      g_assert_cmpstr (rrm_finding_code_to_string (code), ==,
                       rrm_finding_code_to_string (row->finding));
      g_assert_cmpint (strength, ==, row->strength);
    }
}

static void
test_successes (void)
{
  g_autoptr (RrmReply) smtp = rrm_reply_new ("250", 250, NULL, NULL, "OK");
  g_autoptr (RrmReply) imap = rrm_reply_new ("OK", 0, NULL, NULL, "done");
  g_autoptr (RrmReply) pop3 = rrm_reply_new ("+OK", 0, NULL, NULL, "done");
  RrmReplyTable *table = rrm_reply_table_get_default ();
  RrmFindingCode code = RRM_FINDING_OFFLINE;

  g_assert_false (rrm_reply_table_explain (table, RRM_PROTOCOL_SMTP, SENDER, smtp, &code, NULL));
  g_assert_false (rrm_reply_table_explain (table, RRM_PROTOCOL_IMAP, LOGIN, imap, &code, NULL));
  g_assert_false (rrm_reply_table_explain (table, RRM_PROTOCOL_POP3, LOGIN, pop3, &code, NULL));
}

/* Whatever the words, every refusal at every step means something. */
static void
test_no_gaps (void)
{
  RrmReplyTable *table = rrm_reply_table_get_default ();

  for (RrmStepName step = RRM_STEP_NAME_GREETING; step < RRM_N_STEP_NAMES; step++)
    for (guint number = 400; number < 600; number++)
      {
        g_autofree char *status = g_strdup_printf ("%u", number);
        g_autoptr (RrmReply) smtp = rrm_reply_new (status, number, NULL, NULL, "");
        RrmFindingCode code = RRM_FINDING_OFFLINE;

        g_assert_true (rrm_reply_table_explain (table, RRM_PROTOCOL_SMTP, step, smtp, &code, NULL));
        g_assert_cmpint (code, !=, RRM_FINDING_OFFLINE);
      }
  for (RrmStepName step = RRM_STEP_NAME_GREETING; step < RRM_N_STEP_NAMES; step++)
    {
      g_autoptr (RrmReply) no = rrm_reply_new ("NO", 0, NULL, NULL, "");
      g_autoptr (RrmReply) err = rrm_reply_new ("-ERR", 0, NULL, NULL, "");
      RrmFindingCode code = RRM_FINDING_OFFLINE;

      g_assert_true (rrm_reply_table_explain (table, RRM_PROTOCOL_IMAP, step, no, &code, NULL));
      g_assert_true (rrm_reply_table_explain (table, RRM_PROTOCOL_POP3, step, err, &code, NULL));
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reply/aup-numbers", test_aup_numbers);
  g_test_add_func ("/reply/aup-spellings", test_aup_spellings);
  g_test_add_func ("/reply/rows", test_rows);
  g_test_add_func ("/reply/successes", test_successes);
  g_test_add_func ("/reply/no-gaps", test_no_gaps);

  return g_test_run ();
}
