/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/writers.h"

/* The profile descriptor of the classic Outlook for Windows. Sections 6 and 7, which map the names
 * to MAPI properties, are part of every such file. Outlook reads it in the computer's own code
 * page, and puts the values of environment variables in. */

#define CODE_PAGE "CP1252"

/* Constants of Outlook's account management API for PROP_POP_LEAVE_ON_SERVER. */
#define LEAVE_ON_SERVER 0x1
#define REMOVE_AFTER 0x2
#define REMOVE_WHEN_DELETED 0x4
#define REMOVE_AFTER_SHIFT 16
#define MAX_DAYS 0x7fff

static const char intro[] = "[General]\n"
                            "Custom=1\n"
                            "ProfileName=Roadrunner\n"
                            "DefaultProfile=No\n"
                            "OverwriteProfile=Append\n"
                            "ModifyDefaultProfileIfPresent=TRUE\n"
                            "BackupProfile=No\n"
                            "\n"
                            "[Service List]\n"
                            "Service1=Outlook Address Book\n"
                            "\n";

static const char services[] = "[Service1]\n"
                               "OverwriteExistingService=No\n"
                               "UniqueService=Yes\n"
                               "\n";

static const char mapping[] = "[Outlook Address Book]\n"
                              "ServiceName=CONTAB\n"
                              "\n"
                              "[I_Mail]\n"
                              "AccountType=POP3\n"
                              "AccountName=PT_UNICODE,0x0002\n"
                              "DisplayName=PT_UNICODE,0x000B\n"
                              "EmailAddress=PT_UNICODE,0x000C\n"
                              "POP3Server=PT_UNICODE,0x0100\n"
                              "POP3UserName=PT_UNICODE,0x0101\n"
                              "ReplyEMailAddress=PT_UNICODE,0x0103\n"
                              "POP3Port=PT_LONG,0x0104\n"
                              "POP3UseSSL=PT_LONG,0x0105\n"
                              "Organization=PT_UNICODE,0x0107\n"
                              "POP3UseSPA=PT_LONG,0x0108\n"
                              "LeaveOnServer=PT_LONG,0x1000\n";

static const char imap_mapping[] = "\n"
                                   "[IMAP_I_Mail]\n"
                                   "AccountType=IMAP\n"
                                   "AccountName=PT_UNICODE,0x0002\n"
                                   "DisplayName=PT_UNICODE,0x000B\n"
                                   "EmailAddress=PT_UNICODE,0x000C\n"
                                   "IMAPServer=PT_UNICODE,0x0100\n"
                                   "IMAPUserName=PT_UNICODE,0x0101\n"
                                   "ReplyEMailAddress=PT_UNICODE,0x0103\n"
                                   "IMAPPort=PT_LONG,0x0104\n"
                                   "IMAPUseSSL=PT_LONG,0x0105\n"
                                   "Organization=PT_UNICODE,0x0107\n"
                                   "IMAPUseSPA=PT_LONG,0x0108\n"
                                   "RootFolder=PT_UNICODE,0x1101\n";

static const char outgoing_mapping[] = "ConnectionType=PT_LONG,0x000F\n"
                                       "ConnectionOID=PT_UNICODE,0x0010\n"
                                       "SMTPServer=PT_UNICODE,0x0200\n"
                                       "SMTPPort=PT_LONG,0x0201\n"
                                       "SMTPUseAuth=PT_LONG,0x0203\n"
                                       "SMTPUserName=PT_UNICODE,0x0204\n"
                                       "SMTPUseSPA=PT_LONG,0x0207\n"
                                       "SMTPAuthMethod=PT_LONG,0x0208\n"
                                       "ServerTimeOut=PT_LONG,0x0209\n"
                                       "SMTPSecureConnection=PT_LONG,0x020A\n";

/* A percent sign begins a variable, and a quote at the beginning is taken for one around it. */
static gboolean
check_value (const char *value,
             const char *setting,
             GError **error)
{
  g_autofree char *converted = g_convert (value, -1, CODE_PAGE, "UTF-8", NULL, NULL, NULL);

  if (converted == NULL || rrm_text_has_any (value, "%") || value[0] == '"' || value[0] == '\'')
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CHARACTER, setting);
  if (rrm_text_has_edge_blanks (value))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_BLANKS, setting);

  return TRUE;
}

static guint
leave_on_server (const RrmExportInput *input)
{
  guint value = LEAVE_ON_SERVER;

  if (!input->leave_on_server)
    return 0;
  if (input->remove_after_days > 0)
    value |= REMOVE_AFTER | MIN (input->remove_after_days, MAX_DAYS) << REMOVE_AFTER_SHIFT;
  if (input->remove_when_deleted)
    value |= REMOVE_WHEN_DELETED;

  return value;
}

