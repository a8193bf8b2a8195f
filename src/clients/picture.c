/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/codes.h"
#include "clients/picture-scan.h"
#include "clients/reader.h"
#include "clients/readers.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* A picture of the square code that a phone scans: a photo of the settings sheet, the sheet itself
 * as a PDF, a picture of the screen. */

/* The reader's own limit on its work is below this; it may wait for a slow disk beside. */
#define TIME_LIMIT 20000

/* How files of these kinds begin, "." being any byte; a camera gives no name that says much. */
static const struct
{
  const char *bytes;
  gsize length;
} beginnings[] = {
#define BYTES(text) { text, sizeof text - 1 }
  BYTES ("\x89PNG\r\n"),
  BYTES ("\xff\xd8\xff"),
  BYTES ("GIF8"),
  BYTES ("BM....\0\0\0\0"),
  BYTES ("II*\0"),
  BYTES ("MM\0*"),
  BYTES ("RIFF....WEBP"),
  BYTES ("....ftyp"),
  BYTES ("%PDF-"),
#undef BYTES
};

static gboolean
begins_with (const guint8 *bytes,
             gsize length,
             guint kind)
{
  const char *pattern = beginnings[kind].bytes;

  if (length < beginnings[kind].length)
    return FALSE;
  for (gsize i = 0; i < beginnings[kind].length; i++)
    if (pattern[i] != '.' && bytes[i] != (guint8) pattern[i])
      return FALSE;

  return TRUE;
}

static gsize
read_beginning (const char *path,
                guint8 *bytes,
                gsize size)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  gssize n = file >= 0 ? read (file, bytes, size) : 0;

  if (file >= 0)
    close (file);

  return (gsize) MAX (n, 0);
}

static gboolean
recognize (const char *path)
{
  /* A drawing has no bytes of its own to begin with; the rest is what was meant for a picture and
   * is damaged, to be told as one. */
  static const char *const names[] = {
    ".svg", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic",
    ".pdf", NULL,
  };
  g_autofree char *lower = g_ascii_strdown (path, -1);
  guint8 bytes[16];
  gsize length;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_suffix (lower, names[i]))
      return TRUE;
  length = read_beginning (path, bytes, sizeof bytes);
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (begins_with (bytes, length, i))
      return TRUE;

  return FALSE;
}

static gboolean
read_picture (RrmClientProfile *profile,
              GError **error)
{
  g_autofree char *program = rrm_picture_find_program ();
  GByteArray *text;
  gboolean is_read;

  if (program == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_NO_PICTURES, profile->path);
  text = rrm_picture_scan (program, profile->path, TIME_LIMIT, error);
  if (text == NULL)
    return FALSE;
  is_read = rrm_codes_read (profile, (const char *) text->data, text->len, error);
  rrm_picture_forget (text);

  return is_read;
}

const RrmClient rrm_client_picture = {
  .id = "thunderbird-qr",
  .name = "QR code",
  .find = rrm_reader_find_nothing,
  .recognize = recognize,
  .read = read_picture,
  .is_document = TRUE,
};
