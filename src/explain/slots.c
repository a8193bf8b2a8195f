/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/slots.h"

#include <string.h>

static gboolean
holds (const char *word,
       RrmSlotFunc func,
       gpointer user_data)
{
  gboolean negated = *word == '!';
  const char *start = negated ? word + 1 : word;
  const char *equals = strchr (start, '=');
  g_autofree char *name = equals != NULL ? g_strndup (start, (gsize) (equals - start))
                                         : g_strdup (start);
  g_autofree char *value = func (name, user_data);
  gboolean found = value != NULL && (equals == NULL || g_str_equal (value, equals + 1));

  return found != negated;
}

/**
 * rrm_slots_hold:
 * @when: (nullable): words with spaces between them: `name`, `name=value`, or either after `!`
 * @func: (scope call): tells what is known
 * @user_data: for @func
 *
 * Returns: whether all of them hold; %TRUE for none
 */
gboolean
rrm_slots_hold (const char *when,
                RrmSlotFunc func,
                gpointer user_data)
{
  g_auto (GStrv) words = g_strsplit (when != NULL ? when : "", " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !holds (words[i], func, user_data))
      return FALSE;

  return TRUE;
}

/**
 * rrm_slots_fill:
 * @text: a sentence with slots such as `{host}`
 * @func: (scope call): tells what stands in a slot
 * @user_data: for @func
 *
 * What is put into a slot is not looked at again, whatever it holds.
 *
 * Returns: (transfer full) (nullable): the sentence, or %NULL when a slot stays empty
 */
char *
rrm_slots_fill (const char *text,
                RrmSlotFunc func,
                gpointer user_data)
{
  g_autoptr (GString) out = g_string_new (NULL);

  while (*text != '\0')
    {
      const char *open = strchr (text, '{');
      const char *close = open != NULL ? strchr (open, '}') : NULL;
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (close == NULL)
        {
          g_string_append (out, text);
          break;
        }
      g_string_append_len (out, text, open - text);
      name = g_strndup (open + 1, (gsize) (close - open - 1));
      value = func (name, user_data);
      if (value == NULL)
        return NULL;
      g_string_append (out, value);
      text = close + 1;
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}
