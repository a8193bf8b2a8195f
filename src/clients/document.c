/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/document-private.h"

#include <string.h>

static void
section_free (gpointer data)
{
  RrmSection *section = data;

  g_free (section->name);
  g_free (section);
}

void
rrm_setting_free (RrmSetting *setting)
{
  g_free (setting->section);
  g_free (setting->key);
  g_free (setting->name);
  /* Some programs write the password into their settings. */
  if (setting->value != NULL)
    explicit_bzero (setting->value, strlen (setting->value));
  g_free (setting->value);
  g_free (setting->places);
  g_free (setting);
}

static char *
make_index_key (const char *section,
                const char *key)
{
  return g_strconcat (section, "\n", key, NULL);
}

/*< private >
 * rrm_document_parse:
 * @document: a document whose text is new
 */
void
rrm_document_parse (RrmDocument *document)
{
  document->damaged = FALSE;
  g_hash_table_remove_all (document->by_name);
  g_ptr_array_set_size (document->names, 0);
  g_ptr_array_set_size (document->sections, 0);
  g_hash_table_remove_all (document->index);
  g_ptr_array_set_size (document->settings, 0);
  document->dialect->parse (document);
}

/**
 * rrm_document_new:
 * @dialect: how it is written
 * @bytes: what stands in the file
 * @length: how many bytes
 * @path: its name
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: (transfer full) (nullable): the document; one that breaks the rules of its format is
 *   read as far as it can be, and is damaged
 */
RrmDocument *
rrm_document_new (const RrmDialect *dialect,
                  const char *bytes,
                  gsize length,
                  const char *path,
                  GError **error)
{
  RrmDocument *document;

  if (length > RRM_DOCUMENT_MAX)
    {
      rrm_client_refuse (error, RRM_CLIENT_ERROR_TOO_LARGE, path);
      return NULL;
    }
  if (length > 0 && memchr (bytes, '\0', length) != NULL)
    {
      rrm_client_refuse (error, RRM_CLIENT_ERROR_NOT_TEXT, path);
      return NULL;
    }

  document = g_new0 (RrmDocument, 1);
  document->dialect = dialect;
  document->path = g_strdup (path);
  document->original = g_bytes_new (bytes, length);
  document->text = g_string_sized_new (length + 1);
  g_string_append_len (document->text, bytes, (gssize) length);
  document->sections = g_ptr_array_new_with_free_func (section_free);
  document->names = g_ptr_array_new ();
  document->settings = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_setting_free);
  document->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  document->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  rrm_document_parse (document);

  return document;
}

/**
 * rrm_document_new_file:
 * @path: a file that is not there yet
 * @model: one that is, of the same kind
 *
 * Returns: (transfer full): the new file, which says what the other one says now
 */
RrmDocument *
rrm_document_new_file (const char *path,
                       RrmDocument *model)
{
  RrmDocument *document = rrm_document_new (model->dialect, "", 0, path, NULL);

  document->is_new = TRUE;
  rrm_document_restore (document, model->text->str);

  return document;
}

/**
 * rrm_document_is_new:
 * @document: a document
 *
 * Returns: whether there is no such file yet
 */
gboolean
rrm_document_is_new (RrmDocument *document)
{
  return document->is_new;
}

/**
 * rrm_document_is_gone:
 * @document: a document
 *
 * Returns: whether the file is to go
 */
gboolean
rrm_document_is_gone (RrmDocument *document)
{
  return document->is_gone;
}

/**
 * rrm_document_reopen:
 * @document: a document
 *
 * Returns: (transfer full): the document as it was read
 */
RrmDocument *
rrm_document_reopen (RrmDocument *document)
{
  gsize length;
  const char *bytes = g_bytes_get_data (document->original, &length);

  return rrm_document_new (document->dialect, bytes, length, document->path, NULL);
}

/**
 * rrm_document_copy:
 * @document: a document
 *
 * Returns: (transfer full): what stands in it now, with what a reader has forgotten
 */
RrmDocument *
rrm_document_copy (RrmDocument *document)
{
  return rrm_document_new (document->dialect, document->text->str, document->text->len,
                           document->path, NULL);
}

void
rrm_document_free (RrmDocument *document)
{
  gsize length;
  gpointer original = g_bytes_unref_to_data (document->original, &length);

  g_free (document->path);
  /* Some programs write the password into their settings. */
  if (length > 0)
    explicit_bzero (original, length);
  g_free (original);
  explicit_bzero (document->text->str, document->text->allocated_len);
  g_string_free (document->text, TRUE);
  g_hash_table_unref (document->by_name);
  g_ptr_array_unref (document->names);
  g_ptr_array_unref (document->sections);
  g_hash_table_unref (document->index);
  g_ptr_array_unref (document->settings);
  g_free (document);
}

const char *
rrm_document_get_path (RrmDocument *document)
{
  return document->path;
}

