/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmGrey:
 * @width: in pixels
 * @height: in pixels
 * @pixels: a byte each, row after row without gaps; 0 is black
 *
 * A picture as a reader of codes wants it.
 */
typedef struct
{
  guint width;
  guint height;
  guint8 *pixels;
} RrmGrey;

RrmGrey *rrm_grey_new    (guint          width,
                          guint          height);
void     rrm_grey_free   (RrmGrey       *grey);
guint8   rrm_grey_mix    (guint          red,
                          guint          green,
                          guint          blue);
RrmGrey *rrm_grey_halve  (const RrmGrey *grey);
RrmGrey *rrm_grey_double (const RrmGrey *grey);
void     rrm_grey_invert (RrmGrey       *grey);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmGrey, rrm_grey_free)

G_END_DECLS
