/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "protocol-player.h"

#include <string.h>

/* A whole engine, FUZZ_PROTOCOL: five bytes choose what it is to do and how the rest is cut into
 * pieces; the rest is what the server says. In it, 0xff and a letter make something happen:
 *   E R O    the connection is closed, is reset, times out
 *   T U F    TLS stands, stands without being verified, fails
 *   1 to 9   the tag of that number of the client, for IMAP
 *   N        the client's nonce, for SCRAM
 *   L M      a rest is over, with a message, without one; P a pause is over
 *   K        the token of the message
 * The player looks whether the rules hold: no secret outside TLS unless no encryption was chosen,
 * none in what is shown, steps in order. Here it is seen that it ends, and that it makes no
 * difference how the bytes were cut. */

#define EVENT 0xff

/* What the player's message has where a script does not say otherwise. */
#define TOKEN "roadrunner"

static const char *const securities[] = { "tls", "starttls", "none" };
static const char *const auths[] = {
  "auto", "plain", "login", "cram-md5", "scram-sha-256", "ntlm", "none",
};
static const char *const untils[] = {
  "envelope", "login", "tls", "greeting", "connect", "delivery", "delivery\nvisit: yes",
};

/* As the headers of the transcripts say it. No password begins with a hexadecimal digit, which
 * could belong to the escape of a control character before it. */
static const struct
{
  const char *username;
  const char *password;
  const char *address;
} people[] = {
  { "pat@nc.rr.com", "s3cret-Pass", "pat@nc.rr.com" },
  { "p\303\244t", "p\303\244ssw\303\266rd", "p\303\244t@nc.rr.com" },
  { "pa\"t", "q\"b\\\\c d", "pat@nc.rr.com> SIZE=1" },
  { "tim", "tanstaaftanstaaf", "pat@nc.rr.com" },
  { "pat", "s3cret\\nPass", "pat@nc.rr.com" },
  { "", "a\\377bcd", "pat@nc.rr.com" },
};

static RrmScript *
take_script (RrmFuzzInput *input)
{
  const char *security = securities[rrm_fuzz_choose (input, G_N_ELEMENTS (securities))];
  const char *auth = auths[rrm_fuzz_choose (input, G_N_ELEMENTS (auths))];
  const char *until = untils[rrm_fuzz_choose (input, G_N_ELEMENTS (untils))];
  guint person = rrm_fuzz_choose (input, G_N_ELEMENTS (people));
  g_autofree char *text = g_strdup_printf (
    "protocol: " FUZZ_PROTOCOL "\nsecurity: %s\nauth: %s\nuntil: %s\n"
    "username: %s\npassword: %s\naddress: %s\n",
    security, auth, until, people[person].username, people[person].password,
    people[person].address);

  return rrm_script_parse ("fuzz", text);
}

/* The client's nonce of SCRAM, if it has sent one (RFC 5802, section 7). */
static char *
find_nonce (RrmPlayer *player)
{
  g_auto (GStrv) words = g_strsplit_set (player->client->str, " \n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = 0;
      g_autofree guchar *bytes = g_base64_decode (words[i], &length);
      g_autofree char *text = g_strndup ((const char *) bytes, length);
      const char *nonce = g_str_has_prefix (text, "n,,") ? strstr (text, ",r=") : NULL;

      if (nonce != NULL)
        return g_strdup (nonce + 3);
    }

  return g_strdup ("");
}

/* What a server that knows the nonce would send, in Base64. */
static void
feed_nonce (RrmPlayer *player)
{
  g_autofree char *nonce = find_nonce (player);
  g_autofree char *plain = g_strdup_printf ("r=%sx,s=c2FsdA==,i=4096", nonce);
  g_autofree char *encoded = g_base64_encode ((const guchar *) plain, strlen (plain));

  rrm_player_feed (player, encoded, strlen (encoded));
}

static void
feed_tag (RrmPlayer *player,
          guint number)
{
  if (number <= player->tags->len)
    {
      const char *tag = g_ptr_array_index (player->tags, number - 1);

      rrm_player_feed (player, tag, strlen (tag));
    }
}

/* Whether @what was something that happens. */
static gboolean
happen (RrmPlayer *player,
        guint8 what)
{
  switch (what)
    {
    case 'E':
      rrm_engine_feed_eof (player->engine);
      break;
    case 'R':
      rrm_engine_feed_reset (player->engine);
      break;
    case 'O':
      rrm_engine_feed_timeout (player->engine);
      break;
    case 'T':
    case 'U':
      if (player->wants_tls)
        rrm_player_start_tls (player, what == 'T');
      return TRUE;
    case 'F':
      if (!player->wants_tls)
        return TRUE;
      player->wants_tls = FALSE;
      rrm_engine_tls_failed (player->engine, rrm_fault_new (RRM_FAULT_TLS_FAILED));
      break;
    case 'P':
      rrm_engine_feed_pause (player->engine);
      break;
    case 'L':
    case 'M':
      rrm_player_resume (player, what == 'L');
      return TRUE;
    case 'N':
      feed_nonce (player);
      return TRUE;
    case 'K':
      rrm_player_feed (player, TOKEN, strlen (TOKEN));
      return TRUE;
    default:
      if (what < '1' || what > '9')
        return FALSE;
      feed_tag (player, what - '0');
      return TRUE;
    }

  rrm_player_drain (player);
  if (rrm_player_is_over (player))
    player->wants_tls = FALSE;

  return TRUE;
}

static void
feed_pieces (RrmPlayer *player,
             const guint8 *bytes,
             gsize length,
             guint piece)
{
  while (length > 0 && !rrm_player_is_over (player))
    {
      gsize n = piece == 0 ? length : MIN (piece, length);

      rrm_player_feed (player, (const char *) bytes, n);
      bytes += n;
      length -= n;
    }
}

/* What is sent openly never holds the password, whatever the server says. */
static void
check_public (RrmPlayer *player)
{
  g_autofree char *password = g_strcompress (rrm_script_get (player->script, "password", ""));
  g_auto (GStrv) lines = g_strsplit (player->client->str, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] == 'C')
      g_assert_null (strstr (lines[i], password));
}

/* Returns: (transfer full): how it went */
static char *
play (const RrmScript *script,
      const RrmFuzzInput *input,
      guint piece)
{
  g_autoptr (RrmPlayer) player = rrm_player_new (script);
  const guint8 *p = input->p;
  char *steps;

  rrm_player_drain (player);
  while (p < input->end && !rrm_player_is_over (player))
    {
      const guint8 *event = memchr (p, EVENT, (gsize) (input->end - p));
      const guint8 *stop = event != NULL ? event : input->end;

      feed_pieces (player, p, (gsize) (stop - p), piece);
      p = stop;
      if (p == input->end || rrm_player_is_over (player))
        break;
      if (++p < input->end && happen (player, *p))
        p++;
    }
  rrm_player_check_end (player);
  steps = g_strdup (player->steps->str);

  /* Where nothing comes any more, every engine comes to its end. */
  for (guint i = 0; i < 4 && !rrm_player_is_over (player); i++)
    {
      happen (player, 'M');
      happen (player, 'O');
    }
  g_assert_true (rrm_player_is_over (player));
  rrm_player_check_end (player);
  check_public (player);

  return steps;
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  g_autoptr (RrmScript) script = take_script (&input);
  guint piece = rrm_fuzz_choose (&input, 64);
  g_autofree char *whole = play (script, &input, 0);

  if (piece > 0)
    {
      g_autofree char *cut = play (script, &input, piece);

      g_assert_cmpstr (whole, ==, cut);
    }

  return 0;
}
