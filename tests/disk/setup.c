/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/offer.h"
#include "setup/save-file.h"
#include "setup/setup-private.h"
#include "tests/disk/disk.h"
#include "tests/read-clients/home.h"

#include <glib/gstdio.h>
#include <string.h>

/* A full disk, and one that nothing may be written to: what the person wanted is refused with a
 * sentence, the file is the old one, byte for byte, nothing lies beside it, and as soon as there is
 * room the same thing works. */

#define OLD_ACCOUNTS                                                                               \
  "# mine\n[account pat@nc.rr.com]\nlabel=Pat\nincoming.protocol=imap\n"                           \
  "incoming.host=mail.twc.com\nincoming.port=993\nincoming.security=tls\n"                         \
  "incoming.username=pat@nc.rr.com\noutgoing.protocol=smtp\noutgoing.host=mail.twc.com\n"          \
  "outgoing.port=465\noutgoing.security=tls\noutgoing.username=pat@nc.rr.com\n"
#define OTHER "[Account: 1]\naccount_name=other\nprotocol=3\nreceive_server=imap.example.org\n"
#define BIG 100000

typedef struct
{
  const char *name;
  gsize room;
  gboolean read_only;
  const char *sentence;
} Fault;

static const Fault faults[] = {
  { "no-room", 0, FALSE, "The disk is full." },
  /* Some of it goes in. */
  { "little-room", 3, FALSE, "The disk is full." },
  { "read-only", DISK_ROOMY, TRUE, "This disk is read-only." },
};

static char *home;

typedef struct
{
  RrmSetup *setup;
  /* The sentence that was said in passing. */
  char *trouble;
} Fixture;

static void
assert_holds (const char *name,
              const char *text)
{
  g_autofree char *found = home_read (home, name);

  g_assert_cmpstr (found, ==, text);
}

/* Of those whose names begin so, locks aside. */
static guint
count_files (const char *folder,
             const char *begin)
{
  g_autofree char *path = home_path (home, folder);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, begin) && !g_str_has_suffix (name, ".lock");

  return n;
}

static void
on_trouble (RrmSetup *setup,
            GParamSpec *pspec,
            Fixture *fixture)
{
  g_free (fixture->trouble);
  fixture->trouble = g_strdup (rrm_setup_get_trouble (setup));
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *path = NULL;

  home_write (home, "accounts/accounts.ini", OLD_ACCOUNTS);
  path = home_path (home, "accounts/accounts.ini");
  fixture->setup = rrm_setup_new ();
  g_assert_true (rrm_setup_open_store (fixture->setup, path, NULL, NULL));
  g_signal_connect (fixture->setup, "notify::trouble", G_CALLBACK (on_trouble), fixture);
  g_assert_true (rrm_setup_open_saved (fixture->setup, "pat@nc.rr.com"));
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->setup);
  g_free (fixture->trouble);
}

static void
break_disk (const Fault *fault)
{
  disk_set (home, fault->room, fault->read_only);
}

static void
mend_disk (void)
{
  disk_set (home, DISK_ROOMY, FALSE);
}

static void
on_done (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **done)
{
  while (*done == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *done;
}

static char *
save_account (Fixture *fixture)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;

  rrm_setup_set_save_wanted (fixture->setup, TRUE);
  rrm_setup_save_account_async (fixture->setup, on_done, &done);
  if (rrm_setup_save_account_finish (fixture->setup, wait_for (&done), &error))
    return NULL;

  return g_strdup (error->message);
}

static void
test_account (Fixture *fixture,
              gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *wanted = g_strconcat ("The account could not be saved: ", fault->sentence, NULL);
  g_autofree char *refusal = NULL;
  g_autofree char *text = NULL;

  rrm_draft_set_text (rrm_setup_get_draft (fixture->setup), RRM_FIELD_NAME, "Pat Doe");
  break_disk (fault);
  refusal = save_account (fixture);
  g_assert_cmpstr (refusal, ==, wanted);
  assert_holds ("accounts/accounts.ini", OLD_ACCOUNTS);
  g_assert_cmpuint (count_files ("accounts", "accounts.ini"), ==, 1);

  mend_disk ();
  g_assert_null (save_account (fixture));
  text = home_read (home, "accounts/accounts.ini");
  g_assert_nonnull (strstr (text, "Pat Doe"));
  g_assert_nonnull (strstr (text, "# mine"));
}

