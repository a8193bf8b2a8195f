/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/offer.h"
#include "setup/saved.h"
#include "setup/search.h"
#include "setup/setup-found.h"
#include "ui/entry-row.h"
#include "ui/window.h"
#include "watch.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>
#include <time.h>

/*
 * The window stays awake: whatever the person does, the main loop is never away for longer than
 * one frame of the screen. The first picture of the window, which nobody has used yet, is not
 * counted.
 */

/* What holds up the loop does so each time; what another program took is not taken again. */
#define TRIES 6
/* In milliseconds, until what was begun is shown, and all that comes bit by bit is there. */
#define SETTLE 300

typedef struct
{
  RrmSetup *setup;
  RrmWindow *window;
  /* For accounts and files. */
  char *folder;
} Fixture;

static gboolean
on_time (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Without a pause outside of the loop, for that is counted. */
static void
run_for (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, on_time, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
practice (Fixture *fixture,
          const char *fault)
{
  g_autoptr (GError) error = NULL;

  rrm_setup_start_practice (fixture->setup, fault, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture)
{
  g_autofree char *path = NULL;

  fixture->setup = rrm_setup_new ();
  fixture->folder = g_dir_make_tmp ("rrmail-awake-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "accounts.ini", NULL);
  g_assert_true (rrm_setup_open_store (fixture->setup, path, NULL, NULL));
  fixture->window = rrm_window_new (NULL, fixture->setup);
  gtk_window_present (GTK_WINDOW (fixture->window));
  run_for (SETTLE);
}

static void
tear_down (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->setup);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static void
watch_it (Fixture *fixture)
{
  watch_begin (GTK_WIDGET (fixture->window));
}

/* The watch itself. */

static gint64
get_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean
on_busy (gpointer data)
{
  gint64 end = get_work () + GPOINTER_TO_INT (data);

  while (get_work () < end)
    ;

  return G_SOURCE_REMOVE;
}

static gboolean
on_asleep (gpointer data)
{
  g_usleep ((gulong) GPOINTER_TO_INT (data));

  return G_SOURCE_REMOVE;
}

static gint64
measure (Fixture *fixture,
         GSourceFunc func,
         int microseconds)
{
  watch_it (fixture);
  g_idle_add (func, GINT_TO_POINTER (microseconds));
  run_for (60);

  return watch_end (func == on_busy ? "busy" : "asleep");
}

static void
test_notices (void)
{
  Fixture fixture;
  gint64 longest = 0;

  set_up (&fixture);
  run_for (500);
  g_assert_cmpint (measure (&fixture, on_asleep, 20000), >=, WATCH_FRAME);
  /* Beside other programs less is done in that time. */
  for (guint i = 0; i < 20 && longest < WATCH_FRAME; i++)
    longest = measure (&fixture, on_busy, 20000 + 5000 * (int) i);
  g_assert_cmpint (longest, >=, WATCH_FRAME);
  g_assert_cmpint (measure (&fixture, on_asleep, 2000), <, WATCH_FRAME);
  tear_down (&fixture);
}

/* What is watched. Each is done in a new window, and returns how long the loop was away. */

static GtkEditable *
find_entry (GtkWidget *widget,
            const char *name)
{
  if (RRM_IS_ENTRY_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), name))
    return GTK_EDITABLE (rrm_entry_row_get_entry (RRM_ENTRY_ROW (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkEditable *entry = find_entry (child, name);

      if (entry != NULL)
        return entry;
    }

  return NULL;
}

static void
type (Fixture *fixture,
      const char *name,
      const char *text)
{
  GtkEditable *entry = find_entry (GTK_WIDGET (fixture->window), name);

  for (guint i = 0; text[i] != '\0'; i++)
    {
      int end = -1;

      gtk_editable_insert_text (entry, text + i, 1, &end);
      run_for (5);
    }
}

static gint64
do_typing (Fixture *fixture)
{
  rrm_setup_begin (fixture->setup, RRM_INTENT_SET_UP);
  run_for (SETTLE);
  watch_it (fixture);
  type (fixture, "Your name", "Pat Doe");
  type (fixture, "Email address", "pat.doe@southeast.rr.com");
  run_for (SETTLE);

  return watch_end ("typing");
}

/* Over the network: each way leads to this computer, and one of them answers. */
static gint64
do_search (Fixture *fixture)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (RrmSecret) password = rrm_secret_new ("open sesame", -1);
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *imap = g_strdup_printf ("imap.some.example:993:127.0.0.1:%u", port);
  g_autofree char *smtp = g_strdup_printf ("mail.some.example:465:127.0.0.1:%u", port);
  gint64 longest;

  g_assert_true (rrm_setup_add_redirect (fixture->setup, imap));
  g_assert_true (rrm_setup_add_redirect (fixture->setup, smtp));
  rrm_setup_begin (fixture->setup, RRM_INTENT_SET_UP);
  run_for (SETTLE);
  watch_it (fixture);
  type (fixture, "Email address", "pat@some.example");
  rrm_draft_set_password (rrm_setup_get_draft (fixture->setup), password);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.continue", NULL);
  g_assert_cmpint (rrm_setup_get_search (fixture->setup), ==, RRM_SEARCH_RUNNING);
  while (rrm_setup_get_search (fixture->setup) == RRM_SEARCH_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  run_for (SETTLE);
  longest = watch_end ("search");
  g_assert_cmpint (rrm_setup_get_search (fixture->setup), ==, RRM_SEARCH_FOUND);

  return longest;
}

static void
test_account (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.test", NULL);
  g_assert_true (rrm_setup_get_testing (fixture->setup));
  while (rrm_setup_get_testing (fixture->setup))
    g_main_context_iteration (NULL, TRUE);
  run_for (SETTLE);
}

static gint64
do_test (Fixture *fixture,
         const char *fault)
{
  g_autofree char *what = g_strdup_printf ("test, %s", fault != NULL ? fault : "nothing wrong");
  gint64 longest;

  g_assert_true (rrm_setup_set_timeout (fixture->setup, "0.7"));
  practice (fixture, fault);
  rrm_setup_show_page (fixture->setup, RRM_PAGE_SETTINGS);
  run_for (SETTLE);
  watch_it (fixture);
  test_account (fixture);
  longest = watch_end (what);
  g_assert_true (rrm_setup_is_working (fixture->setup) == (fault == NULL));

  return longest;
}

static gint64
do_test_good (Fixture *fixture)
{
  return do_test (fixture, NULL);
}

static gint64
do_test_mismatch (Fixture *fixture)
{
  return do_test (fixture, "tls-mode-mismatch");
}

static gint64
do_test_certificate (Fixture *fixture)
{
  return do_test (fixture, "certificate-wrong-name");
}

static gint64
do_test_password (Fixture *fixture)
{
  return do_test (fixture, "password-rejected");
}

static void
on_saved (GObject *object,
          GAsyncResult *result,
          gpointer data)
{
  g_assert_true (rrm_setup_save_account_finish (RRM_SETUP (object), result, NULL));
  *(gboolean *) data = TRUE;
}

static gint64
do_save (Fixture *fixture)
{
  gboolean saved = FALSE;

  rrm_setup_begin_with (fixture->setup, RRM_INTENT_SET_UP, "pat@nc.rr.com");
  rrm_setup_show_page (fixture->setup, RRM_PAGE_FINISH);
  run_for (SETTLE);
  watch_it (fixture);
  rrm_setup_save_account_async (fixture->setup, on_saved, &saved);
  while (!saved)
    g_main_context_iteration (NULL, TRUE);
  run_for (SETTLE);

  return watch_end ("saving");
}

static void
on_exported (GObject *object,
             GAsyncResult *result,
             gpointer data)
{
  g_assert_true (rrm_setup_save_finish (RRM_SETUP (object), result, NULL));
  *(gboolean *) data = TRUE;
}

/* As a code on the screen, and as a file. */
static gint64
do_export (Fixture *fixture)
{
  g_autofree char *name = NULL;
  g_autofree char *refusal = NULL;
  g_autoptr (GBytes) contents = NULL;
  g_autoptr (GFile) file = NULL;
  gboolean saved = FALSE;

  practice (fixture, NULL);
  test_account (fixture);
  rrm_setup_show_page (fixture->setup, RRM_PAGE_PROGRAMS);
  run_for (SETTLE);
  watch_it (fixture);
  g_assert_true (rrm_setup_open_offer (fixture->setup, "android-code"));
  run_for (SETTLE);
  rrm_setup_go_back (fixture->setup);
  run_for (SETTLE);
  g_assert_true (rrm_setup_open_offer (fixture->setup, "iphone"));
  run_for (SETTLE);
  contents = rrm_setup_export (fixture->setup, rrm_setup_get_offer (fixture->setup)->format, &name,
                               &refusal);
  g_assert_cmpstr (refusal, ==, NULL);
  file = g_file_new_build_filename (fixture->folder, name, NULL);
  rrm_setup_save_async (fixture->setup, file, contents, NULL, on_exported, &saved);
  while (!saved)
    g_main_context_iteration (NULL, TRUE);

  return watch_end ("export");
}

/* What is set up in the mail programs of this computer. */
static void
read_programs (Fixture *fixture)
{
  static const char prefs[] =
    "user_pref(\"mail.accountmanager.accounts\", \"account1\");\n"
    "user_pref(\"mail.account.account1.server\", \"server1\");\n"
    "user_pref(\"mail.account.account1.identities\", \"id1\");\n"
    "user_pref(\"mail.identity.id1.useremail\", \"pat@nc.rr.com\");\n"
    "user_pref(\"mail.identity.id1.smtpServer\", \"smtp1\");\n"
    "user_pref(\"mail.server.server1.type\", \"pop3\");\n"
    "user_pref(\"mail.server.server1.hostname\", \"pop-server.nc.rr.com\");\n"
    "user_pref(\"mail.server.server1.userName\", \"pat\");\n"
    "user_pref(\"mail.smtpservers\", \"smtp1\");\n"
    "user_pref(\"mail.smtpserver.smtp1.hostname\", \"smtp-server.nc.rr.com\");\n";
  g_autofree char *path = g_build_filename (fixture->folder, "prefs.js", NULL);
  g_autoptr (RrmFound) found = rrm_found_new (fixture->folder, fixture->folder);

  g_assert_true (g_file_set_contents (path, prefs, -1, NULL));
  rrm_setup_set_computer (fixture->setup, found);
  rrm_setup_show_found (fixture->setup);
  rrm_setup_read_found (fixture->setup, path);
  while (rrm_found_get_reading (found))
    g_main_context_iteration (NULL, TRUE);
  run_for (SETTLE);
}

static void
open_found (Fixture *fixture)
{
  RrmFound *found = rrm_setup_get_computer (fixture->setup);
  g_autoptr (RrmFoundAccount) account =
    g_list_model_get_item (rrm_found_get_accounts (found), 0);

  g_assert_nonnull (account);
  rrm_setup_open_found (fixture->setup, account);
  run_for (SETTLE);
}

static gint64
do_found (Fixture *fixture)
{
  watch_it (fixture);
  read_programs (fixture);

  return watch_end ("reading mail programs");
}

static gint64
do_found_account (Fixture *fixture)
{
  read_programs (fixture);
  watch_it (fixture);
  open_found (fixture);

  return watch_end ("account of a mail program");
}

static gint64
do_compare (Fixture *fixture)
{
  read_programs (fixture);
  open_found (fixture);
  watch_it (fixture);
  rrm_setup_show_page (fixture->setup, RRM_PAGE_COMPARE);
  run_for (SETTLE);

  return watch_end ("comparing");
}

typedef gint64 (*Doing) (Fixture *fixture);

static const struct
{
  const char *path;
  Doing doing;
} doings[] = {
  { "/awake/typing", do_typing },
  { "/awake/search", do_search },
  { "/awake/test/good", do_test_good },
  { "/awake/test/mismatch", do_test_mismatch },
  { "/awake/test/certificate", do_test_certificate },
  { "/awake/test/password", do_test_password },
  { "/awake/save", do_save },
  { "/awake/export", do_export },
  { "/awake/found/list", do_found },
  { "/awake/found/account", do_found_account },
  { "/awake/found/compare", do_compare },
};

/* As it is opened for the first time. */
static gint64
open_page (RrmPage page)
{
  g_autofree char *what = g_strdup_printf ("page %u", (guint) page);
  Fixture fixture;
  gint64 away;

  set_up (&fixture);
  practice (&fixture, NULL);
  g_assert_true (rrm_setup_open_offer (fixture.setup, "type-outlook"));
  rrm_setup_show_page (fixture.setup, page == RRM_PAGE_START ? RRM_PAGE_ABOUT : RRM_PAGE_START);
  run_for (SETTLE);
  watch_it (&fixture);
  rrm_setup_show_page (fixture.setup, page);
  run_for (SETTLE);
  away = watch_end (what);
  tear_down (&fixture);

  return away;
}

static void
test_page (gconstpointer data)
{
  gint64 longest = G_MAXINT64;

  for (guint i = 0; i < TRIES && longest >= WATCH_FRAME; i++)
    {
      gint64 away = open_page ((RrmPage) GPOINTER_TO_UINT (data));

      longest = MIN (longest, away);
    }
  g_assert_cmpint (longest, <, WATCH_FRAME);
}

static void
test_awake (gconstpointer data)
{
  Doing doing = doings[GPOINTER_TO_UINT (data)].doing;
  gint64 longest = G_MAXINT64;

  for (guint i = 0; i < TRIES && longest >= WATCH_FRAME; i++)
    {
      Fixture fixture;
      gint64 away;

      set_up (&fixture);
      away = doing (&fixture);
      longest = MIN (longest, away);
      tear_down (&fixture);
    }
  g_assert_cmpint (longest, <, WATCH_FRAME);
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  adw_init ();

  g_test_add_func ("/awake/notices", test_notices);
  for (guint i = 0; i < G_N_ELEMENTS (doings); i++)
    g_test_add_data_func (doings[i].path, GUINT_TO_POINTER (i), test_awake);
  for (RrmPage page = RRM_PAGE_START; page < RRM_N_PAGES; page++)
    {
      g_autofree char *path = g_strdup_printf ("/awake/page/%u", (guint) page);

      /* These are about something found, and are opened there. */
      if (page != RRM_PAGE_FOUND_ACCOUNT && page != RRM_PAGE_COMPARE)
        g_test_add_data_func (path, GUINT_TO_POINTER (page), test_page);
    }

  return g_test_run ();
}
