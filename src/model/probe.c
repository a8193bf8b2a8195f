/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/probe.h"

static const char *const kinds[RRM_PROBE_CLEARTEXT + 1] = {
  "other-port", "sibling", "family", "neutral", "web", "tls", "cleartext",
};

/**
 * rrm_probe_new:
 * @kind: what is compared
 * @service: the service whose failure it compares with
 * @host: the host
 * @port: the TCP port
 * @security: how the port is spoken to
 *
 * Returns: (transfer full): a probe whose result is unknown
 */
RrmProbe *
rrm_probe_new (RrmProbeKind kind,
               RrmProtocol service,
               const char *host,
               guint16 port,
               RrmSecurity security)
{
  RrmProbe *probe = g_new0 (RrmProbe, 1);

  probe->kind = kind;
  probe->service = service;
  probe->protocol = service;
  probe->host = g_strdup (host);
  probe->port = port;
  probe->security = security;

  return probe;
}

void
rrm_probe_free (RrmProbe *probe)
{
  g_free (probe->host);
  g_free (probe->text);
  g_free (probe->path);
  g_free (probe->body);
  g_free (probe);
}

/**
 * rrm_probe_kind_to_string:
 * @kind: what is compared
 *
 * Returns: its word in reports
 */
const char *
rrm_probe_kind_to_string (RrmProbeKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind];
}
