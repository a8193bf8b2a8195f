/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/authentication.h"

#include "protocol/base64.h"
#include "protocol/engine-private.h"
#include "protocol/sasl.h"
#include "protocol/scrub.h"

#include <string.h>

/**
 * RrmAuthentication:
 *
 * Carries a SASL exchange over the lines of a protocol. IMAP (RFC 9051, section 6.2.2), POP3 (RFC
 * 5034) and SMTP (RFC 4954) frame it alike: a command with the mechanism and, where allowed, the
 * first response; challenges behind a prefix; responses on lines of their own; all of it in Base64.
 */
struct _RrmAuthentication
{
  /* Not owned: it owns us. */
  RrmEngine *engine;
  RrmSasl *sasl;
  /* How a challenge begins: "+ " or "334 ". */
  const char *challenge_prefix;
};

/**
 * rrm_authentication_new:
 * @engine: whose login step runs
 * @mechanism: a SASL mechanism
 * @challenge_prefix: how a challenge begins; a static string
 *
 * Returns: (transfer full): an exchange that has not begun
 */
RrmAuthentication *
rrm_authentication_new (RrmEngine *engine,
                        const RrmMechanism *mechanism,
                        const char *challenge_prefix)
{
  RrmAuthentication *self = g_new0 (RrmAuthentication, 1);

  self->engine = engine;
  self->sasl = rrm_sasl_new (mechanism, rrm_engine_get_tls (engine),
                             rrm_engine_get_username (engine), rrm_engine_get_password (engine));
  self->challenge_prefix = challenge_prefix;
  rrm_engine_get_facts (engine)->mechanism = mechanism->auth;

  return self;
}

void
rrm_authentication_free (RrmAuthentication *self)
{
  rrm_sasl_free (self->sasl);
  g_free (self);
}

/* @before and the Base64 of @message, as one line. */
static RrmSecret *
make_line (const char *before,
           const RrmSecret *message)
{
  gsize n = strlen (before) + (rrm_secret_get_length (message) + 2) / 3 * 4 + 2;
  RrmSecret *line = rrm_secret_new_sized (n);

  rrm_secret_append (line, before, -1);
  rrm_secret_append_base64 (line, message);
  rrm_secret_append (line, "\r\n", 2);

  return line;
}

static void
send_line (RrmAuthentication *self,
           const char *before,
           RrmSecret *line,
           gboolean is_secret)
{
  g_autofree char *shown = NULL;

  if (is_secret)
    {
      shown = g_strconcat (before, RRM_SECRET_MARK, NULL);
      rrm_engine_send_secret (self->engine, rrm_secret_ref (line), shown);
      if (rrm_sasl_get_mechanism (self->sasl)->auth == RRM_AUTH_SCRAM_SHA_256)
        rrm_engine_mask_challenges (self->engine, self->challenge_prefix);
    }
  else
    {
      shown = g_strndup (rrm_secret_peek (line, NULL), rrm_secret_get_length (line) - 2);
      rrm_engine_send (self->engine, shown);
    }
}

/**
 * rrm_authentication_begin:
 * @self: an exchange
 * @command: the command without the mechanism: "AUTH", "a1 AUTHENTICATE"
 * @max_line: the longest line that may be sent with a first response in it, CRLF included; 0 where
 *   the server takes none
 *
 * Sends the command, with the first response in it where that is allowed.
 */
void
rrm_authentication_begin (RrmAuthentication *self,
                          const char *command,
                          gsize max_line)
{
  const char *name = rrm_mechanism_get_name (rrm_sasl_get_mechanism (self->sasl));
  g_autofree char *alone = g_strconcat (command, " ", name, NULL);
  g_autofree char *before = g_strconcat (alone, " ", NULL);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (RrmSecret) message = NULL;
  g_autoptr (RrmSecret) line = NULL;
  gboolean is_secret;
  RrmFaultKind problem;

  if (max_line == 0 || !rrm_sasl_speaks_first (self->sasl) ||
      strlen (before) + rrm_sasl_get_first_length (self->sasl) + 2 > max_line)
    {
      rrm_engine_send (self->engine, alone);
      return;
    }

  message = rrm_sasl_step (self->sasl, nothing, &is_secret, &problem);
  if (message == NULL)
    {
      rrm_engine_fail_kind (self->engine, problem);
      return;
    }
  line = make_line (before, message);
  send_line (self, before, line, is_secret);
}

/**
 * rrm_authentication_answer:
 * @self: an exchange
 * @challenge: what the server said behind the prefix
 *
 * Answers a challenge, or ends the conversation where it does not fit.
 */
void
rrm_authentication_answer (RrmAuthentication *self,
                           const char *challenge)
{
  g_autoptr (GBytes) bytes = rrm_base64_decode (challenge, strlen (challenge));
  g_autoptr (RrmSecret) message = NULL;
  g_autoptr (RrmSecret) line = NULL;
  gboolean is_secret;
  RrmFaultKind problem;

  if (bytes == NULL)
    {
      rrm_engine_fail_malformed (self->engine, challenge);
      return;
    }
  message = rrm_sasl_step (self->sasl, bytes, &is_secret, &problem);
  if (message == NULL)
    {
      if (problem == RRM_FAULT_MALFORMED)
        rrm_engine_fail_malformed (self->engine, challenge);
      else
        rrm_engine_fail_kind (self->engine, problem);
      return;
    }
  line = make_line ("", message);
  send_line (self, "", line, is_secret);
}

/**
 * rrm_authentication_accept:
 * @self: an exchange
 * @line: the server's yes
 *
 * Looks whether the server may say yes. It may not before it was told the password, nor before it
 * has proved that it knows it; then the conversation ends here.
 *
 * Returns: whether the login stands
 */
gboolean
rrm_authentication_accept (RrmAuthentication *self,
                           const char *line)
{
  rrm_engine_mask_challenges (self->engine, NULL);
  if (rrm_sasl_is_complete (self->sasl))
    return TRUE;

  if (rrm_sasl_get_mechanism (self->sasl)->auth == RRM_AUTH_SCRAM_SHA_256)
    rrm_engine_fail_kind (self->engine, RRM_FAULT_BAD_PROOF);
  else
    rrm_engine_fail_malformed (self->engine, line);

  return FALSE;
}
