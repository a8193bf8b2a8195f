/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/writers.h"

#include <string.h>

/* Emacs: a file of Lisp to load for Gnus and for sending from anywhere (mu4e sends by the same
 * variables), and on request the lines for the file of passwords, whose words have no escapes. */

static const char *
stream_word (const RrmExportServer *server,
             const char *tls)
{
  switch (server->security)
    {
    case RRM_SECURITY_TLS:
      return tls;
    case RRM_SECURITY_STARTTLS:
      return "starttls";
    case RRM_SECURITY_NONE:
    case RRM_SECURITY_AUTO:
    default:
      /* "network" would be STARTTLS wherever it is offered. */
      return "plain";
    }
}

static void
add_imap (RrmSheet *sheet,
          const RrmExportInput *input)
{
  const RrmExportServer *in = input->incoming;
  const char *authenticator = NULL;

  /* Left to itself nnimap takes the LOGIN command, then PLAIN; told to take PLAIN, it would put
   * backslashes into names that have a quote in them. */
  if (in->auth == RRM_AUTH_LOGIN)
    authenticator = "login";
  else if (in->auth == RRM_AUTH_CRAM_MD5)
    authenticator = "cram-md5";

  rrm_sheet_print (sheet, "(setq gnus-select-method\n      '(nnimap \"%s\"\n", input->id);
  rrm_sheet_print (sheet,
                   "               (nnimap-address \"%s\")\n"
                   "               (nnimap-server-port %u)\n"
                   "               (nnimap-stream %s)\n",
                   in->host, in->port, stream_word (in, "tls"));
  if (authenticator != NULL)
    rrm_sheet_print (sheet, "               (nnimap-authenticator %s)\n", authenticator);
  rrm_sheet_add (sheet, "               (nnimap-user ");
  rrm_escape_backslash (sheet, in->username);
  rrm_sheet_add (sheet, ")))\n");
}

static void
add_pop3 (RrmSheet *sheet,
          const RrmExportInput *input)
{
  const RrmExportServer *in = input->incoming;

  rrm_sheet_print (sheet,
                   "(setq gnus-select-method '(nnml \"%s\")\n      mail-sources\n"
                   "      '((pop :server \"%s\" :port %u :stream %s :leave ",
                   input->id, in->host, in->port, stream_word (in, "ssl"));
  if (!input->leave_on_server)
    rrm_sheet_add (sheet, "nil");
  else if (input->remove_after_days > 0)
    rrm_sheet_print (sheet, "%u", input->remove_after_days);
  else
    rrm_sheet_add (sheet, "t");
  rrm_sheet_add (sheet, " :user ");
  rrm_escape_backslash (sheet, in->username);
  rrm_sheet_add (sheet, ")))\n");
}

static void
add_outgoing (RrmSheet *sheet,
              const RrmExportInput *input)
{
  const RrmExportServer *out = input->outgoing;

  rrm_sheet_print (sheet,
                   "(setq send-mail-function #'smtpmail-send-it\n"
                   "      message-send-mail-function #'smtpmail-send-it\n"
                   "      smtpmail-smtp-server \"%s\"\n"
                   "      smtpmail-smtp-service %u\n"
                   "      smtpmail-stream-type '%s\n"
                   "      smtpmail-smtp-user ",
                   out->host, out->port, stream_word (out, "ssl"));
  if (out->login)
    rrm_escape_backslash (sheet, out->username);
  else
    rrm_sheet_add (sheet, "nil");
  rrm_sheet_add (sheet, ")\n");
}

/* A word between quotes of the kind that is not in it. */
static gboolean
add_word (RrmSheet *sheet,
          const char *word,
          const char *setting,
          GError **error)
{
  char quote = strchr (word, '"') == NULL ? '"' : '\'';

  if (strchr (word, quote) != NULL)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CHARACTER, setting);

  rrm_sheet_add_char (sheet, quote);
  rrm_sheet_add (sheet, word);
  rrm_sheet_add_char (sheet, quote);

  return TRUE;
}

static gboolean
add_password (RrmSheet *sheet,
              const RrmExportServer *server,
              const char *username_setting,
              GError **error)
{
  if (server->password == NULL)
    return TRUE;

  rrm_sheet_print (sheet, "machine %s port %u login ", server->host, server->port);
  if (!add_word (sheet, server->username, username_setting, error))
    return FALSE;
  rrm_sheet_add (sheet, " password ");
  if (!add_word (sheet, rrm_secret_peek (server->password, NULL), "password", error))
    return FALSE;
  rrm_sheet_add_char (sheet, '\n');

  return TRUE;
}

gboolean
rrm_export_gnus (const RrmExportInput *input,
                 GPtrArray *files,
                 GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  g_autoptr (RrmSheet) passwords = rrm_sheet_new ();
  g_autofree char *name = g_strconcat (input->id, ".el", NULL);

  /* Emacs sends a user name byte for byte as it holds it, and holds others in its own way. */
  if (!g_str_is_ascii (input->incoming->username))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CHARACTER, "incoming.username");
  if (!g_str_is_ascii (input->outgoing->username))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CHARACTER, "outgoing.username");
  if (!add_password (passwords, input->incoming, "incoming.username", error) ||
      !add_password (passwords, input->outgoing, "outgoing.username", error))
    return FALSE;

  rrm_sheet_add (sheet, ";; -*- coding: utf-8; lexical-binding: t; -*-\n"
                        ";; Written by Roadrunner Mail Setup for Emacs.\n");
  rrm_sheet_line (sheet, "(setq user-mail-address ", rrm_escape_backslash, input->address);
  rrm_sheet_add (sheet, "      user-full-name ");
  rrm_escape_backslash (sheet, input->name);
  rrm_sheet_add (sheet, ")\n");
  if (input->reply_address[0] != '\0')
    {
      rrm_sheet_add (sheet, "(setq mail-default-reply-to ");
      rrm_escape_backslash (sheet, input->reply_address);
      rrm_sheet_add (sheet, ")\n");
    }
  if (input->organization[0] != '\0')
    {
      rrm_sheet_add (sheet, "(setq message-user-organization ");
      rrm_escape_backslash (sheet, input->organization);
      rrm_sheet_add (sheet, ")\n");
    }
  (input->incoming->protocol == RRM_PROTOCOL_IMAP ? add_imap : add_pop3) (sheet, input);
  add_outgoing (sheet, input);

  rrm_export_files_add (files, name, RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));
  if (input->incoming->password != NULL || input->outgoing->password != NULL)
    rrm_export_files_add (files, "authinfo", RRM_EXPORT_PRIVATE, g_steal_pointer (&passwords));

  return TRUE;
}
