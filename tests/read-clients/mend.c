/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "faults.h"
#include "home.h"

#include "clients/audit.h"
#include "clients/client.h"
#include "clients/copies.h"
#include "clients/mend.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PREFS "profile/prefs.js"

static char *
make_home (const char *data)
{
  char *home = home_new ();

  home_copy (home, PREFS, data);

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

static guint
count_errors (RrmClientProfile *profile)
{
  guint n = 0;

  for (guint i = 0; i < profile->accounts->len; i++)
    {
      g_autoptr (GPtrArray)
        findings = rrm_client_audit (profile, g_ptr_array_index (profile->accounts, i));

      for (guint j = 0; j < findings->len; j++)
        n += rrm_finding_get_severity (g_ptr_array_index (findings, j)) == RRM_SEVERITY_ERROR;
    }

  return n;
}

static char *
describe_edits (RrmClientProfile *profile)
{
  g_autoptr (GPtrArray) edits = rrm_client_list_edits (profile);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < edits->len; i++)
    {
      const RrmClientEdit *edit = g_ptr_array_index (edits, i);

      g_string_append_printf (text, "%s: %s -> %s\n", edit->key,
                              edit->before != NULL ? edit->before : "nothing",
                              edit->after != NULL ? edit->after : "nothing");
    }

  return g_string_free (text, FALSE);
}

static void
test_family (void)
{
  char *home = make_home ("thunderbird/family.js");
  g_autofree char *before = home_read (home, PREFS);
  g_autofree char *copies = home_path (home, "copies");
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) restored = g_ptr_array_new_with_free_func (g_free);
  RrmClientProfile *profile = read_profile (home, &profiles);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mends = rrm_client_mend (profile, NULL, NULL, &error);
  g_autofree char *edits = describe_edits (profile);
  g_autofree char *copy = NULL;
  g_autofree char *found = NULL;
  g_autofree char *after = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (mends->len, ==, 4);
  g_assert_cmpstr (edits, ==,
                   "mail.identity.id3.smtpServer: smtp1 -> smtp5\n"
                   "mail.server.server3.realhostname: pop-server.nc.rr.com -> mail.twc.com\n"
                   "mail.server.server3.userName: bob -> bob@nc.rr.com\n"
                   "mail.smtpservers: smtp1,smtp2,smtp3 -> smtp1,smtp2,smtp3,smtp4,smtp5\n"
                   "mail.server.server3.port: nothing -> 995\n"
                   "mail.server.server3.socketType: nothing -> 3\n"
                   "mail.smtpserver.smtp4.hostname: nothing -> mail.twc.com\n"
                   "mail.smtpserver.smtp4.port: nothing -> 587\n"
                   "mail.smtpserver.smtp4.try_ssl: nothing -> 2\n"
                   "mail.smtpserver.smtp4.authMethod: nothing -> 3\n"
                   "mail.smtpserver.smtp4.username: nothing -> bob@nc.rr.com\n"
                   "mail.smtpserver.smtp4.description: nothing -> bob@nc.rr.com\n"
                   "mail.identity.id2.smtpServer: nothing -> smtp4\n"
                   "mail.smtpserver.smtp5.hostname: nothing -> mail.twc.com\n"
                   "mail.smtpserver.smtp5.port: nothing -> 587\n"
                   "mail.smtpserver.smtp5.try_ssl: nothing -> 2\n"
                   "mail.smtpserver.smtp5.authMethod: nothing -> 3\n"
                   "mail.smtpserver.smtp5.username: nothing -> bobby@nc.rr.com\n"
                   "mail.smtpserver.smtp5.description: nothing -> bobby@nc.rr.com\n");

  copy = rrm_client_save (profile, copies, &error);
  g_assert_no_error (error);
  after = home_read (home, PREFS);
  g_assert_cmpstr (after, !=, before);
  g_assert_cmpuint (count_errors (read_profile (home, &again)), ==, 0);

  /* Even when the program has changed its file in the meantime. */
  home_write (home, PREFS, "user_pref(\"later\", 1);\n");
  found = rrm_client_find_copy (copies, profile->path);
  g_assert_cmpstr (found, ==, copy);
  g_assert_true (rrm_client_undo (copies, found, restored, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (restored->len, ==, 1);
  g_free (after);
  after = home_read (home, PREFS);
  g_assert_cmpstr (after, ==, before);
  g_assert_null (rrm_client_find_copy (copies, profile->path));
  home_free (home);
}

/* What is known of passwords is about the server that an account had: of the right one, only the
 * program's file can tell. */
static void
test_passwords (void)
{
  char *home = make_home ("thunderbird/one.js");
  g_autofree char *prefs = home_path (home, PREFS);
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) mends = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *broken = NULL;
  RrmClientProfile *profile;

  g_assert_true (g_file_get_contents (prefs, &text, NULL, NULL));
  broken = g_strconcat (
    text,
    "user_pref(\"mail.server.server1.hostname\", \"imap-server.nc.rr.com\");\n"
    "user_pref(\"mail.smtpserver.smtp1.authMethod\", 1);\n",
    NULL);
  home_write (home, PREFS, broken);
  home_write (home, "profile/logins.json",
              "{\"logins\":[{\"hostname\":\"imap://mail.twc.com\"},"
              "{\"hostname\":\"smtp://mail.twc.com\"}]}");
  profile = read_profile (home, &profiles);
  mends = rrm_client_mend (profile, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mends->len, ==, 2);
  g_assert_cmpuint (count_errors (profile), ==, 0);
  home_free (home);
}

