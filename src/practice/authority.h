/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/certificate-spec.h"

#include <gnutls/gnutls.h>

G_BEGIN_DECLS

#define RRM_TYPE_PRACTICE_AUTHORITY (rrm_practice_authority_get_type ())
G_DECLARE_FINAL_TYPE (RrmPracticeAuthority, rrm_practice_authority, RRM, PRACTICE_AUTHORITY,
                      GObject)

/**
 * RrmPracticeCredentials:
 *
 * A certificate with its key, ready to serve; what GnuTLS staples to it lives beside it.
 */
typedef struct
{
  gnutls_certificate_credentials_t gnutls;
  GBytes *staple;
} RrmPracticeCredentials;

RrmPracticeAuthority *rrm_practice_authority_new     (void);
GBytes               *rrm_practice_authority_dup_pem (RrmPracticeAuthority  *self,
                                                      GError               **error);
const RrmPracticeCredentials *
                      rrm_practice_authority_get_credentials (RrmPracticeAuthority     *self,
                                                              const RrmCertificateSpec *spec,
                                                              GError                  **error);

G_END_DECLS
