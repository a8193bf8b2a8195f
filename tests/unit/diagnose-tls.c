/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "diagnose-builder.h"

#include "check/diagnose-private.h"

#include <string.h>

#define ADDRESS "pat@nc.rr.com"
#define IMAP "imap mail.twc.com 993 tls"
#define SMTP "smtp mail.twc.com 587 starttls"
#define DAY 86400
#define YEAR (365 * (gint64) DAY)
#define IN(report) (rrm_report_get_incoming (report))
#define OUT(report) (rrm_report_get_outgoing (report))

static void
assert_detail (GPtrArray *findings,
               guint index,
               const char *name,
               const char *value)
{
  g_assert_cmpstr (rrm_finding_get_detail (findings->pdata[index], name), ==, value);
}

static gint64
now (RrmReport *report)
{
  return g_date_time_to_unix (rrm_report_get_date (report));
}

static void
test_mode_tls_chosen (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, "smtp mail.twc.com 587 tls");
  g_autoptr (GPtrArray) findings = NULL;

  build_work (IN (report));
  build_seen (OUT (report), RRM_STEP_NAME_TLS, RRM_FAULT_NOT_TLS, RRM_SEEN_SMTP,
              "220 p-impout003.msg.pkvw.co.charter.net cmsmtp ESMTP server ready");
  findings = expect (report, "tls-mode-mismatch", "outgoing.security=starttls");
  assert_detail (findings, 0, "found-security", "starttls");
  g_assert_cmpstr (rrm_finding_get_server_said (findings->pdata[0]), ==,
                   "220 p-impout003.msg.pkvw.co.charter.net cmsmtp ESMTP server ready");
}

static void
test_mode_starttls_chosen (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, "imap mail.twc.com 993 starttls", NULL);

  build_fail (IN (report), RRM_STEP_NAME_GREETING, RRM_FAULT_TLS_EXPECTED);
  g_ptr_array_unref (expect (report, "tls-mode-mismatch", "incoming.security=tls"));
}

/* The greeting that shows the mode refuses this computer as well: both stand. */
static void
test_mode_and_refusal (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, NULL, "smtp mail.twc.com 587 tls");
  g_autoptr (RrmReport) busy = build (ADDRESS, NULL, "smtp mail.twc.com 587 tls");
  g_autoptr (GPtrArray) findings = NULL;

  build_seen (OUT (report), RRM_STEP_NAME_TLS, RRM_FAULT_NOT_TLS, RRM_SEEN_SMTP,
              "554 impout003 cmsmtp 192.0.2.7 blocked. AUP#Out-1130.");
  findings =
    expect (report, "tls-mode-mismatch ip-no-reverse-dns", "outgoing.security=starttls");
  assert_detail (findings, 1, "aup", "AUP#Out-1130");
  assert_detail (findings, 1, "reply-code", "554");
  /* Without a number or known words, only the mode is certain. */
  build_seen (OUT (busy), RRM_STEP_NAME_TLS, RRM_FAULT_NOT_TLS, RRM_SEEN_SMTP, "554 no");
  expect_only (busy, "tls-mode-mismatch");
}

static void
test_mode_by_probe (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, NULL, "smtp mail.twc.com 587 tls");
  g_autoptr (RrmReport) silent = build (ADDRESS, NULL, "smtp mail.twc.com 587 tls");
  RrmProbe *probe;

  build_fail (OUT (report), RRM_STEP_NAME_TLS, RRM_FAULT_TIMED_OUT);
  probe = build_probe (report, OUT (report), RRM_PROBE_CLEARTEXT, "smtp mail.twc.com 587 none",
                       RRM_PROBE_ANSWERED);
  probe->seen = RRM_SEEN_SMTP;
  g_ptr_array_unref (expect (report, "tls-mode-mismatch", "outgoing.security=starttls"));
  /* Silence alone never says so. */
  build_fail (OUT (silent), RRM_STEP_NAME_TLS, RRM_FAULT_TIMED_OUT);
  expect_only (silent, "server-too-slow");
}

