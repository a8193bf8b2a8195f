/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/report-html.h"

#include "report-sample.h"

#include <locale.h>

/* Void elements made to look closed, so that GLib's strict parser can read the page. */
static char *
close_void_elements (const char *html)
{
  g_autoptr (GRegex) regex = g_regex_new ("<(meta [^>]*|br)>", 0, 0, NULL);

  return g_regex_replace (regex, html + strlen ("<!DOCTYPE html>"), -1, 0, "<\\1/>", 0, NULL);
}

static void
start_element (GMarkupParseContext *context,
               const char *name,
               const char **attribute_names,
               const char **attribute_values,
               gpointer user_data,
               GError **error)
{
  static const char *const allowed[] = {
    "html", "head",    "meta", "style", "title",   "body",    "h1",  "h2",   "p",  "section", "ol",
    "li",   "details", "code", "bdi",   "summary", "table",   "tr",  "th",   "td", "br",      NULL,
  };

  if (!g_strv_contains (allowed, name))
    g_error ("An element that the report does not write: %s", name);
}

static void
collect_text (GMarkupParseContext *context,
              const char *text,
              gsize length,
              gpointer user_data,
              GError **error)
{
  g_string_append_len (user_data, text, length);
}

/* The page is well formed and holds the report's own elements only, whatever the server said. */
static char *
get_text (const char *html)
{
  const GMarkupParser parser = { start_element, NULL, collect_text, NULL, NULL };
  g_autofree char *closed = close_void_elements (html);
  GString *text = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, text, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_utf8_validate (html, -1, NULL));
  g_markup_parse_context_parse (context, closed, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);

  return g_string_free (text, FALSE);
}

static void
test_harmless (void)
{
  g_autoptr (RrmReport) report = sample_report_new ();
  g_autofree char *html = rrm_report_to_html (report, FALSE);
  g_autofree char *text = get_text (html);

  g_assert_nonnull (strstr (text, "<script>alert('x')</script> \"&amp;"));
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "\u202e"));
  g_assert_null (strchr (html, '\033'));
  g_assert_nonnull (strstr (html, "default-src 'none'"));
  g_assert_nonnull (strstr (html, "Sample &lt;CA&gt; &amp; Sons"));
}

/* A report is written from whatever lies in it: nothing is taken to be clean. */
static void
test_raw (void)
{
  g_autoptr (RrmReport) report = sample_report_new ();
  RrmFinding *finding = rrm_report_get_finding (report, 0);
  g_autofree char *html = NULL;
  g_autofree char *text = NULL;

  rrm_finding_set_server_said (finding, SAMPLE_NASTY);
  rrm_finding_set_detail (finding, "username", SAMPLE_NASTY "\u2066\u2028\xff");
  html = rrm_report_to_html (report, FALSE);
  text = get_text (html);
  g_assert_null (strstr (html, "\u202e"));
  g_assert_null (strstr (html, "\u2066"));
  g_assert_null (strstr (html, "\u2028"));
  g_assert_null (strstr (html, "&#x1b;"));
  g_assert_null (strchr (html, '\r'));
}

static void
test_contents (void)
{
  g_autoptr (RrmReport) report = sample_report_new ();
  g_autofree char *html = rrm_report_to_html (report, FALSE);
  g_autofree char *text = get_text (html);

  g_assert_nonnull (strstr (html, "<h1>Receiving works. Sending does not.</h1>"));
  g_assert_nonnull (strstr (text, "pat.smith@nc.rr.com"));
  g_assert_nonnull (strstr (text, "Outgoing user name: other@nc.rr.com → pat.smith@nc.rr.com"));
  g_assert_nonnull (strstr (text, "TLS1.3"));
  g_assert_nonnull (strstr (text, "mail.twc.com, mail.brighthouse.com"));
  g_assert_nonnull (strstr (text, "May 19, 2026 to December 4, 2026"));
  g_assert_nonnull (strstr (text, "a1 AUTHENTICATE PLAIN ‹secret›"));
}

static void
test_masked (void)
{
  g_autoptr (RrmReport) report = sample_report_new ();
  g_autofree char *html = rrm_report_to_html (report, TRUE);
  g_autofree char *text = get_text (html);
  g_autofree char *lower = g_utf8_strdown (html, -1);

  g_assert_null (strstr (lower, "pat.smith"));
  g_assert_null (strstr (lower, "other@"));
  g_assert_nonnull (strstr (text, "•••@nc.rr.com"));
}

/* Nothing in the page points anywhere: it can be opened without the network. */
static void
test_self_contained (void)
{
  g_autoptr (RrmReport) report = sample_report_new_working ();
  g_autofree char *html = rrm_report_to_html (report, FALSE);

  g_assert_null (strstr (html, "src="));
  g_assert_null (strstr (html, "href="));
  g_assert_null (strstr (html, "url("));
  g_assert_null (strstr (html, "http://"));
  g_assert_null (strstr (html, "https://"));
}

int
main (int argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/report-html/harmless", test_harmless);
  g_test_add_func ("/report-html/raw", test_raw);
  g_test_add_func ("/report-html/contents", test_contents);
  g_test_add_func ("/report-html/masked", test_masked);
  g_test_add_func ("/report-html/self-contained", test_self_contained);

  return g_test_run ();
}
