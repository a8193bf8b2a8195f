/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/reply.h"

#include <string.h>

/* Between the replies of a sequence. */
#define NEXT "\\|"
/* At the end: no line end. An empty reply is no word at all. */
#define NO_LINE_END "\\c"
/* Stands for the usual reply in a sequence. */
#define USUAL "*"

static void
append_fact (GString *text,
             char what,
             const RrmPracticeReplyFacts *facts)
{
  g_autofree char *date = NULL;

  switch (what)
    {
    case 't':
      g_string_append (text, facts->tag);
      break;
    case 's':
      g_string_append (text, facts->subject != NULL ? facts->subject : "");
      break;
    case 'u':
      g_string_append (text, facts->user != NULL ? facts->user : "");
      break;
    case 'a':
      g_string_append (text, facts->address);
      break;
    case 'h':
      g_string_append (text, facts->host);
      break;
    case 'i':
      g_string_append (text, facts->client_address);
      break;
    case 'p':
      g_string_append_printf (text, "%u", facts->client_port);
      break;
    case 'd':
      date = rrm_practice_reply_dup_date (facts->clock_days);
      g_string_append (text, date);
      break;
    default:
      g_string_append_c (text, '%');
      if (what != '%')
        g_string_append_c (text, what);
    }
}

/* The last line of @reply, without its line end. */
static char *
dup_last_line (const GString *reply)
{
  g_auto (GStrv) lines = g_strsplit (reply->str, "\n", -1);
  guint n = g_strv_length (lines);
  char *line;

  while (n > 0 && *lines[n - 1] == '\0')
    n--;
  line = g_strdup (n > 0 ? lines[n - 1] : "");

  return g_strchomp (line);
}

/**
 * rrm_practice_reply_render:
 * @words: a reply with % escapes; an unknown one stands for itself
 * @length: its length in bytes
 * @facts: what they stand for
 *
 * Returns: (transfer full): the reply
 */
GString *
rrm_practice_reply_render (const char *words,
                           gsize length,
                           const RrmPracticeReplyFacts *facts)
{
  GString *text = g_string_sized_new (length + 64);

  for (gsize i = 0; i < length; i++)
    if (words[i] == '%' && i + 1 < length)
      append_fact (text, words[++i], facts);
    else
      g_string_append_c (text, words[i]);

  return text;
}

/**
 * rrm_practice_reply_render_raw:
 * @raw: a value as written in a scenario
 * @facts: what its % escapes stand for
 *
 * Returns: (transfer full): its bytes, without a line end of their own
 */
GString *
rrm_practice_reply_render_raw (const char *raw,
                               const RrmPracticeReplyFacts *facts)
{
  gsize raw_length = strlen (raw);
  g_autofree char *kept = NULL;
  g_autofree char *words = NULL;
  gsize length;

  if (g_str_has_suffix (raw, NO_LINE_END))
    raw_length -= strlen (NO_LINE_END);
  kept = g_strndup (raw, raw_length);
  words = rrm_scenario_unescape (kept, &length);

  return rrm_practice_reply_render (words, length, facts);
}

/**
 * rrm_practice_reply_render_nth:
 * @raw: a value as written: one reply, or several with `\|` between them
 * @n: which one, from 0; the last one serves for all after it
 * @facts: what % escapes stand for
 *
 * Returns: (transfer full) (nullable): the reply with its line end, %NULL for the usual one
 */
GString *
rrm_practice_reply_render_nth (const char *raw,
                               guint n,
                               const RrmPracticeReplyFacts *facts)
{
  g_auto (GStrv) replies = g_strsplit (raw, NEXT, -1);
  guint count = g_strv_length (replies);
  const char *one = count > 0 ? replies[MIN (n, count - 1)] : "";
  GString *reply;

  if (g_str_equal (one, USUAL))
    return NULL;
  reply = rrm_practice_reply_render_raw (one, facts);
  rrm_practice_reply_finish (reply, one);

  return reply;
}

/**
 * rrm_practice_reply_finish:
 * @reply: a rendered reply
 * @raw: what it was rendered from
 *
 * Adds the line end that a scenario need not write.
 */
void
rrm_practice_reply_finish (GString *reply,
                           const char *raw)
{
  if (*raw != '\0' && !g_str_has_suffix (raw, NO_LINE_END) && !g_str_has_suffix (reply->str, "\n"))
    g_string_append (reply, "\r\n");
}

/**
 * rrm_practice_reply_is_positive:
 * @protocol: whose reply
 * @reply: a reply
 * @tag: (nullable): the tag that an IMAP reply must carry
 *
 * Returns: whether it says yes, or "go on"
 */
gboolean
rrm_practice_reply_is_positive (RrmPracticeProtocol protocol,
                                const GString *reply,
                                const char *tag)
{
  g_autofree char *line = dup_last_line (reply);
  gsize tag_length = tag != NULL ? strlen (tag) : 0;

  if (protocol == RRM_PRACTICE_POP3)
    return reply->str[0] == '+';
  if (protocol == RRM_PRACTICE_SMTP)
    return line[0] == '2' || line[0] == '3';

  return line[0] == '+' || (tag_length > 0 && g_ascii_strncasecmp (line, tag, tag_length) == 0 &&
                            g_ascii_strncasecmp (line + tag_length, " OK", 3) == 0);
}

/**
 * rrm_practice_reply_hangs_up:
 * @protocol: whose reply
 * @reply: a reply or greeting
 *
 * Returns: whether a server closes the connection behind it: SMTP 421 (RFC 5321, section 3.8),
 *   an IMAP BYE (RFC 9051, section 7.1.5), a POP3 greeting's refusal comes as `-ERR` too but leaves
 *   the end to the client
 */
gboolean
rrm_practice_reply_hangs_up (RrmPracticeProtocol protocol,
                             const GString *reply)
{
  g_autofree char *line = NULL;

  if (protocol == RRM_PRACTICE_IMAP)
    return g_ascii_strncasecmp (reply->str, "* BYE", 5) == 0 ||
           strstr (reply->str, "\n* BYE") != NULL;
  if (protocol != RRM_PRACTICE_SMTP)
    return FALSE;
  line = dup_last_line (reply);

  return g_str_has_prefix (line, "421");
}

/**
 * rrm_practice_reply_dup_date:
 * @clock_days: how far the clock is ahead
 *
 * Returns: (transfer full): a date as in mail (RFC 5322, section 3.3), in English, with the zone
 *   name that InterMail puts behind it
 */
char *
rrm_practice_reply_dup_date (double clock_days)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_seconds (now, clock_days * 86400.0);

  return g_strdup_printf ("%s, %02d %s %d %02d:%02d:%02d +0000 (UTC)",
                          days[g_date_time_get_day_of_week (then) - 1],
                          g_date_time_get_day_of_month (then),
                          months[g_date_time_get_month (then) - 1], g_date_time_get_year (then),
                          g_date_time_get_hour (then), g_date_time_get_minute (then),
                          g_date_time_get_second (then));
}
