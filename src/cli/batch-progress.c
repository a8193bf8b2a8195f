/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/batch-progress.h"

#include <glib/gi18n.h>

/* Nobody reads faster. */
#define INTERVAL (G_USEC_PER_SEC / 10)

/**
 * rrm_batch_progress_clear:
 * @progress: how far it is
 *
 * Takes the line away, for a report that goes to the same terminal.
 */
void
rrm_batch_progress_clear (const RrmBatchProgress *progress)
{
  if (progress->shown && progress->drawn != 0)
    g_printerr ("\r\033[K");
}

/**
 * rrm_batch_progress_draw:
 * @progress: how far it is
 * @last: it stays
 *
 * Draws the line, unless it was drawn a moment ago.
 */
void
rrm_batch_progress_draw (RrmBatchProgress *progress,
                         gboolean last)
{
  gint64 now = g_get_monotonic_time ();
  guint done = progress->working + progress->failing;

  if (!progress->shown || (!last && now - progress->drawn < INTERVAL))
    return;
  progress->drawn = now;
  g_printerr ("\r");
  /* Translators: how many accounts were tested, of how many, how many work and how many do not. */
  g_printerr (_ ("%u of %u tested, %u work, %u do not"), done, progress->total,
              progress->working, progress->failing);
  g_printerr ("\033[K%s", last ? "\n" : "");
}
