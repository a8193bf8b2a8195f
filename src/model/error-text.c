/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/error-text.h"

#include "model/address.h"
#include "model/error-words.h"
#include "model/provider-map.h"
#include "model/reply-table.h"
#include "model/tables.h"

#include <string.h>

/* What a name of a server says, and what the provider's own number says: more than any words. */
#define WEIGHT_HOST 12
#define WEIGHT_NUMBER 20
#define WEIGHT_AUP 30
/* The second cause of a rule counts a little less than the first. */
#define STEP 0.5
/* With less than this the words are a hint, and the honest answer is "not known". */
#define ENOUGH 2.0
#define MAX_FINDINGS 5

/* The scores of one text. */
typedef struct
{
  double score[RRM_N_FINDING_CODES];
  char *details[RRM_N_FINDING_CODES];
  const char *detail_names[RRM_N_FINDING_CODES];
} Scores;

static GHashTable *
load_spelling (GKeyFile *rules)
{
  GHashTable *spelling = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) keys = g_key_file_get_keys (rules, "spelling", NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    g_hash_table_insert (spelling, g_strdup (keys[i]),
                         g_key_file_get_string (rules, "spelling", keys[i], NULL));

  return spelling;
}

static void
add_codes (Scores *scores,
           const char *codes,
           double weight)
{
  g_auto (GStrv) words = g_strsplit (codes, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      RrmFindingCode code;

      if (!rrm_finding_code_parse (words[i], &code))
        g_error ("errors.ini names no such cause: %s", words[i]);
      scores->score[code] += weight - STEP * i;
    }
}

static void
set_detail (Scores *scores,
            RrmFindingCode code,
            const char *name,
            const char *value)
{
  if (scores->details[code] != NULL)
    return;
  scores->detail_names[code] = name;
  scores->details[code] = g_strdup (value);
}

static void
score_rules (Scores *scores,
             GKeyFile *rules,
             const char *const *words)
{
  g_auto (GStrv) groups = g_key_file_get_groups (rules, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *say = g_key_file_get_string (rules, groups[i], "say", NULL);
      g_autofree char *unless = g_key_file_get_string (rules, groups[i], "unless", NULL);
      g_autofree char *codes = g_key_file_get_string (rules, groups[i], "codes", NULL);

      if (say == NULL || !rrm_error_words_say (words, say) ||
          (unless != NULL && rrm_error_words_say (words, unless)))
        continue;
      add_codes (scores, codes, g_key_file_get_integer (rules, groups[i], "weight", NULL));
    }
}

static void
score_numbers (Scores *scores,
               GKeyFile *rules,
               const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *codes = g_key_file_get_string (rules, "number", words[i], NULL);

      if (codes != NULL)
        add_codes (scores, codes, WEIGHT_NUMBER);
    }
}

/* What the three digits of SMTP (RFC 5321, section 4.2) in front of a number say that the table
 * does not have. */
static gboolean
explain_by_reply_code (const char *text,
                       RrmFindingCode *code)
{
  g_autoptr (GRegex) regex =
    g_regex_new ("\\b([45]\\d\\d)(?:[ -]([45]\\.\\d{1,3}\\.\\d{1,3}))?\\b", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *status = NULL;
  g_autofree char *enhanced = NULL;
  RrmReply reply = { 0 };

  if (!g_regex_match (regex, text, 0, &match))
    return FALSE;
  status = g_match_info_fetch (match, 1);
  enhanced = g_match_info_fetch (match, 2);
  reply.status = status;
  reply.code = (guint) g_ascii_strtoull (status, NULL, 10);
  reply.enhanced = enhanced != NULL && enhanced[0] != '\0' ? enhanced : NULL;
  reply.text = (char *) text;

  return rrm_reply_table_explain (rrm_reply_table_get_default (), RRM_PROTOCOL_SMTP,
                                  RRM_STEP_NAME_SENDER, &reply, code, NULL);
}

/* People retype the provider's number in many ways: "AUP # Out-1500", "AU#out-1500", "AUP out
 * 1500". */
static void
score_aup (Scores *scores,
           const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (
    "\\b(?:a[ul]?p?\\s*#|aup|out\\s*[-‐‑‒–—−]|in\\s*[-‐‑‒–—−])"
    "\\s*(?:out|in|o|i)?\\s*[-‐‑‒–—−]?\\s*(\\d{4})\\b",
    G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *number = NULL;
  g_autofree char *canonical = NULL;
  g_autofree char *found = NULL;
  RrmFindingCode code;
  gboolean listed = FALSE;

  if (!g_regex_match (regex, valid, 0, &match))
    return;
  number = g_match_info_fetch (match, 1);
  /* All numbers of the provider begin with 1, which in handwriting looks like a 7. */
  number[0] = '1';
  canonical = g_strconcat ("AUP#Out-", number, NULL);
  found = rrm_reply_table_find_aup (rrm_reply_table_get_default (), canonical, &code, &listed);
  if (found == NULL || (!listed && !explain_by_reply_code (valid, &code)))
    return;
  scores->score[code] += listed ? WEIGHT_AUP : WEIGHT_NUMBER;
  set_detail (scores, code, "aup", found);
  if (code == RRM_FINDING_SENDER_NOT_LOGIN)
    scores->score[RRM_FINDING_CLIENT_SMTP_SHARED] += WEIGHT_AUP - 1;
}

/* The domain of an address of the family that stands in the text, or NULL. */
static char *
find_domain (const char *const *words)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *at = strrchr (words[i], '@');
      const char *domain = at != NULL ? at + 1 : words[i];

      if (strchr (domain, '.') != NULL && rrm_provider_map_has_domain (map, domain))
        return g_strdup (domain);
    }

  return NULL;
}

