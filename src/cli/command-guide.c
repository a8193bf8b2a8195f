/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "cli/chosen.h"
#include "cli/reach.h"
#include "explain/guide.h"

#include <glib/gi18n.h>

/* The command line of `rrmail guide`. */
typedef struct
{
  RrmCliSettings settings;
  RrmCliReach reach;
  char *client;
} GuideCommand;

static void
guide_command_clear (GuideCommand *command)
{
  rrm_cli_settings_clear (&command->settings);
  rrm_cli_reach_clear (&command->reach);
  g_free (command->client);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GuideCommand, guide_command_clear)

static char *
list_clients (void)
{
  g_auto (GStrv) clients = rrm_guide_list_clients ();

  return g_strjoinv (", ", clients);
}

/* The list of guides stands in the help. */
static void
add_options (GuideCommand *command,
             GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "client", 0, 0, G_OPTION_ARG_FILENAME, &command->client, N_ ("The mail program"),
      N_ ("ID") },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *clients = list_clients ();
  g_autofree char *programs = g_strdup_printf (_ ("Guides: %s"), clients);

  g_option_context_set_summary (context, _ ("Show how to type an account into a mail program, "
                                            "step by step."));
  g_option_context_set_description (context, programs);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  rrm_cli_settings_add_options (&command->settings, context);
  rrm_cli_reach_add_lookup (&command->reach, context);
}

static gboolean
check_usage (GuideCommand *command,
             int argc,
             char **argv,
             GError **error)
{
  g_autofree char *clients = list_clients ();

  if (argc < 2)
    return rrm_cli_set_usage (error, "%s", _ ("An email address is missing."));
  if (argc > 2)
    return rrm_cli_set_usage (error, _ ("“%s” is one argument too many."), argv[2]);
  if (command->client == NULL)
    return rrm_cli_set_usage (error, _ ("--client=ID is missing. Guides: %s"), clients);
  if (rrm_guide_get_client_name (command->client) == NULL)
    return rrm_cli_set_usage (error, _ ("There is no guide “%s”. Guides: %s"), command->client,
                              clients);

  return TRUE;
}

static RrmExit
print_guide (GuideCommand *command,
             RrmAccount *account)
{
  g_autoptr (GError) refusal = NULL;
  g_autoptr (RrmGuide) guide = rrm_guide_new (command->client, account, &refusal);
  g_autofree char *text = NULL;

  if (guide == NULL)
    return rrm_cli_refuse (refusal->message);

  text = rrm_guide_to_text (guide);
  g_print ("%s", text);

  return RRM_EXIT_WORKING;
}

/**
 * rrm_command_guide:
 * @argc: the number of arguments
 * @argv: the arguments, the command's own name first
 *
 * `rrmail guide`: numbered steps for typing an account in by hand.
 *
 * Returns: the exit status
 */
RrmExit
rrm_command_guide (int argc,
                   char **argv)
{
  g_auto (GuideCommand) command = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmAccount) account = NULL;
  g_autoptr (RrmCheckOptions) options = rrm_check_options_new ();
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("ADDRESS"));

  add_options (&command, context);
  if (!rrm_cli_parse (context, &argc, &argv, &error) ||
      !check_usage (&command, argc, argv, &error) ||
      !rrm_cli_reach_open_ways (&command.reach, options, &error))
    return rrm_cli_fail (error);
  account = rrm_cli_choose_account (&command.settings, argv[1],
                                    command.reach.offline ? NULL : options, NULL, &error);
  if (account == NULL)
    return rrm_cli_fail (error);

  return print_guide (&command, account);
}
