/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <dlfcn.h>
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

/* The command, which is stopped in the middle: RRMAIL_INTERRUPT is a signal and the number of the
 * call that writes to a file at which it comes. */

static void
count_call (void)
{
  static int calls;
  const char *wish = g_getenv ("RRMAIL_INTERRUPT");
  int number, at;

  if (wish == NULL || sscanf (wish, "%d:%d", &number, &at) != 2 ||
      g_atomic_int_add (&calls, 1) + 1 != at)
    return;
  fputs ("Interrupted.\n", stderr);
  (void) kill (getpid (), number);
}

int
rename (const char *from,
        const char *to)
{
  int (*real) (const char *, const char *) =
    (int (*) (const char *, const char *)) dlsym (RTLD_NEXT, "rename");

  count_call ();

  return real (from, to);
}

int
fsync (int file)
{
  int (*real) (int) = (int (*) (int)) dlsym (RTLD_NEXT, "fsync");

  count_call ();

  return real (file);
}

ssize_t
write (int file,
       const void *bytes,
       size_t length)
{
  ssize_t (*real) (int, const void *, size_t) =
    (ssize_t (*) (int, const void *, size_t)) dlsym (RTLD_NEXT, "write");
  struct stat info;

  if (fstat (file, &info) == 0 && S_ISREG (info.st_mode))
    count_call ();

  return real (file, bytes, length);
}
