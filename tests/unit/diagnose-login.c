/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "diagnose-builder.h"

#define ADDRESS "pat@nc.rr.com"
#define IMAP "imap mail.twc.com 993 tls"
#define POP3 "pop3 mail.twc.com 995 tls"
#define SMTP "smtp mail.twc.com 587 starttls"
#define REJECTED "NO [AUTHENTICATIONFAILED] invalid username or password"
#define SMTP_REJECTED "535 5.7.8 no"
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

static void
set_password (RrmAccount *account,
              const char *text,
              gboolean outgoing)
{
  g_autoptr (RrmSecret) password = rrm_secret_new (text, -1);

  if (outgoing)
    rrm_account_set_outgoing_password (account, password);
  else
    rrm_account_set_password (account, password);
}

static void
test_rejected (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, SMTP);
  g_autoptr (GPtrArray) findings = NULL;

  build_refuse (IN (report), RRM_STEP_NAME_LOGIN, REJECTED);
  build_refuse (OUT (report), RRM_STEP_NAME_LOGIN, SMTP_REJECTED);
  findings =
    expect (report, "password-rejected password-rejected web-password-not-mail-password!", NULL);
  g_assert_cmpint (rrm_finding_get_where (findings->pdata[0]), ==, RRM_WHERE_PASSWORD);
  assert_detail (findings, 0, "response-code", "AUTHENTICATIONFAILED");
  assert_detail (findings, 0, "other-host", "mail.brighthouse.com");
  assert_detail (findings, 0, "username-hint", NULL);
  assert_detail (findings, 1, "reply-code", "535");
  assert_detail (findings, 1, "enhanced-code", "5.7.8");
  assert_detail (findings, 2, "unusual-characters", NULL);
  g_assert_cmpstr (rrm_finding_get_server_said (findings->pdata[0]), ==, REJECTED);
}

static void
test_unusual_characters (void)
{
  g_autoptr (RrmAccount) account = build_account (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) report = NULL;
  g_autoptr (RrmReport) usual = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) usual_findings = NULL;

  set_password (account, "a(b", FALSE);
  report = build_report (account);
  build_refuse (IN (report), RRM_STEP_NAME_LOGIN, REJECTED);
  findings = expect (report, "password-rejected web-password-not-mail-password!", NULL);
  assert_detail (findings, 1, "unusual-characters", "yes");

  set_password (account, "aB1!@#$%-_", FALSE);
  usual = build_report (account);
  build_refuse (IN (usual), RRM_STEP_NAME_LOGIN, REJECTED);
  usual_findings = expect (usual, "password-rejected web-password-not-mail-password!", NULL);
  assert_detail (usual_findings, 1, "unusual-characters", NULL);
}

/* The two passwords are this provider's own. */
static void
test_rejected_elsewhere (void)
{
  g_autoptr (RrmReport) report = build ("pat@example.org", "imap mail.example.org 993 tls", NULL);

  build_refuse (IN (report), RRM_STEP_NAME_LOGIN, "NO no");
  expect_only (report, "password-rejected");
}

static void
test_username_hint (void)
{
  g_autoptr (RrmReport) report = build ("pat@adelphia.net", IMAP, NULL);
  g_autoptr (GPtrArray) findings = NULL;

  build_refuse (IN (report), RRM_STEP_NAME_LOGIN, REJECTED);
  findings = expect (report, "password-rejected web-password-not-mail-password!", NULL);
  assert_detail (findings, 0, "username-hint", "pat@roadrunner.com");
}

