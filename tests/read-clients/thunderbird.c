/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "home.h"

#include "clients/client.h"
#include "clients/copies.h"
#include "clients/mend.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE ".thunderbird/abc.default/"

static char *
make_home (void)
{
  char *home = home_new ();

  home_copy (home, PROFILE "prefs.js", "thunderbird/family.js");
  home_write (home, ".thunderbird/profiles.ini",
              "[Install4F96D1932A9F858E]\nDefault=abc.default\nLocked=1\n\n"
              "[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\n\n"
              "[Profile1]\nName=default\nIsRelative=1\nPath=old.default\nDefault=1\n");
  /* The program lists a profile like this beside its own, and never opens it. */
  home_write (home, ".thunderbird/old.default/times.json", "{}");
  home_write (home, PROFILE "compatibility.ini",
              "[Compatibility]\nLastVersion=115.3.1_20231002/20231002\n");

  return home;
}

static GPtrArray *
read_home (const char *home)
{
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (home);

  return rrm_clients_read_all (roots);
}

static void
assert_settings (RrmServiceSettings *settings,
                 RrmProtocol protocol,
                 const char *host,
                 guint16 port,
                 RrmSecurity security,
                 const char *username)
{
  g_assert_nonnull (settings);
  g_assert_cmpint (rrm_service_settings_get_protocol (settings), ==, protocol);
  g_assert_cmpstr (rrm_service_settings_get_host (settings), ==, host);
  g_assert_cmpuint (rrm_service_settings_get_port (settings), ==, port);
  g_assert_cmpint (rrm_service_settings_get_security (settings), ==, security);
  g_assert_cmpstr (rrm_service_settings_get_username (settings), ==, username);
}

static void
test_read (void)
{
  char *home = make_home ();
  g_autoptr (GPtrArray) profiles = read_home (home);
  const RrmClientProfile *profile;
  const RrmClientAccount *account;
  const RrmClientEntry *entry;

  g_assert_cmpuint (profiles->len, ==, 1);
  profile = g_ptr_array_index (profiles, 0);
  g_assert_no_error (profile->error);
  g_assert_cmpstr (profile->name, ==, "default");
  g_assert_cmpstr (profile->version, ==, "115.3.1");
  g_assert_true (profile->is_default);
  g_assert_cmpuint (profile->accounts->len, ==, 4);
  g_assert_cmpuint (profile->entries->len, ==, 3);

  account = g_ptr_array_index (profile->accounts, 0);
  g_assert_cmpstr (rrm_account_get_address (account->account), ==, "ann@nc.rr.com");
  g_assert_cmpstr (rrm_account_get_name (account->account), ==, "Jos\303\251 \"Joe\" Ann");
  assert_settings (rrm_account_get_incoming (account->account), RRM_PROTOCOL_IMAP, "mail.twc.com",
                   993, RRM_SECURITY_TLS, "ann@nc.rr.com");
  assert_settings (rrm_account_get_outgoing (account->account), RRM_PROTOCOL_SMTP, "mail.twc.com",
                   587, RRM_SECURITY_STARTTLS, "ann@nc.rr.com");
  g_assert_false (account->by_default);

  /* The second name of the server, no port, no outgoing entry of its own. */
  account = g_ptr_array_index (profile->accounts, 1);
  assert_settings (rrm_account_get_incoming (account->account), RRM_PROTOCOL_POP3,
                   "pop-server.nc.rr.com", 110, RRM_SECURITY_NONE, "bob");
  g_assert_cmpstr (account->entry, ==, "smtp1");
  g_assert_true (account->by_default);
  g_assert_true (rrm_account_get_leave_on_server (account->account));

  account = g_ptr_array_index (profile->accounts, 2);
  g_assert_true (account->is_alias);
  g_assert_cmpstr (rrm_account_get_address (account->account), ==, "bobby@nc.rr.com");

  account = g_ptr_array_index (profile->accounts, 3);
  g_assert_cmpstr (account->other_auth, ==, "oauth2");
  entry = g_ptr_array_index (profile->entries, 1);
  g_assert_cmpint (rrm_service_settings_get_auth (entry->settings), ==, RRM_AUTH_NONE);
  assert_settings (((const RrmClientEntry *) g_ptr_array_index (profile->entries, 2))->settings,
                   RRM_PROTOCOL_SMTP, "smtp-server.nc.rr.com", 587, RRM_SECURITY_NONE, "ann");
  home_free (home);
}

