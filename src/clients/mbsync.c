/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/keys.h"
#include "clients/reader.h"

#include <string.h>

/* mbsync: the server stands in an IMAPAccount, or in an IMAPStore itself. */

#define ACCOUNT "imapaccount "
#define STORE "imapstore "

static const RrmReaderWord securities[] = {
  { "None", RRM_SECURITY_NONE },
  { "STARTTLS", RRM_SECURITY_STARTTLS },
  { "IMAPS", RRM_SECURITY_TLS },
  { NULL, 0 },
};

static const RrmReaderWord auths[] = {
  { "PLAIN", RRM_AUTH_PLAIN },       { "LOGIN", RRM_AUTH_LOGIN },
  { "CRAM-MD5", RRM_AUTH_CRAM_MD5 }, { "SCRAM-SHA-256", RRM_AUTH_SCRAM_SHA_256 },
  { NULL, 0 },
};

/* The first way of the list that is known. */
static RrmAuth
read_auth (const char *list,
           char **other_auth)
{
  g_auto (GStrv) words = g_strsplit (list, " ", 16);

  for (guint i = 0; words[i] != NULL; i++)
    {
      int auth = rrm_reader_look_up (auths, words[i], -1);

      if (auth >= 0)
        return (RrmAuth) auth;
      if (g_ascii_strcasecmp (words[i], "XOAUTH2") == 0 && words[1] == NULL)
        *other_auth = g_strdup ("oauth2");
    }

  return RRM_AUTH_AUTO;
}

static const char *
get_security (RrmDocument *document,
              const char *section)
{
  const char *value = rrm_document_get (document, section, "tlstype");

  return value != NULL ? value : rrm_document_get (document, section, "ssltype");
}

static RrmServiceSettings *
read_server (RrmDocument *document,
             const char *section,
             char **other_auth)
{
  RrmSecurity security = (RrmSecurity) rrm_reader_look_up (
    securities, get_security (document, section), RRM_SECURITY_STARTTLS);
  const char *host = rrm_reader_text (document, section, "host");

  /* As old versions wrote it. */
  if (g_str_has_prefix (host, "imaps:"))
    {
      host += strlen ("imaps:");
      security = RRM_SECURITY_TLS;
    }

  return rrm_reader_server (RRM_PROTOCOL_IMAP, host, rrm_document_get (document, section, "port"),
                            security, rrm_document_get (document, section, "user"),
                            read_auth (rrm_reader_text (document, section, "authmechs"),
                                       other_auth));
}

/* The folder at the server that a store of this account begins with. */
static void
set_root_folder (RrmDocument *document,
                 const char *name,
                 RrmAccount *account)
{
  GPtrArray *sections = rrm_document_get_sections (document);

  for (guint i = 0; i < sections->len; i++)
    {
      const char *section = g_ptr_array_index (sections, i);
      const char *path = rrm_document_get (document, section, "path");
      g_autofree char *folder = NULL;

      if (!g_str_has_prefix (section, STORE) || path == NULL ||
          (strcmp (section + strlen (STORE), name) != 0 &&
           g_strcmp0 (rrm_document_get (document, section, "account"), name) != 0))
        continue;
      folder = g_strdup (path);
      if (g_str_has_suffix (folder, "/"))
        folder[strlen (folder) - 1] = '\0';
      rrm_account_set_root_folder (account, folder);
      return;
    }
}

static void
read_account (RrmClientProfile *profile,
              RrmDocument *document,
              const char *section)
{
  const char *name = strchr (section, ' ') + 1;
  g_autofree char *other_auth = NULL;
  g_autoptr (RrmServiceSettings) settings = NULL;
  RrmClientAccount *account;
  gboolean stored = rrm_reader_has_secret (document, section, "pass");

  /* A program of this computer, instead of a server. */
  if (rrm_document_get (document, section, "host") == NULL)
    return;
  settings = read_server (document, section, &other_auth);
  account = rrm_reader_add (profile, name, NULL, settings, document, section);
  if (account == NULL)
    return;
  account->other_auth = g_steal_pointer (&other_auth);
  account->stored = stored ? RRM_CLIENT_STORED_YES : RRM_CLIENT_STORED_UNKNOWN;
  set_root_folder (document, name, account->account);
}

static gboolean
read_file (RrmClientProfile *profile,
           GError **error)
{
  RrmDocument *document =
    rrm_client_profile_load (profile, &rrm_dialect_mbsync, profile->path, error);
  GPtrArray *sections;

  if (document == NULL)
    return FALSE;
  sections = rrm_document_get_sections (document);
  for (guint i = 0; i < sections->len; i++)
    {
      const char *section = g_ptr_array_index (sections, i);

      if (g_str_has_prefix (section, ACCOUNT) || g_str_has_prefix (section, STORE))
        read_account (profile, document, section);
    }
  rrm_reader_forget (document, "pass");

  return TRUE;
}

static void
find_files (const RrmClientRoots *roots,
            GPtrArray *paths)
{
  static const char *const names[] = { ".mbsyncrc", ".config/isyncrc", NULL };

  rrm_reader_find (roots, names, paths);
}

static gboolean
recognize (const char *path)
{
  static const char *const names[] = { ".mbsyncrc", "mbsyncrc", "isyncrc", NULL };

  return rrm_reader_is_named (path, names);
}

/* What runs goes on with what it has read. */
static gboolean
mbsync_runs (const char *path)
{
  static const char *const names[] = { "mbsync", NULL };

  return rrm_process_runs (path, names);
}

const RrmClient rrm_client_mbsync = {
  .id = "mbsync",
  .name = "mbsync",
  .find = find_files,
  .recognize = recognize,
  .read = read_file,
  .set = rrm_keys_set_mbsync,
  .is_running = mbsync_runs,
};
