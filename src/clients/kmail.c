/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/keys.h"
#include "clients/kmail-set.h"
#include "clients/reader.h"

#include <string.h>

/* KMail: a file for each incoming server, one for all outgoing ones, one for all identities. No
 * file says which identity belongs to which incoming server, but for IMAP with one of its own. */

#define IMAP_PREFIX "akonadi_imap_resource_"
#define POP3_PREFIX "akonadi_pop3_resource_"
#define TRANSPORT RRM_KMAIL_TRANSPORT
#define IDENTITY "Identity #"

static const RrmReaderWord securities[] = {
  { "None", RRM_SECURITY_NONE },
  { "SSL", RRM_SECURITY_TLS },
  { "STARTTLS", RRM_SECURITY_STARTTLS },
  { "TLS", RRM_SECURITY_STARTTLS },
  { NULL, 0 },
};

/* The incoming servers have the place in the list, the outgoing ones the word. */
static const RrmReaderWord auths[] = {
  { "0", RRM_AUTH_LOGIN },    { "1", RRM_AUTH_PLAIN },    { "2", RRM_AUTH_CRAM_MD5 },
  { "5", RRM_AUTH_NTLM },     { "7", RRM_AUTH_LOGIN },    { "LOGIN", RRM_AUTH_LOGIN },
  { "PLAIN", RRM_AUTH_PLAIN }, { "CRAM_MD5", RRM_AUTH_CRAM_MD5 }, { "NTLM", RRM_AUTH_NTLM },
  { NULL, 0 },
};

typedef struct
{
  RrmClientProfile *profile;
  /* All may be missing. */
  RrmDocument *transports;
  RrmDocument *identities;
} Reader;

static char *
get_other_auth (const char *word)
{
  if (g_strcmp0 (word, "9") == 0 || g_strcmp0 (word, "XOAUTH2") == 0)
    return g_strdup ("oauth2");
  if (g_strcmp0 (word, "4") == 0 || g_strcmp0 (word, "GSSAPI") == 0)
    return g_strdup ("gssapi");

  return NULL;
}

static void
read_transport (Reader *reader,
                const char *section)
{
  RrmDocument *document = reader->transports;
  const char *word = rrm_document_get (document, section, "authtype");
  const char *id = rrm_reader_text (document, section, "id");
  gboolean signs_in = rrm_reader_is_on (document, section, "auth");
  RrmSecurity security = (RrmSecurity) rrm_reader_look_up (
    securities, rrm_document_get (document, section, "encryption"), RRM_SECURITY_NONE);
  const char *port = rrm_document_get (document, section, "port");
  g_autoptr (RrmServiceSettings) settings = NULL;
  RrmClientEntry *entry;

  if (id[0] == '\0' || rrm_document_get (document, section, "host") == NULL ||
      reader->profile->entries->len >= RRM_READER_MAX_ACCOUNTS ||
      rrm_client_profile_find_entry (reader->profile, id) != NULL)
    return;
  settings = rrm_reader_server (
    RRM_PROTOCOL_SMTP, rrm_document_get (document, section, "host"),
    port != NULL || security == RRM_SECURITY_TLS ? port : "25", security,
    signs_in ? rrm_document_get (document, section, "user") : NULL,
    signs_in ? (RrmAuth) rrm_reader_look_up (auths, word, RRM_AUTH_AUTO) : RRM_AUTH_NONE);
  entry = rrm_client_profile_add_entry (reader->profile, id, settings, document, section);
  entry->title = g_strdup (rrm_document_get (document, section, "name"));
  entry->other_auth = signs_in ? get_other_auth (word) : NULL;
  entry->is_default = g_str_equal (id, rrm_reader_text (document, "General", "default-transport"));
}

static void
read_transports (Reader *reader)
{
  GPtrArray *sections;

  if (reader->transports == NULL)
    return;
  sections = rrm_document_get_sections (reader->transports);
  for (guint i = 0; i < sections->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (sections, i), TRANSPORT))
      read_transport (reader, g_ptr_array_index (sections, i));
}

/**
 * rrm_kmail_find_identity:
 * @identities: (nullable): the file of the identities
 * @uoid: (nullable): the number of one
 * @username: a name that signs in
 *
 * Returns: (transfer none) (nullable): the identity that has the number, one whose address is the
 *   user name, the only one
 */
const char *
rrm_kmail_find_identity (RrmDocument *identities,
                         const char *uoid,
                         const char *username)
{
  GPtrArray *sections;
  const char *same_address = NULL;
  const char *only = NULL;
  guint n = 0;

  if (identities == NULL)
    return NULL;
  sections = rrm_document_get_sections (identities);
  for (guint i = 0; i < sections->len; i++)
    {
      const char *section = g_ptr_array_index (sections, i);

      if (!g_str_has_prefix (section, IDENTITY))
        continue;
      if (uoid != NULL &&
          g_str_equal (rrm_reader_text (identities, section, "uoid"), uoid))
        return section;
      if (same_address == NULL &&
          g_ascii_strcasecmp (rrm_reader_text (identities, section, "Email Address"), username) ==
            0)
        same_address = section;
      only = n++ == 0 ? section : NULL;
    }

  return same_address != NULL ? same_address : only;
}

static void
join_identity (Reader *reader,
               RrmClientAccount *account,
               const char *section)
{
  RrmDocument *document = reader->identities;
  const char *transport = rrm_document_get (document, section, "Transport");
  const char *address = rrm_reader_text (document, section, "Email Address");

  if (address[0] != '\0')
    rrm_account_set_address (account->account, address);
  rrm_account_set_name (account->account, rrm_document_get (document, section, "Name"));
  rrm_account_set_organization (account->account,
                                rrm_document_get (document, section, "Organization"));
  rrm_account_set_reply_address (account->account,
                                 rrm_document_get (document, section, "Reply-To Address"));
  if (transport == NULL && reader->transports != NULL)
    {
      transport = rrm_document_get (reader->transports, "General", "default-transport");
      account->by_default = TRUE;
    }
  rrm_reader_join (reader->profile, account, transport);
}

