/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/holders.h"
#include "setup/setup-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* After a change of the password: which programs keep one, and what is claimed of it. */

#define ADDRESS "pat.practice@nc.rr.com"
#define OTHER "sam@nc.rr.com"
#define PROFILE ".thunderbird/x.default-release"

static void
iterate (RrmSetup *setup)
{
  while (rrm_setup_get_testing (setup) || rrm_setup_get_looking (setup))
    g_main_context_iteration (NULL, TRUE);
}

static void
write_file (const char *home,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (home, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* A Thunderbird with one account whose passwords were saved on a day, and a Claws Mail. */
static char *
make_home (const char *address,
           gint64 saved)
{
  g_autoptr (GError) error = NULL;
  char *home = g_dir_make_tmp ("rrmail-XXXXXX", &error);
  g_autofree char *prefs = g_strdup_printf (
    "user_pref(\"mail.accountmanager.accounts\", \"account1\");\n"
    "user_pref(\"mail.account.account1.server\", \"server1\");\n"
    "user_pref(\"mail.account.account1.identities\", \"id1\");\n"
    "user_pref(\"mail.identity.id1.useremail\", \"%s\");\n"
    "user_pref(\"mail.identity.id1.smtpServer\", \"smtp1\");\n"
    "user_pref(\"mail.server.server1.type\", \"imap\");\n"
    "user_pref(\"mail.server.server1.hostname\", \"mail.twc.com\");\n"
    "user_pref(\"mail.server.server1.userName\", \"%s\");\n"
    "user_pref(\"mail.server.server1.socketType\", 3);\n"
    "user_pref(\"mail.smtpservers\", \"smtp1\");\n"
    "user_pref(\"mail.smtpserver.smtp1.hostname\", \"mail.twc.com\");\n"
    "user_pref(\"mail.smtpserver.smtp1.try_ssl\", 2);\n"
    "user_pref(\"mail.smtpserver.smtp1.username\", \"%s\");\n",
    address, address, address);
  g_autofree char *logins = g_strdup_printf (
    "{\"logins\":[{\"hostname\":\"imap://mail.twc.com\",\"timePasswordChanged\":%" G_GINT64_FORMAT
    "000},{\"hostname\":\"smtp://mail.twc.com\",\"timePasswordChanged\":%" G_GINT64_FORMAT
    "000}]}",
    saved, saved);

  g_assert_no_error (error);
  write_file (home, ".thunderbird/profiles.ini",
              "[Profile0]\nName=x\nIsRelative=1\nPath=x.default-release\nDefault=1\n");
  write_file (home, PROFILE "/prefs.js", prefs);
  write_file (home, PROFILE "/logins.json", logins);

  return home;
}

static void
free_home (char *home)
{
  static const char *const names[] = {
    PROFILE "/prefs.js", PROFILE "/logins.json", PROFILE, ".thunderbird/profiles.ini",
    ".thunderbird", ".msmtprc", "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (home, names[i], NULL);

      g_remove (path);
    }
  g_free (home);
}

static RrmSetup *
start_scenario (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_bytes (bytes, &error);
  RrmSetup *setup = rrm_setup_new ();

  g_assert_no_error (error);
  setup->practice = rrm_practice_new_for_scenario (scenario, &error);
  g_assert_no_error (error);
  rrm_draft_load_account (setup->draft, rrm_practice_get_account (setup->practice));
  setup->intent = RRM_INTENT_PASSWORD;

  return setup;
}

static void
test (RrmSetup *setup)
{
  RrmField wrong;

  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  iterate (setup);
}

static GPtrArray *
look (RrmSetup *setup,
      const char *home)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  rrm_setup_set_home (setup, home);
  rrm_setup_look_for_holders (setup);
  g_assert_true (rrm_setup_get_looking (setup));
  iterate (setup);

  return rrm_setup_list_holders (setup, now);
}

static gint64
days_ago (int days)
{
  return g_get_real_time () / G_USEC_PER_SEC - days * (gint64) 86400;
}

#define WORKS "[scenario]\nname=works\n"
#define REFUSED "[scenario]\nname=refused\n[all]\naccept-password=the-old-one\n"
#define RECEIVES "[scenario]\nname=receives\n[smtp]\naccept-password=the-old-one\n"

/* What is claimed depends on when the password was saved, and on when it was changed. */
static void
test_when (void)
{
  static const struct
  {
    int saved;
    RrmChanged changed;
    RrmHeld held;
  } rows[] = {
    { 3, RRM_CHANGED_TODAY, RRM_HELD_OLD },     { 3, RRM_CHANGED_YESTERDAY, RRM_HELD_OLD },
    { 3, RRM_CHANGED_WEEK, RRM_HELD_MAYBE },    { 3, RRM_CHANGED_UNKNOWN, RRM_HELD_MAYBE },
    { 9, RRM_CHANGED_WEEK, RRM_HELD_OLD },      { 9, RRM_CHANGED_MONTH, RRM_HELD_MAYBE },
    { 400, RRM_CHANGED_MONTH, RRM_HELD_OLD },   { 400, RRM_CHANGED_UNKNOWN, RRM_HELD_MAYBE },
    { 0, RRM_CHANGED_TODAY, RRM_HELD_MAYBE },
  };
  g_autoptr (RrmSetup) setup = start_scenario (WORKS);

  test (setup);
  g_assert_true (rrm_setup_is_working (setup));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      char *home = make_home (ADDRESS, days_ago (rows[i].saved));
      g_autoptr (GPtrArray) holders = NULL;
      RrmHolder *holder;

      rrm_setup_set_changed (setup, rows[i].changed);
      holders = look (setup, home);
      g_assert_cmpuint (holders->len, ==, 1);
      holder = g_ptr_array_index (holders, 0);
      g_assert_cmpstr (holder->program, ==, "thunderbird");
      g_assert_cmpint (holder->held, ==, rows[i].held);
      g_assert_cmpint (holder->finding != NULL, ==, rows[i].held == RRM_HELD_OLD);
      if (holder->finding != NULL)
        g_assert_cmpstr (rrm_finding_get_detail (holder->finding, "side"), ==, "both");
      free_home (home);
    }
}

