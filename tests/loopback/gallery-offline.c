/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/check.h"

#include <sched.h>

/*
 * A computer without a network: the one finding that no practice server can show. The test leaves
 * the network of its computer for an empty one of its own, where it may.
 */

/* Of the addresses that are nobody's (RFC 5737). */
#define ELSEWHERE "192.0.2.1"

static void
on_checked (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  RrmReport **report = user_data;

  *report = rrm_check_run_finish (RRM_CHECK (source), result, NULL);
}

static RrmAccount *
make_account (const char *incoming,
              const char *outgoing)
{
  RrmAccount *account = rrm_account_new ("pat.practice@nc.rr.com");
  g_autoptr (RrmServiceSettings) imap =
    rrm_service_settings_new (RRM_PROTOCOL_IMAP, incoming, 993, RRM_SECURITY_TLS);
  g_autoptr (RrmServiceSettings) smtp =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, outgoing, 587, RRM_SECURITY_AUTO);
  g_autoptr (RrmSecret) password = rrm_secret_new ("practice-Only_7", -1);

  rrm_account_set_incoming (account, imap);
  rrm_account_set_outgoing (account, smtp);
  rrm_account_set_password (account, password);

  return account;
}

static RrmReport *
test (const char *incoming,
      const char *outgoing)
{
  g_autoptr (RrmAccount) account = make_account (incoming, outgoing);
  g_autoptr (RrmCheckOptions) options = rrm_check_options_new ();
  g_autoptr (RrmCheck) check = NULL;
  RrmReport *report = NULL;

  options->timeout = 2000;
  check = rrm_check_new (account, options);
  rrm_check_run_async (check, NULL, on_checked, &report);
  while (report == NULL)
    g_main_context_iteration (NULL, TRUE);

  return report;
}

static gboolean
has_code (RrmReport *report,
          RrmFindingCode code)
{
  for (guint i = 0; i < g_list_model_get_n_items (rrm_report_get_findings (report)); i++)
    if (rrm_finding_get_code (rrm_report_get_finding (report, i)) == code)
      return TRUE;

  return FALSE;
}

static void
test_offline (gconstpointer left)
{
  g_autoptr (RrmReport) report = NULL;

  if (left == NULL)
    {
      g_test_skip ("a network of its own is not permitted here");
      return;
    }

  report = test (ELSEWHERE, ELSEWHERE);
  g_assert_cmpint (rrm_finding_get_code (rrm_report_get_finding (report, 0)), ==,
                   RRM_FINDING_OFFLINE);
  g_assert_cmpint (rrm_report_get_where (report), ==, RRM_WHERE_NETWORK);
}

/* Servers on this computer need no network. */
static void
test_loopback (gconstpointer left)
{
  g_autoptr (RrmReport) report = NULL;

  if (left == NULL)
    {
      g_test_skip ("a network of its own is not permitted here");
      return;
    }

  report = test ("127.0.0.1", "::1");
  g_assert_cmpint (rrm_report_get_verdict (report), ==, RRM_VERDICT_NOT_WORKING);
  g_assert_false (has_code (report, RRM_FINDING_OFFLINE));
}

int
main (int argc,
      char **argv)
{
  /* Before there is a second thread. Where users of its own are not permitted, as below another
   * root folder, root needs none. */
  gboolean left = unshare (CLONE_NEWUSER | CLONE_NEWNET) == 0 || unshare (CLONE_NEWNET) == 0;

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/offline/elsewhere", left ? "left" : NULL, test_offline);
  g_test_add_data_func ("/offline/loopback", left ? "left" : NULL, test_loopback);

  return g_test_run ();
}
