/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/*
 * What this program gives back is wiped first, whoever gives it back. Secrets of our own lie in
 * memory of their own, but libgsasl, libqrencode, the bus to the keyring and the toolkit copy a
 * password into ordinary memory, and leave it there when they are done.
 *
 * These two stand in the program itself, so that every library that is loaded comes to them before
 * it comes to those of the C library, which do the work. M_PERTURB of the C library is no help: it
 * leaves out the small blocks that are soon used again, which passwords are in.
 */

/* The C library's own, by names that are not replaced. */
extern void  __libc_free    (void   *block);
extern void *__libc_realloc (void   *block,
                             size_t  size);

/* The kernel moves pages of bigger ones, and leaves nothing behind. */
#define MOST_TO_COPY (128 * 1024)

G_GNUC_EXTENSION __attribute__ ((visibility ("default"))) void
free (void *block)
{
  if (block == NULL)
    return;

  explicit_bzero (block, malloc_usable_size (block));
  __libc_free (block);
}

/* A block may move when it grows, and lose its end when it shrinks. */
G_GNUC_EXTENSION __attribute__ ((visibility ("default"))) void *
realloc (void *block,
         size_t size)
{
  size_t there = block != NULL ? malloc_usable_size (block) : 0;
  void *moved;

  if (size <= there && size > 0)
    {
      explicit_bzero ((char *) block + size, there - size);
      return __libc_realloc (block, size);
    }
  if (block == NULL || size == 0 || there > MOST_TO_COPY)
    return __libc_realloc (block, size);

  moved = malloc (size);
  if (moved == NULL)
    return NULL;
  memcpy (moved, block, there);
  free (block);

  return moved;
}
