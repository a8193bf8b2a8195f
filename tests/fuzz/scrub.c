/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "base/text.h"
#include "protocol/scrub.h"

#include <string.h>

/* What a server says, with the secret taken out of it: neither the secret nor one of its encodings
 * stands in the result, before and after it is made fit to be shown, and nothing else is changed
 * where none stood in it. */

static const char *const secrets[] = {
  "s3cret-Pass", "q\"b\\c d", "p\303\244ssw\303\266rd", "zzzz",
};

/* Whether @text holds @secret in Base64, beginning at any of the three places of a group. */
static gboolean
holds_base64 (const char *text,
              const char *secret)
{
  for (guint before = 0; before < 3; before++)
    {
      g_autofree char *padded = g_strconcat (before == 0 ? "" : before == 1 ? "x" : "xx", secret,
                                             NULL);
      gsize length = strlen (padded);
      g_autofree char *encoded = g_base64_encode ((const guchar *) padded, length);
      /* The first and the last digit may belong to what stands around. */
      gsize from = before == 0 ? 0 : before + 1;

      encoded[length * 8 / 6] = '\0';
      if (strstr (text, encoded + from) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* What is shown, without the escapes that control characters became: the last digit of one and the
 * rest of an encoded secret behind it would look like the whole. */
static char *
show (const char *text)
{
  g_autoptr (GRegex) escape = g_regex_new ("\\\\u[0-9a-f]{4,6}", 0, 0, NULL);
  g_autofree char *shown = rrm_text_clean (text, -1, 1000);

  return g_regex_replace_literal (escape, shown, -1, 0, " ", 0, NULL);
}

static void
check (const char *text,
       const char *secret)
{
  g_autofree char *url = g_uri_escape_string (secret, NULL, FALSE);
  g_autofree char *shown = show (text);
  const char *const both[] = { text, shown };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_assert_null (strstr (both[i], secret));
      g_assert_null (strstr (both[i], url));
      g_assert_false (holds_base64 (both[i], secret));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  const char *text = secrets[rrm_fuzz_choose (&input, G_N_ELEMENTS (secrets))];
  g_autoptr (RrmSecret) secret = rrm_secret_new (text, -1);
  g_autoptr (RrmScrub) scrub = rrm_scrub_new (secret);
  g_autofree char *said = rrm_fuzz_take_text (&input);
  g_autofree char *raw = rrm_fuzz_copy (said, strlen (said));
  g_autofree char *scrubbed = rrm_scrub_text (scrub, raw, (gssize) strlen (said));

  check (scrubbed, text);
  if (strstr (scrubbed, RRM_SECRET_MARK) == NULL)
    g_assert_cmpstr (scrubbed, ==, said);

  return 0;
}
