/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"
#include "model/address.h"
#include "model/provider-map.h"
#include "setup/setup-private.h"

/* Fix it: what it may change without being asked again, and the way back. */

/* A mailbox of another provider: its password is none that may go to the family's servers. */
static gboolean
is_of_others (RrmSetup *self)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();
  g_autoptr (RrmAddress) address =
    rrm_address_parse (rrm_draft_get_text (self->draft, RRM_FIELD_ADDRESS), NULL);
  const char *domain = address != NULL ? rrm_address_get_domain (address) : NULL;
  g_autofree char *meant =
    domain != NULL ? rrm_provider_map_correct_domain (map, domain) : NULL;

  return domain != NULL && meant == NULL && !rrm_provider_map_has_domain (map, domain);
}

static gboolean
is_known_host (RrmSetup *self,
               const char *host,
               gboolean same_address)
{
  if (g_hash_table_contains (self->confirmed_hosts, host))
    return TRUE;
  if (same_address && is_of_others (self))
    return FALSE;

  return g_strv_contains (rrm_provider_map_get_hosts (rrm_provider_map_get_default ()), host);
}

/* A new host that nobody has seen yet: no password goes there before the person agrees. */
static const char *
find_unknown_host (RrmSetup *self,
                   const RrmChange *change)
{
  static const char *const keys[] = { "incoming.host", "outgoing.host" };
  gboolean same_address = rrm_change_lookup (change, "address") == NULL;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GVariant *value = rrm_change_lookup (change, keys[i]);
      const char *host = value != NULL ? g_variant_get_string (value, NULL) : NULL;

      if (host != NULL && !is_known_host (self, host, same_address))
        return host;
    }

  return NULL;
}

/*< private >
 * rrm_setup_forget_fix:
 * @self: a setup
 *
 * What was changed last can no longer be undone.
 */
void
rrm_setup_forget_fix (RrmSetup *self)
{
  g_clear_object (&self->before_fix);
  g_clear_pointer (&self->fixed, g_strfreev);
  rrm_setup_notify (self, RRM_SETUP_PROP_FIXED);
}

/**
 * rrm_setup_fix:
 * @self: a setup
 * @finding: a finding with a change
 * @host: (out) (transfer full) (optional): with %RRM_GATE_HOST, the server to confirm by
 *   [method@Setup.confirm_host]
 *
 * Applies the change and tests again. A server that has refused this name and password is left out
 * of that test. The change stands in [method@Setup.get_fixed] and can be undone.
 *
 * Returns: whether it was applied and the test has begun; with %RRM_GATE_HOST nothing was changed,
 *   with the others only the test has not begun. While a test is running nothing happens
 */
RrmGate
rrm_setup_fix (RrmSetup *self,
               RrmFinding *finding,
               char **host)
{
  RrmChange *change = rrm_finding_get_change (finding);
  g_autoptr (RrmAccount) before = NULL;
  g_autoptr (RrmAccount) after = NULL;
  const char *unknown;
  RrmField wrong;

  g_return_val_if_fail (change != NULL, RRM_GATE_OPEN);
  if (self->cancellable != NULL)
    return RRM_GATE_OPEN;

  unknown = find_unknown_host (self, change);
  if (unknown != NULL)
    {
      if (host != NULL)
        *host = g_strdup (unknown);
      return RRM_GATE_HOST;
    }

  before = rrm_draft_to_account (self->draft);
  after = rrm_change_apply (change, before);
  rrm_setup_forget_fix (self);
  self->fixed = rrm_explain_change_items (change, before);
  self->before_fix = g_steal_pointer (&before);
  rrm_draft_load_account (self->draft, after);
  rrm_setup_notify (self, RRM_SETUP_PROP_FIXED);

  return rrm_setup_begin_test (self, RRM_TEST_AFTER_CHANGE, &wrong);
}

/**
 * rrm_setup_confirm_host:
 * @self: a setup
 * @host: a server
 *
 * The person has agreed that the password goes there.
 */
void
rrm_setup_confirm_host (RrmSetup *self,
                        const char *host)
{
  g_hash_table_add (self->confirmed_hosts, g_strdup (host));
}

/**
 * rrm_setup_get_fixed:
 * @self: a setup
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): what the latest fix has changed,
 *   "name: old → new"; %NULL where nothing can be undone
 */
const char *const *
rrm_setup_get_fixed (RrmSetup *self)
{
  return (const char *const *) self->fixed;
}

/**
 * rrm_setup_undo:
 * @self: a setup
 *
 * Takes the latest fix back. No test begins.
 */
void
rrm_setup_undo (RrmSetup *self)
{
  g_autoptr (RrmAccount) before = NULL;

  if (self->before_fix == NULL)
    return;

  rrm_setup_stop (self);
  before = g_steal_pointer (&self->before_fix);
  rrm_draft_load_account (self->draft, before);
  rrm_setup_forget_fix (self);
}
