/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/channel.h"

#include "net/source.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#define BUFFER_SIZE 16384

/* How many reads before the main loop has its turn again, so that a peer who never pauses does not
 * hold it. */
#define MAX_READS 16

/* RFC 8446, section 5.1. */
#define RECORD_CHANGE_CIPHER_SPEC 20
#define CHANGE_CIPHER_SPEC_LENGTH 6

/**
 * RrmChannel:
 *
 * A connected socket that never blocks, with TLS in it once that has begun. It counts the round
 * trips: each time the peer is heard after something was said to it, the connection itself counting
 * as said.
 */
struct _RrmChannel
{
  GSocket *socket;
  /* NULL when nothing is counted. */
  RrmServiceReport *report;
  /* NULL in clear text. */
  RrmTls *tls;
  /* In clear text, what is being sent: one of the two, from @sent on. */
  GBytes *bytes;
  RrmSecret *secret;
  gsize sent;
  /* Sending failed; what the peer said before may still be read. */
  gboolean broken;
  /* The peer has reset the connection. The system tells that once, to whoever comes first. */
  gboolean was_reset;
  gboolean ended;
  RrmFaultKind end;
  /* Something was said since the peer was last heard. */
  gboolean asked;
  /* Something was said or heard at all. */
  gboolean spoken;
  gboolean heard;
  GSource *source;
  RrmChannelFunc ready;
  gpointer data;
};

/**
 * rrm_channel_new:
 * @socket: (transfer none): a connected socket that does not block
 * @report: (nullable): where round trips are counted
 *
 * Returns: (transfer full): a channel in clear text
 */
RrmChannel *
rrm_channel_new (GSocket *socket,
                 RrmServiceReport *report)
{
  RrmChannel *self = g_new0 (RrmChannel, 1);

  self->socket = g_object_ref (socket);
  g_set_object (&self->report, report);
  self->asked = TRUE;

  return self;
}

static void
drop_pending (RrmChannel *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->secret, rrm_secret_unref);
  self->sent = 0;
}

void
rrm_channel_free (RrmChannel *self)
{
  rrm_source_clear (&self->source);
  drop_pending (self);
  g_clear_pointer (&self->tls, rrm_tls_free);
  g_clear_object (&self->report);
  g_object_unref (self->socket);
  g_free (self);
}

/**
 * rrm_channel_start_tls:
 * @self: a channel in clear text, with nothing left to send
 * @tls: (transfer full): the handshake, which may have begun on this socket already
 */
void
rrm_channel_start_tls (RrmChannel *self,
                       RrmTls *tls)
{
  g_return_if_fail (self->tls == NULL && self->bytes == NULL && self->secret == NULL);

  self->tls = tls;
}

RrmTls *
rrm_channel_get_tls (RrmChannel *self)
{
  return self->tls;
}

static RrmFaultKind
end_from_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    return RRM_FAULT_RESET;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return RRM_FAULT_TIMED_OUT;

  return RRM_FAULT_NETWORK;
}

/**
 * rrm_channel_end:
 * @self: a channel
 * @end: why
 *
 * Ends it from this side, the time being over: what was heard still counts, nothing more will.
 */
void
rrm_channel_end (RrmChannel *self,
                 RrmFaultKind end)
{
  if (self->ended)
    return;

  self->ended = TRUE;
  self->end = end;
  if (self->tls != NULL)
    rrm_tls_feed_end (self->tls, end);
}

static void
note_heard (RrmChannel *self)
{
  self->heard = TRUE;
  self->spoken = TRUE;
  if (self->asked && self->report != NULL)
    rrm_service_report_set_round_trips (self->report,
                                        rrm_service_report_get_round_trips (self->report) + 1);
  self->asked = FALSE;
}

/* Reads from the socket: how many bytes, 0 when there are none now, -1 when it ended. */
static gssize
receive (RrmChannel *self,
         guint8 *buffer,
         gsize size)
{
  g_autoptr (GError) error = NULL;
  gssize n;

  if (self->ended)
    return -1;

  n = g_socket_receive (self->socket, (char *) buffer, size, NULL, &error);
  if (n > 0)
    note_heard (self);
  else if (n == 0)
    rrm_channel_end (self, self->was_reset ? RRM_FAULT_RESET : RRM_FAULT_CLOSED);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    rrm_channel_end (self, end_from_error (error));
  else if (self->broken)
    rrm_channel_end (self, RRM_FAULT_RESET);
  else
    n = 0;

  return self->ended ? -1 : n;
}

