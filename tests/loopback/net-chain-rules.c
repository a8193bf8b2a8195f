/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-offer.h"

#include "model/certificate.h"

/* Names, constraints, keys and roots, each in a whole chain: a leaf, the authority that made it,
 * and a root that is trusted (RFC 5280, RFC 9525). */

#define HOST "mail.twc.com"
#define SERVER GNUTLS_KP_TLS_WWW_SERVER

#define NONE 0
#define WRONG_NAME RRM_CERTIFICATE_WRONG_NAME
#define INVALID RRM_CERTIFICATE_INVALID
#define WEAK RRM_CERTIFICATE_WEAK

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
  { "ip-for-name", { .ip = "192.0.2.7" }, { 0 }, { 0 }, HOST, WRONG_NAME },
  { "ip-beside-name", { .ip = "192.0.2.7", .dns = HOST }, { 0 }, { 0 }, HOST, NONE },
  { "ipv4-mapped", { .ip = "::ffff:192.0.2.7" }, { 0 }, { 0 }, "192.0.2.7", WRONG_NAME },
  { "dot-at-end", { .dns = "mail.twc.com." }, { 0 }, { 0 }, HOST, WRONG_NAME },
  { "dot-at-end-typed", { .dns = HOST }, { 0 }, { 0 }, "mail.twc.com.", NONE },
  { "two-common-names", { .second_name = "mail.twc.net" }, { 0 }, { 0 }, HOST, WRONG_NAME },
  { "two-common-names-and-other", { .second_name = "mail.twc.net", .dns = "mail.twc.net" }, { 0 },
    { 0 }, HOST, WRONG_NAME },
  { "two-common-names-and-name", { .second_name = "mail.twc.net", .dns = HOST }, { 0 }, { 0 },
    HOST, NONE },
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
  { "permitted-net", { .ip = "192.0.2.7" }, { .permitted_net = "192.0.2.0/24" }, { 0 }, "192.0.2.7",
    NONE },
  { "not-permitted-net", { .ip = "192.0.3.7" }, { .permitted_net = "192.0.2.0/24" }, { 0 },
    "192.0.3.7", INVALID },
  { "permitted-net6", { .ip = "2001:db8::7" }, { .permitted_net = "2001:db8::/32" }, { 0 },
    "2001:db8::7", NONE },
  { "not-permitted-net6", { .ip = "2001:db9::7" }, { .permitted_net = "2001:db8::/32" }, { 0 },
    "2001:db9::7", INVALID },
  { "excluded-net6", { .ip = "2001:db8::7" }, { .excluded_net = "2001:db8::/32" }, { 0 },
    "2001:db8::7", INVALID },
  { "not-excluded-net6", { .ip = "2001:db9::7" }, { .excluded_net = "2001:db8::/32" }, { 0 },
    "2001:db9::7", NONE },
  { "net6-and-ipv4", { .ip = "192.0.2.7" }, { .permitted_net = "2001:db8::/32" }, { 0 },
    "192.0.2.7", INVALID },
  { "net-and-ipv6", { .ip = "2001:db8::7" }, { .permitted_net = "192.0.2.0/24" }, { 0 },
    "2001:db8::7", INVALID },
  { "net-and-name", { .dns = HOST }, { .permitted_net = "192.0.2.0/24" }, { 0 }, HOST, NONE },
  { "all-nets-excluded", { .dns = HOST, .ip = "192.0.2.7" }, { .excluded_net = "0.0.0.0/0" }, { 0 },
    HOST, INVALID },
  { "hole-in-net", { .ip = "192.0.2.7" },
    { .permitted_net = "192.0.2.0/24", .excluded_net = "192.0.2.0/28" }, { 0 }, "192.0.2.7",
    INVALID },
  { "beside-hole-in-net", { .ip = "192.0.2.77" },
    { .permitted_net = "192.0.2.0/24", .excluded_net = "192.0.2.0/28" }, { 0 }, "192.0.2.77",
    NONE },
  { "beside-excluded", { .dns = HOST }, { .permitted = "twc.com", .excluded = "imap.twc.com" },
    { 0 }, HOST, NONE },
  { "name-and-net", { .dns = HOST, .ip = "192.0.2.7" },
    { .permitted = "twc.com", .permitted_net = "192.0.2.0/24" }, { 0 }, HOST, NONE },
  { "name-and-other-net", { .dns = HOST, .ip = "192.0.3.7" },
    { .permitted = "twc.com", .permitted_net = "192.0.2.0/24" }, { 0 }, HOST, INVALID },
  { "root-permits-what-issuer-excludes", { .dns = HOST }, { .excluded = HOST },
    { .permitted = "twc.com" }, HOST, INVALID },
  { "root-and-issuer-permit-others", { .dns = HOST }, { .permitted = "twc.com" },
    { .permitted = "twc.net" }, HOST, INVALID },
  /* Policies. GnuTLS does not know the critical extension by which an authority asks for them, so
   * it refuses such a chain even where it keeps them (RFC 5280, section 4.2). No public authority
   * asks for them. */
  { "policy", { .dns = HOST, .policy = "1.3.6.1.4.1.99999.2" },
    { .policy = "1.3.6.1.4.1.99999.2" }, { 0 }, HOST, NONE },
  { "policy-required", { .dns = HOST }, { .require_policy = TRUE }, { 0 }, HOST, INVALID },
  { "policy-required-of-leaf", { .dns = HOST },
    { .policy = "1.3.6.1.4.1.99999.2", .require_policy = TRUE }, { 0 }, HOST, INVALID },
  { "policy-required-and-there", { .dns = HOST, .policy = "1.3.6.1.4.1.99999.2" },
    { .policy = "1.3.6.1.4.1.99999.2", .require_policy = TRUE }, { 0 }, HOST, INVALID },
  { "policy-required-and-other", { .dns = HOST, .policy = "1.3.6.1.4.1.99999.3" },
    { .policy = "1.3.6.1.4.1.99999.2", .require_policy = TRUE }, { 0 }, HOST, INVALID },
  { "any-policy-inhibited", { .dns = HOST, .policy = "2.5.29.32.0" },
    { .policy = "1.3.6.1.4.1.99999.2", .require_policy = TRUE, .inhibit_any = TRUE }, { 0 }, HOST,
    INVALID },
  { "any-policy-inhibited-alone", { .dns = HOST }, { .inhibit_any = TRUE }, { 0 }, HOST, NONE },
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
  { "rsa-pss", { .dns = HOST, .key = KEY_RSA_PSS }, { 0 }, { 0 }, HOST, NONE },
  { "issuer-rsa-pss", { .dns = HOST }, { .key = KEY_RSA_PSS }, { 0 }, HOST, NONE },
  { "signed-with-pss", { .dns = HOST, .pss = TRUE }, { .key = KEY_RSA_2048 }, { 0 }, HOST, NONE },
  { "issuer-ed448", { .dns = HOST }, { .key = KEY_ED448 }, { 0 }, HOST, NONE },
  /* No curve below P-256: the reason stands at the rule in net/verify.c. */
  { "p224", { .dns = HOST, .key = KEY_P224 }, { 0 }, { 0 }, HOST, WEAK },
  { "issuer-p224", { .dns = HOST }, { .key = KEY_P224 }, { 0 }, HOST, WEAK },
  { "root-p224", { .dns = HOST }, { 0 }, { .key = KEY_P224 }, HOST, WEAK },
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

  offer_expect (&(Offer){ .sent = { leaf, issuer }, .trusted = { root }, .host = rule->host,
                          .not_in_1_3 = rule->leaf.key == KEY_P224 },
                rule->problems);
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
  return g_test_run ();
}
