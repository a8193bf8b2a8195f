/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/tables.h"

#include "data/data-resources.h"

#include <gio/gio.h>
#include <string.h>

/* Longer names are no near misses of anything here. */
#define MAX_COMPARED 63

/**
 * rrm_table_load:
 * @name: a file of the program's own data: "provider-map.ini"
 *
 * Reads one of the compiled-in key files. A broken one is a bug of the build, so it ends the
 * program.
 *
 * Returns: (transfer full): the key file
 */
GKeyFile *
rrm_table_load (const char *name)
{
  g_autofree char *path = g_strconcat ("/org/rrmail/data/", name, NULL);
  g_autoptr (GKeyFile) table = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (rrm_data_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL || !g_key_file_load_from_bytes (table, bytes, G_KEY_FILE_NONE, &error))
    g_error ("%s: %s", name, error->message);

  return g_steal_pointer (&table);
}

/**
 * rrm_table_get_list:
 * @table: a key file
 * @group: a group
 * @key: a key
 *
 * Returns: (transfer full) (array zero-terminated=1): its list; an empty one where there is none
 */
char **
rrm_table_get_list (GKeyFile *table,
                    const char *group,
                    const char *key)
{
  char **list = g_key_file_get_string_list (table, group, key, NULL, NULL);

  return list != NULL ? list : g_new0 (char *, 1);
}

/**
 * rrm_table_matches_pattern:
 * @patterns: (array zero-terminated=1): patterns with * and ?
 * @text: a name in lower case
 *
 * Returns: whether one of them fits the whole name
 */
gboolean
rrm_table_matches_pattern (const char *const *patterns,
                           const char *text)
{
  for (guint i = 0; patterns[i] != NULL; i++)
    if (g_pattern_match_simple (patterns[i], text))
      return TRUE;

  return FALSE;
}

/**
 * rrm_table_distance:
 * @a: a name
 * @b: another
 *
 * Counts the slips of the keyboard between two names: a letter too many, missing, wrong, or two
 * neighbours swapped (optimal string alignment).
 *
 * Returns: how many, or %G_MAXUINT where a name is too long to compare
 */
guint
rrm_table_distance (const char *a,
                    const char *b)
{
  guint cost[3][MAX_COMPARED + 1];
  gsize n = strlen (a), m = strlen (b);

  if (n > MAX_COMPARED || m > MAX_COMPARED)
    return G_MAXUINT;

  for (guint j = 0; j <= m; j++)
    cost[0][j] = j;

  for (guint i = 1; i <= n; i++)
    {
      guint *row = cost[i % 3], *above = cost[(i + 2) % 3], *above2 = cost[(i + 1) % 3];

      row[0] = i;
      for (guint j = 1; j <= m; j++)
        {
          guint change = above[j - 1] + (a[i - 1] != b[j - 1]);

          row[j] = MIN (MIN (above[j] + 1, row[j - 1] + 1), change);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], above2[j - 2] + 1);
        }
    }

  return cost[n % 3][m];
}
