/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/writers.h"

/* OfflineIMAP reads with Python's parser with interpolation. Its STARTTLS is refused altogether:
 * where a server does not offer it, the program goes on without encryption. */

static const char *
auth_words (const RrmExportServer *in)
{
  switch (in->auth)
    {
    case RRM_AUTH_LOGIN:
      return "LOGIN";
    case RRM_AUTH_CRAM_MD5:
      return "CRAM-MD5";
    case RRM_AUTH_AUTO:
    case RRM_AUTH_PLAIN:
    case RRM_AUTH_SCRAM_SHA_256:
    case RRM_AUTH_NTLM:
    case RRM_AUTH_NONE:
    default:
      return "PLAIN, LOGIN";
    }
}

static void
add_remote (RrmSheet *sheet,
            const RrmExportInput *input)
{
  const RrmExportServer *in = input->incoming;

  rrm_sheet_print (sheet,
                   "\n[Repository %s-remote]\ntype = IMAP\nremotehost = %s\nremoteport = %u\n",
                   input->id, in->host, in->port);
  if (in->security == RRM_SECURITY_TLS)
    rrm_sheet_add (sheet, "ssl = yes\nsslcacertfile = OS-DEFAULT\n");
  else
    rrm_sheet_add (sheet, "ssl = no\n");
  rrm_sheet_print (sheet, "starttls = no\nauth_mechanisms = %s\n", auth_words (in));
  rrm_sheet_line (sheet, "remoteuser = ", rrm_escape_percent, in->username);
  if (in->password != NULL)
    rrm_sheet_line (sheet, "remotepass = ", rrm_escape_percent,
                    rrm_secret_peek (in->password, NULL));
}

gboolean
rrm_export_offlineimap (const RrmExportInput *input,
                        GPtrArray *files,
                        GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  const RrmExportServer *in = input->incoming;
  const char *password = in->password != NULL ? rrm_secret_peek (in->password, NULL) : "";
  const char *id = input->id;

  if (!rrm_export_check_edges (in->username, "incoming.username", error) ||
      !rrm_export_check_edges (password, "password", error))
    return FALSE;

  rrm_sheet_print (sheet,
                   "# Written by Roadrunner Mail Setup for OfflineIMAP.\n"
                   "[general]\naccounts = %s\n\n"
                   "[Account %s]\nlocalrepository = %s-local\nremoterepository = %s-remote\n\n"
                   "[Repository %s-local]\ntype = Maildir\nlocalfolders = ~/Mail/%s\n",
                   id, id, id, id, id, id);
  add_remote (sheet, input);

  rrm_export_files_add (files, "offlineimaprc", RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));

  return TRUE;
}
