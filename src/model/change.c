/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/change.h"

#include <string.h>

/**
 * RrmChange:
 *
 * What "Fix it" would set: settings that belong together, in the words of the command's contract.
 * Unchanged settings are absent.
 */
struct _RrmChange
{
  gatomicrefcount ref_count;
  GPtrArray *items;
};

G_DEFINE_BOXED_TYPE (RrmChange, rrm_change, rrm_change_ref, rrm_change_unref)

static void
item_free (gpointer data)
{
  RrmChangeItem *item = data;

  g_free (item->key);
  g_variant_unref (item->value);
  g_free (item);
}

RrmChange *
rrm_change_new (void)
{
  RrmChange *change = g_new0 (RrmChange, 1);

  g_atomic_ref_count_init (&change->ref_count);
  change->items = g_ptr_array_new_with_free_func (item_free);

  return change;
}

RrmChange *
rrm_change_ref (RrmChange *change)
{
  g_atomic_ref_count_inc (&change->ref_count);

  return change;
}

void
rrm_change_unref (RrmChange *change)
{
  if (g_atomic_ref_count_dec (&change->ref_count))
    {
      g_ptr_array_unref (change->items);
      g_free (change);
    }
}

static void
set (RrmChange *change,
     const char *key,
     GVariant *value)
{
  RrmChangeItem *item = g_new0 (RrmChangeItem, 1);

  item->key = g_strdup (key);
  item->value = g_variant_ref_sink (value);
  g_ptr_array_add (change->items, item);
}

/**
 * rrm_change_set_string:
 * @change: a change that nobody else looks at yet
 * @key: a key of the contract
 * @value: its new value
 */
void
rrm_change_set_string (RrmChange *change,
                       const char *key,
                       const char *value)
{
  set (change, key, g_variant_new_string (value));
}

void
rrm_change_set_uint (RrmChange *change,
                     const char *key,
                     guint value)
{
  set (change, key, g_variant_new_uint32 (value));
}

void
rrm_change_set_boolean (RrmChange *change,
                        const char *key,
                        gboolean value)
{
  set (change, key, g_variant_new_boolean (value));
}

/**
 * rrm_change_add:
 * @change: a change that nobody else looks at yet
 * @other: a second change
 *
 * Adds the settings of @other that @change does not name.
 */
void
rrm_change_add (RrmChange *change,
                const RrmChange *other)
{
  for (guint i = 0; i < rrm_change_get_n_items (other); i++)
    {
      const RrmChangeItem *item = rrm_change_get_item (other, i);

      if (rrm_change_lookup (change, item->key) == NULL)
        set (change, item->key, item->value);
    }
}

/**
 * rrm_change_copy:
 * @change: a change
 *
 * Returns: (transfer full): one with the same settings that nobody else looks at
 */
RrmChange *
rrm_change_copy (const RrmChange *change)
{
  RrmChange *copy = rrm_change_new ();

  rrm_change_add (copy, change);

  return copy;
}

/**
 * rrm_change_set_service:
 * @change: a change that nobody else looks at yet
 * @from: the settings as they are
 * @to: the settings as they should be
 *
 * Adds protocol, host, port and security of @to where they differ. User name and authentication
 * stay: a change of server does not touch how the person signs in.
 */
void
rrm_change_set_service (RrmChange *change,
                        RrmServiceSettings *from,
                        RrmServiceSettings *to)
{
  const char *prefix =
    rrm_service_settings_get_protocol (from) == RRM_PROTOCOL_SMTP ? "outgoing." : "incoming.";
  g_autofree char *protocol = g_strconcat (prefix, "protocol", NULL);
  g_autofree char *host = g_strconcat (prefix, "host", NULL);
  g_autofree char *port = g_strconcat (prefix, "port", NULL);
  g_autofree char *security = g_strconcat (prefix, "security", NULL);

  if (rrm_service_settings_get_protocol (from) != rrm_service_settings_get_protocol (to))
    rrm_change_set_string (change, protocol,
                           rrm_protocol_to_string (rrm_service_settings_get_protocol (to)));
  if (!g_str_equal (rrm_service_settings_get_host (from), rrm_service_settings_get_host (to)))
    rrm_change_set_string (change, host, rrm_service_settings_get_host (to));
  if (rrm_service_settings_get_port (from) != rrm_service_settings_get_port (to))
    rrm_change_set_uint (change, port, rrm_service_settings_get_port (to));
  if (rrm_service_settings_get_security (from) != rrm_service_settings_get_security (to))
    rrm_change_set_string (change, security,
                           rrm_security_to_string (rrm_service_settings_get_security (to)));
}

guint
rrm_change_get_n_items (const RrmChange *change)
{
  return change->items->len;
}

const RrmChangeItem *
rrm_change_get_item (const RrmChange *change,
                     guint index)
{
  g_return_val_if_fail (index < change->items->len, NULL);

  return g_ptr_array_index (change->items, index);
}

/**
 * rrm_change_lookup:
 * @change: a change
 * @key: a key of the contract
 *
 * Returns: (transfer none) (nullable): its new value, if it is part of the change
 */
GVariant *
rrm_change_lookup (const RrmChange *change,
                   const char *key)
{
  for (guint i = 0; i < change->items->len; i++)
    {
      const RrmChangeItem *item = g_ptr_array_index (change->items, i);

      if (g_str_equal (item->key, key))
        return item->value;
    }

  return NULL;
}

