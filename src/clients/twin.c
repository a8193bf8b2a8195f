/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/twin.h"

#include "clients/client.h"

/* Two accounts for one mailbox: the old one that stopped, and the one that was made anew. */

static gboolean
is_same_text (const char *a,
              const char *b)
{
  return a != NULL && b != NULL && g_ascii_strcasecmp (a, b) == 0;
}

/* The addresses of one account have one server between them. */
static gboolean
is_same_server (const RrmClientAccount *a,
                const RrmClientAccount *b)
{
  return a->place.document == b->place.document &&
         g_strcmp0 (a->place.section, b->place.section) == 0;
}

static gboolean
is_same_login (RrmServiceSettings *a,
               RrmServiceSettings *b)
{
  return a != NULL && b != NULL &&
         rrm_service_settings_get_protocol (a) == rrm_service_settings_get_protocol (b) &&
         is_same_text (rrm_service_settings_get_host (a), rrm_service_settings_get_host (b)) &&
         is_same_text (rrm_service_settings_get_username (a),
                       rrm_service_settings_get_username (b));
}

/**
 * rrm_client_find_twin:
 * @profile: what a program has configured
 * @account: one of its accounts
 *
 * Returns: (transfer none) (nullable): another account there that receives for the same address
 */
const RrmClientAccount *
rrm_client_find_twin (const RrmClientProfile *profile,
                      const RrmClientAccount *account)
{
  const char *address = rrm_account_get_address (account->account);

  for (guint i = 0; rrm_account_get_incoming (account->account) != NULL && address[0] != '\0' &&
                    i < profile->accounts->len; i++)
    {
      const RrmClientAccount *other = g_ptr_array_index (profile->accounts, i);

      if (!is_same_server (account, other) && rrm_account_get_incoming (other->account) != NULL &&
          is_same_text (rrm_account_get_address (other->account), address))
        return other;
    }

  return NULL;
}

/**
 * rrm_client_find_clash:
 * @profile: what a program has configured
 * @account: one of its accounts
 * @after: what it shall be
 *
 * Returns: (transfer none) (nullable): another account that the program could not tell from it any
 *   more
 */
const RrmClientAccount *
rrm_client_find_clash (const RrmClientProfile *profile,
                       const RrmClientAccount *account,
                       RrmAccount *after)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (after);

  if (!profile->client->one_for_each_login ||
      is_same_login (rrm_account_get_incoming (account->account), incoming))
    return NULL;
  for (guint i = 0; i < profile->accounts->len; i++)
    {
      const RrmClientAccount *other = g_ptr_array_index (profile->accounts, i);

      if (!is_same_server (account, other) &&
          is_same_login (rrm_account_get_incoming (other->account), incoming))
        return other;
    }

  return NULL;
}

/**
 * rrm_client_name_twin:
 * @twin: an account
 *
 * Returns: (transfer full): what tells it from another one for the same address
 */
char *
rrm_client_name_twin (const RrmClientAccount *twin)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (twin->account);

  return g_strdup_printf ("%s (%s)", rrm_account_get_address (twin->account),
                          rrm_service_settings_get_host (incoming));
}
