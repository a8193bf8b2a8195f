/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "faults.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static int calls_left = -1;
static const char *refused;

void
faults_kill_at (int call)
{
  calls_left = call;
}

void
faults_refuse (const char *name)
{
  refused = name;
}

static void
count_call (void)
{
  if (calls_left > 0 && --calls_left == 0)
    _exit (FAULTS_KILLED);
}

int
rename (const char *from,
        const char *to)
{
  static int (*real) (const char *, const char *);

  if (real == NULL)
    real = (int (*) (const char *, const char *)) dlsym (RTLD_NEXT, "rename");
  count_call ();
  if (refused != NULL && g_str_has_suffix (to, refused))
    {
      errno = EACCES;
      return -1;
    }

  return real (from, to);
}

int
fsync (int file)
{
  static int (*real) (int);

  if (real == NULL)
    real = (int (*) (int)) dlsym (RTLD_NEXT, "fsync");
  count_call ();

  return real (file);
}

ssize_t
write (int file,
       const void *bytes,
       size_t length)
{
  static ssize_t (*real) (int, const void *, size_t);

  if (real == NULL)
    real = (ssize_t (*) (int, const void *, size_t)) dlsym (RTLD_NEXT, "write");
  if (calls_left > 1 && length > 1)
    {
      /* In the middle of it, too. */
      if (--calls_left == 1)
        {
          (void) !real (file, bytes, length / 2);
          _exit (FAULTS_KILLED);
        }
    }

  return real (file, bytes, length);
}