static void
test_wrong_protocol (void)
{
  g_autoptr (RrmReport) smtp_at_imap = build (ADDRESS, NULL, "smtp mail.twc.com 993 tls");
  g_autoptr (RrmReport) imap_at_pop = build (ADDRESS, "imap mail.twc.com 995 tls", NULL);
  g_autoptr (RrmReport) pop_at_imap =
    build (ADDRESS, "pop3 mail.example.org 993 tls", NULL);
  g_autoptr (RrmReport) odd_port =
    build (ADDRESS, "imap mail.example.org 12345 starttls", NULL);
  g_autoptr (RrmReport) web = build (ADDRESS, "imap mail.example.org 80 starttls", NULL);
  g_autoptr (GPtrArray) findings = NULL;

  build_seen (OUT (smtp_at_imap), RRM_STEP_NAME_GREETING, RRM_FAULT_WRONG_PROTOCOL, RRM_SEEN_IMAP,
              "* OK IMAP4 server (InterMail vM.9.01.00.037.1) ready");
  findings = expect (smtp_at_imap, "wrong-protocol", "outgoing.port=587 outgoing.security=auto");
  assert_detail (findings, 0, "protocol", "smtp");
  assert_detail (findings, 0, "found-protocol", "imap");
  assert_detail (findings, 0, "expected-port", "587");

  build_seen (IN (imap_at_pop), RRM_STEP_NAME_GREETING, RRM_FAULT_WRONG_PROTOCOL, RRM_SEEN_POP3,
              "+OK InterMail POP3 server ready..");
  g_ptr_array_unref (expect (imap_at_pop, "wrong-protocol", "incoming.port=993"));

  build_seen (IN (pop_at_imap), RRM_STEP_NAME_GREETING, RRM_FAULT_WRONG_PROTOCOL, RRM_SEEN_IMAP,
              "* OK ready");
  g_ptr_array_unref (expect (pop_at_imap, "wrong-protocol", "incoming.port=995"));

  /* A port that means nothing: there the protocol is what was chosen wrong. */
  build_seen (IN (odd_port), RRM_STEP_NAME_GREETING, RRM_FAULT_WRONG_PROTOCOL, RRM_SEEN_POP3,
              "+OK");
  g_ptr_array_unref (expect (odd_port, "wrong-protocol", "incoming.protocol=pop3"));

  build_seen (IN (web), RRM_STEP_NAME_GREETING, RRM_FAULT_WRONG_PROTOCOL, RRM_SEEN_HTTP,
              "HTTP/1.1 400 Bad Request");
  g_ptr_array_unref (
    expect (web, "wrong-protocol",
            "incoming.host=mail.twc.com incoming.port=993 incoming.security=tls"));
}

static void
test_wrong_protocol_in_clear (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, NULL, "smtp mail.twc.com 110 tls");
  g_autoptr (RrmReport) seen = build (ADDRESS, "imap mail.example.org 110 tls", NULL);

  build_seen (OUT (report), RRM_STEP_NAME_TLS, RRM_FAULT_NOT_TLS, RRM_SEEN_POP3, "+OK ready");
  g_ptr_array_unref (
    expect (report, "wrong-protocol", "outgoing.port=587 outgoing.security=auto"));
  /* What a probe saw work stands above what is usual. */
  build_seen (IN (seen), RRM_STEP_NAME_TLS, RRM_FAULT_NOT_TLS, RRM_SEEN_POP3, "+OK ready");
  build_probe (seen, IN (seen), RRM_PROBE_OTHER_PORT, "imap mail.example.org 143 starttls",
               RRM_PROBE_ANSWERED);
  g_ptr_array_unref (
    expect (seen, "wrong-protocol", "incoming.port=143 incoming.security=starttls"));
}

static void
test_malformed (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) garbage = build (ADDRESS, IMAP, NULL);

  build_fail (IN (report), RRM_STEP_NAME_CAPABILITIES, RRM_FAULT_MALFORMED);
  expect_only (report, "malformed-reply");
  build_seen (IN (garbage), RRM_STEP_NAME_TLS, RRM_FAULT_NOT_TLS, RRM_SEEN_OTHER, "SSH-2.0-x");
  expect_only (garbage, "malformed-reply");
}

