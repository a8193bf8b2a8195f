/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-certificate.h"

#include "model/certificate.h"
#include "net/trust.h"
#include "net/verify.h"
#include "practice/staple.h"

#include <gnutls/abstract.h>
#include <time.h>

/*
 * What a batch remembers of the chains that it has seen. Whether something was remembered or looked
 * for is told by a list that trusts nobody: with it only what is remembered can pass.
 */

#define HOST "mail.twc.com"
#define DAY 86400
/* A way that was found is believed for so many seconds. */
#define LASTS 60

static time_t clock_now;

/* The clock of the whole program, GnuTLS included. */
time_t
time (time_t *result)
{
  if (result != NULL)
    *result = clock_now;

  return clock_now;
}

typedef struct
{
  Cert *root;
  Cert *issuer;
  Cert *leaf;
  RrmTrust *trust;
  /* It trusts nobody. */
  RrmTrust *nobody;
  RrmPass pass;
} Chain;

static void
trust_cert (RrmTrust *trust,
            Cert *cert)
{
  gnutls_datum_t pem = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (gnutls_x509_crt_export2 (cert->crt, GNUTLS_X509_FMT_PEM, &pem), >=, 0);
  rrm_trust_add_pem (trust, (const char *) pem.data, (gssize) pem.size, &error);
  g_assert_no_error (error);
  gnutls_free (pem.data);
}

/* The days that each lasts, 0 for 90. */
static Chain *
chain_new (int root_days,
           int issuer_days,
           int leaf_days,
           gboolean must_staple)
{
  Chain *chain = g_new0 (Chain, 1);

  clock_now = (time_t) (g_get_real_time () / G_USEC_PER_SEC);
  chain->root = cert_new (&(Plan){ .name = "Practice Root CA", .ca = TRUE, .until = root_days });
  chain->issuer = cert_new (&(Plan){ .name = "Practice Issuing CA", .ca = TRUE,
                                     .issuer = chain->root, .until = issuer_days });
  chain->leaf = cert_new (&(Plan){ .name = HOST, .dns = HOST, .issuer = chain->issuer,
                                   .usage = GNUTLS_KP_TLS_WWW_SERVER, .until = leaf_days,
                                   .must_staple = must_staple });
  chain->trust = rrm_trust_new_bare ();
  chain->nobody = rrm_trust_new_bare ();
  trust_cert (chain->trust, chain->root);

  return chain;
}

static void
chain_free (Chain *chain)
{
  cert_free (chain->root);
  cert_free (chain->issuer);
  cert_free (chain->leaf);
  rrm_trust_unref (chain->trust);
  rrm_trust_unref (chain->nobody);
  g_free (chain);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Chain, chain_free)

static guint
verify (Chain *chain,
        RrmTrust *trust,
        const gnutls_datum_t *staple,
        const char *host)
{
  gnutls_x509_crt_t sent[] = { chain->leaf->crt, chain->issuer->crt };
  gnutls_datum_t staples[G_N_ELEMENTS (sent)] = { 0 };

  if (staple != NULL)
    staples[0] = *staple;

  return rrm_verify_chain (rrm_trust_get_list (trust), sent, G_N_ELEMENTS (sent), staples, host,
                           &chain->pass);
}

/* Whether it would pass by memory alone. */
static gboolean
is_remembered (Chain *chain)
{
  return verify (chain, chain->nobody, NULL, HOST) == 0;
}

/* What passed is believed for a minute, by this clock and no other. */
static void
test_lasts (void)
{
  g_autoptr (Chain) chain = chain_new (0, 0, 0, FALSE);
  time_t begun = clock_now;

  g_assert_false (is_remembered (chain));
  g_assert_cmphex (verify (chain, chain->trust, NULL, HOST), ==, 0);
  g_assert_true (is_remembered (chain));
  clock_now = begun + LASTS;
  g_assert_true (is_remembered (chain));
  clock_now = begun + LASTS + 1;
  g_assert_false (is_remembered (chain));
  /* The clock was set back: how much time has passed is unknown. */
  clock_now = begun - 1;
  g_assert_false (is_remembered (chain));
  clock_now = begun + LASTS + 1;
  g_assert_cmphex (verify (chain, chain->trust, NULL, HOST), ==, 0);
  g_assert_true (is_remembered (chain));
}

