/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/writers.h"

/* KMail keeps an account in three files: the Akonadi resource that fetches, the transport that
 * sends, the identity that writes. The resource's settings have the same names on D-Bus. KConfig
 * runs commands in values whose key ends in "[$e]"; no such key is ever written. */

/* The choices of the authentication, in the order of the program's own list. */
enum
{
  KMAIL_AUTH_LOGIN = 0,
  KMAIL_AUTH_PLAIN = 1,
  KMAIL_AUTH_CRAM_MD5 = 2,
  KMAIL_AUTH_NTLM = 5,
  KMAIL_AUTH_CLEAR = 7,
};

static int
auth_number (const RrmExportServer *in)
{
  switch (in->auth)
    {
    case RRM_AUTH_PLAIN:
      return KMAIL_AUTH_PLAIN;
    case RRM_AUTH_LOGIN:
      return KMAIL_AUTH_LOGIN;
    case RRM_AUTH_CRAM_MD5:
      return KMAIL_AUTH_CRAM_MD5;
    case RRM_AUTH_NTLM:
      return KMAIL_AUTH_NTLM;
    case RRM_AUTH_AUTO:
    case RRM_AUTH_SCRAM_SHA_256:
    case RRM_AUTH_NONE:
    default:
      return KMAIL_AUTH_CLEAR;
    }
}

static const char *
auth_word (const RrmExportServer *out)
{
  switch (out->auth)
    {
    case RRM_AUTH_LOGIN:
      return "LOGIN";
    case RRM_AUTH_CRAM_MD5:
      return "CRAM_MD5";
    case RRM_AUTH_NTLM:
      return "NTLM";
    case RRM_AUTH_AUTO:
    case RRM_AUTH_PLAIN:
    case RRM_AUTH_SCRAM_SHA_256:
    case RRM_AUTH_NONE:
    default:
      return "PLAIN";
    }
}

static const char *
boolean_word (gboolean value)
{
  return value ? "true" : "false";
}

static RrmSheet *
make_imap (const RrmExportInput *input)
{
  static const char *const securities[RRM_N_SECURITIES] = {
    [RRM_SECURITY_TLS] = "SSL",
    [RRM_SECURITY_STARTTLS] = "STARTTLS",
    [RRM_SECURITY_NONE] = "None",
  };
  const RrmExportServer *in = input->incoming;
  RrmSheet *sheet = rrm_sheet_new ();

  rrm_sheet_print (sheet, "[network]\nImapServer=%s\nImapPort=%u\n", in->host, in->port);
  rrm_sheet_line (sheet, "UserName=", rrm_escape_kconfig, in->username);
  rrm_sheet_print (sheet, "Safety=%s\nAuthentication=%d\nSubscriptionEnabled=false\n",
                   securities[in->security], auth_number (in));

  return sheet;
}

static RrmSheet *
make_pop3 (const RrmExportInput *input)
{
  const RrmExportServer *in = input->incoming;
  RrmSheet *sheet = rrm_sheet_new ();

  rrm_sheet_print (sheet, "[General]\nhost=%s\nport=%u\n", in->host, in->port);
  rrm_sheet_line (sheet, "login=", rrm_escape_kconfig, in->username);
  rrm_sheet_print (sheet, "authenticationMethod=%d\nuseSSL=%s\nuseTLS=%s\nleaveOnServer=%s\n",
                   auth_number (in), boolean_word (in->security == RRM_SECURITY_TLS),
                   boolean_word (in->security == RRM_SECURITY_STARTTLS),
                   boolean_word (input->leave_on_server));
  if (input->leave_on_server && input->remove_after_days > 0)
    rrm_sheet_print (sheet, "leaveOnServerDays=%u\n", input->remove_after_days);

  return sheet;
}

static RrmSheet *
make_transport (const RrmExportInput *input,
                guint id)
{
  static const char *const securities[RRM_N_SECURITIES] = {
    [RRM_SECURITY_TLS] = "SSL",
    [RRM_SECURITY_STARTTLS] = "TLS",
    [RRM_SECURITY_NONE] = "None",
  };
  const RrmExportServer *out = input->outgoing;
  RrmSheet *sheet = rrm_sheet_new ();

  rrm_sheet_print (sheet, "[General]\ndefault-transport=%u\n\n[Transport %u]\nid=%u\n", id, id, id);
  rrm_sheet_line (sheet, "name=", rrm_escape_kconfig, input->address);
  rrm_sheet_print (sheet, "identifier=SMTP\nhost=%s\nport=%u\nencryption=%s\nauth=%s\n", out->host,
                   out->port, securities[out->security], boolean_word (out->login));
  if (out->login)
    {
      rrm_sheet_line (sheet, "user=", rrm_escape_kconfig, out->username);
      rrm_sheet_print (sheet, "authtype=%s\nstorepass=true\n", auth_word (out));
    }

  return sheet;
}

static RrmSheet *
make_identity (const RrmExportInput *input,
               guint id)
{
  RrmSheet *sheet = rrm_sheet_new ();

  rrm_sheet_print (sheet, "[General]\nDefault Identity=%u\n\n[Identity #0]\nuoid=%u\n", id, id);
  rrm_sheet_line (sheet, "Identity=", rrm_escape_kconfig, input->address);
  rrm_sheet_line (sheet, "Name=", rrm_escape_kconfig, input->name);
  rrm_sheet_line (sheet, "Email Address=", rrm_escape_kconfig, input->address);
  if (input->reply_address[0] != '\0')
    rrm_sheet_line (sheet, "Reply-To Address=", rrm_escape_kconfig, input->reply_address);
  if (input->organization[0] != '\0')
    rrm_sheet_line (sheet, "Organization=", rrm_escape_kconfig, input->organization);
  rrm_sheet_print (sheet, "Transport=%u\n", id);

  return sheet;
}

gboolean
rrm_export_kmail (const RrmExportInput *input,
                  GPtrArray *files,
                  GError **error)
{
  /* A positive number that stays the same for the account. */
  guint id = (guint) (g_ascii_strtoull (input->uuid, NULL, 16) & G_MAXINT);
  gboolean imap = input->incoming->protocol == RRM_PROTOCOL_IMAP;

  rrm_export_files_add (files,
                        imap ? "akonadi_imap_resource_0rc" : "akonadi_pop3_resource_0rc",
                        RRM_EXPORT_PRIVATE, imap ? make_imap (input) : make_pop3 (input));
  rrm_export_files_add (files, "mailtransports", RRM_EXPORT_PRIVATE, make_transport (input, id));
  rrm_export_files_add (files, "emailidentities", RRM_EXPORT_PRIVATE, make_identity (input, id));

  return TRUE;
}
