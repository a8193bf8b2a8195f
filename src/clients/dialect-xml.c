/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/dialect-xml.h"

#include <string.h>

/* Files of XML from other computers, which are read and never written. GLib's reader of markup
 * knows the five entities of XML and no other, and opens no other file. */

/* More than any such file has; what is longer is somebody's joke. */
#define MAX_DEPTH 24
#define MAX_NAME 64
#define MAX_SETTINGS 20000

typedef struct
{
  char *name;
  char *path;
  /* How often each name was seen below. */
  GHashTable *counts;
  GString *text;
  /* What the next element of a property list is called. */
  char *key;
  gboolean has_children;
} Frame;

typedef struct
{
  RrmDocument *document;
  GPtrArray *frames;
  gboolean is_plist;
  guint settings;
} Reader;

static void
frame_free (gpointer data)
{
  Frame *frame = data;

  g_free (frame->name);
  g_free (frame->path);
  g_hash_table_unref (frame->counts);
  explicit_bzero (frame->text->str, frame->text->len);
  g_string_free (frame->text, TRUE);
  g_free (frame->key);
  g_free (frame);
}

static Frame *
get_top (Reader *reader)
{
  return reader->frames->len > 0
           ? g_ptr_array_index (reader->frames, reader->frames->len - 1)
           : NULL;
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "too much");

  return FALSE;
}

static gboolean
add_setting (Reader *reader,
             const char *section,
             const char *key,
             const char *value,
             GError **error)
{
  RrmSetting *setting;

  if (reader->settings++ >= MAX_SETTINGS)
    return refuse (error);
  setting = g_new0 (RrmSetting, 1);
  setting->section = g_strdup (section);
  setting->key = g_strdup (key);
  setting->value = g_strdup (value);
  rrm_document_add_setting (reader->document, setting);

  return TRUE;
}

/* The name among the others of that name below the same element. */
static char *
count_name (Frame *parent,
            const char *name)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (parent->counts, name)) + 1;

  g_hash_table_replace (parent->counts, g_strdup (name), GUINT_TO_POINTER (n));

  return n == 1 ? g_strdup (name) : g_strdup_printf ("%s#%u", name, n);
}

/* What an element is called: by itself, by the key of a property list, or by its own attribute. */
static const char *
choose_name (Reader *reader,
             const char *element,
             const char **names,
             const char **values)
{
  const Frame *parent = get_top (reader);

  if (reader->is_plist && parent != NULL && parent->key != NULL && !g_str_equal (element, "key"))
    return parent->key;
  for (guint i = 0; g_str_equal (element, "value") && names[i] != NULL; i++)
    if (g_str_equal (names[i], "key"))
      return values[i];

  return element;
}

static void
push (Reader *reader,
      const char *name)
{
  Frame *parent = get_top (reader);
  Frame *frame = g_new0 (Frame, 1);

  frame->name = parent != NULL ? count_name (parent, name) : g_strdup (name);
  frame->path = parent != NULL ? g_strconcat (parent->path, "/", frame->name, NULL)
                               : g_strdup (frame->name);
  frame->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  frame->text = g_string_new (NULL);
  if (parent != NULL && !g_str_equal (name, "key"))
    {
      g_clear_pointer (&parent->key, g_free);
      parent->has_children = TRUE;
    }
  g_ptr_array_add (reader->frames, frame);
}

static void
on_start (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  Reader *reader = data;
  const char *name = choose_name (reader, element, names, values);

  if (reader->frames->len >= MAX_DEPTH || strlen (name) > MAX_NAME)
    {
      refuse (error);
      return;
    }
  push (reader, name);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *key = g_strconcat ("@", names[i], NULL);

      if (strlen (key) > MAX_NAME ||
          !add_setting (reader, get_top (reader)->path, key, values[i], error))
        return;
    }
}

static void
on_text (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer data,
         GError **error)
{
  Frame *frame = get_top (data);

  if (frame != NULL)
    g_string_append_len (frame->text, text, (gssize) length);
}

static void
on_end (GMarkupParseContext *context,
        const char *element,
        gpointer data,
        GError **error)
{
  Reader *reader = data;
  Frame *frame = g_ptr_array_steal_index (reader->frames, reader->frames->len - 1);
  Frame *parent = get_top (reader);

  if (frame->has_children || parent == NULL)
    rrm_document_add_section (reader->document, frame->path, 0);
  else if (reader->is_plist && g_str_equal (element, "key"))
    {
      g_free (parent->key);
      parent->key = g_strstrip (g_strdup (frame->text->str));
    }
  else if (reader->is_plist &&
           (g_str_equal (element, "true") || g_str_equal (element, "false")))
    add_setting (reader, parent->path, frame->name, element, error);
  else
    add_setting (reader, parent->path, frame->name,
                 reader->is_plist ? frame->text->str : g_strstrip (frame->text->str), error);
  frame_free (frame);
}

static void
parse (RrmDocument *document,
       gboolean is_plist)
{
  static const GMarkupParser parser = { on_start, on_end, on_text, NULL, NULL };
  Reader reader = { document, g_ptr_array_new_with_free_func (frame_free), is_plist, 0 };
  gsize length;
  const char *text = rrm_document_get_text (document, &length);
  g_autoptr (GMarkupParseContext)
    context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);

  /* What Windows' editor puts at the beginning. */
  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    {
      text += 3;
      length -= 3;
    }
  if (!g_markup_parse_context_parse (context, text, (gssize) length, NULL) ||
      !g_markup_parse_context_end_parse (context, NULL))
    rrm_document_set_damaged (document);
  g_ptr_array_unref (reader.frames);
}

static void
parse_xml (RrmDocument *document)
{
  parse (document, FALSE);
}

const RrmDialect rrm_dialect_xml = {
  .parse = parse_xml,
};

static void
parse_plist (RrmDocument *document)
{
  parse (document, TRUE);
}

const RrmDialect rrm_dialect_plist = {
  .parse = parse_plist,
};
