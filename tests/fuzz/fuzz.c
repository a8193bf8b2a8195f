/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

/* One of @n choices; the first where nothing is left. */
guint
rrm_fuzz_choose (RrmFuzzInput *input,
                 guint n)
{
  return input->p < input->end ? *input->p++ % n : 0;
}

/* (transfer full): the same bytes without anything behind them; never %NULL. */
char *
rrm_fuzz_copy (const void *bytes,
               gsize length)
{
  char *copy = g_malloc (MAX (length, 1));

  if (length > 0)
    memcpy (copy, bytes, length);

  return copy;
}

/* (transfer full): the rest as text, up to its first NUL, in memory of exactly that size. */
char *
rrm_fuzz_take_text (RrmFuzzInput *input)
{
  char *text = g_strndup ((const char *) input->p, (gsize) (input->end - input->p));

  input->p = input->end;

  return text;
}

/* (transfer full): the rest up to the next line feed, without it. */
char *
rrm_fuzz_take_line (RrmFuzzInput *input)
{
  gsize length = (gsize) (input->end - input->p);
  const guint8 *feed = length > 0 ? memchr (input->p, '\n', length) : NULL;
  RrmFuzzInput line = { input->p, feed != NULL ? feed : input->end };

  input->p = feed != NULL ? feed + 1 : input->end;

  return rrm_fuzz_take_text (&line);
}

/* Whether @text may stand on a screen: valid, and without a control character. */
gboolean
rrm_fuzz_is_shown (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}
