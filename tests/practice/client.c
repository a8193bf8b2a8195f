/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* More than any answer of the server takes; a test that waits so long fails. */
#define PATIENCE_MS 10000

/**
 * Client:
 *
 * A small blocking client, so that the practice server is tested without the program's own engines.
 */
struct _Client
{
  int fd;
  int connect_error;
  gnutls_session_t tls;
  gnutls_certificate_credentials_t credentials;
  GBytes *ca_pem;
  gboolean was_reset;
};

static const RrmPracticeMapping *
find_mapping (RrmPracticeServer *server,
              const char *host,
              guint16 port)
{
  for (guint i = 0; i < rrm_practice_server_get_n_mappings (server); i++)
    {
      const RrmPracticeMapping *mapping = rrm_practice_server_get_mapping (server, i);

      if (g_str_equal (mapping->host, host) && mapping->port == port)
        return mapping;
    }
  g_error ("No mapping for %s:%u", host, port);
}

static gboolean
wait_for (Client *self,
          short events,
          int milliseconds)
{
  struct pollfd fd = { self->fd, events, 0 };

  return poll (&fd, 1, milliseconds) > 0;
}

static void
connect_to (Client *self,
            const RrmPracticeMapping *mapping)
{
  struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons (mapping->real_port) };
  struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons (mapping->real_port) };
  gboolean v6 = strchr (mapping->address, ':') != NULL;
  socklen_t length = sizeof self->connect_error;
  int result;

  g_assert_cmpint (inet_pton (v6 ? AF_INET6 : AF_INET, mapping->address,
                              v6 ? (void *) &six.sin6_addr : (void *) &four.sin_addr),
                   ==, 1);
  self->fd = socket (v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  g_assert_cmpint (self->fd, >=, 0);
  result = v6 ? connect (self->fd, (struct sockaddr *) &six, sizeof six)
              : connect (self->fd, (struct sockaddr *) &four, sizeof four);
  if (result == 0)
    return;
  if (errno != EINPROGRESS)
    self->connect_error = errno;
  else if (!wait_for (self, POLLOUT, 500))
    self->connect_error = ETIMEDOUT;
  else
    getsockopt (self->fd, SOL_SOCKET, SO_ERROR, &self->connect_error, &length);
}

/* Reads once: 0 at the end, which a reset is as well. */
static gsize
read_once (Client *self,
           char *into,
           gsize length)
{
  gssize n;

  do
    {
      if (self->tls == NULL || gnutls_record_check_pending (self->tls) == 0)
        g_assert_true (wait_for (self, POLLIN, PATIENCE_MS));
      n = self->tls != NULL ? gnutls_record_recv (self->tls, into, length)
                            : recv (self->fd, into, length, 0);
    }
  while (self->tls != NULL && (n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED));
  if (n < 0)
    self->was_reset = self->tls == NULL ? errno == ECONNRESET : n == GNUTLS_E_PULL_ERROR;

  return n > 0 ? (gsize) n : 0;
}

/**
 * client_new:
 * @server: a server that runs
 * @host: the host meant
 * @port: the port meant
 *
 * Returns: (transfer full): a client, connected unless [method@Client.connect_error] says why not
 */
Client *
client_new (RrmPracticeServer *server,
            const char *host,
            guint16 port)
{
  Client *self = g_new0 (Client, 1);

  self->ca_pem = g_bytes_ref (rrm_practice_server_get_ca_pem (server));
  connect_to (self, find_mapping (server, host, port));

  return self;
}

void
client_free (Client *self)
{
  if (self->tls != NULL)
    gnutls_deinit (self->tls);
  if (self->credentials != NULL)
    gnutls_certificate_free_credentials (self->credentials);
  close (self->fd);
  g_bytes_unref (self->ca_pem);
  g_free (self);
}

/**
 * client_start_tls:
 * @self: a client
 * @host: the name to ask for and to check
 * @priority: (nullable): a GnuTLS priority string
 * @status: (out) (optional): what the verification found, 0 for a good certificate
 *
 * Returns: 0 or the GnuTLS error of the handshake
 */
