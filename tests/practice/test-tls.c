/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"

#include <gnutls/x509.h>
#include <string.h>

#define HOST "mail.twc.com"

/* What GnuTLS itself makes of each kind of certificate: status bits, all of which must be there. */
static const struct
{
  const char *keys;
  guint status;
} CERTIFICATES[] = {
  { "certificate=good", 0 },
  { "certificate=good-staple", 0 },
  { "certificate.key=rsa", 0 },
  { "certificate.key=ed25519", 0 },
  { "certificate.issuer=root", 0 },
  { "certificate.usage=any", 0 },
  { "certificate.usage=none", 0 },
  { "names=*.twc.com", 0 },
  { "names=other.example;mail.twc.com", 0 },
  { "certificate=good\ncertificate.until=0.5", 0 },
  { "certificate=expired", GNUTLS_CERT_EXPIRED },
  { "certificate=not-yet-valid", GNUTLS_CERT_NOT_ACTIVATED },
  { "certificate=wrong-name", GNUTLS_CERT_UNEXPECTED_OWNER },
  { "names=*.mail.twc.com", GNUTLS_CERT_UNEXPECTED_OWNER },
  { "names=127.0.0.1", GNUTLS_CERT_UNEXPECTED_OWNER },
  { "certificate=self-signed", GNUTLS_CERT_SIGNER_NOT_FOUND },
  { "certificate=unknown-issuer", GNUTLS_CERT_SIGNER_NOT_FOUND },
  { "certificate=incomplete", GNUTLS_CERT_SIGNER_NOT_FOUND },
  { "certificate.chain=leaf other", GNUTLS_CERT_SIGNER_NOT_FOUND },
  { "certificate=intercepted:Web Shield Root", GNUTLS_CERT_SIGNER_NOT_FOUND },
  { "certificate=weak-key", GNUTLS_CERT_INSECURE_ALGORITHM },
  { "certificate=weak-signature", GNUTLS_CERT_INSECURE_ALGORITHM },
  { "certificate=wrong-usage", GNUTLS_CERT_PURPOSE_MISMATCH },
  { "certificate=email-usage", GNUTLS_CERT_PURPOSE_MISMATCH },
  { "certificate=revoked-staple", GNUTLS_CERT_REVOKED },
  { "certificate=must-staple", GNUTLS_CERT_MISSING_OCSP_STATUS },
  { "certificate=must-staple\ncertificate.staple=good", 0 },
  { "certificate=expired-issuer", GNUTLS_CERT_EXPIRED },
  { "certificate=constrained-issuer", GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE },
  { "certificate=constrained-issuer\nnames=a.example.net", GNUTLS_CERT_UNEXPECTED_OWNER },
  { "certificate=no-ca-issuer", GNUTLS_CERT_SIGNER_NOT_CA },
  { "certificate=deep-issuer", GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE },
};

static RrmPracticeServer *
server_with (const char *keys)
{
  g_autofree char *text = g_strdup_printf ("[imap]\n%s\n", keys);

  return server_from_text (text);
}

static void
check_certificate (const char *keys,
                   guint wanted,
                   const char *priority)
{
  g_autoptr (RrmPracticeServer) server = server_with (keys);
  g_autoptr (Client) client = client_new (server, HOST, 993);
  guint status = 0;
  int result = client_start_tls (client, HOST, priority, &status);

  g_test_message ("%s: handshake %d, status %#x", keys, result, status);
  g_assert_cmpint (result, ==, 0);
  if (wanted == 0)
    g_assert_cmpuint (status, ==, 0);
  g_assert_cmpuint (status & wanted, ==, wanted);
}

static void
test_certificates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CERTIFICATES); i++)
    check_certificate (CERTIFICATES[i].keys, CERTIFICATES[i].status, NULL);
}

static void
test_certificates_tls12 (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CERTIFICATES); i++)
    check_certificate (CERTIFICATES[i].keys, CERTIFICATES[i].status,
                       "NORMAL:-VERS-ALL:+VERS-TLS1.2");
}

/* Two servers of one authority trust each other's clients; two runs do not. */
static void
test_authority (void)
{
  g_autoptr (RrmPracticeAuthority) authority = rrm_practice_authority_new ();
  g_autoptr (GBytes) pem = rrm_practice_authority_dup_pem (authority, NULL);
  g_autoptr (GBytes) again = rrm_practice_authority_dup_pem (authority, NULL);
  g_autoptr (RrmPracticeAuthority) other = rrm_practice_authority_new ();
  g_autoptr (GBytes) other_pem = rrm_practice_authority_dup_pem (other, NULL);
  g_autoptr (RrmScenario) scenario = scenario_from_text ("");
  g_autoptr (RrmPracticeServer) server = rrm_practice_server_new (scenario, NULL);

  rrm_practice_server_set_authority (server, authority);
  g_assert_true (rrm_practice_server_start (server, NULL));
  g_assert_true (g_bytes_equal (rrm_practice_server_get_ca_pem (server), pem));
  g_assert_true (g_bytes_equal (pem, again));
  g_assert_false (g_bytes_equal (pem, other_pem));
  g_assert_null (g_strstr_len (g_bytes_get_data (pem, NULL), (gssize) g_bytes_get_size (pem),
                               "PRIVATE"));
}

