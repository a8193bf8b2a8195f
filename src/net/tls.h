/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/certificate.h"
#include "model/fault.h"
#include "net/trust.h"

G_BEGIN_DECLS

/**
 * RrmTlsOffer:
 * @RRM_TLS_OFFER_MODERN: TLS 1.2 and 1.3; the only one over which anything is sent
 * @RRM_TLS_OFFER_ONLY_1_2: TLS 1.2 alone, to name a fault
 * @RRM_TLS_OFFER_LEGACY: back to TLS 1.0 and weak keys, to name a fault
 *
 * What a handshake offers.
 */
typedef enum
{
  RRM_TLS_OFFER_MODERN,
  RRM_TLS_OFFER_ONLY_1_2,
  RRM_TLS_OFFER_LEGACY,
} RrmTlsOffer;

/**
 * RrmTlsState:
 * @RRM_TLS_WAITING: it needs bytes of the peer; what it has to say is in the output
 * @RRM_TLS_DONE: the handshake stands; it is not verified by that
 * @RRM_TLS_FAILED: it is over; see [method@Tls.dup_fault]
 */
typedef enum
{
  RRM_TLS_WAITING,
  RRM_TLS_DONE,
  RRM_TLS_FAILED,
} RrmTlsState;

typedef struct _RrmTls RrmTls;

RrmTls       *rrm_tls_new         (const char    *host,
                                   RrmTlsOffer    offer);
void          rrm_tls_free        (RrmTls        *self);
void          rrm_tls_feed        (RrmTls        *self,
                                   const guint8  *bytes,
                                   gsize          length);
void          rrm_tls_feed_end    (RrmTls        *self,
                                   RrmFaultKind   end);
const guint8 *rrm_tls_peek_output (RrmTls        *self,
                                   gsize         *length);
void          rrm_tls_drop_output (RrmTls        *self,
                                   gsize          length);
RrmTlsState   rrm_tls_handshake   (RrmTls        *self);
gboolean      rrm_tls_verify      (RrmTls        *self,
                                   RrmTrust      *trust);
gssize        rrm_tls_read        (RrmTls        *self,
                                   guint8        *buffer,
                                   gsize          size);
gboolean      rrm_tls_write       (RrmTls        *self,
                                   const guint8  *bytes,
                                   gsize          length);
void          rrm_tls_close       (RrmTls        *self);
RrmTlsInfo   *rrm_tls_get_info    (RrmTls        *self);
RrmFault     *rrm_tls_dup_fault   (RrmTls        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmTls, rrm_tls_free)

G_END_DECLS
