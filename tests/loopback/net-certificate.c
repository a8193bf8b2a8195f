/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-certificate.h"

#include <gio/gio.h>
#include <gnutls/abstract.h>
#include <gnutls/x509-ext.h>
#include <string.h>
#include <time.h>

#define DAY (24 * 60 * 60)

static void
check (int code)
{
  g_assert_cmpstr (code < 0 ? gnutls_strerror_name (code) : NULL, ==, NULL);
}

/* One key of each kind serves all certificates that share none: to make one takes long. */
static gnutls_x509_privkey_t
copy_key (Key kind)
{
  static gnutls_x509_privkey_t keys[N_KEYS];
  static const struct
  {
    gnutls_pk_algorithm_t algorithm;
    unsigned bits;
  } kinds[N_KEYS] = {
    { GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1) },
    { GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP384R1) },
    { GNUTLS_PK_RSA, 1024 },
    { GNUTLS_PK_RSA, 2048 },
    { GNUTLS_PK_EDDSA_ED25519, 0 },
    { GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP521R1) },
    { GNUTLS_PK_RSA, 3072 },
    { GNUTLS_PK_EDDSA_ED448, 0 },
    { GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP224R1) },
    { GNUTLS_PK_RSA_PSS, 2048 },
  };
  gnutls_x509_privkey_t copy;

  check (gnutls_x509_privkey_init (&copy));
  if (kind == KEY_P256)
    {
      check (gnutls_x509_privkey_generate (copy, kinds[kind].algorithm, kinds[kind].bits, 0));
      return copy;
    }
  if (keys[kind] == NULL)
    {
      check (gnutls_x509_privkey_init (&keys[kind]));
      check (
        gnutls_x509_privkey_generate (keys[kind], kinds[kind].algorithm, kinds[kind].bits, 0));
    }
  check (gnutls_x509_privkey_cpy (copy, keys[kind]));

  return copy;
}

static void
set_subject (gnutls_x509_crt_t crt,
             const Plan *plan)
{
  check (gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, plan->name,
                                        (unsigned) strlen (plan->name)));
  if (plan->second_name != NULL)
    check (gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, plan->second_name,
                                          (unsigned) strlen (plan->second_name)));
  if (plan->organisation != NULL)
    check (gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_ORGANIZATION_NAME, 0,
                                          plan->organisation,
                                          (unsigned) strlen (plan->organisation)));
}

static void
set_names (gnutls_x509_crt_t crt,
           const Plan *plan)
{
  g_auto (GStrv) names = g_strsplit (plan->dns != NULL ? plan->dns : "", " ", -1);

  gnutls_subject_alt_names_t all = NULL;
  gnutls_datum_t der = { 0 };

  /* All at once: to append one by one takes long where there are many. */
  check (gnutls_subject_alt_names_init (&all));
  for (guint i = 0; names[i] != NULL && names[i][0] != '\0'; i++)
    {
      const gnutls_datum_t name = { (guchar *) names[i], (unsigned) strlen (names[i]) };

      check (gnutls_subject_alt_names_set (all, GNUTLS_SAN_DNSNAME, &name, NULL));
    }
  if (names[0] != NULL && names[0][0] != '\0')
    {
      check (gnutls_x509_ext_export_subject_alt_names (all, &der));
      check (gnutls_x509_crt_set_extension_by_oid (crt, GNUTLS_X509EXT_OID_SAN, der.data, der.size,
                                                   0));
      gnutls_free (der.data);
    }
  gnutls_subject_alt_names_deinit (all);
  if (plan->uri != NULL)
    check (gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_URI, plan->uri,
                                                 (unsigned) strlen (plan->uri),
                                                 GNUTLS_FSAN_APPEND));
  if (plan->email != NULL)
    check (gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_RFC822NAME, plan->email,
                                                 (unsigned) strlen (plan->email),
                                                 GNUTLS_FSAN_APPEND));
  if (plan->srv != NULL)
    check (gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_OTHERNAME_SRV, plan->srv,
                                                 (unsigned) strlen (plan->srv),
                                                 GNUTLS_FSAN_APPEND));
  if (plan->ip != NULL)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (plan->ip);

      check (gnutls_x509_crt_set_subject_alt_name (
        crt, GNUTLS_SAN_IPADDRESS, g_inet_address_to_bytes (address),
        (unsigned) g_inet_address_get_native_size (address), GNUTLS_FSAN_APPEND));
    }
}

typedef int (*AddTree) (gnutls_x509_name_constraints_t constraints,
                        gnutls_x509_subject_alt_name_t type,
                        const gnutls_datum_t *name);