/* Another account's password is none of this one's business. */
static void
test_other_address (void)
{
  g_autoptr (RrmSetup) setup = start_scenario (WORKS);
  char *home = make_home (OTHER, days_ago (9));
  g_autoptr (GPtrArray) holders = NULL;

  test (setup);
  holders = look (setup, home);
  g_assert_cmpuint (holders->len, ==, 0);
  free_home (home);
}

/* A server that has not taken the new password says nothing against the saved one. */
static void
test_one_side (void)
{
  g_autoptr (RrmSetup) setup = start_scenario (RECEIVES);
  char *home = make_home (ADDRESS, days_ago (9));
  g_autoptr (GPtrArray) holders = NULL;
  RrmHolder *holder;

  test (setup);
  g_assert_false (rrm_setup_is_working (setup));
  rrm_setup_set_changed (setup, RRM_CHANGED_TODAY);
  holders = look (setup, home);
  holder = g_ptr_array_index (holders, 0);
  g_assert_nonnull (holder->finding);
  g_assert_cmpstr (rrm_finding_get_detail (holder->finding, "side"), ==, "incoming");
  free_home (home);
}

/* Where the servers still take the previous password, a saved one is no old one. */
static void
test_previous (void)
{
  g_autoptr (RrmSetup) setup = start_scenario (REFUSED);
  g_autoptr (RrmSecret) old = rrm_secret_new ("the-old-one", -1);
  char *home = make_home (ADDRESS, days_ago (9));
  g_autoptr (GPtrArray) holders = NULL;
  RrmHolder *holder;
  RrmField wrong;

  test (setup);
  g_assert_false (rrm_setup_is_previous (setup));
  g_assert_cmpint (rrm_setup_try_password (setup, old, &wrong), ==, RRM_GATE_OPEN);
  iterate (setup);
  g_assert_true (rrm_setup_is_previous (setup));
  rrm_setup_set_changed (setup, RRM_CHANGED_TODAY);
  holders = look (setup, home);
  holder = g_ptr_array_index (holders, 0);
  g_assert_cmpint (holder->held, ==, RRM_HELD_MAYBE);
  g_assert_null (holder->finding);
  free_home (home);
}

/* One that only sends; where a password stands in its file, the file's day counts. */
static void
test_sender (void)
{
  g_autoptr (RrmSetup) setup = start_scenario (WORKS);
  char *home = make_home (OTHER, days_ago (9));
  g_autoptr (GPtrArray) holders = NULL;
  RrmHolder *holder;

  write_file (home, ".msmtprc",
              "account a\nhost mail.twc.com\nport 587\nauth on\nfrom " ADDRESS "\nuser " ADDRESS
              "\npassword sesame\n");
  test (setup);
  rrm_setup_set_changed (setup, RRM_CHANGED_TODAY);
  holders = look (setup, home);
  g_assert_cmpuint (holders->len, ==, 1);
  holder = g_ptr_array_index (holders, 0);
  g_assert_cmpstr (holder->program, ==, "msmtp");
  g_assert_true (g_str_has_suffix (holder->file, ".msmtprc"));
  g_assert_cmpint (holder->held, ==, RRM_HELD_MAYBE);
  free_home (home);
}

/* From the test to the programs, to a guide and back, and on to the end. */
static void
test_way (void)
{
  g_autoptr (RrmSetup) setup = start_scenario (WORKS);
  g_autoptr (RrmGuide) guide = NULL;
  RrmField wrong;

  rrm_setup_show_page (setup, RRM_PAGE_TEST);
  test (setup);
  g_assert_true (rrm_setup_go_on (setup, &wrong));
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_HOLDERS);
  rrm_setup_open_guide_about (setup, RRM_GUIDE_TOPIC_PASSWORD, "msmtp", "/home/pat/.msmtprc");
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_GUIDE);
  guide = rrm_setup_make_guide (setup, NULL, NULL);
  g_assert_cmpstr (((RrmGuideStep *) g_ptr_array_index (guide->steps, 0))->value, ==,
                   "/home/pat/.msmtprc");
  rrm_setup_go_back (setup);
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_HOLDERS);
  rrm_setup_open_guide_about (setup, RRM_GUIDE_TOPIC_PASSWORD, "geary", NULL);
  rrm_setup_end_guide (setup);
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_HOLDERS);
  g_assert_true (rrm_setup_go_on (setup, &wrong));
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_FINISH);
  rrm_setup_go_back (setup);
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_HOLDERS);
  rrm_setup_go_back (setup);
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_TEST);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/holders/when", test_when);
  g_test_add_func ("/holders/other-address", test_other_address);
  g_test_add_func ("/holders/one-side", test_one_side);
  g_test_add_func ("/holders/previous", test_previous);
  g_test_add_func ("/holders/sender", test_sender);
  g_test_add_func ("/holders/way", test_way);

  return g_test_run ();
}
