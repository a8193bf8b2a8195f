/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/codes.h"

#include "base/text.h"
#include "clients/reader.h"

#include <string.h>

/* Accounts in square codes: format 1 of Thunderbird's "Export for Mobile" (qr-code-format.md in the
 * sources of Thunderbird for Android). The numbers are theirs. What that reader refuses is refused
 * here too, so that one code means the same everywhere. */

/* The places in an array that stands for a server. */
#define PROTOCOL "#0"
#define HOST "1"
#define PORT "#2"
#define SECURITY "#3"
#define AUTH "#4"
#define USERNAME "5"
/* The password comes last: behind an account's name where mail comes in. */
#define SECRET_IN "7"
#define SECRET_OUT "6"

/* More codes than anybody would scan. */
#define MAX_SEQUENCE 1000

static const RrmReaderWord protocols[] = {
  { "0", RRM_PROTOCOL_IMAP }, { "1", RRM_PROTOCOL_POP3 }, { NULL, 0 },
};

static const RrmReaderWord outgoing_protocols[] = { { "0", RRM_PROTOCOL_SMTP }, { NULL, 0 } };

/* 1 was "STARTTLS, if there is": nobody writes it any more. */
static const RrmReaderWord securities[] = {
  { "0", RRM_SECURITY_NONE },
  { "1", RRM_SECURITY_STARTTLS },
  { "2", RRM_SECURITY_STARTTLS },
  { "3", RRM_SECURITY_TLS },
  { NULL, 0 },
};

static const RrmReaderWord auths[] = {
  { "0", RRM_AUTH_NONE }, { "1", RRM_AUTH_AUTO }, { "2", RRM_AUTH_CRAM_MD5 },
  { "3", RRM_AUTH_AUTO }, { "4", RRM_AUTH_NTLM }, { "5", RRM_AUTH_AUTO },
  { "6", RRM_AUTH_AUTO }, { NULL, 0 },
};

/* Those of the above that no mail server of the family has. */
static const RrmReaderWord other_auths[] = {
  { "3", 0 }, { "5", 1 }, { "6", 2 }, { NULL, 0 },
};

/* What is read of one account, and which place in the list its first address has. */
typedef struct
{
  RrmClientProfile *profile;
  RrmDocument *document;
  const char *section;
  RrmServiceSettings *incoming;
  const char *other_auth;
  guint first;
} Mailbox;

/* What a program would write into one line. */
static gboolean
is_line (const char *text)
{
  return text != NULL && !rrm_text_has_controls (text);
}

static gboolean
is_host (const char *text)
{
  return text != NULL && text[0] != '\0' && strlen (text) <= 255 &&
         strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:") ==
           strlen (text);
}

static gboolean
is_address (const char *text)
{
  return is_line (text) && g_str_is_ascii (text) && strchr (text, '@') != NULL &&
         strchr (text, ' ') == NULL;
}

static gboolean
is_secret (RrmDocument *document,
           const char *section,
           const char *key)
{
  const char *secret = rrm_document_get (document, section, key);

  return secret == NULL || is_line (secret);
}

/* A server with anything in it that the format does not have is none. */
static RrmServiceSettings *
read_server (RrmDocument *document,
             const char *section,
             const RrmReaderWord *known,
             char **other_auth)
{
  static const char *const words[] = { "kerberos", "certificate", "oauth2" };
  const char *auth_word = rrm_document_get (document, section, AUTH);
  const char *host = rrm_document_get (document, section, HOST);
  const char *username = rrm_document_get (document, section, USERNAME);
  const char *port = rrm_document_get (document, section, PORT);
  guint number = rrm_reader_number (port, 0);
  int protocol = rrm_reader_look_up (known, rrm_document_get (document, section, PROTOCOL), -1);
  int security =
    rrm_reader_look_up (securities, rrm_document_get (document, section, SECURITY), -1);
  int auth = rrm_reader_look_up (auths, auth_word, -1);
  int other = rrm_reader_look_up (other_auths, auth_word, -1);

  if (protocol < 0 || security < 0 || auth < 0 || !is_host (host) || !is_line (username) ||
      number == 0 || number > G_MAXUINT16)
    return NULL;
  if (other >= 0)
    *other_auth = g_strdup (words[other]);

  return rrm_reader_server ((RrmProtocol) protocol, host, port, (RrmSecurity) security, username,
                            (RrmAuth) auth);
}

/* One address of an account. The first is the account, all others are further ones of it. */
static RrmClientAccount *
add_identity (const Mailbox *mailbox,
              const char *identity)
{
  RrmClientProfile *profile = mailbox->profile;
  g_autofree char *id = g_strdup_printf ("%u", profile->accounts->len + 1);
  RrmClientAccount *account =
    rrm_reader_add (profile, id, rrm_document_get (mailbox->document, identity, "0"),
                    mailbox->incoming, mailbox->document, mailbox->section);

  if (account == NULL)
    return NULL;
  account->other_auth = g_strdup (mailbox->other_auth);
  account->stored = RRM_CLIENT_STORED_NO;
  account->is_alias = profile->accounts->len > mailbox->first + 1;
  rrm_account_set_name (account->account, rrm_document_get (mailbox->document, identity, "1"));
  rrm_account_set_leave_on_server (account->account, TRUE);

  return account;
}

