/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/mend.h"

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

static void
add_edit (GPtrArray *edits,
          RrmDocument *document,
          const RrmSetting *setting,
          const char *before,
          const char *after)
{
  RrmClientEdit *edit;

  /* Of a setting that stands twice, the last one is told. */
  for (guint i = 0; i < edits->len; i++)
    {
      const RrmClientEdit *known = g_ptr_array_index (edits, i);

      if (g_str_equal (known->path, rrm_document_get_path (document)) &&
          g_str_equal (known->section, setting->section) && g_str_equal (known->key, setting->key))
        return;
    }

  edit = g_new0 (RrmClientEdit, 1);
  edit->path = g_strdup (rrm_document_get_path (document));
  edit->section = g_strdup (setting->section);
  edit->key = g_strdup (setting->key);
  edit->before = g_strdup (before);
  edit->after = g_strdup (after);
  g_ptr_array_add (edits, edit);
}

static void
compare (RrmDocument *document,
         RrmDocument *original,
         GPtrArray *edits)
{
  GPtrArray *old = rrm_document_get_settings (original);
  GPtrArray *new = rrm_document_get_settings (document);

  for (guint i = 0; i < old->len; i++)
    {
      const RrmSetting *setting = g_ptr_array_index (old, i);
      const char *before = rrm_document_get (original, setting->section, setting->key);
      const char *after = rrm_document_get (document, setting->section, setting->key);

      if (g_strcmp0 (before, after) != 0)
        add_edit (edits, document, setting, before, after);
    }
  for (guint i = 0; i < new->len; i++)
    {
      const RrmSetting *setting = g_ptr_array_index (new, i);

      if (rrm_document_get (original, setting->section, setting->key) == NULL)
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
      g_autoptr (RrmDocument) original = rrm_document_reopen (document);

      if (rrm_document_is_changed (document))
        compare (document, original, edits);
    }

  return edits;
}
