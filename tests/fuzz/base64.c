/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "protocol/base64.h"

#include <string.h>

/* What is accepted is exactly what an encoder writes; and what an encoder writes is accepted. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  g_autofree char *raw = rrm_fuzz_copy (bytes, length);
  g_autoptr (GBytes) decoded = rrm_base64_decode (raw, length);
  g_autofree char *encoded = g_base64_encode (bytes, length);
  g_autoptr (GBytes) back = rrm_base64_decode (encoded, strlen (encoded));

  g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), bytes, length);
  if (decoded != NULL)
    {
      g_autofree char *again =
        g_base64_encode (g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded));

      g_assert_cmpmem (again, strlen (again), raw, length);
    }

  return 0;
}
