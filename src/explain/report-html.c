/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/report-html.h"

#include "explain/explain.h"
#include "explain/mask.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GString *html;
  RrmMask *mask;
} Page;

/* Nothing is loaded and nothing runs, whatever a server may have said. */
static const char head[] =
  "<meta charset=\"utf-8\">\n"
  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
  "'unsafe-inline'\">\n"
  "<meta name=\"referrer\" content=\"no-referrer\">\n"
  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
  "<style>\n"
  ":root { color-scheme: light dark; }\n"
  "body { font: 1rem/1.5 sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }\n"
  "section { border: 1px solid; border-radius: .75rem; padding: 0 1rem; margin: 1rem 0; }\n"
  "table { border-collapse: collapse; }\n"
  "th, td { text-align: start; padding: .15rem 1rem .15rem 0; font-weight: normal; }\n"
  ".where { font-weight: bold; }\n"
  "code { overflow-wrap: anywhere; }\n"
  "</style>\n";

/* Everything that is not written here in this file goes through this function. */
static void
add_text (Page *page,
          const char *text)
{
  g_autofree char *line = rrm_mask_apply_line (page->mask, text);
  g_autofree char *escaped = g_markup_escape_text (line, -1);

  g_string_append (page->html, escaped);
}

static void
add_element (Page *page,
             const char *name,
             const char *text)
{
  g_string_append_printf (page->html, "<%s>", name);
  add_text (page, text);
  g_string_append_printf (page->html, "</%s>\n", name);
}

/* A quotation stands apart in direction too, so that it cannot reorder what is around it. */
static void
add_quotation (Page *page,
               const char *intro,
               const char *text)
{
  g_string_append (page->html, "<p>");
  add_text (page, intro);
  g_string_append (page->html, " <code dir=\"ltr\"><bdi>");
  add_text (page, text);
  g_string_append (page->html, "</bdi></code></p>\n");
}

static void
add_row (Page *page,
         const char *name,
         const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  g_string_append (page->html, "<tr><th scope=\"row\">");
  add_text (page, name);
  g_string_append (page->html, "</th><td><bdi>");
  add_text (page, value);
  g_string_append (page->html, "</bdi></td></tr>\n");
}

static void
add_finding (Page *page,
             RrmFinding *finding,
             RrmAccount *account)
{
  g_autoptr (RrmExplanation) explanation = rrm_explain_finding (finding, account);
  RrmChange *change = rrm_finding_get_change (finding);

  g_string_append (page->html, "<section>\n<p class=\"where\">");
  add_text (page, explanation->where);
  g_string_append (page->html, "</p>\n");
  add_element (page, "h2", explanation->title);
  add_element (page, "p", explanation->explanation);
  g_string_append (page->html, "<ol>\n");
  for (guint i = 0; explanation->advice[i] != NULL; i++)
    add_element (page, "li", explanation->advice[i]);
  g_string_append (page->html, "</ol>\n");
  if (change != NULL)
    {
      g_autofree char *text = rrm_explain_change (change, account);

      add_quotation (page, _("What would change:"), text);
    }
  if (rrm_finding_get_server_said (finding) != NULL)
    add_quotation (page, _("The server said:"), rrm_finding_get_server_said (finding));
  g_string_append (page->html, "</section>\n");
}

static void
add_steps (Page *page,
           RrmServiceReport *service)
{
  RrmProtocol protocol = rrm_service_report_get_protocol (service);
  GPtrArray *steps = rrm_service_report_get_steps (service);

  g_string_append (page->html, "<table>\n");
  for (guint i = 0; i < steps->len; i++)
    {
      RrmStepReport *step = g_ptr_array_index (steps, i);
      g_autofree char *elapsed = rrm_explain_elapsed (rrm_step_report_get_elapsed (step));

      g_string_append (page->html, "<tr><th scope=\"row\">");
      add_text (page, rrm_explain_step (rrm_step_report_get_name (step), protocol));
      g_string_append (page->html, "</th><td>");
      add_text (page, rrm_explain_step_in (service, step));
      g_string_append (page->html, "</td><td>");
      add_text (page, elapsed);
      g_string_append (page->html, "</td></tr>\n");
    }
  g_string_append (page->html, "</table>\n");
}

