/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol-player.h"

#include <gsasl.h>
#include <string.h>

/* SCRAM-SHA-256 over each protocol. A transcript cannot hold it, because both sides make up a
 * nonce; so the server here calculates, with the password that it is given. */

#define PASSWORD "s3cret-Pass"

typedef struct
{
  const char *protocol;
  /* What the server says before the login, behind the greeting. */
  const char *before;
  /* How a challenge begins, how a yes does, and how a no does. */
  const char *challenge;
  const char *yes;
  const char *no;
  const char *reply;
} Dialect;

static const Dialect dialects[] = {
  { "imap", "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=SCRAM-SHA-256] hi\r\n", "+ ", "<1> OK yes",
    "<1> NO no", "NO no" },
  { "pop3", "+OK hi\r\n+OK\r\nSASL SCRAM-SHA-256\r\n.\r\n", "+ ", "+OK yes", "-ERR no", "-ERR no" },
  { "smtp", "220 hi\r\n250-hi\r\n250 AUTH SCRAM-SHA-256\r\n", "334 ", "235 yes", "535 no",
    "535 no" },
};

typedef struct
{
  const Dialect *dialect;
  RrmScript *script;
  RrmPlayer *player;
  Gsasl *library;
  Gsasl_session *session;
} Server;

static void
server_say (Server *server,
            const char *prefix,
            const char *text)
{
  g_autofree char *line = g_strconcat (prefix, text, "\r\n", NULL);
  g_autofree char *tagged = rrm_player_with_tags (server->player, line);

  rrm_player_feed (server->player, tagged, strlen (tagged));
}

static Server *
server_new_from (const Dialect *dialect,
                 const char *password,
                 const char *mechanism,
                 const char *before,
                 const char *headers)
{
  Server *server = g_new0 (Server, 1);
  g_autofree char *text = g_strdup_printf ("protocol: %s\nauth: scram-sha-256\nuntil: login\n"
                                           "%s\n---\n", dialect->protocol, headers);

  server->dialect = dialect;
  server->script = rrm_script_parse ("scram", text);
  server->player = rrm_player_new (server->script);
  g_assert_cmpint (gsasl_init (&server->library), ==, GSASL_OK);
  g_assert_cmpint (gsasl_server_start (server->library, mechanism, &server->session), ==,
                   GSASL_OK);
  gsasl_property_set (server->session, GSASL_PASSWORD, password);
  gsasl_property_set (server->session, GSASL_SCRAM_ITER, "4096");

  rrm_player_drain (server->player);
  rrm_player_start_tls (server->player, TRUE);
  rrm_player_feed (server->player, before, strlen (before));

  return server;
}

/* The client has @typed for a password. */
static Server *
server_new_typed (const Dialect *dialect,
                  const char *password,
                  const char *typed)
{
  g_autofree char *headers = g_strconcat ("password: ", typed, NULL);

  return server_new_from (dialect, password, "SCRAM-SHA-256", dialect->before, headers);
}

/* The server offers to bind the login to the TLS session, which it knows by @binding; the client
 * knows it by what the player says. */
static Server *
server_new_bound (const Dialect *dialect,
                  const char *binding)
{
  g_auto (GStrv) parts = g_strsplit (dialect->before, "SCRAM-SHA-256", -1);
  g_autofree char *before = g_strjoinv ("SCRAM-SHA-256-PLUS", parts);
  g_autofree char *encoded = g_base64_encode ((const guchar *) binding, strlen (binding));
  Server *server = server_new_from (dialect, PASSWORD, "SCRAM-SHA-256-PLUS", before,
                                    "password: " PASSWORD "\nbinding: tls-exporter");

  gsasl_property_set (server->session, GSASL_CB_TLS_EXPORTER, encoded);

  return server;
}

static Server *
server_new (const Dialect *dialect,
            const char *password)
{
  return server_new_typed (dialect, password, PASSWORD);
}

static void
server_free (Server *server)
{
  rrm_player_free (server->player);
  rrm_script_free (server->script);
  gsasl_finish (server->session);
  gsasl_done (server->library);
  g_free (server);
}