/* A server that writes twice, a TLS ticket and its greeting say, and has left Nagle's algorithm on
 * sends the second when the first is acknowledged (RFC 9293, section 3.7.4). The system would keep
 * that back for 40 ms, after each thing that was asked. */
static void
acknowledge_at_once (GSocket *socket)
{
#ifdef TCP_QUICKACK
  g_socket_set_option (socket, IPPROTO_TCP, TCP_QUICKACK, 1, NULL);
#endif
}

/* Sends what fits; how much. GIO calls a connection that was reset, and one that was closed before
 * this was sent, by the same name: the system does not. */
static gsize
transmit (RrmChannel *self,
          const void *bytes,
          gsize length)
{
  gssize n;

  if (self->broken || self->ended)
    return length;

  n = send (g_socket_get_fd (self->socket), bytes, length, MSG_NOSIGNAL);
  if (n >= 0)
    {
      acknowledge_at_once (self->socket);
      self->asked = TRUE;
      self->spoken = TRUE;
      return (gsize) n;
    }
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
    return 0;

  self->was_reset = errno == ECONNRESET;
  self->broken = TRUE;

  return length;
}

/* The empty record that hides TLS 1.3 from old middleboxes asks nothing of the peer. It belongs
 * right before the second flight (RFC 8446, appendix D.4), and GnuTLS has it ready sooner. */
static gboolean
is_better_kept (const guint8 *bytes,
                gsize length)
{
  return length == CHANGE_CIPHER_SPEC_LENGTH && bytes[0] == RECORD_CHANGE_CIPHER_SPEC;
}

static gboolean
flush_tls (RrmChannel *self)
{
  for (;;)
    {
      gsize length, n;
      const guint8 *bytes = rrm_tls_peek_output (self->tls, &length);

      if (length == 0 || is_better_kept (bytes, length))
        return TRUE;
      n = transmit (self, bytes, length);
      if (n == 0)
        return FALSE;
      rrm_tls_drop_output (self->tls, n);
    }
}

static gboolean
flush_clear_text (RrmChannel *self)
{
  while (self->bytes != NULL || self->secret != NULL)
    {
      gsize length, n;
      const char *bytes = self->bytes != NULL ? g_bytes_get_data (self->bytes, &length)
                                              : rrm_secret_peek (self->secret, &length);

      n = transmit (self, bytes + self->sent, length - self->sent);
      if (n == 0 && length > self->sent)
        return FALSE;
      self->sent += n;
      if (self->sent == length)
        drop_pending (self);
    }

  return TRUE;
}

/**
 * rrm_channel_flush:
 * @self: a channel
 *
 * Sends what there is to send, as far as it goes without waiting.
 *
 * Returns: whether nothing is left to send
 */
gboolean
rrm_channel_flush (RrmChannel *self)
{
  return self->tls != NULL ? flush_tls (self) : flush_clear_text (self);
}

/**
 * rrm_channel_handshake:
 * @self: a channel with TLS
 *
 * Goes on with the handshake as far as it goes without waiting.
 *
 * Returns: where it stands
 */
RrmTlsState
rrm_channel_handshake (RrmChannel *self)
{
  guint8 buffer[BUFFER_SIZE];

  for (guint i = 0;; i++)
    {
      RrmTlsState state = rrm_tls_handshake (self->tls);
      gssize n;

      if (!rrm_channel_flush (self) || state != RRM_TLS_WAITING || i == MAX_READS)
        return state;
      n = receive (self, buffer, sizeof buffer);
      if (n == 0)
        return RRM_TLS_WAITING;
      if (n > 0)
        rrm_tls_feed (self->tls, buffer, (gsize) n);
    }
}

/**
 * rrm_channel_has_spoken:
 * @self: a channel
 *
 * Returns: whether anything was sent or received yet
 */
gboolean
rrm_channel_has_spoken (RrmChannel *self)
{
  return self->spoken;
}

