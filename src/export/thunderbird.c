/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/mozilla-prefs.h"
#include "export/writers.h"

#include <string.h>

/* Thunderbird's prefs.js: lines for a new profile, or the program's own file with ours behind it.
 * Of two lines for one setting the later one counts. */

/* The numbers of what we add: one more than any that the profile has. */
typedef struct
{
  guint account;
  guint server;
  guint identity;
  guint smtp;
  /* The lists with ours at the end. */
  char *accounts;
  char *smtp_servers;
  gboolean is_new;
} Keys;

static void
keys_clear (Keys *keys)
{
  g_free (keys->accounts);
  g_free (keys->smtp_servers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Keys, keys_clear)

static guint
next_number (GHashTable *prefs,
             const char *prefix)
{
  GHashTableIter iter;
  gpointer name;
  guint64 highest = 0;

  g_hash_table_iter_init (&iter, prefs);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_str_has_prefix (name, prefix))
      {
        guint64 number = g_ascii_strtoull ((const char *) name + strlen (prefix), NULL, 10);

        highest = MAX (highest, MIN (number, G_MAXINT - 2));
      }

  return (guint) highest + 1;
}

static char *
append (const char *list,
        const char *prefix,
        guint number)
{
  return g_strdup_printf ("%s%s%s%u", list, list[0] != '\0' ? "," : "", prefix, number);
}

static void
set_lists (Keys *keys,
           GHashTable *prefs)
{
  const char *accounts = rrm_mozilla_prefs_get (prefs, "mail.accountmanager.accounts");
  g_autofree char *with_account = append (accounts, "account", keys->account);

  keys->is_new = accounts[0] == '\0';
  keys->accounts = keys->is_new ? append (with_account, "account", keys->account + 1)
                                : g_steal_pointer (&with_account);
  keys->smtp_servers = append (rrm_mozilla_prefs_get (prefs, "mail.smtpservers"), "smtp",
                               keys->smtp);
}

/* Thunderbird drops a second account with the same server and user name without a word. */
static gboolean
has_server (GHashTable *prefs,
            guint n_servers,
            const RrmExportServer *in)
{
  const char *type = in->protocol == RRM_PROTOCOL_IMAP ? "imap" : "pop3";

  for (guint i = 1; i < n_servers; i++)
    if (g_str_equal (rrm_mozilla_prefs_get (prefs, "mail.server.server%u.type", i), type) &&
        g_ascii_strcasecmp (rrm_mozilla_prefs_get (prefs, "mail.server.server%u.hostname", i),
                            in->host) == 0 &&
        g_str_equal (rrm_mozilla_prefs_get (prefs, "mail.server.server%u.userName", i),
                     in->username))
      return TRUE;

  return FALSE;
}

static gboolean
find_keys (const RrmExportInput *input,
           Keys *keys,
           GError **error)
{
  g_autoptr (GHashTable) prefs = NULL;

  if (input->existing == NULL)
    prefs = g_hash_table_new (g_str_hash, g_str_equal);
  else
    prefs = rrm_mozilla_prefs_parse (g_bytes_get_data (input->existing, NULL),
                                     g_bytes_get_size (input->existing));
  if (prefs == NULL)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_UNREADABLE, NULL);

  keys->account = next_number (prefs, "mail.account.account");
  keys->server = next_number (prefs, "mail.server.server");
  keys->identity = next_number (prefs, "mail.identity.id");
  keys->smtp = next_number (prefs, "mail.smtpserver.smtp");
  set_lists (keys, prefs);
  if (has_server (prefs, keys->server, input->incoming))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_EXISTS, "incoming.username");

  return TRUE;
}

static void
add_string (RrmSheet *sheet,
            const char *prefix,
            guint number,
            const char *name,
            const char *value)
{
  rrm_sheet_print (sheet, "user_pref(\"%s%u.%s\", ", prefix, number, name);
  rrm_escape_backslash (sheet, value);
  rrm_sheet_add (sheet, ");\n");
}

static void
add_number (RrmSheet *sheet,
            const char *prefix,
            guint number,
            const char *name,
            guint value)
{
  rrm_sheet_print (sheet, "user_pref(\"%s%u.%s\", %u);\n", prefix, number, name, value);
}

static void
add_boolean (RrmSheet *sheet,
             const char *prefix,
             guint number,
             const char *name,
             gboolean value)
{
  rrm_sheet_print (sheet, "user_pref(\"%s%u.%s\", %s);\n", prefix, number, name,
                   value ? "true" : "false");
}

