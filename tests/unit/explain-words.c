/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"

#include <locale.h>

#define ASSERT_DISTINCT(n, call)                                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);                      \
    for (guint i = 0; i < (n); i++)                                                                \
      g_assert_true (g_hash_table_add (seen, (gpointer) (call)));                                  \
  }                                                                                                \
  G_STMT_END

static void
test_words (void)
{
  ASSERT_DISTINCT (RRM_N_WHERES, rrm_explain_where ((RrmWhere) i));
  ASSERT_DISTINCT (RRM_N_STEP_NAMES, rrm_explain_step ((RrmStepName) i, RRM_PROTOCOL_IMAP));
  ASSERT_DISTINCT (RRM_N_STATUSES, rrm_explain_status ((RrmStatus) i));
  ASSERT_DISTINCT (RRM_N_SECURITIES, rrm_explain_security ((RrmSecurity) i));
  ASSERT_DISTINCT (RRM_N_AUTHS, rrm_explain_auth ((RrmAuth) i));
  ASSERT_DISTINCT (RRM_N_PROTOCOLS, rrm_explain_protocol ((RrmProtocol) i));
  ASSERT_DISTINCT (RRM_N_SEVERITIES, rrm_explain_severity ((RrmSeverity) i));
  g_assert_cmpstr (rrm_explain_where (RRM_WHERE_PROVIDER), ==, "Spectrum");
  g_assert_cmpstr (rrm_explain_direction (RRM_PROTOCOL_POP3), ==, "Receiving");
  g_assert_cmpstr (rrm_explain_direction (RRM_PROTOCOL_SMTP), ==, "Sending");
}

static RrmAccount *
create_account (void)
{
  RrmAccount *account = rrm_account_new ("pat@nc.rr.com");
  g_autoptr (RrmServiceSettings) incoming =
    rrm_service_settings_new (RRM_PROTOCOL_POP3, "mail.twc.com", 995, RRM_SECURITY_TLS);
  g_autoptr (RrmServiceSettings) outgoing =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, "mail.twc.com", 587, RRM_SECURITY_TLS);

  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);
  rrm_account_set_leave_on_server (account, FALSE);

  return account;
}

static void
test_change (void)
{
  g_autoptr (RrmAccount) account = create_account ();
  g_autoptr (RrmChange) change = rrm_change_new ();
  static const char *const expected[] = {
    "Outgoing connection security: SSL/TLS → STARTTLS",
    "Incoming port: 995 → 993",
    "Account type: POP3 → IMAP",
    "Leave a copy of messages on the server: off → on",
    "Outgoing internet address type: IPv4 only",
    "Password: without the spaces around it",
    "Outgoing user name: pat@nc.rr.com",
    "Outgoing authentication: Detect → Normal password",
    NULL,
  };
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) bare = NULL;
  g_autofree char *one = NULL;

  rrm_change_set_string (change, "outgoing.security", "starttls");
  rrm_change_set_uint (change, "incoming.port", 993);
  rrm_change_set_string (change, "incoming.protocol", "imap");
  rrm_change_set_boolean (change, "incoming.leave-on-server", TRUE);
  rrm_change_set_string (change, "outgoing.ip", "ipv4");
  rrm_change_set_string (change, "password", "trim");
  rrm_change_set_string (change, "outgoing.username", "pat@nc.rr.com");
  rrm_change_set_string (change, "outgoing.auth", "plain");

  lines = rrm_explain_change_items (change, account);
  g_assert_cmpstrv ((gpointer) lines, (gpointer) expected);
  bare = rrm_explain_change_items (change, NULL);
  g_assert_cmpstr (bare[0], ==, "Outgoing connection security: STARTTLS");
  one = rrm_explain_change (change, account);
  g_assert_nonnull (strstr (one, "STARTTLS; Incoming port: 995 → 993; "));
}

