/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "home.h"

#include "clients/client.h"
#include "clients/stored.h"

#include <string.h>
#include <utime.h>

/* Since when a program keeps a password, and what that says after a change. */

#define PROFILE ".thunderbird/x.default-release/"
#define MAY_1 1777593600
#define MAY_2 (MAY_1 + 86400)
#define MAY_3 (MAY_2 + 86400)

static void
set_written (const char *home,
             const char *name,
             gint64 when)
{
  g_autofree char *path = home_path (home, name);
  struct utimbuf times = { when, when };

  g_assert_cmpint (utime (path, &times), ==, 0);
}

static RrmClientProfile *
read_first (const char *home,
            GPtrArray **profiles)
{
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (home);

  *profiles = rrm_clients_read_all (roots);
  g_assert_cmpuint ((*profiles)->len, ==, 1);

  return g_ptr_array_index (*profiles, 0);
}

static char *
make_thunderbird (const char *logins)
{
  char *home = home_new ();

  home_copy (home, PROFILE "prefs.js", "thunderbird/one.js");
  home_write (home, ".thunderbird/profiles.ini",
              "[Profile0]\nName=x\nIsRelative=1\nPath=x.default-release\nDefault=1\n");
  home_write (home, PROFILE "logins.json", logins);
  set_written (home, PROFILE "logins.json", MAY_3);
  /* It is written for other reasons, and says nothing. */
  set_written (home, PROFILE "prefs.js", MAY_1);

  return home;
}

#define LOGIN(scheme, time) "{\"hostname\":\"" scheme "://mail.twc.com\"" time "}"

