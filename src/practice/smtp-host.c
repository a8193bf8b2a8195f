/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/hosts.h"
#include "practice/login-host.h"
#include "practice/reply.h"

#include <string.h>

/* Submission as the Cloudmark gateway of this provider speaks it, as far as its words are known. */
#define SERVER "p-impout007.msg.pkvw.co.charter.net"
#define GREETING "220 " SERVER " cmsmtp ESMTP server ready"
#define NOT_THE_LOGIN \
  "550 5.1.0 <%s> sender rejected. The email address you are sending as must match the email " \
  "address you used to auth. Please check your SMTP settings. AUP#Out-1500"
#define NO_RELAY \
  "550 5.7.1 Please turn on SMTP Authentication in your mail client. [%i]:%p is not permitted to " \
  "relay through this server without authentication."
#define DEFAULT_SIZE "20000000"
#define MAX_MESSAGE (32 * 1024 * 1024)

/**
 * Smtp:
 * @refused: the greeting was a refusal, and all but QUIT is refused as well (RFC 5321, section 3.1)
 * @greeted: EHLO or HELO was accepted
 * @sender: (nullable): of the transaction on its way
 * @recipients: how many it has
 *
 * One SMTP conversation.
 */
typedef struct
{
  RrmPracticeConnection *connection;
  gboolean refused;
  gboolean greeted;
  char *sender;
  guint recipients;
} Smtp;

typedef gboolean (*Handler) (Smtp *self, const char *verb, char *rest);

static const RrmPracticeLoginWords WORDS = {
  .verb = "AUTH",
  .prompt = "334 ",
  .accepted = "235 2.7.0 Authentication successful",
  .rejected = "535 5.7.8 Authentication failed",
  .cancelled = "501 5.7.0 Authentication cancelled",
  .malformed = "501 5.5.2 Cannot decode the response",
  .unknown = "504 5.5.4 Unrecognized authentication type",
  .needs_tls = "538 5.7.11 Encryption required for requested authentication mechanism",
};

static gboolean
answer (Smtp *self,
        const char *verb,
        const char *words)
{
  return rrm_practice_connection_answer (self->connection, verb, NULL, NULL, words, NULL);
}

static void
forget_transaction (Smtp *self)
{
  g_clear_pointer (&self->sender, g_free);
  self->recipients = 0;
}

static gboolean
is_starttls_possible (Smtp *self)
{
  return rrm_practice_endpoint_get_security (
             rrm_practice_connection_get_endpoint (self->connection)) == RRM_PRACTICE_STARTTLS &&
         !rrm_practice_connection_get_state (self->connection)->secure;
}

static const char *
get_size (Smtp *self)
{
  const char *size = rrm_practice_connection_lookup (self->connection, "size");

  return size != NULL ? size : DEFAULT_SIZE;
}

/* Whether `remove=` names @keyword, which may have parameters: AUTH removes "AUTH PLAIN". */
static gboolean
is_removed (const char *const *removed,
            const char *keyword)
{
  g_autofree char *name = g_strndup (keyword, strcspn (keyword, " "));

  return *keyword == '\0' || g_strv_contains (removed, keyword) || g_strv_contains (removed, name);
}

/* The keywords behind the first line of the EHLO reply. */
static GPtrArray *
list_keywords (Smtp *self)
{
  static const char *const usual[] = { "ENHANCEDSTATUSCODES", "8BITMIME", "PIPELINING", NULL };
  RrmPracticeConnection *connection = self->connection;
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);
  const char *whole = rrm_practice_connection_lookup (connection, "capabilities");
  const char *add = rrm_practice_connection_lookup (connection, "add");
  const char *remove = rrm_practice_connection_lookup (connection, "remove");
  g_auto (GStrv) more = g_strsplit (whole != NULL ? whole : add != NULL ? add : "", ";", -1);
  g_auto (GStrv) removed = g_strsplit (remove != NULL ? remove : "", ";", -1);
  g_autofree char *offer = rrm_practice_login_dup_offer (connection);

  if (whole == NULL)
    {
      if (*offer != '\0' && rrm_practice_login_is_allowed (connection))
        g_ptr_array_add (all, g_strconcat ("AUTH ", offer, NULL));
      g_ptr_array_add (all, g_strconcat ("SIZE ", get_size (self), NULL));
      for (guint i = 0; usual[i] != NULL; i++)
        g_ptr_array_add (all, g_strdup (usual[i]));
      if (is_starttls_possible (self))
        g_ptr_array_add (all, g_strdup ("STARTTLS"));
    }
  for (guint i = 0; more[i] != NULL; i++)
    g_ptr_array_add (all, g_strdup (more[i]));
  for (guint i = all->len; i > 0; i--)
    if (is_removed ((const char *const *) removed, g_ptr_array_index (all, i - 1)))
      g_ptr_array_remove_index (all, i - 1);

  return all;
}

