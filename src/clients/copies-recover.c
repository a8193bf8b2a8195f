/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/file.h"
#include "clients/copies-private.h"
#include "clients/replace.h"

#include <glib/gstdio.h>
#include <string.h>

/* How long the copies are kept that only what was undone stands in. */
#define KEPT_DAYS 30
#define DAY (24 * 60 * 60)

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

/* Files of settings can hold passwords: what nobody can need any more is not kept. A change that is
 * still in force can be gone back from on any day. */
static gboolean
is_over (GKeyFile *list)
{
  g_autofree char *kind = g_key_file_get_string (list, RRM_COPY_GROUP, RRM_COPY_KIND, NULL);
  gint64 time = g_key_file_get_int64 (list, RRM_COPY_GROUP, RRM_COPY_TIME, NULL);
  gint64 age = g_get_real_time () / G_TIME_SPAN_SECOND - time;

  return age > KEPT_DAYS * DAY && !rrm_copy_is_being_written (list) &&
         (g_strcmp0 (kind, RRM_COPY_UNDO) == 0 ||
          g_key_file_get_boolean (list, RRM_COPY_GROUP, RRM_COPY_UNDONE, NULL));
}

/*< private >
 * rrm_copies_recover:
 * @folder: where the copies are, locked
 *
 * Removes old copies, too, that nobody can need.
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

      if (list == NULL)
        continue;
      n += recover (copy, list);
      if (is_over (list))
        rrm_copy_remove (copy);
    }

  return n;
}

static gboolean
has_copies (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (rrm_copy_is_name (name))
      return TRUE;

  return FALSE;
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
  /* A look alone leaves no trace. */
  RrmCopiesLock lock = has_copies (folder) ? rrm_copies_lock (folder, NULL) : -1;
  guint n;

  if (lock < 0)
    return 0;
  n = rrm_copies_recover (folder);
  rrm_copies_unlock (lock);

  return n;
}
