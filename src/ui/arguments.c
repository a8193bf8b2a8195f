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
  gboolean practice;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_strfreev (arguments->connect_to);
  g_strfreev (arguments->ca_files);
  g_free (arguments->timeout);
  g_free (arguments->fault);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
on_practice_option (const char *option_name,
                    const char *value,
                    gpointer data,
                    GError **error)
{
  Arguments *arguments = data;

  arguments->practice = TRUE;
  g_free (arguments->fault);
  arguments->fault = g_strdup (value);

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
parse (Arguments *arguments,
       int *argc,
       char ***argv,
       GError **error)
{
  const GOptionEntry entries[] = {
    { "connect-to", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments->connect_to,
      N_ ("Go to ADDRESS:PORT2 where HOST:PORT is meant"), N_ ("HOST:PORT:ADDRESS:PORT2") },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments->ca_files,
      N_ ("Certificates to trust beside the system’s"), N_ ("FILE") },
    { "timeout", 0, 0, G_OPTION_ARG_FILENAME, &arguments->timeout,
      N_ ("Time for one step (15; decimals allowed)"), N_ ("SECONDS") },
    { "practice", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK,
      (gpointer) on_practice_option, N_ ("Practice on this computer, with that fault"),
      N_ ("FAULT") },
    { "version", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, (gpointer) on_version_option,
      N_ ("Show the version"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  GOptionGroup *group = g_option_group_new ("setup", NULL, NULL, arguments, NULL);

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
apply (Arguments *arguments,
       RrmSetup *setup,
       GError **error)
{
  g_autoptr (GError) local = NULL;

  for (guint i = 0; arguments->connect_to != NULL && arguments->connect_to[i] != NULL; i++)
    if (!rrm_setup_add_redirect (setup, arguments->connect_to[i]))
      return refuse (error, _ ("--connect-to: “%s” is not HOST:PORT:ADDRESS:PORT2."),
                     arguments->connect_to[i]);
  for (guint i = 0; arguments->ca_files != NULL && arguments->ca_files[i] != NULL; i++)
    if (!rrm_setup_add_ca_file (setup, arguments->ca_files[i]))
      return refuse (error, _ ("--ca-file: no certificates can be read from %s."),
                     arguments->ca_files[i]);
  if (arguments->timeout != NULL && !rrm_setup_set_timeout (setup, arguments->timeout))
    return refuse (error, _ ("--timeout: “%s” is no number of seconds up to 3600."),
                   arguments->timeout);
  if (arguments->practice && !rrm_setup_start_practice (setup, arguments->fault, &local))
    return refuse (error, _ ("--practice: there is no fault “%s”."),
                   arguments->fault != NULL ? arguments->fault : "");

  return TRUE;
}

/**
 * rrm_arguments_apply:
 * @argc: (inout): the number of arguments
 * @argv: (inout): the arguments; those that were understood are taken out
 * @setup: what they are for
 * @any: (out): whether there were any
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
                     gboolean *any,
                     GError **error)
{
  g_auto (Arguments) arguments = { 0 };

  if (!parse (&arguments, argc, argv, error))
    return FALSE;
  if (*argc > 1)
    return refuse (error, _ ("“%s” is one argument too many."), (*argv)[1]);
  *any = arguments.connect_to != NULL || arguments.ca_files != NULL || arguments.timeout != NULL ||
         arguments.practice;

  return apply (&arguments, setup, error);
}
