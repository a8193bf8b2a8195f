/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/hosts.h"

/* Longer than anybody waits. */
#define FOR_EVER 300.0

/**
 * rrm_practice_hosts_serve:
 * @connection: a connection, with TLS already if it begins with TLS
 * @protocol: what to speak
 *
 * Speaks the server's side of @protocol until the conversation is over.
 */
void
rrm_practice_hosts_serve (RrmPracticeConnection *connection,
                          RrmPracticeProtocol protocol)
{
  switch (protocol)
    {
    case RRM_PRACTICE_IMAP:
      rrm_practice_imap_serve (connection);
      break;
    case RRM_PRACTICE_POP3:
      rrm_practice_pop3_serve (connection);
      break;
    case RRM_PRACTICE_SMTP:
      rrm_practice_smtp_serve (connection);
      break;
    case RRM_PRACTICE_HTTP:
      rrm_practice_web_serve (connection);
      break;
    case RRM_PRACTICE_RAW:
      rrm_practice_raw_serve (connection);
      break;
    case RRM_PRACTICE_SILENT:
      rrm_practice_wire_listen (rrm_practice_connection_get_wire (connection), FOR_EVER);
      break;
    case RRM_PRACTICE_REFUSED:
    case RRM_PRACTICE_BLACKHOLE:
    case RRM_PRACTICE_UNREACHABLE:
    case RRM_PRACTICE_NAME_NOT_FOUND:
    case RRM_PRACTICE_NAME_WITHOUT_ADDRESS:
    case RRM_PRACTICE_NAME_FAILS:
    default:
      g_assert_not_reached ();
    }
}