/* No logins.json: nothing is kept. One that is broken: nobody knows. */
static void
test_stored (void)
{
  static const struct
  {
    const char *logins;
    RrmClientStored imap;
    RrmClientStored smtp;
  } states[] = {
    { NULL, RRM_CLIENT_STORED_NO, RRM_CLIENT_STORED_NO },
    { "{\"logins\":[{\"hostname\":\"imap://mail.twc.com\"}]}", RRM_CLIENT_STORED_YES,
      RRM_CLIENT_STORED_NO },
    { "{\"logins\":[{\"hostname\":\"smtp://mail.twc.com\"},{\"hostname\":7},[]]}",
      RRM_CLIENT_STORED_NO, RRM_CLIENT_STORED_YES },
    { "{\"logins\":[{", RRM_CLIENT_STORED_UNKNOWN, RRM_CLIENT_STORED_UNKNOWN },
    { "[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]", RRM_CLIENT_STORED_UNKNOWN,
      RRM_CLIENT_STORED_UNKNOWN },
    { "{\"logins\":\"no\"}", RRM_CLIENT_STORED_NO, RRM_CLIENT_STORED_NO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      char *home = make_home ();
      g_autoptr (GPtrArray) profiles = NULL;
      const RrmClientProfile *profile;

      if (states[i].logins != NULL)
        home_write (home, PROFILE "logins.json", states[i].logins);
      profiles = read_home (home);
      profile = g_ptr_array_index (profiles, 0);
      g_assert_cmpint (((RrmClientAccount *) g_ptr_array_index (profile->accounts, 0))->stored, ==,
                       states[i].imap);
      g_assert_cmpint (((RrmClientEntry *) g_ptr_array_index (profile->entries, 0))->stored, ==,
                       states[i].smtp);
      home_free (home);
    }
}

/* Flatpak, Snap, a copied folder of Windows, the file alone. */
static void
test_places (void)
{
  static const char *const places[] = {
    ".var/app/org.mozilla.Thunderbird/.thunderbird/x.default-release",
    "snap/thunderbird/common/.thunderbird/x.default",
    "AppData/Roaming/Thunderbird/Profiles/x.default",
    "Library/Thunderbird/Profiles/x.default",
    ".var/app/eu.betterbird.Betterbird/.thunderbird/x.default",
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      char *home = home_new ();
      g_autofree char *prefs = g_strconcat (places[i], "/prefs.js", NULL);
      g_autofree char *folder = g_path_get_dirname (places[i]);
      g_autofree char *list = g_strconcat (folder, "/profiles.ini", NULL);
      g_autofree char *path = home_path (home, prefs);
      g_autoptr (GPtrArray) profiles = NULL;
      g_autoptr (GPtrArray) single = NULL;

      home_copy (home, prefs, "thunderbird/family.js");
      home_write (home, list, "[General]\r\nStartWithLastProfile=1\r\n");
      profiles = read_home (home);
      g_assert_cmpuint (profiles->len, ==, 1);
      g_assert_cmpstr (((RrmClientProfile *) g_ptr_array_index (profiles, 0))->client->id, ==,
                       i < 4 ? "thunderbird" : "betterbird");

      single = rrm_clients_read_path (path, NULL);
      g_assert_cmpuint (single->len, ==, 1);
      g_assert_cmpuint (((RrmClientProfile *) g_ptr_array_index (single, 0))->accounts->len, ==, 4);
      home_free (home);
    }
}

static void
test_unknown (void)
{
  char *home = home_new ();
  g_autofree char *letter = home_path (home, "letter.odt");
  g_autofree char *missing = home_path (home, "missing");
  g_autoptr (GError) error = NULL;

  home_write (home, "letter.odt", "x");
  g_assert_null (rrm_clients_read_path (letter, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_null (rrm_clients_read_path (missing, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_UNREADABLE);
  home_free (home);
}

static pid_t
hold_lock (const char *path)
{
  int ready[2];
  char c;
  pid_t child;

  g_assert_cmpint (pipe (ready), ==, 0);
  child = fork ();
  if (child == 0)
    {
      struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
      int file = open (path, O_RDWR | O_CREAT, 0600);

      if (file < 0 || fcntl (file, F_SETLK, &lock) != 0 || write (ready[1], "x", 1) != 1)
        _exit (1);
      pause ();
      _exit (0);
    }
  g_assert_cmpint (read (ready[0], &c, 1), ==, 1);
  close (ready[0]);
  close (ready[1]);

  return child;
}

static void
test_running (void)
{
  char *home = make_home ();
  g_autofree char *folder = home_path (home, ".thunderbird/abc.default");
  g_autofree char *lock = home_path (home, PROFILE ".parentlock");
  g_autofree char *link = home_path (home, PROFILE "lock");
  pid_t child;

  g_assert_false (rrm_client_thunderbird.is_running (folder));
  /* What a crash leaves behind: a lock file that nobody holds, a link to no process. */
  home_write (home, PROFILE ".parentlock", "");
  g_assert_cmpint (symlink ("127.0.1.1:+99999999", link), ==, 0);
  g_assert_false (rrm_client_thunderbird.is_running (folder));

  child = hold_lock (lock);
  g_assert_true (rrm_client_thunderbird.is_running (folder));
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  g_assert_false (rrm_client_thunderbird.is_running (folder));
  home_free (home);
}

/* The file of one profile stands in the folder of another, which the program has open. */
static void
test_running_elsewhere (void)
{
  static const char *const links[] = { "prefs.js", "user.js" };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      char *home = make_home ();
      g_autofree char *other = home_path (home, ".thunderbird/other");
      g_autofree char *link = g_build_filename (other, links[i], NULL);
      g_autofree char *copies = home_path (home, "copies");
      g_autofree char *target = g_strconcat ("../abc.default/", links[i], NULL);
      g_autofree char *lock = home_path (home, PROFILE ".parentlock");
      g_autoptr (GPtrArray) profiles = NULL;
      g_autoptr (GPtrArray) restored = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;
      g_autofree char *copy = NULL;
      RrmClientProfile *profile;
      pid_t child;

      home_write (home, PROFILE "user.js", "");
      home_copy (home, ".thunderbird/other/prefs.js", "thunderbird/family.js");
      g_remove (link);
      g_assert_cmpint (symlink (target, link), ==, 0);
      g_assert_false (rrm_client_thunderbird.is_running (other));
      profiles = rrm_clients_read_path (other, &error);
      g_assert_no_error (error);
      profile = g_ptr_array_index (profiles, 0);
      g_ptr_array_unref (rrm_client_mend (profile, NULL, NULL, &error));
      copy = rrm_client_save (profile, copies, &error);
      g_assert_no_error (error);

      child = hold_lock (lock);
      g_assert_true (rrm_client_thunderbird.is_running (other));
      g_assert_null (rrm_client_mend (profile, NULL, NULL, &error));
      g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_RUNNING);
      g_clear_error (&error);
      g_assert_false (rrm_client_undo (copies, copy, restored, &error));
      g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_RUNNING);
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
      g_assert_false (rrm_client_thunderbird.is_running (other));
      home_free (home);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clients/thunderbird/read", test_read);
  g_test_add_func ("/clients/thunderbird/stored", test_stored);
  g_test_add_func ("/clients/thunderbird/places", test_places);
  g_test_add_func ("/clients/thunderbird/unknown", test_unknown);
  g_test_add_func ("/clients/thunderbird/running", test_running);
  g_test_add_func ("/clients/thunderbird/running-elsewhere", test_running_elsewhere);

  return g_test_run ();
}
