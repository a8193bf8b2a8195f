/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/file-choice.h"

#include <glib/gi18n.h>

/* A choice that is not made yet. */
typedef struct
{
  RrmWindow *window;
  RrmFileChosen chosen;
} Choice;

static void
on_response (GtkNativeDialog *dialog,
             int response,
             gpointer user_data)
{
  Choice *choice = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_object_unref (dialog);
  if (file != NULL && g_file_peek_path (file) != NULL)
    choice->chosen (rrm_window_get_setup (choice->window), g_file_peek_path (file));
  g_object_unref (choice->window);
  g_free (choice);
}

/**
 * rrm_window_choose_file:
 * @self: a window
 * @folder: whether a folder is chosen, not a file
 * @chosen: what happens with it
 *
 * Lets the person choose what is to be read, from their home folder on. Nothing happens when they
 * choose none.
 */
void
rrm_window_choose_file (RrmWindow *self,
                        gboolean folder,
                        RrmFileChosen chosen)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
    folder ? _ ("Choose a Folder") : _ ("Choose a File"), GTK_WINDOW (self),
    folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"),
    _ ("_Cancel"));
  g_autoptr (GFile) home = g_file_new_for_path (g_get_home_dir ());
  Choice *choice = g_new0 (Choice, 1);

  choice->window = g_object_ref (self);
  choice->chosen = chosen;
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), home, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
