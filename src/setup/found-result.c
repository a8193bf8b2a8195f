/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/audit.h"
#include "model/address.h"
#include "model/provider-map.h"
#include "setup/found-private.h"

/* What a test says of an account in a mail program. */

static void
add_text (RrmChange *change,
          const char *prefix,
          const char *field,
          const char *from,
          const char *to)
{
  g_autofree char *key = g_strconcat (prefix, field, NULL);

  if (!g_str_equal (from, to))
    rrm_change_set_string (change, key, to);
}

/* A server that one of them does not have is left out. */
static void
add_service (RrmChange *change,
             RrmServiceSettings *from,
             RrmServiceSettings *to,
             const char *prefix)
{
  if (from == NULL || to == NULL)
    return;
  rrm_change_set_service (change, from, to);
  add_text (change, prefix, "username", rrm_service_settings_get_username (from),
            rrm_service_settings_get_username (to));
  add_text (change, prefix, "auth", rrm_auth_to_string (rrm_service_settings_get_auth (from)),
            rrm_auth_to_string (rrm_service_settings_get_auth (to)));
}

/*< private >
 * rrm_found_find_difference:
 * @from: an account
 * @to: the same with other settings
 *
 * Returns: (transfer full): all that is different, but for a server that one of them does not have
 */
RrmChange *
rrm_found_find_difference (RrmAccount *from,
                           RrmAccount *to)
{
  RrmChange *change = rrm_change_new ();

  add_text (change, "", "address", rrm_account_get_address (from), rrm_account_get_address (to));
  add_service (change, rrm_account_get_incoming (from), rrm_account_get_incoming (to),
               "incoming.");
  add_service (change, rrm_account_get_outgoing (from), rrm_account_get_outgoing (to),
               "outgoing.");
  if (rrm_account_get_leave_on_server (from) != rrm_account_get_leave_on_server (to))
    rrm_change_set_boolean (change, "incoming.leave-on-server",
                            rrm_account_get_leave_on_server (to));

  return change;
}

static char *
list_keys (const RrmChange *change)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < rrm_change_get_n_items (change); i++)
    g_strv_builder_add (keys, rrm_change_get_item (change, i)->key);
  all = g_strv_builder_end (keys);

  return g_strjoinv (",", all);
}

static void
add_better_finding (RrmFoundAccount *self)
{
  RrmFinding *finding = rrm_finding_new (RRM_FINDING_CLIENT_WRONG_SETTINGS);
  g_autofree char *differences = list_keys (self->better);

  rrm_finding_set_detail (finding, "program", self->client->name);
  rrm_finding_set_detail (finding, "address", rrm_account_get_address (self->account));
  rrm_finding_set_detail (finding, "differences", differences);
  rrm_finding_set_change (finding, rrm_change_ref (self->better));
  g_ptr_array_insert (self->findings, 0, finding);
}

static void
forget_better (RrmFoundAccount *self)
{
  if (self->better == NULL)
    return;
  g_clear_pointer (&self->better, rrm_change_unref);
  g_ptr_array_remove_index (self->findings, 0);
}

static void
forget_differing (RrmFoundAccount *self)
{
  if (self->differing == NULL)
    return;
  g_ptr_array_remove (self->findings, self->differing);
  self->differing = NULL;
}

/**
 * rrm_found_account_take_result:
 * @self: an account
 * @loaded: its settings as the first test had them
 * @tested: the settings that were tested last
 * @works: whether the test went well
 *
 * Remembers what a test has shown. Where other settings work than the program has, that is a
 * finding of its own.
 */
void
rrm_found_account_take_result (RrmFoundAccount *self,
                               RrmAccount *loaded,
                               RrmAccount *tested,
                               gboolean works)
{
  g_autoptr (RrmChange) difference = rrm_found_find_difference (loaded, tested);

  forget_better (self);
  forget_differing (self);
  if (rrm_change_get_n_items (difference) == 0)
    {
      self->tested = TRUE;
      self->works = works;
    }
  else if (works)
    {
      self->better = g_steal_pointer (&difference);
      add_better_finding (self);
    }
}

/**
 * rrm_found_account_keep_result:
 * @self: an account that was just read
 * @before: the same account as it was read before
 *
 * What a test has shown holds on while the settings stay as they are.
 */
void
rrm_found_account_keep_result (RrmFoundAccount *self,
                               RrmFoundAccount *before)
{
  g_autoptr (RrmChange) difference = rrm_found_find_difference (before->account, self->account);

  if (rrm_change_get_n_items (difference) > 0)
    return;
  self->tested = before->tested;
  self->works = before->works;
  if (before->better != NULL && self->better == NULL)
    {
      self->better = rrm_change_ref (before->better);
      add_better_finding (self);
    }
}

/* The server that the map has for the account's address. */
static char *
get_group (RrmFoundAccount *self)
{
  g_autoptr (RrmAddress)
    address = rrm_address_parse (rrm_account_get_address (self->account), NULL);
  g_autoptr (RrmServiceSettings) settings = NULL;

  if (address != NULL)
    settings = rrm_provider_map_get_settings (rrm_provider_map_get_default (),
                                              rrm_address_get_domain (address),
                                              RRM_PROTOCOL_SMTP);

  return settings != NULL ? g_strdup (rrm_service_settings_get_host (settings)) : NULL;
}

static gboolean
is_comparable (RrmFoundAccount *self,
               RrmFoundAccount *other)
{
  g_autofree char *one = get_group (self);
  g_autofree char *another = get_group (other);

  return self != other && other->tested && other->works && self->client == other->client &&
         g_str_equal (self->path, other->path) && one != NULL && g_strcmp0 (one, another) == 0;
}

/**
 * rrm_found_account_compare:
 * @self: an account that was tested as it is, and fails
 * @others: all accounts that were found
 *
 * Where one of the same mail program and the same servers works, what differs is told. It is no
 * change to be made: what works for one address may be set for it alone.
 */
void
rrm_found_account_compare (RrmFoundAccount *self,
                           GListModel *others)
{
  RrmClientProfile profile = { .client = self->client };
  RrmClientAccount failing = { .account = self->account };

  if (!self->tested || self->works || self->better != NULL || self->differing != NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (others) && self->differing == NULL; i++)
    {
      g_autoptr (RrmFoundAccount) other = g_list_model_get_item (others, i);
      RrmClientAccount working = { .account = other->account };

      if (is_comparable (self, other))
        self->differing = rrm_client_compare (&profile, &working, &failing);
    }
  if (self->differing == NULL)
    return;
  rrm_finding_set_change (self->differing, NULL);
  g_ptr_array_insert (self->findings, 0, self->differing);
}
