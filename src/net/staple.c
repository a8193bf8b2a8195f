/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/staple.h"

#include "model/certificate.h"

#include <gnutls/ocsp.h>
#include <gnutls/x509-ext.h>
#include <time.h>

/* The feature "status_request" (RFC 7633, section 4.2.3.1; RFC 6066, section 8). */
#define FEATURE_STATUS_REQUEST 5

/* How old an answer without an end may be, in seconds. */
#define MAX_AGE (15 * 24 * 60 * 60)

static gboolean
must_staple (gnutls_x509_crt_t leaf)
{
  gnutls_x509_tlsfeatures_t features;
  gboolean found = FALSE;

  if (gnutls_x509_tlsfeatures_init (&features) < 0)
    return FALSE;

  if (gnutls_x509_crt_get_tlsfeatures (leaf, features, 0, NULL) >= 0)
    for (unsigned i = 0; !found; i++)
      {
        unsigned feature;

        if (gnutls_x509_tlsfeatures_get (features, i, &feature) < 0)
          break;
        found = feature == FEATURE_STATUS_REQUEST;
      }
  gnutls_x509_tlsfeatures_deinit (features);

  return found;
}

static gboolean
is_current (time_t this_update,
            time_t next_update)
{
  time_t now = time (NULL);

  if (this_update == (time_t) -1 || this_update > now)
    return FALSE;
  if (next_update == (time_t) -1)
    return now - this_update <= MAX_AGE;

  return next_update >= now;
}

static guint
check_response (gnutls_ocsp_resp_t response,
                gnutls_x509_crt_t leaf,
                gnutls_x509_crt_t issuer)
{
  unsigned signature = 0;
  unsigned status = GNUTLS_OCSP_CERT_UNKNOWN;
  time_t this_update = (time_t) -1;
  time_t next_update = (time_t) -1;

  if (gnutls_ocsp_resp_get_status (response) != GNUTLS_OCSP_RESP_SUCCESSFUL ||
      gnutls_ocsp_resp_check_crt (response, 0, leaf) < 0 ||
      gnutls_ocsp_resp_verify_direct (response, issuer, &signature, 0) < 0 || signature != 0 ||
      gnutls_ocsp_resp_get_single (response, 0, NULL, NULL, NULL, NULL, &status, &this_update,
                                   &next_update, NULL, NULL) < 0)
    return RRM_CERTIFICATE_INVALID;

  /* Once revoked is revoked for good, however old the answer is. */
  if (status == GNUTLS_OCSP_CERT_REVOKED)
    return RRM_CERTIFICATE_REVOKED;
  if (status != GNUTLS_OCSP_CERT_GOOD || !is_current (this_update, next_update))
    return RRM_CERTIFICATE_INVALID;

  return 0;
}

/**
 * rrm_staple_check:
 * @staple: (nullable): the answer of a revocation server that came with the handshake
 * @leaf: the server's certificate
 * @issuer: (nullable): who signed it
 *
 * Checks a stapled OCSP answer (RFC 6960; RFC 6066, section 8), and that there is one where the
 * certificate demands it (RFC 7633). An answer that is not signed by the right one, not about this
 * certificate or out of date counts against the server, for RFC 6066 has the client end there.
 *
 * Returns: [flags@CertificateProblems]
 */
guint
rrm_staple_check (const gnutls_datum_t *staple,
                  gnutls_x509_crt_t leaf,
                  gnutls_x509_crt_t issuer)
{
  gnutls_ocsp_resp_t response;
  guint problems = RRM_CERTIFICATE_INVALID;

  if (staple == NULL || staple->size == 0)
    return must_staple (leaf) ? RRM_CERTIFICATE_INVALID : 0;
  if (issuer == NULL || gnutls_ocsp_resp_init (&response) < 0)
    return RRM_CERTIFICATE_INVALID;

  if (gnutls_ocsp_resp_import (response, staple) >= 0)
    problems = check_response (response, leaf, issuer);
  gnutls_ocsp_resp_deinit (response);

  return problems;
}
