/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/verify.h"

#include "net/hostname.h"
#include "net/issuer.h"
#include "net/name-constraints.h"
#include "net/server-name.h"
#include "net/staple.h"

#include "model/certificate.h"

#include <time.h>

/* A hostile server may send certificates that fit together in many ways. */
#define MAX_TRIES 32

/* How long it is believed that a chain was good, in seconds. */
#define PASS_LASTS 60

/**
 * Search:
 *
 * The way from the server's certificate to somebody trusted. Servers send too many certificates, in
 * any order, and with an outdated way beside a good one, so the ways through what was sent are
 * tried one after the other, each as far as it goes.
 */
typedef struct
{
  gnutls_x509_trust_list_t list;
  gnutls_x509_crt_t *sent;
  guint n_sent;
  guint tries;
  /* A way was longer than any is followed. */
  gboolean too_long;
  /* Of the best way so far: GnuTLS's verdict, and its certificates. */
  gboolean tried;
  unsigned status;
  gnutls_x509_crt_t path[RRM_VERIFY_MAX_DEPTH];
  guint length;
  /* A copy of the trusted one by whose name the last of them was signed; NULL where there is none.
   * To find and to copy it takes longer than what is asked of it. */
  gnutls_x509_crt_t anchor;
} Search;

static unsigned
check_path (gnutls_x509_trust_list_t list,
            gnutls_x509_crt_t *path,
            guint length)
{
  gnutls_typed_vdata_st purpose = {
    .type = GNUTLS_DT_KEY_PURPOSE_OID,
    .data = (guchar *) GNUTLS_KP_TLS_WWW_SERVER,
  };
  unsigned flags = GNUTLS_PROFILE_TO_VFLAGS (GNUTLS_PROFILE_MEDIUM) |
                   GNUTLS_VERIFY_DISABLE_CRL_CHECKS;
  unsigned status = 0;

  if (gnutls_x509_trust_list_verify_crt2 (list, path, length, &purpose, 1, flags, &status,
                                          NULL) < 0)
    return GNUTLS_CERT_INVALID;

  return status;
}

/* How far a verdict is from good. A way that leads to nobody trusted says nothing of the rest. */
static guint
distance (unsigned status)
{
  guint n = 0;

  for (unsigned bits = status; bits != 0; bits &= bits - 1)
    n++;

  return status & GNUTLS_CERT_SIGNER_NOT_FOUND ? n + 100 : n;
}

static gboolean
is_self_signed (gnutls_x509_crt_t certificate)
{
  return gnutls_x509_crt_check_issuer (certificate, certificate) != 0;
}

static gboolean
is_in_path (gnutls_x509_crt_t *path,
            guint length,
            gnutls_x509_crt_t certificate)
{
  for (guint i = 0; i < length; i++)
    if (gnutls_x509_crt_equals (path[i], certificate))
      return TRUE;

  return FALSE;
}

/* Tries a way, then the ways that go on from its end; whether one of them is good. */
static gboolean
walk (Search *search,
      gnutls_x509_crt_t *path,
      guint length)
{
  unsigned status;

  if (search->tries++ >= MAX_TRIES)
    return FALSE;

  status = check_path (search->list, path, length);
  /* Of two ways alike the longer one tells more of what was sent. */
  if (!search->tried || distance (status) <= distance (search->status))
    {
      search->tried = TRUE;
      search->status = status;
      search->length = length;
      for (guint i = 0; i < length; i++)
        search->path[i] = path[i];
    }
  if (status == 0)
    return TRUE;

  for (guint i = 1; i < search->n_sent; i++)
    {
      gnutls_x509_crt_t next = search->sent[i];

      if (is_in_path (path, length, next) ||
          !gnutls_x509_crt_check_issuer (path[length - 1], next))
        continue;
      if (length == RRM_VERIFY_MAX_DEPTH)
        {
          search->too_long = TRUE;
          return FALSE;
        }
      path[length] = next;
      if (walk (search, path, length + 1))
        return TRUE;
    }

  return FALSE;
}

/* Why nobody trusted stands at the end of the chain. */
static guint
explain_unknown_signer (const Search *search)
{
  gnutls_x509_crt_t top = search->path[search->length - 1];

  if (search->too_long)
    return RRM_CERTIFICATE_INVALID;
  if (is_self_signed (top))
    return search->length == 1 ? RRM_CERTIFICATE_SELF_SIGNED : RRM_CERTIFICATE_UNKNOWN_ISSUER;
  /* A trusted name that did not sign this: somebody uses it. */
  if (search->anchor != NULL)
    return RRM_CERTIFICATE_UNKNOWN_ISSUER;

  return rrm_issuer_is_intermediate (search->list, top, search->length == 1)
           ? RRM_CERTIFICATE_INCOMPLETE
           : RRM_CERTIFICATE_UNKNOWN_ISSUER;
}

