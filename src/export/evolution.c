/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/key-file.h"
#include "export/writers.h"

/* Three sources of evolution-data-server that point to each other: account, identity, transport.
 * GKeyFile writes them, as the program itself does. */

static const char *
security_word (const RrmExportServer *server)
{
  static const char *const words[RRM_N_SECURITIES] = {
    [RRM_SECURITY_TLS] = "ssl-on-alternate-port",
    [RRM_SECURITY_STARTTLS] = "starttls-on-standard-port",
    [RRM_SECURITY_NONE] = "none",
  };

  return words[server->security];
}

/* "none" is the protocol's own login command, except for SMTP, where it is no login. */
static const char *
method_word (const RrmExportServer *server)
{
  switch (server->auth)
    {
    case RRM_AUTH_CRAM_MD5:
      return "CRAM-MD5";
    case RRM_AUTH_NTLM:
      return "NTLM";
    case RRM_AUTH_LOGIN:
      return server->protocol == RRM_PROTOCOL_SMTP ? "LOGIN" : "none";
    case RRM_AUTH_NONE:
      return "none";
    case RRM_AUTH_AUTO:
    case RRM_AUTH_PLAIN:
    case RRM_AUTH_SCRAM_SHA_256:
    default:
      return server->protocol == RRM_PROTOCOL_POP3 ? "none" : "PLAIN";
    }
}

static GKeyFile *
new_source (const RrmExportInput *input,
            const char *parent)
{
  GKeyFile *source = g_key_file_new ();

  g_key_file_set_string (source, "Data Source", "DisplayName", input->address);
  g_key_file_set_boolean (source, "Data Source", "Enabled", TRUE);
  g_key_file_set_string (source, "Data Source", "Parent", parent);

  return source;
}

static void
set_server (GKeyFile *source,
            const RrmExportServer *server)
{
  g_key_file_set_string (source, "Authentication", "Host", server->host);
  g_key_file_set_integer (source, "Authentication", "Port", (int) server->port);
  g_key_file_set_string (source, "Authentication", "Method", method_word (server));
  g_key_file_set_string (source, "Authentication", "ProxyUid", "system-proxy");
  g_key_file_set_boolean (source, "Authentication", "RememberPassword", TRUE);
  if (server->login)
    g_key_file_set_string (source, "Authentication", "User", server->username);
  g_key_file_set_string (source, "Security", "Method", security_word (server));
}

static void
set_imap (GKeyFile *source,
          const RrmExportInput *input)
{
  static const char group[] = "Imapx Backend";

  g_key_file_set_boolean (source, group, "UseIdle", TRUE);
  if (input->root_folder[0] != '\0')
    {
      g_key_file_set_boolean (source, group, "UseNamespace", TRUE);
      g_key_file_set_string (source, group, "Namespace", input->root_folder);
    }
  if (input->trash_folder[0] != '\0')
    {
      g_key_file_set_boolean (source, group, "UseRealTrashPath", TRUE);
      g_key_file_set_string (source, group, "RealTrashPath", input->trash_folder);
    }
  if (input->junk_folder[0] != '\0')
    {
      g_key_file_set_boolean (source, group, "UseRealJunkPath", TRUE);
      g_key_file_set_string (source, group, "RealJunkPath", input->junk_folder);
    }
}

static void
set_pop3 (GKeyFile *source,
          const RrmExportInput *input)
{
  static const char group[] = "Pop Backend";
  guint days = MIN (input->remove_after_days, G_MAXINT);

  g_key_file_set_boolean (source, group, "KeepOnServer", input->leave_on_server);
  g_key_file_set_integer (source, group, "DeleteAfterDays",
                          input->leave_on_server ? (int) days : 0);
  g_key_file_set_boolean (source, group, "DeleteExpunged",
                          input->leave_on_server && input->remove_when_deleted);
}

static void
set_folder (GKeyFile *source,
            const char *group,
            const char *key,
            const char *account,
            const char *folder)
{
  g_autofree char *path = g_uri_escape_string (folder, "/", TRUE);
  g_autofree char *uri = g_strdup_printf ("folder://%s/%s", account, path);

  if (folder[0] != '\0')
    g_key_file_set_string (source, group, key, uri);
}

static void
set_identity (GKeyFile *source,
              const RrmExportInput *input,
              const char *account,
              const char *transport)
{
  static const char group[] = "Mail Identity";
  gboolean imap = input->incoming->protocol == RRM_PROTOCOL_IMAP;
  /* POP3 accounts have no folders of their own. */
  const char *store = imap ? account : "local";

  g_key_file_set_string (source, group, "Address", input->address);
  g_key_file_set_string (source, group, "Name", input->name);
  if (input->reply_address[0] != '\0')
    g_key_file_set_string (source, group, "ReplyTo", input->reply_address);
  if (input->organization[0] != '\0')
    g_key_file_set_string (source, group, "Organization", input->organization);
  g_key_file_set_string (source, "Mail Submission", "TransportUid", transport);
  set_folder (source, "Mail Submission", "SentFolder", store, imap ? input->sent_folder : "Sent");
  set_folder (source, "Mail Composition", "DraftsFolder", store,
              imap ? input->drafts_folder : "Drafts");
}

gboolean
rrm_export_evolution (const RrmExportInput *input,
                      GPtrArray *files,
                      GError **error)
{
  g_autofree char *account_uid = g_strconcat ("rrmail-", input->uuid, NULL);
  g_autofree char *identity_uid = g_strconcat (account_uid, "-identity", NULL);
  g_autofree char *transport_uid = g_strconcat (account_uid, "-transport", NULL);
  g_autofree char *account_name = g_strconcat (account_uid, ".source", NULL);
  g_autofree char *identity_name = g_strconcat (identity_uid, ".source", NULL);
  g_autofree char *transport_name = g_strconcat (transport_uid, ".source", NULL);
  g_autoptr (GKeyFile) account = new_source (input, "");
  g_autoptr (GKeyFile) identity = new_source (input, account_uid);
  g_autoptr (GKeyFile) transport = new_source (input, account_uid);
  gboolean imap = input->incoming->protocol == RRM_PROTOCOL_IMAP;

  g_key_file_set_string (account, "Mail Account", "BackendName", imap ? "imapx" : "pop");
  g_key_file_set_string (account, "Mail Account", "IdentityUid", identity_uid);
  g_key_file_set_boolean (account, "Mail Account", "NeedsInitialSetup", TRUE);
  set_server (account, input->incoming);
  (imap ? set_imap : set_pop3) (account, input);
  set_identity (identity, input, account_uid, transport_uid);
  g_key_file_set_string (transport, "Mail Transport", "BackendName", "smtp");
  set_server (transport, input->outgoing);

  rrm_export_files_add_key_file (files, account_name, account);
  rrm_export_files_add_key_file (files, identity_name, identity);
  rrm_export_files_add_key_file (files, transport_name, transport);

  return TRUE;
}
