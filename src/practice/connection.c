/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/connection.h"

#include "practice/hosts.h"
#include "practice/reply.h"
#include "practice/tls-host.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>

/* A late word must not travel in the segment of the reply before it. */
#define LATE_SECONDS 0.03
/* How long a port that speaks both ways waits for a ClientHello before it greets. */
#define BOTH_SECONDS 0.2
#define FOR_EVER 300.0

typedef enum
{
  END_OPEN,
  END_CLOSE,
  END_RESET,
  END_SILENT,
} End;

/**
 * RrmPracticeConnection:
 *
 * One client at one endpoint, served by one thread. The dialogue of each protocol is elsewhere; this
 * is what they share: scripted replies, delays, ends, and the log.
 *
 * Every function that returns a #gboolean and says nothing else returns whether to go on.
 */
struct _RrmPracticeConnection
{
  const RrmPracticeHouse *house;
  RrmPracticeEndpoint *endpoint;
  RrmPracticeWire *wire;
  RrmPracticeTalk *talk;
  RrmPracticeState state;
  RrmPracticeReplyFacts facts;
  /* How often each scripted reply was taken. */
  GHashTable *uses;
  char *tag;
  char *subject;
  char *user;
  char *client_address;
  guint client_port;
  /* Once it is not open any more, nothing is said. */
  End end;
};

static void
set_client (RrmPracticeConnection *self,
            int fd)
{
  struct sockaddr_storage storage = { 0 };
  socklen_t length = sizeof storage;
  char text[INET6_ADDRSTRLEN] = "";

  (void) getpeername (fd, (struct sockaddr *) &storage, &length);
  if (storage.ss_family == AF_INET6)
    {
      const struct sockaddr_in6 *six = (const struct sockaddr_in6 *) &storage;

      inet_ntop (AF_INET6, &six->sin6_addr, text, sizeof text);
      self->client_port = ntohs (six->sin6_port);
    }
  else
    {
      const struct sockaddr_in *four = (const struct sockaddr_in *) &storage;

      inet_ntop (AF_INET, &four->sin_addr, text, sizeof text);
      self->client_port = ntohs (four->sin_port);
    }
  self->client_address = g_strdup (text);
}

static gboolean
is_listed (RrmPracticeConnection *self,
           const char *key,
           const char *stage)
{
  const char *value = rrm_practice_connection_lookup (self, key);
  g_auto (GStrv) stages = NULL;

  if (value == NULL)
    return FALSE;
  stages = g_strsplit (value, " ", -1);

  return g_strv_contains ((const char *const *) stages, stage);
}

/* Ends the connection if the scenario lists @stage under close-WHEN, reset-WHEN or silent-WHEN. */
static gboolean
pass_stage (RrmPracticeConnection *self,
            gboolean after,
            const char *stage)
{
  if (is_listed (self, after ? "close-after" : "close-on", stage))
    self->end = END_CLOSE;
  else if (is_listed (self, after ? "reset-after" : "reset-on", stage))
    self->end = END_RESET;
  else if (is_listed (self, after ? "silent-after" : "silent-on", stage))
    self->end = END_SILENT;

  return self->end == END_OPEN;
}

static gboolean
delay (RrmPracticeConnection *self,
       const char *stage)
{
  g_autofree char *key = g_strconcat ("delay.", stage, NULL);
  double seconds = rrm_practice_endpoint_get_number (self->endpoint, &self->state, key, 0);

  if (seconds <= 0)
    return TRUE;
  if (!rrm_practice_wire_sleep (self->wire, seconds))
    self->end = END_CLOSE;

  return self->end == END_OPEN;
}

static End
get_cut_end (RrmPracticeConnection *self)
{
  const char *how = rrm_practice_connection_lookup (self, "cut-how");

  if (g_strcmp0 (how, "reset") == 0)
    return END_RESET;

  return g_strcmp0 (how, "silent") == 0 ? END_SILENT : END_CLOSE;
}

static gboolean
write_out (RrmPracticeConnection *self,
           const GString *bytes)
{
  if (self->end != END_OPEN)
    return FALSE;
  if (bytes->len == 0)
    return TRUE;

  rrm_practice_talk_server (self->talk, self->state.secure, bytes->str, bytes->len);
  if (!rrm_practice_wire_write (self->wire, bytes->str, bytes->len))
    self->end = rrm_practice_wire_was_cut (self->wire) ? get_cut_end (self) : END_CLOSE;

  return self->end == END_OPEN;
}

