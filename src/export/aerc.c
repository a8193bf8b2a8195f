/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/url.h"
#include "export/writers.h"

#include <string.h>

/* aerc's accounts.conf. With version 0.15 "smtp" came to mean STARTTLS; before, it was a setting of
 * its own and off by default. */
#define STARTTLS_IN_SCHEME 15

static gboolean
is_new (const RrmExportInput *input)
{
  return rrm_export_version (input, 0) > 0 || rrm_export_version (input, 1) >= STARTTLS_IN_SCHEME;
}

static const char *
outgoing_scheme (const RrmExportInput *input)
{
  const RrmExportServer *out = input->outgoing;

  if (out->security == RRM_SECURITY_TLS)
    return "smtps";
  if (out->security == RRM_SECURITY_NONE && is_new (input))
    return "smtp+insecure";

  return "smtp";
}

static const char *
outgoing_auth (const RrmExportServer *out)
{
  if (!out->login)
    return "+none";

  return out->auth == RRM_AUTH_LOGIN ? "+login" : "+plain";
}

static void
add_source (RrmSheet *sheet,
            const RrmExportInput *input)
{
  static const char *const schemes[RRM_N_SECURITIES] = {
    [RRM_SECURITY_TLS] = "imaps",
    [RRM_SECURITY_STARTTLS] = "imap",
    [RRM_SECURITY_NONE] = "imap+insecure",
  };

  rrm_sheet_add (sheet, "source = `");
  rrm_sheet_add_url (sheet, schemes[input->incoming->security], input->incoming);
  rrm_sheet_add (sheet, "`\n");
}

static void
add_outgoing (RrmSheet *sheet,
              const RrmExportInput *input)
{
  g_autofree char *scheme =
    g_strconcat (outgoing_scheme (input), outgoing_auth (input->outgoing), NULL);

  rrm_sheet_add (sheet, "outgoing = `");
  rrm_sheet_add_url (sheet, scheme, input->outgoing);
  rrm_sheet_add (sheet, "`\n");
  if (!is_new (input) && input->outgoing->security == RRM_SECURITY_STARTTLS)
    rrm_sheet_add (sheet, "smtp-starttls = yes\n");
}

static void
add_password_command (RrmSheet *sheet,
                      const char *key,
                      const RrmExportServer *server)
{
  g_autofree char *lookup = rrm_export_password_command (server, "lookup");
  g_autofree char *store = rrm_export_password_command (server, "store --label=Mail");

  if (server->login && server->password == NULL)
    rrm_sheet_print (sheet, "# Once, if the password is not there: %s\n%s = `%s`\n", store, key,
                     lookup);
}

/* "%(" would begin a reference to another setting; a backslash before the bracket means nothing
 * inside the quotes of a name. */
static void
add_from (RrmSheet *sheet,
          const RrmExportInput *input)
{
  g_autofree char *mailbox = rrm_mailbox_format (input->name, input->address);
  g_auto (GStrv) parts = g_strsplit (mailbox, "%(", -1);
  g_autofree char *from = g_strjoinv ("%\\(", parts);

  rrm_sheet_line (sheet, "from = ", rrm_escape_go_ini, from);
}

static void
add_folder (RrmSheet *sheet,
            const char *before,
            const char *folder)
{
  if (folder[0] != '\0')
    rrm_sheet_line (sheet, before, rrm_escape_go_ini, folder);
}

gboolean
rrm_export_aerc (const RrmExportInput *input,
                 GPtrArray *files,
                 GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();

  if (strstr (input->sent_folder, "%(") != NULL)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CHARACTER, "sent-folder");
  if (strstr (input->drafts_folder, "%(") != NULL)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CHARACTER, "drafts-folder");

  rrm_sheet_print (sheet, "[%s]\n", input->id);
  add_source (sheet, input);
  add_password_command (sheet, "source-cred-cmd", input->incoming);
  add_outgoing (sheet, input);
  add_password_command (sheet, "outgoing-cred-cmd", input->outgoing);
  add_from (sheet, input);
  rrm_sheet_add (sheet, "default = INBOX\n");
  add_folder (sheet, "copy-to = ", input->sent_folder);
  add_folder (sheet, "postpone = ", input->drafts_folder);

  rrm_export_files_add (files, "accounts.conf", RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));

  return TRUE;
}
