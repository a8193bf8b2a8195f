/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/report-text.h"

#include "explain/explain.h"
#include "explain/report-compare.h"
#include "explain/text-out.h"

#include <glib/gi18n-lib.h>

static void
write_advice (RrmTextOut *out,
              char **advice)
{
  for (guint i = 0; advice[i] != NULL; i++)
    {
      g_autofree char *number = g_strdup_printf ("   %u. ", i + 1);

      rrm_text_out_paragraph (out, number, "      ", advice[i]);
    }
}

static void
write_change (RrmTextOut *out,
              const RrmChange *change,
              RrmAccount *account)
{
  g_auto (GStrv) lines = rrm_explain_change_items (change, account);

  rrm_text_out_line (out, "  %s", _("What would change:"));
  for (guint i = 0; lines[i] != NULL; i++)
    rrm_text_out_paragraph (out, "   ", "     ", lines[i]);
}

/* Two findings that would say the same of two servers. */
static gboolean
is_same (RrmFinding *a,
         RrmFinding *b,
         RrmAccount *account)
{
  g_autoptr (RrmExplanation) one = NULL;
  g_autoptr (RrmExplanation) other = NULL;

  if (rrm_finding_get_code (a) != rrm_finding_get_code (b) ||
      rrm_finding_get_severity (a) != rrm_finding_get_severity (b))
    return FALSE;
  one = rrm_explain_finding (a, account);
  other = rrm_explain_finding (b, account);

  return g_strcmp0 (one->where, other->where) == 0 &&
         g_strcmp0 (one->explanation, other->explanation) == 0 &&
         g_strv_equal ((const char *const *) one->advice, (const char *const *) other->advice);
}

static gboolean
is_told (RrmReport *report,
         guint index)
{
  for (guint i = 0; i < index; i++)
    if (is_same (rrm_report_get_finding (report, i), rrm_report_get_finding (report, index),
                 rrm_report_get_account (report)))
      return TRUE;

  return FALSE;
}

static void
write_said (RrmTextOut *out,
            RrmFinding *finding)
{
  const char *said = rrm_finding_get_server_said (finding);
  g_autofree char *quoted =
    said != NULL ? g_strdup_printf (_("The server said: “%s”"), said) : NULL;

  if (quoted != NULL)
    rrm_text_out_paragraph (out, "  ", "  ", quoted);
}

/* What stands at the other server, too, is told once, with what each of them said. */
static void
write_others (RrmTextOut *out,
              RrmReport *report,
              guint index)
{
  guint n_findings = g_list_model_get_n_items (rrm_report_get_findings (report));
  RrmFinding *finding = rrm_report_get_finding (report, index);
  gboolean both = FALSE;

  write_said (out, finding);
  for (guint i = index + 1; i < n_findings; i++)
    {
      RrmFinding *other = rrm_report_get_finding (report, i);

      if (!is_same (finding, other, rrm_report_get_account (report)))
        continue;
      both = TRUE;
      if (g_strcmp0 (rrm_finding_get_server_said (other), rrm_finding_get_server_said (finding)))
        write_said (out, other);
    }
  if (both)
    rrm_text_out_paragraph (out, "  ", "  ", _("It is the same for receiving and for sending."));
}

static void
write_finding (RrmTextOut *out,
               RrmReport *report,
               guint index,
               gboolean with_advice)
{
  RrmAccount *account = rrm_report_get_account (report);
  RrmFinding *finding = rrm_report_get_finding (report, index);
  g_autoptr (RrmExplanation) explanation = rrm_explain_finding (finding, account);
  g_autofree char *title = g_strdup_printf ("%s: %s", explanation->where, explanation->title);
  RrmChange *change = rrm_finding_get_change (finding);

  rrm_text_out_paragraph (out, "• ", "  ", title);
  rrm_text_out_paragraph (out, "  ", "  ", explanation->explanation);
  if (with_advice)
    write_advice (out, explanation->advice);
  if (with_advice && change != NULL)
    write_change (out, change, account);
  rrm_report_write_certificate (out, finding);
  write_others (out, report, index);
  rrm_text_out_blank (out);
}

static void
write_findings (RrmTextOut *out,
                RrmReport *report,
                gboolean brief)
{
  guint n_findings = g_list_model_get_n_items (rrm_report_get_findings (report));

  for (guint i = 0; i < n_findings; i++)
    if (!is_told (report, i))
      write_finding (out, report, i, i == 0 || !brief);
}

/* What is different since it worked: a heading, then a line for each. */
static void
write_since (RrmTextOut *out,
             RrmReport *report)
{
  g_auto (GStrv) lines = rrm_explain_since (report);

  if (lines == NULL)
    return;
  for (guint i = 0; lines[i] != NULL; i++)
    rrm_text_out_paragraph (out, i == 0 ? "" : "  • ", i == 0 ? "" : "    ", lines[i]);
  rrm_text_out_blank (out);
}

