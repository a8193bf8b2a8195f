/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "cli/discovery.h"
#include "cli/found.h"
#include "cli/password.h"
#include "cli/reach.h"
#include "cli/run-check.h"
#include "cli/saved.h"
#include "cli/scope.h"
#include "cli/settings.h"
#include "discover/discover.h"
#include "explain/lookup-text.h"
#include "explain/report-json.h"
#include "explain/report-text.h"
#include "model/address.h"
#include "model/provider-map.h"
#include "practice/scenario.h"
#include "setup/practice.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The command line of `rrmail test`, and what it became. */
typedef struct
{
  RrmCliSettings settings;
  RrmCliScope scope;
  RrmCliReach reach;
  char *password_file;
  char *outgoing_password_file;
  char *fault;
  gboolean practice;
  gboolean offline;
  gboolean no_save;
  gboolean transcript;
  gboolean json;

  RrmCheckOptions *options;
  RrmAccount *account;
  RrmPractice *rehearsal;
  /* NULL unless the person keeps this account. */
  RrmCliSaved *saved;
} TestCommand;

static void
test_command_clear (TestCommand *command)
{
  rrm_cli_settings_clear (&command->settings);
  rrm_cli_scope_clear (&command->scope);
  rrm_cli_reach_clear (&command->reach);
  g_free (command->password_file);
  g_free (command->outgoing_password_file);
  g_free (command->fault);
  g_clear_pointer (&command->options, rrm_check_options_unref);
  g_clear_object (&command->account);
  g_clear_object (&command->rehearsal);
  g_clear_pointer (&command->saved, rrm_cli_saved_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TestCommand, test_command_clear)

static gboolean
on_practice_option (const char *option_name,
                    const char *value,
                    gpointer data,
                    GError **error)
{
  TestCommand *command = data;

  command->practice = TRUE;
  g_free (command->fault);
  command->fault = value != NULL && value[0] != '\0' ? g_strdup (value) : NULL;

  return TRUE;
}

static void
add_options (TestCommand *command,
             GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &command->password_file,
      N_ ("Read the password from FILE; “-” is standard input"), N_ ("FILE") },
    { "outgoing-password-file", 0, 0, G_OPTION_ARG_FILENAME, &command->outgoing_password_file,
      N_ ("Another password for the outgoing server"), N_ ("FILE") },
    { "offline", 0, 0, G_OPTION_ARG_NONE, &command->offline,
      N_ ("Look settings up without the network"), NULL },
    { "practice", 0, G_OPTION_FLAG_OPTIONAL_ARG | G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_CALLBACK,
      (gpointer) on_practice_option, NULL, NULL },
    /* For the help alone, which would show "--practice=FAULT", as if a fault had to be named. */
    { "practice[=FAULT]", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK,
      (gpointer) on_practice_option, N_ ("Test against the practice server, with that fault"),
      NULL },
    { "no-save", 0, 0, G_OPTION_ARG_NONE, &command->no_save, N_ ("Keep no record of the result"),
      NULL },
    { "transcript", 0, 0, G_OPTION_ARG_NONE, &command->transcript,
      N_ ("Print what was said, with secrets masked"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &command->json, N_ ("Print the report as JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  GOptionGroup *group = g_option_group_new ("test", NULL, NULL, command, NULL);

  rrm_cli_scope_add_options (&command->scope, group);
  rrm_cli_reach_add_options (&command->reach, group);
  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, group);
  rrm_cli_settings_add_options (&command->settings, context);
}

static gboolean
start_practice (TestCommand *command,
                GError **error)
{
  g_autoptr (GError) local = NULL;

  command->rehearsal = rrm_practice_new (command->fault, &local);
  if (command->rehearsal == NULL && g_error_matches (local, RRM_SCENARIO_ERROR,
                                                     RRM_SCENARIO_ERROR_NO_SUCH_FAULT))
    return rrm_cli_set_usage (error, _ ("--practice: there is no fault “%s”."), command->fault);
  if (command->rehearsal == NULL)
    {
      g_set_error (error, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT,
                   _ ("The practice server cannot start: %s"), local->message);
      return FALSE;
    }

  /* What was typed stands above how far the scenario goes. */
  if (!rrm_practice_configure (command->rehearsal, command->options, error) ||
      !rrm_cli_scope_apply (&command->scope, command->options, error))
    return FALSE;
  command->account = rrm_account_copy (rrm_practice_get_account (command->rehearsal));

  return TRUE;
}

static gboolean
needs_password (TestCommand *command,
                gboolean outgoing)
{
  RrmServiceSettings *service = outgoing ? rrm_account_get_outgoing (command->account)
                                         : rrm_account_get_incoming (command->account);
  gboolean wanted = outgoing ? command->options->outgoing : command->options->incoming;

  return wanted && service != NULL && command->options->until >= RRM_STAGE_LOGIN &&
         rrm_service_settings_get_auth (service) != RRM_AUTH_NONE;
}

/* From the file that was named, else the keyring if the account is kept, else the terminal. */
static RrmSecret *
find_password (TestCommand *command,
               GError **error)
{
  RrmServiceSettings *service = rrm_account_get_incoming (command->account);
  RrmSecret *password = NULL;

  if (command->password_file != NULL)
    return rrm_password_read_file (command->password_file, error);
  if (service == NULL || !command->options->incoming)
    service = rrm_account_get_outgoing (command->account);
  if (command->saved != NULL)
    password = rrm_cli_saved_password (command->saved, service);

  return password != NULL ? password : rrm_password_read_terminal (_ ("Password"), error);
}

static gboolean
read_passwords (TestCommand *command,
                GError **error)
{
  g_autoptr (RrmSecret) password = NULL;
  g_autoptr (RrmSecret) outgoing = NULL;
  gboolean own = command->outgoing_password_file != NULL;
  gboolean needs_first = needs_password (command, FALSE) ||
                         (needs_password (command, TRUE) && !own);

  if (g_strcmp0 (command->password_file, "-") == 0 &&
      g_strcmp0 (command->outgoing_password_file, "-") == 0)
    return rrm_cli_set_usage (error, "%s",
                              _ ("Standard input can hold one of the two passwords only."));

  if (needs_first && (password = find_password (command, error)) == NULL)
    return FALSE;
  if (own && needs_password (command, TRUE))
    {
      outgoing = rrm_password_read_file (command->outgoing_password_file, error);
      if (outgoing == NULL)
        return FALSE;
    }

  rrm_account_set_password (command->account, password);
  rrm_account_set_outgoing_password (command->account, outgoing);

  return TRUE;
}

static gboolean
check_servers (TestCommand *command,
               GError **error)
{
  gboolean incoming = rrm_account_get_incoming (command->account) != NULL;
  gboolean outgoing = rrm_account_get_outgoing (command->account) != NULL;

  if (!incoming && !outgoing)
    {
      g_autoptr (RrmAddress) address =
        rrm_address_parse (rrm_account_get_address (command->account), NULL);

      return rrm_cli_set_unknown (address, error);
    }
  if (command->options->incoming && !incoming)
    return rrm_cli_set_usage (error, "%s",
                 _ ("No incoming server is known for this address. Use --incoming=URL."));
  if (command->options->outgoing && !outgoing)
    return rrm_cli_set_usage (error, "%s",
                 _ ("No outgoing server is known for this address. Use --outgoing=URL."));

  return TRUE;
}

static RrmAddress *
parse_address (const char *text,
               GError **error)
{
  g_autoptr (GError) local = NULL;
  RrmAddress *address = rrm_address_parse (text, &local);
  g_autofree char *why = NULL;

  if (address == NULL)
    {
      why = rrm_cli_describe_address (text, local);
      rrm_cli_set_usage (error, "%s", why);
    }

  return address;
}

static gboolean
put_together (TestCommand *command,
              const RrmAddress *address,
              RrmLookup *lookup,
              GError **error)
{
  g_autoptr (RrmLookup) candidates = rrm_cli_saved_put_first (command->saved, lookup);
  g_autoptr (RrmAccount) account = rrm_cli_settings_to_account (
    &command->settings, rrm_address_get_text (address), candidates, error);

  g_clear_object (&command->account);
  if (account != NULL)
    command->account =
      command->saved != NULL
        ? rrm_cli_saved_complete (command->saved, account, command->settings.name)
        : g_steal_pointer (&account);

  return command->account != NULL;
}

/* Asks the provider; what it says is used when the person agrees. */
static gboolean
discover_servers (TestCommand *command,
                  const RrmAddress *address,
                  GError **error)
{
  gboolean stopped;
  g_autoptr (RrmLookup) found = rrm_cli_look_up (address, command->options, &stopped);

  if (stopped)
    {
      g_set_error_literal (error, RRM_CLI_ERROR, RRM_CLI_ERROR_STOPPED, _ ("Stopped."));
      return FALSE;
    }

  return put_together (command, address, found, error) && check_servers (command, error) &&
         rrm_cli_confirm_found (command->account, address, found, error);
}

/* From the options, else the account that the person keeps, else the built-in list, else from the
 * provider. */
static gboolean
find_servers (TestCommand *command,
              const RrmAddress *address,
              GError **error)
{
  g_autoptr (RrmLookup) lookup =
    rrm_provider_map_lookup (rrm_provider_map_get_default (), address);
  gboolean may_ask = rrm_discover_may_ask (lookup) && !command->offline;

  if (!put_together (command, address, lookup, error))
    return FALSE;
  if (may_ask && rrm_cli_find_lacking (command->account, command->options))
    return discover_servers (command, address, error);

  return check_servers (command, error);
}

static gboolean
prepare (TestCommand *command,
         int argc,
         char **argv,
         GError **error)
{
  g_autoptr (RrmAddress) address = NULL;

  if (command->practice && argc > 1)
    return rrm_cli_set_usage (error, "%s", _ ("--practice brings its own address."));
  if (command->practice && (!rrm_cli_settings_is_empty (&command->settings) ||
                            command->password_file != NULL ||
                            command->outgoing_password_file != NULL))
    return rrm_cli_set_usage (error, "%s",
                              _ ("--practice brings its own settings and its own password."));
  if (!command->practice && argc < 2)
    return rrm_cli_set_usage (error, "%s", _ ("An email address is missing."));
  if (argc > 2)
    return rrm_cli_set_usage (error, _ ("“%s” is one argument too many."), argv[2]);

  if (!command->practice && (address = parse_address (argv[1], error)) == NULL)
    return FALSE;
  command->options = rrm_check_options_new ();
  if (!rrm_cli_reach_apply (&command->reach, command->options, error) ||
      !rrm_cli_scope_apply (&command->scope, command->options, error))
    return FALSE;
  if (!rrm_cli_reach_open_ways (&command->reach, command->options, error))
    return FALSE;
  if (command->practice)
    return start_practice (command, error);

  /* What goes elsewhere by wish says nothing about the account that is kept. */
  if (rrm_redirects_is_empty (command->options->redirects))
    command->saved = rrm_cli_saved_open (rrm_address_get_text (address));

  return find_servers (command, address, error) && read_passwords (command, error);
}

static void
print_report (TestCommand *command,
              RrmReport *report,
              gboolean live)
{
  RrmReportTextFlags flags = 0;
  g_autofree char *text = NULL;

  if (command->json)
    {
      text = rrm_report_to_json (report, TRUE);
      rrm_cli_print_json (text);
      return;
    }

  if (live)
    flags |= RRM_REPORT_TEXT_WITHOUT_STEPS;
  if (command->transcript)
    flags |= RRM_REPORT_TEXT_TRANSCRIPT;
  text = rrm_report_to_text (report, flags);
  g_print ("%s", text);
}

/* Who named the servers that are tested. */
static void
print_sources (TestCommand *command)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (command->account);
  RrmServiceSettings *outgoing = rrm_account_get_outgoing (command->account);
  const char *receiving = NULL;
  const char *sending = NULL;

  if (command->options->incoming && incoming != NULL)
    receiving = rrm_explain_source (rrm_service_settings_get_source (incoming));
  if (command->options->outgoing && outgoing != NULL)
    sending = rrm_explain_source (rrm_service_settings_get_source (outgoing));

  if (g_strcmp0 (receiving, sending) == 0)
    {
      /* Translators: %s is where settings came from: "built-in Roadrunner list" */
      g_print (_ ("Settings: %s\n"), receiving);
      return;
    }
  if (receiving != NULL)
    g_print (_ ("Settings for receiving: %s\n"), receiving);
  if (sending != NULL)
    g_print (_ ("Settings for sending: %s\n"), sending);
}

static RrmExit
run_test (TestCommand *command)
{
  gboolean live = !command->json && isatty (STDOUT_FILENO);
  g_autoptr (RrmReport) report = NULL;

  if (!command->json && !command->practice)
    print_sources (command);
  report = rrm_cli_run_check (command->account, command->options, live);
  if (command->saved != NULL && !command->no_save)
    rrm_cli_saved_remember (command->saved, report);
  print_report (command, report, live);
  if (rrm_report_get_stopped (report))
    return RRM_EXIT_STOPPED;

  return rrm_report_get_verdict (report) == RRM_VERDICT_NOT_WORKING ? RRM_EXIT_NOT_WORKING
                                                                   : RRM_EXIT_WORKING;
}

/* A fault stands behind "=": GLib would take the next word for it as well. */
static void
close_practice_option (int argc,
                       char **argv)
{
  for (int i = 1; i < argc && !g_str_equal (argv[i], "--"); i++)
    if (g_str_equal (argv[i], "--practice"))
      argv[i] = (char *) "--practice=";
}

/**
 * rrm_command_test:
 * @argc: the number of arguments
 * @argv: the arguments, the command's own name first
 *
 * `rrmail test`: the one-click test.
 *
 * Returns: the exit status
 */
RrmExit
rrm_command_test (int argc,
                  char **argv)
{
  g_auto (TestCommand) command = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("ADDRESS"));

  close_practice_option (argc, argv);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context,
                                _ ("Test the incoming and the outgoing server of an account. "
                                   "A message is sent only with --deliver."));
  add_options (&command, context);
  if (!rrm_cli_parse (context, &argc, &argv, &error) || !prepare (&command, argc, argv, &error))
    return rrm_cli_fail (error);

  return run_test (&command);
}
