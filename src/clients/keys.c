/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/keys.h"

#include <string.h>

/* Programs that keep a server as a few settings under names of their own are all changed in the
 * same way, by a table of the names. */

/* "section/key" is a place of its own; else the key stands in the section of the server. */
static char *
split_key (const char *section,
           const char *key,
           const char **name)
{
  const char *slash = strchr (key, '/');

  *name = slash != NULL ? slash + 1 : key;

  return slash != NULL ? g_strndup (key, (gsize) (slash - key)) : g_strdup (section);
}

static const char *
find_text (const RrmKeyWord *words,
           int value)
{
  for (guint i = 0; words != NULL && words[i].word != NULL; i++)
    if (words[i].value == value)
      return words[i].word;

  return NULL;
}

static gboolean
set_key (RrmDocument *document,
         const char *section,
         const char *key,
         const char *value,
         GError **error)
{
  const char *name;
  g_autofree char *place = NULL;

  if (key == NULL || value == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value != NULL ? value : "");
  place = split_key (section, key, &name);

  return rrm_document_set (document, place, name, value, TRUE, error);
}

static gboolean
is_plain_word (const RrmKeys *keys,
               const RrmClientPlace *place)
{
  const char *name;
  g_autofree char *section = split_key (place->section, keys->security, &name);
  const char *word = rrm_document_get (place->document, section, name);

  for (guint i = 0; word != NULL && keys->securities[i].word != NULL; i++)
    if (g_ascii_strcasecmp (keys->securities[i].word, word) == 0)
      return TRUE;

  return word == NULL;
}

static gboolean
set_security (const RrmKeys *keys,
              const RrmClientPlace *place,
              const char *value,
              GError **error)
{
  RrmSecurity security;

  if (!rrm_security_parse (value, &security))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
  /* A word of its own may say more than the security. */
  if (keys->security != NULL && !is_plain_word (keys, place))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
  if (keys->security != NULL)
    return set_key (place->document, place->section, keys->security,
                    find_text (keys->securities, (int) security), error);

  return set_key (place->document, place->section, keys->tls,
                  security == RRM_SECURITY_TLS ? keys->yes : keys->no, error) &&
         (keys->starttls == NULL
            ? security != RRM_SECURITY_STARTTLS ||
                rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value)
            : set_key (place->document, place->section, keys->starttls,
                       security == RRM_SECURITY_STARTTLS ? keys->yes : keys->no, error));
}

static gboolean
set_port (const RrmKeys *keys,
          const RrmClientPlace *place,
          const char *host,
          const char *value,
          GError **error)
{
  g_autofree char *both = NULL;

  if (keys->port == NULL)
    {
      both = g_strdup_printf ("%s:%s", host, value);
      return set_key (place->document, place->section, keys->host, both, error);
    }

  return (keys->port_switch == NULL ||
          set_key (place->document, place->section, keys->port_switch, "1", error)) &&
         set_key (place->document, place->section, keys->port, value, error);
}

static gboolean
set_host (const RrmKeys *keys,
          const RrmClientPlace *place,
          guint16 port,
          const char *value,
          GError **error)
{
  g_autofree char *both = keys->port == NULL && port != 0
                            ? g_strdup_printf ("%s:%u", value, port)
                            : g_strdup (value);

  return set_key (place->document, place->section, keys->host, both, error);
}

/* Many a program has one word for the password as it is, however that is sent. */
static const char *
find_auth (const RrmKeyWord *words,
           RrmAuth auth)
{
  const char *word = find_text (words, (int) auth);

  return word == NULL && (auth == RRM_AUTH_PLAIN || auth == RRM_AUTH_LOGIN)
           ? find_text (words, RRM_AUTH_AUTO)
           : word;
}

static gboolean
set_auth (const RrmKeys *keys,
          const RrmClientPlace *place,
          const char *value,
          GError **error)
{
  RrmAuth auth;

  if (!rrm_auth_parse (value, &auth))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);

  return set_key (place->document, place->section, keys->auth,
                  find_auth (keys->auths, auth), error);
}

static gboolean
is_made (const RrmClientPlace *place,
         const char *maker)
{
  return maker != NULL && rrm_document_get (place->document, place->section, maker) != NULL;
}

static gboolean
set_field (const RrmKeys *keys,
           const RrmClientPlace *place,
           RrmServiceSettings *settings,
           const char *field,
           const char *value,
           GError **error)
{
  if (keys == NULL || place->document == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
  if ((g_str_equal (field, "host") && is_made (place, keys->host_maker)) ||
      (g_str_equal (field, "username") && is_made (place, keys->username_maker)))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_OWN,
                              rrm_document_get_path (place->document));
  if (g_str_equal (field, "host"))
    {
      rrm_service_settings_set_host (settings, value);
      return set_host (keys, place, rrm_service_settings_get_port (settings), value, error);
    }
  if (g_str_equal (field, "port"))
    return set_port (keys, place, rrm_service_settings_get_host (settings), value, error);
  if (g_str_equal (field, "username"))
    return set_key (place->document, place->section, keys->username, value, error);
  if (g_str_equal (field, "security"))
    return set_security (keys, place, value, error);
  if (g_str_equal (field, "auth"))
    return set_auth (keys, place, value, error);
  if (g_str_equal (field, "leave-on-server"))
    return set_key (place->document, place->section, keys->leave,
                    g_str_equal (value, "true") ? keys->leave_on : keys->leave_off, error);

  return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
}

/**
 * rrm_keys_set:
 * @profile: a profile of a program with such a table
 * @account: one of its accounts
 * @key: a key of the command's contract
 * @value: what it shall be
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether the account's document was changed so
 */
gboolean
rrm_keys_set (RrmClientProfile *profile,
              RrmClientAccount *account,
              const char *key,
              const char *value,
              GError **error)
{
  RrmClientEntry *entry =
    account->entry != NULL ? rrm_client_profile_find_entry (profile, account->entry) : NULL;
  RrmServiceSettings *incoming = rrm_account_get_incoming (account->account);
  const RrmKeys *keys =
    incoming != NULL
      ? rrm_keys_find (profile->client, rrm_service_settings_get_protocol (incoming))
      : NULL;

  if (g_str_has_prefix (key, "incoming.") && incoming != NULL)
    return set_field (keys, &account->place, incoming, key + strlen ("incoming."), value, error);
  if (g_str_has_prefix (key, "outgoing.") && entry != NULL)
    return set_field (rrm_keys_find (profile->client, RRM_PROTOCOL_SMTP), &entry->place,
                      entry->settings, key + strlen ("outgoing."), value, error);
  if (g_str_equal (key, "address") && keys != NULL && keys->address != NULL)
    return set_key (account->place.document, account->place.section, keys->address, value, error);

  return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
}
