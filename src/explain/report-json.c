/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/report-json.h"

#include "explain/json-out.h"

#define FORMAT_VERSION 1

static const char *const probe_results[] = {
  [RRM_PROBE_UNKNOWN] = "unknown",     [RRM_PROBE_ANSWERED] = "answered",
  [RRM_PROBE_CONNECTED] = "connected", [RRM_PROBE_REFUSED] = "refused",
  [RRM_PROBE_FAILED] = "failed",
};

static const char *const seen_words[] = {
  [RRM_SEEN_NOTHING] = "nothing", [RRM_SEEN_IMAP] = "imap", [RRM_SEEN_POP3] = "pop3",
  [RRM_SEEN_SMTP] = "smtp",       [RRM_SEEN_HTTP] = "http", [RRM_SEEN_TLS] = "tls",
  [RRM_SEEN_OTHER] = "other",
};

static void
write_direction (RrmJsonOut *out,
                 const char *name,
                 RrmServiceSettings *settings)
{
  if (settings == NULL)
    return;

  json_builder_set_member_name (out->builder, name);
  json_builder_begin_object (out->builder);
  rrm_json_out_settings (out, settings);
  json_builder_end_object (out->builder);
}

static void
write_account (RrmJsonOut *out,
               RrmAccount *account)
{
  json_builder_set_member_name (out->builder, "account");
  json_builder_begin_object (out->builder);
  rrm_json_out_string (out, "address", rrm_account_get_address (account));
  write_direction (out, "incoming", rrm_account_get_incoming (account));
  write_direction (out, "outgoing", rrm_account_get_outgoing (account));
  json_builder_end_object (out->builder);
}

static void
write_services (RrmJsonOut *out,
                GPtrArray *services)
{
  json_builder_set_member_name (out->builder, "services");
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < services->len; i++)
    rrm_json_out_service (out, g_ptr_array_index (services, i));
  json_builder_end_array (out->builder);
}

static void
write_probe (RrmJsonOut *out,
             const RrmProbe *probe)
{
  json_builder_begin_object (out->builder);
  rrm_json_out_string (out, "kind", rrm_probe_kind_to_string (probe->kind));
  rrm_json_out_string (out, "service", rrm_protocol_to_string (probe->service));
  rrm_json_out_string (out, "host", probe->host);
  rrm_json_out_uint (out, "port", probe->port);
  if (probe->kind == RRM_PROBE_FAMILY)
    rrm_json_out_string (out, "family", probe->ipv6 ? "ipv6" : "ipv4");
  if (probe->kind != RRM_PROBE_WEB)
    rrm_json_out_string (out, "security", rrm_security_to_string (probe->security));
  rrm_json_out_string (out, "result", probe_results[probe->result]);
  rrm_json_out_string (out, "seen", seen_words[probe->seen]);
  if (probe->result == RRM_PROBE_FAILED)
    rrm_json_out_string (out, "fault", rrm_fault_kind_to_string (probe->fault));
  rrm_json_out_string (out, "text", probe->text);
  if (probe->date != 0)
    rrm_json_out_date (out, "date", probe->date);
  if (probe->status != 0)
    rrm_json_out_uint (out, "status", probe->status);
  json_builder_end_object (out->builder);
}

static void
write_probes (RrmJsonOut *out,
              GPtrArray *probes)
{
  json_builder_set_member_name (out->builder, "probes");
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < probes->len; i++)
    write_probe (out, g_ptr_array_index (probes, i));
  json_builder_end_array (out->builder);
}

/* What is different since the account worked, where that is remembered. */
static void
write_since (RrmJsonOut *out,
             RrmReport *report)
{
  GPtrArray *differences = rrm_report_get_differences (report);

  if (differences == NULL)
    return;

  json_builder_set_member_name (out->builder, "since");
  json_builder_begin_object (out->builder);
  rrm_json_out_date (out, "date", g_date_time_to_unix (rrm_report_get_since (report)));
  json_builder_set_member_name (out->builder, "differences");
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < differences->len; i++)
    {
      const RrmDifference *difference = g_ptr_array_index (differences, i);

      json_builder_begin_object (out->builder);
      rrm_json_out_string (out, "service", rrm_protocol_to_string (difference->service));
      rrm_json_out_string (out, "name", difference->name);
      if (difference->before != NULL)
        rrm_json_out_string (out, "before", difference->before);
      rrm_json_out_string (out, "now", difference->now);
      json_builder_end_object (out->builder);
    }
  json_builder_end_array (out->builder);
  json_builder_end_object (out->builder);
}

