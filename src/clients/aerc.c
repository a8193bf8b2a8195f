/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/aerc-set.h"
#include "clients/keys.h"
#include "clients/reader.h"
#include "clients/url.h"

#include <string.h>

/* aerc: a section for each account, with the servers as URLs. */

/* What stands behind the plus signs of a scheme. */
static const RrmReaderWord auths[] = {
  { "none", RRM_AUTH_NONE },
  { "plain", RRM_AUTH_PLAIN },
  { "login", RRM_AUTH_LOGIN },
  { NULL, 0 },
};

static char *
read_value (RrmDocument *document,
            const char *section,
            const char *key)
{
  const char *value = rrm_reader_text (document, section, key);
  gsize from;
  gsize to;

  rrm_aerc_find_value (value, &from, &to);

  return g_strndup (value + from, to - from);
}

/* Version 0.14 had a switch for STARTTLS; later ones use it wherever nothing else is said. */
static RrmSecurity
read_security (RrmDocument *document,
               const char *section,
               char **scheme)
{
  if (g_str_has_suffix (scheme[0], "s"))
    return RRM_SECURITY_TLS;
  if (g_strv_contains ((const char *const *) scheme, "insecure"))
    return RRM_SECURITY_NONE;
  if (g_str_equal (scheme[0], "smtp") &&
      rrm_document_get (document, section, "smtp-starttls") != NULL &&
      !rrm_reader_is_on (document, section, "smtp-starttls"))
    return RRM_SECURITY_NONE;

  return RRM_SECURITY_STARTTLS;
}

static RrmServiceSettings *
read_server (RrmDocument *document,
             const char *section,
             RrmProtocol protocol,
             char **other_auth)
{
  g_autofree char *text =
    read_value (document, section, protocol == RRM_PROTOCOL_SMTP ? "outgoing" : "source");
  g_autoptr (RrmReaderUrl) url = rrm_reader_url_parse (text);
  g_auto (GStrv) scheme = NULL;
  RrmAuth auth = RRM_AUTH_AUTO;

  /* Mail of this computer, a command that sends. */
  if (url == NULL ||
      !g_str_has_prefix (url->scheme, protocol == RRM_PROTOCOL_SMTP ? "smtp" : "imap"))
    return NULL;
  scheme = g_strsplit (url->scheme, "+", 4);
  for (guint i = 1; scheme[i] != NULL; i++)
    {
      auth = (RrmAuth) rrm_reader_look_up (auths, scheme[i], (int) auth);
      if (g_str_equal (scheme[i], "oauthbearer") || g_str_equal (scheme[i], "xoauth2"))
        *other_auth = g_strdup ("oauth2");
      if (*other_auth != NULL)
        break;
    }
  if (protocol == RRM_PROTOCOL_SMTP && url->username == NULL)
    auth = RRM_AUTH_NONE;

  return rrm_reader_server (protocol, url->host, url->port,
                            read_security (document, section, scheme), url->username, auth);
}

static RrmClientStored
has_password (RrmDocument *document,
              const char *section,
              const char *key)
{
  return rrm_reader_url_has_password (rrm_document_get (document, section, key))
           ? RRM_CLIENT_STORED_YES
           : RRM_CLIENT_STORED_UNKNOWN;
}

static void
read_account (RrmClientProfile *profile,
              RrmDocument *document,
              const char *section)
{
  g_autofree char *other_in = NULL;
  g_autofree char *other_out = NULL;
  g_autoptr (RrmServiceSettings)
    incoming = read_server (document, section, RRM_PROTOCOL_IMAP, &other_in);
  g_autoptr (RrmServiceSettings)
    outgoing = read_server (document, section, RRM_PROTOCOL_SMTP, &other_out);
  g_autofree char *from = read_value (document, section, "from");
  g_autofree char *sent = read_value (document, section, "copy-to");
  g_autofree char *drafts = read_value (document, section, "postpone");
  RrmClientAccount *account;
  RrmClientEntry *entry;

  if (incoming == NULL && outgoing == NULL)
    return;
  account = rrm_reader_add (profile, section, NULL, incoming, document, section);
  if (account == NULL)
    return;
  account->other_auth = g_steal_pointer (&other_in);
  account->stored = has_password (document, section, "source");
  rrm_reader_set_mailbox (account->account, from);
  rrm_account_set_sent_folder (account->account, sent);
  rrm_account_set_drafts_folder (account->account, drafts);
  if (outgoing == NULL)
    return;
  entry = rrm_reader_add_own (profile, account, outgoing);
  entry->other_auth = g_steal_pointer (&other_out);
  entry->stored = has_password (document, section, "outgoing");
}

static gboolean
read_file (RrmClientProfile *profile,
           GError **error)
{
  RrmDocument *document =
    rrm_client_profile_load (profile, &rrm_dialect_python, profile->path, error);
  GPtrArray *sections;

  if (document == NULL)
    return FALSE;
  sections = rrm_document_get_sections (document);
  for (guint i = 0; i < sections->len; i++)
    read_account (profile, document, g_ptr_array_index (sections, i));
  rrm_aerc_forget (document);

  return TRUE;
}

static void
find_files (const RrmClientRoots *roots,
            GPtrArray *paths)
{
  static const char *const names[] = { ".config/aerc/accounts.conf", "aerc/accounts.conf", NULL };

  rrm_reader_find (roots, names, paths);
}

/* Other programs have a file of this name, too. */
static gboolean
recognize (const char *path)
{
  static const char *const names[] = { "accounts.conf", NULL };

  return rrm_reader_is_named (path, names) &&
         rrm_reader_holds (path, &rrm_dialect_python, "source");
}

/* What runs goes on with what it has read. */
static gboolean
aerc_runs (const char *path)
{
  static const char *const names[] = { "aerc", NULL };

  return rrm_process_runs (path, names);
}

const RrmClient rrm_client_aerc = {
  .id = "aerc",
  .name = "aerc",
  .find = find_files,
  .recognize = recognize,
  .read = read_file,
  .set = rrm_aerc_set,
  .is_running = aerc_runs,
};
