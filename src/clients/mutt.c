/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/dialect-mutt.h"
#include "clients/reader.h"
#include "clients/url.h"

#include <string.h>

/* mutt and NeoMutt: one file that names others. What a hook names is an account of its own, which
 * goes on with what the first file says. */

/* More files than name each other anywhere but in a joke. */
#define MAX_SOURCES 50

static const RrmReaderWord auths[] = {
  { "plain", RRM_AUTH_PLAIN },       { "login", RRM_AUTH_LOGIN },
  { "user", RRM_AUTH_LOGIN },        { "cram-md5", RRM_AUTH_CRAM_MD5 },
  { "ntlm", RRM_AUTH_NTLM },         { "scram-sha-256", RRM_AUTH_SCRAM_SHA_256 },
  { NULL, 0 },
};

/* The files of one account: what the later ones say counts. */
typedef struct
{
  RrmClientProfile *profile;
  GPtrArray *documents;
  const char *home;
  /* The folder at the server that all others are in. */
  char *root;
} Reader;

static const char *
get (Reader *reader,
     const char *key)
{
  for (guint i = reader->documents->len; i > 0; i--)
    {
      const char *value = rrm_document_get (g_ptr_array_index (reader->documents, i - 1), "", key);

      if (value != NULL)
        return value;
    }

  return NULL;
}

static gboolean
is_no (Reader *reader,
       const char *key)
{
  return g_strcmp0 (get (reader, key), "no") == 0;
}

/* The home folder that a file belongs to, which may be one from elsewhere. */
static char *
get_home (const char *path)
{
  static const char *const folders[] = { "/.config/mutt", "/.config/neomutt", "/.mutt",
                                         "/.neomutt" };
  char *folder = g_path_get_dirname (path);

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    if (g_str_has_suffix (folder, folders[i]))
      {
        folder[strlen (folder) - strlen (folders[i])] = '\0';
        break;
      }

  return folder;
}

static char *
resolve (Reader *reader,
         RrmDocument *document,
         const char *name)
{
  g_autofree char *folder = NULL;

  if (g_str_has_prefix (name, "~/"))
    return g_build_filename (reader->home, name + 2, NULL);
  if (g_path_is_absolute (name))
    return g_strdup (name);
  folder = g_path_get_dirname (rrm_document_get_path (document));

  return g_build_filename (folder, name, NULL);
}

/* A command is never run for what it prints. */
static RrmDocument *
load (Reader *reader,
      RrmDocument *from,
      const char *name)
{
  g_autofree char *path = resolve (reader, from, name);

  if (g_str_has_suffix (name, "|") || reader->profile->documents->len >= MAX_SOURCES)
    return NULL;
  for (guint i = 0; i < reader->documents->len; i++)
    if (g_str_equal (rrm_document_get_path (g_ptr_array_index (reader->documents, i)), path))
      return NULL;

  return rrm_client_profile_load (reader->profile, &rrm_dialect_mutt, path, NULL);
}

static void
add_sources (Reader *reader,
             RrmDocument *document)
{
  GPtrArray *settings = rrm_document_get_settings (document);

  g_ptr_array_add (reader->documents, document);
  for (guint i = 0; i < settings->len && i < RRM_READER_MAX_ACCOUNTS * 20; i++)
    {
      const RrmSetting *setting = g_ptr_array_index (settings, i);
      RrmDocument *other = g_str_equal (setting->key, "source")
                             ? load (reader, document, setting->value)
                             : NULL;

      if (other != NULL)
        add_sources (reader, other);
    }
}

static RrmAuth
read_auth (const char *list,
           char **other_auth)
{
  g_auto (GStrv) words = g_strsplit (list != NULL ? list : "", ":", 16);

  for (guint i = 0; words[i] != NULL; i++)
    {
      int auth = rrm_reader_look_up (auths, words[i], -1);

      if (auth >= 0)
        return (RrmAuth) auth;
      if (g_str_equal (words[i], "oauthbearer") || g_str_equal (words[i], "xoauth2"))
        *other_auth = g_strdup ("oauth2");
      if (*other_auth != NULL)
        break;
    }

  return RRM_AUTH_AUTO;
}

/* A URL with an "s" is TLS whatever else is said. */
static RrmSecurity
read_security (Reader *reader,
               const char *scheme)
{
  if (g_str_has_suffix (scheme, "s"))
    return RRM_SECURITY_TLS;

  return is_no (reader, "sslstarttls") && g_strcmp0 (get (reader, "sslforcetls"), "yes") != 0
           ? RRM_SECURITY_NONE
           : RRM_SECURITY_STARTTLS;
}

static RrmReaderUrl *
get_url (Reader *reader,
         const char *key,
         const char *scheme)
{
  const char *text = get (reader, key);
  g_autofree char *whole = NULL;
  g_autoptr (RrmReaderUrl) url = NULL;

  if (text == NULL)
    return NULL;
  /* The host of POP3 may stand there alone. */
  if (g_str_equal (key, "pophost") && strstr (text, "://") == NULL)
    whole = g_strconcat ("pop://", text, NULL);
  url = rrm_reader_url_parse (whole != NULL ? whole : text);
  if (url != NULL && !g_str_has_prefix (url->scheme, scheme))
    return NULL;

  return g_steal_pointer (&url);
}

