/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/dialect-xml.h"
#include "clients/reader.h"

/* The file by which a provider tells mail programs its servers. It holds no address: user names
 * keep their "%EMAILADDRESS%". */

#define PROVIDER "clientConfig/emailProvider"

/* More of a kind than any provider names. */
#define MAX_LISTED 16

static const RrmReaderWord protocols[] = {
  { "imap", RRM_PROTOCOL_IMAP }, { "pop3", RRM_PROTOCOL_POP3 }, { "smtp", RRM_PROTOCOL_SMTP },
  { NULL, 0 },
};

static const RrmReaderWord securities[] = {
  { "plain", RRM_SECURITY_NONE },
  { "SSL", RRM_SECURITY_TLS },
  { "STARTTLS", RRM_SECURITY_STARTTLS },
  { NULL, 0 },
};

static const RrmReaderWord auths[] = {
  { "password-cleartext", RRM_AUTH_AUTO },
  { "plain", RRM_AUTH_AUTO },
  { "password-encrypted", RRM_AUTH_CRAM_MD5 },
  { "secure", RRM_AUTH_CRAM_MD5 },
  { "NTLM", RRM_AUTH_NTLM },
  { "none", RRM_AUTH_NONE },
  { "client-IP-address", RRM_AUTH_NONE },
  { "smtp-after-pop", RRM_AUTH_NONE },
  { NULL, 0 },
};

/* The Nth element of a name, the first of which has no number. */
static char *
number_name (const char *name,
             guint n)
{
  return n == 1 ? g_strdup (name) : g_strdup_printf ("%s#%u", name, n);
}

/* The first way to sign in that can be used; where there is none, the first of the others. */
static RrmAuth
read_auth (RrmDocument *document,
           const char *section,
           char **other_auth)
{
  for (guint i = 1; i <= MAX_LISTED; i++)
    {
      g_autofree char *key = number_name ("authentication", i);
      int auth = rrm_reader_look_up (auths, rrm_document_get (document, section, key), -1);

      if (auth >= 0)
        return (RrmAuth) auth;
    }
  if (g_str_equal (rrm_reader_text (document, section, "authentication"), "OAuth2"))
    *other_auth = g_strdup ("oauth2");

  return RRM_AUTH_AUTO;
}

/* The first server of this element that has a protocol of mail. */
static char *
find_server (RrmDocument *document,
             const char *element,
             RrmProtocol *protocol)
{
  for (guint i = 1; i <= MAX_LISTED; i++)
    {
      g_autofree char *name = number_name (element, i);
      g_autofree char *section = g_strconcat (PROVIDER "/", name, NULL);
      int value = rrm_reader_look_up (protocols, rrm_document_get (document, section, "@type"), -1);

      if (value >= 0 && rrm_document_get (document, section, "hostname") != NULL)
        {
          *protocol = (RrmProtocol) value;
          return g_steal_pointer (&section);
        }
    }

  return NULL;
}

static RrmServiceSettings *
read_server (RrmDocument *document,
             const char *section,
             RrmProtocol protocol,
             char **other_auth)
{
  RrmSecurity security = (RrmSecurity) rrm_reader_look_up (
    securities, rrm_document_get (document, section, "socketType"), RRM_SECURITY_NONE);

  return rrm_reader_server (protocol, rrm_document_get (document, section, "hostname"),
                            rrm_document_get (document, section, "port"), security,
                            rrm_document_get (document, section, "username"),
                            read_auth (document, section, other_auth));
}

static void
read_pop3 (RrmDocument *document,
           const char *incoming,
           RrmAccount *account)
{
  g_autofree char *section = g_strconcat (incoming, "/pop3", NULL);

  if (rrm_document_get (document, section, "leaveMessagesOnServer") == NULL)
    return;
  rrm_account_set_leave_on_server (
    account, rrm_reader_is_on (document, section, "leaveMessagesOnServer"));
  rrm_account_set_remove_after_days (
    account,
    rrm_reader_number (rrm_document_get (document, section, "daysToLeaveMessagesOnServer"), 0));
}

static void
read_outgoing (RrmClientProfile *profile,
               RrmDocument *document,
               RrmClientAccount *account)
{
  RrmProtocol protocol;
  g_autofree char *section = find_server (document, "outgoingServer", &protocol);
  g_autofree char *other_auth = NULL;
  g_autoptr (RrmServiceSettings) settings = NULL;

  if (section == NULL || protocol != RRM_PROTOCOL_SMTP)
    return;
  settings = read_server (document, section, protocol, &other_auth);
  rrm_reader_add_own (profile, account, settings)->other_auth = g_steal_pointer (&other_auth);
}

static gboolean
read_file (RrmClientProfile *profile,
           GError **error)
{
  RrmDocument *document = rrm_client_profile_load (profile, &rrm_dialect_xml, profile->path, error);
  const char *id;
  RrmProtocol protocol;
  g_autofree char *section = NULL;
  g_autofree char *other_auth = NULL;
  g_autoptr (RrmServiceSettings) incoming = NULL;
  RrmClientAccount *account;

  if (document == NULL)
    return FALSE;
  section = find_server (document, "incomingServer", &protocol);
  if (section == NULL || protocol == RRM_PROTOCOL_SMTP)
    return TRUE;
  id = rrm_reader_text (document, PROVIDER, "@id");
  incoming = read_server (document, section, protocol, &other_auth);
  account = rrm_reader_add (profile, id, NULL, incoming, document, section);
  account->other_auth = g_steal_pointer (&other_auth);
  if (protocol == RRM_PROTOCOL_POP3)
    read_pop3 (document, section, account->account);
  read_outgoing (profile, document, account);
  rrm_reader_forget (document, "password");

  return TRUE;
}

static gboolean
recognize (const char *path)
{
  static const char *const names[] = { "*.xml", NULL };
  g_autoptr (RrmDocument) document = NULL;

  if (!rrm_reader_is_named (path, names))
    return FALSE;
  document = rrm_document_load (&rrm_dialect_xml, path, NULL);

  return document != NULL && rrm_document_get (document, PROVIDER, "@id") != NULL;
}

const RrmClient rrm_client_autoconfig = {
  .id = "autoconfig",
  .name = "Autoconfig",
  .find = rrm_reader_find_nothing,
  .recognize = recognize,
  .read = read_file,
  .is_document = TRUE,
};