static void
add_details (Page *page,
             RrmServiceReport *service)
{
  RrmTlsInfo *tls = rrm_service_report_get_tls (service);
  const RrmCertificate *certificate = tls != NULL ? rrm_tls_info_get_certificate (tls) : NULL;

  g_string_append (page->html, "<table>\n");
  add_row (page, _("Internet address"), rrm_service_report_get_peer (service));
  add_row (page, _("Greeting"), rrm_service_report_get_facts (service)->greeting);
  if (tls != NULL)
    {
      add_row (page, _("TLS version"), tls->version);
      add_row (page, _("Cipher"), tls->cipher);
    }
  if (certificate != NULL)
    {
      g_autofree char *names = certificate->names != NULL ? g_strjoinv (", ", certificate->names)
                                                          : NULL;
      g_autofree char *dates = rrm_explain_certificate_dates (certificate);

      add_row (page, _("Certificate"), certificate->subject);
      add_row (page, _("Names"), names);
      add_row (page, _("Signed by"), certificate->issuer);
      add_row (page, _("Valid"), dates);
      add_row (page, _("Fingerprint (SHA-256)"), certificate->sha256);
    }
  g_string_append (page->html, "</table>\n");
}

static void
add_transcript (Page *page,
                const RrmTranscriptLog *log)
{
  if (rrm_transcript_log_get_length (log) == 0)
    return;

  g_string_append (page->html, "<p dir=\"ltr\">\n");
  for (guint i = 0; i < rrm_transcript_log_get_length (log); i++)
    {
      const RrmTranscriptLine *line = rrm_transcript_log_get_line (log, i);

      g_string_append (page->html, line->speaker == RRM_SPEAKER_SERVER ? "← " : "→ ");
      g_string_append (page->html, "<code><bdi>");
      add_text (page, line->text);
      g_string_append (page->html, "</bdi></code><br>\n");
    }
  g_string_append (page->html, "</p>\n");
}

static void
add_service (Page *page,
             RrmServiceReport *service)
{
  g_autofree char *server = rrm_explain_server (service);

  add_element (page, "h2", rrm_explain_direction (rrm_service_report_get_protocol (service)));
  add_element (page, "p", server);
  add_steps (page, service);
  g_string_append (page->html, "<details>\n");
  add_element (page, "summary", _("Details"));
  add_details (page, service);
  add_transcript (page, rrm_service_report_get_transcript (service));
  g_string_append (page->html, "</details>\n");
}

/* What is different since it worked. */
static void
add_since (Page *page,
           RrmReport *report)
{
  g_auto (GStrv) lines = rrm_explain_since (report);

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    add_element (page, i == 0 ? "h2" : "p", lines[i]);
}

static void
add_body (Page *page,
          RrmReport *report)
{
  RrmAccount *account = rrm_report_get_account (report);
  GPtrArray *services = rrm_report_get_services (report);
  guint n_findings = g_list_model_get_n_items (rrm_report_get_findings (report));
  g_autofree char *verdict = rrm_explain_verdict (report);
  g_autofree char *message = rrm_explain_message (report);
  g_autofree char *date = rrm_explain_date (rrm_report_get_date (report));

  add_element (page, "h1", verdict);
  if (message != NULL)
    add_element (page, "p", message);
  add_element (page, "p", rrm_account_get_address (account));
  add_element (page, "p", date);
  if (rrm_report_get_practice (report))
    add_element (page, "p", _("This was a practice run, with a server on this computer."));
  for (guint i = 0; i < n_findings; i++)
    add_finding (page, rrm_report_get_finding (report, i), account);
  add_since (page, report);
  for (guint i = 0; i < services->len; i++)
    add_service (page, g_ptr_array_index (services, i));
}

/**
 * rrm_report_to_html:
 * @report: a report that has its findings
 * @mask_address: whether the address and the user names are hidden
 *
 * Returns: (transfer full): the report as one page that needs nothing beside it
 */
char *
rrm_report_to_html (RrmReport *report,
                    gboolean mask_address)
{
  g_autoptr (RrmMask) mask = mask_address ? rrm_mask_new (rrm_report_get_account (report)) : NULL;
  Page page = { g_string_new ("<!DOCTYPE html>\n<html>\n<head>\n"), mask };

  g_string_append (page.html, head);
  add_element (&page, "title", _("Report about a mail account"));
  g_string_append (page.html, "</head>\n<body dir=\"auto\">\n");
  add_body (&page, report);
  g_string_append (page.html, "</body>\n</html>\n");

  return g_string_free (page.html, FALSE);
}