static void
test_needs_domain (void)
{
  g_autoptr (RrmAccount) account = build_account (ADDRESS, IMAP, SMTP);
  g_autoptr (RrmReport) report = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  rrm_service_settings_set_username (rrm_account_get_incoming (account), "pat");
  rrm_service_settings_set_username (rrm_account_get_outgoing (account), "pat");
  /* The name goes before the blank in the password. */
  set_password (account, "secret ", FALSE);
  report = build_report (account);
  build_refuse (IN (report), RRM_STEP_NAME_LOGIN, REJECTED);
  build_refuse (OUT (report), RRM_STEP_NAME_LOGIN, SMTP_REJECTED);
  findings = expect (report, "username-needs-domain username-needs-domain",
                     "incoming.username=pat@nc.rr.com outgoing.username=pat@nc.rr.com");
  assert_detail (findings, 0, "expected-username", ADDRESS);
  assert_detail (findings, 0, "username", "pat");
}

static void
test_short_name_that_works (void)
{
  g_autoptr (RrmAccount) account = build_account (ADDRESS, IMAP, NULL);
  g_autoptr (RrmAccount) elsewhere =
    build_account (ADDRESS, "imap mail.example.org 993 tls", NULL);
  g_autoptr (RrmReport) report = NULL;
  g_autoptr (RrmReport) other = NULL;

  rrm_service_settings_set_username (rrm_account_get_incoming (account), "pat");
  report = build_report (account);
  build_work (IN (report));
  g_ptr_array_unref (
    expect (report, "username-needs-domain?", "incoming.username=pat@nc.rr.com"));
  /* A server of somebody else's may well want it so. */
  rrm_service_settings_set_username (rrm_account_get_incoming (elsewhere), "pat");
  other = build_report (elsewhere);
  build_work (IN (other));
  expect_only (other, "");
}

static void
test_stray_space (void)
{
  g_autoptr (RrmAccount) account = build_account (ADDRESS, IMAP, SMTP);
  g_autoptr (RrmReport) report = NULL;
  g_autoptr (RrmReport) works = NULL;
  g_autoptr (RrmReport) inside = NULL;

  set_password (account, "secret ", FALSE);
  report = build_report (account);
  /* It goes before what the other server says. */
  build_refuse (IN (report), RRM_STEP_NAME_LOGIN, REJECTED);
  build_work (OUT (report));
  g_ptr_array_unref (expect (report, "password-has-stray-space", "password=trim"));
  works = build_report (account);
  build_work (IN (works));
  build_work (OUT (works));
  expect_only (works, "");
  set_password (account, "se cret", FALSE);
  inside = build_report (account);
  build_refuse (IN (inside), RRM_STEP_NAME_LOGIN, REJECTED);
  build_fail (OUT (inside), RRM_STEP_NAME_CONNECT, RRM_FAULT_UNREACHABLE);
  expect_only (inside,
               "password-rejected network-unreachable web-password-not-mail-password!");
}

static void
test_differ (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, SMTP);
  g_autoptr (GPtrArray) findings = NULL;

  build_work (IN (report));
  build_refuse (OUT (report), RRM_STEP_NAME_LOGIN, SMTP_REJECTED);
  findings = expect (report, "passwords-differ", NULL);
  assert_detail (findings, 0, "accepted-by", "imap");
}

/* With a password of its own, too: one of the two that were typed was taken. */
static void
test_differ_typed (void)
{
  g_autoptr (RrmAccount) account = build_account (ADDRESS, IMAP, SMTP);
  g_autoptr (RrmReport) report = NULL;

  set_password (account, "another", TRUE);
  report = build_report (account);
  build_refuse (IN (report), RRM_STEP_NAME_LOGIN, REJECTED);
  build_work (OUT (report));
  expect_only (report, "passwords-differ");
}

/* Another name that was taken says nothing of this one, and neither does a server that was not
 * asked. */
static void
test_differ_near_misses (void)
{
  g_autoptr (RrmAccount) named = build_account (ADDRESS, IMAP, SMTP);
  g_autoptr (RrmReport) other_name = NULL;
  g_autoptr (RrmReport) not_asked = build (ADDRESS, IMAP, SMTP);

  rrm_service_settings_set_username (rrm_account_get_outgoing (named), "ann@nc.rr.com");
  other_name = build_report (named);
  build_work (IN (other_name));
  build_refuse (OUT (other_name), RRM_STEP_NAME_LOGIN, SMTP_REJECTED);
  expect_only (other_name, "password-rejected");
  build_pass (IN (not_asked), RRM_STEP_NAME_CAPABILITIES);
  build_refuse (OUT (not_asked), RRM_STEP_NAME_LOGIN, SMTP_REJECTED);
  expect_only (not_asked, "password-rejected web-password-not-mail-password!");
}

