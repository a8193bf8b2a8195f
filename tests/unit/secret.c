/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/secret.h"

#include <string.h>

static void
test_bytes (void)
{
  g_autoptr (RrmSecret) secret = rrm_secret_new ("a\0b", 3);
  g_autoptr (RrmSecret) same = rrm_secret_new_sized (10);
  g_autoptr (RrmSecret) shorter = rrm_secret_new ("a", -1);
  g_autoptr (RrmSecret) other = rrm_secret_new ("a\0c", 3);
  gsize length;

  g_assert_cmpmem (rrm_secret_peek (secret, &length), length, "a\0b", 3);
  g_assert_cmpint (rrm_secret_peek (secret, NULL)[3], ==, '\0');
  rrm_secret_append (same, "a", 1);
  rrm_secret_append (same, "\0b", 2);
  g_assert_true (rrm_secret_equal (secret, same));
  g_assert_false (rrm_secret_equal (secret, shorter));
  g_assert_false (rrm_secret_equal (secret, other));
  g_assert_false (rrm_secret_equal (secret, NULL));
  g_assert_true (rrm_secret_equal (NULL, NULL));
}

static void
test_references (void)
{
  RrmSecret *secret = rrm_secret_new ("abc", -1);

  g_assert_true (rrm_secret_ref (secret) == secret);
  rrm_secret_unref (secret);
  g_assert_cmpstr (rrm_secret_peek (secret, NULL), ==, "abc");
  rrm_secret_unref (secret);
}

/* A secret as long as a page, and longer, is whole. */
static void
test_long (void)
{
  g_autofree char *bytes = g_strnfill (10000, 'x');
  g_autoptr (RrmSecret) secret = rrm_secret_new (bytes, -1);

  g_assert_cmpstr (rrm_secret_peek (secret, NULL), ==, bytes);
  g_assert_cmpuint (rrm_secret_get_length (secret), ==, 10000);
}

/* Against another implementation, for every length up to some groups. */
static void
test_base64 (void)
{
  guchar bytes[40];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guchar) (i * 37 + 200);
  for (gsize n = 0; n <= sizeof bytes; n++)
    {
      g_autofree char *expected = g_base64_encode (bytes, n);
      g_autoptr (RrmSecret) source = rrm_secret_new ((const char *) bytes, (gssize) n);
      g_autoptr (RrmSecret) encoded = rrm_secret_new_sized ((n + 2) / 3 * 4);

      rrm_secret_append_base64 (encoded, source);
      g_assert_cmpstr (rrm_secret_peek (encoded, NULL), ==, expected);
    }
}

static void
test_blanks (void)
{
  static const struct
  {
    const char *text;
    const char *trimmed;
    gboolean has_edge_blanks;
    gboolean is_blank;
  } cases[] = {
    { "abc", "abc", FALSE, FALSE },
    { "a b", "a b", FALSE, FALSE },
    { " abc", "abc", TRUE, FALSE },
    { "abc\t", "abc", TRUE, FALSE },
    { "abc\r\n", "abc", TRUE, FALSE },
    { " a b ", "a b", TRUE, FALSE },
    { "", "", FALSE, TRUE },
    { " \t", "", TRUE, TRUE },
    { "\xc2\xa0x", "\xc2\xa0x", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RrmSecret) secret = rrm_secret_new (cases[i].text, -1);
      g_autoptr (RrmSecret) trimmed = rrm_secret_trim (secret);

      g_assert_cmpstr (rrm_secret_peek (trimmed, NULL), ==, cases[i].trimmed);
      g_assert_cmpint (rrm_secret_has_edge_blanks (secret), ==, cases[i].has_edge_blanks);
      g_assert_cmpint (rrm_secret_is_blank (secret), ==, cases[i].is_blank);
    }
}

/* Pages are used again, and nothing of what was in one is in it then. */
static void
test_wiped (void)
{
  for (guint i = 0; i < 20; i++)
    {
      RrmSecret *old = rrm_secret_new ("what nobody else shall read", -1);
      const char *place = rrm_secret_peek (old, NULL);
      g_autoptr (RrmSecret) next = NULL;

      rrm_secret_unref (old);
      next = rrm_secret_new_sized (1000);
      g_assert_true (rrm_secret_peek (next, NULL) == place);
      for (guint k = 0; k <= 1000; k++)
        g_assert_cmpint (place[k], ==, 0);
    }
}

/* More at once than are kept for the next ones. */
static void
test_many (void)
{
  g_autoptr (GPtrArray) secrets =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_secret_unref);

  for (guint round = 0; round < 3; round++)
    {
      for (guint i = 0; i < 100; i++)
        g_ptr_array_add (secrets, rrm_secret_new (i % 2 == 0 ? "even" : "odd", -1));
      for (guint i = 0; i < 100; i++)
        g_assert_cmpstr (rrm_secret_peek (g_ptr_array_index (secrets, i), NULL), ==,
                         i % 2 == 0 ? "even" : "odd");
      g_ptr_array_set_size (secrets, 0);
    }
}

/* To write past the end is a bug, and never silent. */
static void
test_overflow (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (RrmSecret) secret = rrm_secret_new_sized (3);

      rrm_secret_append (secret, "abcd", -1);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret/bytes", test_bytes);
  g_test_add_func ("/secret/references", test_references);
  g_test_add_func ("/secret/long", test_long);
  g_test_add_func ("/secret/base64", test_base64);
  g_test_add_func ("/secret/blanks", test_blanks);
  g_test_add_func ("/secret/wiped", test_wiped);
  g_test_add_func ("/secret/many", test_many);
  g_test_add_func ("/secret/overflow", test_overflow);

  return g_test_run ();
}