/* nsMsgSocketType and nsMsgAuthMethod. */
static guint
security_number (const RrmExportServer *server)
{
  static const guint numbers[RRM_N_SECURITIES] = {
    [RRM_SECURITY_NONE] = 0,
    [RRM_SECURITY_STARTTLS] = 2,
    [RRM_SECURITY_TLS] = 3,
  };

  return numbers[server->security];
}

static guint
auth_number (const RrmExportServer *server)
{
  switch (server->auth)
    {
    case RRM_AUTH_CRAM_MD5:
      return 4;
    case RRM_AUTH_NTLM:
      return 6;
    case RRM_AUTH_NONE:
      return 1;
    case RRM_AUTH_AUTO:
    case RRM_AUTH_PLAIN:
    case RRM_AUTH_LOGIN:
    case RRM_AUTH_SCRAM_SHA_256:
    default:
      return 3;
    }
}

static void
add_pop3 (RrmSheet *sheet,
          const RrmExportInput *input,
          guint server)
{
  static const char prefix[] = "mail.server.server";
  gboolean by_age = input->leave_on_server && input->remove_after_days > 0;

  add_boolean (sheet, prefix, server, "leave_on_server", input->leave_on_server);
  add_boolean (sheet, prefix, server, "delete_by_age_from_server", by_age);
  if (by_age)
    add_number (sheet, prefix, server, "num_days_to_leave_on_server",
                MIN (input->remove_after_days, G_MAXINT));
  add_boolean (sheet, prefix, server, "delete_mail_left_on_server",
               input->leave_on_server && input->remove_when_deleted);
  add_boolean (sheet, prefix, server, "download_on_biff", TRUE);
}

static void
add_server (RrmSheet *sheet,
            const RrmExportInput *input,
            guint server)
{
  static const char prefix[] = "mail.server.server";
  const RrmExportServer *in = input->incoming;
  gboolean imap = in->protocol == RRM_PROTOCOL_IMAP;

  add_string (sheet, prefix, server, "type", imap ? "imap" : "pop3");
  add_string (sheet, prefix, server, "hostname", in->host);
  add_number (sheet, prefix, server, "port", in->port);
  add_string (sheet, prefix, server, "userName", in->username);
  add_string (sheet, prefix, server, "name", input->address);
  add_number (sheet, prefix, server, "socketType", security_number (in));
  add_number (sheet, prefix, server, "authMethod", auth_number (in));
  add_boolean (sheet, prefix, server, "login_at_startup", TRUE);
  add_boolean (sheet, prefix, server, "check_new_mail", TRUE);
  add_number (sheet, prefix, server, "check_time", 10);
  if (!imap)
    add_pop3 (sheet, input, server);
  else
    {
      if (input->root_folder[0] != '\0')
        add_string (sheet, prefix, server, "server_sub_directory", input->root_folder);
      if (input->trash_folder[0] != '\0')
        add_string (sheet, prefix, server, "trash_folder_name", input->trash_folder);
    }
}

static void
add_folder (RrmSheet *sheet,
            const Keys *keys,
            const char *name,
            const char *mode,
            const RrmExportServer *in,
            const char *folder)
{
  if (in->protocol != RRM_PROTOCOL_IMAP || folder[0] == '\0')
    return;

  rrm_sheet_print (sheet, "user_pref(\"mail.identity.id%u.%s\", \"imap://", keys->identity, name);
  rrm_escape_uri (sheet, in->username);
  rrm_sheet_print (sheet, "@%s/", in->host);
  rrm_escape_uri_path (sheet, folder);
  rrm_sheet_add (sheet, "\");\n");
  /* "Other folder", not the account's own of that name. */
  add_string (sheet, "mail.identity.id", keys->identity, mode, "1");
}

static void
add_identity (RrmSheet *sheet,
              const RrmExportInput *input,
              const Keys *keys)
{
  static const char prefix[] = "mail.identity.id";
  g_autofree char *smtp = g_strdup_printf ("smtp%u", keys->smtp);

  add_string (sheet, prefix, keys->identity, "fullName", input->name);
  add_string (sheet, prefix, keys->identity, "useremail", input->address);
  if (input->reply_address[0] != '\0')
    add_string (sheet, prefix, keys->identity, "reply_to", input->reply_address);
  if (input->organization[0] != '\0')
    add_string (sheet, prefix, keys->identity, "organization", input->organization);
  add_string (sheet, prefix, keys->identity, "smtpServer", smtp);
  add_boolean (sheet, prefix, keys->identity, "valid", TRUE);
  add_folder (sheet, keys, "fcc_folder", "fcc_folder_picker_mode", input->incoming,
              input->sent_folder);
  add_folder (sheet, keys, "draft_folder", "drafts_folder_picker_mode", input->incoming,
              input->drafts_folder);
}

