/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "faults.h"
#include "home.h"

#include "clients/client.h"
#include "clients/copies.h"
#include "clients/mend.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A change that concerns several files is made in all of them or in none, whatever happens. */

#define PREFS "profile/prefs.js"
#define LINKS "profile/virtualFolders.dat"

static const char *const names[] = {
  PREFS,
  "profile/ImapMail/mail.twc.com/msgFilterRules.dat",
  "profile/Mail/Local Folders/msgFilterRules.dat",
  LINKS,
};
#define N_FILES G_N_ELEMENTS (names)

typedef struct
{
  char *home;
  char *copies;
  char *before[N_FILES];
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->home = home_new ();
  fixture->copies = home_path (fixture->home, "copies");
  home_copy (fixture->home, PREFS, "thunderbird/one.js");
  for (guint i = 1; i < N_FILES; i++)
    home_write (fixture->home, names[i], "x=\"imap://ann%40nc.rr.com@mail.twc.com/Bills\"\r\n");
  for (guint i = 0; i < N_FILES; i++)
    fixture->before[i] = home_read (fixture->home, names[i]);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  faults_refuse (NULL);
  for (guint i = 0; i < N_FILES; i++)
    g_free (fixture->before[i]);
  g_free (fixture->copies);
  home_free (fixture->home);
}

/* The account's mail comes from another host, which the filters name, too. */
static char *
rename_host (Fixture *fixture,
             const char *host,
             GError **error)
{
  g_autofree char *path = home_path (fixture->home, "profile");
  g_autoptr (GPtrArray) profiles = rrm_clients_read_path (path, NULL);
  RrmClientProfile *profile = g_ptr_array_index (profiles, 0);
  g_autoptr (RrmChange) change = rrm_change_new ();

  rrm_change_set_string (change, "incoming.host", host);
  if (!rrm_client_apply (profile, g_ptr_array_index (profile->accounts, 0), change, error))
    return NULL;

  return rrm_client_save (profile, fixture->copies, error);
}

static guint
count_old (Fixture *fixture)
{
  guint n = 0;

  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *now = home_read (fixture->home, names[i]);

      n += g_str_equal (now, fixture->before[i]);
    }

  return n;
}

/* Files that were to get another's name. */
static guint
count_beside (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n += strstr (name, ".rrmail-") != NULL;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n += count_beside (path);
    }

  return n;
}

static void
assert_undone (Fixture *fixture,
               const char *copy)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (rrm_client_undo (fixture->copies, copy, files, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_old (fixture), ==, N_FILES);
}

/* Runs the change, or the way back from it, in a program that is gone at a call. */
static int
run_and_die (Fixture *fixture,
             const char *copy,
             int at)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      g_autoptr (GPtrArray) files = g_ptr_array_new ();

      faults_kill_at (at);
      _exit (copy != NULL ? !rrm_client_undo (fixture->copies, copy, files, NULL)
                          : rename_host (fixture, "mail.new.net", NULL) == NULL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_true (WEXITSTATUS (status) == 0 || WEXITSTATUS (status) == FAULTS_KILLED);

  return WEXITSTATUS (status);
}

static void
test_killed (void)
{
  guint n_between = 0;
  guint n_new = 0;
  int status = FAULTS_KILLED;

  for (int at = 1; status != 0; at++)
    {
      Fixture fixture;
      g_autofree char *copy = NULL;
      guint n_old;

      set_up (&fixture, NULL);
      status = run_and_die (&fixture, NULL, at);
      n_old = count_old (&fixture);
      n_between += n_old != 0 && n_old != N_FILES;
      g_assert_cmpuint (rrm_client_recover (fixture.copies), ==, n_old != 0 && n_old != N_FILES);
      g_assert_cmpuint (count_beside (fixture.home), ==, 0);
      copy = rrm_client_find_copy (fixture.copies, NULL);
      if (n_old == 0)
        {
          n_new++;
          assert_undone (&fixture, copy);
        }
      else
        {
          g_assert_cmpuint (count_old (&fixture), ==, N_FILES);
          g_assert_null (copy);
        }
      g_assert_cmpuint (rrm_client_recover (fixture.copies), ==, 0);
      tear_down (&fixture, NULL);
      g_assert_cmpint (at, <, 200);
    }
  g_test_message ("%u times between, %u times new", n_between, n_new);
  g_assert_cmpuint (n_between, >=, 10);
  g_assert_cmpuint (n_new, >=, 2);
}

