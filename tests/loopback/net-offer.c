/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-offer.h"

#include "net-fixture.h"
#include "net/handshake.h"
#include "net/verify.h"

#include <gnutls/abstract.h>
#include <string.h>

#define TLS_1_3 "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define TLS_1_2 "NORMAL:-VERS-ALL:+VERS-TLS1.2"

/*
 * Each chain is judged twice: as it is, and after it has come over a real connection from a server
 * of the test's own that shows just these certificates and staples just these answers.
 */

static guint
count_sent (const Offer *offer)
{
  guint n = 0;

  while (offer->sent[n] != NULL)
    n++;

  return n;
}

static void
trust_cert (RrmTrust *trust,
            const Cert *cert)
{
  gnutls_datum_t pem = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (gnutls_x509_crt_export2 (cert->crt, GNUTLS_X509_FMT_PEM, &pem), >=, 0);
  rrm_trust_add_pem (trust, (const char *) pem.data, (gssize) pem.size, &error);
  g_assert_no_error (error);
  gnutls_free (pem.data);
}

static RrmTrust *
trust_new (const Offer *offer)
{
  RrmTrust *trust = rrm_trust_new_bare ();

  for (guint i = 0; offer->trusted[i] != NULL; i++)
    trust_cert (trust, offer->trusted[i]);

  return trust;
}

static gnutls_datum_t
peek_staple (const Offer *offer,
             guint i)
{
  gnutls_datum_t datum = { 0 };
  gsize length = 0;

  if (offer->staples[i] != NULL)
    datum.data = (guchar *) g_bytes_get_data (offer->staples[i], &length);
  datum.size = (unsigned) length;

  return datum;
}

static guint
judge_directly (const Offer *offer)
{
  g_autoptr (RrmTrust) trust = trust_new (offer);
  gnutls_x509_crt_t sent[OFFER_MAX_SENT];
  gnutls_datum_t staples[OFFER_MAX_SENT];
  guint n = count_sent (offer);

  for (guint i = 0; i < n; i++)
    {
      sent[i] = offer->sent[i]->crt;
      staples[i] = peek_staple (offer, i);
    }

  return rrm_verify_chain (rrm_trust_get_list (trust), sent, n, staples, offer->host, NULL);
}

/* The server's side: what it shows, until the session is over. */
typedef struct
{
  GSocket *listener;
  const char *priority;
  gnutls_pcert_st certs[OFFER_MAX_SENT];
  gnutls_ocsp_data_st staples[OFFER_MAX_SENT];
  unsigned n;
  gnutls_privkey_t key;
  /* By what the session is known, once it stands (RFC 9266, RFC 5929). */
  GBytes *binding;
} Side;

static int
show (gnutls_session_t session,
      const struct gnutls_cert_retr_st *info,
      gnutls_pcert_st **certs,
      unsigned *n_certs,
      gnutls_ocsp_data_st **staples,
      unsigned *n_staples,
      gnutls_privkey_t *key,
      unsigned *flags)
{
  Side *side = gnutls_session_get_ptr (session);

  *certs = side->certs;
  *n_certs = side->n;
  *staples = side->staples;
  *n_staples = side->n;
  *key = side->key;
  *flags = 0;

  return 0;
}

static GBytes *
read_binding (gnutls_session_t session)
{
  gboolean exporter = gnutls_protocol_get_version (session) == GNUTLS_TLS1_3;
  gnutls_datum_t binding = { 0 };
  GBytes *bytes;

  g_assert_cmpint (gnutls_session_channel_binding (
                     session, exporter ? GNUTLS_CB_TLS_EXPORTER : GNUTLS_CB_TLS_UNIQUE, &binding),
                   >=, 0);
  bytes = g_bytes_new (binding.data, binding.size);
  gnutls_free (binding.data);

  return bytes;
}

static gpointer
serve (gpointer data)
{
  Side *side = data;
  g_autoptr (GSocket) socket = g_socket_accept (side->listener, NULL, NULL);
  gnutls_certificate_credentials_t credentials;
  gnutls_session_t session;
  guint8 rest[64];
  int code;

  g_assert_nonnull (socket);
  g_assert_cmpint (gnutls_certificate_allocate_credentials (&credentials), >=, 0);
  gnutls_certificate_set_retrieve_function3 (credentials, show);
  g_assert_cmpint (gnutls_init (&session, GNUTLS_SERVER | GNUTLS_NO_SIGNAL), >=, 0);
  g_assert_cmpint (gnutls_priority_set_direct (session, side->priority, NULL), >=, 0);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, credentials);
  gnutls_session_set_ptr (session, side);
  gnutls_transport_set_int (session, g_socket_get_fd (socket));
  do
    code = gnutls_handshake (session);
  while (code < 0 && !gnutls_error_is_fatal (code));
  if (code >= 0)
    side->binding = read_binding (session);
  while (code >= 0 && gnutls_record_recv (session, rest, sizeof rest) > 0)
    ;
  gnutls_deinit (session);
  gnutls_certificate_free_credentials (credentials);

  return NULL;
}

static void
side_init (Side *side,
           const Offer *offer,
           const char *priority)
{
  side->priority = priority;
  side->n = count_sent (offer);
  g_assert_cmpint (gnutls_privkey_init (&side->key), >=, 0);
  g_assert_cmpint (gnutls_privkey_import_x509 (side->key, offer->sent[0]->key, 0), >=, 0);
  for (guint i = 0; i < side->n; i++)
    {
      g_assert_cmpint (gnutls_pcert_import_x509 (&side->certs[i], offer->sent[i]->crt, 0), >=, 0);
      side->staples[i].response = peek_staple (offer, i);
    }
}

