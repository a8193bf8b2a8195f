/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-certificate.h"

#include "model/certificate.h"
#include "net/trust.h"
#include "net/verify.h"
#include "practice/staple.h"

#include <gnutls/abstract.h>

/* Names, constraints, keys, roots and stapled answers, each in a whole chain: a leaf, the authority
 * that made it, and a root that is trusted (RFC 5280, RFC 6960, RFC 7633, RFC 9525). */

#define HOST "mail.twc.com"
#define SERVER GNUTLS_KP_TLS_WWW_SERVER

#define NONE 0
#define WRONG_NAME RRM_CERTIFICATE_WRONG_NAME
#define INVALID RRM_CERTIFICATE_INVALID
#define WEAK RRM_CERTIFICATE_WEAK

static guint
verify (const Cert *trusted,
        const Cert *leaf,
        const Cert *issuer,
        const gnutls_datum_t *staple,
        const char *host)
{
  g_autoptr (RrmTrust) trust = rrm_trust_new_bare ();
  gnutls_x509_crt_t sent[] = { leaf->crt, issuer->crt };
  gnutls_datum_t pem = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (gnutls_x509_crt_export2 (trusted->crt, GNUTLS_X509_FMT_PEM, &pem), >=, 0);
  rrm_trust_add_pem (trust, (const char *) pem.data, (gssize) pem.size, &error);
  g_assert_no_error (error);
  gnutls_free (pem.data);

  return rrm_verify_chain (rrm_trust_get_list (trust), sent, G_N_ELEMENTS (sent), staple, host,
                           NULL);
}

typedef struct
{
  const char *name;
  Plan leaf;
  Plan issuer;
  Plan root;
  const char *host;
  guint problems;
} Rule;

