/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/copies.h"

#include "clients/copies-private.h"
#include "clients/note.h"
#include "clients/replace.h"
#include "store/file-lock.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

/* Before a mail program's files are written, they are copied: a folder for each time, with the
 * files as they were, a list of where they belong, and the sums of what they were and shall be.
 * Going back needs nothing but this folder, on whatever day. Going back makes a copy, too.
 *
 * Several files belong to one change, and a program can be gone between two of them. The list says
 * that the writing has begun, and later that it is over; what was stopped in between is taken back
 * by whoever comes next. */

#define MAX_COPIES 1000
#define PRIVATE_FOLDER 0700
#define PRIVATE_FILE 0600
/* How long to wait for another program of ours, in milliseconds. */
#define PATIENCE 10000

/**
 * rrm_client_copies_folder:
 *
 * Returns: (transfer full) (type filename): where the person's copies are
 */
char *
rrm_client_copies_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "rrmail", "copies", NULL);
}

static void
file_write_free (gpointer data)
{
  RrmFileWrite *file = data;

  g_free (file->path);
  g_clear_pointer (&file->bytes, g_bytes_unref);
  g_free (file);
}

GPtrArray *
rrm_file_writes_new (void)
{
  return g_ptr_array_new_with_free_func (file_write_free);
}

void
rrm_file_writes_add (GPtrArray *writes,
                     const char *path,
                     GBytes *bytes,
                     guint mode)
{
  RrmFileWrite *file = g_new0 (RrmFileWrite, 1);

  file->path = g_canonicalize_filename (path, NULL);
  file->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  file->mode = mode;
  g_ptr_array_add (writes, file);
}

/*< private >
 * rrm_copies_lock:
 * @folder: where the copies are; made where it is not there
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: the lock, or -1 where somebody else does not let go of it
 */
RrmCopiesLock
rrm_copies_lock (const char *folder,
                 GError **error)
{
  g_autofree char *path = g_build_filename (folder, ".lock", NULL);
  RrmCopiesLock lock = -1;

  if (g_mkdir_with_parents (folder, PRIVATE_FOLDER) == 0)
    lock = rrm_file_lock_take (path, PATIENCE, NULL);
  if (lock < 0)
    rrm_client_refuse (error, RRM_CLIENT_ERROR_UNWRITABLE, folder);

  return lock;
}

void
rrm_copies_unlock (RrmCopiesLock lock)
{
  rrm_file_lock_release (lock);
}

/* The date is for people who look into the folder. */
static char *
make_folder (const char *folder,
             GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%d-%H%M%S");

  if (g_mkdir_with_parents (folder, PRIVATE_FOLDER) == 0)
    for (guint i = 0; i < MAX_COPIES; i++)
      {
        g_autofree char *name = g_strdup_printf ("%s-%03u", date, i);
        char *path = g_build_filename (folder, name, NULL);

        if (g_mkdir (path, PRIVATE_FOLDER) == 0)
          return path;
        g_free (path);
      }
  rrm_client_refuse (error, RRM_CLIENT_ERROR_UNWRITABLE, folder);

  return NULL;
}

/*< private >
 * rrm_copy_is_name:
 * @name: the name of a folder
 *
 * Returns: whether a copy is called like that: "20260504-180000-000"
 */
gboolean
rrm_copy_is_name (const char *name)
{
  static const char form[] = "00000000-000000-000";
  gsize i;

  for (i = 0; form[i] != '\0'; i++)
    if (form[i] == '-' ? name[i] != '-' : !g_ascii_isdigit (name[i]))
      return FALSE;

  return name[i] == '\0';
}

/*< private >
 * rrm_copy_remove:
 * @copy: a copy that nobody needs; what is not called like one stays
 */
void
rrm_copy_remove (const char *copy)
{
  g_autofree char *own_name = g_path_get_basename (copy);
  g_autoptr (GDir) dir = rrm_copy_is_name (own_name) ? g_dir_open (copy, 0, NULL) : NULL;
  const char *name;

  if (dir == NULL)
    return;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (copy, name, NULL);

      g_unlink (path);
    }
  g_rmdir (copy);
}

static guint64
find_number (const char *folder)
{
  g_autoptr (GPtrArray) names = rrm_copies_list_names (folder);
  const char *last = names->len > 0 ? g_ptr_array_index (names, names->len - 1) : NULL;
  g_autofree char *copy = last != NULL ? g_build_filename (folder, last, NULL) : NULL;
  g_autoptr (GKeyFile) list = copy != NULL ? rrm_copy_read (copy) : NULL;

  return list != NULL
           ? g_key_file_get_uint64 (list, RRM_COPY_GROUP, RRM_COPY_NUMBER, NULL) + 1
           : 1;
}

static gboolean
copy_files (const char *copy,
            GKeyFile *list,
            GPtrArray *writes,
            GError **error)
{
  for (guint i = 0; i < writes->len; i++)
    if (!rrm_copy_add_file (copy, list, i, g_ptr_array_index (writes, i), error))
      return FALSE;
  if (writes->len > 0)
    g_key_file_set_boolean (list, RRM_COPY_GROUP, RRM_COPY_WRITING, TRUE);

  /* The list comes last: a copy without one was never finished, and nothing was changed then. */
  return rrm_copy_write_list (copy, list, error);
}

