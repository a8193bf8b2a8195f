/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The broadcast address of the loopback network: connecting there fails at once with "network is
 * unreachable", and nothing leaves this computer. */
#define NOWHERE "127.255.255.255"
#define NOWHERE_PORT 9

static gboolean
fail (GError **error,
      const char *what)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", what, g_strerror (code));

  return FALSE;
}

static socklen_t
make_address (const char *literal,
              struct sockaddr_storage *storage)
{
  struct sockaddr_in6 *six = (struct sockaddr_in6 *) storage;
  struct sockaddr_in *four = (struct sockaddr_in *) storage;

  memset (storage, 0, sizeof *storage);
  if (strchr (literal, ':') != NULL)
    {
      six->sin6_family = AF_INET6;
      return inet_pton (AF_INET6, literal, &six->sin6_addr) == 1 ? sizeof *six : 0;
    }
  four->sin_family = AF_INET;

  return inet_pton (AF_INET, literal, &four->sin_addr) == 1 ? sizeof *four : 0;
}

static int
open_socket (const struct sockaddr_storage *address)
{
  return socket (address->ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

static gboolean
bind_socket (RrmPracticeListener *self,
             const char *literal,
             struct sockaddr_storage *storage,
             GError **error)
{
  socklen_t length = make_address (literal, storage);

  self->fd = open_socket (storage);
  if (self->fd < 0)
    return fail (error, "socket");
  if (bind (self->fd, (struct sockaddr *) storage, length) < 0)
    return fail (error, "bind");
  length = sizeof *storage;
  if (getsockname (self->fd, (struct sockaddr *) storage, &length) < 0)
    return fail (error, "getsockname");

  self->address = g_strdup (literal);
  self->port = ntohs (storage->ss_family == AF_INET6
                          ? ((struct sockaddr_in6 *) storage)->sin6_port
                          : ((struct sockaddr_in *) storage)->sin_port);

  return TRUE;
}

/* A queue for one connection, filled with our own: the kernel drops whoever calls after that, as a
 * firewall does. */
static void
fill_queue (RrmPracticeListener *self,
            const struct sockaddr_storage *storage)
{
  socklen_t length = storage->ss_family == AF_INET6 ? sizeof (struct sockaddr_in6)
                                                    : sizeof (struct sockaddr_in);

  for (guint i = 0; i < G_N_ELEMENTS (self->fillers); i++)
    {
      self->fillers[i] = open_socket (storage);
      if (self->fillers[i] >= 0)
        (void) connect (self->fillers[i], (const struct sockaddr *) storage, length);
    }
}

/**
 * rrm_practice_listener_new:
 * @endpoint: an endpoint
 * @address: an IP literal of the loopback interface
 * @error: a #GIOErrorEnum
 *
 * Opens the endpoint's socket on a free port, in the way its protocol wants it: listening, bound
 * but deaf, with a full queue, or none at all.
 *
 * Returns: (transfer full) (nullable): the listener
 */
RrmPracticeListener *
rrm_practice_listener_new (RrmPracticeEndpoint *endpoint,
                           const char *address,
                           GError **error)
{
  g_autoptr (RrmPracticeListener) self = g_new0 (RrmPracticeListener, 1);
  RrmPracticeProtocol protocol = rrm_practice_endpoint_get_protocol (endpoint);
  struct sockaddr_storage storage;
  gboolean deaf = protocol == RRM_PRACTICE_REFUSED;
  gboolean full = protocol == RRM_PRACTICE_BLACKHOLE;

  self->endpoint = rrm_practice_endpoint_ref (endpoint);
  self->fd = self->fillers[0] = self->fillers[1] = -1;
  if (protocol > RRM_PRACTICE_UNREACHABLE)
    return g_steal_pointer (&self);
  if (protocol == RRM_PRACTICE_UNREACHABLE)
    {
      self->address = g_strdup (NOWHERE);
      self->port = NOWHERE_PORT;
      return g_steal_pointer (&self);
    }

  if (!bind_socket (self, address, &storage, error))
    return NULL;
  if (!deaf && listen (self->fd, full ? 0 : SOMAXCONN) < 0)
    {
      fail (error, "listen");
      return NULL;
    }
  if (full)
    fill_queue (self, &storage);
  self->accepts = !deaf && !full;

  return g_steal_pointer (&self);
}

void
rrm_practice_listener_free (RrmPracticeListener *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->fillers); i++)
    if (self->fillers[i] >= 0)
      close (self->fillers[i]);
  if (self->fd >= 0)
    close (self->fd);
  rrm_practice_endpoint_unref (self->endpoint);
  g_free (self->address);
  g_free (self);
}