static const Rule rules[] = {
  /* Names. */
  { "wildcard", { .dns = "*.twc.com" }, { 0 }, { 0 }, HOST, NONE },
  { "wildcard-beside", { .dns = "twc.com *.twc.com" }, { 0 }, { 0 }, "twc.com", NONE },
  { "wildcard-parent", { .dns = "*.twc.com" }, { 0 }, { 0 }, "twc.com", WRONG_NAME },
  { "wildcard-two-labels", { .dns = "*.twc.com" }, { 0 }, { 0 }, "a.mail.twc.com", WRONG_NAME },
  { "wildcard-partial", { .dns = "m*.twc.com" }, { 0 }, { 0 }, HOST, WRONG_NAME },
  { "wildcard-inside", { .dns = "mail.*.com" }, { 0 }, { 0 }, HOST, WRONG_NAME },
  { "wildcard-of-all", { .dns = "*.com" }, { 0 }, { 0 }, "twc.com", WRONG_NAME },
  { "other-name", { .dns = "mail.twc.net" }, { 0 }, { 0 }, HOST, WRONG_NAME },
  { "common-name-only", { 0 }, { 0 }, { 0 }, HOST, WRONG_NAME },
  { "common-name-beside-mail", { .email = "pat@twc.com" }, { 0 }, { 0 }, HOST, WRONG_NAME },
  { "uri-only", { .uri = "imap://mail.twc.com" }, { 0 }, { 0 }, HOST, WRONG_NAME },
  { "ip", { .ip = "192.0.2.7" }, { 0 }, { 0 }, "192.0.2.7", NONE },
  { "ip-other", { .ip = "192.0.2.8" }, { 0 }, { 0 }, "192.0.2.7", WRONG_NAME },
  { "ip-as-name", { .dns = "192.0.2.7" }, { 0 }, { 0 }, "192.0.2.7", WRONG_NAME },
  { "ip-in-common-name", { .name = "192.0.2.7" }, { 0 }, { 0 }, "192.0.2.7", WRONG_NAME },
  { "ipv6", { .ip = "2001:db8::7" }, { 0 }, { 0 }, "[2001:db8::7]", NONE },
  { "idn", { .dns = "xn--bcher-kva.example" }, { 0 }, { 0 }, "bücher.example", NONE },
  { "idn-wildcard", { .dns = "*.xn--bcher-kva.example" }, { 0 }, { 0 }, "mail.bücher.example",
    NONE },
  { "idn-look-alike", { .dns = "bucher.example" }, { 0 }, { 0 }, "bücher.example", WRONG_NAME },
  /* What an authority may speak for. */
  { "permitted", { .dns = HOST }, { .permitted = "twc.com" }, { 0 }, HOST, NONE },
  { "permitted-wildcard", { .dns = "*.twc.com" }, { .permitted = "twc.com" }, { 0 }, HOST, NONE },
  { "permitted-one-of-two", { .dns = "mail.twc.com mail.example.net" },
    { .permitted = "twc.com" }, { 0 }, HOST, INVALID },
  { "permitted-suffix-only", { .dns = "mail.nottwc.com" }, { .permitted = "twc.com" }, { 0 },
    "mail.nottwc.com", INVALID },
  { "excluded-below", { .dns = HOST }, { .permitted = "twc.com", .excluded = "mail.twc.com" },
    { 0 }, HOST, INVALID },
  { "permitted-net", { .ip = "192.0.2.7" }, { .permitted_net = "192.0.2.0" }, { 0 }, "192.0.2.7",
    NONE },
  { "not-permitted-net", { .ip = "192.0.3.7" }, { .permitted_net = "192.0.2.0" }, { 0 },
    "192.0.3.7", INVALID },
  { "permitted-subject", { .dns = HOST }, { .permitted_subject = HOST }, { 0 }, HOST, NONE },
  { "permitted-subject-below", { .dns = HOST, .organisation = "Practice" },
    { .permitted_subject = HOST }, { 0 }, HOST, NONE },
  { "not-permitted-subject", { .dns = HOST }, { .permitted_subject = "mail.twc.org" }, { 0 }, HOST,
    INVALID },
  { "not-permitted-subject-start", { .dns = HOST }, { .permitted_subject = "mail.twc.co" }, { 0 },
    HOST, INVALID },
  { "excluded-subject", { .dns = HOST }, { .excluded_subject = HOST }, { 0 }, HOST, INVALID },
  { "permitted-uri", { .dns = HOST, .uri = "http://evil.example/" }, { .permitted_uri = "twc.com" },
    { 0 }, HOST, INVALID },
  { "permitted-uri-and-none", { .dns = HOST }, { .permitted_uri = "twc.com" }, { 0 }, HOST, NONE },
  { "root-permits-subject", { .dns = HOST }, { 0 }, { .permitted_subject = "mail.twc.org" }, HOST,
    INVALID },
  { "excluded-by-wildcard", { .dns = "*.twc.com" }, { .excluded = HOST }, { 0 }, HOST, INVALID },
  { "not-excluded-by-wildcard", { .dns = "*.twc.com" }, { .excluded = HOST }, { 0 },
    "imap.twc.com", NONE },
  { "root-permits", { .dns = HOST }, { 0 }, { .permitted = "twc.com" }, HOST, NONE },
  { "root-permits-other", { .dns = HOST }, { 0 }, { .permitted = "twc.net" }, HOST, INVALID },
  /* Keys and forms. */
  { "p521", { .dns = HOST, .key = KEY_P521 }, { 0 }, { 0 }, HOST, NONE },
  { "ed448", { .dns = HOST, .key = KEY_ED448 }, { 0 }, { 0 }, HOST, NONE },
  { "rsa-3072", { .dns = HOST, .key = KEY_RSA_3072 }, { 0 }, { 0 }, HOST, NONE },
  /* As strong as RSA of 2048 bits. Public authorities sign none, one's own may. */
  { "p224", { .dns = HOST, .key = KEY_P224 }, { 0 }, { 0 }, HOST, NONE },
  { "issuer-p384", { .dns = HOST }, { .key = KEY_P384 }, { 0 }, HOST, NONE },
  { "issuer-ed25519", { .dns = HOST }, { .key = KEY_ED25519 }, { 0 }, HOST, NONE },
  { "root-rsa-2048", { .dns = HOST }, { 0 }, { .key = KEY_RSA_2048 }, HOST, NONE },
  { "root-rsa-1024", { .dns = HOST }, { 0 }, { .key = KEY_RSA_1024 }, HOST, WEAK },
  { "leaf-version-1", { .version_1 = TRUE }, { 0 }, { 0 }, HOST, WRONG_NAME },
  { "issuer-version-1", { .dns = HOST }, { .version_1 = TRUE }, { 0 }, HOST, INVALID },
  /* Time. */
  { "outlives-issuer", { .dns = HOST, .until = 300 }, { .until = 10 }, { 0 }, HOST, NONE },
  { "root-expired", { .dns = HOST }, { 0 }, { .until = -1 }, HOST, RRM_CERTIFICATE_EXPIRED },
  { "ends-before-it-begins", { .dns = HOST, .from = 5, .until = -5 }, { 0 }, { 0 }, HOST,
    RRM_CERTIFICATE_EXPIRED | RRM_CERTIFICATE_NOT_YET_VALID },
  /* Depth: the root allows one authority below it, or none. */
  { "depth-1", { .dns = HOST }, { 0 }, { .path_length = 2 }, HOST, NONE },
  { "depth-0", { .dns = HOST }, { 0 }, { .path_length = 1 }, HOST, INVALID },
  /* Several at once. */
  { "expired-and-other-name", { .dns = "other.example", .until = -1 }, { 0 }, { 0 }, HOST,
    RRM_CERTIFICATE_EXPIRED | WRONG_NAME },
  { "weak-and-common-name-only", { .key = KEY_RSA_1024 }, { 0 }, { 0 }, HOST, WEAK | WRONG_NAME },
};

