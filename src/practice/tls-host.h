/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/authority.h"
#include "practice/log.h"
#include "practice/wire.h"

G_BEGIN_DECLS

/* The first byte of a TLS connection: a handshake record (RFC 8446, section 5.1). */
#define RRM_PRACTICE_TLS_RECORD 22

typedef enum
{
  RRM_PRACTICE_TLS_STANDS,
  RRM_PRACTICE_TLS_CLOSED,
  RRM_PRACTICE_TLS_RESET,
  RRM_PRACTICE_TLS_SILENT,
} RrmPracticeTlsEnd;

RrmPracticeTlsEnd rrm_practice_tls_host_start (RrmPracticeAuthority   *authority,
                                               RrmPracticeEndpoint    *endpoint,
                                               const RrmPracticeState *state,
                                               RrmPracticeWire        *wire,
                                               RrmPracticeTalk        *talk);

G_END_DECLS
