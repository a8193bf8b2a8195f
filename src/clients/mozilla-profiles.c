/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/mozilla-profiles.h"

#include "clients/document.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Where Mozilla's programs have their profiles: profiles.ini lists them, installs.ini says which
 * one each installation opens. */

/* More profiles than anybody has. */
#define MAX_PROFILES 64

static void
add_once (GPtrArray *paths,
          char *path)
{
  if (paths->len >= MAX_PROFILES ||
      g_ptr_array_find_with_equal_func (paths, path, g_str_equal, NULL))
    g_free (path);
  else
    g_ptr_array_add (paths, path);
}

/* A path from another computer may be absolute there, and have the other slashes. */
static char *
resolve (const char *root,
         const char *path,
         gboolean relative)
{
  g_autofree char *slashed = g_strdelimit (g_strdup (path), "\\", '/');
  g_autofree char *name = NULL;

  if (relative)
    return g_build_filename (root, slashed, NULL);
  if (g_file_test (slashed, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&slashed);

  name = g_path_get_basename (slashed);

  return g_build_filename (root, "Profiles", name, NULL);
}

/* A profile that the program never opened has no settings. */
static void
add_used (GPtrArray *paths,
          char *path)
{
  g_autofree char *prefs = g_build_filename (path, "prefs.js", NULL);

  if (g_file_test (prefs, G_FILE_TEST_EXISTS))
    add_once (paths, path);
  else
    g_free (path);
}

static void
add_listed (const char *root,
            const char *name,
            GPtrArray *paths)
{
  g_autofree char *file = g_build_filename (root, name, NULL);
  g_autoptr (RrmDocument) document = rrm_document_load (&rrm_dialect_ini, file, NULL);
  GPtrArray *sections;

  if (document == NULL)
    return;
  sections = rrm_document_get_sections (document);
  for (guint i = 0; i < sections->len && i < MAX_PROFILES; i++)
    {
      const char *section = g_ptr_array_index (sections, i);
      const char *path = rrm_document_get (document, section, "Path");

      if (path == NULL || path[0] == '\0')
        continue;
      add_used (paths, resolve (root, path,
                                g_strcmp0 (rrm_document_get (document, section, "IsRelative"),
                                           "0") != 0));
    }
}

/* Profiles that no list names: a copied folder has the profiles, and not always the list. */
static void
add_folders (const char *root,
             GPtrArray *paths)
{
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  const char *name;

  while (dir != NULL && paths->len < MAX_PROFILES && (name = g_dir_read_name (dir)) != NULL)
    add_used (paths, g_build_filename (root, name, NULL));
}

/**
 * rrm_mozilla_profiles_find:
 * @root: the folder of a program
 * @paths: (element-type filename): where to add its profiles
 */
void
rrm_mozilla_profiles_find (const char *root,
                           GPtrArray *paths)
{
  g_autofree char *folder = g_build_filename (root, "Profiles", NULL);
  g_autofree char *list = g_build_filename (root, "profiles.ini", NULL);

  if (!g_file_test (list, G_FILE_TEST_EXISTS) && !g_file_test (folder, G_FILE_TEST_IS_DIR))
    return;
  add_listed (root, "profiles.ini", paths);
  add_folders (root, paths);
  add_folders (folder, paths);
}

/**
 * rrm_mozilla_read_value:
 * @path: one of the small files beside a profile
 * @section: a section there
 * @key: a setting
 *
 * Returns: (transfer full) (nullable): what it says
 */
char *
rrm_mozilla_read_value (const char *path,
                        const char *section,
                        const char *key)
{
  g_autoptr (RrmDocument) document = rrm_document_load (&rrm_dialect_ini, path, NULL);

  return document != NULL ? g_strdup (rrm_document_get (document, section, key)) : NULL;
}

static gboolean
is_chosen (const char *list,
           const char *folder_name)
{
  g_autoptr (RrmDocument) document = rrm_document_load (&rrm_dialect_ini, list, NULL);
  GPtrArray *settings;

  if (document == NULL)
    return FALSE;
  settings = rrm_document_get_settings (document);
  for (guint i = 0; i < settings->len; i++)
    {
      const RrmSetting *setting = g_ptr_array_index (settings, i);
      g_autofree char *name = g_path_get_basename (setting->value);

      /* In profiles.ini "Default=1" is the mark of old versions. */
      if (g_str_equal (setting->key, "Default") && g_str_equal (name, folder_name))
        return TRUE;
    }

  return FALSE;
}

static char *
find_name (const char *list,
           const char *folder_name)
{
  g_autoptr (RrmDocument) document = rrm_document_load (&rrm_dialect_ini, list, NULL);
  GPtrArray *sections = document != NULL ? rrm_document_get_sections (document) : NULL;

  for (guint i = 0; sections != NULL && i < sections->len; i++)
    {
      const char *section = g_ptr_array_index (sections, i);
      const char *path = rrm_document_get (document, section, "Path");
      g_autofree char *slashed = g_strdelimit (g_strdup (path != NULL ? path : ""), "\\", '/');
      g_autofree char *name = g_path_get_basename (slashed);

      if (path != NULL && g_str_equal (name, folder_name))
        return g_strdup (rrm_document_get (document, section, "Name"));
    }

  return NULL;
}

/**
 * rrm_mozilla_profile_name:
 * @folder: a profile
 * @is_default: (out): whether the program opens it by itself
 *
 * Returns: (transfer full) (nullable): what the list of profiles calls it
 */
char *
rrm_mozilla_profile_name (const char *folder,
                          gboolean *is_default)
{
  g_autofree char *folder_name = g_path_get_basename (folder);
  g_autofree char *parent = g_path_get_dirname (folder);
  const char *up = g_str_has_suffix (parent, "/Profiles") ? ".." : ".";
  g_autofree char *profiles = g_build_filename (parent, up, "profiles.ini", NULL);
  g_autofree char *installs = g_build_filename (parent, up, "installs.ini", NULL);

  *is_default = is_chosen (profiles, folder_name) || is_chosen (installs, folder_name);

  return find_name (profiles, folder_name);
}

/* A number is given to another program some day. */
static gboolean
is_mozilla_process (const char *number)
{
  g_autofree char *path = g_build_filename ("/proc", number, "comm", NULL);
  g_autofree char *name = NULL;

  return g_file_get_contents (path, &name, NULL, NULL) && strstr (name, "bird") != NULL;
}

/* A link whose target is no file but "127.0.1.1:+1234": the process. */
static gboolean
has_live_lock (const char *folder)
{
  g_autofree char *lock = g_build_filename (folder, "lock", NULL);
  char target[256];
  gssize length = readlink (lock, target, sizeof target - 1);
  const char *number;

  if (length <= 0)
    return FALSE;
  target[length] = '\0';
  number = strrchr (target, '+');

  return number != NULL && g_ascii_isdigit (number[1]) &&
         number[1 + strspn (number + 1, "0123456789")] == '\0' &&
         is_mozilla_process (number + 1);
}

/**
 * rrm_mozilla_is_open:
 * @folder: a profile
 *
 * Asks the system for the program's own lock on the profile. A lock file that was left behind by a
 * crash holds none.
 *
 * Returns: whether the program has it open
 */
gboolean
rrm_mozilla_is_open (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, ".parentlock", NULL);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int file = g_open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0);
  gboolean locked = FALSE;

  if (file >= 0)
    {
      locked = fcntl (file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
      g_close (file, NULL);
    }

  return locked || has_live_lock (folder);
}
