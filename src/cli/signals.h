/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RRM_N_SIGNALS 3

/**
 * RrmSignals:
 * @sources: one for each signal; 0 where it is left alone
 *
 * The signals with which somebody ends the command.
 */
typedef struct
{
  guint sources[RRM_N_SIGNALS];
} RrmSignals;

void rrm_signals_watch (RrmSignals  *self,
                        GSourceFunc  callback,
                        gpointer     data);
void rrm_signals_clear (RrmSignals  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RrmSignals, rrm_signals_clear)

G_END_DECLS
