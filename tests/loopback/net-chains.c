/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-offer.h"

#include "model/certificate.h"
#include "net/trust.h"
#include "net/verify.h"

/* Chains by the rules of RFC 5280: accepted exactly when they should be. */

#define HOST "mail.twc.com"
#define SERVER GNUTLS_KP_TLS_WWW_SERVER
#define CLIENT GNUTLS_KP_TLS_WWW_CLIENT

/* Trusted in every test, with an intermediate below it. */
static Cert *root;
static Cert *intermediate;

/* What is found wrong with what is sent, the root and @extra trusted. */
#define expect(problems, host, ...) expect_with (NULL, problems, host, __VA_ARGS__)
#define expect_with(extra, problems, host_, ...)  \
  offer_expect (&(Offer){ .sent = { __VA_ARGS__ }, .trusted = { root, extra }, .host = host_ },  \
                problems)

static Cert *
leaf_new (const Cert *issuer)
{
  return cert_new (&(Plan){ .name = HOST, .dns = HOST, .issuer = issuer, .usage = SERVER });
}

typedef struct
{
  const char *name;
  Plan plan;
  guint problems;
} Leaf;

static const Leaf leaves[] = {
  { "good", { .usage = SERVER }, 0 },
  { "no-usage", { .usage = NULL }, 0 },
  { "any-usage", { .usage = GNUTLS_KP_ANY }, 0 },
  { "server-and-client", { .usage = SERVER " " CLIENT }, 0 },
  { "client-only", { .usage = CLIENT }, RRM_CERTIFICATE_WRONG_PURPOSE },
  { "email-only", { .usage = GNUTLS_KP_EMAIL_PROTECTION }, RRM_CERTIFICATE_WRONG_PURPOSE },
  { "expired", { .until = -1 }, RRM_CERTIFICATE_EXPIRED },
  { "not-yet-valid", { .from = 1 }, RRM_CERTIFICATE_NOT_YET_VALID },
  { "p384", { .key = KEY_P384 }, 0 },
  { "rsa-2048", { .key = KEY_RSA_2048 }, 0 },
  { "rsa-1024", { .key = KEY_RSA_1024 }, RRM_CERTIFICATE_WEAK },
  { "ed25519", { .key = KEY_ED25519 }, 0 },
  { "sha1", { .sha1 = TRUE }, RRM_CERTIFICATE_WEAK },
  { "strange-critical-extension", { .strange_extension = TRUE }, RRM_CERTIFICATE_INVALID },
  { "expired-client", { .until = -1, .usage = CLIENT },
    RRM_CERTIFICATE_EXPIRED | RRM_CERTIFICATE_WRONG_PURPOSE },
};

static void
test_leaf (gconstpointer data)
{
  const Leaf *example = data;
  Plan plan = example->plan;
  g_autoptr (Cert) leaf = NULL;

  plan.name = HOST;
  plan.dns = HOST;
  plan.issuer = intermediate;
  leaf = cert_new (&plan);
  expect (example->problems, HOST, leaf, intermediate);
}

static const Leaf issuers[] = {
  { "good", { .ca = TRUE }, 0 },
  { "path-length-0", { .ca = TRUE, .path_length = 1 }, 0 },
  { "expired", { .ca = TRUE, .until = -1 }, RRM_CERTIFICATE_EXPIRED },
  { "not-yet-valid", { .ca = TRUE, .from = 1 }, RRM_CERTIFICATE_NOT_YET_VALID },
  { "rsa-1024", { .ca = TRUE, .key = KEY_RSA_1024 }, RRM_CERTIFICATE_WEAK },
  { "sha1", { .ca = TRUE, .sha1 = TRUE }, RRM_CERTIFICATE_WEAK },
  { "no-authority", { .ca = FALSE }, RRM_CERTIFICATE_INVALID },
  { "no-cert-sign", { .ca = TRUE, .no_cert_sign = TRUE }, RRM_CERTIFICATE_INVALID },
  { "permitted", { .ca = TRUE, .permitted = "twc.com" }, 0 },
  { "not-permitted", { .ca = TRUE, .permitted = "twc.net" }, RRM_CERTIFICATE_INVALID },
  { "excluded", { .ca = TRUE, .excluded = "twc.com" }, RRM_CERTIFICATE_INVALID },
  { "not-excluded", { .ca = TRUE, .excluded = "twc.net" }, 0 },
  { "client-only", { .ca = TRUE, .usage = CLIENT }, RRM_CERTIFICATE_WRONG_PURPOSE },
  { "server", { .ca = TRUE, .usage = SERVER }, 0 },
};

