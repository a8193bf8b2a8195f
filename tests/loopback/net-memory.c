/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-certificate.h"
#include "net-fixture.h"

#include "../memory/scan.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <string.h>

/* TLS on memory buffers against a server in the same memory, so that every byte on the way can be
 * cut, changed and delayed. */

/**
 * Peer:
 *
 * A server with TLS on memory buffers; what it has to say is in @out.
 */
typedef struct
{
  gnutls_session_t session;
  gnutls_certificate_credentials_t credentials;
  gnutls_datum_t ticket_key;
  GByteArray *in;
  GByteArray *out;
} Peer;

static Cert *root;
static Cert *leaf;

static ssize_t
peer_pull (gnutls_transport_ptr_t data,
           void *buffer,
           size_t size)
{
  Peer *peer = data;
  gsize n = MIN (size, peer->in->len);

  if (n == 0)
    {
      gnutls_transport_set_errno (peer->session, EAGAIN);
      return -1;
    }
  memcpy (buffer, peer->in->data, n);
  g_byte_array_remove_range (peer->in, 0, (guint) n);

  return (ssize_t) n;
}

static ssize_t
peer_push (gnutls_transport_ptr_t data,
           const void *bytes,
           size_t size)
{
  Peer *peer = data;

  g_byte_array_append (peer->out, bytes, (guint) size);

  return (ssize_t) size;
}

static int
peer_pull_timeout (gnutls_transport_ptr_t data,
                   unsigned milliseconds)
{
  Peer *peer = data;

  return peer->in->len > 0;
}

static Peer *
peer_new (const char *priority)
{
  Peer *peer = g_new0 (Peer, 1);
  gnutls_x509_crt_t chain[] = { leaf->crt };

  peer->in = g_byte_array_new ();
  peer->out = g_byte_array_new ();
  gnutls_certificate_allocate_credentials (&peer->credentials);
  g_assert_cmpint (
    gnutls_certificate_set_x509_key (peer->credentials, chain, 1, leaf->key), >=, 0);
  gnutls_init (&peer->session, GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_AUTO_SEND_TICKET);
  g_assert_cmpint (gnutls_priority_set_direct (peer->session, priority, NULL), ==, 0);
  gnutls_credentials_set (peer->session, GNUTLS_CRD_CERTIFICATE, peer->credentials);
  gnutls_session_ticket_key_generate (&peer->ticket_key);
  gnutls_session_ticket_enable_server (peer->session, &peer->ticket_key);
  gnutls_transport_set_ptr (peer->session, peer);
  gnutls_transport_set_pull_function (peer->session, peer_pull);
  gnutls_transport_set_pull_timeout_function (peer->session, peer_pull_timeout);
  gnutls_transport_set_push_function (peer->session, peer_push);

  return peer;
}

