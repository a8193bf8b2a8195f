/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/keys.h"
#include "clients/reader.h"

#include <string.h>

/* The file of accounts that Claws Mail and Sylpheed share by descent. */

#define SECTION "Account: "

/* Since this version of the file Claws Mail counts the protocols without those that nobody uses. */
#define CLAWS_NEW_NUMBERS 1

static const RrmReaderWord old_protocols[] = {
  { "0", RRM_PROTOCOL_POP3 }, { "1", RRM_PROTOCOL_POP3 }, { "2", RRM_PROTOCOL_POP3 },
  { "3", RRM_PROTOCOL_IMAP }, { NULL, 0 },
};

static const RrmReaderWord new_protocols[] = {
  { "0", RRM_PROTOCOL_POP3 }, { "1", RRM_PROTOCOL_IMAP }, { NULL, 0 },
};

static const RrmReaderWord securities[] = {
  { "0", RRM_SECURITY_NONE }, { "1", RRM_SECURITY_TLS }, { "2", RRM_SECURITY_STARTTLS },
  { NULL, 0 },
};

/* Bits, of which one alone says something. */
static const RrmReaderWord claws_imap_auths[] = {
  { "1", RRM_AUTH_LOGIN }, { "2", RRM_AUTH_CRAM_MD5 }, { "64", RRM_AUTH_PLAIN },
  { "128", RRM_AUTH_LOGIN }, { "1024", RRM_AUTH_SCRAM_SHA_256 }, { NULL, 0 },
};

static const RrmReaderWord claws_smtp_auths[] = {
  { "1", RRM_AUTH_LOGIN }, { "2", RRM_AUTH_CRAM_MD5 }, { "16", RRM_AUTH_PLAIN }, { NULL, 0 },
};

static const RrmReaderWord sylpheed_imap_auths[] = {
  { "1", RRM_AUTH_LOGIN }, { "2", RRM_AUTH_CRAM_MD5 }, { "4", RRM_AUTH_PLAIN }, { NULL, 0 },
};

static const RrmReaderWord sylpheed_smtp_auths[] = {
  { "1", RRM_AUTH_LOGIN }, { "2", RRM_AUTH_CRAM_MD5 }, { "8", RRM_AUTH_PLAIN }, { NULL, 0 },
};

/* Where the two programs differ. */
typedef struct
{
  const RrmReaderWord *imap_auths;
  const RrmReaderWord *smtp_auths;
  const char *imap_oauth;
  const char *smtp_oauth;
} Dialect;

static const Dialect claws = { claws_imap_auths, claws_smtp_auths, "256", "32" };
static const Dialect sylpheed = { sylpheed_imap_auths, sylpheed_smtp_auths, "8", "16" };

typedef struct
{
  RrmClientProfile *profile;
  RrmDocument *document;
  const Dialect *dialect;
  /* Of an account that does not tell its own. */
  guint version;
} Reader;

/* One file can hold accounts of several versions: an old one beside those that are up to date. */
static int
read_protocol (Reader *reader,
               const char *section)
{
  const char *version = rrm_document_get (reader->document, section, "config_version");

  return rrm_reader_look_up (
    rrm_reader_number (version, reader->version) >= CLAWS_NEW_NUMBERS ? new_protocols
                                                                      : old_protocols,
    rrm_document_get (reader->document, section, "protocol"), -1);
}

static RrmServiceSettings *
read_server (Reader *reader,
             const char *section,
             RrmProtocol protocol,
             const char *host,
             RrmAuth auth)
{
  static const char *const names[RRM_N_PROTOCOLS] = { "imap", "pop", "smtp" };
  static const char *const clear_ports[RRM_N_PROTOCOLS] = { "143", "110", "25" };
  const char *name = names[protocol];
  RrmDocument *document = reader->document;
  g_autofree char *ssl = g_strconcat ("ssl_", name, NULL);
  g_autofree char *set = g_strconcat ("set_", name, "port", NULL);
  g_autofree char *port_key = g_strconcat (name, "_port", NULL);
  const char *user = rrm_reader_text (document, section, "user_id");
  const char *own = rrm_reader_text (document, section, "smtp_user_id");
  RrmSecurity security = (RrmSecurity) rrm_reader_look_up (
    securities, rrm_document_get (document, section, ssl), RRM_SECURITY_NONE);
  const char *port = security == RRM_SECURITY_TLS ? NULL : clear_ports[protocol];

  if (rrm_reader_is_on (document, section, set))
    port = rrm_document_get (document, section, port_key);
  if (protocol == RRM_PROTOCOL_SMTP && own[0] != '\0')
    user = own;

  return rrm_reader_server (protocol, rrm_document_get (document, section, host), port, security,
                            auth == RRM_AUTH_NONE ? own : user, auth);
}

