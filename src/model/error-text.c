/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/error-text.h"

#include "model/error-hosts.h"
#include "model/error-reply.h"
#include "model/error-rules.h"

#define MAX_FINDINGS 5
/* A pasted letter says no more than its first page. */
#define MAX_LENGTH 20000

/* The first page, as it can be read. */
static char *
read_text (const char *text)
{
  g_autofree char *page = g_strndup (text, MAX_LENGTH);
  g_autofree char *valid = g_utf8_make_valid (page, -1);

  return g_strdup (g_strstrip (valid));
}

/**
 * rrm_error_text_explain:
 * @text: an error message, or part of one, as people paste and retype it
 * @known: (out): whether the text says enough; else the findings are the nearest ones
 *
 * Tells the causes that a message speaks of: by the provider's own number, the number of Outlook,
 * the server that it names, what a server answered (`data/replies.ini`), and its words
 * (`data/errors.ini`). The findings rest on words alone, so their detail `basis` is "words";
 * `likely` is "most" for the first one where the text says enough.
 *
 * Returns: (transfer full) (element-type RrmFinding): the likeliest first; empty where nothing fits
 */
GPtrArray *
rrm_error_text_explain (const char *text,
                        gboolean *known)
{
  RrmErrorRules *rules = rrm_error_rules_get_default ();
  g_autofree char *page = read_text (text);
  g_autoptr (RrmErrorWords) words =
    rrm_error_words_new (page, rrm_error_rules_get_spelling (rules));
  g_autoptr (RrmErrorScores) scores = rrm_error_scores_new ();
  RrmErrorTopic topic = rrm_error_rules_get_topic (rules, words);
  gboolean mail;

  mail = rrm_error_reply_score_aup (page, scores);
  mail |= rrm_error_rules_score_numbers (rules, words, scores);
  mail |= rrm_error_hosts_score (page, words, scores);
  if (mail)
    topic = RRM_ERROR_TOPIC_MAIL;
  if (rrm_error_reply_score (page, topic, scores) && topic == RRM_ERROR_TOPIC_UNSAID)
    topic = RRM_ERROR_TOPIC_MAIL;
  rrm_error_rules_score_words (rules, words, topic, scores);

  return rrm_error_scores_end (scores, MAX_FINDINGS, known);
}