/* A server gets another name: what points to its folders goes with it, and nothing else. */
static void
test_folders (void)
{
  char *home = make_home ("thunderbird/one.js");
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (RrmChange) change = rrm_change_new ();
  g_autofree char *edits = NULL;
  RrmClientProfile *profile = read_profile (home, &profiles);
  g_autoptr (GError) error = NULL;

  rrm_change_set_string (change, "incoming.host", "mail.brighthouse.com");
  g_assert_true (rrm_client_apply (profile, g_ptr_array_index (profile->accounts, 0), change,
                                   &error));
  g_assert_no_error (error);
  edits = describe_edits (profile);
  g_assert_cmpstr (edits, ==,
                   "mail.identity.id1.fcc_folder: imap://ann%40nc.rr.com@mail.twc.com/Sent -> "
                   "imap://ann%40nc.rr.com@mail.brighthouse.com/Sent\n"
                   "mail.server.server1.hostname: mail.twc.com -> mail.brighthouse.com\n");
  home_free (home);
}

/* The filters of all accounts and the saved searches as well; a server whose name only begins like
 * this one is another. */
static void
test_filters (void)
{
  static const char *const names[] = { "profile/ImapMail/mail.twc.com/msgFilterRules.dat",
                                       "profile/Mail/Local Folders/msgFilterRules.dat",
                                       "profile/virtualFolders.dat" };
  static const char text[] = "version=\"9\"\r\nlogging=\"no\"\r\nname=\"A\"\r\n"
                             "actionValue=\"imap://ann%40nc.rr.com@mail.twc.com/Bills\"\r\n"
                             "actionValue=\"imap://ann%40nc.rr.com@mail.twc.company/Bills\"\r\n"
                             "scope=imap://ann%40nc.rr.com@mail.twc.com/A|"
                             "imap://ann%40nc.rr.com@mail.twc.com/B";
  char *home = make_home ("thunderbird/one.js");
  g_autofree char *copies = home_path (home, "copies");
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) restored = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RrmChange) change = rrm_change_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  RrmClientProfile *profile;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    home_write (home, names[i], text);
  profile = read_profile (home, &profiles);
  rrm_change_set_string (change, "incoming.host", "mail.new.net");
  g_assert_true (rrm_client_apply (profile, g_ptr_array_index (profile->accounts, 0), change,
                                   &error));
  copy = rrm_client_save (profile, copies, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *after = home_read (home, names[i]);

      g_assert_cmpstr (after, ==,
                       "version=\"9\"\r\nlogging=\"no\"\r\nname=\"A\"\r\n"
                       "actionValue=\"imap://ann%40nc.rr.com@mail.new.net/Bills\"\r\n"
                       "actionValue=\"imap://ann%40nc.rr.com@mail.twc.company/Bills\"\r\n"
                       "scope=imap://ann%40nc.rr.com@mail.new.net/A|"
                       "imap://ann%40nc.rr.com@mail.new.net/B");
    }

  g_assert_true (rrm_client_undo (copies, copy, restored, &error));
  g_assert_cmpuint (restored->len, ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *back = home_read (home, names[i]);

      g_assert_cmpstr (back, ==, text);
    }
  home_free (home);
}

/* A change that goes wrong in the middle leaves nothing. */
static void
test_half (void)
{
  char *home = make_home ("thunderbird/one.js");
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RrmChange) change = rrm_change_new ();
  g_autoptr (GError) error = NULL;
  RrmClientProfile *profile;

  home_write (home, "profile/virtualFolders.dat", "uri=imap://ann%40nc.rr.com@mail.twc.com/A\n");
  profile = read_profile (home, &profiles);
  rrm_change_set_string (change, "incoming.host", "mail.new.net");
  rrm_change_set_string (change, "incoming.protocol", "pop3");
  g_assert_false (rrm_client_apply (profile, g_ptr_array_index (profile->accounts, 0), change,
                                    &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_CANNOT_SAY);
  edits = rrm_client_list_edits (profile);
  g_assert_cmpuint (edits->len, ==, 0);
  home_free (home);
}

