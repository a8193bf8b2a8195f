/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/tls.h"

#include <gnutls/gnutls.h>

G_BEGIN_DECLS

gnutls_session_t rrm_tls_offer_new_session (RrmTlsOffer offer);

G_END_DECLS
