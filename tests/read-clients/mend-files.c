/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "home.h"

#include "clients/audit.h"
#include "clients/client.h"
#include "clients/copies.h"
#include "clients/mend.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* The home folder of a person with one program, in clients-data: what is read of it, what is wrong,
 * and every line that mending changes. */
typedef struct
{
  const char *program;
  const char *accounts;
  const char *findings;
  const char *edits;
} Case;

static const Case cases[] = {
  { "claws-mail",
    "ann@nc.rr.com imap mail.twc.com 993 tls ann@nc.rr.com auto, "
    "smtp smtp-server.nc.rr.com 25 none  none\n"
    "cat@example.org pop3 pop.example.org 110 none cat auto, "
    "smtp smtp.example.org 25 none  none\n",
    "host-retired client-smtp-auth-off",
    "smtp_server: smtp-server.nc.rr.com -> mail.twc.com\n"
    "use_smtp_auth: 0 -> 1\n"
    "ssl_smtp: 0 -> 2\n"
    "set_smtpport: 0 -> 1\n"
    "smtp_port: 25 -> 587\n" },
  { "sylpheed",
    "bob@charter.net pop3 pop.charter.net 110 none bob auto, "
    "smtp mobile.charter.net 465 tls bob@charter.net auto\n",
    "host-retired username-needs-domain",
    "receive_server: pop.charter.net -> mobile.charter.net\n"
    "user_id: bob -> bob@charter.net\n"
    "ssl_pop: 0 -> 1\n"
    "set_popport: - -> 1\n"
    "pop_port: - -> 995\n" },
  { "goa",
    "ann@nc.rr.com imap mobile.charter.net 993 tls ann@nc.rr.com auto, "
    "smtp mail.twc.com 25 starttls ann@nc.rr.com plain\n",
    "host-for-other-addresses client-wrong-settings",
    "ImapHost: mobile.charter.net -> mail.twc.com:993\n"
    "SmtpHost: mail.twc.com:25 -> mail.twc.com:587\n" },
  { "geary",
    "ann@nc.rr.com imap mail.twc.com 143 none ann auto, "
    "smtp mail.twc.com 587 starttls  none\n",
    "username-needs-domain client-smtp-auth-off cleartext-chosen",
    "login: ann -> ann@nc.rr.com\n"
    "port: 143 -> 993\n"
    "transport_security: none -> transport\n"
    "credentials: none -> use-incoming\n" },
  { "evolution",
    "ann@nc.rr.com pop3 pop-server.nc.rr.com 110 none ann@nc.rr.com login, "
    "smtp mail.twc.com 587 starttls  none\n",
    "host-retired client-smtp-auth-off",
    "Host: pop-server.nc.rr.com -> mail.twc.com\n"
    "Port: 110 -> 995\n"
    "Method: none -> ssl-on-alternate-port\n"
    "Method: none -> PLAIN\n"
    "User:  -> ann@nc.rr.com\n" },
  { "msmtp",
    "ann@nc.rr.com -, smtp smtp-server.nc.rr.com 25 tls ann auto\n"
    "cat@example.org -, smtp smtp.example.org 25 tls cat auto\n",
    "host-retired username-needs-domain",
    "host: smtp-server.nc.rr.com -> mail.twc.com\n"
    "port: 25 -> 587\n"
    "tls_starttls: off -> on\n"
    "user: ann -> ann@nc.rr.com\n"
    "tls: - -> on\n" },
  { "mbsync", "ann@nc.rr.com imap mail.twc.com 995 tls ann@nc.rr.com auto, -\n",
    "client-wrong-settings", "port: 995 -> 993\n" },
  { "getmail", "ann@nc.rr.com pop3 pop-server.nc.rr.com 110 none ann@nc.rr.com auto, -\n",
    "host-retired",
    "type: SimplePOP3Retriever -> SimplePOP3SSLRetriever\n"
    "server: pop-server.nc.rr.com -> mail.twc.com\n"
    "port: - -> 995\n" },
  { "offlineimap", "ann@nc.rr.com imap mail.twc.com 993 none ann@nc.rr.com auto, -\n",
    "client-wrong-settings", "ssl: no -> yes\n" },
  { "kmail",
    "ann@nc.rr.com imap mobile.charter.net 993 tls ann@nc.rr.com plain, "
    "smtp mail.twc.com 25 none  none\n",
    "host-for-other-addresses client-wrong-settings client-smtp-auth-off",
    "port: 25 -> 587\n"
    "encryption: None -> TLS\n"
    "auth: false -> true\n"
    "user: - -> ann@nc.rr.com\n"
    "ImapServer: mobile.charter.net -> mail.twc.com\n" },
};

