/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/tls-fault.h"

#include "base/text.h"

#include <string.h>

#define MAX_CLEAR_CHARACTERS 600

/**
 * rrm_tls_fault_from_code:
 * @session: a session that has failed
 * @code: a fatal error of GnuTLS
 * @end: (nullable): how the connection ended, if it did
 *
 * Returns: (transfer full): what it says about the peer
 */
RrmFault *
rrm_tls_fault_from_code (gnutls_session_t session,
                         int code,
                         const RrmFaultKind *end)
{
  RrmFault *fault = rrm_fault_new (RRM_FAULT_TLS_FAILED);

  fault->library_code = code;
  switch (code)
    {
    case GNUTLS_E_FATAL_ALERT_RECEIVED:
      fault->alert = gnutls_alert_get (session);
      fault->kind = fault->alert == GNUTLS_A_PROTOCOL_VERSION ? RRM_FAULT_TLS_VERSION
                                                              : RRM_FAULT_TLS_ALERT;
      break;
    case GNUTLS_E_KEY_USAGE_VIOLATION:
      /* The peer signed with a key whose certificate does not let it. */
      fault->kind = RRM_FAULT_CERTIFICATE;
      break;
    case GNUTLS_E_UNSUPPORTED_VERSION_PACKET:
      fault->kind = RRM_FAULT_TLS_VERSION;
      break;
    case GNUTLS_E_PREMATURE_TERMINATION:
    case GNUTLS_E_UNEXPECTED_PACKET_LENGTH:
    case GNUTLS_E_PULL_ERROR:
      if (end != NULL)
        fault->kind = *end;
      break;
    default:
      break;
    }

  return fault;
}

/**
 * rrm_tls_fault_from_clear_text:
 * @text: (array length=length): what a peer said in place of a TLS record
 * @length: how many bytes
 *
 * Returns: (transfer full): that it is no TLS, with who speaks and the first line
 */
RrmFault *
rrm_tls_fault_from_clear_text (const char *text,
                               gsize length)
{
  RrmFault *fault = rrm_fault_new (RRM_FAULT_NOT_TLS);
  const char *end = memchr (text, '\n', length);

  fault->seen = rrm_seen_from_bytes (text, length);
  fault->text =
    rrm_text_clean (text, end != NULL ? end - text : (gssize) length, MAX_CLEAR_CHARACTERS);

  return fault;
}
