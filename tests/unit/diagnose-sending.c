/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "diagnose-builder.h"

#define ADDRESS "pat@nc.rr.com"
#define IMAP "imap mail.twc.com 993 tls"
#define SMTP "smtp mail.twc.com 587 starttls"
#define NOT_LOGIN                                                                                  \
  "550 5.1.0 <pat@nc.rr.com> sender rejected. The email address you are sending as must match "    \
  "the "                                                                                           \
  "email address you used to auth. Please check your SMTP settings. AUP#Out-1500"
#define TURN_ON                                                                                    \
  "550 Please turn on SMTP Authentication in your mail client. x.example is not permitted to "     \
  "relay "                                                                                         \
  "through this server without authentication."
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

static RrmReport *
build_outgoing (const char *username,
                RrmAuth auth)
{
  g_autoptr (RrmAccount) account = build_account (ADDRESS, NULL, SMTP);

  rrm_service_settings_set_username (rrm_account_get_outgoing (account), username);
  rrm_service_settings_set_auth (rrm_account_get_outgoing (account), auth);

  return build_report (account);
}

static const struct
{
  RrmStepName step;
  const char *line;
  const char *codes;
} answers[] = {
  { RRM_STEP_NAME_GREETING, "554 impout003 cmsmtp 192.0.2.7 blocked. AUP#Out-1130.",
    "ip-no-reverse-dns" },
  { RRM_STEP_NAME_GREETING, "554 Connection Rejected - see http://x AUP#Out-1220.",
    "ip-on-blocklist" },
  { RRM_STEP_NAME_GREETING, "421 x AUP#Out-1000", "ip-blocked" },
  { RRM_STEP_NAME_GREETING, "421 x AUP#Out-1300", "too-many-connections" },
  { RRM_STEP_NAME_GREETING, "421 x", "server-busy" },
  { RRM_STEP_NAME_GREETING, "421 x AUP#Out-1777", "server-busy" },
  { RRM_STEP_NAME_SENDER, "421 x AUP#Out-1390.", "rate-limited" },
  { RRM_STEP_NAME_SENDER, "550 x AUP#Out-1010", "account-suspended" },
  { RRM_STEP_NAME_SENDER, "550 x AUP#Out-1020", "account-limited" },
  { RRM_STEP_NAME_SENDER, "450 x AUP#Out-1090", "try-again-later" },
  { RRM_STEP_NAME_SENDER, "550 x AUP#Out-1170", "sender-rejected" },
  { RRM_STEP_NAME_SENDER, "450 4.1.8 no", "sender-rejected" },
  { RRM_STEP_NAME_RECIPIENT, "550 5.1.1 <pat@nc.rr.com> recipient rejected", "recipient-rejected" },
  { RRM_STEP_NAME_RECIPIENT, "550 x AUP#Out-1560", "recipient-rejected" },
  { RRM_STEP_NAME_RECIPIENT, "450 x AUP#Out-1440", "rate-limited" },
  { RRM_STEP_NAME_RECIPIENT, "450 4.2.0 Greylisted", "try-again-later" },
  { RRM_STEP_NAME_RECIPIENT, "552 5.2.2 no", "mailbox-full" },
  { RRM_STEP_NAME_SENDER, "552 x AUP#Out-1530", "message-too-large" },
  { RRM_STEP_NAME_RECIPIENT, "452 x AUP#Out-1550", "too-many-recipients" },
  { RRM_STEP_NAME_RECIPIENT, "452 no", "too-many-recipients" },
};

static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (RrmReport) report = build (ADDRESS, IMAP, SMTP);

      g_test_message ("%s", answers[i].line);
      build_work (IN (report));
      build_refuse (OUT (report), answers[i].step, answers[i].line);
      g_ptr_array_unref (expect (report, answers[i].codes, NULL));
    }
}

static void
test_number_shown (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, NULL, SMTP);
  g_autoptr (GPtrArray) findings = NULL;

  build_refuse (OUT (report), RRM_STEP_NAME_GREETING, "421 x blocked. AUP#O-1777");
  findings = expect (report, "server-busy", NULL);
  assert_detail (findings, 0, "aup", "AUP#Out-1777");
}

