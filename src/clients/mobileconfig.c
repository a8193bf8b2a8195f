/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/dialect-xml.h"
#include "clients/reader.h"

/* Apple's configuration profile, of which the payloads for mail are accounts. */

#define CONTENT "plist/dict/PayloadContent"

/* More payloads than any profile has. */
#define MAX_PAYLOADS 100

static const RrmReaderWord protocols[] = {
  { "EmailTypeIMAP", RRM_PROTOCOL_IMAP },
  { "EmailTypePOP", RRM_PROTOCOL_POP3 },
  { NULL, 0 },
};

static const RrmReaderWord auths[] = {
  { "EmailAuthPassword", RRM_AUTH_AUTO }, { "EmailAuthCRAMMD5", RRM_AUTH_CRAM_MD5 },
  { "EmailAuthNTLM", RRM_AUTH_NTLM },     { "EmailAuthNone", RRM_AUTH_NONE },
  { NULL, 0 },
};

/* One switch stands for both kinds of TLS: the port tells which. */
static RrmSecurity
read_security (RrmDocument *document,
               const char *section,
               const char *key,
               guint port,
               RrmProtocol protocol)
{
  if (!rrm_reader_is_on (document, section, key))
    return RRM_SECURITY_NONE;
  if (port == 25 || port == 110 || port == 143 || port == 587)
    return RRM_SECURITY_STARTTLS;

  return port == 0 && protocol == RRM_PROTOCOL_SMTP ? RRM_SECURITY_STARTTLS : RRM_SECURITY_TLS;
}

static RrmServiceSettings *
read_server (RrmDocument *document,
             const char *section,
             RrmProtocol protocol)
{
  const char *direction = protocol == RRM_PROTOCOL_SMTP ? "Outgoing" : "Incoming";
  g_autofree char *auth = g_strconcat (direction, "MailServerAuthentication", NULL);
  g_autofree char *host = g_strconcat (direction, "MailServerHostName", NULL);
  g_autofree char *port_key = g_strconcat (direction, "MailServerPortNumber", NULL);
  g_autofree char *tls = g_strconcat (direction, "MailServerUseSSL", NULL);
  g_autofree char *username = g_strconcat (direction, "MailServerUsername", NULL);
  const char *port = rrm_document_get (document, section, port_key);

  return rrm_reader_server (
    protocol, rrm_document_get (document, section, host), port,
    read_security (document, section, tls, rrm_reader_number (port, 0), protocol),
    rrm_document_get (document, section, username),
    (RrmAuth) rrm_reader_look_up (auths, rrm_document_get (document, section, auth),
                                  RRM_AUTH_AUTO));
}

static RrmClientStored
has_password (RrmDocument *document,
              const char *section,
              const char *key)
{
  return rrm_reader_has_secret (document, section, key) ? RRM_CLIENT_STORED_YES
                                                        : RRM_CLIENT_STORED_NO;
}

static void
read_payload (RrmClientProfile *profile,
              RrmDocument *document,
              const char *section)
{
  int protocol = rrm_reader_look_up (
    protocols, rrm_document_get (document, section, "EmailAccountType"), -1);
  g_autoptr (RrmServiceSettings) incoming = NULL;
  g_autoptr (RrmServiceSettings) outgoing = NULL;
  RrmClientAccount *account;
  RrmClientEntry *entry;

  /* A network, a certificate, a calendar. */
  if (protocol < 0)
    return;
  incoming = read_server (document, section, (RrmProtocol) protocol);
  outgoing = read_server (document, section, RRM_PROTOCOL_SMTP);
  account = rrm_reader_add (profile, rrm_reader_text (document, section, "PayloadUUID"),
                            rrm_document_get (document, section, "EmailAddress"), incoming,
                            document, section);
  if (account == NULL)
    return;
  rrm_account_set_name (account->account, rrm_document_get (document, section, "EmailAccountName"));
  rrm_account_set_root_folder (
    account->account, rrm_document_get (document, section, "IncomingMailServerIMAPPathPrefix"));
  account->stored = has_password (document, section, "IncomingPassword");
  entry = rrm_reader_add_own (profile, account, outgoing);
  entry->title = g_strdup (rrm_document_get (document, section, "EmailAccountDescription"));
  entry->stored = rrm_reader_is_on (document, section, "OutgoingPasswordSameAsIncomingPassword")
                    ? account->stored
                    : has_password (document, section, "OutgoingPassword");
}

static gboolean
read_file (RrmClientProfile *profile,
           GError **error)
{
  RrmDocument *document =
    rrm_client_profile_load (profile, &rrm_dialect_plist, profile->path, error);

  if (document == NULL)
    return FALSE;
  for (guint i = 1; i <= MAX_PAYLOADS; i++)
    {
      g_autofree char *section = i == 1 ? g_strdup (CONTENT "/dict")
                                        : g_strdup_printf (CONTENT "/dict#%u", i);

      read_payload (profile, document, section);
    }
  rrm_reader_forget (document, "IncomingPassword");
  rrm_reader_forget (document, "OutgoingPassword");

  return TRUE;
}

static gboolean
recognize (const char *path)
{
  static const char *const names[] = { "*.mobileconfig", NULL };

  return rrm_reader_is_named (path, names);
}

const RrmClient rrm_client_mobileconfig = {
  .id = "mobileconfig",
  .name = "Apple Mail",
  .find = rrm_reader_find_nothing,
  .recognize = recognize,
  .read = read_file,
  .is_document = TRUE,
};