static void
check_version (const char *keys,
               const char *priority,
               const char *wanted)
{
  g_autoptr (RrmPracticeServer) server = server_with (keys);
  g_autoptr (Client) client = client_new (server, HOST, 993);
  int result = client_start_tls (client, HOST, priority, NULL);

  g_test_message ("%s, %s: %s", keys, priority, gnutls_strerror (result));
  if (wanted == NULL)
    g_assert_cmpint (result, <, 0);
  else
    {
      g_assert_cmpint (result, ==, 0);
      g_assert_cmpstr (client_tls_version (client), ==, wanted);
      client_expect (client, "* OK");
    }
}

static void
test_versions (void)
{
  const char *old = "NORMAL:-VERS-ALL:+VERS-TLS1.1:+VERS-TLS1.0";
  const char *modern = "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.3";

  check_version ("tls=1.3 only", modern, "TLS1.3");
  check_version ("tls=1.2 only", modern, "TLS1.2");
  check_version ("tls=1.1 only", modern, NULL);
  check_version ("tls=1.1 only", old, "TLS1.1");
  check_version ("tls=1.0 only", old, "TLS1.0");
  check_version ("tls=1.0 only\ncertificate.key=rsa", old, "TLS1.0");
  check_version ("tls=no common cipher", modern, NULL);
  check_version ("tls=no common cipher\ncertificate.key=rsa", modern, NULL);
  check_version ("priority=NORMAL:-VERS-ALL:+VERS-TLS1.2", modern, "TLS1.2");
  check_version ("tls=reset-on-1.3", modern, NULL);
  check_version ("tls=reset-on-1.3", "NORMAL:-VERS-ALL:+VERS-TLS1.2", "TLS1.2");
}

/* The TLS 1.2 alert that a client gets, or another error. */
static int
get_failure (const char *keys,
             int *alert)
{
  g_autoptr (RrmPracticeServer) server = server_with (keys);
  g_autoptr (Client) client = client_new (server, HOST, 993);
  int result = client_start_tls (client, HOST, "NORMAL:-VERS-ALL:+VERS-TLS1.2", NULL);

  *alert = result == GNUTLS_E_FATAL_ALERT_RECEIVED ? client_get_alert (client) : -1;

  return result;
}

static void
test_failures (void)
{
  int alert;

  g_assert_cmpint (get_failure ("tls=alert:40", &alert), ==, GNUTLS_E_FATAL_ALERT_RECEIVED);
  g_assert_cmpint (alert, ==, GNUTLS_A_HANDSHAKE_FAILURE);
  g_assert_cmpint (get_failure ("tls=alert:80", &alert), ==, GNUTLS_E_FATAL_ALERT_RECEIVED);
  g_assert_cmpint (alert, ==, GNUTLS_A_INTERNAL_ERROR);
  g_assert_cmpint (get_failure ("tls=no common cipher", &alert), ==,
                   GNUTLS_E_FATAL_ALERT_RECEIVED);
  g_assert_cmpint (alert, ==, GNUTLS_A_HANDSHAKE_FAILURE);
  /* An old server answers with its own version, and it is the client that refuses. */
  g_assert_cmpint (get_failure ("tls=1.1 only", &alert), ==, GNUTLS_E_UNSUPPORTED_VERSION_PACKET);
  g_assert_cmpint (get_failure ("tls=reset", &alert), ==, GNUTLS_E_PULL_ERROR);
  g_assert_cmpint (get_failure ("tls=close", &alert), ==, GNUTLS_E_PREMATURE_TERMINATION);
  g_assert_cmpint (get_failure ("tls=garbage", &alert), ==, GNUTLS_E_UNEXPECTED_PACKET);
}

static void
test_hello (void)
{
  g_autoptr (RrmPracticeServer) server = server_from_text ("");
  g_autoptr (Client) client = client_new (server, HOST, 993);
  RrmPracticeLog *log = rrm_practice_server_get_log (server);
  g_autofree char *offered = NULL;
  g_autofree char *sni = NULL;
  g_autofree char *version = NULL;

  g_assert_cmpint (client_start_tls (client, "mail.twc.com",
                                     "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.3", NULL),
                   ==, 0);
  client_expect (client, "* OK");
  offered = rrm_practice_log_dup_note (log, "imap", "offered");
  sni = rrm_practice_log_dup_note (log, "imap", "sni");
  version = rrm_practice_log_dup_note (log, "imap", "tls");
  g_assert_cmpstr (offered, ==, "1.2 1.3");
  g_assert_cmpstr (sni, ==, "mail.twc.com");
  g_assert_cmpstr (version, ==, "TLS1.3");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice/tls/certificates", test_certificates);
  g_test_add_func ("/practice/tls/certificates-tls12", test_certificates_tls12);
  g_test_add_func ("/practice/tls/authority", test_authority);
  g_test_add_func ("/practice/tls/versions", test_versions);
  g_test_add_func ("/practice/tls/failures", test_failures);
  g_test_add_func ("/practice/tls/hello", test_hello);

  return g_test_run ();
}
