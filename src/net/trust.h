/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/peer.h"

#include <gio/gio.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

#define RRM_TRUST_ERROR (rrm_trust_error_quark ())
GQuark rrm_trust_error_quark (void);

/**
 * RrmTrustError:
 * @RRM_TRUST_ERROR_NO_CERTIFICATE: there is no certificate in it
 * @RRM_TRUST_ERROR_MALFORMED: what is in it cannot be read
 */
typedef enum
{
  RRM_TRUST_ERROR_NO_CERTIFICATE,
  RRM_TRUST_ERROR_MALFORMED,
} RrmTrustError;

typedef struct _RrmTrust RrmTrust;

RrmTrust                *rrm_trust_new         (void);
RrmTrust                *rrm_trust_new_bare    (void);
RrmTrust                *rrm_trust_ref         (RrmTrust             *self);
void                     rrm_trust_unref       (RrmTrust             *self);
gboolean                 rrm_trust_add_file    (RrmTrust             *self,
                                                const char           *path,
                                                GError              **error);
gboolean                 rrm_trust_add_pem     (RrmTrust             *self,
                                                const char           *pem,
                                                gssize                length,
                                                GError              **error);
gboolean                 rrm_trust_is_loaded   (RrmTrust             *self);
void                     rrm_trust_load_async  (RrmTrust             *self,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
void                     rrm_trust_load_finish (RrmTrust             *self,
                                                GAsyncResult         *result);
gnutls_x509_trust_list_t rrm_trust_get_list    (RrmTrust             *self);
void                     rrm_trust_remember    (RrmTrust             *self,
                                                gboolean              remember);
RrmPeer                 *rrm_trust_meet        (RrmTrust             *self,
                                                const gnutls_datum_t *raw,
                                                guint                 n,
                                                const char           *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmTrust, rrm_trust_unref)

G_END_DECLS