/* The piece of KIND.VERB, which stands before, behind or apart from a reply; may be %NULL. */
static GString *
get_piece (RrmPracticeConnection *self,
           const char *kind,
           const char *verb)
{
  g_autofree char *key = g_strconcat (kind, ".", verb, NULL);
  const char *raw = rrm_practice_connection_lookup (self, key);
  gboolean starts_tls = g_str_equal (verb, "STARTTLS") || g_str_equal (verb, "STLS");

  if (raw == NULL && starts_tls && g_str_equal (kind, "after"))
    raw = rrm_practice_connection_lookup (self, "inject-after-starttls");
  if (raw == NULL && starts_tls && g_str_equal (kind, "late"))
    raw = rrm_practice_connection_lookup (self, "inject-late");
  if (raw == NULL)
    return NULL;

  return rrm_practice_reply_render_raw (raw, &self->facts);
}

static void
append_piece (RrmPracticeConnection *self,
              GString *reply,
              const char *kind,
              const char *verb)
{
  GString *piece = get_piece (self, kind, verb);

  if (piece == NULL)
    return;
  g_string_append_len (reply, piece->str, (gssize) piece->len);
  g_string_free (piece, TRUE);
}

static gboolean
say_late (RrmPracticeConnection *self,
          const char *verb)
{
  GString *piece = get_piece (self, "late", verb);

  if (piece == NULL)
    return TRUE;
  rrm_practice_wire_sleep (self->wire, LATE_SECONDS);
  write_out (self, piece);
  g_string_free (piece, TRUE);

  return self->end == END_OPEN;
}

/* Whether the client begins with TLS where both are possible. */
static gboolean
hears_tls (RrmPracticeConnection *self)
{
  double seconds = rrm_practice_endpoint_get_number (self->endpoint, &self->state, "both-wait",
                                                     BOTH_SECONDS);
  const guint8 *bytes;
  gsize length;

  if (rrm_practice_wire_wait (self->wire, -1, seconds) != RRM_PRACTICE_WAIT_READY ||
      !rrm_practice_wire_prefetch (self->wire, 1))
    return FALSE;
  bytes = rrm_practice_wire_peek (self->wire, &length);

  return bytes[0] == RRM_PRACTICE_TLS_RECORD;
}

static void
serve (RrmPracticeConnection *self)
{
  RrmPracticeSecurity security = rrm_practice_endpoint_get_security (self->endpoint);

  if (!delay (self, "accept") || !pass_stage (self, FALSE, "accept") ||
      !pass_stage (self, TRUE, "accept"))
    return;
  if ((security == RRM_PRACTICE_TLS || (security == RRM_PRACTICE_BOTH && hears_tls (self))) &&
      !rrm_practice_connection_start_tls (self))
    return;
  rrm_practice_hosts_serve (self, rrm_practice_endpoint_get_protocol (self->endpoint));
}

/**
 * rrm_practice_connection_new:
 * @house: what all connections share; it outlives this one
 * @endpoint: where the client called
 * @fd: (transfer full): its socket, which does not block
 *
 * Returns: (transfer full): a connection to run
 */
RrmPracticeConnection *
rrm_practice_connection_new (RrmPracticeHouse *house,
                             RrmPracticeEndpoint *endpoint,
                             int fd)
{
  RrmPracticeConnection *self = g_new0 (RrmPracticeConnection, 1);
  const RrmPracticeState *state = &self->state;
  double cut;

  self->house = house;
  self->endpoint = rrm_practice_endpoint_ref (endpoint);
  self->wire = rrm_practice_wire_new (fd, house->stop_fd);
  self->uses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->talk = rrm_practice_log_open (house->log, rrm_practice_endpoint_get_name (endpoint));
  self->state.connection = 1 + rrm_practice_endpoint_count (endpoint, "connections");
  set_client (self, fd);

  rrm_practice_wire_set_pace (
      self->wire, rrm_practice_endpoint_get_number (endpoint, state, "delay.byte", -1),
      rrm_practice_endpoint_get_number (endpoint, state, "delay.way", 0));
  cut = rrm_practice_endpoint_get_number (endpoint, state, "cut", -1);
  if (cut >= 0)
    rrm_practice_wire_set_cut (self->wire, (gsize) cut);

  self->facts.tag = "*";
  self->facts.address = rrm_scenario_get_address (house->scenario);
  self->facts.host = rrm_practice_endpoint_get_hosts (endpoint)[0];
  self->facts.client_address = self->client_address;
  self->facts.client_port = self->client_port;
  self->facts.clock_days = rrm_practice_endpoint_get_number (endpoint, state, "clock", 0);

  return self;
}

