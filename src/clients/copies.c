/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/copies.h"

#include "clients/client.h"
#include "clients/copies-private.h"
#include "clients/mend.h"
#include "clients/note.h"
#include "clients/replace.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* Before a mail program's files are written, they are copied: a folder for each time, named by the
 * date, with the files as they were and a list of where they belong. Going back needs nothing but
 * this folder, on whatever day. Going back makes a copy, too. */

#define MAX_FILES 1000
#define PRIVATE_FOLDER 0700
#define PRIVATE_FILE 0600

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

/* A folder that is new, whose name sorts behind all before it. */
static char *
make_folder (const char *folder,
             GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%d-%H%M%S");

  if (g_mkdir_with_parents (folder, PRIVATE_FOLDER) == 0)
    for (guint i = 0; i < MAX_FILES; i++)
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

static guint
get_mode (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? status.st_mode & 0777 : PRIVATE_FILE;
}

static char *
make_group (guint index)
{
  return g_strdup_printf ("file %u", index);
}

static char *
make_absolute (const char *path)
{
  return g_canonicalize_filename (path, NULL);
}

static gboolean
write_list (GKeyFile *list,
            const char *copy,
            GError **error)
{
  g_autofree char *path = g_build_filename (copy, RRM_COPY_LIST, NULL);
  gsize length;
  char *text = g_key_file_to_data (list, &length, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, length);

  return rrm_file_replace (path, bytes, PRIVATE_FILE, error);
}

static GKeyFile *
make_list (const char *kind,
           const char *program,
           const char *profile,
           guint n_files)
{
  GKeyFile *list = g_key_file_new ();
  g_autofree char *where = make_absolute (profile);

  g_key_file_set_string (list, RRM_COPY_GROUP, "kind", kind);
  g_key_file_set_string (list, RRM_COPY_GROUP, "program", program);
  g_key_file_set_string (list, RRM_COPY_GROUP, "profile", where);
  g_key_file_set_uint64 (list, RRM_COPY_GROUP, "files", n_files);

  return list;
}

/* The list comes last: a copy without one was never finished, and nothing was changed then. */
static gboolean
copy_files (const char *copy,
            GPtrArray *paths,
            const char *kind,
            const char *program,
            const char *profile,
            GError **error)
{
  g_autoptr (GKeyFile) list = make_list (kind, program, profile, paths->len);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autofree char *absolute = make_absolute (path);
      g_autofree char *group = make_group (i);
      g_autofree char *name = g_strdup_printf ("%u", i);
      g_autofree char *target = g_build_filename (copy, name, NULL);
      g_autoptr (GBytes) bytes = NULL;

      g_key_file_set_string (list, group, "path", absolute);
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        {
          g_key_file_set_boolean (list, group, RRM_COPY_ABSENT, TRUE);
          continue;
        }
      bytes = rrm_file_read (path, error);
      if (bytes == NULL || !rrm_file_replace (target, bytes, PRIVATE_FILE, error))
        return FALSE;
      g_key_file_set_uint64 (list, group, "mode", get_mode (path));
    }

  return write_list (list, copy, error);
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
  g_autoptr (GKeyFile) list = make_list (RRM_COPY_CHANGE, note->program, note->profile, 0);
  g_autofree char *copy = make_folder (folder, error);

  rrm_client_note_write (note, list);

  return copy != NULL && write_list (list, copy, error) ? g_steal_pointer (&copy) : NULL;
}

/**
 * rrm_client_copy_file:
 * @folder: where the copies are
 * @note: an account that is to be taken out
 * @path: a file of it that will go
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether there is a copy of the file
 */
gboolean
rrm_client_copy_file (const char *folder,
                      const RrmClientNote *note,
                      const char *path,
                      GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autofree char *copy = make_folder (folder, error);

  g_ptr_array_add (paths, (gpointer) path);

  return copy != NULL && copy_files (copy, paths, "undo", note->program, note->profile, error);
}

static gboolean
is_as_read (RrmDocument *document,
            GError **error)
{
  const char *path = rrm_document_get_path (document);
  g_autoptr (GBytes) now = NULL;

  if (rrm_document_is_new (document))
    return !g_file_test (path, G_FILE_TEST_EXISTS) ||
           rrm_client_refuse (error, RRM_CLIENT_ERROR_CHANGED, path);
  now = rrm_file_read (path, error);
  if (now == NULL)
    return FALSE;
  if (!g_bytes_equal (now, rrm_document_get_original (document)))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CHANGED, path);

  return TRUE;
}

static gboolean
write_document (RrmDocument *document,
                GError **error)
{
  const char *path = rrm_document_get_path (document);
  gsize length;
  const char *text = rrm_document_get_text (document, &length);
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  if (rrm_document_is_gone (document))
    return g_unlink (path) == 0 ||
           rrm_client_refuse (error, RRM_CLIENT_ERROR_UNWRITABLE, path);

  return rrm_file_replace (path, bytes, get_mode (path), error);
}

/**
 * rrm_client_save:
 * @profile: a profile with changes in its documents
 * @folder: where the copies are
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Copies the files that will change, then writes them. Refused while the program has them open, and
 * where a file is not the one any more that was read.
 *
 * Returns: (transfer full) (nullable) (type filename): the copy
 */
