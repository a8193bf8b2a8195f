/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol-player.h"

#include <stdlib.h>
#include <string.h>

/* Every conversation of transcripts/, fed in pieces of every size and before its time; and each
 * again, cut after every byte and with every byte changed, to see that it always ends and never
 * breaks a rule. */

/* Longer ones, which are about limits, are not cut at every byte. */
#define MAX_EVERY_BYTE 3000

/* The distance from one byte that is spoilt, and from one size of piece, to the next. */
static gsize stride = 1;

/* The bytes of the server's items from *@index on, up to the first other item; with @early, up to
 * the first that is none of the client's. */
static GString *
take_block (RrmPlayer *player,
            guint *index,
            gboolean early)
{
  const RrmScript *script = player->script;
  GString *block = g_string_new (NULL);

  for (; *index < script->items->len; (*index)++)
    {
      RrmScriptItem *item = g_ptr_array_index (script->items, *index);

      if (item->kind == RRM_SCRIPT_SERVER)
        {
          g_autofree char *text = rrm_player_with_tags (player, item->text->str);

          g_string_append (block, text);
          g_string_append (block, "\r\n");
        }
      else if (item->kind == RRM_SCRIPT_RAW)
        g_string_append_len (block, item->text->str, (gssize) item->text->len);
      else if (!early || item->kind < RRM_SCRIPT_CLIENT || item->kind > RRM_SCRIPT_PUBLIC)
        break;
    }

  return block;
}

static void
happen (RrmPlayer *player,
        RrmScriptKind kind)
{
  switch (kind)
    {
    case RRM_SCRIPT_TLS:
    case RRM_SCRIPT_TLS_UNVERIFIED:
      rrm_player_start_tls (player, kind == RRM_SCRIPT_TLS);
      break;
    case RRM_SCRIPT_TLS_FAILED:
      g_assert_true (player->wants_tls);
      player->wants_tls = FALSE;
      rrm_engine_tls_failed (player->engine, rrm_fault_new (RRM_FAULT_TLS_FAILED));
      rrm_player_drain (player);
      break;
    case RRM_SCRIPT_EOF:
      rrm_engine_feed_eof (player->engine);
      rrm_player_drain (player);
      break;
    case RRM_SCRIPT_RESET:
      rrm_engine_feed_reset (player->engine);
      rrm_player_drain (player);
      break;
    case RRM_SCRIPT_TIMEOUT:
      rrm_engine_feed_timeout (player->engine);
      rrm_player_drain (player);
      break;
    case RRM_SCRIPT_PAUSE:
      rrm_engine_feed_pause (player->engine);
      rrm_player_drain (player);
      break;
    case RRM_SCRIPT_LETTER:
    case RRM_SCRIPT_LEAVE:
      rrm_player_resume (player, kind == RRM_SCRIPT_LETTER);
      break;
    default:
      break;
    }
}

/* Plays the whole script; @piece bytes at a time, 0 for all at once; with @early, the server does
 * not wait for the questions. */
static void
play (RrmPlayer *player,
      gsize piece,
      gboolean early)
{
  const RrmScript *script = player->script;

  rrm_player_drain (player);
  for (guint i = 0; i < script->items->len;)
    {
      g_autoptr (GString) block = take_block (player, &i, early);

      for (gsize at = 0; at < block->len;)
        {
          gsize n = piece == 0 ? block->len : MIN (piece, block->len - at);

          rrm_player_feed (player, block->str + at, n);
          at += n;
        }
      if (block->len == 0 && i < script->items->len)
        happen (player, ((RrmScriptItem *) g_ptr_array_index (script->items, i++))->kind);
    }
}