void
rrm_practice_connection_free (RrmPracticeConnection *self)
{
  rrm_practice_wire_free (self->wire);
  rrm_practice_endpoint_unref (self->endpoint);
  g_hash_table_unref (self->uses);
  g_free (self->tag);
  g_free (self->subject);
  g_free (self->user);
  g_free (self->client_address);
  g_free (self);
}

/**
 * rrm_practice_connection_run:
 * @self: a connection
 *
 * Serves the client until either side, the scenario or the server ends it.
 */
void
rrm_practice_connection_run (RrmPracticeConnection *self)
{
  serve (self);

  switch (self->end)
    {
    case END_RESET:
      rrm_practice_wire_reset (self->wire);
      break;
    case END_SILENT:
      rrm_practice_wire_listen (self->wire, FOR_EVER);
      break;
    case END_OPEN:
    case END_CLOSE:
    default:
      rrm_practice_wire_close (self->wire);
    }
}

const RrmPracticeHouse *
rrm_practice_connection_get_house (RrmPracticeConnection *self)
{
  return self->house;
}

RrmPracticeEndpoint *
rrm_practice_connection_get_endpoint (RrmPracticeConnection *self)
{
  return self->endpoint;
}

RrmPracticeWire *
rrm_practice_connection_get_wire (RrmPracticeConnection *self)
{
  return self->wire;
}

RrmPracticeTalk *
rrm_practice_connection_get_talk (RrmPracticeConnection *self)
{
  return self->talk;
}

const RrmPracticeState *
rrm_practice_connection_get_state (RrmPracticeConnection *self)
{
  return &self->state;
}

const char *
rrm_practice_connection_lookup (RrmPracticeConnection *self,
                                const char *key)
{
  return rrm_practice_endpoint_lookup (self->endpoint, &self->state, key);
}

/**
 * rrm_practice_connection_set_tag:
 * @self: a connection
 * @tag: the tag of the IMAP command that is answered next: `%t` in replies
 */
void
rrm_practice_connection_set_tag (RrmPracticeConnection *self,
                                 const char *tag)
{
  g_free (self->tag);
  self->tag = g_strdup (tag);
  self->facts.tag = self->tag;
}

/**
 * rrm_practice_connection_set_subject:
 * @self: a connection
 * @subject: (nullable): what the command is about: `%s` in replies
 */
void
rrm_practice_connection_set_subject (RrmPracticeConnection *self,
                                     const char *subject)
{
  g_free (self->subject);
  self->subject = g_strdup (subject);
  self->facts.subject = self->subject;
}

void
rrm_practice_connection_set_user (RrmPracticeConnection *self,
                                  const char *user)
{
  g_free (self->user);
  self->user = g_strdup (user);
  self->facts.user = self->user;
}

const char *
rrm_practice_connection_get_user (RrmPracticeConnection *self)
{
  return self->user;
}

void
rrm_practice_connection_set_logged_in (RrmPracticeConnection *self,
                                       gboolean logged_in)
{
  self->state.logged_in = logged_in;
}

/**
 * rrm_practice_connection_greet:
 * @self: a connection
 * @words: the greeting where the scenario has none
 *
 * Returns: whether to go on
 */
