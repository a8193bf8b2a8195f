/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-offer.h"

#include "model/certificate.h"
#include "practice/staple.h"

#include <gnutls/abstract.h>

/* Stapled answers about revocation, in a whole chain: a leaf, the authority that made it, and a
 * root that is trusted (RFC 6960, RFC 7633; RFC 8446, section 4.4.2.1). */

#define HOST "mail.twc.com"
#define SERVER GNUTLS_KP_TLS_WWW_SERVER
#define OCSP GNUTLS_KP_OCSP_SIGNING

#define NONE 0
#define INVALID RRM_CERTIFICATE_INVALID
#define REVOKED RRM_CERTIFICATE_REVOKED

/* Of the chain: who signed an answer, or whose responder did. */
typedef enum
{
  ISSUER,
  ROOT,
  STRANGER,
  LEAF,
} Who;

/**
 * Staple:
 * @must: the leaf demands an answer
 * @issuer_must: its issuer does
 * @none: there is no answer
 * @about: whose certificate it is about, where it is not the leaf's
 * @signer: who signs
 * @delegate: (nullable): the signer has had a responder do so, whose certificate is like this
 * @forgets: the answer does not show the responder's certificate
 * @flip: a byte that is changed, counted from the end
 */
typedef struct
{
  const char *name;
  gboolean must;
  gboolean issuer_must;
  gboolean none;
  gboolean for_another;
  RrmPracticeStatus status;
  /* In days from now; the end may be left open. */
  int from;
  int until;
  Who signer;
  const Plan *delegate;
  gboolean forgets;
  guint flip;
  guint problems;
} Staple;

#define WEEK .from = -1, .until = 6

