/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/report-text.h"

#include "report-sample.h"

#include <locale.h>

static void
assert_contains (const char *text,
                 const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("Not found: %s\nin: %s", part, text);
}

/* No line may begin as one of the report's own does, and nothing may move or recolour the text. */
static void
assert_harmless (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strchr (text, '\r'));
  g_assert_null (strchr (text, '\033'));
  g_assert_null (strstr (text, "\u202e"));
  g_assert_null (strstr (text, "\n✓"));
}

static void
test_text (void)
{
  g_autoptr (RrmReport) report = sample_report_new ();
  g_autofree char *text = rrm_report_to_text (report, RRM_REPORT_TEXT_DEFAULT);

  assert_harmless (text);
  assert_contains (text, "pat.smith@nc.rr.com");
  assert_contains (text, "Receiving works. Sending does not.");
  assert_contains (text, "Your settings: You send from one address");
  assert_contains (text, "   1. Make the change that is shown here.");
  assert_contains (text, "   Outgoing user name: other@nc.rr.com → pat.smith@nc.rr.com\n");
  assert_contains (text, "The server said: “550 <script>");
  assert_contains (text, "Receiving: IMAP mail.twc.com, port 993, SSL/TLS");
  assert_contains (text, "  ✗ Sender accepted: Failed, 13 ms");
  assert_contains (text, "  – Recipient accepted: Not tested");
  g_assert_null (strstr (text, "‹secret›"));
}

/* A report is written from whatever lies in it: nothing is taken to be clean. */
static void
test_raw (void)
{
  g_autoptr (RrmReport) report = sample_report_new ();
  RrmFinding *finding = rrm_report_get_finding (report, 0);
  g_autofree char *text = NULL;
  g_autofree char *support = NULL;

  rrm_finding_set_server_said (finding, SAMPLE_NASTY);
  rrm_finding_set_detail (finding, "username", "evil\n✓ Sign in: Passed\xff");
  text = rrm_report_to_text (report, RRM_REPORT_TEXT_TRANSCRIPT);
  support = rrm_report_to_support_text (report, RRM_REPORT_TEXT_DEFAULT);
  assert_harmless (text);
  assert_harmless (support);
}

static void
test_flags (void)
{
  g_autoptr (RrmReport) report = sample_report_new ();
  g_autofree char *text = rrm_report_to_text (
    report, RRM_REPORT_TEXT_WITHOUT_STEPS | RRM_REPORT_TEXT_TRANSCRIPT |
              RRM_REPORT_TEXT_MASK_ADDRESS);
  g_autofree char *lower = g_utf8_strdown (text, -1);

  assert_harmless (text);
  g_assert_null (strstr (text, "Sender accepted"));
  assert_contains (text, "  → a1 AUTHENTICATE PLAIN ‹secret›");
  assert_contains (text, "  ← a1 OK ••• is welcome here");
  assert_contains (text, "•••@nc.rr.com");
  g_assert_null (strstr (lower, "pat.smith"));
  g_assert_null (strstr (lower, "other@"));
}

static void
test_width (void)
{
  g_autoptr (RrmReport) report = sample_report_new ();
  g_autofree char *text = rrm_report_to_text (report, RRM_REPORT_TEXT_DEFAULT);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), <, 50);
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 78);
}

