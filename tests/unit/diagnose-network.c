/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "diagnose-builder.h"

#define ADDRESS "pat@nc.rr.com"
#define IMAP "imap mail.twc.com 993 tls"
#define SMTP "smtp mail.twc.com 587 starttls"
#define IN(report) (rrm_report_get_incoming (report))
#define OUT(report) (rrm_report_get_outgoing (report))

static void
assert_where (GPtrArray *findings,
              guint index,
              RrmWhere where)
{
  g_assert_cmpint (rrm_finding_get_where (findings->pdata[index]), ==, where);
}

static void
assert_detail (GPtrArray *findings,
               guint index,
               const char *name,
               const char *value)
{
  g_assert_cmpstr (rrm_finding_get_detail (findings->pdata[index], name), ==, value);
}

static void
test_working (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, SMTP);

  build_work (IN (report));
  build_work (OUT (report));
  expect_only (report, "");
}

static void
test_cancelled (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, SMTP);

  build_fail (IN (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_CANCELLED);
  build_fail (OUT (report), RRM_STEP_NAME_LOGIN, RRM_FAULT_CANCELLED);
  rrm_report_set_stopped (report, TRUE);
  expect_only (report, "");
}

static void
test_not_begun (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, SMTP);

  expect_only (report, "");
}

static void
test_offline (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, SMTP);
  g_autoptr (GPtrArray) findings = NULL;

  build_fail (IN (report), RRM_STEP_NAME_RESOLVE, RRM_FAULT_NAME_SERVER_FAILED);
  build_fail (OUT (report), RRM_STEP_NAME_RESOLVE, RRM_FAULT_NAME_SERVER_FAILED);
  rrm_report_set_network_usable (report, FALSE);
  findings = expect (report, "offline dns-unavailable dns-unavailable", NULL);
  assert_where (findings, 0, RRM_WHERE_NETWORK);
}

/* A login that is refused has nothing to do with the network. */
static void
test_offline_near_miss (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, NULL, SMTP);

  build_refuse (OUT (report), RRM_STEP_NAME_GREETING, "421 busy");
  rrm_report_set_network_usable (report, FALSE);
  expect_only (report, "server-busy");
}

static void
test_names (void)
{
  g_autoptr (RrmReport) unknown = build (ADDRESS, "imap mail.example.org 143 starttls", NULL);
  g_autoptr (RrmReport) own = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) stranger = build ("pat@example.org", "imap mail.example.org 993 tls", NULL);
  g_autoptr (RrmReport) empty = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) late = build (ADDRESS, IMAP, NULL);

  build_fail (IN (unknown), RRM_STEP_NAME_RESOLVE, RRM_FAULT_NAME_NOT_FOUND);
  g_ptr_array_unref (expect (
    unknown, "host-not-found",
    "incoming.host=mail.twc.com incoming.port=993 incoming.security=tls"));
  build_fail (IN (own), RRM_STEP_NAME_RESOLVE, RRM_FAULT_NAME_NOT_FOUND);
  g_ptr_array_unref (expect (own, "host-not-found", NULL));
  build_fail (IN (stranger), RRM_STEP_NAME_RESOLVE, RRM_FAULT_NAME_NOT_FOUND);
  g_ptr_array_unref (expect (stranger, "host-not-found", NULL));
  build_fail (IN (empty), RRM_STEP_NAME_RESOLVE, RRM_FAULT_NAME_NO_ADDRESS);
  expect_only (empty, "host-has-no-address");
  build_fail (IN (late), RRM_STEP_NAME_RESOLVE, RRM_FAULT_TIMED_OUT);
  expect_only (late, "dns-unavailable");
}

static void
test_refused (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, SMTP);
  g_autoptr (GPtrArray) findings = NULL;

  build_fail (IN (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_REFUSED);
  build_work (OUT (report));
  findings = expect (report, "connection-refused", NULL);
  /* The host is right and there: it is the provider's. */
  assert_where (findings, 0, RRM_WHERE_PROVIDER);
  assert_detail (findings, 0, "other-port", "587");
}

