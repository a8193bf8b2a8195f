/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sheet-print.h"

#include "ui/sheet-drawing.h"

#include <glib/gi18n.h>

/* Points: a centimeter and a half. */
#define MARGIN 42.5

/* What is printed. */
typedef struct
{
  RrmGuide *guide;
  GBytes *code;
  gboolean large;
} Sheet;

static void
sheet_free (gpointer data,
            GClosure *closure)
{
  Sheet *sheet = data;

  rrm_guide_free (sheet->guide);
  g_clear_pointer (&sheet->code, g_bytes_unref);
  g_free (sheet);
}

static void
on_draw_page (GtkPrintOperation *operation,
              GtkPrintContext *context,
              int page,
              Sheet *sheet)
{
  rrm_sheet_draw (gtk_print_context_get_cairo_context (context), sheet->guide,
                  sheet->code, gtk_print_context_get_width (context),
                  gtk_print_context_get_height (context), sheet->large);
}

static GtkPageSetup *
make_page_setup (void)
{
  GtkPageSetup *page = gtk_page_setup_new ();

  gtk_page_setup_set_top_margin (page, MARGIN, GTK_UNIT_POINTS);
  gtk_page_setup_set_bottom_margin (page, MARGIN, GTK_UNIT_POINTS);
  gtk_page_setup_set_left_margin (page, MARGIN, GTK_UNIT_POINTS);
  gtk_page_setup_set_right_margin (page, MARGIN, GTK_UNIT_POINTS);

  return page;
}

/**
 * rrm_sheet_print_new:
 * @guide: (transfer full): what stands on the sheet
 * @code: (transfer full) (nullable): the same settings as a square code, a picture (PNG)
 * @large: whether in large print
 *
 * Returns: (transfer full): one page on its way to a printer or into a PDF
 */
GtkPrintOperation *
rrm_sheet_print_new (RrmGuide *guide,
                     GBytes *code,
                     gboolean large)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) page = make_page_setup ();
  Sheet *sheet = g_new (Sheet, 1);

  sheet->guide = guide;
  sheet->code = code;
  sheet->large = large;
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_default_page_setup (operation, page);
  gtk_print_operation_set_job_name (operation, _ ("Mail settings"));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (on_draw_page), sheet, sheet_free, 0);

  return operation;
}
