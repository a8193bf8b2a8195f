/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "base/text.h"
#include "cli/once.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* What a person pastes into an option may be a whole letter; the complaint stays one line. */
#define MAX_MESSAGE_CHARACTERS 300
/* Two servers with the longest names that there are, each with a long user name. */
#define MAX_WHOLE_CHARACTERS 20000

G_DEFINE_QUARK (rrm-cli-error-quark, rrm_cli_error)

/**
 * rrm_cli_set_usage:
 * @error: return location for an error
 * @format: what is wrong with the command line
 * @...: what the format names
 *
 * Returns: %FALSE, for the caller to return
 */
gboolean
rrm_cli_set_usage (GError **error,
                   const char *format,
                   ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (RRM_CLI_ERROR, RRM_CLI_ERROR_USAGE, format,
                                                arguments));
  va_end (arguments);

  return FALSE;
}

/**
 * rrm_cli_fail:
 * @error: what is wrong
 *
 * Says it in one line on standard error, and nothing on standard output.
 *
 * Returns: the exit status that goes with it
 */
RrmExit
rrm_cli_fail (const GError *error)
{
  gboolean whole = g_error_matches (error, RRM_CLI_ERROR, RRM_CLI_ERROR_UNCONFIRMED);
  g_autofree char *line = rrm_text_clean (error->message, -1,
                                          whole ? MAX_WHOLE_CHARACTERS : MAX_MESSAGE_CHARACTERS);

  g_printerr ("rrmail: %s\n", line);
  if (g_error_matches (error, RRM_CLI_ERROR, RRM_CLI_ERROR_STOPPED))
    return RRM_EXIT_STOPPED;

  return g_error_matches (error, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT) ? RRM_EXIT_CANNOT
                                                                       : RRM_EXIT_USAGE;
}

/**
 * rrm_cli_parse:
 * @context: the options of a command
 * @argc: (inout): the arguments
 * @argv: (inout): likewise; what remains are those that are no options
 * @error: return location for an error
 *
 * Reads the options. Arguments that are no UTF-8 are refused, whatever the locale says: names and
 * addresses go to the servers as UTF-8.
 *
 * Returns: whether the command line is right so far
 */
gboolean
rrm_cli_parse (GOptionContext *context,
               int *argc,
               char ***argv,
               GError **error)
{
  g_autofree char *name = g_strconcat ("rrmail ", (*argv)[0], NULL);
  gboolean right;

  for (int i = 1; i < *argc; i++)
    if (!g_utf8_validate ((*argv)[i], -1, NULL))
      {
        g_set_error (error, RRM_CLI_ERROR, RRM_CLI_ERROR_USAGE,
                     _ ("Argument %d is not valid UTF-8 text."), i);
        return FALSE;
      }

  if (!rrm_cli_check_once (*argc, *argv, error))
    return FALSE;

  /* The help says how the command is typed. */
  g_set_prgname (name);
  right = g_option_context_parse (context, argc, argv, error);
  g_set_prgname ("rrmail");
  if (right)
    return TRUE;

  /* GLib names a wrong option with its value; somebody may have written a password there. */
  if (error != NULL && g_error_matches (*error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
    (*error)->message[strcspn ((*error)->message, "=")] = '\0';

  return FALSE;
}

/**
 * rrm_cli_print_json:
 * @json: one object
 *
 * Prints it as UTF-8, whatever the locale says.
 */
void
rrm_cli_print_json (const char *json)
{
  fwrite (json, 1, strlen (json), stdout);
  fputc ('\n', stdout);
  fflush (stdout);
}
