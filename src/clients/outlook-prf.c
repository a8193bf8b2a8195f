/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/reader.h"

#include <string.h>

/* The profile descriptor of the classic Outlook for Windows. */

#define LIST "Internet Account List"

/* More accounts than Outlook makes from a file. */
#define MAX_LISTED 100

/* The bits of "LeaveOnServer", and where its days are. */
#define LEAVE_ON_SERVER 0x1
#define REMOVE_AFTER 0x2
#define REMOVE_WHEN_DELETED 0x4
#define REMOVE_AFTER_SHIFT 16
#define MAX_DAYS 0x7fff

static const RrmReaderWord securities[] = {
  { "0", RRM_SECURITY_NONE },
  { "1", RRM_SECURITY_TLS },
  { "2", RRM_SECURITY_STARTTLS },
  { "3", RRM_SECURITY_AUTO },
  { NULL, 0 },
};

/* The file is in the code page of its Windows, which in our part of the world is this one. */
static char *
read_text (RrmDocument *document,
           const char *section,
           const char *key)
{
  GPtrArray *settings = rrm_document_get_settings (document);
  const char *text;
  gsize length;

  text = rrm_document_get_text (document, &length);
  for (guint i = settings->len; i > 0; i--)
    {
      const RrmSetting *setting = g_ptr_array_index (settings, i - 1);
      g_autofree char *raw = NULL;

      if (!g_str_equal (setting->section, section) ||
          g_ascii_strcasecmp (setting->key, key) != 0)
        continue;
      raw = g_strstrip (g_strndup (text + setting->start, setting->end - setting->start));
      if (g_utf8_validate (raw, -1, NULL))
        return g_steal_pointer (&raw);
      return g_convert_with_fallback (raw, -1, "UTF-8", "CP1252", NULL, NULL, NULL, NULL);
    }

  return NULL;
}

static gboolean
is_one (RrmDocument *document,
        const char *section,
        const char *key)
{
  g_autofree char *value = read_text (document, section, key);

  return g_strcmp0 (value, "1") == 0;
}

static RrmServiceSettings *
read_incoming (RrmDocument *document,
               const char *section,
               RrmProtocol protocol)
{
  const char *prefix = protocol == RRM_PROTOCOL_IMAP ? "IMAP" : "POP3";
  g_autofree char *host_key = g_strconcat (prefix, "Server", NULL);
  g_autofree char *user_key = g_strconcat (prefix, "UserName", NULL);
  g_autofree char *port_key = g_strconcat (prefix, "Port", NULL);
  g_autofree char *ssl_key = g_strconcat (prefix, "UseSSL", NULL);
  g_autofree char *spa_key = g_strconcat (prefix, "UseSPA", NULL);
  g_autofree char *host = read_text (document, section, host_key);
  g_autofree char *user = read_text (document, section, user_key);
  g_autofree char *port = read_text (document, section, port_key);

  return rrm_reader_server (
    protocol, host, port,
    is_one (document, section, ssl_key) ? RRM_SECURITY_TLS : RRM_SECURITY_NONE, user,
    is_one (document, section, spa_key) ? RRM_AUTH_NTLM : RRM_AUTH_AUTO);
}

static RrmServiceSettings *
read_outgoing (RrmDocument *document,
               const char *section,
               const char *incoming_username)
{
  g_autofree char *host = read_text (document, section, "SMTPServer");
  g_autofree char *port = read_text (document, section, "SMTPPort");
  g_autofree char *own = read_text (document, section, "SMTPUserName");
  g_autofree char *kind = read_text (document, section, "SMTPSecureConnection");
  gboolean has_own = is_one (document, section, "SMTPAuthMethod") && own != NULL;
  gboolean signs_in = is_one (document, section, "SMTPUseAuth");
  RrmSecurity security = (RrmSecurity) rrm_reader_look_up (
    securities, kind,
    is_one (document, section, "SMTPUseSSL") ? RRM_SECURITY_TLS : RRM_SECURITY_NONE);
  RrmAuth auth = is_one (document, section, "SMTPUseSPA") ? RRM_AUTH_NTLM : RRM_AUTH_AUTO;

  if (port == NULL && security != RRM_SECURITY_TLS)
    port = g_strdup ("25");
  if (!signs_in)
    return rrm_reader_server (RRM_PROTOCOL_SMTP, host, port, security, NULL, RRM_AUTH_NONE);

  return rrm_reader_server (RRM_PROTOCOL_SMTP, host, port, security,
                            has_own ? own : incoming_username, auth);
}

