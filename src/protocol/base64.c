/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/base64.h"

static int
digit (char c)
{
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  if (c == '+')
    return 62;
  if (c == '/')
    return 63;

  return -1;
}

/**
 * rrm_base64_decode:
 * @text: (array length=length): what a server sent
 * @length: its length in bytes
 *
 * Decodes Base64 as RFC 4648 (section 3.5) asks of a careful decoder: whole groups of four, padding
 * only at the end, no other character, and no bits behind the last byte. GLib's own decoder skips
 * what it does not know, and so reads more than one text as the same bytes.
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL where @text breaks a rule
 */
GBytes *
rrm_base64_decode (const char *text,
                   gsize length)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new ((guint) (length / 4 * 3));
  gsize digits = length;

  if (length % 4 != 0 || length > G_MAXUINT / 2)
    return NULL;
  if (length > 0 && text[length - 1] == '=')
    digits -= text[length - 2] == '=' ? 2 : 1;

  for (gsize i = 0; i < length; i += 4)
    {
      guint n = (guint) MIN (digits - i, 4);
      guint32 group = 0;
      guint8 three[3];

      for (guint k = 0; k < n; k++)
        {
          int value = digit (text[i + k]);

          if (value < 0)
            return NULL;
          group |= (guint32) value << (18 - 6 * k);
        }
      if ((n == 2 && (group & 0xffff) != 0) || (n == 3 && (group & 0xff) != 0))
        return NULL;

      three[0] = (guint8) (group >> 16);
      three[1] = (guint8) (group >> 8);
      three[2] = (guint8) group;
      g_byte_array_append (bytes, three, n - 1);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
