/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"

#include <gnutls/crypto.h>
#include <string.h>

#define HOST "mail.twc.com"
#define USER "pat.practice@nc.rr.com"
#define PASSWORD "practice-Only_7"
#define NONCE "rOprNGfwEbeRWgbNEkqO"
#define FIRST_BARE "n=" USER ",r=" NONCE
#define DIGEST 32

/* The client's side of RFC 5802, written from the RFC, as far as these tests need it. */
typedef struct
{
  char *server_first;
  char *server_nonce;
  char *final;
  guint8 signature[DIGEST];
} Scram;

static void
scram_clear (Scram *scram)
{
  g_free (scram->server_first);
  g_free (scram->server_nonce);
  g_free (scram->final);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scram, scram_clear)

static char *
encode (const void *bytes,
        gsize length)
{
  return g_base64_encode (bytes, length);
}

/* A server's "+ BASE64" line, decoded. */
static char *
decode_prompt (const char *line)
{
  g_autofree guchar *bytes = NULL;
  gsize length;

  g_assert_true (g_str_has_prefix (line, "+ "));
  bytes = g_base64_decode (line + 2, &length);

  return g_strndup ((char *) bytes, length);
}

static void
mac (const guint8 *key,
     const char *text,
     guint8 *digest)
{
  gnutls_hmac_fast (GNUTLS_MAC_SHA256, key, DIGEST, text, strlen (text), digest);
}

/* Computes the client's last message, and the signature that the server must give. */
static void
compute (Scram *scram,
         const char *password)
{
  g_auto (GStrv) parts = g_strsplit (scram->server_first, ",", 3);
  g_autofree guchar *salt_bytes = NULL;
  g_autofree char *without_proof = NULL;
  g_autofree char *message = NULL;
  g_autofree char *proof = NULL;
  guint8 salted[DIGEST], key[DIGEST], stored[DIGEST], signature[DIGEST];
  gnutls_datum_t secret = { (unsigned char *) password, (unsigned int) strlen (password) };
  gnutls_datum_t salt;
  gsize length;

  scram->server_nonce = g_strdup (parts[0] + 2);
  salt_bytes = g_base64_decode (parts[1] + 2, &length);
  salt.data = salt_bytes;
  salt.size = (unsigned int) length;
  gnutls_pbkdf2 (GNUTLS_MAC_SHA256, &secret, &salt, (unsigned int) atoi (parts[2] + 2), salted,
                 DIGEST);
  without_proof = g_strdup_printf ("c=biws,r=%s", scram->server_nonce);
  message = g_strdup_printf ("%s,%s,%s", FIRST_BARE, scram->server_first, without_proof);

  mac (salted, "Client Key", key);
  gnutls_hash_fast (GNUTLS_DIG_SHA256, key, DIGEST, stored);
  mac (stored, message, signature);
  for (guint i = 0; i < DIGEST; i++)
    key[i] ^= signature[i];
  proof = encode (key, DIGEST);
  scram->final = g_strdup_printf ("%s,p=%s", without_proof, proof);
  mac (salted, "Server Key", key);
  mac (key, message, scram->signature);
}

static Client *
begin (RrmPracticeServer *server,
       Scram *scram)
{
  Client *client = client_new (server, HOST, 993);
  g_autofree char *first = encode ("n,," FIRST_BARE, strlen ("n,," FIRST_BARE));
  g_autofree char *line = NULL;

  g_assert_cmpint (client_start_tls (client, HOST, NULL, NULL), ==, 0);
  client_expect (client, "* OK");
  client_tell (client, "a AUTHENTICATE SCRAM-SHA-256", "+ ");
  line = client_ask (client, first);
  scram->server_first = decode_prompt (line);

  return client;
}

static char *
finish (Client *client,
        Scram *scram,
        const char *password)
{
  g_autofree char *encoded = NULL;

  compute (scram, password);
  encoded = encode (scram->final, strlen (scram->final));

  return client_ask (client, encoded);
}

static RrmPracticeServer *
server_with (const char *keys)
{
  g_autofree char *text = g_strdup_printf ("[imap]\nauth=SCRAM-SHA-256\n%s\n", keys);

  return server_from_text (text);
}

static void
test_good (void)
{
  g_autoptr (RrmPracticeServer) server = server_with ("");
  g_auto (Scram) scram = { 0 };
  g_autoptr (Client) client = begin (server, &scram);
  g_autofree char *line = finish (client, &scram, PASSWORD);
  g_autofree char *signature = encode (scram.signature, DIGEST);
  g_autofree char *wanted = g_strconcat ("v=", signature, NULL);
  g_autofree char *given = decode_prompt (line);

  g_assert_true (g_str_has_prefix (scram.server_nonce, NONCE));
  g_assert_cmpuint (strlen (scram.server_nonce), >, strlen (NONCE));
  g_assert_cmpstr (given, ==, wanted);
  client_tell (client, "", "a OK");
  g_assert_cmpuint (rrm_practice_log_count (rrm_practice_server_get_log (server), "imap",
                                            RRM_PRACTICE_LOGINS_ACCEPTED),
                    ==, 1);
}

static void
test_wrong_password (void)
{
  g_autoptr (RrmPracticeServer) server = server_with ("");
  g_auto (Scram) scram = { 0 };
  g_autoptr (Client) client = begin (server, &scram);
  g_autofree char *line = finish (client, &scram, "wrong");

  g_assert_true (g_str_has_prefix (line, "a NO"));
  g_assert_cmpuint (rrm_practice_log_count (rrm_practice_server_get_log (server), "imap",
                                            RRM_PRACTICE_LOGINS),
                    ==, 1);
}

/* The server that does not know the password, but says yes. */
static void
test_bad_signature (void)
{
  g_autoptr (RrmPracticeServer) server = server_with ("scram=bad-signature");
  g_auto (Scram) scram = { 0 };
  g_autoptr (Client) client = begin (server, &scram);
  g_autofree char *line = finish (client, &scram, PASSWORD);
  g_autofree char *signature = encode (scram.signature, DIGEST);
  g_autofree char *given = decode_prompt (line);

  g_assert_cmpstr (given + 2, !=, signature);
  client_tell (client, "*", "a BAD");
  g_assert_cmpuint (rrm_practice_log_count (rrm_practice_server_get_log (server), "imap",
                                            RRM_PRACTICE_CANCELLED),
                    ==, 1);
}

static void
test_other_faults (void)
{
  g_autoptr (RrmPracticeServer) foreign = server_with ("scram=foreign-nonce");
  g_autoptr (RrmPracticeServer) extension = server_with ("scram=extension");
  g_autoptr (RrmPracticeServer) huge = server_with ("scram-iterations=2000000000");
  g_auto (Scram) first = { 0 };
  g_auto (Scram) second = { 0 };
  g_auto (Scram) third = { 0 };
  g_autoptr (Client) a = begin (foreign, &first);
  g_autoptr (Client) b = begin (extension, &second);
  g_autoptr (Client) c = begin (huge, &third);

  g_assert_null (strstr (first.server_first, NONCE));
  g_assert_true (g_str_has_prefix (second.server_first, "m="));
  g_assert_true (g_str_has_suffix (third.server_first, ",i=2000000000"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice/scram/good", test_good);
  g_test_add_func ("/practice/scram/wrong-password", test_wrong_password);
  g_test_add_func ("/practice/scram/bad-signature", test_bad_signature);
  g_test_add_func ("/practice/scram/other-faults", test_other_faults);

  return g_test_run ();
}
