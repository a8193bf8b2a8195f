/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/copies-private.h"

#include <string.h>

/* Which copies there are to go back to. */

/*< private >
 * rrm_copy_is_being_written:
 * @list: the list of a copy
 *
 * Returns: whether its change has begun, and nothing tells of its end
 */
gboolean
rrm_copy_is_being_written (GKeyFile *list)
{
  return g_key_file_get_boolean (list, RRM_COPY_GROUP, RRM_COPY_WRITING, NULL);
}

typedef struct
{
  char *name;
  guint64 number;
} Place;

static void
place_clear (gpointer data)
{
  Place *place = data;

  g_free (place->name);
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *one = a;
  const Place *other = b;

  if (one->number != other->number)
    return one->number < other->number ? -1 : 1;

  return strcmp (one->name, other->name);
}

/*< private >
 * rrm_copies_list_names:
 * @folder: where the copies are
 *
 * Clocks are set back, and computers travel: what came after what is numbered.
 *
 * Returns: (transfer full) (element-type filename): the names of all that are finished, in the
 *   order in which they were made
 */
GPtrArray *
rrm_copies_list_names (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_array_set_clear_func (places, place_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *copy = g_build_filename (folder, name, NULL);
      g_autoptr (GKeyFile) list = rrm_copy_read (copy);
      Place place = { NULL, 0 };

      if (list == NULL)
        continue;
      place.name = g_strdup (name);
      place.number = g_key_file_get_uint64 (list, RRM_COPY_GROUP, RRM_COPY_NUMBER, NULL);
      g_array_append_val (places, place);
    }
  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    g_ptr_array_add (names, g_strdup (g_array_index (places, Place, i).name));

  return names;
}

/* Whether there is anything to go back from. */
static gboolean
is_begun (GKeyFile *list)
{
  guint n = rrm_copy_get_n_files (list);

  if (!rrm_copy_is_being_written (list))
    return TRUE;
  for (guint i = 0; i < n; i++)
    if (!rrm_copy_is_before (list, i))
      return TRUE;

  return FALSE;
}

static gboolean
is_of (GKeyFile *list,
       const char *path)
{
  g_autofree char *kind = g_key_file_get_string (list, RRM_COPY_GROUP, RRM_COPY_KIND, NULL);
  g_autofree char *profile = g_key_file_get_string (list, RRM_COPY_GROUP, "profile", NULL);
  g_autofree char *absolute = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;

  return g_strcmp0 (kind, RRM_COPY_CHANGE) == 0 &&
         !g_key_file_get_boolean (list, RRM_COPY_GROUP, RRM_COPY_UNDONE, NULL) &&
         (absolute == NULL || g_strcmp0 (profile, absolute) == 0) && is_begun (list);
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
  g_autoptr (GPtrArray) names = rrm_copies_list_names (folder);

  for (guint i = names->len; i > 0; i--)
    {
      g_autofree char *copy = g_build_filename (folder, g_ptr_array_index (names, i - 1), NULL);
      g_autoptr (GKeyFile) list = rrm_copy_read (copy);

      if (list != NULL && is_of (list, path))
        return g_steal_pointer (&copy);
    }

  return NULL;
}

/**
 * rrm_client_is_copy:
 * @folder: where the copies are
 * @path: (nullable): a folder
 *
 * Returns: whether it is one of them
 */
gboolean
rrm_client_is_copy (const char *folder,
                    const char *path)
{
  g_autofree char *absolute = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;
  g_autofree char *above = absolute != NULL ? g_path_get_dirname (absolute) : NULL;
  g_autofree char *copies = g_canonicalize_filename (folder, NULL);
  g_autoptr (GKeyFile) list = g_strcmp0 (above, copies) == 0 ? rrm_copy_read (absolute) : NULL;

  return list != NULL;
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

static GDateTime *
get_time (GKeyFile *list)
{
  gint64 time = g_key_file_get_int64 (list, RRM_COPY_GROUP, RRM_COPY_TIME, NULL);

  return time > 0 ? g_date_time_new_from_unix_local (time) : NULL;
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
  copy->time = get_time (list);

  return copy;
}

/* An older copy of the same files would take back what was changed since. */
static gboolean
has_profile (GPtrArray *copies,
             const char *profile)
{
  for (guint i = 0; i < copies->len; i++)
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
  g_autoptr (GPtrArray) names = rrm_copies_list_names (folder);

  for (guint i = names->len; i > 0; i--)
    {
      RrmClientCopy *copy = copy_new (folder, g_ptr_array_index (names, i - 1));

      if (copy != NULL && !has_profile (copies, copy->profile))
        g_ptr_array_add (copies, copy);
      else if (copy != NULL)
        copy_free (copy);
    }

  return copies;
}
