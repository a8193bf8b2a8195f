/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <stdio.h>

/* Stands in for libFuzzer where there is none: runs a target over the files of some folders, each
 * as it is and cut short. What was found once stays found. */

/* A long input is cut at this many places. */
#define MAX_CUTS 24

static gboolean
replay_file (const char *folder,
             const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return FALSE;
  /* Should the target end the program, this is the last line: it names the culprit. */
  printf ("# %s\n", name);
  fflush (stdout);
  for (gsize cut = 0; cut < length; cut += MAX (length / MAX_CUTS, 1))
    {
      g_autofree char *copy = rrm_fuzz_copy (contents, cut);

      LLVMFuzzerTestOneInput ((const guint8 *) copy, cut);
    }
  LLVMFuzzerTestOneInput ((const guint8 *) contents, length);

  return TRUE;
}

static guint
replay_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += replay_file (folder, name);

  return n;
}

int
main (int argc,
      char **argv)
{
  guint n_failed = 0;

  printf ("1..%d\n", argc - 1);
  for (int i = 1; i < argc; i++)
    {
      guint n = replay_folder (argv[i]);

      n_failed += n == 0;
      printf ("%s %d - %s: %u inputs\n", n > 0 ? "ok" : "not ok", i, argv[i], n);
    }

  return n_failed > 0 ? 1 : 0;
}
