/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/file-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <sys/file.h>
#include <unistd.h>

/* How long to sleep between two tries, in milliseconds. */
#define PAUSE 20

/**
 * rrm_file_lock_take:
 * @path: a file that is there for the lock alone; made where it is not there
 * @patience: how long to wait for somebody else, in milliseconds
 * @error: return location for an error of %G_FILE_ERROR
 *
 * Keeps all others who ask for the same lock out; other threads of this program too. A disk that
 * knows no locks is written without. The end of the program gives the lock back.
 *
 * Returns: the lock, or -1
 */
int
rrm_file_lock_take (const char *path,
                    guint patience,
                    GError **error)
{
  gint64 end = g_get_monotonic_time () + (gint64) patience * 1000;
  int lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int why = errno;

  while (lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) != 0)
    {
      why = errno;
      if (why != EWOULDBLOCK && why != EINTR)
        return lock;
      if (g_get_monotonic_time () >= end)
        {
          close (lock);
          lock = -1;
          break;
        }
      g_usleep (PAUSE * 1000);
    }
  if (lock < 0)
    g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (why), g_strerror (why));

  return lock;
}

/**
 * rrm_file_lock_release:
 * @lock: what [func@file_lock_take] gave
 */
void
rrm_file_lock_release (int lock)
{
  close (lock);
}
