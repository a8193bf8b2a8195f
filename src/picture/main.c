/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "picture/bounds.h"
#include "picture/pages.h"
#include "picture/raster.h"

#include <unistd.h>

/* Reads a picture or a PDF on standard input, and writes what the square codes in it say to
 * standard output. Decoders of pictures are large, and a picture that was made to break one is
 * their classic fault: so they run here, alone, with nothing in reach. */

static GBytes *
read_all (int file)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[64 * 1024];
  gssize n;

  while ((n = read (file, buffer, sizeof buffer)) > 0)
    {
      g_byte_array_append (bytes, buffer, (guint) n);
      if (bytes->len > RRM_PICTURE_MAX_BYTES)
        rrm_picture_end (RRM_PICTURE_EXIT_LARGE);
    }
  if (n < 0 || bytes->len == 0)
    rrm_picture_end (RRM_PICTURE_EXIT_BAD);

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
look (GBytes *bytes,
      RrmScan *scan)
{
  g_autoptr (RrmGrey) grey = NULL;

  if (rrm_pages_are_meant (bytes))
    return rrm_pages_look (bytes, scan);
  grey = rrm_raster_read (bytes);
  if (grey != NULL)
    rrm_scan_look (scan, grey);

  return grey != NULL;
}

int
main (void)
{
  g_autoptr (RrmScan) scan = NULL;
  g_autoptr (GBytes) bytes = NULL;

  rrm_picture_limit ();
  bytes = read_all (STDIN_FILENO);
  scan = rrm_scan_new ();
  if (!look (bytes, scan))
    rrm_picture_end (RRM_PICTURE_EXIT_BAD);

  rrm_picture_end (rrm_scan_print (scan, STDOUT_FILENO) ? RRM_PICTURE_EXIT_FOUND
                                                        : RRM_PICTURE_EXIT_NO_CODE);
}
