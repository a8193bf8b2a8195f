/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "cli/discovery.h"
#include "cli/reach.h"
#include "cli/settings.h"
#include "explain/lookup-json.h"
#include "explain/lookup-text.h"
#include "model/address.h"

#include <glib/gi18n.h>

static RrmExit
print_lookup (const char *text,
              RrmCheckOptions *options,
              gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) wrong = NULL;
  g_autoptr (RrmAddress) address = rrm_address_parse (text, &error);
  g_autoptr (RrmLookup) lookup = NULL;
  g_autofree char *output = NULL;
  g_autofree char *why = NULL;
  gboolean stopped;

  if (address == NULL)
    {
      why = rrm_cli_describe_address (text, error);
      rrm_cli_set_usage (&wrong, "%s", why);
      return rrm_cli_fail (wrong);
    }

  lookup = rrm_cli_look_up (address, options, &stopped);
  if (json)
    {
      output = rrm_lookup_to_json (lookup, TRUE);
      rrm_cli_print_json (output);
    }
  else
    {
      output = rrm_lookup_to_text (lookup);
      g_print ("%s", output);
    }
  if (stopped)
    return RRM_EXIT_STOPPED;

  return rrm_lookup_is_empty (lookup) ? RRM_EXIT_NOT_WORKING : RRM_EXIT_WORKING;
}

/**
 * rrm_command_lookup:
 * @argc: the number of arguments
 * @argv: the arguments, the command's own name first
 *
 * `rrmail lookup`: the settings for an address, each with where it came from.
 *
 * Returns: the exit status
 */
RrmExit
rrm_command_lookup (int argc,
                    char **argv)
{
  gboolean json = FALSE;
  g_auto (RrmCliReach) reach = { 0 };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (RrmCheckOptions) options = rrm_check_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("ADDRESS"));

  g_option_context_set_summary (context, _ ("Show the settings for an email address."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  rrm_cli_reach_add_lookup (&reach, context);
  if (!rrm_cli_parse (context, &argc, &argv, &error))
    return rrm_cli_fail (error);
  if (argc < 2)
    rrm_cli_set_usage (&error, _ ("An email address is missing."));
  else if (argc > 2)
    rrm_cli_set_usage (&error, _ ("“%s” is one argument too many."), argv[2]);
  if (error != NULL || !rrm_cli_reach_open_ways (&reach, options, &error))
    return rrm_cli_fail (error);

  return print_lookup (argv[1], reach.offline ? NULL : options, json);
}