/* The last word of what the client said last: Base64. */
static const char *
last_word (Server *server)
{
  GString *client = server->player->client;
  char *end;

  g_string_truncate (client, client->len - 1);
  end = strrchr (client->str, ' ');

  return end + 1;
}

/* Gives the client's last word to the library; the answer, in Base64. */
static char *
server_think (Server *server,
              int expected)
{
  char *answer = NULL;
  char *copy;

  g_assert_cmpint (gsasl_step64 (server->session, last_word (server), &answer), ==, expected);
  copy = g_strdup (answer);
  gsasl_free (answer);

  return copy;
}

/* As far as the client's proof. */
static void
server_challenge (Server *server)
{
  g_autofree char *first = server_think (server, GSASL_NEEDS_MORE);

  g_assert_false (server->player->secret_sent);
  server_say (server, server->dialect->challenge, first);
  g_assert_true (server->player->secret_sent);
}

static gboolean
transcript_shows (Server *server,
                  const char *text)
{
  RrmTranscriptLog *log = rrm_service_report_get_transcript (server->player->report);

  for (guint i = 0; i < rrm_transcript_log_get_length (log); i++)
    if (strstr (rrm_transcript_log_get_line (log, i)->text, text) != NULL)
      return TRUE;

  return FALSE;
}

static void
check_end (Server *server,
           const char *steps)
{
  g_assert_cmpstr (server->player->steps->str, ==, steps);
  rrm_player_check_end (server->player);
}

static void
play_good (Server *server)
{
  g_autofree char *proof = NULL;
  g_autofree char *final = NULL;
  g_autofree char *masked = NULL;

  server_challenge (server);
  proof = g_strdup (last_word (server));
  g_string_append_c (server->player->client, '\n');
  final = server_think (server, GSASL_OK);
  server_say (server, server->dialect->challenge, final);
  server_say (server, "", server->dialect->yes);

  /* Neither side's proof is shown: each lets a reader try passwords. */
  masked = g_strconcat (server->dialect->challenge, "‹secret›", NULL);
  g_assert_true (transcript_shows (server, masked));
  g_assert_false (transcript_shows (server, proof));
  g_assert_false (transcript_shows (server, final));
  check_end (server, "tls+ greeting+ capabilities+ login+ logout+");
  server_free (server);
}

static void
test_good (gconstpointer data)
{
  play_good (server_new (data, PASSWORD));
}

static void
test_bound (gconstpointer data)
{
  play_good (server_new_bound (data, RRM_PLAYER_BINDING));
}

/* Each side has a TLS session with somebody in between. No password is wrong. */
static void
test_bound_to_another (gconstpointer data)
{
  Server *server = server_new_bound (data, "another session");
  g_autofree char *error = g_base64_encode ((const guchar *) "e=channel-bindings-dont-match", 29);
  g_autofree char *ignored = NULL;

  server_challenge (server);
  ignored = server_think (server, GSASL_AUTHENTICATION_ERROR);
  server_say (server, server->dialect->challenge, error);
  check_end (server, "tls+ greeting+ capabilities+ login!bad-proof");
  server_free (server);
}

/* The client could bind the login, and says that nobody seemed to offer it; a server that did knows
 * then that somebody has taken its offer away. */
static void
test_offer_taken_away (gconstpointer data)
{
  const Dialect *dialect = data;
  Server *server = server_new_from (dialect, PASSWORD, "SCRAM-SHA-256", dialect->before,
                                    "password: " PASSWORD "\nbinding: tls-exporter");
  g_autofree char *error =
    g_base64_encode ((const guchar *) "e=server-does-support-channel-binding", 37);
  g_autofree guchar *first = NULL;
  gsize length;

  first = g_base64_decode (last_word (server), &length);
  g_assert_cmpuint (length, >, 3);
  g_assert_cmpmem (first, 3, "y,,", 3);
  g_string_append_c (server->player->client, '\n');
  server_challenge (server);
  server_say (server, server->dialect->challenge, error);
  check_end (server, "tls+ greeting+ capabilities+ login!bad-proof");
  server_free (server);
}

