/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/save-file.h"

#include "base/file.h"
#include "explain/file-error.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* What is written, on its way to a file that the person has chosen. */
typedef struct
{
  GBytes *contents;
  gboolean keep_copy;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_bytes_unref (saving->contents);
  g_free (saving);
}

/* A second name for the file that is there, which needs no room; a copy where a disk has but one
 * name for each. */
static gboolean
make_copy (const char *path,
           const char *copy,
           GError **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) to = g_file_new_for_path (copy);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_unlink (copy);

  return link (path, copy) == 0 ||
         g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error);
}

static gboolean
save_here (const char *path,
           Saving *saving,
           GError **error)
{
  g_autofree char *target = rrm_file_resolve (path);
  g_autofree char *copy = g_strconcat (target, "~", NULL);
  gboolean copied = saving->keep_copy;
  gsize length;
  const char *bytes = g_bytes_get_data (saving->contents, &length);

  if (copied && !make_copy (target, copy, error))
    return FALSE;
  if (g_file_set_contents_full (target, bytes, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600, error))
    return TRUE;
  /* It would be the file itself. */
  if (copied)
    g_unlink (copy);

  return FALSE;
}

static void
save_in_thread (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  GFile *file = source;
  Saving *saving = data;
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (saving->contents, &length);
  gboolean saved;

  /* On a full disk GFile puts as much as there is room for in the place of the old file. */
  if (path != NULL)
    saved = save_here (path, saving, &error);
  else
    saved = g_file_replace_contents (file, bytes, length, NULL, saving->keep_copy,
                                     G_FILE_CREATE_PRIVATE, NULL, cancellable, &error);
  if (saved)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  sentence = rrm_explain_file_error (error);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", sentence);
}

/**
 * rrm_save_file_async:
 * @file: where to
 * @contents: what
 * @keep_copy: whether a file that is there stays beside it, with “~” at its end
 * @cancellable: (nullable): stops it
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Writes a file, readable for its owner only. On this computer it holds the old bytes or the new
 * ones, whatever happens.
 */
void
rrm_save_file_async (GFile *file,
                     GBytes *contents,
                     gboolean keep_copy,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);
  Saving *saving = g_new0 (Saving, 1);

  saving->contents = g_bytes_ref (contents);
  saving->keep_copy = keep_copy;
  g_task_set_source_tag (task, rrm_save_file_async);
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save_in_thread);
}

/**
 * rrm_save_file_finish:
 * @file: the file
 * @result: what the callback got
 * @error: return location for an error of %G_IO_ERROR, whose message is a sentence for the person
 *
 * Returns: whether the file was written
 */
gboolean
rrm_save_file_finish (GFile *file,
                      GAsyncResult *result,
                      GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
