/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"
#include "practice/faults.h"

#include <string.h>

static void
assert_error (const char *text,
              RrmScenarioError code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_bytes (bytes, &error);
  g_autoptr (RrmPracticeServer) server =
      scenario != NULL ? rrm_practice_server_new (scenario, &error) : NULL;

  g_assert_null (server);
  g_assert_error (error, RRM_SCENARIO_ERROR, (int) code);
}

static void
test_errors (void)
{
  assert_error ("no section", RRM_SCENARIO_ERROR_SYNTAX);
  assert_error ("[pop]\n", RRM_SCENARIO_ERROR_SECTION);
  assert_error ("[imap]\ngreting=x\n", RRM_SCENARIO_ERROR_KEY);
  assert_error ("[imap]\nreply.LOGON=x\n", RRM_SCENARIO_ERROR_KEY);
  assert_error ("[imap]\ngreeting@later=x\n", RRM_SCENARIO_ERROR_KEY);
  assert_error ("[imap]\ncertificate.colour=x\n", RRM_SCENARIO_ERROR_KEY);
  assert_error ("[account]\npasword=x\n", RRM_SCENARIO_ERROR_KEY);
  assert_error ("[imap]\nprotocol=nntp\n", RRM_SCENARIO_ERROR_VALUE);
  assert_error ("[imap]\nport=70000\n", RRM_SCENARIO_ERROR_VALUE);
  assert_error ("[imap]\ncertificate=shiny\n", RRM_SCENARIO_ERROR_VALUE);
  assert_error ("[imap]\ncertificate.key=rot13\n", RRM_SCENARIO_ERROR_VALUE);
  assert_error ("[endpoint x]\nport=1\n", RRM_SCENARIO_ERROR_VALUE);
}

static void
test_values (void)
{
  g_autoptr (RrmScenario) scenario = scenario_from_text (
      "[scenario]\nname=A name\n[account]\naddress=a@b.example\npassword=x\\s\n"
      "incoming=imaps://u%40v@[::1]:993\n[expect]\nanything=[\"goes\"]\n");
  g_autofree char *incoming = rrm_scenario_dup_host (scenario, FALSE);
  g_autofree char *outgoing = rrm_scenario_dup_host (scenario, TRUE);
  g_auto (GStrv) sections = rrm_scenario_list_sections (scenario);
  g_autofree char *joined = g_strjoinv (",", sections);

  g_assert_cmpstr (joined, ==, "scenario,account,expect");
  g_assert_cmpstr (rrm_scenario_get_name (scenario), ==, "A name");
  g_assert_cmpstr (rrm_scenario_get_address (scenario), ==, "a@b.example");
  g_assert_cmpstr (rrm_scenario_get_password (scenario), ==, "x ");
  g_assert_cmpstr (rrm_scenario_get_value (scenario, "expect", "anything"), ==, "[\"goes\"]");
  g_assert_null (rrm_scenario_get_value (scenario, "expect", "nothing"));
  g_assert_cmpstr (incoming, ==, "::1");
  g_assert_cmpstr (outgoing, ==, "mail.twc.com");
}

static void
test_unescape (void)
{
  gsize length;
  g_autofree char *text = rrm_scenario_unescape ("a\\r\\n\\x41\\0\\\\\\q\\x4", &length);

  g_assert_cmpmem (text, length, "a\r\nA\0\\\\q\\x4", 11);
}

/* Every built-in scenario loads, names itself after its file and can be played. */
static void
test_faults (void)
{
  g_auto (GStrv) names = rrm_practice_list_faults ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_strv_contains ((const char *const *) names, "works"));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (RrmScenario) scenario = rrm_scenario_new_for_fault (names[i], &error);
      g_autoptr (RrmPracticeServer) server = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (rrm_scenario_get_name (scenario), ==, names[i]);
      server = rrm_practice_server_new (scenario, &error);
      g_assert_no_error (error);
      g_assert_true (rrm_practice_server_start (server, &error));
      g_assert_no_error (error);
    }
  g_assert_null (rrm_scenario_new_for_fault ("no-such-fault", &error));
  g_assert_error (error, RRM_SCENARIO_ERROR, RRM_SCENARIO_ERROR_NO_SUCH_FAULT);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice/scenario/errors", test_errors);
  g_test_add_func ("/practice/scenario/values", test_values);
  g_test_add_func ("/practice/scenario/unescape", test_unescape);
  g_test_add_func ("/practice/scenario/faults", test_faults);

  return g_test_run ();
}
