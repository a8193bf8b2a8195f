/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"
#include "cli/signals.h"

#include "setup/practice.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

/* The files that whoever tests against the server needs. */
typedef struct
{
  char *folder;
  char *ca_file;
  char *password_file;
} Files;

static void
files_clear (Files *files)
{
  if (files->ca_file != NULL)
    g_unlink (files->ca_file);
  if (files->password_file != NULL)
    g_unlink (files->password_file);
  if (files->folder != NULL)
    g_rmdir (files->folder);
  g_free (files->ca_file);
  g_free (files->password_file);
  g_free (files->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Files, files_clear)

static gboolean
write_files (Files *files,
             RrmPractice *practice,
             GError **error)
{
  GBytes *pem = rrm_practice_server_get_ca_pem (rrm_practice_get_server (practice));
  RrmSecret *password = rrm_account_get_password (rrm_practice_get_account (practice), FALSE);
  gsize length;
  const char *text = g_bytes_get_data (pem, &length);
  gsize password_length;
  const char *bytes = rrm_secret_peek (password, &password_length);

  files->folder = g_dir_make_tmp ("rrmail-practice-XXXXXX", error);
  if (files->folder == NULL)
    return FALSE;
  files->ca_file = g_build_filename (files->folder, "ca.pem", NULL);
  files->password_file = g_build_filename (files->folder, "password", NULL);

  return g_file_set_contents_full (files->ca_file, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0644, error) &&
         g_file_set_contents_full (files->password_file, bytes, (gssize) password_length,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static void
print_way (RrmPractice *practice,
           const Files *files)
{
  RrmPracticeServer *server = rrm_practice_get_server (practice);

  g_print ("%s: %s\n", _ ("Address"),
           rrm_account_get_address (rrm_practice_get_account (practice)));
  g_print ("%s: %s\n", _ ("Certificate file"), files->ca_file);
  g_print ("%s: %s\n", _ ("Password file"), files->password_file);
  for (guint i = 0; i < rrm_practice_server_get_n_mappings (server); i++)
    {
      const RrmPracticeMapping *mapping = rrm_practice_server_get_mapping (server, i);
      g_autofree char *text = NULL;

      if (mapping->address == NULL)
        continue;
      text = rrm_practice_mapping_to_text (mapping);
      g_print ("--connect-to=%s\n", text);
    }
  g_print ("%s\n", _ ("Ctrl-C ends it."));
}

static gboolean
on_interrupt (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static RrmExit
serve (RrmPractice *practice)
{
  g_auto (Files) files = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) why = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_auto (RrmSignals) signals = { 0 };

  if (!write_files (&files, practice, &error))
    {
      g_set_error (&why, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT,
                   _ ("The certificate file cannot be written: %s"), error->message);
      return rrm_cli_fail (why);
    }

  rrm_signals_watch (&signals, on_interrupt, loop);
  print_way (practice, &files);
  g_main_loop_run (loop);

  return RRM_EXIT_WORKING;
}

static void
print_faults (void)
{
  g_auto (GStrv) faults = rrm_practice_list_faults ();

  for (guint i = 0; faults[i] != NULL; i++)
    g_print ("%s\n", faults[i]);
}

/**
 * rrm_command_practice:
 * @argc: the number of arguments
 * @argv: the arguments, the command's own name first
 *
 * `rrmail practice`: the practice server alone, on loopback, until Ctrl-C.
 *
 * Returns: the exit status
 */
RrmExit
rrm_command_practice (int argc,
                      char **argv)
{
  gboolean list = FALSE;
  const GOptionEntry entries[] = {
    { "list", 0, 0, G_OPTION_ARG_NONE, &list, N_ ("List the faults"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) why = NULL;
  g_autoptr (RrmPractice) practice = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("[FAULT]"));

  g_option_context_set_summary (context, _ ("Run a mail server to practice with, on this computer "
                                            "only, with a fault or without."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!rrm_cli_parse (context, &argc, &argv, &error))
    return rrm_cli_fail (error);
  if (list)
    {
      print_faults ();
      return RRM_EXIT_WORKING;
    }

  practice = argc <= 2 ? rrm_practice_new (argc == 2 ? argv[1] : NULL, &error) : NULL;
  if (practice != NULL)
    return serve (practice);

  if (argc > 2)
    rrm_cli_set_usage (&why, _ ("“%s” is one argument too many."), argv[2]);
  else if (g_error_matches (error, RRM_SCENARIO_ERROR, RRM_SCENARIO_ERROR_NO_SUCH_FAULT))
    rrm_cli_set_usage (&why, _ ("There is no fault “%s”. “rrmail practice --list” lists them."),
                       argv[1]);
  else
    g_set_error (&why, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT,
                 _ ("The practice server cannot start: %s"), error->message);

  return rrm_cli_fail (why);
}
