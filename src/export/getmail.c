/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/writers.h"

/* getmail reads with Python's plainest parser: everything up to the end of the line, without the
 * white space at its ends. It has no STARTTLS at all, and it checks no certificate unless it is
 * given the authorities. */
#define CA_CERTIFICATES "/etc/ssl/certs/ca-certificates.crt"

/* Python's IMAP library puts the user name into the command as it stands, so only what needs no
 * quotes there gets through (an atom of RFC 3501, section 9). */
static gboolean
is_atom (const char *text)
{
  return g_str_is_ascii (text) && !rrm_text_has_any (text, "(){ %*\"\\]");
}

static void
add_options (RrmSheet *sheet,
             const RrmExportInput *input)
{
  gboolean pop3 = input->incoming->protocol == RRM_PROTOCOL_POP3;
  gboolean leave = !pop3 || input->leave_on_server;

  rrm_sheet_print (sheet, "\n[options]\nread_all = false\ndelete = %s\n", leave ? "false" : "true");
  if (pop3 && leave && input->remove_after_days > 0)
    rrm_sheet_print (sheet, "delete_after = %u\n", input->remove_after_days);
}

gboolean
rrm_export_getmail (const RrmExportInput *input,
                    GPtrArray *files,
                    GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  const RrmExportServer *in = input->incoming;
  const char *password = in->password != NULL ? rrm_secret_peek (in->password, NULL) : "";
  gboolean imap = in->protocol == RRM_PROTOCOL_IMAP;

  if (!rrm_export_check_edges (in->username, "incoming.username", error) ||
      !rrm_export_check_edges (password, "password", error))
    return FALSE;
  if (imap && in->auth != RRM_AUTH_CRAM_MD5 && !is_atom (in->username))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CHARACTER, "incoming.username");

  rrm_sheet_print (sheet,
                   "# Written by Roadrunner Mail Setup for getmail.\n"
                   "# The folder below [destination] must exist, with new, cur and tmp in it.\n"
                   "[retriever]\ntype = Simple%s%sRetriever\nserver = %s\nport = %u\n",
                   imap ? "IMAP" : "POP3", in->security == RRM_SECURITY_TLS ? "SSL" : "", in->host,
                   in->port);
  if (in->security == RRM_SECURITY_TLS)
    rrm_sheet_add (sheet, "ca_certs = " CA_CERTIFICATES "\n");
  rrm_sheet_line (sheet, "username = ", rrm_escape_raw, in->username);
  if (in->password != NULL)
    rrm_sheet_line (sheet, "password = ", rrm_escape_raw, password);
  if (imap && in->auth == RRM_AUTH_CRAM_MD5)
    rrm_sheet_add (sheet, "use_cram_md5 = true\n");
  rrm_sheet_print (sheet, "\n[destination]\ntype = Maildir\npath = ~/Mail/%s/\n", input->id);
  add_options (sheet, input);

  rrm_export_files_add (files, "getmailrc", RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));

  return TRUE;
}