/* What the script says that the client sends. */
static char *
expected_client (const RrmScript *script)
{
  GString *text = g_string_new (NULL);
  /* Where the lines begin that the next X or P line replaces. */
  gsize last = 0;

  for (guint i = 0; i < script->items->len; i++)
    {
      RrmScriptItem *item = g_ptr_array_index (script->items, i);
      const char *p = item->text->str;
      gboolean first = TRUE;
      g_auto (GStrv) lines = NULL;

      if (item->kind == RRM_SCRIPT_CLIENT)
        {
          if (!item->joined)
            last = text->len;
          g_string_append_printf (text, "C%c %s\n", item->joined ? '&' : ':', p);
          continue;
        }
      if (item->kind != RRM_SCRIPT_SECRET && item->kind != RRM_SCRIPT_PUBLIC)
        continue;

      g_string_truncate (text, last);
      lines = g_strsplit (p, "\r\n", -1);
      for (guint k = 0; lines[k] != NULL; k++, first = FALSE)
        g_string_append_printf (text, "%c%c %s\n", item->kind == RRM_SCRIPT_SECRET ? 'X' : 'C',
                                first ? ':' : '&', lines[k]);
    }

  return g_string_free (text, FALSE);
}

static char *
expected_transcript (const RrmScript *script)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < script->items->len; i++)
    {
      RrmScriptItem *item = g_ptr_array_index (script->items, i);

      if (item->kind <= RRM_SCRIPT_RAW && item->shown != NULL)
        g_string_append_printf (text, "S: %s\n", item->shown);
      else if (item->kind == RRM_SCRIPT_CLIENT)
        g_string_append_printf (text, "C: %s\n", item->shown);
    }

  return g_string_free (text, FALSE);
}

static char *
actual_transcript (RrmPlayer *player)
{
  RrmTranscriptLog *log = rrm_service_report_get_transcript (player->report);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rrm_transcript_log_get_length (log); i++)
    {
      const RrmTranscriptLine *line = rrm_transcript_log_get_line (log, i);

      g_string_append_printf (text, "%c: %s\n", line->speaker == RRM_SPEAKER_SERVER ? 'S' : 'C',
                              line->text);
    }

  return rrm_player_fold_tags (player, text->str);
}

/* Compares line by line; "*" in what is expected stands for anything. */
static void
compare (const char *actual,
         const char *expected)
{
  g_auto (GStrv) a = g_strsplit (actual, "\n", -1);
  g_auto (GStrv) b = g_strsplit (expected, "\n", -1);

  if (g_strv_length (a) != g_strv_length (b))
    {
      g_assert_cmpstr (actual, ==, expected);
      return;
    }
  for (guint i = 0; a[i] != NULL; i++)
    if (strcmp (a[i], b[i]) != 0 &&
        (g_str_has_prefix (b[i], "C: * ") || !g_pattern_match_simple (b[i], a[i])))
      g_assert_cmpstr (actual, ==, expected);
}

/* "Sent Items,,Trash,": by their use, in the order of the enumeration. */
static void
assert_folders (const RrmServiceFacts *facts,
                const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < RRM_N_FOLDER_USES; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? "," : "",
                            facts->folders[i] != NULL ? facts->folders[i] : "");
  g_assert_cmpstr (found->str, ==, expected);
}

static void
check_facts (RrmPlayer *player)
{
  const RrmScript *script = player->script;
  RrmServiceFacts *facts = rrm_service_report_get_facts (player->report);
  g_autofree char *messages =
    facts->has_messages ? g_strdup_printf ("%" G_GUINT64_FORMAT, facts->messages) : NULL;
  g_autofree char *quota = facts->has_quota
                             ? g_strdup_printf ("%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT,
                                                facts->quota_used, facts->quota_limit)
                             : NULL;
  g_autofree char *size =
    facts->size_limit > 0 ? g_strdup_printf ("%" G_GUINT64_FORMAT, facts->size_limit) : NULL;
  g_autofree char *mechanism =
    g_strconcat (rrm_auth_to_string (facts->mechanism), facts->login_command ? " command" : "",
                 facts->secret_sent ? " sent" : "", facts->login_accepted ? " accepted" : "", NULL);
  g_autofree char *capabilities =
    facts->capabilities != NULL ? g_strjoinv (",", facts->capabilities) : NULL;

  g_assert_cmpstr (messages, ==, rrm_script_get (script, "messages", NULL));
  g_assert_cmpstr (quota, ==, rrm_script_get (script, "quota", NULL));
  assert_folders (facts, rrm_script_get (script, "folders", ",,,"));
  g_assert_cmpstr (size, ==, rrm_script_get (script, "size", NULL));
  g_assert_cmpstr (mechanism, ==, rrm_script_get (script, "login", "auto"));
  g_assert_cmpint (facts->handed_over, ==, rrm_script_get (script, "handed-over", NULL) != NULL);
  g_assert_cmpint (facts->letter_left, ==, rrm_script_get (script, "letter-left", NULL) != NULL);
  if (rrm_script_get (script, "capabilities", NULL) != NULL)
    g_assert_cmpstr (capabilities != NULL ? capabilities : "(none)", ==,
                     rrm_script_get (script, "capabilities", NULL));
  if (rrm_script_get (script, "greeting", NULL) != NULL)
    g_assert_cmpstr (facts->greeting != NULL ? facts->greeting : "(none)", ==,
                     rrm_script_get (script, "greeting", NULL));
}

