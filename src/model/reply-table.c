/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/reply-table.h"

#include "model/tables.h"

#include <string.h>

/* Any step that a rule does not name. */
#define ANY_STEP RRM_N_STEP_NAMES

/* What an answer means at each step; -1 where the rule says nothing. */
typedef struct
{
  int codes[RRM_N_STEP_NAMES + 1];
} Meaning;

typedef struct
{
  guint first;
  guint last;
  RrmFindingCode code;
} AupRange;

typedef struct
{
  GRegex *pattern;
  gboolean protocols[RRM_N_PROTOCOLS];
  Meaning meaning;
  /* Codes that tell more than these words. */
  char **unless;
} Words;

/**
 * RrmReplyTable:
 *
 * What servers' answers mean. It is data (`data/replies.ini`) and never changes while the program
 * runs, so every thread may read it.
 */
struct _RrmReplyTable
{
  GKeyFile *file;
  GRegex *aup_pattern;
  /* Of AupRange. */
  GArray *aup;
  /* Of Words, in the order of the file. */
  GArray *words;
  /* From a code in upper case to a Meaning. */
  GHashTable *enhanced;
  GHashTable *smtp;
  GHashTable *imap;
  GHashTable *imap_status;
  GHashTable *pop3;
  GHashTable *pop3_status;
};

static RrmFindingCode
parse_code (const char *group,
            const char *text)
{
  RrmFindingCode code = RRM_FINDING_OFFLINE;

  if (!rrm_finding_code_parse (text, &code))
    g_error ("replies.ini: [%s] %s is no finding", group, text);

  return code;
}

/* "login:password-rejected;*:server-busy" */
static void
parse_meaning (GKeyFile *file,
               const char *group,
               const char *key,
               Meaning *meaning)
{
  g_auto (GStrv) parts = rrm_table_get_list (file, group, key);

  for (guint i = 0; i <= ANY_STEP; i++)
    meaning->codes[i] = -1;
  if (parts[0] == NULL)
    g_error ("replies.ini: [%s] %s says nothing", group, key);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (parts[i], ":", 2);
      RrmStepName step = RRM_STEP_NAME_LOGIN;

      if (words[1] == NULL)
        meaning->codes[ANY_STEP] = (int) parse_code (group, words[0]);
      else if (g_str_equal (words[0], "*"))
        meaning->codes[ANY_STEP] = (int) parse_code (group, words[1]);
      else if (rrm_step_name_parse (words[0], &step))
        meaning->codes[step] = (int) parse_code (group, words[1]);
      else
        g_error ("replies.ini: [%s] %s is no step", group, words[0]);
    }
}

static GHashTable *
load_meanings (GKeyFile *file,
               const char *group)
{
  GHashTable *meanings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      Meaning *meaning = g_new0 (Meaning, 1);

      parse_meaning (file, group, keys[i], meaning);
      g_hash_table_insert (meanings, g_strdup (keys[i]), meaning);
    }

  return meanings;
}

static void
load_aup (RrmReplyTable *table)
{
  g_auto (GStrv) keys = g_key_file_get_keys (table->file, "aup", NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *word = g_key_file_get_string (table->file, "aup", keys[i], NULL);
      g_auto (GStrv) ends = g_strsplit (keys[i], "-", 2);
      AupRange range = { 0 };

      range.first = (guint) g_ascii_strtoull (ends[0], NULL, 10);
      range.last = ends[1] != NULL ? (guint) g_ascii_strtoull (ends[1], NULL, 10) : range.first;
      range.code = parse_code ("aup", word);
      g_array_append_val (table->aup, range);
    }
}

static void
load_words (RrmReplyTable *table,
            const char *group)
{
  g_autofree char *pattern = g_key_file_get_string (table->file, group, "pattern", NULL);
  g_auto (GStrv) protocols = rrm_table_get_list (table->file, group, "protocols");
  g_autoptr (GError) error = NULL;
  Words words = { 0 };

  words.pattern = pattern != NULL
                    ? g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, &error)
                    : NULL;
  if (words.pattern == NULL)
    g_error ("replies.ini: [%s] %s", group, error != NULL ? error->message : "lacks a pattern");

  for (RrmProtocol protocol = 0; protocol < RRM_N_PROTOCOLS; protocol++)
    words.protocols[protocol] =
      protocols[0] == NULL ||
      g_strv_contains ((const char *const *) protocols, rrm_protocol_to_string (protocol));
  parse_meaning (table->file, group, "means", &words.meaning);
  words.unless = rrm_table_get_list (table->file, group, "unless");
  g_array_append_val (table->words, words);
}

