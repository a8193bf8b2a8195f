/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol-player.h"

#include <string.h>

/* What an engine may ask for in a row without being fed is a handful; more is a loop. */
#define MAX_ANSWERS 100

/* "letter: TOKEN", and "message: LINE\nLINE" where it matters what is in it. */
static RrmLetter *
make_letter (const RrmScript *script)
{
  g_autofree char *text = g_strcompress (rrm_script_get (script, "message", "Beep beep."));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return rrm_letter_new (rrm_script_get (script, "letter", "roadrunner"),
                         (const char *const *) lines);
}

static RrmEngine *
make_engine (RrmPlayer *player)
{
  const RrmScript *script = player->script;
  const char *password = rrm_script_get (script, "password", "s3cret-Pass");
  g_autoptr (RrmSecret) secret = NULL;
  g_autoptr (RrmServiceSettings) settings = NULL;
  g_autofree char *bytes = g_strcompress (password);
  RrmProtocol protocol;
  RrmEngineConfig config = { 0 };

  g_assert_true (rrm_protocol_parse (rrm_script_get (script, "protocol", ""), &protocol));
  g_assert_true (rrm_security_parse (rrm_script_get (script, "security", "tls"), &config.security));
  g_assert_true (rrm_auth_parse (rrm_script_get (script, "auth", "auto"), &config.auth));
  g_assert_true (rrm_stage_parse (rrm_script_get (script, "until", "envelope"), &config.until));
  if (strcmp (password, "(none)") != 0)
    secret = rrm_secret_new (bytes, -1);
  config.username = rrm_script_get (script, "username", "pat@nc.rr.com");
  config.address = rrm_script_get (script, "address", "pat@nc.rr.com");
  config.password = secret;
  player->letter = make_letter (script);
  if (rrm_script_get (script, "visit", NULL) != NULL)
    config.letter = player->letter;
  player->letter_given = config.letter != NULL;

  player->clear_chosen = config.security == RRM_SECURITY_NONE;
  settings = rrm_service_settings_new (protocol, "mail.twc.com", 1, config.security);
  player->report = rrm_service_report_new (settings, config.until);

  return rrm_engine_new (protocol, &config, player->report);
}

RrmPlayer *
rrm_player_new (const RrmScript *script)
{
  RrmPlayer *player = g_new0 (RrmPlayer, 1);

  player->script = script;
  player->client = g_string_new (NULL);
  player->server = g_string_new (NULL);
  player->steps = g_string_new (NULL);
  player->tags = g_ptr_array_new_with_free_func (g_free);
  player->running = -1;
  player->secret = g_strcompress (rrm_script_get (script, "password", "s3cret-Pass"));
  player->encoded_secret =
    g_base64_encode ((const guchar *) player->secret, strlen (player->secret));
  /* The last digit may depend on what stands behind. */
  player->encoded_secret[strlen (player->secret) * 8 / 6] = '\0';
  player->engine = make_engine (player);

  return player;
}

void
rrm_player_free (RrmPlayer *player)
{
  g_object_unref (player->engine);
  g_object_unref (player->report);
  rrm_letter_unref (player->letter);
  g_string_free (player->client, TRUE);
  g_string_free (player->server, TRUE);
  g_string_free (player->steps, TRUE);
  g_ptr_array_unref (player->tags);
  g_clear_pointer (&player->fault, rrm_fault_free);
  g_free (player->secret);
  g_free (player->encoded_secret);
  g_free (player);
}

gboolean
rrm_player_is_over (RrmPlayer *player)
{
  return player->end == RRM_STEP_DONE || player->end == RRM_STEP_FAILED;
}

/* Learns the tag at the start of a line of an IMAP client. */
static void
learn_tag (RrmPlayer *player,
           const char *line)
{
  const char *space = strchr (line, ' ');
  g_autofree char *tag = NULL;

  if (strcmp (rrm_script_get (player->script, "protocol", ""), "imap") != 0 || space == NULL ||
      space - line != 8)
    return;
  tag = g_strndup (line, 8);
  for (guint i = 0; i < 8; i++)
    if (!g_ascii_islower (tag[i]) && (tag[i] < '2' || tag[i] > '7'))
      return;
  if (!g_ptr_array_find_with_equal_func (player->tags, tag, g_str_equal, NULL))
    g_ptr_array_add (player->tags, g_steal_pointer (&tag));
}

