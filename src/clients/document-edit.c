/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/document-private.h"

#include <string.h>

/* Changes of a settings file in memory. */

/**
 * rrm_document_restore:
 * @document: a document
 * @text: what stood in it before
 *
 * Takes changes back that were made since.
 */
void
rrm_document_restore (RrmDocument *document,
                      const char *text)
{
  document->is_gone = FALSE;
  g_string_assign (document->text, text);
  rrm_document_parse (document);
}

/**
 * rrm_document_drop:
 * @document: a document
 *
 * Empties it: the file itself is to go. [func@document_restore] brings it back.
 */
void
rrm_document_drop (RrmDocument *document)
{
  rrm_document_restore (document, "");
  document->is_gone = TRUE;
}

static void
wipe (char *text)
{
  explicit_bzero (text, strlen (text));
  g_free (text);
}

/**
 * rrm_document_splice:
 * @document: a document
 * @start: the first byte that goes
 * @end: behind the last one that goes
 * @text: what comes in their place, as the format wants it
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Settings that were looked at before are not valid any more.
 *
 * Returns: whether the document is as sound as before; if not, it is as before
 */
gboolean
rrm_document_splice (RrmDocument *document,
                     gsize start,
                     gsize end,
                     const char *text,
                     GError **error)
{
  char *before = g_strdup (document->text->str);
  gboolean was_damaged = document->damaged;
  gboolean sound;

  g_string_erase (document->text, (gssize) start, (gssize) (end - start));
  g_string_insert (document->text, (gssize) start, text);
  rrm_document_parse (document);
  sound = document->damaged == was_damaged;
  if (!sound)
    rrm_document_restore (document, before);
  wipe (before);

  return sound || rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, text);
}

/* Behind the last setting of the section, with the indentation that this one has. */
static gsize
find_place (RrmDocument *document,
            const char *name,
            char **indent)
{
  const RrmSection *section = g_hash_table_lookup (document->by_name, name);
  const char *text = document->text->str;

  for (guint i = document->settings->len; i > 0; i--)
    {
      const RrmSetting *setting = g_ptr_array_index (document->settings, i - 1);
      gsize begin = setting->start;

      if (!g_str_equal (setting->section, name))
        continue;
      while (begin > 0 && text[begin - 1] != '\n')
        begin--;
      *indent = g_strndup (text + begin, strspn (text + begin, " \t"));

      return setting->line_end;
    }

  *indent = g_strdup ("");

  return section != NULL ? section->line_end : document->text->len;
}

static const char *
get_line_end (RrmDocument *document)
{
  const char *first = strchr (document->text->str, '\n');

  return first != NULL && first > document->text->str && first[-1] == '\r' ? "\r\n" : "\n";
}

static gboolean
insert_line (RrmDocument *document,
             const char *section,
             const char *key,
             const char *quoted,
             const char *value)
{
  g_autofree char *indent = NULL;
  gsize place = find_place (document, section, &indent);
  g_autofree char *line = document->dialect->line (key, quoted, indent);
  g_autofree char *header = NULL;
  g_autoptr (GString) added = g_string_new (NULL);
  const char *end = get_line_end (document);

  if (place > 0 && document->text->str[place - 1] != '\n')
    g_string_append (added, end);
  if (section[0] != '\0' && document->dialect->header != NULL &&
      !g_hash_table_contains (document->by_name, section))
    {
      header = document->dialect->header (section);
      g_string_append_printf (added, "%s%s", header, end);
    }
  g_string_append_printf (added, "%s%s", line, end);

  if (document->dialect->stands_alone && !document->damaged)
    return rrm_document_add_alone (document, place, added->str, key, value);

  return rrm_document_splice (document, place, place, added->str, NULL);
}

static gboolean
says (RrmDocument *document,
      const char *section,
      const char *key,
      const char *value)
{
  const RrmSetting *setting = rrm_document_find (document, section, key);

  return setting != NULL && g_str_equal (setting->value, value);
}

static gboolean
set_here (RrmDocument *document,
          const char *section,
          const char *key,
          const char *value,
          gboolean literal,
          GError **error)
{
  RrmSetting *old = rrm_document_find (document, section, key);
  g_autofree char *quoted =
    document->dialect->quote != NULL ? document->dialect->quote (value, literal) : NULL;
  char *before;
  gboolean right;

  if (quoted == NULL || (old == NULL && document->dialect->line == NULL))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);

  if (document->dialect->stands_alone && !document->damaged)
    return (old != NULL ? rrm_document_set_alone (document, old, quoted, value)
                        : insert_line (document, section, key, quoted, value)) ||
           rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
  before = g_strdup (document->text->str);
  right = old != NULL ? rrm_document_splice (document, old->start, old->end, quoted, NULL)
                      : insert_line (document, section, key, quoted, value);
  right = right && says (document, section, key, value);
  if (!right)
    rrm_document_restore (document, before);
  wipe (before);

  return right || rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
}

/**
 * rrm_document_set:
 * @document: a document
 * @section: a section
 * @key: a setting
 * @value: what it shall say
 * @literal: whether it is a number or a truth value, in a format that tells these from words
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Changes one setting. Nothing else in the file changes.
 *
 * Returns: whether the format can say this; if not, the document is as before
 */
