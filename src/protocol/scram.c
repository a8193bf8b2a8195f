/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/scram.h"

#include "protocol/base64.h"

#include <gsasl.h>
#include <string.h>

#define DIGEST 32
#define NONCE 18

/**
 * RrmScram:
 *
 * The client's side of SCRAM-SHA-256 and SCRAM-SHA-256-PLUS (RFC 5802, RFC 7677).
 *
 * libgsasl derives the keys, and no more: it cannot say "y", by which a client that could bind the
 * login to its TLS session tells a server that did not seem to. A server that did offer it then
 * sees that somebody in between has taken the offer away.
 */
struct _RrmScram
{
  char *username;
  RrmSecret *password;
  /* What "c=" holds: the header with the flag, and behind it what the session is known by. */
  GByteArray *binding;
  char *header;
  char *nonce;
  /* What the server must say in the end, once the proof is out. */
  guint8 expected[DIGEST];
};

/* The header of GS2 (RFC 5801, section 4): "p" binds, "y" would, "n" cannot. */
static char *
make_header (const RrmTlsInfo *tls,
             gboolean bind)
{
  if (tls == NULL || tls->binding == NULL)
    return g_strdup ("n,,");

  return bind ? g_strdup_printf ("p=%s,,", tls->binding_type) : g_strdup ("y,,");
}

static char *
make_nonce (void)
{
  char bytes[NONCE];

  /* It fails where the computer has no randomness at all. */
  if (gsasl_nonce (bytes, sizeof bytes) != GSASL_OK)
    g_error ("There is no randomness");

  return g_base64_encode ((const guchar *) bytes, sizeof bytes);
}

/**
 * rrm_scram_new:
 * @username: the name; SASLprep (RFC 4013) must let it through
 * @password: the password; likewise
 * @tls: (nullable): the session that the login belongs to
 * @bind: whether the server offers to bind the login to the session; @tls must tell by what then
 *
 * Returns: (transfer full): an exchange that has not begun
 */
RrmScram *
rrm_scram_new (const char *username,
               RrmSecret *password,
               const RrmTlsInfo *tls,
               gboolean bind)
{
  RrmScram *self = g_new0 (RrmScram, 1);
  gsize length;

  self->username = g_strdup (username);
  self->password = rrm_secret_ref (password);
  self->header = make_header (tls, bind);
  self->nonce = make_nonce ();
  self->binding = g_byte_array_new ();
  g_byte_array_append (self->binding, (const guint8 *) self->header, (guint) strlen (self->header));
  if (self->header[0] == 'p')
    {
      const guint8 *bytes = g_bytes_get_data (tls->binding, &length);

      g_byte_array_append (self->binding, bytes, (guint) length);
    }

  return self;
}

void
rrm_scram_free (RrmScram *self)
{
  g_free (self->username);
  rrm_secret_unref (self->password);
  g_byte_array_unref (self->binding);
  g_free (self->header);
  g_free (self->nonce);
  explicit_bzero (self->expected, sizeof self->expected);
  g_free (self);
}

/* The name as it goes between commas (RFC 5802, section 5.1). */
static char *
quote_name (const char *username)
{
  g_autoptr (GString) quoted = NULL;
  char *prepared = NULL;

  if (gsasl_saslprep (username, GSASL_ALLOW_UNASSIGNED, &prepared, NULL) != GSASL_OK)
    g_return_val_if_reached (g_strdup (""));
  quoted = g_string_new (prepared);
  gsasl_free (prepared);
  g_string_replace (quoted, "=", "=3D", 0);
  g_string_replace (quoted, ",", "=2C", 0);

  return g_strdup (quoted->str);
}

static char *
make_first_bare (RrmScram *self)
{
  g_autofree char *name = quote_name (self->username);

  return g_strdup_printf ("n=%s,r=%s", name, self->nonce);
}

/**
 * rrm_scram_begin:
 * @self: an exchange that has not begun
 *
 * Returns: (transfer full): the client's first message
 */
RrmSecret *
rrm_scram_begin (RrmScram *self)
{
  g_autofree char *bare = make_first_bare (self);
  g_autofree char *message = g_strconcat (self->header, bare, NULL);

  return rrm_secret_new (message, -1);
}