static char *
replace_tags (RrmPlayer *player,
              const char *text,
              gboolean fold)
{
  g_autoptr (GString) out = g_string_new (text);

  for (guint i = 0; i < player->tags->len; i++)
    {
      const char *tag = g_ptr_array_index (player->tags, i);
      char number[16];

      g_snprintf (number, sizeof number, "<%u>", i + 1);
      g_string_replace (out, fold ? tag : number, fold ? number : tag, 0);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* @text of a script with the tags that the client used. */
char *
rrm_player_with_tags (RrmPlayer *player,
                      const char *text)
{
  /* Nearly all of them. */
  if (strchr (text, '<') == NULL)
    return g_strdup (text);

  return replace_tags (player, text, FALSE);
}

/* @text of the client with the tags as a script writes them. */
char *
rrm_player_fold_tags (RrmPlayer *player,
                      const char *text)
{
  return replace_tags (player, text, TRUE);
}

/* Before there is encryption, only what asks for it may be said (RFC 8314, section 5.2). */
static void
check_clear_text (RrmPlayer *player,
                  const char *line)
{
  static const char *const allowed[] = {
    "CAPABILITY", "STARTTLS", "LOGOUT", "CAPA", "STLS", "QUIT", "EHLO [127.0.0.1]", NULL,
  };
  gboolean has_tag = strcmp (rrm_script_get (player->script, "protocol", ""), "imap") == 0;
  const char *space = has_tag ? strchr (line, ' ') : NULL;

  if (!player->encrypted && !player->clear_chosen)
    g_assert_true (g_strv_contains (allowed, space != NULL ? space + 1 : line));
}

static void
note_write (RrmPlayer *player,
            const RrmOutput *output)
{
  gsize length;
  const char *bytes = output->secret != NULL ? rrm_secret_peek (output->secret, &length)
                                             : g_bytes_get_data (output->bytes, &length);
  g_autofree char *text = g_strndup (bytes, length);
  char *line = text;

  /* What is sent ends with CRLF, and holds no NUL and no CR or LF of its own. */
  g_assert_cmpuint (strlen (text), ==, length);
  g_assert_true (player->running >= 0 || output->secret == NULL);
  if (output->secret != NULL)
    {
      g_assert_true (player->encrypted || player->clear_chosen);
      player->secret_sent = TRUE;
    }

  for (char *end = strstr (line, "\r\n"); end != NULL; end = strstr (line, "\r\n"))
    {
      *end = '\0';
      g_assert_null (strpbrk (line, "\r\n"));
      learn_tag (player, line);
      check_clear_text (player, line);
      g_string_append_c (player->client, output->secret != NULL ? 'X' : 'C');
      g_string_append (player->client, line == text ? ": " : "& ");
      g_string_append (player->client, line);
      g_string_append_c (player->client, '\n');
      line = end + 2;
    }
  g_assert_true (line > text);
  g_assert_cmpstr (line, ==, "");
}

static void
note_event (RrmPlayer *player,
            RrmOutput *output)
{
  const char *name = rrm_step_name_to_string (output->name);

  /* Between its start and its end no other step runs, and none ends that has not begun. */
  if (output->status == RRM_STATUS_RUNNING)
    {
      g_assert_cmpint (player->running, ==, -1);
      player->running = (int) output->name;
      return;
    }
  if (output->status != RRM_STATUS_SKIPPED)
    {
      g_assert_cmpint (player->running, ==, (int) output->name);
      player->running = -1;
    }
  if (player->steps->len > 0)
    g_string_append_c (player->steps, ' ');
  switch (output->status)
    {
    case RRM_STATUS_PASSED:
      g_string_append_printf (player->steps, "%s+", name);
      break;
    case RRM_STATUS_WARNED:
      g_assert_null (player->fault);
      g_string_append_printf (player->steps, "%s?%s", name,
                              output->fault != NULL ? rrm_fault_kind_to_string (output->fault->kind)
                                                    : "");
      player->fault = g_steal_pointer (&output->fault);
      break;
    case RRM_STATUS_SKIPPED:
      g_string_append_printf (player->steps, "%s-", name);
      break;
    case RRM_STATUS_FAILED:
      g_assert_nonnull (output->fault);
      g_assert_null (player->fault);
      g_string_append_printf (player->steps, "%s!%s", name,
                              rrm_fault_kind_to_string (output->fault->kind));
      player->fault = g_steal_pointer (&output->fault);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Does what the engine wants until it wants to read, or TLS, or nothing more. */
void
rrm_player_drain (RrmPlayer *player)
{
  for (guint i = 0; i < MAX_ANSWERS; i++)
    {
      RrmOutput output;

      player->end = rrm_engine_next (player->engine, &output);
      switch (player->end)
        {
        case RRM_STEP_WRITE:
          note_write (player, &output);
          break;
        case RRM_STEP_EVENT:
          note_event (player, &output);
          break;
        case RRM_STEP_START_TLS:
          g_assert_false (player->wants_tls || player->encrypted || player->clear_chosen);
          player->wants_tls = TRUE;
          return;
        default:
          /* It reads only while a step runs, and it ends when none does. */
          g_assert_cmpint (player->running >= 0, ==, player->end == RRM_STEP_READ);
          g_assert_cmpint (player->fault != NULL, ==, player->end == RRM_STEP_FAILED);
          return;
        }
      rrm_output_clear (&output);
    }

  g_error ("%s: the engine does not come to rest", player->script->name);
}

void
rrm_player_feed (RrmPlayer *player,
                 const char *bytes,
                 gsize length)
{
  /* Bytes that have no room of their own behind them: whoever reads too far is seen by ASan. */
  g_autofree guint8 *copy = g_memdup2 (bytes, length);

  g_string_append_len (player->server, bytes, (gssize) length);
  rrm_engine_feed (player->engine, copy, length);
  rrm_player_drain (player);
  if (rrm_player_is_over (player))
    player->wants_tls = FALSE;
}

void
rrm_player_start_tls (RrmPlayer *player,
                      gboolean verified)
{
  g_autoptr (RrmTlsInfo) info = rrm_tls_info_new ();

  g_assert_true (player->wants_tls);
  player->wants_tls = FALSE;
  player->encrypted = verified;
  info->verified = verified;
  info->binding_type = rrm_script_get (player->script, "binding", NULL);
  if (info->binding_type != NULL)
    info->binding = g_bytes_new_static (RRM_PLAYER_BINDING, strlen (RRM_PLAYER_BINDING));
  rrm_engine_tls_started (player->engine, info);
  rrm_player_drain (player);
}

/* Ends the rest of the engine, if it rests. */
void
rrm_player_resume (RrmPlayer *player,
                   gboolean with_letter)
{
  if (player->end != RRM_STEP_REST)
    return;

  player->letter_given = with_letter;
  rrm_engine_resume (player->engine, with_letter ? player->letter : NULL);
  rrm_player_drain (player);
}

static gboolean
holds (const char *text,
       const char *secret)
{
  return text != NULL && strstr (text, secret) != NULL;
}

/* What is too short to be looked for alone is known by what was sent around it. */
#define SHORT_SECRET 4

static void
check_text (RrmPlayer *player,
            const char *text)
{
  if (!player->spoilt || strlen (player->secret) >= SHORT_SECRET)
    {
      g_assert_false (holds (text, player->secret));
      g_assert_false (holds (text, player->encoded_secret));
    }
  for (const guchar *p = (const guchar *) text; p != NULL && *p != '\0'; p++)
    g_assert_true (*p >= 0x20 && *p != 0x7f);
}

/* A message is sent when it is given, and then once; and what is deleted was shown to carry the
 * token. */
static void
check_letter (RrmPlayer *player)
{
  const char *token = rrm_letter_get_token (player->letter);
  gboolean shown = g_strstr_len (player->server->str, (gssize) player->server->len, token) != NULL;
  g_auto (GStrv) lines = g_strsplit (player->client->str, "\n", -1);
  guint n_sent = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (strcmp (lines[i], "C: DATA") == 0)
        n_sent++;
      if (strstr (lines[i], " UID STORE ") != NULL || strstr (lines[i], " UID EXPUNGE ") != NULL ||
          g_str_has_prefix (lines[i], "C: DELE "))
        g_assert_true (shown && player->letter_given);
      g_assert_false (g_str_has_suffix (lines[i], " EXPUNGE") || strstr (lines[i], " CLOSE"));
    }
  g_assert_cmpuint (n_sent, <=, player->letter_given ? 1 : 0);
}

/* Looks at the rules that hold at every end of every conversation. */
void
rrm_player_check_end (RrmPlayer *player)
{
  RrmServiceFacts *facts = rrm_service_report_get_facts (player->report);
  RrmTranscriptLog *log = rrm_service_report_get_transcript (player->report);
  RrmStep end = player->end;

  check_letter (player);
  g_assert_cmpint (facts->secret_sent, ==, player->secret_sent);
  if (facts->login_accepted)
    g_assert_true (player->secret_sent);

  for (guint i = 0; i < rrm_transcript_log_get_length (log); i++)
    check_text (player, rrm_transcript_log_get_line (log, i)->text);
  check_text (player, facts->greeting);
  for (guint i = 0; facts->capabilities != NULL && facts->capabilities[i] != NULL; i++)
    check_text (player, facts->capabilities[i]);
  if (player->fault != NULL)
    check_text (player, player->fault->text);
  if (player->fault != NULL && player->fault->reply != NULL)
    {
      check_text (player, player->fault->reply->text);
      check_text (player, player->fault->reply->response_code);
    }

  /* What is over stays over. */
  if (!rrm_player_is_over (player))
    return;
  rrm_engine_feed_reset (player->engine);
  rrm_engine_feed_timeout (player->engine);
  rrm_player_feed (player, "* OK\r\n+OK\r\n220 x\r\n", 18);
  g_assert_cmpint (player->end, ==, end);
}
