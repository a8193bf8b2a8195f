/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"

#include <errno.h>
#include <string.h>

#define HOST "mail.twc.com"
#define ADDRESS "pat.practice@nc.rr.com"
#define PASSWORD "practice-Only_7"
/* NUL name NUL password of the default account. */
#define PLAIN "AHBhdC5wcmFjdGljZUBuYy5yci5jb20AcHJhY3RpY2UtT25seV83"
#define PLAIN_WRONG "AHBhdC5wcmFjdGljZUBuYy5yci5jb20Ad3Jvbmc="

static guint
count (RrmPracticeServer *server,
       const char *endpoint,
       RrmPracticeFact fact)
{
  return rrm_practice_log_count (rrm_practice_server_get_log (server), endpoint, fact);
}

/* A client behind the greeting, with TLS if the port begins with it. */
static Client *
call (RrmPracticeServer *server,
      guint16 port,
      const char *greeting)
{
  Client *client = client_new (server, HOST, port);
  guint status = 1;

  g_assert_cmpint (client_connect_error (client), ==, 0);
  if (port == 993 || port == 995 || port == 465)
    {
      g_assert_cmpint (client_start_tls (client, HOST, NULL, &status), ==, 0);
      g_assert_cmpuint (status, ==, 0);
    }
  client_expect (client, greeting);

  return client;
}

static void
starttls (Client *client)
{
  guint status = 1;

  g_assert_cmpint (client_start_tls (client, HOST, NULL, &status), ==, 0);
  g_assert_cmpuint (status, ==, 0);
}

static void
test_imap (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text ("");
  g_autoptr (Client) client = call (server, 993, "* OK IMAP4 server (InterMail");
  g_autofree char *capability = client_ask (client, "a CAPABILITY");
  g_autofree char *quota = NULL;

  g_assert_cmpstr (capability, ==,
                   "* CAPABILITY IMAP4rev1 UIDPLUS NAMESPACE QUOTA AUTH=LOGIN AUTH=PLAIN");
  client_expect (client, "a OK");
  client_tell (client, "b EXAMINE INBOX", "b BAD");
  client_tell (client, "c AUTHENTICATE PLAIN", "+ ");
  client_tell (client, PLAIN, "c OK");
  client_tell (client, "d EXAMINE INBOX", "d OK [READ-ONLY]");
  quota = client_ask (client, "e GETQUOTAROOT INBOX");
  g_assert_cmpstr (quota, ==, "* QUOTAROOT INBOX \"\"");
  client_expect (client, "* QUOTA \"\" (STORAGE 120000 5000000)");
  client_expect (client, "e OK");
  client_tell (client, "f STORE 1 +FLAGS (\\Deleted)", "f NO");
  client_tell (client, "g LOGOUT", "g OK");
  g_assert_null (client_read_line (client));

  g_assert_cmpuint (count (server, "imap", RRM_PRACTICE_LOGINS), ==, 1);
  g_assert_cmpuint (count (server, "imap", RRM_PRACTICE_LOGINS_ACCEPTED), ==, 1);
  g_assert_cmpuint (count (server, NULL, RRM_PRACTICE_CLEAR_LOGINS), ==, 0);
}

static void
test_imap_starttls (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text ("");
  g_autoptr (Client) client = call (server, 143, "* OK IMAP4 server");
  g_autofree char *capability = client_ask (client, "a CAPABILITY");
  g_autofree char *commands = NULL;

  g_assert_nonnull (strstr (capability, " STARTTLS LOGINDISABLED"));
  g_assert_null (strstr (capability, "AUTH="));
  client_expect (client, "a OK");
  client_tell (client, "b STARTTLS", "b OK");
  starttls (client);
  client_tell (client, "c LOGIN " ADDRESS " {15}", "+ ");
  client_tell (client, PASSWORD, "c OK");
  client_tell (client, "d STARTTLS", "d BAD");

  commands = rrm_practice_log_dup_commands (rrm_practice_server_get_log (server), NULL, TRUE);
  g_assert_cmpstr (commands, ==, "CAPABILITY STARTTLS");
  g_assert_cmpuint (count (server, "imap-143", RRM_PRACTICE_HANDSHAKES), ==, 1);
}

