/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/client.h"
#include "clients/copies-private.h"
#include "clients/note.h"

/* The way back from a change. */

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
      !rrm_copy_set_undone (copy, list, error))
    return FALSE;
  if (!gone)
    g_propagate_error (error, g_steal_pointer (&cause));

  return gone;
}

/* The first file that somebody has written since; it may be as it was before by now. */
static char *
find_changed (GKeyFile *list)
{
  guint n = rrm_copy_get_n_files (list);

  for (guint i = 0; i < n; i++)
    if (!rrm_copy_is_after (list, i) && !rrm_copy_is_before (list, i))
      return rrm_copy_get_path (list, i);

  return NULL;
}

static char *
put_back (GKeyFile *list,
          const char *folder,
          const char *copy,
          GPtrArray *files,
          GError **error)
{
  g_autofree char *program = g_key_file_get_string (list, RRM_COPY_GROUP, "program", NULL);
  g_autofree char *profile = g_key_file_get_string (list, RRM_COPY_GROUP, "profile", NULL);
  g_autofree char *name = g_path_get_basename (copy);
  g_autoptr (GKeyFile) new_list = rrm_copy_list_new (RRM_COPY_UNDO, program, profile);
  g_autoptr (GPtrArray) writes = rrm_file_writes_new ();
  g_autofree char *now = NULL;
  guint n = rrm_copy_get_n_files (list);

  for (guint i = 0; i < n; i++)
    if (!rrm_copy_add_write (copy, list, i, writes, error))
      return NULL;
  g_key_file_set_string (new_list, RRM_COPY_GROUP, RRM_COPY_OF, name);
  now = rrm_copy_new (folder, new_list, writes, error);
  if (now == NULL || !rrm_copy_carry_out (now, writes, error))
    return NULL;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (files, rrm_copy_get_path (list, i));

  return g_steal_pointer (&now);
}

static gboolean
undo (const char *folder,
      const char *copy,
      gboolean later_too,
      RrmClientUndone *undone,
      GError **error)
{
  g_autoptr (GKeyFile) list = rrm_copy_read (copy);
  g_autoptr (RrmClientNote) note = list != NULL ? rrm_client_note_read (list) : NULL;
  g_autofree char *changed = NULL;
  g_autofree char *now = NULL;

  if (list == NULL || !g_key_file_has_key (list, RRM_COPY_GROUP, "program", NULL) ||
      !g_key_file_has_key (list, RRM_COPY_GROUP, "profile", NULL))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_NO_COPY, copy);
  if (note != NULL)
    return take_out (list, folder, copy, note, error);
  if (rrm_copy_is_open (list))
    {
      g_autofree char *profile = g_key_file_get_string (list, RRM_COPY_GROUP, "profile", NULL);

      return rrm_client_refuse (error, RRM_CLIENT_ERROR_RUNNING, profile);
    }
  changed = find_changed (list);
  if (changed != NULL && !later_too)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CHANGED_SINCE, changed);
  now = put_back (list, folder, copy, undone->files, error);
  if (changed != NULL)
    undone->later = g_steal_pointer (&now);

  return now != NULL || undone->later != NULL;
}

RrmClientUndone *
rrm_client_undone_new (void)
{
  RrmClientUndone *undone = g_new0 (RrmClientUndone, 1);

  undone->files = g_ptr_array_new_with_free_func (g_free);

  return undone;
}

void
rrm_client_undone_free (RrmClientUndone *undone)
{
  g_ptr_array_unref (undone->files);
  g_free (undone->later);
  g_free (undone);
}

/**
 * rrm_client_undo_full:
 * @folder: where the copies are
 * @copy: one of them
 * @later_too: whether what was changed in the files since then may go back, too
 * @undone: where to tell what was done
 * @error: return location for an error of %RRM_CLIENT_ERROR;
 *   %RRM_CLIENT_ERROR_CHANGED_SINCE where @later_too would be needed
 *
 * Puts the files back as they were, byte by byte, after a copy of how they are now; a file that was
 * not there goes, and an account that was added beside others is taken out, while it is still the
 * same. Refused while the program has the files open. Waits for services of the desktop, so it
 * belongs into a thread of its own.
 *
 * Returns: whether all of them are back
 */
gboolean
rrm_client_undo_full (const char *folder,
                      const char *copy,
                      gboolean later_too,
                      RrmClientUndone *undone,
                      GError **error)
{
  RrmCopiesLock lock = rrm_copies_lock (folder, error);
  gboolean right;

  if (lock < 0)
    return FALSE;
  rrm_copies_recover (folder);
  right = undo (folder, copy, later_too, undone, error);
  rrm_copies_unlock (lock);

  return right;
}

/**
 * rrm_client_undo:
 * @folder: where the copies are
 * @copy: one of them
 * @files: (element-type filename): where to add the paths that were restored
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * As [func@client_undo_full], whatever was changed in the files since then.
 *
 * Returns: whether all of them are back
 */
gboolean
rrm_client_undo (const char *folder,
                 const char *copy,
                 GPtrArray *files,
                 GError **error)
{
  g_autoptr (RrmClientUndone) undone = rrm_client_undone_new ();

  if (!rrm_client_undo_full (folder, copy, TRUE, undone, error))
    return FALSE;
  for (guint i = 0; i < undone->files->len; i++)
    g_ptr_array_add (files, g_strdup (g_ptr_array_index (undone->files, i)));

  return TRUE;
}
