/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/sasl.h"

#include "protocol/challenge.h"
#include "protocol/scram.h"

#include <gsasl.h>
#include <string.h>

/**
 * RrmSasl:
 *
 * The client's side of one SASL exchange (RFC 4422), without the Base64 and the commands around it.
 *
 * PLAIN (RFC 4616) and LOGIN are built here, in one secret string. CRAM-MD5 (RFC 2195) and NTLM
 * come from libgsasl, and so do the keys of SCRAM-SHA-256; it keeps copies of the password in
 * ordinary memory while it works.
 */
struct _RrmSasl
{
  RrmMechanism mechanism;
  char *username;
  RrmSecret *password;
  /* How often it has spoken. */
  guint steps;
  /* The server may say yes now. */
  gboolean complete;
  /* The server ended the exchange with an error of the mechanism; only its no can follow. */
  gboolean refused;

  /* NULL but for SCRAM. */
  RrmScram *scram;
  /* Both NULL but for CRAM-MD5 and NTLM. */
  Gsasl *library;
  Gsasl_session *session;
};

static void
start_library (RrmSasl *self)
{
  /* It can fail for want of memory only, and the mechanisms are compiled in. */
  if (gsasl_init (&self->library) != GSASL_OK ||
      gsasl_client_start (self->library, rrm_mechanism_get_name (&self->mechanism),
                          &self->session) != GSASL_OK ||
      gsasl_property_set (self->session, GSASL_AUTHID, self->username) != GSASL_OK ||
      gsasl_property_set (self->session, GSASL_PASSWORD, rrm_secret_peek (self->password, NULL)) !=
        GSASL_OK)
    g_error ("libgsasl does not start %s", rrm_mechanism_get_name (&self->mechanism));
}

/**
 * rrm_sasl_new:
 * @mechanism: a SASL mechanism
 * @tls: (nullable): the TLS session that the login goes through
 * @username: the name, sent as it stands
 * @password: the password
 *
 * Returns: (transfer full): an exchange that has not begun
 */
RrmSasl *
rrm_sasl_new (const RrmMechanism *mechanism,
              const RrmTlsInfo *tls,
              const char *username,
              RrmSecret *password)
{
  RrmSasl *self = g_new0 (RrmSasl, 1);

  self->mechanism = *mechanism;
  self->username = g_strdup (username);
  self->password = rrm_secret_ref (password);
  if (mechanism->auth == RRM_AUTH_SCRAM_SHA_256)
    self->scram = rrm_scram_new (username, password, tls, mechanism->plus);
  else if (mechanism->auth == RRM_AUTH_CRAM_MD5 || mechanism->auth == RRM_AUTH_NTLM)
    start_library (self);

  return self;
}

void
rrm_sasl_free (RrmSasl *self)
{
  g_clear_pointer (&self->scram, rrm_scram_free);
  g_clear_pointer (&self->session, gsasl_finish);
  g_clear_pointer (&self->library, gsasl_done);
  rrm_secret_unref (self->password);
  g_free (self->username);
  g_free (self);
}

const RrmMechanism *
rrm_sasl_get_mechanism (RrmSasl *self)
{
  return &self->mechanism;
}

/**
 * rrm_sasl_speaks_first:
 * @self: an exchange
 *
 * Returns: whether the client begins, so that its first words can go with the command
 */
gboolean
rrm_sasl_speaks_first (RrmSasl *self)
{
  return self->mechanism.auth == RRM_AUTH_PLAIN || self->mechanism.auth == RRM_AUTH_SCRAM_SHA_256 ||
         self->mechanism.auth == RRM_AUTH_NTLM;
}

/**
 * rrm_sasl_get_first_length:
 * @self: an exchange whose client speaks first
 *
 * Returns: how many bytes its first words have at most, in Base64
 */
gsize
rrm_sasl_get_first_length (RrmSasl *self)
{
  gsize name = strlen (self->username);
  /* SCRAM writes some characters of a name as three, and adds a nonce; NTLM has a header. */
  gsize length = self->mechanism.auth == RRM_AUTH_PLAIN
                   ? name + rrm_secret_get_length (self->password) + 2
                   : 3 * name + 64;

  return (length + 2) / 3 * 4;
}

/**
 * rrm_sasl_is_complete:
 * @self: an exchange
 *
 * Returns: whether everything was said, and for SCRAM whether the server has proved that it knows
 *   the password: a yes before that is none
 */
gboolean
rrm_sasl_is_complete (RrmSasl *self)
{
  return self->complete;
}

static RrmSecret *
plain_message (RrmSasl *self)
{
  gsize length;
  const char *password = rrm_secret_peek (self->password, &length);
  RrmSecret *message = rrm_secret_new_sized (strlen (self->username) + length + 2);

  rrm_secret_append (message, "", 1);
  rrm_secret_append (message, self->username, -1);
  rrm_secret_append (message, "", 1);
  rrm_secret_append (message, password, (gssize) length);

  return message;
}

/* The words of the challenges differ from server to server; their order does not. */
static RrmSecret *
login_message (RrmSasl *self)
{
  return self->steps == 1 ? rrm_secret_new (self->username, -1) : rrm_secret_ref (self->password);
}

