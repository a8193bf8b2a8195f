/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/error-reply.h"

#include "model/reply-table.h"

#include <string.h>

/* What a server's own answer says, by what its meaning rests on. */
#define WEIGHT_AUP 30
#define WEIGHT_UNLISTED 20
#define WEIGHT_WORDS 11
#define WEIGHT_CODE 7
#define WEIGHT_BARE 3
/* Words that a server uses, in a text that shows no answer of one. */
#define WEIGHT_LOOSE 3

typedef enum
{
  PATTERN_AUP,
  PATTERN_STATUS,
  PATTERN_ENHANCED,
  PATTERN_RESPONSE,
  PATTERN_ANSWER,
  N_PATTERNS,
} Pattern;

static GRegex *
get_regex (Pattern pattern)
{
  static gsize regexes[N_PATTERNS];
  static const char *const texts[N_PATTERNS] = {
    /* People retype the provider's number in many ways: "AUP # Out-1500", "AU#out-1500", "AUP out
     * 1500", "AUP#0ut-1130". */
    [PATTERN_AUP] = "\\b(?:(a[ul]?p?\\s*#|aup\\b)|"
                    "[o0]ut\\s*[-‐‑‒–—−]|in\\s*[-‐‑‒–—−])"
                    "[\\s‐‑‒–—−-]*([o0]ut|[il1]n|[oi])?\\s*[-‐‑‒–—−]?\\s*([\\do]{4})\\b",
    /* The three digits stand at the beginning, or behind a word that announces them, or before an
     * enhanced code. */
    [PATTERN_STATUS] =
      "(?:(?:^|[:(\\[\"“”„«'-]|\\b(?:error|code|reply|status|responded|returned|said|smtp|server))"
      "\\s*#?\\s*([45]\\d\\d)(?![\\w.,:]\\w)|(?<![\\w.,#$€£-])([45]\\d\\d)(?=[ -]#?[45]\\.\\d))"
      "(?:[ -]#?([45]\\.\\d{1,3}\\.\\d{1,3})(?![\\w]))?",
    [PATTERN_ENHANCED] = "(?<![\\w.])([45])\\.(\\d{1,3}\\.\\d{1,3})(?![\\w.]\\w)",
    [PATTERN_RESPONSE] = "\\[([A-Z]+(?:[-/][A-Z]+)?)[\\] ]",
    /* What shows that a server speaks. */
    [PATTERN_ANSWER] = "(?:^|\\s)-?ERR\\b|\\b(?:responded|returned error|server said|smtp "
                       "error)\\b",
  };

  if (g_once_init_enter (&regexes[pattern]))
    {
      g_autoptr (GError) error = NULL;
      GRegex *regex = g_regex_new (texts[pattern],
                                   (pattern == PATTERN_RESPONSE ? 0 : G_REGEX_CASELESS) |
                                     G_REGEX_MULTILINE | G_REGEX_OPTIMIZE,
                                   0, &error);

      if (regex == NULL)
        g_error ("%s: %s", texts[pattern], error->message);
      g_once_init_leave (&regexes[pattern], (gsize) regex);
    }

  return (GRegex *) regexes[pattern];
}

static void
add (RrmErrorScores *scores,
     RrmFindingCode code,
     double weight)
{
  rrm_error_scores_add (scores, &code, 1, weight, FALSE);
}

