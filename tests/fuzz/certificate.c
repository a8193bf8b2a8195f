/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "net/peer.h"
#include "net/server-name.h"
#include "net/staple.h"
#include "net/trust.h"
#include "net/verify.h"

#include <string.h>

/* What a server sends as its certificates, one DER sequence after the other. Whether the last one
 * is taken as the stapled OCSP answer is told by the first byte. */

#define MAX_ITEMS 20

/* The authority of the seeds; its key was thrown away. */
static const char authority[] =
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBrDCCAVOgAwIBAgIUEUBvNFPYrE4j239tHo0D89G1BoUwCgYIKoZIzj0EAwIw\n"
  "IzENMAsGA1UECgwERnV6ejESMBAGA1UEAwwJRnV6eiBSb290MCAXDTI2MTEyMjA4\n"
  "MTI0NloYDzIxMjYxMDI5MDgxMjQ2WjAjMQ0wCwYDVQQKDARGdXp6MRIwEAYDVQQD\n"
  "DAlGdXp6IFJvb3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAROQtW1CoLj80tn\n"
  "4HITS8TRmR12fXo9AkYei6ovP6kM6eStlzGd9Pwt241wxwe+XE4BqbHHquM9xoaV\n"
  "jxxtzj5Zo2MwYTAdBgNVHQ4EFgQUa1oMXoesRcpyPhHO+jIsso2RXq0wHwYDVR0j\n"
  "BBgwFoAUa1oMXoesRcpyPhHO+jIsso2RXq0wDwYDVR0TAQH/BAUwAwEB/zAOBgNV\n"
  "HQ8BAf8EBAMCAQYwCgYIKoZIzj0EAwIDRwAwRAIgPDKCZVwRUQAYyi9GooZ9ijxc\n"
  "a5VUjQBKf3Vqx6Q7K5QCIB0de3HDFhK2M01qHT6Yua7j2wCHwZ29TH0dGhqwGl9o\n"
  "-----END CERTIFICATE-----\n";

static RrmTrust *
get_trust (void)
{
  static RrmTrust *trust = NULL;

  if (trust == NULL)
    {
      trust = rrm_trust_new_bare ();
      g_assert_true (rrm_trust_add_pem (trust, authority, -1, NULL));
    }

  return trust;
}

/* The length of the DER sequence at the beginning, or all there is where it is none. */
static gsize
measure (const RrmFuzzInput *input)
{
  gsize there = (gsize) (input->end - input->p);
  gsize length;

  if (there < 4 || input->p[0] != 0x30)
    return there;
  if (input->p[1] < 0x80)
    length = 2U + input->p[1];
  else if (input->p[1] == 0x81)
    length = 3U + input->p[2];
  else if (input->p[1] == 0x82)
    length = 4U + 256U * input->p[2] + input->p[3];
  else
    length = there;

  return MIN (length, there);
}

static void
check_facts (RrmPeer *peer,
             guint length)
{
  GPtrArray *facts = rrm_peer_get_facts (peer);

  g_assert_cmpuint (facts->len, ==, length);
  for (guint i = 0; i < length; i++)
    {
      RrmCertificate *certificate = g_ptr_array_index (facts, i);

      g_assert_true (rrm_fuzz_is_shown (certificate->subject));
      g_assert_true (rrm_fuzz_is_shown (certificate->issuer));
      for (guint k = 0; certificate->names != NULL && certificate->names[k] != NULL; k++)
        g_assert_true (rrm_fuzz_is_shown (certificate->names[k]));
      g_assert_cmpuint (strlen (certificate->sha256), ==, 64);
    }
}

static void
check_chain (gnutls_x509_crt_t *chain,
             guint length,
             const gnutls_datum_t *staple)
{
  gnutls_datum_t staples[MAX_ITEMS] = { 0 };
  static const char *const hosts[] = { "mail.twc.com", "imap.rr.com", "127.0.0.1", "::1" };
  gnutls_x509_trust_list_t list = rrm_trust_get_list (get_trust ());

  /* In TLS 1.3 each may bring one. */
  for (guint i = 0; staple != NULL && i < length; i++)
    staples[i] = *staple;
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      guint problems = rrm_verify_chain (list, chain, length, staples, hosts[i], NULL);

      g_assert_true (problems != 0 ||
                     (length > 0 && rrm_server_name_match (chain[0], hosts[i])));
    }
  if (length > 0)
    rrm_staple_check (staple, chain[0], length > 1 ? chain[1] : NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  gboolean stapled = rrm_fuzz_choose (&input, 2) == 0;
  gnutls_datum_t items[MAX_ITEMS];
  guint n = 0;
  guint n_read = 0;
  g_autoptr (RrmPeer) peer = NULL;
  gnutls_x509_crt_t *chain;

  for (; n < MAX_ITEMS && input.p < input.end; n++)
    {
      gsize size = measure (&input);

      items[n].data = (guchar *) input.p;
      items[n].size = (unsigned) size;
      input.p += size;
    }
  stapled = stapled && n > 1;
  peer = rrm_peer_new (items, stapled ? n - 1 : n);
  chain = rrm_peer_get_chain (peer, &n_read);

  check_facts (peer, n_read);
  check_chain (chain, n_read, stapled ? &items[n - 1] : NULL);

  return 0;
}