static void
compute_mac (const char *key,
             const char *text,
             guint8 *digest)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) key, DIGEST);
  gsize length = DIGEST;

  g_hmac_update (hmac, (const guchar *) text, -1);
  g_hmac_get_digest (hmac, digest, &length);
}

/* The proof for all that was said, in Base64; what the server has to answer is kept. */
static char *
compute_proof (RrmScram *self,
               GBytes *salt,
               unsigned iterations,
               const char *all)
{
  struct
  {
    char salted[DIGEST];
    char client[DIGEST];
    char server[DIGEST];
    char stored[DIGEST];
  } keys;
  guint8 proof[DIGEST];
  gsize length;
  const char *bytes = g_bytes_get_data (salt, &length);
  char *text = NULL;

  if (gsasl_scram_secrets_from_password (GSASL_HASH_SHA256, rrm_secret_peek (self->password, NULL),
                                         iterations, bytes, length, keys.salted, keys.client,
                                         keys.server, keys.stored) == GSASL_OK)
    {
      compute_mac (keys.stored, all, proof);
      compute_mac (keys.server, all, self->expected);
      for (guint i = 0; i < DIGEST; i++)
        proof[i] ^= (guint8) keys.client[i];
      text = g_base64_encode (proof, sizeof proof);
    }
  explicit_bzero (&keys, sizeof keys);
  explicit_bzero (proof, sizeof proof);

  return text;
}

/* Whether a nonce is ours with something of the server's behind it (RFC 5802, section 5.1). */
static gboolean
goes_on_from (const char *nonce,
              const char *own)
{
  gsize length = strlen (own);

  if (strncmp (nonce, own, length) != 0 || nonce[length] == '\0')
    return FALSE;
  for (const char *p = nonce + length; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;

  return TRUE;
}

/**
 * rrm_scram_prove:
 * @self: an exchange that has begun
 * @challenge: the server's first message, which [func@challenge_is_scram_first] has passed
 *
 * Returns: (transfer full) (nullable): the client's proof that it knows the password; %NULL when
 *   the message belongs to another exchange or cannot be read
 */
RrmSecret *
rrm_scram_prove (RrmScram *self,
                 const char *challenge)
{
  g_auto (GStrv) parts = g_strsplit (challenge, ",", -1);
  const char *nonce = parts[0] + strlen ("r=");
  const char *salt_text = parts[1] + strlen ("s=");
  g_autoptr (GBytes) salt = rrm_base64_decode (salt_text, strlen (salt_text));
  g_autofree char *bare = make_first_bare (self);
  g_autofree char *channel = g_base64_encode (self->binding->data, self->binding->len);
  g_autofree char *final = g_strdup_printf ("c=%s,r=%s", channel, nonce);
  g_autofree char *all = g_strjoin (",", bare, challenge, final, NULL);
  g_autofree char *proof = NULL;
  RrmSecret *message;

  if (salt == NULL || g_bytes_get_size (salt) == 0 || !goes_on_from (nonce, self->nonce))
    return NULL;
  proof = compute_proof (self, salt, (unsigned) g_ascii_strtoull (parts[2] + 2, NULL, 10), all);
  if (proof == NULL)
    return NULL;

  message = rrm_secret_new_sized (strlen (final) + 3 + strlen (proof));
  rrm_secret_append (message, final, -1);
  rrm_secret_append (message, ",p=", 3);
  rrm_secret_append (message, proof, -1);
  explicit_bzero (proof, strlen (proof));

  return message;
}

/**
 * rrm_scram_believes:
 * @self: an exchange whose proof is out
 * @challenge: the server's last message
 *
 * Returns: whether the server knows the password too
 */
gboolean
rrm_scram_believes (RrmScram *self,
                    const char *challenge)
{
  g_auto (GStrv) parts = g_strsplit (challenge, ",", -1);
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GBytes) expected = g_bytes_new (self->expected, DIGEST);

  if (parts[0] == NULL || !g_str_has_prefix (parts[0], "v="))
    return FALSE;
  signature = rrm_base64_decode (parts[0] + 2, strlen (parts[0] + 2));

  return signature != NULL && g_bytes_equal (signature, expected);
}