static char *
fetch (const GMatchInfo *match,
       int number)
{
  char *text = g_match_info_fetch (match, number);

  if (text != NULL && text[0] == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

/* What a reply means at the steps where it comes; the likeliest counts most. */
static gboolean
score_steps (RrmErrorScores *scores,
             const char *status,
             const char *enhanced,
             const char *text)
{
  const char *known = rrm_error_rules_get_reply_steps (rrm_error_rules_get_default (), status);
  g_auto (GStrv) steps = g_strsplit (known != NULL ? known : "sender recipient", " ", -1);
  RrmReply reply = { .code = (guint) g_ascii_strtoull (status, NULL, 10),
                     .status = (char *) status,
                     .enhanced = (char *) enhanced,
                     .text = (char *) text };
  gboolean found = FALSE;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      static const double weights[] = { [RRM_REPLY_BARE] = WEIGHT_BARE,
                                        [RRM_REPLY_CODE] = WEIGHT_CODE,
                                        [RRM_REPLY_WORDS] = WEIGHT_WORDS,
                                        [RRM_REPLY_AUP] = 0 };
      RrmReplyStrength strength;
      RrmStepName step;
      RrmFindingCode code;

      if (!rrm_step_name_parse (steps[i], &step) ||
          !rrm_reply_table_explain (rrm_reply_table_get_default (), RRM_PROTOCOL_SMTP, step, &reply,
                                    &code, &strength))
        continue;
      add (scores, code, weights[strength] - 0.5 * i);
      found = TRUE;
    }

  return found;
}

/* With a number that the table lacks, the reply code tells, or the numbers that begin alike. */
static RrmFindingCode
guess_unlisted (const char *text,
                const char *number)
{
  RrmFindingCode code = RRM_FINDING_SENDER_REJECTED;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *status = NULL;
  g_autofree char *enhanced = NULL;
  RrmReply reply = { .text = (char *) text };

  if (rrm_error_rules_get_aup_class (rrm_error_rules_get_default (), number, &code) ||
      !g_regex_match (get_regex (PATTERN_STATUS), text, 0, &match))
    return code;
  status = fetch (match, 1);
  if (status == NULL)
    status = fetch (match, 2);
  enhanced = fetch (match, 3);
  reply.status = status;
  reply.enhanced = enhanced;
  reply.code = (guint) g_ascii_strtoull (status, NULL, 10);
  rrm_reply_table_explain (rrm_reply_table_get_default (), RRM_PROTOCOL_SMTP, RRM_STEP_NAME_SENDER,
                           &reply, &code, NULL);

  return code;
}

/**
 * rrm_error_reply_score_aup:
 * @text: a text in UTF-8
 * @scores: where the provider's number in it counts
 *
 * Returns: whether there is one
 */
gboolean
rrm_error_reply_score_aup (const char *text,
                           RrmErrorScores *scores)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *named = NULL;
  g_autofree char *direction = NULL;
  g_autofree char *number = NULL;
  g_autofree char *canonical = NULL;
  g_autofree char *found = NULL;
  RrmFindingCode code;
  gboolean listed = FALSE;

  if (!g_regex_match (get_regex (PATTERN_AUP), text, 0, &match))
    return FALSE;
  named = fetch (match, 1);
  direction = fetch (match, 2);
  number = fetch (match, 3);
  g_strdelimit (number, "oO", '0');
  /* All numbers of the provider begin with 1, which in handwriting looks like a 7. */
  if (number[0] == '7')
    number[0] = '1';
  canonical = g_strdup_printf (
    "AUP#%s-%s", direction != NULL && strchr ("iIlL1", direction[0]) != NULL ? "In" : "Out",
    number);
  found = rrm_reply_table_find_aup (rrm_reply_table_get_default (), canonical, &code, &listed);
  /* "Born in - 1950" */
  if (!listed && named == NULL)
    return FALSE;
  if (!listed)
    code = guess_unlisted (text, number);
  add (scores, code, listed ? WEIGHT_AUP : WEIGHT_UNLISTED);
  rrm_error_scores_set_detail (scores, code, listed ? "aup" : "unlisted-aup", found);
  if (code == RRM_FINDING_SENDER_NOT_LOGIN && listed)
    add (scores, RRM_FINDING_CLIENT_SMTP_SHARED, WEIGHT_AUP - 1);

  return TRUE;
}