static void
test_rule (gconstpointer data)
{
  const Rule *rule = data;
  Plan root_plan = rule->root;
  Plan issuer_plan = rule->issuer;
  Plan leaf_plan = rule->leaf;
  g_autoptr (Cert) root = NULL;
  g_autoptr (Cert) issuer = NULL;
  g_autoptr (Cert) leaf = NULL;

  root_plan.name = "Practice Root CA";
  root_plan.ca = TRUE;
  root = cert_new (&root_plan);
  issuer_plan.name = "Practice Issuing CA";
  issuer_plan.issuer = root;
  issuer_plan.ca = TRUE;
  issuer = cert_new (&issuer_plan);
  if (leaf_plan.name == NULL)
    leaf_plan.name = HOST;
  leaf_plan.issuer = issuer;
  leaf_plan.usage = SERVER;
  leaf = cert_new (&leaf_plan);

  g_assert_cmphex (verify (root, leaf, issuer, NULL, rule->host), ==, rule->problems);
}

/* Who signed the answer. */
typedef enum
{
  BY_ISSUER,
  BY_ROOT,
  BY_STRANGER,
} Signer;

typedef struct
{
  const char *name;
  gboolean must_staple;
  gboolean none;
  gboolean revoked;
  gboolean for_another;
  /* In days from now. */
  int from;
  int until;
  Signer signer;
  /* A byte of it that is changed, counted from its end. */
  guint flip;
  guint problems;
} Staple;

