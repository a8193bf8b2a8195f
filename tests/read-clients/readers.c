/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "home.h"

#include "clients/client.h"

#include <gio/gio.h>

/* Home folders with the settings of one program each, and what is read there. A home stands in
 * ../clients-data/PROGRAM/home, what is expected in ../clients-data/PROGRAM/expected. */

static const char *const programs[] = {
  "claws-mail",
  "sylpheed",
  "evolution",
  "geary",
  "goa",
  "msmtp",
  "mpop",
  "mbsync",
  "fetchmail",
  "getmail",
  "offlineimap",
  "mutt",
  "alpine",
  "aerc",
  "kmail",
};

static void
describe_server (GString *text,
                 const char *title,
                 RrmServiceSettings *settings,
                 const char *other_auth,
                 RrmClientStored stored)
{
  static const char *const states[] = { "unknown", "no", "yes" };

  if (settings == NULL)
    return;
  g_string_append_printf (
    text, "  %s %s %s:%u %s %s user=%s stored=%s\n", title,
    rrm_protocol_to_string (rrm_service_settings_get_protocol (settings)),
    rrm_service_settings_get_host (settings), rrm_service_settings_get_port (settings),
    rrm_security_to_string (rrm_service_settings_get_security (settings)),
    other_auth != NULL ? other_auth
                       : rrm_auth_to_string (rrm_service_settings_get_auth (settings)),
    rrm_service_settings_get_username (settings), states[stored]);
}

static void
describe_leaving (GString *text,
                  RrmAccount *account)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (account);

  if (incoming == NULL || rrm_service_settings_get_protocol (incoming) != RRM_PROTOCOL_POP3)
    return;
  if (!rrm_account_get_leave_on_server (account))
    g_string_append (text, "  mail is removed\n");
  else if (rrm_account_get_remove_after_days (account) > 0)
    g_string_append_printf (text, "  mail stays %u days\n",
                            rrm_account_get_remove_after_days (account));
  else
    g_string_append (text, "  mail stays\n");
}

static void
describe_folder (GString *text,
                 const char *title,
                 const char *folder)
{
  if (folder[0] != '\0')
    g_string_append_printf (text, "  %s=%s\n", title, folder);
}

static void
describe_account (GString *text,
                  RrmClientProfile *profile,
                  RrmClientAccount *read)
{
  RrmAccount *account = read->account;
  const RrmClientEntry *entry =
    read->entry != NULL ? rrm_client_profile_find_entry (profile, read->entry) : NULL;

  g_string_append_printf (text, "%s <%s> %s\n", read->id, rrm_account_get_address (account),
                          rrm_account_get_name (account));
  describe_server (text, "in", rrm_account_get_incoming (account), read->other_auth, read->stored);
  if (entry != NULL)
    describe_server (text, entry->id, entry->settings, entry->other_auth, entry->stored);
  describe_leaving (text, account);
  describe_folder (text, "organization", rrm_account_get_organization (account));
  describe_folder (text, "reply", rrm_account_get_reply_address (account));
  describe_folder (text, "root", rrm_account_get_root_folder (account));
  describe_folder (text, "sent", rrm_account_get_sent_folder (account));
  describe_folder (text, "drafts", rrm_account_get_drafts_folder (account));
  describe_folder (text, "trash", rrm_account_get_trash_folder (account));
  describe_folder (text, "junk", rrm_account_get_junk_folder (account));
}

static char *
describe (GPtrArray *profiles,
          const char *home)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < profiles->len; i++)
    {
      RrmClientProfile *profile = g_ptr_array_index (profiles, i);

      g_string_append_printf (text, "== %s %s%s\n", profile->client->id,
                              profile->path + strlen (home) + 1,
                              rrm_client_profile_is_damaged (profile) ? " damaged" : "");
      if (profile->error != NULL)
        g_string_append_printf (text, "error: %s\n", rrm_client_error_to_string (
                                                       (RrmClientError) profile->error->code));
      for (guint j = 0; j < profile->accounts->len; j++)
        describe_account (text, profile, g_ptr_array_index (profile->accounts, j));
    }

  return g_string_free (text, FALSE);
}

static void
test_home (gconstpointer data)
{
  const char *program = data;
  g_autofree char *home = g_test_build_filename (G_TEST_DIST, program, "home", NULL);
  g_autofree char *file = g_build_filename (program, "expected", NULL);
  g_autofree char *expected = data_read (file);
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (home);
  g_autoptr (GPtrArray) profiles = rrm_clients_read_all (roots);
  g_autofree char *found = describe (profiles, home);

  g_assert_cmpstr (found, ==, expected);
}

/* As Windows writes it: in its code page, with its line ends. */
static char *
convert (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *joined = g_strjoinv ("\r\n", lines);
  g_autoptr (GError) error = NULL;
  char *converted = g_convert (joined, -1, "CP1252", "UTF-8", NULL, NULL, &error);

  g_assert_no_error (error);

  return converted;
}

static void
copy_file (const char *home,
           const char *data,
           const char *name)
{
  g_autofree char *file = g_build_filename ("files", data, NULL);
  g_autofree char *text = data_read (file);
  g_autofree char *converted = g_str_has_suffix (name, ".prf") ? convert (text) : g_strdup (text);

  home_write (home, name, converted);
}

/* Files from another computer, each read by its name. */
static void
test_files (void)
{
  static const struct
  {
    const char *data;
    const char *name;
  } files[] = {
    { "nc.rr.com.xml", "nc.rr.com.xml" },   { "two-ways.xml", "two-ways.xml" },
    { "family.mobileconfig", "family.mobileconfig" },
    { "phone.k9s", "phone.k9s" },           { "windows.prf", "windows.prf" },
    { "entities.txt", "entities.xml" },     { "deep.k9s", "deep.k9s" },
    { "half.mobileconfig", "half.mobileconfig" },
    { "windows.prf", "other.xml" },
  };
  g_autofree char *expected = data_read ("files.expected");
  g_autoptr (GString) found = g_string_new (NULL);
  char *home = home_new ();

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = home_path (home, files[i].name);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) profiles = NULL;
      g_autofree char *text = NULL;

      copy_file (home, files[i].data, files[i].name);
      profiles = rrm_clients_read_path (path, &error);
      text = profiles != NULL ? describe (profiles, home) : NULL;
      if (text != NULL)
        g_string_append (found, text);
      else
        g_string_append_printf (found, "%s: %s\n", files[i].name,
                                rrm_client_error_to_string ((RrmClientError) error->code));
    }

  g_assert_cmpstr (found->str, ==, expected);
  home_free (home);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autofree char *name = g_strconcat ("/clients/readers/", programs[i], NULL);

      g_test_add_data_func (name, programs[i], test_home);
    }

  g_test_add_func ("/clients/readers/files", test_files);

  return g_test_run ();
}