static RrmReplyTable *
load (void)
{
  RrmReplyTable *table = g_new0 (RrmReplyTable, 1);
  g_auto (GStrv) groups = NULL;

  table->file = rrm_table_load ("replies.ini");
  table->aup = g_array_new (FALSE, FALSE, sizeof (AupRange));
  table->words = g_array_new (FALSE, FALSE, sizeof (Words));
  /* As the servers write it, and as it comes out of a bounce: the dash and the case vary. */
  table->aup_pattern = g_regex_new ("\\bAUP#\\s*(Out|In|O|I)?\\s*-?\\s*([0-9]{4})(?![0-9])",
                                    G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
  load_aup (table);
  groups = g_key_file_get_groups (table->file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], "words "))
      load_words (table, groups[i]);
  table->enhanced = load_meanings (table->file, "enhanced");
  table->smtp = load_meanings (table->file, "smtp");
  table->imap = load_meanings (table->file, "imap");
  table->imap_status = load_meanings (table->file, "imap-status");
  table->pop3 = load_meanings (table->file, "pop3");
  table->pop3_status = load_meanings (table->file, "pop3-status");

  return table;
}

/**
 * rrm_reply_table_get_default:
 *
 * Returns: (transfer none): the program's own table
 */
RrmReplyTable *
rrm_reply_table_get_default (void)
{
  static gsize table = 0;

  if (g_once_init_enter (&table))
    g_once_init_leave (&table, (gsize) load ());

  return (RrmReplyTable *) table;
}

static gboolean
get_meaning (const Meaning *meaning,
             RrmStepName step,
             RrmFindingCode *code)
{
  int found;

  if (meaning == NULL)
    return FALSE;
  found = meaning->codes[step] >= 0 ? meaning->codes[step] : meaning->codes[ANY_STEP];
  if (found < 0)
    return FALSE;
  *code = (RrmFindingCode) found;

  return TRUE;
}

/**
 * rrm_reply_table_find_aup:
 * @table: the table
 * @text: what a server said
 * @code: (out) (optional): what the number means, where the table has it
 * @listed: (out) (optional): whether the table has it
 *
 * Finds the provider's own number in a text.
 *
 * Returns: (transfer full) (nullable): the number as the provider writes it, "AUP#Out-1500"
 */
char *
rrm_reply_table_find_aup (RrmReplyTable *table,
                          const char *text,
                          RrmFindingCode *code,
                          gboolean *listed)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *direction = NULL;
  g_autofree char *digits = NULL;
  guint number;

  if (listed != NULL)
    *listed = FALSE;
  if (!g_regex_match (table->aup_pattern, text, 0, &match))
    return NULL;

  direction = g_match_info_fetch (match, 1);
  digits = g_match_info_fetch (match, 2);
  number = (guint) g_ascii_strtoull (digits, NULL, 10);
  for (guint i = 0; i < table->aup->len; i++)
    {
      const AupRange *range = &g_array_index (table->aup, AupRange, i);

      if (number < range->first || number > range->last)
        continue;
      if (code != NULL)
        *code = range->code;
      if (listed != NULL)
        *listed = TRUE;
      break;
    }

  return g_strdup_printf ("AUP#%s-%s", g_ascii_tolower (direction[0]) == 'i' ? "In" : "Out",
                          digits);
}

/* Behind a response code may stand its arguments. */
static char *
get_response_word (const RrmReply *reply)
{
  return reply->response_code != NULL
           ? g_ascii_strup (reply->response_code, (gssize) strcspn (reply->response_code, " "))
           : NULL;
}

