/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/keys.h"
#include "clients/reader.h"

#include <string.h>

/* msmtp, which only sends, and mpop, which only fetches: one grammar. */

#define DEFAULTS "defaults"
#define ACCOUNT "account "

/* How often an account may go on with another one, and with how many at once. */
#define MAX_DEPTH 4

typedef struct
{
  RrmClientProfile *profile;
  RrmDocument *document;
  /* The name of each account, and the section where it stands: "account home : common". */
  GHashTable *sections;
} Reader;

static const RrmReaderWord auths[] = {
  { "off", RRM_AUTH_NONE },          { "plain", RRM_AUTH_PLAIN },
  { "login", RRM_AUTH_LOGIN },       { "user", RRM_AUTH_LOGIN },
  { "cram-md5", RRM_AUTH_CRAM_MD5 }, { "scram-sha-256", RRM_AUTH_SCRAM_SHA_256 },
  { "ntlm", RRM_AUTH_NTLM },         { NULL, 0 },
};

static char *
get_name (const char *section)
{
  const char *name = section + strlen (ACCOUNT);

  return g_strstrip (g_strndup (name, strcspn (name, ":")));
}

static const char *
get_inherited (Reader *reader,
               const char *account,
               const char *key,
               guint depth)
{
  const char *section = g_hash_table_lookup (reader->sections, account);
  const char *value = section != NULL ? rrm_document_get (reader->document, section, key) : NULL;
  const char *list = section != NULL ? strchr (section, ':') : NULL;
  g_auto (GStrv) parents = NULL;

  if (value != NULL || list == NULL || depth >= MAX_DEPTH)
    return value;
  parents = g_strsplit (list + 1, ",", MAX_DEPTH);
  /* The last one has the last word. */
  for (guint i = g_strv_length (parents); i > 0 && value == NULL; i--)
    value = get_inherited (reader, g_strstrip (parents[i - 1]), key, depth + 1);

  return value;
}

/* What an account says, what those say that it goes on with, or what all say. */
static const char *
get (Reader *reader,
     const char *account,
     const char *key)
{
  const char *value = get_inherited (reader, account, key, 0);

  return value != NULL ? value : rrm_document_get (reader->document, DEFAULTS, key);
}

/* A switch that stands alone is on. */
static gboolean
is_on (Reader *reader,
       const char *account,
       const char *key,
       gboolean otherwise)
{
  const char *value = get (reader, account, key);

  return value != NULL ? !g_str_equal (value, "off") : otherwise;
}

static RrmServiceSettings *
read_server (Reader *reader,
             const char *account,
             RrmProtocol protocol,
             char **other_auth)
{
  const char *auth = get (reader, account, "auth");
  const char *port = get (reader, account, "port");
  RrmSecurity security = RRM_SECURITY_NONE;

  if (is_on (reader, account, "tls", FALSE))
    security = is_on (reader, account, "tls_starttls", TRUE) ? RRM_SECURITY_STARTTLS
                                                               : RRM_SECURITY_TLS;
  if (port == NULL && protocol == RRM_PROTOCOL_SMTP && security != RRM_SECURITY_TLS)
    port = "25";
  if (auth == NULL)
    auth = protocol == RRM_PROTOCOL_SMTP ? "off" : "on";
  if (g_str_equal (auth, "oauthbearer") || g_str_equal (auth, "xoauth2"))
    *other_auth = g_strdup ("oauth2");
  else if (g_str_equal (auth, "gssapi"))
    *other_auth = g_strdup ("gssapi");

  return rrm_reader_server (protocol, get (reader, account, "host"), port, security,
                            get (reader, account, "user"),
                            (RrmAuth) rrm_reader_look_up (auths, auth, RRM_AUTH_AUTO));
}

/* Which account is meant where none is named: it has that name, or that name goes on with it. */
static gboolean
is_default (Reader *reader,
            const char *name)
{
  const char *section = g_hash_table_lookup (reader->sections, "default");
  const char *list = section != NULL ? strchr (section, ':') : NULL;
  g_autofree char *parent = list != NULL ? g_strstrip (g_strdup (list + 1)) : NULL;

  return g_str_equal (name, "default") || g_strcmp0 (parent, name) == 0;
}

static void
read_outgoing (Reader *reader,
               const char *name,
               const char *section,
               RrmClientStored stored)
{
  g_autofree char *other_auth = NULL;
  g_autoptr (RrmServiceSettings)
    settings = read_server (reader, name, RRM_PROTOCOL_SMTP, &other_auth);
  const char *from = get (reader, name, "from");
  const char *username = rrm_service_settings_get_username (settings);
  RrmClientAccount *account = rrm_reader_add (
    reader->profile, name, from != NULL || strchr (username, '@') == NULL ? from : username, NULL,
    reader->document, section);
  RrmClientEntry *entry;

  if (account == NULL)
    return;
  entry = rrm_reader_add_own (reader->profile, account, settings);
  entry->other_auth = g_steal_pointer (&other_auth);
  entry->stored = stored;
  entry->is_default = is_default (reader, name);
}

