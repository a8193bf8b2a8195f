/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/settings.h"

#include "base/text.h"
#include "cli/command.h"
#include "model/address.h"
#include "model/server-url.h"

#include <glib/gi18n.h>

/**
 * rrm_cli_settings_add_options:
 * @settings: where the values go; cleared with [method@CliSettings.clear]
 * @context: the options of a command
 */
void
rrm_cli_settings_add_options (RrmCliSettings *settings,
                              GOptionContext *context)
{
  /* Texts are taken as they are: GLib would convert them from the locale's character set. */
  const GOptionEntry entries[] = {
    { "incoming", 0, 0, G_OPTION_ARG_FILENAME, &settings->incoming,
      N_ ("Incoming server, or “imap” or “pop3” alone"), N_ ("SCHEME://[USER@]HOST[:PORT]") },
    { "outgoing", 0, 0, G_OPTION_ARG_FILENAME, &settings->outgoing, N_ ("Outgoing server"),
      N_ ("SCHEME://[USER@]HOST[:PORT]") },
    { "username", 0, 0, G_OPTION_ARG_FILENAME, &settings->username,
      N_ ("User name, sent exactly as given"), N_ ("TEXT") },
    { "outgoing-username", 0, 0, G_OPTION_ARG_FILENAME, &settings->outgoing_username,
      N_ ("User name for the outgoing server"), N_ ("TEXT") },
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &settings->name, N_ ("Your name"), N_ ("TEXT") },
    { "auth", 0, 0, G_OPTION_ARG_FILENAME, &settings->auth,
      N_ ("How to sign in: auto, plain, login, cram-md5, scram-sha-256, ntlm or none"),
      N_ ("WAY") },
    { "outgoing-auth", 0, 0, G_OPTION_ARG_FILENAME, &settings->outgoing_auth,
      N_ ("How to sign in to the outgoing server"), N_ ("WAY") },
    { "allow-cleartext", 0, 0, G_OPTION_ARG_NONE, &settings->allow_cleartext,
      N_ ("Permit the schemes without encryption"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

void
rrm_cli_settings_clear (RrmCliSettings *settings)
{
  g_clear_pointer (&settings->incoming, g_free);
  g_clear_pointer (&settings->outgoing, g_free);
  g_clear_pointer (&settings->username, g_free);
  g_clear_pointer (&settings->outgoing_username, g_free);
  g_clear_pointer (&settings->name, g_free);
  g_clear_pointer (&settings->auth, g_free);
  g_clear_pointer (&settings->outgoing_auth, g_free);
}

/**
 * rrm_cli_settings_is_empty:
 * @settings: the options
 *
 * Returns: whether none of them was given
 */
gboolean
rrm_cli_settings_is_empty (const RrmCliSettings *settings)
{
  return settings->incoming == NULL && settings->outgoing == NULL && settings->username == NULL &&
         settings->outgoing_username == NULL && settings->name == NULL && settings->auth == NULL &&
         settings->outgoing_auth == NULL && !settings->allow_cleartext;
}

/**
 * rrm_cli_describe_address:
 * @text: what was given as an address
 * @error: why it is none, of %RRM_ADDRESS_ERROR
 *
 * Returns: (transfer full): that in one sentence
 */
char *
rrm_cli_describe_address (const char *text,
                          const GError *error)
{
  switch ((RrmAddressError) error->code)
    {
    case RRM_ADDRESS_ERROR_EMPTY:
      return g_strdup (_ ("The email address is empty."));
    case RRM_ADDRESS_ERROR_NO_AT:
      return g_strdup_printf (_ ("“%s” has no @. An email address looks like pat@nc.rr.com."),
                              text);
    case RRM_ADDRESS_ERROR_SEVERAL_AT:
      return g_strdup_printf (_ ("“%s” has more than one @."), text);
    case RRM_ADDRESS_ERROR_SPACE:
      return g_strdup_printf (_ ("“%s” has a space in it. An email address has none."), text);
    case RRM_ADDRESS_ERROR_COMMA:
      return g_strdup_printf (_ ("“%s” has a comma in it. Is a period meant?"), text);
    case RRM_ADDRESS_ERROR_NO_LOCAL_PART:
      return g_strdup_printf (_ ("“%s” has no name before the @."), text);
    case RRM_ADDRESS_ERROR_NO_DOMAIN:
      return g_strdup_printf (_ ("“%s” ends after the @."), text);
    case RRM_ADDRESS_ERROR_TOO_LONG:
      return g_strdup (_ ("The email address is too long."));
    case RRM_ADDRESS_ERROR_BAD_DOMAIN:
      return g_strdup_printf (_ ("What stands after the @ in “%s” is not right."), text);
    case RRM_ADDRESS_ERROR_CHARACTER:
    case RRM_ADDRESS_ERROR_CONTROL:
    default:
      return g_strdup_printf (_ ("“%s” has a character that an email address cannot have."), text);
    }
}

static gboolean
parse_auth (const char *option,
            const char *text,
            RrmServiceSettings *service,
            GError **error)
{
  RrmAuth auth;

  if (text == NULL)
    return TRUE;
  if (!rrm_auth_parse (text, &auth))
    return rrm_cli_set_usage (error, _ ("%s: there is no way “%s”."), option, text);
  rrm_service_settings_set_auth (service, auth);

  return TRUE;
}

static gboolean
set_username (const char *option,
              const char *text,
              RrmServiceSettings *service,
              GError **error)
{
  if (text == NULL)
    return TRUE;
  if (text[0] == '\0' || rrm_text_has_controls (text))
    return rrm_cli_set_usage (error, _ ("%s: the user name is not right."), option);
  rrm_service_settings_set_username (service, text);

  return TRUE;
}

static RrmServiceSettings *
find_candidate (GPtrArray *candidates,
                const RrmServerUrl *url)
{
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      RrmServiceSettings *candidate = g_ptr_array_index (candidates, i);

      if (url == NULL || rrm_service_settings_get_protocol (candidate) == url->protocol)
        return rrm_service_settings_copy (candidate);
    }

  return NULL;
}

static const char *
describe_url (RrmServerUrlError code)
{
  switch (code)
    {
    case RRM_SERVER_URL_ERROR_SCHEME:
      return _ ("There is no such scheme.");
    case RRM_SERVER_URL_ERROR_DIRECTION:
      return _ ("That scheme belongs to the other direction.");
    case RRM_SERVER_URL_ERROR_PASSWORD:
      return _ ("A password does not belong in it. Use --password-file.");
    case RRM_SERVER_URL_ERROR_USERNAME:
      return _ ("The user name is not right.");
    case RRM_SERVER_URL_ERROR_PATH:
      return _ ("Nothing may stand behind the server and its port.");
    case RRM_SERVER_URL_ERROR_PORT:
      return _ ("The port must be a number from 1 to 65535.");
    case RRM_SERVER_URL_ERROR_BRACKETS:
      return _ ("An IPv6 address stands in brackets.");
    case RRM_SERVER_URL_ERROR_HOST:
      return _ ("That is not the name of a server.");
    case RRM_SERVER_URL_ERROR_FORM:
    default:
      return _ ("It is written SCHEME://[USER@]HOST[:PORT].");
    }
}

static RrmServerUrl *
parse_url (const char *text,
           gboolean outgoing,
           GError **error)
{
  g_autoptr (GError) local = NULL;
  RrmServerUrl *url = rrm_server_url_parse (text, outgoing, &local);

  if (url == NULL)
    rrm_cli_set_usage (error, "%s: %s", outgoing ? "--outgoing" : "--incoming",
                       describe_url ((RrmServerUrlError) local->code));

  return url;
}

static RrmServiceSettings *
build_service (RrmCliSettings *settings,
               gboolean outgoing,
               const char *address,
               GPtrArray *candidates,
               GError **error)
{
  const char *text = outgoing ? settings->outgoing : settings->incoming;
  g_autoptr (RrmServerUrl) url = NULL;
  RrmServiceSettings *service;

  if (text != NULL && (url = parse_url (text, outgoing, error)) == NULL)
    return NULL;
  if (url == NULL || url->host == NULL)
    return find_candidate (candidates, url);

  if (url->security == RRM_SECURITY_NONE && !settings->allow_cleartext)
    {
      rrm_cli_set_usage (
        error, _ ("%s asks for no encryption. That needs --allow-cleartext beside it."), text);
      return NULL;
    }

  service = rrm_service_settings_new (url->protocol, url->host, url->port, url->security);
  rrm_service_settings_set_username (service, url->username != NULL ? url->username : address);

  return service;
}

static gboolean
apply_login_options (RrmCliSettings *settings,
                     const char *address,
                     RrmServiceSettings *incoming,
                     RrmServiceSettings *outgoing,
                     GError **error)
{
  const char *outgoing_username = settings->outgoing_username;
  const char *outgoing_auth =
    settings->outgoing_auth != NULL ? settings->outgoing_auth : settings->auth;

  /* One name serves both servers, unless the other one's own was told, in its URL or by option. */
  if (outgoing_username == NULL && outgoing != NULL &&
      g_str_equal (rrm_service_settings_get_username (outgoing), address))
    outgoing_username = settings->username;

  if (incoming != NULL &&
      (!set_username ("--username", settings->username, incoming, error) ||
       !parse_auth ("--auth", settings->auth, incoming, error)))
    return FALSE;
  if (outgoing != NULL &&
      (!set_username ("--outgoing-username", outgoing_username, outgoing, error) ||
       !parse_auth ("--outgoing-auth", outgoing_auth, outgoing, error)))
    return FALSE;

  return TRUE;
}

/**
 * rrm_cli_settings_to_account:
 * @settings: the options
 * @address: the account's address
 * @lookup: (nullable): what was found for it
 * @error: return location for an error of %RRM_CLI_ERROR
 *
 * Puts the account together: what the options say, else what look-up found. A direction for which
 * neither knows a server stays empty.
 *
 * Returns: (transfer full) (nullable): the account, without passwords
 */
RrmAccount *
rrm_cli_settings_to_account (RrmCliSettings *settings,
                             const char *address,
                             RrmLookup *lookup,
                             GError **error)
{
  g_autoptr (RrmAccount) account = rrm_account_new (address);
  g_autoptr (RrmServiceSettings) incoming = NULL;
  g_autoptr (RrmServiceSettings) outgoing = NULL;
  GError *local = NULL;

  incoming = build_service (settings, FALSE, address,
                            lookup != NULL ? lookup->incoming : NULL, &local);
  if (local == NULL)
    outgoing = build_service (settings, TRUE, address,
                              lookup != NULL ? lookup->outgoing : NULL, &local);
  if (local == NULL)
    apply_login_options (settings, address, incoming, outgoing, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }

  rrm_account_set_name (account, settings->name);
  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);

  return g_steal_pointer (&account);
}
