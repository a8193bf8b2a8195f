/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol-player.h"
#include "protocol/engine-private.h"

#include <string.h>

/* The rules that no protocol can get around, because the frame holds them. */

static RrmPlayer *
make_player (const char *security,
             RrmScript **script)
{
  g_autofree char *text =
    g_strdup_printf ("protocol: imap\nsecurity: %s\nuntil: login\n---\n", security);

  *script = rrm_script_parse ("gate", text);

  return rrm_player_new (*script);
}

static void
send_secret (const char *security)
{
  g_autoptr (RrmScript) script = NULL;
  g_autoptr (RrmPlayer) player = make_player (security, &script);
  RrmOutput output;

  rrm_player_drain (player);
  rrm_engine_send_secret (player->engine, rrm_secret_new ("s3cret-Pass\r\n", -1), "‹secret›");
  g_assert_cmpint (rrm_engine_next (player->engine, &output), ==, RRM_STEP_WRITE);
  rrm_output_clear (&output);
}

/* An engine with a bug dies before it sends a secret in clear text. */
static void
test_starttls (void)
{
  if (g_test_subprocess ())
    {
      send_secret ("starttls");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*without encryption*");
}

static void
test_tls (void)
{
  if (g_test_subprocess ())
    {
      send_secret ("tls");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*without encryption*");
}

/* No encryption was chosen: then it may. */
static void
test_none (void)
{
  send_secret ("none");
}

/* A command of our own must not become two, whatever got into it. */
static void
test_line_end (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (RrmScript) script = NULL;
      g_autoptr (RrmPlayer) player = make_player ("none", &script);

      rrm_player_drain (player);
      rrm_engine_send (player->engine, "a1 NOOP\r\na2 DELETE INBOX");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

static GLogWriterOutput
keep_log (GLogLevelFlags level,
          const GLogField *fields,
          gsize n_fields,
          gpointer data)
{
  GString *log = data;

  for (gsize i = 0; i < n_fields; i++)
    {
      g_string_append (log, fields[i].key);
      g_string_append_c (log, '=');
      g_string_append_len (log, fields[i].value,
                           fields[i].length < 0 ? (gssize) strlen (fields[i].value)
                                                : fields[i].length);
      g_string_append_c (log, '\n');
    }

  return G_LOG_WRITER_HANDLED;
}

/* Each change of state is logged, and the log holds neither name nor password. */
static void
test_log (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (RrmScript) script = NULL;
  g_autoptr (RrmPlayer) player = make_player ("tls", &script);
  const char *lines = "* OK [CAPABILITY IMAP4rev1] hi\r\n";
  g_autofree char *answer = NULL;

  g_log_set_writer_func (keep_log, log, NULL);
  rrm_player_drain (player);
  rrm_player_start_tls (player, TRUE);
  rrm_player_feed (player, lines, strlen (lines));
  answer = rrm_player_with_tags (player, "<1> NO s3cret-Pass is wrong for pat@nc.rr.com\r\n");
  rrm_player_feed (player, answer, strlen (answer));

  g_assert_true (rrm_player_is_over (player));
  g_assert_true (player->secret_sent);
  g_assert_nonnull (strstr (log->str, "greeting → login"));
  g_assert_null (strstr (log->str, "s3cret-Pass"));
  g_assert_null (strstr (log->str, "pat@nc.rr.com"));
}

/* Clear text that came with the handshake, seen by nobody before TLS stood. */
static void
test_late_clear_text (void)
{
  g_autoptr (RrmScript) script = NULL;
  g_autoptr (RrmPlayer) player = make_player ("starttls", &script);
  g_autoptr (RrmTlsInfo) info = rrm_tls_info_new ();
  const char *greeting = "* OK hi\r\n";
  const char *late = "* PREAUTH welcome\r\n";
  g_autofree char *answer = NULL;

  rrm_player_drain (player);
  rrm_player_feed (player, greeting, strlen (greeting));
  answer = rrm_player_with_tags (player, "<1> OK go\r\n");
  rrm_player_feed (player, answer, strlen (answer));
  g_assert_true (player->wants_tls);

  info->verified = TRUE;
  rrm_engine_feed (player->engine, (const guint8 *) late, strlen (late));
  rrm_engine_tls_started (player->engine, info);
  rrm_player_drain (player);
  g_assert_cmpint (player->end, ==, RRM_STEP_FAILED);
  g_assert_cmpint (player->fault->kind, ==, RRM_FAULT_STARTTLS_INJECTION);
  g_assert_false (player->secret_sent);
}

/* The engine lets go of the password when it goes. */
static void
test_finalize (void)
{
  g_autoptr (RrmScript) script = NULL;
  RrmPlayer *player = make_player ("tls", &script);
  gpointer engine = player->engine;
  gpointer report = player->report;
  RrmOutput output;

  g_object_add_weak_pointer (G_OBJECT (player->engine), &engine);
  g_object_add_weak_pointer (G_OBJECT (player->report), &report);
  /* In the middle of things: something is still to be done. */
  g_assert_cmpint (rrm_engine_next (player->engine, &output), ==, RRM_STEP_EVENT);
  rrm_output_clear (&output);
  rrm_engine_send_secret (player->engine, rrm_secret_new ("s3cret-Pass\r\n", -1), "‹secret›");
  rrm_engine_send (player->engine, "a1 NOOP");
  rrm_player_free (player);
  g_assert_null (engine);
  g_assert_null (report);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/gate/starttls", test_starttls);
  g_test_add_func ("/protocol/gate/tls", test_tls);
  g_test_add_func ("/protocol/gate/none", test_none);
  g_test_add_func ("/protocol/gate/line-end", test_line_end);
  g_test_add_func ("/protocol/gate/late-clear-text", test_late_clear_text);
  g_test_add_func ("/protocol/gate/finalize", test_finalize);
  g_test_add_func ("/protocol/gate/log", test_log);

  return g_test_run ();
}
