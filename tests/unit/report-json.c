/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/report-json.h"

#include "report-sample.h"

#include <json-glib/json-glib.h>
#include <locale.h>

static JsonObject *
parse (JsonParser *parser,
       const char *text)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);

  return json_node_get_object (json_parser_get_root (parser));
}

static JsonObject *
get_service (JsonObject *root,
             guint index)
{
  return json_array_get_object_element (json_object_get_array_member (root, "services"), index);
}

/* The golden file was read through by hand; date and version stand apart, as they change. */
static void
test_golden (void)
{
  g_autoptr (RrmReport) report = sample_report_new ();
  g_autofree char *text = rrm_report_to_json (report, TRUE);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "report-json.golden", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonParser) golden = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *root = parse (parser, text);
  g_autoptr (GDateTime) date =
    g_date_time_new_from_iso8601 (json_object_get_string_member (root, "date"), NULL);

  g_assert_nonnull (date);
  g_assert_true (g_str_has_suffix (json_object_get_string_member (root, "date"), "Z"));
  g_assert_cmpint (ABS (g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC), <, 60);
  g_assert_cmpstr (json_object_get_string_member (root, "program"), ==, "rrmail " PACKAGE_VERSION);
  json_object_set_string_member (root, "date", "2026-01-02T03:04:05Z");
  json_object_set_string_member (root, "program", "rrmail");

  json_parser_load_from_file (golden, path, &error);
  g_assert_no_error (error);
  if (!json_node_equal (json_parser_get_root (parser), json_parser_get_root (golden)))
    {
      g_autofree char *got = json_to_string (json_parser_get_root (parser), TRUE);

      g_test_message ("%s", got);
      g_test_fail ();
    }
}

static void
test_types (void)
{
  g_autoptr (RrmReport) report = sample_report_new ();
  g_autofree char *text = rrm_report_to_json (report, FALSE);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *service = get_service (parse (parser, text), 1);
  JsonArray *steps = json_object_get_array_member (service, "steps");
  JsonObject *last = json_array_get_object_element (steps, json_array_get_length (steps) - 1);

  g_assert_null (strchr (text, '\n'));
  g_assert_nonnull (strstr (text, "\"elapsed_ms\":12.5"));
  g_assert_nonnull (strstr (text, "\"port\":587"));
  /* Unreached: null times; no handshake: no certificate; what was used, not what was asked for. */
  g_assert_cmpstr (json_object_get_string_member (last, "name"), ==, "logout");
  g_assert_cmpstr (json_object_get_string_member (last, "status"), ==, "skipped");
  g_assert_true (json_object_get_null_member (last, "started_ms"));
  g_assert_true (json_object_get_null_member (last, "elapsed_ms"));
  g_assert_false (json_object_has_member (service, "tls"));
  g_assert_false (json_object_has_member (service, "certificate"));
  g_assert_cmpstr (json_object_get_string_member (service, "security"), ==, "starttls");
}

static void
test_unreached (void)
{
  g_autoptr (RrmAccount) account = rrm_account_new ("pat@nc.rr.com");
  g_autoptr (RrmServiceSettings) settings =
    rrm_service_settings_new (RRM_PROTOCOL_POP3, "mail.twc.com", 995, RRM_SECURITY_TLS);
  g_autoptr (RrmReport) report = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  RrmServiceReport *service;
  JsonObject *object;

  rrm_account_set_incoming (account, settings);
  report = rrm_report_new (account, RRM_STAGE_CONNECT);
  service = rrm_report_add_service (report, settings);
  /* Stopped in the middle of a step. */
  rrm_step_report_begin (rrm_service_report_get_step (service, RRM_STEP_NAME_RESOLVE), 100);
  rrm_report_set_stopped (report, TRUE);
  text = rrm_report_to_json (report, TRUE);
  object = get_service (parse (parser, text), 0);

  g_assert_false (json_object_has_member (object, "address"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "steps")), ==, 2);
  g_assert_null (strstr (text, "running"));
  g_assert_nonnull (strstr (text, "\"incomplete\""));
}

static void
test_masked (void)
{
  g_autoptr (RrmReport) report = sample_report_new ();
  g_autofree char *text = rrm_report_to_json_masked (report, TRUE);
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_autoptr (JsonParser) parser = json_parser_new ();

  parse (parser, text);
  g_assert_null (strstr (lower, "pat.smith"));
  g_assert_null (strstr (lower, "other@"));
  g_assert_nonnull (strstr (text, "•••@nc.rr.com"));
  g_assert_nonnull (strstr (text, "another"));
}

static void
test_list (void)
{
  g_autoptr (GListStore) store = g_list_store_new (RRM_TYPE_FINDING);
  g_autoptr (RrmFinding) finding = rrm_finding_new (RRM_FINDING_IP_NO_REVERSE_DNS);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *empty = rrm_explanation_list_to_json (G_LIST_MODEL (store), TRUE);
  g_autofree char *text = NULL;
  JsonObject *root = parse (parser, empty);

  g_assert_cmpstr (json_object_get_string_member (root, "format"), ==, "rrmail-explanation");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "findings")), ==, 0);

  g_list_store_append (store, finding);
  text = rrm_explanation_list_to_json (G_LIST_MODEL (store), TRUE);
  root = json_array_get_object_element (
    json_object_get_array_member (parse (parser, text), "findings"), 0);
  g_assert_cmpstr (json_object_get_string_member (root, "code"), ==, "ip-no-reverse-dns");
  g_assert_cmpstr (json_object_get_string_member (root, "where"), ==, "network");
  g_assert_false (json_object_has_member (root, "service"));
  g_assert_false (json_object_has_member (root, "change"));
  g_assert_false (json_object_has_member (root, "server_said"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "advice")), >=, 2);
}

int
main (int argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/report-json/golden", test_golden);
  g_test_add_func ("/report-json/types", test_types);
  g_test_add_func ("/report-json/unreached", test_unreached);
  g_test_add_func ("/report-json/masked", test_masked);
  g_test_add_func ("/report-json/list", test_list);

  return g_test_run ();
}
