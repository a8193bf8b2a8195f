/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/probe-plan.h"

#include "model/address.h"
#include "model/provider-map.h"
#include "model/tables.h"

#include <gio/gio.h>

/* The ports that mail servers answer at (RFC 8314, RFC 6409), as they are looked at beside a port
 * that does not answer. Port 25 is left out: home networks block it, so its silence proves nothing.
 * */
static const struct
{
  RrmProtocol protocol;
  guint16 port;
  RrmSecurity security;
} ports[] = {
  { RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS },
  { RRM_PROTOCOL_IMAP, 143, RRM_SECURITY_STARTTLS },
  { RRM_PROTOCOL_POP3, 995, RRM_SECURITY_TLS },
  { RRM_PROTOCOL_POP3, 110, RRM_SECURITY_STARTTLS },
  { RRM_PROTOCOL_SMTP, 587, RRM_SECURITY_STARTTLS },
  { RRM_PROTOCOL_SMTP, 465, RRM_SECURITY_TLS },
};

/* What is planned, and for whom. */
typedef struct
{
  RrmServiceReport *service;
  RrmServiceSettings *settings;
  RrmCheckOptions *options;
  /* The host itself is this computer: nothing else has to do with it. */
  gboolean local;
  GPtrArray *probes;
} Plan;

