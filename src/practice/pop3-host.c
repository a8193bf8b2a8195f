/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/hosts.h"
#include "practice/login-host.h"

#include <string.h>

/* POP3 as InterMail speaks it. */
#define GREETING "+OK InterMail POP3 server ready."

/**
 * Pop:
 * @view: (nullable): the messages at login; %NULL before it
 *
 * One POP3 conversation. DELE marks a message by its flag; QUIT removes it.
 */
typedef struct
{
  RrmPracticeConnection *connection;
  RrmPracticeMailbox *mailbox;
  GPtrArray *view;
  char *user;
} Pop;

/* What follows the verb, split off in place. */
typedef struct
{
  char *verb;
  char *first;
  char *rest;
} Line;

typedef gboolean (*Handler) (Pop *self, const Line *line);

static const RrmPracticeLoginWords WORDS = {
  .verb = "AUTH",
  .prompt = "+ ",
  .accepted = "+OK %u is welcome here",
  .rejected = "-ERR invalid username or password",
  .cancelled = "-ERR AUTH cancelled",
  .malformed = "-ERR invalid argument",
  .unknown = "-ERR unsupported authentication mechanism",
  .needs_tls = "-ERR encryption is required first",
};

static gboolean
answer (Pop *self,
        const Line *line,
        const GString *data,
        const char *words)
{
  return rrm_practice_connection_answer (self->connection, line->verb, NULL, data, words, NULL);
}

/* A reply of several lines: @words comes first, so @data stands behind it, ended by a dot. */
static gboolean
answer_lines (Pop *self,
              const Line *line,
              const char *words,
              const GString *lines)
{
  GString *head = rrm_practice_connection_render (self->connection, words);
  gboolean go_on;

  g_string_append_len (head, lines->str, (gssize) lines->len);
  go_on = rrm_practice_connection_answer (self->connection, line->verb, NULL, head, ".", NULL);
  g_string_free (head, TRUE);

  return go_on;
}

static gboolean
is_starttls_possible (Pop *self)
{
  return rrm_practice_endpoint_get_security (
             rrm_practice_connection_get_endpoint (self->connection)) == RRM_PRACTICE_STARTTLS &&
         !rrm_practice_connection_get_state (self->connection)->secure;
}

static void
append_capability (GString *lines,
                   const char *capability,
                   const char *const *removed)
{
  if (*capability != '\0' && !g_strv_contains (removed, capability))
    g_string_append_printf (lines, "%s\r\n", capability);
}

static gboolean
on_capa (Pop *self,
         const Line *line)
{
  static const char *const usual[] = { "TOP", "UIDL", "PIPELINING", "RESP-CODES", NULL };
  RrmPracticeConnection *connection = self->connection;
  const char *whole = rrm_practice_connection_lookup (connection, "capabilities");
  const char *add = rrm_practice_connection_lookup (connection, "add");
  const char *remove = rrm_practice_connection_lookup (connection, "remove");
  g_auto (GStrv) more = g_strsplit (whole != NULL ? whole : add != NULL ? add : "", ";", -1);
  g_auto (GStrv) removed = g_strsplit (remove != NULL ? remove : "", ";", -1);
  const char *const *without = (const char *const *) removed;
  g_autofree char *offer = rrm_practice_login_dup_offer (connection);
  g_autofree char *sasl = g_strconcat ("SASL ", offer, NULL);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; whole == NULL && usual[i] != NULL; i++)
    append_capability (lines, usual[i], without);
  if (whole == NULL && is_starttls_possible (self))
    append_capability (lines, "STLS", without);
  if (whole == NULL && rrm_practice_login_is_allowed (connection))
    {
      append_capability (lines, "USER", without);
      if (*offer != '\0' && !g_strv_contains (without, "SASL"))
        append_capability (lines, sasl, without);
    }
  for (guint i = 0; more[i] != NULL; i++)
    append_capability (lines, more[i], without);

  return answer_lines (self, line, "+OK Capability list follows", lines);
}

