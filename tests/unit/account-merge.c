/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/account-store.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>

/* The file of saved accounts while others write it too, and with things in it that make no sense
 * here. */

#define SERVERS(host)                                                                              \
  "incoming.protocol=imap\nincoming.host=" host "\nincoming.port=993\nincoming.security=tls\n"     \
  "outgoing.protocol=smtp\noutgoing.host=" host "\noutgoing.port=465\noutgoing.security=tls\n"
#define PAT "[account pat@nc.rr.com]\nlabel=Pat\n" SERVERS ("mail.twc.com")
#define KIM "[account kim@nc.rr.com]\nlabel=Kim\n" SERVERS ("mail.twc.com")

typedef struct
{
  char *folder;
  char *path;
  RrmAccountStore *store;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("rrmail-merge-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "accounts.ini", NULL);
  fixture->store = rrm_account_store_new (fixture->path);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *lock = g_strconcat (fixture->path, ".lock", NULL);

  g_remove (fixture->path);
  g_remove (lock);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_object_unref (fixture->store);
}

static void
put (Fixture *fixture,
     const char *text)
{
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
}

static char *
get (Fixture *fixture)
{
  char *text;

  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));

  return text;
}

static void
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  rrm_account_store_load (fixture->store, NULL, &error);
  g_assert_no_error (error);
}

static void
write_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  rrm_account_store_write (fixture->store, &error);
  g_assert_no_error (error);
}

static void
take_result (Fixture *fixture,
             RrmAccountStore *store,
             const char *address,
             gboolean works)
{
  g_autoptr (RrmSavedAccount) saved = rrm_account_store_find (store, address);
  g_autoptr (RrmReport) report = NULL;
  RrmAccount *account;

  g_assert_nonnull (saved);
  account = rrm_saved_account_get_account (saved);
  report = rrm_report_new (account, RRM_STAGE_ENVELOPE);
  rrm_report_add_service (report, rrm_account_get_incoming (account));
  if (!works)
    {
      GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

      g_ptr_array_add (findings, rrm_finding_new_for_service (RRM_FINDING_PASSWORD_REJECTED,
                                                              RRM_PROTOCOL_IMAP,
                                                              RRM_STEP_NAME_LOGIN));
      rrm_report_take_findings (report, findings);
    }
  rrm_saved_account_take_report (saved, report);
}

static guint
count (const char *text,
       const char *what)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, what)) != NULL; at += strlen (what))
    n++;

  return n;
}

/* Each line stands there, in this order. */
static void
assert_lines (const char *text,
              const char *const *lines)
{
  g_autofree char *all = g_strconcat ("\n", text, NULL);
  const char *at = all;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_strconcat ("\n", lines[i], "\n", NULL);

      g_test_message ("%s", lines[i]);
      at = strstr (at, line);
      g_assert_nonnull (at);
      at++;
    }
}

static void
test_added_meanwhile (Fixture *fixture,
                      gconstpointer data)
{
  g_autofree char *text = NULL;

  put (fixture, PAT);
  load (fixture);
  put (fixture, PAT KIM);
  take_result (fixture, fixture->store, "pat@nc.rr.com", TRUE);
  write_store (fixture);
  /* A second writing knows no more of Kim than the first. */
  take_result (fixture, fixture->store, "pat@nc.rr.com", FALSE);
  write_store (fixture);

  text = get (fixture);
  g_assert_nonnull (strstr (text, KIM));
  g_assert_nonnull (strstr (text, "finding=password-rejected"));
}

static void
test_forgotten_meanwhile (Fixture *fixture,
                          gconstpointer data)
{
  g_autofree char *gone = NULL;
  g_autofree char *back = NULL;
  g_autoptr (RrmSavedAccount) saved = NULL;

  put (fixture, PAT KIM);
  load (fixture);
  put (fixture, KIM);
  take_result (fixture, fixture->store, "pat@nc.rr.com", TRUE);
  write_store (fixture);
  gone = get (fixture);
  g_assert_cmpstr (gone, ==, KIM);

  /* Who changes its settings wants it. */
  saved = rrm_account_store_find (fixture->store, "pat@nc.rr.com");
  rrm_saved_account_set_label (saved, "Pat at home");
  write_store (fixture);
  back = get (fixture);
  g_assert_nonnull (strstr (back, "label=Pat at home\n"));
  g_assert_nonnull (strstr (back, "incoming.host=mail.twc.com\n"));
  g_assert_nonnull (strstr (back, "[worked pat@nc.rr.com]\n"));
}