static void
peer_free (Peer *peer)
{
  gnutls_deinit (peer->session);
  gnutls_certificate_free_credentials (peer->credentials);
  gnutls_free (peer->ticket_key.data);
  g_byte_array_unref (peer->in);
  g_byte_array_unref (peer->out);
  g_free (peer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peer, peer_free)

static RrmTrust *
trust_new (void)
{
  RrmTrust *trust = rrm_trust_new_bare ();
  gnutls_datum_t pem = { 0 };

  g_assert_cmpint (gnutls_x509_crt_export2 (root->crt, GNUTLS_X509_FMT_PEM, &pem), >=, 0);
  g_assert_true (rrm_trust_add_pem (trust, (const char *) pem.data, (gssize) pem.size, NULL));
  gnutls_free (pem.data);

  return trust;
}

static void
carry_to_peer (RrmTls *tls,
               Peer *peer)
{
  gsize length;
  const guint8 *bytes = rrm_tls_peek_output (tls, &length);

  g_byte_array_append (peer->in, bytes, (guint) length);
  rrm_tls_drop_output (tls, length);
}

static void
carry_from_peer (Peer *peer,
                 RrmTls *tls)
{
  rrm_tls_feed (tls, peer->out->data, peer->out->len);
  g_byte_array_set_size (peer->out, 0);
}

/* Goes on until both sides have nothing more to say. */
static RrmTlsState
shake_hands (RrmTls *tls,
             Peer *peer)
{
  RrmTlsState state = rrm_tls_handshake (tls);

  for (guint i = 0; i < 10 && state == RRM_TLS_WAITING; i++)
    {
      carry_to_peer (tls, peer);
      gnutls_handshake (peer->session);
      carry_from_peer (peer, tls);
      state = rrm_tls_handshake (tls);
    }
  carry_to_peer (tls, peer);
  gnutls_handshake (peer->session);

  return state;
}

static RrmTls *
connect_to (Peer *peer)
{
  g_autoptr (RrmTrust) trust = trust_new ();
  RrmTls *tls = rrm_tls_new (FIXTURE_HOST, RRM_TLS_OFFER_MODERN);

  g_assert_cmpint (shake_hands (tls, peer), ==, RRM_TLS_DONE);
  g_assert_true (rrm_tls_verify (tls, trust));

  return tls;
}

static void
expect_text (RrmTls *tls,
             const char *text)
{
  guint8 buffer[100];
  gssize n = rrm_tls_read (tls, buffer, sizeof buffer);

  g_assert_cmpint (n, ==, (gssize) strlen (text));
  g_assert_cmpmem (buffer, (gsize) n, text, strlen (text));
}

/* A greeting right behind session tickets, in the same segment. */
static void
test_tickets (void)
{
  g_autoptr (Peer) peer = peer_new ("NORMAL:-VERS-ALL:+VERS-TLS1.3");
  g_autoptr (RrmTls) tls = connect_to (peer);
  guint8 buffer[10];

  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (gnutls_session_ticket_send (peer->session, 1, 0), ==, 0);
  g_assert_cmpint (gnutls_record_send (peer->session, "* OK", 4), ==, 4);
  carry_from_peer (peer, tls);
  expect_text (tls, "* OK");
  g_assert_cmpint (rrm_tls_read (tls, buffer, sizeof buffer), ==, 0);
}

/* One byte at a time, and both sides in turn. */
static void
test_conversation (gconstpointer priority)
{
  g_autoptr (Peer) peer = peer_new (priority);
  g_autoptr (RrmTls) tls = connect_to (peer);
  char heard[10] = "";
  guint8 buffer[10];
  gssize n = 0;

  g_assert_true (rrm_tls_write (tls, (const guint8 *) "hello", 5));
  carry_to_peer (tls, peer);
  while ((n = gnutls_record_recv (peer->session, heard, sizeof heard)) == GNUTLS_E_AGAIN)
    continue;
  g_assert_cmpint (n, ==, 5);
  g_assert_cmpstr (heard, ==, "hello");

  g_byte_array_set_size (peer->out, 0);
  gnutls_record_send (peer->session, "world", 5);
  for (guint i = 0; i < peer->out->len; i++)
    {
      g_assert_cmpint (rrm_tls_read (tls, buffer, sizeof buffer), ==, 0);
      rrm_tls_feed (tls, peer->out->data + i, 1);
    }
  expect_text (tls, "world");
}

static void
test_goodbye (void)
{
  g_autoptr (Peer) peer = peer_new ("NORMAL");
  g_autoptr (RrmTls) tls = connect_to (peer);
  g_autoptr (RrmFault) fault = NULL;
  guint8 buffer[10];
  char heard[10];
  ssize_t n;

  rrm_tls_close (tls);
  carry_to_peer (tls, peer);
  while ((n = gnutls_record_recv (peer->session, heard, sizeof heard)) == GNUTLS_E_AGAIN)
    continue;
  g_assert_cmpint (n, ==, 0);

  gnutls_record_send (peer->session, "221", 3);
  gnutls_bye (peer->session, GNUTLS_SHUT_WR);
  carry_from_peer (peer, tls);
  expect_text (tls, "221");
  g_assert_cmpint (rrm_tls_read (tls, buffer, sizeof buffer), ==, -1);
  fault = rrm_tls_dup_fault (tls);
  expect_fault (fault, RRM_FAULT_CLOSED);
}

/* A connection that ends without a goodbye has ended all the same. */
static void
test_truncation (void)
{
  g_autoptr (Peer) peer = peer_new ("NORMAL");
  g_autoptr (RrmTls) tls = connect_to (peer);
  g_autoptr (RrmFault) fault = NULL;
  guint8 buffer[10];

  carry_from_peer (peer, tls);
  rrm_tls_feed_end (tls, RRM_FAULT_CLOSED);
  g_assert_cmpint (rrm_tls_read (tls, buffer, sizeof buffer), ==, -1);
  fault = rrm_tls_dup_fault (tls);
  expect_fault (fault, RRM_FAULT_CLOSED);
}

/* An alert in mid-conversation is kept with its number. */
static void
test_late_alert (void)
{
  g_autoptr (Peer) peer = peer_new ("NORMAL");
  g_autoptr (RrmTls) tls = connect_to (peer);
  g_autoptr (RrmFault) fault = NULL;
  guint8 buffer[10];

  gnutls_alert_send (peer->session, GNUTLS_AL_FATAL, GNUTLS_A_ACCESS_DENIED);
  carry_from_peer (peer, tls);
  g_assert_cmpint (rrm_tls_read (tls, buffer, sizeof buffer), ==, -1);
  fault = rrm_tls_dup_fault (tls);
  expect_fault (fault, RRM_FAULT_TLS_ALERT);
  g_assert_cmpuint (fault->alert, ==, GNUTLS_A_ACCESS_DENIED);
}

/* A request for another handshake is declined, and the conversation goes on. */
static void
test_renegotiation (void)
{
  g_autoptr (Peer) peer = peer_new ("NORMAL:-VERS-ALL:+VERS-TLS1.2");
  g_autoptr (RrmTls) tls = connect_to (peer);

  g_assert_cmpint (gnutls_rehandshake (peer->session), ==, 0);
  gnutls_record_send (peer->session, "+OK", 3);
  carry_from_peer (peer, tls);
  expect_text (tls, "+OK");
}

/* The one cipher that every client of TLS 1.2 has (RFC 9051, section 11.1). */
static void
test_required_cipher (void)
{
  Cert *other = leaf;
  g_autoptr (Peer) peer = NULL;
  g_autoptr (RrmTls) tls = NULL;

  leaf = cert_new (
    &(Plan){ .name = FIXTURE_HOST, .dns = FIXTURE_HOST, .issuer = root, .key = KEY_RSA_2048 });
  peer = peer_new ("NONE:+VERS-TLS1.2:+ECDHE-RSA:+AES-128-GCM:+AEAD:+SIGN-RSA-SHA256:+GROUP-ALL:"
                   "+COMP-NULL");
  tls = connect_to (peer);
  g_assert_cmpstr (rrm_tls_get_info (tls)->version, ==, "TLS1.2");
  g_assert_cmpstr (rrm_tls_get_info (tls)->cipher, ==, "AES-128-GCM");
  cert_free (leaf);
  leaf = other;
}

/* The first flight of the server, and the client that waits for it. */
static RrmTls *
first_flight (const char *priority,
              GByteArray *flight)
{
  g_autoptr (Peer) peer = peer_new (priority);
  RrmTls *tls = rrm_tls_new (FIXTURE_HOST, RRM_TLS_OFFER_MODERN);

  rrm_tls_handshake (tls);
  carry_to_peer (tls, peer);
  gnutls_handshake (peer->session);
  g_byte_array_append (flight, peer->out->data, peer->out->len);
  g_assert_cmpuint (flight->len, >, 500);

  return tls;
}

/* Cut behind every byte: the handshake never stands, and how it ended is told. */
static void
test_cut (gconstpointer priority)
{
  gsize n = G_MAXSIZE;

  for (gsize cut = 0; cut < n; cut += 7)
    {
      g_autoptr (GByteArray) flight = g_byte_array_new ();
      g_autoptr (RrmTls) tls = first_flight (priority, flight);
      g_autoptr (RrmFault) fault = NULL;

      n = flight->len;
      if (cut >= n)
        break;
      rrm_tls_feed (tls, flight->data, cut);
      rrm_tls_handshake (tls);
      rrm_tls_feed_end (tls, cut % 2 == 0 ? RRM_FAULT_CLOSED : RRM_FAULT_RESET);
      g_assert_cmpint (rrm_tls_handshake (tls), ==, RRM_TLS_FAILED);
      fault = rrm_tls_dup_fault (tls);
      expect_fault (fault, cut % 2 == 0 ? RRM_FAULT_CLOSED : RRM_FAULT_RESET);
    }
}

/* The head of a record in TLS 1.3: its versions mean nothing, and nobody signs them; of a record
 * that is encrypted the kind stands inside as well, and counts there (RFC 8446, 5.1 and 5.2).
 * GnuTLS reads the one outside only where it is in clear text. */
static gboolean
is_meaningless (const GByteArray *flight,
                gsize at,
                guint8 original)
{
  const guint8 *data = flight->data;

  if (at < 11 || data[at - 1] == 23 || data[at - 2] == 23 || data[at - 1] == 20 ||
      data[at - 2] == 20)
    return TRUE;

  return original == 23 && at + 2 < flight->len && data[at + 1] == 3 && data[at + 2] == 3;
}

/* Every byte changed: it never stands. */
static void
test_flip (gconstpointer priority)
{
  gsize n = G_MAXSIZE;

  for (gsize at = 0; at < n; at += 3)
    {
      g_autoptr (GByteArray) flight = g_byte_array_new ();
      g_autoptr (RrmTls) tls = first_flight (priority, flight);
      guint8 original;

      n = flight->len;
      if (at >= n)
        break;
      original = flight->data[at];
      flight->data[at] ^= (guint8) (1 << (at % 8));
      rrm_tls_feed (tls, flight->data, flight->len);
      rrm_tls_handshake (tls);
      rrm_tls_feed_end (tls, RRM_FAULT_CLOSED);
      if (rrm_tls_handshake (tls) != RRM_TLS_DONE)
        continue;
      g_assert_cmpstr (rrm_tls_get_info (tls)->version, ==, "TLS1.3");
      g_assert_true (is_meaningless (flight, at, original));
    }
}

/* Before it is verified nothing is read or written, whatever the caller does. */
static void
test_unverified (void)
{
  g_autoptr (Peer) peer = peer_new ("NORMAL");
  g_autoptr (RrmTls) tls = rrm_tls_new (FIXTURE_HOST, RRM_TLS_OFFER_MODERN);
  guint8 buffer[10];
  gsize length;

  g_assert_cmpint (shake_hands (tls, peer), ==, RRM_TLS_DONE);
  g_test_expect_message ("rrm-net", G_LOG_LEVEL_CRITICAL, "*verified*");
  g_assert_false (rrm_tls_write (tls, (const guint8 *) "secret", 6));
  g_test_assert_expected_messages ();
  g_test_expect_message ("rrm-net", G_LOG_LEVEL_CRITICAL, "*verified*");
  g_assert_cmpint (rrm_tls_read (tls, buffer, sizeof buffer), ==, -1);
  g_test_assert_expected_messages ();
  (void) rrm_tls_peek_output (tls, &length);
  g_assert_cmpuint (length, ==, 0);
}

/* What was offered to name a fault is good for nothing else. */
static void
test_legacy_says_nothing (void)
{
  g_autoptr (Peer) peer = peer_new ("NORMAL");
  g_autoptr (RrmTrust) trust = trust_new ();
  g_autoptr (RrmTls) tls = rrm_tls_new (FIXTURE_HOST, RRM_TLS_OFFER_LEGACY);

  g_assert_cmpint (shake_hands (tls, peer), ==, RRM_TLS_DONE);
  g_assert_true (rrm_tls_verify (tls, trust));
  g_test_expect_message ("rrm-net", G_LOG_LEVEL_CRITICAL, "*MODERN*");
  g_assert_false (rrm_tls_write (tls, (const guint8 *) "secret", 6));
  g_test_assert_expected_messages ();
}

/* A secret that stands nowhere in this program: each byte is one more. */
static const char shifted_secret[] = "Dpssfdu.Ipstf/Cbuufsz1Tubqmf";

static RrmSecret *
secret_new (void)
{
  RrmSecret *secret = rrm_secret_new_sized (sizeof shifted_secret);

  for (const char *p = shifted_secret; *p != '\0'; p++)
    {
      char c = *p - 1;

      rrm_secret_append (secret, &c, 1);
      c = '\0';
    }

  return secret;
}

/* Encrypting leaves no copy behind. */
static void
test_no_copy (gconstpointer priority)
{
  g_autoptr (Peer) peer = peer_new (priority);
  g_autoptr (RrmTls) tls = connect_to (peer);
  RrmSecret *secret = secret_new ();
  gsize length;
  const char *bytes = rrm_secret_peek (secret, &length);

  g_assert_cmpuint (memory_scan (shifted_secret), ==, 1);
  g_assert_true (rrm_tls_write (tls, (const guint8 *) bytes, length));
  g_assert_cmpuint (memory_scan (shifted_secret), ==, 1);
  rrm_secret_unref (secret);
  g_assert_cmpuint (memory_scan (shifted_secret), ==, 0);
}

#define ONLY_1_2 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define ONLY_1_3 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

int
main (int argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  root = cert_new (&(Plan){ .name = "Root", .ca = TRUE });
  leaf = cert_new (&(Plan){ .name = FIXTURE_HOST, .dns = FIXTURE_HOST, .issuer = root });

  g_test_add_func ("/net/memory/tickets", test_tickets);
  g_test_add_data_func ("/net/memory/conversation/1.2", ONLY_1_2, test_conversation);
  g_test_add_data_func ("/net/memory/conversation/1.3", ONLY_1_3, test_conversation);
  g_test_add_func ("/net/memory/goodbye", test_goodbye);
  g_test_add_func ("/net/memory/truncation", test_truncation);
  g_test_add_func ("/net/memory/late-alert", test_late_alert);
  g_test_add_func ("/net/memory/renegotiation", test_renegotiation);
  g_test_add_func ("/net/memory/required-cipher", test_required_cipher);
  g_test_add_data_func ("/net/memory/cut/1.2", ONLY_1_2, test_cut);
  g_test_add_data_func ("/net/memory/cut/1.3", ONLY_1_3, test_cut);
  g_test_add_data_func ("/net/memory/flip/1.2", ONLY_1_2, test_flip);
  g_test_add_data_func ("/net/memory/flip/1.3", ONLY_1_3, test_flip);
  g_test_add_data_func ("/net/memory/no-copy/1.2", ONLY_1_2, test_no_copy);
  g_test_add_data_func ("/net/memory/no-copy/1.3", ONLY_1_3, test_no_copy);
  g_test_add_func ("/net/memory/unverified", test_unverified);
  g_test_add_func ("/net/memory/legacy-says-nothing", test_legacy_says_nothing);

  result = g_test_run ();
  cert_free (leaf);
  cert_free (root);

  return result;
}
