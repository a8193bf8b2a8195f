/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/peer.h"

G_BEGIN_DECLS

typedef struct _RrmKnownPeers RrmKnownPeers;

RrmKnownPeers *rrm_known_peers_new  (void);
void           rrm_known_peers_free (RrmKnownPeers        *self);
RrmPeer       *rrm_known_peers_meet (RrmKnownPeers        *self,
                                     const gnutls_datum_t *raw,
                                     guint                 n,
                                     const char           *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmKnownPeers, rrm_known_peers_free)

G_END_DECLS
