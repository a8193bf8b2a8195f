/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/tls.h"

#include <gnutls/gnutls.h>

G_BEGIN_DECLS

void rrm_tls_offer_apply (RrmTlsOffer      offer,
                          gnutls_session_t session);

G_END_DECLS
