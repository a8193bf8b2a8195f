/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/url.h"
#include "export/writers.h"

/* One file that mutt and NeoMutt both read, to be named in a "source" line. Everything typed stands
 * in double quotes, in which mutt runs backticks: see rrm_escape_mutt(). */

/* One pair of switches for both servers: a URL with an "s" is TLS whatever they say, any other is
 * STARTTLS where they are on, and plain where they are off. */
static gboolean
are_securities_one (const RrmExportInput *input)
{
  RrmSecurity in = input->incoming->security;
  RrmSecurity out = input->outgoing->security;

  return in == out || in == RRM_SECURITY_TLS || out == RRM_SECURITY_TLS;
}

static void
add_switches (RrmSheet *sheet,
              const RrmExportInput *input)
{
  gboolean clear = input->incoming->security == RRM_SECURITY_NONE ||
                   input->outgoing->security == RRM_SECURITY_NONE;

  rrm_sheet_print (sheet, "set ssl_force_tls=%s\nset ssl_starttls=%s\n", clear ? "no" : "yes",
                   clear ? "no" : "yes");
}

/* The program's names of the mechanisms, most wanted first; NULL leaves the choice to it. */
static const char *
authenticators (const RrmExportServer *server)
{
  /* NeoMutt takes no SASL mechanism by name for POP3, and only these two for the others. */
  static const char *const plain_words[RRM_N_PROTOCOLS] = { "plain:login", NULL, "plain" };
  static const char *const login_words[RRM_N_PROTOCOLS] = { "login", "user", "login" };

  switch (server->auth)
    {
    case RRM_AUTH_PLAIN:
      return plain_words[server->protocol];
    case RRM_AUTH_LOGIN:
      return login_words[server->protocol];
    case RRM_AUTH_AUTO:
    case RRM_AUTH_CRAM_MD5:
    case RRM_AUTH_SCRAM_SHA_256:
    case RRM_AUTH_NTLM:
    case RRM_AUTH_NONE:
    default:
      return NULL;
    }
}

static void
add_login (RrmSheet *sheet,
           const char *prefix,
           const RrmExportServer *server)
{
  if (authenticators (server) != NULL)
    rrm_sheet_print (sheet, "set %s_authenticators=\"%s\"\n", prefix, authenticators (server));
  if (server->password != NULL)
    {
      rrm_sheet_print (sheet, "set %s_pass=", prefix);
      rrm_escape_mutt (sheet, rrm_secret_peek (server->password, NULL));
      rrm_sheet_add_char (sheet, '\n');
    }
}

/* The password has a setting of its own, so that it never stands in a URL that is shown. */
static void
add_url (RrmSheet *sheet,
         const char *variable,
         const char *scheme,
         const RrmExportServer *server,
         const char *path)
{
  RrmExportServer shown = *server;

  shown.password = NULL;
  /* Of all three only SMTP has no setting for the user name; in the name of a mailbox NeoMutt does
   * not find a quote again that it read itself. */
  shown.login = server->login && server->protocol == RRM_PROTOCOL_SMTP;
  rrm_sheet_print (sheet, "set %s=\"", variable);
  rrm_sheet_add_url (sheet, scheme, &shown);
  rrm_sheet_add_char (sheet, '/');
  rrm_escape_uri_path (sheet, path);
  rrm_sheet_add (sheet, "\"\n");
}

static void
add_folder (RrmSheet *sheet,
            const char *variable,
            const char *folder)
{
  if (folder[0] == '\0')
    return;

  rrm_sheet_print (sheet, "set %s=", variable);
  rrm_sheet_add (sheet, "\"+");
  rrm_escape_uri_path (sheet, folder);
  rrm_sheet_add (sheet, "\"\n");
}

static void
add_incoming (RrmSheet *sheet,
              const RrmExportInput *input)
{
  const RrmExportServer *in = input->incoming;
  gboolean tls = in->security == RRM_SECURITY_TLS;

  if (in->protocol == RRM_PROTOCOL_POP3)
    {
      add_url (sheet, "pop_host", tls ? "pops" : "pop", in, "");
      add_url (sheet, "spoolfile", tls ? "pops" : "pop", in, "");
      rrm_sheet_line (sheet, "set pop_user=", rrm_escape_mutt, in->username);
      rrm_sheet_print (sheet, "set pop_delete=%s\n", input->leave_on_server ? "no" : "yes");
      add_login (sheet, "pop", in);
      return;
    }

  add_url (sheet, "folder", tls ? "imaps" : "imap", in, input->root_folder);
  add_url (sheet, "spoolfile", tls ? "imaps" : "imap", in, "INBOX");
  rrm_sheet_line (sheet, "set imap_user=", rrm_escape_mutt, in->username);
  add_login (sheet, "imap", in);
  add_folder (sheet, "record", input->sent_folder);
  add_folder (sheet, "postponed", input->drafts_folder);
  add_folder (sheet, "trash", input->trash_folder);
}

static void
add_header (RrmSheet *sheet,
            const char *field,
            const char *value)
{
  g_autofree char *header = g_strconcat (field, ": ", value, NULL);

  if (value[0] != '\0')
    rrm_sheet_line (sheet, "my_hdr ", rrm_escape_mutt, header);
}

gboolean
rrm_export_mutt (const RrmExportInput *input,
                 GPtrArray *files,
                 GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  g_autofree char *name = g_strconcat (input->id, ".muttrc", NULL);

  if (!are_securities_one (input))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_SECURITY_MIX, "outgoing.security");
  /* The SASL library takes blanks off the ends of a user name. */
  if (rrm_text_has_edge_blanks (input->incoming->username))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_BLANKS, "incoming.username");
  if (rrm_text_has_edge_blanks (input->outgoing->username))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_BLANKS, "outgoing.username");

  rrm_sheet_add (sheet, "# Written by Roadrunner Mail Setup for mutt and NeoMutt.\n"
                        "# Name this file in a \"source\" line of your muttrc or neomuttrc.\n"
                        "set config_charset=\"utf-8\"\n");
  rrm_sheet_line (sheet, "set realname=", rrm_escape_mutt, input->name);
  rrm_sheet_line (sheet, "set from=", rrm_escape_mutt, input->address);
  rrm_sheet_add (sheet, "set use_from=yes\n");
  add_header (sheet, "Reply-To", input->reply_address);
  add_header (sheet, "Organization", input->organization);
  add_switches (sheet, input);
  add_incoming (sheet, input);
  add_url (sheet, "smtp_url", input->outgoing->security == RRM_SECURITY_TLS ? "smtps" : "smtp",
           input->outgoing, "");
  add_login (sheet, "smtp", input->outgoing);

  rrm_export_files_add (files, name, RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));

  return TRUE;
}
