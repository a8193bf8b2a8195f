/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "scan.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Loaded into a program before anything else, it looks through its memory when all is over.
 *
 * RRM_MEMORY_LOOK_FOR holds lines of a word and what to look for, each byte one more and in
 * hexadecimal digits; RRM_MEMORY_FOUND names the file for the counts, among them “dumpable”, which
 * is 0 as well where all is well. Where RRM_MEMORY_ASK names a
 * pipe, it looks each time that somebody opens that, too: then through what is not locked, for
 * what is in use lies there. */

#define MAX_WORDS 20

static char words[MAX_WORDS][100];
static char shifted[MAX_WORDS][MEMORY_MAX_LENGTH];

/* Returns: how many things there are to look for */
static guint
read_list (void)
{
  const char *list = getenv ("RRM_MEMORY_LOOK_FOR");
  char digits[2 * MEMORY_MAX_LENGTH];
  guint n = 0;
  int length;

  while (list != NULL && n < MAX_WORDS &&
         sscanf (list, "%99s %1999s%n", words[n], digits, &length) == 2)
    {
      for (gsize i = 0; i < strlen (digits) / 2; i++)
        shifted[n][i] = (char) (g_ascii_xdigit_value (digits[2 * i]) << 4 |
                                g_ascii_xdigit_value (digits[2 * i + 1]));
      list += length;
      n++;
    }

  return n;
}

static void
look (gboolean locked)
{
  const char *path = getenv ("RRM_MEMORY_FOUND");
  const char *all[MAX_WORDS + 1] = { NULL };
  guint found[MAX_WORDS];
  guint n = path != NULL ? read_list () : 0;
  gboolean readable;
  FILE *file;

  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    all[i] = shifted[i];
  readable = memory_scan_all (all, locked, found);
  file = fopen (path, "ae");
  if (file == NULL)
    return;
  for (guint i = 0; i < n; i++)
    fprintf (file, "%s %u\n", words[i], readable ? found[i] : G_MAXUINT);
  /* Nobody else of the same user can look, and no core is written. */
  fprintf (file, "dumpable %d\n", prctl (PR_GET_DUMPABLE, 0, 0, 0, 0));
  fclose (file);
}

static gpointer
look_when_asked (gpointer path)
{
  for (;;)
    {
      int asked = open (path, O_RDONLY | O_CLOEXEC);

      if (asked < 0)
        return NULL;
      close (asked);
      look (FALSE);
    }
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *ask = getenv ("RRM_MEMORY_ASK");
  pthread_t thread;

  memory_scan_prepare ();
  /* Not a GThread: GLib is not to be set up before the program begins. */
  if (ask != NULL && pthread_create (&thread, NULL, look_when_asked, (gpointer) ask) == 0)
    pthread_detach (thread);
}

__attribute__ ((destructor)) static void
look_at_the_end (void)
{
  look (TRUE);
}
