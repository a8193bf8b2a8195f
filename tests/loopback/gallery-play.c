/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery-play.h"

#include "check/check.h"
#include "explain/explain.h"
#include "explain/report-json.h"
#include "explain/report-text.h"

#include <string.h>

/* For one step, in seconds: nothing here needs more, and a hang shows early. */
#define USUAL_TIMEOUT 5.0

/* A failing test, probes included, is over at most two seconds after its failing step. The second
 * number is what a machine under load may take to wake a process up. */
#define MAX_AFTER_FAILURE (2 * G_USEC_PER_SEC)
#define TOLERANCE (G_USEC_PER_SEC / 4)

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The scenarios of a folder, in order of the alphabet. */
GPtrArray *
gallery_list_files (const char *folder)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".ini"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_names);

  return g_steal_pointer (&paths);
}

/* Some computers have it switched off; servers that want ::1 cannot start there. */
gboolean
gallery_has_ipv6 (void)
{
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("::1", 0);

  return socket != NULL && g_socket_bind (socket, address, FALSE, NULL);
}

static gboolean
read_options (GalleryPlay *play,
              GError **error)
{
  RrmScenario *scenario = play->scenario;
  const char *until = rrm_scenario_get_value (scenario, "scenario", "until");
  const char *timeout = rrm_scenario_get_value (scenario, "scenario", "timeout");
  const char *wait = rrm_scenario_get_value (scenario, "scenario", "wait");
  const char *only = rrm_scenario_get_value (scenario, "scenario", "only");
  const char *probes = rrm_scenario_get_value (scenario, "scenario", "probes");
  double seconds = timeout != NULL ? g_ascii_strtod (timeout, NULL) : USUAL_TIMEOUT;

  play->options->timeout = (guint) (seconds * 1000);
  if (wait != NULL)
    play->options->wait = (guint) (g_ascii_strtod (wait, NULL) * 1000);
  play->options->incoming = g_strcmp0 (only, "outgoing") != 0;
  play->options->outgoing = g_strcmp0 (only, "incoming") != 0;
  play->options->probes = g_strcmp0 (probes, "no") != 0;
  if (seconds > 0 && (until == NULL || rrm_stage_parse (until, &play->options->until)))
    return TRUE;

  g_set_error_literal (error, RRM_SCENARIO_ERROR, RRM_SCENARIO_ERROR_VALUE, "until or timeout");

  return FALSE;
}

GalleryPlay *
gallery_play_new (RrmScenario *scenario,
                  GError **error)
{
  g_autoptr (GalleryPlay) play = g_new0 (GalleryPlay, 1);

  play->scenario = g_object_ref (scenario);
  play->options = rrm_check_options_new ();
  play->practice = rrm_practice_new_for_scenario (scenario, error);
  if (play->practice == NULL || !read_options (play, error) ||
      !rrm_practice_configure (play->practice, play->options, error))
    return NULL;

  return g_steal_pointer (&play);
}

void
gallery_play_free (GalleryPlay *play)
{
  g_clear_object (&play->practice);
  g_clear_object (&play->scenario);
  g_clear_pointer (&play->options, rrm_check_options_unref);
  g_free (play);
}

static void
on_checked (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  RrmReport **report = user_data;

  *report = rrm_check_run_finish (RRM_CHECK (source), result, NULL);
}

/* Tests @account against the servers that are played. */
GalleryRun *
gallery_play_run (GalleryPlay *play,
                  RrmAccount *account)
{
  g_autoptr (RrmCheck) check = rrm_check_new (account, play->options);
  GalleryRun *run = g_new0 (GalleryRun, 1);
  gint64 start = g_get_monotonic_time ();

  rrm_check_run_async (check, NULL, on_checked, &run->report);
  while (run->report == NULL)
    g_main_context_iteration (NULL, TRUE);
  run->duration = g_get_monotonic_time () - start;

  return run;
}

void
gallery_run_free (GalleryRun *run)
{
  g_object_unref (run->report);
  g_free (run);
}

char *
gallery_run_codes (GalleryRun *run)
{
  GString *codes = g_string_new (NULL);
  guint n = g_list_model_get_n_items (rrm_report_get_findings (run->report));

  for (guint i = 0; i < n; i++)
    g_string_append_printf (
      codes, "%s%s", i > 0 ? " " : "",
      rrm_finding_code_to_string (rrm_finding_get_code (rrm_report_get_finding (run->report, i))));

  return g_string_free (codes, FALSE);
}

