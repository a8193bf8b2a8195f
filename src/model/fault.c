/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/fault.h"

#include "base/text.h"

#include <string.h>

/* A server's sentence is rarely longer; a hostile one must not fill the screen. */
#define MAX_REPLY_CHARACTERS 600

G_DEFINE_BOXED_TYPE (RrmFault, rrm_fault, rrm_fault_copy, rrm_fault_free)

static const char *const kinds[RRM_N_FAULT_KINDS] = {
  "name-not-found",
  "name-no-address",
  "name-server-failed",
  "refused",
  "unreachable",
  "reset",
  "closed",
  "timed-out",
  "network",
  "not-tls",
  "tls-expected",
  "tls-alert",
  "tls-version",
  "tls-failed",
  "certificate",
  "starttls-not-offered",
  "starttls-refused",
  "starttls-injection",
  "preauth",
  "reply",
  "malformed",
  "wrong-protocol",
  "no-mechanism",
  "login-disabled",
  "bad-input",
  "bad-proof",
  "not-seen",
  "cancelled",
};

/**
 * rrm_fault_new:
 * @kind: what happened
 *
 * Returns: (transfer full): a fault without a reply
 */
RrmFault *
rrm_fault_new (RrmFaultKind kind)
{
  RrmFault *fault = g_new0 (RrmFault, 1);

  fault->kind = kind;

  return fault;
}

/**
 * rrm_fault_new_reply:
 * @kind: what happened
 * @reply: (transfer full) (nullable): what the server said
 *
 * Returns: (transfer full): a fault that rests on an answer
 */
RrmFault *
rrm_fault_new_reply (RrmFaultKind kind,
                     RrmReply *reply)
{
  RrmFault *fault = rrm_fault_new (kind);

  fault->reply = reply;

  return fault;
}

/**
 * rrm_fault_copy:
 * @fault: (nullable): a fault
 *
 * Returns: (transfer full) (nullable): an independent copy
 */
RrmFault *
rrm_fault_copy (const RrmFault *fault)
{
  RrmFault *copy;

  if (fault == NULL)
    return NULL;

  copy = g_memdup2 (fault, sizeof *fault);
  copy->reply = rrm_reply_copy (fault->reply);
  copy->text = g_strdup (fault->text);

  return copy;
}

void
rrm_fault_free (RrmFault *fault)
{
  g_clear_pointer (&fault->reply, rrm_reply_free);
  g_free (fault->text);
  g_free (fault);
}

/**
 * rrm_fault_kind_to_string:
 * @kind: a kind of fault
 *
 * Returns: its word in reports and tests
 */
const char *
rrm_fault_kind_to_string (RrmFaultKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind];
}

static gboolean
starts_with (const char *bytes,
             gsize length,
             const char *prefix)
{
  gsize n = strlen (prefix);

  return length >= n && g_ascii_strncasecmp (bytes, prefix, n) == 0;
}

static gboolean
is_smtp_reply (const char *bytes,
               gsize length)
{
  return length >= 4 && bytes[0] >= '2' && bytes[0] <= '5' && g_ascii_isdigit (bytes[1]) &&
         g_ascii_isdigit (bytes[2]) && (bytes[3] == ' ' || bytes[3] == '-');
}

/**
 * rrm_seen_from_bytes:
 * @bytes: (array length=length): the first bytes of a server
 * @length: how many
 *
 * Tells a server by its first words: the greetings of RFC 9051, RFC 1939, RFC 5321 and RFC 9112,
 * and a TLS record (RFC 8446, section 5.1).
 *
 * Returns: what it looks like
 */
RrmSeen
rrm_seen_from_bytes (const char *bytes,
                     gsize length)
{
  if (length == 0)
    return RRM_SEEN_NOTHING;
  if (length >= 2 && (bytes[0] == 0x15 || bytes[0] == 0x16) && bytes[1] == 0x03)
    return RRM_SEEN_TLS;
  if (starts_with (bytes, length, "* OK") || starts_with (bytes, length, "* PREAUTH") ||
      starts_with (bytes, length, "* BYE"))
    return RRM_SEEN_IMAP;
  if (starts_with (bytes, length, "+OK") || starts_with (bytes, length, "-ERR"))
    return RRM_SEEN_POP3;
  if (starts_with (bytes, length, "HTTP/") || starts_with (bytes, length, "<!DOCTYPE") ||
      starts_with (bytes, length, "<html"))
    return RRM_SEEN_HTTP;
  if (is_smtp_reply (bytes, length))
    return RRM_SEEN_SMTP;

  return RRM_SEEN_OTHER;
}

/**
 * rrm_reply_new:
 * @status: as on the wire
 * @code: the three digits of an SMTP reply, else 0
 * @enhanced: (nullable): the enhanced status code
 * @response_code: (nullable): what stands in brackets
 * @text: the words as they came; they are cleaned here
 *
 * Returns: (transfer full): a reply
 */
RrmReply *
rrm_reply_new (const char *status,
               guint code,
               const char *enhanced,
               const char *response_code,
               const char *text)
{
  RrmReply *reply = g_new0 (RrmReply, 1);

  reply->status = g_strdup (status);
  reply->code = code;
  reply->enhanced = g_strdup (enhanced);
  reply->response_code =
    response_code != NULL ? rrm_text_clean (response_code, -1, MAX_REPLY_CHARACTERS) : NULL;
  reply->text = rrm_text_clean (text, -1, MAX_REPLY_CHARACTERS);

  return reply;
}

/**
 * rrm_reply_copy:
 * @reply: (nullable): a reply
 *
 * Returns: (transfer full) (nullable): an independent copy
 */
RrmReply *
rrm_reply_copy (const RrmReply *reply)
{
  RrmReply *copy;

  if (reply == NULL)
    return NULL;

  copy = g_new0 (RrmReply, 1);
  copy->status = g_strdup (reply->status);
  copy->code = reply->code;
  copy->enhanced = g_strdup (reply->enhanced);
  copy->response_code = g_strdup (reply->response_code);
  copy->text = g_strdup (reply->text);

  return copy;
}

void
rrm_reply_free (RrmReply *reply)
{
  g_free (reply->status);
  g_free (reply->enhanced);
  g_free (reply->response_code);
  g_free (reply->text);
  g_free (reply);
}

/**
 * rrm_reply_to_string:
 * @reply: a reply
 *
 * Puts a reply together again, as the server said it: a quotation.
 *
 * Returns: (transfer full): one line
 */
char *
rrm_reply_to_string (const RrmReply *reply)
{
  GString *line = g_string_new (reply->status);

  if (reply->enhanced != NULL)
    g_string_append_printf (line, " %s", reply->enhanced);
  if (reply->response_code != NULL)
    g_string_append_printf (line, " [%s]", reply->response_code);
  if (reply->text[0] != '\0')
    g_string_append_printf (line, " %s", reply->text);

  return g_string_free (line, FALSE);
}
