/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "home.h"

#include "clients/audit.h"
#include "clients/client.h"
#include "clients/copies.h"
#include "clients/mend.h"

#include <string.h>

/* The files of thunderbird/prefs, each a prefs.js as somebody may have it: what is read out of it,
 * what the audit says, what a mend leaves, and that Undo brings every byte back. What is expected
 * stands in prefs.expected, a group for each file. */

#define PREFS "profile/prefs.js"

static RrmClientProfile *
read_profile (const char *home,
              GPtrArray **profiles)
{
  g_autofree char *path = home_path (home, "profile");
  g_autoptr (GError) error = NULL;

  *profiles = rrm_clients_read_path (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((*profiles)->len, ==, 1);

  return g_ptr_array_index (*profiles, 0);
}

static void
append_findings (GString *text,
                 GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      RrmFinding *finding = g_ptr_array_index (findings, i);
      RrmChange *change = rrm_finding_get_change (finding);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "",
                              rrm_finding_code_to_string (rrm_finding_get_code (finding)));
      for (guint j = 0; change != NULL && j < rrm_change_get_n_items (change); j++)
        {
          const RrmChangeItem *item = rrm_change_get_item (change, j);
          g_autofree char *value = rrm_change_get_new (item);

          g_string_append_printf (text, " %s=%s", item->key, value);
        }
    }
}

static char *
describe_account (const RrmClientProfile *profile,
                  const RrmClientAccount *account)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) findings = rrm_client_audit (profile, account);
  RrmServiceSettings *incoming = rrm_account_get_incoming (account->account);
  char *line;

  g_string_append_printf (text, "%s %s@%s:%u %s | ", rrm_account_get_address (account->account),
                          rrm_service_settings_get_username (incoming),
                          rrm_service_settings_get_host (incoming),
                          rrm_service_settings_get_port (incoming),
                          account->entry != NULL ? account->entry : "-");
  append_findings (text, findings);
  line = g_strescape (g_strchomp (text->str), NULL);
  g_string_free (text, TRUE);

  return line;
}

static guint
count_errors (const RrmClientProfile *profile)
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

/* Saved, read again and brought back: what the records said of the mend is what the file says. */
static void
check_save (const char *home,
            RrmClientProfile *profile)
{
  g_autofree char *before = home_read (home, PREFS);
  g_autofree char *copies = home_path (home, "copies");
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = rrm_client_save (profile, copies, &error);
  g_autofree char *after = NULL;
  RrmClientProfile *now;

  g_assert_no_error (error);
  now = read_profile (home, &again);
  g_assert_cmpuint (now->accounts->len, ==, profile->accounts->len);
  for (guint i = 0; i < now->accounts->len; i++)
    {
      g_autofree char *said =
        describe_account (profile, g_ptr_array_index (profile->accounts, i));
      g_autofree char *stands = describe_account (now, g_ptr_array_index (now->accounts, i));

      g_assert_cmpstr (stands, ==, said);
    }
  g_assert_true (rrm_client_undo (copies, copy, files, &error));
  g_assert_no_error (error);
  after = home_read (home, PREFS);
  g_assert_cmpstr (after, ==, before);
}

static char *
mend (const char *home,
      RrmClientProfile *profile)
{
  g_autofree char *before = home_read (home, PREFS);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mends = rrm_client_mend (profile, NULL, NULL, &error);
  guint n_refused = 0;

  if (mends == NULL)
    return g_strdup (rrm_client_error_to_string ((RrmClientError) error->code));
  for (guint i = 0; i < mends->len; i++)
    n_refused += ((RrmClientMend *) g_ptr_array_index (mends, i))->refusal != NULL;
  if (mends->len > 0)
    check_save (home, profile);
  after = home_read (home, PREFS);
  g_assert_cmpstr (after, ==, before);

  return g_strdup_printf ("%u made, %u refused, %u left", mends->len - n_refused, n_refused,
                          count_errors (profile));
}

/* As a group of prefs.expected. */
static char *
describe (const char *name,
          const char *home)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) profiles = NULL;
  RrmClientProfile *profile = read_profile (home, &profiles);
  g_autoptr (GPtrArray) leftovers = rrm_client_audit_entries (profile);
  g_autofree char *mended = NULL;

  g_string_append_printf (text, "[%s]%s\n", name,
                          rrm_client_profile_is_damaged (profile) ? " damaged" : "");
  for (guint i = 0; i < profile->accounts->len; i++)
    {
      g_autofree char *line = describe_account (profile,
                                                g_ptr_array_index (profile->accounts, i));

      g_string_append_printf (text, "%s\n", line);
    }
  if (leftovers->len > 0)
    {
      g_string_append (text, "left over: ");
      append_findings (text, leftovers);
      g_string_append_c (text, '\n');
    }
  mended = mend (home, profile);
  g_string_append_printf (text, "mended: %s\n", mended);

  return g_string_free (text, FALSE);
}

/* The group of a file, with the line of its name. */
static char *
get_expected (const char *name)
{
  g_autofree char *all = data_read ("thunderbird/prefs.expected");
  g_autofree char *head = g_strdup_printf ("[%s]", name);
  const char *begin = strstr (all, head);
  const char *end;

  if (begin == NULL)
    return g_strdup ("");
  end = strstr (begin, "\n\n");

  return g_strndup (begin, end != NULL ? (gsize) (end - begin) + 1 : strlen (begin));
}

