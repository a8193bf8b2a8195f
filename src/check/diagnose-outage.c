/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

/* How the hosts of the family that were tried behaved. */
typedef struct
{
  RrmDiagnosis *diagnosis;
  /* "mail.twc.com:993" */
  GHashTable *dead;
  GHashTable *hosts;
  gboolean refused;
  gboolean alive;
} Tally;

static gboolean
is_dead_fault (RrmFaultKind fault)
{
  return fault == RRM_FAULT_REFUSED || fault == RRM_FAULT_TIMED_OUT || fault == RRM_FAULT_RESET ||
         fault == RRM_FAULT_CLOSED;
}

static void
count (Tally *tally,
       const char *host,
       guint16 port,
       gboolean dead,
       RrmFaultKind fault)
{
  if (!rrm_diagnosis_is_family_host (tally->diagnosis, host))
    return;

  if (!dead)
    {
      tally->alive = TRUE;
      return;
    }
  g_hash_table_add (tally->dead, g_strdup_printf ("%s:%u", host, port));
  g_hash_table_add (tally->hosts, g_strdup (host));
  if (fault == RRM_FAULT_REFUSED)
    tally->refused = TRUE;
}

static void
count_service (Tally *tally,
               RrmServiceReport *service)
{
  RrmServiceSettings *settings = rrm_service_report_get_settings (service);
  RrmFailure failure;
  gboolean failed = rrm_failure_find (service, &failure);

  /* A name that is not found says nothing of the hosts. */
  if (failed && failure.step == RRM_STEP_NAME_RESOLVE)
    return;
  if (!failed && !rrm_service_report_passed (service, RRM_STEP_NAME_CONNECT))
    return;
  count (tally, rrm_service_settings_get_host (settings), rrm_service_settings_get_port (settings),
         failed && rrm_failure_is_early (&failure) && is_dead_fault (failure.fault->kind),
         failed ? failure.fault->kind : RRM_FAULT_CANCELLED);
}

static void
count_probe (Tally *tally,
             const RrmProbe *probe)
{
  if ((probe->kind != RRM_PROBE_OTHER_PORT && probe->kind != RRM_PROBE_SIBLING) ||
      probe->result == RRM_PROBE_UNKNOWN)
    return;
  /* A sibling whose name is not found was not tried. */
  if (probe->result == RRM_PROBE_FAILED && probe->fault <= RRM_FAULT_NAME_SERVER_FAILED)
    return;

  count (tally, probe->host, probe->port,
         probe->result == RRM_PROBE_REFUSED ||
           (probe->result != RRM_PROBE_ANSWERED && is_dead_fault (probe->fault)),
         probe->result == RRM_PROBE_REFUSED ? RRM_FAULT_REFUSED : probe->fault);
}

/**
 * rrm_evidence_outage:
 * @self: what is known
 * @hosts: (out) (transfer full): the hosts that were tried
 * @n_tried: (out): how many ports, on all of them
 *
 * Returns: whether every port of every host of the provider that was tried, two at least, is dead
 *   while the network works: a refusal shows that it does, and so does an answer from somebody
 *   else's host
 */
gboolean
rrm_evidence_outage (RrmDiagnosis *self,
                     char **hosts,
                     guint *n_tried)
{
  GPtrArray *services = rrm_report_get_services (self->report);
  GPtrArray *probes = rrm_report_get_probes (self->report);
  g_autoptr (GHashTable) dead = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Tally tally = { .diagnosis = self, .dead = dead, .hosts = names };
  g_autoptr (GList) keys = NULL;
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < services->len; i++)
    count_service (&tally, g_ptr_array_index (services, i));
  for (guint i = 0; i < probes->len; i++)
    count_probe (&tally, g_ptr_array_index (probes, i));

  if (tally.alive || g_hash_table_size (dead) < 2 || rrm_evidence_portal (self) ||
      !(tally.refused || rrm_evidence_network_works (self)))
    return FALSE;

  keys = g_list_sort (g_hash_table_get_keys (names), (GCompareFunc) g_strcmp0);
  for (GList *l = keys; l != NULL; l = l->next)
    g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", (const char *) l->data);
  *hosts = g_strdup (list->str);
  *n_tried = g_hash_table_size (dead);

  return TRUE;
}
