/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/adders.h"
#include "clients/evolution-set.h"
#include "clients/keys.h"
#include "clients/reader.h"

#include <string.h>

/* The sources of evolution-data-server: a file for each account, each identity and each outgoing
 * server, which name each other. What a file is called is its name there. */

#define SUFFIX RRM_EVOLUTION_SUFFIX

static const RrmReaderWord securities[] = {
  { "none", RRM_SECURITY_NONE },
  { "ssl-on-alternate-port", RRM_SECURITY_TLS },
  { "starttls-on-standard-port", RRM_SECURITY_STARTTLS },
  { NULL, 0 },
};

static const RrmReaderWord backends[] = {
  { "imapx", RRM_PROTOCOL_IMAP }, { "imap", RRM_PROTOCOL_IMAP }, { "pop", RRM_PROTOCOL_POP3 },
  { NULL, 0 },
};

/* "none" is the protocol's own way to log in, but for SMTP: no login. */
static const RrmReaderWord auths[] = {
  { "PLAIN", RRM_AUTH_PLAIN }, { "LOGIN", RRM_AUTH_LOGIN }, { "none", RRM_AUTH_LOGIN },
  { "CRAM-MD5", RRM_AUTH_CRAM_MD5 }, { "NTLM", RRM_AUTH_NTLM },
  { "SCRAM-SHA-256", RRM_AUTH_SCRAM_SHA_256 }, { NULL, 0 },
};

static const char *const other_auths[][2] = {
  { "XOAUTH2", "oauth2" }, { "Google", "oauth2" },   { "Outlook", "oauth2" },
  { "Yahoo", "oauth2" },   { "GSSAPI", "gssapi" },
};

static char *
get_uid (RrmDocument *document)
{
  char *name = g_path_get_basename (rrm_document_get_path (document));

  if (g_str_has_suffix (name, SUFFIX))
    name[strlen (name) - strlen (SUFFIX)] = '\0';

  return name;
}

static RrmServiceSettings *
read_server (RrmDocument *source,
             RrmProtocol protocol,
             char **other_auth)
{
  const char *method = rrm_document_get (source, "Authentication", "Method");
  RrmAuth auth = (RrmAuth) rrm_reader_look_up (auths, method, RRM_AUTH_AUTO);
  RrmSecurity security = (RrmSecurity) rrm_reader_look_up (
    securities, rrm_document_get (source, "Security", "Method"), RRM_SECURITY_NONE);

  for (guint i = 0; i < G_N_ELEMENTS (other_auths); i++)
    if (g_strcmp0 (other_auths[i][0], method) == 0)
      *other_auth = g_strdup (other_auths[i][1]);
  if (protocol == RRM_PROTOCOL_SMTP && (method == NULL || g_str_equal (method, "none")))
    auth = RRM_AUTH_NONE;

  return rrm_reader_server (protocol, rrm_document_get (source, "Authentication", "Host"),
                            rrm_document_get (source, "Authentication", "Port"), security,
                            rrm_document_get (source, "Authentication", "User"), auth);
}

/* "folder://UID/Sent%20Items", where the folder is one of the account. */
static char *
read_folder (const char *uri,
             const char *uid)
{
  g_autofree char *prefix = g_strdup_printf ("folder://%s/", uid);

  return uri != NULL && g_str_has_prefix (uri, prefix)
           ? rrm_reader_unescape (uri + strlen (prefix))
           : g_strdup ("");
}

static void
read_imap (RrmDocument *source,
           RrmAccount *account)
{
  static const char group[] = "Imapx Backend";

  if (rrm_reader_is_on (source, group, "UseNamespace"))
    rrm_account_set_root_folder (account, rrm_document_get (source, group, "Namespace"));
  if (rrm_reader_is_on (source, group, "UseRealTrashPath"))
    rrm_account_set_trash_folder (account, rrm_document_get (source, group, "RealTrashPath"));
  if (rrm_reader_is_on (source, group, "UseRealJunkPath"))
    rrm_account_set_junk_folder (account, rrm_document_get (source, group, "RealJunkPath"));
}

static void
read_pop3 (RrmDocument *source,
           RrmAccount *account)
{
  static const char group[] = "Pop Backend";
  gboolean keeps = rrm_reader_is_on (source, group, "KeepOnServer");

  rrm_account_set_leave_on_server (account, keeps);
  rrm_account_set_remove_after_days (
    account, rrm_reader_number (rrm_document_get (source, group, "DeleteAfterDays"), 0));
  rrm_account_set_remove_when_deleted (account,
                                       rrm_reader_is_on (source, group, "DeleteExpunged"));
}

static void
read_identity (RrmDocument *identity,
               RrmAccount *account,
               const char *uid)
{
  static const char group[] = "Mail Identity";
  g_autofree char *sent =
    read_folder (rrm_document_get (identity, "Mail Submission", "SentFolder"), uid);
  g_autofree char *drafts =
    read_folder (rrm_document_get (identity, "Mail Composition", "DraftsFolder"), uid);

  rrm_account_set_name (account, rrm_document_get (identity, group, "Name"));
  rrm_account_set_organization (account, rrm_document_get (identity, group, "Organization"));
  rrm_account_set_reply_address (account, rrm_document_get (identity, group, "ReplyTo"));
  rrm_account_set_sent_folder (account, sent);
  rrm_account_set_drafts_folder (account, drafts);
}