static gboolean
on_stls (Pop *self,
         const Line *line)
{
  gboolean positive;

  if (!rrm_practice_connection_answer (self->connection, "STLS", NULL, NULL,
                                       is_starttls_possible (self)
                                           ? "+OK Begin TLS negotiation"
                                           : "-ERR not authorized to use STLS command",
                                       &positive))
    return FALSE;

  return !positive || rrm_practice_connection_get_state (self->connection)->secure ||
         rrm_practice_connection_start_tls (self->connection);
}

static gboolean
on_user (Pop *self,
         const Line *line)
{
  RrmPracticeConnection *connection = self->connection;
  gboolean positive;
  gboolean go_on;

  if (!rrm_practice_connection_get_state (connection)->secure)
    rrm_practice_talk_count (rrm_practice_connection_get_talk (connection),
                             RRM_PRACTICE_CLEAR_LOGINS);
  go_on = rrm_practice_connection_answer (connection, "USER", NULL, NULL,
                                          rrm_practice_login_is_allowed (connection)
                                              ? "+OK please send PASS command"
                                              : WORDS.needs_tls,
                                          &positive);
  g_clear_pointer (&self->user, g_free);
  if (positive)
    self->user = g_strdup (line->rest);

  return go_on;
}

static gboolean
on_pass (Pop *self,
         const Line *line)
{
  RrmPracticeConnection *connection = self->connection;
  const RrmPracticeState *state = rrm_practice_connection_get_state (connection);
  RrmPracticeTalk *talk = rrm_practice_connection_get_talk (connection);
  g_autofree char *user = g_steal_pointer (&self->user);
  gsize length = strlen (line->rest);
  GString *reply;

  if (!state->secure)
    rrm_practice_talk_count (talk, RRM_PRACTICE_CLEAR_LOGINS);
  rrm_practice_talk_note (talk, "mechanism", "login-command");
  reply = rrm_practice_connection_take_reply (connection, "PASS", NULL);
  if (reply == NULL && user == NULL)
    reply = rrm_practice_connection_render (connection, "-ERR please send USER command first");
  if (reply != NULL)
    {
      gboolean positive = rrm_practice_connection_judge (connection, reply);
      gboolean go_on;

      rrm_practice_talk_login (talk, state->secure, user != NULL ? user : "", line->rest, length,
                               positive);
      rrm_practice_connection_set_logged_in (connection, positive);
      go_on = rrm_practice_connection_say (connection, "PASS", reply) &&
              rrm_practice_connection_leave (connection, "PASS");
      g_string_free (reply, TRUE);
      return go_on;
    }

  return rrm_practice_login_password (connection, &WORDS, user, line->rest, length);
}

static gboolean
on_auth (Pop *self,
         const Line *line)
{
  g_autofree char *mechanism = g_ascii_strup (line->first, -1);

  if (*mechanism == '\0')
    {
      g_autofree char *offer = rrm_practice_login_dup_offer (self->connection);
      g_autoptr (GString) lines = g_string_new (NULL);
      g_auto (GStrv) mechanisms = g_strsplit (offer, " ", -1);

      for (guint i = 0; mechanisms[i] != NULL; i++)
        g_string_append_printf (lines, "%s\r\n", mechanisms[i]);
      return answer_lines (self, line, "+OK", lines);
    }

  return rrm_practice_login_sasl (self->connection, &WORDS, mechanism,
                                  *line->rest != '\0' ? line->rest : NULL);
}

static gboolean
on_stat (Pop *self,
         const Line *line)
{
  g_autofree char *words = NULL;
  gsize total = 0;

  for (guint i = 0; i < self->view->len; i++)
    total += g_bytes_get_size (((RrmPracticeMessage *) g_ptr_array_index (self->view, i))->bytes);
  words = g_strdup_printf ("+OK %u %" G_GSIZE_FORMAT, self->view->len, total);

  return answer (self, line, NULL, words);
}

/* The message that @text names, or %NULL if it names none, or one marked by DELE. */
static RrmPracticeMessage *
find_message (Pop *self,
              const char *text)
{
  guint64 n;
  RrmPracticeMessage *message;

  if (!g_ascii_string_to_unsigned (text, 10, 1, self->view->len, &n, NULL))
    return NULL;
  message = g_ptr_array_index (self->view, n - 1);

  return message->flags & RRM_PRACTICE_FLAG_DELETED ? NULL : message;
}