/* Whether the answer has a code that tells more than these words. */
static gboolean
is_told_by_code (const Words *words,
                 const RrmReply *reply)
{
  g_autofree char *response = get_response_word (reply);
  g_autofree char *number = reply->code != 0 ? g_strdup_printf ("%03u", reply->code) : NULL;
  /* The number is a class of refusals, and the enhanced code says which. */
  const char *codes[] = { reply->enhanced != NULL ? reply->enhanced : number, response };

  for (guint i = 0; words->unless[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (codes); j++)
      if (codes[j] != NULL && g_pattern_match_simple (words->unless[i], codes[j]))
        return TRUE;

  return FALSE;
}

static gboolean
match_words (RrmReplyTable *table,
             RrmProtocol protocol,
             RrmStepName step,
             const char *text,
             const RrmReply *reply,
             RrmFindingCode *code)
{
  for (guint i = 0; i < table->words->len; i++)
    {
      const Words *words = &g_array_index (table->words, Words, i);

      if (words->protocols[protocol] && g_regex_match (words->pattern, text, 0, NULL) &&
          (reply == NULL || !is_told_by_code (words, reply)) &&
          get_meaning (&words->meaning, step, code))
        return TRUE;
    }

  return FALSE;
}

/**
 * rrm_reply_table_match_words:
 * @table: the table
 * @protocol: the service that said it
 * @step: the step that it answered
 * @text: the words
 * @code: (out): what they mean
 *
 * Returns: whether the words are known
 */
gboolean
rrm_reply_table_match_words (RrmReplyTable *table,
                             RrmProtocol protocol,
                             RrmStepName step,
                             const char *text,
                             RrmFindingCode *code)
{
  return match_words (table, protocol, step, text, NULL, code);
}

static gboolean
match_enhanced (RrmReplyTable *table,
                RrmStepName step,
                const char *enhanced,
                RrmFindingCode *code)
{
  g_autofree char *any = NULL;

  if (enhanced == NULL || enhanced[0] == '\0')
    return FALSE;
  if (get_meaning (g_hash_table_lookup (table->enhanced, enhanced), step, code))
    return TRUE;
  any = g_strconcat ("*", enhanced + 1, NULL);

  return get_meaning (g_hash_table_lookup (table->enhanced, any), step, code);
}

static gboolean
match_response_code (RrmReplyTable *table,
                     RrmProtocol protocol,
                     RrmStepName step,
                     const RrmReply *reply,
                     RrmFindingCode *code)
{
  GHashTable *meanings = protocol == RRM_PROTOCOL_IMAP ? table->imap : table->pop3;
  g_autofree char *word = get_response_word (reply);

  if (word == NULL || protocol == RRM_PROTOCOL_SMTP)
    return FALSE;

  return get_meaning (g_hash_table_lookup (meanings, word), step, code);
}

static gboolean
match_bare (RrmReplyTable *table,
            RrmProtocol protocol,
            RrmStepName step,
            const RrmReply *reply,
            RrmFindingCode *code)
{
  g_autofree char *status = NULL;
  char family[] = "???";

  if (protocol != RRM_PROTOCOL_SMTP)
    {
      GHashTable *meanings =
        protocol == RRM_PROTOCOL_IMAP ? table->imap_status : table->pop3_status;

      status = g_ascii_strup (reply->status, -1);
      return get_meaning (g_hash_table_lookup (meanings, status), step, code);
    }

  status = g_strdup_printf ("%03u", reply->code);
  if (get_meaning (g_hash_table_lookup (table->smtp, status), step, code))
    return TRUE;
  family[0] = status[0];

  return get_meaning (g_hash_table_lookup (table->smtp, family), step, code);
}

/**
 * rrm_reply_table_explain:
 * @table: the table
 * @protocol: the service that answered
 * @step: the step that it answered
 * @reply: the answer
 * @code: (out): what it means
 * @strength: (out) (optional): what the meaning rests on
 *
 * Tells what a refusal means. A number of the provider stands above its words, these above an
 * enhanced or response code (RFC 3463, 5530, 2449, 3206), and these above the bare code; but words
 * that say little yield to a code that says more. With a
 * number that the table lacks the codes decide, not the words.
 *
 * Returns: whether anything is known; a success is never
 */
gboolean
rrm_reply_table_explain (RrmReplyTable *table,
                         RrmProtocol protocol,
                         RrmStepName step,
                         const RrmReply *reply,
                         RrmFindingCode *code,
                         RrmReplyStrength *strength)
{
  RrmReplyStrength found = RRM_REPLY_BARE;
  gboolean listed = FALSE;
  g_autofree char *aup = rrm_reply_table_find_aup (table, reply->text, code, &listed);

  if (listed)
    found = RRM_REPLY_AUP;
  else if (aup == NULL && match_words (table, protocol, step, reply->text, reply, code))
    found = RRM_REPLY_WORDS;
  else if (match_enhanced (table, step, reply->enhanced, code) ||
           match_response_code (table, protocol, step, reply, code))
    found = RRM_REPLY_CODE;
  else if (!match_bare (table, protocol, step, reply, code))
    return FALSE;

  if (strength != NULL)
    *strength = found;

  return TRUE;
}
