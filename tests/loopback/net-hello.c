/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-fixture.h"
#include "net-resolver.h"

#include "net/dial.h"
#include "net/web-probe.h"

#include <string.h>

/* The first words to a stranger: what they offer, and that they tell nothing of the person. */

#define ECDHE_RSA_AES_128_GCM_SHA256 0xc02f

/* Types of extensions (the registry of TLS). */
#define SERVER_NAME 0
#define APPLICATION_PROTOCOLS 16
#define EXTENDED_MASTER_SECRET 23
#define SESSION_TICKET 35
#define SUPPORTED_VERSIONS 43
#define PSK_KEY_EXCHANGE_MODES 45
#define RENEGOTIATION_INFO 0xff01

/* A list of ciphers and the extensions of a ClientHello (RFC 8446, section 4.1.2). */
typedef struct
{
  RrmTls *tls;
  const guint8 *ciphers;
  guint n_ciphers;
  const guint8 *compression;
  guint n_compression;
  const guint8 *extensions;
  const guint8 *end;
} Hello;

static guint
number_at (const guint8 *bytes)
{
  return (guint) bytes[0] << 8 | bytes[1];
}

static void
hello_init (Hello *hello,
            const char *host,
            RrmTlsOffer offer)
{
  const guint8 *p;
  gsize length;

  hello->tls = rrm_tls_new (host, offer);
  rrm_tls_handshake (hello->tls);
  p = rrm_tls_peek_output (hello->tls, &length);
  g_assert_cmpuint (length, >, 100);
  hello->end = p + length;
  /* Record, message, version and random bytes; then the session's number. */
  p += 5 + 4 + 2 + 32;
  p += 1 + p[0];
  hello->n_ciphers = number_at (p) / 2;
  hello->ciphers = p + 2;
  p += 2 + number_at (p);
  hello->n_compression = p[0];
  hello->compression = p + 1;
  p += 1 + p[0];
  g_assert_true (p + 2 + number_at (p) == hello->end);
  hello->extensions = p + 2;
}

static const guint8 *
get_extension (const Hello *hello,
               guint type,
               guint *length)
{
  for (const guint8 *p = hello->extensions; p < hello->end; p += 4 + number_at (p + 2))
    if (number_at (p) == type)
      {
        *length = number_at (p + 2);
        return p + 4;
      }

  return NULL;
}

/* The key is made for this one conversation: TLS 1.3, or ECDHE and DHE of TLS 1.2. */
static gboolean
is_forward_secret (guint cipher)
{
  static const guint not[] = { 0x009c, 0x009d, 0x002f, 0x0035, 0x003c, 0x003d, 0xc09c, 0xc09d,
                               0x0041, 0x0084, 0x00ba, 0x00c0, 0xc07a, 0xc07b, 0xc0a0, 0xc0a1,
                               0x000a };

  for (guint i = 0; i < G_N_ELEMENTS (not); i++)
    if (cipher == not[i])
      return FALSE;

  return TRUE;
}

/* RFC 9051, section 11.1; RFC 9325, sections 3.2, 3.4, 3.5 and 4.1. */
static void
test_ciphers (void)
{
  /* NULL, RC4, DES, 3DES, EXPORT and anonymous ones of RFC 5246, appendix A.5, and of RFC 8422. */
  static const guint bad[] = { 0x0001, 0x0002, 0x003b, 0x0004, 0x0005, 0x0003, 0x0006, 0x0008,
                               0x0009, 0x000a, 0x0013, 0x0016, 0x0018, 0x001b, 0x0034, 0x003a,
                               0xc006, 0xc007, 0xc008, 0xc010, 0xc011, 0xc012, 0xc018, 0xc019 };
  Hello hello;
  gboolean required = FALSE;
  gboolean fixed = FALSE;
  guint length;

  hello_init (&hello, FIXTURE_HOST, RRM_TLS_OFFER_MODERN);
  for (guint i = 0; i < hello.n_ciphers; i++)
    {
      guint cipher = number_at (hello.ciphers + 2 * i);

      required |= cipher == ECDHE_RSA_AES_128_GCM_SHA256;
      /* A fixed key of the server comes last, for old servers. */
      g_assert_false (fixed && is_forward_secret (cipher));
      fixed |= !is_forward_secret (cipher);
      for (guint k = 0; k < G_N_ELEMENTS (bad); k++)
        g_assert_cmphex (cipher, !=, bad[k]);
    }
  g_assert_true (required);
  g_assert_cmpuint (hello.n_compression, ==, 1);
  g_assert_cmpuint (hello.compression[0], ==, 0);
  g_assert_nonnull (get_extension (&hello, RENEGOTIATION_INFO, &length));
  g_assert_nonnull (get_extension (&hello, EXTENDED_MASTER_SECRET, &length));
  rrm_tls_free (hello.tls);
}

