/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/signals.h"

#include <glib-unix.h>
#include <signal.h>

/* Ctrl-C, the end of the session, and a terminal that is closed or whose line is cut. */
static const int signals[RRM_N_SIGNALS] = { SIGINT, SIGTERM, SIGHUP };

/* nohup(1) has the command go on without its terminal. */
static gboolean
is_ignored (int number)
{
  struct sigaction action;

  return sigaction (number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

/**
 * rrm_signals_watch:
 * @self: (out caller-allocates): the signals
 * @callback: called when one of them comes
 * @data: for @callback
 *
 * Has whatever ends the command end it in order. A hang-up that is ignored stays so.
 */
void
rrm_signals_watch (RrmSignals *self,
                   GSourceFunc callback,
                   gpointer data)
{
  for (guint i = 0; i < RRM_N_SIGNALS; i++)
    self->sources[i] = signals[i] == SIGHUP && is_ignored (SIGHUP)
                         ? 0
                         : g_unix_signal_add (signals[i], callback, data);
}

void
rrm_signals_clear (RrmSignals *self)
{
  for (guint i = 0; i < RRM_N_SIGNALS; i++)
    g_clear_handle_id (&self->sources[i], g_source_remove);
}
