/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/error-rules.h"

#include "model/error-phrases.h"
#include "model/tables.h"

#include <string.h>

#define MAX_CODES 4
/* What a number of Outlook says: more than any words. */
#define WEIGHT_NUMBER 20

typedef struct
{
  RrmFindingCode codes[MAX_CODES];
  guint n_codes;
} Causes;

typedef struct
{
  /* What counts wherever it is said, and what counts in a text about mail; may be NULL. */
  RrmErrorPhrases *say;
  RrmErrorPhrases *also;
  RrmErrorPhrases *unless;
  Causes causes;
  double weight;
} Rule;

struct _RrmErrorRules
{
  GHashTable *spelling;
  GHashTable *reply_steps;
  GHashTable *aup_classes;
  /* From a number of Outlook to its Causes. */
  GHashTable *numbers;
  RrmErrorPhrases *mail;
  RrmErrorPhrases *half;
  RrmErrorPhrases *other;
  /* Of Rule. */
  GArray *rules;
};

static GHashTable *
load_strings (GKeyFile *file,
              const char *group)
{
  GHashTable *strings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    g_hash_table_insert (strings, g_strdup (keys[i]),
                         g_key_file_get_string (file, group, keys[i], NULL));

  return strings;
}

/* All that stands under @name and, for other languages, under @name-de and the like. */
static RrmErrorPhrases *
load_phrases (GKeyFile *file,
              const char *group,
              const char *name,
              GHashTable *classes)
{
  RrmErrorPhrases *phrases = NULL;
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *text = NULL;
      gsize n = strlen (name);

      if (strncmp (keys[i], name, n) != 0 || (keys[i][n] != '\0' && keys[i][n] != '-'))
        continue;
      text = g_key_file_get_string (file, group, keys[i], NULL);
      if (phrases == NULL)
        phrases = rrm_error_phrases_new (text, classes);
      else
        rrm_error_phrases_add (phrases, text, classes);
    }

  return phrases;
}

static void
parse_causes (const char *text,
              Causes *causes)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (i >= MAX_CODES || !rrm_finding_code_parse (words[i], &causes->codes[causes->n_codes++]))
      g_error ("errors.ini: no such cause, or too many: %s", text);
}

static void
load_rules (RrmErrorRules *self,
            GKeyFile *file,
            GHashTable *classes)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      Rule rule = { 0 };
      g_autofree char *codes = NULL;

      if (!g_str_has_prefix (groups[i], "rule "))
        continue;
      codes = g_key_file_get_string (file, groups[i], "codes", NULL);
      rule.weight = g_key_file_get_double (file, groups[i], "weight", NULL);
      rule.say = load_phrases (file, groups[i], "say", classes);
      rule.also = load_phrases (file, groups[i], "also", classes);
      rule.unless = load_phrases (file, groups[i], "unless", classes);
      if (codes == NULL || rule.weight <= 0 || (rule.say == NULL && rule.also == NULL))
        g_error ("errors.ini: [%s] is not complete", groups[i]);
      parse_causes (codes, &rule.causes);
      g_array_append_val (self->rules, rule);
    }
}

static RrmErrorRules *
load (void)
{
  g_autoptr (GKeyFile) file = rrm_table_load ("errors.ini");
  g_autoptr (GHashTable) classes = load_strings (file, "class");
  g_auto (GStrv) numbers = g_key_file_get_keys (file, "number", NULL, NULL);
  RrmErrorRules *self = g_new0 (RrmErrorRules, 1);

  self->spelling = load_strings (file, "spelling");
  self->reply_steps = load_strings (file, "reply-step");
  self->aup_classes = load_strings (file, "aup-class");
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; numbers[i] != NULL; i++)
    {
      Causes *causes = g_new0 (Causes, 1);
      g_autofree char *codes = g_key_file_get_string (file, "number", numbers[i], NULL);

      parse_causes (codes, causes);
      g_hash_table_insert (self->numbers, g_strdup (numbers[i]), causes);
    }
  self->mail = load_phrases (file, "topic", "mail", classes);
  self->half = load_phrases (file, "topic", "half", classes);
  self->other = load_phrases (file, "topic", "other", classes);
  self->rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  load_rules (self, file, classes);

  return self;
}

/**
 * rrm_error_rules_get_default:
 *
 * Returns: (transfer none): the program's own rules
 */
