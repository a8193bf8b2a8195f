/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/x509.h"

#include <arpa/inet.h>
#include <gnutls/crypto.h>
#include <gnutls/x509-ext.h>
#include <string.h>

#define DAY_SECONDS 86400

/* Short inside this file, where nearly every line is a step. */
static void
check (int *result,
       int step)
{
  rrm_practice_x509_check (result, step);
}

static void
set_serial (int *result,
            gnutls_x509_crt_t certificate)
{
  guint8 serial[16];

  check (result, gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial));
  /* Positive, and never beginning with a zero byte (RFC 5280, section 4.1.2.2). */
  serial[0] = (guint8) ((serial[0] & 0x3f) | 0x40);
  check (result, gnutls_x509_crt_set_serial (certificate, serial, sizeof serial));
}

static void
set_common (int *result,
            gnutls_x509_crt_t certificate,
            const char *name,
            double from_days,
            double until_days)
{
  time_t now = time (NULL);

  check (result, gnutls_x509_crt_set_version (certificate, 3));
  set_serial (result, certificate);
  check (result, gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                                (unsigned int) strlen (name)));
  check (result, gnutls_x509_crt_set_activation_time (certificate,
                                                      now + (time_t) (from_days * DAY_SECONDS)));
  check (result, gnutls_x509_crt_set_expiration_time (certificate,
                                                      now + (time_t) (until_days * DAY_SECONDS)));
}

static void
set_key_ids (int *result,
             gnutls_x509_crt_t certificate,
             gnutls_x509_crt_t issuer)
{
  guint8 id[64];
  size_t length = sizeof id;

  check (result, gnutls_x509_crt_get_key_id (certificate, GNUTLS_KEYID_USE_SHA1, id, &length));
  check (result, gnutls_x509_crt_set_subject_key_id (certificate, id, length));
  length = sizeof id;
  check (result, gnutls_x509_crt_get_key_id (issuer, GNUTLS_KEYID_USE_SHA1, id, &length));
  check (result, gnutls_x509_crt_set_authority_key_id (certificate, id, length));
}

static void
constrain (int *result,
           gnutls_x509_crt_t certificate)
{
  gnutls_x509_name_constraints_t constraints;
  char name[] = "example.net";
  const gnutls_datum_t datum = { (unsigned char *) name, sizeof name - 1 };

  check (result, gnutls_x509_name_constraints_init (&constraints));
  check (result, gnutls_x509_name_constraints_add_permitted (constraints, GNUTLS_SAN_DNSNAME,
                                                             &datum));
  check (result, gnutls_x509_crt_set_name_constraints (certificate, constraints, 1));
  gnutls_x509_name_constraints_deinit (constraints);
}

static void
add_name (int *result,
          gnutls_x509_crt_t certificate,
          const char *name)
{
  guint8 bytes[16];
  gboolean v4 = inet_pton (AF_INET, name, bytes) == 1;

  if (v4 || inet_pton (AF_INET6, name, bytes) == 1)
    check (result, gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, bytes,
                                                         v4 ? 4 : 16, GNUTLS_FSAN_APPEND));
  else
    check (result, gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, name,
                                                         (unsigned int) strlen (name),
                                                         GNUTLS_FSAN_APPEND));
}

static void
set_names (int *result,
           gnutls_x509_crt_t certificate,
           const RrmCertificateSpec *spec)
{
  const char email[] = "postmaster@example.net";

  if (spec->san == RRM_CERTIFICATE_SAN_DNS)
    for (guint i = 0; spec->names[i] != NULL; i++)
      add_name (result, certificate, spec->names[i]);
  else if (spec->san == RRM_CERTIFICATE_SAN_EMAIL)
    check (result, gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_RFC822NAME, email,
                                                         sizeof email - 1, GNUTLS_FSAN_SET));
}

