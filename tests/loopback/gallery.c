/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery-play.h"
#include "leftovers.h"

#include <string.h>

/*
 * The fault gallery: every scenario is a data file that says what the servers say and do, which
 * settings the account has, and which findings must come of it, in order. It is run over real
 * sockets and real TLS. README.md beside the files says what they hold.
 *
 * usage: gallery MODE FOLDER
 */

/* How the files are run: as they stand, or once more in another way. */
static const struct
{
  const char *name;
  /* What every endpoint does that does not say otherwise. */
  const char *key;
  const char *value;
  /* In [scenario]: why a file makes no sense in this mode. */
  const char *except;
} modes[] = {
  { "plain", NULL, NULL, NULL },
  { "tls-1.2", "tls", "1.2 only", "not-tls-1.2" },
  { "ipv6", "address", "::1", "not-ipv6" },
  { "bytes", "delay.byte", "0.0001", "not-bytes" },
};

/* The facts of the servers' log that a file can name. */
static const struct
{
  const char *key;
  RrmPracticeFact fact;
} facts[] = {
  { "logins", RRM_PRACTICE_LOGINS },
  { "logins-accepted", RRM_PRACTICE_LOGINS_ACCEPTED },
  { "secrets-in-clear", RRM_PRACTICE_CLEAR_SECRETS },
  { "messages", RRM_PRACTICE_MESSAGES },
};

#define DETAIL_PREFIX "detail."

/* What [scenario] may hold, so that a key with a slip in it is none. */
static const char *const scenario_keys[] = {
  "name",   "timeout",     "wait",     "until",     "only",
  "probes", "not-tls-1.2", "not-ipv6", "not-bytes", NULL,
};

/* Codes that no scenario can raise, and why. Their near misses can be played. */
static const struct
{
  RrmFindingCode code;
  const char *reason;
} unplayable[] = {
  { RRM_FINDING_OFFLINE, "the test gallery-offline has a network of its own" },
};

static guint mode;

static void
compare (const char *key,
         const char *wanted,
         const char *seen)
{
  if (g_strcmp0 (wanted, seen) == 0)
    return;
  g_test_message ("%s: wanted “%s”, seen “%s”", key, wanted, seen != NULL ? seen : "nothing");
  g_test_fail ();
}

static gboolean
compare_fact (GalleryPlay *play,
              const char *key,
              const char *wanted)
{
  RrmPracticeLog *log = rrm_practice_server_get_log (rrm_practice_get_server (play->practice));

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (g_str_equal (facts[i].key, key))
      {
        guint count = rrm_practice_log_count (log, NULL, facts[i].fact);
        g_autofree char *seen = g_strdup_printf ("%u", count);

        compare (key, wanted, seen);
        return TRUE;
      }

  return FALSE;
}

/* "not=wrong-port": what the file nearly shows, and must not. */
static void
compare_near_misses (const char *wanted,
                     const char *codes)
{
  g_auto (GStrv) misses = g_strsplit (wanted, " ", -1);
  g_auto (GStrv) found = g_strsplit (codes, " ", -1);

  for (guint i = 0; misses[i] != NULL; i++)
    {
      RrmFindingCode code;

      g_assert_true (rrm_finding_code_parse (misses[i], &code));
      g_assert_false (g_strv_contains ((const char *const *) found, misses[i]));
    }
}

static void
compare_key (GalleryPlay *play,
             GalleryRun *run,
             const char *key,
             const char *wanted)
{
  RrmFinding *first = rrm_report_get_finding (run->report, 0);
  g_autofree char *codes = gallery_run_codes (run);
  g_autofree char *change = gallery_run_change (run);

  if (g_str_equal (key, "findings"))
    compare (key, wanted, codes);
  else if (g_str_equal (key, "not"))
    compare_near_misses (wanted, codes);
  else if (g_str_equal (key, "change"))
    compare (key, wanted, change);
  else if (g_str_equal (key, "verdict"))
    compare (key, wanted, rrm_verdict_to_string (rrm_report_get_verdict (run->report)));
  else if (g_str_equal (key, "where"))
    compare (key, wanted, rrm_where_to_string (rrm_report_get_where (run->report)));
  else if (g_str_equal (key, "severity"))
    compare (key, wanted,
             first != NULL ? rrm_severity_to_string (rrm_finding_get_severity (first)) : NULL);
  else if (g_str_has_prefix (key, DETAIL_PREFIX))
    compare (key, wanted,
             first != NULL ? rrm_finding_get_detail (first, key + strlen (DETAIL_PREFIX)) : NULL);
  else if (!g_str_equal (key, "fixed") && !compare_fact (play, key, wanted))
    g_error ("[expect] has no key “%s”", key);
}

static void
compare_all (GalleryPlay *play,
             GalleryRun *run)
{
  GHashTable *keys = rrm_scenario_peek_section (play->scenario, "expect");
  GHashTableIter iter;
  gpointer key;

  /* The one that "Fix it" offers is never left unsaid. */
  if (rrm_scenario_get_value (play->scenario, "expect", "change") == NULL)
    compare_key (play, run, "change", "");
  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_autofree char *wanted = rrm_scenario_dup_text (play->scenario, "expect", key);

      compare_key (play, run, key, wanted);
    }
}

static void
check_scenario_keys (RrmScenario *scenario)
{
  GHashTable *section = rrm_scenario_peek_section (scenario, "scenario");
  GHashTableIter iter;
  gpointer key;

  /* The thread or the rule that it comes from. */
  g_assert_nonnull (rrm_scenario_get_name (scenario));
  /* A file that expects nothing tests nothing. */
  g_assert_nonnull (rrm_scenario_get_value (scenario, "expect", "findings"));
  g_hash_table_iter_init (&iter, section);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_strv_contains (scenario_keys, key))
      g_error ("[scenario] has no key “%s”", (char *) key);
}

