/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/faults.h"

#include "practice-resources.h"

#include <stdlib.h>
#include <string.h>

#define FOLDER "/org/rrmail/practice/"
#define SUFFIX ".ini"

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * rrm_practice_list_faults:
 *
 * Returns: (transfer full): the names of the built-in scenarios in order of the alphabet; each is
 *   the code of the finding that it shows first, but for "works", which shows none
 */
char **
rrm_practice_list_faults (void)
{
  g_autoptr (GError) error = NULL;
  char **names = g_resource_enumerate_children (practice_get_resource (), FOLDER,
                                                G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (names == NULL)
    g_error ("The practice scenarios are missing: %s", error->message);

  for (guint i = 0; names[i] != NULL; i++)
    names[i][strlen (names[i]) - strlen (SUFFIX)] = '\0';
  qsort (names, g_strv_length (names), sizeof *names, compare_names);

  return names;
}

/**
 * rrm_scenario_new_for_fault:
 * @name: a name of [func@practice_list_faults]
 * @error: %RRM_SCENARIO_ERROR_NO_SUCH_FAULT for any other
 *
 * Returns: (transfer full) (nullable): the built-in scenario of that name
 */
RrmScenario *
rrm_scenario_new_for_fault (const char *name,
                            GError **error)
{
  g_autofree char *path = g_strconcat (FOLDER, name, SUFFIX, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (practice_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (bytes == NULL)
    {
      g_set_error (error, RRM_SCENARIO_ERROR, RRM_SCENARIO_ERROR_NO_SUCH_FAULT, "%s", name);
      return NULL;
    }

  return rrm_scenario_new_from_bytes (bytes, error);
}
