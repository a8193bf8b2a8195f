/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/checked-account.h"

#include "base/text.h"
#include "export/escape.h"
#include "export/format-private.h"
#include "model/address.h"

#include <string.h>

/* Identifiers become parts of file names and section names. */
#define MAX_ID 60

/**
 * RrmCheckedAccount:
 *
 * An account that a format can hold, by the format's row of the table: hosts in ASCII, user names
 * filled in, every text free of control characters. It owns what [struct@ExportInput] points to.
 */
struct _RrmCheckedAccount
{
  /* Keeps the texts alive that are used as they are. */
  RrmAccount *account;
  RrmAddress *address;
  char *reply_address;
  char *id;
  char *uuid;
  char *incoming_host;
  char *outgoing_host;
  GBytes *existing;
  char *version;
  RrmExportServer incoming;
  RrmExportServer outgoing;
  RrmExportInput input;
};

/* The settings' keys of one direction, for the errors. */
typedef struct
{
  const char *service;
  const char *protocol;
  const char *host;
  const char *port;
  const char *security;
  const char *auth;
  const char *username;
  const char *password;
} Keys;

static const Keys incoming_keys = {
  "incoming",      "incoming.protocol", "incoming.host", "incoming.port", "incoming.security",
  "incoming.auth", "incoming.username", "password",
};
static const Keys outgoing_keys = {
  "outgoing",      "outgoing.protocol", "outgoing.host",     "outgoing.port", "outgoing.security",
  "outgoing.auth", "outgoing.username", "outgoing.password",
};

static gboolean
check_text (const char *text,
            const char *setting,
            GError **error)
{
  if (!rrm_text_is_plain (text))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CONTROL, setting);

  return TRUE;
}

static RrmAddress *
check_address (const char *text,
               const char *setting,
               GError **error)
{
  RrmAddress *address;

  if (text[0] == '\0')
    {
      rrm_export_refuse (error, RRM_EXPORT_ERROR_INCOMPLETE, setting);
      return NULL;
    }
  if (!check_text (text, setting, error))
    return NULL;

  address = rrm_address_parse (text, NULL);
  if (address == NULL)
    rrm_export_refuse (error, RRM_EXPORT_ERROR_CHARACTER, setting);

  return address;
}

static gboolean
check_host (const RrmFormat *format,
            const char *text,
            const Keys *keys,
            char **host,
            GError **error)
{
  if (text[0] == '\0')
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_INCOMPLETE, keys->host);
  if (!check_text (text, keys->host, error))
    return FALSE;

  *host = rrm_host_normalize (text, NULL);
  if (*host == NULL)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_HOST, keys->host);
  if (rrm_host_is_literal (*host) &&
      (format->holds & (strchr (*host, ':') != NULL ? RRM_HOLDS_IPV6 : RRM_HOLDS_IPV4)) == 0)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_HOST, keys->host);

  return TRUE;
}

static guint
auths_of (const RrmFormat *format,
          RrmProtocol protocol)
{
  const guint auths[RRM_N_PROTOCOLS] = { format->imap_auth, format->pop3_auth, format->smtp_auth };

  return auths[protocol];
}

static gboolean
check_choices (const RrmFormat *format,
               RrmServiceSettings *settings,
               const Keys *keys,
               GError **error)
{
  RrmProtocol protocol = rrm_service_settings_get_protocol (settings);
  RrmSecurity security = rrm_service_settings_get_security (settings);
  RrmAuth auth = rrm_service_settings_get_auth (settings);
  guint securities =
    protocol == RRM_PROTOCOL_SMTP ? format->outgoing_security : format->incoming_security;

  if ((format->protocols & RRM_BIT (protocol)) == 0 ||
      (protocol == RRM_PROTOCOL_SMTP) != (keys == &outgoing_keys))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_PROTOCOL, keys->protocol);
  if (security == RRM_SECURITY_AUTO && (format->holds & RRM_HOLDS_AUTO) == 0)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_SECURITY_UNKNOWN, keys->security);
  if (security != RRM_SECURITY_AUTO && (securities & RRM_BIT (security)) == 0)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_SECURITY, keys->security);
  if ((auths_of (format, protocol) & RRM_BIT (auth)) == 0)
    return rrm_export_refuse (error,
                              auth == RRM_AUTH_NONE && protocol == RRM_PROTOCOL_SMTP
                                ? RRM_EXPORT_ERROR_OUTGOING_LOGIN
                                : RRM_EXPORT_ERROR_AUTH,
                              keys->auth);

  return TRUE;
}