static void
read_identity (RrmDocument *document,
               const char *section,
               RrmAccount *account)
{
  const char *days = rrm_document_get (document, section, "message_leave_time");
  gboolean removes = rrm_reader_is_on (document, section, "remove_mail");

  rrm_account_set_name (account, rrm_document_get (document, section, "name"));
  rrm_account_set_organization (account, rrm_document_get (document, section, "organization"));
  if (rrm_reader_is_on (document, section, "set_autoreplyto"))
    rrm_account_set_reply_address (account, rrm_document_get (document, section, "auto_replyto"));
  rrm_account_set_root_folder (account, rrm_document_get (document, section, "imap_directory"));
  /* "Removed after 0 days" is at once. */
  rrm_account_set_leave_on_server (account, !removes || rrm_reader_number (days, 0) > 0);
  rrm_account_set_remove_after_days (account, removes ? rrm_reader_number (days, 0) : 0);
}

static void
read_outgoing (Reader *reader,
               RrmClientAccount *account,
               const char *section)
{
  RrmDocument *document = reader->document;
  const char *number = rrm_document_get (document, section, "smtp_auth_method");
  gboolean signs_in = rrm_reader_is_on (document, section, "use_smtp_auth");
  RrmAuth auth = signs_in ? (RrmAuth) rrm_reader_look_up (reader->dialect->smtp_auths, number,
                                                          RRM_AUTH_AUTO)
                          : RRM_AUTH_NONE;
  g_autoptr (RrmServiceSettings)
    outgoing = read_server (reader, section, RRM_PROTOCOL_SMTP, "smtp_server", auth);
  RrmClientEntry *entry = rrm_reader_add_own (reader->profile, account, outgoing);

  if (signs_in && g_strcmp0 (number, reader->dialect->smtp_oauth) == 0)
    entry->other_auth = g_strdup ("oauth2");
  if (!signs_in && rrm_reader_is_on (document, section, "pop_before_smtp"))
    rrm_account_set_outgoing_login (account->account, RRM_OUTGOING_LOGIN_AFTER_INCOMING);
  entry->title = g_strdup (rrm_document_get (document, section, "account_name"));
  if (rrm_reader_has_secret (document, section, "smtp_password") ||
      account->stored == RRM_CLIENT_STORED_YES)
    entry->stored = RRM_CLIENT_STORED_YES;
  else
    entry->stored = account->stored;
}

static void
read_account (Reader *reader,
              const char *section,
              RrmClientStored unstored)
{
  RrmDocument *document = reader->document;
  const char *number = rrm_document_get (document, section, "imap_auth_method");
  int protocol = read_protocol (reader, section);
  gboolean imap = protocol == RRM_PROTOCOL_IMAP;
  g_autoptr (RrmServiceSettings) incoming = NULL;
  RrmClientAccount *account;

  /* News, mail of this computer, an account to send only. */
  if (protocol < 0)
    return;
  incoming = read_server (
    reader, section, (RrmProtocol) protocol, "receive_server",
    imap ? (RrmAuth) rrm_reader_look_up (reader->dialect->imap_auths, number, RRM_AUTH_AUTO)
         : RRM_AUTH_AUTO);
  account = rrm_reader_add (reader->profile, section + strlen (SECTION),
                            rrm_document_get (document, section, "address"), incoming, document,
                            section);
  if (account == NULL)
    return;
  if (imap && g_strcmp0 (number, reader->dialect->imap_oauth) == 0)
    account->other_auth = g_strdup ("oauth2");
  account->stored = rrm_reader_has_secret (document, section, "password") ? RRM_CLIENT_STORED_YES
                                                                          : unstored;
  read_identity (document, section, account->account);
  read_outgoing (reader, account, section);
}

static gboolean
read_accounts (Reader *reader,
               RrmClientStored unstored)
{
  GPtrArray *sections = rrm_document_get_sections (reader->document);

  for (guint i = 0; i < sections->len; i++)
    {
      const char *section = g_ptr_array_index (sections, i);

      if (g_str_has_prefix (section, SECTION))
        read_account (reader, section, unstored);
    }
  rrm_reader_forget (reader->document, "password");
  rrm_reader_forget (reader->document, "smtp_password");

  return TRUE;
}

static gboolean
read_sylpheed (RrmClientProfile *profile,
               GError **error)
{
  Reader reader = { profile, NULL, &sylpheed, 0 };

  reader.document = rrm_client_profile_load (profile, &rrm_dialect_ini, profile->path, error);

  return reader.document != NULL && read_accounts (&reader, RRM_CLIENT_STORED_NO);
}