static RrmServiceSettings *
read_server (Reader *reader,
             const RrmReaderUrl *url,
             RrmProtocol protocol,
             char **other_auth)
{
  static const char *const prefixes[RRM_N_PROTOCOLS] = { "imap", "pop", "smtp" };
  const char *prefix = prefixes[protocol];
  g_autofree char *user_key = g_strconcat (prefix, "user", NULL);
  g_autofree char *auth_key = g_strconcat (prefix, "authenticators", NULL);
  const char *username = url->username != NULL ? url->username : get (reader, user_key);
  RrmSecurity security = read_security (reader, url->scheme);
  const char *port = url->port;
  RrmAuth auth = read_auth (get (reader, auth_key), other_auth);

  if (protocol == RRM_PROTOCOL_SMTP)
    {
      if (port == NULL && security != RRM_SECURITY_TLS)
        port = "25";
      if (username == NULL)
        auth = RRM_AUTH_NONE;
    }

  return rrm_reader_server (protocol, url->host, port, security, username, auth);
}

static void
set_folder (Reader *reader,
            const char *key,
            RrmAccount *account,
            void (*set) (RrmAccount *, const char *))
{
  const char *text = get (reader, key);
  g_autofree char *folder = NULL;
  g_autoptr (RrmReaderUrl) url = text != NULL ? rrm_reader_url_parse (text) : NULL;

  if (url != NULL)
    set (account, url->path);
  else if (text != NULL && (text[0] == '+' || text[0] == '='))
    {
      folder = rrm_reader_unescape (text + 1);
      set (account, folder);
    }
}

static void
read_headers (Reader *reader,
              RrmAccount *account)
{
  for (guint i = 0; i < reader->documents->len; i++)
    {
      GPtrArray *settings =
        rrm_document_get_settings (g_ptr_array_index (reader->documents, i));

      for (guint j = 0; j < settings->len; j++)
        {
          const RrmSetting *setting = g_ptr_array_index (settings, j);
          const char *colon = strchr (setting->value, ':');
          g_autofree char *value = colon != NULL ? g_strstrip (g_strdup (colon + 1)) : NULL;

          if (value == NULL || !g_str_equal (setting->key, "my_hdr"))
            continue;
          if (g_ascii_strncasecmp (setting->value, "Reply-To:", 9) == 0)
            rrm_account_set_reply_address (account, value);
          else if (g_ascii_strncasecmp (setting->value, "Organization:", 13) == 0)
            rrm_account_set_organization (account, value);
          else if (g_ascii_strncasecmp (setting->value, "From:", 5) == 0)
            rrm_reader_set_mailbox (account, value);
        }
    }
}

static void
read_identity (Reader *reader,
               RrmAccount *account)
{
  const char *from = get (reader, "from");
  const char *name = get (reader, "realname");

  if (name != NULL)
    rrm_account_set_name (account, name);
  if (from != NULL)
    rrm_reader_set_mailbox (account, from);
  read_headers (reader, account);
  set_folder (reader, "record", account, rrm_account_set_sent_folder);
  set_folder (reader, "postponed", account, rrm_account_set_drafts_folder);
  set_folder (reader, "trash", account, rrm_account_set_trash_folder);
  rrm_account_set_leave_on_server (account, g_strcmp0 (get (reader, "popdelete"), "yes") != 0);
}

/* A password has a setting of its own, or stands in the URL. */
static RrmClientStored
has_password (Reader *reader,
              const char *key,
              const char *url_key)
{
  const char *value = get (reader, key);

  return (value != NULL && value[0] != '\0') ||
             rrm_reader_url_has_password (get (reader, url_key))
           ? RRM_CLIENT_STORED_YES
           : RRM_CLIENT_STORED_UNKNOWN;
}

static RrmServiceSettings *
read_incoming (Reader *reader,
               RrmClientStored *stored,
               char **other_auth)
{
  g_autoptr (RrmReaderUrl) url = NULL;

  *stored = has_password (reader, "imappass", "folder");
  if (*stored == RRM_CLIENT_STORED_UNKNOWN)
    *stored = has_password (reader, "imappass", "spoolfile");
  url = get_url (reader, "folder", "imap");
  reader->root = g_strdup (url != NULL ? url->path : "");
  if (url == NULL)
    url = get_url (reader, "spoolfile", "imap");
  if (url != NULL)
    return read_server (reader, url, RRM_PROTOCOL_IMAP, other_auth);

  *stored = has_password (reader, "poppass", "pophost");
  url = get_url (reader, "pophost", "pop");

  return url != NULL ? read_server (reader, url, RRM_PROTOCOL_POP3, other_auth) : NULL;
}

