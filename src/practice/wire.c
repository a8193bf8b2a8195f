/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/wire.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Long enough for every SASL line (RFC 4954, section 4, allows 12,288 octets). */
#define INPUT_SIZE 16384
/* One TLS record with its header. */
#define RAW_SIZE 16640

/**
 * RrmPracticeWire:
 *
 * The server's end of one connection: blocking reads and writes, in clear or through TLS, that end
 * at once when the server stops, and that can be slowed down or cut.
 *
 * What came from the client is wiped once it is read over, because it may hold a password.
 */
struct _RrmPracticeWire
{
  RrmPracticeTransport transport;
  /* %NULL in clear. */
  gnutls_session_t tls;

  /* Bytes off the socket that nobody has taken yet: a ClientHello that was looked at. */
  guint8 raw[RAW_SIZE];
  gsize raw_begin, raw_end;
  /* What the client said, decrypted; [0, begin) is read over. */
  char input[INPUT_SIZE];
  gsize begin, end;

  /* Seconds after each byte written; negative: whole writes. */
  double byte_seconds;
  /* Bytes that may still be written before the cut. */
  gsize left;
  gboolean was_cut;
};

static gssize
on_tls_pull (gnutls_transport_ptr_t data,
             void *into,
             size_t length)
{
  RrmPracticeWire *self = data;
  gsize held = self->raw_end - self->raw_begin;

  if (held == 0)
    {
      gssize n = rrm_practice_transport_receive (&self->transport, into, length);

      if (n < 0)
        gnutls_transport_set_errno (self->tls, errno);
      return n;
    }

  held = MIN (held, length);
  memcpy (into, self->raw + self->raw_begin, held);
  self->raw_begin += held;

  return (gssize) held;
}

static gssize
on_tls_push (gnutls_transport_ptr_t data,
             const void *bytes,
             size_t length)
{
  RrmPracticeWire *self = data;

  if (rrm_practice_transport_send (&self->transport, bytes, length))
    return (gssize) length;
  gnutls_transport_set_errno (self->tls, errno);

  return -1;
}