gboolean
rrm_document_set (RrmDocument *document,
                  const char *section,
                  const char *key,
                  const char *value,
                  gboolean literal,
                  GError **error)
{
  RrmDocument *ruler = document->ruler;

  if (ruler != NULL && rrm_document_find (ruler, section, key) != NULL)
    {
      if (!set_here (ruler, section, key, value, literal, error))
        return FALSE;
      if (rrm_document_find (document, section, key) == NULL)
        return TRUE;
    }

  return set_here (document, section, key, value, literal, error);
}

/**
 * rrm_document_remove:
 * @document: a document
 * @section: a section
 * @key: a setting
 *
 * Takes the lines of a setting out, all of them where it stands several times.
 */
void
rrm_document_remove (RrmDocument *document,
                     const char *section,
                     const char *key)
{
  const RrmSetting *setting;

  if (document->ruler != NULL)
    rrm_document_remove (document->ruler, section, key);
  while ((setting = rrm_document_find (document, section, key)) != NULL)
    {
      gsize begin = setting->start;

      while (begin > 0 && document->text->str[begin - 1] != '\n')
        begin--;
      g_string_erase (document->text, (gssize) begin, (gssize) (setting->line_end - begin));
      rrm_document_parse (document);
    }
}

/**
 * rrm_document_recall:
 * @document: a document of which a reader has forgotten the passwords
 *
 * Reads the text again, so that every value is whole; the reader has to forget again.
 */
void
rrm_document_recall (RrmDocument *document)
{
  rrm_document_parse (document);
}

/**
 * rrm_document_set_others:
 * @document: a document
 * @others: (element-type RrmDocument): the files that belong with it; they live as long as it does
 *
 * Lets it use their variables from its next reading on.
 */
void
rrm_document_set_others (RrmDocument *document,
                         GPtrArray *others)
{
  document->others = others;
}

/**
 * rrm_document_get_elsewhere:
 * @document: a document
 * @key: a variable
 *
 * Returns: (transfer none) (nullable): what the files beside it set it to; %NULL where none of them
 *   does, or several
 */
const char *
rrm_document_get_elsewhere (RrmDocument *document,
                            const char *key)
{
  const char *value = NULL;

  for (guint i = 0; document->others != NULL && i < document->others->len; i++)
    {
      RrmDocument *other = g_ptr_array_index (document->others, i);
      const char *found = other != document ? rrm_document_get (other, "", key) : NULL;

      if (found != NULL && value != NULL)
        return NULL;
      if (found != NULL)
        value = found;
    }

  return value;
}

static gsize
get_place (const RrmSetting *setting,
           gsize index)
{
  return setting->places != NULL ? setting->places[index] : setting->start + index;
}

/* Whether a part of a value stands in the file as one piece, as it is. */
static gboolean
stands_there (RrmDocument *document,
              const RrmSetting *setting,
              gsize from,
              gsize to)
{
  for (gsize i = from; i < to; i++)
    {
      gsize place = get_place (setting, i);

      if (place >= document->text->len || document->text->str[place] != setting->value[i] ||
          (i > from && place != get_place (setting, i - 1) + 1))
        return FALSE;
    }

  return TRUE;
}

static gboolean
find_range (RrmDocument *document,
            const RrmSetting *setting,
            gsize from,
            gsize to,
            gsize *start,
            gsize *end)
{
  gboolean before = from > 0 && stands_there (document, setting, from - 1, from);
  gboolean behind =
    setting->value[from] != '\0' && stands_there (document, setting, from, from + 1);

  if (!stands_there (document, setting, from, to) || (!before && !behind))
    return FALSE;
  *start = behind ? get_place (setting, from) : get_place (setting, from - 1) + 1;
  *end = *start + (to - from);

  return TRUE;
}

/**
 * rrm_document_replace:
 * @document: a document
 * @setting: one of its settings, which is not valid any more afterwards
 * @from: the first byte of its value that goes
 * @to: behind the last one that goes
 * @text: what comes in their place: letters that need no quotes and no escapes
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Changes a part of a value where it stands. What does not stand there as it is, is somebody else's
 * to change.
 *
 * Returns: whether it was changed; if not, the document is as before
 */
gboolean
rrm_document_replace (RrmDocument *document,
                      const RrmSetting *setting,
                      gsize from,
                      gsize to,
                      const char *text,
                      GError **error)
{
  g_autoptr (GString) wanted = g_string_new (setting->value);
  guint index = 0;
  guint n = document->settings->len;
  gsize start;
  gsize end;
  char *before;
  gboolean right;

  if (!g_ptr_array_find (document->settings, setting, &index) ||
      !find_range (document, setting, from, to, &start, &end))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_OWN, document->path);
  g_string_erase (wanted, (gssize) from, (gssize) (to - from));
  g_string_insert (wanted, (gssize) from, text);
  before = g_strdup (document->text->str);
  right = rrm_document_splice (document, start, end, text, error) && document->settings->len == n;
  setting = right ? g_ptr_array_index (document->settings, index) : NULL;
  right = right && g_str_equal (setting->value, wanted->str);
  if (!right)
    rrm_document_restore (document, before);
  wipe (before);
  explicit_bzero (wanted->str, wanted->len);
  if (!right && error != NULL && *error == NULL)
    rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, text);

  return right;
}
