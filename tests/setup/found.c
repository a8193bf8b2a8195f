/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "../read-clients/home.h"

#include "setup/draft-file.h"
#include "setup/practice.h"
#include "setup/setup-private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* What is set up on this computer: found, tested as it is, mended in the program, and undone. */

#define PREFS ".thunderbird/one.default/prefs.js"
#define PROFILES                                                                                   \
  "[Profile0]\nName=default\nIsRelative=1\nPath=one.default\nDefault=1\n\n[General]\nVersion=2\n"

typedef struct
{
  char *home;
  char *copies;
  RrmPractice *practice;
  RrmSetup *setup;
} Fixture;

/* The files under @old say @new then. */
static void
replace_in_prefs (Fixture *fixture,
                  const char *old,
                  const char *new)
{
  g_autofree char *text = home_read (fixture->home, PREFS);
  g_autoptr (GString) changed = g_string_new (text);

  g_assert_cmpuint (g_string_replace (changed, old, new, 0), >, 0);
  home_write (fixture->home, PREFS, changed->str);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (RrmFound) found = NULL;

  fixture->home = home_new ();
  fixture->copies = home_path (fixture->home, "copies");
  fixture->setup = rrm_setup_new ();
  found = rrm_found_new (fixture->home, fixture->copies);
  rrm_setup_set_computer (fixture->setup, found);
  if (data == NULL)
    return;
  home_write (fixture->home, ".thunderbird/profiles.ini", PROFILES);
  home_copy (fixture->home, PREFS, data);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->setup);
  g_clear_object (&fixture->practice);
  home_free (fixture->home);
  g_free (fixture->copies);
}

static void
wait_for_reading (RrmSetup *setup)
{
  while (rrm_found_get_reading (rrm_setup_get_computer (setup)))
    g_main_context_iteration (NULL, TRUE);
}

