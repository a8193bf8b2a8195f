/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "leftovers.h"

#include "check/check.h"
#include "explain/explain.h"
#include "setup/practice.h"

#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/*
 * The program is stopped while a server is awaited, the computer sleeps, or its date is set. A
 * server is blamed for what it did itself alone.
 */

#define LIMIT_MS 500
#define YEAR (365 * 24 * 3600)

/* In seconds: how long the computer has slept, which one of its clocks counts; and how far its date
 * was set. */
static gint slept;
static gint moved;

/* These take the place of the C library's, for the whole program. */
int
clock_gettime (clockid_t clock,
               struct timespec *now)
{
  int result = (int) syscall (SYS_clock_gettime, clock, now);

  if (clock == CLOCK_BOOTTIME)
    now->tv_sec += g_atomic_int_get (&slept);
  if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)
    now->tv_sec += g_atomic_int_get (&moved) + g_atomic_int_get (&slept);

  return result;
}

int
gettimeofday (struct timeval *restrict now,
              void *restrict zone)
{
  struct timespec time;

  clock_gettime (CLOCK_REALTIME, &time);
  now->tv_sec = time.tv_sec;
  now->tv_usec = time.tv_nsec / 1000;

  return 0;
}

time_t
time (time_t *where)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  if (where != NULL)
    *where = now.tv_sec;

  return now.tv_sec;
}

/**
 * Away:
 * @keys: what the server does
 * @stopped: for how many milliseconds the program stands still, 50 after the login has begun
 * @asleep: for how many seconds the computer sleeps then
 * @verdict: what the test says
 * @finding: (nullable): and what it finds
 * @date: by how many seconds the date is wrong before the test
 * @step: and by how many it is set at its beginning
 */
typedef struct
{
  const char *name;
  const char *keys;
  guint stopped;
  guint asleep;
  RrmVerdict verdict;
  gboolean is_stopped;
  const char *finding;
  int date;
  int step;
} Away;

static const Away nothing;

static const Away cases[] = {
  /* Just past the limit, and far. */
  { "answer-there", "delay.login=0.2\n", LIMIT_MS, 0, RRM_VERDICT_WORKING, FALSE, NULL },
  { "answer-long-there", "delay.login=0.2\n", 2000, 0, RRM_VERDICT_WORKING, FALSE, NULL },
  /* The time in which the program stood still is not the server's. */
  { "answer-later", "delay.login=1.7\n", 1500, 0, RRM_VERDICT_WORKING, FALSE, NULL },
  { "too-slow", "delay.login=2\n", 0, 0, RRM_VERDICT_NOT_WORKING, FALSE, "server-too-slow" },
  { "too-slow-all-the-same", "delay.login=4\n", 1500, 0, RRM_VERDICT_NOT_WORKING, FALSE,
    "server-too-slow" },
  { "asleep", "delay.login=0.2\n", 0, 600, RRM_VERDICT_WORKING, FALSE, NULL },
  { "asleep-silence", "silent-on=login\n", 0, 600, RRM_VERDICT_INCOMPLETE, TRUE, NULL },
  { "asleep-closed", "delay.login=0.2\nclose-on=login\n", 0, 600, RRM_VERDICT_INCOMPLETE, TRUE,
    NULL },
  { "asleep-reset", "delay.login=0.2\nreset-on=login\n", 0, 600, RRM_VERDICT_INCOMPLETE, TRUE,
    NULL },
  /* A nap that a connection outlasts; no sleep at all; and an answer that is one. */
  { "nap-closed", "delay.login=0.2\nclose-on=login\n", 0, 3, RRM_VERDICT_NOT_WORKING, FALSE,
    "server-closed-connection" },
  { "awake-closed", "delay.login=0.2\nclose-on=login\n", 0, 0, RRM_VERDICT_NOT_WORKING, FALSE,
    "server-closed-connection" },
  { "asleep-rejected", "delay.login=0.2\naccept-password=the-old-one\n", 0, 600,
    RRM_VERDICT_NOT_WORKING, FALSE, "password-rejected" },
  /* The certificate is held against a date that is not that of the beginning. */
  { "date-set-back", "", 0, 0, RRM_VERDICT_INCOMPLETE, TRUE, NULL, 0, -YEAR },
  { "date-set-on", "", 0, 0, RRM_VERDICT_INCOMPLETE, TRUE, NULL, 0, YEAR },
  { "date-set-right", "", 0, 0, RRM_VERDICT_WORKING, FALSE, NULL, -YEAR, YEAR },
  /* So little, and what has no dates, is no excuse. */
  { "date-wrong", "", 0, 0, RRM_VERDICT_NOT_WORKING, FALSE, "certificate-not-yet-valid", -YEAR, 0 },
  { "date-wrong-and-set", "", 0, 0, RRM_VERDICT_NOT_WORKING, FALSE, "certificate-not-yet-valid",
    -YEAR, 60 },
  { "date-set-rejected", "accept-password=the-old-one\n", 0, 0, RRM_VERDICT_NOT_WORKING, FALSE,
    "password-rejected", -YEAR, YEAR },
};