static void
test_issuer (gconstpointer data)
{
  const Leaf *example = data;
  Plan plan = example->plan;
  g_autoptr (Cert) issuer = NULL;
  g_autoptr (Cert) leaf = NULL;

  plan.name = "Practice Issuing 7";
  plan.issuer = root;
  issuer = cert_new (&plan);
  leaf = leaf_new (issuer);
  expect (example->problems, HOST, leaf, issuer);
}

static void
test_order (void)
{
  g_autoptr (Cert) second =
    cert_new (&(Plan){ .name = "Lower", .issuer = intermediate, .ca = TRUE });
  g_autoptr (Cert) leaf = leaf_new (second);
  g_autoptr (Cert) stranger = cert_new (&(Plan){ .name = "Stranger", .ca = TRUE });

  expect (0, HOST, leaf, second, intermediate);
  expect (0, HOST, leaf, second, intermediate, root);
  expect (0, HOST, leaf, intermediate, second);
  expect (0, HOST, leaf, root, intermediate, second);
  expect (0, HOST, leaf, leaf, second, second, intermediate);
  expect (0, HOST, leaf, stranger, second, intermediate);
  expect (0, HOST, leaf, second, stranger, intermediate, stranger);
}

/* An authority below one that allows none. */
static void
test_path_length (void)
{
  g_autoptr (Cert) shallow =
    cert_new (&(Plan){ .name = "Shallow", .issuer = root, .ca = TRUE, .path_length = 1 });
  g_autoptr (Cert) below = cert_new (&(Plan){ .name = "Below", .issuer = shallow, .ca = TRUE });
  g_autoptr (Cert) leaf = leaf_new (below);

  expect (RRM_CERTIFICATE_INVALID, HOST, leaf, below, shallow);
}

static void
test_leaf_as_issuer (void)
{
  g_autoptr (Cert) other = leaf_new (intermediate);
  g_autoptr (Cert) leaf = leaf_new (other);

  expect (RRM_CERTIFICATE_INVALID, HOST, leaf, other, intermediate);
}

/* Whatever was changed, the signature shows it. */
static void
test_tampered (void)
{
  g_autoptr (Cert) leaf = leaf_new (intermediate);
  g_autoptr (Cert) impostor = cert_new (
    &(Plan){ .name = "Practice Intermediate CA", .organisation = "Practice", .ca = TRUE });
  g_autoptr (Cert) forged = leaf_new (impostor);
  gnutls_datum_t der = { 0 };
  gnutls_x509_crt_t changed;

  g_assert_cmpint (gnutls_x509_crt_export2 (leaf->crt, GNUTLS_X509_FMT_DER, &der), >=, 0);
  der.data[der.size - 1] ^= 1;
  gnutls_x509_crt_init (&changed);
  g_assert_cmpint (gnutls_x509_crt_import (changed, &der, GNUTLS_X509_FMT_DER), >=, 0);
  gnutls_free (der.data);
  gnutls_x509_crt_deinit (leaf->crt);
  leaf->crt = changed;

  expect (RRM_CERTIFICATE_INVALID, HOST, leaf, intermediate);
  /* The same name as our intermediate, another key. */
  expect (RRM_CERTIFICATE_INCOMPLETE, HOST, forged, intermediate);
  expect (RRM_CERTIFICATE_UNKNOWN_ISSUER, HOST, forged, impostor);
}

/* The name of the trusted root, and another key. */
static void
test_impostor_root (void)
{
  g_autoptr (Cert) impostor =
    cert_new (&(Plan){ .name = "Practice Root CA", .organisation = "Practice", .ca = TRUE });
  g_autoptr (Cert) leaf = leaf_new (impostor);

  expect (RRM_CERTIFICATE_UNKNOWN_ISSUER, HOST, leaf, impostor);
  expect (RRM_CERTIFICATE_UNKNOWN_ISSUER, HOST, leaf);
}