RrmErrorRules *
rrm_error_rules_get_default (void)
{
  static gsize rules = 0;

  if (g_once_init_enter (&rules))
    g_once_init_leave (&rules, (gsize) load ());

  return (RrmErrorRules *) rules;
}

/**
 * rrm_error_rules_get_spelling:
 * @self: the rules
 *
 * Returns: (transfer none) (element-type utf8 utf8): words as they are mistyped, and the right ones
 */
GHashTable *
rrm_error_rules_get_spelling (RrmErrorRules *self)
{
  return self->spelling;
}

/**
 * rrm_error_rules_get_topic:
 * @self: the rules
 * @words: a text
 *
 * Returns: what the text is about, as far as its words tell
 */
RrmErrorTopic
rrm_error_rules_get_topic (RrmErrorRules *self,
                           RrmErrorWords *words)
{
  if (rrm_error_phrases_count (self->mail, words, 1) > 0)
    return RRM_ERROR_TOPIC_MAIL;
  if (rrm_error_phrases_count (self->other, words, 1) > 0)
    return RRM_ERROR_TOPIC_OTHER;
  if (rrm_error_phrases_count (self->half, words, 1) > 0)
    return RRM_ERROR_TOPIC_MAIL;

  return RRM_ERROR_TOPIC_UNSAID;
}

static gboolean
says (const RrmErrorPhrases *phrases,
      RrmErrorWords *words)
{
  return phrases != NULL && rrm_error_phrases_count (phrases, words, 1) > 0;
}

/**
 * rrm_error_rules_score_words:
 * @self: the rules
 * @words: a text
 * @topic: what it is about
 * @scores: where its words count
 */
void
rrm_error_rules_score_words (RrmErrorRules *self,
                             RrmErrorWords *words,
                             RrmErrorTopic topic,
                             RrmErrorScores *scores)
{
  if (topic == RRM_ERROR_TOPIC_OTHER)
    return;

  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = &g_array_index (self->rules, Rule, i);
      gboolean said = says (rule->say, words);

      if ((!said && !says (rule->also, words)) || says (rule->unless, words))
        continue;
      rrm_error_scores_add (scores, rule->causes.codes, rule->causes.n_codes, rule->weight,
                            !said && topic != RRM_ERROR_TOPIC_MAIL);
    }
}

/* "0x800CCC0D", "800ccc0d", "ox800ccc0d": all of Outlook's numbers begin with an 8. */
static char *
get_number (const char *word)
{
  if (g_str_has_prefix (word, "0x") || g_str_has_prefix (word, "ox"))
    word += 2;
  if (strlen (word) != 8 || word[0] != '8')
    return NULL;

  return g_strconcat ("0x", word, NULL);
}

/**
 * rrm_error_rules_score_numbers:
 * @self: the rules
 * @words: a text
 * @scores: where its numbers count
 *
 * Returns: whether the text has a number of Outlook that is known
 */
gboolean
rrm_error_rules_score_numbers (RrmErrorRules *self,
                               RrmErrorWords *words,
                               RrmErrorScores *scores)
{
  const char *const *list = rrm_error_words_get (words);
  gboolean found = FALSE;

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *number = get_number (list[i]);
      const Causes *causes = number != NULL ? g_hash_table_lookup (self->numbers, number) : NULL;

      if (causes == NULL)
        continue;
      rrm_error_scores_add (scores, causes->codes, causes->n_codes, WEIGHT_NUMBER, FALSE);
      found = TRUE;
    }

  return found;
}

/**
 * rrm_error_rules_get_reply_steps:
 * @self: the rules
 * @status: the three digits of a reply of SMTP
 *
 * Returns: (nullable): the steps at which it comes, with blanks between, the likeliest first
 */
const char *
rrm_error_rules_get_reply_steps (RrmErrorRules *self,
                                 const char *status)
{
  return g_hash_table_lookup (self->reply_steps, status);
}

/**
 * rrm_error_rules_get_aup_class:
 * @self: the rules
 * @number: the four digits of a number of the provider
 * @code: (out): what numbers that begin alike mean
 *
 * Returns: whether there are any
 */
gboolean
rrm_error_rules_get_aup_class (RrmErrorRules *self,
                               const char *number,
                               RrmFindingCode *code)
{
  g_autofree char *begin = g_strndup (number, 2);
  const char *cause = g_hash_table_lookup (self->aup_classes, begin);

  return cause != NULL && rrm_finding_code_parse (cause, code);
}
