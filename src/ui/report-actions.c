/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/report-actions.h"

#include "explain/report-html.h"
#include "explain/report-json.h"
#include "explain/report-text.h"
#include "setup/save-file.h"
#include "ui/window.h"

#include <glib/gi18n.h>
#include <string.h>

/* The choices that the dialog for saving offers. */
#define CHOICE_MASK "mask"

/* A report on its way into a file. */
typedef struct
{
  RrmReport *report;
  RrmWindow *window;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->report);
  g_object_unref (saving->window);
  g_free (saving);
}

static void
on_written (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *text = NULL;

  if (rrm_save_file_finish (G_FILE (source), result, &error))
    text = g_strdup_printf (_ ("Saved as %s"), name);
  else
    text = g_strdup_printf (_ ("The file could not be saved: %s"), error->message);
  rrm_window_say (saving->window, text);
  saving_free (saving);
}

static char *
write_report (RrmReport *report,
              const char *name,
              gboolean mask)
{
  if (g_str_has_suffix (name, ".json"))
    return mask ? rrm_report_to_json_masked (report, TRUE) : rrm_report_to_json (report, TRUE);
  if (g_str_has_suffix (name, ".txt"))
    return rrm_report_to_text (report, mask ? RRM_REPORT_TEXT_MASK_ADDRESS
                                            : RRM_REPORT_TEXT_DEFAULT);

  return rrm_report_to_html (report, mask);
}

static void
on_response (GtkNativeDialog *dialog,
             int response,
             gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (GFile) file = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GBytes) contents = NULL;
  gboolean mask;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  mask = g_strcmp0 (gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), CHOICE_MASK),
                    "true") == 0;
  g_object_unref (dialog);
  if (file == NULL)
    {
      saving_free (saving);
      return;
    }

  name = g_file_get_basename (file);
  {
    char *text = write_report (saving->report, name, mask);

    contents = g_bytes_new_take (text, strlen (text));
  }
  rrm_save_file_async (file, contents, TRUE, NULL, on_written, saving);
}

/* Asks for a place and saves the report there: as a web page, or as JSON or text where the name
 * ends in that. A file of that name is kept beside as a copy. */
static void
save_report (RrmWindow *window,
             RrmReport *report)
{
  Saving *saving = g_new0 (Saving, 1);
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (_ ("Save the Report"), GTK_WINDOW (window),
                                 GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));

  saving->report = g_object_ref (report);
  saving->window = g_object_ref (window);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), _ ("mail test report.html"));
  gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (dialog), CHOICE_MASK, _ ("Hide my address"), NULL,
                               NULL);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), saving);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* Only a test that has ended has something to hand on; without one that is said. */
static RrmReport *
get_report (RrmWindow *window)
{
  RrmSetup *setup = rrm_window_get_setup (window);
  RrmReport *report = rrm_setup_get_testing (setup) ? NULL : rrm_setup_get_report (setup);

  if (report == NULL)
    rrm_window_say (window, _ ("There is no report yet. Test the account first."));

  return report;
}

static void
copy (RrmWindow *window,
      char *(*write) (RrmReport *, RrmReportTextFlags))
{
  RrmReport *report = get_report (window);
  g_autofree char *text = NULL;

  if (report == NULL)
    return;
  text = write (report, RRM_REPORT_TEXT_SHORT);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)), text);
  rrm_window_say (window, _ ("Copied. Your password is not in it."));
}

static void
on_copy_report (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  copy (RRM_WINDOW (widget), rrm_report_to_text);
}

static void
on_copy_for_support (GtkWidget *widget,
                     const char *action,
                     GVariant *parameter)
{
  copy (RRM_WINDOW (widget), rrm_report_to_support_text);
}

static void
on_save_report (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  RrmReport *report = get_report (RRM_WINDOW (widget));

  if (report != NULL)
    save_report (RRM_WINDOW (widget), report);
}

/**
 * rrm_report_actions_install:
 * @widget_class: the class of #RrmWindow
 *
 * Adds the actions that hand the report of the last test on.
 */
void
rrm_report_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.copy-report", NULL, on_copy_report);
  gtk_widget_class_install_action (widget_class, "win.copy-for-support", NULL,
                                   on_copy_for_support);
  gtk_widget_class_install_action (widget_class, "win.save-report", NULL, on_save_report);
}