/* The way back, too, is gone all the way or not at all. */
static void
test_killed_undo (void)
{
  guint n_between = 0;
  int status = FAULTS_KILLED;

  for (int at = 1; status != 0; at++)
    {
      Fixture fixture;
      g_autofree char *copy = NULL;
      g_autofree char *left = NULL;
      guint n_old;

      set_up (&fixture, NULL);
      copy = rename_host (&fixture, "mail.new.net", NULL);
      g_assert_nonnull (copy);
      g_assert_cmpuint (count_old (&fixture), ==, 0);
      status = run_and_die (&fixture, copy, at);
      n_old = count_old (&fixture);
      n_between += n_old != 0 && n_old != N_FILES;
      rrm_client_recover (fixture.copies);
      left = rrm_client_find_copy (fixture.copies, NULL);
      g_assert_cmpuint (count_old (&fixture), ==, n_old == N_FILES ? N_FILES : 0);
      g_assert_cmpuint (count_beside (fixture.home), ==, 0);
      g_assert_cmpstr (left, ==, n_old == N_FILES ? NULL : copy);
      tear_down (&fixture, NULL);
      g_assert_cmpint (at, <, 200);
    }
  g_assert_cmpuint (n_between, >=, 10);
}

/* Where one file cannot be written the others have what they had, and nothing is there to undo. */
static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *copy = NULL;

      faults_refuse (names[i]);
      g_assert_null (rename_host (fixture, "mail.new.net", &error));
      g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_UNWRITABLE);
      faults_refuse (NULL);
      g_assert_cmpuint (count_old (fixture), ==, N_FILES);
      g_assert_cmpuint (count_beside (fixture->home), ==, 0);
      copy = rrm_client_find_copy (fixture->copies, NULL);
      g_assert_null (copy);
    }
}

/* What was not theirs to touch stays when the rest is taken back. */
static void
test_meanwhile (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *links = NULL;
  int at = 1;

  while (run_and_die (fixture, NULL, at) == FAULTS_KILLED && count_old (fixture) == N_FILES)
    at++;
  g_assert_cmpuint (count_old (fixture), <, N_FILES);
  g_assert_cmpuint (count_old (fixture), >, 0);
  home_write (fixture->home, LINKS, "mine");
  g_assert_cmpuint (rrm_client_recover (fixture->copies), <=, 1);
  links = home_read (fixture->home, LINKS);
  g_assert_cmpstr (links, ==, "mine");
  g_assert_cmpuint (count_old (fixture), ==, N_FILES - 1);
}