/* Two tests of the same account: the later result stands, and is whole. */
static void
test_results_are_whole (Fixture *fixture,
                        gconstpointer data)
{
  g_autoptr (RrmAccountStore) other = rrm_account_store_new (fixture->path);
  g_autofree char *text = NULL;

  put (fixture, PAT KIM);
  load (fixture);
  g_assert_true (rrm_account_store_load (other, NULL, NULL));
  take_result (fixture, other, "pat@nc.rr.com", FALSE);
  take_result (fixture, other, "kim@nc.rr.com", FALSE);
  g_assert_true (rrm_account_store_write (other, NULL));
  take_result (fixture, fixture->store, "pat@nc.rr.com", TRUE);
  write_store (fixture);

  text = get (fixture);
  g_assert_cmpuint (count (text, "verdict=working\n"), ==, 1);
  g_assert_cmpuint (count (text, "verdict=not-working\n"), ==, 1);
  g_assert_cmpuint (count (text, "finding="), ==, 1);
  g_assert_cmpuint (count (text, "service="), ==, 1);
}

static void
test_foreign_stays (Fixture *fixture,
                    gconstpointer data)
{
  static const char odd[] = "# mine\n\n[account Pat@NC.rr.com]\n# about the label\nlabel=Pat\n"
                            "label[de]=Patrick\nmykey=kept?\n" SERVERS (
                              "mail.twc.com") "\n# about Jim\n[account jim@nc.rr.com]\n"
                            "incoming.protocol=jmap\nincoming.host=mail.twc.com\n"
                            "incoming.port=443\nincoming.security=tls\n\n"
                            "[account no address]\nlabel=x\n\n# of the future\n[future]\nx=1\n"
                            "# the end\n";
  static const char *const expected[] = { "# mine",
                                          "[account Pat@NC.rr.com]",
                                          "# about the label",
                                          "label=Pat",
                                          "label[de]=Patrick",
                                          "mykey=kept?",
                                          "finding=password-rejected",
                                          "# about Jim",
                                          "[account jim@nc.rr.com]",
                                          "incoming.protocol=jmap",
                                          "incoming.port=443",
                                          "[account no address]",
                                          "# of the future",
                                          "[future]",
                                          "x=1",
                                          "# the end",
                                          NULL };
  g_autofree char *text = NULL;
  g_autofree char *untouched = NULL;

  put (fixture, odd);
  load (fixture);
  write_store (fixture);
  untouched = get (fixture);
  g_assert_cmpstr (untouched, ==, odd);

  take_result (fixture, fixture->store, "pat@nc.rr.com", FALSE);
  write_store (fixture);
  text = get (fixture);
  assert_lines (text, expected);
  g_assert_cmpuint (count (text, "[account "), ==, 3);
}

static void
test_forgetting_takes_its_own (Fixture *fixture,
                               gconstpointer data)
{
  g_autoptr (RrmSavedAccount) saved = NULL;
  g_autofree char *text = NULL;

  put (fixture, "# mine\n\n" PAT "mykey=x\n\n# about Kim\n" KIM
                "\n[worked pat@nc.rr.com]\ndate=2026-01-01T00:00:00Z\n\n[future]\nx=1\n");
  load (fixture);
  saved = rrm_account_store_find (fixture->store, "pat@nc.rr.com");
  rrm_account_store_remove (fixture->store, saved);
  write_store (fixture);
  text = get (fixture);
  g_assert_cmpstr (text, ==, "# mine\n\n# about Kim\n" KIM "\n[future]\nx=1\n");
}

