/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmBatchProgress:
 * @shown: somebody looks at it
 * @total: how many accounts there are
 * @working: how many work
 * @failing: how many do not
 * @drawn: when it was drawn last
 *
 * How far a batch is: one line on a terminal, on standard error.
 */
typedef struct
{
  gboolean shown;
  guint total;
  guint working;
  guint failing;
  gint64 drawn;
} RrmBatchProgress;

void rrm_batch_progress_clear (const RrmBatchProgress *progress);
void rrm_batch_progress_draw  (RrmBatchProgress       *progress,
                               gboolean                last);

G_END_DECLS