static void
set_text (RrmDocument *document,
          const char *section,
          const char *key,
          RrmAccount *account,
          void (*set) (RrmAccount *, const char *))
{
  g_autofree char *value = read_text (document, section, key);

  set (account, value);
}

static void
read_leaving (RrmDocument *document,
              const char *section,
              RrmAccount *account)
{
  g_autofree char *text = read_text (document, section, "LeaveOnServer");
  guint bits = text != NULL ? (guint) (g_ascii_strtoull (text, NULL, 0) & G_MAXUINT) : 0;

  rrm_account_set_leave_on_server (account, (bits & LEAVE_ON_SERVER) != 0);
  rrm_account_set_remove_after_days (
    account, (bits & REMOVE_AFTER) != 0 ? bits >> REMOVE_AFTER_SHIFT & MAX_DAYS : 0);
  rrm_account_set_remove_when_deleted (account, (bits & REMOVE_WHEN_DELETED) != 0);
}

static void
read_account (RrmClientProfile *profile,
              RrmDocument *document,
              const char *section)
{
  g_autofree char *imap = read_text (document, section, "IMAPServer");
  g_autofree char *pop3 = read_text (document, section, "POP3Server");
  g_autofree char *address = read_text (document, section, "EmailAddress");
  RrmProtocol protocol = imap != NULL ? RRM_PROTOCOL_IMAP : RRM_PROTOCOL_POP3;
  g_autoptr (RrmServiceSettings) incoming = NULL;
  g_autoptr (RrmServiceSettings) outgoing = NULL;
  RrmClientAccount *account;

  /* An account of another kind, as of Exchange. */
  if (imap == NULL && pop3 == NULL)
    return;
  incoming = read_incoming (document, section, protocol);
  outgoing = read_outgoing (document, section, rrm_service_settings_get_username (incoming));
  account = rrm_reader_add (profile, section, address, incoming, document, section);
  if (account == NULL)
    return;
  account->stored = RRM_CLIENT_STORED_NO;
  set_text (document, section, "DisplayName", account->account, rrm_account_set_name);
  set_text (document, section, "Organization", account->account, rrm_account_set_organization);
  set_text (document, section, "ReplyEMailAddress", account->account,
            rrm_account_set_reply_address);
  set_text (document, section, "RootFolder", account->account, rrm_account_set_root_folder);
  if (protocol == RRM_PROTOCOL_POP3)
    read_leaving (document, section, account->account);
  rrm_reader_add_own (profile, account, outgoing)->stored = RRM_CLIENT_STORED_NO;
}

static gboolean
read_file (RrmClientProfile *profile,
           GError **error)
{
  RrmDocument *document = rrm_client_profile_load (profile, &rrm_dialect_ini, profile->path, error);

  if (document == NULL)
    return FALSE;
  for (guint i = 1; i <= MAX_LISTED; i++)
    {
      g_autofree char *section = g_strdup_printf ("Account%u", i);

      if (rrm_document_get (document, LIST, section) == NULL)
        break;
      read_account (profile, document, section);
    }

  return TRUE;
}

static gboolean
recognize (const char *path)
{
  static const char *const names[] = { "*.prf", "*.PRF", NULL };

  return rrm_reader_is_named (path, names);
}

const RrmClient rrm_client_outlook_prf = {
  .id = "outlook-prf",
  .name = "Outlook",
  .find = rrm_reader_find_nothing,
  .recognize = recognize,
  .read = read_file,
  .is_document = TRUE,
};
