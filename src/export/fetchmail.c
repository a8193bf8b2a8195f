/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/writers.h"

static const char *
auth_word (const RrmExportServer *in)
{
  if (in->auth == RRM_AUTH_CRAM_MD5)
    return "cram-md5";

  return in->auth == RRM_AUTH_NTLM ? "ntlm" : "password";
}

/* Without a value for sslproto fetchmail would take STARTTLS or leave it, as the server says; with
 * one it insists. */
static const char *
security_words (const RrmExportServer *in)
{
  switch (in->security)
    {
    case RRM_SECURITY_TLS:
      return "ssl sslproto \"TLS1.2+\" sslcertck";
    case RRM_SECURITY_STARTTLS:
      return "sslproto \"TLS1.2+\" sslcertck";
    case RRM_SECURITY_NONE:
    case RRM_SECURITY_AUTO:
    default:
      return "sslproto \"\"";
    }
}

gboolean
rrm_export_fetchmail (const RrmExportInput *input,
                      GPtrArray *files,
                      GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  const RrmExportServer *in = input->incoming;
  gboolean imap = in->protocol == RRM_PROTOCOL_IMAP;
  /* fetchmail takes away what it fetched, at an IMAP server too. */
  gboolean keep = imap || input->leave_on_server;

  rrm_sheet_add (sheet, "# Written by Roadrunner Mail Setup for fetchmail.\npoll ");
  rrm_escape_fetchmail (sheet, in->host);
  rrm_sheet_print (sheet, " protocol %s service %u auth %s%s\n", imap ? "IMAP" : "POP3", in->port,
                   auth_word (in), keep && !imap ? " uidl" : "");
  rrm_sheet_add (sheet, "  user ");
  rrm_escape_fetchmail (sheet, in->username);
  if (in->password != NULL)
    {
      rrm_sheet_add (sheet, "\n  password ");
      rrm_escape_fetchmail (sheet, rrm_secret_peek (in->password, NULL));
    }
  rrm_sheet_print (sheet, "\n  %s\n  %s\n", security_words (in), keep ? "keep" : "no keep");

  rrm_export_files_add (files, "fetchmailrc", RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));

  return TRUE;
}
