/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/writers.h"

/* A local Autodiscover answer for the classic Outlook ("plain old XML", MS-OXDSCLI), and the
 * registry file that points Outlook to it. Where <Encryption> stands, <SSL> is not looked at; it
 * is written for readers that do not know the other. */

/* Every account of the computer can read this folder, and its path is the same on each. */
#define FOLDER "C:\\\\Users\\\\Public\\\\Documents\\\\"
#define KEY "HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover"

static void
add_element (RrmSheet *sheet,
             const char *name,
             const char *value)
{
  rrm_sheet_print (sheet, "<%s>", name);
  rrm_escape_xml (sheet, value);
  rrm_sheet_print (sheet, "</%s>\n", name);
}

static const char *
on_off (gboolean value)
{
  return value ? "on" : "off";
}

static void
add_protocol (RrmSheet *sheet,
              const RrmExportServer *server,
              gboolean same_login)
{
  static const char *const types[RRM_N_PROTOCOLS] = { "IMAP", "POP3", "SMTP" };
  static const char *const encryptions[RRM_N_SECURITIES] = {
    [RRM_SECURITY_TLS] = "SSL",
    [RRM_SECURITY_STARTTLS] = "TLS",
    [RRM_SECURITY_NONE] = "None",
  };

  rrm_sheet_add (sheet, "<Protocol>\n");
  add_element (sheet, "Type", types[server->protocol]);
  add_element (sheet, "Server", server->host);
  rrm_sheet_print (sheet, "<Port>%u</Port>\n", server->port);
  add_element (sheet, "DomainRequired", "off");
  if (server->login)
    add_element (sheet, "LoginName", server->username);
  add_element (sheet, "SPA", on_off (server->auth == RRM_AUTH_NTLM));
  add_element (sheet, "SSL", on_off (server->security != RRM_SECURITY_NONE));
  add_element (sheet, "Encryption", encryptions[server->security]);
  add_element (sheet, "AuthRequired", on_off (server->login));
  if (server->protocol == RRM_PROTOCOL_SMTP)
    {
      add_element (sheet, "UsePOPAuth", on_off (same_login));
      add_element (sheet, "SMTPLast", "off");
    }
  rrm_sheet_add (sheet, "</Protocol>\n");
}

static RrmSheet *
make_xml (const RrmExportInput *input)
{
  static const char schema[] = "http://schemas.microsoft.com/exchange/autodiscover/";
  RrmSheet *sheet = rrm_sheet_new ();

  rrm_sheet_print (sheet,
                   "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                   "<Autodiscover xmlns=\"%sresponseschema/2006\">\n"
                   "<Response xmlns=\"%soutlook/responseschema/2006a\">\n",
                   schema, schema);
  if (input->name[0] != '\0')
    {
      rrm_sheet_add (sheet, "<User>\n");
      add_element (sheet, "DisplayName", input->name);
      rrm_sheet_add (sheet, "</User>\n");
    }
  rrm_sheet_add (sheet, "<Account>\n");
  add_element (sheet, "AccountType", "email");
  add_element (sheet, "Action", "settings");
  add_protocol (sheet, input->incoming, FALSE);
  add_protocol (sheet, input->outgoing, input->same_login);
  rrm_sheet_add (sheet, "</Account>\n</Response>\n</Autodiscover>\n");

  return sheet;
}

/* The registry editor's format: UTF-16 with its mark, Windows line ends. The domain holds nothing
 * but letters, digits, dots and hyphens. */
static RrmSheet *
make_reg (const char *domain)
{
  RrmSheet *sheet = rrm_sheet_new ();
  g_autofree char *text =
    g_strdup_printf ("\xef\xbb\xbfWindows Registry Editor Version 5.00\r\n\r\n[" KEY "]\r\n"
                     "\"PreferLocalXML\"=dword:00000001\r\n\"%s\"=\"" FOLDER "%s.xml\"\r\n",
                     domain, domain);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      rrm_sheet_add_char (sheet, (char) (c & 0xff));
      rrm_sheet_add_char (sheet, (char) (c >> 8));
    }

  return sheet;
}

gboolean
rrm_export_outlook_autodiscover (const RrmExportInput *input,
                                 GPtrArray *files,
                                 GError **error)
{
  g_autofree char *xml = g_strconcat (input->domain, ".xml", NULL);
  g_autofree char *reg = g_strconcat (input->domain, ".reg", NULL);

  rrm_export_files_add (files, xml, RRM_EXPORT_PRIVATE, make_xml (input));
  rrm_export_files_add (files, reg, RRM_EXPORT_PRIVATE, make_reg (input->domain));

  return TRUE;
}
