/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/adders.h"
#include "clients/keys.h"
#include "clients/reader.h"

#include <string.h>

/* GNOME Online Accounts: one file for all accounts, of which those for IMAP and SMTP are mail. */

#define PREFIX "Account "
#define PROVIDER "imap_smtp"

static RrmServiceSettings *
read_server (RrmDocument *document,
             const char *section,
             RrmProtocol protocol)
{
  const char *prefix = protocol == RRM_PROTOCOL_IMAP ? "Imap" : "Smtp";
  g_autofree char *host_key = g_strconcat (prefix, "Host", NULL);
  g_autofree char *ssl_key = g_strconcat (prefix, "UseSsl", NULL);
  g_autofree char *tls_key = g_strconcat (prefix, "UseTls", NULL);
  g_autofree char *user_key = g_strconcat (prefix, "UserName", NULL);
  g_autofree char *host = NULL;
  g_autofree char *port = NULL;
  RrmSecurity security = RRM_SECURITY_NONE;
  RrmAuth auth = RRM_AUTH_AUTO;

  rrm_reader_split_host (rrm_reader_text (document, section, host_key), &host, &port);
  if (rrm_reader_is_on (document, section, ssl_key))
    security = RRM_SECURITY_TLS;
  else if (rrm_reader_is_on (document, section, tls_key))
    security = RRM_SECURITY_STARTTLS;
  if (protocol == RRM_PROTOCOL_SMTP)
    {
      if (!rrm_reader_is_on (document, section, "SmtpUseAuth"))
        auth = RRM_AUTH_NONE;
      else if (rrm_reader_is_on (document, section, "SmtpAuthPlain"))
        auth = RRM_AUTH_PLAIN;
      else if (rrm_reader_is_on (document, section, "SmtpAuthLogin"))
        auth = RRM_AUTH_LOGIN;
    }

  return rrm_reader_server (protocol, host, port, security,
                            rrm_document_get (document, section, user_key), auth);
}

static void
read_account (RrmClientProfile *profile,
              RrmDocument *document,
              const char *section)
{
  const char *address = rrm_reader_text (document, section, "EmailAddress");
  g_autoptr (RrmServiceSettings) incoming = NULL;
  g_autoptr (RrmServiceSettings) outgoing = NULL;
  RrmClientAccount *account;

  /* Accounts for files and calendars, and at big providers, stand in the same file. */
  if (!g_str_equal (rrm_reader_text (document, section, "Provider"), PROVIDER))
    return;
  if (address[0] == '\0')
    address = rrm_reader_text (document, section, "Identity");
  incoming = read_server (document, section, RRM_PROTOCOL_IMAP);
  outgoing = read_server (document, section, RRM_PROTOCOL_SMTP);
  account = rrm_reader_add (profile, section + strlen (PREFIX), address, incoming, document,
                            section);
  if (account == NULL)
    return;
  rrm_account_set_name (account->account, rrm_document_get (document, section, "Name"));
  rrm_reader_add_own (profile, account, outgoing);
}

static gboolean
read_accounts (RrmClientProfile *profile,
               GError **error)
{
  RrmDocument *document =
    rrm_client_profile_load (profile, &rrm_dialect_key_file, profile->path, error);
  GPtrArray *sections;

  if (document == NULL)
    return FALSE;
  sections = rrm_document_get_sections (document);
  for (guint i = 0; i < sections->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (sections, i), PREFIX))
      read_account (profile, document, g_ptr_array_index (sections, i));

  return TRUE;
}

static void
find_accounts (const RrmClientRoots *roots,
               GPtrArray *paths)
{
  static const char *const names[] = {
    ".config/goa-1.0/accounts.conf",
    "goa-1.0/accounts.conf",
    NULL,
  };

  rrm_reader_find (roots, names, paths);
}

/* Other programs have a file of this name, too. */
static gboolean
recognize (const char *path)
{
  static const char *const names[] = { "accounts.conf", NULL };

  return rrm_reader_is_named (path, names) &&
         rrm_reader_holds (path, &rrm_dialect_key_file, "Provider");
}

/* Its service watches the file: it takes accounts that come or go at once, and what is written for
 * one that it has when it is started again. */
const RrmClient rrm_client_goa = {
  .id = "goa",
  .name = "GNOME Online Accounts",
  .find = find_accounts,
  .recognize = recognize,
  .read = read_accounts,
  .set = rrm_keys_set,
  .reads_at_login = TRUE,
  .can_add = rrm_goa_can_add,
  .add = rrm_goa_add,
  .keeps_password = TRUE,
  .take_out = rrm_goa_take_out,
};
