/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/thunderbird.h"

#include <string.h>

/* Thunderbird's list of outgoing servers: one more, or one less. */

static guint64
find_highest (RrmDocument *prefs)
{
  GPtrArray *settings = rrm_document_get_settings (prefs);
  guint64 highest = 0;

  for (guint i = 0; i < settings->len; i++)
    {
      const RrmSetting *setting = g_ptr_array_index (settings, i);
      const char *prefix = "mail.smtpserver.smtp";
      guint64 number;

      if (!g_str_has_prefix (setting->key, prefix))
        continue;
      number = g_ascii_strtoull (setting->key + strlen (prefix), NULL, 10);
      if (number < G_MAXINT)
        highest = MAX (highest, number);
    }

  return highest;
}

/* One that no setting of the files names, not even a forgotten one. */
static char *
make_entry_id (RrmDocument *prefs)
{
  RrmDocument *user = rrm_document_get_ruler (prefs);
  guint64 highest = find_highest (prefs);

  if (user != NULL)
    highest = MAX (highest, find_highest (user));

  return g_strdup_printf ("smtp%" G_GUINT64_FORMAT, highest + 1);
}

static gboolean
set_field (RrmDocument *prefs,
           const char *id,
           const char *field,
           const char *value,
           gboolean literal,
           GError **error)
{
  g_autofree char *key = g_strdup_printf ("mail.smtpserver.%s.%s", id, field);

  return rrm_document_set (prefs, "", key, value, literal, error);
}

static gboolean
write_entry (RrmDocument *prefs,
             const char *id,
             RrmServiceSettings *from,
             const char *address,
             GError **error)
{
  g_autofree char *port = g_strdup_printf ("%u", rrm_service_settings_get_port (from));
  const char *old_list = rrm_document_get (prefs, "", "mail.smtpservers");
  g_autofree char *list = old_list != NULL && old_list[0] != '\0'
                            ? g_strdup_printf ("%s,%s", old_list, id)
                            : g_strdup (id);
  const char *security =
    rrm_thunderbird_write_security (rrm_service_settings_get_security (from));

  return set_field (prefs, id, "hostname", rrm_service_settings_get_host (from), FALSE, error) &&
         set_field (prefs, id, "port", port, TRUE, error) &&
         set_field (prefs, id, "try_ssl", security, TRUE, error) &&
         set_field (prefs, id, "authMethod", rrm_thunderbird_write_auth (RRM_AUTH_AUTO), TRUE,
                    error) &&
         set_field (prefs, id, "username", address, FALSE, error) &&
         set_field (prefs, id, "description", address, FALSE, error) &&
         rrm_document_set (prefs, "", "mail.smtpservers", list, FALSE, error);
}

/**
 * rrm_thunderbird_split:
 * @profile: a profile
 * @account: an account that sends through an entry of another one
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Gives it an entry of its own: the same server, and its own name to sign in.
 *
 * Returns: whether the profile's document was changed so
 */
gboolean
rrm_thunderbird_split (RrmClientProfile *profile,
                       RrmClientAccount *account,
                       GError **error)
{
  RrmDocument *prefs = account->place.document;
  g_autofree char *id = make_entry_id (prefs);
  const char *address = rrm_account_get_address (account->account);
  g_autoptr (RrmServiceSettings) settings = NULL;

  if (rrm_account_get_outgoing (account->account) == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, account->id);

  settings = rrm_service_settings_copy (rrm_account_get_outgoing (account->account));
  rrm_service_settings_set_username (settings, address);
  rrm_service_settings_set_auth (settings, RRM_AUTH_AUTO);
  if (!write_entry (prefs, id, settings, address, error))
    return FALSE;
  rrm_client_profile_add_entry (profile, id, settings, prefs, id);

  return rrm_thunderbird_set (profile, account, "entry", id, error);
}

static char *
remove_from_list (const char *list,
                  const char *id)
{
  g_auto (GStrv) names = g_strsplit (list != NULL ? list : "", ",", -1);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) result = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    if (!g_str_equal (g_strstrip (names[i]), id))
      g_strv_builder_add (kept, names[i]);
  result = g_strv_builder_end (kept);

  return g_strjoinv (",", result);
}

static void
remove_prefs (RrmDocument *prefs,
              const char *prefix)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *settings = rrm_document_get_settings (prefs);

  for (guint i = 0; i < settings->len; i++)
    {
      const RrmSetting *setting = g_ptr_array_index (settings, i);

      if (g_str_has_prefix (setting->key, prefix))
        g_ptr_array_add (keys, g_strdup (setting->key));
    }
  for (guint i = 0; i < keys->len; i++)
    rrm_document_remove (prefs, "", g_ptr_array_index (keys, i));
}

/**
 * rrm_thunderbird_remove:
 * @profile: a profile
 * @entry: an outgoing entry that no account uses
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Takes the entry out. If it was the default, an entry that is in use becomes it.
 *
 * Returns: whether the profile's document was changed so
 */
gboolean
rrm_thunderbird_remove (RrmClientProfile *profile,
                        const char *entry,
                        GError **error)
{
  const RrmClientEntry *found = rrm_client_profile_find_entry (profile, entry);
  const char *other = NULL;
  g_autofree char *list = NULL;
  g_autofree char *prefix = g_strdup_printf ("mail.smtpserver.%s.", entry);
  RrmDocument *prefs;

  for (guint i = 0; i < profile->accounts->len; i++)
    {
      const RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);

      if (g_strcmp0 (account->entry, entry) == 0)
        return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, entry);
      other = other != NULL ? other : account->entry;
    }
  if (found == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, entry);

  prefs = found->place.document;
  remove_prefs (prefs, prefix);
  if (rrm_document_get_ruler (prefs) != NULL)
    remove_prefs (rrm_document_get_ruler (prefs), prefix);
  list = remove_from_list (rrm_document_get (prefs, "", "mail.smtpservers"), entry);
  if (!rrm_document_set (prefs, "", "mail.smtpservers", list, FALSE, error))
    return FALSE;

  return !found->is_default || other == NULL ||
         rrm_document_set (prefs, "", "mail.smtp.defaultserver", other, FALSE, error);
}
