/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/scram-host.h"

#include <gnutls/crypto.h>
#include <string.h>

/* SCRAM-SHA-256 and -PLUS (RFC 5802 and 7677), the server's side, with faults on request: `scram=`
 * is "bad-signature", "foreign-nonce" or "extension", and `scram-iterations=` announces any
 * count. */

#define DIGEST 32
#define ITERATIONS 4096
/* More is only announced, to see whether the client refuses it. */
#define MAX_ITERATIONS 100000

typedef struct
{
  const char *fault;
  guint64 iterations;
  char *user;
  /* "n=user,r=nonce" as sent. */
  char *first_bare;
  char *nonce;
  /* What "c=" must be. */
  char *channel;
  char *server_first;
  guint8 salt[16];
} Scram;

static void
scram_clear (Scram *scram)
{
  g_free (scram->user);
  g_free (scram->first_bare);
  g_free (scram->nonce);
  g_free (scram->channel);
  g_free (scram->server_first);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scram, scram_clear)

/* The value of attribute @name in @message. */
static char *
dup_attribute (const char *message,
               char name)
{
  g_auto (GStrv) parts = g_strsplit (message, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] == name && parts[i][1] == '=')
      return g_strdup (parts[i] + 2);

  return NULL;
}

/* By what a login can be bound to the TLS session (RFC 9266; RFC 5929, section 3). */
static GBytes *
dup_binding (gnutls_session_t session,
             const char **type)
{
  gboolean exporter;
  gnutls_datum_t datum = { NULL, 0 };
  GBytes *binding;

  if (session == NULL)
    return NULL;
  exporter = gnutls_protocol_get_version (session) == GNUTLS_TLS1_3;
  *type = exporter ? "tls-exporter" : "tls-unique";
  if (gnutls_session_channel_binding (
          session, exporter ? GNUTLS_CB_TLS_EXPORTER : GNUTLS_CB_TLS_UNIQUE, &datum) < 0)
    return NULL;
  binding = g_bytes_new (datum.data, datum.size);
  gnutls_free (datum.data);

  return binding;
}

/* What the client must say of the channel: its header, and behind that what binds it. */
static char *
make_channel (const RrmPracticeLogin *login,
              const char *header,
              gsize length,
              gboolean plus)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) binding = NULL;
  g_autofree char *expected = NULL;
  const char *type = "";

  g_byte_array_append (all, (const guint8 *) header, (guint) length);
  if (!plus)
    return g_base64_encode (all->data, all->len);

  binding = dup_binding (
      rrm_practice_wire_get_tls (rrm_practice_connection_get_wire (login->connection)), &type);
  expected = g_strdup_printf ("p=%s,", type);
  if (binding == NULL || !g_str_has_prefix (header, expected))
    return NULL;
  g_byte_array_append (all, g_bytes_get_data (binding, NULL), (guint) g_bytes_get_size (binding));

  return g_base64_encode (all->data, all->len);
}

/* "n,,n=user,r=nonce"; with "y" and "p=" in its place the client speaks of the TLS session. */
static gboolean
read_first (Scram *scram,
            const RrmPracticeLogin *login,
            gboolean plus,
            const char *message)
{
  const char *bare = strchr (message, ',');

  if (strchr (plus ? "p" : "ny", message[0]) == NULL || message[0] == '\0' || bare == NULL ||
      (bare = strchr (bare + 1, ',')) == NULL)
    return FALSE;
  scram->channel = make_channel (login, message, (gsize) (bare + 1 - message), plus);
  scram->first_bare = g_strdup (bare + 1);
  scram->user = dup_attribute (scram->first_bare, 'n');
  scram->nonce = dup_attribute (scram->first_bare, 'r');

  return scram->channel != NULL && scram->user != NULL && scram->nonce != NULL &&
         *scram->nonce != '\0';
}

static void
make_server_first (Scram *scram)
{
  g_autofree char *salt = NULL;
  g_autofree char *own = g_strdup_printf ("%08x%08x", g_random_int (), g_random_int ());
  char *nonce;

  gnutls_rnd (GNUTLS_RND_NONCE, scram->salt, sizeof scram->salt);
  salt = g_base64_encode (scram->salt, sizeof scram->salt);
  nonce = g_strcmp0 (scram->fault, "foreign-nonce") == 0 ? g_strdup (own)
                                                         : g_strconcat (scram->nonce, own, NULL);
  g_free (scram->nonce);
  scram->nonce = nonce;
  scram->server_first = g_strdup_printf ("%sr=%s,s=%s,i=%" G_GUINT64_FORMAT,
                                         g_strcmp0 (scram->fault, "extension") == 0 ? "m=x," : "",
                                         nonce, salt, scram->iterations);
}

static void
hmac (const guint8 *key,
      const char *text,
      gsize length,
      guint8 *digest)
{
  gnutls_hmac_fast (GNUTLS_MAC_SHA256, key, DIGEST, text, length, digest);
}

