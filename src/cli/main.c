/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/process.h"
#include "cli/command.h"

#include <glib/gi18n.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  const char *name;
  RrmExit (*run) (int argc, char **argv);
  const char *summary;
} Command;

static const Command commands[] = {
  { "lookup", rrm_command_lookup, N_ ("Show the settings for an email address") },
  { "test", rrm_command_test, N_ ("Test the incoming and the outgoing server") },
  { "explain", rrm_command_explain, N_ ("Explain an error message") },
  { "formats", rrm_command_formats, N_ ("List the export formats") },
  { "export", rrm_command_export, N_ ("Write an account for a mail program") },
  { "guide", rrm_command_guide, N_ ("Show how to type an account in by hand") },
  { "clients", rrm_command_clients, N_ ("Show what mail programs have set up") },
  { "batch", rrm_command_batch, N_ ("Test many accounts") },
  { "practice", rrm_command_practice, N_ ("Run the practice mail server on this computer") },
};

static void
print_help (void)
{
  g_print ("%s\n  rrmail %s\n\n%s\n", _ ("Usage:"), _ ("COMMAND [OPTION…]"), _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-10s %s\n", commands[i].name, _ (commands[i].summary));
  g_print ("\n%s\n", _ ("“rrmail COMMAND --help” shows the options of a command."));
}

static const Command *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];

  return NULL;
}

static RrmExit
run (int argc,
     char **argv)
{
  g_autoptr (GError) error = NULL;
  const char *name = argc > 1 ? argv[1] : "";
  const Command *command = find_command (name);

  if (command != NULL)
    return command->run (argc - 1, argv + 1);
  if (g_str_equal (name, "--help") || g_str_equal (name, "-h") || g_str_equal (name, "help"))
    {
      print_help ();
      return RRM_EXIT_WORKING;
    }
  if (g_str_equal (name, "--version"))
    {
      g_print ("rrmail %s\n", PACKAGE_VERSION);
      return RRM_EXIT_WORKING;
    }

  if (argc < 2)
    rrm_cli_set_usage (&error, _ ("A command is missing. “rrmail --help” lists them."));
  else if (name[0] == '-')
    rrm_cli_set_usage (&error, _ ("Unknown option %.*s"), (int) strcspn (name, "="), name);
  else
    rrm_cli_set_usage (&error, _ ("There is no command “%s”. “rrmail --help” lists them."), name);

  return rrm_cli_fail (error);
}

/* A pipe without a reader has ended on purpose. */
static gboolean
is_kept (int fd)
{
  struct stat status;

  return fstat (fd, &status) != 0 || !(S_ISFIFO (status.st_mode) || S_ISSOCK (status.st_mode));
}

/* Who reads a report from a file must not take half of it for the whole; who has stopped reading
 * need not be told. It is looked at when the program ends, because the options end it as well. */
static void
check_output (void)
{
  gboolean failed = ferror (stdout) != 0;

  if (fflush (stdout) == 0 && !failed)
    return;
  if (errno == EPIPE || !is_kept (STDOUT_FILENO))
    return;
  g_printerr ("rrmail: ");
  g_printerr (_ ("The output could not be written: %s"), g_strerror (errno));
  g_printerr ("\n");
  _exit (RRM_EXIT_CANNOT);
}

int
main (int argc,
      char **argv)
{
  g_autofree char *folder = NULL;

  rrm_process_harden ();
  folder = rrm_process_get_locale_folder (LOCALEDIR);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("rrmail");
  /* Standard output holds the report alone, also when somebody looks at the debug messages. */
  g_log_writer_default_set_use_stderr (TRUE);

  atexit (check_output);

  return (int) run (argc, argv);
}