static void
test_file (gconstpointer data)
{
  const char *name = data;
  char *home = home_new ();
  g_autofree char *file = g_strdup_printf ("thunderbird/prefs/%s.js", name);
  g_autofree char *expected = get_expected (name);
  g_autofree char *found = NULL;

  home_copy (home, PREFS, file);
  found = describe (name, home);
  g_assert_cmpstr (found, ==, expected);
  home_free (home);
}

/* A profile of many years: the same is found and mended among twenty thousand lines. */
static void
test_long (void)
{
  char *home = home_new ();
  g_autofree char *base = data_read ("thunderbird/prefs/all-retired.js");
  g_autofree char *expected = get_expected ("all-retired");
  g_auto (GStrv) lines = g_strsplit (base, "\n", -1);
  GString *text = g_string_new (NULL);
  g_autofree char *found = NULL;
  guint every = 20000 / g_strv_length (lines);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      for (guint j = 0; j < every; j++)
        g_string_append_printf (text, "user_pref(\"mail.junk.%u.%u\", \"\\u00fc;%u\");\r\n", i, j,
                                j);
      g_string_append_printf (text, "%s\r\n", lines[i]);
    }
  home_write (home, PREFS, text->str);
  found = describe ("all-retired", home);
  g_assert_cmpstr (found, ==, expected);
  g_string_free (text, TRUE);
  home_free (home);
}

#define N_MANY 400u

static void
add_broken (GString *text,
            guint i)
{
  g_string_append_printf (text,
                          "user_pref(\"mail.account.account%u.server\", \"server%u\");\n"
                          "user_pref(\"mail.account.account%u.identities\", \"id%u\");\n"
                          "user_pref(\"mail.identity.id%u.useremail\", \"p%u@nc.rr.com\");\n"
                          "user_pref(\"mail.identity.id%u.smtpServer\", \"smtp%u\");\n",
                          i, i, i, i, i, i, i, i);
  g_string_append_printf (text,
                          "user_pref(\"mail.server.server%u.type\", \"imap\");\n"
                          "user_pref(\"mail.server.server%u.userName\", \"p%u\");\n"
                          "user_pref(\"mail.server.server%u.hostname\", "
                          "\"imap-server.nc.rr.com\");\n",
                          i, i, i, i);
  g_string_append_printf (text,
                          "user_pref(\"mail.smtpserver.smtp%u.hostname\", \"mail.twc.com\");\n"
                          "user_pref(\"mail.smtpserver.smtp%u.authMethod\", 1);\n"
                          "user_pref(\"mail.smtpserver.smtp%u.username\", \"p%u@nc.rr.com\");\n",
                          i, i, i, i);
}

/* However many there are, none is left out; and it does not take the square of the time. */
static void
test_many (void)
{
  char *home = home_new ();
  GString *text = g_string_new (NULL);
  GString *accounts = g_string_new (NULL);
  GString *entries = g_string_new (NULL);
  g_autofree char *mended = NULL;
  g_autoptr (GPtrArray) profiles = NULL;
  gint64 begin;

  for (guint i = 1; i <= N_MANY; i++)
    {
      add_broken (text, i);
      g_string_append_printf (accounts, "%saccount%u", i > 1 ? "," : "", i);
      g_string_append_printf (entries, "%ssmtp%u", i > 1 ? "," : "", i);
    }
  g_string_append_printf (text, "user_pref(\"mail.accountmanager.accounts\", \"%s\");\n",
                          accounts->str);
  g_string_append_printf (text, "user_pref(\"mail.smtpservers\", \"%s\");\n", entries->str);
  home_write (home, PREFS, text->str);
  begin = g_get_monotonic_time ();
  mended = mend (home, read_profile (home, &profiles));
  g_test_message ("%u accounts: %.2f s", N_MANY,
                  (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC);
  g_assert_cmpstr (mended, ==, "1600 made, 0 refused, 0 left");
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 20 * G_USEC_PER_SEC);
  g_string_free (accounts, TRUE);
  g_string_free (entries, TRUE);
  g_string_free (text, TRUE);
  home_free (home);
}

int
main (int argc,
      char *argv[])
{
  g_autofree char *folder = NULL;
  g_autoptr (GDir) files = NULL;
  const char *file;
  guint n = 0;

  g_test_init (&argc, &argv, NULL);

  folder = g_test_build_filename (G_TEST_DIST, "thunderbird", "prefs", NULL);
  files = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (files);
  while ((file = g_dir_read_name (files)) != NULL)
    {
      char *name = g_strndup (file, strlen (file) - strlen (".js"));
      g_autofree char *path = g_strconcat ("/clients/prefs/", name, NULL);

      g_test_add_data_func_full (path, name, test_file, g_free);
      n++;
    }
  g_assert_cmpuint (n, >=, 60);
  g_test_add_func ("/clients/prefs/20000-lines", test_long);
  g_test_add_func ("/clients/prefs/400-accounts", test_many);

  return g_test_run ();
}