static gboolean
is_local (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* With redirects, probes go only where one leads; the rest is not tried and proves nothing. */
static gboolean
may_go (Plan *plan,
        const char *host,
        guint16 port)
{
  if (!plan->options->practice && rrm_redirects_is_empty (plan->options->redirects))
    return !plan->local || g_str_equal (host, rrm_service_settings_get_host (plan->settings));

  return rrm_redirects_lookup (plan->options->redirects, host, port, NULL, NULL);
}

static RrmProbe *
add (Plan *plan,
     RrmProbeKind kind,
     const char *host,
     guint16 port,
     RrmSecurity security)
{
  RrmProbe *probe;

  if (!may_go (plan, host, port))
    return NULL;
  probe = rrm_probe_new (kind, rrm_service_settings_get_protocol (plan->settings), host, port,
                         security);
  g_ptr_array_add (plan->probes, probe);

  return probe;
}

static void
add_other_ports (Plan *plan,
                 gboolean same_protocol)
{
  const char *host = rrm_service_settings_get_host (plan->settings);
  RrmProtocol protocol = rrm_service_settings_get_protocol (plan->settings);

  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    if (ports[i].port != rrm_service_settings_get_port (plan->settings) &&
        (!same_protocol || ports[i].protocol == protocol))
      {
        RrmProbe *probe =
          add (plan, RRM_PROBE_OTHER_PORT, host, ports[i].port, ports[i].security);

        if (probe != NULL)
          probe->protocol = ports[i].protocol;
      }
}

static void
add_siblings (Plan *plan)
{
  const char *host = rrm_service_settings_get_host (plan->settings);
  g_auto (GStrv) siblings = rrm_provider_map_get_siblings (rrm_provider_map_get_default (), host);

  for (guint i = 0; siblings != NULL && siblings[i] != NULL; i++)
    add (plan, RRM_PROBE_SIBLING, siblings[i], rrm_service_settings_get_port (plan->settings),
         rrm_service_settings_get_security (plan->settings));
}

/* The family that did not connect: the other one has been seen. */
static void
add_families (Plan *plan)
{
  GPtrArray *attempts = rrm_service_report_get_attempts (plan->service);

  if (plan->options->family != G_SOCKET_FAMILY_INVALID)
    return;

  for (guint i = 0; i < attempts->len; i++)
    {
      RrmAttempt *attempt = g_ptr_array_index (attempts, i);
      RrmProbe *probe;

      if (!attempt->connected)
        continue;
      probe = add (plan, RRM_PROBE_FAMILY, rrm_service_settings_get_host (plan->settings),
                   rrm_service_settings_get_port (plan->settings),
                   rrm_service_settings_get_security (plan->settings));
      if (probe != NULL)
        probe->ipv6 = !attempt->ipv6;
      return;
    }
}

static void
add_outside (Plan *plan,
             gboolean neutral)
{
  g_autoptr (GKeyFile) file = rrm_table_load ("probes.ini");
  const char *group = neutral ? "neutral" : "web";
  g_autofree char *host = g_key_file_get_string (file, group, "host", NULL);
  guint16 port = (guint16) g_key_file_get_integer (file, group, "port", NULL);
  RrmProbe *probe = add (plan, neutral ? RRM_PROBE_NEUTRAL : RRM_PROBE_WEB, host, port,
                         RRM_SECURITY_NONE);

  if (probe == NULL || neutral)
    return;
  probe->path = g_key_file_get_string (file, group, "path", NULL);
  probe->body = g_key_file_get_string (file, group, "body", NULL);
}

/* A port that hangs up on TLS may wait for somebody who listens first. */
static void
add_clear_text (Plan *plan)
{
  if (rrm_service_report_get_security (plan->service) == RRM_SECURITY_TLS)
    add (plan, RRM_PROBE_CLEARTEXT, rrm_service_settings_get_host (plan->settings),
         rrm_service_settings_get_port (plan->settings), RRM_SECURITY_NONE);
}

static void
add_handshakes (Plan *plan)
{
  const char *host = rrm_service_settings_get_host (plan->settings);
  guint16 port = rrm_service_settings_get_port (plan->settings);
  RrmProbe *probe;

  /* Behind STARTTLS a handshake cannot begin at once. */
  if (rrm_service_report_get_security (plan->service) != RRM_SECURITY_TLS)
    return;
  add (plan, RRM_PROBE_TLS, host, port, RRM_SECURITY_TLS);
  probe = add (plan, RRM_PROBE_TLS, host, port, RRM_SECURITY_TLS);
  if (probe != NULL)
    probe->legacy = TRUE;
}

static void
add_for_reach (Plan *plan)
{
  add_other_ports (plan, FALSE);
  add_siblings (plan);
  add_families (plan);
  add_outside (plan, TRUE);
  add_outside (plan, FALSE);
}

static RrmStepReport *
get_current_step (RrmServiceReport *service)
{
  RrmStepReport *step = rrm_service_report_get_failed_step (service);
  GPtrArray *steps = rrm_service_report_get_steps (service);

  for (guint i = 0; step == NULL && i < steps->len; i++)
    if (rrm_step_report_get_status (g_ptr_array_index (steps, i)) == RRM_STATUS_RUNNING)
      step = g_ptr_array_index (steps, i);

  return step;
}

static void
plan_for_fault (Plan *plan,
                RrmStepName step,
                RrmFaultKind fault)
{
  switch (fault)
    {
    case RRM_FAULT_REFUSED:
    case RRM_FAULT_UNREACHABLE:
    case RRM_FAULT_TIMED_OUT:
    case RRM_FAULT_NETWORK:
      if (step <= RRM_STEP_NAME_TLS)
        add_for_reach (plan);
      break;
    case RRM_FAULT_RESET:
    case RRM_FAULT_CLOSED:
      if (step <= RRM_STEP_NAME_TLS)
        add_for_reach (plan);
      if (step == RRM_STEP_NAME_TLS)
        {
          add_handshakes (plan);
          add_clear_text (plan);
        }
      break;
    case RRM_FAULT_TLS_ALERT:
    case RRM_FAULT_TLS_VERSION:
    case RRM_FAULT_TLS_FAILED:
      if (step < RRM_STEP_NAME_LOGIN)
        {
          add_handshakes (plan);
          add_outside (plan, FALSE);
        }
      break;
    case RRM_FAULT_CERTIFICATE:
      add_outside (plan, FALSE);
      break;
    case RRM_FAULT_WRONG_PROTOCOL:
    case RRM_FAULT_NOT_TLS:
    case RRM_FAULT_STARTTLS_NOT_OFFERED:
    case RRM_FAULT_STARTTLS_REFUSED:
      add_other_ports (plan, FALSE);
      add_outside (plan, FALSE);
      break;
    case RRM_FAULT_NO_MECHANISM:
      /* Port 25 takes no login, a submission port of the same host may. */
      if (rrm_service_settings_get_protocol (plan->settings) == RRM_PROTOCOL_SMTP)
        add_other_ports (plan, TRUE);
      break;
    case RRM_FAULT_NAME_NOT_FOUND:
    case RRM_FAULT_NAME_NO_ADDRESS:
    case RRM_FAULT_NAME_SERVER_FAILED:
    case RRM_FAULT_TLS_EXPECTED:
    case RRM_FAULT_STARTTLS_INJECTION:
    case RRM_FAULT_PREAUTH:
    case RRM_FAULT_REPLY:
    case RRM_FAULT_MALFORMED:
    case RRM_FAULT_LOGIN_DISABLED:
    case RRM_FAULT_BAD_INPUT:
    case RRM_FAULT_BAD_PROOF:
    case RRM_FAULT_CANCELLED:
    default:
      /* The answer itself says what is wrong. */
      break;
    }
}

/**
 * rrm_probe_plan:
 * @service: a service whose step has failed, or runs for too long
 * @options: how the test is made
 *
 * Says what to look at for comparison.
 *
 * Returns: (transfer full) (element-type RrmProbe): probes that have not run; none where the answer
 *   of the server says enough
 */
GPtrArray *
rrm_probe_plan (RrmServiceReport *service,
                RrmCheckOptions *options)
{
  RrmServiceSettings *settings = rrm_service_report_get_settings (service);
  RrmStepReport *step = get_current_step (service);
  const RrmFault *fault = step != NULL ? rrm_step_report_get_fault (step) : NULL;
  Plan plan = {
    .service = service,
    .settings = settings,
    .options = options,
    .local = is_local (rrm_service_settings_get_host (settings)),
    .probes = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_probe_free),
  };

  if (step != NULL && options->probes)
    plan_for_fault (&plan, rrm_step_report_get_name (step),
                    fault != NULL ? fault->kind : RRM_FAULT_TIMED_OUT);

  return plan.probes;
}
