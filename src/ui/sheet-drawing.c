/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sheet-drawing.h"

#include <glib/gi18n.h>
#include <string.h>

/* Points; large print begins at 18. */
#define TEXT_SIZE 11.0
#define LARGE_SIZE 18.0
/* Below this nobody reads it; a sheet of an ordinary account never comes near. */
#define SMALLEST_SIZE 4.0
#define SHRINK 0.98

/* Of the text size. */
#define TITLE_SCALE 1.5
#define HEADING_SCALE 1.15
#define HEADING_SPACE 0.8
#define LINE_SPACE 0.35

/* How much of the width the names of the settings take. */
#define LABEL_SHARE 0.42

/* Points: a camera reads a square of this size, in print of any size. */
#define CODE_SIZE 120.0
#define CODE_SPACE 12.0

/* A sheet while it is drawn, or only measured. */
typedef struct
{
  cairo_t *cr;
  cairo_surface_t *code;
  double width;
  double size;
  double y;
  gboolean visible;
} Pen;

static PangoLayout *
make_layout (Pen *pen,
             const char *text,
             double width,
             double scale,
             PangoWeight weight)
{
  PangoLayout *layout = pango_cairo_create_layout (pen->cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");

  /* A unit of the page is a point, whatever the surface thinks of its resolution. */
  pango_font_description_set_absolute_size (font, pen->size * scale * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

static double
put (Pen *pen,
     double x,
     PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  if (pen->visible)
    {
      cairo_move_to (pen->cr, x, pen->y);
      pango_cairo_show_layout (pen->cr, layout);
    }

  return (double) height / PANGO_SCALE;
}

static void
put_paragraph (Pen *pen,
               const char *text,
               double scale,
               PangoWeight weight)
{
  g_autoptr (PangoLayout) layout = make_layout (pen, text, pen->width, scale, weight);

  pen->y += put (pen, 0, layout) + pen->size * LINE_SPACE;
}

static void
put_setting (Pen *pen,
             const RrmGuideStep *step)
{
  double left = pen->width * LABEL_SHARE;
  g_autoptr (PangoLayout) label =
    make_layout (pen, step->text, left - pen->size, 1, PANGO_WEIGHT_NORMAL);
  g_autoptr (PangoLayout) value =
    make_layout (pen, step->value, pen->width - left, 1, PANGO_WEIGHT_BOLD);
  double height = put (pen, 0, label);

  height = MAX (height, put (pen, left, value));
  pen->y += height + pen->size * LINE_SPACE;
}

static void
put_step (Pen *pen,
          const RrmGuide *guide,
          guint i)
{
  const RrmGuideStep *step = g_ptr_array_index (guide->steps, i);

  if (guide->numbered)
    {
      g_autofree char *text = g_strdup_printf ("%u. %s", i + 1, step->text);

      put_paragraph (pen, text, 1, PANGO_WEIGHT_NORMAL);
      if (step->value != NULL)
        put_paragraph (pen, step->value, 1, PANGO_WEIGHT_BOLD);
    }
  else if (step->value != NULL)
    put_setting (pen, step);
  else
    {
      pen->y += pen->size * HEADING_SPACE;
      put_paragraph (pen, step->text, HEADING_SCALE, PANGO_WEIGHT_BOLD);
    }
}

static void
put_notes (Pen *pen,
           const RrmGuide *guide)
{
  for (guint i = 0; guide->notes[i] != NULL; i++)
    put_paragraph (pen, guide->notes[i], 1, PANGO_WEIGHT_NORMAL);
}

/* With hard edges, however large the page is drawn. */
static void
put_code (Pen *pen,
          double x)
{
  double scale = CODE_SIZE / cairo_image_surface_get_width (pen->code);

  if (!pen->visible)
    return;
  cairo_save (pen->cr);
  cairo_translate (pen->cr, x, pen->y);
  cairo_scale (pen->cr, scale, scale);
  cairo_set_source_surface (pen->cr, pen->code, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (pen->cr), CAIRO_FILTER_NEAREST);
  cairo_paint (pen->cr);
  cairo_restore (pen->cr);
}

/* The notes, with the square beside them. */
static void
put_notes_and_code (Pen *pen,
                    const RrmGuide *guide)
{
  double width = pen->width;
  double bottom = pen->y + CODE_SIZE;

  put_code (pen, width - CODE_SIZE);
  pen->width = width - CODE_SIZE - CODE_SPACE;
  put_notes (pen, guide);
  put_paragraph (pen,
                 _ ("This square lets Thunderbird on a phone, or this program on another computer, "
                    "read these settings. It does not hold your password."),
                 1, PANGO_WEIGHT_NORMAL);
  pen->width = width;
  pen->y = MAX (pen->y, bottom);
}

static void
put_all (Pen *pen,
         const RrmGuide *guide)
{
  put_paragraph (pen, guide->title, TITLE_SCALE, PANGO_WEIGHT_BOLD);
  for (guint i = 0; i < guide->steps->len; i++)
    put_step (pen, guide, i);
  pen->y += pen->size * HEADING_SPACE;
  if (pen->code != NULL)
    put_notes_and_code (pen, guide);
  else
    put_notes (pen, guide);
}

static double
measure (cairo_t *cr,
         const RrmGuide *guide,
         cairo_surface_t *code,
         double width,
         double size)
{
  Pen pen = { cr, code, width, size, 0, FALSE };

  put_all (&pen, guide);

  return pen.y;
}

/* What is left of a picture, for cairo's reader. */
typedef struct
{
  const guint8 *bytes;
  gsize length;
} Rest;

static cairo_status_t
read_some (void *closure,
           unsigned char *data,
           unsigned int length)
{
  Rest *rest = closure;

  if (length > rest->length)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, rest->bytes, length);
  rest->bytes += length;
  rest->length -= length;

  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
load_code (GBytes *picture)
{
  Rest rest;
  cairo_surface_t *surface;

  rest.bytes = g_bytes_get_data (picture, &rest.length);
  surface = cairo_image_surface_create_from_png_stream (read_some, &rest);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    return surface;
  cairo_surface_destroy (surface);

  return NULL;
}

/**
 * rrm_sheet_draw:
 * @cr: where to draw, in points
 * @guide: what stands on it; never a password
 * @code: (nullable): the same settings as a square code, a picture (PNG)
 * @width: how wide the page is
 * @height: how high
 * @large: whether in large print
 *
 * Draws a guide on one page. The print becomes smaller where it would not fit.
 *
 * Returns: the size of the text
 */
double
rrm_sheet_draw (cairo_t *cr,
                const RrmGuide *guide,
                GBytes *code,
                double width,
                double height,
                gboolean large)
{
  cairo_surface_t *surface = code != NULL ? load_code (code) : NULL;
  double size = large ? LARGE_SIZE : TEXT_SIZE;
  Pen pen = { cr, surface, width, 0, 0, TRUE };

  while (measure (cr, guide, surface, width, size) > height && size > SMALLEST_SIZE)
    size *= SHRINK;

  pen.size = size;
  cairo_set_source_rgb (cr, 0, 0, 0);
  put_all (&pen, guide);
  g_clear_pointer (&surface, cairo_surface_destroy);

  return size;
}