static void
keep_result (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **kept)
{
  while (*kept == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *kept;
}

static gboolean
take_refusal (GError *error,
              char **refusal)
{
  if (error == NULL)
    return TRUE;
  *refusal = g_strdup (error->message);

  return FALSE;
}

/* What would be changed is told before, and nothing is then. */
static gboolean
mend_found (RrmSetup *setup,
            const char *code,
            char **refusal)
{
  g_autoptr (GAsyncResult) planned = NULL;
  g_autoptr (GAsyncResult) mended = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  rrm_setup_plan_mend_async (setup, code, NULL, keep_result, &planned);
  lines = rrm_setup_plan_mend_finish (setup, wait_for (&planned), &error);
  if (lines == NULL)
    return take_refusal (error, refusal);
  rrm_setup_mend_found_async (setup, code, (const char *const *) lines, NULL, keep_result,
                              &mended);
  g_assert_null (mended);
  rrm_setup_mend_found_finish (setup, wait_for (&mended), &error);
  if (error == NULL)
    for (guint i = 0; lines[i] != NULL; i++)
      g_assert_cmpstr (rrm_setup_get_mended (setup)[i], ==, lines[i]);

  return take_refusal (error, refusal);
}

static gboolean
undo_copy (RrmSetup *setup,
           const char *copy,
           char **refusal)
{
  g_autoptr (GAsyncResult) undone = NULL;
  g_autoptr (GError) error = NULL;

  rrm_setup_undo_copy_async (setup, copy, FALSE, NULL, keep_result, &undone);
  rrm_setup_undo_copy_finish (setup, wait_for (&undone), &error);

  return take_refusal (error, refusal);
}

/* Who goes away before it has begun changes nothing. */
static void
check_cancelled (RrmSetup *setup)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) mended = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  rrm_setup_mend_found_async (setup, NULL, NULL, cancellable, keep_result, &mended);
  g_assert_false (rrm_setup_mend_found_finish (setup, wait_for (&mended), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (rrm_setup_get_mended (setup));
}

static guint
look (Fixture *fixture)
{
  rrm_setup_show_found (fixture->setup);
  g_assert_true (rrm_found_get_reading (rrm_setup_get_computer (fixture->setup)));
  wait_for_reading (fixture->setup);

  return g_list_model_get_n_items (
    rrm_found_get_accounts (rrm_setup_get_computer (fixture->setup)));
}

/* The account at @index is the one that is shown. */
static RrmFoundAccount *
open_account (Fixture *fixture,
              guint index)
{
  g_autoptr (RrmFoundAccount) account = g_list_model_get_item (
    rrm_found_get_accounts (rrm_setup_get_computer (fixture->setup)), index);

  g_assert_nonnull (account);
  rrm_setup_open_found (fixture->setup, account);

  return rrm_setup_get_found_account (fixture->setup);
}

static RrmFindingCode
get_code (RrmFoundAccount *account,
          guint index)
{
  GPtrArray *findings = rrm_found_account_get_findings (account);

  g_assert_cmpuint (index, <, findings->len);

  return rrm_finding_get_code (g_ptr_array_index (findings, index));
}

static gboolean
has_code (RrmFoundAccount *account,
          RrmFindingCode code)
{
  GPtrArray *findings = rrm_found_account_get_findings (account);

  for (guint i = 0; i < findings->len; i++)
    if (rrm_finding_get_code (g_ptr_array_index (findings, i)) == code)
      return TRUE;

  return FALSE;
}

static void
test_empty (Fixture *fixture,
            gconstpointer data)
{
  g_assert_cmpuint (look (fixture), ==, 0);
  g_assert_cmpint (rrm_setup_get_page (fixture->setup), ==, RRM_PAGE_FOUND);
  g_assert_null (rrm_found_get_refusals (rrm_setup_get_computer (fixture->setup))[0]);
  rrm_setup_go_back (fixture->setup);
  g_assert_cmpint (rrm_setup_get_page (fixture->setup), ==, RRM_PAGE_START);
}

/* Accounts of this family, and no others. */
static void
test_list (Fixture *fixture,
           gconstpointer data)
{
  RrmFoundAccount *account;
  g_autofree char *servers = NULL;
  g_autofree char *outgoing = NULL;

  g_assert_cmpuint (look (fixture), ==, 3);
  account = open_account (fixture, 0);
  g_assert_cmpstr (rrm_found_account_get_address (account), ==, "ann@nc.rr.com");
  servers = rrm_found_account_describe_servers (account);
  g_assert_cmpstr (servers, ==, "Thunderbird · IMAP mail.twc.com · SMTP mail.twc.com");
  outgoing = rrm_found_account_describe_server (account, TRUE);
  g_assert_cmpstr (outgoing, ==, "mail.twc.com, port 587, STARTTLS, as ann@nc.rr.com");
  g_assert_null (rrm_found_account_get_sender_name (account));
  /* What is left over in the program keeps nobody's mail from going. */
  g_assert_true (has_code (account, RRM_FINDING_CLIENT_SMTP_LEFTOVER));
  g_assert_cmpstr (rrm_found_account_get_word (account), ==, "Worth a look");
  g_assert_false (rrm_found_account_needs_mend (account));
  account = open_account (fixture, 1);
  g_assert_cmpstr (rrm_found_account_get_address (account), ==, "bob@nc.rr.com");
  g_assert_cmpstr (rrm_found_account_get_word (account), ==, "Needs mending");
  g_assert_cmpstr (rrm_found_account_get_sender_name (account), ==, "ann@nc.rr.com");
}

static void
test_sound (Fixture *fixture,
            gconstpointer data)
{
  RrmFoundAccount *account;
  g_autofree char *refusal = NULL;

  g_assert_cmpuint (look (fixture), ==, 1);
  account = open_account (fixture, 0);
  g_assert_cmpint (rrm_found_account_get_state (account), ==, RRM_FOUND_SOUND);
  g_assert_false (rrm_found_account_needs_mend (account));
  g_assert_false (mend_found (fixture->setup, NULL, &refusal));
  g_assert_nonnull (refusal);
  g_assert_null (rrm_setup_get_mended (fixture->setup));
}

/* A folder that is none of this computer's, and one that is nothing. */
static void
test_other_computer (Fixture *fixture,
                     gconstpointer data)
{
  RrmFound *found = rrm_setup_get_computer (fixture->setup);
  g_autofree char *nothing = home_path (fixture->home, "nothing");
  g_autofree char *profile = home_path (fixture->home, "old/profile");

  home_copy (fixture->home, "old/profile/prefs.js", "thunderbird/one.js");
  g_assert_cmpuint (look (fixture), ==, 0);
  rrm_setup_read_found (fixture->setup, profile);
  wait_for_reading (fixture->setup);
  g_assert_cmpuint (g_list_model_get_n_items (rrm_found_get_accounts (found)), ==, 1);
  g_assert_cmpstr (rrm_found_get_path (found), ==, profile);

  /* What is overtaken brings nothing. */
  rrm_setup_read_found (fixture->setup, profile);
  rrm_setup_read_found (fixture->setup, nothing);
  wait_for_reading (fixture->setup);
  g_assert_cmpuint (g_list_model_get_n_items (rrm_found_get_accounts (found)), ==, 0);
  g_assert_nonnull (strstr (rrm_found_get_refusals (found)[0], nothing));
}

/* The person's word is for what was shown: where the file is another one by then, nothing is
 * changed before the new lines were seen. */
static void
test_not_as_shown (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (GAsyncResult) planned = NULL;
  g_autoptr (GAsyncResult) mended = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *before = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *after = NULL;
  g_autofree char *refusal = NULL;

  look (fixture);
  open_account (fixture, 1);
  rrm_setup_plan_mend_async (fixture->setup, NULL, NULL, keep_result, &planned);
  lines = rrm_setup_plan_mend_finish (fixture->setup, wait_for (&planned), &error);
  g_assert_no_error (error);
  before = home_read (fixture->home, PREFS);
  changed = g_strconcat (before, "user_pref(\"mail.server.server3.port\", 143);\n", NULL);
  home_write (fixture->home, PREFS, changed);
  rrm_setup_mend_found_async (fixture->setup, NULL, (const char *const *) lines, NULL,
                              keep_result, &mended);
  g_assert_false (rrm_setup_mend_found_finish (fixture->setup, wait_for (&mended), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
  after = home_read (fixture->home, PREFS);
  g_assert_cmpstr (after, ==, changed);
  g_assert_null (rrm_setup_get_mended (fixture->setup));

  /* Asked anew, it is made; what is no part of it may change in between. */
  g_assert_true (mend_found (fixture->setup, NULL, &refusal));
  wait_for_reading (fixture->setup);
}

/* A file that was cut is read as far as it goes, and does not look right. */
static void
test_damaged (Fixture *fixture,
              gconstpointer data)
{
  RrmFound *found = rrm_setup_get_computer (fixture->setup);
  g_autofree char *one = data_read ("thunderbird/one.js");
  g_autofree char *text = g_strconcat (one, "user_pref(\"mail.x", NULL);
  RrmFoundAccount *account;

  home_write (fixture->home, PREFS, text);
  look (fixture);
  account = open_account (fixture, 0);
  g_assert_cmpuint (rrm_found_account_get_findings (account)->len, ==, 0);
  g_assert_cmpint (rrm_found_account_get_state (account), ==, RRM_FOUND_DAMAGED);
  g_assert_nonnull (strstr (rrm_found_get_refusals (found)[0], "damaged"));
}

/* Two addresses that send through one entry; what is left over goes only when it is asked for. */
static void
test_shared (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *refusal = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *all = NULL;
  g_auto (GStrv) plan = NULL;
  g_auto (GStrv) leftover = NULL;
  RrmFoundAccount *account;

  look (fixture);
  account = open_account (fixture, 1);
  g_assert_true (has_code (account, RRM_FINDING_CLIENT_SMTP_SHARED));
  plan = rrm_found_account_plan (account, NULL, &refusal);
  g_assert_null (refusal);
  all = g_strjoinv ("\n", plan);
  g_test_message ("%s", all);
  g_assert_nonnull (strstr (all, "one of its own for this address"));
  g_assert_nonnull (strstr (all, "Incoming server: pop-server.nc.rr.com → mail.twc.com"));
  g_assert_null (strstr (all, "removed"));
  leftover = rrm_found_account_plan (account, "client-smtp-leftover", &refusal);
  g_assert_cmpuint (g_strv_length (leftover), ==, 1);
  g_assert_cmpstr (leftover[0], ==, "Outgoing server smtp-server.nc.rr.com: removed");

  /* Mending leaves it where it is; asked for, it goes. */
  before = home_read (fixture->home, PREFS);
  check_cancelled (fixture->setup);
  after = home_read (fixture->home, PREFS);
  g_assert_cmpstr (after, ==, before);
  g_clear_pointer (&after, g_free);
  g_assert_true (mend_found (fixture->setup, NULL, &refusal));
  wait_for_reading (fixture->setup);
  account = rrm_setup_get_found_account (fixture->setup);
  g_assert_cmpuint (rrm_found_account_get_findings (account)->len, ==, 1);
  g_assert_cmpint (get_code (account, 0), ==, RRM_FINDING_CLIENT_SMTP_LEFTOVER);
  g_assert_null (rrm_found_account_get_sender_name (account));
  g_assert_true (undo_copy (fixture->setup, NULL, &refusal));
  wait_for_reading (fixture->setup);
  g_assert_null (rrm_setup_get_mended (fixture->setup));
  g_assert_true (mend_found (fixture->setup, "client-smtp-leftover", &refusal));
  wait_for_reading (fixture->setup);
  account = rrm_setup_get_found_account (fixture->setup);
  g_assert_false (has_code (account, RRM_FINDING_CLIENT_SMTP_LEFTOVER));
  g_assert_true (has_code (account, RRM_FINDING_CLIENT_SMTP_SHARED));
  g_assert_true (undo_copy (fixture->setup, NULL, &refusal));
  wait_for_reading (fixture->setup);
  after = home_read (fixture->home, PREFS);
  g_assert_cmpstr (after, ==, before);
}

static void
test_running (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *lock = home_path (fixture->home, ".thunderbird/one.default/lock");
  g_autofree char *owner = g_strdup_printf ("127.0.1.1:+%d", (int) getpid ());
  g_autofree char *refusal = NULL;

  replace_in_prefs (fixture, "smtp1.authMethod\", 3", "smtp1.authMethod\", 1");
  before = home_read (fixture->home, PREFS);
  g_assert_cmpuint (look (fixture), ==, 1);
  open_account (fixture, 0);
  /* The lock of a program that this test passes itself off as. */
  g_assert_cmpint (symlink (owner, lock), ==, 0);
  g_assert_cmpint (prctl (PR_SET_NAME, "thunderbird"), ==, 0);
  g_assert_false (mend_found (fixture->setup, NULL, &refusal));
  g_assert_cmpstr (refusal, ==, "Thunderbird is open. Close it first. Then try again.");
  after = home_read (fixture->home, PREFS);
  g_assert_cmpstr (after, ==, before);
  g_unlink (lock);
  g_assert_cmpint (prctl (PR_SET_NAME, "setup-found"), ==, 0);
}

static void
connect_practice (Fixture *fixture)
{
  g_autoptr (RrmCheckOptions) options = rrm_check_options_new ();
  g_autoptr (GError) error = NULL;

  fixture->practice = rrm_practice_new (NULL, &error);
  g_assert_no_error (error);
  g_assert_true (rrm_practice_configure (fixture->practice, options, &error));
  rrm_redirects_unref (fixture->setup->redirects);
  fixture->setup->redirects = rrm_redirects_ref (options->redirects);
  rrm_trust_unref (fixture->setup->trust);
  fixture->setup->trust = rrm_trust_ref (options->trust);
  replace_in_prefs (
    fixture, "ann@nc.rr.com",
    rrm_account_get_address (rrm_practice_get_account (fixture->practice)));
}

static void
test_account (Fixture *fixture)
{
  RrmAccount *account = rrm_practice_get_account (fixture->practice);
  RrmField wrong;

  rrm_setup_load_found (fixture->setup, rrm_account_get_password (account, FALSE), NULL);
  g_assert_cmpint (rrm_setup_test (fixture->setup, &wrong), ==, RRM_GATE_OPEN);
  rrm_setup_show_page (fixture->setup, RRM_PAGE_TEST);
  while (rrm_setup_get_testing (fixture->setup))
    g_main_context_iteration (NULL, TRUE);
}

static RrmFinding *
get_first_finding (RrmSetup *setup)
{
  g_autoptr (RrmFinding) finding = g_list_model_get_item (rrm_setup_get_findings (setup), 0);

  g_assert_nonnull (finding);

  return finding;
}

/* Broken, audited, tested, mended, works, and undone on another day. */
static void
test_whole_way (Fixture *fixture,
                gconstpointer data)
{
  RrmSetup *setup = fixture->setup;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *refusal = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GPtrArray) copies = NULL;
  const RrmFoundCopy *copy;
  RrmFoundAccount *account;

  connect_practice (fixture);
  replace_in_prefs (fixture, "smtp1.try_ssl\", 2", "smtp1.try_ssl\", 3");
  before = home_read (fixture->home, PREFS);
  g_assert_cmpuint (look (fixture), ==, 1);
  account = open_account (fixture, 0);
  g_assert_cmpint (rrm_found_account_get_state (account), ==, RRM_FOUND_SOUND);

  test_account (fixture);
  g_assert_cmpint (rrm_found_account_get_state (account), ==, RRM_FOUND_FAILS);
  g_assert_cmpint (rrm_finding_get_code (get_first_finding (setup)), ==,
                   RRM_FINDING_TLS_MODE_MISMATCH);
  g_assert_false (rrm_found_account_needs_mend (account));
  g_assert_cmpint (rrm_setup_fix (setup, get_first_finding (setup), NULL), ==, RRM_GATE_OPEN);
  while (rrm_setup_get_testing (setup))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rrm_setup_is_working (setup));
  g_assert_false (rrm_setup_is_unsaved (setup));
  g_assert_true (rrm_setup_go_on (setup, NULL));
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_FOUND_ACCOUNT);

  g_assert_cmpint (get_code (account, 0), ==, RRM_FINDING_CLIENT_WRONG_SETTINGS);
  g_assert_true (mend_found (setup, NULL, &refusal));
  g_assert_cmpstr (rrm_setup_get_mended (setup)[0], ==,
                   "Outgoing connection security: SSL/TLS → STARTTLS");
  g_assert_null (rrm_setup_get_mended (setup)[1]);
  wait_for_reading (setup);
  account = rrm_setup_get_found_account (setup);
  g_assert_cmpuint (rrm_found_account_get_findings (account)->len, ==, 0);
  test_account (fixture);
  g_assert_cmpint (rrm_found_account_get_state (account), ==, RRM_FOUND_WORKS);

  copies = rrm_found_list_copies (rrm_setup_get_computer (setup), now);
  g_assert_cmpuint (copies->len, ==, 1);
  copy = g_ptr_array_index (copies, 0);
  g_assert_cmpstr (copy->program, ==, "Thunderbird");
  g_assert_true (g_str_has_prefix (copy->when, "Changed today at "));
  g_assert_true (undo_copy (setup, copy->path, &refusal));
  wait_for_reading (setup);
  after = home_read (fixture->home, PREFS);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (rrm_found_account_get_state (rrm_setup_get_found_account (setup)), ==,
                   RRM_FOUND_SOUND);
  g_ptr_array_unref (copies);
  copies = rrm_found_list_copies (rrm_setup_get_computer (setup), now);
  g_assert_cmpuint (copies->len, ==, 0);
}

