/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/mask.h"

#include <string.h>

/* What stands for the part of an address that names a person. */
#define HIDDEN "•••"

/* A shorter local part is found in too many words to be replaced on its own. */
#define MIN_LONE_CHARACTERS 3

/**
 * RrmMask:
 *
 * Takes a person's address out of a text that goes to somebody else. The domain stays: it decides
 * which server is the right one.
 */
struct _RrmMask
{
  /* Each once, longest first, so that an address is replaced before its local part. */
  GPtrArray *words;
};

static int
compare_length (gconstpointer a,
                gconstpointer b)
{
  gsize length_a = strlen (*(const char *const *) a);
  gsize length_b = strlen (*(const char *const *) b);

  return length_a < length_b ? 1 : length_a > length_b ? -1 : 0;
}

static void
add_word (RrmMask *mask,
          const char *word,
          gsize length)
{
  g_autofree char *copy = g_strndup (word, length);

  if (g_utf8_strlen (copy, -1) < MIN_LONE_CHARACTERS && strchr (copy, '@') == NULL)
    return;
  if (g_ptr_array_find_with_equal_func (mask->words, copy, g_str_equal, NULL))
    return;
  g_ptr_array_add (mask->words, g_steal_pointer (&copy));
}

static void
add_name (RrmMask *mask,
          const char *name)
{
  const char *at;

  if (name == NULL || *name == '\0' || !g_utf8_validate (name, -1, NULL))
    return;

  at = strrchr (name, '@');
  add_word (mask, name, strlen (name));
  if (at != NULL)
    add_word (mask, name, (gsize) (at - name));
}

static void
add_service (RrmMask *mask,
             RrmServiceSettings *settings)
{
  if (settings != NULL)
    add_name (mask, rrm_service_settings_get_username (settings));
}

/**
 * rrm_mask_new:
 * @account: whose address and user names are to be hidden
 *
 * Returns: (transfer full): a mask
 */
RrmMask *
rrm_mask_new (RrmAccount *account)
{
  RrmMask *mask = g_new0 (RrmMask, 1);

  mask->words = g_ptr_array_new_with_free_func (g_free);
  add_name (mask, rrm_account_get_address (account));
  add_name (mask, rrm_account_get_name (account));
  add_name (mask, rrm_account_get_reply_address (account));
  add_service (mask, rrm_account_get_incoming (account));
  add_service (mask, rrm_account_get_outgoing (account));
  g_ptr_array_sort (mask->words, compare_length);

  return mask;
}

void
rrm_mask_free (RrmMask *mask)
{
  g_ptr_array_unref (mask->words);
  g_free (mask);
}

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_';
}

/* Servers repeat names in other case; only ASCII letters differ that way in an address. */
static gboolean
stands_at (const char *text,
           const char *start,
           const char *word,
           gsize length)
{
  if (g_ascii_strncasecmp (start, word, length) != 0)
    return FALSE;
  if (start > text && is_word_character (g_utf8_get_char (g_utf8_prev_char (start))))
    return FALSE;

  return start[length] == '\0' || !is_word_character (g_utf8_get_char (start + length));
}

static void
append_hidden (GString *out,
               const char *word)
{
  const char *at = strrchr (word, '@');

  g_string_append (out, HIDDEN);
  if (at != NULL)
    g_string_append (out, at);
}

static char *
replace_word (const char *text,
              const char *word)
{
  GString *out = g_string_new (NULL);
  gsize length = strlen (word);

  for (const char *p = text; *p != '\0';)
    if (stands_at (text, p, word, length))
      {
        append_hidden (out, word);
        p += length;
      }
    else
      {
        g_string_append_unichar (out, g_utf8_get_char (p));
        p = g_utf8_next_char (p);
      }

  return g_string_free (out, FALSE);
}

/**
 * rrm_mask_apply:
 * @mask: (nullable): a mask; %NULL hides nothing
 * @text: (nullable): a text
 *
 * Returns: (transfer full) (nullable): the text as valid UTF-8 with the address and the user names
 *   hidden
 */
char *
rrm_mask_apply (const RrmMask *mask,
                const char *text)
{
  g_autofree char *masked = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  for (guint i = 0; masked != NULL && mask != NULL && i < mask->words->len; i++)
    {
      char *next = replace_word (masked, g_ptr_array_index (mask->words, i));

      g_free (masked);
      masked = next;
    }

  return g_steal_pointer (&masked);
}

/* Characters that begin a line, move the cursor or the direction, or cannot be seen. */
static gboolean
stays_in_line (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return FALSE;
    default:
      return TRUE;
    }
}

/**
 * rrm_mask_apply_line:
 * @mask: (nullable): a mask; %NULL hides nothing
 * @text: (nullable): a text
 *
 * Words of a server have been made harmless where they came in. A report for reading is protected
 * once more: what it quotes can neither begin a line of its own nor reorder the line it stands in.
 *
 * Returns: (transfer full): as [func@mask_apply], in one line; empty for %NULL
 */
char *
rrm_mask_apply_line (const RrmMask *mask,
                     const char *text)
{
  g_autofree char *masked = rrm_mask_apply (mask, text != NULL ? text : "");
  GString *line = g_string_new (NULL);

  for (const char *p = masked; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, stays_in_line (c) ? c : 0xfffd);
    }

  return g_string_free (line, FALSE);
}
