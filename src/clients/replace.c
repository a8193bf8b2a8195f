/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/replace.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/**
 * rrm_file_read:
 * @path: a file
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: (transfer full) (nullable): what stands in it
 */
GBytes *
rrm_file_read (const char *path,
               GError **error)
{
  char *bytes = NULL;
  gsize length = 0;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) ||
      !g_file_get_contents (path, &bytes, &length, NULL))
    {
      rrm_client_refuse (error, RRM_CLIENT_ERROR_UNREADABLE, path);
      return NULL;
    }

  return g_bytes_new_take (bytes, length);
}

/* So that the new name is on the disk, too. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int file = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (file < 0)
    return;
  (void) fsync (file);
  g_close (file, NULL);
}

/**
 * rrm_file_replace:
 * @path: a file, which need not be there yet; behind a link, the file that it leads to
 * @bytes: what shall stand in it
 * @mode: its permissions
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Writes beside the file and then gives it the file's name: whatever happens in between, the file
 * holds the old bytes or the new ones.
 *
 * Returns: whether the new bytes are on the disk
 */
gboolean
rrm_file_replace (const char *path,
                  GBytes *bytes,
                  guint mode,
                  GError **error)
{
  g_autofree char *target = rrm_file_resolve (path);
  g_autofree char *beside = g_strconcat (target, RRM_FILE_BESIDE "XXXXXX", NULL);
  int file = g_mkstemp_full (beside, O_RDWR | O_CLOEXEC, 0600);
  gboolean written;

  if (file < 0)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_UNWRITABLE, path);

  written = rrm_file_write_all (file, bytes) && fchmod (file, (mode_t) (mode & 0777)) == 0 &&
            fsync (file) == 0;
  written = close (file) == 0 && written;
  if (!written || g_rename (beside, target) != 0)
    {
      g_unlink (beside);
      return rrm_client_refuse (error, RRM_CLIENT_ERROR_UNWRITABLE, path);
    }
  sync_folder (target);

  return TRUE;
}