/* Whether any endpoint has a mind of its own in what the mode sets for all. */
static gboolean
is_set_by_file (RrmScenario *scenario,
                const char *wanted)
{
  g_auto (GStrv) sections = rrm_scenario_list_sections (scenario);

  for (guint i = 0; sections[i] != NULL; i++)
    {
      GHashTableIter iter;
      gpointer key;

      g_hash_table_iter_init (&iter, rrm_scenario_peek_section (scenario, sections[i]));
      while (g_hash_table_iter_next (&iter, &key, NULL))
        if (g_str_has_suffix (key, wanted))
          return TRUE;
    }

  return FALSE;
}

/* The mode was no empty word. */
static void
check_mode (RrmScenario *scenario,
            RrmReport *report)
{
  GPtrArray *services = rrm_report_get_services (report);

  if (modes[mode].key == NULL || is_set_by_file (scenario, modes[mode].key))
    return;

  for (guint i = 0; i < services->len; i++)
    {
      RrmServiceReport *service = g_ptr_array_index (services, i);
      const RrmTlsInfo *tls = rrm_service_report_get_tls (service);
      const char *peer = rrm_service_report_get_peer (service);

      if (g_str_equal (modes[mode].key, "tls") && tls != NULL && tls->version != NULL)
        g_assert_cmpstr (tls->version, ==, "TLS1.2");
      else if (g_str_equal (modes[mode].key, "address") && peer != NULL)
        g_assert_cmpstr (peer, ==, "::1");
    }
}

static void
test_scenario (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_file (data, &error);
  g_autoptr (GalleryPlay) play = NULL;
  g_autoptr (GalleryRun) run = NULL;

  g_assert_no_error (error);
  if (scenario == NULL)
    return;
  check_scenario_keys (scenario);
  if (modes[mode].key != NULL)
    rrm_scenario_set_fallback (scenario, modes[mode].key, modes[mode].value);

  play = gallery_play_new (scenario, &error);
  if (play == NULL && !gallery_has_ipv6 ())
    {
      g_test_skip ("this computer has no IPv6");
      return;
    }
  g_assert_no_error (error);
  if (play == NULL)
    return;
  run = gallery_play_run (play, rrm_practice_get_account (play->practice));
  compare_all (play, run);
  gallery_run_check (run);
  gallery_play_check_log (play);
  check_mode (scenario, run->report);
}

/* A file that cannot be read fails as a test. */
static gboolean
makes_sense (const char *path)
{
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_file (path, NULL);
  const char *except = modes[mode].except;

  return scenario == NULL || except == NULL ||
         rrm_scenario_get_value (scenario, "scenario", except) == NULL;
}

static void
count_codes (const char *path,
             const char *key,
             guint *counts)
{
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_file (path, NULL);
  const char *text = rrm_scenario_get_value (scenario, "expect", key);
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      RrmFindingCode code;

      if (rrm_finding_code_parse (words[i], &code))
        counts[code]++;
    }
}

/* Returns: (nullable): why no file can raise it */
static const char *
get_excuse (RrmFindingCode code)
{
  for (guint i = 0; i < G_N_ELEMENTS (unplayable); i++)
    if (unplayable[i].code == code)
      return unplayable[i].reason;

  return NULL;
}

/* Every code of the test has a file that raises it and one that nearly does. */
static void
test_coverage (gconstpointer data)
{
  const GPtrArray *paths = data;
  guint raised[RRM_N_FINDING_CODES] = { 0 };
  guint missed[RRM_N_FINDING_CODES] = { 0 };

  for (guint i = 0; i < paths->len; i++)
    {
      count_codes (g_ptr_array_index (paths, i), "findings", raised);
      count_codes (g_ptr_array_index (paths, i), "not", missed);
    }
  g_assert_cmpuint (paths->len, >=, 120);
  for (guint i = 0; i < RRM_FINDING_CLIENT_WRONG_SETTINGS; i++)
    {
      RrmFindingCode code = (RrmFindingCode) i;

      const char *excuse = get_excuse (code);

      g_test_message ("%-32s %3u raised %3u near misses%s%s", rrm_finding_code_to_string (code),
                      raised[i], missed[i], excuse != NULL ? ": " : "",
                      excuse != NULL ? excuse : "");
      if (missed[i] == 0 || (raised[i] == 0 && excuse == NULL))
        g_test_fail ();
    }
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GPtrArray) paths = NULL;

  g_test_init (&argc, &argv, NULL);
  /* One file that fails does not hide the others. */
  g_test_set_nonfatal_assertions ();
  g_assert_cmpint (argc, ==, 3);
  while (mode < G_N_ELEMENTS (modes) && !g_str_equal (modes[mode].name, argv[1]))
    mode++;
  g_assert_cmpuint (mode, <, G_N_ELEMENTS (modes));

  paths = gallery_list_files (argv[2]);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *base = g_path_get_basename (g_ptr_array_index (paths, i));
      g_autofree char *name = g_strconcat ("/gallery/", base, NULL);

      if (makes_sense (g_ptr_array_index (paths, i)))
        leftovers_add (name, g_ptr_array_index (paths, i), test_scenario);
    }
  if (mode == 0)
    g_test_add_data_func ("/coverage", paths, test_coverage);

  return g_test_run ();
}
