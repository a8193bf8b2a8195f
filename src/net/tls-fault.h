/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/fault.h"

#include <gnutls/gnutls.h>

G_BEGIN_DECLS

RrmFault *rrm_tls_fault_from_code       (gnutls_session_t    session,
                                         int                 code,
                                         const RrmFaultKind *end);
RrmFault *rrm_tls_fault_from_clear_text (const char         *text,
                                         gsize               length);

G_END_DECLS