/* A password in clear is refused, counted, and not in the log. */
static void
test_clear_secret (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text ("");
  g_autoptr (Client) imap = call (server, 143, "* OK");
  g_autoptr (Client) pop = call (server, 110, "+OK InterMail POP3 server ready.");
  g_autoptr (Client) smtp = call (server, 587, "220 ");
  g_autofree char *text = NULL;

  client_tell (imap, "a LOGIN " ADDRESS " \"" PASSWORD "\"", "a NO [PRIVACYREQUIRED]");
  client_tell (pop, "USER " ADDRESS, "-ERR");
  client_tell (pop, "PASS " PASSWORD, "-ERR");
  client_tell (smtp, "EHLO [127.0.0.1]", "250 ");
  client_tell (smtp, "AUTH PLAIN " PLAIN, "538 ");

  g_assert_cmpuint (count (server, NULL, RRM_PRACTICE_CLEAR_SECRETS), ==, 3);
  g_assert_cmpuint (count (server, "smtp", RRM_PRACTICE_CLEAR_LOGINS), ==, 1);
  text = rrm_practice_log_dup_text (rrm_practice_server_get_log (server));
  g_assert_null (strstr (text, PASSWORD));
  g_assert_null (strstr (text, PLAIN));
  g_assert_nonnull (strstr (text, "AUTH PLAIN ‹secret›"));
}

static void
test_wrong_password (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text ("");
  g_autoptr (Client) imap = call (server, 993, "* OK");
  g_autoptr (Client) pop = call (server, 995, "+OK");
  g_autoptr (Client) smtp = call (server, 465, "220 ");

  client_tell (imap, "a LOGIN " ADDRESS " wrong", "a NO invalid username or password");
  client_tell (pop, "USER " ADDRESS, "+OK please send PASS command");
  client_tell (pop, "PASS wrong", "-ERR invalid username or password");
  client_tell (pop, "USER " ADDRESS, "+OK");
  client_tell (pop, "PASS wrong", "-ERR");
  client_tell (smtp, "EHLO [127.0.0.1]", "250 ");
  client_tell (smtp, "AUTH PLAIN " PLAIN_WRONG, "535 5.7.8");
  client_tell (smtp, "AUTH PLAIN not*base64", "501 ");

  g_assert_cmpuint (count (server, NULL, RRM_PRACTICE_LOGINS), ==, 4);
  g_assert_cmpuint (count (server, NULL, RRM_PRACTICE_LOGINS_ACCEPTED), ==, 0);
  g_assert_cmpuint (count (server, "pop3", RRM_PRACTICE_LOGINS_REPEATED), ==, 1);
  g_assert_cmpuint (count (server, "smtp-465", RRM_PRACTICE_LOGINS_REPEATED), ==, 0);
}

static void
test_pop3 (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text ("");
  g_autoptr (Client) client = call (server, 110, "+OK");
  g_autofree char *line = client_ask (client, "CAPA");

  g_assert_true (g_str_has_prefix (line, "+OK"));
  client_expect (client, "TOP");
  client_expect (client, "UIDL");
  client_expect (client, "PIPELINING");
  client_expect (client, "RESP-CODES");
  client_expect (client, "STLS");
  client_expect (client, ".");
  client_tell (client, "STLS", "+OK");
  starttls (client);
  client_tell (client, "AUTH PLAIN " PLAIN, "+OK " ADDRESS " is welcome here");
  client_tell (client, "STAT", "+OK 2 ");
  client_tell (client, "UIDL 2", "+OK 2 practice-2");
  client_tell (client, "DELE 1", "+OK");
  client_tell (client, "RETR 1", "-ERR");
  client_tell (client, "QUIT", "+OK " ADDRESS " InterMail POP3 server signing off");
  g_assert_cmpuint (rrm_practice_mailbox_get_n_messages (rrm_practice_server_get_mailbox (server),
                                                         RRM_PRACTICE_INBOX),
                    ==, 1);
}

