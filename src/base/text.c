/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/text.h"

#include <string.h>

/* Characters that reorder, hide or join what stands around them: with them a server could make its
 * words look like the program's (Unicode TR 36, section 2). */
static gboolean
is_deceptive (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069) || (c >= 0x200b && c <= 0x200d) || c == 0x2028 ||
         c == 0x2029 || c == 0xfeff || c == 0xfffe || (c >= 0xe0000 && c <= 0xe007f);
}

static gboolean
is_plain (const char *bytes,
          gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (bytes[i] < 0x20 || bytes[i] > 0x7e)
      return FALSE;

  return TRUE;
}

/**
 * rrm_text_clean:
 * @bytes: what a stranger sent, in any encoding
 * @length: its length in bytes, or -1 when it ends with a NUL
 * @max_characters: where to cut; an ellipsis shows the cut
 *
 * Makes text from a server or a file fit to be shown: valid UTF-8, without control and direction
 * characters (they become visible escapes), white space at the ends removed, and of bounded length.
 *
 * Returns: (transfer full): the cleaned text
 */
char *
rrm_text_clean (const char *bytes,
                gssize length,
                gsize max_characters)
{
  gsize size = length < 0 ? strlen (bytes) : (gsize) length;
  g_autofree char *valid = NULL;
  GString *clean;
  gsize n = 0;

  /* Nearly all that servers say. */
  if (size <= max_characters && is_plain (bytes, size))
    return g_strstrip (g_strndup (bytes, size));

  valid = g_utf8_make_valid (bytes, length);
  clean = g_string_sized_new (strlen (valid));
  for (const char *p = g_strstrip (valid); *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (n++ == max_characters)
        {
          g_string_append (clean, "…");
          break;
        }
      /* Nearly all of it. */
      if (c >= 0x20 && c < 0x7f)
        g_string_append_c (clean, (char) c);
      else if (c == '\t')
        g_string_append_c (clean, ' ');
      else if (g_unichar_iscntrl (c) || is_deceptive (c))
        /* Of five digits the last could as well be text. */
        g_string_append_printf (clean, c > 0xffff ? "\\u{%x}" : "\\u%04x", c);
      else
        g_string_append_unichar (clean, c);
    }

  return g_string_free (clean, FALSE);
}

/**
 * rrm_text_has_controls:
 * @text: what will be sent to a server or written to a file
 *
 * Returns: whether it holds a control character; CR, LF and NUL would end the line it goes into
 */
gboolean
rrm_text_has_controls (const char *text)
{
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    if (*p < 0x20 || *p == 0x7f)
      return TRUE;

  return FALSE;
}
