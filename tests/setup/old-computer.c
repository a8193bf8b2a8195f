/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/draft-file.h"
#include "setup/old-computer.h"
#include "setup/setup-private.h"

#include <glib/gstdio.h>

/* What is brought along from an old computer: a profile, a file, or what is neither. */

static char *
write_file (const char *name,
            const char *text)
{
  g_autofree char *folder = g_dir_make_tmp ("rrmail-XXXXXX", NULL);
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return path;
}

static void
remove_file (char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_remove (path);
  g_rmdir (folder);
  g_free (path);
}

static void
read_path (RrmSetup *setup,
           const char *path)
{
  rrm_setup_show_old (setup);
  rrm_setup_read_old (setup, path);
  while (rrm_found_get_reading (rrm_setup_get_old (setup)))
    g_main_context_iteration (NULL, TRUE);
}

#define PREFS(host)                                                                                \
  "user_pref(\"mail.accountmanager.accounts\", \"account1\");\n"                                   \
  "user_pref(\"mail.account.account1.server\", \"server1\");\n"                                    \
  "user_pref(\"mail.account.account1.identities\", \"id1\");\n"                                    \
  "user_pref(\"mail.identity.id1.fullName\", \"Pat Doe\");\n"                                      \
  "user_pref(\"mail.identity.id1.useremail\", \"pat@nc.rr.com\");\n"                               \
  "user_pref(\"mail.identity.id1.smtpServer\", \"smtp1\");\n"                                      \
  "user_pref(\"mail.server.server1.type\", \"imap\");\n"                                           \
  "user_pref(\"mail.server.server1.hostname\", \"" host "\");\n"                                   \
  "user_pref(\"mail.server.server1.port\", 993);\n"                                                \
  "user_pref(\"mail.server.server1.socketType\", 3);\n"                                            \
  "user_pref(\"mail.server.server1.userName\", \"pat@nc.rr.com\");\n"                              \
  "user_pref(\"mail.smtpservers\", \"smtp1\");\n"                                                  \
  "user_pref(\"mail.smtpserver.smtp1.hostname\", \"mail.twc.com\");\n"                             \
  "user_pref(\"mail.smtpserver.smtp1.port\", 587);\n"                                              \
  "user_pref(\"mail.smtpserver.smtp1.try_ssl\", 2);\n"                                             \
  "user_pref(\"mail.smtpserver.smtp1.username\", \"pat@nc.rr.com\");\n"

/* The account stands in the settings as it was, without a password; what is wrong with it the test
 * will say. */
static void
test_profile (void)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  char *path = write_file ("prefs.js", PREFS ("pop-server.nc.rr.com"));
  RrmDraft *draft = rrm_setup_get_draft (setup);
  RrmField wrong;

  read_path (setup, path);
  g_assert_cmpuint (g_list_model_get_n_items (rrm_found_get_accounts (rrm_setup_get_old (setup))),
                    ==, 1);
  g_assert_false (rrm_setup_take_old (setup, 1));
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_OLD);
  g_assert_true (rrm_setup_take_old (setup, 0));
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_SETTINGS);
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_NAME), ==, "Pat Doe");
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_ADDRESS), ==, "pat@nc.rr.com");
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_INCOMING_SERVER), ==,
                   "pop-server.nc.rr.com");
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_OUTGOING_PORT), ==, "587");
  g_assert_null (rrm_draft_get_password (draft));
  g_assert_cmpint (rrm_setup_get_intent (setup), ==, RRM_INTENT_SET_UP);
  g_assert_true (rrm_setup_is_unsaved (setup));

  /* No test without a password, and back is the page before. */
  g_assert_false (rrm_setup_go_on (setup, &wrong));
  g_assert_cmpint (wrong, ==, RRM_FIELD_PASSWORD);
  rrm_setup_go_back (setup);
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_OLD);
  rrm_setup_go_back (setup);
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_START);
  remove_file (path);
}

/* A new account does not come back to the old computer. */
static void
test_next (void)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  char *path = write_file ("prefs.js", PREFS ("mail.twc.com"));

  read_path (setup, path);
  g_assert_true (rrm_setup_take_old (setup, 0));
  rrm_setup_begin_with (setup, RRM_INTENT_REPAIR, "sam@nc.rr.com");
  rrm_setup_show_page (setup, RRM_PAGE_SETTINGS);
  rrm_setup_go_back (setup);
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_ABOUT);
  remove_file (path);
}

/* One that only sends gets what it lacks from the map. */
static void
test_half (void)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  char *path = write_file (".msmtprc", "account a\nhost mail.twc.com\nport 587\nauth on\ntls on\n"
                                       "from pat@nc.rr.com\nuser pat@nc.rr.com\npassword sesame\n");
  RrmDraft *draft = rrm_setup_get_draft (setup);

  read_path (setup, path);
  g_assert_true (rrm_setup_take_old (setup, 0));
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_OUTGOING_SERVER), ==, "mail.twc.com");
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_INCOMING_SERVER), ==, "mail.twc.com");
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_INCOMING_PORT), ==, "993");
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_INCOMING_USERNAME), ==, "pat@nc.rr.com");
  g_assert_null (rrm_draft_get_password (draft));
  remove_file (path);
}

/* What is no settings file is refused with a sentence. */
static void
test_wrong (void)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  char *path = write_file ("picture.png", "x");

  read_path (setup, path);
  g_assert_cmpuint (g_list_model_get_n_items (rrm_found_get_accounts (rrm_setup_get_old (setup))),
                    ==, 0);
  g_assert_nonnull (rrm_found_get_refusals (rrm_setup_get_old (setup))[0]);
  g_assert_false (rrm_setup_take_old (setup, 0));
  remove_file (path);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/old-computer/profile", test_profile);
  g_test_add_func ("/old-computer/next", test_next);
  g_test_add_func ("/old-computer/half", test_half);
  g_test_add_func ("/old-computer/wrong", test_wrong);

  return g_test_run ();
}
