/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gnutls/abstract.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

/**
 * RrmPracticeStatus:
 * @RRM_PRACTICE_STATUS_GOOD: not revoked
 * @RRM_PRACTICE_STATUS_REVOKED: revoked a day before
 * @RRM_PRACTICE_STATUS_UNKNOWN: who answers has never heard of it
 *
 * What an OCSP answer says of a certificate (RFC 6960, section 2.2).
 */
typedef enum
{
  RRM_PRACTICE_STATUS_GOOD,
  RRM_PRACTICE_STATUS_REVOKED,
  RRM_PRACTICE_STATUS_UNKNOWN,
} RrmPracticeStatus;

/**
 * RrmPracticeAnswer:
 * @certificate: what the answer is about
 * @issuer: who issued it, with a P-256 key
 * @responder: (nullable): who answers in the issuer's place and shows this certificate, with a
 *   P-256 key (RFC 6960, section 4.2.2.2)
 * @key: the key that signs: the issuer's or the responder's
 * @status: what it says
 * @from: since when it holds, in seconds since the epoch
 * @until: until when; 0 does not tell
 *
 * An OCSP answer to be made.
 */
typedef struct
{
  gnutls_x509_crt_t certificate;
  gnutls_x509_crt_t issuer;
  gnutls_x509_crt_t responder;
  gnutls_privkey_t key;
  RrmPracticeStatus status;
  gint64 from;
  gint64 until;
} RrmPracticeAnswer;

GBytes *rrm_practice_staple_new (const RrmPracticeAnswer *answer,
                                 GError                 **error);

G_END_DECLS
