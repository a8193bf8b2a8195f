/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/add.h"
#include "clients/copies.h"
#include "export/error.h"
#include "home.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* An account goes into a folder of its own, where Geary looks when it starts. */

#define NATIVE ".config/geary"
#define FLATPAK ".var/app/org.gnome.Geary/config/geary"
#define SECRET "geary-secret-3131"

typedef struct
{
  char *home;
  char *folder;
  RrmClientRoots *roots;
  RrmAccount *account;
} Fixture;

static RrmAccount *
make_account (const char *username)
{
  RrmAccount *account = rrm_account_new ("pat@nc.rr.com");
  g_autoptr (RrmServiceSettings) incoming =
    rrm_service_settings_new (RRM_PROTOCOL_IMAP, "mail.twc.com", 993, RRM_SECURITY_TLS);
  g_autoptr (RrmServiceSettings) outgoing =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, "mail.twc.com", 587, RRM_SECURITY_STARTTLS);
  g_autoptr (RrmSecret) password = rrm_secret_new (SECRET, -1);

  rrm_service_settings_set_username (incoming, username);
  rrm_service_settings_set_username (outgoing, username);
  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);
  rrm_account_set_password (account, password);

  return account;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->home = home_new ();
  fixture->folder = home_path (fixture->home, "copies");
  fixture->roots = rrm_client_roots_new (fixture->home);
  fixture->account = make_account ("pat@nc.rr.com");
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->account);
  rrm_client_roots_free (fixture->roots);
  g_free (fixture->folder);
  home_free (fixture->home);
}

static char *
add (Fixture *fixture,
     GError **error)
{
  return rrm_client_add_account ("geary", fixture->roots, fixture->account, fixture->folder, error);
}

static gboolean
is_there (Fixture *fixture,
          const char *name)
{
  g_autofree char *path = home_path (fixture->home, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
make_folder (Fixture *fixture,
             const char *name)
{
  g_autofree char *path = home_path (fixture->home, name);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
}

/* For the person's eyes only, without the password, and Undo leaves no trace but its copy. */
static void
test_add (Fixture *fixture,
          gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = home_path (fixture->home, NATIVE "/account_01/geary.ini");
  g_autofree char *copy = NULL;
  g_autofree char *text = NULL;
  GStatBuf status;

  make_folder (fixture, NATIVE);
  copy = add (fixture, &error);
  g_assert_no_error (error);
  text = home_read (fixture->home, NATIVE "/account_01/geary.ini");
  g_assert_nonnull (strstr (text, "host=mail.twc.com"));
  g_assert_null (strstr (text, SECRET));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  g_assert_true (rrm_client_undo (fixture->folder, copy, files, &error));
  g_assert_no_error (error);
  g_assert_false (is_there (fixture, NATIVE "/account_01"));
  g_assert_true (is_there (fixture, NATIVE));
  g_assert_null (rrm_client_find_copy (fixture->folder, NULL));
}

/* Beside accounts that are there, and not where the mail of one that went still lies. */
static void
test_number (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = g_strdup ("[Incoming]\nhost=imap.example.org\nlogin=other\n");
  g_autofree char *copy = NULL;
  g_autofree char *after = NULL;

  home_write (fixture->home, NATIVE "/account_01/geary.ini", before);
  make_folder (fixture, ".local/share/geary/account_02");
  copy = add (fixture, &error);
  g_assert_no_error (error);
  g_assert_false (is_there (fixture, NATIVE "/account_02"));
  g_assert_true (is_there (fixture, NATIVE "/account_03/geary.ini"));
  after = home_read (fixture->home, NATIVE "/account_01/geary.ini");
  g_assert_cmpstr (after, ==, before);
}

static void
test_flatpak (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autofree char *copy = NULL;

  g_setenv ("PATH", "/nowhere", TRUE);
  g_assert_false (rrm_client_can_add ("geary", fixture->roots));
  make_folder (fixture, ".var/app/org.gnome.Geary");
  g_assert_true (rrm_client_can_add ("geary", fixture->roots));
  copy = add (fixture, &error);
  g_setenv ("PATH", path, TRUE);
  g_assert_no_error (error);
  g_assert_true (is_there (fixture, FLATPAK "/account_01/geary.ini"));
  g_assert_false (is_there (fixture, NATIVE));
}

static void
test_twice (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *other = NULL;

  make_folder (fixture, NATIVE);
  copy = add (fixture, &error);
  g_assert_no_error (error);
  g_assert_null (add (fixture, &error));
  g_assert_error (error, RRM_EXPORT_ERROR, RRM_EXPORT_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (is_there (fixture, NATIVE "/account_02"));

  g_object_unref (fixture->account);
  fixture->account = make_account ("lee@nc.rr.com");
  other = add (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (is_there (fixture, NATIVE "/account_02"));
}

/* Geary writes the file again in its own way, which changes nothing that matters; a person may. */
static void
test_altered (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *text = NULL;
  g_autofree char *later = NULL;
  g_autofree char *altered = NULL;
  g_auto (GStrv) parts = NULL;

  make_folder (fixture, NATIVE);
  copy = add (fixture, &error);
  g_assert_no_error (error);
  text = home_read (fixture->home, NATIVE "/account_01/geary.ini");
  parts = g_strsplit (text, "host=mail.twc.com", -1);
  altered = g_strjoinv ("host=imap.example.org", parts);
  home_write (fixture->home, NATIVE "/account_01/geary.ini", altered);
  g_assert_false (rrm_client_undo (fixture->folder, copy, files, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_ALTERED);
  g_clear_error (&error);
  g_assert_true (is_there (fixture, NATIVE "/account_01/geary.ini"));

  later = g_strconcat (text, "\n[Later]\nkey=value\n", NULL);
  home_write (fixture->home, NATIVE "/account_01/geary.ini", later);
  g_assert_true (rrm_client_undo (fixture->folder, copy, files, &error));
  g_assert_no_error (error);
  g_assert_false (is_there (fixture, NATIVE "/account_01"));
}

/* Starts a program of this name, which ends when its input does. */
static int
start_geary (Fixture *fixture)
{
  g_autofree char *path = home_path (fixture->home, "bin/geary");
  char *arguments[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  int input;

  home_write (fixture->home, "bin/geary", "#!/bin/sh\nread line\n");
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);
  g_spawn_async_with_pipes (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, NULL,
                            &input, NULL, NULL, &error);
  g_assert_no_error (error);

  return input;
}

static void
running_subprocess (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  int input;

  /* Only programs of the person's own home folder count. */
  g_setenv ("HOME", fixture->home, TRUE);
  make_folder (fixture, NATIVE);
  input = start_geary (fixture);
  g_assert_null (add (fixture, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_RUNNING);
  g_clear_error (&error);
  g_assert_false (is_there (fixture, NATIVE "/account_01"));

  close (input);
  for (guint i = 0; copy == NULL && i < 500; i++)
    {
      g_clear_error (&error);
      copy = add (fixture, &error);
      g_usleep (10000);
    }
  g_assert_no_error (error);
  g_assert_true (is_there (fixture, NATIVE "/account_01/geary.ini"));
}

/* Nothing while it is open; one that has ended and is not buried yet is in nobody's way. */
static void
test_running (Fixture *fixture,
              gconstpointer data)
{
  if (g_test_subprocess ())
    {
      running_subprocess (fixture);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/geary/add", test_add },         { "/geary/number", test_number },
    { "/geary/flatpak", test_flatpak }, { "/geary/twice", test_twice },
    { "/geary/altered", test_altered }, { "/geary/running", test_running },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
