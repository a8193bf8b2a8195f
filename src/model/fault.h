/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/enums.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RrmFaultKind:
 * @RRM_FAULT_NAME_NOT_FOUND: the name server says that the name does not exist
 * @RRM_FAULT_NAME_NO_ADDRESS: the name exists without an address
 * @RRM_FAULT_NAME_SERVER_FAILED: the name server did not answer, or could not
 * @RRM_FAULT_REFUSED: nothing listens at that port
 * @RRM_FAULT_UNREACHABLE: no route
 * @RRM_FAULT_RESET: the connection was reset
 * @RRM_FAULT_CLOSED: the peer closed the connection
 * @RRM_FAULT_TIMED_OUT: nothing came in the time of the step
 * @RRM_FAULT_NETWORK: any other error of the socket
 * @RRM_FAULT_NOT_TLS: TLS was expected, and what came is no TLS record
 * @RRM_FAULT_TLS_EXPECTED: a greeting was expected, none came, and a second connection got TLS
 * @RRM_FAULT_TLS_ALERT: the peer ended the handshake with an alert
 * @RRM_FAULT_TLS_VERSION: no TLS version that both sides use
 * @RRM_FAULT_TLS_FAILED: any other end of the handshake
 * @RRM_FAULT_CERTIFICATE: the certificate did not pass; why is in the TLS facts
 * @RRM_FAULT_STARTTLS_NOT_OFFERED: the server does not list it
 * @RRM_FAULT_STARTTLS_REFUSED: listed, then refused
 * @RRM_FAULT_STARTTLS_INJECTION: clear text where TLS must begin
 * @RRM_FAULT_PREAUTH: PREAUTH before encryption (RFC 9051, section 7.1.4)
 * @RRM_FAULT_REPLY: the server said no; what it said is in the reply
 * @RRM_FAULT_MALFORMED: it broke the protocol, or its limits
 * @RRM_FAULT_WRONG_PROTOCOL: it speaks another protocol
 * @RRM_FAULT_NO_MECHANISM: it offers no way to sign in that was allowed
 * @RRM_FAULT_LOGIN_DISABLED: it wants encryption before a login
 * @RRM_FAULT_BAD_INPUT: the name or password holds what the protocol cannot carry
 * @RRM_FAULT_BAD_PROOF: the server did not prove that it knows the password (RFC 5802)
 * @RRM_FAULT_NOT_SEEN: the message did not arrive in the time given
 * @RRM_FAULT_CANCELLED: stopped by the person
 *
 * What went wrong, as a fact. What it means is for `diagnose` to say.
 */
typedef enum
{
  RRM_FAULT_NAME_NOT_FOUND,
  RRM_FAULT_NAME_NO_ADDRESS,
  RRM_FAULT_NAME_SERVER_FAILED,
  RRM_FAULT_REFUSED,
  RRM_FAULT_UNREACHABLE,
  RRM_FAULT_RESET,
  RRM_FAULT_CLOSED,
  RRM_FAULT_TIMED_OUT,
  RRM_FAULT_NETWORK,
  RRM_FAULT_NOT_TLS,
  RRM_FAULT_TLS_EXPECTED,
  RRM_FAULT_TLS_ALERT,
  RRM_FAULT_TLS_VERSION,
  RRM_FAULT_TLS_FAILED,
  RRM_FAULT_CERTIFICATE,
  RRM_FAULT_STARTTLS_NOT_OFFERED,
  RRM_FAULT_STARTTLS_REFUSED,
  RRM_FAULT_STARTTLS_INJECTION,
  RRM_FAULT_PREAUTH,
  RRM_FAULT_REPLY,
  RRM_FAULT_MALFORMED,
  RRM_FAULT_WRONG_PROTOCOL,
  RRM_FAULT_NO_MECHANISM,
  RRM_FAULT_LOGIN_DISABLED,
  RRM_FAULT_BAD_INPUT,
  RRM_FAULT_BAD_PROOF,
  RRM_FAULT_NOT_SEEN,
  RRM_FAULT_CANCELLED,
} RrmFaultKind;
#define RRM_N_FAULT_KINDS (RRM_FAULT_CANCELLED + 1)

/**
 * RrmSeen:
 *
 * What the first bytes of a server look like.
 */
typedef enum
{
  RRM_SEEN_NOTHING,
  RRM_SEEN_IMAP,
  RRM_SEEN_POP3,
  RRM_SEEN_SMTP,
  RRM_SEEN_HTTP,
  RRM_SEEN_TLS,
  RRM_SEEN_OTHER,
} RrmSeen;

typedef struct _RrmReply RrmReply;
typedef struct _RrmFault RrmFault;

/**
 * RrmReply:
 * @status: as on the wire: "NO", "BAD", "BYE", "-ERR", "550"
 * @code: the three digits of an SMTP reply, else 0
 * @enhanced: (nullable): the enhanced status code, "5.7.8" (RFC 3463)
 * @response_code: (nullable): what stands in brackets, without them, as sent:
 *   "AUTHENTICATIONFAILED" (RFC 9051, section 7.1; RFC 2449, section 8)
 * @text: the words, cleaned by [func@text_clean]
 *
 * A server's answer, taken apart.
 */
struct _RrmReply
{
  char *status;
  guint code;
  char *enhanced;
  char *response_code;
  char *text;
};

/**
 * RrmFault:
 * @kind: what happened
 * @reply: (nullable): what the server said, with every kind that rests on an answer
 * @seen: what spoke instead, with %RRM_FAULT_NOT_TLS, %RRM_FAULT_WRONG_PROTOCOL and
 *   %RRM_FAULT_STARTTLS_INJECTION
 * @text: (nullable): its first words, cleaned
 * @alert: the TLS alert, with %RRM_FAULT_TLS_ALERT (RFC 8446, section 6)
 * @library_code: errno or a GnuTLS error, for Details; 0 where there is none
 * @talked: with %RRM_FAULT_TIMED_OUT, the peer was heard since the step began
 */
struct _RrmFault
{
  RrmFaultKind kind;
  RrmReply *reply;
  RrmSeen seen;
  char *text;
  guint alert;
  int library_code;
  gboolean talked;
};

#define RRM_TYPE_FAULT (rrm_fault_get_type ())
GType       rrm_fault_get_type       (void);
RrmFault   *rrm_fault_new            (RrmFaultKind    kind);
RrmFault   *rrm_fault_new_reply      (RrmFaultKind    kind,
                                      RrmReply       *reply);
RrmFault   *rrm_fault_copy           (const RrmFault *fault);
void        rrm_fault_free           (RrmFault       *fault);
const char *rrm_fault_kind_to_string (RrmFaultKind    kind);
RrmSeen     rrm_seen_from_bytes      (const char     *bytes,
                                      gsize           length);
RrmReply   *rrm_reply_new            (const char     *status,
                                      guint           code,
                                      const char     *enhanced,
                                      const char     *response_code,
                                      const char     *text);
RrmReply   *rrm_reply_copy           (const RrmReply *reply);
void        rrm_reply_free           (RrmReply       *reply);
char       *rrm_reply_to_string      (const RrmReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmFault, rrm_fault_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmReply, rrm_reply_free)

G_END_DECLS
