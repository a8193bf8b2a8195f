/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/saved.h"
#include "setup/setup-private.h"
#include "ui/window.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <time.h>

/*
 * A thousand saved accounts beside ten, in one run: what a person waits for takes about the same
 * time. Reading the file takes longer for what stands in it, and that alone.
 */

#define FEW 10U
#define MANY 1000U
/* Of each the shortest counts: what another program took is not taken again. */
#define TRIES 3
#define SETTLE 120

typedef struct
{
  char *folder;
  char *path;
  RrmSetup *setup;
  RrmWindow *window;
} Fixture;

static gint64
get_work (void)
{
  struct timespec time;

  /* That of the main loop, which the window waits for. */
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean
on_time (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
run_for (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, on_time, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static char *
write_accounts (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (
      text,
      "[account u%u@nc.rr.com]\nlabel=Pat %u\nincoming.protocol=imap\n"
      "incoming.host=mail.twc.com\nincoming.port=993\nincoming.security=tls\n"
      "incoming.username=u%u@nc.rr.com\noutgoing.protocol=smtp\noutgoing.host=mail.twc.com\n"
      "outgoing.port=587\noutgoing.security=starttls\noutgoing.username=u%u@nc.rr.com\n"
      "verdict=working\ntested=2026-11-20T10:00:00Z\n\n",
      i, i, i, i);

  return g_string_free (text, FALSE);
}

static void
set_up (Fixture *fixture,
        guint n)
{
  g_autofree char *text = write_accounts (n);

  fixture->folder = g_dir_make_tmp ("rrmail-many-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "accounts.ini", NULL);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  fixture->setup = rrm_setup_new ();
}

static void
tear_down (Fixture *fixture)
{
  g_autofree char *lock = g_strconcat (fixture->path, ".lock", NULL);

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->setup);
  run_for (SETTLE);
  g_unlink (fixture->path);
  g_unlink (lock);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* What is waited for, in this order. */
enum
{
  READ,
  SHOW,
  AGAIN,
  RESULT,
  OPEN,
  N_DOINGS,
};

static const char *const names[N_DOINGS] = { "read", "show", "again", "result", "open" };

static void
do_read (Fixture *fixture)
{
  g_assert_true (rrm_setup_open_store (fixture->setup, fixture->path, NULL, NULL));
}

static void
do_show (Fixture *fixture)
{
  fixture->window = rrm_window_new (NULL, fixture->setup);
  gtk_window_present (GTK_WINDOW (fixture->window));
  run_for (SETTLE);
}

static void
do_again (Fixture *fixture)
{
  rrm_setup_begin (fixture->setup, RRM_INTENT_SET_UP);
  rrm_setup_go_back (fixture->setup);
  run_for (SETTLE);
}

/* As each account of a test of all of them does. */
static void
do_result (Fixture *fixture)
{
  g_autoptr (RrmSavedAccount) saved = rrm_setup_find_saved (fixture->setup, "u5@nc.rr.com");
  g_autoptr (RrmReport) report =
    rrm_report_new (rrm_saved_account_get_account (saved), RRM_STAGE_LOGIN);

  rrm_setup_keep_report (fixture->setup, report);
  run_for (SETTLE);
}

static void
do_open (Fixture *fixture)
{
  g_assert_true (rrm_setup_open_saved (fixture->setup, "u7@nc.rr.com"));
  run_for (SETTLE);
}

static void (*const doings[N_DOINGS]) (Fixture *) = { do_read, do_show, do_again, do_result,
                                                      do_open };

static void
measure (guint n,
         gint64 *shortest)
{
  Fixture fixture = { 0 };

  set_up (&fixture, n);
  for (guint i = 0; i < N_DOINGS; i++)
    {
      gint64 begun = get_work ();

      doings[i](&fixture);
      shortest[i] = MIN (shortest[i], get_work () - begun);
    }
  tear_down (&fixture);
}

static void
test_many (void)
{
  /* Measured: 75, 1.5, 1.4 to 2.2, 2.8 and 1: up to twenty rows are shown, and all accounts are
   * gone through to keep a result. With a row for each, the start took ten times as long. */
  static const double most[N_DOINGS] = { 200, 3, 4, 7, 3 };
  gint64 few[N_DOINGS] = { G_MAXINT64, G_MAXINT64, G_MAXINT64, G_MAXINT64, G_MAXINT64 };
  gint64 many[N_DOINGS] = { G_MAXINT64, G_MAXINT64, G_MAXINT64, G_MAXINT64, G_MAXINT64 };

  for (guint i = 0; i < TRIES; i++)
    {
      measure (FEW, few);
      measure (MANY, many);
    }
  for (guint i = 0; i < N_DOINGS; i++)
    g_test_message ("%s: %.1f ms with %u accounts, %.1f ms with %u", names[i],
                    (double) few[i] / 1000, FEW, (double) many[i] / 1000, MANY);
  for (guint i = 0; i < N_DOINGS; i++)
    g_assert_cmpfloat ((double) many[i], <, (double) few[i] * most[i]);
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/many-accounts", test_many);

  return g_test_run ();
}