static gboolean
on_ehlo (Smtp *self,
         const char *verb,
         char *rest)
{
  g_autoptr (GPtrArray) keywords = list_keywords (self);
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean positive;
  gboolean go_on;

  forget_transaction (self);
  rrm_practice_talk_note (rrm_practice_connection_get_talk (self->connection), "ehlo", rest);
  if (g_str_equal (verb, "HELO") || keywords->len == 0)
    g_string_append (words, "250 " SERVER " hello [%i], pleased to meet you");
  else
    g_string_append (words, "250-" SERVER " hello [%i], pleased to meet you\r\n");
  for (guint i = 0; i < keywords->len && !g_str_equal (verb, "HELO"); i++)
    g_string_append_printf (words, "250%c%s\r\n", i + 1 < keywords->len ? '-' : ' ',
                            (const char *) g_ptr_array_index (keywords, i));
  go_on = rrm_practice_connection_answer (self->connection, verb, NULL, NULL, words->str,
                                          &positive);
  self->greeted = self->greeted || positive;

  return go_on;
}

static gboolean
on_starttls (Smtp *self,
             const char *verb,
             char *rest)
{
  RrmPracticeConnection *connection = self->connection;
  gboolean positive;

  if (!rrm_practice_connection_answer (connection, "STARTTLS", NULL, NULL,
                                       is_starttls_possible (self)
                                           ? "220 2.0.0 Ready to start TLS"
                                           : "502 5.5.1 Command not implemented",
                                       &positive))
    return FALSE;
  if (!positive || rrm_practice_connection_get_state (connection)->secure)
    return TRUE;

  self->greeted = FALSE;
  forget_transaction (self);

  return rrm_practice_connection_start_tls (connection);
}

static gboolean
on_auth (Smtp *self,
         const char *verb,
         char *rest)
{
  char *blank = strchr (rest, ' ');
  g_autofree char *mechanism = NULL;

  if (blank != NULL)
    *blank = '\0';
  mechanism = g_ascii_strup (rest, -1);
  if (rrm_practice_connection_get_state (self->connection)->logged_in)
    return answer (self, verb, "503 5.5.1 Already authenticated");
  if (self->sender != NULL)
    return answer (self, verb, "503 5.5.1 Not in a mail transaction");

  return rrm_practice_login_sasl (self->connection, &WORDS, mechanism,
                                  blank != NULL ? blank + 1 : NULL);
}

/* "FROM:<a@b> SIZE=…" → "a@b"; %NULL if there is no path. */
static char *
dup_path (const char *rest)
{
  const char *begin = strchr (rest, '<');
  const char *end = begin != NULL ? strchr (begin, '>') : NULL;

  return end != NULL ? g_strndup (begin + 1, (gsize) (end - begin - 1)) : NULL;
}

static gboolean
exceeds_size (Smtp *self,
              const char *rest)
{
  const char *size = strstr (rest, " SIZE=");

  return size != NULL && g_ascii_strtoull (size + strlen (" SIZE="), NULL, 10) >
                             g_ascii_strtoull (get_size (self), NULL, 10);
}

/* Whether whoever is logged in may send as @sender. */
static gboolean
may_send_as (Smtp *self,
             const char *sender)
{
  const char *rule = rrm_practice_connection_lookup (self->connection, "sender-check");
  const char *user = rrm_practice_connection_get_user (self->connection);

  return g_strcmp0 (rule, "none") == 0 ||
         !rrm_practice_connection_get_state (self->connection)->logged_in || user == NULL ||
         g_ascii_strcasecmp (user, sender) == 0;
}

