/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/document-private.h"

#include <string.h>

/* Changes in a file whose statements stand alone: a profile with hundreds of accounts is not read
 * from its first line to its last one for each of them. */

static void
move (RrmSetting *setting,
      gssize by)
{
  setting->start = (gsize) ((gssize) setting->start + by);
  setting->end = (gsize) ((gssize) setting->end + by);
  setting->line_end = (gsize) ((gssize) setting->line_end + by);
}

/* The one setting that a piece of text says; %NULL where it says anything else. */
static RrmSetting *
read_piece (RrmDocument *document,
            const char *piece,
            const char *key,
            const char *value)
{
  g_autoptr (RrmDocument) read =
    rrm_document_new (document->dialect, piece, strlen (piece), document->path, NULL);
  RrmSetting *setting;

  if (read == NULL || read->damaged || read->settings->len != 1)
    return NULL;
  setting = g_ptr_array_index (read->settings, 0);
  if (!g_str_equal (setting->key, key) || !g_str_equal (setting->value, value))
    return NULL;

  return g_ptr_array_steal_index (read->settings, 0);
}

/*< private >
 * rrm_document_set_alone:
 * @document: a document that is not damaged
 * @setting: one of its settings
 * @quoted: its new value, as it stands in the file
 * @value: what it shall say
 *
 * Returns: whether it says this now; if not, the document is as before
 */
gboolean
rrm_document_set_alone (RrmDocument *document,
                        RrmSetting *setting,
                        const char *quoted,
                        const char *value)
{
  g_autoptr (GString) piece = g_string_new (NULL);
  g_autoptr (RrmSetting) now = NULL;
  const char *text = document->text->str;
  gsize length = strlen (quoted);
  gssize by = (gssize) length - (gssize) (setting->end - setting->start);
  gsize begin = 0;
  guint index;

  if (!g_ptr_array_find (document->settings, setting, &index))
    return FALSE;
  if (index > 0)
    begin = ((RrmSetting *) g_ptr_array_index (document->settings, index - 1))->line_end;
  g_string_append_len (piece, text + begin, (gssize) (setting->start - begin));
  g_string_append (piece, quoted);
  g_string_append_len (piece, text + setting->end, (gssize) (setting->line_end - setting->end));
  now = read_piece (document, piece->str, setting->key, value);
  explicit_bzero (piece->str, piece->len);
  if (now == NULL)
    return FALSE;

  g_string_erase (document->text, (gssize) setting->start,
                  (gssize) (setting->end - setting->start));
  g_string_insert (document->text, (gssize) setting->start, quoted);
  for (guint i = index + 1; i < document->settings->len; i++)
    move (g_ptr_array_index (document->settings, i), by);
  setting->end = setting->start + length;
  setting->line_end = (gsize) ((gssize) setting->line_end + by);
  explicit_bzero (setting->value, strlen (setting->value));
  g_free (setting->value);
  setting->value = g_steal_pointer (&now->value);

  return TRUE;
}

/*< private >
 * rrm_document_add_alone:
 * @document: a document that is not damaged
 * @place: behind its last setting
 * @added: the new line, with a line end before it where one is needed
 * @key: the setting
 * @value: what it shall say
 *
 * Returns: whether it says this now; if not, the document is as before
 */
gboolean
rrm_document_add_alone (RrmDocument *document,
                        gsize place,
                        const char *added,
                        const char *key,
                        const char *value)
{
  g_autoptr (RrmSetting) now = read_piece (document, added, key, value);
  gsize before = strspn (added, "\r\n");
  guint n = document->settings->len;

  if (now == NULL)
    return FALSE;
  g_string_insert (document->text, (gssize) place, added);
  /* The line of the last one ends only now. */
  if (n > 0)
    ((RrmSetting *) g_ptr_array_index (document->settings, n - 1))->line_end += before;
  move (now, (gssize) place);
  rrm_document_add_setting (document, g_steal_pointer (&now));

  return TRUE;
}
