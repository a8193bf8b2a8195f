/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/url.h"
#include "export/writers.h"

/* A configuration file for "alpine -p". Alpine puts environment variables into every value, takes
 * quotes and backslashes in lists for its own, has no way to write a quote in a server's name, and
 * does not find the folder of a user name beyond ASCII again: all of these are refused. */

static const char *
security_switch (const RrmExportServer *server)
{
  switch (server->security)
    {
    case RRM_SECURITY_TLS:
      return "/ssl";
    case RRM_SECURITY_STARTTLS:
      return "/tls";
    case RRM_SECURITY_NONE:
    case RRM_SECURITY_AUTO:
    default:
      return "/notls";
    }
}

static gboolean
check_value (const char *value,
             const char *characters,
             const char *setting,
             GError **error)
{
  if (rrm_text_has_any (value, characters) || value[0] == '~')
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CHARACTER, setting);
  if (rrm_text_has_edge_blanks (value))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_BLANKS, setting);

  return TRUE;
}

static gboolean
check_username (const char *username,
                const char *setting,
                GError **error)
{
  if (!g_str_is_ascii (username))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CHARACTER, setting);

  /* Alpine ends a user name in a server's name at the quote, and the server's name at the brace. */
  return check_value (username, "\"\\$}", setting, error);
}

static gboolean
check_values (const RrmExportInput *input,
              GError **error)
{
  const char *in_address = "\"\\$}";
  const char *in_header = "\"\\$,;:@<>()[]";
  const char *in_folder = "\"\\$,{}";

  return check_value (input->address, in_address, "address", error) &&
         check_value (input->reply_address, in_address, "reply-address", error) &&
         check_value (input->name, in_header, "name", error) &&
         check_value (input->organization, in_header, "organization", error) &&
         check_username (input->incoming->username, "incoming.username", error) &&
         check_username (input->outgoing->username, "outgoing.username", error) &&
         check_value (input->root_folder, in_folder, "root-folder", error) &&
         check_value (input->sent_folder, in_folder, "sent-folder", error) &&
         check_value (input->drafts_folder, in_folder, "drafts-folder", error);
}

static void
add_server (RrmSheet *sheet,
            const RrmExportServer *server)
{
  rrm_sheet_add_host (sheet, server);
  if (server->protocol == RRM_PROTOCOL_POP3)
    rrm_sheet_add (sheet, "/pop3");
  rrm_sheet_add (sheet, security_switch (server));
  if (server->login)
    rrm_sheet_print (sheet, "/user=\"%s\"", server->username);
}

static void
add_folder (RrmSheet *sheet,
            const char *key,
            const RrmExportServer *server,
            const char *folder)
{
  rrm_sheet_print (sheet, "%s={", key);
  add_server (sheet, server);
  rrm_sheet_print (sheet, "}%s\n", folder);
}

static void
add_headers (RrmSheet *sheet,
             const RrmExportInput *input)
{
  /* A list parted by commas; quotes around an item would become part of the field's name. */
  rrm_sheet_print (sheet, "customized-hdrs=From: %s%s<%s>", input->name,
                   input->name[0] != '\0' ? " " : "", input->address);
  if (input->reply_address[0] != '\0')
    rrm_sheet_print (sheet, ",\n\tReply-To: %s", input->reply_address);
  if (input->organization[0] != '\0')
    rrm_sheet_print (sheet, ",\n\tOrganization: %s", input->organization);
  rrm_sheet_add_char (sheet, '\n');
}

gboolean
rrm_export_alpine (const RrmExportInput *input,
                   GPtrArray *files,
                   GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  g_autofree char *name = g_strconcat (input->id, ".pinerc", NULL);
  const RrmExportServer *in = input->incoming;

  if (!check_values (input, error))
    return FALSE;

  rrm_sheet_add (sheet, "# Written by Roadrunner Mail Setup for Alpine.\n"
                        "# Start it with: alpine -p FILE\n");
  rrm_sheet_print (sheet, "personal-name=%s\nuser-domain=%s\n", input->name, input->domain);
  add_headers (sheet, input);
  add_folder (sheet, "inbox-path", in, "INBOX");
  if (in->protocol == RRM_PROTOCOL_IMAP)
    {
      rrm_sheet_print (sheet, "folder-collections=%s {", input->id);
      add_server (sheet, in);
      rrm_sheet_print (sheet, "}%s[]\n", input->root_folder);
      if (input->sent_folder[0] != '\0')
        add_folder (sheet, "default-fcc", in, input->sent_folder);
      if (input->drafts_folder[0] != '\0')
        add_folder (sheet, "postponed-folder", in, input->drafts_folder);
    }
  rrm_sheet_add (sheet, "smtp-server=");
  add_server (sheet, input->outgoing);
  rrm_sheet_add_char (sheet, '\n');

  rrm_export_files_add (files, name, RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));

  return TRUE;
}