static gboolean
on_mail (Smtp *self,
         const char *verb,
         char *rest)
{
  g_autofree char *sender = dup_path (rest);
  const char *required = rrm_practice_connection_lookup (self->connection, "auth-required");
  const char *words = "250 2.1.0 <%s> sender ok";
  gboolean positive;
  gboolean go_on;

  rrm_practice_connection_set_subject (self->connection, sender);
  if (sender == NULL)
    words = "501 5.5.4 Syntax error in parameters";
  else if (!self->greeted)
    words = "503 5.5.1 Send EHLO first";
  else if (!rrm_practice_connection_get_state (self->connection)->logged_in &&
           g_strcmp0 (required, "mail") == 0)
    words = "530 5.7.0 Authentication required";
  else if (exceeds_size (self, rest))
    words = "552 5.3.4 Message size exceeds fixed maximum message size";
  else if (!may_send_as (self, sender))
    words = NOT_THE_LOGIN;
  if (sender != NULL)
    rrm_practice_talk_note (rrm_practice_connection_get_talk (self->connection), "sender", sender);

  go_on = rrm_practice_connection_answer (self->connection, verb, NULL, NULL, words, &positive);
  forget_transaction (self);
  if (positive)
    self->sender = g_strdup (sender != NULL ? sender : "");

  return go_on;
}

static gboolean
on_rcpt (Smtp *self,
         const char *verb,
         char *rest)
{
  g_autofree char *recipient = dup_path (rest);
  const char *required = rrm_practice_connection_lookup (self->connection, "auth-required");
  const char *words = "250 2.1.5 <%s> recipient ok";
  gboolean positive;
  gboolean go_on;

  rrm_practice_connection_set_subject (self->connection, recipient);
  if (self->sender == NULL)
    words = "503 5.5.1 Send MAIL first";
  else if (recipient == NULL)
    words = "501 5.5.4 Syntax error in parameters";
  else if (!rrm_practice_connection_get_state (self->connection)->logged_in &&
           g_strcmp0 (required, "none") != 0)
    words = NO_RELAY;
  go_on = rrm_practice_connection_answer (self->connection, verb, NULL, NULL, words, &positive);
  if (positive)
    self->recipients++;

  return go_on;
}

/* Reads a message up to its dot (RFC 5321, section 4.5.2). %NULL if the client leaves before. */
static GBytes *
read_message (Smtp *self)
{
  GString *text = g_string_new (NULL);
  g_autofree char *date = rrm_practice_reply_dup_date (0);
  gsize length;

  g_string_append_printf (text, "Received: by cmsmtp with ESMTPA;\r\n %s\r\n", date);
  for (;;)
    {
      const char *line = rrm_practice_connection_read (self->connection, &length);

      if (line == NULL || text->len > MAX_MESSAGE)
        {
          g_string_free (text, TRUE);
          return NULL;
        }
      if (g_str_equal (line, "."))
        return g_string_free_to_bytes (text);
      if (line[0] == '.')
        {
          line++;
          length--;
        }
      g_string_append_len (text, line, (gssize) length);
      g_string_append (text, "\r\n");
    }
}

/* Puts @message where `deliver=` says. Returns whether the connection stays for an answer. */
static gboolean
deliver (Smtp *self,
         GBytes *message)
{
  RrmPracticeMailbox *mailbox = rrm_practice_connection_get_house (self->connection)->mailbox;
  const char *how = rrm_practice_connection_lookup (self->connection, "deliver");
  RrmPracticeFolder folder = RRM_PRACTICE_INBOX;
  double delay = 0;

  if (how != NULL && g_str_has_prefix (how, "junk"))
    folder = RRM_PRACTICE_JUNK;
  if (how != NULL && strstr (how, "delay:") != NULL)
    delay = g_ascii_strtod (strstr (how, "delay:") + strlen ("delay:"), NULL);
  if (g_strcmp0 (how, "never") != 0)
    rrm_practice_mailbox_deliver (mailbox, folder, message, delay);
  rrm_practice_talk_count (rrm_practice_connection_get_talk (self->connection),
                           RRM_PRACTICE_MESSAGES);

  return g_strcmp0 (how, "drop-after-data") != 0;
}