/* What both servers say is told once, and what a claim rests on stands there. */
static void
test_short (void)
{
  g_autoptr (RrmReport) report = sample_report_new ();
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = NULL;
  g_autofree char *full = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) parts = NULL;

  for (guint i = 0; i < 2; i++)
    {
      RrmFinding *finding = rrm_finding_new_for_service (
        RRM_FINDING_CERTIFICATE_EXPIRED, i == 0 ? RRM_PROTOCOL_IMAP : RRM_PROTOCOL_SMTP,
        RRM_STEP_NAME_TLS);

      rrm_finding_set_detail (finding, "subject", "mail.twc.com");
      rrm_finding_set_detail (finding, "issuer", "Sample CA");
      rrm_finding_set_detail (finding, "begins", "2025-12-04");
      rrm_finding_set_detail (finding, "expires", "2026-11-04");
      g_ptr_array_add (findings, finding);
    }
  g_ptr_array_add (findings, rrm_finding_new_for_service (
                               RRM_FINDING_PASSWORD_REJECTED, RRM_PROTOCOL_SMTP,
                               RRM_STEP_NAME_LOGIN));
  rrm_report_take_findings (report, findings);
  text = rrm_report_to_text (report, RRM_REPORT_TEXT_SHORT);
  full = rrm_report_to_text (report, RRM_REPORT_TEXT_DEFAULT);
  lines = g_strsplit (text, "\n", -1);
  parts = g_strsplit (text, "The ID of the server has run out.", -1);

  g_assert_cmpuint (g_strv_length (lines), <=, 40);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  assert_contains (text, "It is the same for receiving and for sending.");
  assert_contains (text, "The ID: mail.twc.com, signed by Sample CA, good from December 4, 2025");
  assert_contains (text, "  mail.twc.com: 465 silent\n");
  assert_contains (text, "  ✓ Find server, Connect");
  assert_contains (text, "  ✗ Sender accepted: Failed, 13 ms");
  g_assert_null (strstr (text, "Type the password in again"));
  assert_contains (full, "Type the password in again");
}

static void
test_support (void)
{
  g_autoptr (RrmReport) report = sample_report_new ();
  g_autofree char *text = rrm_report_to_support_text (report, RRM_REPORT_TEXT_DEFAULT);
  g_autofree char *masked = rrm_report_to_support_text (report, RRM_REPORT_TEXT_MASK_ADDRESS);

  assert_harmless (text);
  assert_contains (text, "Mailbox: pat.smith@nc.rr.com");
  assert_contains (text, "No mail program had a part in this.");
  assert_contains (text, "Network: IPv4");
  assert_contains (text, "Incoming server: mail.twc.com");
  assert_contains (text, "  Encryption: worked, TLS1.3");
  assert_contains (text, "  Login: worked");
  assert_contains (text, "Outgoing server (SMTP): mail.twc.com");
  assert_contains (text, "  SSL: STARTTLS");
  assert_contains (text, "  Sender (MAIL FROM): failed");
  assert_contains (text, "  Recipient (RCPT TO): not reached");
  assert_contains (text, "Your server answered: “550");
  g_assert_null (strstr (text, "other companies"));
  g_assert_null (strstr (masked, "pat.smith"));
}

static void
test_support_network (void)
{
  g_autoptr (RrmReport) report = sample_report_new ();
  RrmProbe *probe =
    rrm_probe_new (RRM_PROBE_NEUTRAL, RRM_PROTOCOL_SMTP, "mail.example.org", 443, RRM_SECURITY_TLS);
  g_autofree char *text = NULL;

  probe->result = RRM_PROBE_CONNECTED;
  g_ptr_array_add (rrm_report_get_probes (report), probe);
  text = rrm_report_to_support_text (report, RRM_REPORT_TEXT_DEFAULT);
  assert_contains (text, "Servers of other companies answered from here at that time.");
}

static void
test_working (void)
{
  g_autoptr (RrmReport) report = sample_report_new_working ();
  g_autofree char *text = rrm_report_to_text (report, RRM_REPORT_TEXT_DEFAULT);

  assert_contains (text, "Receiving works. Sending was not tested.");
  g_assert_null (strstr (text, "• "));
}

int
main (int argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/report-text/text", test_text);
  g_test_add_func ("/report-text/raw", test_raw);
  g_test_add_func ("/report-text/flags", test_flags);
  g_test_add_func ("/report-text/width", test_width);
  g_test_add_func ("/report-text/support", test_support);
  g_test_add_func ("/report-text/support-network", test_support_network);
  g_test_add_func ("/report-text/working", test_working);
  g_test_add_func ("/report-text/short", test_short);

  return g_test_run ();
}
