/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/login-host.h"

#include "practice/scram-host.h"

#include <string.h>

/* The server's side of a login, for all three protocols. What the client sends is wiped as soon as
 * it is judged; of a password only the log's digest stays. */

static int
base64_value (char c)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const char *found = c != '\0' ? strchr (alphabet, c) : NULL;

  return found != NULL ? (int) (found - alphabet) : -1;
}

/* Decodes @text in place, strictly: no blanks, full padding, no stray bits (RFC 4648, section 3).
 * Returns the length, or -1. */
static gssize
decode_in_place (char *text)
{
  gsize length = strlen (text);
  gsize n = 0;
  gsize pad = 0;

  if (length % 4 != 0)
    return -1;
  while (pad < 2 && pad < length && text[length - 1 - pad] == '=')
    pad++;

  for (gsize i = 0; i < length; i += 4)
    {
      gsize digits = i + 4 == length ? 4 - pad : 4;
      guint32 group = 0;

      for (gsize k = 0; k < 4; k++)
        {
          int value = k < digits ? base64_value (text[i + k]) : 0;

          if (value < 0)
            return -1;
          group = group << 6 | (guint32) value;
        }
      if ((digits == 2 && group & 0xffff) || (digits == 3 && group & 0xff))
        return -1;
      for (gsize k = 0; k + 1 < digits; k++)
        text[n++] = (char) (group >> (16 - 8 * k));
    }
  memset (text + n, 0, length - n);

  return (gssize) n;
}

static gboolean
equals_password (const char *expected,
                 const char *given,
                 gsize length)
{
  if (expected == NULL)
    return FALSE;

  return g_str_equal (expected, "*") ||
         (strlen (expected) == length && memcmp (expected, given, length) == 0);
}

/* Answers what is no try at a password. */
static gboolean
refuse (const RrmPracticeLogin *login,
        const char *words)
{
  GString *reply = rrm_practice_connection_render (login->connection, words);
  gboolean go_on = rrm_practice_connection_say (login->connection, login->words->verb, reply);

  g_string_free (reply, TRUE);

  return go_on && rrm_practice_connection_leave (login->connection, login->words->verb);
}

/* authzid NUL authcid NUL password (RFC 4616). */
static gboolean
serve_plain (const RrmPracticeLogin *login,
             const char *message,
             gsize length)
{
  const char *end = message + length;
  const char *user = memchr (message, '\0', length);
  const char *password;

  user = user != NULL ? user + 1 : end;
  password = user < end ? memchr (user, '\0', (gsize) (end - user)) : NULL;
  if (password == NULL || memchr (password + 1, '\0', (gsize) (end - password - 1)) != NULL)
    return rrm_practice_login_malformed (login);
  password++;

  return rrm_practice_login_password (login->connection, login->words, user, password,
                                      (gsize) (end - password));
}

static gboolean
serve_login (const RrmPracticeLogin *login,
             const char *initial)
{
  g_autofree char *user = g_strdup (initial);
  gboolean go_on = TRUE;
  char *password;
  gsize length;

  if (user == NULL)
    user = rrm_practice_login_ask (login, "Username:", NULL, &go_on);
  if (user == NULL)
    return go_on;
  password = rrm_practice_login_ask (login, "Password:", &length, &go_on);
  if (password == NULL)
    return go_on;

  go_on = rrm_practice_login_password (login->connection, login->words, user, password, length);
  explicit_bzero (password, length);
  g_free (password);

  return go_on;
}

