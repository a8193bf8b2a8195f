/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "scan.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Looks for a string in all memory of this process that can be written to. The string itself must
 * not be in this memory because of the search, and so each of its bytes is given as one more. */

#define MAX_MAPPING (256 * 1024 * 1024)
#define MAX_MAPS (4 * 1024 * 1024)

/* Not on the heap, which is looked through meanwhile. */
static char window[65536];
static char maps[MAX_MAPS];
static int memory = -1;
static int list = -1;

/* Counts those that begin in the first @n_starts bytes. */
static guint
count_in (const char *bytes,
          gsize length,
          gsize n_starts,
          const char *shifted)
{
  gsize n = strlen (shifted);
  const char *end = bytes + length;
  guint found = 0;

  for (const char *p = bytes; p < bytes + n_starts && p + n <= end; p++)
    {
      gsize j = 0;

      p = memchr (p, shifted[0] - 1, (gsize) (bytes + n_starts - p));
      if (p == NULL || p + n > end)
        break;
      while (j < n && p[j] == (char) (shifted[j] - 1))
        j++;
      found += j == n;
    }

  return found;
}

/* Looks through one mapping by a window that is no part of what is looked through. */
static void
count_in_mapping (gsize start,
                  gsize end,
                  const char *const *shifted,
                  guint *found)
{
  gsize step = sizeof window - MEMORY_MAX_LENGTH;

  for (gsize at = start; at < end; at += step)
    {
      ssize_t n = pread (memory, window, MIN (sizeof window, end - at), (off_t) at);

      if (n > 0 && (at + (gsize) n <= (gsize) window || at >= (gsize) window + sizeof window))
        for (guint i = 0; shifted[i] != NULL; i++)
          found[i] += count_in (window, (gsize) n, MIN (step, (gsize) n), shifted[i]);
    }
  explicit_bzero (window, sizeof window);
}

/* A program that lets nobody look at it does not let itself look either, and so these are opened
 * before it comes to that. */
static gboolean
open_once (void)
{
  if (memory < 0)
    memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  if (list < 0)
    list = open ("/proc/self/smaps", O_RDONLY | O_CLOEXEC);

  return memory >= 0 && list >= 0;
}

static gboolean
read_maps (void)
{
  gsize length = 0;
  ssize_t n = 0;

  if (!open_once () || lseek (list, 0, SEEK_SET) < 0)
    return FALSE;
  while ((n = read (list, maps + length, sizeof maps - 1 - length)) > 0)
    length += (gsize) n;
  maps[length] = '\0';

  return n == 0 && length > 0;
}

/**
 * memory_scan_prepare:
 *
 * To be called while the process may still be looked at.
 */
void
memory_scan_prepare (void)
{
  (void) open_once ();
}

/**
 * memory_scan_all:
 * @shifted: (array zero-terminated=1): what to look for, each byte one more
 * @locked: whether memory that is locked is looked through, too
 * @found: (out caller-allocates): how often each stands there
 *
 * The shadow of a sanitizer is too large to be looked at, and holds no bytes of the program.
 *
 * Returns: whether the memory can be read
 */
gboolean
memory_scan_all (const char *const *shifted,
                 gboolean locked,
                 guint *found)
{
  gsize start = 0, end = 0;
  gboolean writable = FALSE;

  if (!read_maps ())
    return FALSE;
  for (guint i = 0; shifted[i] != NULL; i++)
    found[i] = 0;
  for (char *line = maps, *next; line != NULL; line = next)
    {
      gsize from, to;
      char flags[5];

      next = strchr (line, '\n');
      if (next != NULL)
        *next++ = '\0';
      if (sscanf (line, "%zx-%zx %4s", &from, &to, flags) == 3)
        {
          start = from;
          end = to;
          writable = flags[0] == 'r' && flags[1] == 'w' && end - start <= MAX_MAPPING;
        }
      /* The last line about a mapping; "lo" is one that is locked. */
      else if (g_str_has_prefix (line, "VmFlags:") && writable &&
               (locked || strstr (line, " lo") == NULL))
        count_in_mapping (start, end, shifted, found);
    }

  return TRUE;
}

/**
 * memory_scan:
 * @shifted: what to look for, each byte one more
 *
 * Returns: how often it stands there; %G_MAXUINT when the memory cannot be read
 */
guint
memory_scan (const char *shifted)
{
  const char *all[] = { shifted, NULL };
  guint found;

  return memory_scan_all (all, TRUE, &found) ? found : G_MAXUINT;
}

/**
 * memory_shift_base64:
 * @shifted: a text, each byte one more
 * @skip: how many of its bytes stand before a group of three begins: 0, 1 or 2
 *
 * Returns: (transfer full): what whole groups of three of it become in Base64, each byte one more
 */
char *
memory_shift_base64 (const char *shifted,
                     guint skip)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  gsize n = strlen (shifted);
  GString *out = g_string_new (NULL);

  for (gsize i = skip; i + 3 <= n; i += 3)
    {
      guint group = (guint) (guchar) (shifted[i] - 1) << 16 |
                    (guint) (guchar) (shifted[i + 1] - 1) << 8 | (guchar) (shifted[i + 2] - 1);

      for (int bits = 18; bits >= 0; bits -= 6)
        g_string_append_c (out, (char) (alphabet[(group >> bits) & 63] + 1));
    }

  return g_string_free (out, FALSE);
}
