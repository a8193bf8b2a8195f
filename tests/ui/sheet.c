/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/codes.h"
#include "clients/picture-scan.h"
#include "clients/client.h"
#include "export/format.h"
#include "ui/sheet-drawing.h"
#include "ui/sheet-print.h"

#include <cairo-pdf.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define SECRET "sheet-secret-4417"

/* US Letter without its margins. */
#define WIDTH 527.0
#define HEIGHT 707.0

static RrmAccount *
make_account (const char *name)
{
  RrmAccount *account = rrm_account_new ("pat@nc.rr.com");
  g_autoptr (RrmServiceSettings) incoming =
    rrm_service_settings_new (RRM_PROTOCOL_IMAP, "mail.twc.com", 993, RRM_SECURITY_TLS);
  g_autoptr (RrmServiceSettings) outgoing =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, "mail.twc.com", 587, RRM_SECURITY_STARTTLS);
  g_autoptr (RrmSecret) password = rrm_secret_new (SECRET, -1);

  rrm_service_settings_set_username (incoming, "pat@nc.rr.com");
  rrm_service_settings_set_username (outgoing, "pat@nc.rr.com");
  rrm_account_set_name (account, name);
  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);
  rrm_account_set_password (account, password);

  return account;
}

static RrmGuide *
make_guide (const char *client,
            const char *name)
{
  g_autoptr (RrmAccount) account = make_account (name);
  g_autoptr (GError) error = NULL;
  RrmGuide *guide = rrm_guide_new (client, account, &error);

  g_assert_no_error (error);

  return guide;
}

static GBytes *
make_code (void)
{
  g_autoptr (RrmAccount) account = make_account ("Pat Doe");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files =
    rrm_format_export (rrm_format_find ("thunderbird-qr"), account, NULL, &error);

  g_assert_no_error (error);

  return g_bytes_ref (((RrmExportFile *) g_ptr_array_index (files, 0))->contents);
}