static gboolean
score_status (const char *text,
              RrmErrorScores *scores)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *status = NULL;
  g_autofree char *enhanced = NULL;

  if (!g_regex_match (get_regex (PATTERN_STATUS), text, 0, &match))
    return FALSE;
  status = fetch (match, 1);
  if (status == NULL)
    status = fetch (match, 2);
  enhanced = fetch (match, 3);

  return score_steps (scores, status, enhanced, text);
}

/* Programs show "5.7.1 Relaying denied" without the three digits before it. */
static gboolean
score_enhanced (const char *text,
                RrmErrorScores *scores)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *enhanced = NULL;

  if (!g_regex_match (get_regex (PATTERN_ENHANCED), text, 0, &match))
    return FALSE;
  enhanced = fetch (match, 0);

  return score_steps (scores, enhanced[0] == '4' ? "450" : "550", enhanced, text);
}

/* The same code means another thing where somebody signs in. */
static RrmStepName
guess_step (const char *text)
{
  static const char *const words[] = { "auth", "login", "log in", "password", "user" };
  g_autofree char *folded = g_utf8_strdown (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (folded, words[i]) != NULL)
      return RRM_STEP_NAME_LOGIN;

  return RRM_STEP_NAME_MAILBOX;
}

/* "[SERVERBUG]" of IMAP, "[SYS/TEMP]" of POP3. */
static gboolean
score_response (const char *text,
                RrmErrorScores *scores)
{
  static const RrmProtocol protocols[] = { RRM_PROTOCOL_IMAP, RRM_PROTOCOL_POP3 };
  RrmReplyTable *table = rrm_reply_table_get_default ();
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (get_regex (PATTERN_RESPONSE), text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *word = fetch (match, 1);
      RrmReply reply = { .response_code = word, .status = (char *) "", .text = (char *) "" };
      RrmStepName step = guess_step (text);
      RrmReplyStrength strength;
      RrmFindingCode code;

      for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
        if (rrm_reply_table_explain (table, protocols[i], step, &reply, &code, &strength))
          {
            add (scores, code, WEIGHT_CODE);
            return TRUE;
          }
    }

  return FALSE;
}

/* What servers say in words at the steps where most of them refuse. */
static void
score_loose (const char *text,
             RrmErrorScores *scores,
             double weight)
{
  static const struct
  {
    RrmProtocol protocol;
    RrmStepName step;
  } places[] = {
    { RRM_PROTOCOL_SMTP, RRM_STEP_NAME_SENDER },
    { RRM_PROTOCOL_IMAP, RRM_STEP_NAME_LOGIN },
  };
  RrmReplyTable *table = rrm_reply_table_get_default ();

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      RrmFindingCode code;

      if (rrm_reply_table_match_words (table, places[i].protocol, places[i].step, text, &code))
        {
          add (scores, code, weight);
          return;
        }
    }
}

/**
 * rrm_error_reply_score:
 * @text: a text in UTF-8
 * @topic: what it is about, as far as its words tell
 * @scores: where answers of servers in it count
 *
 * Looks for what servers answer, and asks the table by which the test understands them.
 *
 * Returns: whether the text shows an answer of a mail server
 */
gboolean
rrm_error_reply_score (const char *text,
                       RrmErrorTopic topic,
                       RrmErrorScores *scores)
{
  gboolean bare = topic == RRM_ERROR_TOPIC_MAIL || strlen (text) <= 4;
  gboolean found = FALSE;

  if (topic == RRM_ERROR_TOPIC_OTHER)
    return FALSE;
  if (bare || g_regex_match (get_regex (PATTERN_ENHANCED), text, 0, NULL))
    found = score_status (text, scores);
  if (!found && topic == RRM_ERROR_TOPIC_MAIL)
    found = score_enhanced (text, scores);
  found |= score_response (text, scores);
  if (found || g_regex_match (get_regex (PATTERN_ANSWER), text, 0, NULL))
    score_loose (text, scores, WEIGHT_CODE);
  else if (topic == RRM_ERROR_TOPIC_MAIL)
    score_loose (text, scores, WEIGHT_LOOSE);

  return found;
}