static void
copy_tree (const char *from,
           const char *home,
           const char *below)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (below, name, NULL);
      g_autofree char *text = NULL;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        copy_tree (path, home, target);
      else if (g_file_get_contents (path, &text, NULL, NULL))
        home_write (home, target, text);
    }
}

static char *
make_home (const char *program)
{
  g_autofree char *from = g_test_build_filename (G_TEST_DIST, program, "broken", NULL);
  char *home = home_new ();

  copy_tree (from, home, "");

  return home;
}

static RrmClientProfile *
read_home (const char *home,
           GPtrArray **profiles)
{
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (home);
  RrmClientProfile *profile;

  *profiles = rrm_clients_read_all (roots);
  g_assert_cmpuint ((*profiles)->len, ==, 1);
  profile = g_ptr_array_index (*profiles, 0);
  g_assert_no_error (profile->error);
  g_assert_false (rrm_client_profile_is_damaged (profile));

  return profile;
}

static void
append_settings (GString *text,
                 RrmServiceSettings *settings)
{
  if (settings == NULL)
    {
      g_string_append_c (text, '-');
      return;
    }
  g_string_append_printf (
    text, "%s %s %u %s %s %s",
    rrm_protocol_to_string (rrm_service_settings_get_protocol (settings)),
    rrm_service_settings_get_host (settings), rrm_service_settings_get_port (settings),
    rrm_security_to_string (rrm_service_settings_get_security (settings)),
    rrm_service_settings_get_username (settings),
    rrm_auth_to_string (rrm_service_settings_get_auth (settings)));
}

static char *
describe_accounts (RrmClientProfile *profile)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < profile->accounts->len; i++)
    {
      const RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);

      g_string_append_printf (text, "%s ", rrm_account_get_address (account->account));
      append_settings (text, rrm_account_get_incoming (account->account));
      g_string_append (text, ", ");
      append_settings (text, rrm_account_get_outgoing (account->account));
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static char *
describe_findings (RrmClientProfile *profile)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < profile->accounts->len; i++)
    {
      g_autoptr (GPtrArray)
        findings = rrm_client_audit (profile, g_ptr_array_index (profile->accounts, i));

      for (guint j = 0; j < findings->len; j++)
        g_string_append_printf (
          text, "%s%s", text->len > 0 ? " " : "",
          rrm_finding_code_to_string (rrm_finding_get_code (g_ptr_array_index (findings, j))));
    }

  return g_string_free (text, FALSE);
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
                              edit->before != NULL ? edit->before : "-", edit->after);
    }

  return g_string_free (text, FALSE);
}

static char *
join_files (RrmClientProfile *profile)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < profile->documents->len; i++)
    {
      g_autofree char *bytes = NULL;

      g_assert_true (g_file_get_contents (
        rrm_document_get_path (g_ptr_array_index (profile->documents, i)), &bytes, NULL, NULL));
      g_string_append (text, bytes);
    }

  return g_string_free (text, FALSE);
}

/* No line but those of the edits is another one than before. */
static void
check_lines (const char *before,
             const char *after,
             guint n_edits)
{
  g_auto (GStrv) old = g_strsplit (before, "\n", -1);
  g_auto (GStrv) new = g_strsplit (after, "\n", -1);
  guint n_new = 0;

  for (guint i = 0; new[i] != NULL; i++)
    n_new += !g_strv_contains ((const char *const *) old, new[i]);
  g_assert_cmpuint (n_new, <=, n_edits);
  g_assert_cmpuint (g_strv_length (new), >=, g_strv_length (old));
}

