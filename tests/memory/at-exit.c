/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Loaded into a program before anything else, it looks through its memory when all is over.
 *
 * RRM_MEMORY_LOOK_FOR holds lines of a word and what to look for, each byte one more and in
 * hexadecimal digits; RRM_MEMORY_FOUND names the file for the counts. */

#define MAX_LENGTH 1000

static guint
look_for (const char *digits)
{
  char shifted[MAX_LENGTH] = "";
  gsize n = strlen (digits) / 2;

  for (gsize i = 0; i < n && i < sizeof shifted - 1; i++)
    shifted[i] = (char) (g_ascii_xdigit_value (digits[2 * i]) << 4 |
                         g_ascii_xdigit_value (digits[2 * i + 1]));

  return memory_scan (shifted);
}

__attribute__ ((destructor)) static void
look (void)
{
  const char *list = getenv ("RRM_MEMORY_LOOK_FOR");
  const char *path = getenv ("RRM_MEMORY_FOUND");
  FILE *file = list != NULL && path != NULL ? fopen (path, "ae") : NULL;
  char word[100];
  char digits[2 * MAX_LENGTH];
  int length;

  if (file == NULL)
    return;
  while (sscanf (list, "%99s %1999s%n", word, digits, &length) == 2)
    {
      fprintf (file, "%s %u\n", word, look_for (digits));
      list += length;
    }
  fclose (file);
}
