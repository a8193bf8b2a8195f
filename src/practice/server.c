/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/server.h"

#include "practice/connection.h"
#include "practice/listener.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define DEFAULT_ADDRESS "127.0.0.1"
#define DEFAULT_MESSAGES "2"

/**
 * RrmPracticeServer:
 *
 * A mail provider in a box: IMAP, POP3, SMTP and what else a scenario wants, on free loopback
 * ports, with real TLS under a certificate authority of its own.
 *
 * One thread accepts and one serves each connection. Everything ends in
 * [method@PracticeServer.stop], which waits for it; the log and the mailbox stay readable after it.
 */
struct _RrmPracticeServer
{
  GObject parent_instance;

  RrmPracticeHouse house;
  /* Of RrmPracticeEndpoint. */
  GPtrArray *endpoints;
  /* Of RrmPracticeListener; only changed by start and stop. */
  GPtrArray *listeners;
  /* Of RrmPracticeMapping, which borrow from endpoints and listeners. */
  GArray *mappings;
  GBytes *ca_pem;
  char *address;
  GThread *thread;
  /* Of Worker: belongs to the accepting thread while that runs. */
  GPtrArray *workers;
};

typedef struct
{
  RrmPracticeConnection *connection;
  GThread *thread;
  /* Atomic: nothing is left to do but to join. */
  int done;
} Worker;

G_DEFINE_FINAL_TYPE (RrmPracticeServer, rrm_practice_server, G_TYPE_OBJECT)

static gpointer
on_worker (gpointer data)
{
  Worker *worker = data;

  rrm_practice_connection_run (worker->connection);
  g_clear_pointer (&worker->connection, rrm_practice_connection_free);
  g_atomic_int_set (&worker->done, 1);

  return NULL;
}

static void
worker_free (gpointer data)
{
  Worker *worker = data;

  g_thread_join (worker->thread);
  g_free (worker);
}

static void
reap (RrmPracticeServer *self)
{
  for (guint i = self->workers->len; i > 0; i--)
    {
      Worker *worker = g_ptr_array_index (self->workers, i - 1);

      if (g_atomic_int_get (&worker->done))
        g_ptr_array_remove_index_fast (self->workers, i - 1);
    }
}

static void
accept_one (RrmPracticeServer *self,
            const RrmPracticeListener *listener)
{
  const int one = 1;
  int fd = accept4 (listener->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  Worker *worker;

  if (fd < 0)
    {
      /* Out of descriptors: the queue holds the client until one is free. */
      if (errno == EMFILE || errno == ENFILE)
        g_usleep (10000);
      return;
    }
  /* Each reply is one write; waiting for more would only delay it. */
  (void) setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);

  worker = g_new0 (Worker, 1);
  worker->connection = rrm_practice_connection_new (&self->house, listener->endpoint, fd);
  worker->thread = g_thread_try_new ("practice", on_worker, worker, NULL);
  if (worker->thread != NULL)
    {
      g_ptr_array_add (self->workers, worker);
      return;
    }
  rrm_practice_connection_free (worker->connection);
  g_free (worker);
}

static gpointer
on_accept (gpointer data)
{
  RrmPracticeServer *self = data;
  guint n = self->listeners->len;
  g_autofree struct pollfd *fds = g_new0 (struct pollfd, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const RrmPracticeListener *listener = g_ptr_array_index (self->listeners, i);

      fds[i].fd = listener->accepts ? listener->fd : -1;
      fds[i].events = POLLIN;
    }
  fds[n].fd = self->house.stop_fd;
  fds[n].events = POLLIN;

  while (poll (fds, n + 1, -1) >= 0 || errno == EINTR)
    {
      if (fds[n].revents != 0)
        break;
      reap (self);
      for (guint i = 0; i < n; i++)
        if (fds[i].revents != 0)
          accept_one (self, g_ptr_array_index (self->listeners, i));
    }
  g_ptr_array_set_size (self->workers, 0);

  return NULL;
}

static gboolean
add_listener (RrmPracticeServer *self,
              RrmPracticeEndpoint *endpoint,
              const char *address,
              GError **error)
{
  RrmPracticeListener *listener = rrm_practice_listener_new (endpoint, address, error);
  const char *const *hosts = rrm_practice_endpoint_get_hosts (endpoint);

  if (listener == NULL)
    return FALSE;
  g_ptr_array_add (self->listeners, listener);

  for (guint i = 0; hosts[i] != NULL; i++)
    {
      const RrmPracticeMapping mapping = {
        hosts[i],
        rrm_practice_endpoint_get_port (endpoint),
        listener->address,
        listener->port,
        rrm_practice_endpoint_get_protocol (endpoint),
        rrm_practice_endpoint_get_name (endpoint),
      };

      g_array_append_val (self->mappings, mapping);
    }

  return TRUE;
}

