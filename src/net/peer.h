/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/certificate.h"
#include "net/verify.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

typedef struct _RrmPeer RrmPeer;

RrmPeer           *rrm_peer_new       (const gnutls_datum_t *raw,
                                       guint                 n);
RrmPeer           *rrm_peer_ref       (RrmPeer              *self);
void               rrm_peer_unref     (RrmPeer              *self);
gnutls_x509_crt_t *rrm_peer_get_chain (RrmPeer              *self,
                                       guint                *length);
GPtrArray         *rrm_peer_get_facts (RrmPeer              *self);
RrmPass           *rrm_peer_get_pass  (RrmPeer              *self);

void rrm_peer_describe_session (gnutls_session_t  session,
                                RrmTlsInfo       *info);

gnutls_datum_t *rrm_peer_get_staples (gnutls_session_t session,
                                      guint            n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmPeer, rrm_peer_unref)

G_END_DECLS