static void
test_starttls_not_offered (void)
{
  g_autoptr (RrmReport) mapped = build (ADDRESS, "imap mail.twc.com 143 starttls", NULL);
  g_autoptr (RrmReport) seen = build (ADDRESS, "imap mail.example.org 143 starttls", NULL);
  g_autoptr (RrmReport) unseen = build (ADDRESS, "imap mail.example.org 143 starttls", NULL);
  g_autoptr (RrmReport) right_port = build (ADDRESS, NULL, SMTP);

  build_fail (IN (mapped), RRM_STEP_NAME_STARTTLS, RRM_FAULT_STARTTLS_NOT_OFFERED);
  g_ptr_array_unref (
    expect (mapped, "starttls-not-offered", "incoming.port=993 incoming.security=tls"));
  build_fail (IN (seen), RRM_STEP_NAME_STARTTLS, RRM_FAULT_STARTTLS_NOT_OFFERED);
  build_probe (seen, IN (seen), RRM_PROBE_OTHER_PORT, "imap mail.example.org 993 tls",
               RRM_PROBE_ANSWERED);
  g_ptr_array_unref (
    expect (seen, "starttls-not-offered", "incoming.port=993 incoming.security=tls"));
  build_fail (IN (unseen), RRM_STEP_NAME_STARTTLS, RRM_FAULT_STARTTLS_NOT_OFFERED);
  g_ptr_array_unref (expect (unseen, "starttls-not-offered", NULL));
  /* To look at the same port again mends nothing. */
  build_fail (OUT (right_port), RRM_STEP_NAME_STARTTLS, RRM_FAULT_STARTTLS_NOT_OFFERED);
  g_ptr_array_unref (expect (right_port, "starttls-not-offered", NULL));
}

static void
refuse_starttls (RrmServiceReport *service,
                 const char *text)
{
  build_fail_with (service, RRM_STEP_NAME_STARTTLS,
                   rrm_fault_new_reply (RRM_FAULT_STARTTLS_REFUSED,
                                        rrm_reply_new ("454", 454, NULL, NULL, text)));
}

static void
test_starttls_refused (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, NULL, SMTP);
  g_autoptr (RrmReport) blocked = build (ADDRESS, NULL, SMTP);

  refuse_starttls (OUT (report), "TLS not available due to temporary reason");
  expect_only (report, "starttls-refused");
  refuse_starttls (OUT (blocked), "blocked AUP#Out-1130");
  expect_only (blocked, "ip-no-reverse-dns");
}

static void
test_starttls_injection (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, NULL, SMTP);
  g_autoptr (RrmReport) preauth = build (ADDRESS, "imap mail.twc.com 143 starttls", NULL);

  build_fail (OUT (report), RRM_STEP_NAME_STARTTLS, RRM_FAULT_STARTTLS_INJECTION);
  expect_only (report, "starttls-injection");
  build_fail (IN (preauth), RRM_STEP_NAME_GREETING, RRM_FAULT_PREAUTH);
  expect_only (preauth, "starttls-injection");
}

static void
fail_with_alert (RrmReport *report,
                 guint alert)
{
  RrmFault *fault = rrm_fault_new (RRM_FAULT_TLS_ALERT);

  fault->alert = alert;
  build_fail_with (IN (report), RRM_STEP_NAME_TLS, fault);
}

static void
test_handshake (void)
{
  static const struct
  {
    guint alert;
    const char *code;
  } alerts[] = {
    { 40, "tls-no-common-cipher" },
    { 71, "tls-no-common-cipher" },
    { 70, "tls-version-too-old" },
    { 80, "tls-failed" },
    { 112, "tls-failed" },
  };
  g_autoptr (RrmReport) version = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) other = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) closed = build (ADDRESS, IMAP, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (alerts); i++)
    {
      g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
      g_autoptr (GPtrArray) findings = NULL;
      g_autofree char *number = g_strdup_printf ("%u", alerts[i].alert);

      fail_with_alert (report, alerts[i].alert);
      findings = expect (report, alerts[i].code, NULL);
      assert_detail (findings, 0, "alert", number);
    }
  build_fail (IN (version), RRM_STEP_NAME_TLS, RRM_FAULT_TLS_VERSION);
  expect_only (version, "tls-version-too-old");
  build_fail (IN (other), RRM_STEP_NAME_TLS, RRM_FAULT_TLS_FAILED);
  expect_only (other, "tls-failed");
  build_fail (IN (closed), RRM_STEP_NAME_TLS, RRM_FAULT_CLOSED);
  expect_only (closed, "tls-failed");
}

