/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "base/file.h"
#include "check/batch.h"
#include "cli/account-list.h"
#include "cli/batch-key.h"
#include "cli/batch-progress.h"
#include "cli/batch-record.h"
#include "cli/batch-row.h"
#include "cli/reach.h"
#include "cli/run-loop.h"
#include "cli/scope.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define DEFAULT_JOBS 8
#define DEFAULT_PER_HOST 4
#define MAX_JOBS 1000
/* Room for a million accounts, and no more than a computer can hold. */
#define MAX_LIST (128 * 1024 * 1024)
/* What an account under test has open at most: two servers, a second look at each, a probe. */
#define FILES_FOR_A_JOB 8

/* The command line of `rrmail batch`, and what it became. */
typedef struct
{
  RrmCliScope scope;
  RrmCliReach reach;
  char *jobs;
  char *per_host;
  char *resume;
  gboolean allow_cleartext;
  gboolean json;

  RrmCheckOptions *options;
  RrmBatchPlan plan;
  RrmAccountList *list;
  /* NULL unless it is to go on later, or goes on now. */
  RrmBatchRecord *record;
  /* What is asked about each account, as a part of its key. */
  char *asked;
} BatchCommand;

/* A batch that runs. */
typedef struct
{
  BatchCommand *command;
  GMainLoop *loop;
  GCancellable *cancellable;
  RrmBatchProgress progress;
  /* A report could not be written. */
  GError *error;
} Run;

static void
batch_command_clear (BatchCommand *command)
{
  rrm_cli_scope_clear (&command->scope);
  rrm_cli_reach_clear (&command->reach);
  g_free (command->jobs);
  g_free (command->per_host);
  g_free (command->resume);
  g_clear_pointer (&command->options, rrm_check_options_unref);
  g_clear_pointer (&command->list, rrm_account_list_free);
  g_clear_pointer (&command->record, rrm_batch_record_free);
  g_free (command->asked);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BatchCommand, batch_command_clear)

static void
add_options (BatchCommand *command,
             GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "jobs", 'j', 0, G_OPTION_ARG_FILENAME, &command->jobs,
      N_ ("Accounts to test at once (8)"), N_ ("N") },
    { "per-host", 0, 0, G_OPTION_ARG_FILENAME, &command->per_host,
      N_ ("Accounts to test at once at the same server (4)"), N_ ("N") },
    { "resume", 0, 0, G_OPTION_ARG_FILENAME, &command->resume,
      N_ ("Keep the reports in FILE too, and leave out what has one there"), N_ ("FILE") },
    { "allow-cleartext", 0, 0, G_OPTION_ARG_NONE, &command->allow_cleartext,
      N_ ("Permit the schemes without encryption"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &command->json,
      N_ ("Print the reports as JSON, which is done anyway"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  GOptionGroup *group = g_option_group_new ("batch", NULL, NULL, command, NULL);

  g_option_group_add_entries (group, entries);
  rrm_cli_scope_add_options (&command->scope, group);
  rrm_cli_reach_add_options (&command->reach, group);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, group);
}

static gboolean
parse_number (const char *option,
              const char *text,
              guint fallback,
              guint *number,
              GError **error)
{
  guint64 value = fallback;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, MAX_JOBS, &value, NULL))
    return rrm_cli_set_usage (error, _ ("%s: “%s” is no number from 1 to %d."), option, text,
                              MAX_JOBS);
  *number = (guint) value;

  return TRUE;
}

static gboolean
set_file_error (GError **error,
                const char *path,
                const char *why)
{
  g_set_error (error, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT,
               _ ("The list %s cannot be read: %s"), path, why);

  return FALSE;
}

/* Reads the list; "-" is standard input. */
static gboolean
open_list (BatchCommand *command,
           const char *path,
           GError **error)
{
  gboolean standard_input = g_str_equal (path, "-");
  FILE *stream = standard_input ? stdin : fopen (path, "re");
  g_autoptr (GBytes) text = NULL;
  g_autofree char *why = NULL;
  const char *start;
  gsize length;
  int failed;

  if (stream == NULL)
    return set_file_error (error, path, g_strerror (errno));
  text = rrm_file_read_all (stream, MAX_LIST);
  failed = errno;
  if (!standard_input)
    fclose (stream);
  if (text == NULL)
    return set_file_error (error, path, g_strerror (failed));

  start = g_bytes_get_data (text, &length);
  command->list = rrm_account_list_new (start, length, &why);

  return command->list != NULL || set_file_error (error, path, why);
}

static gboolean
prepare (BatchCommand *command,
         int argc,
         char **argv,
         GError **error)
{
  if (argc < 2)
    return rrm_cli_set_usage (error, "%s", _ ("A list of accounts is missing."));
  if (argc > 2)
    return rrm_cli_set_usage (error, _ ("“%s” is one argument too many."), argv[2]);

  command->options = rrm_check_options_new ();
  if (!parse_number ("--jobs", command->jobs, DEFAULT_JOBS, &command->plan.jobs, error) ||
      !parse_number ("--per-host", command->per_host, DEFAULT_PER_HOST, &command->plan.per_host,
                     error) ||
      !rrm_cli_reach_apply (&command->reach, command->options, error) ||
      !rrm_cli_scope_apply (&command->scope, command->options, error) ||
      !rrm_cli_reach_open_ways (&command->reach, command->options, error) ||
      !open_list (command, argv[1], error))
    return FALSE;
  command->asked =
    rrm_batch_key_describe (command->options, &command->reach, command->allow_cleartext);
  if (command->resume != NULL)
    command->record = rrm_batch_record_open (command->resume, error);

  return command->resume == NULL || command->record != NULL;
}