static char *
dup_list (const char *copy)
{
  g_autofree char *path = g_build_filename (copy, "copy.ini", NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

/* The clock was set back between two changes: the second is still the one that goes back first. */
static void
test_order (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *first = rename_host (fixture, "mail.new.net", NULL);
  g_autofree char *later = home_path (fixture->home, "copies/29990101-000000-000");
  g_autofree char *second = NULL;
  g_autofree char *newest = NULL;
  g_autofree char *next = NULL;
  g_autofree char *list = NULL;

  g_assert_nonnull (first);
  g_assert_cmpint (g_rename (first, later), ==, 0);
  second = rename_host (fixture, "mail.other.net", NULL);
  g_assert_nonnull (second);
  newest = rrm_client_find_copy (fixture->copies, NULL);
  g_assert_cmpstr (newest, ==, second);
  list = dup_list (newest);
  g_assert_nonnull (strstr (list, "number=2"));
  {
    g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);

    g_assert_true (rrm_client_undo (fixture->copies, newest, files, NULL));
  }
  next = rrm_client_find_copy (fixture->copies, NULL);
  g_assert_cmpstr (next, ==, later);
  assert_undone (fixture, next);
}

static void
set_age (const char *copy,
         guint days)
{
  g_autofree char *path = g_build_filename (copy, "copy.ini", NULL);
  g_autoptr (GKeyFile) list = g_key_file_new ();
  gint64 now = g_get_real_time () / G_TIME_SPAN_SECOND;

  g_assert_true (g_key_file_load_from_file (list, path, G_KEY_FILE_NONE, NULL));
  g_key_file_set_int64 (list, "copy", "time", now - (gint64) days * 24 * 60 * 60);
  g_assert_true (g_key_file_save_to_file (list, path, NULL));
}

/* They can hold passwords: after a month only those are left that one can still go back to. */
static void
test_old (Fixture *fixture,
          gconstpointer data)
{
  g_autofree char *first = rename_host (fixture, "mail.new.net", NULL);
  g_autofree char *second = rename_host (fixture, "mail.other.net", NULL);
  g_autoptr (RrmClientUndone) undone = rrm_client_undone_new ();

  home_write (fixture->home, LINKS, "mine");
  g_assert_true (rrm_client_undo_full (fixture->copies, second, TRUE, undone, NULL));
  set_age (first, 400);
  set_age (second, 29);
  set_age (undone->later, 29);
  g_assert_cmpuint (rrm_client_recover (fixture->copies), ==, 0);
  g_assert_true (rrm_client_is_copy (fixture->copies, second));
  g_assert_true (rrm_client_is_copy (fixture->copies, undone->later));

  set_age (second, 31);
  set_age (undone->later, 31);
  g_assert_cmpuint (rrm_client_recover (fixture->copies), ==, 0);
  g_assert_false (g_file_test (second, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (undone->later, G_FILE_TEST_EXISTS));
  assert_undone (fixture, first);
}

/* What else lies in the folder is somebody's own. */
static void
test_strange (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *lock = home_path (fixture->home, "copies/.lock");
  static const char *const strange[] = { "copies/mine/file", "copies/20260504-180000-00x/file",
                                         "copies/20260504-180000-0000/file", "copies/file" };
  g_autofree char *unfinished = home_path (fixture->home, "copies/20260504-180000-000/0");

  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    home_write (fixture->home, strange[i], "mine");
  g_assert_cmpuint (rrm_client_recover (fixture->copies), ==, 0);
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
  home_write (fixture->home, "copies/20260504-180000-000/0", "half");
  g_assert_cmpuint (rrm_client_recover (fixture->copies), ==, 0);
  g_assert_false (g_file_test (unfinished, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      g_autofree char *text = home_read (fixture->home, strange[i]);

      g_assert_cmpstr (text, ==, "mine");
    }
}

/* A copy that lost its content is nothing to go back to. */
static void
test_bad_copy (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *copy = rename_host (fixture, "mail.new.net", NULL);
  g_autofree char *one = g_build_filename (copy, "2", NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (one, "", 0, NULL));
  g_assert_false (rrm_client_undo (fixture->copies, copy, files, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_BAD_COPY);
  g_assert_cmpuint (count_old (fixture), ==, 0);
}

/* What was set later goes back only with a word, and can be had again. */
static void
test_changed_since (Fixture *fixture,
                    gconstpointer data)
{
  g_autofree char *copy = rename_host (fixture, "mail.new.net", NULL);
  g_autoptr (RrmClientUndone) undone = rrm_client_undone_new ();
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *links = NULL;
  g_autoptr (GError) error = NULL;

  home_write (fixture->home, LINKS, "mine");
  g_assert_false (rrm_client_undo_full (fixture->copies, copy, FALSE, undone, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_CHANGED_SINCE);
  g_assert_true (g_str_has_suffix (error->message, LINKS));
  g_assert_cmpuint (count_old (fixture), ==, 0);

  g_assert_true (rrm_client_undo_full (fixture->copies, copy, TRUE, undone, NULL));
  g_assert_cmpuint (undone->files->len, ==, N_FILES);
  g_assert_cmpuint (count_old (fixture), ==, N_FILES);
  g_assert_nonnull (undone->later);
  g_assert_true (rrm_client_is_copy (fixture->copies, undone->later));
  g_assert_false (rrm_client_is_copy (fixture->copies, fixture->home));
  g_assert_true (rrm_client_undo (fixture->copies, undone->later, files, NULL));
  links = home_read (fixture->home, LINKS);
  g_assert_cmpstr (links, ==, "mine");
}

/* A change that nobody touched since goes back without a question. */
static void
test_unchanged (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *copy = rename_host (fixture, "mail.new.net", NULL);
  g_autoptr (RrmClientUndone) undone = rrm_client_undone_new ();

  g_assert_true (rrm_client_undo_full (fixture->copies, copy, FALSE, undone, NULL));
  g_assert_null (undone->later);
  g_assert_cmpuint (count_old (fixture), ==, N_FILES);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clients/copies/killed", test_killed);
  g_test_add_func ("/clients/copies/killed-undo", test_killed_undo);
  g_test_add ("/clients/copies/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/clients/copies/meanwhile", Fixture, NULL, set_up, test_meanwhile, tear_down);
  g_test_add ("/clients/copies/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/clients/copies/old", Fixture, NULL, set_up, test_old, tear_down);
  g_test_add ("/clients/copies/strange", Fixture, NULL, set_up, test_strange, tear_down);
  g_test_add ("/clients/copies/bad-copy", Fixture, NULL, set_up, test_bad_copy, tear_down);
  g_test_add ("/clients/copies/changed-since", Fixture, NULL, set_up, test_changed_since,
              tear_down);
  g_test_add ("/clients/copies/unchanged", Fixture, NULL, set_up, test_unchanged, tear_down);

  return g_test_run ();
}
