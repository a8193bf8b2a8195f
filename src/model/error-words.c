/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/error-words.h"

#include <string.h>

/* A pasted letter says no more than its first page. */
#define MAX_WORDS 2000
/* What no word begins or ends with. */
#define AROUND "'.-_@"

struct _RrmErrorWords
{
  char **words;
  /* The same words, to see at once whether one is among them. */
  GHashTable *set;
};

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

static const char *
correct (GHashTable *spelling,
         const char *word)
{
  const char *right = spelling != NULL ? g_hash_table_lookup (spelling, word) : NULL;

  return right != NULL ? right : word;
}

/* "log in" and "could not" are one word to the rules. */
static gboolean
join_last (GPtrArray *words,
           const char *word,
           GHashTable *spelling)
{
  g_autofree char *both = NULL;
  const char *right;
  char **last;

  if (words->len == 0 || spelling == NULL)
    return FALSE;
  last = (char **) &g_ptr_array_index (words, words->len - 1);
  both = g_strconcat (*last, " ", word, NULL);
  right = g_hash_table_lookup (spelling, both);
  if (right == NULL)
    return FALSE;
  g_free (*last);
  *last = g_strdup (right);

  return TRUE;
}

static void
add_word (GPtrArray *words,
          GString *word,
          GHashTable *spelling)
{
  gsize begin;

  while (word->len > 0 && strchr (AROUND, word->str[word->len - 1]) != NULL)
    g_string_truncate (word, word->len - 1);
  begin = strspn (word->str, AROUND);
  g_string_erase (word, 0, (gssize) begin);

  if (word->len > 0 && words->len < MAX_WORDS && !join_last (words, word->str, spelling))
    g_ptr_array_add (words, g_strdup (correct (spelling, word->str)));
  g_string_truncate (word, 0);
}

static char **
split (const char *text,
       GHashTable *spelling)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autofree char *folded = g_utf8_strdown (composed, -1);
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

/**
 * rrm_error_words_new:
 * @text: what somebody pasted, in any encoding
 * @spelling: (nullable) (element-type utf8 utf8): wrong and right words
 *
 * Returns: (transfer full): the words of the text
 */
RrmErrorWords *
rrm_error_words_new (const char *text,
                     GHashTable *spelling)
{
  RrmErrorWords *self = g_new0 (RrmErrorWords, 1);

  self->words = split (text, spelling);
  self->set = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; self->words[i] != NULL; i++)
    g_hash_table_add (self->set, self->words[i]);

  return self;
}

void
rrm_error_words_free (RrmErrorWords *self)
{
  g_hash_table_unref (self->set);
  g_strfreev (self->words);
  g_free (self);
}

/**
 * rrm_error_words_get:
 * @self: a text
 *
 * Returns: (array zero-terminated=1): its words in order
 */
const char *const *
rrm_error_words_get (RrmErrorWords *self)
{
  return (const char *const *) self->words;
}

gboolean
rrm_error_words_have (RrmErrorWords *self,
                      const char *word)
{
  return g_hash_table_contains (self->set, word);
}
