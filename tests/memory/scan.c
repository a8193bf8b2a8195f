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
#define MAX_MAPS (1024 * 1024)

/* Not on the heap, which is looked through meanwhile. */
static char window[65536];
static char maps[MAX_MAPS];

static guint
count_in (const char *bytes,
          gsize length,
          const char *shifted)
{
  gsize n = strlen (shifted);
  const char *end = bytes + length;
  guint found = 0;

  for (const char *p = bytes; p + n <= end; p++)
    {
      gsize j = 0;

      p = memchr (p, shifted[0] - 1, (gsize) (end - p));
      if (p == NULL || p + n > end)
        break;
      while (j < n && p[j] == (char) (shifted[j] - 1))
        j++;
      found += j == n;
    }

  return found;
}

/* Looks through one mapping by a window that is no part of what is looked through. */
static guint
count_in_mapping (int memory,
                  gsize start,
                  gsize end,
                  const char *shifted)
{
  gsize overlap = strlen (shifted) - 1;
  guint found = 0;

  for (gsize at = start; at < end; at += sizeof window - overlap)
    {
      ssize_t n = pread (memory, window, MIN (sizeof window, end - at), (off_t) at);

      if (n > 0 && (at + (gsize) n <= (gsize) window || at >= (gsize) window + sizeof window))
        found += count_in (window, (gsize) n, shifted);
    }
  explicit_bzero (window, sizeof window);

  return found;
}

static gboolean
read_maps (void)
{
  int file = open ("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  gsize length = 0;
  ssize_t n = 0;

  if (file < 0)
    return FALSE;
  while ((n = read (file, maps + length, sizeof maps - 1 - length)) > 0)
    length += (gsize) n;
  maps[length] = '\0';
  close (file);

  return n == 0 && length > 0;
}

/**
 * memory_scan:
 * @shifted: what to look for, each byte one more
 *
 * The shadow of a sanitizer is too large to be looked at, and holds no bytes of the program.
 *
 * Returns: how often it stands there; %G_MAXUINT when the memory cannot be read
 */
guint
memory_scan (const char *shifted)
{
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  guint found = 0;

  if (memory < 0 || !read_maps ())
    return G_MAXUINT;
  for (const char *line = maps; line != NULL && *line != '\0';)
    {
      gsize start, end;
      char flags[5];

      if (sscanf (line, "%zx-%zx %4s", &start, &end, flags) == 3 && flags[0] == 'r' &&
          flags[1] == 'w' && end - start <= MAX_MAPPING)
        found += count_in_mapping (memory, start, end, shifted);
      line = strchr (line, '\n');
      line += line != NULL ? 1 : 0;
    }
  close (memory);

  return found;
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