static void
add_smtp (RrmSheet *sheet,
          const RrmExportInput *input,
          const Keys *keys)
{
  static const char prefix[] = "mail.smtpserver.smtp";
  const RrmExportServer *out = input->outgoing;

  add_string (sheet, prefix, keys->smtp, "type", "smtp");
  add_string (sheet, prefix, keys->smtp, "hostname", out->host);
  add_number (sheet, prefix, keys->smtp, "port", out->port);
  if (out->login)
    add_string (sheet, prefix, keys->smtp, "username", out->username);
  add_number (sheet, prefix, keys->smtp, "try_ssl", security_number (out));
  add_number (sheet, prefix, keys->smtp, "authMethod", auth_number (out));
  add_string (sheet, prefix, keys->smtp, "description", input->address);
}

static void
add_setting (RrmSheet *sheet,
             const char *name,
             const char *value)
{
  rrm_sheet_print (sheet, "user_pref(\"%s\", ", name);
  rrm_escape_backslash (sheet, value);
  rrm_sheet_add (sheet, ");\n");
}

static void
add_account (RrmSheet *sheet,
             const Keys *keys)
{
  static const char prefix[] = "mail.account.account";
  g_autofree char *account = g_strdup_printf ("account%u", keys->account);
  g_autofree char *server = g_strdup_printf ("server%u", keys->server);
  g_autofree char *identity = g_strdup_printf ("id%u", keys->identity);
  g_autofree char *smtp = g_strdup_printf ("smtp%u", keys->smtp);

  add_setting (sheet, "mail.accountmanager.accounts", keys->accounts);
  add_setting (sheet, "mail.smtpservers", keys->smtp_servers);
  if (keys->is_new)
    {
      add_setting (sheet, "mail.accountmanager.defaultaccount", account);
      add_setting (sheet, "mail.smtp.defaultserver", smtp);
    }
  rrm_sheet_print (sheet, "user_pref(\"mail.account.lastKey\", %u);\n",
                   keys->account + (keys->is_new ? 1 : 0));
  add_string (sheet, prefix, keys->account, "server", server);
  add_string (sheet, prefix, keys->account, "identities", identity);
}

/* A profile without accounts has no place for local mail either. */
static void
add_local_folders (RrmSheet *sheet,
                   const Keys *keys)
{
  static const char prefix[] = "mail.server.server";
  g_autofree char *server = g_strdup_printf ("server%u", keys->server + 1);

  add_string (sheet, "mail.account.account", keys->account + 1, "server", server);
  add_string (sheet, prefix, keys->server + 1, "type", "none");
  add_string (sheet, prefix, keys->server + 1, "hostname", "Local Folders");
  add_string (sheet, prefix, keys->server + 1, "userName", "nobody");
  add_string (sheet, prefix, keys->server + 1, "name", "Local Folders");
  add_setting (sheet, "mail.accountmanager.localfoldersserver", server);
}

static void
add_existing (RrmSheet *sheet,
              GBytes *existing)
{
  gsize length;
  const char *text = g_bytes_get_data (existing, &length);

  if (length == 0)
    return;
  rrm_sheet_add_data (sheet, text, length);
  if (text[length - 1] != '\n')
    rrm_sheet_add_char (sheet, '\n');
}

gboolean
rrm_export_thunderbird (const RrmExportInput *input,
                        GPtrArray *files,
                        GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  g_auto (Keys) keys = { 0 };

  /* Its own check of host names knows no underscore. */
  if (strchr (input->incoming->host, '_') != NULL)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_HOST, "incoming.host");
  if (strchr (input->outgoing->host, '_') != NULL)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_HOST, "outgoing.host");
  if (!find_keys (input, &keys, error))
    return FALSE;

  if (input->existing != NULL)
    add_existing (sheet, input->existing);
  add_account (sheet, &keys);
  add_server (sheet, input, keys.server);
  add_identity (sheet, input, &keys);
  add_smtp (sheet, input, &keys);
  if (keys.is_new)
    add_local_folders (sheet, &keys);

  rrm_export_files_add (files, "prefs.js", RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));

  return TRUE;
}
