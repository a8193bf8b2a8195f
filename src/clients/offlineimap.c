/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/keys.h"
#include "clients/reader.h"

/* OfflineIMAP: accounts name the two places that they keep the same, of which one is a server. */

#define ACCOUNT "Account "
#define REPOSITORY "Repository "

static const RrmReaderWord auths[] = {
  { "PLAIN", RRM_AUTH_PLAIN },
  { "LOGIN", RRM_AUTH_LOGIN },
  { "CRAM-MD5", RRM_AUTH_CRAM_MD5 },
  { NULL, 0 },
};

/* The first way of the list; those that need no password are for accounts without one. */
static RrmAuth
read_auth (const char *list,
           char **other_auth)
{
  g_auto (GStrv) words = g_strsplit (list, ",", 16);

  for (guint i = 0; words[i] != NULL; i++)
    {
      int auth = rrm_reader_look_up (auths, g_strstrip (words[i]), -1);

      if (auth >= 0)
        return (RrmAuth) auth;
      if (g_ascii_strcasecmp (words[i], "XOAUTH2") == 0 && words[1] == NULL)
        *other_auth = g_strdup ("oauth2");
    }

  return RRM_AUTH_AUTO;
}

/* Since its version 7 TLS is what it does where nothing is said; without it, STARTTLS. */
static RrmSecurity
read_security (RrmDocument *document,
               const char *section)
{
  const char *ssl = rrm_document_get (document, section, "ssl");

  if (ssl == NULL || rrm_reader_is_on (document, section, "ssl"))
    return RRM_SECURITY_TLS;

  return rrm_document_get (document, section, "starttls") == NULL ||
             rrm_reader_is_on (document, section, "starttls")
           ? RRM_SECURITY_STARTTLS
           : RRM_SECURITY_NONE;
}

static void
read_account (RrmClientProfile *profile,
              RrmDocument *document,
              const char *name)
{
  g_autofree char *account_section = g_strconcat (ACCOUNT, name, NULL);
  g_autofree char *section =
    g_strconcat (REPOSITORY, rrm_reader_text (document, account_section, "remoterepository"), NULL);
  g_autofree char *other_auth = NULL;
  g_autoptr (RrmServiceSettings) settings = NULL;
  gboolean stored = rrm_reader_has_secret (document, section, "remotepass");
  RrmClientAccount *account;

  /* A kind with a server of its own, or two folders of this computer. */
  if (!g_str_equal (rrm_reader_text (document, section, "type"), "IMAP"))
    return;
  settings = rrm_reader_server (
    RRM_PROTOCOL_IMAP, rrm_document_get (document, section, "remotehost"),
    rrm_document_get (document, section, "remoteport"), read_security (document, section),
    rrm_document_get (document, section, "remoteuser"),
    read_auth (rrm_reader_text (document, section, "auth_mechanisms"), &other_auth));
  account = rrm_reader_add (profile, name, NULL, settings, document, section);
  if (account == NULL)
    return;
  account->other_auth = g_steal_pointer (&other_auth);
  account->stored = stored ? RRM_CLIENT_STORED_YES : RRM_CLIENT_STORED_UNKNOWN;
}

static gboolean
read_file (RrmClientProfile *profile,
           GError **error)
{
  RrmDocument *document =
    rrm_client_profile_load (profile, &rrm_dialect_offlineimap, profile->path, error);
  g_auto (GStrv) names = NULL;

  if (document == NULL)
    return FALSE;
  names = g_strsplit (rrm_reader_text (document, "general", "accounts"), ",",
                      RRM_READER_MAX_ACCOUNTS);
  for (guint i = 0; names[i] != NULL; i++)
    read_account (profile, document, g_strstrip (names[i]));
  rrm_reader_forget (document, "remotepass");

  return TRUE;
}

static void
find_files (const RrmClientRoots *roots,
            GPtrArray *paths)
{
  static const char *const names[] = { ".offlineimaprc", ".config/offlineimap/config", NULL };

  rrm_reader_find (roots, names, paths);
}

static gboolean
recognize (const char *path)
{
  static const char *const names[] = { ".offlineimaprc", "offlineimaprc", "offlineimap.conf",
                                       NULL };

  return rrm_reader_is_named (path, names) || rrm_reader_is_in (path, "offlineimap", "config");
}

/* What runs goes on with what it has read. */
static gboolean
offlineimap_runs (const char *path)
{
  static const char *const names[] = { "offlineimap", NULL };

  return rrm_process_runs (path, names);
}

const RrmClient rrm_client_offlineimap = {
  .id = "offlineimap",
  .name = "OfflineIMAP",
  .find = find_files,
  .recognize = recognize,
  .read = read_file,
  .set = rrm_keys_set,
  .is_running = offlineimap_runs,
};