gboolean
rrm_practice_connection_greet (RrmPracticeConnection *self,
                               const char *words)
{
  const char *raw = rrm_practice_connection_lookup (self, "greeting");
  GString *greeting;

  if (!delay (self, "greeting") || !pass_stage (self, FALSE, "greeting"))
    return FALSE;

  greeting = raw != NULL ? rrm_practice_reply_render_raw (raw, &self->facts)
                         : rrm_practice_connection_render (self, words);
  if (raw != NULL)
    rrm_practice_reply_finish (greeting, raw);
  write_out (self, greeting);
  if (self->end == END_OPEN &&
      rrm_practice_reply_hangs_up (rrm_practice_endpoint_get_protocol (self->endpoint), greeting))
    self->end = END_CLOSE;
  g_string_free (greeting, TRUE);

  return self->end == END_OPEN && say_late (self, "greeting") &&
         pass_stage (self, TRUE, "greeting");
}

/**
 * rrm_practice_connection_read:
 * @self: a connection
 * @length: (out) (optional): its length in bytes
 *
 * Returns: (nullable): the next line, or %NULL when the conversation is over; the caller hands a
 *   masked copy to [method@PracticeConnection.heard]
 */
char *
rrm_practice_connection_read (RrmPracticeConnection *self,
                              gsize *length)
{
  if (self->end != END_OPEN)
    return NULL;

  return rrm_practice_wire_read_line (self->wire, length);
}

/**
 * rrm_practice_connection_heard:
 * @self: a connection
 * @verb: (nullable): the command that it is; %NULL for what belongs to an earlier one
 * @masked: what was read, without its secrets
 *
 * Puts what the client said into the log.
 */
void
rrm_practice_connection_heard (RrmPracticeConnection *self,
                               const char *verb,
                               const char *masked)
{
  rrm_practice_talk_client (self->talk, self->state.secure, masked);
  if (verb != NULL)
    rrm_practice_talk_command (self->talk, self->state.secure, verb);
}

/**
 * rrm_practice_connection_enter:
 * @self: a connection
 * @verb: the command or stage that was reached
 *
 * Does what the scenario wants done before the answer.
 *
 * Returns: whether to answer
 */
gboolean
rrm_practice_connection_enter (RrmPracticeConnection *self,
                               const char *verb)
{
  return delay (self, verb) && pass_stage (self, FALSE, verb);
}

/**
 * rrm_practice_connection_take_reply:
 * @self: a connection
 * @verb: a command or stage
 * @detail: (nullable): its first word, such as a mechanism
 *
 * Takes the scenario's reply to @verb, the more exact `reply.VERB DETAIL` first. Replies in sequence
 * are used up one by one, in each connection or, with `sequence=endpoint`, over all; the last stays.
 *
 * Returns: (transfer full) (nullable): the reply, or %NULL for the usual one
 */
GString *
rrm_practice_connection_take_reply (RrmPracticeConnection *self,
                                    const char *verb,
                                    const char *detail)
{
  g_autofree char *exact = detail != NULL ? g_strconcat ("reply.", verb, " ", detail, NULL) : NULL;
  g_autofree char *plain = g_strconcat ("reply.", verb, NULL);
  const char *key = exact;
  const char *raw = exact != NULL ? rrm_practice_connection_lookup (self, exact) : NULL;
  guint use;

  if (raw == NULL)
    {
      key = plain;
      raw = rrm_practice_connection_lookup (self, plain);
    }
  if (raw == NULL)
    return NULL;

  if (g_strcmp0 (rrm_practice_connection_lookup (self, "sequence"), "endpoint") == 0)
    use = rrm_practice_endpoint_count (self->endpoint, key);
  else
    {
      use = GPOINTER_TO_UINT (g_hash_table_lookup (self->uses, key));
      g_hash_table_insert (self->uses, g_strdup (key), GUINT_TO_POINTER (use + 1));
    }

  return rrm_practice_reply_render_nth (raw, use, &self->facts);
}

/**
 * rrm_practice_connection_render:
 * @self: a connection
 * @words: a reply with % escapes
 *
 * Returns: (transfer full): the reply with its line end
 */
GString *
rrm_practice_connection_render (RrmPracticeConnection *self,
                                const char *words)
{
  GString *reply = rrm_practice_reply_render (words, strlen (words), &self->facts);

  rrm_practice_reply_finish (reply, words);

  return reply;
}

/**
 * rrm_practice_connection_judge:
 * @self: a connection
 * @reply: a reply that will be said
 *
 * Returns: whether a client takes it for a yes, so that the server must go on accordingly
 */