static void
test_ipv6 (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, NULL, SMTP);

  build_refuse (OUT (report), RRM_STEP_NAME_GREETING, "554 x AUP#Out-1260");
  g_ptr_array_unref (expect (report, "ipv6-not-accepted", "outgoing.ip=ipv4"));
}

static void
test_sender_not_login (void)
{
  g_autoptr (RrmReport) other = build_outgoing ("ann@nc.rr.com", RRM_AUTH_AUTO);
  g_autoptr (RrmReport) same = build_outgoing ("Pat@nc.rr.com", RRM_AUTH_AUTO);
  g_autoptr (RrmReport) postfix = build_outgoing ("ann@nc.rr.com", RRM_AUTH_AUTO);
  g_autoptr (GPtrArray) findings = NULL;

  build_refuse (OUT (other), RRM_STEP_NAME_SENDER, NOT_LOGIN);
  findings = expect (other, "sender-not-login", "outgoing.username=pat@nc.rr.com");
  assert_detail (findings, 0, "aup", "AUP#Out-1500");
  assert_detail (findings, 0, "address", ADDRESS);
  assert_detail (findings, 0, "username", "ann@nc.rr.com");
  /* The name is right already: no setting helps. */
  build_refuse (OUT (same), RRM_STEP_NAME_SENDER, NOT_LOGIN);
  g_ptr_array_unref (expect (same, "sender-not-login", NULL));
  build_refuse (
      OUT (postfix), RRM_STEP_NAME_RECIPIENT,
      "553 5.7.1 <pat@nc.rr.com>: Sender address rejected: not owned by user ann@nc.rr.com");
  g_ptr_array_unref (expect (postfix, "sender-not-login", "outgoing.username=pat@nc.rr.com"));
}

static void
test_auth_off (void)
{
  g_autoptr (RrmReport) told = build_outgoing (ADDRESS, RRM_AUTH_NONE);
  g_autoptr (RrmReport) nameless = build_outgoing ("", RRM_AUTH_NONE);
  g_autoptr (RrmReport) relay = build_outgoing (ADDRESS, RRM_AUTH_NONE);
  g_autoptr (RrmReport) sender = build_outgoing ("ann@nc.rr.com", RRM_AUTH_NONE);
  g_autoptr (RrmReport) required = build_outgoing (ADDRESS, RRM_AUTH_NONE);
  g_autoptr (RrmReport) refused = build_outgoing (ADDRESS, RRM_AUTH_NONE);
  g_autofree char *change = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  build_refuse (OUT (told), RRM_STEP_NAME_RECIPIENT, TURN_ON);
  g_ptr_array_unref (expect (told, "smtp-auth-off", "outgoing.auth=auto"));
  build_refuse (OUT (nameless), RRM_STEP_NAME_RECIPIENT, TURN_ON);
  g_ptr_array_unref (expect (nameless, "smtp-auth-off",
                             "outgoing.auth=auto outgoing.username=pat@nc.rr.com"));
  build_refuse (OUT (relay), RRM_STEP_NAME_RECIPIENT, "554 5.7.1 <x>: Relay access denied");
  g_ptr_array_unref (expect (relay, "smtp-auth-off relay-denied", "outgoing.auth=auto"));
  build_refuse (OUT (sender), RRM_STEP_NAME_SENDER, NOT_LOGIN);
  findings = expect (sender, "smtp-auth-off sender-not-login", "outgoing.auth=auto");
  change = change_to_text (findings->pdata[1]);
  g_assert_cmpstr (change, ==, "outgoing.auth=auto outgoing.username=pat@nc.rr.com");
  build_refuse (OUT (required), RRM_STEP_NAME_SENDER, "530 5.7.0 Authentication required");
  g_ptr_array_unref (expect (required, "smtp-auth-off", "outgoing.auth=auto"));
  build_refuse (OUT (refused), RRM_STEP_NAME_SENDER, "550 5.7.1 no");
  g_ptr_array_unref (expect (refused, "smtp-auth-off sender-rejected", "outgoing.auth=auto"));
}