static RrmReport *
build_with_auth (RrmAuth auth,
                 RrmStepName step,
                 RrmFaultKind kind,
                 const char *capabilities)
{
  g_autoptr (RrmAccount) account = build_account (ADDRESS, IMAP, NULL);
  RrmReport *report;

  rrm_service_settings_set_auth (rrm_account_get_incoming (account), auth);
  report = build_report (account);
  build_fail (IN (report), step, kind);
  build_capabilities (IN (report), capabilities);

  return report;
}

static void
test_mechanisms (void)
{
  g_autoptr (RrmReport) cram = build_with_auth (RRM_AUTH_CRAM_MD5, RRM_STEP_NAME_LOGIN,
                                                RRM_FAULT_NO_MECHANISM,
                                                "IMAP4rev1;AUTH=PLAIN;AUTH=LOGIN");
  g_autoptr (RrmReport) spa = build_with_auth (RRM_AUTH_NTLM, RRM_STEP_NAME_LOGIN,
                                               RRM_FAULT_NO_MECHANISM, "IMAP4rev1;AUTH=PLAIN");
  g_autoptr (RrmReport) oauth =
    build_with_auth (RRM_AUTH_AUTO, RRM_STEP_NAME_LOGIN, RRM_FAULT_NO_MECHANISM,
                     "IMAP4rev1;AUTH=XOAUTH2;AUTH=OAUTHBEARER;LOGINDISABLED");
  g_autoptr (RrmReport) foreign =
    build_with_auth (RRM_AUTH_AUTO, RRM_STEP_NAME_LOGIN, RRM_FAULT_NO_MECHANISM,
                     "IMAP4rev1;AUTH=GSSAPI;AUTH=XOAUTH2");
  g_autoptr (GPtrArray) findings =
    expect (cram, "auth-mechanism-unsupported", "incoming.auth=auto");

  assert_detail (findings, 0, "auth", "cram-md5");
  assert_detail (findings, 0, "offered", "PLAIN, LOGIN");
  g_ptr_array_unref (
    expect (spa, "spa-selected auth-mechanism-unsupported", "incoming.auth=auto"));
  g_ptr_array_unref (expect (oauth, "oauth-required", NULL));
  g_ptr_array_unref (expect (foreign, "auth-mechanism-unsupported", NULL));
}

static void
test_spa_refused (void)
{
  g_autoptr (RrmAccount) account = build_account (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) report = NULL;
  g_autoptr (RrmReport) works = NULL;

  rrm_service_settings_set_auth (rrm_account_get_incoming (account), RRM_AUTH_NTLM);
  report = build_report (account);
  build_refuse (IN (report), RRM_STEP_NAME_LOGIN, REJECTED);
  g_ptr_array_unref (
    expect (report, "spa-selected password-rejected web-password-not-mail-password!",
            "incoming.auth=auto"));
  works = build_report (account);
  build_work (IN (works));
  expect_only (works, "");
}