/* TLS stood already, and the password was on its way: nothing is said of the handshake, nor that no
 * password was sent. */
static void
test_broken_later (void)
{
  static const RrmStepName late[] = { RRM_STEP_NAME_LOGIN, RRM_STEP_NAME_MAILBOX };
  static const guint alerts[] = { 40, 70, 80 };

  for (guint i = 0; i < G_N_ELEMENTS (late); i++)
    {
      g_autoptr (RrmReport) garbled = build (ADDRESS, IMAP, NULL);

      build_fail (IN (garbled), late[i], RRM_FAULT_TLS_FAILED);
      expect_only (garbled, "malformed-reply");
      for (guint k = 0; k < G_N_ELEMENTS (alerts); k++)
        {
          g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
          RrmFault *fault = rrm_fault_new (RRM_FAULT_TLS_ALERT);

          fault->alert = alerts[k];
          build_fail_with (IN (report), late[i], fault);
          expect_only (report, "server-closed-connection");
        }
    }
}

/* A server that sent an empty line said nothing that could be quoted. */
static void
test_said_nothing (void)
{
  static const char *const lines[] = { "", "  ", "\t " };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
      g_autoptr (GPtrArray) findings = NULL;

      build_seen (IN (report), RRM_STEP_NAME_LOGIN, RRM_FAULT_MALFORMED, RRM_SEEN_NOTHING,
                  lines[i]);
      findings = expect (report, "malformed-reply", NULL);
      g_assert_null (rrm_finding_get_server_said (findings->pdata[0]));
    }
}

/* TLS 1.3 tells of a refused handshake when the first answer is read: nothing was sent yet. */
static void
test_refused_late (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
  RrmFault *fault = rrm_fault_new (RRM_FAULT_TLS_ALERT);

  fault->alert = 116;
  build_fail_with (IN (report), RRM_STEP_NAME_GREETING, fault);
  expect_only (report, "tls-failed");
}

static RrmProbe *
add_handshake (RrmReport *report,
               gboolean legacy,
               RrmProbeResult result,
               const char *version)
{
  RrmProbe *probe = build_probe (report, IN (report), RRM_PROBE_TLS, IMAP, result);

  probe->legacy = legacy;
  probe->text = g_strdup (version);

  return probe;
}

static void
test_reset (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) old = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) neither = build (ADDRESS, IMAP, NULL);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) old_findings = NULL;

  build_fail (IN (report), RRM_STEP_NAME_TLS, RRM_FAULT_RESET);
  add_handshake (report, FALSE, RRM_PROBE_ANSWERED, "TLS1.2");
  findings = expect (report, "tls-reset", NULL);
  assert_detail (findings, 0, "found-version", "TLS1.2");

  build_fail (IN (old), RRM_STEP_NAME_TLS, RRM_FAULT_RESET);
  add_handshake (old, FALSE, RRM_PROBE_FAILED, NULL);
  add_handshake (old, TRUE, RRM_PROBE_ANSWERED, "TLS1.0");
  old_findings = expect (old, "tls-version-too-old", NULL);
  assert_detail (old_findings, 0, "found-version", "TLS1.0");

  build_fail (IN (neither), RRM_STEP_NAME_TLS, RRM_FAULT_RESET);
  add_handshake (neither, FALSE, RRM_PROBE_UNKNOWN, NULL);
  expect_only (neither, "connection-reset");
}