/* The version of the settings beside the accounts. */
static guint
get_claws_version (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *file = g_build_filename (folder, "clawsrc", NULL);
  g_autoptr (RrmDocument) settings = rrm_document_load (&rrm_dialect_ini, file, NULL);

  return rrm_reader_number (
    settings != NULL ? rrm_document_get (settings, "Common", "config_version") : NULL,
    CLAWS_NEW_NUMBERS);
}

static gboolean
read_claws (RrmClientProfile *profile,
            GError **error)
{
  Reader reader = { profile, NULL, &claws, get_claws_version (profile->path) };
  g_autofree char *folder = g_path_get_dirname (profile->path);
  g_autofree char *passwords = g_build_filename (folder, "passwordstorerc", NULL);

  reader.document = rrm_client_profile_load (profile, &rrm_dialect_ini, profile->path, error);
  if (reader.document == NULL)
    return FALSE;

  return read_accounts (&reader, g_file_test (passwords, G_FILE_TEST_EXISTS)
                                   ? RRM_CLIENT_STORED_UNKNOWN
                                   : RRM_CLIENT_STORED_NO);
}

static void
find_claws (const RrmClientRoots *roots,
            GPtrArray *paths)
{
  static const char *const names[] = {
    ".claws-mail/accountrc",
    ".var/app/org.claws_mail.Claws-Mail/.claws-mail/accountrc",
    "AppData/Roaming/Claws-mail/accountrc",
    NULL,
  };

  rrm_reader_find (roots, names, paths);
}

static void
find_sylpheed (const RrmClientRoots *roots,
               GPtrArray *paths)
{
  static const char *const names[] = {
    ".sylpheed-2.0/accountrc",
    "AppData/Roaming/Sylpheed/accountrc",
    NULL,
  };

  rrm_reader_find (roots, names, paths);
}

/* The files have the same name; only one of them tells a version. */
static gboolean
is_of (const char *path,
       gboolean of_claws)
{
  static const char *const names[] = { "accountrc", NULL };
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *clawsrc = g_build_filename (folder, "clawsrc", NULL);
  g_autoptr (RrmDocument) document = NULL;
  GPtrArray *settings;
  gboolean is_claws = g_file_test (clawsrc, G_FILE_TEST_EXISTS);

  if (!rrm_reader_is_named (path, names))
    return FALSE;
  document = rrm_document_load (&rrm_dialect_ini, path, NULL);
  settings = document != NULL ? rrm_document_get_settings (document) : NULL;
  for (guint i = 0; settings != NULL && i < settings->len && !is_claws; i++)
    is_claws = g_str_equal (((RrmSetting *) g_ptr_array_index (settings, i))->key,
                            "config_version");

  return is_claws == of_claws;
}

static gboolean
recognize_claws (const char *path)
{
  return is_of (path, TRUE);
}

static gboolean
recognize_sylpheed (const char *path)
{
  return is_of (path, FALSE);
}

/* Where no name stands for the outgoing server, that of the incoming one and its password are used.
 * A name there, even the same, makes the program ask for a password of its own. */
static gboolean
set_setting (RrmClientProfile *profile,
             RrmClientAccount *account,
             const char *key,
             const char *value,
             GError **error)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (account->account);
  const char *own =
    rrm_reader_text (account->place.document, account->place.section, "smtp_user_id");

  if (g_str_equal (key, "outgoing.username") && own[0] == '\0' && incoming != NULL &&
      g_str_equal (rrm_service_settings_get_username (incoming), value))
    return TRUE;

  return rrm_keys_set (profile, account, key, value, error);
}

static gboolean
claws_mail_runs (const char *path)
{
  static const char *const names[] = { "claws-mail", NULL };

  return rrm_process_runs (path, names);
}

static gboolean
sylpheed_runs (const char *path)
{
  static const char *const names[] = { "sylpheed", NULL };

  return rrm_process_runs (path, names);
}

const RrmClient rrm_client_claws_mail = {
  .id = "claws-mail",
  .name = "Claws Mail",
  .find = find_claws,
  .recognize = recognize_claws,
  .read = read_claws,
  .set = set_setting,
  .is_running = claws_mail_runs,
};

const RrmClient rrm_client_sylpheed = {
  .id = "sylpheed",
  .name = "Sylpheed",
  .find = find_sylpheed,
  .recognize = recognize_sylpheed,
  .read = read_sylpheed,
  .set = set_setting,
  .is_running = sylpheed_runs,
};
