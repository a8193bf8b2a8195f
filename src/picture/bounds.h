/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No photo of a sheet, and no scan, comes near these. */
#define RRM_PICTURE_MAX_BYTES (64 * 1024 * 1024)
#define RRM_PICTURE_MAX_PIXELS (100 * 1000 * 1000)

/**
 * RrmPictureExit:
 * @RRM_PICTURE_EXIT_FOUND: the codes stand on standard output
 * @RRM_PICTURE_EXIT_NO_CODE: the picture can be read, and there is no code in it
 * @RRM_PICTURE_EXIT_BAD: it cannot be read
 * @RRM_PICTURE_EXIT_LARGE: it is larger than any that is meant
 * @RRM_PICTURE_EXIT_KIND: it is of a kind that this computer has no reader for
 *
 * How the program ends. A signal is the same as %RRM_PICTURE_EXIT_BAD. `clients/picture.c` knows
 * these numbers.
 */
typedef enum
{
  RRM_PICTURE_EXIT_FOUND,
  RRM_PICTURE_EXIT_NO_CODE,
  RRM_PICTURE_EXIT_BAD,
  RRM_PICTURE_EXIT_LARGE,
  RRM_PICTURE_EXIT_KIND,
} RrmPictureExit;

void rrm_picture_limit (void);
void rrm_picture_end   (RrmPictureExit status) G_GNUC_NORETURN;

G_END_DECLS