/* The envelope of a test: what is not the login's is refused, and nothing without a login. */
static void
test_smtp_envelope (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text ("");
  g_autoptr (Client) client = call (server, 587, "220 p-impout007");
  g_autofree char *line = client_ask (client, "EHLO [127.0.0.1]");

  g_assert_true (g_str_has_prefix (line, "250-"));
  client_expect (client, "250-SIZE 20000000");
  client_expect (client, "250-ENHANCEDSTATUSCODES");
  client_expect (client, "250-8BITMIME");
  client_expect (client, "250-PIPELINING");
  client_expect (client, "250 STARTTLS");
  client_tell (client, "STARTTLS", "220 ");
  starttls (client);
  client_tell (client, "MAIL FROM:<" ADDRESS ">", "503 ");
  client_tell (client, "EHLO [127.0.0.1]", "250 PIPELINING");
  client_tell (client, "MAIL FROM:<" ADDRESS ">", "250 ");
  client_tell (client, "RCPT TO:<" ADDRESS ">", "550 5.7.1 Please turn on SMTP Authentication");
  client_tell (client, "RSET", "250 ");
  client_tell (client, "AUTH PLAIN " PLAIN, "235 ");
  client_tell (client, "MAIL FROM:<someone@else.example>",
               "550 5.1.0 <someone@else.example> sender rejected. ");
  client_tell (client, "MAIL FROM:<" ADDRESS "> SIZE=30000000", "552 ");
  client_tell (client, "MAIL FROM:<" ADDRESS ">", "250 ");
  client_tell (client, "RCPT TO:<" ADDRESS ">", "250 ");
  client_tell (client, "QUIT", "221 ");
  g_assert_cmpuint (count (server, "smtp", RRM_PRACTICE_MESSAGES), ==, 0);
}

/* Sends one message through a client that has logged in. */
static void
send_message (Client *client,
              const char *token)
{
  g_autofree char *message = g_strdup_printf (
      "Subject: Test\r\nX-Token: %s\r\n\r\n..dot\r\nText\r\n.", token);

  client_tell (client, "MAIL FROM:<" ADDRESS ">", "250 ");
  client_tell (client, "RCPT TO:<" ADDRESS ">", "250 ");
  client_tell (client, "DATA", "354 ");
  client_tell (client, message, "250 ");
}

static Client *
call_smtp (RrmPracticeServer *server)
{
  Client *client = call (server, 465, "220 ");

  client_tell (client, "EHLO [127.0.0.1]", "250 ");
  client_tell (client, "AUTH PLAIN " PLAIN, "235 ");

  return client;
}

static Client *
call_imap (RrmPracticeServer *server)
{
  Client *client = call (server, 993, "* OK");

  client_tell (client, "a LOGIN " ADDRESS " " PASSWORD, "a OK");

  return client;
}

/* A message goes round: SMTP, IDLE, SEARCH, FETCH, STORE, UID EXPUNGE; then the same by POP3. */
static void
test_round_trip (void)
{
  g_autoptr (RrmPracticeServer) server =
      server_from_text ("[account]\nmessages=0\n[imap]\nadd=IDLE\n[smtp]\ndeliver=delay:0.2\n");
  g_autoptr (Client) smtp = call_smtp (server);
  g_autoptr (Client) imap = call_imap (server);
  g_autoptr (Client) pop = NULL;
  gint64 begin;

  client_tell (imap, "b SELECT INBOX", "b OK [READ-WRITE]");
  client_tell (imap, "c IDLE", "+ idling");
  begin = g_get_monotonic_time ();
  send_message (smtp, "abc123");
  client_expect (imap, "* 1 EXISTS");
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 190000);
  client_tell (imap, "DONE", "c OK");
  client_send (imap, "d UID SEARCH HEADER X-Token ABC123\r\n");
  client_expect (imap, "* SEARCH 1");
  client_expect (imap, "d OK");
  client_send (imap, "e UID SEARCH HEADER X-Token abc124\r\n");
  client_expect (imap, "* SEARCH");
  client_expect (imap, "e OK");
  client_send (imap, "f UID FETCH 1 (FLAGS BODY.PEEK[HEADER.FIELDS (X-Token Subject)])\r\n");
  client_expect (imap, "* 1 FETCH (UID 1 FLAGS () BODY[HEADER.FIELDS (X-Token Subject)] {34}");
  client_expect (imap, "Subject: Test");
  client_expect (imap, "X-Token: abc123");
  client_expect (imap, "");
  client_expect (imap, ")");
  client_expect (imap, "f OK");
  client_tell (imap, "g UID STORE 1 +FLAGS.SILENT (\\Deleted)", "g OK");
  client_tell (imap, "h UID EXPUNGE 1", "* 1 EXPUNGE");
  client_expect (imap, "h OK");

  send_message (smtp, "def");
  g_usleep (250000);
  pop = call (server, 995, "+OK");
  client_tell (pop, "AUTH PLAIN " PLAIN, "+OK");
  client_tell (pop, "STAT", "+OK 1 ");
  client_tell (pop, "TOP 1 1", "+OK");
  client_expect (pop, "Received: ");
  client_expect (pop, " ");
  client_expect (pop, "Subject: Test");
  client_expect (pop, "X-Token: def");
  client_expect (pop, "");
  client_expect (pop, "..dot");
  client_expect (pop, ".");
  g_assert_cmpuint (count (server, NULL, RRM_PRACTICE_MESSAGES), ==, 2);
}

