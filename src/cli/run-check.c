/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/run-check.h"

#include "cli/live.h"
#include "cli/run-loop.h"

/* A test that runs. */
typedef struct
{
  GMainLoop *loop;
  RrmReport *report;
} Run;

static void
on_checked (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Run *run = user_data;

  run->report = rrm_check_run_finish (RRM_CHECK (source), result, NULL);
  g_main_loop_quit (run->loop);
}

/**
 * rrm_cli_run_check:
 * @account: an account
 * @options: how it is tested
 * @live: whether each step is printed as it ends
 *
 * Tests an account, until it is over or somebody stops it: Ctrl-C, SIGTERM, SIGHUP.
 *
 * Returns: (transfer full): what came of it, as far as it came
 */
RrmReport *
rrm_cli_run_check (RrmAccount *account,
                   RrmCheckOptions *options,
                   gboolean live)
{
  g_autoptr (RrmCheck) check = rrm_check_new (account, options);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RrmLive) lines = live ? rrm_live_new (rrm_check_get_report (check)) : NULL;
  Run run = { loop, NULL };

  rrm_check_run_async (check, cancellable, on_checked, &run);
  rrm_cli_run_loop (loop, cancellable);

  return run.report;
}
