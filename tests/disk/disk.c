/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/disk/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A disk that is full, or that nothing may be written to, whoever runs the test: the calls to the
 * kernel that write are made here, and fail for the files of one folder. In the program itself, or
 * loaded before it, which is told by RRM_DISK_FOLDER and RRM_DISK_ROOM (bytes; “none” is a disk
 * that is read-only), or in place of it RRM_DISK_END: at which of its changes it is killed. */

static char disk[PATH_MAX];
/* In bytes. */
static gsize left = DISK_ROOMY;
static gboolean read_only;
/* How many changes there are until the program is killed; 0 is never. */
static int until_end;

/**
 * disk_set:
 * @folder: where
 * @room: how many bytes can still be written
 * @ro: whether nothing can be changed
 */
void
disk_set (const char *folder,
          gsize room,
          gboolean ro)
{
  g_strlcpy (disk, folder, sizeof disk);
  left = room;
  read_only = ro;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *folder = getenv ("RRM_DISK_FOLDER");
  const char *room = getenv ("RRM_DISK_ROOM");
  const char *end = getenv ("RRM_DISK_END");

  if (folder != NULL && room != NULL)
    disk_set (folder, strtoul (room, NULL, 10), strcmp (room, "none") == 0);
  if (folder != NULL && end != NULL)
    {
      disk_set (folder, DISK_ROOMY, FALSE);
      until_end = atoi (end);
    }
}

static gboolean
is_there (const char *path)
{
  size_t n = strlen (disk);

  return n > 0 && strncmp (path, disk, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

static gboolean
is_open_there (int fd)
{
  struct stat status;
  char name[64];
  char path[PATH_MAX];
  ssize_t n;

  if (left == DISK_ROOMY && until_end == 0)
    return FALSE;
  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode))
    return FALSE;
  snprintf (name, sizeof name, "/proc/self/fd/%d", fd);
  n = readlink (name, path, sizeof path - 1);
  path[MAX (n, 0)] = '\0';

  return n > 0 && is_there (path);
}

static void
count_change (void)
{
  if (until_end > 0 && --until_end == 0)
    raise (SIGKILL);
}

static gboolean
refuses (const char *path)
{
  if (is_there (path))
    count_change ();
  if (!read_only || !is_there (path))
    return FALSE;
  errno = EROFS;

  return TRUE;
}

#define OURS G_GNUC_EXTENSION __attribute__ ((visibility ("default")))

OURS ssize_t
write (int fd,
       const void *bytes,
       size_t length)
{
  if (length > 0 && is_open_there (fd))
    {
      count_change ();
      if (left == 0)
        {
          errno = ENOSPC;
          return -1;
        }
      length = MIN (length, left);
      left -= left != DISK_ROOMY ? length : 0;
    }

  return syscall (SYS_write, fd, bytes, length);
}

/* As all that is built for large files: it is called “open64” below. */
OURS int
open (const char *path,
      int flags,
      ...)
{
  va_list list;
  mode_t mode;

  va_start (list, flags);
  mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg (list, mode_t) : 0;
  va_end (list);
  if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0 && refuses (path))
    return -1;

  return (int) syscall (SYS_openat, AT_FDCWD, path, flags, mode);
}

OURS int
mkdir (const char *path,
       mode_t mode)
{
  return refuses (path) ? -1 : (int) syscall (SYS_mkdirat, AT_FDCWD, path, mode);
}

OURS int
rename (const char *from,
        const char *to)
{
  return refuses (to) ? -1 : (int) syscall (SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

OURS int
unlink (const char *path)
{
  return refuses (path) ? -1 : (int) syscall (SYS_unlinkat, AT_FDCWD, path, 0);
}

OURS int
link (const char *from,
      const char *to)
{
  return refuses (to) ? -1 : (int) syscall (SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}
