/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/qr.h"

#include <qrencode.h>
#include <string.h>

/* Light modules that must surround the code (ISO/IEC 18004, section 6.3.8). */
#define QUIET_ZONE 4
/* The most bytes in one stored block (RFC 1951, section 3.2.4). */
#define MAX_BLOCK 65535

/**
 * RrmQr:
 *
 * A QR code, ready to be drawn. libqrencode keeps copies of the contents on the heap while it
 * works and does not wipe them; everything on our side does.
 */
struct _RrmQr
{
  QRcode *code;
};

/**
 * rrm_qr_new:
 * @contents: what it says; UTF-8 where it is text
 *
 * Makes a code of error correction level L, as the apps that read account codes expect.
 *
 * Returns: (transfer full) (nullable): the code, or %NULL if @contents are too long for any
 */
RrmQr *
rrm_qr_new (GBytes *contents)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (contents, &length);
  QRcode *code;
  RrmQr *qr;

  if (length == 0 || length > G_MAXUINT16)
    return NULL;

  code = QRcode_encodeData ((int) length, bytes, 0, QR_ECLEVEL_L);
  if (code == NULL)
    return NULL;

  qr = g_new (RrmQr, 1);
  qr->code = code;

  return qr;
}

void
rrm_qr_free (RrmQr *qr)
{
  explicit_bzero (qr->code->data, (gsize) (qr->code->width * qr->code->width));
  QRcode_free (qr->code);
  g_free (qr);
}

/**
 * rrm_qr_get_size:
 * @qr: a code
 *
 * Returns: how many modules it is wide and high, without the light zone around it
 */
guint
rrm_qr_get_size (const RrmQr *qr)
{
  return (guint) qr->code->width;
}

/**
 * rrm_qr_is_dark:
 * @qr: a code
 * @x: a column, less than the size
 * @y: a row, less than the size
 *
 * Returns: whether this module is dark
 */
gboolean
rrm_qr_is_dark (const RrmQr *qr,
                guint x,
                guint y)
{
  return (qr->code->data[y * rrm_qr_get_size (qr) + x] & 1) != 0;
}

/**
 * rrm_qr_draw_svg:
 * @qr: a code
 * @sheet: where to draw it, as a whole SVG document
 */
void
rrm_qr_draw_svg (const RrmQr *qr,
                 RrmSheet *sheet)
{
  guint size = rrm_qr_get_size (qr);
  guint whole = size + 2 * QUIET_ZONE;

  rrm_sheet_print (sheet,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%u\" "
                   "viewBox=\"0 0 %u %u\" shape-rendering=\"crispEdges\">\n"
                   "<rect width=\"%u\" height=\"%u\" fill=\"#fff\"/>\n<path fill=\"#000\" d=\"",
                   whole * 8, whole * 8, whole, whole, whole, whole);
  for (guint y = 0; y < size; y++)
    for (guint x = 0; x < size; x++)
      if (rrm_qr_is_dark (qr, x, y))
        rrm_sheet_print (sheet, "M%u %uh1v1h-1z", x + QUIET_ZONE, y + QUIET_ZONE);
  rrm_sheet_add (sheet, "\"/>\n</svg>\n");
}

static guint32
crc32_of (guint32 crc,
          const guint8 *bytes,
          gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      crc ^= bytes[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
    }

  return crc;
}

static guint32
adler32_of (const guint8 *bytes,
            gsize length)
{
  guint32 a = 1;
  guint32 b = 0;

  for (gsize i = 0; i < length; i++)
    {
      a = (a + bytes[i]) % 65521;
      b = (b + a) % 65521;
    }

  return b << 16 | a;
}

static void
add_number (RrmSheet *sheet,
            guint32 number)
{
  guint32 big_endian = GUINT32_TO_BE (number);

  rrm_sheet_add_data (sheet, &big_endian, sizeof big_endian);
}

static void
add_chunk (RrmSheet *sheet,
           const char *type,
           const guint8 *bytes,
           gsize length)
{
  guint32 crc = crc32_of (0xffffffff, (const guint8 *) type, 4);

  add_number (sheet, (guint32) length);
  rrm_sheet_add_data (sheet, type, 4);
  rrm_sheet_add_data (sheet, bytes, length);
  add_number (sheet, crc32_of (crc, bytes, length) ^ 0xffffffff);
}

/* The rows of the picture, one bit for a pixel, each after its filter byte (none). */
static GBytes *
make_rows (const RrmQr *qr,
           guint scale)
{
  RrmSheet *rows = rrm_sheet_new ();
  guint size = rrm_qr_get_size (qr);
  guint width = (size + 2 * QUIET_ZONE) * scale;

  for (guint row = 0; row < width; row++)
    {
      rrm_sheet_add_char (rows, '\0');
      for (guint start = 0; start < width; start += 8)
        {
          guint8 byte = 0;

          for (guint column = start; column < start + 8; column++)
            {
              guint x = column / scale - QUIET_ZONE;
              guint y = row / scale - QUIET_ZONE;
              /* Left of or above the code the subtraction wraps to a huge number. */
              gboolean dark = x < size && y < size && rrm_qr_is_dark (qr, x, y);

              byte = (guint8) (byte << 1 | (dark ? 0 : 1));
            }
          rrm_sheet_add_char (rows, (char) byte);
        }
    }

  return rrm_sheet_end (rows);
}

/* A zlib stream (RFC 1950) of stored blocks: compressing would copy the picture about. */
static GBytes *
make_stream (GBytes *rows)
{
  RrmSheet *stream = rrm_sheet_new ();
  gsize length;
  const guint8 *bytes = g_bytes_get_data (rows, &length);

  rrm_sheet_add_data (stream, "\x78\x01", 2);
  for (gsize start = 0; start < length; start += MAX_BLOCK)
    {
      guint16 n = (guint16) MIN (length - start, MAX_BLOCK);
      guint16 lengths[2] = { GUINT16_TO_LE (n), GUINT16_TO_LE ((guint16) ~n) };

      rrm_sheet_add_char (stream, start + n == length ? 1 : 0);
      rrm_sheet_add_data (stream, lengths, sizeof lengths);
      rrm_sheet_add_data (stream, bytes + start, n);
    }
  add_number (stream, adler32_of (bytes, length));

  return rrm_sheet_end (stream);
}

/**
 * rrm_qr_draw_png:
 * @qr: a code
 * @scale: how many pixels a module is wide
 * @sheet: where to draw it, as a whole PNG file in black and white
 */
void
rrm_qr_draw_png (const RrmQr *qr,
                 guint scale,
                 RrmSheet *sheet)
{
  guint32 width = (rrm_qr_get_size (qr) + 2 * QUIET_ZONE) * scale;
  g_autoptr (GBytes) rows = make_rows (qr, scale);
  g_autoptr (GBytes) stream = make_stream (rows);
  /* Width, height, one bit of grey, deflate, no filter, not interlaced. */
  struct
  {
    guint32 width;
    guint32 height;
    guint8 rest[5];
  } header = { GUINT32_TO_BE (width), GUINT32_TO_BE (width), { 1, 0, 0, 0, 0 } };

  rrm_sheet_add_data (sheet, "\x89PNG\r\n\x1a\n", 8);
  add_chunk (sheet, "IHDR", (const guint8 *) &header, 13);
  add_chunk (sheet, "IDAT", g_bytes_get_data (stream, NULL), g_bytes_get_size (stream));
  add_chunk (sheet, "IEND", (const guint8 *) "", 0);
}
