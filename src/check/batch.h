/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/options.h"
#include "model/report.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RrmBatchNextFunc:
 * @item: (out): what the caller wants to see again with the report
 * @data: what was given with it
 *
 * Called when there is room for another account.
 *
 * Returns: (transfer full) (nullable): the next account, with its passwords; %NULL after the last
 */
typedef RrmAccount *(*RrmBatchNextFunc) (gpointer *item,
                                         gpointer  data);

/**
 * RrmBatchDoneFunc:
 * @report: the report of one account
 * @item: (transfer full): what came with the account
 * @data: what was given with it
 *
 * Called when a test has ended, in the order in which they end.
 */
typedef void (*RrmBatchDoneFunc) (RrmReport *report,
                                  gpointer   item,
                                  gpointer   data);

/**
 * RrmBatchPlan:
 * @options: how each account is tested
 * @jobs: how many are tested at once, at least 1
 * @per_host: how many of these may use the same host, at least 1
 * @next: where the accounts come from
 * @done: where the reports go
 * @drop: (nullable): frees what came with an account that was not tested
 * @data: for @next and @done
 *
 * What a batch is to do.
 */
typedef struct
{
  RrmCheckOptions *options;
  guint jobs;
  guint per_host;
  RrmBatchNextFunc next;
  RrmBatchDoneFunc done;
  GDestroyNotify drop;
  gpointer data;
} RrmBatchPlan;

void rrm_batch_run_async  (const RrmBatchPlan  *plan,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data);
void rrm_batch_run_finish (GAsyncResult        *result);

G_END_DECLS