/* A challenge, and the name with a keyed digest of it (RFC 2195). */
static gboolean
serve_cram_md5 (const RrmPracticeLogin *login)
{
  RrmPracticeEndpoint *endpoint = rrm_practice_connection_get_endpoint (login->connection);
  g_autofree char *challenge = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *digest = NULL;
  const char *password = NULL;
  gboolean go_on;
  gsize length;
  char *blank;

  challenge = g_strdup_printf ("<%08x.%" G_GINT64_FORMAT "@%s>", g_random_int (),
                               g_get_real_time () / G_USEC_PER_SEC,
                               rrm_practice_endpoint_get_hosts (endpoint)[0]);
  answer = rrm_practice_login_ask (login, challenge, &length, &go_on);
  if (answer == NULL)
    return go_on;
  blank = strrchr (answer, ' ');
  if (blank == NULL)
    return rrm_practice_login_malformed (login);
  *blank = '\0';

  password = rrm_practice_endpoint_get_password (endpoint, answer);
  if (password != NULL)
    digest = g_compute_hmac_for_string (G_CHECKSUM_MD5, (const guchar *) password,
                                        strlen (password), challenge, -1);

  return rrm_practice_login_verdict (login, answer, blank + 1, strlen (blank + 1),
                                     digest != NULL && (g_str_equal (password, "*") ||
                                                        g_str_equal (digest, blank + 1)));
}

/* A mechanism that is only there to be listed: one round, and no. */
static gboolean
serve_listed_only (const RrmPracticeLogin *login,
                   const char *initial)
{
  g_autofree char *answer = NULL;
  gboolean go_on = TRUE;

  if (initial == NULL)
    {
      answer = rrm_practice_login_ask (login, "", NULL, &go_on);
      if (answer == NULL)
        return go_on;
    }

  return rrm_practice_connection_answer (login->connection, "rejected", NULL, NULL,
                                         login->words->rejected, NULL);
}

static gboolean
dispatch (const RrmPracticeLogin *login,
          const char *mechanism,
          const char *initial,
          gsize length)
{
  if (g_str_equal (mechanism, "PLAIN"))
    return serve_plain (login, initial, length);
  if (g_str_equal (mechanism, "LOGIN"))
    return serve_login (login, initial);
  if (g_str_equal (mechanism, "CRAM-MD5"))
    return serve_cram_md5 (login);
  if (g_str_has_prefix (mechanism, "SCRAM-SHA-256"))
    return rrm_practice_scram_serve (login, g_str_has_suffix (mechanism, "-PLUS"), initial, length);

  return serve_listed_only (login, initial);
}

static gboolean
is_client_first (const char *mechanism)
{
  return g_str_equal (mechanism, "PLAIN") || g_str_equal (mechanism, "SCRAM-SHA-256") ||
         g_str_equal (mechanism, "SCRAM-SHA-256-PLUS");
}

/* An initial response that nobody will judge still is a password that came. */
static void
count_unjudged (const RrmPracticeLogin *login,
                const char *initial,
                gsize length)
{
  const RrmPracticeState *state = rrm_practice_connection_get_state (login->connection);

  if (initial != NULL && length > 0)
    rrm_practice_talk_login (rrm_practice_connection_get_talk (login->connection), state->secure,
                             "", initial, length, FALSE);
}

/* Answers at once, as scripted or because it cannot be; returns %FALSE if the exchange begins. */
static gboolean
answer_at_once (const RrmPracticeLogin *login,
                const char *mechanism,
                const char *initial,
                gsize length,
                gboolean *go_on)
{
  RrmPracticeConnection *connection = login->connection;
  const char *verb = login->words->verb;
  GString *reply = rrm_practice_connection_take_reply (connection, verb, mechanism);

  if (reply == NULL && !rrm_practice_login_is_allowed (connection))
    reply = rrm_practice_connection_render (connection, login->words->needs_tls);
  if (reply == NULL && !rrm_practice_login_is_offered (connection, mechanism))
    reply = rrm_practice_connection_render (connection, login->words->unknown);
  if (reply == NULL)
    return FALSE;

  count_unjudged (login, initial, length);
  if (rrm_practice_connection_judge (connection, reply))
    rrm_practice_connection_set_logged_in (connection, TRUE);
  *go_on = rrm_practice_connection_say (connection, verb, reply) &&
           rrm_practice_connection_leave (connection, verb);
  g_string_free (reply, TRUE);

  return TRUE;
}