/**
 * rrm_channel_read:
 * @self: a channel; if it has TLS, that is verified
 * @buffer: (array length=size): where to put what the peer said
 * @size: its size
 *
 * Returns: how many bytes, 0 when there are none now, -1 when the peer says no more; why is told by
 *   [method@Channel.dup_fault]
 */
gssize
rrm_channel_read (RrmChannel *self,
                  guint8 *buffer,
                  gsize size)
{
  guint8 raw[BUFFER_SIZE];

  if (self->tls == NULL)
    return receive (self, buffer, size);

  for (guint i = 0;; i++)
    {
      gssize n = rrm_tls_read (self->tls, buffer, size);

      if (n != 0 || i == MAX_READS)
        return n;
      n = receive (self, raw, sizeof raw);
      if (n == 0)
        return 0;
      if (n > 0)
        rrm_tls_feed (self->tls, raw, (gsize) n);
    }
}

/**
 * rrm_channel_dup_fault:
 * @self: a channel that ended
 *
 * Returns: (transfer full): why the peer says no more
 */
RrmFault *
rrm_channel_dup_fault (RrmChannel *self)
{
  RrmFault *fault = self->tls != NULL ? rrm_tls_dup_fault (self->tls) : NULL;

  return fault != NULL ? fault : rrm_fault_new (self->end);
}

/**
 * rrm_channel_write:
 * @self: a channel with nothing left to send; if it has TLS, that is verified
 * @bytes: (nullable): what to say
 * @secret: (nullable): what to say instead; it is not copied into ordinary memory
 *
 * [method@Channel.flush] then sends it.
 */
void
rrm_channel_write (RrmChannel *self,
                   GBytes *bytes,
                   RrmSecret *secret)
{
  gsize length;
  const void *data;

  g_return_if_fail ((bytes != NULL) != (secret != NULL));
  g_return_if_fail (self->bytes == NULL && self->secret == NULL);

  if (self->tls == NULL)
    {
      self->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
      self->secret = secret != NULL ? rrm_secret_ref (secret) : NULL;
      return;
    }

  data = bytes != NULL ? g_bytes_get_data (bytes, &length)
                       : (const void *) rrm_secret_peek (secret, &length);
  if (!rrm_tls_write (self->tls, data, length))
    self->broken = TRUE;
}

static gboolean
source_ready (GSocket *socket,
              GIOCondition condition,
              gpointer data)
{
  RrmChannel *self = data;

  rrm_source_clear (&self->source);
  self->ready (self->data);

  return G_SOURCE_REMOVE;
}

/**
 * rrm_channel_wait:
 * @self: a channel
 * @ready: called once from the main loop
 * @data: for @ready
 *
 * Waits until what is left to send can go on, or else until the peer is heard.
 */
void
rrm_channel_wait (RrmChannel *self,
                  RrmChannelFunc ready,
                  gpointer data)
{
  gboolean pending = !rrm_channel_flush (self);

  rrm_source_clear (&self->source);
  self->ready = ready;
  self->data = data;
  self->source = g_socket_create_source (self->socket, pending ? G_IO_OUT : G_IO_IN, NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (source_ready), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

/**
 * rrm_channel_stop_waiting:
 * @self: a channel
 *
 * Ends the wait that [method@Channel.wait] began, if there is one.
 */
void
rrm_channel_stop_waiting (RrmChannel *self)
{
  rrm_source_clear (&self->source);
}

/**
 * rrm_channel_take_heard:
 * @self: a channel
 *
 * Returns: whether the peer was heard since this was asked last
 */
gboolean
rrm_channel_take_heard (RrmChannel *self)
{
  gboolean heard = self->heard;

  self->heard = FALSE;

  return heard;
}

/**
 * rrm_channel_stop_counting:
 * @self: a channel
 *
 * The round trips that follow no longer count.
 */
void
rrm_channel_stop_counting (RrmChannel *self)
{
  g_clear_object (&self->report);
}

/**
 * rrm_channel_close:
 * @self: a channel
 *
 * Says goodbye and closes, without waiting for the peer.
 */
void
rrm_channel_close (RrmChannel *self)
{
  rrm_source_clear (&self->source);
  if (self->tls != NULL && !self->ended)
    rrm_tls_close (self->tls);
  rrm_channel_flush (self);
  g_socket_close (self->socket, NULL);
}
