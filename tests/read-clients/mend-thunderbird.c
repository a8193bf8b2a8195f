/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "home.h"

#include "clients/audit.h"
#include "clients/client.h"
#include "clients/copies.h"
#include "clients/mend.h"
#include "clients/thunderbird.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* What is particular to Thunderbird when its settings are mended. */

#define PREFS "profile/prefs.js"

/* A profile with the account of one.js, and with @more behind it. */
static char *
make_home (const char *more)
{
  char *home = home_new ();
  g_autofree char *base = data_read ("thunderbird/one.js");
  g_autofree char *text = g_strconcat (base, more, NULL);

  home_write (home, PREFS, text);

  return home;
}

static RrmClientProfile *
read_profile (const char *home,
              GPtrArray **profiles)
{
  g_autofree char *path = home_path (home, "profile");
  g_autoptr (GError) error = NULL;

  *profiles = rrm_clients_read_path (path, &error);
  g_assert_no_error (error);

  return g_ptr_array_index (*profiles, 0);
}

static char *
describe_edits (RrmClientProfile *profile)
{
  g_autoptr (GPtrArray) edits = rrm_client_list_edits (profile);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < edits->len; i++)
    {
      const RrmClientEdit *edit = g_ptr_array_index (edits, i);
      g_autofree char *name = g_path_get_basename (edit->path);

      g_string_append_printf (text, "%s %s: %s -> %s\n", name, edit->key,
                              edit->before != NULL ? edit->before : "nothing",
                              edit->after != NULL ? edit->after : "nothing");
    }

  return g_string_free (text, FALSE);
}

static char *
mend (const char *more,
      GError **error)
{
  char *home = make_home (more);
  g_autoptr (GPtrArray) profiles = NULL;
  RrmClientProfile *profile = read_profile (home, &profiles);
  g_autoptr (GPtrArray) mends = rrm_client_mend (profile, NULL, NULL, error);
  char *edits = mends != NULL ? describe_edits (profile) : NULL;

  home_free (home);

  return edits;
}