static void
test_refused_alone (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
  g_autoptr (GPtrArray) findings = NULL;

  build_fail (IN (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_REFUSED);
  findings = expect (report, "connection-refused", NULL);
  assert_where (findings, 0, RRM_WHERE_SETTINGS);
}

static void
test_timed_out (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, SMTP);
  g_autoptr (GPtrArray) findings = NULL;

  build_fail (IN (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_TIMED_OUT);
  build_fail (OUT (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_TIMED_OUT);
  findings = expect (report, "connection-timed-out connection-timed-out", NULL);
  assert_where (findings, 0, RRM_WHERE_NETWORK);
}

static void
test_unreachable (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);

  build_fail (IN (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_UNREACHABLE);
  expect_only (report, "network-unreachable");
}

static void
test_reset (void)
{
  g_autoptr (RrmReport) early = build (ADDRESS, NULL, SMTP);
  g_autoptr (RrmReport) late = build (ADDRESS, IMAP, NULL);
  g_autoptr (GPtrArray) findings = NULL;

  build_fail (OUT (early), RRM_STEP_NAME_GREETING, RRM_FAULT_RESET);
  findings = expect (early, "connection-reset", NULL);
  assert_where (findings, 0, RRM_WHERE_PROVIDER);
  /* After the first words it is a hang-up. */
  build_fail (IN (late), RRM_STEP_NAME_LOGIN, RRM_FAULT_RESET);
  expect_only (late, "server-closed-connection");
}

static void
test_reset_here (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
  g_autoptr (GPtrArray) findings = NULL;

  build_fail (IN (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_RESET);
  build_probe (report, IN (report), RRM_PROBE_NEUTRAL, "imap example.com 443 none",
               RRM_PROBE_FAILED);
  findings = expect (report, "connection-reset", NULL);
  assert_where (findings, 0, RRM_WHERE_NETWORK);
}

static void
test_closed (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);

  build_fail (IN (report), RRM_STEP_NAME_MAILBOX, RRM_FAULT_CLOSED);
  expect_only (report, "server-closed-connection");
}

static void
test_slow (void)
{
  g_autoptr (RrmReport) silent = build (ADDRESS, NULL, SMTP);
  g_autoptr (RrmReport) late = build (ADDRESS, IMAP, NULL);

  /* Silence after the connection stands is never a matter of the mode by itself. */
  build_fail (OUT (silent), RRM_STEP_NAME_GREETING, RRM_FAULT_TIMED_OUT);
  expect_only (silent, "server-too-slow");
  build_fail (IN (late), RRM_STEP_NAME_LOGIN, RRM_FAULT_TIMED_OUT);
  expect_only (late, "server-too-slow");
}

static void
test_wrong_port (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, NULL, "smtp mail.twc.com 567 starttls");
  g_autoptr (GPtrArray) findings = NULL;

  build_fail (OUT (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_TIMED_OUT);
  build_probe (report, OUT (report), RRM_PROBE_OTHER_PORT, "imap mail.twc.com 993 tls",
               RRM_PROBE_ANSWERED);
  build_probe (report, OUT (report), RRM_PROBE_OTHER_PORT, "smtp mail.twc.com 587 starttls",
               RRM_PROBE_ANSWERED);
  findings = expect (report, "wrong-port connection-timed-out", "outgoing.port=587");
  assert_where (findings, 1, RRM_WHERE_SETTINGS);
  assert_detail (findings, 0, "expected-port", "587");
}

/* What was not looked at, what only connected and another protocol's port prove nothing. */
static void
test_wrong_port_near_miss (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, NULL, "smtp mail.twc.com 567 starttls");

  build_fail (OUT (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_TIMED_OUT);
  build_probe (report, OUT (report), RRM_PROBE_OTHER_PORT, "smtp mail.twc.com 587 starttls",
               RRM_PROBE_UNKNOWN);
  build_probe (report, OUT (report), RRM_PROBE_OTHER_PORT, "smtp mail.twc.com 465 tls",
               RRM_PROBE_CONNECTED);
  build_probe (report, OUT (report), RRM_PROBE_OTHER_PORT, "imap mail.twc.com 993 tls",
               RRM_PROBE_ANSWERED);
  expect_only (report, "connection-timed-out");
}

static void
test_wrong_port_refused (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, "imap mail.example.org 143 starttls", NULL);

  build_fail (IN (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_REFUSED);
  build_probe (report, IN (report), RRM_PROBE_OTHER_PORT, "imap mail.example.org 993 tls",
               RRM_PROBE_ANSWERED);
  g_ptr_array_unref (expect (report, "wrong-port connection-refused",
                             "incoming.port=993 incoming.security=tls"));
}

static void
test_port_blocked (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, SMTP);
  g_autoptr (GPtrArray) findings = NULL;

  build_work (IN (report));
  build_fail (OUT (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_TIMED_OUT);
  findings = expect (report, "port-blocked connection-timed-out", NULL);
  assert_where (findings, 1, RRM_WHERE_NETWORK);
  assert_detail (findings, 0, "other-port", "993");
}

static void
test_port_blocked_with_another (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, NULL, SMTP);

  build_fail (OUT (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_TIMED_OUT);
  build_probe (report, OUT (report), RRM_PROBE_OTHER_PORT, "smtp mail.twc.com 465 tls",
               RRM_PROBE_ANSWERED);
  g_ptr_array_unref (expect (report, "port-blocked connection-timed-out",
                             "outgoing.port=465 outgoing.security=tls"));
}

static void
test_port_blocked_by_sibling (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, NULL, SMTP);

  build_fail (OUT (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_TIMED_OUT);
  build_probe (report, OUT (report), RRM_PROBE_SIBLING, "smtp mobile.charter.net 587 starttls",
               RRM_PROBE_ANSWERED);
  expect_only (report, "port-blocked connection-timed-out");
}

/* A refusal is an answer from the port itself, and an unusual port may just not exist. */
static void
test_port_blocked_near_miss (void)
{
  g_autoptr (RrmReport) refused = build (ADDRESS, IMAP, SMTP);
  g_autoptr (RrmReport) unusual = build (ADDRESS, IMAP, "smtp mail.twc.com 597 starttls");

  build_work (IN (refused));
  build_fail (OUT (refused), RRM_STEP_NAME_CONNECT, RRM_FAULT_REFUSED);
  expect_only (refused, "connection-refused");
  build_work (IN (unusual));
  build_fail (OUT (unusual), RRM_STEP_NAME_CONNECT, RRM_FAULT_TIMED_OUT);
  expect_only (unusual, "connection-timed-out");
}

static void
test_outage (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, SMTP);
  g_autoptr (GPtrArray) findings = NULL;

  build_fail (IN (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_REFUSED);
  build_fail (OUT (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_TIMED_OUT);
  build_probe (report, IN (report), RRM_PROBE_SIBLING, "imap mobile.charter.net 993 tls",
               RRM_PROBE_REFUSED);
  build_probe (report, IN (report), RRM_PROBE_OTHER_PORT, "pop3 mail.twc.com 995 tls",
               RRM_PROBE_FAILED);
  build_probe (report, IN (report), RRM_PROBE_OTHER_PORT, "imap mail.twc.com 143 starttls",
               RRM_PROBE_UNKNOWN);
  findings = expect (report, "provider-outage connection-refused connection-timed-out", NULL);
  for (guint i = 0; i < findings->len; i++)
    assert_where (findings, i, RRM_WHERE_PROVIDER);
  assert_detail (findings, 0, "hosts", "mail.twc.com, mobile.charter.net");
  assert_detail (findings, 0, "n-tried", "4");
}

static void
test_outage_in_silence (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, SMTP);

  build_fail (IN (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_TIMED_OUT);
  build_fail (OUT (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_TIMED_OUT);
  build_probe (report, IN (report), RRM_PROBE_NEUTRAL, "imap example.com 443 none",
               RRM_PROBE_CONNECTED);
  expect_only (report, "provider-outage connection-timed-out connection-timed-out");
}

/* One thing that lives, one port alone, silence without a witness, and hosts of others. */
static void
test_outage_near_misses (void)
{
  g_autoptr (RrmReport) alive = build (ADDRESS, IMAP, SMTP);
  g_autoptr (RrmReport) single = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) other = build (ADDRESS, "imap mail.example.org 993 tls",
                                       "smtp mail.example.org 587 starttls");
  g_autoptr (RrmReport) portal = build (ADDRESS, IMAP, SMTP);

  build_fail (IN (alive), RRM_STEP_NAME_CONNECT, RRM_FAULT_REFUSED);
  build_fail (OUT (alive), RRM_STEP_NAME_CONNECT, RRM_FAULT_REFUSED);
  build_probe (alive, IN (alive), RRM_PROBE_SIBLING, "imap mobile.charter.net 993 tls",
               RRM_PROBE_ANSWERED);
  expect_only (alive, "connection-refused connection-refused");

  build_fail (IN (single), RRM_STEP_NAME_CONNECT, RRM_FAULT_REFUSED);
  expect_only (single, "connection-refused");

  build_fail (IN (other), RRM_STEP_NAME_CONNECT, RRM_FAULT_REFUSED);
  build_fail (OUT (other), RRM_STEP_NAME_CONNECT, RRM_FAULT_REFUSED);
  expect_only (other, "connection-refused connection-refused");

  build_fail (IN (portal), RRM_STEP_NAME_CONNECT, RRM_FAULT_REFUSED);
  build_fail (OUT (portal), RRM_STEP_NAME_CONNECT, RRM_FAULT_REFUSED);
  build_web (portal, IN (portal), FALSE, 0);
  expect_only (portal, "captive-portal connection-refused connection-refused");
}

static void
test_portal (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) login = build (ADDRESS, IMAP, NULL);

  build_fail (IN (report), RRM_STEP_NAME_TLS, RRM_FAULT_CERTIFICATE);
  build_certificate (IN (report), RRM_CERTIFICATE_WRONG_NAME, "hotel.example", "CN=Hotel");
  build_web (report, IN (report), FALSE, 0);
  expect_only (report, "captive-portal certificate-wrong-name");
  /* Whoever asks for a password let the connection through. */
  build_refuse (IN (login), RRM_STEP_NAME_LOGIN, "NO [AUTHENTICATIONFAILED] no");
  build_web (login, IN (login), FALSE, 0);
  expect_only (login, "password-rejected web-password-not-mail-password!");
}

static void
test_portal_near_miss (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);

  build_fail (IN (report), RRM_STEP_NAME_CONNECT, RRM_FAULT_TIMED_OUT);
  build_web (report, IN (report), TRUE, 0);
  expect_only (report, "connection-timed-out");
}

static void
redirect_attempts (RrmServiceReport *service)
{
  GPtrArray *attempts = rrm_service_report_get_attempts (service);

  for (guint i = 0; i < attempts->len; i++)
    ((RrmAttempt *) attempts->pdata[i])->redirected = TRUE;
}

static void
test_ipv6 (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) no_route = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) raced = build (ADDRESS, IMAP, NULL);
  g_autoptr (RrmReport) here = build (ADDRESS, IMAP, NULL);

  build_work (IN (report));
  build_attempt (IN (report), "2001:db8::1", FALSE, RRM_FAULT_RESET);
  build_attempt (IN (report), "192.0.2.1", TRUE, RRM_FAULT_CANCELLED);
  expect_only (report, "ipv6-broken?");
  /* No IPv6 at all, a race that IPv4 won, and this computer itself. */
  build_work (IN (no_route));
  build_attempt (IN (no_route), "2001:db8::1", FALSE, RRM_FAULT_UNREACHABLE);
  build_attempt (IN (no_route), "192.0.2.1", TRUE, RRM_FAULT_CANCELLED);
  expect_only (no_route, "");
  build_work (IN (raced));
  build_attempt (IN (raced), "2001:db8::1", FALSE, RRM_FAULT_CANCELLED);
  build_attempt (IN (raced), "192.0.2.1", TRUE, RRM_FAULT_CANCELLED);
  expect_only (raced, "");
  build_work (IN (here));
  build_attempt (IN (here), "::1", FALSE, RRM_FAULT_REFUSED);
  build_attempt (IN (here), "127.0.0.1", TRUE, RRM_FAULT_CANCELLED);
  expect_only (here, "");
  /* Where they stand for another by wish, they count. */
  redirect_attempts (IN (here));
  expect_only (here, "ipv6-broken?");
}