const char *
rrm_document_get_text (RrmDocument *document,
                       gsize *length)
{
  *length = document->text->len;

  return document->text->str;
}

/**
 * rrm_document_is_damaged:
 * @document: a document
 *
 * Returns: whether some of it breaks the rules of its format
 */
gboolean
rrm_document_is_damaged (RrmDocument *document)
{
  return document->damaged;
}

/**
 * rrm_document_is_changed:
 * @document: a document
 *
 * Returns: whether it differs from the file that it was read from
 */
gboolean
rrm_document_is_changed (RrmDocument *document)
{
  gsize length;
  const char *bytes = g_bytes_get_data (document->original, &length);

  return document->is_gone || length != document->text->len ||
         (length > 0 && memcmp (bytes, document->text->str, length) != 0);
}

/**
 * rrm_document_get_original:
 * @document: a document
 *
 * Returns: (transfer none): the file as it was read
 */
GBytes *
rrm_document_get_original (RrmDocument *document)
{
  return document->original;
}

/**
 * rrm_document_get_sections:
 * @document: a document
 *
 * Returns: (transfer none) (element-type utf8): the names of its sections, each once
 */
GPtrArray *
rrm_document_get_sections (RrmDocument *document)
{
  return document->names;
}

/**
 * rrm_document_get_settings:
 * @document: a document
 *
 * Returns: (transfer none) (element-type RrmSetting): all settings, as they stand
 */
GPtrArray *
rrm_document_get_settings (RrmDocument *document)
{
  return document->settings;
}

/**
 * rrm_document_find:
 * @document: a document
 * @section: a section, "" in a format without them
 * @key: a setting
 *
 * Returns: (transfer none) (nullable): the setting, the last one where it stands several times
 */
RrmSetting *
rrm_document_find (RrmDocument *document,
                   const char *section,
                   const char *key)
{
  g_autofree char *name = make_index_key (section, key);

  return g_hash_table_lookup (document->index, name);
}

/**
 * rrm_document_set_ruler:
 * @document: a document
 * @ruler: (transfer none): another one, which must live as long
 *
 * What @ruler says wins over what @document says. A setting that stands in both is changed in both,
 * and one that stands in @ruler alone is changed there.
 */
void
rrm_document_set_ruler (RrmDocument *document,
                        RrmDocument *ruler)
{
  document->ruler = ruler;
}

/**
 * rrm_document_get_ruler:
 * @document: a document
 *
 * Returns: (transfer none) (nullable): the one whose settings win over those of @document
 */
RrmDocument *
rrm_document_get_ruler (RrmDocument *document)
{
  return document->ruler;
}

/**
 * rrm_document_get:
 * @document: a document
 * @section: a section, "" in a format without them
 * @key: a setting
 *
 * Returns: (transfer none) (nullable): what it says; that of the ruler counts, then the last one
 */
const char *
rrm_document_get (RrmDocument *document,
                  const char *section,
                  const char *key)
{
  const RrmSetting *setting =
    document->ruler != NULL ? rrm_document_find (document->ruler, section, key) : NULL;

  if (setting == NULL)
    setting = rrm_document_find (document, section, key);

  return setting != NULL ? setting->value : NULL;
}

/**
 * rrm_document_add_section:
 * @document: a document that is being read
 * @name: a section
 * @line_end: behind the line that begins it
 */
void
rrm_document_add_section (RrmDocument *document,
                          const char *name,
                          gsize line_end)
{
  RrmSection *section = g_new0 (RrmSection, 1);

  section->name = g_utf8_make_valid (name, -1);
  section->line_end = line_end;
  g_ptr_array_add (document->sections, section);
  if (g_hash_table_contains (document->by_name, section->name))
    return;
  g_hash_table_insert (document->by_name, section->name, section);
  g_ptr_array_add (document->names, section->name);
}

static void
make_valid (char **text)
{
  char *valid;

  if (g_utf8_validate (*text, -1, NULL))
    return;
  valid = g_utf8_make_valid (*text, -1);
  explicit_bzero (*text, strlen (*text));
  g_free (*text);
  *text = valid;
}

/**
 * rrm_document_add_setting:
 * @document: a document that is being read
 * @setting: (transfer full): one of its settings
 */
void
rrm_document_add_setting (RrmDocument *document,
                          RrmSetting *setting)
{
  make_valid (&setting->section);
  make_valid (&setting->key);
  make_valid (&setting->value);
  g_ptr_array_add (document->settings, setting);
  g_hash_table_replace (document->index, make_index_key (setting->section, setting->key), setting);
}

/**
 * rrm_document_set_damaged:
 * @document: a document that is being read
 *
 * Tells that something breaks the rules of the format.
 */
void
rrm_document_set_damaged (RrmDocument *document)
{
  document->damaged = TRUE;
}