static RrmServiceSettings *
get_service (RrmAccount *account,
             const char *key,
             const char **field)
{
  if (g_str_has_prefix (key, "incoming."))
    {
      *field = key + strlen ("incoming.");
      return rrm_account_get_incoming (account);
    }
  if (g_str_has_prefix (key, "outgoing."))
    {
      *field = key + strlen ("outgoing.");
      return rrm_account_get_outgoing (account);
    }

  return NULL;
}

static void
apply_to_service (RrmServiceSettings *service,
                  const char *field,
                  GVariant *value)
{
  RrmProtocol protocol;
  RrmSecurity security;
  RrmAuth auth;

  if (g_str_equal (field, "host"))
    rrm_service_settings_set_host (service, g_variant_get_string (value, NULL));
  else if (g_str_equal (field, "port"))
    rrm_service_settings_set_port (service, (guint16) g_variant_get_uint32 (value));
  else if (g_str_equal (field, "username"))
    rrm_service_settings_set_username (service, g_variant_get_string (value, NULL));
  else if (g_str_equal (field, "protocol") &&
           rrm_protocol_parse (g_variant_get_string (value, NULL), &protocol))
    rrm_service_settings_set_protocol (service, protocol);
  else if (g_str_equal (field, "security") &&
           rrm_security_parse (g_variant_get_string (value, NULL), &security))
    rrm_service_settings_set_security (service, security);
  else if (g_str_equal (field, "auth") &&
           rrm_auth_parse (g_variant_get_string (value, NULL), &auth))
    rrm_service_settings_set_auth (service, auth);
  else
    g_critical ("No such setting: %s", field);
}

static void
trim_passwords (RrmAccount *account)
{
  RrmSecret *password = rrm_account_get_password (account, FALSE);
  RrmSecret *outgoing = rrm_account_get_password (account, TRUE);
  g_autoptr (RrmSecret) trimmed = password != NULL ? rrm_secret_trim (password) : NULL;
  g_autoptr (RrmSecret) outgoing_trimmed = outgoing != NULL ? rrm_secret_trim (outgoing) : NULL;

  if (outgoing != password)
    rrm_account_set_outgoing_password (account, outgoing_trimmed);
  rrm_account_set_password (account, trimmed);
}

/**
 * rrm_change_apply:
 * @change: a change
 * @account: an account, which stays as it is
 *
 * Returns: (transfer full): the account with the change
 */
RrmAccount *
rrm_change_apply (const RrmChange *change,
                  RrmAccount *account)
{
  g_autoptr (RrmAccount) copy = rrm_account_copy (account);

  for (guint i = 0; i < change->items->len; i++)
    {
      const RrmChangeItem *item = g_ptr_array_index (change->items, i);
      const char *field = NULL;
      RrmServiceSettings *service = get_service (copy, item->key, &field);

      if (g_str_equal (item->key, "address"))
        rrm_account_set_address (copy, g_variant_get_string (item->value, NULL));
      else if (g_str_equal (item->key, "incoming.leave-on-server"))
        rrm_account_set_leave_on_server (copy, g_variant_get_boolean (item->value));
      else if (g_str_equal (item->key, "outgoing.ip"))
        rrm_account_set_ipv4_only (copy, TRUE);
      else if (g_str_equal (item->key, "password"))
        trim_passwords (copy);
      else if (service != NULL)
        apply_to_service (service, field, item->value);
    }

  return g_steal_pointer (&copy);
}

static char *
get_old_of_service (RrmServiceSettings *service,
                    const char *field)
{
  if (g_str_equal (field, "host"))
    return g_strdup (rrm_service_settings_get_host (service));
  if (g_str_equal (field, "port"))
    return g_strdup_printf ("%u", rrm_service_settings_get_port (service));
  if (g_str_equal (field, "username"))
    return g_strdup (rrm_service_settings_get_username (service));
  if (g_str_equal (field, "protocol"))
    return g_strdup (rrm_protocol_to_string (rrm_service_settings_get_protocol (service)));
  if (g_str_equal (field, "security"))
    return g_strdup (rrm_security_to_string (rrm_service_settings_get_security (service)));
  if (g_str_equal (field, "auth"))
    return g_strdup (rrm_auth_to_string (rrm_service_settings_get_auth (service)));

  return NULL;
}

/**
 * rrm_change_get_old:
 * @item: one setting of a change
 * @account: the account before the change
 *
 * Returns: (transfer full) (nullable): its old value in the words of the contract; %NULL where an
 *   old value would say nothing (a password)
 */
char *
rrm_change_get_old (const RrmChangeItem *item,
                    RrmAccount *account)
{
  const char *field = NULL;
  RrmServiceSettings *service;

  if (g_str_equal (item->key, "address"))
    return g_strdup (rrm_account_get_address (account));
  if (g_str_equal (item->key, "incoming.leave-on-server"))
    return g_strdup (rrm_account_get_leave_on_server (account) ? "true" : "false");
  if (g_str_equal (item->key, "password") || g_str_equal (item->key, "outgoing.ip"))
    return NULL;

  service = get_service (account, item->key, &field);

  return service != NULL ? get_old_of_service (service, field) : NULL;
}

/**
 * rrm_change_get_new:
 * @item: one setting of a change
 *
 * Returns: (transfer full): its new value in the words of the contract
 */
char *
rrm_change_get_new (const RrmChangeItem *item)
{
  if (g_variant_is_of_type (item->value, G_VARIANT_TYPE_UINT32))
    return g_strdup_printf ("%u", g_variant_get_uint32 (item->value));
  if (g_variant_is_of_type (item->value, G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (g_variant_get_boolean (item->value) ? "true" : "false");

  return g_variant_dup_string (item->value, NULL);
}
