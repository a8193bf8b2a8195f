/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/key-file.h"
#include "export/writers.h"

/* Geary's geary.ini, which stands in a folder of its own for each account. */

static void
set_server (GKeyFile *file,
            const char *group,
            const RrmExportServer *server)
{
  static const char *const securities[RRM_N_SECURITIES] = {
    [RRM_SECURITY_TLS] = "transport",
    [RRM_SECURITY_STARTTLS] = "start-tls",
    [RRM_SECURITY_NONE] = "none",
  };

  g_key_file_set_string (file, group, "host", server->host);
  g_key_file_set_integer (file, group, "port", (int) server->port);
  g_key_file_set_string (file, group, "transport_security", securities[server->security]);
  g_key_file_set_boolean (file, group, "remember_password", TRUE);
}

static void
set_credentials (GKeyFile *file,
                 const RrmExportInput *input)
{
  g_key_file_set_string (file, "Incoming", "credentials", "custom");
  g_key_file_set_string (file, "Incoming", "login", input->incoming->username);
  if (!input->outgoing->login)
    g_key_file_set_string (file, "Outgoing", "credentials", "none");
  else if (input->same_login)
    g_key_file_set_string (file, "Outgoing", "credentials", "use-incoming");
  else
    {
      g_key_file_set_string (file, "Outgoing", "credentials", "custom");
      g_key_file_set_string (file, "Outgoing", "login", input->outgoing->username);
    }
}

static void
set_folder (GKeyFile *file,
            const char *key,
            const char *folder)
{
  g_auto (GStrv) path = g_strsplit (folder, "/", -1);

  if (folder[0] != '\0')
    g_key_file_set_string_list (file, "Folders", key, (const char *const *) path,
                                g_strv_length (path));
}

gboolean
rrm_export_geary (const RrmExportInput *input,
                  GPtrArray *files,
                  GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *mailbox = rrm_mailbox_format (input->name, input->address);
  const char *const mailboxes[] = { mailbox };

  g_key_file_set_integer (file, "Metadata", "version", 1);
  g_key_file_set_string (file, "Metadata", "status", "enabled");
  g_key_file_set_string (file, "Account", "label", input->address);
  g_key_file_set_integer (file, "Account", "ordinal", 1);
  g_key_file_set_integer (file, "Account", "prefetch_days", 14);
  g_key_file_set_boolean (file, "Account", "save_drafts", TRUE);
  g_key_file_set_boolean (file, "Account", "save_sent", TRUE);
  g_key_file_set_boolean (file, "Account", "use_signature", FALSE);
  g_key_file_set_string (file, "Account", "signature", "");
  g_key_file_set_string_list (file, "Account", "sender_mailboxes", mailboxes, 1);
  g_key_file_set_string (file, "Account", "service_provider", "other");
  set_folder (file, "sent_folder", input->sent_folder);
  set_folder (file, "drafts_folder", input->drafts_folder);
  set_folder (file, "trash_folder", input->trash_folder);
  set_folder (file, "junk_folder", input->junk_folder);
  set_server (file, "Incoming", input->incoming);
  set_server (file, "Outgoing", input->outgoing);
  set_credentials (file, input);

  rrm_export_files_add_key_file (files, "geary.ini", file);

  return TRUE;
}