int
client_start_tls (Client *self,
                  const char *host,
                  const char *priority,
                  guint *status)
{
  gsize length;
  const char *pem = g_bytes_get_data (self->ca_pem, &length);
  const gnutls_datum_t datum = { (unsigned char *) pem, (unsigned int) length };
  gnutls_typed_vdata_st checks[] = {
    { GNUTLS_DT_DNS_HOSTNAME, (unsigned char *) host, 0 },
    { GNUTLS_DT_KEY_PURPOSE_OID, (unsigned char *) GNUTLS_KP_TLS_WWW_SERVER, 0 },
  };
  /* In the credentials the profile would be mixed with that of NORMAL, bit by bit. */
  g_autofree char *with_profile =
      g_strconcat (priority != NULL ? priority : "NORMAL", ":%PROFILE_MEDIUM", NULL);
  int result;

  gnutls_certificate_allocate_credentials (&self->credentials);
  g_assert_cmpint (gnutls_certificate_set_x509_trust_mem (self->credentials, &datum,
                                                          GNUTLS_X509_FMT_PEM),
                   ==, 1);
  gnutls_init (&self->tls, GNUTLS_CLIENT | GNUTLS_NONBLOCK);
  g_assert_cmpint (gnutls_priority_set_direct (self->tls, with_profile, NULL), ==, 0);
  gnutls_credentials_set (self->tls, GNUTLS_CRD_CERTIFICATE, self->credentials);
  gnutls_server_name_set (self->tls, GNUTLS_NAME_DNS, host, strlen (host));
  gnutls_transport_set_int (self->tls, self->fd);
  while ((result = gnutls_handshake (self->tls)) == GNUTLS_E_AGAIN)
    g_assert_true (wait_for (self, gnutls_record_get_direction (self->tls) ? POLLOUT : POLLIN,
                             PATIENCE_MS));
  if (result == 0 && status != NULL)
    g_assert_cmpint (gnutls_certificate_verify_peers (self->tls, checks, G_N_ELEMENTS (checks),
                                                      status),
                     ==, 0);

  return result;
}

void
client_send (Client *self,
             const char *text)
{
  gsize length = strlen (text);
  gssize n = self->tls != NULL ? gnutls_record_send (self->tls, text, length)
                               : send (self->fd, text, length, MSG_NOSIGNAL);

  g_assert_cmpint (n, ==, (gssize) length);
}

/* Whatever comes next; 0 at the end. */
gsize
client_read_some (Client *self,
                  char *into,
                  gsize length)
{
  return read_once (self, into, length);
}

/**
 * client_read_line:
 * @self: a client
 *
 * Returns: (transfer full) (nullable): the next line without its end, %NULL after the last
 */
char *
client_read_line (Client *self)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char c;

  while (read_once (self, &c, 1) == 1)
    {
      if (c == '\n')
        {
          g_assert_cmpint (line->len, >, 0);
          g_assert_cmpint (line->str[line->len - 1], ==, '\r');
          return g_strndup (line->str, line->len - 1);
        }
      g_string_append_c (line, c);
    }

  return NULL;
}

void
client_expect (Client *self,
               const char *prefix)
{
  g_autofree char *line = client_read_line (self);

  if (line == NULL || !g_str_has_prefix (line, prefix))
    g_error ("“%s” came where “%s” was expected", line != NULL ? line : "(the end)", prefix);
}

char *
client_ask (Client *self,
            const char *command)
{
  g_autofree char *line = g_strconcat (command, "\r\n", NULL);

  client_send (self, line);

  return client_read_line (self);
}

/* Sends @command and skips all lines before one that begins with @prefix, which must come. */
void
client_tell (Client *self,
             const char *command,
             const char *prefix)
{
  g_autofree char *line = client_ask (self, command);

  while (line != NULL && !g_str_has_prefix (line, prefix) &&
         (line[0] == '*' || (strlen (line) > 3 && line[3] == '-')))
    {
      g_free (line);
      line = client_read_line (self);
    }
  if (line == NULL || !g_str_has_prefix (line, prefix))
    g_error ("“%s” came after “%s” where “%s” was expected", line != NULL ? line : "(the end)",
             command, prefix);
}

gboolean
client_was_reset (Client *self)
{
  return self->was_reset;
}

int
client_connect_error (Client *self)
{
  return self->connect_error;
}

const char *
client_tls_version (Client *self)
{
  return gnutls_protocol_get_name (gnutls_protocol_get_version (self->tls));
}

int
client_get_alert (Client *self)
{
  return (int) gnutls_alert_get (self->tls);
}

RrmScenario *
scenario_from_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  RrmScenario *scenario = rrm_scenario_new_from_bytes (bytes, &error);

  g_assert_no_error (error);

  return scenario;
}

/* A server that runs. */
RrmPracticeServer *
server_from_text (const char *text)
{
  g_autoptr (RrmScenario) scenario = scenario_from_text (text);
  g_autoptr (GError) error = NULL;
  RrmPracticeServer *server = rrm_practice_server_new (scenario, &error);

  g_assert_no_error (error);
  g_assert_true (rrm_practice_server_start (server, &error));
  g_assert_no_error (error);

  return server;
}
