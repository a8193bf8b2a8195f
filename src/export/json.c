/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/writers.h"

static void
add_member (RrmSheet *sheet,
            const char *name,
            const char *value,
            const char *after)
{
  rrm_sheet_print (sheet, "\"%s\": ", name);
  rrm_escape_backslash (sheet, value);
  rrm_sheet_add (sheet, after);
}

static void
add_server (RrmSheet *sheet,
            const char *name,
            const RrmExportServer *server)
{
  rrm_sheet_print (sheet, "  \"%s\": { ", name);
  add_member (sheet, "protocol", rrm_protocol_to_string (server->protocol), ", ");
  add_member (sheet, "host", server->host, ", ");
  rrm_sheet_print (sheet, "\"port\": %u, ", server->port);
  add_member (sheet, "security", rrm_security_to_string (server->security), ", ");
  add_member (sheet, "username", server->username, ", ");
  add_member (sheet, "auth", rrm_auth_to_string (server->auth), " },\n");
}

static const char *
boolean_word (gboolean value)
{
  return value ? "true" : "false";
}

gboolean
rrm_export_json (const RrmExportInput *input,
                 GPtrArray *files,
                 GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  g_autofree char *name = g_strconcat (input->id, ".json", NULL);

  rrm_sheet_add (sheet, "{\n  \"format\": \"rrmail-account\",\n  \"version\": 1,\n  ");
  add_member (sheet, "address", input->address, ",\n  ");
  add_member (sheet, "name", input->name, ",\n  ");
  add_member (sheet, "organization", input->organization, ",\n  ");
  add_member (sheet, "reply_address", input->reply_address, ",\n");
  add_server (sheet, "incoming", input->incoming);
  add_server (sheet, "outgoing", input->outgoing);
  rrm_sheet_print (sheet, "  \"leave_on_server\": %s,\n  \"remove_after_days\": %u,\n",
                   boolean_word (input->leave_on_server), input->remove_after_days);
  rrm_sheet_print (sheet, "  \"remove_when_deleted\": %s,\n  \"ipv4_only\": %s,\n",
                   boolean_word (input->remove_when_deleted), boolean_word (input->ipv4_only));
  rrm_sheet_add (sheet, "  \"folders\": { ");
  add_member (sheet, "root", input->root_folder, ", ");
  add_member (sheet, "sent", input->sent_folder, ", ");
  add_member (sheet, "drafts", input->drafts_folder, ", ");
  add_member (sheet, "trash", input->trash_folder, ", ");
  add_member (sheet, "junk", input->junk_folder, " }\n}\n");

  rrm_export_files_add (files, name, RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));

  return TRUE;
}
