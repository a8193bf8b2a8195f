/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "net/redirects.h"

/* A redirect in each line; the last line is a host that is looked up. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  g_autoptr (RrmRedirects) redirects = rrm_redirects_new ();
  g_autofree char *line = g_strdup ("");

  while (input.p < input.end)
    {
      g_autoptr (GError) error = NULL;
      gboolean added;

      g_free (line);
      line = rrm_fuzz_take_line (&input);
      added = rrm_redirects_add_text (redirects, line, &error);
      g_assert_true (added == (error == NULL));
      g_assert_true (!added || !rrm_redirects_is_empty (redirects));
    }

  if (g_utf8_validate (line, -1, NULL))
    {
      const char *address = NULL;
      guint16 port = 0;
      g_autoptr (GPtrArray) list = rrm_redirects_list (redirects, line, 993);
      gboolean found = rrm_redirects_lookup (redirects, line, 993, &address, &port);

      g_assert_true (found == (list != NULL));
      g_assert_true (!found || (address != NULL && port > 0));
    }

  return 0;
}
