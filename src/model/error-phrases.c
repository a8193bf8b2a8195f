/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/error-phrases.h"

#include <string.h>

/* How far "…" reaches. */
#define MAX_GAP 8
#define GAP "…"

/* A place of a phrase: the words of which one stands there, or a gap. */
typedef struct
{
  char **words;
  gboolean gap;
  /* None of the words has a "*". */
  gboolean plain;
} Place;

/* One alternative: parts that must all occur, each a list of places. */
typedef struct
{
  GPtrArray *parts;
} Phrase;

struct _RrmErrorPhrases
{
  GPtrArray *phrases;
};

static void
place_free (gpointer data)
{
  Place *place = data;

  g_strfreev (place->words);
  g_free (place);
}

static void
phrase_free (gpointer data)
{
  Phrase *phrase = data;

  g_ptr_array_unref (phrase->parts);
  g_free (phrase);
}

static void
add_words (GStrvBuilder *builder,
           const char *word,
           GHashTable *classes)
{
  gsize length = strlen (word);
  g_autofree char *name = NULL;
  g_auto (GStrv) words = NULL;

  if (word[0] != '{' || word[length - 1] != '}')
    {
      g_strv_builder_add (builder, word);
      return;
    }
  name = g_strndup (word + 1, length - 2);
  if (classes == NULL || !g_hash_table_contains (classes, name))
    g_error ("errors.ini: no class %s", word);
  words = g_strsplit (g_hash_table_lookup (classes, name), "|", -1);
  g_strv_builder_addv (builder, (const char **) words);
}

static Place *
create_place (const char *token,
              GHashTable *classes)
{
  Place *place = g_new0 (Place, 1);
  g_auto (GStrv) words = g_strsplit (token, "|", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  place->gap = g_str_equal (token, GAP);
  for (guint i = 0; words[i] != NULL; i++)
    add_words (builder, words[i], classes);
  place->words = g_strv_builder_end (builder);
  place->plain = strchr (token, '*') == NULL;

  return place;
}

static GPtrArray *
create_part (const char *text,
             GHashTable *classes)
{
  GPtrArray *part = g_ptr_array_new_with_free_func (place_free);
  g_auto (GStrv) gaps = g_strsplit (text, GAP, -1);
  g_autofree char *spaced = g_strjoinv (" " GAP " ", gaps);
  g_auto (GStrv) tokens = g_strsplit (spaced, " ", -1);

  for (guint i = 0; tokens[i] != NULL; i++)
    if (tokens[i][0] != '\0')
      g_ptr_array_add (part, create_place (tokens[i], classes));
  if (part->len == 0)
    g_error ("errors.ini: an empty phrase in %s", text);

  return part;
}

/**
 * rrm_error_phrases_add:
 * @self: alternatives
 * @text: more of them, with "/" between, see `data/errors.ini`
 * @classes: (nullable) (element-type utf8 utf8): names and the words, with "|" between
 */
void
rrm_error_phrases_add (RrmErrorPhrases *self,
                       const char *text,
                       GHashTable *classes)
{
  g_auto (GStrv) alternatives = g_strsplit (text, "/", -1);

  for (guint i = 0; alternatives[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (alternatives[i], "&", -1);
      Phrase *phrase = g_new0 (Phrase, 1);

      phrase->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
      for (guint j = 0; parts[j] != NULL; j++)
        g_ptr_array_add (phrase->parts, create_part (parts[j], classes));
      g_ptr_array_add (self->phrases, phrase);
    }
}

/**
 * rrm_error_phrases_new:
 * @text: alternatives
 * @classes: (nullable) (element-type utf8 utf8): see rrm_error_phrases_add()
 *
 * Returns: (transfer full): the alternatives
 */
RrmErrorPhrases *
rrm_error_phrases_new (const char *text,
                       GHashTable *classes)
{
  RrmErrorPhrases *self = g_new0 (RrmErrorPhrases, 1);

  self->phrases = g_ptr_array_new_with_free_func (phrase_free);
  rrm_error_phrases_add (self, text, classes);

  return self;
}

void
rrm_error_phrases_free (RrmErrorPhrases *self)
{
  g_ptr_array_unref (self->phrases);
  g_free (self);
}

/* "*" at an end stands for any letters. */
static gboolean
word_matches (const char *pattern,
              const char *word)
{
  gsize n = strlen (pattern);
  gboolean open_begin = pattern[0] == '*' && n > 1;
  gboolean open_end = n > 1 && pattern[n - 1] == '*';

  if (open_begin && open_end)
    {
      g_autofree char *inner = g_strndup (pattern + 1, n - 2);

      return strstr (word, inner) != NULL;
    }
  if (open_begin)
    return g_str_has_suffix (word, pattern + 1);
  if (open_end)
    return strncmp (pattern, word, n - 1) == 0;

  return g_str_equal (pattern, word);
}

static gboolean
place_matches (const Place *place,
               const char *word)
{
  for (guint i = 0; place->words[i] != NULL; i++)
    if (word_matches (place->words[i], word))
      return TRUE;

  return FALSE;
}

/* Whether the places from @first on stand at @words; "…" lets a few words pass. */
static gboolean
stands_at (const char *const *words,
           const GPtrArray *part,
           guint first)
{
  const Place *place;

  if (first == part->len)
    return TRUE;
  place = g_ptr_array_index (part, first);
  if (!place->gap)
    return words[0] != NULL && place_matches (place, words[0]) &&
           stands_at (words + 1, part, first + 1);

  for (guint gap = 0; gap <= MAX_GAP; gap++)
    {
      if (stands_at (words + gap, part, first + 1))
        return TRUE;
      if (words[gap] == NULL)
        break;
    }

  return FALSE;
}

/* Most phrases have a word that the text has not: that is seen without looking at their order. */
static gboolean
may_stand (RrmErrorWords *words,
           const GPtrArray *part)
{
  for (guint i = 0; i < part->len; i++)
    {
      const Place *place = g_ptr_array_index (part, i);
      gboolean found = place->gap || !place->plain;

      for (guint j = 0; !found && place->words[j] != NULL; j++)
        found = rrm_error_words_have (words, place->words[j]);
      if (!found)
        return FALSE;
    }

  return TRUE;
}

static gboolean
says_part (RrmErrorWords *words,
           const GPtrArray *part)
{
  const char *const *list = rrm_error_words_get (words);

  if (!may_stand (words, part))
    return FALSE;
  for (guint i = 0; list[i] != NULL; i++)
    if (stands_at (list + i, part, 0))
      return TRUE;

  return FALSE;
}

static gboolean
says (RrmErrorWords *words,
      const Phrase *phrase)
{
  for (guint i = 0; i < phrase->parts->len; i++)
    if (!says_part (words, g_ptr_array_index (phrase->parts, i)))
      return FALSE;

  return TRUE;
}

/**
 * rrm_error_phrases_count:
 * @self: alternatives
 * @words: a text
 * @enough: how many are enough to know
 *
 * Returns: how many of the alternatives the text says, at most @enough
 */
guint
rrm_error_phrases_count (const RrmErrorPhrases *self,
                         RrmErrorWords *words,
                         guint enough)
{
  guint n = 0;

  for (guint i = 0; i < self->phrases->len && n < enough; i++)
    n += says (words, g_ptr_array_index (self->phrases, i)) ? 1 : 0;

  return n;
}