static void
test_delivery_to_junk (void)
{
  g_autoptr (RrmPracticeServer) server =
      server_from_text ("[account]\nmessages=0\n[all]\njunk-folder=Spam\n[smtp]\ndeliver=junk\n");
  g_autoptr (Client) smtp = call_smtp (server);
  g_autoptr (Client) imap = call_imap (server);

  send_message (smtp, "abc");
  client_tell (imap, "b SELECT INBOX", "* 0 EXISTS");
  client_tell (imap, "c NOOP", "b OK");
  client_expect (imap, "c OK");
  client_tell (imap, "d LIST \"\" *", "* LIST (\\HasNoChildren) \"/\" INBOX");
  client_expect (imap, "* LIST (\\HasNoChildren \\Junk) \"/\" \"Spam\"");
  client_expect (imap, "d OK");
  client_tell (imap, "e SELECT Spam", "* 1 EXISTS");
}

/* The message is delivered though no answer comes: the client cannot know. */
static void
test_drop_after_data (void)
{
  g_autoptr (RrmPracticeServer) server =
      server_from_text ("[account]\nmessages=0\n[smtp]\ndeliver=drop-after-data\n");
  g_autoptr (Client) smtp = call_smtp (server);

  client_tell (smtp, "MAIL FROM:<" ADDRESS ">", "250 ");
  client_tell (smtp, "RCPT TO:<" ADDRESS ">", "250 ");
  client_tell (smtp, "DATA", "354 ");
  client_send (smtp, "Subject: x\r\n\r\nx\r\n.\r\n");
  g_assert_null (client_read_line (smtp));
  g_assert_cmpuint (rrm_practice_mailbox_get_n_messages (rrm_practice_server_get_mailbox (server),
                                                         RRM_PRACTICE_INBOX),
                    ==, 1);
}

static void
test_scripted_replies (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text (
      "[smtp-465]\n"
      "greeting=220-%h at your service\\r\\n220 %i\n"
      "reply.RCPT=450 4.7.1 <%s> greylisted\\|*\n"
      "reply.AUTH LOGIN=504 5.5.4 not LOGIN\n"
      "reply.NOOP=250 100% \\x41\\sok \\\\ %a\n"
      "reply.accepted=235 Hello %u\n"
      "before.RSET=250-first\\r\\n\n"
      "[imap]\n"
      "capabilities=IMAP4rev1 AUTH=PLAIN SASL-IR\n"
      "reply.EXAMINE=* BYE gone\\r\\n%t NO [UNAVAILABLE] Not now\n");
  g_autoptr (Client) smtp = call (server, 465, "220-mail.twc.com at your service");
  g_autoptr (Client) imap = NULL;

  client_expect (smtp, "220 127.0.0.1");
  client_tell (smtp, "EHLO [127.0.0.1]", "250 ");
  client_tell (smtp, "AUTH LOGIN", "504 5.5.4 not LOGIN");
  client_tell (smtp, "AUTH PLAIN " PLAIN, "235 Hello " ADDRESS);
  client_tell (smtp, "NOOP", "250 100% A ok \\ " ADDRESS);
  client_tell (smtp, "MAIL FROM:<" ADDRESS ">", "250 ");
  client_tell (smtp, "RCPT TO:<x@y>", "450 4.7.1 <x@y> greylisted");
  client_tell (smtp, "RCPT TO:<x@y>", "250 ");
  client_tell (smtp, "RSET", "250-first");
  client_expect (smtp, "250 2.0.0");

  imap = call (server, 993, "* OK");
  client_tell (imap, "a AUTHENTICATE PLAIN " PLAIN, "a OK");
  client_tell (imap, "b EXAMINE INBOX", "* BYE gone");
  client_expect (imap, "b NO [UNAVAILABLE]");
  g_assert_null (client_read_line (imap));
}

