/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/tls-host.h"

#include "practice/hello.h"

#include <string.h>

#define ALERT_RECORD 21
#define ALERT_FATAL 2
#define OFFERS_1_3 (1u << 3)
/* Set by a first half of the handshake for the second one. */
#define GO_ON RRM_PRACTICE_TLS_STANDS

/* The `tls=` words that change what is negotiated. Old versions need the old hash as well. */
static const struct
{
  const char *word;
  const char *priority;
} PRIORITIES[] = {
  { "1.3 only", "NORMAL:-VERS-ALL:+VERS-TLS1.3" },
  { "1.2 only", "NORMAL:-VERS-ALL:+VERS-TLS1.2" },
  { "1.1 only", "NORMAL:-VERS-ALL:+VERS-TLS1.1:+SIGN-ALL:+MAC-ALL" },
  { "1.0 only", "NORMAL:-VERS-ALL:+VERS-TLS1.0:+SIGN-ALL:+MAC-ALL" },
  { "no common cipher",
    "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+CAMELLIA-256-CBC:-KX-ALL:+RSA" },
};

static gboolean
has_word (const char *list,
          const char *word)
{
  g_auto (GStrv) words = g_strsplit (list != NULL ? list : "", ";", -1);

  return g_strv_contains ((const char *const *) words, word);
}

/* Reads the ClientHello without taking it. %NULL if what comes is none. */
static RrmPracticeHello *
look_at_hello (RrmPracticeWire *wire,
               RrmPracticeTalk *talk)
{
  g_autoptr (RrmPracticeHello) hello = NULL;
  g_autofree char *versions = NULL;
  const guint8 *bytes;
  gsize length;

  if (!rrm_practice_wire_prefetch (wire, 5))
    return NULL;
  bytes = rrm_practice_wire_peek (wire, &length);
  if (bytes[0] != RRM_PRACTICE_TLS_RECORD ||
      !rrm_practice_wire_prefetch (wire, 5 + ((gsize) bytes[3] << 8 | bytes[4])))
    return NULL;
  bytes = rrm_practice_wire_peek (wire, &length);
  hello = rrm_practice_hello_new (bytes, length);
  if (hello == NULL)
    return NULL;

  versions = rrm_practice_hello_dup_versions (hello);
  rrm_practice_talk_note (talk, "offered", versions);
  if (hello->server_name != NULL)
    rrm_practice_talk_note (talk, "sni", hello->server_name);
  if (hello->protocols != NULL)
    rrm_practice_talk_note (talk, "alpn", hello->protocols);

  return g_steal_pointer (&hello);
}

static void
send_alert (RrmPracticeWire *wire,
            guint8 code)
{
  const guint8 record[] = { ALERT_RECORD, 3, 3, 0, 2, ALERT_FATAL, code };

  rrm_practice_wire_write (wire, record, sizeof record);
}

/* Does what the scenario wants done instead of a handshake. */
static RrmPracticeTlsEnd
play_fault (const char *words,
            const RrmPracticeHello *hello,
            RrmPracticeWire *wire)
{
  const char *alert = words != NULL ? strstr (words, "alert:") : NULL;

  if (has_word (words, "reset") ||
      (has_word (words, "reset-on-1.3") && hello != NULL && hello->versions & OFFERS_1_3))
    return RRM_PRACTICE_TLS_RESET;
  if (has_word (words, "close") ||
      (has_word (words, "close-on-1.3") && hello != NULL && hello->versions & OFFERS_1_3))
    return RRM_PRACTICE_TLS_CLOSED;
  if (has_word (words, "silent"))
    return RRM_PRACTICE_TLS_SILENT;
  if (alert != NULL)
    {
      send_alert (wire, (guint8) g_ascii_strtoull (alert + strlen ("alert:"), NULL, 10));
      return RRM_PRACTICE_TLS_CLOSED;
    }
  if (has_word (words, "garbage"))
    {
      rrm_practice_wire_write (wire, "\x01\xfe\x80 not a TLS record\r\n", 22);
      return RRM_PRACTICE_TLS_CLOSED;
    }

  return GO_ON;
}

static const char *
find_priority (const RrmPracticeEndpoint *endpoint,
               const RrmPracticeState *state,
               const char *words)
{
  const char *priority = rrm_practice_endpoint_lookup (endpoint, state, "priority");

  for (guint i = 0; priority == NULL && i < G_N_ELEMENTS (PRIORITIES); i++)
    if (has_word (words, PRIORITIES[i].word))
      priority = PRIORITIES[i].priority;

  return priority != NULL ? priority : "NORMAL";
}

static gnutls_session_t
make_session (RrmPracticeAuthority *authority,
              RrmPracticeEndpoint *endpoint,
              const RrmPracticeState *state,
              const char *words,
              GError **error)
{
  g_autoptr (RrmCertificateSpec) spec = rrm_certificate_spec_new (endpoint, state, error);
  const RrmPracticeCredentials *credentials;
  gnutls_session_t session;

  if (spec == NULL)
    return NULL;
  credentials = rrm_practice_authority_get_credentials (authority, spec, error);
  if (credentials == NULL)
    return NULL;

  gnutls_init (&session, GNUTLS_SERVER | GNUTLS_NO_TICKETS);
  if (gnutls_priority_set_direct (session, find_priority (endpoint, state, words), NULL) < 0 ||
      gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, credentials->gnutls) < 0)
    {
      g_set_error (error, RRM_SCENARIO_ERROR, RRM_SCENARIO_ERROR_VALUE, "[%s]: tls or priority",
                   rrm_practice_endpoint_get_name (endpoint));
      gnutls_deinit (session);
      return NULL;
    }

  return session;
}

/**
 * rrm_practice_tls_host_start:
 * @authority: who issues the certificate
 * @endpoint: whose `tls`, `priority` and `certificate` keys rule
 * @state: what conditional keys are judged by
 * @wire: a wire in clear on which the client begins TLS next
 * @talk: where to note what it offered
 *
 * Returns: how it ended
 */
RrmPracticeTlsEnd
rrm_practice_tls_host_start (RrmPracticeAuthority *authority,
                             RrmPracticeEndpoint *endpoint,
                             const RrmPracticeState *state,
                             RrmPracticeWire *wire,
                             RrmPracticeTalk *talk)
{
  g_autoptr (RrmPracticeHello) hello = look_at_hello (wire, talk);
  g_autoptr (GError) error = NULL;
  const char *words = rrm_practice_endpoint_lookup (endpoint, state, "tls");
  RrmPracticeTlsEnd end = play_fault (words, hello, wire);
  gnutls_session_t session;
  int result;

  if (end != GO_ON)
    return end;

  session = make_session (authority, endpoint, state, words, &error);
  if (session == NULL)
    {
      g_warning ("%s", error->message);
      return RRM_PRACTICE_TLS_CLOSED;
    }
  result = rrm_practice_wire_handshake (wire, session);
  if (result < 0)
    {
      rrm_practice_talk_note (talk, "failure", gnutls_strerror_name (result));
      rrm_practice_talk_count (talk, RRM_PRACTICE_HANDSHAKES_FAILED);
      return RRM_PRACTICE_TLS_CLOSED;
    }
  rrm_practice_talk_note (talk, "tls",
                          gnutls_protocol_get_name (gnutls_protocol_get_version (session)));
  rrm_practice_talk_count (talk, RRM_PRACTICE_HANDSHAKES);

  return RRM_PRACTICE_TLS_STANDS;
}