/* IPv6 that lost the race without a word is dead only where a second call says so. */
static void
test_ipv6_loses (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
  RrmAttempt *winner;
  RrmProbe *probe;

  build_work (IN (report));
  build_attempt (IN (report), "2001:db8::1", FALSE, RRM_FAULT_CANCELLED);
  build_attempt (IN (report), "192.0.2.1", TRUE, RRM_FAULT_CANCELLED);
  probe = build_probe (report, IN (report), RRM_PROBE_FAMILY, IMAP, RRM_PROBE_FAILED);
  probe->ipv6 = TRUE;
  probe->fault = RRM_FAULT_TIMED_OUT;
  expect_only (report, "ipv6-broken?");
  /* The whole line is slow: two seconds prove nothing. */
  winner = g_ptr_array_index (rrm_service_report_get_attempts (IN (report)), 1);
  winner->elapsed = 700 * 1000;
  expect_only (report, "");
  winner->elapsed = 0;
  /* No way there is no broken way; slow is not dead; and what has not ended is unknown. */
  probe->fault = RRM_FAULT_UNREACHABLE;
  expect_only (report, "");
  probe->result = RRM_PROBE_CONNECTED;
  expect_only (report, "");
  probe->result = RRM_PROBE_UNKNOWN;
  expect_only (report, "");
  probe->result = RRM_PROBE_REFUSED;
  probe->fault = RRM_FAULT_REFUSED;
  expect_only (report, "ipv6-broken?");
}