static const Staple staples[] = {
  { "none", .none = TRUE, .problems = NONE },
  { "good", WEEK, .problems = NONE },
  { "revoked", .status = RRM_PRACTICE_STATUS_REVOKED, WEEK, .problems = REVOKED },
  { "revoked-long-ago", .status = RRM_PRACTICE_STATUS_REVOKED, .from = -90, .until = -83,
    .problems = REVOKED },
  { "unknown", .status = RRM_PRACTICE_STATUS_UNKNOWN, WEEK, .problems = INVALID },
  { "out-of-date", .from = -8, .until = -1, .problems = INVALID },
  { "not-yet", .from = 1, .until = 8, .problems = INVALID },
  { "without-end", .from = -1, .problems = NONE },
  { "without-end-and-old", .from = -16, .problems = INVALID },
  { "for-another", .for_another = TRUE, WEEK, .problems = INVALID },
  { "revokes-another", .for_another = TRUE, .status = RRM_PRACTICE_STATUS_REVOKED, WEEK,
    .problems = INVALID },
  { "by-root", WEEK, .signer = ROOT, .problems = INVALID },
  { "by-stranger", WEEK, .signer = STRANGER, .problems = INVALID },
  { "by-leaf", WEEK, .signer = LEAF, .problems = INVALID },
  { "revoked-by-stranger", .status = RRM_PRACTICE_STATUS_REVOKED, WEEK, .signer = STRANGER,
    .problems = INVALID },
  { "changed", WEEK, .flip = 3, .problems = INVALID },
  /* A responder in the issuer's place, which is the usual way. */
  { "delegate", WEEK, .delegate = &(Plan){ .usage = OCSP }, .problems = NONE },
  { "delegate-revoked", .status = RRM_PRACTICE_STATUS_REVOKED, WEEK,
    .delegate = &(Plan){ .usage = OCSP }, .problems = REVOKED },
  { "delegate-unknown", .status = RRM_PRACTICE_STATUS_UNKNOWN, WEEK,
    .delegate = &(Plan){ .usage = OCSP }, .problems = INVALID },
  { "delegate-out-of-date", .from = -8, .until = -1, .delegate = &(Plan){ .usage = OCSP },
    .problems = INVALID },
  { "delegate-without-usage", WEEK, .delegate = &(Plan){ 0 }, .problems = INVALID },
  { "delegate-any-usage", WEEK, .delegate = &(Plan){ .usage = GNUTLS_KP_ANY },
    .problems = INVALID },
  { "delegate-other-usage", WEEK, .delegate = &(Plan){ .usage = SERVER }, .problems = INVALID },
  { "delegate-two-usages", WEEK, .delegate = &(Plan){ .usage = SERVER " " OCSP },
    .problems = NONE },
  { "delegate-expired", WEEK, .delegate = &(Plan){ .usage = OCSP, .until = -1 },
    .problems = INVALID },
  { "delegate-not-yet", WEEK, .delegate = &(Plan){ .usage = OCSP, .from = 1 },
    .problems = INVALID },
  { "delegate-sha1", WEEK, .delegate = &(Plan){ .usage = OCSP, .sha1 = TRUE },
    .problems = INVALID },
  { "delegate-of-root", WEEK, .signer = ROOT, .delegate = &(Plan){ .usage = OCSP },
    .problems = INVALID },
  { "delegate-of-stranger", WEEK, .signer = STRANGER, .delegate = &(Plan){ .usage = OCSP },
    .problems = INVALID },
  { "delegate-of-leaf", WEEK, .signer = LEAF, .delegate = &(Plan){ .usage = OCSP },
    .problems = INVALID },
  { "delegate-changed", WEEK, .delegate = &(Plan){ .usage = OCSP }, .flip = 3,
    .problems = INVALID },
  { "delegate-not-shown", WEEK, .delegate = &(Plan){ .usage = OCSP }, .forgets = TRUE,
    .problems = INVALID },
  /* The certificate demands one. */
  { "must-and-none", .must = TRUE, .none = TRUE, .problems = INVALID },
  { "must-and-good", .must = TRUE, WEEK, .problems = NONE },
  { "must-and-delegate", .must = TRUE, WEEK, .delegate = &(Plan){ .usage = OCSP },
    .problems = NONE },
  { "must-and-revoked", .must = TRUE, .status = RRM_PRACTICE_STATUS_REVOKED, WEEK,
    .problems = REVOKED },
  { "must-and-unknown", .must = TRUE, .status = RRM_PRACTICE_STATUS_UNKNOWN, WEEK,
    .problems = INVALID },
  { "must-and-out-of-date", .must = TRUE, .from = -8, .until = -1, .problems = INVALID },
  /* What an authority demands holds for what it signs (RFC 7633, section 4.2.2). */
  { "issuer-must-and-none", .issuer_must = TRUE, .none = TRUE, .problems = INVALID },
  { "issuer-must-and-good", .issuer_must = TRUE, WEEK, .problems = INVALID },
  { "both-must-and-none", .must = TRUE, .issuer_must = TRUE, .none = TRUE, .problems = INVALID },
  { "both-must-and-good", .must = TRUE, .issuer_must = TRUE, WEEK, .problems = NONE },
};

/* The chain of a test. */
typedef struct
{
  Cert *root;
  Cert *stranger;
  Cert *issuer;
  Cert *another;
  Cert *leaf;
} Chain;

static void
chain_init (Chain *chain,
            gboolean must,
            gboolean issuer_must)
{
  chain->root = cert_new (&(Plan){ .name = "Practice Root CA", .ca = TRUE });
  chain->stranger = cert_new (&(Plan){ .name = "Stranger", .ca = TRUE });
  chain->issuer = cert_new (&(Plan){ .name = "Practice Issuing CA", .issuer = chain->root,
                                     .ca = TRUE, .must_staple = issuer_must });
  chain->another = cert_new (&(Plan){ .name = HOST, .dns = HOST, .issuer = chain->issuer });
  chain->leaf = cert_new (&(Plan){ .name = HOST, .dns = HOST, .issuer = chain->issuer,
                                   .usage = SERVER, .must_staple = must });
}

static void
chain_clear (Chain *chain)
{
  cert_free (chain->leaf);
  cert_free (chain->another);
  cert_free (chain->issuer);
  cert_free (chain->stranger);
  cert_free (chain->root);
}

static GBytes *
sign_answer (RrmPracticeAnswer *answer,
             const Cert *signer)
{
  g_autoptr (GError) error = NULL;
  GBytes *staple;

  g_assert_cmpint (gnutls_privkey_init (&answer->key), >=, 0);
  g_assert_cmpint (gnutls_privkey_import_x509 (answer->key, signer->key, 0), >=, 0);
  staple = rrm_practice_staple_new (answer, &error);
  g_assert_no_error (error);
  gnutls_privkey_deinit (answer->key);

  return staple;
}