static void
test_self_signed (void)
{
  g_autoptr (Cert) leaf = cert_new (&(Plan){ .name = HOST, .dns = HOST, .usage = SERVER });
  g_autoptr (Cert) other = cert_new (&(Plan){ .name = "other.example", .dns = "other.example" });

  expect (RRM_CERTIFICATE_SELF_SIGNED, HOST, leaf);
  expect (RRM_CERTIFICATE_SELF_SIGNED | RRM_CERTIFICATE_WRONG_NAME, HOST, other);
  expect (RRM_CERTIFICATE_SELF_SIGNED, HOST, leaf, intermediate);
  /* Whoever trusts exactly this one may. */
  expect_with (leaf, 0, HOST, leaf);
  expect_with (other, RRM_CERTIFICATE_WRONG_NAME, HOST, other);
}

/* A way that has expired beside one that holds: the root has become trusted under its own name. */
static void
test_expired_cross_signature (void)
{
  g_autoptr (Cert) new_root =
    cert_new (&(Plan){ .name = "New Root", .organisation = "New", .ca = TRUE });
  g_autoptr (Cert) cross = cert_new (&(Plan){ .name = "New Root", .organisation = "New",
                                              .like = new_root, .issuer = root, .ca = TRUE,
                                              .until = -1 });
  g_autoptr (Cert) issuer = cert_new (&(Plan){ .name = "Issuer", .issuer = new_root, .ca = TRUE });
  g_autoptr (Cert) leaf = leaf_new (issuer);

  expect_with (new_root, 0, HOST, leaf, issuer, cross);
  expect (RRM_CERTIFICATE_EXPIRED, HOST, leaf, issuer, cross);
}

static void
test_cross_signature (void)
{
  g_autoptr (Cert) new_root =
    cert_new (&(Plan){ .name = "New Root", .organisation = "New", .ca = TRUE });
  g_autoptr (Cert) cross = cert_new (&(Plan){ .name = "New Root", .organisation = "New",
                                              .like = new_root, .issuer = root, .ca = TRUE });
  g_autoptr (Cert) issuer = cert_new (&(Plan){ .name = "Issuer", .issuer = new_root, .ca = TRUE });
  g_autoptr (Cert) leaf = leaf_new (issuer);

  expect (0, HOST, leaf, issuer, cross);
  expect (0, HOST, leaf, issuer, new_root, cross);
  expect (0, HOST, leaf, cross, issuer);
  expect (RRM_CERTIFICATE_UNKNOWN_ISSUER, HOST, leaf, issuer, new_root);
}

/* The renewed intermediate and the expired one, both sent, in either order. */
static void
test_renewed_intermediate (void)
{
  g_autoptr (Cert) renewed = cert_new (&(Plan){ .name = "Renewed", .issuer = root, .ca = TRUE });
  g_autoptr (Cert) expired = cert_new (&(Plan){ .name = "Renewed", .like = renewed, .issuer = root,
                                                .ca = TRUE, .until = -1 });
  g_autoptr (Cert) leaf = leaf_new (renewed);

  expect (0, HOST, leaf, expired, renewed);
  expect (0, HOST, leaf, renewed, expired);
  expect (RRM_CERTIFICATE_EXPIRED, HOST, leaf, expired);
}

/* An expired intermediate whose successor the person trusts. */
static void
test_intermediate_in_store (void)
{
  g_autoptr (Cert) renewed = cert_new (&(Plan){ .name = "Renewed", .issuer = root, .ca = TRUE });
  g_autoptr (Cert) expired = cert_new (&(Plan){ .name = "Renewed", .like = renewed, .issuer = root,
                                                .ca = TRUE, .until = -1 });
  g_autoptr (Cert) leaf = leaf_new (renewed);

  expect_with (renewed, 0, HOST, leaf);
  expect_with (renewed, 0, HOST, leaf, expired);
}