/* A server that makes no sense stays until the person chooses another one. */
static void
test_new_server (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (RrmSavedAccount) saved = NULL;
  g_autoptr (RrmAccount) account = rrm_account_new ("jim@nc.rr.com");
  g_autoptr (RrmServiceSettings) incoming =
    rrm_service_settings_new (RRM_PROTOCOL_POP3, "pop.example.org", 995, RRM_SECURITY_TLS);
  g_autofree char *text = NULL;

  put (fixture, "[account jim@nc.rr.com]\nincoming.protocol=jmap\nincoming.host=h\n"
                "incoming.port=443\nincoming.color=red\n");
  load (fixture);
  rrm_account_set_incoming (account, incoming);
  saved = rrm_account_store_add (fixture->store, account);
  write_store (fixture);
  text = get (fixture);
  g_assert_cmpuint (count (text, "incoming.protocol="), ==, 1);
  g_assert_nonnull (strstr (text, "incoming.protocol=pop3\n"));
  g_assert_nonnull (strstr (text, "incoming.port=995\n"));
  g_assert_nonnull (strstr (text, "incoming.color=red\n"));
}

/* What vanished or broke meanwhile is written anew with all accounts. */
static void
test_file_that_vanished (Fixture *fixture,
                         gconstpointer data)
{
  g_autofree char *text = NULL;

  put (fixture, PAT KIM);
  load (fixture);
  g_assert_cmpint (g_remove (fixture->path), ==, 0);
  take_result (fixture, fixture->store, "pat@nc.rr.com", TRUE);
  write_store (fixture);
  text = get (fixture);
  g_assert_cmpuint (count (text, "[account "), ==, 2);
}

static gpointer
hold_lock (gpointer lock)
{
  g_usleep (300 * 1000);
  flock (GPOINTER_TO_INT (lock), LOCK_UN);

  return NULL;
}

/* Who writes at the moment is waited for. */
static void
test_lock (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *path = g_strconcat (fixture->path, ".lock", NULL);
  int lock = g_open (path, O_CREAT | O_RDWR, 0600);
  gint64 start = g_get_monotonic_time ();
  GThread *holder;

  put (fixture, PAT);
  load (fixture);
  g_assert_cmpint (flock (lock, LOCK_EX | LOCK_NB), ==, 0);
  holder = g_thread_new ("holder", hold_lock, GINT_TO_POINTER (lock));
  take_result (fixture, fixture->store, "pat@nc.rr.com", TRUE);
  write_store (fixture);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 250 * 1000);
  g_thread_join (holder);
  /* It was given back. */
  g_assert_cmpint (flock (lock, LOCK_EX | LOCK_NB), ==, 0);
  g_close (lock, NULL);
}

/* Not for ever: nothing is written then, and the person is told. */
static void
test_lock_that_stays (Fixture *fixture,
                      gconstpointer data)
{
  g_autofree char *path = g_strconcat (fixture->path, ".lock", NULL);
  int lock = g_open (path, O_CREAT | O_RDWR, 0600);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  put (fixture, PAT);
  load (fixture);
  g_assert_cmpint (flock (lock, LOCK_EX | LOCK_NB), ==, 0);
  take_result (fixture, fixture->store, "pat@nc.rr.com", TRUE);
  g_assert_false (rrm_account_store_write (fixture->store, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN);
  text = get (fixture);
  g_assert_cmpstr (text, ==, PAT);
  g_close (lock, NULL);

  /* The next try brings it all. */
  write_store (fixture);
  g_clear_pointer (&text, g_free);
  text = get (fixture);
  g_assert_nonnull (strstr (text, "verdict=working\n"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/account-merge/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("added-meanwhile", test_added_meanwhile);
  ADD ("forgotten-meanwhile", test_forgotten_meanwhile);
  ADD ("results-are-whole", test_results_are_whole);
  ADD ("foreign-stays", test_foreign_stays);
  ADD ("forgetting-takes-its-own", test_forgetting_takes_its_own);
  ADD ("new-server", test_new_server);
  ADD ("file-that-vanished", test_file_that_vanished);
  ADD ("lock", test_lock);
  ADD ("lock-that-stays", test_lock_that_stays);

  return g_test_run ();
}
