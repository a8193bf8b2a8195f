/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/refusals.h"

/**
 * RrmRefusals:
 *
 * Which server has refused which user name with which password, and how often: what was refused
 * once is not sent again unless the person asks for it. It ends with the program and is never
 * written.
 */
struct _RrmRefusals
{
  GPtrArray *items;
};

typedef struct
{
  RrmProtocol protocol;
  char *host;
  char *username;
  RrmSecret *password;
  guint count;
  /* The latest, in microseconds of the monotonic clock. */
  gint64 when;
} Refusal;

static void
refusal_free (gpointer data)
{
  Refusal *refusal = data;

  g_free (refusal->host);
  g_free (refusal->username);
  rrm_secret_unref (refusal->password);
  g_free (refusal);
}

RrmRefusals *
rrm_refusals_new (void)
{
  RrmRefusals *refusals = g_new0 (RrmRefusals, 1);

  refusals->items = g_ptr_array_new_with_free_func (refusal_free);

  return refusals;
}

void
rrm_refusals_free (RrmRefusals *refusals)
{
  g_ptr_array_unref (refusals->items);
  g_free (refusals);
}

/* The port does not matter: behind each of its ports stands the same list of passwords. */
static gboolean
is_of (const Refusal *refusal,
       RrmServiceSettings *service)
{
  return refusal->protocol == rrm_service_settings_get_protocol (service) &&
         g_str_equal (refusal->host, rrm_service_settings_get_host (service)) &&
         g_str_equal (refusal->username, rrm_service_settings_get_username (service));
}

static Refusal *
find (const RrmRefusals *refusals,
      RrmServiceSettings *service,
      RrmSecret *password)
{
  for (guint i = 0; i < refusals->items->len; i++)
    {
      Refusal *refusal = g_ptr_array_index (refusals->items, i);

      if (is_of (refusal, service) && rrm_secret_equal (refusal->password, password))
        return refusal;
    }

  return NULL;
}

static RrmServiceSettings *
get_service (RrmAccount *account,
             gboolean outgoing)
{
  return outgoing ? rrm_account_get_outgoing (account) : rrm_account_get_incoming (account);
}

/**
 * rrm_refusals_add:
 * @refusals: the memory
 * @account: an account with its password
 * @outgoing: which server said no to it
 *
 * Remembers a refusal.
 */
void
rrm_refusals_add (RrmRefusals *refusals,
                  RrmAccount *account,
                  gboolean outgoing)
{
  RrmServiceSettings *service = get_service (account, outgoing);
  RrmSecret *password = rrm_account_get_password (account, outgoing);
  Refusal *refusal;

  if (service == NULL || password == NULL)
    return;

  refusal = find (refusals, service, password);
  if (refusal == NULL)
    {
      refusal = g_new0 (Refusal, 1);
      refusal->protocol = rrm_service_settings_get_protocol (service);
      refusal->host = g_strdup (rrm_service_settings_get_host (service));
      refusal->username = g_strdup (rrm_service_settings_get_username (service));
      refusal->password = rrm_secret_ref (password);
      g_ptr_array_add (refusals->items, refusal);
    }
  refusal->count++;
  refusal->when = g_get_monotonic_time ();
}

/**
 * rrm_refusals_count:
 * @refusals: the memory
 * @account: an account with its password
 * @outgoing: which server
 *
 * Returns: how often that server has said no to this user name with this password
 */
guint
rrm_refusals_count (const RrmRefusals *refusals,
                    RrmAccount *account,
                    gboolean outgoing)
{
  RrmServiceSettings *service = get_service (account, outgoing);
  RrmSecret *password = rrm_account_get_password (account, outgoing);
  Refusal *refusal = service != NULL && password != NULL ? find (refusals, service, password)
                                                         : NULL;

  return refusal != NULL ? refusal->count : 0;
}

/**
 * rrm_refusals_count_all:
 * @refusals: the memory
 * @account: an account
 * @outgoing: which server
 * @when: (out): the latest, in microseconds of the monotonic clock
 *
 * Returns: how often that server has said no to this user name, whatever the password was: a
 *   mailbox is locked after too many of these
 */
guint
rrm_refusals_count_all (const RrmRefusals *refusals,
                        RrmAccount *account,
                        gboolean outgoing,
                        gint64 *when)
{
  RrmServiceSettings *service = get_service (account, outgoing);
  guint count = 0;

  *when = 0;
  if (service == NULL)
    return 0;

  for (guint i = 0; i < refusals->items->len; i++)
    {
      const Refusal *refusal = g_ptr_array_index (refusals->items, i);

      if (!is_of (refusal, service))
        continue;
      count += refusal->count;
      *when = MAX (*when, refusal->when);
    }

  return count;
}