static void
check_fault (RrmPlayer *player)
{
  static const char *const seen[] = { "nothing", "imap", "pop3", "smtp", "http", "tls", "other" };
  const RrmScript *script = player->script;
  const RrmFault *fault = player->fault;
  g_autofree char *reply =
    fault != NULL && fault->reply != NULL ? rrm_reply_to_string (fault->reply) : NULL;

  g_assert_cmpstr (reply, ==, rrm_script_get (script, "reply", NULL));
  if (rrm_script_get (script, "seen", NULL) != NULL)
    g_assert_cmpstr (seen[fault->seen], ==, rrm_script_get (script, "seen", NULL));
}

static void
play_and_check (const RrmScript *script,
                gsize piece,
                gboolean early)
{
  g_autoptr (RrmPlayer) player = rrm_player_new (script);
  g_autofree char *client = NULL;
  g_autofree char *folded = expected_client (script);
  g_autofree char *transcript = NULL;
  g_autofree char *shown = expected_transcript (script);

  play (player, piece, early);
  client = rrm_player_fold_tags (player, player->client->str);
  transcript = actual_transcript (player);

  compare (client, folded);
  compare (transcript, shown);
  g_assert_cmpstr (player->steps->str, ==, rrm_script_get (script, "steps", ""));
  g_assert_true (rrm_player_is_over (player));
  check_facts (player);
  check_fault (player);
  rrm_player_check_end (player);
}

/* Answers before their questions: each is taken for what it answers, as if it had come in time.
 * Those of IMAP carry tags that nobody can guess. */
static void
test_early (gconstpointer data)
{
  const RrmScript *script = data;

  play_and_check (script, 0, TRUE);
  play_and_check (script, 1, TRUE);
}

/* How a conversation is spoilt at one byte. */
typedef enum
{
  SPOIL_EOF,
  SPOIL_RESET,
  SPOIL_SILENCE,
  SPOIL_LOW_BIT,
  SPOIL_CASE_BIT,
  SPOIL_HIGH_BIT,
  N_SPOILS,
} Spoil;

/* Ends the conversation from outside; what still goes on after that must end by itself. */
static void
cut (RrmPlayer *player,
     Spoil spoil)
{
  for (guint i = 0; i < 4 && !rrm_player_is_over (player); i++)
    {
      /* A rest is for whoever does not end it. */
      rrm_player_resume (player, FALSE);
      if (spoil == SPOIL_EOF)
        rrm_engine_feed_eof (player->engine);
      else if (spoil == SPOIL_RESET)
        rrm_engine_feed_reset (player->engine);
      else
        rrm_engine_feed_timeout (player->engine);
      rrm_player_drain (player);
    }
}

static void
feed_spoilt (RrmPlayer *player,
             GString *block,
             gsize at,
             Spoil spoil)
{
  static const guint8 masks[N_SPOILS] = { 0, 0, 0, 0x01, 0x20, 0x80 };

  if (spoil <= SPOIL_SILENCE)
    {
      rrm_player_feed (player, block->str, at);
      cut (player, spoil);
      return;
    }
  block->str[at] = (char) ((guint8) block->str[at] ^ masks[spoil]);
  rrm_player_feed (player, block->str, block->len);
}

/* Plays the script with its byte number @spoilt spoilt, as far as it still goes; how many bytes
 * were fed, the spoilt one among them. */