static void
test_elapsed (void)
{
  static const struct
  {
    gint64 microseconds;
    const char *expected;
  } cases[] = {
    { -1, "" },           { 0, "0 ms" },          { 499, "0 ms" },     { 500, "1 ms" },
    { 12499, "12 ms" },   { 1000000, "1.0 s" },   { 15040000, "15.0 s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rrm_explain_elapsed (cases[i].microseconds);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* Which services a test has, which of them fail, and what is said about it. */
typedef struct
{
  RrmStage until;
  gboolean incoming, outgoing;
  gboolean incoming_fails, outgoing_fails;
  gboolean warning, stopped;
  const char *expected;
} Verdict;

static void
run_service (RrmReport *report,
             RrmServiceSettings *settings,
             gboolean fails,
             GPtrArray *findings)
{
  RrmServiceReport *service = rrm_report_add_service (report, settings);
  GPtrArray *steps = rrm_service_report_get_steps (service);

  for (guint i = 0; i < steps->len; i++)
    {
      RrmStepReport *step = g_ptr_array_index (steps, i);
      gboolean failed = fails && i == 2;

      rrm_step_report_end (step, i, failed ? RRM_STATUS_FAILED : RRM_STATUS_PASSED, NULL);
      if (failed)
        break;
    }
  rrm_service_report_finish (service);
  if (fails)
    g_ptr_array_add (findings, rrm_finding_new (RRM_FINDING_SERVER_BUSY));
}

static char *
get_verdict (const Verdict *c)
{
  g_autoptr (RrmAccount) account = create_account ();
  g_autoptr (RrmReport) report = rrm_report_new (account, c->until);
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

  if (c->incoming)
    run_service (report, rrm_account_get_incoming (account), c->incoming_fails, findings);
  if (c->outgoing)
    run_service (report, rrm_account_get_outgoing (account), c->outgoing_fails, findings);
  if (c->warning)
    g_ptr_array_add (findings, rrm_finding_new (RRM_FINDING_MAILBOX_NEARLY_FULL));
  rrm_report_take_findings (report, findings);
  rrm_report_set_stopped (report, c->stopped);

  return rrm_explain_verdict (report);
}

static void
test_verdict (void)
{
  static const Verdict cases[] = {
    { RRM_STAGE_ENVELOPE, TRUE, TRUE, FALSE, FALSE, FALSE, FALSE,
      "Your account works. Receiving and sending were both tested." },
    { RRM_STAGE_ENVELOPE, TRUE, TRUE, FALSE, FALSE, TRUE, FALSE,
      "Your account works. There is something to look at." },
    { RRM_STAGE_DELIVERY, TRUE, TRUE, FALSE, FALSE, FALSE, FALSE,
      "Your account works. A message to yourself was sent and arrived." },
    { RRM_STAGE_ENVELOPE, TRUE, FALSE, FALSE, FALSE, FALSE, FALSE,
      "Receiving works. Sending was not tested." },
    { RRM_STAGE_ENVELOPE, FALSE, TRUE, FALSE, FALSE, FALSE, FALSE,
      "Sending works. Receiving was not tested." },
    { RRM_STAGE_ENVELOPE, TRUE, TRUE, FALSE, TRUE, FALSE, FALSE,
      "Receiving works. Sending does not." },
    { RRM_STAGE_ENVELOPE, TRUE, TRUE, TRUE, FALSE, FALSE, FALSE,
      "Sending works. Receiving does not." },
    { RRM_STAGE_ENVELOPE, TRUE, TRUE, TRUE, TRUE, TRUE, FALSE,
      "Receiving and sending do not work." },
    { RRM_STAGE_ENVELOPE, TRUE, FALSE, TRUE, FALSE, FALSE, FALSE,
      "Receiving does not work. Sending was not tested." },
    { RRM_STAGE_TLS, TRUE, TRUE, FALSE, FALSE, FALSE, FALSE,
      "What was tested works. Signing in was not part of this test." },
    { RRM_STAGE_TLS, TRUE, TRUE, FALSE, TRUE, FALSE, FALSE, "The connection does not work." },
    { RRM_STAGE_ENVELOPE, TRUE, TRUE, FALSE, FALSE, FALSE, TRUE,
      "The test was stopped before its end." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = get_verdict (&cases[i]);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* A mailbox that is full can be signed in to, and yet no mail comes in. */
static void
test_full (void)
{
  g_autoptr (RrmAccount) account = create_account ();
  g_autoptr (RrmReport) report = rrm_report_new (account, RRM_STAGE_ENVELOPE);
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = NULL;

  run_service (report, rrm_account_get_incoming (account), FALSE, findings);
  g_ptr_array_add (findings, rrm_finding_new (RRM_FINDING_MAILBOX_FULL));
  rrm_report_take_findings (report, findings);
  text = rrm_explain_verdict (report);

  g_assert_cmpint (rrm_report_get_verdict (report), ==, RRM_VERDICT_WORKING);
  g_assert_nonnull (strstr (text, "New mail goes back"));
}

int
main (int argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/explain-words/words", test_words);
  g_test_add_func ("/explain-words/change", test_change);
  g_test_add_func ("/explain-words/elapsed", test_elapsed);
  g_test_add_func ("/explain-words/verdict", test_verdict);
  g_test_add_func ("/explain-words/full", test_full);

  return g_test_run ();
}