static gboolean
write_piece (RrmPracticeWire *self,
             const char *bytes,
             gsize length)
{
  if (self->tls == NULL)
    return rrm_practice_transport_send (&self->transport, bytes, length);

  while (length > 0)
    {
      gssize n = gnutls_record_send (self->tls, bytes, length);

      if (n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED)
        continue;
      if (n < 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }

  return TRUE;
}

/* Reads more of what the client says behind what is there. */
static gboolean
fill (RrmPracticeWire *self)
{
  gsize held = self->raw_end - self->raw_begin;
  gsize room = INPUT_SIZE - self->end;
  gssize n;

  if (room == 0)
    return FALSE;

  if (self->tls != NULL)
    do
      n = gnutls_record_recv (self->tls, self->input + self->end, room);
    while (n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED);
  else if (held > 0)
    {
      n = (gssize) MIN (held, room);
      memcpy (self->input + self->end, self->raw + self->raw_begin, (gsize) n);
      self->raw_begin += (gsize) n;
    }
  else
    n = rrm_practice_transport_receive (&self->transport, self->input + self->end, room);

  if (n <= 0)
    return FALSE;
  self->end += (gsize) n;

  return TRUE;
}

/* Forgets what was read over. */
static void
compact (RrmPracticeWire *self)
{
  gsize left = self->end - self->begin;

  if (self->begin == 0)
    return;
  memmove (self->input, self->input + self->begin, left);
  explicit_bzero (self->input + left, self->end - left);
  self->begin = 0;
  self->end = left;
}

/**
 * rrm_practice_wire_new:
 * @fd: (transfer full): a connected socket that does not block
 * @stop_fd: a descriptor that becomes readable when everything must end
 *
 * Returns: (transfer full): the server's end of the connection
 */
RrmPracticeWire *
rrm_practice_wire_new (int fd,
                       int stop_fd)
{
  RrmPracticeWire *self = g_new0 (RrmPracticeWire, 1);

  self->transport.fd = fd;
  self->transport.stop_fd = stop_fd;
  self->byte_seconds = -1;
  self->left = G_MAXSIZE;

  return self;
}

void
rrm_practice_wire_free (RrmPracticeWire *self)
{
  if (self->tls != NULL)
    gnutls_deinit (self->tls);
  if (self->transport.fd >= 0)
    close (self->transport.fd);
  explicit_bzero (self, sizeof *self);
  g_free (self);
}

/**
 * rrm_practice_wire_set_pace:
 * @self: a wire
 * @byte_seconds: write a byte at a time with this pause behind each; negative: whole replies
 * @way_seconds: how long every flight takes, in each direction
 */
void
rrm_practice_wire_set_pace (RrmPracticeWire *self,
                            double byte_seconds,
                            double way_seconds)
{
  self->byte_seconds = byte_seconds;
  self->transport.way_seconds = way_seconds;
}

/**
 * rrm_practice_wire_set_cut:
 * @self: a wire
 * @bytes: how much may be said before every write fails
 */
void
rrm_practice_wire_set_cut (RrmPracticeWire *self,
                           gsize bytes)
{
  self->left = bytes;
}

gboolean
rrm_practice_wire_was_cut (RrmPracticeWire *self)
{
  return self->was_cut;
}

/**
 * rrm_practice_wire_sleep:
 * @self: a wire
 * @seconds: how long
 *
 * Returns: %FALSE if the server stopped meanwhile
 */
gboolean
rrm_practice_wire_sleep (RrmPracticeWire *self,
                         double seconds)
{
  return rrm_practice_transport_sleep (&self->transport, seconds);
}

/**
 * rrm_practice_wire_wait:
 * @self: a wire
 * @other_fd: another descriptor to wait for, or -1
 * @seconds: how long at most
 *
 * Waits until the client says something or @other_fd becomes readable.
 *
 * Returns: which of them it was: ready for either
 */
RrmPracticeWait
rrm_practice_wire_wait (RrmPracticeWire *self,
                        int other_fd,
                        double seconds)
{
  if (self->end > self->begin || self->raw_end > self->raw_begin ||
      (self->tls != NULL && gnutls_record_check_pending (self->tls) > 0))
    return RRM_PRACTICE_WAIT_READY;

  return rrm_practice_transport_wait (&self->transport, POLLIN, other_fd, seconds);
}

/**
 * rrm_practice_wire_prefetch:
 * @self: a wire in clear
 * @bytes: how many must be there
 *
 * Reads at least @bytes off the socket without taking them: TLS or the next line still gets them.
 *
 * Returns: whether they came
 */
gboolean
rrm_practice_wire_prefetch (RrmPracticeWire *self,
                            gsize bytes)
{
  while (self->raw_end - self->raw_begin < bytes)
    {
      gssize n;

      if (self->raw_end == RAW_SIZE)
        return FALSE;
      n = rrm_practice_transport_receive (&self->transport, self->raw + self->raw_end,
                                          RAW_SIZE - self->raw_end);
      if (n <= 0)
        return FALSE;
      self->raw_end += (gsize) n;
    }

  return TRUE;
}

/**
 * rrm_practice_wire_peek:
 * @self: a wire
 * @length: (out): how many bytes
 *
 * Returns: (transfer none) (array length=length): what was fetched and not yet taken
 */
const guint8 *
rrm_practice_wire_peek (RrmPracticeWire *self,
                        gsize *length)
{
  *length = self->raw_end - self->raw_begin;

  return self->raw + self->raw_begin;
}

/**
 * rrm_practice_wire_write:
 * @self: a wire
 * @bytes: what to say
 * @length: its length in bytes
 *
 * Returns: whether all of it went out
 */
gboolean
rrm_practice_wire_write (RrmPracticeWire *self,
                         const void *bytes,
                         gsize length)
{
  const char *p = bytes;
  gsize allowed = MIN (length, self->left);

  if (self->left != G_MAXSIZE)
    self->left -= allowed;

  if (self->byte_seconds < 0)
    {
      if (allowed > 0 && !write_piece (self, p, allowed))
        return FALSE;
    }
  else
    for (gsize i = 0; i < allowed; i++)
      {
        if (!write_piece (self, p + i, 1) || !rrm_practice_wire_sleep (self, self->byte_seconds))
          return FALSE;
      }
  self->was_cut = allowed < length;

  return !self->was_cut;
}

/**
 * rrm_practice_wire_read_line:
 * @self: a wire
 * @length: (out) (optional): its length in bytes
 *
 * Reads one line. The line that was read before is wiped.
 *
 * Returns: (transfer none) (nullable): the line without its end, or %NULL when no more will come
 */
char *
rrm_practice_wire_read_line (RrmPracticeWire *self,
                             gsize *length)
{
  char *newline;
  char *line;
  gsize n;

  compact (self);
  while ((newline = memchr (self->input, '\n', self->end)) == NULL)
    if (!fill (self))
      return NULL;

  line = self->input;
  n = (gsize) (newline - line);
  self->begin = n + 1;
  if (n > 0 && line[n - 1] == '\r')
    n--;
  line[n] = '\0';
  if (length != NULL)
    *length = n;

  return line;
}

/**
 * rrm_practice_wire_read:
 * @self: a wire
 * @into: where to put them
 * @length: how many bytes
 *
 * Reads exactly @length bytes: a literal. The line that was read before is wiped.
 *
 * Returns: whether they came
 */
gboolean
rrm_practice_wire_read (RrmPracticeWire *self,
                        char *into,
                        gsize length)
{
  while (length > 0)
    {
      gsize n;

      compact (self);
      if (self->end == 0 && !fill (self))
        return FALSE;
      n = MIN (length, self->end);
      memcpy (into, self->input, n);
      self->begin = n;
      into += n;
      length -= n;
    }

  return TRUE;
}

/**
 * rrm_practice_wire_discard:
 * @self: a wire
 *
 * Forgets what the client has said already behind the last line (RFC 3207, section 4.2).
 *
 * Returns: how many bytes that were
 */
gsize
rrm_practice_wire_discard (RrmPracticeWire *self)
{
  gsize n = self->end - self->begin;

  self->begin = self->end;
  compact (self);

  return n;
}

/**
 * rrm_practice_wire_handshake:
 * @self: a wire in clear
 * @session: (transfer full): a server session with its credentials
 *
 * Returns: 0, or the GnuTLS error, after the client was told
 */
int
rrm_practice_wire_handshake (RrmPracticeWire *self,
                             gnutls_session_t session)
{
  int result;

  self->tls = session;
  gnutls_transport_set_ptr (session, self);
  gnutls_transport_set_pull_function (session, on_tls_pull);
  gnutls_transport_set_push_function (session, on_tls_push);

  do
    result = gnutls_handshake (session);
  while (result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED ||
         result == GNUTLS_E_WARNING_ALERT_RECEIVED);

  if (result < 0)
    gnutls_alert_send_appropriate (session, result);

  return result;
}

/* (nullable): the TLS session; %NULL in clear. */
gnutls_session_t
rrm_practice_wire_get_tls (RrmPracticeWire *self)
{
  return self->tls;
}

/**
 * rrm_practice_wire_close:
 * @self: a wire
 *
 * Says goodbye and hangs up. What the client still sends is read for a moment: closing over unread
 * bytes would turn into a reset that could overtake our last words.
 */
void
rrm_practice_wire_close (RrmPracticeWire *self)
{
  if (self->tls != NULL)
    gnutls_bye (self->tls, GNUTLS_SHUT_WR);
  shutdown (self->transport.fd, SHUT_WR);
  rrm_practice_wire_listen (self, 2.0);
}

/**
 * rrm_practice_wire_reset:
 * @self: a wire
 *
 * Breaks the connection off with a TCP reset.
 */
void
rrm_practice_wire_reset (RrmPracticeWire *self)
{
  rrm_practice_transport_reset (&self->transport);
}

/**
 * rrm_practice_wire_listen:
 * @self: a wire
 * @seconds: how long at most
 *
 * Says nothing more and reads on, for nobody, until the client hangs up.
 */
void
rrm_practice_wire_listen (RrmPracticeWire *self,
                          double seconds)
{
  rrm_practice_transport_drain (&self->transport, seconds);
}