static void
write_step (RrmTextOut *out,
            RrmServiceReport *service,
            RrmStepReport *step)
{
  RrmProtocol protocol = rrm_service_report_get_protocol (service);
  RrmStatus status = rrm_step_report_get_status (step);
  g_autofree char *elapsed = rrm_explain_elapsed (rrm_step_report_get_elapsed (step));

  rrm_text_out_line (out, "  %s %s: %s%s%s", rrm_explain_sign (status),
                     rrm_explain_step (rrm_step_report_get_name (step), protocol),
                     rrm_explain_step_in (service, step), *elapsed != '\0' ? ", " : "", elapsed);
}

/* Those that passed in one line; each other one that was reached in a line of its own. */
static void
write_steps_in_brief (RrmTextOut *out,
                      RrmServiceReport *service)
{
  RrmProtocol protocol = rrm_service_report_get_protocol (service);
  GPtrArray *steps = rrm_service_report_get_steps (service);
  g_autoptr (GString) passed = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      RrmStepReport *step = g_ptr_array_index (steps, i);

      if (rrm_step_report_get_status (step) == RRM_STATUS_PASSED)
        g_string_append_printf (passed, "%s%s", passed->len > 0 ? ", " : "",
                                rrm_explain_step (rrm_step_report_get_name (step), protocol));
    }
  if (passed->len > 0)
    rrm_text_out_paragraph (out, "  ✓ ", "    ", passed->str);
  for (guint i = 0; i < steps->len; i++)
    {
      RrmStatus status = rrm_step_report_get_status (g_ptr_array_index (steps, i));

      if (status == RRM_STATUS_FAILED || status == RRM_STATUS_WARNED)
        write_step (out, service, g_ptr_array_index (steps, i));
    }
}

static void
write_steps (RrmTextOut *out,
             RrmServiceReport *service,
             gboolean brief)
{
  RrmProtocol protocol = rrm_service_report_get_protocol (service);
  GPtrArray *steps = rrm_service_report_get_steps (service);
  g_autofree char *server = rrm_explain_server (service);

  rrm_text_out_line (out, "%s: %s", rrm_explain_direction (protocol), server);
  if (brief)
    write_steps_in_brief (out, service);
  for (guint i = 0; !brief && i < steps->len; i++)
    write_step (out, service, g_ptr_array_index (steps, i));
  rrm_text_out_blank (out);
}

static void
write_transcript (RrmTextOut *out,
                  RrmServiceReport *service)
{
  const RrmTranscriptLog *log = rrm_service_report_get_transcript (service);
  g_autofree char *server = rrm_explain_server (service);

  rrm_text_out_line (out, _("What was said: %s"), server);
  for (guint i = 0; i < rrm_transcript_log_get_length (log); i++)
    {
      const RrmTranscriptLine *line = rrm_transcript_log_get_line (log, i);

      rrm_text_out_line (out, "  %s %s", line->speaker == RRM_SPEAKER_SERVER ? "←" : "→",
                         line->text);
    }
  rrm_text_out_blank (out);
}

static void
write_head (RrmTextOut *out,
            RrmReport *report)
{
  g_autofree char *date = rrm_explain_date (rrm_report_get_date (report));
  g_autofree char *verdict = rrm_explain_verdict (report);
  g_autofree char *message = rrm_explain_message (report);

  rrm_text_out_line (out, "%s, %s", rrm_account_get_address (rrm_report_get_account (report)),
                     date);
  if (rrm_report_get_practice (report))
    rrm_text_out_line (out, "%s", _("This was a practice run, with a server on this computer."));
  rrm_text_out_blank (out);
  rrm_text_out_line (out, "%s", verdict);
  if (message != NULL)
    rrm_text_out_paragraph (out, "", "", message);
  rrm_text_out_blank (out);
}

/**
 * rrm_report_to_text:
 * @report: a report that has its findings
 * @flags: what it holds
 *
 * Returns: (transfer full): the report for reading, about a screenful
 */
char *
rrm_report_to_text (RrmReport *report,
                    RrmReportTextFlags flags)
{
  g_autoptr (RrmMask) mask = (flags & RRM_REPORT_TEXT_MASK_ADDRESS) != 0
                               ? rrm_mask_new (rrm_report_get_account (report))
                               : NULL;
  RrmTextOut out = { g_string_new (NULL), mask };
  GPtrArray *services = rrm_report_get_services (report);
  gboolean brief = (flags & RRM_REPORT_TEXT_SHORT) != 0;

  write_head (&out, report);
  write_findings (&out, report, brief);
  write_since (&out, report);
  rrm_report_write_probes (&out, report);
  for (guint i = 0; (flags & RRM_REPORT_TEXT_WITHOUT_STEPS) == 0 && i < services->len; i++)
    write_steps (&out, g_ptr_array_index (services, i), brief);
  for (guint i = 0; (flags & RRM_REPORT_TEXT_TRANSCRIPT) != 0 && i < services->len; i++)
    write_transcript (&out, g_ptr_array_index (services, i));

  return g_string_free (out.text, FALSE);
}
