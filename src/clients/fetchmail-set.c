/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/fetchmail-set.h"

#include "clients/reader.h"
#include "model/provider-map.h"

#include <string.h>

/* Changes of fetchmail's settings. What stands for a user is changed there; what stands for a
 * server holds for all its users, and is changed only where it is right for them, too; what stands
 * for all servers is left, and said otherwise for this one. */

typedef struct
{
  RrmClientProfile *profile;
  RrmClientAccount *account;
  RrmDocument *document;
  const char *user;
  char *server;
} Mender;

static gboolean
refuse_own (Mender *mender,
            GError **error)
{
  return rrm_client_refuse (error, RRM_CLIENT_ERROR_OWN, rrm_document_get_path (mender->document));
}

/* Any word may stand in quotes. */
static char *
quote (const char *value)
{
  GString *quoted = g_string_new ("\"");

  for (const char *p = value; *p != '\0'; p++)
    {
      /* Whatever stands behind a backslash, fetchmail ends at the next quote. */
      if (*p == '"')
        g_string_append (quoted, "\\x22");
      else if (*p == '\\')
        g_string_append (quoted, "\\\\");
      else
        g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (quoted, FALSE);
}

/* A word that needs no quotes keeps its looks, whichever these are. */
static char *
write_like (RrmDocument *document,
            const RrmSetting *setting,
            const char *value)
{
  gsize length;
  const char *text = rrm_document_get_text (document, &length);
  char mark = text[setting->start];
  gboolean is_plain = value[0] != '\0' && strspn (value, "abcdefghijklmnopqrstuvwxyz"
                                                         "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                         "0123456789@.-_+") == strlen (value);

  if (is_plain && mark == '\'')
    return g_strdup_printf ("'%s'", value);

  return is_plain && mark != '"' ? g_strdup (value) : quote (value);
}

/* A setting where it stands: for this user, or for this server. */
static RrmSetting *
find (Mender *mender,
      const char *key)
{
  RrmSetting *setting = rrm_document_find (mender->document, mender->user, key);

  return setting != NULL ? setting : rrm_document_find (mender->document, mender->server, key);
}

static gboolean
check (Mender *mender,
       const char *section,
       const char *key,
       const char *value,
       GError **error)
{
  return g_strcmp0 (rrm_document_get (mender->document, section, key), value) == 0 ||
         refuse_own (mender, error);
}

/* Behind the name of the server, or of the user, where every option of it may stand. */
static gboolean
insert (Mender *mender,
        gboolean for_user,
        const char *words,
        GError **error)
{
  const RrmSetting *setting = for_user
                                ? rrm_document_find (mender->document, mender->user, "user")
                                : rrm_document_find (mender->document, mender->server, "host");
  g_autofree char *text = g_strconcat (" ", words, NULL);

  if (setting == NULL)
    return refuse_own (mender, error);

  return rrm_document_splice (mender->document, setting->line_end, setting->line_end, text, error);
}

static gboolean
replace (Mender *mender,
         const RrmSetting *setting,
         const char *value,
         GError **error)
{
  g_autofree char *text = write_like (mender->document, setting, value);

  return rrm_document_splice (mender->document, setting->start, setting->end, text, error);
}

/* An option of the user. It counts from where it stands, so the last one of them is changed. */
static gboolean
set_switch (Mender *mender,
            const char *key,
            gboolean on,
            GError **error)
{
  const RrmSetting *setting = rrm_document_find (mender->document, mender->user, key);
  g_autofree char *words = g_strconcat (on ? "" : "no ", key, NULL);

  if (setting == NULL ? !insert (mender, TRUE, words, error)
                      : !rrm_document_splice (mender->document, setting->start, setting->end,
                                              words, error))
    return FALSE;

  return check (mender, mender->user, key, on ? "yes" : "no", error);
}

/* With a version here it insists on STARTTLS; with nothing in the quotes it does without. */
static gboolean
set_security (Mender *mender,
              const char *value,
              GError **error)
{
  const RrmSetting *setting;
  const char *defaults = rrm_document_get (mender->document, "defaults", "sslproto");
  /* Asked before anything changes: a change takes the values along that were read. */
  gboolean insists = defaults == NULL || defaults[0] != '\0';

  if (g_str_equal (value, "tls"))
    return set_switch (mender, "ssl", TRUE, error);
  if (!g_str_equal (value, "starttls"))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
  if ((find (mender, "ssl") != NULL ||
       rrm_document_get (mender->document, "defaults", "ssl") != NULL) &&
      !set_switch (mender, "ssl", FALSE, error))
    return FALSE;
  setting = find (mender, "sslproto");
  if (setting != NULL && setting->value[0] != '\0')
    return TRUE;
  if (setting != NULL)
    return rrm_document_splice (mender->document, setting->start, setting->end, "\"TLS1.2+\"",
                                error);

  return insists || insert (mender, TRUE, "sslproto \"TLS1.2+\"", error);
}

/* Whether a server is right for every user who is named there. */
static gboolean
is_right_for_all (Mender *mender,
                  const char *host)
{
  g_autofree char *prefix = g_strconcat (mender->server, ".", NULL);
  RrmProviderMap *map = rrm_provider_map_get_default ();

  for (guint i = 0; i < mender->profile->accounts->len; i++)
    {
      const RrmClientAccount *other = g_ptr_array_index (mender->profile->accounts, i);
      RrmServiceSettings *settings = rrm_account_get_incoming (other->account);
      g_autoptr (RrmAddress)
        address = rrm_address_parse (rrm_account_get_address (other->account), NULL);
      g_autoptr (RrmServiceSettings) best = NULL;

      if (other == mender->account || !g_str_has_prefix (other->id, prefix))
        continue;
      if (address != NULL && rrm_provider_map_has_domain (map, rrm_address_get_domain (address)))
        best = rrm_provider_map_get_settings (map, rrm_address_get_domain (address),
                                              rrm_service_settings_get_protocol (settings));
      if (best == NULL || g_ascii_strcasecmp (rrm_service_settings_get_host (best), host) != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_host (Mender *mender,
          const char *value,
          GError **error)
{
  const RrmSetting *via = find (mender, "via");
  const RrmSetting *setting =
    via != NULL ? via : rrm_document_find (mender->document, mender->server, "host");

  if (setting == NULL || !is_right_for_all (mender, value))
    return refuse_own (mender, error);
  if (!replace (mender, setting, value, error))
    return FALSE;

  return check (mender, mender->server, via != NULL ? "via" : "host", value, error);
}

static gboolean
set_server_option (Mender *mender,
                   const char *key,
                   const char *word,
                   const char *value,
                   GError **error)
{
  const RrmSetting *setting = rrm_document_find (mender->document, mender->server, key);
  RrmServiceSettings *settings = rrm_account_get_incoming (mender->account->account);
  g_autofree char *words = g_strconcat (word, " ", value, NULL);

  if (!is_right_for_all (mender, rrm_service_settings_get_host (settings)))
    return refuse_own (mender, error);
  if (!(setting != NULL ? replace (mender, setting, value, error)
                        : insert (mender, FALSE, words, error)))
    return FALSE;

  return check (mender, mender->server, key, value, error);
}

static gboolean
set_username (Mender *mender,
              const char *value,
              GError **error)
{
  const RrmSetting *setting = rrm_document_find (mender->document, mender->user, "user");

  if (setting == NULL)
    return refuse_own (mender, error);
  if (!replace (mender, setting, value, error))
    return FALSE;

  return check (mender, mender->user, "user", value, error);
}

static gboolean
set_field (Mender *mender,
           const char *field,
           const char *value,
           GError **error)
{
  if (g_str_equal (field, "host"))
    {
      if (!set_host (mender, value, error))
        return FALSE;
      rrm_service_settings_set_host (rrm_account_get_incoming (mender->account->account), value);
      return TRUE;
    }
  if (g_str_equal (field, "port"))
    return set_server_option (mender, "service", "port", value, error);
  if (g_str_equal (field, "username"))
    return set_username (mender, value, error);
  if (g_str_equal (field, "security"))
    return set_security (mender, value, error);
  if (g_str_equal (field, "auth") && (g_str_equal (value, "plain") || g_str_equal (value, "login")))
    return set_server_option (mender, "auth", "auth", "password", error);
  if (g_str_equal (field, "leave-on-server"))
    return set_switch (mender, "keep", g_str_equal (value, "true"), error);

  return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
}

/**
 * rrm_fetchmail_set:
 * @profile: a profile of fetchmail
 * @account: one of its accounts
 * @key: a key of the command's contract
 * @value: what it shall be
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether the account's document was changed so
 */
gboolean
rrm_fetchmail_set (RrmClientProfile *profile,
                   RrmClientAccount *account,
                   const char *key,
                   const char *value,
                   GError **error)
{
  const char *section = account->place.section;
  Mender mender = { profile, account, account->place.document, section,
                    g_strndup (section, strcspn (section, ".")) };
  gboolean right;

  if (g_str_has_prefix (key, "incoming."))
    right = set_field (&mender, key + strlen ("incoming."), value, error);
  else
    right = rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
  g_free (mender.server);
  rrm_reader_forget (mender.document, "password");

  return right;
}
