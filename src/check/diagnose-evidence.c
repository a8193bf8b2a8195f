/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

/* What the comparison probes, and the other service of the same test, say about a failure. A probe
 * that did not end is unknown and proves nothing. */

static GPtrArray *
get_probes (RrmDiagnosis *self)
{
  return rrm_report_get_probes (self->report);
}

static const char *
get_host (RrmServiceReport *service)
{
  return rrm_service_settings_get_host (rrm_service_report_get_settings (service));
}

static guint16
get_port (RrmServiceReport *service)
{
  return rrm_service_settings_get_port (rrm_service_report_get_settings (service));
}

static void
set_where (const char **host,
           guint16 *port,
           const char *found_host,
           guint16 found_port)
{
  if (host != NULL)
    *host = found_host;
  if (port != NULL)
    *port = found_port;
}

/* A refusal is an answer: the host is there. */
static gboolean
is_alive (const RrmProbe *probe)
{
  return probe->result == RRM_PROBE_ANSWERED || probe->result == RRM_PROBE_CONNECTED ||
         probe->result == RRM_PROBE_REFUSED;
}

static gboolean
is_working_port (const RrmProbe *probe,
                 RrmServiceReport *service,
                 gboolean only_tls)
{
  return probe->kind == RRM_PROBE_OTHER_PORT && probe->result == RRM_PROBE_ANSWERED &&
         probe->protocol == rrm_service_report_get_protocol (service) &&
         probe->security != RRM_SECURITY_NONE && probe->port != get_port (service) &&
         g_str_equal (probe->host, get_host (service)) &&
         (!only_tls || probe->security == RRM_SECURITY_TLS);
}

/**
 * rrm_evidence_find_port:
 * @self: what is known
 * @service: a service that failed
 * @only_tls: only a port with TLS from the first byte
 *
 * Returns: (nullable): a look at another port of the same host, where the same protocol answered as
 *   it should; of several, one where the security that is set can stay
 */
const RrmProbe *
rrm_evidence_find_port (RrmDiagnosis *self,
                        RrmServiceReport *service,
                        gboolean only_tls)
{
  RrmSecurity wanted =
    rrm_service_settings_get_security (rrm_service_report_get_settings (service));
  GPtrArray *probes = get_probes (self);
  const RrmProbe *found = NULL;

  for (guint i = 0; i < probes->len; i++)
    {
      const RrmProbe *probe = g_ptr_array_index (probes, i);

      if (!is_working_port (probe, service, only_tls))
        continue;
      if (probe->security == wanted)
        return probe;
      if (found == NULL)
        found = probe;
    }

  return found;
}

/**
 * rrm_evidence_find:
 * @self: what is known
 * @service: a service that failed
 * @kind: what was compared
 * @result: what came of it
 *
 * Returns: (nullable): the first such probe of that service
 */
const RrmProbe *
rrm_evidence_find (RrmDiagnosis *self,
                   RrmServiceReport *service,
                   RrmProbeKind kind,
                   RrmProbeResult result)
{
  GPtrArray *probes = get_probes (self);

  for (guint i = 0; i < probes->len; i++)
    {
      const RrmProbe *probe = g_ptr_array_index (probes, i);

      if (probe->kind == kind && probe->result == result &&
          probe->service == rrm_service_report_get_protocol (service))
        return probe;
    }

  return NULL;
}

/**
 * rrm_evidence_host_alive:
 * @self: what is known
 * @service: a service that failed
 * @host: (out) (optional): what answered
 * @port: (out) (optional): at which port
 *
 * Returns: whether another port of the same host gave an answer, in a probe or in the other service
 *   of the test
 */
gboolean
rrm_evidence_host_alive (RrmDiagnosis *self,
                         RrmServiceReport *service,
                         const char **host,
                         guint16 *port)
{
  GPtrArray *services = rrm_report_get_services (self->report);
  GPtrArray *probes = get_probes (self);

  for (guint i = 0; i < services->len; i++)
    {
      RrmServiceReport *other = g_ptr_array_index (services, i);

      if (g_str_equal (get_host (other), get_host (service)) &&
          get_port (other) != get_port (service) &&
          rrm_service_report_passed (other, RRM_STEP_NAME_CONNECT))
        {
          set_where (host, port, get_host (other), get_port (other));
          return TRUE;
        }
    }
  for (guint i = 0; i < probes->len; i++)
    {
      const RrmProbe *probe = g_ptr_array_index (probes, i);

      if (probe->kind == RRM_PROBE_OTHER_PORT && is_alive (probe) &&
          probe->port != get_port (service) && g_str_equal (probe->host, get_host (service)))
        {
          set_where (host, port, probe->host, probe->port);
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * rrm_evidence_sibling_alive:
 * @self: what is known
 * @service: a service that failed
 * @host: (out) (optional): what answered
 * @port: (out) (optional): at which port
 *
 * Returns: whether the same port of a sibling host gave an answer
 */
gboolean
rrm_evidence_sibling_alive (RrmDiagnosis *self,
                            RrmServiceReport *service,
                            const char **host,
                            guint16 *port)
{
  GPtrArray *probes = get_probes (self);

  for (guint i = 0; i < probes->len; i++)
    {
      const RrmProbe *probe = g_ptr_array_index (probes, i);

      if (probe->kind == RRM_PROBE_SIBLING && is_alive (probe) &&
          probe->port == get_port (service))
        {
          set_where (host, port, probe->host, probe->port);
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
has_outside (RrmDiagnosis *self,
             gboolean works)
{
  GPtrArray *probes = get_probes (self);

  for (guint i = 0; i < probes->len; i++)
    {
      const RrmProbe *probe = g_ptr_array_index (probes, i);

      if (probe->kind == RRM_PROBE_NEUTRAL && probe->result != RRM_PROBE_UNKNOWN &&
          is_alive (probe) == works)
        return TRUE;
      if (probe->kind == RRM_PROBE_WEB && works && probe->result == RRM_PROBE_ANSWERED &&
          probe->expected)
        return TRUE;
    }

  return FALSE;
}

/**
 * rrm_evidence_network_works:
 * @self: what is known
 *
 * Returns: whether somebody else's host gave an answer
 */
gboolean
rrm_evidence_network_works (RrmDiagnosis *self)
{
  return has_outside (self, TRUE);
}

/**
 * rrm_evidence_network_fails:
 * @self: what is known
 *
 * Returns: whether somebody else's host was silent too, and none answered
 */
gboolean
rrm_evidence_network_fails (RrmDiagnosis *self)
{
  return has_outside (self, FALSE) && !has_outside (self, TRUE);
}

/**
 * rrm_evidence_portal:
 * @self: what is known
 *
 * Returns: whether another page came than the one that always stands at a fixed address
 */
gboolean
rrm_evidence_portal (RrmDiagnosis *self)
{
  GPtrArray *probes = get_probes (self);

  for (guint i = 0; i < probes->len; i++)
    {
      const RrmProbe *probe = g_ptr_array_index (probes, i);

      if (probe->kind == RRM_PROBE_WEB && probe->result == RRM_PROBE_ANSWERED && !probe->expected)
        return TRUE;
    }

  return FALSE;
}
