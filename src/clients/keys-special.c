/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/keys.h"

/* Programs in which one setting of ours is two of theirs. */

/**
 * rrm_keys_set_geary:
 * @profile: a profile of Geary
 * @account: one of its accounts
 * @key: a key of the command's contract
 * @value: what it shall be
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * A name of its own for the outgoing server counts only with the word for it.
 *
 * Returns: whether the account's document was changed so
 */
gboolean
rrm_keys_set_geary (RrmClientProfile *profile,
                    RrmClientAccount *account,
                    const char *key,
                    const char *value,
                    GError **error)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (account->account);
  gboolean same = incoming != NULL &&
                  g_str_equal (rrm_service_settings_get_username (incoming), value);

  if (!g_str_equal (key, "outgoing.username"))
    return rrm_keys_set (profile, account, key, value, error);

  return rrm_document_set (account->place.document, "Outgoing", "credentials",
                           same ? "use-incoming" : "custom", FALSE, error) &&
         (same || rrm_keys_set (profile, account, key, value, error));
}

/**
 * rrm_keys_set_msmtp:
 * @profile: a profile of msmtp or mpop
 * @account: one of its accounts
 * @key: a key of the command's contract
 * @value: what it shall be
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * There "tls" is both kinds of encryption, and "tls_starttls" tells which.
 *
 * Returns: whether the account's document was changed so
 */
gboolean
rrm_keys_set_msmtp (RrmClientProfile *profile,
                    RrmClientAccount *account,
                    const char *key,
                    const char *value,
                    GError **error)
{
  const RrmClientPlace *place = &account->place;
  gboolean clear = g_str_equal (value, "none");

  if (!g_str_has_suffix (key, ".security"))
    return rrm_keys_set (profile, account, key, value, error);

  return rrm_document_set (place->document, place->section, "tls", clear ? "off" : "on", FALSE,
                           error) &&
         (clear || rrm_document_set (place->document, place->section, "tls_starttls",
                                     g_str_equal (value, "starttls") ? "on" : "off", FALSE,
                                     error));
}

/**
 * rrm_keys_set_mbsync:
 * @profile: a profile of mbsync
 * @account: one of its accounts
 * @key: a key of the command's contract
 * @value: what it shall be
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * The word for the security has another name since version 1.5.
 *
 * Returns: whether the account's document was changed so
 */
gboolean
rrm_keys_set_mbsync (RrmClientProfile *profile,
                     RrmClientAccount *account,
                     const char *key,
                     const char *value,
                     GError **error)
{
  const RrmClientPlace *place = &account->place;
  const char *word = g_str_equal (value, "tls") ? "IMAPS" : "STARTTLS";

  if (!g_str_equal (key, "incoming.security") || g_str_equal (value, "none") ||
      rrm_document_get (place->document, place->section, "tlstype") == NULL)
    return rrm_keys_set (profile, account, key, value, error);

  return rrm_document_set (place->document, place->section, "tlstype", word, FALSE, error);
}
