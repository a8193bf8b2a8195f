/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/adders.h"
#include "clients/keys.h"
#include "clients/reader.h"

#include <string.h>

/* Geary: a folder for each account, with a geary.ini in it. */

#define FILE_NAME "geary.ini"

static const RrmReaderWord securities[] = {
  { "none", RRM_SECURITY_NONE },
  { "transport", RRM_SECURITY_TLS },
  { "start-tls", RRM_SECURITY_STARTTLS },
  { NULL, 0 },
};

/* The items of a list as GLib writes it: each ends with a semicolon, and one of its own stands
 * behind a backslash. */
static char **
read_list (RrmDocument *document,
           const char *section,
           const char *key)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  gsize length;
  const char *text = rrm_document_get_text (document, &length);
  char **items = NULL;

  if (g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, NULL))
    items = g_key_file_get_string_list (file, section, key, NULL, NULL);

  return items != NULL ? items : g_new0 (char *, 1);
}

static RrmServiceSettings *
read_server (RrmDocument *document,
             RrmProtocol protocol)
{
  static const char *const sections[RRM_N_PROTOCOLS] = { "Incoming", NULL, "Outgoing" };
  const char *section = sections[protocol];
  const char *credentials = rrm_reader_text (document, section, "credentials");
  const char *login = rrm_document_get (document, section, "login");
  RrmAuth auth = RRM_AUTH_AUTO;
  RrmSecurity security = (RrmSecurity) rrm_reader_look_up (
    securities, rrm_document_get (document, section, "transport_security"), RRM_SECURITY_TLS);

  if (g_str_equal (credentials, "use-incoming"))
    login = rrm_document_get (document, "Incoming", "login");
  else if (g_str_equal (credentials, "none"))
    {
      auth = RRM_AUTH_NONE;
      login = NULL;
    }

  return rrm_reader_server (protocol, rrm_document_get (document, section, "host"),
                            rrm_document_get (document, section, "port"), security, login, auth);
}

static void
set_folder (RrmDocument *document,
            const char *key,
            RrmAccount *account,
            void (*set) (RrmAccount *, const char *))
{
  g_auto (GStrv) path = read_list (document, "Folders", key);
  g_autofree char *folder = g_strjoinv ("/", path);

  set (account, folder);
}

static void
read_account (RrmClientProfile *profile,
              RrmDocument *document)
{
  g_autofree char *folder = g_path_get_dirname (rrm_document_get_path (document));
  g_autofree char *id = g_path_get_basename (folder);
  g_auto (GStrv) mailboxes = read_list (document, "Account", "sender_mailboxes");
  g_autoptr (RrmServiceSettings) incoming = read_server (document, RRM_PROTOCOL_IMAP);
  g_autoptr (RrmServiceSettings) outgoing = read_server (document, RRM_PROTOCOL_SMTP);
  RrmClientAccount *account;

  /* Gmail and Outlook, whose servers are built in, stand here without. */
  if (rrm_document_get (document, "Incoming", "host") == NULL)
    return;
  account = rrm_reader_add (profile, id, NULL, incoming, document, "Incoming");
  if (account == NULL)
    return;
  if (mailboxes[0] != NULL)
    rrm_reader_set_mailbox (account->account, mailboxes[0]);
  set_folder (document, "sent_folder", account->account, rrm_account_set_sent_folder);
  set_folder (document, "drafts_folder", account->account, rrm_account_set_drafts_folder);
  set_folder (document, "trash_folder", account->account, rrm_account_set_trash_folder);
  set_folder (document, "junk_folder", account->account, rrm_account_set_junk_folder);
  rrm_client_profile_add_entry (profile, id, outgoing, document, "Outgoing");
  rrm_reader_join (profile, account, id);
}

/* Each account's file, in the order of the accounts' folders; or the one file that is named. */
static GPtrArray *
list_files (const char *path)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) folders = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_ptr_array_add (files, g_strdup (path));
      return files;
    }
  folders = rrm_reader_list (path, "");
  for (guint i = 0; i < folders->len; i++)
    {
      g_autofree char *file = g_build_filename (g_ptr_array_index (folders, i), FILE_NAME, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (files, g_steal_pointer (&file));
    }

  return files;
}

static gboolean
read_accounts (RrmClientProfile *profile,
               GError **error)
{
  g_autoptr (GPtrArray) files = list_files (profile->path);

  for (guint i = 0; i < files->len; i++)
    {
      RrmDocument *document = rrm_client_profile_load (profile, &rrm_dialect_key_file,
                                                       g_ptr_array_index (files, i), error);

      if (document == NULL)
        return FALSE;
      read_account (profile, document);
    }

  return TRUE;
}

static void
find_accounts (const RrmClientRoots *roots,
               GPtrArray *paths)
{
  static const char *const names[] = {
    ".config/geary",
    ".var/app/org.gnome.Geary/config/geary",
    "snap/geary/current/.config/geary",
    "geary",
    NULL,
  };

  rrm_reader_find (roots, names, paths);
}

static gboolean
recognize (const char *path)
{
  static const char *const names[] = { FILE_NAME, NULL };
  g_autoptr (GPtrArray) files = NULL;

  if (rrm_reader_is_named (path, names))
    return TRUE;
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return FALSE;
  files = list_files (path);

  return files->len > 0;
}

static gboolean
geary_runs (const char *path)
{
  static const char *const names[] = { "geary", NULL };

  return rrm_process_runs (path, names);
}

const RrmClient rrm_client_geary = {
  .id = "geary",
  .name = "Geary",
  .find = find_accounts,
  .recognize = recognize,
  .read = read_accounts,
  .set = rrm_keys_set_geary,
  .asks_again = TRUE,
  .is_running = geary_runs,
  .can_add = rrm_geary_can_add,
  .add = rrm_geary_add,
  .take_out = rrm_geary_take_out,
};