static gboolean
is_transport (RrmDocument *source)
{
  return g_str_equal (rrm_reader_text (source, "Mail Transport", "BackendName"), "smtp");
}

static void
read_transport (RrmClientProfile *profile,
                RrmDocument *source,
                const char *uid)
{
  g_autofree char *other_auth = NULL;
  g_autoptr (RrmServiceSettings) settings = read_server (source, RRM_PROTOCOL_SMTP, &other_auth);
  RrmClientEntry *entry =
    rrm_client_profile_add_entry (profile, uid, settings, source, "Authentication");

  entry->title = g_strdup (rrm_document_get (source, "Data Source", "DisplayName"));
  entry->other_auth = g_steal_pointer (&other_auth);
}

/* Several accounts may name the same outgoing server. */
static void
join_transport (RrmClientProfile *profile,
                RrmClientAccount *account,
                const char *uid)
{
  RrmDocument *source = rrm_evolution_find_source (profile, uid);

  if (source == NULL || !is_transport (source))
    return;
  if (rrm_client_profile_find_entry (profile, uid) == NULL)
    read_transport (profile, source, uid);
  rrm_reader_join (profile, account, uid);
}

/* The outgoing servers that no identity names. That of an account which is switched off is kept for
 * the day on which it is switched on again. */
static void
read_unnamed (RrmClientProfile *profile)
{
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < profile->documents->len; i++)
    g_hash_table_add (named, (gpointer) rrm_reader_text (g_ptr_array_index (profile->documents, i),
                                                         "Mail Submission", "TransportUid"));
  for (guint i = 0; i < profile->documents->len; i++)
    {
      RrmDocument *source = g_ptr_array_index (profile->documents, i);
      g_autofree char *uid = get_uid (source);

      if (is_transport (source) && !g_hash_table_contains (named, uid) &&
          profile->entries->len < RRM_READER_MAX_ACCOUNTS)
        read_transport (profile, source, uid);
    }
}

static void
read_account (RrmClientProfile *profile,
              RrmDocument *source)
{
  int protocol = rrm_reader_look_up (
    backends, rrm_document_get (source, "Mail Account", "BackendName"), -1);
  RrmDocument *identity =
    rrm_evolution_find_source (profile, rrm_reader_text (source, "Mail Account", "IdentityUid"));
  g_autofree char *uid = get_uid (source);
  g_autofree char *other_auth = NULL;
  g_autoptr (RrmServiceSettings) incoming = NULL;
  RrmClientAccount *account;

  /* Mail of this computer, search folders; an account that is switched off. */
  if (protocol < 0 || g_str_equal (rrm_reader_text (source, "Data Source", "Enabled"), "false"))
    return;
  incoming = read_server (source, (RrmProtocol) protocol, &other_auth);
  account = rrm_reader_add (
    profile, uid, identity != NULL ? rrm_document_get (identity, "Mail Identity", "Address") : NULL,
    incoming, source, "Authentication");
  if (account == NULL)
    return;
  account->other_auth = g_steal_pointer (&other_auth);
  if (protocol == RRM_PROTOCOL_IMAP)
    read_imap (source, account->account);
  else
    read_pop3 (source, account->account);
  if (identity == NULL)
    return;
  read_identity (identity, account->account, uid);
  join_transport (profile, account,
                  rrm_reader_text (identity, "Mail Submission", "TransportUid"));
}

static gboolean
read_sources (RrmClientProfile *profile,
              GError **error)
{
  g_autoptr (GPtrArray) names = rrm_reader_list (profile->path, SUFFIX);

  for (guint i = 0; i < names->len; i++)
    if (rrm_client_profile_load (profile, &rrm_dialect_key_file, g_ptr_array_index (names, i),
                                 error) == NULL)
      return FALSE;
  for (guint i = 0; i < profile->documents->len; i++)
    read_account (profile, g_ptr_array_index (profile->documents, i));
  read_unnamed (profile);

  return TRUE;
}

static void
find_sources (const RrmClientRoots *roots,
              GPtrArray *paths)
{
  static const char *const names[] = {
    ".config/evolution/sources",
    ".var/app/org.gnome.Evolution/config/evolution/sources",
    "evolution/sources",
    NULL,
  };

  rrm_reader_find (roots, names, paths);
}

static gboolean
recognize (const char *path)
{
  g_autoptr (GPtrArray) names = rrm_reader_list (path, SUFFIX);

  return names->len > 0;
}

/* The service runs as long as the desktop does. It holds the settings, too, and sees no change that
 * it is not told of. */
static gboolean
evolution_runs (const char *path)
{
  static const char *const window[] = { "evolution", NULL };
  static const char *const service[] = { RRM_EDS_PROCESS, NULL };

  return rrm_process_runs (path, window) ||
         (rrm_process_runs (path, service) && !rrm_eds_can_reload (path));
}

const RrmClient rrm_client_evolution = {
  .id = "evolution",
  .name = "Evolution",
  .find = find_sources,
  .recognize = recognize,
  .read = read_sources,
  .set = rrm_evolution_set,
  .split = rrm_evolution_split,
  .remove = rrm_evolution_remove,
  .is_running = evolution_runs,
  .tell_written = rrm_eds_reload,
  .can_add = rrm_eds_can_add,
  .add = rrm_eds_add,
  .take_out = rrm_eds_take_out,
};
