/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "leftovers.h"

#include "check/batch.h"
#include "setup/practice.h"

#include <string.h>

/*
 * Many accounts on one thread: whatever the servers do, and wherever it is stopped, each account
 * that was begun has one report, and nothing is left behind.
 */

#define N_ACCOUNTS 40
#define JOBS 8
#define ENOUGH 20000

typedef struct
{
  const char *name;
  const char *keys;
  RrmVerdict verdict;
  /* Stopped after so many reports; 0: never. */
  guint stop_after;
  /* Milliseconds for a step: few only where they must run out. */
  guint timeout;
} Case;

static const Case cases[] = {
  { "works", "", RRM_VERDICT_WORKING, 0, ENOUGH },
  { "rejected", "accept-password=another\n", RRM_VERDICT_NOT_WORKING, 0, ENOUGH },
  { "silent", "silent-on=login\n", RRM_VERDICT_NOT_WORKING, 0, 300 },
  { "reset", "reset-on=login\n", RRM_VERDICT_NOT_WORKING, 0, ENOUGH },
  { "closed", "close-on=accept\n", RRM_VERDICT_NOT_WORKING, 0, ENOUGH },
  { "bad-certificate", "certificate=wrong-name\n", RRM_VERDICT_NOT_WORKING, 0, ENOUGH },
  { "stopped", "delay.login=0.05\n", RRM_VERDICT_WORKING, 10, ENOUGH },
};

typedef struct
{
  guint told;
  guint dropped;
} Row;

typedef struct
{
  const Case *wanted;
  RrmPractice *practice;
  GCancellable *cancellable;
  Row rows[N_ACCOUNTS];
  guint n_begun;
  guint n_told;
  guint n_stopped;
  gboolean over;
} Run;

static RrmAccount *
next (gpointer *item,
      gpointer data)
{
  Run *run = data;

  if (run->n_begun == N_ACCOUNTS)
    return NULL;
  *item = &run->rows[run->n_begun++];

  return g_object_ref (rrm_practice_get_account (run->practice));
}

static void
done (RrmReport *report,
      gpointer item,
      gpointer data)
{
  Run *run = data;
  Row *row = item;

  row->told++;
  if (rrm_report_get_stopped (report))
    run->n_stopped++;
  else
    g_assert_cmpint (rrm_report_get_verdict (report), ==, run->wanted->verdict);
  if (++run->n_told == run->wanted->stop_after)
    g_cancellable_cancel (run->cancellable);
}

static void
drop (gpointer item)
{
  Row *row = item;

  row->dropped++;
}

static void
on_over (GObject *source,
         GAsyncResult *result,
         gpointer data)
{
  Run *run = data;

  rrm_batch_run_finish (result);
  run->over = TRUE;
}

static RrmPractice *
practice_new (const Case *wanted,
              RrmCheckOptions *options)
{
  g_autofree char *text =
    g_strconcat ("[scenario]\nname=batch\nuntil=login\n[imap]\n", wanted->keys, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_bytes (bytes, &error);
  RrmPractice *practice;

  g_assert_no_error (error);
  practice = rrm_practice_new_for_scenario (scenario, &error);
  g_assert_no_error (error);
  g_assert_true (rrm_practice_configure (practice, options, &error));
  options->timeout = wanted->timeout;
  options->outgoing = FALSE;

  return practice;
}

static void
check_rows (const Run *run)
{
  guint n_dropped = 0;

  for (guint i = 0; i < N_ACCOUNTS; i++)
    {
      g_assert_cmpuint (run->rows[i].told + run->rows[i].dropped, ==, i < run->n_begun ? 1 : 0);
      n_dropped += run->rows[i].dropped;
    }
  if (run->wanted->stop_after == 0)
    {
      g_assert_cmpuint (run->n_told, ==, N_ACCOUNTS);
      g_assert_cmpuint (run->n_stopped, ==, 0);
      return;
    }
  /* Those that were under test are told, those that waited for their server are not. */
  g_assert_cmpuint (run->n_stopped, >=, 1);
  g_assert_cmpuint (run->n_stopped, <, JOBS);
  g_assert_cmpuint (n_dropped, >, 0);
}

static void
test_run (gconstpointer data)
{
  g_autoptr (RrmCheckOptions) options = rrm_check_options_new ();
  g_autoptr (RrmPractice) practice = practice_new (data, options);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Run run = { .wanted = data, .practice = practice, .cancellable = cancellable };
  const RrmBatchPlan plan = { options, JOBS, JOBS / 2, next, done, drop, &run };

  rrm_batch_run_async (&plan, cancellable, on_over, &run);
  while (!run.over)
    g_main_context_iteration (NULL, TRUE);
  check_rows (&run);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/batch-run/", cases[i].name, NULL);

      leftovers_add (path, &cases[i], test_run);
    }

  return g_test_run ();
}