static void
read_incoming (Reader *reader,
               const char *name,
               const char *section,
               RrmClientStored stored)
{
  g_autofree char *other_auth = NULL;
  g_autoptr (RrmServiceSettings)
    settings = read_server (reader, name, RRM_PROTOCOL_POP3, &other_auth);
  RrmClientAccount *account =
    rrm_reader_add (reader->profile, name, NULL, settings, reader->document, section);

  if (account == NULL)
    return;
  account->other_auth = g_steal_pointer (&other_auth);
  account->stored = stored;
  rrm_account_set_leave_on_server (account->account, is_on (reader, name, "keep", FALSE));
}

static void
read_account (Reader *reader,
              const char *section,
              gboolean sends)
{
  g_autofree char *name = get_name (section);
  RrmClientStored stored = RRM_CLIENT_STORED_UNKNOWN;

  /* "account default : home" is a second name. */
  if (g_str_equal (name, "default") && rrm_document_get (reader->document, section, "host") == NULL)
    return;
  if (get (reader, name, "host") == NULL)
    return;
  if (get (reader, name, "password") != NULL)
    stored = RRM_CLIENT_STORED_YES;
  (sends ? read_outgoing : read_incoming) (reader, name, section, stored);
}

static void
read_accounts (Reader *reader,
               gboolean sends)
{
  GPtrArray *sections = rrm_document_get_sections (reader->document);

  for (guint i = 0; i < sections->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (sections, i), ACCOUNT))
      g_hash_table_insert (reader->sections, get_name (g_ptr_array_index (sections, i)),
                           g_ptr_array_index (sections, i));
  for (guint i = 0; i < sections->len && reader->profile->accounts->len < RRM_READER_MAX_ACCOUNTS;
       i++)
    if (g_str_has_prefix (g_ptr_array_index (sections, i), ACCOUNT))
      read_account (reader, g_ptr_array_index (sections, i), sends);
  rrm_reader_forget (reader->document, "password");
}

static gboolean
read_file (RrmClientProfile *profile,
           gboolean sends,
           GError **error)
{
  Reader reader = { profile, NULL, NULL };

  reader.document = rrm_client_profile_load (profile, &rrm_dialect_msmtp, profile->path, error);
  if (reader.document == NULL)
    return FALSE;
  reader.sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read_accounts (&reader, sends);
  g_hash_table_unref (reader.sections);

  return TRUE;
}

static gboolean
read_msmtp (RrmClientProfile *profile,
            GError **error)
{
  return read_file (profile, TRUE, error);
}

static gboolean
read_mpop (RrmClientProfile *profile,
           GError **error)
{
  return read_file (profile, FALSE, error);
}

static void
find_msmtp (const RrmClientRoots *roots,
            GPtrArray *paths)
{
  static const char *const names[] = { ".msmtprc", ".config/msmtp/config", NULL };

  rrm_reader_find (roots, names, paths);
}

static void
find_mpop (const RrmClientRoots *roots,
           GPtrArray *paths)
{
  static const char *const names[] = { ".mpoprc", ".config/mpop/config", NULL };

  rrm_reader_find (roots, names, paths);
}

static gboolean
recognize_msmtp (const char *path)
{
  static const char *const names[] = { ".msmtprc", "msmtprc", NULL };

  return rrm_reader_is_named (path, names) || rrm_reader_is_in (path, "msmtp", "config");
}

static gboolean
recognize_mpop (const char *path)
{
  static const char *const names[] = { ".mpoprc", "mpoprc", NULL };

  return rrm_reader_is_named (path, names) || rrm_reader_is_in (path, "mpop", "config");
}

/* What runs goes on with what it has read. */
static gboolean
msmtp_runs (const char *path)
{
  static const char *const names[] = { "msmtp", NULL };

  return rrm_process_runs (path, names);
}

static gboolean
mpop_runs (const char *path)
{
  static const char *const names[] = { "mpop", NULL };

  return rrm_process_runs (path, names);
}

const RrmClient rrm_client_msmtp = {
  .id = "msmtp",
  .name = "msmtp",
  .find = find_msmtp,
  .recognize = recognize_msmtp,
  .read = read_msmtp,
  .set = rrm_keys_set_msmtp,
  .is_running = msmtp_runs,
};

const RrmClient rrm_client_mpop = {
  .id = "mpop",
  .name = "mpop",
  .find = find_mpop,
  .recognize = recognize_mpop,
  .read = read_mpop,
  .set = rrm_keys_set_msmtp,
  .is_running = mpop_runs,
};
