/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/writers.h"

/* Apple's configuration profile with one mail payload ("com.apple.mail.managed" in Apple's
 * published schema). It has no key for the kind of TLS: that is taken from the port. */

static void
add_string (RrmSheet *sheet,
            const char *key,
            const char *value)
{
  rrm_sheet_print (sheet, "<key>%s</key><string>", key);
  rrm_escape_xml (sheet, value);
  rrm_sheet_add (sheet, "</string>\n");
}

static void
add_number (RrmSheet *sheet,
            const char *key,
            guint value)
{
  rrm_sheet_print (sheet, "<key>%s</key><integer>%u</integer>\n", key, value);
}

static void
add_boolean (RrmSheet *sheet,
             const char *key,
             gboolean value)
{
  rrm_sheet_print (sheet, "<key>%s</key><%s/>\n", key, value ? "true" : "false");
}

/* A well-known port of the other kind of TLS would mislead the device. */
static gboolean
is_port_clear (const RrmExportServer *server)
{
  static const guint tls[] = { 465, 993, 995 };
  static const guint starttls[] = { 25, 110, 143, 587 };

  for (guint i = 0; i < G_N_ELEMENTS (tls); i++)
    if (server->port == tls[i])
      return server->security == RRM_SECURITY_TLS;
  for (guint i = 0; i < G_N_ELEMENTS (starttls); i++)
    if (server->port == starttls[i])
      return server->security != RRM_SECURITY_TLS;

  return TRUE;
}

static const char *
auth_word (const RrmExportServer *server)
{
  switch (server->auth)
    {
    case RRM_AUTH_CRAM_MD5:
      return "EmailAuthCRAMMD5";
    case RRM_AUTH_NTLM:
      return "EmailAuthNTLM";
    case RRM_AUTH_NONE:
      return "EmailAuthNone";
    case RRM_AUTH_AUTO:
    case RRM_AUTH_PLAIN:
    case RRM_AUTH_LOGIN:
    case RRM_AUTH_SCRAM_SHA_256:
    default:
      return "EmailAuthPassword";
    }
}

static void
add_server (RrmSheet *sheet,
            const char *direction,
            const RrmExportServer *server)
{
  g_autofree char *auth = g_strconcat (direction, "MailServerAuthentication", NULL);
  g_autofree char *host = g_strconcat (direction, "MailServerHostName", NULL);
  g_autofree char *port = g_strconcat (direction, "MailServerPortNumber", NULL);
  g_autofree char *tls = g_strconcat (direction, "MailServerUseSSL", NULL);
  g_autofree char *username = g_strconcat (direction, "MailServerUsername", NULL);

  add_string (sheet, auth, auth_word (server));
  add_string (sheet, host, server->host);
  add_number (sheet, port, server->port);
  add_boolean (sheet, tls, server->security != RRM_SECURITY_NONE);
  if (server->login)
    add_string (sheet, username, server->username);
}

static void
add_payload (RrmSheet *sheet,
             const RrmExportInput *input)
{
  const RrmExportServer *in = input->incoming;
  g_autofree char *uuid = rrm_export_uuid ("mobileconfig-mail", input->address);
  g_autofree char *identifier = g_strconcat ("org.rrmail.Setup.mail.", uuid, NULL);

  add_string (sheet, "PayloadType", "com.apple.mail.managed");
  add_number (sheet, "PayloadVersion", 1);
  add_string (sheet, "PayloadIdentifier", identifier);
  add_string (sheet, "PayloadUUID", uuid);
  add_string (sheet, "PayloadDisplayName", input->address);
  add_string (sheet, "EmailAccountDescription", input->address);
  if (input->name[0] != '\0')
    add_string (sheet, "EmailAccountName", input->name);
  add_string (sheet, "EmailAccountType",
              in->protocol == RRM_PROTOCOL_IMAP ? "EmailTypeIMAP" : "EmailTypePOP");
  add_string (sheet, "EmailAddress", input->address);
  add_server (sheet, "Incoming", in);
  if (in->protocol == RRM_PROTOCOL_IMAP && input->root_folder[0] != '\0')
    add_string (sheet, "IncomingMailServerIMAPPathPrefix", input->root_folder);
  add_server (sheet, "Outgoing", input->outgoing);
  add_boolean (sheet, "OutgoingPasswordSameAsIncomingPassword", input->same_login);
}

gboolean
rrm_export_mobileconfig (const RrmExportInput *input,
                         GPtrArray *files,
                         GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  g_autofree char *identifier = g_strconcat ("org.rrmail.Setup.", input->uuid, NULL);
  g_autofree char *name = g_strconcat (input->id, ".mobileconfig", NULL);

  if (!is_port_clear (input->incoming))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_PORT, "incoming.port");
  if (!is_port_clear (input->outgoing))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_PORT, "outgoing.port");

  rrm_sheet_add (sheet,
                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
                 "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
                 "<plist version=\"1.0\">\n<dict>\n"
                 "<key>PayloadContent</key>\n<array>\n<dict>\n");
  add_payload (sheet, input);
  rrm_sheet_add (sheet, "</dict>\n</array>\n");
  add_string (sheet, "PayloadDisplayName", input->address);
  add_string (sheet, "PayloadIdentifier", identifier);
  add_string (sheet, "PayloadType", "Configuration");
  add_string (sheet, "PayloadUUID", input->uuid);
  add_number (sheet, "PayloadVersion", 1);
  rrm_sheet_add (sheet, "</dict>\n</plist>\n");

  rrm_export_files_add (files, name, RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));

  return TRUE;
}