static gboolean
check_password (const RrmFormat *format,
                RrmAccount *account,
                RrmExportServer *server,
                const Keys *keys,
                GError **error)
{
  RrmSecret *password = rrm_account_get_password (account, keys == &outgoing_keys);
  const char *bytes;
  gsize length;

  if ((format->holds & RRM_HOLDS_PASSWORD) == 0)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_PASSWORD, keys->password);
  if (!server->login)
    return TRUE;
  if (password == NULL || rrm_secret_get_length (password) == 0)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_NO_PASSWORD, keys->password);

  bytes = rrm_secret_peek (password, &length);
  if (strlen (bytes) != length || !rrm_text_is_plain (bytes))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CONTROL, keys->password);
  server->password = password;

  return TRUE;
}

static gboolean
check_server (const RrmFormat *format,
              RrmCheckedAccount *checked,
              RrmServiceSettings *settings,
              const char *username,
              const Keys *keys,
              GError **error)
{
  gboolean is_outgoing = keys == &outgoing_keys;
  RrmExportServer *server = is_outgoing ? &checked->outgoing : &checked->incoming;
  char **host = is_outgoing ? &checked->outgoing_host : &checked->incoming_host;

  if (settings == NULL)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_INCOMPLETE, keys->service);
  if (!check_choices (format, settings, keys, error) ||
      !check_host (format, rrm_service_settings_get_host (settings), keys, host, error) ||
      !check_text (username, keys->username, error))
    return FALSE;

  server->protocol = rrm_service_settings_get_protocol (settings);
  server->host = *host;
  server->security = rrm_service_settings_get_security (settings);
  server->port = rrm_service_settings_get_port (settings);
  if (server->port == 0)
    server->port = rrm_default_port (server->protocol, server->security);
  server->auth = rrm_service_settings_get_auth (settings);
  server->login = server->auth != RRM_AUTH_NONE;
  server->username = server->login ? username : "";

  return TRUE;
}

/* Nobody types the same name twice: an outgoing server without one takes the incoming server's,
 * and that one's is the address. */
static const char *
username_of (RrmCheckedAccount *checked,
             gboolean outgoing)
{
  RrmServiceSettings *settings =
    outgoing ? rrm_account_get_outgoing (checked->account) : NULL;

  if (settings != NULL && rrm_service_settings_get_username (settings)[0] != '\0')
    return rrm_service_settings_get_username (settings);
  settings = rrm_account_get_incoming (checked->account);
  if (settings != NULL && rrm_service_settings_get_username (settings)[0] != '\0')
    return rrm_service_settings_get_username (settings);

  return rrm_address_get_text (checked->address);
}

static gboolean
check_servers (const RrmFormat *format,
               RrmCheckedAccount *checked,
               const RrmExportOptions *options,
               GError **error)
{
  const guint incoming = RRM_BIT (RRM_PROTOCOL_IMAP) | RRM_BIT (RRM_PROTOCOL_POP3);
  RrmAccount *account = checked->account;

  if ((format->protocols & incoming) != 0)
    {
      if (!check_server (format, checked, rrm_account_get_incoming (account),
                         username_of (checked, FALSE), &incoming_keys, error) ||
          (options->with_password &&
           !check_password (format, account, &checked->incoming, &incoming_keys, error)))
        return FALSE;
      checked->input.incoming = &checked->incoming;
    }
  if ((format->protocols & RRM_BIT (RRM_PROTOCOL_SMTP)) != 0)
    {
      if (!check_server (format, checked, rrm_account_get_outgoing (account),
                         username_of (checked, TRUE), &outgoing_keys, error) ||
          (options->with_password &&
           !check_password (format, account, &checked->outgoing, &outgoing_keys, error)))
        return FALSE;
      checked->input.outgoing = &checked->outgoing;
    }

  checked->input.same_login =
    checked->outgoing.login &&
    g_str_equal (username_of (checked, FALSE), username_of (checked, TRUE)) &&
    rrm_secret_equal (rrm_account_get_password (account, FALSE),
                      rrm_account_get_password (account, TRUE));

  return TRUE;
}

