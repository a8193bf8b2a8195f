/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "picture/pages.h"

#include <math.h>
#include <poppler.h>

/* A sheet has one page, and accounts by the dozen have a few. */
#define MAX_PAGES 12
/* The longer side of a page: 200 dots to the inch on Letter paper. */
#define PAGE_PIXELS 2200
/* How far into a file its first line may stand (ISO 32000-1, annex H, note 13). */
#define MAX_PREFIX 1024

/**
 * rrm_pages_are_meant:
 * @bytes: a file
 *
 * Returns: whether it is a PDF
 */
gboolean
rrm_pages_are_meant (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return g_strstr_len (text, (gssize) MIN (length, MAX_PREFIX), "%PDF-") != NULL;
}

static RrmGrey *
make_grey (cairo_surface_t *surface)
{
  RrmGrey *grey = rrm_grey_new ((guint) cairo_image_surface_get_width (surface),
                                (guint) cairo_image_surface_get_height (surface));
  const guint8 *rows;
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  rows = cairo_image_surface_get_data (surface);
  for (guint y = 0; y < grey->height; y++)
    for (guint x = 0; x < grey->width; x++)
      {
        guint32 pixel = ((const guint32 *) (gconstpointer) (rows + y * stride))[x];

        grey->pixels[(gsize) y * grey->width + x] =
          rrm_grey_mix (pixel >> 16 & 0xff, pixel >> 8 & 0xff, pixel & 0xff);
      }

  return grey;
}

static RrmGrey *
draw_page (PopplerPage *page)
{
  double width, height, scale;
  cairo_surface_t *surface;
  cairo_t *cr;
  RrmGrey *grey = NULL;

  poppler_page_get_size (page, &width, &height);
  if (!(width > 0 && height > 0))
    return NULL;
  scale = PAGE_PIXELS / MAX (width, height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, MAX (1, (int) ceil (width * scale)),
                                        MAX (1, (int) ceil (height * scale)));
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  poppler_page_render (page, cr);
  if (cairo_status (cr) == CAIRO_STATUS_SUCCESS)
    grey = make_grey (surface);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return grey;
}

/* Poppler of today has no cleanup functions, that of tomorrow has. */
static gboolean
look_at_page (PopplerDocument *document,
              int number,
              RrmScan *scan)
{
  PopplerPage *page = poppler_document_get_page (document, number);
  g_autoptr (RrmGrey) grey = page != NULL ? draw_page (page) : NULL;

  if (grey != NULL)
    rrm_scan_look (scan, grey);
  g_clear_object (&page);

  return grey != NULL;
}

/**
 * rrm_pages_look:
 * @bytes: a PDF
 * @scan: what looks for codes
 *
 * Looks for codes on every page.
 *
 * Returns: whether it could be read
 */
gboolean
rrm_pages_look (GBytes *bytes,
                RrmScan *scan)
{
  PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, NULL);
  int n_pages = document != NULL ? poppler_document_get_n_pages (document) : 0;
  gboolean could = FALSE;

  for (int i = 0; i < MIN (n_pages, MAX_PAGES); i++)
    could = look_at_page (document, i, scan) || could;
  g_clear_object (&document);

  return could;
}