static void
test_case (gconstpointer data)
{
  const Case *item = data;
  char *home = make_home (item->program);
  g_autofree char *copies = home_path (home, "copies");
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) restored = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) mends = NULL;
  g_autoptr (GError) error = NULL;
  RrmClientProfile *profile = read_home (home, &profiles);
  g_autofree char *accounts = describe_accounts (profile);
  g_autofree char *findings = describe_findings (profile);
  g_autofree char *before = join_files (profile);
  g_autofree char *edits = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *after = NULL;
  g_autofree char *back = NULL;
  g_autofree char *left = NULL;
  g_autoptr (GPtrArray) list = NULL;

  g_assert_cmpstr (profile->client->id, ==, item->program);
  g_assert_cmpstr (accounts, ==, item->accounts);
  g_assert_cmpstr (findings, ==, item->findings);
  if (item->edits == NULL)
    {
      g_assert_null (rrm_client_mend (profile, NULL, NULL, &error));
      home_free (home);
      return;
    }

  mends = rrm_client_mend (profile, NULL, NULL, &error);
  g_assert_no_error (error);
  edits = describe_edits (profile);
  g_assert_cmpstr (edits, ==, item->edits);
  list = rrm_client_list_edits (profile);
  copy = rrm_client_save (profile, copies, &error);
  g_assert_no_error (error);
  after = join_files (profile);
  check_lines (before, after, list->len);
  left = describe_findings (read_home (home, &again));
  g_assert_cmpstr (left, ==, "");

  g_assert_true (rrm_client_undo (copies, copy, restored, &error));
  back = join_files (profile);
  g_assert_cmpstr (back, ==, before);
  home_free (home);
}

/* It goes with the test, however that ends. */
static void
end_with_test (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
wait_for_name (pid_t child,
               const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/comm", (int) child);

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *text = NULL;

      if (g_file_get_contents (path, &text, NULL, NULL) && g_str_equal (g_strchomp (text), name))
        return;
      g_usleep (10 * 1000);
    }
  g_assert_not_reached ();
}

/* Something of that name that waits, as of a person whose home folder is @home. */
static GPid
start_named (const char *folder,
             const char *name,
             const char *home)
{
  g_autofree char *sleep = g_find_program_in_path ("sleep");
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *argv[] = { path, (char *) "60", NULL };
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "HOME", home, TRUE);
  g_autoptr (GError) error = NULL;
  GPid child;

  g_assert_nonnull (sleep);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_assert_cmpint (symlink (sleep, path), ==, 0);
  g_spawn_async (NULL, argv, environment, G_SPAWN_DO_NOT_REAP_CHILD, end_with_test, NULL, &child,
                 &error);
  g_assert_no_error (error);
  wait_for_name (child, name);

  return child;
}

static void
end_named (GPid child)
{
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
}

/* While the program runs, which would write over what is changed, nothing is changed. One that
 * has another home folder has other files. */
static void
check_running (void)
{
  char *home = make_home ("sylpheed");
  g_autofree char *elsewhere = home_path (home, "elsewhere");
  g_autofree char *copies = home_path (home, "copies");
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) mends = NULL;
  g_autoptr (GError) error = NULL;
  RrmClientProfile *profile = read_home (home, &profiles);
  g_autofree char *before = join_files (profile);
  g_autofree char *after = NULL;
  GPid child;

  g_setenv ("HOME", home, TRUE);
  child = start_named (home, "sylpheed", home);
  mends = rrm_client_mend (profile, NULL, NULL, &error);
  g_assert_null (mends);
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_RUNNING);
  g_clear_error (&error);
  g_assert_null (rrm_client_save (profile, copies, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_RUNNING);
  after = join_files (profile);
  g_assert_cmpstr (after, ==, before);
  end_named (child);
  g_clear_error (&error);

  child = start_named (home, "sylpheed", elsewhere);
  mends = rrm_client_mend (profile, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mends->len, >, 0);
  end_named (child);
  home_free (home);
}

/* In a process of its own: where the home folder is, is asked for once. */
static void
test_running (void)
{
  if (g_test_subprocess ())
    {
      check_running ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/clients/mend/", cases[i].program, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/clients/mend/running", test_running);

  return g_test_run ();
}
