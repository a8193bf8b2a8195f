/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/writers.h"

/* mbsync's name of the setting changed with version 1.5; that one still takes the old name, with a
 * word of warning, so the new one is written only where the version is known. */
#define TLS_TYPE_MAJOR 1
#define TLS_TYPE_MINOR 5

static const char *
security_setting (const RrmExportInput *input)
{
  int major = rrm_export_version (input, 0);

  if (input->version != NULL &&
      (major > TLS_TYPE_MAJOR ||
       (major == TLS_TYPE_MAJOR && rrm_export_version (input, 1) >= TLS_TYPE_MINOR)))
    return "TLSType";

  return "SSLType";
}

static const char *
auth_words (const RrmExportServer *in)
{
  switch (in->auth)
    {
    case RRM_AUTH_LOGIN:
      return "LOGIN";
    case RRM_AUTH_CRAM_MD5:
      return "CRAM-MD5";
    case RRM_AUTH_SCRAM_SHA_256:
      return "SCRAM-SHA-256";
    case RRM_AUTH_AUTO:
    case RRM_AUTH_PLAIN:
    case RRM_AUTH_NTLM:
    case RRM_AUTH_NONE:
    default:
      /* The second serves where the SASL library lacks its plug-in; both send the same. */
      return "PLAIN LOGIN";
    }
}

static void
add_account (RrmSheet *sheet,
             const RrmExportInput *input)
{
  static const char *const securities[RRM_N_SECURITIES] = {
    [RRM_SECURITY_TLS] = "IMAPS",
    [RRM_SECURITY_STARTTLS] = "STARTTLS",
    [RRM_SECURITY_NONE] = "None",
  };
  const RrmExportServer *in = input->incoming;

  rrm_sheet_print (sheet, "IMAPAccount %s\nHost %s\nPort %u\n", input->id, in->host, in->port);
  rrm_sheet_line (sheet, "User ", rrm_escape_backslash, in->username);
  if (in->password != NULL)
    rrm_sheet_line (sheet, "Pass ", rrm_escape_backslash, rrm_secret_peek (in->password, NULL));
  rrm_sheet_print (sheet, "%s %s\nAuthMechs %s\n\n", security_setting (input),
                   securities[in->security], auth_words (in));
}

gboolean
rrm_export_mbsync (const RrmExportInput *input,
                   GPtrArray *files,
                   GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  g_autofree char *root =
    input->root_folder[0] != '\0' ? g_strconcat (input->root_folder, "/", NULL) : NULL;
  const char *id = input->id;

  /* The SASL library takes blanks off the ends of a user name. */
  if (rrm_text_has_edge_blanks (input->incoming->username))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_BLANKS, "incoming.username");

  rrm_sheet_print (sheet,
                   "# Written by Roadrunner Mail Setup for mbsync.\n"
                   "# The folder ~/Mail/%s must exist.\n\n",
                   id);
  add_account (sheet, input);
  rrm_sheet_print (sheet, "IMAPStore %s-remote\nAccount %s\n", id, id);
  if (root != NULL)
    rrm_sheet_line (sheet, "Path ", rrm_escape_backslash, root);
  rrm_sheet_print (sheet, "\nMaildirStore %s-local\nPath ~/Mail/%s/\nInbox ~/Mail/%s/INBOX\n", id,
                   id, id);
  rrm_sheet_print (sheet, "SubFolders Verbatim\n\nChannel %s\nFar :%s-remote:\nNear :%s-local:\n",
                   id, id, id);
  rrm_sheet_add (sheet, "Patterns *\nCreate Near\nExpunge None\nSyncState *\n");

  rrm_export_files_add (files, "mbsyncrc", RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));

  return TRUE;
}