/* A page on a screen, @scale pixels for a point, with as much below as belongs to it. */
static cairo_surface_t *
draw (const RrmGuide *guide,
      GBytes *code,
      gboolean large,
      double scale,
      double *size)
{
  cairo_surface_t *surface = cairo_image_surface_create (
    CAIRO_FORMAT_RGB24, (int) (WIDTH * scale), (int) (HEIGHT * 2 * scale));
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  *size = rrm_sheet_draw (cr, guide, code, WIDTH, HEIGHT, large);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

/* How many pixels are not white in the margin below @height. */
static guint
count_ink (const RrmGuide *guide,
           GBytes *code,
           gboolean large,
           double *size,
           guint *below)
{
  cairo_surface_t *surface = draw (guide, code, large, 1, size);
  const guint8 *pixels;
  int stride = cairo_image_surface_get_stride (surface);
  guint ink = 0;

  *below = 0;
  pixels = cairo_image_surface_get_data (surface);
  for (int y = 0; y < (int) HEIGHT * 2; y++)
    for (int x = 0; x < (int) WIDTH; x++)
      if (pixels[y * stride + x * 4] < 128)
        {
          ink++;
          *below += y >= (int) HEIGHT;
        }
  cairo_surface_destroy (surface);

  return ink;
}

static void
test_one_page (void)
{
  g_autoptr (RrmGuide) guide = make_guide ("any", "Pat Doe");
  g_autoptr (GBytes) code = make_code ();
  double normal, large;
  guint below;
  guint ink = count_ink (guide, NULL, FALSE, &normal, &below);

  g_assert_cmpuint (ink, >, 1000);
  g_assert_cmpuint (below, ==, 0);
  g_assert_cmpfloat (normal, ==, 11);
  g_assert_cmpuint (count_ink (guide, NULL, TRUE, &large, &below), >, ink);
  g_assert_cmpuint (below, ==, 0);
  g_assert_cmpfloat (large, >=, 16);

  /* The square is half dark. */
  g_assert_cmpuint (count_ink (guide, code, FALSE, &normal, &below), >, ink + 4000);
  g_assert_cmpuint (below, ==, 0);
  g_assert_cmpfloat (normal, ==, 11);
  count_ink (guide, code, TRUE, &large, &below);
  g_assert_cmpuint (below, ==, 0);
  g_assert_cmpfloat (large, >=, 14);
}

/* What does not fit becomes smaller. */
static void
test_long (void)
{
  g_autofree char *name = g_strnfill (1500, 'W');
  g_autoptr (RrmGuide) guide = make_guide ("any", name);
  g_autoptr (GBytes) code = make_code ();
  double size;
  guint below;

  g_assert_cmpuint (count_ink (guide, code, TRUE, &size, &below), >, 1000);
  g_assert_cmpuint (below, ==, 0);
  g_assert_cmpfloat (size, <, 18);
}

/* What the program that reads pictures finds on a sheet. */
static void
assert_read (const char *path)
{
  g_autoptr (RrmClientProfile) profile =
    rrm_client_profile_new (rrm_client_find ("thunderbird-qr"), path);
  g_autoptr (GError) error = NULL;
  GByteArray *text =
    rrm_picture_scan (g_getenv ("RRMAIL_READ_PICTURE"), path, 60 * 1000, &error);
  const RrmClientAccount *account;

  g_assert_no_error (error);
  rrm_codes_read (profile, (const char *) text->data, text->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (profile->accounts->len, ==, 1);
  account = g_ptr_array_index (profile->accounts, 0);
  g_assert_cmpstr (rrm_account_get_address (account->account), ==, "pat@nc.rr.com");
  g_assert_cmpstr (rrm_account_get_name (account->account), ==, "Pat Doe");
  g_assert_null (g_strstr_len ((const char *) text->data, text->len, SECRET));
  rrm_picture_forget (text);
}

/* A picture of the page, as of a screen: 144 dots to the inch. */
static void
test_read (gconstpointer data)
{
  gboolean large = GPOINTER_TO_INT (data);
  g_autofree char *folder = g_dir_make_tmp ("rrmail-sheet-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sheet.png", NULL);
  g_autoptr (RrmGuide) guide = make_guide ("any", "Pat Doe");
  g_autoptr (GBytes) code = make_code ();
  double size;
  cairo_surface_t *surface = draw (guide, code, large, 2, &size);

  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  assert_read (path);
  g_unlink (path);
  g_rmdir (folder);
}

static guint
count (const char *text,
       gsize length,
       const char *word)
{
  guint n = 0;

  for (gsize i = 0; i + strlen (word) <= length; i++)
    n += memcmp (text + i, word, strlen (word)) == 0;

  return n;
}

/* The way to the printer, without one: a PDF of one page. */
static void
test_print (gconstpointer data)
{
  gboolean has_code = g_str_equal (data, "any");
  g_autofree char *folder = g_dir_make_tmp ("rrmail-sheet-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sheet.pdf", NULL);
  g_autoptr (GtkPrintOperation)
    operation = rrm_sheet_print_new (make_guide (data, "Pat Doe"), has_code ? make_code () : NULL,
                                     TRUE);
  g_autoptr (GError) error = NULL;
  g_autofree char *pdf = NULL;
  gsize length;

  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (
    gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==,
    GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &pdf, &length, &error));
  g_assert_cmpuint (length, >, 2000);
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  g_assert_cmpuint (count (pdf, length, "/Count 1"), ==, 1);
  g_assert_cmpuint (count (pdf, length, SECRET), ==, 0);
  if (has_code)
    assert_read (path);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_no_password (void)
{
  g_autoptr (RrmGuide) guide = make_guide ("any", "Pat Doe");
  g_autofree char *text = rrm_guide_to_text (guide);

  g_assert_null (strstr (text, SECRET));
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/one-page", test_one_page);
  g_test_add_func ("/sheet/long", test_long);
  g_test_add_data_func ("/sheet/read/normal", GINT_TO_POINTER (FALSE), test_read);
  g_test_add_data_func ("/sheet/read/large", GINT_TO_POINTER (TRUE), test_read);
  g_test_add_data_func ("/sheet/print/any", "any", test_print);
  g_test_add_data_func ("/sheet/print/outlook", "outlook", test_print);
  g_test_add_func ("/sheet/no-password", test_no_password);

  return g_test_run ();
}
