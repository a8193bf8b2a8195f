/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/staple.h"

#include <gnutls/crypto.h>
#include <string.h>

/* GnuTLS reads OCSP answers but makes none: this writes the DER itself (RFC 6960, section 4.2). */

#define TAG_BIT_STRING 0x03
#define TAG_OCTET_STRING 0x04
#define TAG_ENUMERATED 0x0a
#define TAG_GENERALIZED_TIME 0x18
#define TAG_INTEGER 0x02
#define TAG_SEQUENCE 0x30
#define TAG_CONTEXT(n) (0xa0 | (n))
#define TAG_CONTEXT_PRIMITIVE(n) (0x80 | (n))
/* 04 x y of a P-256 key: what its BIT STRING holds. */
#define POINT_LENGTH 65

static const guint8 OID_BASIC[] = { 0x06, 0x09, 0x2b, 0x06, 0x01, 0x05,
                                    0x05, 0x07, 0x30, 0x01, 0x01 };
static const guint8 ALGORITHM_SHA1[] = { 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e,
                                         0x03, 0x02, 0x1a, 0x05, 0x00 };
static const guint8 ALGORITHM_ECDSA_SHA256[] = { 0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48,
                                                 0xce, 0x3d, 0x04, 0x03, 0x02 };

static void
append (GByteArray *der,
        guint8 tag,
        const void *content,
        gsize length)
{
  guint8 header[4] = { tag, (guint8) length, 0, 0 };
  guint n = 2;

  if (length > 0xff)
    {
      header[1] = 0x82;
      header[2] = (guint8) (length >> 8);
      header[3] = (guint8) length;
      n = 4;
    }
  else if (length > 0x7f)
    {
      header[1] = 0x81;
      header[2] = (guint8) length;
      n = 3;
    }
  g_byte_array_append (der, header, n);
  g_byte_array_append (der, content, (guint) length);
}

/* Wraps what @inner holds and frees it. */
static void
append_array (GByteArray *der,
              guint8 tag,
              GByteArray *inner)
{
  append (der, tag, inner->data, inner->len);
  g_byte_array_unref (inner);
}

static void
append_time (GByteArray *der,
             gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = g_date_time_format (time, "%Y%m%d%H%M%SZ");

  append (der, TAG_GENERALIZED_TIME, text, strlen (text));
}

static gboolean
hash_key_of (gnutls_x509_crt_t certificate,
             guint8 *hash)
{
  gnutls_pubkey_t key;
  gnutls_datum_t info = { NULL, 0 };
  gboolean good;

  if (gnutls_pubkey_init (&key) < 0)
    return FALSE;
  good = gnutls_pubkey_import_x509 (key, certificate, 0) >= 0 &&
         gnutls_pubkey_export2 (key, GNUTLS_X509_FMT_DER, &info) >= 0 && info.size > POINT_LENGTH &&
         gnutls_hash_fast (GNUTLS_DIG_SHA1, info.data + info.size - POINT_LENGTH, POINT_LENGTH,
                           hash) >= 0;
  gnutls_free (info.data);
  gnutls_pubkey_deinit (key);

  return good;
}

/* CertID: which certificate the answer is about. */
static gboolean
append_certificate_id (GByteArray *der,
                       gnutls_x509_crt_t certificate,
                       const guint8 *key_hash)
{
  GByteArray *id = g_byte_array_new ();
  gnutls_datum_t name = { NULL, 0 };
  guint8 name_hash[20], serial[64];
  size_t serial_length = sizeof serial;
  gboolean good;

  good = gnutls_x509_crt_get_raw_issuer_dn (certificate, &name) >= 0 &&
         gnutls_hash_fast (GNUTLS_DIG_SHA1, name.data, name.size, name_hash) >= 0 &&
         gnutls_x509_crt_get_serial (certificate, serial, &serial_length) >= 0;
  gnutls_free (name.data);

  g_byte_array_append (id, ALGORITHM_SHA1, sizeof ALGORITHM_SHA1);
  append (id, TAG_OCTET_STRING, name_hash, sizeof name_hash);
  append (id, TAG_OCTET_STRING, key_hash, 20);
  append (id, TAG_INTEGER, serial, serial_length);
  append_array (der, TAG_SEQUENCE, id);

  return good;
}

/* CertStatus: good, revoked a day before, or unknown. */
static void
append_status (GByteArray *der,
               RrmPracticeStatus status,
               gint64 from)
{
  GByteArray *info;

  if (status != RRM_PRACTICE_STATUS_REVOKED)
    {
      append (der, TAG_CONTEXT_PRIMITIVE (status == RRM_PRACTICE_STATUS_GOOD ? 0 : 2), "", 0);
      return;
    }
  info = g_byte_array_new ();
  append_time (info, from - 86400);
  append_array (der, TAG_CONTEXT (1), info);
}

