/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/msmtp.h"

#include "export/escape.h"
#include "export/writers.h"

#include <string.h>

/* msmtp and mpop share a grammar: a command, and its argument up to the end of the line. Some
 * commands run a shell, so nothing typed may ever begin a line. */

static const char *
auth_word (const RrmExportServer *server)
{
  switch (server->auth)
    {
    case RRM_AUTH_PLAIN:
      return "plain";
    case RRM_AUTH_LOGIN:
      return server->protocol == RRM_PROTOCOL_POP3 ? "user" : "login";
    case RRM_AUTH_CRAM_MD5:
      return "cram-md5";
    case RRM_AUTH_SCRAM_SHA_256:
      return "scram-sha-256";
    case RRM_AUTH_NTLM:
      return "ntlm";
    case RRM_AUTH_NONE:
      return "off";
    case RRM_AUTH_AUTO:
    default:
      return "on";
    }
}

/**
 * rrm_msmtp_add_server:
 * @sheet: a sheet
 * @server: a server
 *
 * Writes the commands that msmtp and mpop have in common.
 */
void
rrm_msmtp_add_server (RrmSheet *sheet,
                      const RrmExportServer *server)
{
  rrm_sheet_print (sheet, "host %s\nport %u\n", server->host, server->port);
  rrm_sheet_print (sheet, "tls %s\n", server->security == RRM_SECURITY_NONE ? "off" : "on");
  if (server->security != RRM_SECURITY_NONE)
    rrm_sheet_print (sheet, "tls_starttls %s\n",
                     server->security == RRM_SECURITY_STARTTLS ? "on" : "off");
  rrm_sheet_print (sheet, "auth %s\n", auth_word (server));
  if (server->login)
    rrm_sheet_line (sheet, "user ", rrm_escape_outer, server->username);
  if (server->password != NULL)
    rrm_sheet_line (sheet, "password ", rrm_escape_outer, rrm_secret_peek (server->password, NULL));
}

/* The sender's address is also a pattern and a place for the computer's own names. */
static gboolean
has_pattern (const char *address)
{
  if (rrm_text_has_any (address, "?*["))
    return TRUE;

  for (const char *p = strchr (address, '%'); p != NULL; p = strchr (p + 1, '%'))
    if (p[1] != '\0' && strchr ("UHCM", p[1]) != NULL)
      return TRUE;

  return FALSE;
}

gboolean
rrm_export_msmtp (const RrmExportInput *input,
                  GPtrArray *files,
                  GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();

  if (has_pattern (input->address))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CHARACTER, "address");

  rrm_sheet_print (sheet, "# Written by Roadrunner Mail Setup for msmtp.\naccount %s\n", input->id);
  rrm_msmtp_add_server (sheet, input->outgoing);
  rrm_sheet_line (sheet, "from ", rrm_escape_outer, input->address);
  rrm_sheet_print (sheet, "\naccount default : %s\n", input->id);

  rrm_export_files_add (files, "msmtprc", RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));

  return TRUE;
}
