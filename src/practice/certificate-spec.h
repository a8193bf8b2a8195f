/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/endpoint.h"

G_BEGIN_DECLS

typedef enum
{
  RRM_CERTIFICATE_KEY_ECDSA,
  RRM_CERTIFICATE_KEY_RSA,
  RRM_CERTIFICATE_KEY_RSA_1024,
  RRM_CERTIFICATE_KEY_ED25519,
} RrmCertificateKey;

typedef enum
{
  RRM_CERTIFICATE_USAGE_SERVER,
  RRM_CERTIFICATE_USAGE_CLIENT,
  RRM_CERTIFICATE_USAGE_EMAIL,
  RRM_CERTIFICATE_USAGE_ANY,
  RRM_CERTIFICATE_USAGE_NONE,
  RRM_CERTIFICATE_USAGE_ENCIPHER,
} RrmCertificateUsage;

typedef enum
{
  RRM_CERTIFICATE_SAN_DNS,
  RRM_CERTIFICATE_SAN_NONE,
  RRM_CERTIFICATE_SAN_EMAIL,
} RrmCertificateSan;

/**
 * RrmCertificateIssuer:
 * @RRM_CERTIFICATE_ISSUER_INTERMEDIATE: below the trusted root
 * @RRM_CERTIFICATE_ISSUER_ROOT: the trusted root itself
 * @RRM_CERTIFICATE_ISSUER_UNKNOWN: an intermediate below a root that nobody trusts
 * @RRM_CERTIFICATE_ISSUER_EXPIRED: an intermediate whose time is over
 * @RRM_CERTIFICATE_ISSUER_CONSTRAINED: an intermediate for names below `.example.net` only
 * @RRM_CERTIFICATE_ISSUER_DEEP: an authority where the path length allows none
 * @RRM_CERTIFICATE_ISSUER_NO_CA: a certificate that is no authority
 * @RRM_CERTIFICATE_ISSUER_NAMED: a root that nobody trusts, with a name of choice
 * @RRM_CERTIFICATE_ISSUER_SELF: the certificate's own key
 */
typedef enum
{
  RRM_CERTIFICATE_ISSUER_INTERMEDIATE,
  RRM_CERTIFICATE_ISSUER_ROOT,
  RRM_CERTIFICATE_ISSUER_UNKNOWN,
  RRM_CERTIFICATE_ISSUER_EXPIRED,
  RRM_CERTIFICATE_ISSUER_CONSTRAINED,
  RRM_CERTIFICATE_ISSUER_DEEP,
  RRM_CERTIFICATE_ISSUER_NO_CA,
  RRM_CERTIFICATE_ISSUER_NAMED,
  RRM_CERTIFICATE_ISSUER_SELF,
} RrmCertificateIssuer;

typedef enum
{
  RRM_CERTIFICATE_STAPLE_NONE,
  RRM_CERTIFICATE_STAPLE_GOOD,
  RRM_CERTIFICATE_STAPLE_REVOKED,
  RRM_CERTIFICATE_STAPLE_EXPIRED,
} RrmCertificateStaple;

/**
 * RrmCertificateSpec:
 * @names: DNS names or IP literals
 * @common_name: (nullable): the subject's name; by default the first of @names
 * @issuer_name: (nullable): with a named issuer, its name
 * @chain: what is sent: "leaf", "intermediate", "root" and "other" (an authority of somebody else)
 * @from_days: when it begins to hold, in days from now
 * @until_days: when it ends
 * @sha1: signed with SHA-1
 * @must_staple: demands a stapled answer about itself (RFC 7633)
 *
 * What is right or wrong with a server's certificate.
 */
typedef struct
{
  char **names;
  char *common_name;
  char *issuer_name;
  char **chain;
  double from_days;
  double until_days;
  RrmCertificateKey key;
  RrmCertificateUsage usage;
  RrmCertificateSan san;
  RrmCertificateIssuer issuer;
  RrmCertificateStaple staple;
  gboolean sha1;
  gboolean must_staple;
} RrmCertificateSpec;

RrmCertificateSpec *rrm_certificate_spec_new  (const RrmPracticeEndpoint *endpoint,
                                               const RrmPracticeState    *state,
                                               GError                   **error);
void                rrm_certificate_spec_free (RrmCertificateSpec        *self);
char               *rrm_certificate_spec_dup_key (const RrmCertificateSpec *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmCertificateSpec, rrm_certificate_spec_free)

G_END_DECLS
