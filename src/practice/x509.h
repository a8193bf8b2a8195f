/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/certificate-spec.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

/**
 * RrmPracticeIssuer:
 *
 * An authority's certificate and key; both %NULL until it is made.
 */
typedef struct
{
  gnutls_x509_crt_t certificate;
  gnutls_privkey_t key;
} RrmPracticeIssuer;

/**
 * RrmPracticeIssuerPlan:
 * @path_length: authorities allowed below it, or -1 for any number
 * @constrained: only for names below `.example.net`
 *
 * What an authority must be like.
 */
typedef struct
{
  const char *name;
  int path_length;
  gboolean expired;
  gboolean no_authority;
  gboolean constrained;
} RrmPracticeIssuerPlan;

void                  rrm_practice_x509_check        (int                         *result,
                                                      int                          step);
gnutls_x509_privkey_t rrm_practice_x509_generate_key (int                         *result,
                                                      RrmCertificateKey            kind);
void                  rrm_practice_x509_make_issuer  (int                         *result,
                                                      RrmPracticeIssuer           *issuer,
                                                      const RrmPracticeIssuerPlan *plan,
                                                      const RrmPracticeIssuer     *parent);
void                  rrm_practice_x509_clear_issuer (RrmPracticeIssuer           *issuer);
gnutls_x509_crt_t     rrm_practice_x509_make_leaf    (int                         *result,
                                                      const RrmCertificateSpec    *spec,
                                                      gnutls_x509_privkey_t        key,
                                                      const RrmPracticeIssuer     *issuer);

G_END_DECLS
