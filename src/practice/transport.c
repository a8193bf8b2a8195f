/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/transport.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/* Nobody practises for longer than this without a word. */
#define PATIENCE_SECONDS 300.0

/**
 * rrm_practice_transport_wait:
 * @self: a transport
 * @events: what to wait for on the socket, as for poll (); 0 for nothing
 * @other_fd: another descriptor to wait for, or -1
 * @seconds: how long at most
 *
 * Returns: whether one of them is ready
 */
RrmPracticeWait
rrm_practice_transport_wait (RrmPracticeTransport *self,
                             short events,
                             int other_fd,
                             double seconds)
{
  struct pollfd fds[] = { { self->stop_fd, POLLIN, 0 },
                          { events != 0 ? self->fd : -1, events, 0 },
                          { other_fd, POLLIN, 0 } };
  int result;

  do
    result = poll (fds, G_N_ELEMENTS (fds), (int) (seconds * 1000.0 + 0.5));
  while (result < 0 && errno == EINTR);

  if (fds[0].revents != 0)
    return RRM_PRACTICE_WAIT_STOPPED;

  return result > 0 ? RRM_PRACTICE_WAIT_READY : RRM_PRACTICE_WAIT_TIMEOUT;
}

/**
 * rrm_practice_transport_sleep:
 * @self: a transport
 * @seconds: how long
 *
 * Returns: %FALSE if the server stopped meanwhile
 */
gboolean
rrm_practice_transport_sleep (RrmPracticeTransport *self,
                              double seconds)
{
  gint64 until = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  gint64 left = until - g_get_monotonic_time ();

  /* poll () counts in milliseconds; what is shorter is slept through. */
  if (left < 1000)
    {
      if (left > 0)
        g_usleep ((gulong) left);
      return TRUE;
    }
  while (left > 0)
    {
      if (rrm_practice_transport_wait (self, 0, -1, MAX (0.001, (double) left / G_USEC_PER_SEC)) ==
          RRM_PRACTICE_WAIT_STOPPED)
        return FALSE;
      left = until - g_get_monotonic_time ();
    }

  return TRUE;
}

/**
 * rrm_practice_transport_receive:
 * @self: a transport
 * @into: where to put the bytes
 * @length: how many fit
 *
 * Reads once, and waits for it.
 *
 * Returns: how many came; 0 at the end; -1 on failure, with errno set
 */
gssize
rrm_practice_transport_receive (RrmPracticeTransport *self,
                                void *into,
                                gsize length)
{
  gssize n = recv (self->fd, into, length, 0);

  while (n < 0 && (errno == EAGAIN || errno == EINTR))
    {
      if (rrm_practice_transport_wait (self, POLLIN, -1, PATIENCE_SECONDS) !=
          RRM_PRACTICE_WAIT_READY)
        {
          errno = ECONNABORTED;
          return -1;
        }
      n = recv (self->fd, into, length, 0);
    }
  if (!self->heard && self->way_seconds > 0)
    rrm_practice_transport_sleep (self, self->way_seconds);
  self->heard = TRUE;
  self->sent = FALSE;

  return n;
}

/**
 * rrm_practice_transport_send:
 * @self: a transport
 * @bytes: what to send
 * @length: its length in bytes
 *
 * Returns: whether all of it went out; if not, errno is set
 */
gboolean
rrm_practice_transport_send (RrmPracticeTransport *self,
                             const void *bytes,
                             gsize length)
{
  const guint8 *p = bytes;

  if (!self->sent && self->way_seconds > 0)
    rrm_practice_transport_sleep (self, self->way_seconds);
  self->sent = TRUE;
  self->heard = FALSE;

  while (length > 0)
    {
      gssize n = send (self->fd, p, length, MSG_NOSIGNAL);

      if (n >= 0)
        {
          p += n;
          length -= (gsize) n;
        }
      else if (errno != EAGAIN && errno != EINTR)
        return FALSE;
      else if (rrm_practice_transport_wait (self, POLLOUT, -1, PATIENCE_SECONDS) !=
               RRM_PRACTICE_WAIT_READY)
        {
          errno = ECONNABORTED;
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * rrm_practice_transport_drain:
 * @self: a transport
 * @seconds: how long at most
 *
 * Reads on, for nobody, until the client hangs up.
 */
void
rrm_practice_transport_drain (RrmPracticeTransport *self,
                              double seconds)
{
  gint64 until = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  guint8 ignored[1024];
  gssize n = 1;

  while (n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR)))
    {
      gint64 left = until - g_get_monotonic_time ();

      if (left <= 0 ||
          rrm_practice_transport_wait (self, POLLIN, -1, (double) left / G_USEC_PER_SEC + 0.001) !=
              RRM_PRACTICE_WAIT_READY)
        break;
      n = recv (self->fd, ignored, sizeof ignored, 0);
    }
  explicit_bzero (ignored, sizeof ignored);
}

/**
 * rrm_practice_transport_reset:
 * @self: a transport
 *
 * Breaks the connection off with a TCP reset.
 */
void
rrm_practice_transport_reset (RrmPracticeTransport *self)
{
  const struct linger abort_at_once = { 1, 0 };

  setsockopt (self->fd, SOL_SOCKET, SO_LINGER, &abort_at_once, sizeof abort_at_once);
  close (self->fd);
  self->fd = -1;
}