/* Keys for one connection or one state only, and inheritance between the ports of a protocol. */
static void
test_conditions (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text (
      "[smtp]\n2:greeting=421 4.3.2 busy\nauth@tls=PLAIN\nadd@clear=XCLEAR\nadd@tls=XTLS\n"
      "reply.VRFY=252 inherited\n");
  g_autoptr (Client) first = call (server, 587, "220 ");
  g_autoptr (Client) second = call (server, 587, "421 4.3.2 busy");
  g_autoptr (Client) third = call (server, 587, "220 ");
  g_autoptr (Client) sibling = call (server, 465, "220 ");

  g_assert_null (client_read_line (second));
  client_tell (first, "EHLO [127.0.0.1]", "250 XCLEAR");
  client_tell (first, "STARTTLS", "220 ");
  starttls (first);
  client_tell (first, "EHLO [127.0.0.1]", "250-AUTH PLAIN");
  client_expect (first, "250-SIZE");
  client_tell (sibling, "EHLO [127.0.0.1]", "250 XTLS");
  client_tell (sibling, "VRFY x", "252 inherited");
}

/* Greylisting: a sequence over all connections, not over each. */
static void
test_sequence_of_endpoint (void)
{
  g_autoptr (RrmPracticeServer) server =
      server_from_text ("[smtp]\nsequence=endpoint\nreply.NOOP=451 later\\|*\n");
  g_autoptr (Client) first = call (server, 587, "220 ");
  g_autoptr (Client) second = call (server, 587, "220 ");

  client_tell (first, "NOOP", "451 later");
  client_tell (second, "NOOP", "250 ");
  client_tell (first, "NOOP", "250 ");
}

static void
test_mechanisms (void)
{
  g_autoptr (RrmPracticeServer) server =
      server_from_text ("[imap]\nauth=PLAIN LOGIN CRAM-MD5 NTLM\n");
  g_autoptr (Client) client = call (server, 993, "* OK");
  g_autofree char *challenge = NULL;
  g_autofree char *decoded = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *encoded = NULL;
  gsize length;

  client_tell (client, "a AUTHENTICATE LOGIN", "+ VXNlcm5hbWU6");
  client_tell (client, "cGF0LnByYWN0aWNlQG5jLnJyLmNvbQ==", "+ UGFzc3dvcmQ6");
  client_tell (client, "*", "a BAD");
  client_tell (client, "b AUTHENTICATE DIGEST-MD5", "b NO");
  client_tell (client, "c AUTHENTICATE NTLM", "+ ");
  client_tell (client, "TlRMTVNTUAAB", "c NO");

  challenge = client_ask (client, "d AUTHENTICATE CRAM-MD5");
  g_assert_true (g_str_has_prefix (challenge, "+ "));
  decoded = (char *) g_base64_decode (challenge + 2, &length);
  digest = g_compute_hmac_for_data (G_CHECKSUM_MD5, (const guchar *) PASSWORD, strlen (PASSWORD),
                                    (const guchar *) decoded, length);
  answer = g_strconcat (ADDRESS " ", digest, NULL);
  encoded = g_base64_encode ((const guchar *) answer, strlen (answer));
  client_tell (client, encoded, "d OK");

  g_assert_cmpuint (count (server, "imap", RRM_PRACTICE_CANCELLED), ==, 1);
  g_assert_cmpuint (count (server, "imap", RRM_PRACTICE_LOGINS), ==, 1);
}

/* What stands behind STARTTLS in the same segment is counted and never executed. */
static void
test_pipelined_starttls (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text ("");
  g_autoptr (Client) client = call (server, 110, "+OK");
  RrmPracticeLog *log = rrm_practice_server_get_log (server);
  g_autofree char *commands = NULL;

  client_tell (client, "STLS\r\nSTAT", "+OK");
  starttls (client);
  client_tell (client, "NOOP", "-ERR");
  commands = rrm_practice_log_dup_commands (log, "pop3-110", FALSE);
  g_assert_cmpstr (commands, ==, "STLS NOOP");
  g_assert_cmpuint (count (server, NULL, RRM_PRACTICE_PIPELINED), ==, 1);
}

