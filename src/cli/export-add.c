/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/export-add.h"

#include "cli/chosen.h"
#include "cli/clients-mend.h"
#include "cli/signals.h"
#include "clients/add-job.h"
#include "clients/add.h"
#include "clients/copies.h"
#include "explain/after-export.h"
#include "explain/refusal.h"

#include <glib/gi18n.h>

/* `rrmail export --add`: the account goes into a mail program on this computer. */

/* How long somebody who stops it waits for what was begun, in seconds. */
#define GRACE 3

typedef struct
{
  GMainLoop *loop;
  RrmSignals signals;
  char *copy;
  GError *error;
  /* Whether somebody has stopped it, and the rest of the time that it has then. */
  gboolean stopped;
  guint grace;
} Adding;

static void
on_added (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  Adding *adding = user_data;

  adding->copy = rrm_client_add_finish (result, &adding->error);
  g_main_loop_quit (adding->loop);
}

static gboolean
on_grace_over (gpointer user_data)
{
  Adding *adding = user_data;

  adding->grace = 0;
  g_main_loop_quit (adding->loop);

  return G_SOURCE_REMOVE;
}

/* A file is written in no time, and half of it is none. Who insists, or has waited, goes. */
static gboolean
on_stopped (gpointer user_data)
{
  Adding *adding = user_data;

  if (adding->stopped)
    g_main_loop_quit (adding->loop);
  else
    adding->grace = g_timeout_add_seconds (GRACE, on_grace_over, adding);
  adding->stopped = TRUE;

  return G_SOURCE_CONTINUE;
}

/* Until it has ended one way or the other. */
static void
wait_for_end (Adding *adding)
{
  g_main_loop_run (adding->loop);
  /* A signal that came with the end counts. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  rrm_signals_clear (&adding->signals);
  g_clear_handle_id (&adding->grace, g_source_remove);
}

/* What was added meanwhile is taken out again. */
static RrmExit
end_stopped (Adding *adding,
             const char *folder,
             const char *name)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) stopped =
    g_error_new_literal (RRM_CLI_ERROR, RRM_CLI_ERROR_STOPPED, _ ("Stopped."));
  g_autoptr (GError) error = NULL;

  if (adding->copy == NULL && adding->error == NULL)
    rrm_client_refuse (&error, RRM_CLIENT_ERROR_NO_ANSWER, name);
  else if (adding->copy != NULL)
    rrm_client_undo (folder, adding->copy, files, &error);
  if (error != NULL)
    rrm_clients_refuse (error, name);

  return rrm_cli_fail (stopped);
}

static RrmExit
refuse (const GError *error,
        const RrmFormat *format,
        RrmAccount *account)
{
  const char *name = rrm_format_get_name (format);
  g_autofree char *sentence = NULL;

  if (error->domain != RRM_EXPORT_ERROR)
    return rrm_clients_refuse (error, name);
  sentence = rrm_explain_refusal (rrm_export_error_to_string ((RrmExportError) error->code),
                                  rrm_export_error_get_setting (error), name, account);

  return rrm_cli_refuse (sentence);
}

static void
print_lines (char **lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    g_print ("%s\n", lines[i]);
}

static void
print_after (const RrmFormat *format)
{
  g_autoptr (RrmAfterExport) after =
    rrm_explain_after_export (rrm_format_get_program (format), rrm_format_get_name (format), NULL);

  g_print (_ ("The account was added: %s"), rrm_format_get_name (format));
  g_print ("\n");
  if (after != NULL)
    {
      print_lines (after->steps);
      print_lines (after->asks);
    }
  g_print ("%s\n", _ ("“rrmail clients undo” takes it out again."));
}

/**
 * rrm_cli_can_add_account:
 * @format: a format
 * @error: return location for an error of %RRM_CLI_ERROR
 *
 * Returns: whether an account can go into its program on this computer
 */
gboolean
rrm_cli_can_add_account (const RrmFormat *format,
                         GError **error)
{
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (NULL);

  if (rrm_format_get_kind (format) != RRM_FORMAT_KIND_ACTION)
    return rrm_cli_set_usage (error, _ ("--add does not go with “%s”, which is a file."),
                              rrm_format_get_id (format));
  if (rrm_client_can_add (rrm_format_get_program (format), roots))
    return TRUE;
  g_set_error (error, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT,
               _ ("No account can be added to %s on this computer."),
               rrm_format_get_name (format));

  return FALSE;
}

/**
 * rrm_cli_add_account:
 * @format: the format of a program on this computer
 * @account: an account, with its password where the program keeps it
 *
 * Adds the account and tells what comes next.
 *
 * Returns: the exit status
 */
RrmExit
rrm_cli_add_account (const RrmFormat *format,
                     RrmAccount *account)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (NULL);
  g_autofree char *folder = rrm_client_copies_folder ();
  Adding adding = { .loop = loop };
  RrmExit exit_status = RRM_EXIT_WORKING;

  /* Before the first file is touched, which another thread does. */
  rrm_signals_watch (&adding.signals, on_stopped, &adding);
  rrm_client_add_async (rrm_format_get_program (format), roots, account, folder, NULL, on_added,
                        &adding);
  wait_for_end (&adding);
  if (adding.stopped)
    exit_status = end_stopped (&adding, folder, rrm_format_get_name (format));
  else if (adding.copy != NULL)
    print_after (format);
  else
    exit_status = refuse (adding.error, format, account);
  g_free (adding.copy);
  g_clear_error (&adding.error);

  return exit_status;
}