/* SingleResponse: the one answer. */
static gboolean
append_single (GByteArray *der,
               const RrmPracticeAnswer *answer)
{
  GByteArray *single = g_byte_array_new ();
  GByteArray *next_update;
  guint8 key_hash[20] = { 0 };
  gboolean good = hash_key_of (answer->issuer, key_hash);

  good = append_certificate_id (single, answer->certificate, key_hash) && good;
  append_status (single, answer->status, answer->from);
  append_time (single, answer->from);
  if (answer->until != 0)
    {
      next_update = g_byte_array_new ();
      append_time (next_update, answer->until);
      append_array (single, TAG_CONTEXT (0), next_update);
    }
  append_array (der, TAG_SEQUENCE, single);

  return good;
}

/* ResponseData: by which key, when, and the one answer. */
static GByteArray *
make_data (const RrmPracticeAnswer *answer)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  GByteArray *list = g_byte_array_new ();
  GByteArray *responder = g_byte_array_new ();
  GByteArray *wrapped = g_byte_array_new ();
  guint8 key_hash[20] = { 0 };
  gboolean good =
    hash_key_of (answer->responder != NULL ? answer->responder : answer->issuer, key_hash);

  good = append_single (list, answer) && good;
  append (responder, TAG_OCTET_STRING, key_hash, sizeof key_hash);
  append_array (data, TAG_CONTEXT (2), responder);
  append_time (data, answer->from);
  append_array (data, TAG_SEQUENCE, list);
  append_array (wrapped, TAG_SEQUENCE, g_steal_pointer (&data));
  if (good)
    return wrapped;
  g_byte_array_unref (wrapped);

  return NULL;
}

/* The certificate of a responder that is not the issuer. */
static gboolean
append_responder (GByteArray *basic,
                  gnutls_x509_crt_t responder)
{
  GByteArray *list = g_byte_array_new ();
  gnutls_datum_t der = { NULL, 0 };
  gboolean good = gnutls_x509_crt_export2 (responder, GNUTLS_X509_FMT_DER, &der) >= 0;

  append (list, TAG_SEQUENCE, der.data, der.size);
  gnutls_free (der.data);
  append_array (basic, TAG_CONTEXT (0), list);

  return good;
}

/* BasicOCSPResponse: @data, which is consumed, with a signature. */
static GByteArray *
sign_data (GByteArray *data,
           const RrmPracticeAnswer *answer)
{
  GByteArray *bits = g_byte_array_new ();
  GByteArray *basic = g_byte_array_new ();
  gnutls_datum_t to_sign = { data->data, data->len };
  gnutls_datum_t signature = { NULL, 0 };
  const guint8 unused_bits = 0;
  gboolean good;

  good = gnutls_privkey_sign_data2 (answer->key, GNUTLS_SIGN_ECDSA_SHA256, 0, &to_sign,
                                    &signature) >= 0;
  g_byte_array_append (data, ALGORITHM_ECDSA_SHA256, sizeof ALGORITHM_ECDSA_SHA256);
  g_byte_array_append (bits, &unused_bits, 1);
  if (good)
    g_byte_array_append (bits, signature.data, signature.size);
  gnutls_free (signature.data);
  append_array (data, TAG_BIT_STRING, bits);
  if (answer->responder != NULL)
    good = append_responder (data, answer->responder) && good;
  append_array (basic, TAG_SEQUENCE, data);
  if (good)
    return basic;
  g_byte_array_unref (basic);

  return NULL;
}

/* OCSPResponse around @basic, which is consumed. */
static GByteArray *
wrap_response (GByteArray *basic)
{
  GByteArray *typed = g_byte_array_new ();
  GByteArray *bytes = g_byte_array_new ();
  GByteArray *response = g_byte_array_new ();
  GByteArray *whole = g_byte_array_new ();
  const guint8 successful = 0;

  g_byte_array_append (typed, OID_BASIC, sizeof OID_BASIC);
  append_array (typed, TAG_OCTET_STRING, basic);
  append_array (bytes, TAG_SEQUENCE, typed);
  append (response, TAG_ENUMERATED, &successful, 1);
  append_array (response, TAG_CONTEXT (0), bytes);
  append_array (whole, TAG_SEQUENCE, response);

  return whole;
}

/**
 * rrm_practice_staple_new:
 * @answer: what it says, and who says it
 * @error: where to say what failed
 *
 * Makes an OCSP answer that a server staples to its certificate.
 *
 * Returns: (transfer full) (nullable): an OCSPResponse in DER
 */
GBytes *
rrm_practice_staple_new (const RrmPracticeAnswer *answer,
                         GError **error)
{
  GByteArray *data = make_data (answer);
  GByteArray *basic = data != NULL ? sign_data (data, answer) : NULL;

  if (basic == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "OCSP");
      return NULL;
    }

  return g_byte_array_free_to_bytes (wrap_response (basic));
}