/* An outgoing server, and who sends by it: those that can be read. */
static void
read_group (const Mailbox *mailbox,
            const char *group,
            const char *server)
{
  g_autofree char *other_auth = NULL;
  g_autoptr (RrmServiceSettings) outgoing =
    is_secret (mailbox->document, server, SECRET_OUT)
      ? read_server (mailbox->document, server, outgoing_protocols, &other_auth)
      : NULL;
  const char *entry = NULL;

  for (guint i = 1; outgoing != NULL && i <= RRM_READER_MAX_ACCOUNTS; i++)
    {
      g_autofree char *identity = g_strdup_printf ("%s/%u", group, i);
      const char *address = rrm_document_get (mailbox->document, identity, "0");
      RrmClientAccount *account = NULL;

      if (address == NULL)
        break;
      if (is_address (address) && is_line (rrm_document_get (mailbox->document, identity, "1")))
        account = add_identity (mailbox, identity);
      if (account == NULL)
        continue;
      if (entry != NULL)
        rrm_reader_join (mailbox->profile, account, entry);
      else
        {
          RrmClientEntry *own = rrm_reader_add_own (mailbox->profile, account, outgoing);

          own->other_auth = g_strdup (other_auth);
          entry = own->id;
        }
    }
}

static void
read_account (RrmClientProfile *profile,
              RrmDocument *document,
              const char *section,
              const char *groups)
{
  g_autofree char *other_auth = NULL;
  g_autoptr (RrmServiceSettings) incoming =
    read_server (document, section, protocols, &other_auth);
  const Mailbox mailbox = { profile,    document, section, incoming,
                            other_auth, profile->accounts->len };

  if (incoming == NULL || !is_secret (document, section, SECRET_IN))
    return;
  for (guint i = 0; i < RRM_READER_MAX_ACCOUNTS; i++)
    {
      g_autofree char *group = g_strdup_printf ("%s/%u", groups, i);
      g_autofree char *server = g_strconcat (group, "/0", NULL);

      if (rrm_document_get (document, server, PROTOCOL) == NULL)
        break;
      read_group (&mailbox, group, server);
    }
}

/* Returns: which of how many it is; 0 where it is no code of the format. */
static guint
read_code (RrmClientProfile *profile,
           RrmDocument *document,
           const char *code,
           guint *n_codes)
{
  g_autofree char *sequence = g_strconcat (code, "/1", NULL);
  guint number = rrm_reader_number (rrm_document_get (document, sequence, "#0"), 0);

  *n_codes = rrm_reader_number (rrm_document_get (document, sequence, "#1"), 0);
  if (g_strcmp0 (rrm_document_get (document, code, "#0"), "1") != 0 || number == 0 ||
      number > *n_codes || *n_codes > MAX_SEQUENCE)
    return 0;
  for (guint i = 2; i < 2 * RRM_READER_MAX_ACCOUNTS; i += 2)
    {
      g_autofree char *section = g_strdup_printf ("%s/%u", code, i);
      g_autofree char *groups = g_strdup_printf ("%s/%u", code, i + 1);

      if (rrm_document_get (document, section, PROTOCOL) == NULL)
        break;
      read_account (profile, document, section, groups);
    }

  return number;
}

static gboolean
read_document (RrmClientProfile *profile,
               RrmDocument *document,
               GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n_codes = 0;

  for (guint i = 1; i <= RRM_READER_MAX_ACCOUNTS; i++)
    {
      g_autofree char *code = g_strdup_printf ("%u", i);
      guint of;
      guint number = read_code (profile, document, code, &of);

      if (rrm_document_get (document, code, "#0") == NULL)
        break;
      if (number == 0)
        continue;
      g_hash_table_add (seen, GUINT_TO_POINTER (number));
      n_codes = MAX (n_codes, of);
    }
  if (profile->accounts->len == 0)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_OTHER_CODE, profile->path);
  if (g_hash_table_size (seen) < n_codes)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_MORE_CODES, profile->path);

  return TRUE;
}

/**
 * rrm_codes_read:
 * @profile: where to put the accounts
 * @text: what the codes say, a JSON text sequence (RFC 7464)
 * @length: how many bytes
 * @error: return location for an error of %RRM_CLIENT_ERROR; accounts may have been read beside
 *   %RRM_CLIENT_ERROR_MORE_CODES
 *
 * Reads the accounts of all codes. Passwords are not taken over, and are wiped.
 *
 * Returns: whether all that belongs together is there
 */
gboolean
rrm_codes_read (RrmClientProfile *profile,
                const char *text,
                gsize length,
                GError **error)
{
  RrmDocument *document =
    rrm_document_new (&rrm_dialect_codes, text, length, profile->path, error);
  gboolean is_whole;

  if (document == NULL)
    return FALSE;
  g_ptr_array_add (profile->documents, document);
  is_whole = read_document (profile, document, error);
  rrm_reader_forget (document, SECRET_IN);
  rrm_reader_forget (document, SECRET_OUT);

  return is_whole;
}