static void
set_usage (int *result,
           gnutls_x509_crt_t certificate,
           const RrmCertificateSpec *spec)
{
  static const char *const purposes[] = {
    [RRM_CERTIFICATE_USAGE_SERVER] = GNUTLS_KP_TLS_WWW_SERVER,
    [RRM_CERTIFICATE_USAGE_CLIENT] = GNUTLS_KP_TLS_WWW_CLIENT,
    [RRM_CERTIFICATE_USAGE_EMAIL] = GNUTLS_KP_EMAIL_PROTECTION,
    [RRM_CERTIFICATE_USAGE_ANY] = GNUTLS_KP_ANY,
    [RRM_CERTIFICATE_USAGE_NONE] = NULL,
    [RRM_CERTIFICATE_USAGE_ENCIPHER] = GNUTLS_KP_TLS_WWW_SERVER,
  };
  unsigned int usage = GNUTLS_KEY_DIGITAL_SIGNATURE;

  /* Without it the plain RSA key exchange of TLS 1.2 could not be played. */
  if (spec->key == RRM_CERTIFICATE_KEY_RSA || spec->key == RRM_CERTIFICATE_KEY_RSA_1024)
    usage |= GNUTLS_KEY_KEY_ENCIPHERMENT;
  if (spec->usage == RRM_CERTIFICATE_USAGE_ENCIPHER)
    usage = GNUTLS_KEY_KEY_ENCIPHERMENT;
  check (result, gnutls_x509_crt_set_key_usage (certificate, usage));
  if (purposes[spec->usage] != NULL)
    check (result,
           gnutls_x509_crt_set_key_purpose_oid (certificate, purposes[spec->usage], 0));
}

static void
require_staple (int *result,
                gnutls_x509_crt_t certificate)
{
  gnutls_x509_tlsfeatures_t features;

  check (result, gnutls_x509_tlsfeatures_init (&features));
  /* status_request (RFC 7633, section 6). */
  check (result, gnutls_x509_tlsfeatures_add (features, 5));
  check (result, gnutls_x509_crt_set_tlsfeatures (certificate, features));
  gnutls_x509_tlsfeatures_deinit (features);
}

/**
 * rrm_practice_x509_check:
 * @result: the first failure so far, or 0
 * @step: what a GnuTLS function returned
 *
 * Remembers the first failure, so that a certificate can be put together without a test a line.
 */
void
rrm_practice_x509_check (int *result,
                         int step)
{
  if (*result >= 0 && step < 0)
    *result = step;
}

/**
 * rrm_practice_x509_generate_key:
 * @result: (inout): the first failure so far, or 0
 * @kind: which key
 *
 * Returns: (transfer full): a new key
 */
gnutls_x509_privkey_t
rrm_practice_x509_generate_key (int *result,
                                RrmCertificateKey kind)
{
  gnutls_x509_privkey_t key;

  check (result, gnutls_x509_privkey_init (&key));
  switch (kind)
    {
    case RRM_CERTIFICATE_KEY_RSA:
      check (result, gnutls_x509_privkey_generate (key, GNUTLS_PK_RSA, 2048, 0));
      break;
    case RRM_CERTIFICATE_KEY_RSA_1024:
      check (result, gnutls_x509_privkey_generate (key, GNUTLS_PK_RSA, 1024, 0));
      break;
    case RRM_CERTIFICATE_KEY_ED25519:
      check (result, gnutls_x509_privkey_generate (key, GNUTLS_PK_EDDSA_ED25519, 0, 0));
      break;
    case RRM_CERTIFICATE_KEY_ECDSA:
    default:
      check (result,
             gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA,
                                           GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0));
    }

  return key;
}

/**
 * rrm_practice_x509_make_issuer:
 * @result: (inout): the first failure so far, or 0
 * @issuer: (out caller-allocates): where to put the new authority
 * @plan: what it must be like
 * @parent: (nullable): who signs it; %NULL for a root
 */