static void
test_ipv6_fails (void)
{
  g_autoptr (RrmReport) report = build (ADDRESS, IMAP, NULL);
  RrmProbe *probe;

  build_attempt (IN (report), "2001:db8::1", TRUE, RRM_FAULT_CANCELLED);
  build_fail (IN (report), RRM_STEP_NAME_TLS, RRM_FAULT_RESET);
  probe = build_probe (report, IN (report), RRM_PROBE_FAMILY, IMAP, RRM_PROBE_ANSWERED);
  expect_only (report, "ipv6-broken connection-reset");
  probe->result = RRM_PROBE_FAILED;
  expect_only (report, "connection-reset");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/diagnose/working", test_working);
  g_test_add_func ("/diagnose/cancelled", test_cancelled);
  g_test_add_func ("/diagnose/not-begun", test_not_begun);
  g_test_add_func ("/diagnose/offline", test_offline);
  g_test_add_func ("/diagnose/offline/near-miss", test_offline_near_miss);
  g_test_add_func ("/diagnose/names", test_names);
  g_test_add_func ("/diagnose/refused", test_refused);
  g_test_add_func ("/diagnose/refused/alone", test_refused_alone);
  g_test_add_func ("/diagnose/timed-out", test_timed_out);
  g_test_add_func ("/diagnose/unreachable", test_unreachable);
  g_test_add_func ("/diagnose/reset", test_reset);
  g_test_add_func ("/diagnose/reset/here", test_reset_here);
  g_test_add_func ("/diagnose/closed", test_closed);
  g_test_add_func ("/diagnose/slow", test_slow);
  g_test_add_func ("/diagnose/wrong-port", test_wrong_port);
  g_test_add_func ("/diagnose/wrong-port/near-miss", test_wrong_port_near_miss);
  g_test_add_func ("/diagnose/wrong-port/refused", test_wrong_port_refused);
  g_test_add_func ("/diagnose/port-blocked", test_port_blocked);
  g_test_add_func ("/diagnose/port-blocked/with-another", test_port_blocked_with_another);
  g_test_add_func ("/diagnose/port-blocked/by-sibling", test_port_blocked_by_sibling);
  g_test_add_func ("/diagnose/port-blocked/near-miss", test_port_blocked_near_miss);
  g_test_add_func ("/diagnose/outage", test_outage);
  g_test_add_func ("/diagnose/outage/in-silence", test_outage_in_silence);
  g_test_add_func ("/diagnose/outage/near-misses", test_outage_near_misses);
  g_test_add_func ("/diagnose/portal", test_portal);
  g_test_add_func ("/diagnose/portal/near-miss", test_portal_near_miss);
  g_test_add_func ("/diagnose/ipv6", test_ipv6);
  g_test_add_func ("/diagnose/ipv6/loses", test_ipv6_loses);
  g_test_add_func ("/diagnose/ipv6/fails", test_ipv6_fails);

  return g_test_run ();
}