/* The server does not know the password, and says yes all the same. */
static void
test_forged (gconstpointer data)
{
  Server *server = server_new (data, PASSWORD);
  g_autofree char *forged =
    g_base64_encode ((const guchar *) "v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 46);

  server_challenge (server);
  server_say (server, server->dialect->challenge, forged);
  check_end (server, "tls+ greeting+ capabilities+ login!bad-proof");
  server_free (server);
}

static void
test_no_proof (gconstpointer data)
{
  Server *server = server_new (data, PASSWORD);

  server_challenge (server);
  server_say (server, "", server->dialect->yes);
  check_end (server, "tls+ greeting+ capabilities+ login!bad-proof");
  server_free (server);
}

/* The error of the mechanism is answered, and the protocol's no is what counts. */
static void
test_error (gconstpointer data)
{
  Server *server = server_new (data, "another password");
  g_autofree char *error = g_base64_encode ((const guchar *) "e=invalid-proof", 15);
  g_autofree char *reply = NULL;

  server_challenge (server);
  server_say (server, server->dialect->challenge, error);
  server_say (server, "", server->dialect->no);
  reply = rrm_reply_to_string (server->player->fault->reply);
  g_assert_cmpstr (reply, ==, server->dialect->reply);
  check_end (server, "tls+ greeting+ capabilities+ login!reply");
  server_free (server);
}

/* A yes behind the error of the mechanism is none. */
static void
test_error_then_yes (gconstpointer data)
{
  Server *server = server_new (data, "another password");
  g_autofree char *error = g_base64_encode ((const guchar *) "e=invalid-proof", 15);

  server_challenge (server);
  server_say (server, server->dialect->challenge, error);
  server_say (server, "", server->dialect->yes);
  check_end (server, "tls+ greeting+ capabilities+ login!bad-proof");
  server_free (server);
}

static void
test_refused (gconstpointer data)
{
  Server *server = server_new (data, "another password");
  g_autofree char *ignored = NULL;

  server_challenge (server);
  ignored = server_think (server, GSASL_AUTHENTICATION_ERROR);
  server_say (server, "", server->dialect->no);
  check_end (server, "tls+ greeting+ capabilities+ login!reply");
  server_free (server);
}

/* A password that SASLprep (RFC 4013) does not let through: nothing is said at all. */
static void
test_prohibited (gconstpointer data)
{
  Server *server = server_new_typed (data, PASSWORD, "bell\\007bell");

  g_assert_null (strstr (server->player->client->str, "SCRAM"));
  check_end (server, "tls+ greeting+ capabilities+ login!bad-input");
  server_free (server);
}

/* A nonce that does not begin with ours: the message of another conversation. */
static void
test_nonce (gconstpointer data)
{
  Server *server = server_new (data, PASSWORD);
  Server *other = server_new (data, PASSWORD);
  g_autofree char *first = server_think (other, GSASL_NEEDS_MORE);

  server_say (server, server->dialect->challenge, first);
  g_assert_false (server->player->secret_sent);
  check_end (server, "tls+ greeting+ capabilities+ login!malformed");
  server_free (server);
  server_free (other);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc test;
  } tests[] = {
    { "good", test_good },         { "forged", test_forged },
    { "no-proof", test_no_proof }, { "error", test_error },
    { "refused", test_refused },   { "error-then-yes", test_error_then_yes },
    { "nonce", test_nonce },       { "prohibited", test_prohibited },
    { "bound", test_bound },       { "bound-to-another", test_bound_to_another },
    { "offer-taken-away", test_offer_taken_away },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dialects); i++)
    for (guint k = 0; k < G_N_ELEMENTS (tests); k++)
      {
        g_autofree char *path =
          g_strconcat ("/protocol/scram/", dialects[i].protocol, "/", tests[k].name, NULL);

        g_test_add_data_func (path, &dialects[i], tests[k].test);
      }

  return g_test_run ();
}
