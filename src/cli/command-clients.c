/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "cli/clients-list.h"
#include "cli/clients-mend.h"
#include "cli/clients-test.h"
#include "model/finding-code.h"

#include <glib/gi18n.h>

/* The command line of `rrmail clients`. */
typedef struct
{
  char *home;
  gboolean all;
  gboolean test;
  RrmClientsMendOptions mend;
  RrmClientsTestOptions tests;
} ClientsCommand;

static void
clients_command_clear (ClientsCommand *command)
{
  g_free (command->home);
  g_free (command->mend.address);
  g_strfreev (command->mend.codes);
  rrm_clients_test_clear (&command->tests);
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
    { "test", 0, 0, G_OPTION_ARG_NONE, &command->test,
      N_ ("Test every account as the mail program has it"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &command->mend.dry_run,
      N_ ("Show what would be mended, and change nothing"), NULL },
    { "address", 0, 0, G_OPTION_ARG_STRING, &command->mend.address,
      N_ ("Mend this account alone"), N_ ("ADDRESS") },
    { "finding", 0, 0, G_OPTION_ARG_STRING_ARRAY, &command->mend.codes,
      N_ ("Mend this finding alone; can be given several times"), N_ ("CODE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &command->mend.json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  rrm_clients_test_add_options (&command->tests, context);
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

  rrm_clients_recover ();
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
mend_profiles (const ClientsCommand *command,
               char **paths)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = read_profiles (command, paths, &error);

  return profiles != NULL ? rrm_clients_mend (profiles, &command->mend)
                          : rrm_clients_refuse (error, NULL);
}

static gboolean
check_codes (const ClientsCommand *command,
             GError **error)
{
  RrmFindingCode code;

  for (guint i = 0; command->mend.codes != NULL && command->mend.codes[i] != NULL; i++)
    if (!rrm_finding_code_parse (command->mend.codes[i], &code))
      return rrm_cli_set_usage (error, _ ("--finding: there is no finding “%s”."),
                                command->mend.codes[i]);

  return TRUE;
}

static RrmExit
test_profiles (ClientsCommand *command,
               char **paths)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = read_profiles (command, paths, &error);

  command->tests.json = command->mend.json;

  return profiles != NULL ? rrm_clients_test (profiles, &command->tests)
                          : rrm_clients_refuse (error, NULL);
}

/* Options that only mending has. */
static gboolean
check_verb (const ClientsCommand *command,
            const char *verb,
            GError **error)
{
  gboolean mends = g_strcmp0 (verb, "mend") == 0;

  if (command->test && (mends || g_strcmp0 (verb, "undo") == 0))
    return rrm_cli_set_usage (error, _ ("--test does not go with “%s”."), verb);

  if (!mends && command->mend.dry_run)
    return rrm_cli_set_usage (error, _ ("%s goes with “rrmail clients mend” only."), "--dry-run");
  if (!mends && command->mend.codes != NULL)
    return rrm_cli_set_usage (error, _ ("%s goes with “rrmail clients mend” only."), "--finding");
  if (!mends && command->mend.address != NULL)
    return rrm_cli_set_usage (error, _ ("%s goes with “rrmail clients mend” only."), "--address");

  return check_codes (command, error);
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
    return rrm_clients_refuse (error, NULL);
  if (command->mend.json)
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
 * with it; mends it, and goes back. A path that is named like one of these words is written with
 * "./" before it.
 *
 * Returns: the exit status
 */
RrmExit
rrm_command_clients (int argc,
                     char **argv)
{
  g_auto (ClientsCommand) command = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("[mend|undo] [PATH…]"));

  g_option_context_set_description (
    context, _ ("“rrmail clients mend [PATH…]” mends what is wrong, after a copy was made. "
                "“rrmail clients undo [PATH]” goes back."));
  g_option_context_set_summary (context,
                                _ ("Show what the mail programs on this computer have set up, and "
                                   "what is wrong with it. A PATH is a profile or a file, also "
                                   "from another computer, or a picture of a settings sheet."));
  add_options (&command, context);
  if (!rrm_cli_parse (context, &argc, &argv, &error) || !check_verb (&command, argv[1], &error))
    return rrm_cli_fail (error);
  if (g_strcmp0 (argv[1], "mend") == 0)
    return mend_profiles (&command, argv + 2);
  if (g_strcmp0 (argv[1], "undo") == 0)
    return rrm_clients_undo (argv + 2, command.mend.json);

  return command.test ? test_profiles (&command, argv + 1) : list_profiles (&command, argv + 1);
}