/* Who has signed in has not forgotten to, and a server that is busy is busy. */
static void
test_auth_off_near_misses (void)
{
  g_autoptr (RrmReport) relay = build (ADDRESS, NULL, SMTP);
  g_autoptr (RrmReport) told = build (ADDRESS, NULL, SMTP);
  g_autoptr (RrmReport) elsewhere = build (ADDRESS, NULL, "smtp mail.example.org 25 starttls");
  g_autoptr (RrmReport) busy = build_outgoing (ADDRESS, RRM_AUTH_NONE);
  g_autoptr (RrmReport) works = build_outgoing (ADDRESS, RRM_AUTH_NONE);

  build_refuse (OUT (relay), RRM_STEP_NAME_RECIPIENT, "554 5.7.1 <x>: Relay access denied");
  g_ptr_array_unref (expect (relay, "relay-denied", NULL));
  build_refuse (OUT (told), RRM_STEP_NAME_RECIPIENT, TURN_ON);
  g_ptr_array_unref (expect (told, "relay-denied", NULL));
  build_refuse (OUT (elsewhere), RRM_STEP_NAME_RECIPIENT, "554 5.7.1 <x>: Relay access denied");
  g_ptr_array_unref (
    expect (elsewhere, "relay-denied",
            "outgoing.host=mail.twc.com outgoing.port=587 outgoing.security=auto"));
  build_refuse (OUT (busy), RRM_STEP_NAME_SENDER, "450 4.3.0 no");
  g_ptr_array_unref (expect (busy, "try-again-later", NULL));
  build_work (OUT (works));
  expect_only (works, "");
}

static void
test_auth_not_offered (void)
{
  g_autoptr (RrmReport) mapped = build (ADDRESS, NULL, "smtp mail.twc.com 25 starttls");
  g_autoptr (RrmReport) seen = build (ADDRESS, NULL, "smtp mail.example.org 25 starttls");
  g_autoptr (RrmReport) clear = build ("pat@example.org", NULL, "smtp mail.example.org 587 none");
  g_autoptr (RrmReport) own = build (ADDRESS, NULL, SMTP);
  g_autoptr (RrmReport) refused = build (ADDRESS, NULL, SMTP);

  build_fail (OUT (mapped), RRM_STEP_NAME_LOGIN, RRM_FAULT_NO_MECHANISM);
  build_capabilities (OUT (mapped), "SIZE 1000;8BITMIME");
  g_ptr_array_unref (
    expect (mapped, "smtp-auth-not-offered", "outgoing.port=587 outgoing.security=auto"));

  build_fail (OUT (seen), RRM_STEP_NAME_LOGIN, RRM_FAULT_NO_MECHANISM);
  build_probe (seen, OUT (seen), RRM_PROBE_OTHER_PORT, "smtp mail.example.org 587 starttls",
               RRM_PROBE_ANSWERED);
  g_ptr_array_unref (expect (seen, "smtp-auth-not-offered", "outgoing.port=587"));

  /* Before TLS it is not offered yet. */
  build_fail (OUT (clear), RRM_STEP_NAME_LOGIN, RRM_FAULT_NO_MECHANISM);
  build_capabilities (OUT (clear), "STARTTLS;SIZE 1000");
  g_ptr_array_unref (expect (clear, "smtp-auth-not-offered cleartext-chosen?",
                             "outgoing.security=starttls"));

  build_fail (OUT (own), RRM_STEP_NAME_LOGIN, RRM_FAULT_NO_MECHANISM);
  g_ptr_array_unref (expect (own, "smtp-auth-not-offered", NULL));
  build_refuse (OUT (refused), RRM_STEP_NAME_LOGIN, "502 no");
  g_ptr_array_unref (expect (refused, "smtp-auth-not-offered", NULL));
}

static void
test_size_limit (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, NULL, SMTP);
  g_autoptr (GPtrArray) findings = NULL;

  rrm_service_report_get_facts (OUT (report))->size_limit = 20000000;
  build_refuse (OUT (report), RRM_STEP_NAME_SENDER, "552 5.3.4 no");
  findings = expect (report, "message-too-large", NULL);
  assert_detail (findings, 0, "size-limit", "20");
}

