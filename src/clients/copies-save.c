/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/copies-private.h"
#include "clients/mend.h"
#include "clients/replace.h"

/* A change of a program's settings, with its copy; and what was stopped in the middle of one. */

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

static void
add_document (GPtrArray *writes,
              RrmDocument *document)
{
  const char *path = rrm_document_get_path (document);
  gsize length;
  const char *text = rrm_document_get_text (document, &length);
  g_autoptr (GBytes) bytes = rrm_document_is_gone (document) ? NULL : g_bytes_new (text, length);

  rrm_file_writes_add (writes, path, bytes, rrm_file_get_mode (path));
}

/* New files come first, since others name them, and those that go come last. Among the rest the one
 * that the program reads first is the last: until then its settings are the old ones. */
typedef enum
{
  TURN_NEW,
  TURN_CHANGED,
  TURN_GONE,
  N_TURNS
} Turn;

static Turn
get_turn (RrmDocument *document)
{
  if (rrm_document_is_gone (document))
    return TURN_GONE;

  return rrm_document_is_new (document) ? TURN_NEW : TURN_CHANGED;
}

static GPtrArray *
list_writes (RrmClientProfile *profile,
             GError **error)
{
  g_autoptr (GPtrArray) writes = rrm_file_writes_new ();

  for (Turn turn = 0; turn < N_TURNS; turn++)
    for (guint i = profile->documents->len; i > 0; i--)
      {
        RrmDocument *document = g_ptr_array_index (profile->documents, i - 1);

        if (get_turn (document) != turn || !rrm_document_is_changed (document))
          continue;
        if (!is_as_read (document, error))
          return NULL;
        add_document (writes, document);
      }

  return g_steal_pointer (&writes);
}

static char *
save (RrmClientProfile *profile,
      const char *folder,
      GError **error)
{
  g_autoptr (GKeyFile) list =
    rrm_copy_list_new (RRM_COPY_CHANGE, profile->client->id, profile->path);
  g_autoptr (GPtrArray) writes = NULL;
  g_autofree char *copy = NULL;

  if (!rrm_client_can_mend (profile, error))
    return NULL;
  writes = list_writes (profile, error);
  copy = writes != NULL ? rrm_copy_new (folder, list, writes, error) : NULL;
  /* To copy many files takes its time, in which the program may have been opened. */
  if (copy != NULL && !rrm_client_can_mend (profile, error))
    {
      rrm_copy_remove (copy);
      return NULL;
    }

  return copy != NULL && rrm_copy_carry_out (copy, writes, error) ? g_steal_pointer (&copy) : NULL;
}

/**
 * rrm_client_save:
 * @profile: a profile with changes in its documents
 * @folder: where the copies are
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Copies the files that will change, then writes them: all, or none. What was stopped in the middle
 * before is taken back first. Refused while the program has
 * them open, and where a file is not the one any more that was read.
 *
 * Returns: (transfer full) (nullable) (type filename): the copy
 */
char *
rrm_client_save (RrmClientProfile *profile,
                 const char *folder,
                 GError **error)
{
  RrmCopiesLock lock = rrm_copies_lock (folder, error);
  char *copy;

  if (lock < 0)
    return NULL;
  rrm_copies_recover (folder);
  copy = save (profile, folder, error);
  rrm_copies_unlock (lock);

  return copy;
}
