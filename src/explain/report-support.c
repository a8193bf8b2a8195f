/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/report-text.h"

#include "explain/explain.h"
#include "explain/known.h"
#include "explain/text-out.h"

#include <glib/gi18n-lib.h>

/* The report for the provider's own support, in the words of its pages about mail settings: a
 * person can read it out or send it. It says that no mail program had a part in it, as such
 * questions are turned away at once. */

static const char *
get_result (RrmServiceReport *service,
            RrmStepName name)
{
  RrmStepReport *step = rrm_service_report_get_step (service, name);

  switch (step != NULL ? rrm_step_report_get_status (step) : RRM_STATUS_SKIPPED)
    {
    case RRM_STATUS_PASSED:
    case RRM_STATUS_WARNED:
      return _("worked");
    case RRM_STATUS_FAILED:
      return _("failed");
    case RRM_STATUS_WAITING:
    case RRM_STATUS_RUNNING:
    case RRM_STATUS_SKIPPED:
    default:
      return _("not reached");
    }
}

static const char *
get_encryption_result (RrmServiceReport *service)
{
  RrmStepReport *start = rrm_service_report_get_step (service, RRM_STEP_NAME_STARTTLS);

  if (rrm_service_report_get_security (service) == RRM_SECURITY_NONE)
    return _("off");
  if (start != NULL && rrm_step_report_get_status (start) == RRM_STATUS_FAILED)
    return _("failed");

  return get_result (service, RRM_STEP_NAME_TLS);
}

static void
write_settings (RrmTextOut *out,
                RrmServiceReport *service)
{
  RrmServiceSettings *settings = rrm_service_report_get_settings (service);
  RrmProtocol protocol = rrm_service_report_get_protocol (service);
  gboolean outgoing = protocol == RRM_PROTOCOL_SMTP;

  rrm_text_out_line (out, "%s: %s", outgoing ? _("Outgoing server (SMTP)") : _("Incoming server"),
                     rrm_service_settings_get_host (settings));
  if (!outgoing)
    rrm_text_out_line (out, "  %s: %s", _("Protocol"), rrm_explain_protocol (protocol));
  rrm_text_out_line (out, "  %s: %u", _("Port"), rrm_service_settings_get_port (settings));
  rrm_text_out_line (out, "  %s: %s", _("SSL"),
                     rrm_explain_security (rrm_service_report_get_security (service)));
  rrm_text_out_line (out, "  %s: %s", _("Username"), rrm_service_settings_get_username (settings));
  if (outgoing)
    rrm_text_out_line (out, "  %s: %s", _("Requires authentication"),
                       rrm_service_settings_get_auth (settings) == RRM_AUTH_NONE ? _("No")
                                                                                 : _("Yes"));
}

static void
write_results (RrmTextOut *out,
               RrmServiceReport *service)
{
  const char *peer = rrm_service_report_get_peer (service);
  RrmTlsInfo *tls = rrm_service_report_get_tls (service);
  gboolean outgoing = rrm_service_report_get_protocol (service) == RRM_PROTOCOL_SMTP;

  rrm_text_out_line (out, "  %s: %s%s%s", _("Connection"),
                     get_result (service, RRM_STEP_NAME_CONNECT), peer != NULL ? ", " : "",
                     peer != NULL ? peer : "");
  rrm_text_out_line (out, "  %s: %s%s%s", _("Encryption"), get_encryption_result (service),
                     tls != NULL && tls->version != NULL ? ", " : "",
                     tls != NULL && tls->version != NULL ? tls->version : "");
  rrm_text_out_line (out, "  %s: %s", _("Login"), get_result (service, RRM_STEP_NAME_LOGIN));
  if (outgoing)
    {
      rrm_text_out_line (out, "  %s: %s", _("Sender (MAIL FROM)"),
                         get_result (service, RRM_STEP_NAME_SENDER));
      rrm_text_out_line (out, "  %s: %s", _("Recipient (RCPT TO)"),
                         get_result (service, RRM_STEP_NAME_RECIPIENT));
    }
  else
    rrm_text_out_line (out, "  %s: %s", _("Inbox"), get_result (service, RRM_STEP_NAME_MAILBOX));
}

