/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/copies-private.h"

#include <string.h>

/* Which copies there are to go back to. */

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

  return g_key_file_load_from_file (list, path, G_KEY_FILE_NONE, NULL) ? g_steal_pointer (&list)
                                                                       : NULL;
}

static gboolean
is_of (GKeyFile *list,
       const char *path)
{
  g_autofree char *kind = g_key_file_get_string (list, RRM_COPY_GROUP, "kind", NULL);
  g_autofree char *profile = g_key_file_get_string (list, RRM_COPY_GROUP, "profile", NULL);
  g_autofree char *absolute = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;

  return g_strcmp0 (kind, RRM_COPY_CHANGE) == 0 &&
         !g_key_file_get_boolean (list, RRM_COPY_GROUP, "undone", NULL) &&
         (absolute == NULL || g_strcmp0 (profile, absolute) == 0);
}

/**
 * rrm_client_find_copy:
 * @folder: where the copies are
 * @path: (nullable): a profile; %NULL: any
 *
 * Returns: (transfer full) (nullable) (type filename): the newest copy that nobody has gone back to
 */
char *
rrm_client_find_copy (const char *folder,
                      const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *newest = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *copy = g_build_filename (folder, name, NULL);
      g_autoptr (GKeyFile) list = rrm_copy_read (copy);

      if (list == NULL || !is_of (list, path) || (newest != NULL && strcmp (newest, name) > 0))
        continue;
      g_free (newest);
      newest = g_strdup (name);
    }

  return newest != NULL ? g_build_filename (folder, newest, NULL) : NULL;
}

static void
copy_free (gpointer data)
{
  RrmClientCopy *copy = data;

  g_free (copy->path);
  g_free (copy->program);
  g_free (copy->profile);
  g_clear_pointer (&copy->time, g_date_time_unref);
  g_free (copy);
}

/* The name of a copy begins with its date: 20260504-180000-000. */
static GDateTime *
parse_time (const char *name)
{
  g_autofree char *text = NULL;
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();

  if (strlen (name) < strlen ("20260504-180000") || name[8] != '-')
    return NULL;
  text = g_strdup_printf ("%.8sT%.6s", name, name + 9);

  return g_date_time_new_from_iso8601 (text, here);
}

static RrmClientCopy *
copy_new (const char *folder,
          const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GKeyFile) list = rrm_copy_read (path);
  RrmClientCopy *copy;

  if (list == NULL || !is_of (list, NULL))
    return NULL;
  copy = g_new0 (RrmClientCopy, 1);
  copy->path = g_steal_pointer (&path);
  copy->program = g_key_file_get_string (list, RRM_COPY_GROUP, "program", NULL);
  copy->profile = g_key_file_get_string (list, RRM_COPY_GROUP, "profile", NULL);
  copy->time = parse_time (name);

  return copy;
}

static int
compare_copies (gconstpointer a,
                gconstpointer b)
{
  const RrmClientCopy *const *one = a;
  const RrmClientCopy *const *other = b;

  return strcmp ((*other)->path, (*one)->path);
}

/* An older copy of the same files would take back what was changed since. */
static gboolean
has_profile (GPtrArray *copies,
             guint n,
             const char *profile)
{
  for (guint i = 0; i < n; i++)
    {
      const RrmClientCopy *copy = g_ptr_array_index (copies, i);

      if (g_strcmp0 (copy->profile, profile) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * rrm_client_list_copies:
 * @folder: where the copies are
 *
 * Returns: (transfer full) (element-type RrmClientCopy): those that nobody has gone back to, the
 *   newest of each profile, newest first
 */
GPtrArray *
rrm_client_list_copies (const char *folder)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (copy_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      RrmClientCopy *copy = copy_new (folder, name);

      if (copy != NULL)
        g_ptr_array_add (copies, copy);
    }
  g_ptr_array_sort (copies, compare_copies);
  for (guint i = 1; i < copies->len;)
    {
      const RrmClientCopy *copy = g_ptr_array_index (copies, i);

      if (has_profile (copies, i, copy->profile))
        g_ptr_array_remove_index (copies, i);
      else
        i++;
    }

  return copies;
}