static gboolean
can_prepare (const char *text,
             Gsasl_saslprep_flags flags)
{
  char *prepared = NULL;
  gboolean good = gsasl_saslprep (text, flags, &prepared, NULL) == GSASL_OK;

  if (prepared != NULL)
    explicit_bzero (prepared, strlen (prepared));
  gsasl_free (prepared);

  return good;
}

/* SCRAM prepares both (RFC 5802, section 5.1) and must fail where that fails. The library would
 * notice in the middle of the exchange only. */
static gboolean
is_login_allowed (RrmSasl *self)
{
  return self->mechanism.auth != RRM_AUTH_SCRAM_SHA_256 ||
         (can_prepare (self->username, GSASL_ALLOW_UNASSIGNED) &&
          can_prepare (rrm_secret_peek (self->password, NULL), 0));
}

/* Somebody between the two sides, or a server behind one that ends TLS in its place: whichever it
 * is, no password is wrong (RFC 5802, section 7). */
static gboolean
is_error_of_binding (const char *text)
{
  static const char *const errors[] = {
    "e=server-does-support-channel-binding", "e=channel-bindings-dont-match",
    "e=channel-binding-not-supported", "e=unsupported-channel-binding-type", NULL,
  };

  return g_strv_contains (errors, text);
}

static RrmSecret *
scram_message (RrmSasl *self,
               GBytes *challenge,
               RrmFaultKind *problem)
{
  gsize length;
  const char *bytes = g_bytes_get_data (challenge, &length);
  g_autofree char *text = g_strndup (bytes, length);

  if (self->steps == 1)
    return rrm_scram_begin (self->scram);
  if (self->steps == 2)
    return rrm_challenge_is_scram_first (challenge) ? rrm_scram_prove (self->scram, text) : NULL;

  *problem = RRM_FAULT_BAD_PROOF;
  if (strlen (text) < length)
    return NULL;
  if (g_str_has_prefix (text, "e=") && !is_error_of_binding (text))
    self->refused = TRUE;
  else if (rrm_scram_believes (self->scram, text))
    self->complete = TRUE;
  else
    return NULL;

  return rrm_secret_new ("", 0);
}

/* What the library must not be given, however well it may cope. */
static gboolean
is_challenge_allowed (RrmSasl *self,
                      GBytes *challenge)
{
  if (self->mechanism.auth == RRM_AUTH_CRAM_MD5)
    return g_bytes_get_size (challenge) > 0;

  return self->steps < 2 || rrm_challenge_is_ntlm (challenge);
}

static RrmSecret *
library_message (RrmSasl *self,
                 GBytes *challenge)
{
  RrmSecret *message;
  gsize length = g_bytes_get_size (challenge);
  /* It reads some messages as strings. */
  g_autofree char *input = g_malloc0 (length + 1);
  char *output = NULL;
  size_t n = 0;
  int result;

  if (!is_challenge_allowed (self, challenge))
    return NULL;
  if (length > 0)
    memcpy (input, g_bytes_get_data (challenge, NULL), length);
  result = gsasl_step (self->session, input, length, &output, &n);
  if (result != GSASL_OK && result != GSASL_NEEDS_MORE)
    return NULL;

  message = rrm_secret_new (output != NULL ? output : "", (gssize) n);
  if (output != NULL)
    explicit_bzero (output, n);
  gsasl_free (output);
  self->complete = result == GSASL_OK;

  return message;
}

static guint
count_steps (RrmAuth mechanism)
{
  switch (mechanism)
    {
    case RRM_AUTH_SCRAM_SHA_256:
      return 3;
    case RRM_AUTH_LOGIN:
    case RRM_AUTH_NTLM:
      return 2;
    default:
      return 1;
    }
}

/**
 * rrm_sasl_step:
 * @self: an exchange
 * @challenge: what the server said, decoded; empty where the client speaks first
 * @is_secret: (out): whether the answer holds the password or something made from it
 * @problem: (out): what is wrong, where there is no answer
 *
 * Says the next words of the client.
 *
 * Returns: (transfer full) (nullable): what to answer, without Base64; %NULL ends the exchange
 */
RrmSecret *
rrm_sasl_step (RrmSasl *self,
               GBytes *challenge,
               gboolean *is_secret,
               RrmFaultKind *problem)
{
  RrmAuth auth = self->mechanism.auth;
  gboolean first = self->steps == 0;

  *problem = RRM_FAULT_MALFORMED;
  if (self->refused || self->steps == count_steps (self->mechanism.auth))
    return NULL;
  if (first && rrm_sasl_speaks_first (self) && g_bytes_get_size (challenge) > 0)
    return NULL;

  if (first && !is_login_allowed (self))
    {
      *problem = RRM_FAULT_BAD_INPUT;
      return NULL;
    }

  self->steps++;
  *is_secret = self->steps == (auth == RRM_AUTH_PLAIN || auth == RRM_AUTH_CRAM_MD5 ? 1 : 2);
  if (auth == RRM_AUTH_PLAIN || auth == RRM_AUTH_LOGIN)
    {
      self->complete = self->steps == count_steps (auth);
      return auth == RRM_AUTH_PLAIN ? plain_message (self) : login_message (self);
    }

  return self->scram != NULL ? scram_message (self, challenge, problem)
                             : library_message (self, challenge);
}
