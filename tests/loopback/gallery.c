/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/check.h"
#include "setup/practice.h"

#include <glib.h>
#include <string.h>

/*
 * The fault gallery: every scenario is a data file that says what the servers say and do, which
 * settings the account has, and which findings must come of it, in order. It is run over real sockets
 * and real TLS.
 *
 * usage: gallery MODE FILE…
 */

static void
on_checked (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  RrmReport **report = user_data;

  *report = rrm_check_run_finish (RRM_CHECK (source), result, NULL);
}

static RrmReport *
run_check (RrmPractice *practice,
           RrmCheckOptions *options)
{
  g_autoptr (RrmCheck) check = rrm_check_new (rrm_practice_get_account (practice), options);
  RrmReport *report = NULL;

  rrm_check_run_async (check, NULL, on_checked, &report);
  while (report == NULL)
    g_main_context_iteration (NULL, TRUE);

  return report;
}

static char *
join_codes (RrmReport *report)
{
  GString *codes = g_string_new (NULL);
  guint n = g_list_model_get_n_items (rrm_report_get_findings (report));

  for (guint i = 0; i < n; i++)
    g_string_append_printf (
      codes, "%s%s", i > 0 ? " " : "",
      rrm_finding_code_to_string (rrm_finding_get_code (rrm_report_get_finding (report, i))));

  return g_string_free (codes, FALSE);
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "outgoing.security=starttls outgoing.port=587", in alphabetical order. */
static char *
join_change (RrmReport *report)
{
  RrmFinding *first = rrm_report_get_finding (report, 0);
  RrmChange *change = first != NULL ? rrm_finding_get_change (first) : NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; change != NULL && i < rrm_change_get_n_items (change); i++)
    {
      const RrmChangeItem *item = rrm_change_get_item (change, i);
      g_autofree char *value = g_variant_is_of_type (item->value, G_VARIANT_TYPE_STRING)
                                 ? g_variant_dup_string (item->value, NULL)
                                 : g_variant_print (item->value, FALSE);

      g_ptr_array_add (items, g_strdup_printf ("%s=%s", item->key, value));
    }
  g_ptr_array_sort (items, compare_items);
  g_ptr_array_add (items, NULL);

  return g_strjoinv (" ", (char **) items->pdata);
}

static void
expect (RrmScenario *scenario,
        const char *key,
        const char *seen)
{
  g_autofree char *wanted = rrm_scenario_dup_text (scenario, "expect", key);

  if (wanted != NULL && !g_str_equal (wanted, seen))
    {
      g_test_message ("%s: wanted “%s”, seen “%s”", key, wanted, seen);
      g_test_fail ();
    }
}

/* Nothing of the password may be in what is written down, however it is encoded. */
static void
check_secrets (RrmScenario *scenario,
               RrmReport *report)
{
  const char *password = rrm_scenario_get_password (scenario);
  g_autofree char *encoded = g_base64_encode ((const guchar *) password, strlen (password));
  GPtrArray *services = rrm_report_get_services (report);

  for (guint i = 0; i < services->len; i++)
    {
      RrmTranscriptLog *log =
        rrm_service_report_get_transcript (g_ptr_array_index (services, i));

      for (guint j = 0; j < rrm_transcript_log_get_length (log); j++)
        {
          const char *text = rrm_transcript_log_get_line (log, j)->text;

          g_assert_null (strstr (text, password));
          g_assert_null (strstr (text, encoded));
        }
    }
}

static void
test_scenario (gconstpointer data)
{
  const char *path = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_file (path, &error);
  g_autoptr (RrmPractice) practice = NULL;
  g_autoptr (RrmCheckOptions) options = rrm_check_options_new ();
  g_autoptr (RrmReport) report = NULL;
  g_autofree char *codes = NULL;
  g_autofree char *change = NULL;

  g_assert_no_error (error);
  practice = rrm_practice_new_for_scenario (scenario, &error);
  g_assert_no_error (error);
  rrm_practice_configure (practice, options, &error);
  g_assert_no_error (error);

  report = run_check (practice, options);
  codes = join_codes (report);
  change = join_change (report);
  expect (scenario, "findings", codes);
  expect (scenario, "change", change);
  expect (scenario, "verdict", rrm_verdict_to_string (rrm_report_get_verdict (report)));
  expect (scenario, "where", rrm_where_to_string (rrm_report_get_where (report)));
  check_secrets (scenario, report);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (int i = 1; i < argc; i++)
    {
      g_autofree char *base = g_path_get_basename (argv[i]);
      g_autofree char *name = g_strconcat ("/gallery/", base, NULL);

      g_test_add_data_func (name, argv[i], test_scenario);
    }

  return g_test_run ();
}
