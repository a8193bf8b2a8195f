/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net-certificate.h"

G_BEGIN_DECLS

#define OFFER_MAX_SENT 20
#define OFFER_MAX_TRUSTED 3

/**
 * Offer:
 * @sent: the certificates in the order in which they are sent; a %NULL ends them
 * @staples: (element-type GBytes): OCSP answers, each for the certificate at the same place
 * @trusted: whom the person trusts; a %NULL ends them
 * @host: the host that is meant
 * @not_in_1_3: TLS 1.3 has no signature for such a key, so the handshake fails before the judgement
 * @not_in_1_2: there is more than one answer, of which TLS 1.2 carries only the first
 *
 * What a server shows of itself, and to whom.
 */
typedef struct
{
  const Cert *sent[OFFER_MAX_SENT + 1];
  GBytes *staples[OFFER_MAX_SENT];
  const Cert *trusted[OFFER_MAX_TRUSTED + 1];
  const char *host;
  gboolean not_in_1_3;
  gboolean not_in_1_2;
} Offer;

void offer_expect (const Offer *offer,
                   guint        problems);

G_END_DECLS