static gboolean
stay_away (gpointer data)
{
  const Away *away = data;

  g_atomic_int_add (&slept, (gint) away->asleep);
  if (away->stopped > 0)
    g_usleep (away->stopped * 1000UL);

  return G_SOURCE_REMOVE;
}

static void
on_login (RrmStepReport *login,
          GParamSpec *pspec,
          gpointer data)
{
  if (rrm_step_report_get_status (login) == RRM_STATUS_RUNNING)
    g_timeout_add (50, stay_away, data);
}

static void
on_checked (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  RrmReport **report = user_data;

  *report = rrm_check_run_finish (RRM_CHECK (source), result, NULL);
}

/* Returns: (transfer full): what the test says */
static RrmReport *
run (RrmPractice *practice,
     const Away *away)
{
  g_autoptr (RrmCheckOptions) options = rrm_check_options_new ();
  g_autoptr (RrmCheck) check = NULL;
  g_autoptr (GError) error = NULL;
  RrmServiceReport *service;
  RrmReport *report = NULL;

  g_assert_true (rrm_practice_configure (practice, options, &error));
  g_assert_no_error (error);
  options->timeout = LIMIT_MS;
  options->outgoing = FALSE;
  options->probes = FALSE;

  check = rrm_check_new (rrm_practice_get_account (practice), options);
  service = rrm_report_get_incoming (rrm_check_get_report (check));
  g_signal_connect (rrm_service_report_get_step (service, RRM_STEP_NAME_LOGIN), "notify::status",
                    G_CALLBACK (on_login), (gpointer) away);
  g_atomic_int_set (&moved, away->date);
  rrm_check_run_async (check, NULL, on_checked, &report);
  g_atomic_int_add (&moved, away->step);
  while (report == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_atomic_int_set (&moved, 0);

  return report;
}

static void
test_away (gconstpointer data)
{
  const Away *away = data;
  g_autofree char *text =
    g_strconcat ("[scenario]\nname=away\nuntil=login\n[imap]\n", away->keys, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_bytes (bytes, &error);
  g_autoptr (RrmPractice) practice = NULL;
  g_autoptr (RrmReport) before = NULL;
  g_autoptr (RrmReport) report = NULL;
  g_autofree char *sentence = NULL;
  RrmInterruption interruption;
  GListModel *findings;

  g_assert_no_error (error);
  practice = rrm_practice_new_for_scenario (scenario, &error);
  g_assert_no_error (error);
  /* The server has its certificate before the date is set, not for the new one. */
  if (away->date != 0 || away->step != 0)
    before = run (practice, &nothing);
  report = run (practice, away);

  findings = rrm_report_get_findings (report);
  if (away->finding != NULL)
    {
      g_autoptr (RrmFinding) finding = g_list_model_get_item (findings, 0);

      g_assert_nonnull (finding);
      g_assert_cmpstr (rrm_finding_code_to_string (rrm_finding_get_code (finding)), ==,
                       away->finding);
    }
  else
    g_assert_cmpuint (g_list_model_get_n_items (findings), ==, 0);
  g_assert_cmpint (rrm_report_get_verdict (report), ==, away->verdict);
  g_assert_cmpint (rrm_report_get_stopped (report), ==, away->is_stopped);
  /* Nobody has stopped it here, and that is not said. */
  sentence = rrm_explain_verdict (report);
  interruption = !away->is_stopped  ? RRM_INTERRUPTION_NONE
                 : away->step != 0 ? RRM_INTERRUPTION_DATE_SET
                                   : RRM_INTERRUPTION_AWAY;
  g_assert_cmpint (rrm_report_get_interruption (report), ==, interruption);
  g_assert_cmpint (strstr (sentence, "asleep or paused") != NULL, ==,
                   interruption == RRM_INTERRUPTION_AWAY);
  g_assert_cmpint (strstr (sentence, "the date of this computer was changed") != NULL, ==,
                   interruption == RRM_INTERRUPTION_DATE_SET);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/away/", cases[i].name, NULL);

      leftovers_add (path, &cases[i], test_away);
    }

  return g_test_run ();
}
