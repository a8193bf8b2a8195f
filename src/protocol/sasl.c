/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/sasl.h"

#include "protocol/challenge.h"
#include "protocol/mechanism.h"

#include <gsasl.h>
#include <string.h>

/**
 * RrmSasl:
 *
 * The client's side of one SASL exchange (RFC 4422), without the Base64 and the commands around it.
 *
 * PLAIN (RFC 4616) and LOGIN are built here, in one secret string. SCRAM-SHA-256 (RFC 7677),
 * CRAM-MD5 (RFC 2195) and NTLM come from libgsasl, which keeps copies of the password in ordinary
 * memory while it works.
 */
struct _RrmSasl
{
  RrmAuth mechanism;
  char *username;
  RrmSecret *password;
  /* How often it has spoken. */
  guint steps;
  /* The server may say yes now. */
  gboolean complete;
  /* The server ended the exchange with an error of the mechanism; only its no can follow. */
  gboolean refused;

  /* Both NULL for PLAIN and LOGIN. */
  Gsasl *library;
  Gsasl_session *session;
};

static void
start_library (RrmSasl *self)
{
  /* It can fail for want of memory only, and the mechanisms are compiled in. */
  if (gsasl_init (&self->library) != GSASL_OK ||
      gsasl_client_start (self->library, rrm_mechanism_get_name (self->mechanism),
                          &self->session) != GSASL_OK ||
      gsasl_property_set (self->session, GSASL_AUTHID, self->username) != GSASL_OK ||
      gsasl_property_set (self->session, GSASL_PASSWORD, rrm_secret_peek (self->password, NULL)) !=
        GSASL_OK)
    g_error ("libgsasl does not start %s", rrm_mechanism_get_name (self->mechanism));
}

/**
 * rrm_sasl_new:
 * @mechanism: a SASL mechanism
 * @username: the name, sent as it stands
 * @password: the password
 *
 * Returns: (transfer full): an exchange that has not begun
 */
RrmSasl *
rrm_sasl_new (RrmAuth mechanism,
              const char *username,
              RrmSecret *password)
{
  RrmSasl *self = g_new0 (RrmSasl, 1);

  self->mechanism = mechanism;
  self->username = g_strdup (username);
  self->password = rrm_secret_ref (password);
  if (mechanism != RRM_AUTH_PLAIN && mechanism != RRM_AUTH_LOGIN)
    start_library (self);

  return self;
}

void
rrm_sasl_free (RrmSasl *self)
{
  g_clear_pointer (&self->session, gsasl_finish);
  g_clear_pointer (&self->library, gsasl_done);
  rrm_secret_unref (self->password);
  g_free (self->username);
  g_free (self);
}

RrmAuth
rrm_sasl_get_mechanism (RrmSasl *self)
{
  return self->mechanism;
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
  return self->mechanism == RRM_AUTH_PLAIN || self->mechanism == RRM_AUTH_SCRAM_SHA_256 ||
         self->mechanism == RRM_AUTH_NTLM;
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
  return ((self->mechanism == RRM_AUTH_PLAIN ? name + rrm_secret_get_length (self->password) + 2
                                             : 3 * name + 64) +
          2) /
         3 * 4;
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
  return self->mechanism != RRM_AUTH_SCRAM_SHA_256 ||
         (can_prepare (self->username, GSASL_ALLOW_UNASSIGNED) &&
          can_prepare (rrm_secret_peek (self->password, NULL), 0));
}

static gboolean
is_error_of_scram (GBytes *challenge)
{
  gsize length;
  const char *text = g_bytes_get_data (challenge, &length);

  return length >= 2 && memcmp (text, "e=", 2) == 0;
}

/* What the library must not be given, however well it may cope. */
static gboolean
is_challenge_allowed (RrmSasl *self,
                      GBytes *challenge)
{
  if (self->mechanism == RRM_AUTH_CRAM_MD5)
    return g_bytes_get_size (challenge) > 0;
  if (self->mechanism == RRM_AUTH_SCRAM_SHA_256 && self->steps == 2)
    return rrm_challenge_is_scram_first (challenge);
  if (self->mechanism == RRM_AUTH_NTLM && self->steps == 2)
    return rrm_challenge_is_ntlm (challenge);

  return TRUE;
}

static RrmSecret *
library_message (RrmSasl *self,
                 GBytes *challenge,
                 RrmFaultKind *problem)
{
  gboolean proves = self->mechanism == RRM_AUTH_SCRAM_SHA_256 && self->steps == 3;
  RrmSecret *message;
  gsize length = g_bytes_get_size (challenge);
  /* It reads some messages as strings. */
  g_autofree char *input = g_malloc0 (length + 1);
  char *output = NULL;
  size_t n = 0;
  int result;

  if (proves && is_error_of_scram (challenge))
    {
      self->refused = TRUE;
      return rrm_secret_new ("", 0);
    }

  if (length > 0)
    memcpy (input, g_bytes_get_data (challenge, NULL), length);
  result = gsasl_step (self->session, input, length, &output, &n);
  if (result != GSASL_OK && result != GSASL_NEEDS_MORE)
    {
      *problem = proves ? RRM_FAULT_BAD_PROOF : RRM_FAULT_MALFORMED;
      return NULL;
    }

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
  gboolean first = self->steps == 0;

  *problem = RRM_FAULT_MALFORMED;
  if (self->refused || self->steps == count_steps (self->mechanism))
    return NULL;
  if (first && rrm_sasl_speaks_first (self) && g_bytes_get_size (challenge) > 0)
    return NULL;

  if (first && !is_login_allowed (self))
    {
      *problem = RRM_FAULT_BAD_INPUT;
      return NULL;
    }

  self->steps++;
  *is_secret = self->steps ==
               (self->mechanism == RRM_AUTH_PLAIN || self->mechanism == RRM_AUTH_CRAM_MD5 ? 1 : 2);
  if (self->mechanism == RRM_AUTH_PLAIN || self->mechanism == RRM_AUTH_LOGIN)
    {
      self->complete = self->steps == count_steps (self->mechanism);
      return self->mechanism == RRM_AUTH_PLAIN ? plain_message (self) : login_message (self);
    }
  if (!is_challenge_allowed (self, challenge))
    return NULL;

  return library_message (self, challenge, problem);
}
