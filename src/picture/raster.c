/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "picture/raster.h"

#include "picture/bounds.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>
#include <string.h>

/* A photo is reduced to this while it is decoded: a code is a good part of it. */
#define ENOUGH_PIXELS (16 * 1000 * 1000)
/* How large a drawing is made that has no size of its own. */
#define DRAWING_SIZE 1600

/* Before a pixel is decoded: a small file can promise a huge picture. */
static void
on_size (GdkPixbufLoader *loader,
         int width,
         int height,
         gpointer user_data)
{
  GdkPixbufFormat *format = gdk_pixbuf_loader_get_format (loader);
  double scale = 1;

  if (width <= 0 || height <= 0)
    rrm_picture_end (RRM_PICTURE_EXIT_BAD);
  if ((guint64) width * (guint64) height > RRM_PICTURE_MAX_PIXELS)
    rrm_picture_end (RRM_PICTURE_EXIT_LARGE);
  if (format != NULL && gdk_pixbuf_format_is_scalable (format))
    scale = (double) DRAWING_SIZE / MAX (width, height);
  else if ((gint64) width * height > ENOUGH_PIXELS)
    scale = sqrt ((double) ENOUGH_PIXELS / ((double) width * height));
  if (scale != 1)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * scale)),
                                MAX (1, (int) (height * scale)));
}

/* What shines through is white paper. */
static guint8
grey_of (const guint8 *pixel,
         gboolean has_alpha)
{
  guint grey = rrm_grey_mix (pixel[0], pixel[1], pixel[2]);

  return (guint8) (has_alpha ? (grey * pixel[3] + 255u * (255u - pixel[3])) / 255u : grey);
}

static RrmGrey *
make_grey (GdkPixbuf *pixbuf)
{
  RrmGrey *grey = rrm_grey_new ((guint) gdk_pixbuf_get_width (pixbuf),
                                (guint) gdk_pixbuf_get_height (pixbuf));
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  gsize channels = (gsize) gdk_pixbuf_get_n_channels (pixbuf);
  gboolean has_alpha = gdk_pixbuf_get_has_alpha (pixbuf);

  for (guint y = 0; y < grey->height; y++)
    for (guint x = 0; x < grey->width; x++)
      grey->pixels[(gsize) y * grey->width + x] =
        grey_of (pixels + y * stride + x * channels, has_alpha);

  return grey;
}

/* Kinds whose readers are packages of their own: what phones and web pages have. */
static gboolean
is_modern (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return length >= 12 && (memcmp (text + 4, "ftyp", 4) == 0 ||
                          (memcmp (text, "RIFF", 4) == 0 && memcmp (text + 8, "WEBP", 4) == 0));
}

/**
 * rrm_raster_read:
 * @bytes: a picture in any format that gdk-pixbuf reads
 *
 * Ends the program where it is larger than any that is meant, or nothing here reads its kind.
 *
 * Returns: (transfer full) (nullable): its first frame
 */
RrmGrey *
rrm_raster_read (GBytes *bytes)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  gboolean is_whole;
  GdkPixbuf *pixbuf;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size), NULL);
  is_whole = gdk_pixbuf_loader_write_bytes (loader, bytes, NULL);
  is_whole = gdk_pixbuf_loader_close (loader, NULL) && is_whole;
  if (gdk_pixbuf_loader_get_format (loader) == NULL && is_modern (bytes))
    rrm_picture_end (RRM_PICTURE_EXIT_KIND);
  pixbuf = is_whole ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;

  return pixbuf != NULL ? make_grey (pixbuf) : NULL;
}
