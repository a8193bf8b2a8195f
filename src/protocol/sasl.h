/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "model/certificate.h"
#include "model/fault.h"
#include "protocol/mechanism.h"

G_BEGIN_DECLS

typedef struct _RrmSasl RrmSasl;

RrmSasl            *rrm_sasl_new              (const RrmMechanism *mechanism,
                                               const RrmTlsInfo   *tls,
                                               const char         *username,
                                               RrmSecret          *password);
void                rrm_sasl_free             (RrmSasl            *self);
const RrmMechanism *rrm_sasl_get_mechanism    (RrmSasl            *self);
gboolean            rrm_sasl_speaks_first     (RrmSasl            *self);
gsize               rrm_sasl_get_first_length (RrmSasl            *self);
gboolean            rrm_sasl_is_complete      (RrmSasl            *self);
RrmSecret          *rrm_sasl_step             (RrmSasl            *self,
                                               GBytes             *challenge,
                                               gboolean           *is_secret,
                                               RrmFaultKind       *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmSasl, rrm_sasl_free)

G_END_DECLS