static void
test_injection (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text (
      "[smtp]\ninject-after-starttls=235 2.7.0 injected\\r\\n\n"
      "[imap]\ninject-late=* CAPABILITY IMAP4rev1 AUTH=PLAIN\\r\\n\n");
  g_autoptr (Client) smtp = call (server, 587, "220 ");
  g_autoptr (Client) imap = call (server, 143, "* OK");
  char bytes[200] = "";

  client_tell (smtp, "EHLO [127.0.0.1]", "250 ");
  client_send (smtp, "STARTTLS\r\n");
  client_read_some (smtp, bytes, sizeof bytes - 1);
  g_assert_cmpstr (bytes, ==, "220 2.0.0 Ready to start TLS\r\n235 2.7.0 injected\r\n");

  memset (bytes, 0, sizeof bytes);
  client_send (imap, "a STARTTLS\r\n");
  client_read_some (imap, bytes, sizeof bytes - 1);
  g_assert_cmpstr (bytes, ==, "a OK Begin TLS negotiation now\r\n");
  client_expect (imap, "* CAPABILITY IMAP4rev1 AUTH=PLAIN");
}

static void
test_ends (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text (
      "[imap]\nclose-after=greeting\n"
      "[imap-143]\nclose-after=none\nreset-on=CAPABILITY\n"
      "[pop3]\nreset-after=accept\n"
      "[pop3-110]\nreset-after=none\nsilent-on=USER\nclear-login=yes\n"
      "[smtp]\ncut=10\n");
  g_autoptr (Client) imap = client_new (server, HOST, 993);
  g_autoptr (Client) imap_clear = client_new (server, HOST, 143);
  g_autoptr (Client) pop = client_new (server, HOST, 995);
  g_autoptr (Client) pop_clear = client_new (server, HOST, 110);
  g_autoptr (Client) smtp = client_new (server, HOST, 587);
  char bytes[100] = "";

  starttls (imap);
  client_expect (imap, "* OK");
  g_assert_null (client_read_line (imap));
  g_assert_false (client_was_reset (imap));

  client_expect (imap_clear, "* OK");
  g_assert_null (client_ask (imap_clear, "a CAPABILITY"));
  g_assert_true (client_was_reset (imap_clear));

  g_assert_null (client_read_line (pop));
  g_assert_true (client_was_reset (pop));

  g_assert_cmpuint (client_read_some (smtp, bytes, sizeof bytes), ==, 10);
  g_assert_cmpuint (client_read_some (smtp, bytes, sizeof bytes), ==, 0);
  g_assert_false (client_was_reset (smtp));

  /* Silence: the answer to USER never comes; stopping the server ends it. */
  client_expect (pop_clear, "+OK");
  client_send (pop_clear, "USER " ADDRESS "\r\n");
  g_usleep (50000);
  rrm_practice_server_stop (server);
  g_assert_cmpuint (client_read_some (pop_clear, bytes, sizeof bytes), ==, 0);
}

static void
test_dead_ports (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text (
      "[imap]\nprotocol=refused\n[imap-143]\nprotocol=blackhole\n"
      "[pop3]\nprotocol=unreachable\n[pop3-110]\nprotocol=none\n"
      "[smtp]\nprotocol=not-found\n");
  g_autoptr (Client) refused = client_new (server, HOST, 993);
  g_autoptr (Client) blackhole = client_new (server, HOST, 143);
  g_autoptr (Client) unreachable = client_new (server, HOST, 995);

  g_assert_cmpint (client_connect_error (refused), ==, ECONNREFUSED);
  g_assert_cmpint (client_connect_error (blackhole), ==, ETIMEDOUT);
  g_assert_cmpint (client_connect_error (unreachable), ==, ENETUNREACH);
  g_assert_cmpuint (rrm_practice_server_get_n_mappings (server), ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      const RrmPracticeMapping *mapping = rrm_practice_server_get_mapping (server, i);

      g_assert_cmpuint (mapping->port, !=, 110);
      if (mapping->port == 587)
        {
          g_assert_null (mapping->address);
          g_assert_null (rrm_practice_mapping_to_text (mapping));
        }
    }
}