static void
add_net (gnutls_x509_name_constraints_t constraints,
         AddTree add,
         const char *net)
{
  gnutls_datum_t name = { 0 };

  if (net == NULL)
    return;
  check (gnutls_x509_cidr_to_rfc5280 (net, &name));
  check (add (constraints, GNUTLS_SAN_IPADDRESS, &name));
  gnutls_free (name.data);
}

static void
add_host (gnutls_x509_name_constraints_t constraints,
          AddTree add,
          const char *host)
{
  gnutls_datum_t name = { (guchar *) host, host != NULL ? (unsigned) strlen (host) : 0 };

  if (host != NULL)
    check (add (constraints, GNUTLS_SAN_DNSNAME, &name));
}

/* Name constraints in DER, with one tree: GnuTLS writes no subject. */
static void
set_tree (gnutls_x509_crt_t crt,
          guint8 how,
          guint8 kind,
          const guint8 *name,
          gsize length)
{
  GByteArray *der = g_byte_array_new ();

  g_assert_cmpuint (length, <, 100);
  g_byte_array_append (
    der, (const guint8[]){ 0x30, (guint8) (length + 6), how, (guint8) (length + 4), 0x30,
                           (guint8) (length + 2), kind, (guint8) length }, 8);
  g_byte_array_append (der, name, (guint) length);
  check (gnutls_x509_crt_set_extension_by_oid (crt, GNUTLS_X509EXT_OID_NAME_CONSTRAINTS, der->data,
                                               der->len, 1));
  g_byte_array_unref (der);
}

static void
set_subject_tree (gnutls_x509_crt_t crt,
                  guint8 how,
                  const char *common_name)
{
  guint8 length = (guint8) strlen (common_name);
  GByteArray *name = g_byte_array_new ();

  g_byte_array_append (
    name, (const guint8[]){ 0x30, length + 11, 0x31, length + 9, 0x30, length + 7, 0x06, 0x03, 0x55,
                            0x04, 0x03, 0x0c, length }, 13);
  g_byte_array_append (name, (const guint8 *) common_name, length);
  set_tree (crt, how, 0xa4, name->data, name->len);
  g_byte_array_unref (name);
}

static void
set_constraint (gnutls_x509_crt_t crt,
                const Plan *plan)
{
  gnutls_x509_name_constraints_t constraints;

  if (plan->permitted_subject != NULL)
    set_subject_tree (crt, 0xa0, plan->permitted_subject);
  if (plan->excluded_subject != NULL)
    set_subject_tree (crt, 0xa1, plan->excluded_subject);
  if (plan->permitted_uri != NULL)
    set_tree (crt, 0xa0, 0x86, (const guint8 *) plan->permitted_uri, strlen (plan->permitted_uri));
  if (plan->permitted == NULL && plan->excluded == NULL && plan->permitted_net == NULL &&
      plan->excluded_net == NULL)
    return;

  check (gnutls_x509_name_constraints_init (&constraints));
  add_host (constraints, gnutls_x509_name_constraints_add_permitted, plan->permitted);
  add_host (constraints, gnutls_x509_name_constraints_add_excluded, plan->excluded);
  add_net (constraints, gnutls_x509_name_constraints_add_permitted, plan->permitted_net);
  add_net (constraints, gnutls_x509_name_constraints_add_excluded, plan->excluded_net);
  check (gnutls_x509_crt_set_name_constraints (crt, constraints, 1));
  gnutls_x509_name_constraints_deinit (constraints);
}

static void
set_policies (gnutls_x509_crt_t crt,
              const Plan *plan)
{
  struct gnutls_x509_policy_st policy = { .oid = (char *) plan->policy };

  if (plan->policy != NULL)
    check (gnutls_x509_crt_set_policy (crt, &policy, 0));
  if (plan->require_policy)
    check (gnutls_x509_crt_set_extension_by_oid (crt, "2.5.29.36", "\x30\x03\x80\x01\x00", 5, 1));
  if (plan->inhibit_any)
    check (gnutls_x509_crt_set_extension_by_oid (crt, "2.5.29.54", "\x02\x01\x00", 3, 1));
}

/* TLS features with the one number 5, status_request (RFC 7633, section 4.2.3.1). */
static void
demand_staple (gnutls_x509_crt_t crt)
{
  static const guint8 features[] = { 0x30, 0x03, 0x02, 0x01, 0x05 };

  check (gnutls_x509_crt_set_extension_by_oid (crt, GNUTLS_X509EXT_OID_TLSFEATURES, features,
                                               sizeof features, 0));
}