static const struct
{
  guint problems;
  const char *codes;
} certificates[] = {
  { RRM_CERTIFICATE_EXPIRED, "certificate-expired" },
  { RRM_CERTIFICATE_NOT_YET_VALID, "certificate-not-yet-valid" },
  { RRM_CERTIFICATE_SELF_SIGNED, "certificate-self-signed" },
  { RRM_CERTIFICATE_SELF_SIGNED | RRM_CERTIFICATE_UNKNOWN_ISSUER, "certificate-self-signed" },
  { RRM_CERTIFICATE_UNKNOWN_ISSUER, "certificate-unknown-issuer" },
  { RRM_CERTIFICATE_INCOMPLETE | RRM_CERTIFICATE_UNKNOWN_ISSUER, "certificate-chain-incomplete" },
  { RRM_CERTIFICATE_REVOKED, "certificate-revoked" },
  { RRM_CERTIFICATE_WEAK, "certificate-weak" },
  { RRM_CERTIFICATE_WRONG_PURPOSE, "certificate-invalid" },
  { RRM_CERTIFICATE_INVALID, "certificate-invalid" },
  { RRM_CERTIFICATE_WRONG_NAME, "certificate-wrong-name" },
  { RRM_CERTIFICATE_INCOMPLETE | RRM_CERTIFICATE_WRONG_NAME | RRM_CERTIFICATE_EXPIRED,
    "certificate-chain-incomplete certificate-wrong-name certificate-expired" },
  { 0, "certificate-invalid" },
};

static void
test_certificates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (certificates); i++)
    {
      g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
      g_autoptr (GPtrArray) findings = NULL;

      build_fail (IN (report), RRM_STEP_NAME_TLS, RRM_FAULT_CERTIFICATE);
      build_certificate (IN (report), certificates[i].problems, "a.example b.example",
                         "CN=Test CA\\, Inc,O=Test");
      findings = expect (report, certificates[i].codes, NULL);
      assert_detail (findings, 0, "names", "a.example, b.example");
      assert_detail (findings, 0, "issuer", "Test CA\\, Inc");
      assert_detail (findings, 0, "subject", "a.example");
      g_assert_cmpuint (strlen (rrm_finding_get_detail (findings->pdata[0], "expires")), ==, 10);
    }
}

static void
test_wrong_name (void)
{
  g_autoptr (RrmReport) known = build (ADDRESS, "imap imap.example.org 143 starttls", NULL);
  g_autoptr (RrmReport) star =
    build ("pat@charter.net", "imap imap.example.org 993 tls", NULL);
  g_autoptr (RrmReport) far = build (ADDRESS, "imap imap.example.org 993 tls", NULL);
  g_autoptr (RrmReport) own = build (ADDRESS, IMAP, NULL);
  g_autoptr (GPtrArray) findings = NULL;

  build_fail (IN (known), RRM_STEP_NAME_TLS, RRM_FAULT_CERTIFICATE);
  build_certificate (IN (known), RRM_CERTIFICATE_WRONG_NAME, "mobile.charter.net mail.twc.com",
                     "CN=Test CA");
  findings = expect (known, "certificate-wrong-name",
                     "incoming.host=mail.twc.com incoming.port=993 incoming.security=tls");
  assert_detail (findings, 0, "expected-host", "mail.twc.com");

  build_fail (IN (star), RRM_STEP_NAME_TLS, RRM_FAULT_CERTIFICATE);
  build_certificate (IN (star), RRM_CERTIFICATE_WRONG_NAME, "*.charter.net", "CN=Test CA");
  g_ptr_array_unref (
    expect (star, "certificate-wrong-name", "incoming.host=mobile.charter.net"));

  /* A star stands for one label, and the end of a name is not the name. */
  build_fail (IN (far), RRM_STEP_NAME_TLS, RRM_FAULT_CERTIFICATE);
  build_certificate (IN (far), RRM_CERTIFICATE_WRONG_NAME, "*.com xmail.twc.com", "CN=Test CA");
  g_ptr_array_unref (expect (far, "certificate-wrong-name", NULL));

  build_fail (IN (own), RRM_STEP_NAME_TLS, RRM_FAULT_CERTIFICATE);
  build_certificate (IN (own), RRM_CERTIFICATE_WRONG_NAME, "*.example.org", "CN=Test CA");
  g_ptr_array_unref (expect (own, "certificate-wrong-name", NULL));
}