static void
score_host (Scores *scores,
            const char *host,
            const char *domain)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();
  /* Whoever asks here has an address of the family, told or not; but only a told one says which of
   * its servers is the right one. */
  RrmHostKind kind =
    rrm_provider_map_classify_host (map, host, domain != NULL ? domain : "rr.com", NULL);
  RrmFindingCode code;

  switch (kind)
    {
    case RRM_HOST_RETIRED:
      code = RRM_FINDING_HOST_RETIRED;
      break;
    case RRM_HOST_TYPO:
      code = RRM_FINDING_HOST_TYPO;
      break;
    case RRM_HOST_OTHER_ADDRESSES:
      if (domain == NULL)
        return;
      code = RRM_FINDING_HOST_FOR_OTHER_ADDRESSES;
      break;
    case RRM_HOST_OWN:
    case RRM_HOST_SECOND:
    case RRM_HOST_UNKNOWN:
    default:
      return;
    }

  scores->score[code] += WEIGHT_HOST;
  set_detail (scores, code, "host", host);
}

/* "my domain is hvc.rr.com" names no server; "connect to nycap.rr.com" does. */
static gboolean
names_a_server (const char *const *words,
                guint index)
{
  static const char *const before[] = { "to", "server", "host", "hostname", NULL };
  RrmProviderMap *map = rrm_provider_map_get_default ();

  if (strchr (words[index], '.') == NULL || strchr (words[index], '@') != NULL)
    return FALSE;
  if (!rrm_provider_map_has_domain (map, words[index]) ||
      rrm_provider_map_classify_host (map, words[index], NULL, NULL) == RRM_HOST_RETIRED)
    return TRUE;

  return index > 0 && g_strv_contains (before, words[index - 1]);
}

/* Where the words say which user name was refused: "with username pat.ca.rr.com failed". */
static gboolean
is_username (const char *const *words,
             guint index)
{
  for (guint back = 1; back <= 3 && back <= index; back++)
    if (g_str_equal (words[index - back], "username"))
      return TRUE;

  return FALSE;
}

static void
score_hosts (Scores *scores,
             const char *const *words)
{
  g_autofree char *domain = find_domain (words);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *host = NULL;

      if (!names_a_server (words, i) || is_username (words, i))
        continue;
      host = rrm_host_normalize (words[i], NULL);
      if (host != NULL && !rrm_host_is_literal (host))
        score_host (scores, host, domain);
    }
}

/* "with username pat.ca.rr.com failed": the name has no @. */
static void
score_username (Scores *scores,
                const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (is_username (words, i) && strchr (words[i], '.') != NULL &&
        strchr (words[i], '@') == NULL && words[i + 1] != NULL &&
        g_str_has_prefix (words[i + 1], "fail"))
      scores->score[RRM_FINDING_USERNAME_NEEDS_DOMAIN] += WEIGHT_HOST;
}

static RrmFinding *
take_best (Scores *scores)
{
  guint best = 0;
  RrmFinding *finding;

  for (guint i = 1; i < RRM_N_FINDING_CODES; i++)
    if (scores->score[i] > scores->score[best])
      best = i;
  if (scores->score[best] <= 0)
    return NULL;

  finding = rrm_finding_new ((RrmFindingCode) best);
  if (scores->details[best] != NULL)
    rrm_finding_set_detail (finding, scores->detail_names[best], scores->details[best]);
  scores->score[best] = 0;

  return finding;
}

/**
 * rrm_error_text_explain:
 * @text: an error message, or part of one, as people paste and retype it
 * @known: (out): whether the text says enough; else the findings are the nearest ones
 *
 * Tells the causes that a message speaks of: by the provider's own number, the number of Outlook,
 * the server that it names, and its words (`data/errors.ini`).
 *
 * Returns: (transfer full) (element-type RrmFinding): the likeliest first; empty where nothing fits
 */
GPtrArray *
rrm_error_text_explain (const char *text,
                        gboolean *known)
{
  g_autoptr (GKeyFile) rules = rrm_table_load ("errors.ini");
  g_autoptr (GHashTable) spelling = load_spelling (rules);
  g_auto (GStrv) words = rrm_error_words_split (text, spelling);
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);
  Scores scores = { 0 };
  RrmFinding *finding;

  score_aup (&scores, text);
  score_numbers (&scores, rules, (const char *const *) words);
  score_hosts (&scores, (const char *const *) words);
  score_username (&scores, (const char *const *) words);
  score_rules (&scores, rules, (const char *const *) words);

  *known = FALSE;
  for (guint i = 0; i < RRM_N_FINDING_CODES; i++)
    *known |= scores.score[i] > ENOUGH;
  while (findings->len < MAX_FINDINGS && (finding = take_best (&scores)) != NULL)
    g_ptr_array_add (findings, finding);
  for (guint i = 0; i < RRM_N_FINDING_CODES; i++)
    g_free (scores.details[i]);

  return findings;
}
