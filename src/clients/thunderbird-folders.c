/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/thunderbird.h"

#include "base/file.h"
#include "clients/reader.h"

#include <string.h>

/* A server that gets another name: what points to its folders ("imap://ann%40rr.com@mail.twc.com")
 * must point there still. That stands in prefs.js (where sent mail goes), in the filters of every
 * account, and in the saved searches. The mail itself stays in its folder. */

/* Where one such name ends and its folder begins. */
static gboolean
is_end_of_root (char c)
{
  return c == '\0' || c == '/' || c == '"' || c == '|' || c == ' ';
}

static char *
replace_roots (const char *text,
               const char *old_root,
               const char *new_root)
{
  GString *result = g_string_new (NULL);
  gsize length = strlen (old_root);
  const char *found;

  while ((found = strstr (text, old_root)) != NULL)
    {
      g_string_append_len (result, text, found - text);
      g_string_append (result, is_end_of_root (found[length]) ? new_root : old_root);
      text = found + length;
    }
  g_string_append (result, text);

  return g_string_free (result, FALSE);
}

/* The keys first: each change reads the file anew. */
static GPtrArray *
find_keys (RrmDocument *document,
           const char *old_root)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *settings = rrm_document_get_settings (document);

  for (guint i = 0; i < settings->len; i++)
    {
      const RrmSetting *setting = g_ptr_array_index (settings, i);

      if (strstr (setting->value, old_root) != NULL)
        g_ptr_array_add (keys, g_strdup (setting->key));
    }

  return keys;
}

static gboolean
rename_in (RrmDocument *document,
           const char *old_root,
           const char *new_root,
           GError **error)
{
  g_autoptr (GPtrArray) keys = find_keys (document, old_root);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      const char *value = rrm_document_get (document, "", key);
      g_autofree char *renamed = replace_roots (value, old_root, new_root);

      if (!g_str_equal (renamed, value) &&
          !rrm_document_set (document, "", key, renamed, FALSE, error))
        return FALSE;
    }

  return TRUE;
}

static void
add_filters (const char *folder,
             const char *name,
             GPtrArray *paths)
{
  g_autofree char *mail = g_build_filename (folder, name, NULL);
  g_autoptr (GPtrArray) servers = rrm_reader_list (mail, "");

  for (guint i = 0; i < servers->len; i++)
    g_ptr_array_add (paths, g_build_filename (g_ptr_array_index (servers, i),
                                              "msgFilterRules.dat", NULL));
}

/* A server may keep its mail in a folder of the person's own. */
static void
add_other_filters (RrmDocument *prefs,
                   const char *folder,
                   GPtrArray *paths)
{
  static const char *const suffixes[] = { ".directory", ".directory-rel" };
  const char *here = "[ProfD]";
  GPtrArray *settings = rrm_document_get_settings (prefs);

  for (guint i = 0; i < settings->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (suffixes); j++)
      {
        const RrmSetting *setting = g_ptr_array_index (settings, i);
        gboolean relative = g_str_has_prefix (setting->value, here);

        if (!g_str_has_prefix (setting->key, "mail.server.") ||
            !g_str_has_suffix (setting->key, suffixes[j]))
          continue;
        if (relative || g_path_is_absolute (setting->value))
          g_ptr_array_add (paths, g_build_filename (
                                    relative ? folder : "/",
                                    setting->value + (relative ? strlen (here) : 0),
                                    "msgFilterRules.dat", NULL));
      }
}

/* The same file by two names is written once. */
static gboolean
is_other_name (GHashTable *seen,
               const char *path)
{
  return !g_hash_table_add (seen, rrm_file_resolve (path));
}

static RrmDocument *
open_file (RrmClientProfile *profile,
           const char *path,
           GError **error)
{
  for (guint i = 0; i < profile->documents->len; i++)
    {
      RrmDocument *document = g_ptr_array_index (profile->documents, i);

      if (g_str_equal (rrm_document_get_path (document), path))
        return document;
    }

  return rrm_client_profile_load (profile, &rrm_dialect_lines, path, error);
}

/**
 * rrm_thunderbird_rename_folders:
 * @profile: a profile
 * @old_root: what the folders of a server are called by
 * @new_root: what they are called by from now on
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether everything that points to the folders was changed so, in the documents
 */
gboolean
rrm_thunderbird_rename_folders (RrmClientProfile *profile,
                                const char *old_root,
                                const char *new_root,
                                GError **error)
{
  RrmDocument *prefs = g_ptr_array_index (profile->documents, 0);
  g_autofree char *folder = g_path_get_dirname (rrm_document_get_path (prefs));
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!rename_in (prefs, old_root, new_root, error) ||
      (rrm_document_get_ruler (prefs) != NULL &&
       !rename_in (rrm_document_get_ruler (prefs), old_root, new_root, error)))
    return FALSE;
  add_filters (folder, "ImapMail", paths);
  add_filters (folder, "Mail", paths);
  add_other_filters (prefs, folder, paths);
  g_ptr_array_add (paths, g_build_filename (folder, "virtualFolders.dat", NULL));
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      RrmDocument *document;

      if (!g_file_test (path, G_FILE_TEST_EXISTS) || is_other_name (seen, path))
        continue;
      document = open_file (profile, path, error);
      if (document == NULL || !rename_in (document, old_root, new_root, error))
        return FALSE;
    }

  return TRUE;
}
