/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/text.h"

static void
test_clean (void)
{
  static const struct
  {
    const char *bytes;
    const char *clean;
  } cases[] = {
    { "plain words", "plain words" },
    { "  around \r\n", "around" },
    { "a\tb", "a b" },
    { "a\r\nb", "a\\u000d\\u000ab" },
    { "\x1b[31mred", "\\u001b[31mred" },
    { "a\x7f", "a\\u007f" },
    { "Gr\xc3\xbc\xc3\x9f", "Gr\xc3\xbc\xc3\x9f" },
    /* Latin-1, which is no UTF-8. */
    { "Gr\xfc", "Gr\xef\xbf\xbd" },
    /* Overlong, and cut short. */
    { "a\xc0\xaf", "a\xef\xbf\xbd\xef\xbf\xbd" },
    { "a\xe2\x82", "a\xef\xbf\xbd\xef\xbf\xbd" },
    /* Right-to-left override, isolate, zero width space, line separator, byte order mark, tag. */
    { "a\xe2\x80\xae"
      "b",
      "a\\u202eb" },
    { "a\xe2\x81\xa6"
      "b",
      "a\\u2066b" },
    { "a\xe2\x80\x8b"
      "b",
      "a\\u200bb" },
    { "a\xe2\x80\xa8"
      "b",
      "a\\u2028b" },
    { "a\xef\xbb\xbf"
      "b",
      "a\\ufeffb" },
    { "a\xf3\xa0\x81\x81"
      "b",
      "a\\u{e0041}b" },
    /* C1 control. */
    { "a\xc2\x9b"
      "b",
      "a\\u009bb" },
    /* What must stay: letters of every script, quotes, and the mark that stands for a secret. */
    { "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d <b>&amp;", "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d <b>&amp;" },
    { "\xe2\x80\xb9secret\xe2\x80\xba", "\xe2\x80\xb9secret\xe2\x80\xba" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = rrm_text_clean (cases[i].bytes, -1, 100);

      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
}

static void
test_cut (void)
{
  g_autofree char *whole = rrm_text_clean ("\xc3\xa4\xc3\xb6\xc3\xbc", -1, 3);
  g_autofree char *cut = rrm_text_clean ("\xc3\xa4\xc3\xb6\xc3\xbc!", -1, 3);
  g_autofree char *part = rrm_text_clean ("abcdef", 3, 100);
  g_autofree char *nul = rrm_text_clean ("a\0b", 3, 100);
  g_autofree char *plain = rrm_text_clean ("  to the end ", -1, 13);
  g_autofree char *longer = rrm_text_clean ("to the end", -1, 9);

  g_assert_cmpstr (plain, ==, "to the end");
  g_assert_cmpstr (longer, ==, "to the en…");
  g_assert_cmpstr (whole, ==, "\xc3\xa4\xc3\xb6\xc3\xbc");
  g_assert_cmpstr (cut, ==, "\xc3\xa4\xc3\xb6\xc3\xbc\xe2\x80\xa6");
  g_assert_cmpstr (part, ==, "abc");
  g_assert_true (g_utf8_validate (nul, -1, NULL));
}

static void
test_controls (void)
{
  g_assert_false (rrm_text_has_controls (""));
  g_assert_false (rrm_text_has_controls ("pat@nc.rr.com \xc3\xa4"));
  g_assert_true (rrm_text_has_controls ("a\rb"));
  g_assert_true (rrm_text_has_controls ("a\n"));
  g_assert_true (rrm_text_has_controls ("\t"));
  g_assert_true (rrm_text_has_controls ("a\x7f"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/clean", test_clean);
  g_test_add_func ("/text/cut", test_cut);
  g_test_add_func ("/text/controls", test_controls);

  return g_test_run ();
}
