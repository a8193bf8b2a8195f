/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/keys.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
is_mine (const char *folder)
{
  GStatBuf status;

  return g_stat (folder, &status) == 0 && status.st_uid == getuid ();
}

/* It has ended, and nobody has asked yet how. */
static gboolean
is_over (const char *folder)
{
  g_autofree char *file = g_build_filename (folder, "stat", NULL);
  g_autofree char *status = NULL;
  const char *state;

  if (!g_file_get_contents (file, &status, NULL, NULL))
    return TRUE;
  state = strrchr (status, ')');

  return state != NULL && g_str_has_prefix (state, ") Z");
}

/**
 * rrm_process_runs:
 * @path: a file of the program
 * @names: (array zero-terminated=1): its processes, as the system shortens their names (15 letters)
 *
 * Returns: whether the person's own program runs; files of another home folder are nobody's
 */
gboolean
rrm_process_runs (const char *path,
                  const char *const *names)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *home = g_canonicalize_filename (g_get_home_dir (), NULL);
  g_autoptr (GDir) dir = NULL;
  const char *number;

  /* "/home/ann2" is not in "/home/ann". */
  if (!g_str_has_prefix (absolute, home) ||
      (absolute[strlen (home)] != '/' && absolute[strlen (home)] != '\0'))
    return FALSE;
  dir = g_dir_open ("/proc", 0, NULL);
  while (dir != NULL && (number = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename ("/proc", number, NULL);
      g_autofree char *file = g_build_filename (folder, "comm", NULL);
      g_autofree char *name = NULL;

      if (g_ascii_isdigit (number[0]) && is_mine (folder) &&
          g_file_get_contents (file, &name, NULL, NULL) &&
          g_strv_contains (names, g_strchomp (name)) && !is_over (folder))
        return TRUE;
    }

  return FALSE;
}
