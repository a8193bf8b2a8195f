/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RrmCertificateProblems:
 *
 * Why a certificate did not pass, as facts; several can stand at once.
 */
typedef enum
{
  RRM_CERTIFICATE_EXPIRED = 1 << 0,
  RRM_CERTIFICATE_NOT_YET_VALID = 1 << 1,
  RRM_CERTIFICATE_WRONG_NAME = 1 << 2,
  RRM_CERTIFICATE_SELF_SIGNED = 1 << 3,
  RRM_CERTIFICATE_UNKNOWN_ISSUER = 1 << 4,
  RRM_CERTIFICATE_INCOMPLETE = 1 << 5,
  RRM_CERTIFICATE_REVOKED = 1 << 6,
  RRM_CERTIFICATE_WEAK = 1 << 7,
  RRM_CERTIFICATE_WRONG_PURPOSE = 1 << 8,
  RRM_CERTIFICATE_INVALID = 1 << 9,
} RrmCertificateProblems;
/* What a date that is set right takes away. */
#define RRM_CERTIFICATE_DATE_PROBLEMS (RRM_CERTIFICATE_EXPIRED | RRM_CERTIFICATE_NOT_YET_VALID)

typedef struct _RrmCertificate RrmCertificate;
typedef struct _RrmTlsInfo RrmTlsInfo;

/**
 * RrmCertificate:
 * @subject: the distinguished name (RFC 4514)
 * @issuer: likewise
 * @names: (array zero-terminated=1): DNS names and IP addresses of the subjectAltName
 * @not_before: seconds since 1970
 * @not_after: likewise
 * @sha256: the fingerprint, 64 hexadecimal digits in lower case
 * @self_signed: whether it is signed by its own key
 *
 * One certificate as the server sent it.
 */
struct _RrmCertificate
{
  char *subject;
  char *issuer;
  char **names;
  gint64 not_before;
  gint64 not_after;
  char *sha256;
  gboolean self_signed;
};

/**
 * RrmTlsInfo:
 * @version: as in the report: "TLS1.3"
 * @cipher: as GnuTLS names it: "AES-256-GCM"
 * @verified: the chain, the name and the purpose have passed
 * @problems: why not, [flags@RrmCertificateProblems]
 * @binding: (nullable): what a login can be bound to this session by; it is no secret
 * @binding_type: (nullable): of which type that is: "tls-exporter" or "tls-unique"
 * @chain: (element-type RrmCertificate): all certificates that the server sent, its own first
 *
 * What a handshake showed.
 */
struct _RrmTlsInfo
{
  gatomicrefcount ref_count;
  char *version;
  char *cipher;
  gboolean verified;
  guint problems;
  GBytes *binding;
  const char *binding_type;
  GPtrArray *chain;
};

RrmCertificate       *rrm_certificate_new          (void);
void                  rrm_certificate_free         (RrmCertificate   *certificate);

#define RRM_TYPE_TLS_INFO (rrm_tls_info_get_type ())
GType                 rrm_tls_info_get_type        (void);
RrmTlsInfo           *rrm_tls_info_new             (void);
RrmTlsInfo           *rrm_tls_info_ref             (RrmTlsInfo       *info);
void                  rrm_tls_info_unref           (RrmTlsInfo       *info);
const RrmCertificate *rrm_tls_info_get_certificate (const RrmTlsInfo *info);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmCertificate, rrm_certificate_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmTlsInfo, rrm_tls_info_unref)

G_END_DECLS