static gsize
play_spoilt (const RrmScript *script,
             gsize spoilt,
             Spoil spoil)
{
  g_autoptr (RrmPlayer) player = rrm_player_new (script);
  gsize before = 0;

  player->spoilt = TRUE;
  rrm_player_drain (player);
  for (guint i = 0; i < script->items->len && !rrm_player_is_over (player);)
    {
      g_autoptr (GString) block = take_block (player, &i, FALSE);
      RrmScriptItem *item;

      if (block->len > 0)
        {
          if (spoilt >= before && spoilt < before + block->len)
            feed_spoilt (player, block, spoilt - before, spoil);
          else
            rrm_player_feed (player, block->str, block->len);
          before += block->len;
          continue;
        }
      item = g_ptr_array_index (script->items, i++);
      if (player->wants_tls || item->kind >= RRM_SCRIPT_EOF)
        happen (player, item->kind);
    }

  cut (player, SPOIL_SILENCE);
  g_assert_true (rrm_player_is_over (player));
  rrm_player_check_end (player);

  return before;
}

/* How many bytes are fed when nothing is spoilt: the tags of a client are longer than they stand in
 * the script, and the end of the conversation may come before that of the script. */
static gsize
count_bytes (const RrmScript *script)
{
  return play_spoilt (script, G_MAXSIZE, SPOIL_SILENCE);
}

static void
test_pieces (gconstpointer data)
{
  static const gsize few[] = { 1, 7, 512, 4096 };
  const RrmScript *script = data;
  gsize n = count_bytes (script);

  play_and_check (script, 0, FALSE);
  if (n > MAX_EVERY_BYTE)
    for (guint i = 0; i < G_N_ELEMENTS (few); i++)
      play_and_check (script, few[i], FALSE);
  else
    for (gsize piece = 1; piece <= n; piece += stride)
      play_and_check (script, piece, FALSE);
}

static void
test_spoilt (gconstpointer data)
{
  const RrmScript *script = data;
  gsize n = count_bytes (script);
  gsize step = MAX (n > MAX_EVERY_BYTE ? n / 7 : 1, stride);

  /* With a stride, another byte is the first in each script. */
  for (gsize at = g_str_hash (script->name) % stride; at < n; at += step)
    for (guint spoil = 0; spoil < N_SPOILS; spoil++)
      g_assert_cmpuint (play_spoilt (script, at, spoil), >, at);
  for (guint spoil = 0; n > 0 && spoil < N_SPOILS; spoil++)
    g_assert_cmpuint (play_spoilt (script, n - 1, spoil), ==, n);
}

static GPtrArray *
load_scripts (void)
{
  GPtrArray *scripts = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_script_free);
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "transcripts", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".txt"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_ptr_array_add (scripts, rrm_script_load (path));
      }

  return scripts;
}

/* Two numbers on the command line, K and N, take one share of N: what is to be done in it stays
 * the same in whatever order the files are found. A third is the stride. */
static gboolean
is_in_share (const char *name,
             int argc,
             char **argv)
{
  return argc < 3 || g_str_hash (name) % (guint) atoi (argv[2]) == (guint) atoi (argv[1]);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GPtrArray) scripts = NULL;

  g_test_init (&argc, &argv, NULL);
  if (argc > 3)
    stride = (gsize) atoi (argv[3]);
  g_assert_cmpuint (stride, >, 0);
  scripts = load_scripts ();
  for (guint i = 0; i < scripts->len; i++)
    {
      RrmScript *script = g_ptr_array_index (scripts, i);
      g_autofree char *name = g_strndup (script->name, strlen (script->name) - 4);
      g_autofree char *pieces = g_strconcat ("/transcripts/", name, "/pieces", NULL);
      g_autofree char *spoilt = g_strconcat ("/transcripts/", name, "/spoilt", NULL);
      g_autofree char *early = g_strconcat ("/transcripts/", name, "/early", NULL);

      if (!is_in_share (script->name, argc, argv))
        continue;
      g_test_add_data_func (pieces, script, test_pieces);
      g_test_add_data_func (spoilt, script, test_spoilt);
      if (strcmp (rrm_script_get (script, "protocol", ""), "imap") != 0)
        g_test_add_data_func (early, script, test_early);
    }

  return g_test_run ();
}
