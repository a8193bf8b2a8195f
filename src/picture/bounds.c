/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "picture/bounds.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* A picture of the most pixels, with what its decoder needs beside it. */
#define MAX_MEMORY ((rlim_t) 1536 * 1024 * 1024)
#define MAX_SECONDS 15
#define MAX_FILES 64

/* gcc and clang each have their own word for it. */
#ifdef __SANITIZE_ADDRESS__
#define HAS_SHADOW
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_SHADOW
#endif
#endif

static void
limit (int resource,
       rlim_t most)
{
  const struct rlimit both = { most, most };

  if (setrlimit ((__rlimit_resource_t) resource, &both) != 0)
    rrm_picture_end (RRM_PICTURE_EXIT_BAD);
}

/**
 * rrm_picture_limit:
 *
 * Gives up what a decoder of pictures does not need, before the first byte is read: whoever takes
 * it over by a picture can write no file, start nothing with more rights, take neither all memory
 * nor all time, and leaves no copy of what was read.
 */
void
rrm_picture_limit (void)
{
  /* The checker of memory itself keeps terabytes of addresses. */
#ifndef HAS_SHADOW
  limit (RLIMIT_AS, MAX_MEMORY);
#endif
  limit (RLIMIT_CPU, MAX_SECONDS);
  limit (RLIMIT_FSIZE, 0);
  limit (RLIMIT_CORE, 0);
  limit (RLIMIT_NOFILE, MAX_FILES);
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    rrm_picture_end (RRM_PICTURE_EXIT_BAD);
}

/**
 * rrm_picture_end:
 * @status: how
 *
 * Ends at once, from wherever a decoder stands. What it holds goes with the process.
 */
void
rrm_picture_end (RrmPictureExit status)
{
  _exit ((int) status);
}