static gboolean
add_listeners (RrmPracticeServer *self,
               RrmPracticeEndpoint *endpoint,
               GError **error)
{
  const char *address = rrm_practice_endpoint_get_address (endpoint);

  if (g_strcmp0 (address, "both") == 0)
    return add_listener (self, endpoint, "::1", error) &&
           add_listener (self, endpoint, DEFAULT_ADDRESS, error);

  return add_listener (self, endpoint, address != NULL ? address : self->address, error);
}

/* A scenario that cannot be played is told before anybody connects. */
static gboolean
check_certificates (RrmPracticeServer *self,
                    GError **error)
{
  for (guint i = 0; i < self->endpoints->len; i++)
    {
      g_autoptr (RrmCertificateSpec) spec = NULL;

      spec = rrm_certificate_spec_new (g_ptr_array_index (self->endpoints, i), NULL, error);
      if (spec == NULL)
        return FALSE;
    }

  return TRUE;
}

static void
fill_mailbox (RrmPracticeServer *self)
{
  const char *wanted = rrm_scenario_get_value (self->house.scenario, "account", "messages");
  guint64 n = g_ascii_strtoull (wanted != NULL ? wanted : DEFAULT_MESSAGES, NULL, 10);

  for (guint64 i = 1; i <= n; i++)
    {
      g_autofree char *text = g_strdup_printf (
          "From: Practice <postmaster@example.net>\r\nTo: <%s>\r\n"
          "Subject: Practice message %" G_GUINT64_FORMAT "\r\n"
          "Message-ID: <practice-%" G_GUINT64_FORMAT "@example.net>\r\n\r\nNothing to see.\r\n",
          rrm_scenario_get_address (self->house.scenario), i, i);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

      rrm_practice_mailbox_deliver (self->house.mailbox, RRM_PRACTICE_INBOX, bytes, 0);
    }
}

static void
rrm_practice_server_dispose (GObject *object)
{
  rrm_practice_server_stop (RRM_PRACTICE_SERVER (object));

  G_OBJECT_CLASS (rrm_practice_server_parent_class)->dispose (object);
}

static void
rrm_practice_server_finalize (GObject *object)
{
  RrmPracticeServer *self = RRM_PRACTICE_SERVER (object);

  g_array_unref (self->mappings);
  g_ptr_array_unref (self->workers);
  g_ptr_array_unref (self->listeners);
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->ca_pem, g_bytes_unref);
  g_clear_object (&self->house.authority);
  g_clear_object (&self->house.mailbox);
  g_clear_object (&self->house.log);
  g_clear_object (&self->house.scenario);
  g_free (self->address);
  if (self->house.stop_fd >= 0)
    close (self->house.stop_fd);

  G_OBJECT_CLASS (rrm_practice_server_parent_class)->finalize (object);
}

static void
rrm_practice_server_class_init (RrmPracticeServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rrm_practice_server_dispose;
  object_class->finalize = rrm_practice_server_finalize;
}

static void
rrm_practice_server_init (RrmPracticeServer *self)
{
  self->house.stop_fd = -1;
  self->house.log = rrm_practice_log_new ();
  self->house.mailbox = rrm_practice_mailbox_new ();
  self->house.authority = rrm_practice_authority_new ();
  self->address = g_strdup (DEFAULT_ADDRESS);
  self->listeners = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_practice_listener_free);
  self->workers = g_ptr_array_new_with_free_func (worker_free);
  self->mappings = g_array_new (FALSE, FALSE, sizeof (RrmPracticeMapping));
}

/**
 * rrm_practice_server_new:
 * @scenario: what it says and does
 * @error: #RRM_SCENARIO_ERROR if that makes no sense
 *
 * Returns: (transfer full) (nullable): a server that is not started yet
 */
RrmPracticeServer *
rrm_practice_server_new (RrmScenario *scenario,
                         GError **error)
{
  g_autoptr (RrmPracticeServer) self = g_object_new (RRM_TYPE_PRACTICE_SERVER, NULL);

  g_return_val_if_fail (RRM_IS_SCENARIO (scenario), NULL);

  self->house.scenario = g_object_ref (scenario);
  self->endpoints = rrm_practice_endpoint_list_new (scenario, error);
  if (self->endpoints == NULL || !check_certificates (self, error))
    return NULL;
  fill_mailbox (self);

  return g_steal_pointer (&self);
}

/**
 * rrm_practice_server_set_address:
 * @self: a server that is not started
 * @address: "127.0.0.1" or "::1", for every endpoint that does not insist on another
 */
void
rrm_practice_server_set_address (RrmPracticeServer *self,
                                 const char *address)
{
  g_return_if_fail (RRM_IS_PRACTICE_SERVER (self));
  g_return_if_fail (self->thread == NULL);

  g_free (self->address);
  self->address = g_strdup (address);
}

/**
 * rrm_practice_server_set_authority:
 * @self: a server that is not started
 * @authority: an authority to share with other servers
 */