static RrmServiceSettings *
read_imap (RrmDocument *document)
{
  static const char group[] = "network";
  const char *word = rrm_document_get (document, group, "Authentication");

  return rrm_reader_server (
    RRM_PROTOCOL_IMAP, rrm_document_get (document, group, "ImapServer"),
    rrm_document_get (document, group, "ImapPort"),
    (RrmSecurity) rrm_reader_look_up (securities, rrm_document_get (document, group, "Safety"),
                                      RRM_SECURITY_STARTTLS),
    rrm_document_get (document, group, "UserName"),
    (RrmAuth) rrm_reader_look_up (auths, word, RRM_AUTH_AUTO));
}

static RrmServiceSettings *
read_pop3 (RrmDocument *document)
{
  static const char group[] = "General";
  const char *word = rrm_document_get (document, group, "authenticationMethod");
  RrmSecurity security = RRM_SECURITY_NONE;

  if (rrm_reader_is_on (document, group, "useSSL"))
    security = RRM_SECURITY_TLS;
  else if (rrm_reader_is_on (document, group, "useTLS"))
    security = RRM_SECURITY_STARTTLS;

  return rrm_reader_server (RRM_PROTOCOL_POP3, rrm_document_get (document, group, "host"),
                            rrm_document_get (document, group, "port"), security,
                            rrm_document_get (document, group, "login"),
                            (RrmAuth) rrm_reader_look_up (auths, word, RRM_AUTH_AUTO));
}

static void
read_resource (Reader *reader,
               RrmDocument *document,
               gboolean imap)
{
  const char *group = imap ? "network" : "General";
  g_autofree char *id = g_path_get_basename (rrm_document_get_path (document));
  g_autoptr (RrmServiceSettings) incoming = imap ? read_imap (document) : read_pop3 (document);
  RrmClientAccount *account;
  const char *identity;

  if (rrm_service_settings_get_host (incoming)[0] == '\0')
    return;
  account = rrm_reader_add (reader->profile, id, NULL, incoming, document, group);
  if (account == NULL)
    return;
  account->other_auth = get_other_auth (
    rrm_document_get (document, group, imap ? "Authentication" : "authenticationMethod"));
  if (!imap)
    {
      rrm_account_set_leave_on_server (account->account,
                                       rrm_reader_is_on (document, group, "leaveOnServer"));
      rrm_account_set_remove_after_days (
        account->account,
        rrm_reader_number (rrm_document_get (document, group, "leaveOnServerDays"), 0));
    }
  identity = rrm_kmail_find_identity (
    reader->identities, rrm_document_get (document, "network", "AccountIdentity"),
    rrm_service_settings_get_username (incoming));
  if (identity != NULL)
    join_identity (reader, account, identity);
}

static gboolean
read_resources (Reader *reader,
                const char *folder,
                GError **error)
{
  g_autoptr (GPtrArray) names = rrm_reader_list (folder, "rc");

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *name = g_path_get_basename (g_ptr_array_index (names, i));
      gboolean imap = g_str_has_prefix (name, IMAP_PREFIX);
      RrmDocument *document;

      if (!imap && !g_str_has_prefix (name, POP3_PREFIX))
        continue;
      document = rrm_client_profile_load (reader->profile, &rrm_dialect_key_file,
                                          g_ptr_array_index (names, i), error);
      if (document == NULL)
        return FALSE;
      read_resource (reader, document, imap);
    }

  return TRUE;
}

static RrmDocument *
load_beside (RrmClientProfile *profile,
             const char *name)
{
  g_autofree char *folder = g_path_get_dirname (profile->path);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return rrm_client_profile_load (profile, &rrm_dialect_key_file, path, NULL);
}

static gboolean
read_files (RrmClientProfile *profile,
            GError **error)
{
  Reader reader = { profile, NULL, NULL };
  g_autofree char *folder = g_path_get_dirname (profile->path);

  reader.transports = rrm_client_profile_load (profile, &rrm_dialect_key_file, profile->path,
                                               error);
  if (reader.transports == NULL)
    return FALSE;
  reader.identities = load_beside (profile, "emailidentities");
  read_transports (&reader);

  return read_resources (&reader, folder, error);
}

static void
find_files (const RrmClientRoots *roots,
            GPtrArray *paths)
{
  static const char *const names[] = {
    ".config/mailtransports",
    ".var/app/org.kde.kmail2/config/mailtransports",
    ".var/app/org.kde.kontact/config/mailtransports",
    "snap/kontact/current/.config/mailtransports",
    "mailtransports",
    NULL,
  };

  rrm_reader_find (roots, names, paths);
}

static gboolean
recognize (const char *path)
{
  static const char *const names[] = { "mailtransports", NULL };

  return rrm_reader_is_named (path, names);
}

/* Its services hold the settings, too, and would write over the change. */
static gboolean
kmail_runs (const char *path)
{
  static const char *const names[] = { "kmail", "kontact", "akonadi_control", "akonadiserver",
                                       NULL };

  return rrm_process_runs (path, names);
}

const RrmClient rrm_client_kmail = {
  .id = "kmail",
  .name = "KMail",
  .find = find_files,
  .recognize = recognize,
  .read = read_files,
  .set = rrm_kmail_set,
  .split = rrm_kmail_split,
  .is_running = kmail_runs,
};