static void
test_login_disabled (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, "imap mail.twc.com 143 none", NULL);
  g_autoptr (RrmReport) elsewhere = build (ADDRESS, "imap mail.example.org 143 none", NULL);
  g_autoptr (RrmReport) said = build (ADDRESS, "imap mail.example.org 993 tls", NULL);

  build_fail (IN (report), RRM_STEP_NAME_LOGIN, RRM_FAULT_LOGIN_DISABLED);
  g_ptr_array_unref (expect (report, "login-disabled",
                             "incoming.port=993 incoming.security=tls"));
  build_fail (IN (elsewhere), RRM_STEP_NAME_LOGIN, RRM_FAULT_LOGIN_DISABLED);
  build_capabilities (IN (elsewhere), "IMAP4rev1;STARTTLS;LOGINDISABLED");
  g_ptr_array_unref (
    expect (elsewhere, "login-disabled", "incoming.security=starttls"));
  build_refuse (IN (said), RRM_STEP_NAME_LOGIN, "NO [PRIVACYREQUIRED] no");
  g_ptr_array_unref (expect (said, "login-disabled", NULL));
}

static const struct
{
  const char *server;
  const char *line;
  const char *codes;
} answers[] = {
  { IMAP, "NO Application-specific password required", "app-password-required" },
  { IMAP, "NO [CONTACTADMIN] no", "account-locked" },
  { IMAP, "NO Too many login failures", "account-locked" },
  { POP3, "-ERR account is currently inactive", "account-inactive" },
  { IMAP, "NO [AUTHORIZATIONFAILED] no", "login-not-permitted" },
  { IMAP, "NO IMAP access is disabled", "login-not-permitted" },
  { IMAP, "NO [UNAVAILABLE] no", "login-temporarily-unavailable" },
  { POP3, "-ERR authentication services unavailable, wait a few minutes and try again",
    "login-temporarily-unavailable" },
  { POP3, "-ERR [IN-USE] no", "mailbox-busy" },
  { POP3, "-ERR [SYS/TEMP] no", "server-busy" },
  { IMAP, "BYE shutting down", "login-temporarily-unavailable" },
  { POP3, "-ERR [AUTH] no", "password-rejected web-password-not-mail-password!" },
  { POP3, "-ERR no", "password-rejected web-password-not-mail-password!" },
};

static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (RrmReport) report = build (ADDRESS, answers[i].server, NULL);

      g_test_message ("%s", answers[i].line);
      build_refuse (IN (report), RRM_STEP_NAME_LOGIN, answers[i].line);
      expect_only (report, answers[i].codes);
    }
}

static void
test_bad_input (void)
{
  g_autoptr (RrmAccount) account = build_account (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) blank = NULL;
  g_autoptr (RrmReport) other = build (ADDRESS, IMAP, NULL);

  set_password (account, " secret", FALSE);
  blank = build_report (account);
  build_fail (IN (blank), RRM_STEP_NAME_LOGIN, RRM_FAULT_BAD_INPUT);
  g_ptr_array_unref (expect (blank, "password-has-stray-space", "password=trim"));
  build_fail (IN (other), RRM_STEP_NAME_LOGIN, RRM_FAULT_BAD_INPUT);
  expect_only (other, "password-rejected");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/diagnose/login/rejected", test_rejected);
  g_test_add_func ("/diagnose/login/unusual-characters", test_unusual_characters);
  g_test_add_func ("/diagnose/login/rejected-elsewhere", test_rejected_elsewhere);
  g_test_add_func ("/diagnose/login/username-hint", test_username_hint);
  g_test_add_func ("/diagnose/login/needs-domain", test_needs_domain);
  g_test_add_func ("/diagnose/login/short-name-that-works", test_short_name_that_works);
  g_test_add_func ("/diagnose/login/stray-space", test_stray_space);
  g_test_add_func ("/diagnose/login/differ", test_differ);
  g_test_add_func ("/diagnose/login/differ/typed", test_differ_typed);
  g_test_add_func ("/diagnose/login/differ/near-misses", test_differ_near_misses);
  g_test_add_func ("/diagnose/login/mechanisms", test_mechanisms);
  g_test_add_func ("/diagnose/login/spa-refused", test_spa_refused);
  g_test_add_func ("/diagnose/login/disabled", test_login_disabled);
  g_test_add_func ("/diagnose/login/answers", test_answers);
  g_test_add_func ("/diagnose/login/bad-input", test_bad_input);

  return g_test_run ();
}
