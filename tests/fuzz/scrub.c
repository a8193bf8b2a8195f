/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "base/text.h"
#include "protocol/scrub.h"

#include <string.h>

/* What a server says, with the secret taken out of it: neither the secret nor one of its encodings
 * nor what was sent with it stands in the result, before and after it is made fit to be shown, and
 * nothing else is changed where none stood in it. */

/* @part is what must not come back of the lines that were sent; a secret of less than four bytes is
 * looked for in nothing else. */
typedef struct
{
  const char *secret;
  const char *sent;
  const char *shown;
  const char *part;
} Wanted;

static const Wanted wanted[] = {
  { "s3cret-Pass", NULL, NULL, NULL },
  { "q\"b\\c d", NULL, NULL, NULL },
  { "p\303\244ssw\303\266rd", NULL, NULL, NULL },
  { "zzzz", NULL, NULL, NULL },
  { "s3cret-Pass", "AUTH PLAIN AHBhdABzM2NyZXQtUGFzcw==\r\n", "AUTH PLAIN " RRM_SECRET_MARK,
    "AHBhdABzM2NyZXQtUGFzcw==" },
  { "zzzz", "x2 LOGIN \"pat\" \"zzzz\"\r\n", "x2 LOGIN \"pat\" " RRM_SECRET_MARK, "\"zzzz\"" },
  { "abc", "USER pat\r\nPASS abc\r\n", "USER pat\nPASS " RRM_SECRET_MARK, "PASS abc" },
  { "abc", "YWJj\r\n", RRM_SECRET_MARK, "YWJj" },
  { "a", "x1 LOGIN \"pat\" \"a\"\r\n", "x1 LOGIN \"pat\" " RRM_SECRET_MARK, "\"pat\" \"a\"" },
};

#define MIN_LENGTH 4

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

  /* No blank: some of what is looked for has one. */
  return g_regex_replace_literal (escape, shown, -1, 0, "|", 0, NULL);
}

/* What was sent in Base64 is looked for as it is: nobody encodes it once more. */
static void
check (const char *text,
       const char *secret,
       gboolean encoded)
{
  g_autofree char *url = g_uri_escape_string (secret, NULL, FALSE);
  g_autofree char *shown = show (text);
  const char *const both[] = { text, shown };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_assert_null (strstr (both[i], secret));
      g_assert_null (strstr (both[i], url));
      if (encoded)
        g_assert_false (holds_base64 (both[i], secret));
    }
}

/* Lines that are sent and shown in a way of their own: whatever is made of them. */
static void
add_sent (RrmScrub *scrub,
          const Wanted *with,
          RrmFuzzInput *input)
{
  g_autofree char *sent = with != NULL ? g_strdup (with->sent) : rrm_fuzz_take_line (input);
  g_autofree char *shown = with != NULL ? g_strdup (with->shown) : rrm_fuzz_take_line (input);
  g_autofree char *raw = NULL;
  g_autoptr (RrmSecret) bytes = NULL;

  if (sent == NULL)
    return;
  raw = rrm_fuzz_copy (sent, strlen (sent));
  bytes = rrm_secret_new (raw, (gssize) strlen (sent));
  rrm_scrub_add_sent (scrub, bytes, shown);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  guint chosen = rrm_fuzz_choose (&input, G_N_ELEMENTS (wanted) + 1);
  const Wanted *with = chosen < G_N_ELEMENTS (wanted) ? &wanted[chosen] : NULL;
  const char *text = with != NULL ? with->secret : "s3cret-Pass";
  g_autoptr (RrmSecret) secret = rrm_secret_new (text, -1);
  g_autoptr (RrmScrub) scrub = rrm_scrub_new (secret);
  g_autofree char *said = NULL;
  g_autofree char *raw = NULL;
  g_autofree char *scrubbed = NULL;

  add_sent (scrub, with, &input);
  said = rrm_fuzz_take_text (&input);
  raw = rrm_fuzz_copy (said, strlen (said));
  scrubbed = rrm_scrub_text (scrub, raw, (gssize) strlen (said));

  if (strlen (text) >= MIN_LENGTH)
    check (scrubbed, text, TRUE);
  if (with != NULL && with->part != NULL)
    check (scrubbed, with->part, FALSE);
  if (strstr (scrubbed, RRM_SECRET_MARK) == NULL)
    g_assert_cmpstr (scrubbed, ==, said);

  return 0;
}
