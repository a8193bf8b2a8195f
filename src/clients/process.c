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

/* What begins with @name and "=" in the variables that a process was started with. */
static const char *
find_variable (const char *text,
               gsize length,
               const char *name)
{
  const char *end = text + length;

  for (const char *p = text; p < end; p += strlen (p) + 1)
    if (g_str_has_prefix (p, name) && p[strlen (name)] == '=')
      return p + strlen (name) + 1;

  return NULL;
}

/* A program that was started with another home folder has its files there. One that does not tell
 * may have them here. */
static gboolean
is_at_home (const char *folder,
            const char *home)
{
  g_autofree char *file = g_build_filename (folder, "environ", NULL);
  g_autofree char *variables = NULL;
  g_autofree char *absolute = NULL;
  const char *theirs;
  gsize length;

  if (!g_file_get_contents (file, &variables, &length, NULL))
    return TRUE;
  theirs = find_variable (variables, length, "HOME");
  if (theirs == NULL || !g_path_is_absolute (theirs))
    return TRUE;
  absolute = g_canonicalize_filename (theirs, NULL);

  return g_str_equal (absolute, home);
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
          g_strv_contains (names, g_strchomp (name)) && !is_over (folder) &&
          is_at_home (folder, home))
        return TRUE;
    }

  return FALSE;
}
