/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/mutt-files.h"

#include "clients/dialect-mutt.h"
#include "clients/reader.h"
#include "clients/url.h"

#include <string.h>

/* The files of one account of mutt: one that names others. */

/* More files than name each other anywhere but in a joke. */
#define MAX_FILES 50
#define MAX_SETTINGS 100000

/**
 * RrmMuttFiles:
 *
 * The settings of several files in the order in which mutt comes to them: what a file names stands
 * where it is named. What comes later counts.
 */
struct _RrmMuttFiles
{
  RrmClientProfile *profile;
  /* The folder that "~" stands for. */
  char *home;
  GPtrArray *documents;
  GArray *places;
};

/* The home folder that a file belongs to, which may be one from elsewhere. */
static char *
get_home (const char *path)
{
  static const char *const folders[] = { "/.config/mutt", "/.config/neomutt", "/.mutt",
                                         "/.neomutt" };
  char *folder = g_path_get_dirname (path);

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    if (g_str_has_suffix (folder, folders[i]))
      {
        folder[strlen (folder) - strlen (folders[i])] = '\0';
        break;
      }

  return folder;
}

/**
 * rrm_mutt_files_new:
 * @profile: a profile of mutt
 *
 * Returns: (transfer full): no files yet
 */
RrmMuttFiles *
rrm_mutt_files_new (RrmClientProfile *profile)
{
  RrmMuttFiles *files = g_new0 (RrmMuttFiles, 1);

  files->profile = profile;
  files->home = get_home (profile->path);
  files->documents = g_ptr_array_new ();
  files->places = g_array_new (FALSE, FALSE, sizeof (RrmMuttPlace));

  return files;
}

void
rrm_mutt_files_free (RrmMuttFiles *files)
{
  g_free (files->home);
  g_ptr_array_unref (files->documents);
  g_array_unref (files->places);
  g_free (files);
}

static char *
resolve (RrmMuttFiles *files,
         RrmDocument *document,
         const char *name)
{
  g_autofree char *folder = NULL;

  if (g_str_has_prefix (name, "~/"))
    return g_build_filename (files->home, name + 2, NULL);
  if (g_path_is_absolute (name))
    return g_strdup (name);
  folder = g_path_get_dirname (rrm_document_get_path (document));

  return g_build_filename (folder, name, NULL);
}

/**
 * rrm_mutt_files_load:
 * @files: the files of an account
 * @from: one of them
 * @name: what it names
 *
 * A command is never run for what it prints. A file that several name is one file.
 *
 * Returns: (transfer none) (nullable): that file, %NULL where it is none or is among the files
 */
RrmDocument *
rrm_mutt_files_load (RrmMuttFiles *files,
                     RrmDocument *from,
                     const char *name)
{
  g_autofree char *path = resolve (files, from, name);

  if (g_str_has_suffix (name, "|"))
    return NULL;
  for (guint i = 0; i < files->profile->documents->len; i++)
    {
      RrmDocument *document = g_ptr_array_index (files->profile->documents, i);

      if (g_str_equal (rrm_document_get_path (document), path))
        return g_ptr_array_find (files->documents, document, NULL) ? NULL : document;
    }
  if (files->profile->documents->len >= MAX_FILES)
    return NULL;

  return rrm_client_profile_load (files->profile, &rrm_dialect_mutt, path, NULL);
}

/**
 * rrm_mutt_files_add:
 * @files: the files of an account
 * @document: one more
 *
 * Adds a file and those that it names, which are loaded where they are not yet.
 */
void
rrm_mutt_files_add (RrmMuttFiles *files,
                    RrmDocument *document)
{
  GPtrArray *settings = rrm_document_get_settings (document);

  g_ptr_array_add (files->documents, document);
  for (guint i = 0; i < settings->len && files->places->len < MAX_SETTINGS; i++)
    {
      RrmMuttPlace place = { document, g_ptr_array_index (settings, i) };
      RrmDocument *other = g_str_equal (place.setting->key, "source")
                             ? rrm_mutt_files_load (files, document, place.setting->value)
                             : NULL;

      g_array_append_val (files->places, place);
      if (other != NULL)
        rrm_mutt_files_add (files, other);
    }
}

guint
rrm_mutt_files_get_n (const RrmMuttFiles *files)
{
  return files->places->len;
}

/**
 * rrm_mutt_files_get_nth:
 * @files: the files of an account
 * @index: which setting, in the order in which mutt comes to them
 *
 * Returns: (transfer none): that setting
 */
