/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/qr.h"

#include <stdio.h>

/* What stands on standard input as a square code: a picture (PNG) on standard output. */

int
main (void)
{
  char buffer[4096];
  gsize length = fread (buffer, 1, sizeof buffer, stdin);
  g_autoptr (GBytes) contents = g_bytes_new (buffer, length);
  g_autoptr (RrmQr) qr = rrm_qr_new (contents);
  RrmSheet *sheet = rrm_sheet_new ();
  g_autoptr (GBytes) picture = NULL;

  if (qr == NULL)
    return 1;
  rrm_qr_draw_png (qr, 4, sheet);
  picture = rrm_sheet_end (sheet);

  return fwrite (g_bytes_get_data (picture, NULL), 1, g_bytes_get_size (picture), stdout) ==
             g_bytes_get_size (picture)
           ? 0
           : 1;
}