static gboolean
check_texts (RrmCheckedAccount *checked,
             GError **error)
{
  RrmAccount *account = checked->account;
  RrmExportInput *input = &checked->input;
  const char *reply_address = rrm_account_get_reply_address (account);

  checked->address = check_address (rrm_account_get_address (account), "address", error);
  if (checked->address == NULL)
    return FALSE;
  if (reply_address[0] != '\0')
    {
      g_autoptr (RrmAddress) reply = check_address (reply_address, "reply-address", error);

      if (reply == NULL)
        return FALSE;
      checked->reply_address = g_strdup (rrm_address_get_text (reply));
    }

  input->address = rrm_address_get_text (checked->address);
  input->local_part = rrm_address_get_local_part (checked->address);
  input->domain = rrm_address_get_domain (checked->address);
  input->reply_address = checked->reply_address != NULL ? checked->reply_address : "";
  input->name = rrm_account_get_name (account);
  input->organization = rrm_account_get_organization (account);
  input->root_folder = rrm_account_get_root_folder (account);
  input->sent_folder = rrm_account_get_sent_folder (account);
  input->drafts_folder = rrm_account_get_drafts_folder (account);
  input->trash_folder = rrm_account_get_trash_folder (account);
  input->junk_folder = rrm_account_get_junk_folder (account);

  return check_text (input->name, "name", error) &&
         check_text (input->organization, "organization", error) &&
         check_text (input->root_folder, "root-folder", error) &&
         check_text (input->sent_folder, "sent-folder", error) &&
         check_text (input->drafts_folder, "drafts-folder", error) &&
         check_text (input->trash_folder, "trash-folder", error) &&
         check_text (input->junk_folder, "junk-folder", error);
}

/* "pat@example.org" becomes "pat-example.org". */
static char *
make_id (const char *address)
{
  char *id = g_strndup (address, MAX_ID);

  for (char *p = id; *p != '\0'; p++)
    if (*p == '@')
      *p = '-';
    else if (!g_ascii_isalnum (*p) && strchr ("._-", *p) == NULL)
      *p = '_';
  if (!g_ascii_isalnum (id[0]))
    id[0] = 'x';

  return id;
}

/**
 * rrm_checked_account_new:
 * @format: a format
 * @account: an account
 * @options: how to write it
 * @error: return location for an error of %RRM_EXPORT_ERROR
 *
 * Returns: (transfer full) (nullable): the account as the format's writer takes it, or %NULL if
 *   the format cannot hold it
 */
RrmCheckedAccount *
rrm_checked_account_new (const RrmFormat *format,
                         RrmAccount *account,
                         const RrmExportOptions *options,
                         GError **error)
{
  g_autoptr (RrmCheckedAccount) checked = g_new0 (RrmCheckedAccount, 1);
  RrmExportInput *input = &checked->input;

  checked->account = rrm_account_copy (account);
  if (!check_texts (checked, error) || !check_servers (format, checked, options, error))
    return NULL;

  checked->id = make_id (input->address);
  checked->uuid = rrm_export_uuid (format->id, input->address);
  checked->version = g_strdup (options->program_version);
  checked->existing = options->existing != NULL ? g_bytes_ref (options->existing) : NULL;
  input->id = checked->id;
  input->uuid = checked->uuid;
  input->version = checked->version;
  input->existing = checked->existing;
  input->ipv4_only = rrm_account_get_ipv4_only (account);
  input->leave_on_server = rrm_account_get_leave_on_server (account);
  input->remove_after_days = rrm_account_get_remove_after_days (account);
  input->remove_when_deleted = rrm_account_get_remove_when_deleted (account);

  return g_steal_pointer (&checked);
}

void
rrm_checked_account_free (RrmCheckedAccount *checked)
{
  g_object_unref (checked->account);
  g_clear_pointer (&checked->address, rrm_address_free);
  g_free (checked->reply_address);
  g_free (checked->id);
  g_free (checked->uuid);
  g_free (checked->incoming_host);
  g_free (checked->outgoing_host);
  g_free (checked->version);
  g_clear_pointer (&checked->existing, g_bytes_unref);
  g_free (checked);
}

const RrmExportInput *
rrm_checked_account_get_input (const RrmCheckedAccount *checked)
{
  return &checked->input;
}