static void
add_incoming (RrmSheet *sheet,
              const RrmExportInput *input)
{
  const RrmExportServer *in = input->incoming;
  const char *prefix = in->protocol == RRM_PROTOCOL_IMAP ? "IMAP" : "POP3";

  rrm_sheet_print (sheet, "%sServer=%s\n%sUserName=%s\n", prefix, in->host, prefix, in->username);
  rrm_sheet_print (sheet, "%sPort=%u\n%sUseSSL=%d\n%sUseSPA=%d\n", prefix, in->port, prefix,
                   in->security == RRM_SECURITY_TLS, prefix, in->auth == RRM_AUTH_NTLM);
  if (in->protocol == RRM_PROTOCOL_POP3)
    rrm_sheet_print (sheet, "LeaveOnServer=0x%x\n", leave_on_server (input));
  else if (input->root_folder[0] != '\0')
    rrm_sheet_print (sheet, "RootFolder=%s\n", input->root_folder);
}

static void
add_outgoing (RrmSheet *sheet,
              const RrmExportInput *input)
{
  static const guint securities[RRM_N_SECURITIES] = {
    [RRM_SECURITY_NONE] = 0,
    [RRM_SECURITY_TLS] = 1,
    [RRM_SECURITY_STARTTLS] = 2,
  };
  const RrmExportServer *out = input->outgoing;

  rrm_sheet_print (sheet, "SMTPServer=%s\nSMTPPort=%u\nSMTPSecureConnection=%u\nSMTPUseAuth=%d\n",
                   out->host, out->port, securities[out->security], out->login);
  if (!out->login)
    return;

  rrm_sheet_print (sheet, "SMTPAuthMethod=%d\nSMTPUseSPA=%d\n", !input->same_login,
                   out->auth == RRM_AUTH_NTLM);
  if (!input->same_login)
    rrm_sheet_print (sheet, "SMTPUserName=%s\n", out->username);
}

static void
add_account (RrmSheet *sheet,
             const RrmExportInput *input)
{
  const char *type = input->incoming->protocol == RRM_PROTOCOL_IMAP ? "IMAP_I_Mail" : "I_Mail";

  rrm_sheet_print (sheet, "[Internet Account List]\nAccount1=%s\n\n%s[Account1]\n", type, services);
  rrm_sheet_print (sheet, "UniqueService=No\nAccountName=%s\n", input->address);
  if (input->name[0] != '\0')
    rrm_sheet_print (sheet, "DisplayName=%s\n", input->name);
  rrm_sheet_print (sheet, "EmailAddress=%s\n", input->address);
  if (input->reply_address[0] != '\0')
    rrm_sheet_print (sheet, "ReplyEMailAddress=%s\n", input->reply_address);
  if (input->organization[0] != '\0')
    rrm_sheet_print (sheet, "Organization=%s\n", input->organization);
  add_incoming (sheet, input);
  add_outgoing (sheet, input);
  rrm_sheet_add (sheet, "ConnectionType=0\n\n");
}

/* Windows line ends, in the code page. */
static RrmSheet *
convert (RrmSheet *utf8)
{
  g_autoptr (GBytes) bytes = rrm_sheet_end (utf8);
  g_autofree char *converted = g_convert (g_bytes_get_data (bytes, NULL),
                                          (gssize) g_bytes_get_size (bytes), CODE_PAGE, "UTF-8",
                                          NULL, NULL, NULL);
  RrmSheet *sheet = rrm_sheet_new ();

  for (const char *p = converted; *p != '\0'; p++)
    {
      if (*p == '\n')
        rrm_sheet_add_char (sheet, '\r');
      rrm_sheet_add_char (sheet, *p);
    }

  return sheet;
}

gboolean
rrm_export_outlook_prf (const RrmExportInput *input,
                        GPtrArray *files,
                        GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  g_autofree char *name = g_strconcat (input->id, ".prf", NULL);

  if (!check_value (input->address, "address", error) ||
      !check_value (input->name, "name", error) ||
      !check_value (input->reply_address, "reply-address", error) ||
      !check_value (input->organization, "organization", error) ||
      !check_value (input->root_folder, "root-folder", error) ||
      !check_value (input->incoming->username, "incoming.username", error) ||
      !check_value (input->outgoing->username, "outgoing.username", error))
    return FALSE;

  rrm_sheet_add (sheet, intro);
  add_account (sheet, input);
  rrm_sheet_add (sheet, mapping);
  rrm_sheet_add (sheet, outgoing_mapping);
  rrm_sheet_add (sheet, imap_mapping);
  rrm_sheet_add (sheet, outgoing_mapping);

  rrm_export_files_add (files, name, RRM_EXPORT_PRIVATE, convert (g_steal_pointer (&sheet)));

  return TRUE;
}
