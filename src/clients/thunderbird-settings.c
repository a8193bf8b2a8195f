/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/thunderbird.h"

#include <string.h>

/* Changing Thunderbird's settings: exactly the wrong ones, the account stays the same account. */

/**
 * rrm_thunderbird_parse_security:
 * @text: (nullable): what the setting says
 *
 * Returns: the kind of security; nothing set means none
 */
RrmSecurity
rrm_thunderbird_parse_security (const char *text)
{
  if (g_strcmp0 (text, "3") == 0)
    return RRM_SECURITY_TLS;
  /* 1 was "STARTTLS, if available", which newer versions take for STARTTLS. */
  if (g_strcmp0 (text, "2") == 0 || g_strcmp0 (text, "1") == 0)
    return RRM_SECURITY_STARTTLS;

  return RRM_SECURITY_NONE;
}

/**
 * rrm_thunderbird_write_security:
 * @security: a kind of security
 *
 * Returns: (nullable): the number for it
 */
const char *
rrm_thunderbird_write_security (RrmSecurity security)
{
  switch (security)
    {
    case RRM_SECURITY_TLS:
      return "3";
    case RRM_SECURITY_STARTTLS:
      return "2";
    case RRM_SECURITY_NONE:
      return "0";
    case RRM_SECURITY_AUTO:
    default:
      return NULL;
    }
}

/**
 * rrm_thunderbird_parse_auth:
 * @text: (nullable): what the setting says
 * @other: (out): the word for a way to sign in that this program does not know
 *
 * Returns: the way to sign in; nothing set means the plain password
 */
RrmAuth
rrm_thunderbird_parse_auth (const char *text,
                            const char **other)
{
  static const struct
  {
    const char *number;
    RrmAuth auth;
    const char *other;
  } auths[] = {
    { "1", RRM_AUTH_NONE, NULL },      { "4", RRM_AUTH_CRAM_MD5, NULL },
    { "5", RRM_AUTH_AUTO, "gssapi" },  { "6", RRM_AUTH_NTLM, NULL },
    { "7", RRM_AUTH_AUTO, "certificate" }, { "10", RRM_AUTH_AUTO, "oauth2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (auths); i++)
    if (g_strcmp0 (text, auths[i].number) == 0)
      {
        *other = auths[i].other;
        return auths[i].auth;
      }
  *other = NULL;

  return RRM_AUTH_AUTO;
}

/**
 * rrm_thunderbird_write_auth:
 * @auth: a way to sign in
 *
 * Returns: (nullable): the number for it
 */
const char *
rrm_thunderbird_write_auth (RrmAuth auth)
{
  switch (auth)
    {
    case RRM_AUTH_AUTO:
    case RRM_AUTH_PLAIN:
    case RRM_AUTH_LOGIN:
      return "3";
    case RRM_AUTH_CRAM_MD5:
      return "4";
    case RRM_AUTH_NTLM:
      return "6";
    case RRM_AUTH_NONE:
      return "1";
    case RRM_AUTH_SCRAM_SHA_256:
    default:
      return NULL;
    }
}

/* How folders of a server are named in other settings: "imap://ann%40rr.com@mail.twc.com". Where a
 * second name rules, they have the first one all the same. */
static char *
make_folder_root (RrmClientAccount *account)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (account->account);
  RrmDocument *prefs = account->place.document;
  const char *server = account->place.section;
  const char *host = rrm_thunderbird_get (prefs, "mail.server.%s.hostname", server);
  const char *username = rrm_thunderbird_get (prefs, "mail.server.%s.userName", server);
  g_autofree char *escaped = g_uri_escape_string (username != NULL ? username : "", NULL, FALSE);

  return g_strdup_printf (
    "%s://%s@%s",
    rrm_service_settings_get_protocol (incoming) == RRM_PROTOCOL_IMAP ? "imap" : "mailbox",
    escaped, host != NULL ? host : "");
}

static char *
make_key (const char *format,
          const char *id)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  return g_strconcat (parts[0], id, parts[1], NULL);
}

static gboolean
set_pref (RrmDocument *prefs,
          const char *value,
          gboolean literal,
          GError **error,
          const char *format,
          const char *id)
{
  g_autofree char *key = make_key (format, id);

  return rrm_document_set (prefs, "", key, value, literal, error);
}

/* The number that stands for a word of the contract. */
static const char *
get_number (const char *field,
            const char *value)
{
  RrmSecurity security;
  RrmAuth auth;

  if (g_str_equal (field, "security") && rrm_security_parse (value, &security))
    return rrm_thunderbird_write_security (security);
  if (g_str_equal (field, "auth") && rrm_auth_parse (value, &auth))
    return rrm_thunderbird_write_auth (auth);

  return NULL;
}