static void
set_extensions (gnutls_x509_crt_t crt,
                const Plan *plan)
{
  g_auto (GStrv) usages = g_strsplit (plan->usage != NULL ? plan->usage : "", " ", -1);
  unsigned usage = plan->ca && !plan->no_cert_sign ? GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN
                                                   : GNUTLS_KEY_DIGITAL_SIGNATURE;

  check (gnutls_x509_crt_set_basic_constraints (crt, plan->ca,
                                                plan->path_length > 0 ? plan->path_length - 1
                                                                      : -1));
  check (gnutls_x509_crt_set_key_usage (crt, usage));
  for (guint i = 0; usages[i] != NULL && usages[i][0] != '\0'; i++)
    check (gnutls_x509_crt_set_key_purpose_oid (crt, usages[i], 0));
  set_constraint (crt, plan);
  set_policies (crt, plan);
  if (plan->public_marks)
    {
      gnutls_datum_t uri = { (guchar *) "http://ca.example/issuer.der", 28 };

      check (gnutls_x509_crt_set_authority_info_access (crt, GNUTLS_IA_CAISSUERS_URI, &uri));
    }
  if (plan->must_staple)
    demand_staple (crt);
  if (plan->strange_extension)
    check (gnutls_x509_crt_set_extension_by_oid (crt, "1.3.6.1.4.1.99999.1", "\x05\x00", 2, 1));
}

static void
set_identifiers (gnutls_x509_crt_t crt,
                 gnutls_x509_crt_t issuer)
{
  guint8 id[64];
  size_t size = sizeof id;

  check (gnutls_x509_crt_get_key_id (crt, 0, id, &size));
  check (gnutls_x509_crt_set_subject_key_id (crt, id, size));
  size = sizeof id;
  check (gnutls_x509_crt_get_key_id (issuer, 0, id, &size));
  check (gnutls_x509_crt_set_authority_key_id (crt, id, size));
}

/* Only a certificate that was read compares with others. */
static void
read_again (Cert *cert)
{
  gnutls_datum_t der = { 0 };

  check (gnutls_x509_crt_export2 (cert->crt, GNUTLS_X509_FMT_DER, &der));
  gnutls_x509_crt_deinit (cert->crt);
  check (gnutls_x509_crt_init (&cert->crt));
  check (gnutls_x509_crt_import (cert->crt, &der, GNUTLS_X509_FMT_DER));
  gnutls_free (der.data);
}

/* Ed25519 and Ed448 go with one digest only (RFC 8410, section 3). */
static gnutls_digest_algorithm_t
choose_digest (const Plan *plan,
               const Cert *issuer)
{
  int kind = gnutls_x509_privkey_get_pk_algorithm (issuer->key);

  if (kind == GNUTLS_PK_EDDSA_ED25519)
    return GNUTLS_DIG_SHA512;
  if (kind == GNUTLS_PK_EDDSA_ED448)
    return GNUTLS_DIG_SHAKE_256;

  return plan->sha1 ? GNUTLS_DIG_SHA1 : GNUTLS_DIG_SHA256;
}

Cert *
cert_new (const Plan *plan)
{
  static guint64 serial = 1000;
  Cert *cert = g_new0 (Cert, 1);
  time_t now = time (NULL);
  time_t until = now + (plan->until != 0 ? plan->until : 90) * DAY;
  guint64 big_endian = GUINT64_TO_BE (++serial);
  const Cert *issuer = plan->issuer != NULL ? plan->issuer : cert;

  check (gnutls_x509_crt_init (&cert->crt));
  if (plan->like != NULL)
    {
      check (gnutls_x509_privkey_init (&cert->key));
      check (gnutls_x509_privkey_cpy (cert->key, plan->like->key));
    }
  else
    cert->key = copy_key (plan->key);

  check (gnutls_x509_crt_set_version (cert->crt, plan->version_1 ? 1 : 3));
  check (gnutls_x509_crt_set_serial (cert->crt, &big_endian, sizeof big_endian));
  check (gnutls_x509_crt_set_activation_time (cert->crt,
                                              now + (plan->from != 0 ? plan->from : -400) * DAY));
  check (gnutls_x509_crt_set_expiration_time (cert->crt, until));
  check (gnutls_x509_crt_set_key (cert->crt, cert->key));
  set_subject (cert->crt, plan);
  if (!plan->version_1)
    {
      set_names (cert->crt, plan);
      set_extensions (cert->crt, plan);
      set_identifiers (cert->crt, issuer->crt);
    }
  check (gnutls_x509_crt_sign2 (cert->crt, issuer->crt, issuer->key, choose_digest (plan, issuer),
                                plan->pss ? GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS : 0));
  read_again (cert);

  return cert;
}

void
cert_free (Cert *cert)
{
  gnutls_x509_crt_deinit (cert->crt);
  gnutls_x509_privkey_deinit (cert->key);
  g_free (cert);
}