gboolean
rrm_practice_connection_judge (RrmPracticeConnection *self,
                               const GString *reply)
{
  return rrm_practice_reply_is_positive (rrm_practice_endpoint_get_protocol (self->endpoint), reply,
                                         self->tag);
}

/**
 * rrm_practice_connection_say:
 * @self: a connection
 * @verb: what this answers
 * @reply: the reply
 *
 * Says @reply with what the scenario puts before and behind it, in one write.
 *
 * Returns: whether to go on
 */
gboolean
rrm_practice_connection_say (RrmPracticeConnection *self,
                             const char *verb,
                             const GString *reply)
{
  GString *all = g_string_new (NULL);

  append_piece (self, all, "before", verb);
  g_string_append_len (all, reply->str, (gssize) reply->len);
  append_piece (self, all, "after", verb);
  write_out (self, all);
  g_string_free (all, TRUE);
  if (self->end == END_OPEN &&
      rrm_practice_reply_hangs_up (rrm_practice_endpoint_get_protocol (self->endpoint), reply))
    self->end = END_CLOSE;

  return self->end == END_OPEN && say_late (self, verb);
}

/**
 * rrm_practice_connection_leave:
 * @self: a connection
 * @verb: the command that was answered
 *
 * Returns: whether the scenario lets the conversation go on
 */
gboolean
rrm_practice_connection_leave (RrmPracticeConnection *self,
                               const char *verb)
{
  return self->end == END_OPEN && pass_stage (self, TRUE, verb);
}

/**
 * rrm_practice_connection_answer:
 * @self: a connection
 * @verb: the command, which was entered
 * @detail: (nullable): its first word
 * @data: (nullable): bytes that stand before the usual reply
 * @words: the usual reply, with % escapes
 * @positive: (out) (optional): whether the reply that was said is a yes
 *
 * Answers a command: with the scenario's reply if it has one, else with @data and @words.
 *
 * Returns: whether to go on
 */
gboolean
rrm_practice_connection_answer (RrmPracticeConnection *self,
                                const char *verb,
                                const char *detail,
                                const GString *data,
                                const char *words,
                                gboolean *positive)
{
  GString *reply = rrm_practice_connection_take_reply (self, verb, detail);
  gboolean go_on;

  if (reply == NULL)
    {
      reply = rrm_practice_connection_render (self, words);
      if (data != NULL)
        g_string_prepend_len (reply, data->str, (gssize) data->len);
    }
  if (positive != NULL)
    *positive = rrm_practice_connection_judge (self, reply);
  go_on = rrm_practice_connection_say (self, verb, reply);
  g_string_free (reply, TRUE);

  return go_on && rrm_practice_connection_leave (self, verb);
}

/**
 * rrm_practice_connection_end:
 * @self: a connection
 *
 * Hangs up as a server does after the goodbye.
 */
void
rrm_practice_connection_end (RrmPracticeConnection *self)
{
  if (self->end == END_OPEN)
    self->end = END_CLOSE;
}

/**
 * rrm_practice_connection_start_tls:
 * @self: a connection in clear
 *
 * Forgets what the client said behind its last line, and begins TLS.
 *
 * Returns: whether TLS stands and the conversation goes on
 */
gboolean
rrm_practice_connection_start_tls (RrmPracticeConnection *self)
{
  RrmPracticeTlsEnd tls_end;

  if (rrm_practice_wire_discard (self->wire) > 0)
    rrm_practice_talk_count (self->talk, RRM_PRACTICE_PIPELINED);
  if (!delay (self, "tls") || !pass_stage (self, FALSE, "tls"))
    return FALSE;

  tls_end = rrm_practice_tls_host_start (self->house->authority, self->endpoint, &self->state,
                                         self->wire, self->talk);
  self->state.secure = tls_end == RRM_PRACTICE_TLS_STANDS;
  if (tls_end == RRM_PRACTICE_TLS_RESET)
    self->end = END_RESET;
  else if (tls_end == RRM_PRACTICE_TLS_SILENT)
    self->end = END_SILENT;
  else if (tls_end == RRM_PRACTICE_TLS_CLOSED)
    self->end = END_CLOSE;

  return self->end == END_OPEN && pass_stage (self, TRUE, "tls");
}
