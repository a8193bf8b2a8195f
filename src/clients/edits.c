/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/mend.h"

#include "clients/url-edit.h"

/* What is different in a profile's documents from the files they were read from. */

static void
edit_free (gpointer data)
{
  RrmClientEdit *edit = data;

  g_free (edit->path);
  g_free (edit->section);
  g_free (edit->key);
  g_free (edit->before);
  g_free (edit->after);
  g_free (edit);
}

/* A password that stands in a value is not for showing. */
static void
add_edit (GPtrArray *edits,
          RrmDocument *document,
          const RrmSetting *setting,
          const char *before,
          const char *after)
{
  RrmClientEdit *edit = g_new0 (RrmClientEdit, 1);

  edit->path = g_strdup (rrm_document_get_path (document));
  edit->section = g_strdup (setting->section);
  edit->key = g_strdup (setting->name != NULL ? setting->name : setting->key);
  edit->before = rrm_url_edit_hide (before);
  edit->after = rrm_url_edit_hide (after);
  g_ptr_array_add (edits, edit);
}

/* The settings of a document by their names, and by which of that name they are. */
static GHashTable *
number_settings (RrmDocument *document,
                 char **names)
{
  GPtrArray *settings = rrm_document_get_settings (document);
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < settings->len; i++)
    {
      RrmSetting *setting = g_ptr_array_index (settings, i);
      char *name = g_strconcat (setting->section, "\n", setting->key, NULL);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));

      names[i] = g_strdup_printf ("%s\n%u", name, n);
      g_hash_table_insert (table, names[i], setting);
      g_hash_table_replace (counts, name, GUINT_TO_POINTER (n + 1));
    }

  return table;
}

static void
compare (RrmDocument *document,
         RrmDocument *original,
         GPtrArray *edits)
{
  GPtrArray *old = rrm_document_get_settings (original);
  GPtrArray *new = rrm_document_get_settings (document);
  g_auto (GStrv) old_names = g_new0 (char *, old->len + 1);
  g_auto (GStrv) new_names = g_new0 (char *, new->len + 1);
  g_autoptr (GHashTable) old_table = number_settings (original, old_names);
  g_autoptr (GHashTable) new_table = number_settings (document, new_names);

  for (guint i = 0; i < old->len; i++)
    {
      const RrmSetting *setting = g_ptr_array_index (old, i);
      const RrmSetting *after = g_hash_table_lookup (new_table, old_names[i]);

      if (after == NULL || !g_str_equal (setting->value, after->value))
        add_edit (edits, document, setting, setting->value, after != NULL ? after->value : NULL);
    }
  for (guint i = 0; i < new->len; i++)
    {
      const RrmSetting *setting = g_ptr_array_index (new, i);

      if (!g_hash_table_contains (old_table, new_names[i]))
        add_edit (edits, document, setting, NULL, setting->value);
    }
}

/**
 * rrm_client_list_edits:
 * @profile: a profile with changes in its documents
 *
 * Returns: (transfer full) (element-type RrmClientEdit): every setting that saving would change
 */
GPtrArray *
rrm_client_list_edits (const RrmClientProfile *profile)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func (edit_free);

  for (guint i = 0; i < profile->documents->len; i++)
    {
      RrmDocument *document = g_ptr_array_index (profile->documents, i);
      g_autoptr (RrmDocument) original = NULL;
      g_autoptr (RrmDocument) now = NULL;

      if (!rrm_document_is_changed (document))
        continue;
      /* With the passwords in both, which are not among what differs. */
      original = rrm_document_reopen (document);
      now = rrm_document_copy (document);
      if (now != NULL)
        compare (now, original, edits);
    }

  return edits;
}