/* What old versions go by is mended for these; today's do not know it. */
static void
test_second_names (void)
{
  static const struct
  {
    const char *version;
    const char *edits;
  } cases[] = {
    { "78.14.0", "prefs.js mail.server.server1.realhostname: pop-server.nc.rr.com -> "
                 "mail.twc.com\n"
                 "prefs.js mail.server.server1.realuserName: ann -> ann@nc.rr.com\n" },
    { "153.7.0", "prefs.js mail.server.server1.hostname: smtp-server.nc.rr.com -> mail.twc.com\n"
                 "prefs.js mail.identity.id1.fcc_folder: "
                 "imap://ann%40nc.rr.com@smtp-server.nc.rr.com/Sent -> "
                 "imap://ann%40nc.rr.com@mail.twc.com/Sent\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = g_strdup_printf (
        "user_pref(\"extensions.lastAppVersion\", \"%s\");\n"
        "user_pref(\"mail.server.server1.hostname\", \"smtp-server.nc.rr.com\");\n"
        "user_pref(\"mail.identity.id1.fcc_folder\", "
        "\"imap://ann%%40nc.rr.com@smtp-server.nc.rr.com/Sent\");\n"
        "user_pref(\"mail.server.server1.realhostname\", \"pop-server.nc.rr.com\");\n"
        "user_pref(\"mail.server.server1.realuserName\", \"ann\");\n",
        cases[i].version);
      g_autofree char *edits = mend (text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (edits, ==, cases[i].edits);
    }
}

/* A further account for the address of one.js. */
#define SECOND(host, username) \
  "user_pref(\"mail.accountmanager.accounts\", \"account1,account2\");\n" \
  "user_pref(\"mail.account.account2.identities\", \"id2\");\n" \
  "user_pref(\"mail.account.account2.server\", \"server2\");\n" \
  "user_pref(\"mail.identity.id2.useremail\", \"ann@nc.rr.com\");\n" \
  "user_pref(\"mail.identity.id2.smtpServer\", \"smtp1\");\n" \
  "user_pref(\"mail.server.server2.hostname\", \"" host "\");\n" \
  "user_pref(\"mail.server.server2.port\", 993);\n" \
  "user_pref(\"mail.server.server2.socketType\", 3);\n" \
  "user_pref(\"mail.server.server2.type\", \"imap\");\n" \
  "user_pref(\"mail.server.server2.userName\", \"" username "\");\n"

/* Thunderbird drops one of two accounts with one host and user name as it starts, and its mail is
 * not seen any more: such a change is not made. All the rest is. */
static void
test_twin (void)
{
  static const struct
  {
    const char *more;
    /* NULL: nothing but what would make them the same is wrong. */
    const char *edits;
  } cases[] = {
    { SECOND ("imap-server.nc.rr.com", "ann@nc.rr.com"), NULL },
    { SECOND ("mail.twc.com", "ann"), NULL },
    { SECOND ("IMAP-server.nc.rr.com", "Ann@NC.rr.com"), NULL },
    { SECOND ("imap-server.nc.rr.com", "ann@nc.rr.com")
        "user_pref(\"mail.smtpserver.smtp1.authMethod\", 1);\n",
      "prefs.js mail.smtpserver.smtp1.authMethod: 1 -> 3\n" },
    /* Both were of the old host: the first one gets the new one. */
    { SECOND ("imap-server.nc.rr.com", "ann@nc.rr.com")
        "user_pref(\"mail.server.server1.hostname\", \"pop-server.nc.rr.com\");\n",
      "prefs.js mail.server.server1.hostname: pop-server.nc.rr.com -> mail.twc.com\n" },
    /* Another kind of server, or another name, is another account. */
    { SECOND ("imap-server.nc.rr.com", "ann@nc.rr.com")
        "user_pref(\"mail.server.server2.type\", \"pop3\");\n"
        "user_pref(\"mail.server.server2.port\", 995);\n"
        "user_pref(\"mail.server.server2.leave_on_server\", true);\n",
      "prefs.js mail.server.server2.hostname: imap-server.nc.rr.com -> mail.twc.com\n" },
    { SECOND ("imap-server.nc.rr.com", "anna@nc.rr.com"),
      "prefs.js mail.server.server2.hostname: imap-server.nc.rr.com -> mail.twc.com\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *edits = mend (cases[i].more, &error);

      g_test_message ("%s", cases[i].more);
      if (cases[i].edits != NULL)
        g_assert_no_error (error);
      else
        g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_TWIN);
      g_assert_cmpstr (edits, ==, cases[i].edits);
      if (cases[i].edits == NULL)
        g_assert_cmpstr (error->message, ==, "ann@nc.rr.com (mail.twc.com)");
    }
}

static char *
write_user_file (const char *home,
                 const char *text)
{
  home_write (home, "profile/user.js", text);

  return home_path (home, "profile/user.js");
}

static guint
count_errors (RrmClientProfile *profile)
{
  g_autoptr (GPtrArray)
    findings = rrm_client_audit (profile, g_ptr_array_index (profile->accounts, 0));
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    n += rrm_finding_get_severity (g_ptr_array_index (findings, i)) == RRM_SEVERITY_ERROR;

  return n;
}

#define USER_FILE                                                                                  \
  "// mine\r\n"                                                                                    \
  "user_pref('mail.server.server1.hostname', 'imap-server.nc.rr.com'); // why\r\n"                 \
  "user_pref(\"mail.identity.id1.drafts_folder\", "                                                \
  "\"imap://ann%40nc.rr.com@imap-server.nc.rr.com/Drafts\");\r\n"                                  \
  "user_pref(\"mail.server.server1.socketType\", 3);\r\n"

/* What the program takes over at each start wins, and is mended where it stands: a value that was
 * mended in prefs.js alone would be the old one again at the next start. */
static void
test_user_file (void)
{
  char *home = make_home ("");
  g_autofree char *user = write_user_file (home, USER_FILE);
  g_autofree char *before = home_read (home, PREFS);
  g_autofree char *copies = home_path (home, "copies");
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) restored = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  RrmClientProfile *profile = read_profile (home, &profiles);
  g_autoptr (GPtrArray) mends = rrm_client_mend (profile, NULL, NULL, &error);
  g_autofree char *edits = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *after = NULL;
  g_autofree char *back = NULL;

  g_assert_no_error (error);
  edits = describe_edits (profile);
  g_assert_cmpstr (edits, ==,
                   "user.js mail.server.server1.hostname: imap-server.nc.rr.com -> mail.twc.com\n"
                   "user.js mail.identity.id1.drafts_folder: "
                   "imap://ann%40nc.rr.com@imap-server.nc.rr.com/Drafts -> "
                   "imap://ann%40nc.rr.com@mail.twc.com/Drafts\n");
  copy = rrm_client_save (profile, copies, &error);
  g_assert_no_error (error);
  after = home_read (home, "profile/user.js");
  g_assert_nonnull (strstr (after, "// mine\r\n"));
  g_assert_nonnull (strstr (after, "mail.twc.com\"); // why\r\n"));
  g_assert_cmpuint (count_errors (read_profile (home, &again)), ==, 0);

  g_assert_true (rrm_client_undo (copies, copy, restored, &error));
  g_free (after);
  after = home_read (home, "profile/user.js");
  back = home_read (home, PREFS);
  g_assert_cmpstr (after, ==, USER_FILE);
  g_assert_cmpstr (back, ==, before);
  home_free (home);
}

