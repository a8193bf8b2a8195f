/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "cli/chosen.h"
#include "cli/export-add.h"
#include "cli/export-files.h"
#include "cli/password.h"
#include "cli/question.h"
#include "cli/reach.h"
#include "clients/add.h"
#include "explain/refusal.h"
#include "export/format.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The command line of `rrmail export`, and what it became. */
typedef struct
{
  RrmCliSettings settings;
  RrmCliReach reach;
  char *format_id;
  char *output;
  char *password_file;
  char *outgoing_password_file;
  gboolean with_password;
  gboolean add;

  const RrmFormat *format;
  RrmAccount *account;
  /* NULL unless the person keeps this account. */
  RrmCliSaved *saved;
} ExportCommand;

static void
export_command_clear (ExportCommand *command)
{
  rrm_cli_settings_clear (&command->settings);
  rrm_cli_reach_clear (&command->reach);
  g_free (command->format_id);
  g_free (command->output);
  g_free (command->password_file);
  g_free (command->outgoing_password_file);
  g_clear_object (&command->account);
  g_clear_pointer (&command->saved, rrm_cli_saved_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ExportCommand, export_command_clear)

static void
add_options (ExportCommand *command,
             GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &command->format_id,
      N_ ("The format; “rrmail formats” lists them"), N_ ("ID") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &command->output,
      N_ ("Write to FILE; a folder where a format has several files"), N_ ("FILE") },
    { "add", 0, 0, G_OPTION_ARG_NONE, &command->add,
      N_ ("Add the account to the mail program on this computer, and write no file"), NULL },
    { "with-password", 0, 0, G_OPTION_ARG_NONE, &command->with_password,
      N_ ("Write the password too, readable for whoever reads the file"), NULL },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &command->password_file,
      N_ ("Read the password from FILE; “-” is standard input"), N_ ("FILE") },
    { "outgoing-password-file", 0, 0, G_OPTION_ARG_FILENAME, &command->outgoing_password_file,
      N_ ("Another password for the outgoing server"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_set_summary (context, _ ("Write an account in the format of a mail program."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  rrm_cli_settings_add_options (&command->settings, context);
  rrm_cli_reach_add_lookup (&command->reach, context);
}

/* Whether the password leaves this program at all. */
static gboolean
takes_password (const ExportCommand *command)
{
  return command->with_password ||
         (command->add && rrm_client_keeps_password (rrm_format_get_program (command->format)));
}

static gboolean
check_add (const ExportCommand *command,
           GError **error)
{
  if (!command->add)
    return TRUE;
  if (command->output != NULL)
    return rrm_cli_set_usage (error, _ ("--add does not go with %s."), "--output");
  if (command->with_password)
    return rrm_cli_set_usage (error, _ ("--add does not go with %s."), "--with-password");

  return rrm_cli_can_add_account (command->format, error);
}

static gboolean
check_usage (ExportCommand *command,
             int argc,
             char **argv,
             GError **error)
{
  if (argc < 2)
    return rrm_cli_set_usage (error, "%s", _ ("An email address is missing."));
  if (argc > 2)
    return rrm_cli_set_usage (error, _ ("“%s” is one argument too many."), argv[2]);
  if (command->format_id == NULL)
    return rrm_cli_set_usage (error, "%s",
                              _ ("--format=ID is missing. “rrmail formats” lists them."));
  command->format = rrm_format_find (command->format_id);
  if (command->format == NULL)
    return rrm_cli_set_usage (error, _ ("There is no format “%s”. “rrmail formats” lists them."),
                              command->format_id);
  if (!check_add (command, error))
    return FALSE;
  if (!takes_password (command) &&
      (command->password_file != NULL || command->outgoing_password_file != NULL))
    return rrm_cli_set_usage (error, "%s",
                              _ ("A password is only written with --with-password beside it."));
  if (g_strcmp0 (command->password_file, "-") == 0 &&
      g_strcmp0 (command->outgoing_password_file, "-") == 0)
    return rrm_cli_set_usage (error, "%s",
                              _ ("Standard input can hold one of the two passwords only."));

  return TRUE;
}

/* On a terminal the person is asked; a script has said what it wants. */
static gboolean
may_write_password (void)
{
  return !rrm_cli_can_ask () ||
         rrm_cli_ask (_ ("Whoever can read the file will be able to read your password. Write it "
                         "all the same? [y/N]"));
}

/* From the file that was named, else the keyring if the account is kept, else the terminal. */
static RrmSecret *
find_password (ExportCommand *command,
               RrmServiceSettings *service,
               GError **error)
{
  RrmSecret *password = NULL;

  if (command->password_file != NULL)
    return rrm_password_read_file (command->password_file, error);
  if (command->saved != NULL && service != NULL)
    password = rrm_cli_saved_password (command->saved, service);

  return password != NULL ? password : rrm_password_read_terminal (_ ("Password"), error);
}

static gboolean
read_passwords (ExportCommand *command,
                GError **error)
{
  RrmServiceSettings *service = rrm_account_get_incoming (command->account);
  g_autoptr (RrmSecret) password = NULL;
  g_autoptr (RrmSecret) outgoing = NULL;

  if (service == NULL ||
      !rrm_format_has_protocol (command->format, rrm_service_settings_get_protocol (service)))
    service = rrm_account_get_outgoing (command->account);
  password = find_password (command, service, error);
  if (password == NULL)
    return FALSE;
  if (command->outgoing_password_file != NULL)
    {
      outgoing = rrm_password_read_file (command->outgoing_password_file, error);
      if (outgoing == NULL)
        return FALSE;
    }
  rrm_account_set_password (command->account, password);
  rrm_account_set_outgoing_password (command->account, outgoing);

  return TRUE;
}

/* What the program cannot use may be there in the other way. */
static char *
describe_other_protocol (ExportCommand *command)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (command->account);
  RrmProtocol other;

  if (incoming == NULL)
    return NULL;
  other = rrm_service_settings_get_protocol (incoming) == RRM_PROTOCOL_IMAP ? RRM_PROTOCOL_POP3
                                                                          : RRM_PROTOCOL_IMAP;
  if (!rrm_format_has_protocol (command->format, other))
    return NULL;

  return g_strdup_printf (_ ("--incoming=%s picks another type."), rrm_protocol_to_string (other));
}

static RrmExit
refuse (ExportCommand *command,
        RrmExportError code,
        const char *setting)
{
  g_autofree char *sentence =
    rrm_explain_refusal (rrm_export_error_to_string (code), setting,
                         rrm_format_get_name (command->format), command->account);

  g_autofree char *hint =
    code == RRM_EXPORT_ERROR_PROTOCOL ? describe_other_protocol (command) : NULL;
  g_autofree char *line = g_strjoin (" ", sentence, hint, NULL);

  return rrm_cli_refuse (line);
}

static RrmExit
export (ExportCommand *command)
{
  const RrmExportOptions options = { command->with_password, NULL, NULL };
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files =
    rrm_format_export (command->format, command->account, &options, &refusal);
  g_auto (GStrv) losses = NULL;
  g_autofree char *by_hand = NULL;

  if (files == NULL)
    return refuse (command, (RrmExportError) refusal->code,
                   rrm_export_error_get_setting (refusal));
  if (!rrm_cli_write_files (files, command->output, command->with_password, &error))
    return rrm_cli_fail (error);

  losses = rrm_format_get_losses (command->format, command->account);
  by_hand = rrm_explain_losses (losses, rrm_format_get_name (command->format));
  if (by_hand != NULL)
    g_printerr (_ ("Note: %s\n"), by_hand);

  return RRM_EXIT_WORKING;
}

/* It is asked for only if the program can be given this account. */
static RrmExit
add (ExportCommand *command)
{
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files =
    rrm_format_export (command->format, command->account, NULL, &refusal);

  if (files == NULL)
    return refuse (command, (RrmExportError) refusal->code,
                   rrm_export_error_get_setting (refusal));
  if (takes_password (command) && !read_passwords (command, &error))
    return rrm_cli_fail (error);

  return rrm_cli_add_account (command->format, command->account);
}

/* A server that this format has no place for is not looked for. */
static gboolean
choose_account (ExportCommand *command,
                const char *address,
                GError **error)
{
  g_autoptr (RrmCheckOptions) options = rrm_check_options_new ();

  options->incoming = rrm_format_has_protocol (command->format, RRM_PROTOCOL_IMAP) ||
                      rrm_format_has_protocol (command->format, RRM_PROTOCOL_POP3);
  options->outgoing = rrm_format_has_protocol (command->format, RRM_PROTOCOL_SMTP);
  if (!rrm_cli_reach_open_ways (&command->reach, options, error))
    return FALSE;
  command->account =
    rrm_cli_choose_account (&command->settings, address,
                            command->reach.offline ? NULL : options, &command->saved, error);

  return command->account != NULL;
}

/**
 * rrm_command_export:
 * @argc: the number of arguments
 * @argv: the arguments, the command's own name first
 *
 * `rrmail export`: the account in the format of a mail program.
 *
 * Returns: the exit status
 */
RrmExit
rrm_command_export (int argc,
                    char **argv)
{
  g_auto (ExportCommand) command = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("ADDRESS"));

  add_options (&command, context);
  if (!rrm_cli_parse (context, &argc, &argv, &error) ||
      !check_usage (&command, argc, argv, &error) ||
      !choose_account (&command, argv[1], &error))
    return rrm_cli_fail (error);

  if (command.with_password)
    {
      if (!rrm_format_has_password (command.format))
        return refuse (&command, RRM_EXPORT_ERROR_PASSWORD, "password");
      if (!may_write_password ())
        return RRM_EXIT_NOT_WORKING;
      if (!read_passwords (&command, &error))
        return rrm_cli_fail (error);
    }

  if (command.add)
    return add (&command);

  return export (&command);
}