static void
test_clock (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
  g_autoptr (GPtrArray) findings = NULL;
  RrmCertificate *certificate;

  build_fail (IN (report), RRM_STEP_NAME_TLS, RRM_FAULT_CERTIFICATE);
  certificate =
    build_certificate (IN (report), RRM_CERTIFICATE_NOT_YET_VALID, "mail.twc.com", "CN=Test CA");
  certificate->not_before = now (report) + YEAR;
  certificate->not_after = now (report) + 2 * YEAR;
  build_web (report, IN (report), TRUE, now (report) + YEAR + DAY);
  findings = expect (report, "computer-clock-wrong", NULL);
  assert_detail (findings, 0, "direction", "behind");
  g_assert_cmpint (rrm_finding_get_where (findings->pdata[0]), ==, RRM_WHERE_COMPUTER);
}

/* Two servers' greetings against the clock, with a certificate that has run out besides. */
static void
test_clock_by_greetings (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, SMTP);
  g_autoptr (GDateTime) then = g_date_time_add_years (rrm_report_get_date (report), 3);
  g_autoptr (GDateTime) utc = g_date_time_to_utc (then);
  g_autofree char *date = g_date_time_format (utc, "%a, %d %b %Y %H:%M:%S +0000 (UTC)");
  g_autofree char *greeting = g_strconcat ("220 x ESMTP server ready ", date, NULL);
  RrmProbe *probe;

  build_fail (IN (report), RRM_STEP_NAME_TLS, RRM_FAULT_CERTIFICATE);
  build_certificate (IN (report), RRM_CERTIFICATE_NOT_YET_VALID, "mail.twc.com", "CN=Test CA");
  rrm_service_report_get_facts (OUT (report))->greeting = g_strdup (greeting);
  build_work (OUT (report));
  /* One source alone is not enough. */
  expect_only (report, "certificate-not-yet-valid");
  probe = build_probe (report, IN (report), RRM_PROBE_SIBLING,
                       "imap mobile.charter.net 993 tls", RRM_PROBE_ANSWERED);
  probe->text = g_strdup (greeting);
  expect_only (report, "computer-clock-wrong");
}

static void
test_clock_near_misses (void)
{
  g_autoptr (RrmReport) right = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) portal = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) split = build (ADDRESS, IMAP, SMTP);
  RrmCertificate *certificate;

  build_fail (IN (right), RRM_STEP_NAME_TLS, RRM_FAULT_CERTIFICATE);
  certificate =
    build_certificate (IN (right), RRM_CERTIFICATE_EXPIRED, "mail.twc.com", "CN=Test CA");
  certificate->not_after = now (right) - DAY;
  build_web (right, IN (right), TRUE, now (right) + 60);
  expect_only (right, "certificate-expired");

  /* The page of a hotel says what it likes. */
  build_fail (IN (portal), RRM_STEP_NAME_TLS, RRM_FAULT_CERTIFICATE);
  certificate =
    build_certificate (IN (portal), RRM_CERTIFICATE_EXPIRED, "mail.twc.com", "CN=Test CA");
  certificate->not_before = now (portal) - 2 * YEAR;
  certificate->not_after = now (portal) - YEAR;
  build_web (portal, IN (portal), FALSE, now (portal) - YEAR - DAY);
  expect_only (portal, "captive-portal certificate-expired");

  /* One for and one against proves nothing. */
  build_fail (IN (split), RRM_STEP_NAME_TLS, RRM_FAULT_CERTIFICATE);
  certificate =
    build_certificate (IN (split), RRM_CERTIFICATE_EXPIRED, "mail.twc.com", "CN=Test CA");
  certificate->not_before = now (split) - 2 * YEAR;
  certificate->not_after = now (split) - YEAR;
  build_web (split, IN (split), TRUE, now (split) - YEAR - DAY);
  {
    g_autoptr (GDateTime) utc = g_date_time_to_utc (rrm_report_get_date (split));

    rrm_service_report_get_facts (OUT (split))->greeting =
      g_date_time_format (utc, "220 x %a, %d %b %Y %H:%M:%S +0000");
  }
  build_work (OUT (split));
  expect_only (split, "certificate-expired");
}

