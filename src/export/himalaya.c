/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/url.h"
#include "export/writers.h"

/* Himalaya's TOML. Version 2 names servers by URL; the files of version 1 look altogether
 * different. */

static const char *
sasl_word (const RrmExportServer *server)
{
  return server->auth == RRM_AUTH_LOGIN ? "login" : "plain";
}

static void
add_password (RrmSheet *sheet,
              const char *raw_key,
              const char *command_key,
              const RrmExportServer *server)
{
  g_autofree char *lookup = rrm_export_password_command (server, "lookup");
  g_autofree char *store = rrm_export_password_command (server, "store --label=Mail");

  if (server->password != NULL)
    {
      rrm_sheet_print (sheet, "%s = ", raw_key);
      rrm_escape_backslash (sheet, rrm_secret_peek (server->password, NULL));
      rrm_sheet_add_char (sheet, '\n');
    }
  else
    rrm_sheet_print (sheet, "# Once, if the password is not there: %s\n%s = \"%s\"\n", store,
                     command_key, lookup);
}

static void
add_server (RrmSheet *sheet,
            const RrmExportServer *server)
{
  const char *prefix = server->protocol == RRM_PROTOCOL_IMAP ? "imap" : "smtp";
  const char *sasl = sasl_word (server);

  rrm_sheet_print (sheet, "%s.server = \"%s%s://", prefix, prefix,
                   server->security == RRM_SECURITY_TLS ? "s" : "");
  rrm_sheet_add_host (sheet, server);
  rrm_sheet_add (sheet, "\"\n");
  if (server->security == RRM_SECURITY_STARTTLS)
    rrm_sheet_print (sheet, "%s.starttls = true\n", prefix);
  if (server->login)
    {
      g_autofree char *raw = g_strdup_printf ("%s.sasl.%s.password.raw", prefix, sasl);
      g_autofree char *command = g_strdup_printf ("%s.sasl.%s.password.command", prefix, sasl);

      rrm_sheet_print (sheet, "%s.sasl.%s.username = ", prefix, sasl);
      rrm_escape_backslash (sheet, server->username);
      rrm_sheet_add_char (sheet, '\n');
      add_password (sheet, raw, command, server);
    }
}

static void
add_server_1 (RrmSheet *sheet,
              const RrmExportServer *server)
{
  static const char *const securities[RRM_N_SECURITIES] = {
    [RRM_SECURITY_TLS] = "tls",
    [RRM_SECURITY_STARTTLS] = "start-tls",
    [RRM_SECURITY_NONE] = "none",
  };
  gboolean imap = server->protocol == RRM_PROTOCOL_IMAP;
  const char *prefix = imap ? "backend" : "message.send.backend";

  rrm_sheet_print (sheet, "%s.type = \"%s\"\n%s.host = \"%s\"\n%s.port = %u\n", prefix,
                   imap ? "imap" : "smtp", prefix, server->host, prefix, server->port);
  rrm_sheet_print (sheet, "%s.encryption.type = \"%s\"\n", prefix, securities[server->security]);
  rrm_sheet_print (sheet, "%s.login = ", prefix);
  rrm_escape_backslash (sheet, server->username);
  rrm_sheet_print (sheet, "\n%s.auth.type = \"password\"\n", prefix);
  add_password (sheet, imap ? "backend.auth.raw" : "message.send.backend.auth.raw",
                imap ? "backend.auth.cmd" : "message.send.backend.auth.cmd", server);
}

gboolean
rrm_export_himalaya (const RrmExportInput *input,
                     GPtrArray *files,
                     GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  gboolean first = rrm_export_version (input, 0) < 2;
  const char *const folders[][2] = {
    { "sent", input->sent_folder },
    { "drafts", input->drafts_folder },
    { "trash", input->trash_folder },
  };

  /* Version 1 always signs in. */
  if (first && !input->outgoing->login)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_OUTGOING_LOGIN, "outgoing.auth");

  rrm_sheet_print (sheet, "[accounts.\"%s\"]\ndefault = true\n", input->id);
  rrm_sheet_line (sheet, "email = ", rrm_escape_backslash, input->address);
  rrm_sheet_line (sheet, "display-name = ", rrm_escape_backslash, input->name);
  for (guint i = 0; first && i < G_N_ELEMENTS (folders); i++)
    if (folders[i][1][0] != '\0')
      {
        rrm_sheet_print (sheet, "folder.aliases.%s = ", folders[i][0]);
        rrm_escape_backslash (sheet, folders[i][1]);
        rrm_sheet_add_char (sheet, '\n');
      }
  (first ? add_server_1 : add_server) (sheet, input->incoming);
  (first ? add_server_1 : add_server) (sheet, input->outgoing);

  rrm_export_files_add (files, "config.toml", RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));

  return TRUE;
}