static guint
explain_status (const Search *search)
{
  static const struct
  {
    unsigned bit;
    guint problem;
  } map[] = {
    { GNUTLS_CERT_EXPIRED, RRM_CERTIFICATE_EXPIRED },
    { GNUTLS_CERT_NOT_ACTIVATED, RRM_CERTIFICATE_NOT_YET_VALID },
    { GNUTLS_CERT_INSECURE_ALGORITHM, RRM_CERTIFICATE_WEAK },
    { GNUTLS_CERT_PURPOSE_MISMATCH, RRM_CERTIFICATE_WRONG_PURPOSE },
    { GNUTLS_CERT_REVOKED, RRM_CERTIFICATE_REVOKED },
    { GNUTLS_CERT_SIGNER_NOT_CA, RRM_CERTIFICATE_INVALID },
    { GNUTLS_CERT_SIGNATURE_FAILURE, RRM_CERTIFICATE_INVALID },
    { GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE, RRM_CERTIFICATE_INVALID },
    { GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS, RRM_CERTIFICATE_INVALID },
  };
  guint problems = 0;

  if (search->status & GNUTLS_CERT_SIGNER_NOT_FOUND)
    problems |= explain_unknown_signer (search);
  for (guint i = 0; i < G_N_ELEMENTS (map); i++)
    if (search->status & map[i].bit)
      problems |= map[i].problem;
  if (search->status != 0 && problems == 0)
    problems = RRM_CERTIFICATE_INVALID;

  return problems;
}

/* What GnuTLS does not come to when it finds another problem first. */
static guint
check_leaf (gnutls_x509_crt_t leaf)
{
  time_t now = time (NULL);
  unsigned bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (leaf, &bits);
  guint problems = 0;

  if (gnutls_x509_crt_get_expiration_time (leaf) < now)
    problems |= RRM_CERTIFICATE_EXPIRED;
  if (gnutls_x509_crt_get_activation_time (leaf) > now)
    problems |= RRM_CERTIFICATE_NOT_YET_VALID;
  if (algorithm >= 0 &&
      gnutls_pk_bits_to_sec_param (algorithm, bits) < GNUTLS_SEC_PARAM_MEDIUM)
    problems |= RRM_CERTIFICATE_WEAK;

  return problems;
}

/* The curves below P-256 are no good, though GnuTLS's profile takes P-224 for as strong as RSA of
 * 2048 bits: no public authority may sign such a key or sign with one (CA/Browser Forum baseline
 * requirements, section 6.1.5), TLS 1.2 has put these curves away (RFC 8422, section 5.1.1), and
 * TLS 1.3 has no signature for them (RFC 8446, section 4.2.3). */
static gboolean
is_on_small_curve (gnutls_x509_crt_t certificate)
{
  unsigned bits = 0;

  return gnutls_x509_crt_get_pk_algorithm (certificate, &bits) == GNUTLS_PK_ECDSA && bits < 256;
}

/* The curves of a way, the trusted one at its end included. */
static guint
check_curves (const Search *search)
{
  gboolean small = search->anchor != NULL && is_on_small_curve (search->anchor);

  for (guint i = 0; i < search->length; i++)
    small |= is_on_small_curve (search->path[i]);

  return small ? RRM_CERTIFICATE_WEAK : 0;
}

/* The answer that came with a certificate of the way. */
static const gnutls_datum_t *
find_staple (const Search *search,
             const gnutls_datum_t *staples,
             gnutls_x509_crt_t certificate)
{
  for (guint i = 0; staples != NULL && i < search->n_sent; i++)
    if (search->sent[i] == certificate && staples[i].size > 0)
      return &staples[i];

  return NULL;
}

/* What revocation servers say of the server's certificate and, in TLS 1.3, of the authorities
 * (RFC 8446, section 4.4.2.1). Only the former can be bound to bring an answer: what an authority
 * demands, it demands of those below it (RFC 7633, section 4.2.2). */
static guint
check_staples (const Search *search,
               const gnutls_datum_t *staples)
{
  guint problems = 0;

  for (guint i = 0; i < search->length; i++)
    {
      const gnutls_datum_t *staple = find_staple (search, staples, search->path[i]);

      if (i == 0 || staple != NULL)
        problems |= rrm_staple_check (staple, search->path[i],
                                      i + 1 < search->length ? search->path[i + 1]
                                                              : search->anchor);
    }

  return problems;
}