/* "outgoing.port=587 outgoing.security=starttls": of the first finding, in alphabetical order. */
char *
gallery_run_change (GalleryRun *run)
{
  RrmFinding *first = rrm_report_get_finding (run->report, 0);
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
  g_ptr_array_sort (items, compare_names);
  g_ptr_array_add (items, NULL);

  return g_strjoinv (" ", (char **) items->pdata);
}

/* Each finding names a step of its service that happened. */
static void
check_evidence (RrmReport *report)
{
  guint n = g_list_model_get_n_items (rrm_report_get_findings (report));

  for (guint i = 0; i < n; i++)
    {
      RrmFinding *finding = rrm_report_get_finding (report, i);
      RrmServiceReport *service;
      RrmProtocol protocol;
      RrmStepName name;
      RrmStepReport *step;

      g_assert_true (rrm_finding_get_service (finding, &protocol));
      g_assert_true (rrm_finding_get_step (finding, &name));
      service = protocol == RRM_PROTOCOL_SMTP ? rrm_report_get_outgoing (report)
                                              : rrm_report_get_incoming (report);
      g_assert_nonnull (service);
      step = rrm_service_report_get_step (service, name);
      g_assert_nonnull (step);
      g_assert_cmpint (rrm_step_report_get_status (step), !=, RRM_STATUS_WAITING);
      g_assert_cmpint (rrm_step_report_get_status (step), !=, RRM_STATUS_SKIPPED);
    }
}

static void
check_sentence (const char *sentence)
{
  g_assert_nonnull (sentence);
  g_assert_cmpstr (sentence, !=, "");
  /* A slot that nothing filled. */
  g_assert_null (strchr (sentence, '{'));
}

/* Each finding can be said in full. */
static void
check_sentences (RrmReport *report)
{
  guint n = g_list_model_get_n_items (rrm_report_get_findings (report));

  for (guint i = 0; i < n; i++)
    {
      RrmExplanation *words = rrm_explain_finding (rrm_report_get_finding (report, i),
                                                   rrm_report_get_account (report));

      check_sentence (words->where);
      check_sentence (words->title);
      check_sentence (words->explanation);
      g_assert_nonnull (words->advice[0]);
      for (guint j = 0; words->advice[j] != NULL; j++)
        check_sentence (words->advice[j]);
      rrm_explanation_free (words);
    }
}

static void
check_text (const char *text,
            RrmAccount *account)
{
  for (int outgoing = 0; outgoing < 2; outgoing++)
    {
      RrmSecret *secret = rrm_account_get_password (account, outgoing);
      gsize length = 0;
      const char *password = rrm_secret_peek (secret, &length);
      RrmServiceSettings *service =
        outgoing ? rrm_account_get_outgoing (account) : rrm_account_get_incoming (account);
      g_autofree char *encoded = g_base64_encode ((const guchar *) password, length);
      g_autoptr (GString) plain = g_string_new (NULL);
      g_autofree char *encoded_plain = NULL;

      g_string_append_c (plain, '\0');
      g_string_append (plain, rrm_service_settings_get_username (service));
      g_string_append_c (plain, '\0');
      g_string_append_len (plain, password, (gssize) length);
      encoded_plain = g_base64_encode ((const guchar *) plain->str, plain->len);

      g_assert_null (strstr (text, password));
      g_assert_null (strstr (text, encoded));
      g_assert_null (strstr (text, encoded_plain));
    }
}

/* Nothing of a password may be in what is written down, however it is encoded. */
static void
check_secrets (RrmReport *report)
{
  RrmAccount *account = rrm_report_get_account (report);
  g_autofree char *json = rrm_report_to_json (report, FALSE);
  g_autofree char *text = rrm_report_to_text (report, RRM_REPORT_TEXT_TRANSCRIPT);
  GPtrArray *services = rrm_report_get_services (report);

  check_text (json, account);
  check_text (text, account);
  for (guint i = 0; i < services->len; i++)
    {
      RrmTranscriptLog *log =
        rrm_service_report_get_transcript (g_ptr_array_index (services, i));

      for (guint j = 0; j < rrm_transcript_log_get_length (log); j++)
        check_text (rrm_transcript_log_get_line (log, j)->text, account);
    }
}

