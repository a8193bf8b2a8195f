/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-certificate.h"
#include "net/tls.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <string.h>

/* A server whose handshake messages are longer than its records: each message comes in several
 * pieces, and all pieces of a flight at once. Nothing more comes before the client has answered. */

typedef struct
{
  gnutls_session_t session;
  gnutls_certificate_credentials_t credentials;
  Cert *certificate;
  GByteArray *input;
  GByteArray *output;
} Server;

static ssize_t
pull (gnutls_transport_ptr_t data,
      void *buffer,
      size_t size)
{
  Server *server = data;
  gsize n = MIN (size, server->input->len);

  if (n == 0)
    {
      gnutls_transport_set_errno (server->session, EAGAIN);
      return -1;
    }
  memcpy (buffer, server->input->data, n);
  g_byte_array_remove_range (server->input, 0, (guint) n);

  return (ssize_t) n;
}

static int
pull_timeout (gnutls_transport_ptr_t data,
              unsigned milliseconds)
{
  return ((Server *) data)->input->len > 0;
}

static ssize_t
push (gnutls_transport_ptr_t data,
      const void *bytes,
      size_t size)
{
  g_byte_array_append (((Server *) data)->output, bytes, (guint) size);

  return (ssize_t) size;
}

static Server *
server_new (const char *priority)
{
  Server *server = g_new0 (Server, 1);

  server->input = g_byte_array_new ();
  server->output = g_byte_array_new ();
  server->certificate = cert_new (
    &(Plan){ .name = "mail.twc.com", .dns = "mail.twc.com", .key = KEY_RSA_2048 });
  g_assert_cmpint (gnutls_certificate_allocate_credentials (&server->credentials), ==, 0);
  g_assert_cmpint (gnutls_certificate_set_x509_key (server->credentials, &server->certificate->crt,
                                                    1, server->certificate->key), >=, 0);
  g_assert_cmpint (gnutls_init (&server->session, GNUTLS_SERVER | GNUTLS_NONBLOCK), ==, 0);
  g_assert_cmpint (gnutls_priority_set_direct (server->session, priority, NULL), ==, 0);
  gnutls_credentials_set (server->session, GNUTLS_CRD_CERTIFICATE, server->credentials);
  g_assert_cmpint (gnutls_record_set_max_size (server->session, 512), >=, 0);
  gnutls_transport_set_ptr (server->session, server);
  gnutls_transport_set_pull_function (server->session, pull);
  gnutls_transport_set_pull_timeout_function (server->session, pull_timeout);
  gnutls_transport_set_push_function (server->session, push);

  return server;
}

static void
server_free (Server *server)
{
  gnutls_deinit (server->session);
  gnutls_certificate_free_credentials (server->credentials);
  cert_free (server->certificate);
  g_byte_array_unref (server->input);
  g_byte_array_unref (server->output);
  g_free (server);
}

/* How many records @bytes hold (RFC 8446, section 5.1). */
static guint
count_records (const GByteArray *bytes)
{
  guint n = 0;

  for (guint at = 0; at + 5 <= bytes->len; n++)
    at += 5U + bytes->data[at + 3] * 256U + bytes->data[at + 4];

  return n;
}

static void
test_fragments (gconstpointer priority)
{
  Server *server = server_new (priority);
  g_autoptr (RrmTls) tls = rrm_tls_new ("mail.twc.com", RRM_TLS_OFFER_MODERN);
  RrmTlsState state = RRM_TLS_WAITING;
  guint most = 0;

  for (guint i = 0; i < 4 && state == RRM_TLS_WAITING; i++)
    {
      gsize length;
      const guint8 *said;

      state = rrm_tls_handshake (tls);
      said = rrm_tls_peek_output (tls, &length);
      /* It has heard a whole flight: it is at an end, or it is its turn. */
      g_assert_true (state == RRM_TLS_DONE || length > 0);
      g_byte_array_append (server->input, said, (guint) length);
      rrm_tls_drop_output (tls, length);
      gnutls_handshake (server->session);
      most = MAX (most, count_records (server->output));
      rrm_tls_feed (tls, server->output->data, server->output->len);
      g_byte_array_set_size (server->output, 0);
    }

  g_assert_cmpint (state, ==, RRM_TLS_DONE);
  g_assert_cmpuint (most, >, 3);
  server_free (server);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/net/tls/fragments/1.3", "NORMAL:-VERS-ALL:+VERS-TLS1.3",
                        test_fragments);
  g_test_add_data_func ("/net/tls/fragments/1.2", "NORMAL:-VERS-ALL:+VERS-TLS1.2",
                        test_fragments);

  return g_test_run ();
}
