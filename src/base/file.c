/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

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