/* A refusal is looked at anew each time. */
static void
test_refusal (void)
{
  g_autoptr (Chain) chain = chain_new (0, 0, -1, FALSE);

  g_assert_cmphex (verify (chain, chain->trust, NULL, HOST), ==, RRM_CERTIFICATE_EXPIRED);
  g_assert_cmpuint (chain->pass.length, ==, 0);
  clock_now -= 2 * DAY;
  g_assert_cmphex (verify (chain, chain->trust, NULL, HOST), ==, 0);
  g_assert_true (is_remembered (chain));
  clock_now += 2 * DAY;
  g_assert_cmphex (verify (chain, chain->trust, NULL, HOST), ==, RRM_CERTIFICATE_EXPIRED);
}

/* Whichever certificate ends first, the trusted one included, what was remembered ends with it. */
static void
test_end (gconstpointer data)
{
  guint first = GPOINTER_TO_UINT (data);
  g_autoptr (Chain) chain =
    chain_new (first == 0 ? 5 : 0, first == 1 ? 5 : 0, first == 2 ? 5 : 0, FALSE);
  const Cert *certs[] = { chain->root, chain->issuer, chain->leaf };
  time_t end = gnutls_x509_crt_get_expiration_time (certs[first]->crt);

  clock_now = end - LASTS / 2;
  g_assert_cmphex (verify (chain, chain->trust, NULL, HOST), ==, 0);
  clock_now = end;
  g_assert_true (is_remembered (chain));
  clock_now = end + 1;
  g_assert_false (is_remembered (chain));
  g_assert_cmphex (verify (chain, chain->trust, NULL, HOST), ==, RRM_CERTIFICATE_EXPIRED);
}

/* The name is not what is remembered. */
static void
test_name (void)
{
  g_autoptr (Chain) chain = chain_new (0, 0, 0, FALSE);

  g_assert_cmphex (verify (chain, chain->trust, NULL, HOST), ==, 0);
  g_assert_cmphex (verify (chain, chain->trust, NULL, "imap.twc.com"), ==,
                   RRM_CERTIFICATE_WRONG_NAME);
}

static guint
verify_stapled (Chain *chain,
                gboolean revoked)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) staple = NULL;
  gnutls_privkey_t key;
  gnutls_datum_t datum;
  gsize length;

  g_assert_cmpint (gnutls_privkey_init (&key), >=, 0);
  g_assert_cmpint (gnutls_privkey_import_x509 (key, chain->issuer->key, 0), >=, 0);
  staple = rrm_practice_staple_new (
    &(RrmPracticeAnswer){
      .certificate = chain->leaf->crt,
      .issuer = chain->issuer->crt,
      .key = key,
      .status = revoked ? RRM_PRACTICE_STATUS_REVOKED : RRM_PRACTICE_STATUS_GOOD,
      .from = clock_now - DAY,
      .until = clock_now + DAY,
    },
    &error);
  g_assert_no_error (error);
  gnutls_privkey_deinit (key);
  datum.data = (guchar *) g_bytes_get_data (staple, &length);
  datum.size = (unsigned) length;

  return verify (chain, chain->trust, &datum, HOST);
}

/* Nor is the stapled answer: it belongs to a connection. */
static void
test_staple (void)
{
  g_autoptr (Chain) chain = chain_new (0, 0, 0, TRUE);

  g_assert_cmphex (verify_stapled (chain, FALSE), ==, 0);
  g_assert_cmpuint (chain->pass.length, ==, 2);
  g_assert_cmphex (verify_stapled (chain, TRUE), ==, RRM_CERTIFICATE_REVOKED);
  g_assert_cmphex (verify (chain, chain->trust, NULL, HOST), ==, RRM_CERTIFICATE_INVALID);
  g_assert_cmphex (verify_stapled (chain, FALSE), ==, 0);
}

static void
expect_stranger (Chain *chain,
                 RrmPeer *known,
                 const gnutls_datum_t *raw,
                 guint n,
                 const char *host)
{
  g_autoptr (RrmPeer) peer = rrm_trust_meet (chain->trust, raw, n, host);

  g_assert_true (peer != known);
  g_assert_cmpuint (rrm_peer_get_pass (peer)->length, ==, 0);
}

