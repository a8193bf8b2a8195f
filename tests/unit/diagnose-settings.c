/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "diagnose-builder.h"

#define ADDRESS "pat@nc.rr.com"
#define IMAP "imap mail.twc.com 993 tls"
#define SMTP "smtp mail.twc.com 587 starttls"
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
test_retired (void)
{
  g_autoptr (RrmReport) report =
    build (ADDRESS, "pop3 pop-server.nc.rr.com 110 starttls", "smtp smtp-server.nc.rr.com 587 tls");
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *change = NULL;

  build_fail (IN (report), RRM_STEP_NAME_STARTTLS, RRM_FAULT_STARTTLS_NOT_OFFERED);
  build_fail (OUT (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_TIMED_OUT);
  findings = expect (
    report, "host-retired host-retired starttls-not-offered connection-timed-out",
    "incoming.host=mail.twc.com incoming.port=995 incoming.security=tls "
    "outgoing.host=mail.twc.com outgoing.security=auto");
  assert_detail (findings, 0, "expected-host", "mail.twc.com");
  assert_detail (findings, 0, "domain", "nc.rr.com");
  change = change_to_text (findings->pdata[1]);
  g_assert_cmpstr (change, ==, "outgoing.host=mail.twc.com outgoing.security=auto");
}

static void
test_retired_that_works (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, "imap mail.nc.rr.com 993 tls", SMTP);
  g_autoptr (RrmReport) short_test = NULL;
  g_autoptr (RrmAccount) account = build_account (ADDRESS, "imap mail.nc.rr.com 993 tls", NULL);

  build_work (IN (report));
  build_work (OUT (report));
  g_ptr_array_unref (expect (report, "host-retired?", "incoming.host=mail.twc.com"));
  /* A test that ends before the login says no more. */
  short_test = rrm_report_new (account, RRM_STAGE_CONNECT);
  rrm_report_add_service (short_test, rrm_account_get_incoming (account));
  build_pass (IN (short_test), RRM_STEP_NAME_CONNECT);
  expect_only (short_test, "host-retired?");
}

/* Signed in, and refused for another reason: the host is not the cause. */
static void
test_retired_after_login (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, NULL, "smtp smtp.nc.rr.com 587 starttls");

  build_refuse (OUT (report), RRM_STEP_NAME_RECIPIENT, "550 5.1.1 no");
  expect_only (report, "recipient-rejected host-retired?");
}

