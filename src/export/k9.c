/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/writers.h"

/* The settings file of K-9 Mail and Thunderbird for Android, which FairEmail reads too. The
 * programs know the version of the settings by the file and bring older ones up to date. */
#define SETTINGS_VERSION 99

static void
add_element (RrmSheet *sheet,
             const char *name,
             const char *value)
{
  rrm_sheet_print (sheet, "<%s>", name);
  rrm_escape_xml (sheet, value);
  rrm_sheet_print (sheet, "</%s>\n", name);
}

static void
add_value (RrmSheet *sheet,
           const char *key,
           const char *value)
{
  rrm_sheet_print (sheet, "<value key=\"%s\">", key);
  rrm_escape_xml (sheet, value);
  rrm_sheet_add (sheet, "</value>\n");
}

static void
add_server (RrmSheet *sheet,
            const char *element,
            const char *type,
            const RrmExportServer *server,
            const char *root_folder)
{
  static const char *const securities[RRM_N_SECURITIES] = {
    [RRM_SECURITY_TLS] = "SSL_TLS_REQUIRED",
    [RRM_SECURITY_STARTTLS] = "STARTTLS_REQUIRED",
    [RRM_SECURITY_NONE] = "NONE",
  };
  g_autofree char *port = g_strdup_printf ("%u", server->port);
  const char *auth = "PLAIN";

  if (!server->login)
    auth = "NONE";
  else if (server->auth == RRM_AUTH_CRAM_MD5)
    auth = "CRAM_MD5";

  rrm_sheet_print (sheet, "<%s type=\"%s\">\n", element, type);
  add_element (sheet, "host", server->host);
  add_element (sheet, "port", port);
  add_element (sheet, "connection-security", securities[server->security]);
  add_element (sheet, "authentication-type", auth);
  add_element (sheet, "username", server->username);
  if (root_folder != NULL && root_folder[0] != '\0')
    {
      rrm_sheet_add (sheet, "<extra>\n");
      add_value (sheet, "autoDetectNamespace", "false");
      add_value (sheet, "pathPrefix", root_folder);
      rrm_sheet_add (sheet, "</extra>\n");
    }
  rrm_sheet_print (sheet, "</%s>\n", element);
}

static void
add_identity (RrmSheet *sheet,
              const RrmExportInput *input)
{
  rrm_sheet_add (sheet, "<identities>\n<identity>\n");
  add_element (sheet, "name", input->name);
  add_element (sheet, "email", input->address);
  if (input->reply_address[0] != '\0')
    {
      rrm_sheet_add (sheet, "<settings>\n");
      add_value (sheet, "replyTo", input->reply_address);
      rrm_sheet_add (sheet, "</settings>\n");
    }
  rrm_sheet_add (sheet, "</identity>\n</identities>\n");
}

gboolean
rrm_export_k9 (const RrmExportInput *input,
               GPtrArray *files,
               GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  g_autofree char *name = g_strconcat (input->id, ".k9s", NULL);
  gboolean imap = input->incoming->protocol == RRM_PROTOCOL_IMAP;
  /* What happens at the server when the person deletes a message in the app. */
  gboolean keep = !imap && input->leave_on_server && !input->remove_when_deleted;

  rrm_sheet_print (sheet,
                   "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
                   "<k9settings version=\"%d\" format=\"1\">\n<accounts>\n<account uuid=\"%s\">\n",
                   SETTINGS_VERSION, input->uuid);
  add_element (sheet, "name", input->address);
  add_server (sheet, "incoming-server", imap ? "IMAP" : "POP3", input->incoming,
              imap ? input->root_folder : NULL);
  add_server (sheet, "outgoing-server", "SMTP", input->outgoing, NULL);
  rrm_sheet_add (sheet, "<settings>\n");
  add_value (sheet, "deletePolicy", keep ? "NEVER" : "DELETE");
  rrm_sheet_add (sheet, "</settings>\n");
  add_identity (sheet, input);
  rrm_sheet_add (sheet, "</account>\n</accounts>\n</k9settings>\n");

  rrm_export_files_add (files, name, RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));

  return TRUE;
}
