/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "picture/grey.h"

RrmGrey *
rrm_grey_new (guint width,
              guint height)
{
  RrmGrey *grey = g_new (RrmGrey, 1);

  grey->width = width;
  grey->height = height;
  grey->pixels = g_malloc ((gsize) width * height);

  return grey;
}

void
rrm_grey_free (RrmGrey *grey)
{
  g_free (grey->pixels);
  g_free (grey);
}

/**
 * rrm_grey_mix:
 * @red: 0 to 255
 * @green: 0 to 255
 * @blue: 0 to 255
 *
 * Returns: how light the colour is to the eye (ITU-R BT.601)
 */
guint8
rrm_grey_mix (guint red,
              guint green,
              guint blue)
{
  return (guint8) ((299 * red + 587 * green + 114 * blue) / 1000);
}

/**
 * rrm_grey_halve:
 * @grey: a picture, at least two pixels wide and high
 *
 * Four pixels become one, which takes the noise out of a large photo.
 *
 * Returns: (transfer full): the picture at half its size
 */
RrmGrey *
rrm_grey_halve (const RrmGrey *grey)
{
  RrmGrey *half = rrm_grey_new (grey->width / 2, grey->height / 2);

  for (guint y = 0; y < half->height; y++)
    for (guint x = 0; x < half->width; x++)
      {
        const guint8 *above = grey->pixels + (gsize) 2 * y * grey->width + 2 * x;
        const guint8 *below = above + grey->width;

        half->pixels[(gsize) y * half->width + x] =
          (guint8) ((above[0] + above[1] + below[0] + below[1]) / 4);
      }

  return half;
}

/**
 * rrm_grey_double:
 * @grey: a picture
 *
 * The pixels between are the mean of those beside them: a small code has modules of a pixel or two,
 * of which a reader sees too little.
 *
 * Returns: (transfer full): the picture at twice its size
 */
RrmGrey *
rrm_grey_double (const RrmGrey *grey)
{
  RrmGrey *twice = rrm_grey_new (2 * grey->width, 2 * grey->height);

  for (guint y = 0; y < twice->height; y++)
    for (guint x = 0; x < twice->width; x++)
      {
        guint left = x / 2, right = MIN ((x + 1) / 2, grey->width - 1);
        const guint8 *above = grey->pixels + (gsize) (y / 2) * grey->width;
        const guint8 *below =
          grey->pixels + (gsize) MIN ((y + 1) / 2, grey->height - 1) * grey->width;

        twice->pixels[(gsize) y * twice->width + x] =
          (guint8) ((above[left] + above[right] + below[left] + below[right]) / 4);
      }

  return twice;
}

/**
 * rrm_grey_invert:
 * @grey: a picture
 *
 * Makes it its own negative: a program in the dark may show a light code on black.
 */
void
rrm_grey_invert (RrmGrey *grey)
{
  gsize n = (gsize) grey->width * grey->height;

  for (gsize i = 0; i < n; i++)
    grey->pixels[i] = (guint8) (255 - grey->pixels[i]);
}
