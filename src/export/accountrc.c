/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/accountrc.h"

#include "export/error.h"
#include "export/escape.h"
#include "export/file.h"

#include <string.h>

/* The file of accounts that Claws Mail and Sylpheed share by descent: "[Account: N]", then
 * "key=value" up to the end of the line, without any way to escape. */

#define SECTION "[Account: "

/* The numbers of the protocols in the oldest version of the file, which both still read. */
#define PROTOCOL_POP3 0
#define PROTOCOL_IMAP 3

static gboolean
check_values (const RrmExportInput *input,
              GError **error)
{
  return rrm_export_check_edges (input->name, "name", error) &&
         rrm_export_check_edges (input->organization, "organization", error) &&
         rrm_export_check_edges (input->incoming->username, "incoming.username", error) &&
         rrm_export_check_edges (input->outgoing->username, "outgoing.username", error) &&
         rrm_export_check_edges (input->root_folder, "root-folder", error);
}

/* What the scan of an existing file found. */
typedef struct
{
  guint highest;
  gboolean same_host;
  gboolean same_user;
  gboolean exists;
} Scan;

static void
scan_line (Scan *scan,
           const char *line,
           const RrmExportInput *input)
{
  if (g_str_has_prefix (line, SECTION))
    {
      guint64 number = g_ascii_strtoull (line + strlen (SECTION), NULL, 10);

      scan->highest = MAX (scan->highest, (guint) MIN (number, G_MAXINT - 1));
      scan->same_host = scan->same_user = FALSE;
    }
  else if (g_str_has_prefix (line, "receive_server="))
    scan->same_host = g_ascii_strcasecmp (strchr (line, '=') + 1, input->incoming->host) == 0;
  else if (g_str_has_prefix (line, "user_id="))
    scan->same_user = g_str_equal (strchr (line, '=') + 1, input->incoming->username);
  else
    return;

  scan->exists = scan->exists || (scan->same_host && scan->same_user);
}

static void
add_text (RrmSheet *sheet,
          const char *key,
          const char *value)
{
  rrm_sheet_print (sheet, "%s=", key);
  rrm_sheet_line (sheet, "", rrm_escape_raw, value);
}

static void
add_number (RrmSheet *sheet,
            const char *key,
            guint value)
{
  rrm_sheet_print (sheet, "%s=%u\n", key, value);
}

/* The new account's section begins behind what the program's file holds already. */
static RrmSheet *
begin (const RrmExportInput *input,
       GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  Scan scan = { 0 };

  if (input->existing != NULL)
    {
      gsize length;
      const char *text = g_bytes_get_data (input->existing, &length);
      /* Empty bytes have no address. */
      g_autofree char *copy = g_strndup (text != NULL ? text : "", length);
      g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);

      if (strlen (copy) != length)
        {
          rrm_export_refuse (error, RRM_EXPORT_ERROR_UNREADABLE, NULL);
          return NULL;
        }
      for (guint i = 0; lines[i] != NULL; i++)
        scan_line (&scan, lines[i], input);
      rrm_sheet_add (sheet, copy);
      if (length > 0 && text[length - 1] != '\n')
        rrm_sheet_add_char (sheet, '\n');
      rrm_sheet_add_char (sheet, '\n');
    }
  if (scan.exists)
    {
      rrm_export_refuse (error, RRM_EXPORT_ERROR_EXISTS, "incoming.username");
      return NULL;
    }

  rrm_sheet_print (sheet, SECTION "%u]\n", scan.highest + 1);
  add_number (sheet, "is_default", scan.highest == 0);

  return g_steal_pointer (&sheet);
}

static guint
security_number (const RrmExportServer *server)
{
  static const guint numbers[RRM_N_SECURITIES] = {
    [RRM_SECURITY_NONE] = 0,
    [RRM_SECURITY_TLS] = 1,
    [RRM_SECURITY_STARTTLS] = 2,
  };

  return numbers[server->security];
}

static void
add_incoming (RrmSheet *sheet,
              const RrmExportInput *input,
              const RrmAccountrcDialect *dialect)
{
  const RrmExportServer *in = input->incoming;

  add_text (sheet, "receive_server", in->host);
  add_text (sheet, "user_id", in->username);
  if (in->protocol == RRM_PROTOCOL_IMAP)
    {
      add_number (sheet, "protocol", PROTOCOL_IMAP);
      add_number (sheet, "ssl_imap", security_number (in));
      add_number (sheet, "set_imapport", 1);
      add_number (sheet, "imap_port", in->port);
      add_number (sheet, "imap_auth_method", dialect->imap_auths[in->auth]);
      if (input->root_folder[0] != '\0')
        add_text (sheet, "imap_directory", input->root_folder);
      return;
    }

  add_number (sheet, "protocol", PROTOCOL_POP3);
  add_number (sheet, "ssl_pop", security_number (in));
  add_number (sheet, "set_popport", 1);
  add_number (sheet, "pop_port", in->port);
  /* Mail that stays for ever is mail that is not removed; "removed after N days" is the other. */
  if (input->leave_on_server && input->remove_after_days == 0)
    add_number (sheet, "remove_mail", 0);
  else
    {
      add_number (sheet, "remove_mail", 1);
      add_number (sheet, "message_leave_time",
                            input->leave_on_server ? MIN (input->remove_after_days, G_MAXINT) : 0);
    }
}

static void
add_outgoing (RrmSheet *sheet,
              const RrmExportInput *input,
              const RrmAccountrcDialect *dialect)
{
  const RrmExportServer *out = input->outgoing;

  add_text (sheet, "smtp_server", out->host);
  add_number (sheet, "ssl_smtp", security_number (out));
  add_number (sheet, "set_smtpport", 1);
  add_number (sheet, "smtp_port", out->port);
  add_number (sheet, "use_smtp_auth", out->login);
  add_number (sheet, "smtp_auth_method", dialect->smtp_auths[out->auth]);
  /* With a name here the program asks for a second password, also where it is the same. */
  add_text (sheet, "smtp_user_id", input->same_login ? "" : out->username);
}

/**
 * rrm_accountrc_write:
 * @dialect: the program's numbers
 * @input: an account
 * @files: where to add the file
 * @error: return location for an error of %RRM_EXPORT_ERROR
 *
 * Writes the file that Claws Mail and Sylpheed keep their accounts in.
 *
 * Returns: whether it was written
 */
gboolean
rrm_accountrc_write (const RrmAccountrcDialect *dialect,
                     const RrmExportInput *input,
                     GPtrArray *files,
                     GError **error)
{
  g_autoptr (RrmSheet) sheet = NULL;

  if (!check_values (input, error))
    return FALSE;
  sheet = begin (input, error);
  if (sheet == NULL)
    return FALSE;

  rrm_sheet_add (sheet, dialect->extra);
  add_text (sheet, "account_name", input->address);
  add_text (sheet, "name", input->name);
  add_text (sheet, "address", input->address);
  add_text (sheet, "organization", input->organization);
  if (input->reply_address[0] != '\0')
    {
      add_number (sheet, "set_autoreplyto", 1);
      add_text (sheet, "auto_replyto", input->reply_address);
    }
  add_incoming (sheet, input, dialect);
  add_outgoing (sheet, input, dialect);

  rrm_export_files_add (files, "accountrc", RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));

  return TRUE;
}
