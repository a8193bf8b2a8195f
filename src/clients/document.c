/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/document.h"

#include <string.h>

/* Where a section's own line ends: the first setting of an empty section goes there. */
typedef struct
{
  char *name;
  gsize line_end;
} Section;

/**
 * RrmDocument:
 *
 * A settings file of a mail program: its settings with their places. A change replaces the bytes
 * of that one value, or adds one line; everything else stays as the program left it. After each
 * change the file is read again, so that what was written is what will be read.
 */
struct _RrmDocument
{
  const RrmDialect *dialect;
  char *path;
  GBytes *original;
  GString *text;
  gboolean damaged;
  GPtrArray *sections;
  GPtrArray *names;
  GPtrArray *settings;
  /* The last setting of each name, which is the one that counts. */
  GHashTable *index;
  /* The first section of each name; sections that come again add to it. */
  GHashTable *by_name;
};

static void
section_free (gpointer data)
{
  Section *section = data;

  g_free (section->name);
  g_free (section);
}

void
rrm_setting_free (RrmSetting *setting)
{
  g_free (setting->section);
  g_free (setting->key);
  g_free (setting->value);
  g_free (setting);
}

static char *
make_index_key (const char *section,
                const char *key)
{
  return g_strconcat (section, "\n", key, NULL);
}

static void
parse (RrmDocument *document)
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
  parse (document);

  return document;
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

void
rrm_document_free (RrmDocument *document)
{
  g_free (document->path);
  g_bytes_unref (document->original);
  /* Some programs write the password into their settings. */
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

  return length != document->text->len ||
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

static RrmSetting *
find_setting (RrmDocument *document,
              const char *section,
              const char *key)
{
  g_autofree char *name = make_index_key (section, key);

  return g_hash_table_lookup (document->index, name);
}

/**
 * rrm_document_get:
 * @document: a document
 * @section: a section, "" in a format without them
 * @key: a setting
 *
 * Returns: (transfer none) (nullable): what it says; the last one counts
 */
const char *
rrm_document_get (RrmDocument *document,
                  const char *section,
                  const char *key)
{
  const RrmSetting *setting = find_setting (document, section, key);

  return setting != NULL ? setting->value : NULL;
}

/* Behind the last setting of the section, with the indentation that this one has. */
static gsize
find_place (RrmDocument *document,
            const char *name,
            char **indent)
{
  const Section *section = g_hash_table_lookup (document->by_name, name);
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

static void
insert_line (RrmDocument *document,
             const char *section,
             const char *key,
             const char *quoted)
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
  g_string_insert_len (document->text, (gssize) place, added->str, (gssize) added->len);
}

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
  g_string_assign (document->text, text);
  parse (document);
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
  const RrmSetting *old = find_setting (document, section, key);
  g_autofree char *quoted =
    document->dialect->quote != NULL ? document->dialect->quote (value, literal) : NULL;
  g_autofree char *before = g_strdup (document->text->str);
  gboolean was_damaged = document->damaged;

  if (quoted == NULL || (old == NULL && document->dialect->line == NULL))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);

  if (old != NULL)
    {
      gssize place = (gssize) old->start;

      g_string_erase (document->text, place, (gssize) (old->end - old->start));
      g_string_insert (document->text, place, quoted);
    }
  else
    insert_line (document, section, key, quoted);
  parse (document);

  if (document->damaged == was_damaged &&
      g_strcmp0 (rrm_document_get (document, section, key), value) == 0)
    return TRUE;

  rrm_document_restore (document, before);

  return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
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

  while ((setting = find_setting (document, section, key)) != NULL)
    {
      gsize begin = setting->start;

      while (begin > 0 && document->text->str[begin - 1] != '\n')
        begin--;
      g_string_erase (document->text, (gssize) begin, (gssize) (setting->line_end - begin));
      parse (document);
    }
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
  Section *section = g_new0 (Section, 1);

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
