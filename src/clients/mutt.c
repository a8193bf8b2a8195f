/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/dialect-mutt.h"
#include "clients/keys.h"
#include "clients/mutt-files.h"
#include "clients/reader.h"
#include "clients/url.h"

#include <string.h>

/* mutt and NeoMutt: one file that names others. What a hook names is an account of its own, which
 * goes on with what the first file says. */

static const RrmReaderWord auths[] = {
  { "plain", RRM_AUTH_PLAIN },       { "login", RRM_AUTH_LOGIN },
  { "user", RRM_AUTH_LOGIN },        { "cram-md5", RRM_AUTH_CRAM_MD5 },
  { "ntlm", RRM_AUTH_NTLM },         { "scram-sha-256", RRM_AUTH_SCRAM_SHA_256 },
  { NULL, 0 },
};

typedef struct
{
  RrmClientProfile *profile;
  RrmMuttFiles *files;
  /* The folder at the server that all others are in. */
  char *root;
} Reader;

static const char *
get (Reader *reader,
     const char *key)
{
  return rrm_mutt_files_get (reader->files, key);
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

  return rrm_mutt_files_is (reader->files, "sslstarttls", "no") &&
             !rrm_mutt_files_is (reader->files, "sslforcetls", "yes")
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
read_header (const char *header,
             RrmAccount *account)
{
  const char *colon = strchr (header, ':');
  g_autofree char *value = colon != NULL ? g_strstrip (g_strdup (colon + 1)) : NULL;

  if (value == NULL)
    return;
  if (g_ascii_strncasecmp (header, "Reply-To:", 9) == 0)
    rrm_account_set_reply_address (account, value);
  else if (g_ascii_strncasecmp (header, "Organization:", 13) == 0)
    rrm_account_set_organization (account, value);
  else if (g_ascii_strncasecmp (header, "From:", 5) == 0)
    rrm_reader_set_mailbox (account, value);
}

static void
read_headers (Reader *reader,
              RrmAccount *account)
{
  for (guint i = 0; i < rrm_mutt_files_get_n (reader->files); i++)
    {
      const RrmMuttPlace *place = rrm_mutt_files_get_nth (reader->files, i);

      if (g_str_equal (place->setting->key, "my_hdr"))
        read_header (place->setting->value, account);
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

/* The folder-hook or account-hook that names another file is an account. */
static void
read_hook (const Reader *first,
           RrmDocument *document,
           const RrmMuttPlace *place)
{
  g_autofree char *path = rrm_mutt_get_hooked (place->setting);
  RrmDocument *other =
    path != NULL ? rrm_mutt_files_load (first->files, place->document, path) : NULL;
  Reader reader = { first->profile, NULL, NULL };

  if (other == NULL)
    return;
  reader.files = rrm_mutt_files_new (first->profile);
  rrm_mutt_files_add (reader.files, document);
  rrm_mutt_files_add (reader.files, other);
  read_account (&reader, other);
  rrm_mutt_files_free (reader.files);
  g_free (reader.root);
}

static void
read_hooks (const Reader *first,
            RrmDocument *document)
{
  guint n = 0;

  for (guint i = 0; i < rrm_mutt_files_get_n (first->files) && n < RRM_READER_MAX_ACCOUNTS; i++)
    {
      const RrmMuttPlace *place = rrm_mutt_files_get_nth (first->files, i);

      if (!g_str_equal (place->setting->key, "hook"))
        continue;
      n++;
      read_hook (first, document, place);
    }
}

static gboolean
read_file (RrmClientProfile *profile,
           GError **error)
{
  RrmDocument *document =
    rrm_client_profile_load (profile, &rrm_dialect_mutt, profile->path, error);
  Reader reader = { profile, NULL, NULL };

  if (document == NULL)
    return FALSE;
  rrm_mutt_load_all (profile);
  reader.files = rrm_mutt_files_new (profile);
  rrm_mutt_files_add (reader.files, document);
  read_account (&reader, document);
  read_hooks (&reader, document);
  rrm_mutt_forget (profile);
  rrm_mutt_files_free (reader.files);
  g_free (reader.root);

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

/* What runs goes on with what it has read. */
static gboolean
mutt_runs (const char *path)
{
  static const char *const names[] = { "mutt", "neomutt", NULL };

  return rrm_process_runs (path, names);
}

const RrmClient rrm_client_mutt = {
  .id = "mutt",
  .name = "mutt",
  .find = find_files,
  .recognize = recognize,
  .read = read_file,
  .set = rrm_mutt_set,
  .is_running = mutt_runs,
};