/* What the authorities of a good way may speak for, the trusted one at its end included. */
static guint
check_constraints (const Search *search,
                   const char *host)
{
  gnutls_x509_crt_t leaf = search->path[0];
  g_autofree char *normal = rrm_hostname_normalise (host);
  gboolean permitted = TRUE;

  for (guint i = 1; i < search->length && permitted; i++)
    permitted = rrm_name_constraints_permit (search->path[i], leaf, normal);
  if (permitted && search->anchor != NULL)
    permitted = rrm_name_constraints_permit (search->anchor, leaf, normal);

  return permitted ? 0 : RRM_CERTIFICATE_INVALID;
}

/* When the first certificate of a good way ends, the trusted one at its end included. */
static gint64
get_end (const Search *search)
{
  gint64 end = G_MAXINT64;

  for (guint i = 0; i < search->length; i++)
    end = MIN (end, (gint64) gnutls_x509_crt_get_expiration_time (search->path[i]));
  if (search->anchor != NULL)
    end = MIN (end, (gint64) gnutls_x509_crt_get_expiration_time (search->anchor));

  return end;
}

static void
remember_way (const Search *search,
              RrmPass *pass)
{
  pass->from = (gint64) time (NULL);
  pass->until = MIN (pass->from + PASS_LASTS, get_end (search));
  pass->length = search->length;
  for (guint i = 0; i < search->length; i++)
    for (guint8 place = 0; place < search->n_sent; place++)
      if (search->sent[place] == search->path[i])
        pass->path[i] = place;
}

/* Whether there is a way that was found before and may still be believed. */
static gboolean
recall_way (Search *search,
            const RrmPass *pass)
{
  gint64 now = (gint64) time (NULL);

  if (pass->length == 0 || now < pass->from || now > pass->until)
    return FALSE;

  search->length = pass->length;
  for (guint i = 0; i < pass->length; i++)
    search->path[i] = search->sent[pass->path[i]];

  return TRUE;
}

/* Whether there is a good way; if not, @search holds the best one. */
static gboolean
find_way (Search *search,
          RrmPass *pass)
{
  gnutls_x509_crt_t path[RRM_VERIFY_MAX_DEPTH] = { search->sent[0] };
  gboolean known = pass != NULL && recall_way (search, pass);
  gboolean found = known || walk (search, path, 1);

  if (gnutls_x509_trust_list_get_issuer (search->list, search->path[search->length - 1],
                                         &search->anchor, GNUTLS_TL_GET_COPY) < 0)
    search->anchor = NULL;
  if (found && !known && pass != NULL)
    remember_way (search, pass);

  return found;
}

/**
 * rrm_verify_chain:
 * @list: whom the person trusts
 * @sent: (array length=n_sent): what the server sent, its own certificate first
 * @n_sent: how many
 * @staples: (nullable) (array length=n_sent): the OCSP answers that came with them; one of size 0
 *   is none
 * @host: the host that is meant
 * @pass: (nullable) (inout): what is known of just these certificates in this order and this @list;
 *   filled in when the chain is good
 *
 * Decides whether a server is who it says (RFC 5280, RFC 9525): somebody trusted at the end of the
 * chain, dates, purpose, strength, the name, and what a stapled answer says of revocation.
 *
 * With @pass the way to somebody trusted is looked for once a minute only. That gives nothing away:
 * it depends on nothing but the bytes of the certificates, the list and the time, and it ends with
 * the first of its certificates. What belongs to a connection is looked at for each: the name, the
 * server's own certificate, the stapled answer; and that the server has the key, GnuTLS has seen in
 * the handshake. A chain that does not pass is looked at anew each time.
 *
 * Returns: [flags@CertificateProblems]; 0 when everything is well
 */
guint
rrm_verify_chain (gnutls_x509_trust_list_t list,
                  gnutls_x509_crt_t *sent,
                  guint n_sent,
                  const gnutls_datum_t *staples,
                  const char *host,
                  RrmPass *pass)
{
  Search search = { .list = list, .sent = sent, .n_sent = n_sent };
  guint problems = 0;
  gboolean found;

  if (n_sent == 0)
    return RRM_CERTIFICATE_INVALID;

  found = find_way (&search, pass);
  if (found)
    problems |= check_staples (&search, staples);
  else
    problems |= explain_status (&search);
  problems |= check_leaf (sent[0]) | check_curves (&search);
  if (!rrm_server_name_match (sent[0], host))
    problems |= RRM_CERTIFICATE_WRONG_NAME;
  else if (found)
    problems |= check_constraints (&search, host);
  if (search.anchor != NULL)
    gnutls_x509_crt_deinit (search.anchor);

  return problems;
}