/*< private >
 * rrm_copy_new:
 * @folder: where the copies are, locked
 * @list: what the copy is for
 * @writes: what will become of which files
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Copies the files as they are. [func@copy_carry_out] writes them.
 *
 * Returns: (transfer full) (nullable) (type filename): the copy
 */
char *
rrm_copy_new (const char *folder,
              GKeyFile *list,
              GPtrArray *writes,
              GError **error)
{
  g_autofree char *copy = make_folder (folder, error);

  if (copy == NULL)
    return NULL;
  g_key_file_set_uint64 (list, RRM_COPY_GROUP, RRM_COPY_NUMBER, find_number (folder));
  g_key_file_set_int64 (list, RRM_COPY_GROUP, RRM_COPY_TIME,
                        g_get_real_time () / G_TIME_SPAN_SECOND);
  if (copy_files (copy, list, writes, error))
    return g_steal_pointer (&copy);
  rrm_copy_remove (copy);

  return NULL;
}

/*< private >
 * rrm_file_write_carry_out:
 * @file: what becomes of a file
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether it is so
 */
gboolean
rrm_file_write_carry_out (const RrmFileWrite *file,
                          GError **error)
{
  if (file->bytes != NULL)
    return rrm_file_replace (file->path, file->bytes, file->mode, error);

  return g_unlink (file->path) == 0 || errno == ENOENT ||
         rrm_client_refuse (error, RRM_CLIENT_ERROR_UNWRITABLE, file->path);
}

/* The files that were written already get back what they had. */
static gboolean
take_back (const char *copy,
           GKeyFile *list,
           guint n_written)
{
  g_autoptr (GPtrArray) writes = rrm_file_writes_new ();
  gboolean right = TRUE;

  for (guint i = 0; i < n_written; i++)
    right = rrm_copy_add_write (copy, list, i, writes, NULL) && right;
  for (guint i = writes->len; i > 0; i--)
    right = rrm_file_write_carry_out (g_ptr_array_index (writes, i - 1), NULL) && right;

  return right;
}

/*< private >
 * rrm_copy_finish:
 * @copy: a copy
 * @list: its list
 *
 * Notes that all files are written. The change that is undone by it is noted as such before:
 * whoever is gone in between finds what is left to note. Where it cannot be noted the sums tell.
 */
void
rrm_copy_finish (const char *copy,
                 GKeyFile *list)
{
  g_autofree char *folder = g_path_get_dirname (copy);
  g_autofree char *of = g_key_file_get_string (list, RRM_COPY_GROUP, RRM_COPY_OF, NULL);
  g_autofree char *undone = of != NULL ? g_build_filename (folder, of, NULL) : NULL;
  g_autoptr (GKeyFile) its_list = undone != NULL ? rrm_copy_read (undone) : NULL;

  rrm_copy_tell_program (list);
  if (its_list != NULL)
    rrm_copy_set_undone (undone, its_list, NULL);
  g_key_file_remove_key (list, RRM_COPY_GROUP, RRM_COPY_WRITING, NULL);
  rrm_copy_write_list (copy, list, NULL);
}

/*< private >
 * rrm_copy_carry_out:
 * @copy: a copy that was made for this
 * @writes: what becomes of which files
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Writes all the files. Where one of them cannot be written those before it are put back, and only
 * where that fails, too, is the error %RRM_CLIENT_ERROR_HALF.
 *
 * Returns: whether all are written
 */
gboolean
rrm_copy_carry_out (const char *copy,
                    GPtrArray *writes,
                    GError **error)
{
  g_autoptr (GKeyFile) list = rrm_copy_read (copy);
  g_autoptr (GError) cause = NULL;

  if (list == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_UNWRITABLE, copy);
  for (guint i = 0; i < writes->len; i++)
    {
      if (rrm_file_write_carry_out (g_ptr_array_index (writes, i), &cause))
        continue;
      if (!take_back (copy, list, i))
        return rrm_client_refuse (error, RRM_CLIENT_ERROR_HALF, copy);
      rrm_copy_remove (copy);
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  rrm_copy_finish (copy, list);

  return TRUE;
}

/**
 * rrm_client_keep_note:
 * @folder: where the copies are
 * @note: an account that was added to a program
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Keeps in mind what was added, so that [func@client_undo] can take it out on any day.
 *
 * Returns: (transfer full) (nullable) (type filename): the copy
 */
char *
rrm_client_keep_note (const char *folder,
                      const RrmClientNote *note,
                      GError **error)
{
  g_autoptr (GKeyFile) list = rrm_copy_list_new (RRM_COPY_CHANGE, note->program, note->profile);
  g_autoptr (GPtrArray) writes = rrm_file_writes_new ();

  rrm_client_note_write (note, list);

  return rrm_copy_new (folder, list, writes, error);
}

/**
 * rrm_client_remove_file:
 * @folder: where the copies are
 * @note: an account that is to be taken out
 * @path: a file of it
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether there is a copy of the file, and the file is gone
 */
gboolean
rrm_client_remove_file (const char *folder,
                        const RrmClientNote *note,
                        const char *path,
                        GError **error)
{
  g_autoptr (GKeyFile) list = rrm_copy_list_new (RRM_COPY_UNDO, note->program, note->profile);
  g_autoptr (GPtrArray) writes = rrm_file_writes_new ();
  g_autofree char *copy = NULL;

  rrm_file_writes_add (writes, path, NULL, PRIVATE_FILE);
  copy = rrm_copy_new (folder, list, writes, error);

  return copy != NULL && rrm_copy_carry_out (copy, writes, error);
}