void
rrm_practice_x509_make_issuer (int *result,
                               RrmPracticeIssuer *issuer,
                               const RrmPracticeIssuerPlan *plan,
                               const RrmPracticeIssuer *parent)
{
  gnutls_x509_privkey_t key = rrm_practice_x509_generate_key (result, RRM_CERTIFICATE_KEY_ECDSA);
  const unsigned int authority_usage =
      GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN | GNUTLS_KEY_DIGITAL_SIGNATURE;
  gnutls_x509_crt_t certificate;

  check (result, gnutls_privkey_init (&issuer->key));
  check (result, gnutls_privkey_import_x509 (issuer->key, key, GNUTLS_PRIVKEY_IMPORT_AUTO_RELEASE));
  check (result, gnutls_x509_crt_init (&certificate));
  issuer->certificate = certificate;
  set_common (result, certificate, plan->name, plan->expired ? -800 : -4000,
              plan->expired ? -10 : 4000);
  check (result, gnutls_x509_crt_set_basic_constraints (certificate, !plan->no_authority,
                                                        plan->path_length));
  check (result, gnutls_x509_crt_set_key_usage (certificate, plan->no_authority
                                                                 ? GNUTLS_KEY_DIGITAL_SIGNATURE
                                                                 : authority_usage));
  if (plan->constrained)
    constrain (result, certificate);
  check (result, gnutls_x509_crt_set_key (certificate, key));
  if (parent == NULL)
    parent = issuer;
  set_key_ids (result, certificate, parent->certificate);
  check (result, gnutls_x509_crt_privkey_sign (certificate, parent->certificate, parent->key,
                                               GNUTLS_DIG_SHA256, 0));
}

void
rrm_practice_x509_clear_issuer (RrmPracticeIssuer *issuer)
{
  if (issuer->certificate != NULL)
    gnutls_x509_crt_deinit (issuer->certificate);
  if (issuer->key != NULL)
    gnutls_privkey_deinit (issuer->key);
}

/**
 * rrm_practice_x509_make_leaf:
 * @result: (inout): the first failure so far, or 0
 * @spec: what it must be like
 * @key: its key
 * @issuer: (nullable): who signs it; %NULL for itself
 *
 * Returns: (transfer full): a server's certificate
 */
gnutls_x509_crt_t
rrm_practice_x509_make_leaf (int *result,
                             const RrmCertificateSpec *spec,
                             gnutls_x509_privkey_t key,
                             const RrmPracticeIssuer *issuer)
{
  const char *name = spec->common_name != NULL ? spec->common_name : spec->names[0];
  gnutls_privkey_t own_key = NULL;
  gnutls_x509_crt_t leaf;
  RrmPracticeIssuer self_issuer;

  check (result, gnutls_x509_crt_init (&leaf));
  /* A common name holds 64 characters at most (RFC 5280, appendix A.1). */
  set_common (result, leaf, strlen (name) <= 64 ? name : "Practice", spec->from_days,
              spec->until_days);
  check (result, gnutls_x509_crt_set_basic_constraints (leaf, 0, -1));
  set_names (result, leaf, spec);
  set_usage (result, leaf, spec);
  if (spec->must_staple)
    require_staple (result, leaf);
  check (result, gnutls_x509_crt_set_key (leaf, key));

  if (issuer == NULL)
    {
      check (result, gnutls_privkey_init (&own_key));
      check (result, gnutls_privkey_import_x509 (own_key, key, 0));
      self_issuer = (RrmPracticeIssuer){ leaf, own_key };
      issuer = &self_issuer;
    }
  set_key_ids (result, leaf, issuer->certificate);
  check (result, gnutls_x509_crt_privkey_sign (leaf, issuer->certificate, issuer->key,
                                               spec->sha1 ? GNUTLS_DIG_SHA1 : GNUTLS_DIG_SHA256,
                                               0));
  if (own_key != NULL)
    gnutls_privkey_deinit (own_key);

  return leaf;
}