static gboolean
set_number (RrmDocument *prefs,
            const char *field,
            const char *value,
            const char *format,
            const char *id,
            GError **error)
{
  const char *number = get_number (field, value);

  if (number == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);

  return set_pref (prefs, number, TRUE, error, format, id);
}

static gboolean
set_name (RrmClientProfile *profile,
          RrmClientAccount *account,
          const char *first,
          const char *value,
          GError **error)
{
  RrmDocument *prefs = account->place.document;
  const char *server = account->place.section;
  g_autofree char *format = g_strconcat (
    "mail.server.%s.", rrm_thunderbird_choose_name (profile, prefs, server, first), NULL);
  g_autofree char *old_root = make_folder_root (account);
  g_autofree char *new_root = NULL;

  if (!set_pref (prefs, value, FALSE, error, format, server))
    return FALSE;
  new_root = make_folder_root (account);

  return g_str_equal (old_root, new_root) ||
         rrm_thunderbird_rename_folders (profile, old_root, new_root, error);
}

static gboolean
set_host (RrmClientProfile *profile,
          RrmClientAccount *account,
          const char *value,
          GError **error)
{
  if (!set_name (profile, account, "hostname", value, error))
    return FALSE;
  rrm_service_settings_set_host (rrm_account_get_incoming (account->account), value);

  return TRUE;
}

static gboolean
set_username (RrmClientProfile *profile,
              RrmClientAccount *account,
              const char *value,
              GError **error)
{
  if (!set_name (profile, account, "userName", value, error))
    return FALSE;
  rrm_service_settings_set_username (rrm_account_get_incoming (account->account), value);

  return TRUE;
}

static gboolean
set_incoming (RrmClientProfile *profile,
              RrmClientAccount *account,
              const char *field,
              const char *value,
              GError **error)
{
  RrmDocument *prefs = account->place.document;
  const char *server = account->place.section;

  if (g_str_equal (field, "host"))
    return set_host (profile, account, value, error);
  if (g_str_equal (field, "username"))
    return set_username (profile, account, value, error);
  if (g_str_equal (field, "port"))
    return set_pref (prefs, value, TRUE, error, "mail.server.%s.port", server);
  if (g_str_equal (field, "security"))
    return set_number (prefs, field, value, "mail.server.%s.socketType", server, error);
  if (g_str_equal (field, "auth"))
    return set_number (prefs, field, value, "mail.server.%s.authMethod", server, error);
  if (g_str_equal (field, "leave-on-server"))
    return set_pref (prefs, value, TRUE, error, "mail.server.%s.leave_on_server", server);

  /* Another kind of account keeps its mail in another way. */
  return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
}

static gboolean
set_outgoing (RrmDocument *prefs,
              const char *entry,
              const char *field,
              const char *value,
              GError **error)
{
  if (g_str_equal (field, "host"))
    return set_pref (prefs, value, FALSE, error, "mail.smtpserver.%s.hostname", entry);
  if (g_str_equal (field, "username"))
    return set_pref (prefs, value, FALSE, error, "mail.smtpserver.%s.username", entry);
  if (g_str_equal (field, "port"))
    return set_pref (prefs, value, TRUE, error, "mail.smtpserver.%s.port", entry);
  if (g_str_equal (field, "security"))
    return set_number (prefs, field, value, "mail.smtpserver.%s.try_ssl", entry, error);
  if (g_str_equal (field, "auth"))
    return set_number (prefs, field, value, "mail.smtpserver.%s.authMethod", entry, error);

  return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
}

/**
 * rrm_thunderbird_set:
 * @profile: a profile
 * @account: one of its accounts
 * @key: a key of the command's contract, or "entry"
 * @value: what it shall be
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether the profile's document was changed so
 */
gboolean
rrm_thunderbird_set (RrmClientProfile *profile,
                     RrmClientAccount *account,
                     const char *key,
                     const char *value,
                     GError **error)
{
  RrmDocument *prefs = account->place.document;

  if (g_str_has_prefix (key, "incoming."))
    return set_incoming (profile, account, key + strlen ("incoming."), value, error);
  if (g_str_has_prefix (key, "outgoing.") && account->entry != NULL)
    return set_outgoing (prefs, account->entry, key + strlen ("outgoing."), value, error);
  if (g_str_equal (key, "address"))
    return set_pref (prefs, value, FALSE, error, "mail.identity.%s.useremail", account->id);
  if (g_str_equal (key, "entry") && rrm_client_profile_find_entry (profile, value) != NULL)
    {
      rrm_client_profile_join (profile, account, value);
      return set_pref (prefs, value, FALSE, error, "mail.identity.%s.smtpServer", account->id);
    }

  return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
}
