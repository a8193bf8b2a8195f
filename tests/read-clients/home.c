/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "home.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

char *
home_new (void)
{
  g_autoptr (GError) error = NULL;
  char *home = g_dir_make_tmp ("rrmail-home-XXXXXX", &error);

  g_assert_no_error (error);

  return home;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
home_free (char *home)
{
  remove_tree (home);
  g_free (home);
}

/* For a folder that another process was given. */
void
home_empty (const char *home)
{
  remove_tree (home);
}

char *
home_path (const char *home,
           const char *name)
{
  return g_build_filename (home, name, NULL);
}

void
home_write (const char *home,
            const char *name,
            const char *text)
{
  g_autofree char *path = home_path (home, name);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

char *
data_read (const char *data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, data, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

void
home_copy (const char *home,
           const char *name,
           const char *data)
{
  g_autofree char *text = data_read (data);

  home_write (home, name, text);
}

char *
home_read (const char *home,
           const char *name)
{
  g_autofree char *path = home_path (home, name);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}