static void
append_listing (const Line *line,
                GString *text,
                const RrmPracticeMessage *message,
                guint n)
{
  if (g_str_equal (line->verb, "UIDL"))
    g_string_append_printf (text, "%u practice-%u\r\n", n, message->uid);
  else
    g_string_append_printf (text, "%u %" G_GSIZE_FORMAT "\r\n", n,
                            g_bytes_get_size (message->bytes));
}

/* LIST and UIDL, of all messages or of one. */
static gboolean
on_list (Pop *self,
         const Line *line)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  if (*line->first != '\0')
    {
      const RrmPracticeMessage *message = find_message (self, line->first);

      if (message == NULL)
        return answer (self, line, NULL, "-ERR no such message");
      g_string_append (lines, "+OK ");
      append_listing (line, lines, message, (guint) g_ascii_strtoull (line->first, NULL, 10));
      return answer (self, line, NULL, lines->str);
    }

  for (guint i = 0; i < self->view->len; i++)
    {
      const RrmPracticeMessage *message = g_ptr_array_index (self->view, i);

      if (!(message->flags & RRM_PRACTICE_FLAG_DELETED))
        append_listing (line, lines, message, i + 1);
    }

  return answer_lines (self, line, "+OK", lines);
}

/* Lines of @text from @bytes on with the dots stuffed, @limit of them at most. */
static void
append_stuffed (GString *text,
                const char *bytes,
                gsize length,
                guint64 limit)
{
  const char *end = bytes + length;

  while (bytes < end && limit-- > 0)
    {
      const char *newline = memchr (bytes, '\n', (gsize) (end - bytes));
      const char *next = newline != NULL ? newline + 1 : end;

      if (*bytes == '.')
        g_string_append_c (text, '.');
      g_string_append_len (text, bytes, next - bytes);
      bytes = next;
    }
  if (text->len > 0 && text->str[text->len - 1] != '\n')
    g_string_append (text, "\r\n");
}

/* RETR n and TOP n lines. */
static gboolean
on_retrieve (Pop *self,
             const Line *line)
{
  const RrmPracticeMessage *message = find_message (self, line->first);
  g_autoptr (GString) lines = g_string_new (NULL);
  guint64 limit = G_MAXUINT64;
  const char *bytes;
  gsize length;

  if (message == NULL)
    return answer (self, line, NULL, "-ERR no such message");
  if (g_str_equal (line->verb, "TOP"))
    limit = g_ascii_strtoull (line->rest, NULL, 10);

  bytes = g_bytes_get_data (message->bytes, &length);
  append_stuffed (lines, bytes, message->header_length, G_MAXUINT64);
  append_stuffed (lines, bytes + message->header_length, length - message->header_length, limit);

  return answer_lines (self, line, "+OK", lines);
}

static gboolean
on_dele (Pop *self,
         const Line *line)
{
  RrmPracticeMessage *message = find_message (self, line->first);

  if (message == NULL)
    return answer (self, line, NULL, "-ERR no such message");
  message->flags |= RRM_PRACTICE_FLAG_DELETED;

  return answer (self, line, NULL, "+OK message marked");
}

static gboolean
on_rset (Pop *self,
         const Line *line)
{
  for (guint i = 0; i < self->view->len; i++)
    ((RrmPracticeMessage *) g_ptr_array_index (self->view, i))->flags &= ~RRM_PRACTICE_FLAG_DELETED;

  return answer (self, line, NULL, "+OK");
}

static gboolean
on_noop (Pop *self,
         const Line *line)
{
  return answer (self, line, NULL, "+OK");
}

static gboolean
on_quit (Pop *self,
         const Line *line)
{
  for (guint i = 0; self->view != NULL && i < self->view->len; i++)
    {
      const RrmPracticeMessage *message = g_ptr_array_index (self->view, i);

      if (message->flags & RRM_PRACTICE_FLAG_DELETED)
        rrm_practice_mailbox_remove (self->mailbox, RRM_PRACTICE_INBOX, message->uid);
    }
  answer (self, line, NULL, "+OK %u InterMail POP3 server signing off");
  rrm_practice_connection_end (self->connection);

  return FALSE;
}