static RrmReport *
build_delivery (void)
{
  g_autoptr (RrmAccount) account = build_account (ADDRESS, IMAP, SMTP);
  RrmReport *report = rrm_report_new (account, RRM_STAGE_DELIVERY);

  rrm_report_add_service (report, rrm_account_get_incoming (account));
  rrm_report_add_service (report, rrm_account_get_outgoing (account));

  return report;
}

/* A message has left, and nobody said anything. */
static void
build_doubt (RrmServiceReport *service)
{
  build_work (service);
  rrm_step_report_end (rrm_service_report_get_step (service, RRM_STEP_NAME_DELIVER), 99,
                       RRM_STATUS_WARNED, rrm_fault_new (RRM_FAULT_TIMED_OUT));
}

static void
test_delivery (void)
{
  g_autoptr (RrmReport) unknown = build_delivery ();
  g_autoptr (RrmReport) not_seen = build_delivery ();
  g_autoptr (RrmReport) junk = build_delivery ();
  g_autoptr (RrmReport) refused = build_delivery ();
  g_autoptr (RrmReport) works = build_delivery ();
  g_autoptr (RrmReport) seen = build_delivery ();
  g_autoptr (RrmReport) early = build_delivery ();
  g_autoptr (RrmReport) gone = build_delivery ();

  /* What was perhaps never sent is not said to be late. */
  build_fail (IN (unknown), RRM_STEP_NAME_RECEIVE, RRM_FAULT_NOT_SEEN);
  build_doubt (OUT (unknown));
  expect_only (unknown, "delivery-unknown");
  build_work (IN (seen));
  build_doubt (OUT (seen));
  expect_only (seen, "");
  build_work (IN (early));
  build_fail (OUT (early), RRM_STEP_NAME_DELIVER, RRM_FAULT_CLOSED);
  expect_only (early, "server-closed-connection");
  build_fail (IN (not_seen), RRM_STEP_NAME_RECEIVE, RRM_FAULT_NOT_SEEN);
  build_work (OUT (not_seen));
  expect_only (not_seen, "delivery-not-seen");
  build_fail (IN (gone), RRM_STEP_NAME_RECEIVE, RRM_FAULT_CLOSED);
  build_work (OUT (gone));
  expect_only (gone, "server-closed-connection");
  build_work (IN (junk));
  rrm_step_report_end (rrm_service_report_get_step (IN (junk), RRM_STEP_NAME_RECEIVE), 99,
                       RRM_STATUS_WARNED, NULL);
  build_work (OUT (junk));
  expect_only (junk, "delivery-to-junk?");
  build_work (IN (refused));
  build_refuse (OUT (refused), RRM_STEP_NAME_DELIVER, "552 5.3.4 no");
  expect_only (refused, "message-too-large");
  build_work (IN (works));
  build_work (OUT (works));
  expect_only (works, "");
}

static void
test_goodbye (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, NULL, SMTP);

  build_fail (OUT (report), RRM_STEP_NAME_LOGOUT, RRM_FAULT_CLOSED);
  expect_only (report, "");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/diagnose/sending/answers", test_answers);
  g_test_add_func ("/diagnose/sending/number-shown", test_number_shown);
  g_test_add_func ("/diagnose/sending/ipv6", test_ipv6);
  g_test_add_func ("/diagnose/sending/sender-not-login", test_sender_not_login);
  g_test_add_func ("/diagnose/sending/auth-off", test_auth_off);
  g_test_add_func ("/diagnose/sending/auth-off/near-misses", test_auth_off_near_misses);
  g_test_add_func ("/diagnose/sending/auth-not-offered", test_auth_not_offered);
  g_test_add_func ("/diagnose/sending/size-limit", test_size_limit);
  g_test_add_func ("/diagnose/sending/delivery", test_delivery);
  g_test_add_func ("/diagnose/sending/goodbye", test_goodbye);

  return g_test_run ();
}
