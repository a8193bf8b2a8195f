/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/key-file.h"
#include "export/url.h"
#include "export/writers.h"

/* GNOME Online Accounts: the keys of its accounts.conf are those of the details that its D-Bus
 * method AddAccount takes, so this one file serves both. It signs in to IMAP with the LOGIN
 * command. */

static void
set_server (GKeyFile *file,
            const char *group,
            const char *prefix,
            const RrmExportServer *server)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *host_key = g_strconcat (prefix, "Host", NULL);
  g_autofree char *ssl_key = g_strconcat (prefix, "UseSsl", NULL);
  g_autofree char *tls_key = g_strconcat (prefix, "UseTls", NULL);
  g_autofree char *accept_key = g_strconcat (prefix, "AcceptSslErrors", NULL);
  g_autofree char *username_key = g_strconcat (prefix, "UserName", NULL);
  g_autofree char *host = NULL;

  rrm_sheet_add_host (sheet, server);
  bytes = rrm_sheet_end (g_steal_pointer (&sheet));
  host = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_key_file_set_string (file, group, host_key, host);
  g_key_file_set_boolean (file, group, ssl_key, server->security == RRM_SECURITY_TLS);
  g_key_file_set_boolean (file, group, tls_key, server->security == RRM_SECURITY_STARTTLS);
  g_key_file_set_boolean (file, group, accept_key, FALSE);
  if (server->login)
    g_key_file_set_string (file, group, username_key, server->username);
}

gboolean
rrm_export_goa (const RrmExportInput *input,
                GPtrArray *files,
                GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *group = g_strdup_printf ("Account rrmail_%.8s", input->uuid);
  const RrmExportServer *out = input->outgoing;

  g_key_file_set_string (file, group, "Provider", "imap_smtp");
  g_key_file_set_string (file, group, "Identity", input->address);
  g_key_file_set_string (file, group, "PresentationIdentity", input->address);
  g_key_file_set_boolean (file, group, "Enabled", TRUE);
  g_key_file_set_string (file, group, "EmailAddress", input->address);
  g_key_file_set_string (file, group, "Name", input->name);
  set_server (file, group, "Imap", input->incoming);
  set_server (file, group, "Smtp", out);
  g_key_file_set_boolean (file, group, "SmtpUseAuth", out->login);
  g_key_file_set_boolean (file, group, "SmtpAuthLogin", out->auth == RRM_AUTH_LOGIN);
  g_key_file_set_boolean (file, group, "SmtpAuthPlain",
                          out->login && out->auth != RRM_AUTH_LOGIN);

  rrm_export_files_add_key_file (files, "accounts.conf", file);

  return TRUE;
}
