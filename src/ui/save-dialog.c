/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/save-dialog.h"

#include <glib/gi18n.h>

/* Asks where a file is to go, and writes it there. */

static void
on_written (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GFile *file = g_object_get_data (G_OBJECT (task), "file");
  GError *error = NULL;

  if (rrm_setup_save_finish (RRM_SETUP (source), result, &error))
    g_task_return_pointer (task, g_file_get_basename (file), g_free);
  else
    g_task_return_error (task, error);
}

static void
on_response (GtkNativeDialog *dialog,
             int response,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RrmSetup *setup = g_task_get_source_object (task);
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_object_unref (dialog);
  if (file == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Not saved");
      return;
    }

  g_object_set_data_full (G_OBJECT (task), "file", g_object_ref (file), g_object_unref);
  rrm_setup_save_async (setup, file, g_task_get_task_data (task), NULL, on_written,
                        g_object_ref (task));
}

static GFile *
get_folder (void)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  if (documents == NULL || !g_file_test (documents, G_FILE_TEST_IS_DIR))
    documents = g_get_home_dir ();

  return g_file_new_for_path (documents);
}

/**
 * rrm_save_dialog_run_async:
 * @parent: the window in front of which it asks
 * @setup: what is saved
 * @format: in which format
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Asks for a place and saves the account there.
 */
void
rrm_save_dialog_run_async (GtkWindow *parent,
                           RrmSetup *setup,
                           const char *format,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (setup, NULL, callback, user_data);
  g_autofree char *name = NULL;
  g_autofree char *refusal = NULL;
  g_autoptr (GBytes) contents = rrm_setup_export (setup, format, &name, &refusal);
  g_autoptr (GFile) folder = get_folder ();
  GtkFileChooserNative *dialog;

  g_task_set_source_tag (task, rrm_save_dialog_run_async);
  if (contents == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s", refusal);
      return;
    }

  g_task_set_task_data (task, g_bytes_ref (contents), (GDestroyNotify) g_bytes_unref);
  dialog = gtk_file_chooser_native_new (_ ("Save the Settings"), parent,
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder, NULL);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), g_steal_pointer (&task));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * rrm_save_dialog_finish:
 * @result: what the callback got
 * @error: return location for an error; %G_IO_ERROR_CANCELLED where the person has changed their
 *   mind
 *
 * Returns: (transfer full) (nullable): the name of the file
 */
char *
rrm_save_dialog_finish (GAsyncResult *result,
                        GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
