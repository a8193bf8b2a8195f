/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/**
 * rrm_file_read_all:
 * @file: an open file; a device or a pipe that never ends may be one
 * @most: how many bytes make sense
 *
 * Returns: (transfer full) (nullable): all that stands in it; %NULL where it cannot be read or
 *   holds more than @most: errno tells why
 */
GBytes *
rrm_file_read_all (FILE *file,
                   gsize most)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[8192];
  gsize n;

  while ((n = fread (buffer, 1, sizeof buffer, file)) > 0)
    {
      if (n > most - bytes->len)
        {
          errno = EFBIG;
          return NULL;
        }
      g_byte_array_append (bytes, buffer, (guint) n);
    }
  if (ferror (file))
    return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * rrm_file_write_all:
 * @file: an open file
 * @bytes: what goes into it
 *
 * Writes straight from @bytes: no buffer on the way keeps a copy of a password.
 *
 * Returns: whether all of it was written; else errno tells why
 */
gboolean
rrm_file_write_all (int file,
                    GBytes *bytes)
{
  gsize length;
  const char *p = g_bytes_get_data (bytes, &length);

  while (length > 0)
    {
      gssize n = write (file, p, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      p += n;
      length -= (gsize) n;
    }

  return TRUE;
}

/**
 * rrm_file_resolve:
 * @path: a file
 *
 * Returns: (transfer full) (type filename): the file itself, where @path is a link to it
 */
char *
rrm_file_resolve (const char *path)
{
  char *resolved = realpath (path, NULL);
  char *target = g_strdup (resolved != NULL ? resolved : path);

  free (resolved);

  return target;
}