/* Judges the proof and makes the server's signature. */
static gboolean
verify (const Scram *scram,
        const char *password,
        const char *final_without_proof,
        const char *proof,
        guint8 *signature)
{
  g_autofree char *message =
      g_strdup_printf ("%s,%s,%s", scram->first_bare, scram->server_first, final_without_proof);
  const gnutls_datum_t key = { (unsigned char *) password, (unsigned int) strlen (password) };
  const gnutls_datum_t salt = { (unsigned char *) scram->salt, sizeof scram->salt };
  guint8 salted[DIGEST], client_key[DIGEST], stored[DIGEST], expected[DIGEST];
  g_autofree guint8 *given = NULL;
  gsize given_length;

  gnutls_pbkdf2 (GNUTLS_MAC_SHA256, &key, &salt, (unsigned int) scram->iterations, salted, DIGEST);
  hmac (salted, "Client Key", 10, client_key);
  gnutls_hash_fast (GNUTLS_DIG_SHA256, client_key, DIGEST, stored);
  hmac (stored, message, strlen (message), expected);
  for (guint i = 0; i < DIGEST; i++)
    expected[i] ^= client_key[i];

  hmac (salted, "Server Key", 10, client_key);
  hmac (client_key, message, strlen (message), signature);
  given = g_base64_decode (proof, &given_length);
  explicit_bzero (salted, sizeof salted);

  return given_length == DIGEST && memcmp (given, expected, DIGEST) == 0;
}

/* Sends the signature as one more challenge and reads the empty answer to it. */
static gboolean
send_signature (const RrmPracticeLogin *login,
                const Scram *scram,
                guint8 *signature,
                gboolean *go_on)
{
  g_autofree char *encoded = NULL;
  g_autofree char *final = NULL;
  g_autofree char *answer = NULL;

  if (g_strcmp0 (scram->fault, "bad-signature") == 0)
    signature[0] ^= 1;
  encoded = g_base64_encode (signature, DIGEST);
  final = g_strconcat ("v=", encoded, NULL);
  answer = rrm_practice_login_ask (login, final, NULL, go_on);

  return answer != NULL;
}

static gboolean
serve_final (const RrmPracticeLogin *login,
             const Scram *scram,
             const char *message)
{
  RrmPracticeEndpoint *endpoint = rrm_practice_connection_get_endpoint (login->connection);
  const char *password = rrm_practice_endpoint_get_password (endpoint, scram->user);
  const char *proof_at = strstr (message, ",p=");
  g_autofree char *nonce = dup_attribute (message, 'r');
  g_autofree char *channel = dup_attribute (message, 'c');
  g_autofree char *without_proof = NULL;
  guint8 signature[DIGEST];
  gboolean accepted;
  gboolean go_on;

  if (proof_at == NULL || g_strcmp0 (nonce, scram->nonce) != 0 ||
      g_strcmp0 (channel, scram->channel) != 0)
    return rrm_practice_login_malformed (login);
  without_proof = g_strndup (message, (gsize) (proof_at - message));
  accepted = password != NULL && scram->iterations <= MAX_ITERATIONS &&
             verify (scram, password, without_proof, proof_at + 3, signature);
  if (accepted && !send_signature (login, scram, signature, &go_on))
    {
      /* The client was not convinced; its proof came all the same. */
      rrm_practice_talk_login (
          rrm_practice_connection_get_talk (login->connection),
          rrm_practice_connection_get_state (login->connection)->secure, scram->user, proof_at + 3,
          strlen (proof_at + 3), FALSE);
      return go_on;
    }

  return rrm_practice_login_verdict (login, scram->user, proof_at + 3, strlen (proof_at + 3),
                                     accepted);
}

/**
 * rrm_practice_scram_serve:
 * @login: a login
 * @plus: whether it is to be bound to the TLS session
 * @first: (array length=length): the client's first message
 * @length: its length in bytes
 *
 * Returns: whether the conversation goes on
 */
gboolean
rrm_practice_scram_serve (const RrmPracticeLogin *login,
                          gboolean plus,
                          const char *first,
                          gsize length)
{
  RrmPracticeConnection *connection = login->connection;
  g_auto (Scram) scram = { 0 };
  g_autofree char *message = g_strndup (first, length);
  g_autofree char *answer = NULL;
  gboolean go_on;

  scram.fault = rrm_practice_connection_lookup (connection, "scram");
  scram.iterations = (guint64) rrm_practice_endpoint_get_number (
      rrm_practice_connection_get_endpoint (connection),
      rrm_practice_connection_get_state (connection), "scram-iterations", ITERATIONS);

  if (!read_first (&scram, login, plus, message))
    return rrm_practice_login_malformed (login);
  make_server_first (&scram);
  answer = rrm_practice_login_ask (login, scram.server_first, NULL, &go_on);
  if (answer == NULL)
    return go_on;

  return serve_final (login, &scram, answer);
}
