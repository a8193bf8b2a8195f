/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/dialect-xml.h"
#include "clients/reader.h"

#include <string.h>

/* The settings file of K-9 Mail and Thunderbird for Android. */

#define ACCOUNT "k9settings/accounts/account"

static const RrmReaderWord protocols[] = {
  { "IMAP", RRM_PROTOCOL_IMAP }, { "POP3", RRM_PROTOCOL_POP3 }, { NULL, 0 },
};

static const RrmReaderWord securities[] = {
  { "NONE", RRM_SECURITY_NONE },
  { "SSL_TLS_REQUIRED", RRM_SECURITY_TLS },
  { "STARTTLS_REQUIRED", RRM_SECURITY_STARTTLS },
  { NULL, 0 },
};

static const RrmReaderWord auths[] = {
  { "PLAIN", RRM_AUTH_AUTO },
  { "CRAM_MD5", RRM_AUTH_CRAM_MD5 },
  { "NONE", RRM_AUTH_NONE },
  { NULL, 0 },
};

static const RrmReaderWord other_auths[] = { { "XOAUTH2", 0 }, { "EXTERNAL", 1 }, { NULL, 0 } };

static RrmServiceSettings *
read_server (RrmDocument *document,
             const char *section,
             RrmProtocol protocol,
             char **other_auth)
{
  static const char *const words[] = { "oauth2", "certificate" };
  const char *word = rrm_document_get (document, section, "authentication-type");
  const char *username = rrm_reader_text (document, section, "username");
  int other = rrm_reader_look_up (other_auths, word, -1);
  RrmAuth auth = (RrmAuth) rrm_reader_look_up (auths, word, RRM_AUTH_AUTO);
  RrmSecurity security = (RrmSecurity) rrm_reader_look_up (
    securities, rrm_document_get (document, section, "connection-security"), RRM_SECURITY_NONE);

  if (other >= 0)
    *other_auth = g_strdup (words[other]);
  /* Older versions left the user name out instead. */
  if (protocol == RRM_PROTOCOL_SMTP && username[0] == '\0' && other < 0)
    auth = RRM_AUTH_NONE;

  return rrm_reader_server (protocol, rrm_document_get (document, section, "host"),
                            rrm_document_get (document, section, "port"), security, username, auth);
}

static char *
get_identity (const char *section,
              guint index)
{
  return index == 1 ? g_strconcat (section, "/identities/identity", NULL)
                    : g_strdup_printf ("%s/identities/identity#%u", section, index);
}

static void
read_identity (RrmDocument *document,
               const char *section,
               const char *identity,
               RrmAccount *account)
{
  g_autofree char *identity_settings = g_strconcat (identity, "/settings", NULL);
  g_autofree char *settings = g_strconcat (section, "/settings", NULL);
  g_autofree char *extra = g_strconcat (section, "/incoming-server/extra", NULL);
  const char *policy = rrm_reader_text (document, settings, "deletePolicy");

  rrm_account_set_address (account, rrm_reader_text (document, identity, "email"));
  rrm_account_set_name (account, rrm_document_get (document, identity, "name"));
  rrm_account_set_reply_address (account,
                                 rrm_document_get (document, identity_settings, "replyTo"));
  rrm_account_set_root_folder (account, rrm_document_get (document, extra, "pathPrefix"));
  /* Mail stays at the server until the person deletes it in the app. */
  rrm_account_set_leave_on_server (account, TRUE);
  rrm_account_set_remove_when_deleted (account, g_str_equal (policy, "DELETE"));
}

/* Further addresses of an account. */
static void
read_aliases (RrmClientProfile *profile,
              RrmDocument *document,
              const char *section,
              const RrmClientAccount *of)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (of->account);

  for (guint i = 2; i <= RRM_READER_MAX_ACCOUNTS; i++)
    {
      g_autofree char *identity = get_identity (section, i);
      g_autofree char *id = g_strdup_printf ("%s#%u", of->id, i);
      RrmClientAccount *account;

      if (rrm_document_get (document, identity, "email") == NULL)
        break;
      account = rrm_reader_add (profile, id, NULL, incoming, of->place.document,
                                of->place.section);
      if (account == NULL)
        break;
      account->is_alias = TRUE;
      account->other_auth = g_strdup (of->other_auth);
      account->stored = of->stored;
      read_identity (document, section, identity, account->account);
      if (of->entry != NULL)
        rrm_reader_join (profile, account, of->entry);
    }
}

static void
read_account (RrmClientProfile *profile,
              RrmDocument *document,
              const char *section)
{
  g_autofree char *identity = get_identity (section, 1);
  g_autofree char *in = g_strconcat (section, "/incoming-server", NULL);
  g_autofree char *out = g_strconcat (section, "/outgoing-server", NULL);
  g_autofree char *other_auth = NULL;
  g_autoptr (RrmServiceSettings) incoming = NULL;
  g_autoptr (RrmServiceSettings) outgoing = NULL;
  RrmClientAccount *account;
  int protocol = rrm_reader_look_up (protocols, rrm_document_get (document, in, "@type"), -1);

  /* The app knows other kinds of servers, too. */
  if (protocol < 0)
    return;
  incoming = read_server (document, in, (RrmProtocol) protocol, &other_auth);
  account = rrm_reader_add (profile, rrm_reader_text (document, section, "@uuid"), NULL, incoming,
                            document, in);
  if (account == NULL)
    return;
  account->other_auth = g_steal_pointer (&other_auth);
  account->stored = RRM_CLIENT_STORED_NO;
  read_identity (document, section, identity, account->account);
  if (rrm_document_get (document, out, "host") != NULL)
    {
      outgoing = read_server (document, out, RRM_PROTOCOL_SMTP, &other_auth);
      rrm_reader_add_own (profile, account, outgoing)->other_auth = g_steal_pointer (&other_auth);
    }
  read_aliases (profile, document, section, account);
}

static gboolean
read_file (RrmClientProfile *profile,
           GError **error)
{
  RrmDocument *document = rrm_client_profile_load (profile, &rrm_dialect_xml, profile->path, error);

  if (document == NULL)
    return FALSE;
  for (guint i = 1; i <= RRM_READER_MAX_ACCOUNTS; i++)
    {
      g_autofree char *section = i == 1 ? g_strdup (ACCOUNT) : g_strdup_printf (ACCOUNT "#%u", i);

      if (rrm_document_get (document, section, "@uuid") == NULL)
        break;
      read_account (profile, document, section);
    }
  rrm_reader_forget (document, "password");

  return TRUE;
}

static gboolean
recognize (const char *path)
{
  static const char *const names[] = { "*.k9s", NULL };

  return rrm_reader_is_named (path, names);
}

const RrmClient rrm_client_k9 = {
  .id = "k9",
  .name = "K-9 Mail",
  .find = rrm_reader_find_nothing,
  .recognize = recognize,
  .read = read_file,
  .is_document = TRUE,
};