static GBytes *
make_staple (const Staple *example,
             const Chain *chain)
{
  const Cert *signers[] = { [ISSUER] = chain->issuer, [ROOT] = chain->root,
                            [STRANGER] = chain->stranger, [LEAF] = chain->leaf };
  const Cert *signer = signers[example->signer];
  g_autoptr (Cert) delegate = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  RrmPracticeAnswer answer = {
    .certificate = (example->for_another ? chain->another : chain->leaf)->crt,
    .issuer = chain->issuer->crt,
    .status = example->status,
    .from = now + example->from * 86400,
    .until = example->until != 0 ? now + example->until * 86400 : 0,
  };

  if (example->delegate != NULL)
    {
      Plan plan = *example->delegate;

      plan.name = "Responder";
      plan.issuer = signer;
      delegate = cert_new (&plan);
      signer = delegate;
      if (!example->forgets)
        answer.responder = delegate->crt;
    }

  return sign_answer (&answer, signer);
}

static GBytes *
flip_byte (GBytes *bytes,
           guint from_end)
{
  gsize length;
  const guint8 *old = g_bytes_get_data (bytes, &length);
  guint8 *changed = g_memdup2 (old, length);

  changed[length - from_end] ^= 1;
  g_bytes_unref (bytes);

  return g_bytes_new_take (changed, length);
}

static void
test_staple (gconstpointer data)
{
  const Staple *example = data;
  g_autoptr (GBytes) staple = NULL;
  Chain chain;

  chain_init (&chain, example->must, example->issuer_must);
  if (!example->none)
    staple = make_staple (example, &chain);
  if (example->flip > 0)
    staple = flip_byte (g_steal_pointer (&staple), example->flip);
  offer_expect (&(Offer){ .sent = { chain.leaf, chain.issuer }, .staples = { staple },
                          .trusted = { chain.root }, .host = HOST },
                example->problems);
  chain_clear (&chain);
}

/* In TLS 1.3 each certificate may bring an answer. */
static void
expect_issuer (RrmPracticeStatus status,
               int from,
               gboolean by_stranger,
               guint problems)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GBytes) of_leaf = NULL;
  g_autoptr (GBytes) of_issuer = NULL;
  Chain chain;

  chain_init (&chain, FALSE, FALSE);
  of_leaf = make_staple (&(Staple){ WEEK }, &chain);
  of_issuer = sign_answer (&(RrmPracticeAnswer){ .certificate = chain.issuer->crt,
                                                 .issuer = chain.root->crt, .status = status,
                                                 .from = now + from * 86400,
                                                 .until = now + (from + 7) * 86400 },
                           by_stranger ? chain.stranger : chain.root);
  offer_expect (&(Offer){ .sent = { chain.leaf, chain.issuer }, .staples = { of_leaf, of_issuer },
                          .trusted = { chain.root }, .host = HOST, .not_in_1_2 = TRUE },
                problems);
  /* What is not on the way to the root says nothing. */
  offer_expect (&(Offer){ .sent = { chain.leaf, chain.stranger, chain.issuer },
                          .staples = { of_leaf, of_issuer }, .trusted = { chain.root },
                          .host = HOST, .not_in_1_2 = TRUE },
                NONE);
  chain_clear (&chain);
}

static void
test_issuer (void)
{
  expect_issuer (RRM_PRACTICE_STATUS_GOOD, -1, FALSE, NONE);
  expect_issuer (RRM_PRACTICE_STATUS_REVOKED, -1, FALSE, REVOKED);
  expect_issuer (RRM_PRACTICE_STATUS_REVOKED, -1, TRUE, INVALID);
  expect_issuer (RRM_PRACTICE_STATUS_UNKNOWN, -1, FALSE, INVALID);
  expect_issuer (RRM_PRACTICE_STATUS_GOOD, -9, FALSE, INVALID);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (staples); i++)
    {
      g_autofree char *path = g_strconcat ("/net/staples/", staples[i].name, NULL);

      g_test_add_data_func (path, &staples[i], test_staple);
    }
  g_test_add_func ("/net/staples-of-issuer", test_issuer);

  return g_test_run ();
}