/* Prints a report and keeps it. Where that fails the batch ends: what is not told is lost. */
static void
print_line (Run *run,
            const char *line)
{
  rrm_batch_progress_clear (&run->progress);
  if (run->error == NULL && (puts (line) < 0 || fflush (stdout) != 0))
    g_set_error (&run->error, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT,
                 _ ("A report cannot be written: %s"), g_strerror (errno));
  if (run->command->record != NULL && run->error == NULL)
    rrm_batch_record_add (run->command->record, line, &run->error);
  if (run->error != NULL)
    g_cancellable_cancel (run->cancellable);
}

static void
count_result (Run *run,
              gboolean working)
{
  if (working)
    run->progress.working++;
  else
    run->progress.failing++;
  rrm_batch_progress_draw (&run->progress, FALSE);
}

static void
refuse_row (Run *run,
            const RrmAccountRow *row,
            const char *why)
{
  g_autofree char *line = rrm_batch_row_refuse (row, run->command->options->until, why);

  print_line (run, line);
  count_result (run, FALSE);
}

/* The next row that can be tested; what cannot is told on the way. */
static RrmAccount *
next_account (gpointer *item,
              gpointer data)
{
  Run *run = data;
  BatchCommand *command = run->command;
  RrmAccountRow *next;

  while (!g_cancellable_is_cancelled (run->cancellable) &&
         (next = rrm_account_list_next (command->list)) != NULL)
    {
      g_autoptr (RrmAccountRow) row = next;
      g_autoptr (GError) error = NULL;
      RrmAccount *account;
      gboolean working;

      rrm_batch_key_extend (row, command->asked, command->options);
      if (command->record != NULL && rrm_batch_record_take (command->record, row->key, &working))
        {
          count_result (run, working);
          continue;
        }
      account =
        rrm_batch_row_to_account (row, command->options, command->allow_cleartext, &error);
      if (account == NULL)
        {
          refuse_row (run, row, error->message);
          continue;
        }
      *item = g_steal_pointer (&row);
      return account;
    }

  return NULL;
}

static void
take_report (RrmReport *report,
             gpointer item,
             gpointer data)
{
  g_autoptr (RrmAccountRow) row = item;
  Run *run = data;
  g_autofree char *line = rrm_batch_row_report (row, report);

  print_line (run, line);
  if (!rrm_report_get_stopped (report))
    count_result (run, rrm_report_get_verdict (report) != RRM_VERDICT_NOT_WORKING);
}

static void
on_run (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  Run *run = user_data;

  rrm_batch_run_finish (result);
  g_main_loop_quit (run->loop);
}

/* The default of 1024 would end a big batch with errors that no server made. */
static void
permit_files (guint jobs)
{
  struct rlimit limit;
  rlim_t wanted = 64 + (rlim_t) jobs * FILES_FOR_A_JOB;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
    return;
  limit.rlim_cur = MIN (wanted, limit.rlim_max);
  (void) setrlimit (RLIMIT_NOFILE, &limit);
}

static RrmExit
run_batch (BatchCommand *command)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Run run = { .command = command, .loop = loop, .cancellable = cancellable };

  permit_files (command->plan.jobs);
  run.progress.shown = isatty (STDERR_FILENO);
  run.progress.total = run.progress.shown ? rrm_account_list_count (command->list) : 0;
  command->plan.options = command->options;
  command->plan.next = next_account;
  command->plan.done = take_report;
  command->plan.drop = (GDestroyNotify) rrm_account_row_free;
  command->plan.data = &run;
  rrm_batch_run_async (&command->plan, cancellable, on_run, &run);
  rrm_cli_run_loop (loop, cancellable);
  rrm_batch_progress_draw (&run.progress, TRUE);

  error = run.error;
  if (error != NULL)
    return rrm_cli_fail (error);
  if (g_cancellable_is_cancelled (cancellable))
    return RRM_EXIT_STOPPED;

  return run.progress.failing > 0 ? RRM_EXIT_NOT_WORKING : RRM_EXIT_WORKING;
}

/**
 * rrm_command_batch:
 * @argc: the number of arguments
 * @argv: the arguments, the command's own name first
 *
 * `rrmail batch`: many accounts at once.
 *
 * Returns: the exit status
 */
RrmExit
rrm_command_batch (int argc,
                   char **argv)
{
  g_auto (BatchCommand) command = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("LIST"));

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context,
                                _ ("Test many accounts. LIST is a file of comma-separated values "
                                   "whose first line is\n"
                                   "“address,password_file,incoming,outgoing,username”, or of "
                                   "JSON objects, one a line,\n"
                                   "with these keys. One report a line is printed as each "
                                   "test ends."));
  add_options (&command, context);
  if (!rrm_cli_parse (context, &argc, &argv, &error) || !prepare (&command, argc, argv, &error))
    return rrm_cli_fail (error);

  return run_batch (&command);
}
