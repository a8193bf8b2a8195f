/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/setup-travel.h"
#include "setup/setup-private.h"

#include <string.h>

/* What works from another network: which ports answer, and what is said of those that do not. */

#define IMAP 0
#define POP3 1
#define SUBMISSION 2

static RrmSetup *
start_scenario (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_bytes (bytes, &error);
  RrmSetup *setup = rrm_setup_new ();

  g_assert_no_error (error);
  g_assert_true (rrm_setup_set_timeout (setup, "1"));
  setup->practice = rrm_practice_new_for_scenario (scenario, &error);
  g_assert_no_error (error);
  rrm_draft_load_account (setup->draft, rrm_practice_get_account (setup->practice));

  return setup;
}

static RrmReach *
look (RrmSetup *setup)
{
  RrmReach *reach = rrm_setup_get_reach (setup);

  g_assert_true (rrm_setup_look_around (setup));
  g_assert_true (rrm_reach_get_running (reach));
  g_assert_false (rrm_reach_is_done (reach));
  while (rrm_reach_get_running (reach))
    g_main_context_iteration (NULL, TRUE);

  return reach;
}

static guint
count_logins (RrmSetup *setup)
{
  return rrm_practice_log_count (
    rrm_practice_server_get_log (rrm_practice_get_server (setup->practice)), NULL,
    RRM_PRACTICE_LOGINS);
}

static RrmReachState
get_state (RrmReach *reach,
           guint index)
{
  return rrm_reach_get_port (reach, index)->state;
}

static gboolean
has_finding (RrmReach *reach,
             RrmFindingCode code)
{
  GListModel *findings = rrm_reach_get_findings (reach);

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (RrmFinding) finding = g_list_model_get_item (findings, i);

      g_assert_null (rrm_finding_get_change (finding));
      if (rrm_finding_get_code (finding) == code)
        return TRUE;
    }

  return FALSE;
}

/* Both answer, and nobody has signed in, though the password is there. */
static void
test_works (void)
{
  g_autoptr (RrmSetup) setup = start_scenario ("[scenario]\nname=works\n");
  RrmReach *reach = look (setup);

  g_assert_nonnull (rrm_draft_get_password (setup->draft));
  g_assert_true (rrm_reach_is_done (reach));
  g_assert_cmpint (rrm_reach_get_verdict (reach), ==, RRM_REACH_BOTH);
  g_assert_cmpint (get_state (reach, IMAP), ==, RRM_REACH_ANSWERS);
  g_assert_cmpint (get_state (reach, POP3), ==, RRM_REACH_ANSWERS);
  g_assert_cmpint (get_state (reach, SUBMISSION), ==, RRM_REACH_ANSWERS);
  g_assert_cmpuint (g_list_model_get_n_items (rrm_reach_get_findings (reach)), ==, 0);
  g_assert_cmpuint (count_logins (setup), ==, 0);
}

/* A VPN, a hotel, another provider: the server says so in its first words. */
static void
test_turned_away (void)
{
  g_autoptr (RrmSetup) setup = start_scenario (
    "[scenario]\nname=away\n[smtp]\ngreeting=554 impout003.msg.chrl.nc.charter.net cmsmtp %i "
    "blocked. Please see https://www.spectrum.net/support/internet/understanding-email-error-codes "
    "for more information. AUP#Out-1130.\n");
  RrmReach *reach = look (setup);

  g_assert_cmpint (rrm_reach_get_verdict (reach), ==, RRM_REACH_RECEIVES);
  g_assert_cmpint (get_state (reach, SUBMISSION), ==, RRM_REACH_TURNED_AWAY);
  g_assert_true (has_finding (reach, RRM_FINDING_IP_NO_REVERSE_DNS));
  g_assert_cmpuint (count_logins (setup), ==, 0);
}

static void
test_closed (void)
{
  g_autoptr (RrmSetup) setup =
    start_scenario ("[scenario]\nname=closed\n[imap]\nprotocol=refused\n");
  RrmReach *reach = look (setup);

  g_assert_cmpint (rrm_reach_get_verdict (reach), ==, RRM_REACH_SENDS);
  g_assert_cmpint (get_state (reach, IMAP), ==, RRM_REACH_SILENT);
  g_assert_cmpint (get_state (reach, SUBMISSION), ==, RRM_REACH_ANSWERS);
  g_assert_cmpuint (g_list_model_get_n_items (rrm_reach_get_findings (reach)), >, 0);
}

/* What was stopped is no result, and another look begins anew. */
static void
test_stop (void)
{
  g_autoptr (RrmSetup) setup =
    start_scenario ("[scenario]\nname=silent\n[imap]\nprotocol=blackhole\n");
  RrmReach *reach = rrm_setup_get_reach (setup);

  g_assert_true (rrm_setup_look_around (setup));
  rrm_reach_stop (reach);
  while (rrm_reach_get_running (reach))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (rrm_reach_is_done (reach));
  look (setup);
  g_assert_true (rrm_reach_is_done (reach));
  g_assert_cmpint (get_state (reach, IMAP), ==, RRM_REACH_SILENT);
}

/* An address of somebody else, or none. */
static void
test_strangers (void)
{
  static const char *const addresses[] = { "", "pat", "pat@example.com" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (RrmSetup) setup = rrm_setup_new ();

      rrm_setup_show_travel (setup);
      rrm_draft_set_text (setup->draft, RRM_FIELD_ADDRESS, addresses[i]);
      g_assert_false (rrm_setup_look_around (setup));
      g_assert_false (rrm_reach_get_running (rrm_setup_get_reach (setup)));
      rrm_setup_go_back (setup);
      g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_START);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/travel/works", test_works);
  g_test_add_func ("/travel/turned-away", test_turned_away);
  g_test_add_func ("/travel/closed", test_closed);
  g_test_add_func ("/travel/stop", test_stop);
  g_test_add_func ("/travel/strangers", test_strangers);

  return g_test_run ();
}