/**
 * rrm_practice_login_is_allowed:
 * @connection: a connection
 *
 * Returns: whether a login may be tried here and now; where STARTTLS is possible it must come first
 */
gboolean
rrm_practice_login_is_allowed (RrmPracticeConnection *connection)
{
  RrmPracticeEndpoint *endpoint = rrm_practice_connection_get_endpoint (connection);
  const RrmPracticeState *state = rrm_practice_connection_get_state (connection);
  gboolean wants_tls = rrm_practice_endpoint_get_security (endpoint) == RRM_PRACTICE_STARTTLS;

  return state->secure ||
         rrm_practice_endpoint_get_flag (endpoint, state, "clear-login", !wants_tls);
}

/**
 * rrm_practice_login_dup_offer:
 * @connection: a connection
 *
 * Returns: (transfer full): the mechanisms offered here and now, joined by blanks
 */
char *
rrm_practice_login_dup_offer (RrmPracticeConnection *connection)
{
  const char *offer = rrm_practice_connection_lookup (connection, "auth");

  return g_strdup (offer != NULL ? offer : "LOGIN PLAIN");
}

gboolean
rrm_practice_login_is_offered (RrmPracticeConnection *connection,
                               const char *mechanism)
{
  g_autofree char *offer = rrm_practice_login_dup_offer (connection);
  g_auto (GStrv) mechanisms = g_strsplit (offer, " ", -1);

  return g_strv_contains ((const char *const *) mechanisms, mechanism);
}

/**
 * rrm_practice_login_sasl:
 * @connection: a connection on which the command was read and entered
 * @words: the protocol's words
 * @mechanism: the mechanism asked for, in capitals
 * @initial: (nullable): the initial response, still in Base64; "=" is an empty one
 *
 * Serves one SASL exchange.
 *
 * Returns: whether the conversation goes on
 */
gboolean
rrm_practice_login_sasl (RrmPracticeConnection *connection,
                         const RrmPracticeLoginWords *words,
                         const char *mechanism,
                         const char *initial)
{
  const RrmPracticeLogin login = { connection, words };
  RrmPracticeTalk *talk = rrm_practice_connection_get_talk (connection);
  gsize wipe_length = initial != NULL ? strlen (initial) : 0;
  char *message = g_strdup (initial);
  gssize length = 0;
  gboolean go_on = TRUE;

  rrm_practice_talk_note (talk, "mechanism", mechanism);
  if (!rrm_practice_connection_get_state (connection)->secure)
    rrm_practice_talk_count (talk, RRM_PRACTICE_CLEAR_LOGINS);
  if (message != NULL && g_str_equal (message, "="))
    *message = '\0';
  else if (message != NULL)
    length = decode_in_place (message);

  if (!answer_at_once (&login, mechanism, message, (gsize) MAX (length, 0), &go_on))
    {
      if (message == NULL && is_client_first (mechanism))
        {
          message = rrm_practice_login_ask (&login, "", &wipe_length, &go_on);
          length = (gssize) wipe_length;
        }
      if (length < 0)
        go_on = rrm_practice_login_malformed (&login);
      else if (message != NULL || !is_client_first (mechanism))
        go_on = dispatch (&login, mechanism, message, (gsize) length);
    }
  if (message != NULL)
    explicit_bzero (message, wipe_length);
  g_free (message);

  return go_on;
}

/**
 * rrm_practice_login_password:
 * @connection: a connection
 * @words: the protocol's words
 * @user: the name given
 * @password: (array length=length): the password given
 * @length: its length in bytes
 *
 * Judges a password and answers.
 *
 * Returns: whether the conversation goes on
 */
gboolean
rrm_practice_login_password (RrmPracticeConnection *connection,
                             const RrmPracticeLoginWords *words,
                             const char *user,
                             const char *password,
                             gsize length)
{
  const RrmPracticeLogin login = { connection, words };
  const char *expected = rrm_practice_endpoint_get_password (
      rrm_practice_connection_get_endpoint (connection), user);

  return rrm_practice_login_verdict (&login, user, password, length,
                                     equals_password (expected, password, length));
}

