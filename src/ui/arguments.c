/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/arguments.h"

#include <glib/gi18n.h>
#include <stdlib.h>

/* The options of the window, as those of the command. */
typedef struct
{
  char **connect_to;
  char **ca_files;
  char *timeout;
  char *fault;
  char *check;
  gboolean practice;
  gboolean new_account;
  gboolean service;
} Options;

static void
options_clear (Options *options)
{
  g_strfreev (options->connect_to);
  g_strfreev (options->ca_files);
  g_free (options->timeout);
  g_free (options->fault);
  g_free (options->check);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
on_practice_option (const char *option_name,
                    const char *value,
                    gpointer data,
                    GError **error)
{
  Options *options = data;

  options->practice = TRUE;
  g_free (options->fault);
  options->fault = g_strdup (value);

  return TRUE;
}

static gboolean
on_version_option (const char *option_name,
                   const char *value,
                   gpointer data,
                   GError **error)
{
  g_print ("rrmail-setup %s\n", PACKAGE_VERSION);
  exit (EXIT_SUCCESS);
}

static gboolean
parse (Options *options,
       int *argc,
       char ***argv,
       GError **error)
{
  const GOptionEntry entries[] = {
    { "connect-to", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->connect_to,
      N_ ("Go to ADDRESS:PORT2 where HOST:PORT is meant"), N_ ("HOST:PORT:ADDRESS:PORT2") },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->ca_files,
      N_ ("Certificates to trust beside the system’s"), N_ ("FILE") },
    { "timeout", 0, 0, G_OPTION_ARG_FILENAME, &options->timeout,
      N_ ("Time for one step (15; decimals allowed)"), N_ ("SECONDS") },
    { "practice", 0, G_OPTION_FLAG_OPTIONAL_ARG | G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_CALLBACK,
      (gpointer) on_practice_option, NULL, NULL },
    /* For the help alone, which would show "--practice=FAULT", as if a fault had to be named. */
    { "practice[=FAULT]", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK,
      (gpointer) on_practice_option, N_ ("Practice on this computer, with that fault"), NULL },
    { "new", 0, 0, G_OPTION_ARG_NONE, &options->new_account, N_ ("Set up a new account"), NULL },
    { "check", 0, 0, G_OPTION_ARG_FILENAME, &options->check, N_ ("Test this account"),
      N_ ("ADDRESS") },
    /* What D-Bus starts it with. */
    { "gapplication-service", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &options->service, NULL,
      NULL },
    { "version", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, (gpointer) on_version_option,
      N_ ("Show the version"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("[ADDRESS]"));
  GOptionGroup *group = g_option_group_new ("setup", NULL, NULL, options, NULL);

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, group);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, N_ ("Set up and test a Roadrunner email account."));

  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
refuse (GError **error,
        const char *format,
        const char *value)
{
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "%s", value, 1);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, text->str);

  return FALSE;
}

static gboolean
apply (Options *options,
       RrmSetup *setup,
       GError **error)
{
  g_autoptr (GError) local = NULL;

  for (guint i = 0; options->connect_to != NULL && options->connect_to[i] != NULL; i++)
    if (!rrm_setup_add_redirect (setup, options->connect_to[i]))
      return refuse (error, _ ("--connect-to: “%s” is not HOST:PORT:ADDRESS:PORT2."),
                     options->connect_to[i]);
  for (guint i = 0; options->ca_files != NULL && options->ca_files[i] != NULL; i++)
    if (!rrm_setup_add_ca_file (setup, options->ca_files[i]))
      return refuse (error, _ ("--ca-file: no certificates can be read from %s."),
                     options->ca_files[i]);
  if (options->timeout != NULL && !rrm_setup_set_timeout (setup, options->timeout))
    return refuse (error, _ ("--timeout: “%s” is no number of seconds up to 3600."),
                   options->timeout);
  if (options->practice && !rrm_setup_start_practice (setup, options->fault, &local))
    return refuse (error, _ ("--practice: there is no fault “%s”."),
                   options->fault != NULL ? options->fault : "");

  return TRUE;
}

/* An address that stands alone is that of a new account. */
static gboolean
take_request (Options *options,
              int argc,
              char **argv,
              RrmArguments *arguments,
              GError **error)
{
  const char *address = options->check != NULL ? options->check : argc > 1 ? argv[1] : NULL;
  int n_known = options->check == NULL && argc > 1 ? 2 : 1;

  if (argc > n_known)
    return refuse (error, _ ("“%s” is one argument too many."), argv[n_known]);
  if (address != NULL && !g_utf8_validate (address, -1, NULL))
    return refuse (error, _ ("“%s” is no email address."), "?");

  arguments->address = g_strdup (address);
  if (options->check != NULL)
    arguments->request = RRM_REQUEST_CHECK;
  else if (options->new_account || address != NULL)
    arguments->request = RRM_REQUEST_NEW;

  return TRUE;
}

/**
 * rrm_arguments_apply:
 * @argc: (inout): the number of arguments
 * @argv: (inout): the arguments; those that were understood are taken out
 * @setup: what they are for
 * @arguments: (out): what else they say
 * @error: return location for an error of %G_OPTION_ERROR
 *
 * Reads the command line.
 *
 * Returns: whether it was right
 */
gboolean
rrm_arguments_apply (int *argc,
                     char ***argv,
                     RrmSetup *setup,
                     RrmArguments *arguments,
                     GError **error)
{
  g_auto (Options) options = { 0 };

  if (!parse (&options, argc, argv, error) ||
      !take_request (&options, *argc, *argv, arguments, error))
    return FALSE;

  arguments->service = options.service;
  arguments->alone = options.connect_to != NULL || options.ca_files != NULL ||
                     options.timeout != NULL || options.practice;

  return apply (&options, setup, error);
}

void
rrm_arguments_clear (RrmArguments *arguments)
{
  g_clear_pointer (&arguments->address, g_free);
}
