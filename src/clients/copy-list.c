/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/client.h"
#include "clients/copies-private.h"
#include "clients/replace.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

/* The list of what is in one copy. */

#define PRIVATE_FILE 0600
#define MAX_FILES 1000

/* In the group of a file: where it belongs; its permissions; that there was none; and the sums of
 * what stood in it and of what was to stand in it, which is nothing where it was to go. */
#define KEY_PATH "path"
#define KEY_MODE "mode"
#define KEY_ABSENT "absent"
#define KEY_BEFORE "before"
#define KEY_AFTER "after"

/*< private >
 * rrm_copy_read:
 * @copy: (type filename): a copy
 *
 * Returns: (transfer full) (nullable): the list of what is in it
 */
GKeyFile *
rrm_copy_read (const char *copy)
{
  g_autofree char *path = g_build_filename (copy, RRM_COPY_LIST, NULL);
  g_autoptr (GKeyFile) list = g_key_file_new ();

  /* A pipe would be waited for. */
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) &&
             g_key_file_load_from_file (list, path, G_KEY_FILE_NONE, NULL)
           ? g_steal_pointer (&list)
           : NULL;
}

/*< private >
 * rrm_copy_list_new:
 * @kind: what the copy is made before
 * @program: the word for a mail program
 * @profile: the file or folder where it keeps its settings
 *
 * Returns: (transfer full): a list without files
 */
GKeyFile *
rrm_copy_list_new (const char *kind,
                   const char *program,
                   const char *profile)
{
  GKeyFile *list = g_key_file_new ();
  g_autofree char *where = g_canonicalize_filename (profile, NULL);

  g_key_file_set_string (list, RRM_COPY_GROUP, RRM_COPY_KIND, kind);
  g_key_file_set_string (list, RRM_COPY_GROUP, "program", program);
  g_key_file_set_string (list, RRM_COPY_GROUP, "profile", where);
  g_key_file_set_uint64 (list, RRM_COPY_GROUP, "files", 0);

  return list;
}

gboolean
rrm_copy_write_list (const char *copy,
                     GKeyFile *list,
                     GError **error)
{
  g_autofree char *path = g_build_filename (copy, RRM_COPY_LIST, NULL);
  gsize length;
  char *text = g_key_file_to_data (list, &length, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, length);

  return rrm_file_replace (path, bytes, PRIVATE_FILE, error);
}

/*< private >
 * rrm_copy_set_undone:
 * @copy: a copy
 * @list: its list
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Notes that the files are as they were.
 *
 * Returns: whether that is noted
 */
gboolean
rrm_copy_set_undone (const char *copy,
                     GKeyFile *list,
                     GError **error)
{
  g_key_file_remove_key (list, RRM_COPY_GROUP, RRM_COPY_WRITING, NULL);
  g_key_file_set_boolean (list, RRM_COPY_GROUP, RRM_COPY_UNDONE, TRUE);

  return rrm_copy_write_list (copy, list, error);
}

static char *
make_group (guint index)
{
  return g_strdup_printf ("file %u", index);
}

static char *
make_target (const char *copy,
             guint index)
{
  g_autofree char *name = g_strdup_printf ("%u", index);

  return g_build_filename (copy, name, NULL);
}

static void
set_sum (GKeyFile *list,
         const char *group,
         const char *key,
         GBytes *bytes)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  g_key_file_set_string (list, group, key, sum);
}

static gboolean
has_sum (GKeyFile *list,
         const char *group,
         const char *key,
         GBytes *bytes)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *wanted = g_key_file_get_string (list, group, key, NULL);

  return g_strcmp0 (sum, wanted) == 0;
}

/*< private >
 * rrm_file_get_mode:
 * @path: a file
 *
 * Returns: its permissions; for one that is not there, those of a private file
 */
guint
rrm_file_get_mode (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? status.st_mode & 0777 : PRIVATE_FILE;
}

/*< private >
 * rrm_copy_add_file:
 * @copy: a copy that is being made
 * @list: its list
 * @index: the number of the file
 * @file: what will become of it
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether the file is copied as it is now
 */
gboolean
rrm_copy_add_file (const char *copy,
                   GKeyFile *list,
                   guint index,
                   const RrmFileWrite *file,
                   GError **error)
{
  g_autofree char *group = make_group (index);
  g_autofree char *target = make_target (copy, index);
  g_autoptr (GBytes) bytes = NULL;

  g_key_file_set_uint64 (list, RRM_COPY_GROUP, "files", index + 1);
  g_key_file_set_string (list, group, KEY_PATH, file->path);
  if (file->bytes != NULL)
    set_sum (list, group, KEY_AFTER, file->bytes);
  if (!g_file_test (file->path, G_FILE_TEST_EXISTS))
    {
      g_key_file_set_boolean (list, group, KEY_ABSENT, TRUE);
      return TRUE;
    }
  bytes = rrm_file_read (file->path, error);
  if (bytes == NULL || !rrm_file_replace (target, bytes, PRIVATE_FILE, error))
    return FALSE;
  set_sum (list, group, KEY_BEFORE, bytes);
  g_key_file_set_uint64 (list, group, KEY_MODE, rrm_file_get_mode (file->path));

  return TRUE;
}

