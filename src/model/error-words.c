/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/error-words.h"

#include <string.h>

/* A pasted letter says no more than its first page. */
#define MAX_WORDS 2000
/* How far "…" reaches. */
#define MAX_GAP 8

/* What belongs to a word of an error message: letters, digits, and what holds numbers, hosts and
 * addresses together. All else is a space: quotation marks of every language, brackets, commas. */
static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || (c < 0x80 && c != '\0' && strchr ("'@._-+", (int) c) != NULL);
}

static gunichar
unify (gunichar c)
{
  /* Apostrophes and hyphens as typesetters and phones write them. */
  if (c == 0x2019 || c == 0x2018 || c == 0x02bc || c == 0x00b4 || c == '`')
    return '\'';
  if (c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2212)
    return '-';

  return c;
}

static void
add_word (GPtrArray *words,
          GString *word,
          GHashTable *spelling)
{
  const char *right;
  gsize begin = 0;

  while (word->len > 0 && strchr ("'.-_@", word->str[word->len - 1]) != NULL)
    g_string_truncate (word, word->len - 1);
  while (word->str[begin] != '\0' && strchr ("'.-_@", word->str[begin]) != NULL)
    begin++;
  g_string_erase (word, 0, (gssize) begin);

  if (word->len > 0 && words->len < MAX_WORDS)
    {
      right = spelling != NULL ? g_hash_table_lookup (spelling, word->str) : NULL;
      g_ptr_array_add (words, g_strdup (right != NULL ? right : word->str));
    }
  g_string_truncate (word, 0);
}

/**
 * rrm_error_words_split:
 * @text: what somebody pasted, in any encoding
 * @spelling: (nullable) (element-type utf8 utf8): wrong and right words
 *
 * Takes a text apart into words in lower case, without punctuation.
 *
 * Returns: (transfer full) (array zero-terminated=1): the words
 */
char **
rrm_error_words_split (const char *text,
                       GHashTable *spelling)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *folded = g_utf8_strdown (valid, -1);
  g_autoptr (GString) word = g_string_new (NULL);
  GPtrArray *words = g_ptr_array_new ();

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = unify (g_utf8_get_char (p));
      /* "cmsmtp...blocked": what was left out joins nothing. */
      gboolean ellipsis = p[0] == '.' && (p[1] == '.' || (p > folded && p[-1] == '.'));

      if (is_word_character (c) && !ellipsis)
        g_string_append_unichar (word, c);
      else
        add_word (words, word, spelling);
    }
  add_word (words, word, spelling);
  g_ptr_array_add (words, NULL);

  return (char **) g_ptr_array_free (words, FALSE);
}

static gboolean
word_matches (const char *pattern,
              const char *word)
{
  gsize n = strlen (pattern);

  if (n > 0 && pattern[n - 1] == '*')
    return strncmp (pattern, word, n - 1) == 0;

  return g_str_equal (pattern, word);
}

/* Whether @patterns stand at @words; "…" lets a few words pass. */
static gboolean
stands_at (const char *const *words,
           char *const *patterns)
{
  if (patterns[0] == NULL)
    return TRUE;
  if (!g_str_equal (patterns[0], "…"))
    return words[0] != NULL && word_matches (patterns[0], words[0]) &&
           stands_at (words + 1, patterns + 1);

  for (guint gap = 0; gap <= MAX_GAP; gap++)
    {
      if (stands_at (words + gap, patterns + 1))
        return TRUE;
      if (words[gap] == NULL)
        break;
    }

  return FALSE;
}

static gboolean
says_part (const char *const *words,
           const char *part)
{
  g_auto (GStrv) spaced = g_strsplit (part, "…", -1);
  g_autofree char *joined = g_strjoinv (" … ", spaced);
  g_auto (GStrv) patterns = g_strsplit_set (g_strstrip (joined), " ", -1);
  guint n = 0;

  for (guint i = 0; patterns[i] != NULL; i++)
    if (patterns[i][0] != '\0')
      patterns[n++] = patterns[i];
    else
      g_free (patterns[i]);
  patterns[n] = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (stands_at (words + i, patterns))
      return TRUE;

  return FALSE;
}

/**
 * rrm_error_words_say:
 * @words: (array zero-terminated=1): a text, taken apart
 * @phrases: alternatives as `data/errors.ini` writes them
 *
 * Returns: whether the text says one of them
 */
gboolean
rrm_error_words_say (const char *const *words,
                     const char *phrases)
{
  g_auto (GStrv) alternatives = g_strsplit (phrases, "/", -1);

  for (guint i = 0; alternatives[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (alternatives[i], "&", -1);
      gboolean all = alternatives[i][0] != '\0';

      for (guint j = 0; all && parts[j] != NULL; j++)
        all = says_part (words, parts[j]);
      if (all)
        return TRUE;
    }

  return FALSE;
}