/* RFC 8996: nothing older than 1.2 is offered where anything may be said. */
static void
test_versions (void)
{
  Hello hello;
  guint length;
  const guint8 *versions;

  hello_init (&hello, FIXTURE_HOST, RRM_TLS_OFFER_MODERN);
  versions = get_extension (&hello, SUPPORTED_VERSIONS, &length);
  g_assert_nonnull (versions);
  g_assert_cmpuint (length, ==, 5);
  g_assert_cmphex (number_at (versions + 1), ==, 0x0304);
  g_assert_cmphex (number_at (versions + 3), ==, 0x0303);
  rrm_tls_free (hello.tls);
}

/* Nothing is resumed: no ticket is asked for (RFC 5077, section 3.2; RFC 8446, section 4.2.9). */
static void
test_no_ticket (void)
{
  Hello hello;
  guint length;

  hello_init (&hello, FIXTURE_HOST, RRM_TLS_OFFER_MODERN);
  g_assert_null (get_extension (&hello, SESSION_TICKET, &length));
  g_assert_null (get_extension (&hello, PSK_KEY_EXCHANGE_MODES, &length));
  rrm_tls_free (hello.tls);
}

/* RFC 6066, section 3; and no protocol is named that a server might not know (RFC 7301). */
static void
test_server_name (void)
{
  Hello hello;
  guint length;
  const guint8 *name;

  hello_init (&hello, "Mail.TWC.com.", RRM_TLS_OFFER_MODERN);
  name = get_extension (&hello, SERVER_NAME, &length);
  g_assert_nonnull (name);
  g_assert_cmpmem (name + 5, length - 5, "mail.twc.com", 12);
  g_assert_null (get_extension (&hello, APPLICATION_PROTOCOLS, &length));
  rrm_tls_free (hello.tls);

  hello_init (&hello, "192.0.2.1", RRM_TLS_OFFER_MODERN);
  g_assert_null (get_extension (&hello, SERVER_NAME, &length));
  rrm_tls_free (hello.tls);
  hello_init (&hello, "[2001:db8::1]", RRM_TLS_OFFER_MODERN);
  g_assert_null (get_extension (&hello, SERVER_NAME, &length));
  rrm_tls_free (hello.tls);
}

/* Of a host only the addresses are asked for: no SRV (RFC 6186), MX or TLSA leads anywhere else. */
static void
test_only_addresses (void)
{
  guint16 port;
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (GSocket) listener = listen_new ("127.0.0.1", 5, &port);
  g_autoptr (TestResolver) resolver = test_resolver_install (
    &(Answer){ 0, NULL, G_RESOLVER_ERROR_NOT_FOUND }, &(Answer){ 0, "127.0.0.1", 0 });
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_IMAP, port, RRM_SECURITY_TLS, RRM_STAGE_CONNECT);
  g_autoptr (RrmFault) fault = NULL;
  g_autoptr (GSocket) socket = fixture_dial (fixture, "imap.example.net", port, report, &fault);

  g_assert_null (fault);
  g_assert_nonnull (socket);
  g_assert_cmpuint (test_resolver_get_others (resolver), ==, 0);
  /* The count is not blind. */
  g_resolver_lookup_records_async (G_RESOLVER (resolver), "example.net", G_RESOLVER_RECORD_MX,
                                   NULL, NULL, NULL);
  g_resolver_lookup_service_async (G_RESOLVER (resolver), "imaps", "tcp", "example.net", NULL,
                                   NULL, NULL);
  g_assert_cmpuint (test_resolver_get_others (resolver), ==, 2);
}

static void
on_probed (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  gboolean *done = user_data;

  rrm_web_probe_finish (result);
  *done = TRUE;
}

static gpointer
hear_request (gpointer data)
{
  g_autoptr (GSocket) peer = g_socket_accept (data, NULL, NULL);
  g_autofree char *heard = g_malloc0 (4096);

  g_socket_receive (peer, heard, 4095, NULL, NULL);
  g_socket_send (peer, "HTTP/1.0 200 OK\r\n\r\nyes", 22, NULL, NULL);

  return g_steal_pointer (&heard);
}

/* Whoever answers on the web learns nothing of the account. */
static void
test_web_request (void)
{
  guint16 port;
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (GSocket) listener = listen_new ("127.0.0.1", 5, &port);
  g_autoptr (RrmProbe) probe =
    rrm_probe_new (RRM_PROBE_WEB, RRM_PROTOCOL_IMAP, "127.0.0.1", port, RRM_SECURITY_NONE);
  GThread *thread = g_thread_new ("web", hear_request, listener);
  g_autofree char *heard = NULL;
  gboolean done = FALSE;

  probe->path = g_strdup ("/check");
  rrm_web_probe_async (probe, &fixture->context, NULL, on_probed, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  heard = g_thread_join (thread);
  g_assert_cmpstr (heard, ==,
                   "GET /check HTTP/1.0\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
  g_assert_cmpuint (probe->status, ==, 200);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/hello/ciphers", test_ciphers);
  g_test_add_func ("/net/hello/versions", test_versions);
  g_test_add_func ("/net/hello/no-ticket", test_no_ticket);
  g_test_add_func ("/net/hello/server-name", test_server_name);
  g_test_add_func ("/net/hello/only-addresses", test_only_addresses);
  g_test_add_func ("/net/hello/web-request", test_web_request);

  return g_test_run ();
}