static void
write_head (RrmJsonOut *out,
            gint64 date,
            RrmStage until)
{
  rrm_json_out_string (out, "format", "rrmail-report");
  rrm_json_out_uint (out, "version", FORMAT_VERSION);
  rrm_json_out_string (out, "program", "rrmail " PACKAGE_VERSION);
  rrm_json_out_date (out, "date", date);
  rrm_json_out_string (out, "until", rrm_stage_to_string (until));
}

static char *
report_to_json (RrmReport *report,
                RrmMask *mask,
                gboolean pretty)
{
  g_autoptr (RrmJsonOut) out = rrm_json_out_new (mask);
  RrmAccount *account = rrm_report_get_account (report);

  write_head (out, g_date_time_to_unix (rrm_report_get_date (report)),
              rrm_report_get_until (report));
  rrm_json_out_boolean (out, "stopped", rrm_report_get_stopped (report));
  rrm_json_out_boolean (out, "practice", rrm_report_get_practice (report));
  write_account (out, account);
  rrm_json_out_string (out, "verdict", rrm_verdict_to_string (rrm_report_get_verdict (report)));
  rrm_json_out_string (out, "where", rrm_where_to_string (rrm_report_get_where (report)));
  write_services (out, rrm_report_get_services (report));
  write_probes (out, rrm_report_get_probes (report));
  rrm_json_out_findings (out, "findings", rrm_report_get_findings (report), account);
  write_since (out, report);

  return rrm_json_out_end (out, pretty);
}

/**
 * rrm_report_to_json:
 * @report: a report
 * @pretty: a line for each member, else one line for all
 *
 * Writes everything that a test found, secrets masked, as the command's contract promises.
 *
 * Returns: (transfer full): one object as UTF-8, without a line end
 */
char *
rrm_report_to_json (RrmReport *report,
                    gboolean pretty)
{
  return report_to_json (report, NULL, pretty);
}

/**
 * rrm_report_to_json_masked:
 * @report: a report
 * @pretty: a line for each member, else one line for all
 *
 * Returns: (transfer full): as [func@report_to_json], with the address and the user names hidden
 */
char *
rrm_report_to_json_masked (RrmReport *report,
                           gboolean pretty)
{
  g_autoptr (RrmMask) mask = rrm_mask_new (rrm_report_get_account (report));

  return report_to_json (report, mask, pretty);
}

static void
write_empty_array (RrmJsonOut *out,
                   const char *name)
{
  json_builder_set_member_name (out->builder, name);
  json_builder_begin_array (out->builder);
  json_builder_end_array (out->builder);
}

/**
 * rrm_refused_report_to_json:
 * @account: what is known of an account that cannot be tested
 * @until: how far the test would have gone
 * @findings: a model of #RrmFinding: what was found without a test
 * @why: why it is not tested, in one sentence
 *
 * Returns: (transfer full): a report of it in one line, without a line end
 */
char *
rrm_refused_report_to_json (RrmAccount *account,
                            RrmStage until,
                            GListModel *findings,
                            const char *why)
{
  g_autoptr (RrmJsonOut) out = rrm_json_out_new (NULL);

  write_head (out, g_get_real_time () / G_USEC_PER_SEC, until);
  rrm_json_out_boolean (out, "stopped", FALSE);
  rrm_json_out_boolean (out, "practice", FALSE);
  write_account (out, account);
  rrm_json_out_string (out, "verdict", rrm_verdict_to_string (RRM_VERDICT_NOT_WORKING));
  rrm_json_out_string (out, "where", rrm_where_to_string (RRM_WHERE_SETTINGS));
  write_empty_array (out, "services");
  write_empty_array (out, "probes");
  rrm_json_out_findings (out, "findings", findings, account);
  rrm_json_out_string (out, "error", why);

  return rrm_json_out_end (out, FALSE);
}

/**
 * rrm_explanation_list_to_json:
 * @findings: a model of #RrmFinding, the likeliest first
 * @pretty: a line for each member, else one line for all
 *
 * Returns: (transfer full): what `rrmail explain --json` prints, without a line end
 */
char *
rrm_explanation_list_to_json (GListModel *findings,
                              gboolean pretty)
{
  g_autoptr (RrmJsonOut) out = rrm_json_out_new (NULL);

  rrm_json_out_string (out, "format", "rrmail-explanation");
  rrm_json_out_uint (out, "version", FORMAT_VERSION);
  rrm_json_out_findings (out, "findings", findings, NULL);

  return rrm_json_out_end (out, pretty);
}