/* The account beside it works: what differs is told, and no change made of it. */
static void
test_differs (Fixture *fixture,
              gconstpointer data)
{
  static const char second[] =
    "user_pref(\"mail.accountmanager.accounts\", \"account1,account2\");\n"
    "user_pref(\"mail.account.account2.server\", \"server2\");\n"
    "user_pref(\"mail.account.account2.identities\", \"id2\");\n"
    "user_pref(\"mail.identity.id2.useremail\", \"ann@nc.rr.com\");\n"
    "user_pref(\"mail.identity.id2.smtpServer\", \"smtp2\");\n"
    "user_pref(\"mail.server.server2.type\", \"imap\");\n"
    "user_pref(\"mail.server.server2.hostname\", \"mail.twc.com\");\n"
    "user_pref(\"mail.server.server2.port\", 993);\n"
    "user_pref(\"mail.server.server2.socketType\", 3);\n"
    "user_pref(\"mail.server.server2.userName\", \"ann@nc.rr.com\");\n"
    "user_pref(\"mail.smtpservers\", \"smtp1,smtp2\");\n"
    "user_pref(\"mail.smtpserver.smtp2.authMethod\", 3);\n"
    "user_pref(\"mail.smtpserver.smtp2.hostname\", \"mail.twc.com\");\n"
    "user_pref(\"mail.smtpserver.smtp2.port\", 587);\n"
    "user_pref(\"mail.smtpserver.smtp2.try_ssl\", 3);\n"
    "user_pref(\"mail.smtpserver.smtp2.username\", \"ann@nc.rr.com\");\n";
  g_autofree char *one = home_read (fixture->home, PREFS);
  g_autofree char *both = g_strconcat (one, second, NULL);
  RrmFoundAccount *failing;
  RrmFinding *finding;

  home_write (fixture->home, PREFS, both);
  connect_practice (fixture);
  g_assert_cmpuint (look (fixture), ==, 2);
  failing = open_account (fixture, 1);
  test_account (fixture);
  g_assert_cmpint (rrm_found_account_get_state (failing), ==, RRM_FOUND_FAILS);
  g_assert_false (has_code (failing, RRM_FINDING_CLIENT_ACCOUNTS_DIFFER));

  g_assert_cmpint (rrm_found_account_get_state (open_account (fixture, 0)), ==, RRM_FOUND_SOUND);
  test_account (fixture);
  g_assert_cmpint (rrm_found_account_get_state (open_account (fixture, 0)), ==, RRM_FOUND_WORKS);
  failing = open_account (fixture, 1);
  g_assert_cmpint (get_code (failing, 0), ==, RRM_FINDING_CLIENT_ACCOUNTS_DIFFER);
  finding = g_ptr_array_index (rrm_found_account_get_findings (failing), 0);
  g_assert_cmpstr (rrm_finding_get_detail (finding, "differences"), ==, "outgoing.security");
  g_assert_null (rrm_finding_get_change (finding));
  g_assert_cmpint (rrm_found_account_get_state (failing), ==, RRM_FOUND_FAILS);
  g_assert_false (rrm_found_account_needs_mend (failing));
}