const RrmMuttPlace *
rrm_mutt_files_get_nth (const RrmMuttFiles *files,
                        guint index)
{
  return &g_array_index (files->places, RrmMuttPlace, index);
}

/**
 * rrm_mutt_files_find:
 * @files: the files of an account
 * @key: a variable
 *
 * Returns: (transfer none) (nullable): where it is set last
 */
const RrmMuttPlace *
rrm_mutt_files_find (const RrmMuttFiles *files,
                     const char *key)
{
  for (guint i = files->places->len; i > 0; i--)
    {
      const RrmMuttPlace *place = rrm_mutt_files_get_nth (files, i - 1);

      if (g_str_equal (place->setting->key, key))
        return place;
    }

  return NULL;
}

/**
 * rrm_mutt_files_get:
 * @files: the files of an account
 * @key: a variable
 *
 * Returns: (transfer none) (nullable): what it is set to
 */
const char *
rrm_mutt_files_get (const RrmMuttFiles *files,
                    const char *key)
{
  const RrmMuttPlace *place = rrm_mutt_files_find (files, key);

  return place != NULL ? place->setting->value : NULL;
}

gboolean
rrm_mutt_files_is (const RrmMuttFiles *files,
                   const char *key,
                   const char *value)
{
  return g_strcmp0 (rrm_mutt_files_get (files, key), value) == 0;
}

/* The file that a hook names: 'source ~/.mutt/rr'. */
static char *
find_source (const RrmSetting *setting)
{
  const char *name =
    g_str_equal (setting->key, "hook") ? strstr (setting->value, "source ") : NULL;
  char *path = name != NULL ? g_strndup (name + 7, strcspn (name + 7, ";<\n")) : NULL;

  if (g_str_equal (setting->key, "source"))
    path = g_strdup (setting->value);

  return path != NULL ? g_strstrip (path) : NULL;
}

/**
 * rrm_mutt_get_hooked:
 * @setting: a setting
 *
 * Returns: (transfer full) (nullable): the file that it names, if it is a hook
 */
char *
rrm_mutt_get_hooked (const RrmSetting *setting)
{
  return g_str_equal (setting->key, "hook") ? find_source (setting) : NULL;
}

/**
 * rrm_mutt_load_all:
 * @profile: a profile of mutt with its first file
 *
 * Loads all files that are named, in whatever way, so that each knows the variables of the others.
 */
void
rrm_mutt_load_all (RrmClientProfile *profile)
{
  g_autoptr (RrmMuttFiles) files = rrm_mutt_files_new (profile);

  for (guint i = 0; i < profile->documents->len; i++)
    {
      RrmDocument *document = g_ptr_array_index (profile->documents, i);
      GPtrArray *settings = rrm_document_get_settings (document);

      for (guint j = 0; j < MIN (settings->len, MAX_SETTINGS); j++)
        {
          g_autofree char *name = find_source (g_ptr_array_index (settings, j));

          if (name != NULL)
            rrm_mutt_files_load (files, document, name);
        }
    }
  for (guint i = 0; i < profile->documents->len; i++)
    rrm_document_set_others (g_ptr_array_index (profile->documents, i), profile->documents);
  if (profile->documents->len > 1)
    rrm_mutt_recall (profile);
}

/**
 * rrm_mutt_recall:
 * @profile: a profile of mutt of which passwords were forgotten, or a file has changed
 *
 * Reads all files again; the reader has to forget again.
 */
void
rrm_mutt_recall (RrmClientProfile *profile)
{
  /* Twice: a file may be made of one that comes after it. */
  for (guint i = 0; i < 2 * profile->documents->len; i++)
    rrm_document_recall (g_ptr_array_index (profile->documents, i % profile->documents->len));
}

/**
 * rrm_mutt_forget:
 * @profile: a profile of mutt
 *
 * Wipes the passwords in what was read of its files.
 */
void
rrm_mutt_forget (RrmClientProfile *profile)
{
  static const char *const keys[] = { "imappass", "poppass", "smtppass" };

  for (guint i = 0; i < profile->documents->len; i++)
    {
      RrmDocument *document = g_ptr_array_index (profile->documents, i);
      GPtrArray *settings = rrm_document_get_settings (document);

      for (guint j = 0; j < G_N_ELEMENTS (keys); j++)
        rrm_reader_forget (document, keys[j]);
      for (guint j = 0; j < settings->len; j++)
        rrm_reader_url_forget_value (((RrmSetting *) g_ptr_array_index (settings, j))->value);
      /* The host of POP3 may stand there without a scheme. */
      rrm_reader_url_forget (document, "pophost");
    }
}
