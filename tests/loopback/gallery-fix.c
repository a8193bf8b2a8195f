/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery-play.h"

/*
 * "Fix it", pressed as long as there is something to fix: several changes in a row must end at an
 * account that works, or at the one thing that no setting mends. Played with every fault of
 * practice mode and with every file of the gallery that offers a change.
 *
 * usage: gallery-fix FOLDER
 */

/* More changes than any scenario has faults. */
#define MAX_CHANGES 6

/* The scenario without a fault. */
#define NO_FAULT "works"

/* For one step, in milliseconds: practice servers answer at once or not at all. */
#define FAULT_TIMEOUT 1000
/* For a message, in milliseconds; some never come. */
#define FAULT_WAIT 1500

/* A change that sets what is set already would be offered for ever. */
static void
check_change (RrmChange *change,
              RrmAccount *account)
{
  for (guint i = 0; i < rrm_change_get_n_items (change); i++)
    {
      const RrmChangeItem *item = rrm_change_get_item (change, i);
      g_autofree char *old = rrm_change_get_old (item, account);
      g_autofree char *new = g_variant_is_of_type (item->value, G_VARIANT_TYPE_STRING)
                               ? g_variant_dup_string (item->value, NULL)
                               : g_variant_print (item->value, FALSE);

      g_assert_cmpstr (old, !=, new);
    }
}

/* Tests, fixes and tests again. Returns: (transfer full): the codes at the end */
static char *
fix_all (GalleryPlay *play)
{
  g_autoptr (RrmAccount) account = g_object_ref (rrm_practice_get_account (play->practice));

  for (guint i = 0; i <= MAX_CHANGES; i++)
    {
      g_autoptr (GalleryRun) run = gallery_play_run (play, account);
      RrmFinding *first = rrm_report_get_finding (run->report, 0);
      RrmChange *change = first != NULL ? rrm_finding_get_change (first) : NULL;
      g_autofree char *codes = gallery_run_codes (run);
      g_autofree char *text = gallery_run_change (run);
      RrmAccount *changed;

      g_test_message ("%s → %s", codes[0] != '\0' ? codes : "no finding",
                      change != NULL ? text : "nothing to fix");
      gallery_run_check (run);
      if (change == NULL)
        return g_steal_pointer (&codes);
      check_change (change, account);
      changed = rrm_change_apply (change, account);
      g_object_unref (account);
      account = changed;
    }

  return g_strdup ("no end");
}

/* The finding that comes first bears the fault's name. Returns: whether it can be fixed */
static gboolean
check_first (const char *fault,
             GalleryPlay *play)
{
  g_autoptr (GalleryRun) run =
    gallery_play_run (play, rrm_practice_get_account (play->practice));
  RrmFinding *first = rrm_report_get_finding (run->report, 0);
  const char *code =
    first != NULL ? rrm_finding_code_to_string (rrm_finding_get_code (first)) : NO_FAULT;

  g_assert_cmpstr (code, ==, fault);
  gallery_run_check (run);
  gallery_play_check_log (play);

  return first != NULL && rrm_finding_get_change (first) != NULL;
}

static void
test_fault (gconstpointer data)
{
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_for_fault (data, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleryPlay) play = gallery_play_new (scenario, &error);
  g_autoptr (GalleryPlay) again = NULL;
  g_autofree char *codes = NULL;

  if (play == NULL && !gallery_has_ipv6 ())
    {
      g_test_skip ("this computer has no IPv6");
      return;
    }
  g_assert_no_error (error);
  play->options->timeout = FAULT_TIMEOUT;
  play->options->wait = FAULT_WAIT;
  if (!check_first (data, play))
    return;

  again = gallery_play_new (scenario, &error);
  g_assert_no_error (error);
  again->options->timeout = FAULT_TIMEOUT;
  codes = fix_all (again);
  /* Each has one fault: what is offered for it mends the account. */
  g_assert_cmpstr (codes, ==, "");
}

static void
test_file (gconstpointer data)
{
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_file (data, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleryPlay) play = gallery_play_new (scenario, &error);
  g_autofree char *wanted = rrm_scenario_dup_text (scenario, "expect", "fixed");
  g_autofree char *codes = NULL;

  if (play == NULL && !gallery_has_ipv6 ())
    {
      g_test_skip ("this computer has no IPv6");
      return;
    }
  g_assert_no_error (error);
  codes = fix_all (play);
  g_assert_cmpstr (codes, ==, wanted != NULL ? wanted : "");
}

/* A file whose first finding has a change names it. */
static gboolean
has_change (const char *path)
{
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_file (path, NULL);
  const char *change =
    scenario != NULL ? rrm_scenario_get_value (scenario, "expect", "change") : NULL;

  return change != NULL && change[0] != '\0';
}

int
main (int argc,
      char **argv)
{
  g_auto (GStrv) faults = rrm_practice_list_faults ();
  g_autoptr (GPtrArray) paths = NULL;

  g_test_init (&argc, &argv, NULL);
  /* One scenario that fails does not hide the others. */
  g_test_set_nonfatal_assertions ();
  g_assert_cmpint (argc, ==, 2);

  for (guint i = 0; faults[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("/fault/", faults[i], NULL);

      g_test_add_data_func (name, faults[i], test_fault);
    }
  paths = gallery_list_files (argv[1]);
  for (guint i = 0; i < paths->len; i++)
    if (has_change (g_ptr_array_index (paths, i)))
      {
        g_autofree char *base = g_path_get_basename (g_ptr_array_index (paths, i));
        g_autofree char *name = g_strconcat ("/fix/", base, NULL);

        g_test_add_data_func (name, g_ptr_array_index (paths, i), test_file);
      }

  return g_test_run ();
}
