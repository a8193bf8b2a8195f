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

static void
add_filter (GtkFileChooser *chooser,
            const char *name,
            const char *const *types)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; types[i] != NULL; i++)
    gtk_file_filter_add_mime_type (filter, types[i]);
  if (types[0] == NULL)
    gtk_file_filter_add_pattern (filter, "*");
  gtk_file_chooser_add_filter (chooser, filter);
}

/* The first one is in force. */
static void
add_picture_filters (GtkFileChooser *chooser)
{
  static const char *const pictures[] = { "image/*", "application/pdf", NULL };
  static const char *const all[] = { NULL };

  add_filter (chooser, _ ("Pictures and PDF Files"), pictures);
  add_filter (chooser, _ ("All Files"), all);
}

static const char *
get_title (const char *what)
{
  if (g_str_equal (what, "folder"))
    return _ ("Choose a Folder");

  return g_str_equal (what, "picture") ? _ ("Choose a Picture") : _ ("Choose a File");
}

/**
 * rrm_window_choose_file:
 * @self: a window
 * @what: what is chosen: "folder", "file" or "picture"
 * @chosen: what happens with it
 *
 * Lets the person choose what is to be read, from their home folder on. Nothing happens when they
 * choose none.
 */
void
rrm_window_choose_file (RrmWindow *self,
                        const char *what,
                        RrmFileChosen chosen)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
    get_title (what), GTK_WINDOW (self),
    g_str_equal (what, "folder") ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER
                                 : GTK_FILE_CHOOSER_ACTION_OPEN,
    _ ("_Open"), _ ("_Cancel"));
  g_autoptr (GFile) home = g_file_new_for_path (g_get_home_dir ());
  Choice *choice = g_new0 (Choice, 1);

  choice->window = g_object_ref (self);
  choice->chosen = chosen;
  if (g_str_equal (what, "picture"))
    add_picture_filters (GTK_FILE_CHOOSER (dialog));
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), home, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
