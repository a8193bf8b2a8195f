/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/scrub.h"

#include <string.h>

#define MARK RRM_SECRET_MARK

static void
check (const char *secret,
       const char *text,
       const char *expected)
{
  g_autoptr (RrmSecret) bytes = rrm_secret_new (secret, -1);
  g_autoptr (RrmScrub) scrub = rrm_scrub_new (bytes);
  g_autofree char *scrubbed = rrm_scrub_text (scrub, text, -1);

  g_assert_cmpstr (scrubbed, ==, expected);
}

static void
test_plain (void)
{
  check ("hunter2", "it was hunter2.", "it was " MARK ".");
  check ("hunter2", "HUNTER2hunter2", MARK MARK);
  check ("hunter2", "hunter 2, hunter, hunter3", "hunter 2, hunter, hunter3");
  check ("hunter2", "", "");
  check ("p\xc3\xa4ss", "say p\xc3\xa4ss", "say " MARK);
  check ("a\"b\\c", "a\"b\\c", MARK);
  /* A tab is shown as a blank. */
  check ("two words", "two\twords, two  words", MARK ", two  words");
  check (" first", "a\tfirst", "a" MARK);
}

static void
test_escapes (void)
{
  check ("a b%c/d", "a%20b%25c%2Fd a+b%25c%2fd a b%c/d", MARK " " MARK " " MARK);
  check ("p\xc3\xa4=s", "p=C3=A4=3Ds p%C3%A4%3Ds", MARK " " MARK);
  check ("p\xc3\xa4\"s", "\"p\xc3\xa4\\\"s\" p\\u00e4\\\"s p\\xc3\\xa4\\x22s",
         "\"" MARK "\" " MARK " " MARK);
  check ("key\xf0\x9f\x94\x91x", "key\\ud83d\\udd11x", MARK);
  /* Near misses: another byte, an escape cut short, half a pair. */
  check ("a b%c", "a%21b%25c a%2", "a%21b%25c a%2");
  check ("abc\xc3\xa4", "abc\\u00e5 abc\\u00e", "abc\\u00e5 abc\\u00e");
  check ("key\xf0\x9f\x94\x91", "key\\ud83d\\u0041 key\\ud83d", "key\\ud83d\\u0041 key\\ud83d");
}

/* Inside Base64 a secret looks different for each place modulo three, and what stands around it
 * changes the digits at its edges. */
static void
test_base64 (void)
{
  static const char *const secrets[] = { "abcd", "hunter2", "s3cret-Pass", "p\xc3\xa4ssw\xc3\xb6rd",
                                         "\xff\xfe\xfd\xfc" };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    for (guint before = 0; before < 7; before++)
      for (guint after = 0; after < 4; after++)
        {
          g_autofree char *front = g_strnfill (before, 'f');
          g_autofree char *back = g_strnfill (after, 'b');
          g_autofree char *text = g_strconcat (front, secrets[i], back, NULL);
          g_autofree char *encoded = g_base64_encode ((const guchar *) text, strlen (text));
          g_autofree char *line = g_strconcat ("say ", encoded, ", ok", NULL);
          g_autofree char *safe = g_strdelimit (g_strdup (line), "+", '-');

          g_strdelimit (safe, "/", '_');
          check (secrets[i], line, "say " MARK ", ok");
          check (secrets[i], safe, "say " MARK ", ok");
        }
}

static void
test_base64_misses (void)
{
  /* "hunterX", and the front of "hunter2" alone. */
  check ("hunter2", "aHVudGVyWA==", "aHVudGVyWA==");
  check ("hunter2", "aHVudGVy", "aHVudGVy");
  check ("hunter2", "AUTH=PLAIN+SASL/IR", "AUTH=PLAIN+SASL/IR");
}

/* A short secret is left alone: what is blanked would tell where it stands. */
static void
test_short (void)
{
  check ("abc", "abc YWJj", "abc YWJj");
  check ("abcd", "abcd", MARK);
  check ("", "abc", "abc");
}

static void
check_sent (const char *sent,
            const char *shown,
            const char *text,
            const char *expected)
{
  g_autoptr (RrmSecret) short_secret = rrm_secret_new ("abc", -1);
  g_autoptr (RrmSecret) bytes = rrm_secret_new (sent, -1);
  g_autoptr (RrmScrub) scrub = rrm_scrub_new (short_secret);
  g_autofree char *scrubbed = NULL;

  rrm_scrub_add_sent (scrub, bytes, shown);
  scrubbed = rrm_scrub_text (scrub, text, -1);
  g_assert_cmpstr (scrubbed, ==, expected);
}

/* The form in which it was sent does not come back, however short it is. */
static void
test_sent (void)
{
  check_sent ("AUTH PLAIN AHBhdABhYmM=\r\n", "AUTH PLAIN " MARK, "not AHBhdABhYmM=, AUTH PLAIN",
              "not " MARK ", AUTH PLAIN");
  check_sent ("AHBhdABhYmM=\r\n", MARK, "not AHBhdABhYmM%3D nor \"AHBhdABhYmM=\"",
              "not " MARK " nor \"" MARK "\"");
  check_sent ("YWJj\r\n", MARK, "535 YWJj YWJk", "535 " MARK " YWJk");
  check_sent ("YQ==\r\n", MARK, "535 YQ== a", "535 " MARK " a");
  /* Alone it would be nowhere and everywhere. */
  check_sent ("PASS abc\r\n", "PASS " MARK, "pass abc: abcess", MARK ": abcess");
  check_sent ("PASS abc\r\n", "PASS " MARK, "PASS\tabc: abcess", MARK ": abcess");
  check_sent ("USER pat\r\nPASS abc\r\n", "USER pat\nPASS " MARK, "USER pat, PASS abc",
              "USER pat, " MARK);
  check_sent ("x1 LOGIN \"pat\" \"a\"\r\n", "x1 LOGIN \"pat\" " MARK,
              "LOGIN \"pat\" \"a\"; \"pat\" a", "LOGIN " MARK "; \"pat\" a");
  check_sent ("x1 LOGIN \"pat\" \"abc\"\r\n", "x1 LOGIN \"pat\" " MARK, "\\\"abc\\\" abc",
              MARK " abc");
  /* Nothing with which it could be known. */
  check_sent ("abc\r\n", MARK, "abc", "abc");
  check_sent ("=\r\n", MARK, "= AB==", "= AB==");
}

static void
test_none (void)
{
  g_autoptr (RrmScrub) scrub = rrm_scrub_new (NULL);
  g_autofree char *text = rrm_scrub_text (scrub, "hunter2 and more", 7);

  g_assert_cmpstr (text, ==, "hunter2");
}

/* A server that wants the search to take long gets nowhere. */
static void
test_time (void)
{
  g_autofree char *secret = g_strnfill (1000, 'a');
  g_autofree char *text = g_strnfill (8000, 'a');
  gint64 start = g_get_monotonic_time ();

  secret[999] = 'b';
  check (secret, text, text);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/scrub/plain", test_plain);
  g_test_add_func ("/protocol/scrub/escapes", test_escapes);
  g_test_add_func ("/protocol/scrub/base64", test_base64);
  g_test_add_func ("/protocol/scrub/base64-misses", test_base64_misses);
  g_test_add_func ("/protocol/scrub/short", test_short);
  g_test_add_func ("/protocol/scrub/sent", test_sent);
  g_test_add_func ("/protocol/scrub/none", test_none);
  g_test_add_func ("/protocol/scrub/time", test_time);

  return g_test_run ();
}