/* An address of others: what replaced the old host is known all the same. */
static void
test_retired_for_others (void)
{
  g_autoptr (RrmReport) report =
    build ("pat@example.org", "pop3 pop-server.cfl.rr.com 995 tls", NULL);

  build_fail (IN (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_REFUSED);
  g_ptr_array_unref (expect (report, "host-retired connection-refused",
                             "incoming.host=mail.brighthouse.com"));
}

static void
test_other_addresses (void)
{
  g_autoptr (RrmReport) report = build ("pat@neb.rr.com", "imap mobile.charter.net 993 tls",
                                        "smtp mobile.charter.net 587 tls");
  g_autoptr (RrmReport) works = build ("pat@neb.rr.com", "imap mobile.charter.net 993 tls", NULL);

  build_refuse (IN (report), RRM_STEP_NAME_LOGIN, "NO [AUTHENTICATIONFAILED] no");
  build_refuse (OUT (report), RRM_STEP_NAME_LOGIN, "535 no");
  g_ptr_array_unref (
    expect (report,
            "host-for-other-addresses host-for-other-addresses password-rejected! "
            "password-rejected!",
            "incoming.host=mail.twc.com outgoing.host=mail.twc.com outgoing.security=auto"));
  build_work (IN (works));
  expect_only (works, "host-for-other-addresses?");
}

/* The second choice is no fault where it works, and the first is better where it does not. */
static void
test_second_choice (void)
{
  g_autoptr (RrmReport) works = build (ADDRESS, "imap mail.brighthouse.com 993 tls", NULL);
  g_autoptr (RrmReport) refused = build (ADDRESS, "imap mail.brighthouse.com 993 tls", NULL);

  build_work (IN (works));
  expect_only (works, "");
  build_refuse (IN (refused), RRM_STEP_NAME_LOGIN, "NO no");
  g_ptr_array_unref (expect (
    refused, "host-for-other-addresses password-rejected!",
    "incoming.host=mail.twc.com"));
}

static void
test_host_typo (void)
{
  g_autoptr (RrmReport) report =
    build ("pat@charter.net", "imap moble.charter.net 993 tls", "smtp mobile.charter.net 587 tls");
  g_autoptr (RrmReport) works = build (ADDRESS, "imap mail.tw.com 993 tls", NULL);
  g_autoptr (RrmReport) others = build ("pat@tw.com", "imap mail.tw.com 993 tls", NULL);
  g_autoptr (GPtrArray) findings = NULL;

  build_fail (IN (report), RRM_STEP_NAME_RESOLVE, RRM_FAULT_NAME_NOT_FOUND);
  build_work (OUT (report));
  findings = expect (report, "host-typo host-not-found", "incoming.host=mobile.charter.net");
  assert_detail (findings, 0, "expected-host", "mobile.charter.net");
  /* A name that works is no slip, and other people's names are their own. */
  build_work (IN (works));
  expect_only (works, "");
  build_fail (IN (others), RRM_STEP_NAME_RESOLVE, RRM_FAULT_NAME_NOT_FOUND);
  expect_only (others, "host-not-found");
}

static void
test_address_typo (void)
{
  g_autoptr (RrmReport) report = build ("pat@social.rr.com", IMAP, SMTP);
  g_autoptr (RrmReport) works = build ("pat@social.rr.com", IMAP, SMTP);
  g_autoptr (GPtrArray) findings = NULL;

  build_refuse (IN (report), RRM_STEP_NAME_LOGIN, "NO no");
  build_refuse (OUT (report), RRM_STEP_NAME_LOGIN, "535 no");
  findings = expect (report,
                     "address-typo password-rejected! password-rejected!",
                     "address=pat@socal.rr.com incoming.username=pat@socal.rr.com "
                     "outgoing.username=pat@socal.rr.com");
  assert_detail (findings, 0, "expected-address", "pat@socal.rr.com");
  build_work (IN (works));
  build_work (OUT (works));
  expect_only (works, "");
}

/* It exists, but another is likelier: a question for when the login is refused. */
static void
test_doubtful_address (void)
{
  g_autoptr (RrmReport) refused
      = build ("pat@charter.com", "imap mobile.charter.net 993 tls", NULL);
  g_autoptr (RrmReport) silent = build ("pat@charter.com", "imap mobile.charter.net 993 tls", NULL);

  build_refuse (IN (refused), RRM_STEP_NAME_LOGIN, "NO no");
  expect_only (refused, "address-typo password-rejected web-password-not-mail-password!");
  build_fail (IN (silent), RRM_STEP_NAME_CONNECT, RRM_FAULT_TIMED_OUT);
  expect_only (silent, "connection-timed-out");
}

static void
test_strangers (void)
{
  g_autoptr (RrmReport) foreign = build ("pat@earthlink.net", IMAP, NULL);
  g_autoptr (RrmReport) business = build ("pat@hvcbiz.rr.com", "imap pop.biz.rr.com 993 tls", NULL);
  g_autoptr (RrmReport) home =
    build ("pat@earthlink.net", "imap imap.earthlink.net 993 tls", NULL);
  g_autoptr (RrmReport) works = build ("pat@earthlink.net", IMAP, NULL);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) business_findings = NULL;

  build_refuse (IN (foreign), RRM_STEP_NAME_LOGIN, "NO no");
  findings = expect (foreign, "not-this-provider password-rejected!", NULL);
  assert_detail (findings, 0, "provider", "EarthLink");
  assert_detail (findings, 0, "kind", "foreign");
  build_fail (IN (business), RRM_STEP_NAME_CONNECT, RRM_FAULT_REFUSED);
  business_findings = expect (business, "not-this-provider connection-refused", NULL);
  assert_detail (business_findings, 0, "kind", "business");
  /* At their own servers they are none of ours. */
  build_refuse (IN (home), RRM_STEP_NAME_LOGIN, "NO no");
  expect_only (home, "password-rejected");
  build_work (IN (works));
  expect_only (works, "");
}

