/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/certificate.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

typedef struct _RrmPeer RrmPeer;

RrmPeer           *rrm_peer_new          (gnutls_session_t      session);
RrmPeer           *rrm_peer_new_from_raw (const gnutls_datum_t *raw,
                                          guint                 n);
void               rrm_peer_free         (RrmPeer              *self);
gnutls_x509_crt_t *rrm_peer_get_chain    (RrmPeer              *self,
                                          guint                *length);
void               rrm_peer_describe     (RrmPeer              *self,
                                          GPtrArray            *chain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmPeer, rrm_peer_free)

G_END_DECLS
