/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/round.h"
#include "setup/setup-private.h"

#include <glib/gstdio.h>

/* The test of all saved accounts, one after the other. */

#define ACCOUNT(address, security, host)                                                        \
  "[account " address "]\n"                                                                       \
  "incoming.protocol=imap\n"                                                                      \
  "incoming.host=" host "\n"                                                                      \
  "incoming.port=993\n"                                                                           \
  "incoming.security=" security "\n"                                                              \
  "incoming.username=" address "\n"                                                               \
  "outgoing.protocol=smtp\n"                                                                      \
  "outgoing.host=" host "\n"                                                                      \
  "outgoing.port=587\n"                                                                           \
  "outgoing.security=starttls\n"                                                                  \
  "outgoing.username=" address "\n"

typedef struct
{
  char *folder;
  char *path;
  RrmPractice *practice;
  RrmSetup *setup;
  guint n_changes;
} Fixture;

static void
on_round (Fixture *fixture)
{
  fixture->n_changes++;
}

/* The practice server stands where the real ones are meant. */
static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (RrmCheckOptions) options = rrm_check_options_new ();
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("rrmail-round-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "accounts.ini", NULL);
  g_assert_true (g_file_set_contents (fixture->path, data, -1, NULL));
  fixture->practice = rrm_practice_new (NULL, &error);
  g_assert_no_error (error);
  g_assert_true (rrm_practice_configure (fixture->practice, options, &error));

  fixture->setup = rrm_setup_new ();
  g_assert_true (rrm_setup_open_store (fixture->setup, fixture->path, NULL, &error));
  rrm_redirects_unref (fixture->setup->redirects);
  fixture->setup->redirects = rrm_redirects_ref (options->redirects);
  rrm_trust_unref (fixture->setup->trust);
  fixture->setup->trust = rrm_trust_ref (options->trust);
  g_signal_connect_swapped (fixture->setup, "notify::round", G_CALLBACK (on_round), fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *lock = g_strconcat (fixture->path, ".lock", NULL);

  g_assert_finalize_object (fixture->practice);
  g_object_unref (fixture->setup);
  for (guint i = 0; i < 20; i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (5000);
    }
  g_unlink (fixture->path);
  g_unlink (lock);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* Until it waits for a password, or is over. */
static void
run (Fixture *fixture)
{
  while (rrm_setup_get_testing_all (fixture->setup) &&
         !rrm_setup_is_round_waiting (fixture->setup, NULL))
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_asks (Fixture *fixture,
             const char *address)
{
  g_autofree char *text = NULL;
  g_autofree char *wanted = g_strdup_printf ("Type in the password of %s.", address);
  gboolean outgoing = TRUE;

  run (fixture);
  g_assert_true (rrm_setup_is_round_waiting (fixture->setup, &outgoing));
  g_assert_false (outgoing);
  g_assert_cmpstr (rrm_setup_get_round_address (fixture->setup), ==, address);
  text = rrm_setup_describe_round (fixture->setup);
  g_assert_cmpstr (text, ==, wanted);
}

static void
give (Fixture *fixture,
      const char *password)
{
  g_autoptr (RrmSecret) secret = rrm_secret_new (password, -1);

  rrm_setup_give_round_password (fixture->setup, secret);
}

static void
assert_ends (Fixture *fixture,
             const char *wanted)
{
  g_autofree char *text = NULL;

  run (fixture);
  g_assert_false (rrm_setup_get_testing_all (fixture->setup));
  text = rrm_setup_describe_round (fixture->setup);
  g_assert_cmpstr (text, ==, wanted);
}

static void
assert_word (Fixture *fixture,
             guint index,
             const char *word)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (RrmSavedSummary) summary = rrm_setup_describe_saved (fixture->setup, index, now);

  g_assert_cmpstr (summary->word, ==, word);
}

static guint
count_logins (Fixture *fixture)
{
  return rrm_practice_log_count (
    rrm_practice_server_get_log (rrm_practice_get_server (fixture->practice)), NULL,
    RRM_PRACTICE_LOGINS);
}

static void
give_right (Fixture *fixture)
{
  RrmAccount *account = rrm_practice_get_account (fixture->practice);

  rrm_setup_give_round_password (fixture->setup, rrm_account_get_password (account, FALSE));
}

#define RIGHT "pat.practice@nc.rr.com"
static const char four_accounts[] =
  ACCOUNT (RIGHT, "tls", "mail.twc.com") ACCOUNT ("plain@nc.rr.com", "none", "mail.twc.com")
    ACCOUNT ("wrong@nc.rr.com", "tls", "mail.twc.com")
      ACCOUNT ("later@nc.rr.com", "tls", "mail.twc.com");

/* Each has its turn, with a password of its own; none goes out unencrypted without a question. */
static void
test_all (Fixture *fixture,
          gconstpointer data)
{
  guint n_logins;

  rrm_setup_test_all (fixture->setup);
  assert_asks (fixture, RIGHT);
  g_assert_cmpuint (count_logins (fixture), ==, 0);
  give_right (fixture);
  assert_word (fixture, 0, "Testing…");
  assert_asks (fixture, "wrong@nc.rr.com");
  assert_word (fixture, 0, "Works");
  assert_word (fixture, 1, "Not tested");
  give (fixture, "not the right one");
  assert_asks (fixture, "later@nc.rr.com");
  assert_word (fixture, 2, "Receiving fails");
  rrm_setup_give_round_password (fixture->setup, NULL);
  assert_ends (fixture, "Working: 1 of 2 tested. 2 were left out. Open each to test it.");
  assert_word (fixture, 3, "Not tested");
  g_assert_cmpuint (fixture->n_changes, >, 5);

  /* What a server has refused is not sent to it again by itself. */
  n_logins = count_logins (fixture);
  rrm_setup_test_all (fixture->setup);
  assert_asks (fixture, RIGHT);
  rrm_setup_give_round_password (fixture->setup, NULL);
  assert_asks (fixture, "wrong@nc.rr.com");
  give (fixture, "not the right one");
  assert_asks (fixture, "later@nc.rr.com");
  rrm_setup_give_round_password (fixture->setup, NULL);
  assert_ends (fixture, "None was tested. 4 were left out. Open each to test it.");
  g_assert_cmpuint (count_logins (fixture), ==, n_logins);
  assert_word (fixture, 2, "Receiving fails");
}

/* It can be stopped at each point, and by going elsewhere. */
static void
test_stop (Fixture *fixture,
           gconstpointer data)
{
  rrm_setup_test_all (fixture->setup);
  rrm_setup_stop (fixture->setup);
  assert_ends (fixture, "");

  rrm_setup_test_all (fixture->setup);
  assert_asks (fixture, RIGHT);
  rrm_setup_begin (fixture->setup, RRM_INTENT_SET_UP);
  assert_ends (fixture, "");
  rrm_setup_give_round_password (fixture->setup, NULL);

  rrm_setup_show_page (fixture->setup, RRM_PAGE_START);
  rrm_setup_test_all (fixture->setup);
  assert_asks (fixture, RIGHT);
  give_right (fixture);
  rrm_setup_stop (fixture->setup);
  assert_ends (fixture, "");
  assert_word (fixture, 0, "Not tested");
}

/* Whose account was forgotten meanwhile is left out; one that is given up takes the round along. */
static void
test_forgotten (Fixture *fixture,
                gconstpointer data)
{
  rrm_setup_test_all (fixture->setup);
  assert_asks (fixture, RIGHT);
  rrm_setup_forget_saved (fixture->setup, "wrong@nc.rr.com");
  rrm_setup_forget_saved (fixture->setup, "later@nc.rr.com");
  give_right (fixture);
  assert_ends (fixture, "Working: 1 of 1 tested. 3 were left out. Open each to test it.");

  rrm_setup_test_all (fixture->setup);
  assert_asks (fixture, RIGHT);
  give_right (fixture);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/round/all", Fixture, four_accounts, set_up, test_all, tear_down);
  g_test_add ("/round/stop", Fixture, four_accounts, set_up, test_stop, tear_down);
  g_test_add ("/round/forgotten", Fixture, four_accounts, set_up, test_forgotten, tear_down);

  return g_test_run ();
}