void
rrm_practice_server_set_authority (RrmPracticeServer *self,
                                   RrmPracticeAuthority *authority)
{
  g_return_if_fail (RRM_IS_PRACTICE_SERVER (self));
  g_return_if_fail (self->thread == NULL && self->ca_pem == NULL);

  g_set_object (&self->house.authority, authority);
}

/**
 * rrm_practice_server_start:
 * @self: a server
 * @error: a #GIOErrorEnum
 *
 * Opens all sockets and begins to serve. When it returns, clients can connect. A server is started
 * once.
 *
 * Returns: whether it runs
 */
gboolean
rrm_practice_server_start (RrmPracticeServer *self,
                           GError **error)
{
  g_return_val_if_fail (RRM_IS_PRACTICE_SERVER (self), FALSE);
  g_return_val_if_fail (self->house.stop_fd < 0, FALSE);

  self->ca_pem = rrm_practice_authority_dup_pem (self->house.authority, error);
  if (self->ca_pem == NULL)
    return FALSE;
  for (guint i = 0; i < self->endpoints->len; i++)
    if (!add_listeners (self, g_ptr_array_index (self->endpoints, i), error))
      return FALSE;

  self->house.stop_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (self->house.stop_fd < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), "eventfd");
      return FALSE;
    }
  self->thread = g_thread_try_new ("practice", on_accept, self, error);

  return self->thread != NULL;
}

/**
 * rrm_practice_server_stop:
 * @self: a server
 *
 * Ends every conversation at once, closes all sockets and waits for all threads. Mappings go with
 * it; the log and the mailbox stay.
 */
void
rrm_practice_server_stop (RrmPracticeServer *self)
{
  const guint64 one = 1;

  g_return_if_fail (RRM_IS_PRACTICE_SERVER (self));

  if (self->thread != NULL)
    {
      if (write (self->house.stop_fd, &one, sizeof one) != sizeof one)
        g_error ("Cannot stop the practice server: %s", g_strerror (errno));
      g_thread_join (g_steal_pointer (&self->thread));
    }
  g_array_set_size (self->mappings, 0);
  g_ptr_array_set_size (self->listeners, 0);
}

/**
 * rrm_practice_server_get_ca_pem:
 * @self: a server that was started
 *
 * Returns: (transfer none) (nullable): the certificate, in PEM, to trust in this practice only
 */
GBytes *
rrm_practice_server_get_ca_pem (RrmPracticeServer *self)
{
  g_return_val_if_fail (RRM_IS_PRACTICE_SERVER (self), NULL);

  return self->ca_pem;
}

guint
rrm_practice_server_get_n_mappings (RrmPracticeServer *self)
{
  g_return_val_if_fail (RRM_IS_PRACTICE_SERVER (self), 0);

  return self->mappings->len;
}

/**
 * rrm_practice_server_get_mapping:
 * @self: a server that runs
 * @n: which one, from 0
 *
 * Returns: (transfer none): where to go for one host and port; valid until the server stops. Where
 *   an endpoint is at both families of addresses, it has two mappings, IPv6 first
 */
const RrmPracticeMapping *
rrm_practice_server_get_mapping (RrmPracticeServer *self,
                                 guint n)
{
  g_return_val_if_fail (RRM_IS_PRACTICE_SERVER (self), NULL);
  g_return_val_if_fail (n < self->mappings->len, NULL);

  return &g_array_index (self->mappings, RrmPracticeMapping, n);
}

/**
 * rrm_practice_mapping_to_text:
 * @mapping: a mapping
 *
 * Returns: (transfer full) (nullable): it as HOST:PORT:ADDRESS:PORT2, as `--connect-to` takes it;
 *   %NULL for a name that has no address
 */
char *
rrm_practice_mapping_to_text (const RrmPracticeMapping *mapping)
{
  gboolean six;
  g_autofree char *port = NULL;

  if (mapping->address == NULL)
    return NULL;
  six = strchr (mapping->address, ':') != NULL;
  port = mapping->port != 0 ? g_strdup_printf ("%u", mapping->port) : g_strdup ("");

  return g_strdup_printf ("%s:%s:%s%s%s:%u", mapping->host, port, six ? "[" : "", mapping->address,
                          six ? "]" : "", mapping->real_port);
}

/**
 * rrm_practice_server_get_log:
 * @self: a server
 *
 * Returns: (transfer none): what clients said so far
 */
RrmPracticeLog *
rrm_practice_server_get_log (RrmPracticeServer *self)
{
  g_return_val_if_fail (RRM_IS_PRACTICE_SERVER (self), NULL);

  return self->house.log;
}

/**
 * rrm_practice_server_get_mailbox:
 * @self: a server
 *
 * Returns: (transfer none): what was delivered
 */
RrmPracticeMailbox *
rrm_practice_server_get_mailbox (RrmPracticeServer *self)
{
  g_return_val_if_fail (RRM_IS_PRACTICE_SERVER (self), NULL);

  return self->house.mailbox;
}