/* It tells the day of each; where it does not, it is the file's day at the latest. */
static void
test_thunderbird (void)
{
  static const struct
  {
    const char *logins;
    gint64 imap;
    gint64 smtp;
  } rows[] = {
    { "{\"logins\":[" LOGIN ("imap", ",\"timePasswordChanged\":1777593600000") ","
      LOGIN ("smtp", ",\"timePasswordChanged\":1777680000999") "]}", MAY_1, MAY_2 },
    { "{\"logins\":[" LOGIN ("imap", ",\"timePasswordChanged\":\"1\"") "]}", MAY_3, 0 },
    { "{\"logins\":[" LOGIN ("smtp", ",\"timePasswordChanged\":-5") "]}", 0, MAY_3 },
    { "{\"logins\":[" LOGIN ("imap", ",\"timePasswordChanged\":1777680000000") ","
      LOGIN ("imap", ",\"timePasswordChanged\":1777593600000") "]}", MAY_2, 0 },
    { "{\"logins\":[" LOGIN ("imap", ",\"timePasswordChanged\":1777593600000") ","
      LOGIN ("imap", "") "]}", MAY_3, 0 },
    { "{\"logins\":[]}", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      char *home = make_thunderbird (rows[i].logins);
      g_autoptr (GPtrArray) profiles = NULL;
      RrmClientProfile *profile = read_first (home, &profiles);
      RrmClientAccount *account = g_ptr_array_index (profile->accounts, 0);
      RrmClientEntry *entry = g_ptr_array_index (profile->entries, 0);

      g_assert_cmpint (account->saved, ==, rows[i].imap);
      g_assert_cmpint (entry->saved, ==, rows[i].smtp);
      home_free (home);
    }
}

/* A password that stands in the file of the settings is as old as that, or older. */
static void
test_file (void)
{
  char *home = home_new ();
  g_autoptr (GPtrArray) profiles = NULL;
  RrmClientProfile *profile;
  RrmClientEntry *entry;

  home_write (home, ".msmtprc",
              "account a\nhost mail.twc.com\nport 587\nfrom pat@nc.rr.com\n"
              "user pat@nc.rr.com\npassword sesame\n");
  set_written (home, ".msmtprc", MAY_2);
  profile = read_first (home, &profiles);
  entry = g_ptr_array_index (profile->entries, 0);
  g_assert_cmpint (entry->stored, ==, RRM_CLIENT_STORED_YES);
  g_assert_cmpint (entry->saved, ==, MAY_2);
  home_free (home);
}

/* Where a command gets the password, the file's day says nothing. */
static void
test_command (void)
{
  char *home = home_new ();
  g_autoptr (GPtrArray) profiles = NULL;
  RrmClientProfile *profile;
  RrmClientEntry *entry;

  home_write (home, ".msmtprc",
              "account a\nhost mail.twc.com\nport 587\nfrom pat@nc.rr.com\n"
              "user pat@nc.rr.com\npasswordeval secret-tool\n");
  profile = read_first (home, &profiles);
  entry = g_ptr_array_index (profile->entries, 0);
  g_assert_cmpint (entry->stored, ==, RRM_CLIENT_STORED_UNKNOWN);
  g_assert_cmpint (entry->saved, ==, 0);
  home_free (home);
}

static void
test_judge (void)
{
  static const struct
  {
    RrmClientStored stored;
    gint64 saved;
    gint64 changed;
    RrmHeld held;
  } rows[] = {
    { RRM_CLIENT_STORED_YES, MAY_1, MAY_2, RRM_HELD_OLD },
    { RRM_CLIENT_STORED_YES, MAY_2 - 1, MAY_2, RRM_HELD_OLD },
    { RRM_CLIENT_STORED_YES, MAY_2, MAY_2, RRM_HELD_MAYBE },
    { RRM_CLIENT_STORED_YES, MAY_3, MAY_2, RRM_HELD_MAYBE },
    { RRM_CLIENT_STORED_YES, MAY_1, 0, RRM_HELD_MAYBE },
    { RRM_CLIENT_STORED_YES, 0, MAY_2, RRM_HELD_MAYBE },
    { RRM_CLIENT_STORED_UNKNOWN, MAY_1, MAY_2, RRM_HELD_UNKNOWN },
    { RRM_CLIENT_STORED_NO, MAY_1, MAY_2, RRM_HELD_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (
      rrm_client_judge_stored (rows[i].stored, rows[i].saved, rows[i].changed), ==, rows[i].held);
}

/* What is claimed: that it was saved before the change, and that the server takes the new one. */
static void
test_finding (void)
{
  static const struct
  {
    gint64 changed;
    gboolean incoming;
    gboolean outgoing;
    const char *side;
    const char *saved;
  } rows[] = {
    { MAY_3, TRUE, TRUE, "both", "2026-05-02" },
    { MAY_3, TRUE, FALSE, "incoming", "2026-05-01" },
    { MAY_3, FALSE, TRUE, "outgoing", "2026-05-02" },
    { MAY_3, FALSE, FALSE, NULL, NULL },
    { MAY_2, TRUE, TRUE, "incoming", "2026-05-01" },
    { MAY_1, TRUE, TRUE, NULL, NULL },
    { 0, TRUE, TRUE, NULL, NULL },
  };
  char *home = make_thunderbird (
    "{\"logins\":[" LOGIN ("imap", ",\"timePasswordChanged\":1777593600000") ","
    LOGIN ("smtp", ",\"timePasswordChanged\":1777680000000") "]}");
  g_autoptr (GPtrArray) profiles = NULL;
  RrmClientProfile *profile = read_first (home, &profiles);
  RrmClientAccount *account = g_ptr_array_index (profile->accounts, 0);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RrmFinding) finding = rrm_client_audit_password (
        profile, account, rows[i].changed, rows[i].incoming, rows[i].outgoing);

      g_assert_cmpint (finding != NULL, ==, rows[i].side != NULL);
      if (finding == NULL)
        continue;
      g_assert_cmpint (rrm_finding_get_code (finding), ==, RRM_FINDING_CLIENT_PASSWORD_OLD);
      g_assert_cmpstr (rrm_finding_get_detail (finding, "side"), ==, rows[i].side);
      g_assert_cmpstr (rrm_finding_get_detail (finding, "saved"), ==, rows[i].saved);
      g_assert_cmpstr (rrm_finding_get_detail (finding, "program"), ==, "Thunderbird");
    }
  home_free (home);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stored/thunderbird", test_thunderbird);
  g_test_add_func ("/stored/file", test_file);
  g_test_add_func ("/stored/command", test_command);
  g_test_add_func ("/stored/judge", test_judge);
  g_test_add_func ("/stored/finding", test_finding);

  return g_test_run ();
}