/**
 * rrm_practice_login_verdict:
 * @login: a login
 * @user: the name given
 * @proof: (array length=length): the password, or what proves it
 * @length: its length in bytes
 * @accepted: whether it is right
 *
 * Answers a login; the scenario may answer otherwise, and what it says is what holds.
 *
 * Returns: whether the conversation goes on
 */
gboolean
rrm_practice_login_verdict (const RrmPracticeLogin *login,
                            const char *user,
                            const char *proof,
                            gsize length,
                            gboolean accepted)
{
  RrmPracticeConnection *connection = login->connection;
  const RrmPracticeState *state = rrm_practice_connection_get_state (connection);
  RrmPracticeTalk *talk = rrm_practice_connection_get_talk (connection);
  GString *reply;
  gboolean go_on;

  rrm_practice_connection_set_user (connection, user);
  reply = rrm_practice_connection_take_reply (connection, "login", NULL);
  if (reply == NULL)
    reply = rrm_practice_connection_take_reply (connection, accepted ? "accepted" : "rejected",
                                                NULL);
  if (reply == NULL)
    reply = rrm_practice_connection_render (connection, accepted ? login->words->accepted
                                                                 : login->words->rejected);
  accepted = rrm_practice_connection_judge (connection, reply);
  rrm_practice_talk_login (talk, state->secure, user, proof, length, accepted);

  go_on = rrm_practice_connection_enter (connection, "login") &&
          rrm_practice_connection_say (connection, "login", reply);
  g_string_free (reply, TRUE);
  rrm_practice_connection_set_logged_in (connection, accepted);

  return go_on && rrm_practice_connection_leave (connection, "login") &&
         rrm_practice_connection_leave (connection, login->words->verb);
}

gboolean
rrm_practice_login_malformed (const RrmPracticeLogin *login)
{
  return refuse (login, login->words->malformed);
}

/**
 * rrm_practice_login_ask:
 * @login: a login
 * @challenge: what to ask, not yet in Base64
 * @length: (out) (optional): the answer's length in bytes
 * @go_on: (out): without an answer, whether the conversation goes on
 *
 * Returns: (transfer full) (nullable): the decoded answer with a NUL behind it, for the caller to
 *   wipe; %NULL if the client broke off or sent nonsense, which was answered
 */
char *
rrm_practice_login_ask (const RrmPracticeLogin *login,
                        const char *challenge,
                        gsize *length,
                        gboolean *go_on)
{
  RrmPracticeConnection *connection = login->connection;
  g_autofree char *encoded = g_base64_encode ((const guchar *) challenge, strlen (challenge));
  g_autofree char *prompt = g_strconcat (login->words->prompt, encoded, NULL);
  gssize decoded;
  char *line;

  *go_on = rrm_practice_connection_enter (connection, "challenge") &&
           rrm_practice_connection_answer (connection, "challenge", NULL, NULL, prompt, NULL);
  if (!*go_on)
    return NULL;
  line = rrm_practice_connection_read (connection, NULL);
  *go_on = line != NULL;
  if (line == NULL)
    return NULL;

  if (g_str_equal (line, "*"))
    {
      rrm_practice_connection_heard (connection, NULL, "*");
      rrm_practice_talk_count (rrm_practice_connection_get_talk (connection),
                               RRM_PRACTICE_CANCELLED);
      *go_on = refuse (login, login->words->cancelled);
      return NULL;
    }
  rrm_practice_connection_heard (connection, NULL, *line == '\0' ? "" : "‹secret›");
  decoded = decode_in_place (line);
  if (decoded < 0)
    {
      *go_on = rrm_practice_login_malformed (login);
      return NULL;
    }
  if (length != NULL)
    *length = (gsize) decoded;

  return g_memdup2 (line, (gsize) decoded + 1);
}