static const struct
{
  const char *verb;
  gboolean before_login;
  gboolean after_login;
  Handler handler;
} COMMANDS[] = {
  { "CAPA", TRUE, TRUE, on_capa },      { "QUIT", TRUE, TRUE, on_quit },
  { "STLS", TRUE, FALSE, on_stls },     { "USER", TRUE, FALSE, on_user },
  { "PASS", TRUE, FALSE, on_pass },     { "AUTH", TRUE, FALSE, on_auth },
  { "STAT", FALSE, TRUE, on_stat },     { "LIST", FALSE, TRUE, on_list },
  { "UIDL", FALSE, TRUE, on_list },     { "RETR", FALSE, TRUE, on_retrieve },
  { "TOP", FALSE, TRUE, on_retrieve },  { "DELE", FALSE, TRUE, on_dele },
  { "RSET", FALSE, TRUE, on_rset },     { "NOOP", FALSE, TRUE, on_noop },
};

/* "verb first rest", cut apart in place; PASS and USER take everything behind the verb. */
static Line
split_line (char *text)
{
  char *empty = text + strlen (text);
  Line line = { text, empty, empty };
  char *blank = strchr (text, ' ');

  if (blank != NULL)
    {
      *blank = '\0';
      line.first = line.rest = blank + 1;
    }
  for (char *p = text; *p != '\0'; p++)
    *p = g_ascii_toupper (*p);
  if (g_str_equal (text, "PASS") || g_str_equal (text, "USER"))
    return line;

  blank = strchr (line.first, ' ');
  line.rest = blank != NULL ? blank + 1 : empty;
  if (blank != NULL)
    *blank = '\0';

  return line;
}

static void
log_line (Pop *self,
          const Line *line)
{
  gboolean secret = g_str_equal (line->verb, "PASS") || g_str_equal (line->verb, "APOP");
  gboolean sasl = g_str_equal (line->verb, "AUTH");
  g_autoptr (GString) text = g_string_new (line->verb);

  if (secret)
    g_string_append (text, " ‹secret›");
  else if (*line->first != '\0')
    g_string_append_printf (text, " %s", line->first);
  if (sasl && *line->rest != '\0')
    g_string_append (text, " ‹secret›");
  rrm_practice_connection_heard (self->connection, line->verb, text->str);
}

static gboolean
handle (Pop *self,
        const Line *line)
{
  gboolean logged_in = rrm_practice_connection_get_state (self->connection)->logged_in;
  gboolean go_on;

  if (!rrm_practice_connection_enter (self->connection, line->verb))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (COMMANDS); i++)
    {
      if (!g_str_equal (COMMANDS[i].verb, line->verb) ||
          !(logged_in ? COMMANDS[i].after_login : COMMANDS[i].before_login))
        continue;
      go_on = COMMANDS[i].handler (self, line);
      /* Each session sees the mailbox as it was at login (RFC 1939, section 5). */
      if (self->view == NULL &&
          rrm_practice_connection_get_state (self->connection)->logged_in)
        self->view = rrm_practice_mailbox_dup_view (self->mailbox, RRM_PRACTICE_INBOX);
      return go_on;
    }

  return rrm_practice_connection_answer (self->connection, "other", NULL, NULL,
                                         "-ERR unrecognized command", NULL);
}

/**
 * rrm_practice_pop3_serve:
 * @connection: a connection
 *
 * Serves POP3 (RFC 1939, 2449 and 5034) until the conversation is over.
 */
void
rrm_practice_pop3_serve (RrmPracticeConnection *connection)
{
  Pop self = {
    .connection = connection,
    .mailbox = rrm_practice_connection_get_house (connection)->mailbox,
  };
  gboolean go_on = rrm_practice_connection_greet (connection, GREETING);

  while (go_on)
    {
      char *text = rrm_practice_connection_read (connection, NULL);
      Line line;

      if (text == NULL)
        break;
      line = split_line (text);
      log_line (&self, &line);
      go_on = handle (&self, &line);
    }
  g_clear_pointer (&self.view, g_ptr_array_unref);
  g_free (self.user);
}
