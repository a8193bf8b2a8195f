/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/mutt-variables.h"

#include <string.h>

/* A value of which a person's own variable makes a part: "set folder=imaps://$my_host". The change
 * is made where the variable is set, if that is plain to see and nothing else comes of it. */

#define OWN_VARIABLE "my_"

/* The next variable of one's own: its name, and where the text goes on. */
static char *
read_reference (const char **text,
                const char *end)
{
  while (*text < end)
    {
      const char *dollar = memchr (*text, '$', (gsize) (end - *text));
      const char *name;
      gsize length = 0;

      if (dollar == NULL)
        break;
      name = dollar + (dollar[1] == '{' ? 2 : 1);
      while (g_ascii_isalnum (name[length]) || name[length] == '_')
        length++;
      *text = name + length;
      if (g_str_has_prefix (name, OWN_VARIABLE) && *text <= end)
        return g_strndup (name, length);
    }

  return NULL;
}

/* How often all files name it, in whatever way: a remark counts, too. */
static guint
count_references (RrmClientProfile *profile,
                  const char *name)
{
  guint n = 0;

  for (guint i = 0; i < profile->documents->len; i++)
    {
      gsize length;
      const char *text =
        rrm_document_get_text (g_ptr_array_index (profile->documents, i), &length);
      const char *end = text + length;
      char *other;

      while ((other = read_reference (&text, end)) != NULL)
        {
          n += g_str_equal (other, name) ? 1 : 0;
          g_free (other);
        }
    }

  return n;
}

/* Where it is set, and how often. */
static guint
find_definition (RrmClientProfile *profile,
                 const char *name,
                 RrmMuttPlace *definition)
{
  guint n = 0;

  for (guint i = 0; i < profile->documents->len; i++)
    {
      RrmDocument *document = g_ptr_array_index (profile->documents, i);
      GPtrArray *settings = rrm_document_get_settings (document);

      for (guint j = 0; j < settings->len; j++)
        {
          RrmSetting *setting = g_ptr_array_index (settings, j);

          if (!g_str_equal (setting->key, name))
            continue;
          definition->document = document;
          definition->setting = setting;
          n++;
        }
    }

  return n;
}

/* Where the variable's text stands in the whole; there must be no doubt. */
static gboolean
covers (const RrmSetting *whole,
        const RrmSetting *part,
        gsize from,
        gsize to,
        gsize *offset)
{
  const char *found = part->value[0] != '\0' ? strstr (whole->value, part->value) : NULL;

  if (found == NULL || strstr (found + 1, part->value) != NULL)
    return FALSE;
  *offset = (gsize) (found - whole->value);

  return *offset <= from && to <= *offset + strlen (part->value);
}

/**
 * rrm_mutt_variable_replace:
 * @profile: a profile of mutt
 * @place: a setting that a variable makes a part of
 * @from: the first byte of its value that goes
 * @to: behind the last one that goes
 * @text: what comes in their place: letters that need no quotes and no escapes
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Changes what the variable is set to, in whatever file that is. A variable that is set or used
 * more than once, or is made of something else, stays: the error names the file where it is set.
 *
 * Returns: whether it was changed; places that were looked at before are not valid afterwards
 */
gboolean
rrm_mutt_variable_replace (RrmClientProfile *profile,
                           const RrmMuttPlace *place,
                           gsize from,
                           gsize to,
                           const char *text,
                           GError **error)
{
  gsize length;
  const char *all = rrm_document_get_text (place->document, &length);
  const char *start = all + place->setting->start;
  char *name;

  while ((name = read_reference (&start, all + place->setting->end)) != NULL)
    {
      g_autofree char *variable = name;
      RrmMuttPlace definition = { NULL, NULL };
      guint n = find_definition (profile, variable, &definition);
      gsize offset;

      if (n == 0 || !covers (place->setting, definition.setting, from, to, &offset))
        continue;
      if (n > 1 || count_references (profile, variable) > 1)
        return rrm_client_refuse (error, RRM_CLIENT_ERROR_OWN,
                                  rrm_document_get_path (definition.document));
      if (!rrm_document_replace (definition.document, definition.setting, from - offset,
                                 to - offset, text, error))
        return FALSE;
      rrm_mutt_recall (profile);
      return TRUE;
    }

  return rrm_client_refuse (error, RRM_CLIENT_ERROR_OWN, rrm_document_get_path (place->document));
}
