/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/add.h"
#include "clients/copies.h"
#include "export/error.h"
#include "home.h"

#include <string.h>

#define SECRET "add-secret-9152"

/* A home with one account already, in the words of each program. */
static const struct
{
  const char *program;
  const char *path;
  const char *before;
  const char *kept;
} programs[] = {
  { "thunderbird", ".thunderbird/abc.default/prefs.js",
    "user_pref(\"mail.accountmanager.accounts\", \"account1\");\n"
    "user_pref(\"mail.account.account1.server\", \"server1\");\n"
    "user_pref(\"mail.server.server1.type\", \"imap\");\n"
    "user_pref(\"mail.server.server1.hostname\", \"imap.example.org\");\n"
    "user_pref(\"mail.server.server1.userName\", \"other\");\n",
    "imap.example.org" },
  { "claws-mail", ".claws-mail/accountrc",
    "[Account: 1]\naccount_name=other\nprotocol=1\nreceive_server=imap.example.org\n"
    "config_version=4\n",
    "receive_server=imap.example.org" },
  { "sylpheed", ".sylpheed-2.0/accountrc",
    "[Account: 1]\naccount_name=other\nprotocol=3\nreceive_server=imap.example.org\n",
    "receive_server=imap.example.org" },
};

static RrmAccount *
make_account (void)
{
  RrmAccount *account = rrm_account_new ("pat@nc.rr.com");
  g_autoptr (RrmServiceSettings) incoming =
    rrm_service_settings_new (RRM_PROTOCOL_IMAP, "mail.twc.com", 993, RRM_SECURITY_TLS);
  g_autoptr (RrmServiceSettings) outgoing =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, "mail.twc.com", 587, RRM_SECURITY_STARTTLS);
  g_autoptr (RrmSecret) password = rrm_secret_new (SECRET, -1);

  rrm_service_settings_set_username (incoming, "pat@nc.rr.com");
  rrm_service_settings_set_username (outgoing, "pat@nc.rr.com");
  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);
  rrm_account_set_password (account, password);

  return account;
}

static char *
make_home (guint i)
{
  char *home = home_new ();

  if (i == 0)
    home_write (home, ".thunderbird/profiles.ini",
                "[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\nDefault=1\n");
  home_write (home, programs[i].path, programs[i].before);

  return home;
}

/* Both accounts are read as what they are. */
static void
assert_imap (const RrmClientRoots *roots)
{
  g_autoptr (GPtrArray) profiles = rrm_clients_read_all (roots);
  const RrmClientProfile *profile = g_ptr_array_index (profiles, 0);

  g_assert_cmpuint (profiles->len, ==, 1);
  g_assert_cmpuint (profile->accounts->len, ==, 2);
  for (guint i = 0; i < profile->accounts->len; i++)
    {
      const RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);

      g_assert_cmpint (
        rrm_service_settings_get_protocol (rrm_account_get_incoming (account->account)), ==,
        RRM_PROTOCOL_IMAP);
    }
}

/* The account is added, what was there stays, and Undo brings back every byte. */
static void
test_add_and_undo (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  char *home = make_home (i);
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (home);
  g_autofree char *folder = home_path (home, "copies");
  g_autoptr (RrmAccount) account = make_account ();
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *after = NULL;
  g_autofree char *back = NULL;

  g_assert_true (rrm_client_can_add (programs[i].program, roots));
  copy = rrm_client_add_account (programs[i].program, roots, account, folder, &error);
  g_assert_no_error (error);
  g_assert_nonnull (copy);

  after = home_read (home, programs[i].path);
  g_assert_nonnull (strstr (after, programs[i].kept));
  g_assert_nonnull (strstr (after, "mail.twc.com"));
  g_assert_null (strstr (after, SECRET));
  assert_imap (roots);

  g_assert_true (rrm_client_undo (folder, copy, files, &error));
  g_assert_no_error (error);
  back = home_read (home, programs[i].path);
  g_assert_cmpstr (back, ==, programs[i].before);
  home_free (home);
}

/* The same account is not added a second time, and the file stays as it is. */
static void
test_twice (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  char *home = make_home (i);
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (home);
  g_autofree char *folder = home_path (home, "copies");
  g_autoptr (RrmAccount) account = make_account ();
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *again = NULL;
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;

  copy = rrm_client_add_account (programs[i].program, roots, account, folder, &error);
  g_assert_no_error (error);
  once = home_read (home, programs[i].path);
  again = rrm_client_add_account (programs[i].program, roots, account, folder, &error);
  g_assert_null (again);
  g_assert_error (error, RRM_EXPORT_ERROR, RRM_EXPORT_ERROR_EXISTS);
  twice = home_read (home, programs[i].path);
  g_assert_cmpstr (once, ==, twice);
  home_free (home);
}

static void
test_none (void)
{
  char *home = home_new ();
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (home);

  g_assert_false (rrm_client_can_add ("thunderbird", roots));
  g_assert_false (rrm_client_can_add ("sylpheed", roots));
  g_assert_false (rrm_client_can_add ("msmtp", roots));
  home_free (home);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autofree char *add = g_strconcat ("/add/undo/", programs[i].program, NULL);
      g_autofree char *twice = g_strconcat ("/add/twice/", programs[i].program, NULL);

      g_test_add_data_func (add, GUINT_TO_POINTER (i), test_add_and_undo);
      g_test_add_data_func (twice, GUINT_TO_POINTER (i), test_twice);
    }
  g_test_add_func ("/add/none", test_none);

  return g_test_run ();
}
