/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/run-loop.h"

#include "cli/signals.h"

static gboolean
on_interrupt (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_CONTINUE;
}

/**
 * rrm_cli_run_loop:
 * @loop: a main loop
 * @cancellable: stops what runs in it
 *
 * Runs @loop until what it waits for quits it. Ctrl-C, SIGTERM and SIGHUP cancel @cancellable, so
 * that what runs ends in order and says what came of it.
 */
void
rrm_cli_run_loop (GMainLoop *loop,
                  GCancellable *cancellable)
{
  g_auto (RrmSignals) signals = { 0 };

  rrm_signals_watch (&signals, on_interrupt, cancellable);
  g_main_loop_run (loop);
}