static void
test_leftover (void)
{
  static const char *const codes[] = { "client-smtp-leftover", NULL };
  char *home = make_home ("thunderbird/family.js");
  g_autoptr (GPtrArray) profiles = NULL;
  RrmClientProfile *profile = read_profile (home, &profiles);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mends = rrm_client_mend (profile, NULL, codes, &error);
  g_autofree char *edits = describe_edits (profile);

  g_assert_no_error (error);
  g_assert_cmpuint (mends->len, ==, 1);
  g_assert_cmpstr (edits, ==,
                   "mail.smtpserver.smtp3.hostname: smtp-server.nc.rr.com -> nothing\n"
                   "mail.smtpserver.smtp3.username: ann -> nothing\n"
                   "mail.smtpservers: smtp1,smtp2,smtp3 -> smtp1,smtp2\n");
  home_free (home);
}

/* Nothing is written over what is damaged, in use, or not the file that was looked at. */
static void
test_refused (void)
{
  char *home = make_home ("thunderbird/family.js");
  g_autofree char *before = home_read (home, PREFS);
  g_autofree char *damaged = g_strconcat (before, "user_pref(\"half", NULL);
  g_autofree char *copies = home_path (home, "copies");
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) broken = NULL;
  g_autoptr (GPtrArray) mends = NULL;
  RrmClientProfile *profile = read_profile (home, &profiles);
  g_autoptr (GError) error = NULL;
  g_autofree char *now = NULL;

  mends = rrm_client_mend (profile, NULL, NULL, &error);
  g_assert_no_error (error);
  home_write (home, PREFS, damaged);
  g_assert_null (rrm_client_save (profile, copies, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_CHANGED);
  g_clear_error (&error);

  g_assert_null (rrm_client_mend (read_profile (home, &broken), NULL, NULL, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_DAMAGED);
  g_clear_error (&error);
  now = home_read (home, PREFS);
  g_assert_cmpstr (now, ==, damaged);
  g_assert_false (rrm_client_undo (copies, copies, NULL, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_NO_COPY);
  home_free (home);
}

static char *
mend_one (const char *home,
          const char *copies,
          const char *code)
{
  const char *codes[] = { code, NULL };
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GError) error = NULL;
  RrmClientProfile *profile = read_profile (home, &profiles);
  g_autoptr (GPtrArray) mends = rrm_client_mend (profile, NULL, codes, &error);
  char *copy;

  g_assert_no_error (error);
  copy = rrm_client_save (profile, copies, &error);
  g_assert_no_error (error);

  return copy;
}

static void
assert_listed (const char *copies,
               const char *path)
{
  g_autoptr (GPtrArray) list = rrm_client_list_copies (copies);
  const RrmClientCopy *copy;

  g_assert_cmpuint (list->len, ==, path != NULL ? 1 : 0);
  if (path == NULL)
    return;
  copy = g_ptr_array_index (list, 0);
  g_assert_cmpstr (copy->path, ==, path);
  g_assert_cmpstr (copy->program, ==, "thunderbird");
  g_assert_nonnull (copy->time);
}

/* Of several changes the last one can be taken back, then the one before: an older copy would take
 * both. What a crash has left without its list is none. */
static void
test_list (void)
{
  char *home = make_home ("thunderbird/family.js");
  g_autofree char *copies = home_path (home, "copies");
  g_autofree char *before = home_read (home, PREFS);
  g_autofree char *after = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);

  assert_listed (copies, NULL);
  first = mend_one (home, copies, "client-smtp-leftover");
  assert_listed (copies, first);
  second = mend_one (home, copies, "host-retired");
  home_write (home, "copies/20200101-000000-000/0", "half");
  assert_listed (copies, second);
  g_assert_true (rrm_client_undo (copies, second, files, NULL));
  assert_listed (copies, first);
  g_assert_true (rrm_client_undo (copies, first, files, NULL));
  assert_listed (copies, NULL);
  after = home_read (home, PREFS);
  g_assert_cmpstr (after, ==, before);
  home_free (home);
}

static void
save_and_die (const char *home,
              const char *copies,
              int at)
{
  g_autoptr (GPtrArray) profiles = NULL;
  RrmClientProfile *profile = read_profile (home, &profiles);
  g_autoptr (GPtrArray) mends = rrm_client_mend (profile, NULL, NULL, NULL);

  faults_kill_at (at);
  _exit (rrm_client_save (profile, copies, NULL) != NULL ? 0 : 1);
}