/* What is right there hides what is wrong in prefs.js, which the program is about to change. */
static void
test_user_file_rules (void)
{
  char *home = make_home (
    "user_pref(\"mail.server.server1.hostname\", \"smtp-server.nc.rr.com\");\n");
  g_autofree char *user = write_user_file (
    home, "user_pref(\"mail.server.server1.hostname\", \"mail.twc.com\");\n");
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) refused = NULL;
  RrmClientProfile *profile = read_profile (home, &profiles);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (count_errors (profile), ==, 0);
  g_assert_false (rrm_client_needs_mend (profile, NULL, NULL));

  /* One that cannot be read: nobody knows what holds. */
  home_write (home, "profile/user.js", "user_pref(\"half");
  profile = read_profile (home, &refused);
  g_assert_no_error (profile->error);
  g_assert_false (rrm_client_can_mend (profile, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_DAMAGED);
  g_remove (user);
  g_assert_cmpint (g_mkdir (user, 0700), ==, 0);
  g_clear_pointer (&refused, g_ptr_array_unref);
  profile = read_profile (home, &refused);
  g_assert_error (profile->error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_UNREADABLE);
  g_assert_cmpstr (profile->error->message, ==, user);
  home_free (home);
}

/* A new outgoing entry gets no number that stands there, and one that goes, goes there as well. */
static void
test_user_file_entries (void)
{
  static const char *const leftover[] = { "client-smtp-leftover", NULL };
  char *home = make_home ("");
  g_autofree char *user = write_user_file (
    home, "user_pref(\"mail.smtpservers\", \"smtp1,smtp7\");\n"
          "user_pref(\"mail.smtpserver.smtp7.hostname\", \"smtp-server.nc.rr.com\");\n"
          "user_pref(\"mail.smtpserver.smtp7.username\", \"old@nc.rr.com\");\n");
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) mends = NULL;
  g_autoptr (GError) error = NULL;
  RrmClientProfile *profile = read_profile (home, &profiles);
  g_autofree char *edits = NULL;

  g_assert_cmpuint (profile->entries->len, ==, 2);
  g_assert_true (rrm_thunderbird_split (profile, g_ptr_array_index (profile->accounts, 0),
                                        &error));
  g_assert_no_error (error);
  g_assert_nonnull (rrm_client_profile_find_entry (profile, "smtp8"));
  g_clear_pointer (&profiles, g_ptr_array_unref);
  profile = read_profile (home, &profiles);
  mends = rrm_client_mend (profile, NULL, leftover, &error);
  g_assert_no_error (error);
  edits = describe_edits (profile);
  g_assert_cmpstr (edits, ==,
                   "user.js mail.smtpservers: smtp1,smtp7 -> smtp1\n"
                   "user.js mail.smtpserver.smtp7.hostname: smtp-server.nc.rr.com -> nothing\n"
                   "user.js mail.smtpserver.smtp7.username: old@nc.rr.com -> nothing\n");
  home_free (home);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clients/mend-thunderbird/second-names", test_second_names);
  g_test_add_func ("/clients/mend-thunderbird/twin", test_twin);
  g_test_add_func ("/clients/mend-thunderbird/user-file", test_user_file);
  g_test_add_func ("/clients/mend-thunderbird/user-file-rules", test_user_file_rules);
  g_test_add_func ("/clients/mend-thunderbird/user-file-entries", test_user_file_entries);

  return g_test_run ();
}