char *
rrm_client_save (RrmClientProfile *profile,
                 const char *folder,
                 GError **error)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autofree char *copy = NULL;

  if (!rrm_client_can_mend (profile, error))
    return NULL;
  for (guint i = 0; i < profile->documents->len; i++)
    {
      RrmDocument *document = g_ptr_array_index (profile->documents, i);

      if (!rrm_document_is_changed (document))
        continue;
      if (!is_as_read (document, error))
        return NULL;
      /* A new file comes first: the others name it. */
      g_ptr_array_insert (changed, rrm_document_is_new (document) ? 0 : -1, document);
      g_ptr_array_add (paths, (gpointer) rrm_document_get_path (document));
    }

  copy = make_folder (folder, error);
  if (copy == NULL ||
      !copy_files (copy, paths, RRM_COPY_CHANGE, profile->client->id, profile->path, error))
    return NULL;
  for (guint i = 0; i < changed->len; i++)
    if (!write_document (g_ptr_array_index (changed, i), error))
      return NULL;

  return g_steal_pointer (&copy);
}

static GPtrArray *
list_paths (GKeyFile *list)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  guint64 n = g_key_file_get_uint64 (list, RRM_COPY_GROUP, "files", NULL);

  for (guint i = 0; i < n && i < MAX_FILES; i++)
    {
      g_autofree char *group = make_group (i);
      char *path = g_key_file_get_string (list, group, "path", NULL);

      if (path != NULL)
        g_ptr_array_add (paths, path);
    }

  return paths;
}

static gboolean
is_open (GKeyFile *list)
{
  g_autofree char *program = g_key_file_get_string (list, RRM_COPY_GROUP, "program", NULL);
  g_autofree char *profile = g_key_file_get_string (list, RRM_COPY_GROUP, "profile", NULL);
  const RrmClient *client = program != NULL ? rrm_client_find (program) : NULL;

  return client != NULL && profile != NULL && client->is_running != NULL &&
         client->is_running (profile);
}

static gboolean
restore_file (GKeyFile *list,
              const char *copy,
              guint index,
              const char *path,
              GError **error)
{
  g_autofree char *group = make_group (index);
  g_autofree char *name = g_strdup_printf ("%u", index);
  g_autofree char *source = g_build_filename (copy, name, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (g_key_file_get_boolean (list, group, RRM_COPY_ABSENT, NULL))
    return g_unlink (path) == 0 || errno == ENOENT ||
           rrm_client_refuse (error, RRM_CLIENT_ERROR_UNWRITABLE, path);
  bytes = rrm_file_read (source, error);

  return bytes != NULL &&
         rrm_file_replace (path, bytes, (guint) g_key_file_get_uint64 (list, group, "mode", NULL),
                           error);
}

static gboolean
set_undone (GKeyFile *list,
            const char *copy,
            GError **error)
{
  g_key_file_set_boolean (list, RRM_COPY_GROUP, "undone", TRUE);

  return write_list (list, copy, error);
}

static gboolean
take_out (GKeyFile *list,
          const char *folder,
          const char *copy,
          const RrmClientNote *note,
          GError **error)
{
  const RrmClient *client = rrm_client_find (note->program);
  g_autoptr (GError) cause = NULL;
  gboolean gone;

  if (client == NULL || client->take_out == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_NO_COPY, copy);
  gone = client->take_out (note, folder, &cause);
  /* There is nothing left to take out. */
  if ((gone || g_error_matches (cause, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_GONE)) &&
      !set_undone (list, copy, error))
    return FALSE;
  if (!gone)
    g_propagate_error (error, g_steal_pointer (&cause));

  return gone;
}

/**
 * rrm_client_undo:
 * @folder: where the copies are
 * @copy: one of them
 * @files: (element-type filename): where to add the paths that were restored
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Puts the files back as they were, byte by byte, after a copy of how they are now; a file that was
 * not there goes, and an account that was added beside others is taken out, while it is still the
 * same. Refused while the program has the files open. Waits for services of the desktop, so it
 * belongs into a thread of its own.
 *
 * Returns: whether all of them are back
 */
gboolean
rrm_client_undo (const char *folder,
                 const char *copy,
                 GPtrArray *files,
                 GError **error)
{
  g_autoptr (GKeyFile) list = rrm_copy_read (copy);
  g_autoptr (RrmClientNote) note = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  g_autofree char *now = NULL;
  g_autofree char *program = NULL;
  g_autofree char *profile = NULL;

  if (list == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_NO_COPY, copy);
  program = g_key_file_get_string (list, RRM_COPY_GROUP, "program", NULL);
  profile = g_key_file_get_string (list, RRM_COPY_GROUP, "profile", NULL);
  if (program == NULL || profile == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_NO_COPY, copy);
  note = rrm_client_note_read (list);
  if (note != NULL)
    return take_out (list, folder, copy, note, error);
  if (is_open (list))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_RUNNING, profile);

  paths = list_paths (list);
  now = make_folder (folder, error);
  if (now == NULL || !copy_files (now, paths, "undo", program, profile, error))
    return FALSE;
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);

      if (!restore_file (list, copy, i, path, error))
        return FALSE;
      g_ptr_array_add (files, g_strdup (path));
    }

  return set_undone (list, copy, error);
}