/* Gone at any moment: the file is the old one or the new one, and if it is the new one the copy is
 * there. Its permissions are as they were. */
static void
test_killed (void)
{
  guint n_old = 0;
  guint n_new = 0;
  int status = 1;

  for (int at = 1; status != 0; at++)
    {
      char *home = make_home ("thunderbird/family.js");
      g_autofree char *path = home_path (home, PREFS);
      g_autofree char *before = home_read (home, PREFS);
      g_autofree char *copies = home_path (home, "copies");
      g_autofree char *after = NULL;
      g_autofree char *copy = NULL;
      GStatBuf info;
      pid_t child;

      g_assert_cmpint (g_chmod (path, 0640), ==, 0);
      child = fork ();
      if (child == 0)
        save_and_die (home, copies, at);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFEXITED (status));
      g_assert_true (WEXITSTATUS (status) == 0 || WEXITSTATUS (status) == FAULTS_KILLED);
      g_assert_cmpint (at, <, 100);

      after = home_read (home, PREFS);
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpuint (info.st_mode & 0777, ==, 0640);
      copy = rrm_client_find_copy (copies, NULL);
      if (g_str_equal (after, before))
        n_old++;
      else
        {
          g_autoptr (GPtrArray) profiles = NULL;
          g_autoptr (GPtrArray) restored = g_ptr_array_new_with_free_func (g_free);
          g_autofree char *back = NULL;

          n_new++;
          g_assert_cmpuint (count_errors (read_profile (home, &profiles)), ==, 0);
          g_assert_nonnull (copy);
          g_assert_true (rrm_client_undo (copies, copy, restored, NULL));
          back = home_read (home, PREFS);
          g_assert_cmpstr (back, ==, before);
        }
      home_free (home);
    }
  g_test_message ("%u times the old file, %u times the new one", n_old, n_new);
  g_assert_cmpuint (n_old, >=, 5);
  g_assert_cmpuint (n_new, >=, 1);
}

/* Behind a link, as people have it who keep their settings elsewhere. */
static void
test_link (void)
{
  char *home = make_home ("thunderbird/family.js");
  g_autofree char *copies = home_path (home, "copies");
  g_autofree char *path = home_path (home, PREFS);
  g_autofree char *real = home_path (home, "elsewhere.js");
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) mends = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *through = NULL;
  g_autofree char *direct = NULL;
  g_autoptr (GError) error = NULL;
  RrmClientProfile *profile;

  g_assert_cmpint (g_rename (path, real), ==, 0);
  g_assert_cmpint (symlink (real, path), ==, 0);
  profile = read_profile (home, &profiles);
  mends = rrm_client_mend (profile, NULL, NULL, &error);
  copy = rrm_client_save (profile, copies, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
  through = home_read (home, PREFS);
  direct = home_read (home, "elsewhere.js");
  g_assert_cmpstr (through, ==, direct);
  g_assert_nonnull (strstr (direct, "smtp4"));
  home_free (home);
}

/* What the person meets afterwards: a password that is asked for again, a service that waits. */
static void
test_after (void)
{
  static const struct
  {
    const char *program;
    const char *key;
    const char *after;
  } cases[] = {
    { "thunderbird", "incoming.host", "password" },
    { "thunderbird", "outgoing.username", "password" },
    { "thunderbird", "incoming.auth", NULL },
    { "geary", "incoming.username", "password" },
    { "evolution", "incoming.host", NULL },
    { "claws-mail", "incoming.host", NULL },
    { "goa", "incoming.host", "log-in" },
    { "goa", "outgoing.auth", "log-in" },
  };
  g_autoptr (RrmChange) nothing = rrm_change_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const RrmClient *client = rrm_client_find (cases[i].program);
      g_autoptr (RrmChange) change = rrm_change_new ();

      rrm_change_set_string (change, cases[i].key, "x");
      g_assert_cmpstr (rrm_client_get_after (client, change), ==, cases[i].after);
      g_assert_null (rrm_client_get_after (client, nothing));
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clients/mend/family", test_family);
  g_test_add_func ("/clients/mend/passwords", test_passwords);
  g_test_add_func ("/clients/mend/folders", test_folders);
  g_test_add_func ("/clients/mend/filters", test_filters);
  g_test_add_func ("/clients/mend/half", test_half);
  g_test_add_func ("/clients/mend/leftover", test_leftover);
  g_test_add_func ("/clients/mend/refused", test_refused);
  g_test_add_func ("/clients/mend/list", test_list);
  g_test_add_func ("/clients/mend/killed", test_killed);
  g_test_add_func ("/clients/mend/link", test_link);
  g_test_add_func ("/clients/mend/after", test_after);

  return g_test_run ();
}
