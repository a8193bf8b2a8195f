/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/connection-private.h"

#include "practice/hosts.h"
#include "practice/tls-host.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>

/* How long a port that speaks both ways waits for a ClientHello before it greets. */
#define BOTH_SECONDS 0.2
#define FOR_EVER 300.0

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

  if (!rrm_practice_connection_enter (self, "accept") ||
      !rrm_practice_connection_leave (self, "accept"))
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
    case RRM_PRACTICE_END_RESET:
      rrm_practice_wire_reset (self->wire);
      break;
    case RRM_PRACTICE_END_SILENT:
      rrm_practice_wire_listen (self->wire, FOR_EVER);
      break;
    case RRM_PRACTICE_END_OPEN:
    case RRM_PRACTICE_END_CLOSE:
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
 * rrm_practice_connection_end:
 * @self: a connection
 *
 * Hangs up as a server does after the goodbye.
 */
void
rrm_practice_connection_end (RrmPracticeConnection *self)
{
  if (self->end == RRM_PRACTICE_END_OPEN)
    self->end = RRM_PRACTICE_END_CLOSE;
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
  if (!rrm_practice_connection_enter (self, "tls"))
    return FALSE;

  tls_end = rrm_practice_tls_host_start (self->house->authority, self->endpoint, &self->state,
                                         self->wire, self->talk);
  self->state.secure = tls_end == RRM_PRACTICE_TLS_STANDS;
  if (tls_end == RRM_PRACTICE_TLS_RESET)
    self->end = RRM_PRACTICE_END_RESET;
  else if (tls_end == RRM_PRACTICE_TLS_SILENT)
    self->end = RRM_PRACTICE_END_SILENT;
  else if (tls_end == RRM_PRACTICE_TLS_CLOSED)
    self->end = RRM_PRACTICE_END_CLOSE;

  return rrm_practice_connection_leave (self, "tls");
}