static gboolean
on_data (Smtp *self,
         const char *verb,
         char *rest)
{
  g_autoptr (GBytes) message = NULL;
  GString *reply;
  gboolean positive;
  gboolean go_on;

  if (self->recipients == 0)
    return answer (self, verb, "503 5.5.1 Send RCPT first");
  if (!rrm_practice_connection_answer (self->connection, verb, NULL, NULL,
                                       "354 Start mail input; end with <CRLF>.<CRLF>", &positive))
    return FALSE;
  if (!positive)
    return TRUE;

  message = read_message (self);
  if (message == NULL)
    return FALSE;
  rrm_practice_connection_heard (self->connection, NULL, "(a message)");
  forget_transaction (self);

  reply = rrm_practice_connection_take_reply (self->connection, "data-end", NULL);
  if (reply == NULL)
    reply = rrm_practice_connection_render (self->connection,
                                            "250 2.0.0 Message accepted for delivery");
  go_on = !rrm_practice_connection_judge (self->connection, reply) || deliver (self, message);
  go_on = go_on && rrm_practice_connection_enter (self->connection, "data-end") &&
          rrm_practice_connection_say (self->connection, "data-end", reply) &&
          rrm_practice_connection_leave (self->connection, "data-end");
  g_string_free (reply, TRUE);

  return go_on;
}

static gboolean
on_rset (Smtp *self,
         const char *verb,
         char *rest)
{
  forget_transaction (self);

  return answer (self, verb, "250 2.0.0 OK");
}

static gboolean
on_noop (Smtp *self,
         const char *verb,
         char *rest)
{
  return answer (self, verb, "250 2.0.0 OK");
}

static gboolean
on_verify (Smtp *self,
           const char *verb,
           char *rest)
{
  return answer (self, verb, "252 2.1.5 Send some mail, I'll try my best");
}

static gboolean
on_quit (Smtp *self,
         const char *verb,
         char *rest)
{
  answer (self, verb, "221 2.0.0 " SERVER " cmsmtp closing connection");
  rrm_practice_connection_end (self->connection);

  return FALSE;
}

static const struct
{
  const char *verb;
  Handler handler;
} COMMANDS[] = {
  { "EHLO", on_ehlo }, { "HELO", on_ehlo },   { "STARTTLS", on_starttls }, { "AUTH", on_auth },
  { "MAIL", on_mail }, { "RCPT", on_rcpt },   { "DATA", on_data },         { "RSET", on_rset },
  { "NOOP", on_noop }, { "VRFY", on_verify }, { "QUIT", on_quit },
};

static void
log_line (Smtp *self,
          const char *verb,
          const char *rest)
{
  const char *initial = strchr (rest, ' ');
  g_autofree char *text = NULL;

  if (g_str_equal (verb, "AUTH") && initial != NULL)
    text = g_strdup_printf ("AUTH %.*s ‹secret›", (int) (initial - rest), rest);
  else
    text = g_strconcat (verb, *rest != '\0' ? " " : "", rest, NULL);
  rrm_practice_connection_heard (self->connection, verb, text);
}

static gboolean
handle (Smtp *self,
        const char *verb,
        char *rest)
{
  Handler handler = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (COMMANDS); i++)
    if (g_str_equal (COMMANDS[i].verb, verb))
      handler = COMMANDS[i].handler;
  if (!rrm_practice_connection_enter (self->connection, verb))
    return FALSE;
  if (self->refused && handler != on_quit)
    return answer (self, "other", "503 5.5.1 Bad sequence of commands");
  if (handler == NULL)
    return answer (self, "other", "500 5.5.2 Command unrecognized");

  return handler (self, verb, rest);
}

static gboolean
greets_with_refusal (RrmPracticeConnection *connection)
{
  const char *greeting = rrm_practice_connection_lookup (connection, "greeting");

  return greeting != NULL && greeting[0] == '5';
}

/**
 * rrm_practice_smtp_serve:
 * @connection: a connection
 *
 * Serves SMTP submission (RFC 5321, 6409, 3207 and 4954) until the conversation is over.
 */
void
rrm_practice_smtp_serve (RrmPracticeConnection *connection)
{
  Smtp self = { .connection = connection, .refused = greets_with_refusal (connection) };
  gboolean go_on = rrm_practice_connection_greet (connection, GREETING);

  while (go_on)
    {
      char *line = rrm_practice_connection_read (connection, NULL);
      char *rest;

      if (line == NULL)
        break;
      rest = line + strcspn (line, " ");
      if (*rest != '\0')
        *rest++ = '\0';
      for (char *p = line; *p != '\0'; p++)
        *p = g_ascii_toupper (*p);
      log_line (&self, line, rest);
      go_on = handle (&self, line, rest);
    }
  forget_transaction (&self);
}