static void
test_cleartext (void)
{
  g_autoptr (RrmReport) mapped =
    build (ADDRESS, "imap mail.twc.com 143 none", "smtp mail.twc.com 587 none");
  g_autoptr (RrmReport) seen = build (ADDRESS, "imap mail.example.org 143 none", NULL);
  g_autoptr (RrmReport) none = build ("pat@example.org", "imap mail.example.org 143 none", NULL);
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *change = NULL;

  build_work (IN (mapped));
  build_work (OUT (mapped));
  findings = expect (mapped, "cleartext-chosen? cleartext-chosen?",
                     "incoming.port=993 incoming.security=tls outgoing.security=auto");
  change = change_to_text (findings->pdata[1]);
  g_assert_cmpstr (change, ==, "outgoing.security=auto");
  build_work (IN (seen));
  build_capabilities (IN (seen), "IMAP4rev1;STARTTLS");
  g_ptr_array_unref (expect (seen, "cleartext-chosen?", "incoming.security=starttls"));
  build_work (IN (none));
  g_ptr_array_unref (expect (none, "cleartext-chosen?", NULL));
}

static void
test_removal (void)
{
  g_autoptr (RrmAccount) pop3 = build_account (ADDRESS, "pop3 mail.twc.com 995 tls", NULL);
  g_autoptr (RrmAccount) imap = build_account (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) removes = NULL;
  g_autoptr (RrmReport) keeps = build (ADDRESS, "pop3 mail.twc.com 995 tls", NULL);
  g_autoptr (RrmReport) other = NULL;

  rrm_account_set_leave_on_server (pop3, FALSE);
  removes = build_report (pop3);
  build_work (IN (removes));
  g_ptr_array_unref (expect (removes, "pop-removes-mail?", "incoming.leave-on-server=true"));
  build_work (IN (keeps));
  expect_only (keeps, "");
  rrm_account_set_leave_on_server (imap, FALSE);
  other = build_report (imap);
  build_work (IN (other));
  expect_only (other, "");
}

static const struct
{
  guint64 used;
  guint64 limit;
  const char *codes;
  const char *percent;
} quotas[] = {
  { 5000000, 5000000, "mailbox-full?", "100" },
  { 5100000, 5000000, "mailbox-full?", "102" },
  { 4999999, 5000000, "mailbox-nearly-full?", "99" },
  { 4500000, 5000000, "mailbox-nearly-full?", "90" },
  { 4499999, 5000000, "", NULL },
  { 10, 0, "", NULL },
};

static void
test_quota (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (quotas); i++)
    {
      g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
      RrmServiceFacts *facts = rrm_service_report_get_facts (IN (report));
      g_autoptr (GPtrArray) findings = NULL;

      build_work (IN (report));
      facts->has_quota = TRUE;
      facts->quota_used = quotas[i].used;
      facts->quota_limit = quotas[i].limit;
      findings = expect (report, quotas[i].codes, NULL);
      if (findings->len > 0)
        assert_detail (findings, 0, "quota-percent", quotas[i].percent);
    }
}

static void
test_inbox (void)
{
  g_autoptr (RrmReport) missing = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) busy = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) full = build (ADDRESS, IMAP, NULL);

  build_refuse (IN (missing), RRM_STEP_NAME_MAILBOX, "NO [NONEXISTENT] no");
  expect_only (missing, "inbox-missing");
  build_refuse (IN (busy), RRM_STEP_NAME_MAILBOX,
                "NO Serious error while processing UID FETCH (CassdbDatabaseError (134/6)).");
  expect_only (busy, "server-busy");
  /* What made a step fail is an error, although the code is a warning otherwise. */
  build_refuse (IN (full), RRM_STEP_NAME_MAILBOX, "NO [OVERQUOTA] no");
  expect_only (full, "mailbox-full");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/diagnose/settings/retired", test_retired);
  g_test_add_func ("/diagnose/settings/retired/works", test_retired_that_works);
  g_test_add_func ("/diagnose/settings/retired/after-login", test_retired_after_login);
  g_test_add_func ("/diagnose/settings/retired/for-others", test_retired_for_others);
  g_test_add_func ("/diagnose/settings/other-addresses", test_other_addresses);
  g_test_add_func ("/diagnose/settings/second-choice", test_second_choice);
  g_test_add_func ("/diagnose/settings/host-typo", test_host_typo);
  g_test_add_func ("/diagnose/settings/address-typo", test_address_typo);
  g_test_add_func ("/diagnose/settings/doubtful-address", test_doubtful_address);
  g_test_add_func ("/diagnose/settings/strangers", test_strangers);
  g_test_add_func ("/diagnose/settings/cleartext", test_cleartext);
  g_test_add_func ("/diagnose/settings/removal", test_removal);
  g_test_add_func ("/diagnose/settings/quota", test_quota);
  g_test_add_func ("/diagnose/settings/inbox", test_inbox);

  return g_test_run ();
}