static void
test_mappings (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text (
      "[account]\nincoming=pop3://pop-server.nc.rr.com\noutgoing=smtp://x@smtp.example:25\n"
      "[imap]\nhost=a.example;b.example\naddress=both\n"
      "[endpoint any]\nprotocol=silent\nhost=c.example\nport=0\n");
  g_autofree char *text = NULL;
  guint n = rrm_practice_server_get_n_mappings (server);
  guint found = 0;

  for (guint i = 0; i < n; i++)
    {
      const RrmPracticeMapping *mapping = rrm_practice_server_get_mapping (server, i);

      g_free (text);
      text = rrm_practice_mapping_to_text (mapping);
      if (g_str_equal (mapping->endpoint, "any"))
        found += g_str_has_prefix (text, "c.example::127.0.0.1:");
      if (g_str_equal (mapping->endpoint, "pop3-110"))
        found += g_str_has_prefix (text, "pop-server.nc.rr.com:110:127.0.0.1:");
      if (g_str_equal (mapping->endpoint, "smtp"))
        found += g_str_has_prefix (text, "smtp.example:587:127.0.0.1:");
      if (g_str_equal (mapping->endpoint, "imap"))
        found += g_str_has_prefix (text, "b.example:993:[::1]:");
    }
  g_assert_cmpuint (n, ==, 10);
  g_assert_cmpuint (found, ==, 4);
}

/* Everything again over IPv6 and a byte at a time. */
static void
test_ipv6_byte_by_byte (void)
{
  g_autoptr (RrmScenario) scenario = scenario_from_text ("");
  g_autoptr (RrmPracticeServer) server = NULL;
  g_autoptr (Client) imap = NULL;
  char bytes[100];

  rrm_scenario_set_fallback (scenario, "delay.byte", "0.001");
  server = rrm_practice_server_new (scenario, NULL);
  rrm_practice_server_set_address (server, "::1");
  g_assert_true (rrm_practice_server_start (server, NULL));
  g_assert_cmpstr (rrm_practice_server_get_mapping (server, 0)->address, ==, "::1");

  imap = client_new (server, HOST, 993);
  starttls (imap);
  g_assert_cmpuint (client_read_some (imap, bytes, sizeof bytes), ==, 1);
  client_expect (imap, " OK IMAP4");
  client_tell (imap, "a LOGIN " ADDRESS " " PASSWORD, "a OK");
}

static void
test_delays (void)
{
  g_autoptr (RrmPracticeServer) server =
      server_from_text ("[smtp]\ndelay.greeting=0.2\ndelay.EHLO=0.1\n");
  g_autoptr (Client) client = client_new (server, HOST, 587);
  gint64 begin = g_get_monotonic_time ();
  gint64 greeted;

  client_expect (client, "220 ");
  greeted = g_get_monotonic_time ();
  g_assert_cmpint (greeted - begin, >=, 150000);
  client_tell (client, "EHLO [127.0.0.1]", "250 ");
  g_assert_cmpint (g_get_monotonic_time () - greeted, >=, 95000);
}

/* Each way takes 40 ms: a greeting one way, each command two. */
static void
test_far_away (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text ("[smtp]\ndelay.way=0.04\n");
  g_autoptr (Client) client = client_new (server, HOST, 587);
  gint64 begin;

  client_expect (client, "220 ");
  begin = g_get_monotonic_time ();
  client_tell (client, "EHLO [127.0.0.1]", "250 ");
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 79000);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 150000);
}

static void
test_both_ways (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text ("[smtp]\nsecurity=auto-both\n");
  g_autoptr (Client) clear = call (server, 587, "220 ");
  g_autoptr (Client) tls = client_new (server, HOST, 587);

  client_tell (clear, "EHLO [127.0.0.1]", "250 ");
  starttls (tls);
  client_expect (tls, "220 ");
}