/* What was typed for one address is there for the next account that signs in with it. */
static void
test_password (Fixture *fixture,
               gconstpointer data)
{
  RrmFound *found = rrm_setup_get_computer (fixture->setup);
  g_autoptr (RrmSecret) password = rrm_secret_new ("open sesame", -1);

  look (fixture);
  open_account (fixture, 0);
  g_assert_null (rrm_found_get_password (found, "ann@nc.rr.com"));
  rrm_setup_load_found (fixture->setup, password, NULL);
  g_assert_true (rrm_found_get_password (found, "Ann@nc.rr.com") == password);
  g_assert_null (rrm_found_get_password (found, "bob@nc.rr.com"));
  g_assert_true (rrm_setup_is_found_loaded (fixture->setup));
  rrm_setup_begin (fixture->setup, RRM_INTENT_SET_UP);
  g_assert_false (rrm_setup_is_found_loaded (fixture->setup));
  g_assert_cmpstr (
    rrm_draft_get_text (rrm_setup_get_draft (fixture->setup), RRM_FIELD_ADDRESS), ==, "");
}

int
main (int argc,
      char **argv)
{
  static const char one[] = "thunderbird/one.js";
  static const char family[] = "thunderbird/family.js";

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/found/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/found/list", Fixture, family, set_up, test_list, tear_down);
  g_test_add ("/found/sound", Fixture, one, set_up, test_sound, tear_down);
  g_test_add ("/found/other-computer", Fixture, NULL, set_up, test_other_computer, tear_down);
  g_test_add ("/found/shared", Fixture, family, set_up, test_shared, tear_down);
  g_test_add ("/found/not-as-shown", Fixture, family, set_up, test_not_as_shown, tear_down);
  g_test_add ("/found/damaged", Fixture, one, set_up, test_damaged, tear_down);
  g_test_add ("/found/running", Fixture, one, set_up, test_running, tear_down);
  g_test_add ("/found/whole-way", Fixture, one, set_up, test_whole_way, tear_down);
  g_test_add ("/found/differs", Fixture, one, set_up, test_differs, tear_down);
  g_test_add ("/found/password", Fixture, one, set_up, test_password, tear_down);

  return g_test_run ();
}