/* Whoever sends another byte, or is meant by another name, is somebody else. */
static void
test_meet (void)
{
  g_autoptr (Chain) chain = chain_new (0, 0, 0, FALSE);
  gnutls_datum_t raw[3] = { 0 };
  gnutls_datum_t swapped[2];
  g_autoptr (RrmPeer) peer = NULL;
  g_autoptr (RrmPeer) again = NULL;

  gnutls_x509_crt_export2 (chain->leaf->crt, GNUTLS_X509_FMT_DER, &raw[0]);
  gnutls_x509_crt_export2 (chain->issuer->crt, GNUTLS_X509_FMT_DER, &raw[1]);
  gnutls_x509_crt_export2 (chain->root->crt, GNUTLS_X509_FMT_DER, &raw[2]);
  swapped[0] = raw[1];
  swapped[1] = raw[0];

  rrm_trust_remember (chain->trust, TRUE);
  peer = rrm_trust_meet (chain->trust, raw, 2, HOST);
  g_assert_cmpuint (rrm_peer_get_facts (peer)->len, ==, 2);
  rrm_peer_get_pass (peer)->length = 2;
  again = rrm_trust_meet (chain->trust, raw, 2, HOST);
  g_assert_true (again == peer);

  expect_stranger (chain, peer, raw, 1, HOST);
  expect_stranger (chain, peer, raw, 3, HOST);
  expect_stranger (chain, peer, raw, 0, HOST);
  expect_stranger (chain, peer, swapped, 2, HOST);
  expect_stranger (chain, peer, raw, 2, "imap.twc.com");
  for (guint i = 0; i < 2; i++)
    {
      raw[i].data[raw[i].size - 1] ^= 1;
      expect_stranger (chain, peer, raw, 2, HOST);
      raw[i].data[raw[i].size - 1] ^= 1;
    }

  trust_cert (chain->trust, chain->issuer);
  expect_stranger (chain, peer, raw, 2, HOST);
  for (guint i = 0; i < 3; i++)
    gnutls_free (raw[i].data);
}

/* One test by itself remembers nothing, and neither does a trust whose batch has ended. */
static void
test_forgets (void)
{
  g_autoptr (Chain) chain = chain_new (0, 0, 0, FALSE);
  gnutls_datum_t raw = { 0 };
  g_autoptr (RrmPeer) first = NULL;
  g_autoptr (RrmPeer) second = NULL;

  gnutls_x509_crt_export2 (chain->leaf->crt, GNUTLS_X509_FMT_DER, &raw);
  first = rrm_trust_meet (chain->trust, &raw, 1, HOST);
  expect_stranger (chain, first, &raw, 1, HOST);

  rrm_trust_remember (chain->trust, TRUE);
  second = rrm_trust_meet (chain->trust, &raw, 1, HOST);
  rrm_peer_get_pass (second)->length = 1;
  /* Too many at once, and all are forgotten. */
  for (guint i = 0; i < 64; i++)
    {
      g_autofree char *host = g_strdup_printf ("mail%u.twc.com", i);

      rrm_peer_unref (rrm_trust_meet (chain->trust, &raw, 1, host));
    }
  expect_stranger (chain, second, &raw, 1, HOST);

  rrm_trust_remember (chain->trust, FALSE);
  expect_stranger (chain, second, &raw, 1, HOST);
  gnutls_free (raw.data);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/known-peers/lasts", test_lasts);
  g_test_add_func ("/net/known-peers/refusal", test_refusal);
  g_test_add_data_func ("/net/known-peers/end-of-root", GUINT_TO_POINTER (0), test_end);
  g_test_add_data_func ("/net/known-peers/end-of-issuer", GUINT_TO_POINTER (1), test_end);
  g_test_add_data_func ("/net/known-peers/end-of-leaf", GUINT_TO_POINTER (2), test_end);
  g_test_add_func ("/net/known-peers/name", test_name);
  g_test_add_func ("/net/known-peers/staple", test_staple);
  g_test_add_func ("/net/known-peers/meet", test_meet);
  g_test_add_func ("/net/known-peers/forgets", test_forgets);

  return g_test_run ();
}