static const Staple staples[] = {
  { "none", .none = TRUE, .problems = NONE },
  { "good", .from = -1, .until = 6, .problems = NONE },
  { "revoked", .revoked = TRUE, .from = -1, .until = 6, .problems = RRM_CERTIFICATE_REVOKED },
  { "revoked-long-ago", .revoked = TRUE, .from = -90, .until = -83,
    .problems = RRM_CERTIFICATE_REVOKED },
  { "out-of-date", .from = -8, .until = -1, .problems = INVALID },
  { "not-yet", .from = 1, .until = 8, .problems = INVALID },
  { "for-another", .for_another = TRUE, .from = -1, .until = 6, .problems = INVALID },
  { "revokes-another", .for_another = TRUE, .revoked = TRUE, .from = -1, .until = 6,
    .problems = INVALID },
  { "by-root", .from = -1, .until = 6, .signer = BY_ROOT, .problems = INVALID },
  { "by-stranger", .from = -1, .until = 6, .signer = BY_STRANGER, .problems = INVALID },
  { "revoked-by-stranger", .revoked = TRUE, .from = -1, .until = 6, .signer = BY_STRANGER,
    .problems = INVALID },
  { "changed", .from = -1, .until = 6, .flip = 3, .problems = INVALID },
  { "must-and-none", .must_staple = TRUE, .none = TRUE, .problems = INVALID },
  { "must-and-good", .must_staple = TRUE, .from = -1, .until = 6, .problems = NONE },
  { "must-and-revoked", .must_staple = TRUE, .revoked = TRUE, .from = -1, .until = 6,
    .problems = RRM_CERTIFICATE_REVOKED },
  { "must-and-out-of-date", .must_staple = TRUE, .from = -8, .until = -1, .problems = INVALID },
};

static GBytes *
make_staple (const Staple *example,
             const Cert *about,
             const Cert *issuer,
             const Cert *signer)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gnutls_privkey_t key;
  g_autoptr (GError) error = NULL;
  GBytes *staple;

  g_assert_cmpint (gnutls_privkey_init (&key), >=, 0);
  g_assert_cmpint (gnutls_privkey_import_x509 (key, signer->key, 0), >=, 0);
  staple = rrm_practice_staple_new (about->crt, issuer->crt, key, example->revoked,
                                    now + example->from * 86400, now + example->until * 86400,
                                    &error);
  g_assert_no_error (error);
  gnutls_privkey_deinit (key);

  return staple;
}

static void
test_staple (gconstpointer data)
{
  const Staple *example = data;
  g_autoptr (Cert) root = cert_new (&(Plan){ .name = "Practice Root CA", .ca = TRUE });
  g_autoptr (Cert) stranger = cert_new (&(Plan){ .name = "Stranger", .ca = TRUE });
  g_autoptr (Cert) issuer =
    cert_new (&(Plan){ .name = "Practice Issuing CA", .issuer = root, .ca = TRUE });
  g_autoptr (Cert) another = cert_new (&(Plan){ .name = HOST, .dns = HOST, .issuer = issuer });
  g_autoptr (Cert) leaf =
    cert_new (&(Plan){ .name = HOST, .dns = HOST, .issuer = issuer, .usage = SERVER,
                       .must_staple = example->must_staple });
  const Cert *signers[] = { [BY_ISSUER] = issuer, [BY_ROOT] = root, [BY_STRANGER] = stranger };
  g_autoptr (GBytes) staple = NULL;
  g_autofree guint8 *bytes = NULL;
  gnutls_datum_t datum = { 0 };
  gsize length;

  if (!example->none)
    {
      staple = make_staple (example, example->for_another ? another : leaf, issuer,
                            signers[example->signer]);
      bytes = g_memdup2 (g_bytes_get_data (staple, &length), g_bytes_get_size (staple));
      if (example->flip > 0)
        bytes[length - example->flip] ^= 1;
      datum = (gnutls_datum_t){ bytes, (unsigned) length };
    }

  g_assert_cmphex (verify (root, leaf, issuer, example->none ? NULL : &datum, HOST), ==,
                   example->problems);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *path = g_strconcat ("/net/chain-rules/", rules[i].name, NULL);

      g_test_add_data_func (path, &rules[i], test_rule);
    }
  for (guint i = 0; i < G_N_ELEMENTS (staples); i++)
    {
      g_autofree char *path = g_strconcat ("/net/chain-rules/staple/", staples[i].name, NULL);

      g_test_add_data_func (path, &staples[i], test_staple);
    }

  return g_test_run ();
}
