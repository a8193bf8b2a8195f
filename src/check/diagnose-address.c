/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

/* Behind a login the address counts again where it is the sender. */
static gboolean
depends_on_address (const RrmFailure *failure)
{
  return !rrm_service_report_get_facts (failure->service)->login_accepted ||
         (failure->step == RRM_STEP_NAME_SENDER && failure->fault->kind == RRM_FAULT_REPLY);
}

static gboolean
find_first_failure (RrmDiagnosis *self,
                    RrmFailure *failure)
{
  GPtrArray *services = rrm_report_get_services (self->report);

  for (guint i = 0; i < services->len; i++)
    if (rrm_failure_find (g_ptr_array_index (services, i), failure) && depends_on_address (failure))
      return TRUE;

  return FALSE;
}

/* The names to sign in with follow the address where they were the address. */
static RrmChange *
change_address (RrmDiagnosis *self,
                const char *right)
{
  RrmServiceSettings *services[] = { rrm_account_get_incoming (self->account),
                                     rrm_account_get_outgoing (self->account) };
  const char *old = rrm_address_get_text (self->address);
  RrmChange *change = rrm_change_new ();

  rrm_change_set_string (change, "address", right);
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (services[i] != NULL &&
        g_ascii_strcasecmp (rrm_service_settings_get_username (services[i]), old) == 0)
      {
        g_autofree char *key = rrm_change_key (services[i], "username");

        rrm_change_set_string (change, key, right);
      }

  return change;
}

static void
add_address_typo (RrmDiagnosis *self,
                  const RrmFailure *failure,
                  const char *right)
{
  RrmFinding *finding = rrm_diagnosis_add_failure (self, failure, RRM_FINDING_ADDRESS_TYPO);
  g_autofree char *expected =
    g_strdup_printf ("%s@%s", rrm_address_get_local_part (self->address), right);

  rrm_finding_set_detail (finding, "address", rrm_address_get_text (self->address));
  rrm_finding_set_detail (finding, "expected-address", expected);
  rrm_finding_set_detail (finding, "domain", self->domain);
  rrm_finding_set_detail (finding, "expected-domain", right);
  rrm_finding_set_change (finding, change_address (self, expected));
}

/**
 * diagnose_address:
 * @self: what is known
 *
 * What the address itself shows: told once, where a test fails that the address explains.
 */
void
diagnose_address (RrmDiagnosis *self)
{
  const RrmStranger *stranger;
  g_autofree char *right = NULL;
  RrmFailure failure;
  RrmFinding *finding;

  if (self->address == NULL || !find_first_failure (self, &failure))
    return;

  right = rrm_provider_map_correct_domain (self->map, self->domain);
  if (right == NULL && failure.step == RRM_STEP_NAME_LOGIN)
    right = g_strdup (rrm_provider_map_get_likelier_domain (self->map, self->domain));
  if (right != NULL)
    {
      add_address_typo (self, &failure, right);
      return;
    }

  stranger = rrm_provider_map_get_stranger (self->map, self->domain);
  if (stranger == NULL ||
      !rrm_diagnosis_is_provider_host (self, rrm_service_settings_get_host (failure.settings)))
    return;
  finding = rrm_diagnosis_add_failure (self, &failure, RRM_FINDING_NOT_THIS_PROVIDER);
  rrm_finding_set_detail (finding, "domain", self->domain);
  rrm_finding_set_detail (finding, "kind", stranger->kind);
  rrm_finding_set_detail (finding, "provider", stranger->provider);
}
