/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "picture/scan.h"

#include <string.h>
#include <unistd.h>
#include <zbar.h>

/* As many as accounts of a whole family fill. */
#define MAX_CODES 32
/* Below this a picture is looked at enlarged, too; above the other, reduced. */
#define SMALL_PIXELS (2 * 1000 * 1000)
#define LARGE_PIXELS (500 * 1000)

/**
 * RrmScan:
 *
 * The square codes of one picture or document, each once, in the order in which they were found.
 */
struct _RrmScan
{
  zbar_image_scanner_t *scanner;
  /* Of GBytes. */
  GPtrArray *codes;
};

RrmScan *
rrm_scan_new (void)
{
  RrmScan *scan = g_new0 (RrmScan, 1);

  scan->scanner = zbar_image_scanner_create ();
  scan->codes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  zbar_image_scanner_set_config (scan->scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config (scan->scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  /* The bytes as they stand there: else it guesses at their encoding. */
  zbar_image_scanner_set_config (scan->scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
  /* A code may hold a password: nobody else is told of it. */
  zbar_image_scanner_request_dbus (scan->scanner, 0);

  return scan;
}

void
rrm_scan_free (RrmScan *scan)
{
  zbar_image_scanner_destroy (scan->scanner);
  g_ptr_array_unref (scan->codes);
  g_free (scan);
}

static void
add_code (RrmScan *scan,
          const char *text,
          gsize length)
{
  g_autoptr (GBytes) code = g_bytes_new (text, length);

  if (scan->codes->len < MAX_CODES &&
      !g_ptr_array_find_with_equal_func (scan->codes, code, g_bytes_equal, NULL))
    g_ptr_array_add (scan->codes, g_steal_pointer (&code));
}

static gboolean
look_once (RrmScan *scan,
           const RrmGrey *grey)
{
  zbar_image_t *image = zbar_image_create ();
  const zbar_symbol_t *symbol;
  gboolean found;

  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, grey->width, grey->height);
  zbar_image_set_data (image, grey->pixels, (gulong) grey->width * grey->height, NULL);
  found = zbar_scan_image (scan->scanner, image) > 0;
  for (symbol = zbar_image_first_symbol (image); symbol != NULL;
       symbol = zbar_symbol_next (symbol))
    add_code (scan, zbar_symbol_get_data (symbol), zbar_symbol_get_data_length (symbol));
  zbar_image_destroy (image);

  return found;
}

static gboolean
look_at_sizes (RrmScan *scan,
               const RrmGrey *grey)
{
  g_autoptr (RrmGrey) other = NULL;
  gsize pixels = (gsize) grey->width * grey->height;

  if (look_once (scan, grey))
    return TRUE;
  if (pixels < SMALL_PIXELS)
    {
      other = rrm_grey_double (grey);
      if (look_once (scan, other))
        return TRUE;
    }
  for (; pixels > LARGE_PIXELS; pixels /= 4)
    {
      RrmGrey *half = rrm_grey_halve (other != NULL && other->width < grey->width ? other : grey);

      g_clear_pointer (&other, rrm_grey_free);
      other = half;
      if (look_once (scan, other))
        return TRUE;
    }

  return FALSE;
}

/**
 * rrm_scan_look:
 * @scan: a scan
 * @grey: a picture
 *
 * Looks for codes: as the picture is, at other sizes, and in its negative.
 *
 * Returns: whether there is one
 */
gboolean
rrm_scan_look (RrmScan *scan,
               const RrmGrey *grey)
{
  g_autoptr (RrmGrey) negative = NULL;

  if (grey->width < 2 || grey->height < 2)
    return FALSE;
  if (look_at_sizes (scan, grey))
    return TRUE;
  negative = rrm_grey_new (grey->width, grey->height);
  memcpy (negative->pixels, grey->pixels, (gsize) grey->width * grey->height);
  rrm_grey_invert (negative);

  return look_at_sizes (scan, negative);
}

static void
append_code (GString *text,
             GBytes *code)
{
  gsize length;
  const char *bytes = g_bytes_get_data (code, &length);

  g_string_append_c (text, '\x1e');
  /* What could not be told from the frame, or is no text, can be no settings either. */
  if (memchr (bytes, '\x1e', length) == NULL && g_utf8_validate_len (bytes, length, NULL))
    g_string_append_len (text, bytes, (gssize) length);
  g_string_append_c (text, '\n');
}

/**
 * rrm_scan_print:
 * @scan: a scan
 * @file: where to write
 *
 * Writes all codes that were found as a JSON text sequence (RFC 7464).
 *
 * Returns: whether there was any, and it is written
 */
gboolean
rrm_scan_print (RrmScan *scan,
                int file)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < scan->codes->len; i++)
    append_code (text, g_ptr_array_index (scan->codes, i));
  for (gsize done = 0; done < text->len;)
    {
      gssize n = write (file, text->str + done, text->len - done);

      if (n < 0)
        return FALSE;
      done += (gsize) n;
    }

  return text->len > 0;
}
