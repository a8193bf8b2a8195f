/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/copies-private.h"
#include "clients/replace.h"

#include <glib/gstdio.h>
#include <string.h>

/* What a program that was gone in the middle of a change has left behind. */

static gboolean
are_all (GKeyFile *list,
         gboolean (*is_so) (GKeyFile *, guint))
{
  guint n = rrm_copy_get_n_files (list);

  for (guint i = 0; i < n; i++)
    if (!is_so (list, i))
      return FALSE;

  return TRUE;
}

/* What somebody else has written since is theirs. */
static gboolean
take_back (const char *copy,
           GKeyFile *list)
{
  g_autoptr (GPtrArray) writes = rrm_file_writes_new ();
  guint n = rrm_copy_get_n_files (list);
  gboolean right = TRUE;

  for (guint i = 0; i < n; i++)
    if (!rrm_copy_is_before (list, i) && rrm_copy_is_after (list, i))
      right = rrm_copy_add_write (copy, list, i, writes, NULL) && right;
  for (guint i = 0; i < writes->len; i++)
    right = rrm_file_write_carry_out (g_ptr_array_index (writes, i), NULL) && right;

  rrm_copy_tell_program (list);

  return right && rrm_copy_set_undone (copy, list, NULL);
}

/* The file beside a file, which was to get its name. */
static void
remove_beside (const char *path)
{
  g_autofree char *target = rrm_file_resolve (path);
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *base = g_path_get_basename (target);
  g_autofree char *start = g_strconcat (base, RRM_FILE_BESIDE, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *beside = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, start) && strlen (name) == strlen (start) + RRM_FILE_BESIDE_MORE)
        g_unlink (beside);
    }
}

/* Whether the person is to hear of it. */
static gboolean
recover (const char *copy,
         GKeyFile *list)
{
  g_autofree char *list_path = g_build_filename (copy, RRM_COPY_LIST, NULL);
  guint n = rrm_copy_get_n_files (list);
  gboolean taken_back = FALSE;

  remove_beside (list_path);
  if (!rrm_copy_is_being_written (list) || rrm_copy_is_open (list))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = rrm_copy_get_path (list, i);

      if (path != NULL)
        remove_beside (path);
    }
  if (are_all (list, rrm_copy_is_after))
    rrm_copy_finish (copy, list);
  else if (are_all (list, rrm_copy_is_before))
    rrm_copy_set_undone (copy, list, NULL);
  else
    taken_back = take_back (copy, list);

  return taken_back;
}

/* The list of a copy comes last: without one nothing was changed. */
static void
remove_unfinished (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *copy = g_build_filename (folder, name, NULL);
      g_autofree char *list = g_build_filename (copy, RRM_COPY_LIST, NULL);

      if (g_file_test (copy, G_FILE_TEST_IS_DIR) && !g_file_test (list, G_FILE_TEST_EXISTS))
        rrm_copy_remove (copy);
    }
}

/*< private >
 * rrm_copies_recover:
 * @folder: where the copies are, locked
 *
 * Returns: how many changes were taken back
 */
guint
rrm_copies_recover (const char *folder)
{
  g_autoptr (GPtrArray) names = NULL;
  guint n = 0;

  remove_unfinished (folder);
  names = rrm_copies_list_names (folder);
  for (guint i = names->len; i > 0; i--)
    {
      g_autofree char *copy = g_build_filename (folder, g_ptr_array_index (names, i - 1), NULL);
      g_autoptr (GKeyFile) list = rrm_copy_read (copy);

      n += list != NULL && recover (copy, list);
    }

  return n;
}

/**
 * rrm_client_recover:
 * @folder: where the copies are
 *
 * Takes back what was begun and never came to its end, because the program or the computer was gone
 * in between. What another program of ours is about at this moment is waited for, and what a mail
 * program has open is left for later.
 *
 * Returns: how many changes were taken back
 */
guint
rrm_client_recover (const char *folder)
{
  gboolean any = g_file_test (folder, G_FILE_TEST_IS_DIR);
  RrmCopiesLock lock = any ? rrm_copies_lock (folder, NULL) : -1;
  guint n;

  if (lock < 0)
    return 0;
  n = rrm_copies_recover (folder);
  rrm_copies_unlock (lock);

  return n;
}
