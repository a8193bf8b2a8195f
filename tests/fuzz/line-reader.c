/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "protocol/line-reader.h"

#include <string.h>

/* Lines and literals out of bytes: the same ones however the bytes were cut, without CR, LF and
 * NUL, and within the limits. The first byte tells the size of the pieces; a line that begins with
 * a digit asks for a literal of as many bytes, one that begins with "c" begins a new reply. Where
 * two bytes are given as "~N", the byte before them is repeated, so that the limits are in reach.
 * */

#define REPEAT '~'

static GByteArray *
unfold (RrmFuzzInput *input)
{
  GByteArray *bytes = g_byte_array_new ();

  while (input->p < input->end)
    {
      if (*input->p == REPEAT && input->end - input->p > 1 && bytes->len > 0)
        {
          guint8 last = bytes->data[bytes->len - 1];

          for (guint n = 64U * input->p[1]; n > 0; n--)
            g_byte_array_append (bytes, &last, 1);
          input->p += 2;
        }
      else
        g_byte_array_append (bytes, input->p++, 1);
    }

  return bytes;
}

/* Takes what there is; FALSE when nothing more can come. */
static gboolean
take_all (RrmLineReader *reader,
          GString *seen)
{
  const char *bytes;
  gsize length;

  for (;;)
    switch (rrm_line_reader_next (reader, &bytes, &length))
      {
      case RRM_READ_LINE:
        g_assert_cmpuint (length + 2, <=, RRM_MAX_LINE);
        g_assert_cmpuint (strlen (bytes), ==, length);
        g_assert_null (strpbrk (bytes, "\r\n"));
        g_string_append_printf (seen, "line %s\n", bytes);
        if (g_ascii_isdigit (bytes[0]) &&
            !rrm_line_reader_expect_literal (reader, g_ascii_strtoull (bytes, NULL, 10)))
          g_string_append (seen, "too long\n");
        if (bytes[0] == 'c')
          rrm_line_reader_begin_reply (reader);
        break;
      case RRM_READ_LITERAL:
        g_assert_cmpuint (length, <=, RRM_MAX_REPLY);
        g_assert_null (memchr (bytes, '\0', length));
        g_string_append (seen, "literal ");
        g_string_append_len (seen, bytes, (gssize) length);
        break;
      case RRM_READ_BROKEN:
        g_string_append_printf (seen, "broken after %" G_GSIZE_FORMAT, length);
        return FALSE;
      case RRM_READ_NOTHING:
      default:
        return TRUE;
      }
}

static GString *
read_pieces (const GByteArray *bytes,
             guint piece)
{
  g_autoptr (RrmLineReader) reader = rrm_line_reader_new ();
  GString *seen = g_string_new (NULL);

  for (gsize at = 0; at < bytes->len;)
    {
      gsize n = MIN (piece, bytes->len - at);

      rrm_line_reader_feed (reader, bytes->data + at, n);
      at += n;
      if (!take_all (reader, seen))
        break;
    }

  return seen;
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  guint piece = 1 + rrm_fuzz_choose (&input, 200);
  g_autoptr (GByteArray) unfolded = unfold (&input);
  g_autoptr (GString) whole = read_pieces (unfolded, G_MAXUINT);
  g_autoptr (GString) cut = read_pieces (unfolded, piece);

  g_assert_true (g_string_equal (whole, cut));

  return 0;
}