/*< private >
 * rrm_copy_get_n_files:
 * @list: the list of a copy
 *
 * Returns: how many files it tells of
 */
guint
rrm_copy_get_n_files (GKeyFile *list)
{
  guint64 n = g_key_file_get_uint64 (list, RRM_COPY_GROUP, "files", NULL);

  return (guint) MIN (n, MAX_FILES);
}

/*< private >
 * rrm_copy_get_path:
 * @list: the list of a copy
 * @index: the number of a file
 *
 * Returns: (transfer full) (nullable) (type filename): where it belongs
 */
char *
rrm_copy_get_path (GKeyFile *list,
                   guint index)
{
  g_autofree char *group = make_group (index);

  return g_key_file_get_string (list, group, KEY_PATH, NULL);
}

static gboolean
is_as_noted (GKeyFile *list,
             guint index,
             const char *key)
{
  g_autofree char *group = make_group (index);
  g_autofree char *path = rrm_copy_get_path (list, index);
  g_autoptr (GBytes) bytes = NULL;

  if (path == NULL)
    return FALSE;
  if (!g_key_file_has_key (list, group, key, NULL))
    return !g_file_test (path, G_FILE_TEST_EXISTS);
  bytes = rrm_file_read (path, NULL);

  return bytes != NULL && has_sum (list, group, key, bytes);
}

/*< private >
 * rrm_copy_is_before:
 * @list: the list of a copy
 * @index: the number of a file
 *
 * Returns: whether it is as it was before the change
 */
gboolean
rrm_copy_is_before (GKeyFile *list,
                    guint index)
{
  return is_as_noted (list, index, KEY_BEFORE);
}

/*< private >
 * rrm_copy_is_after:
 * @list: the list of a copy
 * @index: the number of a file
 *
 * Returns: whether it is as the change left it
 */
gboolean
rrm_copy_is_after (GKeyFile *list,
                   guint index)
{
  return is_as_noted (list, index, KEY_AFTER);
}

/* Whose files they are; %NULL where the list does not tell. */
static const RrmClient *
find_client (GKeyFile *list,
             char **profile)
{
  g_autofree char *program = g_key_file_get_string (list, RRM_COPY_GROUP, "program", NULL);

  *profile = g_key_file_get_string (list, RRM_COPY_GROUP, "profile", NULL);

  return program != NULL && *profile != NULL ? rrm_client_find (program) : NULL;
}

/*< private >
 * rrm_copy_is_open:
 * @list: the list of a copy
 *
 * Returns: whether the program runs, and would write over its files
 */
gboolean
rrm_copy_is_open (GKeyFile *list)
{
  g_autofree char *profile = NULL;
  const RrmClient *client = find_client (list, &profile);

  return client != NULL && client->is_running != NULL && client->is_running (profile);
}

/*< private >
 * rrm_copy_tell_program:
 * @list: the list of a copy whose files were written
 */
void
rrm_copy_tell_program (GKeyFile *list)
{
  g_autofree char *profile = NULL;
  const RrmClient *client = find_client (list, &profile);

  if (client != NULL && client->tell_written != NULL)
    client->tell_written (profile);
}

/*< private >
 * rrm_copy_add_write:
 * @copy: a copy
 * @list: its list
 * @index: the number of a file
 * @writes: where to add that the file shall be as it was
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether that is known; what was copied may be damaged by now
 */
gboolean
rrm_copy_add_write (const char *copy,
                    GKeyFile *list,
                    guint index,
                    GPtrArray *writes,
                    GError **error)
{
  g_autofree char *group = make_group (index);
  g_autofree char *source = make_target (copy, index);
  g_autofree char *path = rrm_copy_get_path (list, index);
  g_autoptr (GBytes) bytes = NULL;

  if (path == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_BAD_COPY, copy);
  if (!g_key_file_get_boolean (list, group, KEY_ABSENT, NULL))
    {
      bytes = rrm_file_read (source, NULL);
      if (bytes == NULL || !has_sum (list, group, KEY_BEFORE, bytes))
        return rrm_client_refuse (error, RRM_CLIENT_ERROR_BAD_COPY, source);
    }
  rrm_file_writes_add (writes, path, bytes,
                       (guint) g_key_file_get_uint64 (list, group, KEY_MODE, NULL));

  return TRUE;
}