/* When a service had nothing more to find out: its failing step ended, or else its last one. */
static gint64
get_end (RrmServiceReport *service)
{
  RrmStepReport *failed = rrm_service_report_get_failed_step (service);
  GPtrArray *steps = rrm_service_report_get_steps (service);
  gint64 end = 0;

  if (failed != NULL)
    return rrm_step_report_get_started (failed) + rrm_step_report_get_elapsed (failed);
  for (guint i = 0; i < steps->len; i++)
    {
      RrmStepReport *step = g_ptr_array_index (steps, i);

      if (rrm_step_report_get_status (step) != RRM_STATUS_SKIPPED)
        end = MAX (end, rrm_step_report_get_started (step) + rrm_step_report_get_elapsed (step));
    }

  return end;
}

static void
check_time (GalleryRun *run)
{
  GPtrArray *services = rrm_report_get_services (run->report);
  gint64 end = 0;

  for (guint i = 0; i < services->len; i++)
    end = MAX (end, get_end (g_ptr_array_index (services, i)));

  if (run->duration - end > MAX_AFTER_FAILURE + TOLERANCE)
    {
      g_test_message ("over only %.2f s after the failing step",
                      (double) (run->duration - end) / G_USEC_PER_SEC);
      g_test_fail ();
    }
}

/* What holds for every test, whatever the servers do. */
void
gallery_run_check (GalleryRun *run)
{
  check_evidence (run->report);
  check_sentences (run->report);
  check_secrets (run->report);
  check_time (run);
}

static gboolean
is_meant (GalleryPlay *play,
          const char *endpoint)
{
  RrmPracticeServer *server = rrm_practice_get_server (play->practice);
  RrmAccount *account = rrm_practice_get_account (play->practice);
  RrmServiceSettings *services[] = { rrm_account_get_incoming (account),
                                     rrm_account_get_outgoing (account) };

  for (guint i = 0; i < rrm_practice_server_get_n_mappings (server); i++)
    {
      const RrmPracticeMapping *mapping = rrm_practice_server_get_mapping (server, i);

      for (guint j = 0; j < G_N_ELEMENTS (services); j++)
        if (g_str_equal (mapping->endpoint, endpoint) &&
            g_ascii_strcasecmp (mapping->host, rrm_service_settings_get_host (services[j])) == 0 &&
            (mapping->port == 0 ||
             mapping->port == rrm_service_settings_get_port (services[j])))
          return TRUE;
    }

  return FALSE;
}

static gboolean
chose_no_encryption (RrmAccount *account)
{
  return rrm_service_settings_get_security (rrm_account_get_incoming (account)) ==
           RRM_SECURITY_NONE ||
         rrm_service_settings_get_security (rrm_account_get_outgoing (account)) ==
           RRM_SECURITY_NONE;
}

/* What the servers saw of the first test: one password at each server that is meant, none at any
 * other, and none outside TLS. */
void
gallery_play_check_log (GalleryPlay *play)
{
  RrmPracticeServer *server = rrm_practice_get_server (play->practice);
  RrmPracticeLog *log = rrm_practice_server_get_log (server);

  for (guint i = 0; i < rrm_practice_server_get_n_mappings (server); i++)
    {
      const char *endpoint = rrm_practice_server_get_mapping (server, i)->endpoint;
      guint allowed = is_meant (play, endpoint) ? 1 : 0;

      g_assert_cmpuint (rrm_practice_log_count (log, endpoint, RRM_PRACTICE_LOGINS), <=, allowed);
      if (allowed == 0)
        g_assert_cmpuint (rrm_practice_log_count (log, endpoint, RRM_PRACTICE_CLEAR_LOGINS), ==, 0);
    }
  g_assert_cmpuint (rrm_practice_log_count (log, NULL, RRM_PRACTICE_PIPELINED), ==, 0);
  g_assert_cmpuint (rrm_practice_log_count (log, NULL, RRM_PRACTICE_LOGINS_REPEATED), ==, 0);
  if (!chose_no_encryption (rrm_practice_get_account (play->practice)))
    g_assert_cmpuint (rrm_practice_log_count (log, NULL, RRM_PRACTICE_CLEAR_SECRETS), ==, 0);
  if (play->options->until < RRM_STAGE_DELIVERY)
    g_assert_cmpuint (rrm_practice_log_count (log, NULL, RRM_PRACTICE_MESSAGES), ==, 0);
}