static void
write_answers (RrmTextOut *out,
               RrmReport *report,
               RrmServiceReport *service)
{
  guint n_findings = g_list_model_get_n_items (rrm_report_get_findings (report));

  for (guint i = 0; i < n_findings; i++)
    {
      RrmFinding *finding = rrm_report_get_finding (report, i);
      const char *said = rrm_finding_get_server_said (finding);
      g_autofree char *quoted = NULL;
      RrmProtocol protocol;

      if (said == NULL || !rrm_finding_get_service (finding, &protocol) ||
          protocol != rrm_service_report_get_protocol (service))
        continue;
      quoted = g_strdup_printf (_("Your server answered: “%s”"), said);
      rrm_text_out_paragraph (out, "  ", "    ", quoted);
    }
}

/* Which ways were taken, and whether servers of other people could be reached at the same time. */
static void
write_network (RrmTextOut *out,
               RrmReport *report)
{
  GPtrArray *services = rrm_report_get_services (report);
  GPtrArray *probes = rrm_report_get_probes (report);
  gboolean ipv4 = FALSE, ipv6 = FALSE, neutral = FALSE;

  for (guint i = 0; i < services->len; i++)
    {
      GPtrArray *attempts = rrm_service_report_get_attempts (g_ptr_array_index (services, i));

      for (guint j = 0; j < attempts->len; j++)
        {
          const RrmAttempt *attempt = g_ptr_array_index (attempts, j);

          ipv4 = ipv4 || !attempt->ipv6;
          ipv6 = ipv6 || attempt->ipv6;
        }
    }
  for (guint i = 0; i < probes->len; i++)
    {
      const RrmProbe *probe = g_ptr_array_index (probes, i);

      /* A login page of the network is nobody else's answer. */
      neutral = neutral ||
                (probe->kind == RRM_PROBE_NEUTRAL &&
                 (probe->result == RRM_PROBE_ANSWERED || probe->result == RRM_PROBE_CONNECTED)) ||
                (probe->kind == RRM_PROBE_WEB && probe->result == RRM_PROBE_ANSWERED &&
                 probe->expected);
    }

  if (ipv4 || ipv6)
    rrm_text_out_line (out, "%s: %s%s%s", _("Network"), ipv4 ? "IPv4" : "",
                       ipv4 && ipv6 ? ", " : "", ipv6 ? "IPv6" : "");
  if (!rrm_report_get_network_usable (report))
    rrm_text_out_paragraph (out, "", "", _("This computer was not on the internet at that time."));
  else if (neutral)
    rrm_text_out_paragraph (out, "", "",
                            _("Servers of other companies answered from here at that time."));
}

static gboolean
is_for_spectrum (RrmReport *report)
{
  GPtrArray *services = rrm_report_get_services (report);

  for (guint i = 0; i < services->len; i++)
    if (rrm_known_is_family_name (rrm_service_settings_get_host (
          rrm_service_report_get_settings (g_ptr_array_index (services, i)))))
      return TRUE;

  return services->len == 0;
}

static void
write_head (RrmTextOut *out,
            RrmReport *report)
{
  g_autofree char *date = rrm_explain_date (rrm_report_get_date (report));

  rrm_text_out_line (out, "%s",
                     is_for_spectrum (report) ? _("For Spectrum support")
                                              : _("For the support of your mail provider"));
  rrm_text_out_blank (out);
  rrm_text_out_line (out, "%s: %s", _("Mailbox"),
                     rrm_account_get_address (rrm_report_get_account (report)));
  rrm_text_out_line (out, "%s: %s", _("Tested"), date);
  rrm_text_out_paragraph (out, "", "",
                          _("No mail program had a part in this. The test spoke to the mail "
                             "servers itself, with the settings below."));
  write_network (out, report);
  rrm_text_out_blank (out);
}

/**
 * rrm_report_to_support_text:
 * @report: a report that has its findings
 * @flags: only %RRM_REPORT_TEXT_MASK_ADDRESS counts
 *
 * Returns: (transfer full): the report for the provider's support
 */
char *
rrm_report_to_support_text (RrmReport *report,
                            RrmReportTextFlags flags)
{
  g_autoptr (RrmMask) mask = (flags & RRM_REPORT_TEXT_MASK_ADDRESS) != 0
                               ? rrm_mask_new (rrm_report_get_account (report))
                               : NULL;
  RrmTextOut out = { g_string_new (NULL), mask };
  GPtrArray *services = rrm_report_get_services (report);

  write_head (&out, report);
  for (guint i = 0; i < services->len; i++)
    {
      RrmServiceReport *service = g_ptr_array_index (services, i);

      write_settings (&out, service);
      write_results (&out, service);
      write_answers (&out, report, service);
      rrm_text_out_blank (&out);
    }

  return g_string_free (out.text, FALSE);
}