static void
read_outgoing (Reader *reader,
               RrmClientAccount *account)
{
  RrmClientStored stored = has_password (reader, "smtppass", "smtpurl");
  g_autoptr (RrmReaderUrl) url = get_url (reader, "smtpurl", "smtp");
  g_autoptr (RrmServiceSettings) settings = NULL;
  g_autofree char *other_auth = NULL;
  RrmClientEntry *entry;

  /* Another program sends. */
  if (url == NULL)
    return;
  settings = read_server (reader, url, RRM_PROTOCOL_SMTP, &other_auth);
  entry = rrm_reader_add_own (reader->profile, account, settings);
  entry->other_auth = g_steal_pointer (&other_auth);
  entry->stored = stored;
}

static void
read_account (Reader *reader,
              RrmDocument *document)
{
  g_autofree char *id = g_path_get_basename (rrm_document_get_path (document));
  g_autofree char *other_auth = NULL;
  RrmClientStored stored;
  g_autoptr (RrmServiceSettings) incoming = read_incoming (reader, &stored, &other_auth);
  RrmClientAccount *account;

  if (incoming == NULL && get (reader, "smtpurl") == NULL)
    return;
  account = rrm_reader_add (reader->profile, id, NULL, incoming, document, "");
  if (account == NULL)
    return;
  account->stored = stored;
  account->other_auth = g_steal_pointer (&other_auth);
  rrm_account_set_root_folder (account->account, reader->root);
  read_identity (reader, account->account);
  read_outgoing (reader, account);
}

static Reader
reader_new (RrmClientProfile *profile,
            const char *home)
{
  Reader reader = { profile, g_ptr_array_new (), home, NULL };

  return reader;
}

static void
reader_clear (Reader *reader)
{
  g_ptr_array_unref (reader->documents);
  g_free (reader->root);
}

/* "folder-hook imaps://rr.com 'source ~/.mutt/rr'" */
static void
read_hook (RrmClientProfile *profile,
           RrmDocument *document,
           const Reader *first,
           const char *command)
{
  const char *name = strstr (command, "source ");
  g_autofree char *path = name != NULL ? g_strndup (name + 7, strcspn (name + 7, ";<\n")) : NULL;
  Reader reader = reader_new (profile, first->home);
  RrmDocument *other = NULL;

  for (guint i = 0; i < first->documents->len; i++)
    g_ptr_array_add (reader.documents, g_ptr_array_index (first->documents, i));
  if (path != NULL)
    other = load (&reader, document, g_strstrip (path));
  if (other != NULL)
    {
      add_sources (&reader, other);
      read_account (&reader, other);
    }
  reader_clear (&reader);
}

static void
read_hooks (RrmClientProfile *profile,
            const Reader *first)
{
  for (guint i = 0; i < first->documents->len; i++)
    {
      RrmDocument *document = g_ptr_array_index (first->documents, i);
      GPtrArray *settings = rrm_document_get_settings (document);

      for (guint j = 0; j < settings->len; j++)
        {
          const RrmSetting *setting = g_ptr_array_index (settings, j);

          if (g_str_equal (setting->key, "hook"))
            read_hook (profile, document, first, setting->value);
        }
    }
}

static void
forget (RrmClientProfile *profile)
{
  static const char *const keys[] = { "imappass", "poppass", "smtppass" };
  static const char *const urls[] = { "folder", "spoolfile", "pophost", "smtpurl" };

  for (guint i = 0; i < profile->documents->len; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (keys); j++)
        rrm_reader_forget (g_ptr_array_index (profile->documents, i), keys[j]);
      for (guint j = 0; j < G_N_ELEMENTS (urls); j++)
        rrm_reader_url_forget (g_ptr_array_index (profile->documents, i), urls[j]);
    }
}

static gboolean
read_file (RrmClientProfile *profile,
           GError **error)
{
  RrmDocument *document =
    rrm_client_profile_load (profile, &rrm_dialect_mutt, profile->path, error);
  g_autofree char *home = get_home (profile->path);
  Reader reader;

  if (document == NULL)
    return FALSE;
  reader = reader_new (profile, home);
  add_sources (&reader, document);
  read_account (&reader, document);
  read_hooks (profile, &reader);
  forget (profile);
  reader_clear (&reader);

  return TRUE;
}

static void
find_files (const RrmClientRoots *roots,
            GPtrArray *paths)
{
  static const char *const names[] = {
    ".muttrc",     ".mutt/muttrc",       ".config/mutt/muttrc",
    ".neomuttrc",  ".neomutt/neomuttrc", ".config/neomutt/neomuttrc",
    ".config/neomutt/muttrc", NULL,
  };

  rrm_reader_find (roots, names, paths);
}

static gboolean
recognize (const char *path)
{
  static const char *const names[] = { "*muttrc", NULL };

  return rrm_reader_is_named (path, names);
}

const RrmClient rrm_client_mutt = {
  .id = "mutt",
  .name = "mutt",
  .find = find_files,
  .recognize = recognize,
  .read = read_file,
};