static const struct
{
  const char *issuer;
  const char *product;
} interceptors[] = {
  { "CN=avast! Web/Mail Shield Root,O=avast! Web/Mail Shield,OU=generated", "Avast Antivirus" },
  { "CN=AVG Web/Mail Shield Root,O=AVG", "AVG Antivirus" },
  { "CN=ESET SSL Filter CA,O=ESET\\, spol. s r. o.,C=SK", "ESET" },
  { "CN=Kaspersky Anti-Virus Personal Root Certificate,O=AO Kaspersky Lab", "Kaspersky" },
  { "CN=Bitdefender Personal CA.Net-Defender,OU=IDS,O=Bitdefender", "Bitdefender" },
  { "CN=Norton Web/Mail Shield Root,O=Norton", "Norton" },
  { "CN=McAfee Web Gateway,O=McAfee", "McAfee" },
  { "CN=Sophos SSL CA_C01001,O=Sophos", "Sophos" },
  { "CN=Sophos_CA_C01001,O=Sophos", "Sophos" },
  { "CN=Sophos SSL CATS,O=Sophos", NULL },
  { "CN=GlobalSign RSA OV SSL CA 2018,O=GlobalSign nv-sa,C=BE", NULL },
  { "CN=Symantec Class 3 Secure Server CA,O=Symantec Corporation", NULL },
  { "CN=Avast Software Corporate CA,O=Avast", NULL },
  { "CN=xmitmproxyx", NULL },
  { "O=mitmproxy,CN=mitmproxy", "mitmproxy" },
};

static void
test_interceptors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (interceptors); i++)
    {
      g_autofree char *product = NULL;
      g_autofree char *maker = NULL;
      gboolean known = rrm_interceptor_find (interceptors[i].issuer, &product, &maker);

      g_test_message ("%s", interceptors[i].issuer);
      g_assert_cmpstr (product, ==, interceptors[i].product);
      g_assert_cmpint (known, ==, interceptors[i].product != NULL);
      g_assert_cmpint (known, ==, maker != NULL);
    }
}

static void
test_intercepted (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
  g_autoptr (GPtrArray) findings = NULL;

  build_fail (IN (report), RRM_STEP_NAME_TLS, RRM_FAULT_CERTIFICATE);
  build_certificate (IN (report), RRM_CERTIFICATE_UNKNOWN_ISSUER | RRM_CERTIFICATE_INCOMPLETE,
                     "mail.twc.com", interceptors[0].issuer);
  findings = expect (report, "tls-intercepted", NULL);
  assert_detail (findings, 0, "product", "Avast Antivirus");
  assert_detail (findings, 0, "maker", "Avast");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/diagnose/mode/tls-chosen", test_mode_tls_chosen);
  g_test_add_func ("/diagnose/mode/starttls-chosen", test_mode_starttls_chosen);
  g_test_add_func ("/diagnose/mode/and-refusal", test_mode_and_refusal);
  g_test_add_func ("/diagnose/mode/by-probe", test_mode_by_probe);
  g_test_add_func ("/diagnose/wrong-protocol", test_wrong_protocol);
  g_test_add_func ("/diagnose/wrong-protocol/in-clear", test_wrong_protocol_in_clear);
  g_test_add_func ("/diagnose/malformed", test_malformed);
  g_test_add_func ("/diagnose/starttls/not-offered", test_starttls_not_offered);
  g_test_add_func ("/diagnose/starttls/refused", test_starttls_refused);
  g_test_add_func ("/diagnose/starttls/injection", test_starttls_injection);
  g_test_add_func ("/diagnose/handshake", test_handshake);
  g_test_add_func ("/diagnose/tls/broken-later", test_broken_later);
  g_test_add_func ("/diagnose/tls/refused-late", test_refused_late);
  g_test_add_func ("/diagnose/tls/said-nothing", test_said_nothing);
  g_test_add_func ("/diagnose/handshake/reset", test_reset);
  g_test_add_func ("/diagnose/certificates", test_certificates);
  g_test_add_func ("/diagnose/certificates/wrong-name", test_wrong_name);
  g_test_add_func ("/diagnose/clock", test_clock);
  g_test_add_func ("/diagnose/clock/by-greetings", test_clock_by_greetings);
  g_test_add_func ("/diagnose/clock/near-misses", test_clock_near_misses);
  g_test_add_func ("/diagnose/interceptors", test_interceptors);
  g_test_add_func ("/diagnose/intercepted", test_intercepted);

  return g_test_run ();
}
