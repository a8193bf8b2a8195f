/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/setup-private.h"
#include "ui/window.h"

#include <adwaita.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/*
 * In mid-test the computer sleeps, stands still, or its clock is set: the window blames nobody for
 * it, counts no hours, and the next test is one like any other.
 */

#define YEAR (365 * 24 * 3600)
/* So long that an answer after a fifth of a second comes in time where other work goes on, too. */
#define LIMIT "2"

/* In seconds: how long the computer has slept, which one of its clocks counts; and how far its date
 * was set. */
static gint slept;
static gint moved;
/* What is tested. */
static RrmSetup *tested;

static void
move (clockid_t clock,
      struct timespec *now)
{
  if (clock == CLOCK_BOOTTIME)
    now->tv_sec += g_atomic_int_get (&slept);
  if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)
    now->tv_sec += g_atomic_int_get (&moved) + g_atomic_int_get (&slept);
}

/* These take the place of the C library's, for all that is loaded. */
int
clock_gettime (clockid_t clock,
               struct timespec *now)
{
  int result = (int) syscall (SYS_clock_gettime, clock, now);

  move (clock, now);

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
 * @imap: what the server for incoming mail does
 * @asleep: for how many seconds the computer sleeps, 50 milliseconds after the login has begun
 * @stopped: for how many milliseconds the program stands still then
 * @moved: by how many seconds the date is set then
 * @headline: what the window says at the end
 * @finding: (nullable): what it finds
 */
typedef struct
{
  const char *name;
  const char *imap;
  guint asleep;
  guint stopped;
  int moved;
  const char *headline;
  const char *finding;
} Away;

#define WORKS "Your account works. Receiving and sending were both tested."
#define STOPPED                                                                                   \
  "The test did not finish: this computer was asleep or paused in the middle of it. Please test " \
  "again."

static const Away cases[] = {
  { "asleep", "delay.login=0.2\n", 600, 0, 0, WORKS, NULL },
  { "asleep-silence", "silent-on=login\n", 600, 0, 0, STOPPED, NULL },
  { "asleep-closed", "delay.login=0.2\nclose-on=login\n", 600, 0, 0, STOPPED, NULL },
  { "stopped", "delay.login=0.2\n", 0, 3000, 0, WORKS, NULL },
  { "year-on", "delay.login=0.2\n", 0, 0, YEAR, WORKS, NULL },
  { "year-back", "delay.login=0.2\n", 0, 0, -YEAR, WORKS, NULL },
  /* Awake, and with the right date, the server is told of. */
  { "awake-silence", "silent-on=login\n", 0, 0, 0, "Sending works. Receiving does not.",
    "server-too-slow" },
};

/* The other server's certificate is held against the date before it is set. */
static gboolean
is_verified (void)
{
  RrmServiceReport *outgoing = rrm_report_get_outgoing (rrm_setup_get_report (tested));

  return rrm_step_report_get_status (rrm_service_report_get_step (outgoing, RRM_STEP_NAME_TLS)) ==
         RRM_STATUS_PASSED;
}

static gboolean
on_away (gpointer data)
{
  const Away *away = data;

  if (!is_verified ())
    return G_SOURCE_CONTINUE;

  g_atomic_int_add (&slept, (gint) away->asleep);
  g_atomic_int_add (&moved, away->moved);
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
    g_timeout_add (50, on_away, data);
}

/* Returns: whether a label that is seen says just that */
static gboolean
is_said (GtkWidget *widget,
         const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_said (child, text))
      return TRUE;

  return FALSE;
}

static void
begin (RrmSetup *setup,
       const char *imap)
{
  g_autofree char *text = g_strconcat ("[scenario]\nname=away\n[imap]\n", imap, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  g_assert_true (rrm_setup_start_practice (setup, NULL, &error));
  g_assert_no_error (error);
  g_clear_object (&setup->practice);
  setup->practice = rrm_practice_new_for_scenario (scenario, &error);
  g_assert_no_error (error);
}

static void
wait_for_end (RrmSetup *setup)
{
  gint64 begun = g_get_monotonic_time ();

  while (rrm_setup_get_testing (setup))
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (g_get_monotonic_time () - begun, <, 20 * G_USEC_PER_SEC);
    }
}

static void
test_away (gconstpointer data)
{
  const Away *away = data;
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  RrmWindow *window = rrm_window_new (NULL, setup);
  GListModel *findings = rrm_setup_get_findings (setup);
  RrmStepReport *login;

  tested = setup;
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (rrm_setup_set_timeout (setup, LIMIT));
  begin (setup, away->imap);
  rrm_setup_show_page (setup, RRM_PAGE_SETTINGS);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.test", NULL);
  g_assert_true (rrm_setup_get_testing (setup));
  login = rrm_service_report_get_step (rrm_report_get_incoming (rrm_setup_get_report (setup)),
                                       RRM_STEP_NAME_LOGIN);
  g_signal_connect (login, "notify::status", G_CALLBACK (on_login), (gpointer) away);
  wait_for_end (setup);

  g_assert_true (is_said (GTK_WIDGET (window), away->headline));
  if (away->finding == NULL)
    g_assert_cmpuint (g_list_model_get_n_items (findings), ==, 0);
  else
    {
      g_autoptr (RrmFinding) finding = g_list_model_get_item (findings, 0);

      g_assert_cmpstr (rrm_finding_code_to_string (rrm_finding_get_code (finding)), ==,
                       away->finding);
    }
  /* Neither hours nor a time before the beginning. */
  g_assert_cmpint (rrm_step_report_get_elapsed (login), >=, 0);
  g_assert_cmpint (rrm_step_report_get_elapsed (login), <, 10 * G_USEC_PER_SEC);

  /* With the date right again, for that of the certificates is. */
  g_atomic_int_set (&slept, 0);
  g_atomic_int_set (&moved, 0);
  rrm_setup_end_practice (setup);
  begin (setup, "");
  rrm_setup_show_page (setup, RRM_PAGE_SETTINGS);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.test", NULL);
  wait_for_end (setup);
  g_assert_true (is_said (GTK_WIDGET (window), WORKS));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gtk_init_check ());
  adw_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/away/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_away);
    }

  return g_test_run ();
}