/* A chain that leads nowhere: is something missing, or does nobody know its root? */
static void
test_incomplete (void)
{
  g_autoptr (Cert) below =
    cert_new (&(Plan){ .name = "Lower", .issuer = intermediate, .ca = TRUE });
  g_autoptr (Cert) leaf = leaf_new (intermediate);
  g_autoptr (Cert) deep_leaf = leaf_new (below);
  g_autoptr (Cert) nameless = cert_new (&(Plan){ .name = "R3", .issuer = root, .ca = TRUE });
  g_autoptr (Cert) marked = cert_new (
    &(Plan){ .name = HOST, .dns = HOST, .issuer = nameless, .public_marks = TRUE });
  g_autoptr (Cert) sibling = cert_new (
    &(Plan){ .name = "TLS 2026", .organisation = "Practice", .issuer = root, .ca = TRUE });
  g_autoptr (Cert) of_sibling = leaf_new (sibling);
  g_autoptr (Cert) stranger = cert_new (&(Plan){ .name = "Stranger", .ca = TRUE });

  expect (RRM_CERTIFICATE_INCOMPLETE, HOST, leaf);
  expect (RRM_CERTIFICATE_INCOMPLETE, HOST, leaf, stranger);
  expect (RRM_CERTIFICATE_INCOMPLETE, HOST, leaf, leaf);
  expect (RRM_CERTIFICATE_INCOMPLETE, HOST, deep_leaf, below);
  expect (RRM_CERTIFICATE_INCOMPLETE, HOST, marked);
  expect (RRM_CERTIFICATE_INCOMPLETE, HOST, of_sibling);
}

static void
test_unknown_issuer (void)
{
  g_autoptr (Cert) foreign_root =
    cert_new (&(Plan){ .name = "Foreign Root CA", .organisation = "Foreign", .ca = TRUE });
  g_autoptr (Cert) foreign = cert_new (&(Plan){ .name = "Foreign TLS", .organisation = "Foreign",
                                                .issuer = foreign_root, .ca = TRUE });
  g_autoptr (Cert) leaf = leaf_new (foreign);
  g_autoptr (Cert) direct = leaf_new (foreign_root);
  g_autoptr (Cert) plain_root = cert_new (&(Plan){ .name = "Acme", .ca = TRUE });
  g_autoptr (Cert) plain = leaf_new (plain_root);
  g_autoptr (Cert) bare_root = cert_new (&(Plan){ .name = "Practice Root 9", .ca = TRUE });
  g_autoptr (Cert) bare = leaf_new (bare_root);

  expect (RRM_CERTIFICATE_UNKNOWN_ISSUER, HOST, leaf, foreign, foreign_root);
  expect (RRM_CERTIFICATE_UNKNOWN_ISSUER, HOST, leaf, foreign);
  expect (RRM_CERTIFICATE_UNKNOWN_ISSUER, HOST, direct, foreign_root);
  expect (RRM_CERTIFICATE_UNKNOWN_ISSUER, HOST, direct);
  expect (RRM_CERTIFICATE_UNKNOWN_ISSUER, HOST, plain, plain_root);
  expect (RRM_CERTIFICATE_UNKNOWN_ISSUER, HOST, plain);
  expect (RRM_CERTIFICATE_UNKNOWN_ISSUER, HOST, bare);
}

/* As many ways as a hostile server can send: it must come to an end, soon. */
static void
test_maze (void)
{
  g_autoptr (Cert) authority = cert_new (&(Plan){ .name = "Maze", .ca = TRUE });
  Cert *walls[6];
  g_autoptr (Cert) leaf = leaf_new (authority);
  gint64 began = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (walls); i++)
    walls[i] = cert_new (
      &(Plan){ .name = "Maze", .like = authority, .issuer = authority, .ca = TRUE,
               .from = -1 - (int) i });
  expect (RRM_CERTIFICATE_UNKNOWN_ISSUER, HOST, leaf, walls[0], walls[1], walls[2], walls[3],
          walls[4], walls[5]);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 5 * G_USEC_PER_SEC);
  for (guint i = 0; i < G_N_ELEMENTS (walls); i++)
    cert_free (walls[i]);
}

/* A chain of @n authorities below the root, in order behind its leaf. */
static void
expect_long (guint n,
             guint problems)
{
  Cert *made[OFFER_MAX_SENT];
  Offer offer = { .trusted = { root }, .host = HOST };

  g_assert_cmpuint (n, <, OFFER_MAX_SENT);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Floor %u", i);

      made[i] =
        cert_new (&(Plan){ .name = name, .issuer = i > 0 ? made[i - 1] : root, .ca = TRUE });
      offer.sent[n - i] = made[i];
    }
  made[n] = leaf_new (made[n - 1]);
  offer.sent[0] = made[n];
  offer_expect (&offer, problems);
  for (guint i = 0; i <= n; i++)
    cert_free (made[i]);
}