static void
wait_for_trouble (Fixture *fixture)
{
  while (fixture->trouble == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* What is kept in passing is told in passing. */
static void
test_result (Fixture *fixture,
             gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr (RrmAccount) account = rrm_draft_to_account (rrm_setup_get_draft (fixture->setup));
  g_autoptr (RrmReport) report = rrm_report_new (account, RRM_STAGE_LOGIN);
  g_autofree char *wanted =
    g_strconcat ("The result of the test could not be kept: ", fault->sentence, NULL);
  g_autofree char *refusal = NULL;
  g_autofree char *text = NULL;

  break_disk (fault);
  rrm_setup_keep_report (fixture->setup, report);
  wait_for_trouble (fixture);
  g_assert_cmpstr (fixture->trouble, ==, wanted);
  assert_holds ("accounts/accounts.ini", OLD_ACCOUNTS);

  /* It is kept with the next thing that is. */
  mend_disk ();
  g_assert_null (save_account (fixture));
  text = home_read (home, "accounts/accounts.ini");
  g_assert_nonnull (strstr (text, "tested="));
}

static void
test_forget (Fixture *fixture,
             gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *wanted =
    g_strconcat ("The list of accounts could not be saved: ", fault->sentence, NULL);

  break_disk (fault);
  rrm_setup_forget_saved (fixture->setup, "pat@nc.rr.com");
  wait_for_trouble (fixture);
  mend_disk ();
  g_assert_cmpstr (fixture->trouble, ==, wanted);
  assert_holds ("accounts/accounts.ini", OLD_ACCOUNTS);
}

static char *
save_file (const char *name,
           const char *text,
           gboolean keep_copy)
{
  g_autofree char *path = home_path (home, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) contents = g_bytes_new (text, strlen (text));
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;

  rrm_save_file_async (file, contents, keep_copy, NULL, on_done, &done);
  if (rrm_save_file_finish (file, wait_for (&done), &error))
    return NULL;

  return g_strdup (error->message);
}

/* A file for another computer and a report, in the place of older ones. */
static void
test_file (Fixture *fixture,
           gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *big = g_strnfill (BIG, 'x');

  for (int keep_copy = FALSE; keep_copy <= TRUE; keep_copy++)
    {
      g_autofree char *refusal = NULL;
      g_autofree char *path = home_path (home, "files/report.html");
      g_autofree char *copy = home_path (home, "files/report.html~");

      home_write (home, "files/report.html", "old");
      break_disk (fault);
      refusal = save_file ("files/report.html", big, keep_copy);
      g_assert_cmpstr (refusal, ==, fault->sentence);
      assert_holds ("files/report.html", "old");
      g_assert_cmpuint (count_files ("files", "report.html"), ==, 1);

      mend_disk ();
      g_assert_null (save_file ("files/report.html", big, keep_copy));
      assert_holds ("files/report.html", big);
      if (keep_copy)
        assert_holds ("files/report.html~", "old");
      g_unlink (path);
      g_unlink (copy);
    }
}

static char *
change (Fixture *fixture,
        gboolean back)
{
  g_autoptr (GAsyncResult) done = NULL;
  char *refusal = NULL;

  if (back)
    rrm_setup_take_back_async (fixture->setup, FALSE, on_done, &done);
  else
    rrm_setup_apply_async (fixture->setup, on_done, &done);
  wait_for (&done);
  if (back)
    rrm_setup_take_back_finish (fixture->setup, done, &refusal);
  else
    rrm_setup_apply_finish (fixture->setup, done, &refusal);

  return refusal;
}

/* Into a mail program, and out of it. */
static void
test_program (Fixture *fixture,
              gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *refusal = NULL;
  g_autofree char *applied = NULL;
  g_autofree char *stays = NULL;

  home_write (home, ".sylpheed-2.0/accountrc", OTHER);
  g_assert_true (rrm_setup_open_offer (fixture->setup, "here-sylpheed"));
  break_disk (fault);
  refusal = change (fixture, FALSE);
  g_assert_nonnull (refusal);
  g_assert_true (g_str_has_prefix (refusal, "The change cannot be saved, and nothing was changed"));
  assert_holds (".sylpheed-2.0/accountrc", OTHER);
  g_assert_cmpuint (count_files (".sylpheed-2.0", "accountrc"), ==, 1);
  g_assert_false (rrm_setup_is_applied (fixture->setup));

  mend_disk ();
  g_assert_null (change (fixture, FALSE));
  applied = home_read (home, ".sylpheed-2.0/accountrc");
  break_disk (fault);
  stays = change (fixture, TRUE);
  g_assert_nonnull (stays);
  assert_holds (".sylpheed-2.0/accountrc", applied);
  g_assert_true (rrm_setup_is_applied (fixture->setup));

  mend_disk ();
  g_assert_null (change (fixture, TRUE));
  assert_holds (".sylpheed-2.0/accountrc", OTHER);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "account", test_account }, { "result", test_result },   { "forget", test_forget },
    { "file", test_file },       { "program", test_program },
  };
  static const char *const folders[] = { "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME" };
  int status;

  g_test_init (&argc, &argv, NULL);
  home = home_new ();
  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", home, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    g_unsetenv (folders[i]);
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    for (guint j = 0; j < G_N_ELEMENTS (faults); j++)
      {
        g_autofree char *path = g_strdup_printf ("/disk/%s/%s", tests[i].name, faults[j].name);

        g_test_add (path, Fixture, &faults[j], set_up, tests[i].run, tear_down);
      }
  status = g_test_run ();
  home_free (home);

  return status;
}
