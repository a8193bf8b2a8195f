/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "cli/clients-list.h"
#include "explain/client-refusal.h"

#include <glib/gi18n.h>

/* The command line of `rrmail clients`. */
typedef struct
{
  char *home;
  gboolean all;
  gboolean json;
} ClientsCommand;

static void
clients_command_clear (ClientsCommand *command)
{
  g_free (command->home);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ClientsCommand, clients_command_clear)

static void
add_options (ClientsCommand *command,
             GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "home", 0, 0, G_OPTION_ARG_FILENAME, &command->home,
      N_ ("Look in another home folder, also of another computer"), N_ ("FOLDER") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &command->all,
      N_ ("Show the accounts of other providers, too"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &command->json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static RrmExit
refuse (const GError *error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *why = rrm_explain_client_refusal (
    rrm_client_error_to_string ((RrmClientError) error->code), NULL, error->message);

  g_set_error_literal (&failure, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT, why);

  return rrm_cli_fail (failure);
}

static void
move_profiles (GPtrArray *from,
               GPtrArray *to)
{
  g_ptr_array_set_free_func (from, NULL);
  g_ptr_array_extend (to, from, NULL, NULL);
  g_ptr_array_set_size (from, 0);
}

static GPtrArray *
read_profiles (const ClientsCommand *command,
               char **paths,
               GError **error)
{
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (command->home);
  g_autoptr (GPtrArray) profiles = NULL;

  if (paths[0] == NULL)
    return rrm_clients_read_all (roots);

  profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_client_profile_free);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) some = rrm_clients_read_path (paths[i], error);

      if (some == NULL)
        return NULL;
      move_profiles (some, profiles);
    }

  return g_steal_pointer (&profiles);
}

static RrmExit
list_profiles (const ClientsCommand *command,
               char **paths)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = read_profiles (command, paths, &error);
  RrmClientsListFlags flags = command->all ? RRM_CLIENTS_LIST_ALL : 0;
  g_autofree char *text = NULL;

  if (profiles == NULL)
    return refuse (error);
  if (command->json)
    {
      text = rrm_clients_to_json (profiles, flags);
      rrm_cli_print_json (text);
    }
  else
    {
      text = rrm_clients_to_text (profiles, flags);
      g_print ("%s", text);
    }

  return rrm_clients_are_sound (profiles, flags) ? RRM_EXIT_WORKING : RRM_EXIT_NOT_WORKING;
}

/**
 * rrm_command_clients:
 * @argc: the number of arguments
 * @argv: the arguments, the command's own name first
 *
 * `rrmail clients`: what the mail programs on this computer have configured, and what is wrong
 * with it.
 *
 * Returns: the exit status
 */
RrmExit
rrm_command_clients (int argc,
                     char **argv)
{
  g_auto (ClientsCommand) command = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("[PATH…]"));

  g_option_context_set_summary (context,
                                _ ("Show what the mail programs on this computer have set up, and "
                                   "what is wrong with it. A PATH is a profile or a file, also "
                                   "from another computer."));
  add_options (&command, context);
  if (!rrm_cli_parse (context, &argc, &argv, &error))
    return rrm_cli_fail (error);

  return list_profiles (&command, argv + 1);
}
