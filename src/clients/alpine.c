/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/alpine-server.h"
#include "clients/dialect-alpine.h"
#include "clients/keys.h"
#include "clients/reader.h"

#include <string.h>

/* Alpine: one account, whose server stands in the name of its inbox. */

static gboolean
has_login (const RrmAlpineServer *server)
{
  return server->username != NULL && server->username[0] != '\0';
}

/* What stands behind the server in "{mail.twc.com}Sent" or "Name {mail.twc.com}Mail/[]". */
static const char *
get_folder (const char *text)
{
  const char *open = text != NULL ? strchr (text, '{') : NULL;
  const char *close = open != NULL ? rrm_alpine_find_brace (open) : NULL;

  return close != NULL ? close + 1 : "";
}

static void
read_header (RrmAccount *account,
             const char *header)
{
  const char *colon = strchr (header, ':');
  g_autofree char *value = colon != NULL ? g_strstrip (g_strdup (colon + 1)) : NULL;

  if (value == NULL)
    return;
  if (g_ascii_strncasecmp (header, "From:", 5) == 0)
    rrm_reader_set_mailbox (account, value);
  else if (g_ascii_strncasecmp (header, "Reply-To:", 9) == 0)
    rrm_account_set_reply_address (account, value);
  else if (g_ascii_strncasecmp (header, "Organization:", 13) == 0)
    rrm_account_set_organization (account, value);
}

static void
read_identity (RrmDocument *document,
               RrmAccount *account,
               const char *username)
{
  const char *domain = rrm_reader_text (document, "", "user-domain");
  g_auto (GStrv) headers = g_strsplit (rrm_reader_text (document, "", "customized-hdrs"), ",", 64);
  g_autofree char *address = g_strconcat (username, "@", domain, NULL);
  g_autofree char *root = g_strdup (get_folder (rrm_document_get (document, "",
                                                                  "folder-collections")));
  char *bracket = strstr (root, "[]");

  rrm_account_set_name (account, rrm_document_get (document, "", "personal-name"));
  if (rrm_account_get_address (account)[0] == '\0' && domain[0] != '\0' && username[0] != '\0')
    rrm_account_set_address (account, address);
  for (guint i = 0; headers[i] != NULL; i++)
    read_header (account, g_strstrip (headers[i]));
  if (bracket != NULL)
    *bracket = '\0';
  rrm_account_set_root_folder (account, root);
  rrm_account_set_sent_folder (account,
                               get_folder (rrm_document_get (document, "", "default-fcc")));
  rrm_account_set_drafts_folder (account,
                                 get_folder (rrm_document_get (document, "", "postponed-folder")));
}

static void
read_outgoing (RrmClientProfile *profile,
               RrmClientAccount *account,
               const char *list)
{
  g_autofree char *text = g_strndup (list, strcspn (list, ","));
  g_auto (RrmAlpineServer) server = { 0 };
  g_autoptr (RrmServiceSettings) settings = NULL;

  /* Without one the mail program of the computer sends. */
  if (text[0] == '\0')
    return;
  rrm_alpine_server_read (&server, text, RRM_PROTOCOL_SMTP);
  if (server.port == NULL && server.security != RRM_SECURITY_TLS)
    server.port = g_strdup ("25");
  settings = rrm_reader_server (RRM_PROTOCOL_SMTP, server.host, server.port, server.security,
                                server.username,
                                has_login (&server) ? RRM_AUTH_AUTO : RRM_AUTH_NONE);
  rrm_reader_add_own (profile, account, settings);
}

static gboolean
read_file (RrmClientProfile *profile,
           GError **error)
{
  RrmDocument *document =
    rrm_client_profile_load (profile, &rrm_dialect_alpine, profile->path, error);
  g_autofree char *id = g_path_get_basename (profile->path);
  const char *inbox;
  const char *close;
  g_autofree char *text = NULL;
  g_auto (RrmAlpineServer) server = { 0 };
  g_autoptr (RrmServiceSettings) incoming = NULL;
  RrmClientAccount *account;

  if (document == NULL)
    return FALSE;
  inbox = rrm_reader_text (document, "", "inbox-path");
  inbox = strchr (inbox, '{') != NULL ? strchr (inbox, '{') : "";
  close = rrm_alpine_find_brace (inbox);
  /* Mail of this computer. */
  if (close == NULL)
    return TRUE;
  text = g_strndup (inbox + 1, (gsize) (close - inbox - 1));
  rrm_alpine_server_read (&server, text, RRM_PROTOCOL_IMAP);
  incoming = rrm_reader_server (server.protocol, server.host, server.port, server.security,
                                server.username, RRM_AUTH_AUTO);
  account = rrm_reader_add (profile, id, NULL, incoming, document, "");
  read_identity (document, account->account, server.username != NULL ? server.username : "");
  read_outgoing (profile, account, rrm_reader_text (document, "", "smtp-server"));

  return TRUE;
}

static void
find_files (const RrmClientRoots *roots,
            GPtrArray *paths)
{
  static const char *const names[] = { ".pinerc", ".config/alpine/pinerc", NULL };

  rrm_reader_find (roots, names, paths);
}

static gboolean
recognize (const char *path)
{
  static const char *const names[] = { "*.pinerc", "pinerc", NULL };

  return rrm_reader_is_named (path, names);
}

/* It writes its settings when it ends. */
static gboolean
alpine_runs (const char *path)
{
  static const char *const names[] = { "alpine", NULL };

  return rrm_process_runs (path, names);
}

const RrmClient rrm_client_alpine = {
  .id = "alpine",
  .name = "Alpine",
  .find = find_files,
  .recognize = recognize,
  .read = read_file,
  .set = rrm_alpine_set,
  .is_running = alpine_runs,
};