static void
side_clear (Side *side)
{
  for (guint i = 0; i < side->n; i++)
    gnutls_pcert_deinit (&side->certs[i]);
  gnutls_privkey_deinit (side->key);
  g_clear_object (&side->listener);
  g_clear_pointer (&side->binding, g_bytes_unref);
}

static GSocket *
connect_to (guint16 port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_connect (socket, address, NULL, &error);
  g_assert_no_error (error);
  g_socket_set_blocking (socket, FALSE);

  return socket;
}

static void
keep_result (GObject *source,
             GAsyncResult *result,
             gpointer data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

/* Both sides know a session by the same, and it is of the type that its version asks for. */
static void
check_binding (const Side *side,
               const RrmTlsInfo *info)
{
  g_assert_cmpint (side->binding != NULL, ==, info->binding != NULL);
  if (info->binding == NULL)
    return;

  g_assert_true (g_bytes_equal (info->binding, side->binding));
  g_assert_cmpstr (info->binding_type, ==,
                   g_str_equal (side->priority, TLS_1_3) ? "tls-exporter" : "tls-unique");
}

/* What a connection comes to. */
static RrmTlsInfo *
shake_hands (const Offer *offer,
             const char *priority,
             RrmFault **fault)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  RrmTlsInfo *info;
  Side side = { 0 };
  GThread *thread;
  guint16 port;

  for (guint i = 0; offer->trusted[i] != NULL; i++)
    trust_cert (fixture->context.trust, offer->trusted[i]);
  side_init (&side, offer, priority);
  side.listener = listen_new ("127.0.0.1", 1, &port);
  thread = g_thread_new ("server", serve, &side);
  socket = connect_to (port);
  rrm_handshake_async (socket, offer->host, RRM_TLS_OFFER_MODERN, &fixture->context, NULL,
                       keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  info = rrm_handshake_finish (result, fault);
  g_thread_join (thread);
  check_binding (&side, info);
  side_clear (&side);

  return info;
}

static void
expect_over_wire (const Offer *offer,
                  const char *priority,
                  guint problems)
{
  RrmFault *fault = NULL;
  g_autoptr (RrmTlsInfo) info = shake_hands (offer, priority, &fault);

  g_assert_cmphex (info->problems, ==, problems);
  g_assert_cmpint (info->verified, ==, problems == 0);
  g_assert_cmpint (fault != NULL, ==, problems != 0);
  if (fault != NULL)
    expect_fault (fault, RRM_FAULT_CERTIFICATE);
  g_clear_pointer (&fault, rrm_fault_free);
}

static void
expect_no_session (const Offer *offer,
                   const char *priority)
{
  RrmFault *fault = NULL;
  g_autoptr (RrmTlsInfo) info = shake_hands (offer, priority, &fault);

  g_assert_nonnull (fault);
  g_assert_cmpint (fault->kind, !=, RRM_FAULT_CERTIFICATE);
  g_assert_null (info->version);
  g_assert_false (info->verified);
  rrm_fault_free (fault);
}

static void
append_pem (GString *pem,
            const Cert *const *certs)
{
  for (guint i = 0; certs[i] != NULL; i++)
    {
      gnutls_datum_t one = { 0 };

      g_assert_cmpint (gnutls_x509_crt_export2 (certs[i]->crt, GNUTLS_X509_FMT_PEM, &one), >=, 0);
      g_string_append_len (pem, (const char *) one.data, one.size);
      gnutls_free (one.data);
    }
}

static void
write_file (const char *folder,
            guint number,
            const char *ending,
            const char *text,
            gssize length)
{
  g_autofree char *name = g_strdup_printf ("%s%s%u%s", folder, strrchr (g_test_get_path (), '/'),
                                           number, ending);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (name, text, length, &error);
  g_assert_no_error (error);
}

/* For whoever is to give a second opinion. */
static void
write_offer (const Offer *offer,
             guint problems,
             const char *folder)
{
  static guint number = 0;
  g_autoptr (GString) sent = g_string_new (NULL);
  g_autoptr (GString) trusted = g_string_new (NULL);
  g_autofree char *words =
    g_strdup_printf ("%s\n%s\n%u\n", g_test_get_path (), offer->host, problems);
  gnutls_datum_t staple = peek_staple (offer, 0);

  append_pem (sent, offer->sent);
  append_pem (trusted, offer->trusted);
  write_file (folder, ++number, ".sent.pem", sent->str, (gssize) sent->len);
  write_file (folder, number, ".trusted.pem", trusted->str, (gssize) trusted->len);
  write_file (folder, number, ".words", words, -1);
  if (staple.size > 0)
    write_file (folder, number, ".staple", (const char *) staple.data, staple.size);
}

/* Judges what is shown, by itself and over a connection with TLS 1.3 and 1.2; or, where a folder is
 * named for it, has somebody else do so. */
void
offer_expect (const Offer *offer,
              guint problems)
{
  const char *folder = g_getenv ("RRMAIL_OFFERS");

  if (folder != NULL)
    {
      write_offer (offer, problems, folder);
      return;
    }

  g_assert_cmphex (judge_directly (offer), ==, problems);
  if (offer->not_in_1_3)
    expect_no_session (offer, TLS_1_3);
  else
    expect_over_wire (offer, TLS_1_3, problems);
  if (!offer->not_in_1_2)
    expect_over_wire (offer, TLS_1_2, problems);
}
