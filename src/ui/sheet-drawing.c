/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sheet-drawing.h"

/* Points; large print begins at 18. */
#define TEXT_SIZE 11.0
#define LARGE_SIZE 18.0
/* Below this nobody reads it; a sheet of an ordinary account never comes near. */
#define SMALLEST_SIZE 4.0
#define SHRINK 0.95

/* Of the text size. */
#define TITLE_SCALE 1.5
#define HEADING_SCALE 1.15
#define HEADING_SPACE 0.8
#define LINE_SPACE 0.35

/* How much of the width the names of the settings take. */
#define LABEL_SHARE 0.42

/* A sheet while it is drawn, or only measured. */
typedef struct
{
  cairo_t *cr;
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
put_all (Pen *pen,
         const RrmGuide *guide)
{
  put_paragraph (pen, guide->title, TITLE_SCALE, PANGO_WEIGHT_BOLD);
  for (guint i = 0; i < guide->steps->len; i++)
    put_step (pen, guide, i);
  pen->y += pen->size * HEADING_SPACE;
  for (guint i = 0; guide->notes[i] != NULL; i++)
    put_paragraph (pen, guide->notes[i], 1, PANGO_WEIGHT_NORMAL);
}

static double
measure (cairo_t *cr,
         const RrmGuide *guide,
         double width,
         double size)
{
  Pen pen = { cr, width, size, 0, FALSE };

  put_all (&pen, guide);

  return pen.y;
}

/**
 * rrm_sheet_draw:
 * @cr: where to draw, in points
 * @guide: what stands on it; never a password
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
                double width,
                double height,
                gboolean large)
{
  double size = large ? LARGE_SIZE : TEXT_SIZE;
  Pen pen = { cr, width, 0, 0, TRUE };

  while (measure (cr, guide, width, size) > height && size > SMALLEST_SIZE)
    size *= SHRINK;

  pen.size = size;
  cairo_set_source_rgb (cr, 0, 0, 0);
  put_all (&pen, guide);

  return size;
}