static void
test_web (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text (
      "[imap-143]\nprotocol=http\nsecurity=none\n"
      "[endpoint portal]\nprotocol=http\nhost=probe.example\nport=80\nstatus=302 Found\n"
      "location=http://portal.example/login\nclock=400\n"
      "[endpoint raw]\nprotocol=raw\nhost=raw.example\nport=1\ngreeting=hello\\c\n"
      "reply.line=yes\\|no\n");
  g_autoptr (Client) mail = client_new (server, HOST, 143);
  g_autoptr (Client) web = client_new (server, "probe.example", 80);
  g_autoptr (Client) raw = client_new (server, "raw.example", 1);
  g_autofree char *date = NULL;
  g_autoptr (GDateTime) next_year = g_date_time_new_now_utc ();
  g_autofree char *year = NULL;

  client_tell (mail, "a CAPABILITY", "HTTP/1.1 400");
  client_send (web, "GET / HTTP/1.1\r\nHost: probe.example\r\n\r\n");
  client_expect (web, "HTTP/1.1 302 Found");
  date = client_read_line (web);
  year = g_strdup_printf ("%d", g_date_time_get_year (next_year));
  g_assert_true (g_str_has_prefix (date, "Date: "));
  g_assert_null (strstr (date, year));
  client_expect (web, "Server: ");
  client_expect (web, "Location: http://portal.example/login");

  client_tell (raw, "anything", "helloyes");
  client_tell (raw, "anything", "no");
}

/* A server that is stopped in the middle of everything leaves no thread and no descriptor. */
static void
test_stop (void)
{
  guint before = 0;

  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (RrmPracticeServer) server =
          server_from_text ("[smtp]\ndelay.EHLO=60\n[imap]\nadd=IDLE\n"
                            "[imap-143]\nprotocol=blackhole\n");
      g_autoptr (GDir) dir = NULL;
      guint now = 0;

      {
        g_autoptr (Client) idle = call_imap (server);
        g_autoptr (Client) in_handshake = client_new (server, HOST, 995);
        g_autoptr (Client) delayed = call (server, 587, "220 ");
        gint64 begin;

        client_tell (idle, "b IDLE", "+ idling");
        client_send (delayed, "EHLO x\r\n");
        g_usleep (20000);
        begin = g_get_monotonic_time ();
        rrm_practice_server_stop (server);
        g_assert_cmpint (g_get_monotonic_time () - begin, <, 1000000);
        g_assert_null (client_read_line (delayed));
      }
      g_clear_object (&server);
      dir = g_dir_open ("/proc/self/fd", 0, NULL);
      while (g_dir_read_name (dir) != NULL)
        now++;
      if (round == 0)
        before = now;
      g_assert_cmpuint (now, ==, before);
    }
}

static gpointer
on_login_thread (gpointer data)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (Client) client = call_imap (data);

      client_tell (client, "z LOGOUT", "z OK");
    }

  return NULL;
}

static void
test_many_at_once (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text ("");
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("client", on_login_thread, server);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (count (server, "imap", RRM_PRACTICE_LOGINS_ACCEPTED), ==, 80);
  g_assert_cmpuint (count (server, "imap", RRM_PRACTICE_CONNECTIONS), ==, 80);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice/imap", test_imap);
  g_test_add_func ("/practice/imap-starttls", test_imap_starttls);
  g_test_add_func ("/practice/clear-secret", test_clear_secret);
  g_test_add_func ("/practice/wrong-password", test_wrong_password);
  g_test_add_func ("/practice/pop3", test_pop3);
  g_test_add_func ("/practice/smtp-envelope", test_smtp_envelope);
  g_test_add_func ("/practice/round-trip", test_round_trip);
  g_test_add_func ("/practice/delivery-to-junk", test_delivery_to_junk);
  g_test_add_func ("/practice/drop-after-data", test_drop_after_data);
  g_test_add_func ("/practice/scripted-replies", test_scripted_replies);
  g_test_add_func ("/practice/conditions", test_conditions);
  g_test_add_func ("/practice/sequence-of-endpoint", test_sequence_of_endpoint);
  g_test_add_func ("/practice/mechanisms", test_mechanisms);
  g_test_add_func ("/practice/pipelined-starttls", test_pipelined_starttls);
  g_test_add_func ("/practice/injection", test_injection);
  g_test_add_func ("/practice/ends", test_ends);
  g_test_add_func ("/practice/dead-ports", test_dead_ports);
  g_test_add_func ("/practice/mappings", test_mappings);
  g_test_add_func ("/practice/ipv6-byte-by-byte", test_ipv6_byte_by_byte);
  g_test_add_func ("/practice/delays", test_delays);
  g_test_add_func ("/practice/far-away", test_far_away);
  g_test_add_func ("/practice/both-ways", test_both_ways);
  g_test_add_func ("/practice/web", test_web);
  g_test_add_func ("/practice/stop", test_stop);
  g_test_add_func ("/practice/many-at-once", test_many_at_once);

  return g_test_run ();
}
