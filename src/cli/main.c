/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/process.h"
#include "cli/command.h"

#include <glib/gi18n.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

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

/* Who reads a report from a file must not take half of it for the whole. */
static RrmExit
finish_output (RrmExit status)
{
  g_autoptr (GError) error = NULL;
  gboolean failed = ferror (stdout) != 0;

  if (fflush (stdout) == 0 && !failed)
    return status;
  g_set_error (&error, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT,
               _ ("The output could not be written: %s"), g_strerror (errno));

  return rrm_cli_fail (error);
}

int
main (int argc,
      char **argv)
{
  rrm_process_harden ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("rrmail");
  /* Standard output holds the report alone, also when somebody looks at the debug messages. */
  g_log_writer_default_set_use_stderr (TRUE);

  return (int) finish_output (run (argc, argv));
}
