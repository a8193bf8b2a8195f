/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/peer.h"

#include "net/server-name.h"

#include "base/text.h"

/* More than any chain needs; GnuTLS itself refuses to verify longer ones. */
#define MAX_CERTIFICATES 16

#define MAX_DN_CHARACTERS 600

/**
 * RrmPeer:
 *
 * The certificates that a server sent in a handshake, in the order in which it sent them.
 */
struct _RrmPeer
{
  gatomicrefcount ref_count;
  gnutls_x509_crt_t chain[MAX_CERTIFICATES];
  guint length;
  /* Of RrmCertificate; NULL until asked for. */
  GPtrArray *facts;
  RrmPass pass;
};

/**
 * rrm_peer_new:
 * @raw: (array length=n): certificates as they came, in DER (RFC 5280, section 4.1)
 * @n: how many
 *
 * Returns: (transfer full): what can be read of them, up to the first that cannot
 */
RrmPeer *
rrm_peer_new (const gnutls_datum_t *raw,
              guint n)
{
  RrmPeer *self = g_new0 (RrmPeer, 1);

  g_atomic_ref_count_init (&self->ref_count);
  for (guint i = 0; i < MIN (n, MAX_CERTIFICATES); i++)
    {
      gnutls_x509_crt_t certificate;

      if (gnutls_x509_crt_init (&certificate) < 0)
        break;
      if (gnutls_x509_crt_import (certificate, &raw[i], GNUTLS_X509_FMT_DER) < 0)
        {
          gnutls_x509_crt_deinit (certificate);
          break;
        }
      self->chain[self->length++] = certificate;
    }

  return self;
}

RrmPeer *
rrm_peer_ref (RrmPeer *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
rrm_peer_unref (RrmPeer *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < self->length; i++)
    gnutls_x509_crt_deinit (self->chain[i]);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_free (self);
}

/**
 * rrm_peer_get_chain:
 * @self: what was sent
 * @length: (out): how many certificates
 *
 * Returns: (transfer none) (array length=length): the certificates
 */
gnutls_x509_crt_t *
rrm_peer_get_chain (RrmPeer *self,
                    guint *length)
{
  *length = self->length;

  return self->chain;
}

/* A name as text (RFC 4514); it comes from a stranger, who may be hostile. */
static char *
clean_name (int code,
            gnutls_datum_t *name)
{
  char *clean;

  if (code < 0)
    return g_strdup ("");

  clean = rrm_text_clean ((const char *) name->data, (gssize) name->size, MAX_DN_CHARACTERS);
  gnutls_free (name->data);

  return clean;
}

static char *
get_fingerprint (gnutls_x509_crt_t certificate)
{
  guint8 digest[32];
  size_t size = sizeof digest;
  GString *text = g_string_sized_new (2 * sizeof digest);

  if (gnutls_x509_crt_get_fingerprint (certificate, GNUTLS_DIG_SHA256, digest, &size) >= 0)
    for (guint i = 0; i < size; i++)
      g_string_append_printf (text, "%02x", digest[i]);

  return g_string_free (text, FALSE);
}

static RrmCertificate *
describe (gnutls_x509_crt_t certificate)
{
  RrmCertificate *facts = rrm_certificate_new ();
  gnutls_datum_t name = { 0 };
  int code;

  code = gnutls_x509_crt_get_dn3 (certificate, &name, 0);
  facts->subject = clean_name (code, &name);
  code = gnutls_x509_crt_get_issuer_dn3 (certificate, &name, 0);
  facts->issuer = clean_name (code, &name);
  facts->names = rrm_server_name_list (certificate);
  facts->not_before = gnutls_x509_crt_get_activation_time (certificate);
  facts->not_after = gnutls_x509_crt_get_expiration_time (certificate);
  facts->sha256 = get_fingerprint (certificate);
  facts->self_signed = gnutls_x509_crt_check_issuer (certificate, certificate) != 0;

  return facts;
}

/**
 * rrm_peer_get_facts:
 * @self: what was sent
 *
 * Returns: (transfer none) (element-type RrmCertificate): what stands in the certificates; it is
 *   shared and must not be changed
 */
GPtrArray *
rrm_peer_get_facts (RrmPeer *self)
{
  if (self->facts == NULL)
    {
      self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_certificate_free);
      for (guint i = 0; i < self->length; i++)
        g_ptr_array_add (self->facts, describe (self->chain[i]));
    }

  return self->facts;
}

/**
 * rrm_peer_get_pass:
 * @self: what was sent
 *
 * Returns: (transfer none): whether the chain has led to somebody trusted before; for
 *   [func@verify_chain]
 */
RrmPass *
rrm_peer_get_pass (RrmPeer *self)
{
  return &self->pass;
}

/* By what a login can be bound to the session: for TLS 1.3 as RFC 9266 has it, for TLS 1.2 as RFC
 * 5929 (section 3), which holds only where the keys depend on the whole handshake (RFC 7627,
 * section 1). "tls-server-end-point" would need the server to say that it wants it, for which there
 * is no word in these protocols. */
static void
keep_binding (gnutls_session_t session,
              RrmTlsInfo *info)
{
  gboolean exporter = gnutls_protocol_get_version (session) == GNUTLS_TLS1_3;
  gnutls_datum_t binding = { 0 };

  if (!exporter && gnutls_session_ext_master_secret_status (session) == 0)
    return;
  if (gnutls_session_channel_binding (
        session, exporter ? GNUTLS_CB_TLS_EXPORTER : GNUTLS_CB_TLS_UNIQUE, &binding) < 0)
    return;

  info->binding = g_bytes_new (binding.data, binding.size);
  info->binding_type = exporter ? "tls-exporter" : "tls-unique";
  gnutls_free (binding.data);
}

/**
 * rrm_peer_describe_session:
 * @session: a handshake that stands
 * @info: where to keep what was agreed upon
 */
void
rrm_peer_describe_session (gnutls_session_t session,
                           RrmTlsInfo *info)
{
  info->version = g_strdup (gnutls_protocol_get_name (gnutls_protocol_get_version (session)));
  info->cipher = g_strdup (gnutls_cipher_get_name (gnutls_cipher_get (session)));
  keep_binding (session, info);
}

/**
 * rrm_peer_get_staples:
 * @session: a handshake that stands
 * @n: how many certificates came
 *
 * Returns: (transfer container) (array length=n): the stapled OCSP answers, one for each
 *   certificate; size 0 is none. Before TLS 1.3 there is one at most (RFC 8446, section 4.4.2.1)
 */
gnutls_datum_t *
rrm_peer_get_staples (gnutls_session_t session,
                      guint n)
{
  gnutls_datum_t *staples = g_new0 (gnutls_datum_t, n);

  for (guint i = 0; i < n; i++)
    if (gnutls_ocsp_status_request_get2 (session, i, &staples[i]) < 0)
      staples[i].size = 0;

  return staples;
}