/* Nobody has seven authorities between a server and a root; what goes on is not followed. */
static void
test_long (void)
{
  expect_long (7, 0);
  expect_long (8, RRM_CERTIFICATE_INVALID);
  expect_long (14, RRM_CERTIFICATE_INVALID);
  /* More than are read of what a server sends. */
  expect_long (17, RRM_CERTIFICATE_INVALID);
}

/* Two authorities that have signed each other. */
static void
test_loop (void)
{
  g_autoptr (Cert) hen = cert_new (&(Plan){ .name = "Hen", .ca = TRUE });
  g_autoptr (Cert) egg = cert_new (&(Plan){ .name = "Egg", .issuer = hen, .ca = TRUE });
  g_autoptr (Cert) hen_of_egg =
    cert_new (&(Plan){ .name = "Hen", .like = hen, .issuer = egg, .ca = TRUE });
  g_autoptr (Cert) hen_of_root =
    cert_new (&(Plan){ .name = "Hen", .like = hen, .issuer = root, .ca = TRUE });
  g_autoptr (Cert) leaf = leaf_new (egg);

  expect (RRM_CERTIFICATE_UNKNOWN_ISSUER, HOST, leaf, egg, hen_of_egg);
  expect (RRM_CERTIFICATE_UNKNOWN_ISSUER, HOST, leaf, hen_of_egg, egg);
  expect (0, HOST, leaf, egg, hen_of_egg, hen_of_root);
  expect (0, HOST, leaf, hen_of_egg, egg, hen_of_root);
  expect_with (hen, 0, HOST, leaf, egg, hen_of_egg);
}

/* Nobody can shake hands so, but the judge need not know. */
static void
test_nothing_sent (void)
{
  g_autoptr (RrmTrust) trust = rrm_trust_new_bare ();

  g_assert_cmphex (rrm_verify_chain (rrm_trust_get_list (trust), NULL, 0, NULL, HOST, NULL), ==,
                   RRM_CERTIFICATE_INVALID);
}

static void
add_table (const char *folder,
           const Leaf *table,
           guint n,
           GTestDataFunc test)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/chains/%s/%s", folder, table[i].name);

      g_test_add_data_func (path, &table[i], test);
    }
}

int
main (int argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  root = cert_new (&(Plan){ .name = "Practice Root CA", .organisation = "Practice", .ca = TRUE,
                            .sha1 = TRUE });
  intermediate = cert_new (&(Plan){ .name = "Practice Intermediate CA", .organisation = "Practice",
                                    .issuer = root, .ca = TRUE });

  add_table ("leaf", leaves, G_N_ELEMENTS (leaves), test_leaf);
  add_table ("issuer", issuers, G_N_ELEMENTS (issuers), test_issuer);
  g_test_add_func ("/net/chains/order", test_order);
  g_test_add_func ("/net/chains/path-length", test_path_length);
  g_test_add_func ("/net/chains/leaf-as-issuer", test_leaf_as_issuer);
  g_test_add_func ("/net/chains/tampered", test_tampered);
  g_test_add_func ("/net/chains/impostor-root", test_impostor_root);
  g_test_add_func ("/net/chains/self-signed", test_self_signed);
  g_test_add_func ("/net/chains/expired-cross-signature", test_expired_cross_signature);
  g_test_add_func ("/net/chains/cross-signature", test_cross_signature);
  g_test_add_func ("/net/chains/renewed-intermediate", test_renewed_intermediate);
  g_test_add_func ("/net/chains/intermediate-in-store", test_intermediate_in_store);
  g_test_add_func ("/net/chains/incomplete", test_incomplete);
  g_test_add_func ("/net/chains/unknown-issuer", test_unknown_issuer);
  g_test_add_func ("/net/chains/maze", test_maze);
  g_test_add_func ("/net/chains/long", test_long);
  g_test_add_func ("/net/chains/loop", test_loop);
  g_test_add_func ("/net/chains/nothing-sent", test_nothing_sent);

  result = g_test_run ();
  cert_free (intermediate);
  cert_free (root);

  return result;
}
