/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/address.h"

#include <string.h>

static void
test_good (void)
{
  static const struct
  {
    const char *text;
    const char *address;
    const char *local_part;
    const char *domain;
  } cases[] = {
    { "pat@nc.rr.com", "pat@nc.rr.com", "pat", "nc.rr.com" },
    { "  Pat.O'Neil+x@NC.RR.Com\n", "Pat.O'Neil+x@nc.rr.com", "Pat.O'Neil+x", "nc.rr.com" },
    { "pat@nc.rr.com.", "pat@nc.rr.com", "pat", "nc.rr.com" },
    { "p\xc3\xa4t@b\xc3\xbc"
      "cher.example",
      "p\xc3\xa4t@xn--bcher-kva.example", "p\xc3\xa4t", "xn--bcher-kva.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RrmAddress) address = rrm_address_parse (cases[i].text, &error);
      g_autoptr (RrmAddress) copy = NULL;

      g_assert_no_error (error);
      copy = rrm_address_copy (address);
      g_assert_cmpstr (rrm_address_get_text (copy), ==, cases[i].address);
      g_assert_cmpstr (rrm_address_get_local_part (copy), ==, cases[i].local_part);
      g_assert_cmpstr (rrm_address_get_domain (copy), ==, cases[i].domain);
    }
}

/* Each mistake has its own name, because each has its own sentence. */
static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    RrmAddressError error;
  } cases[] = {
    { "", RRM_ADDRESS_ERROR_EMPTY },
    { " \t", RRM_ADDRESS_ERROR_EMPTY },
    { "pat", RRM_ADDRESS_ERROR_NO_AT },
    { "pat@nc@rr.com", RRM_ADDRESS_ERROR_SEVERAL_AT },
    { "pat smith@nc.rr.com", RRM_ADDRESS_ERROR_SPACE },
    { "pat@nc.rr. com", RRM_ADDRESS_ERROR_SPACE },
    { "pat\xc2\xa0smith@nc.rr.com", RRM_ADDRESS_ERROR_SPACE },
    { "pat@nc.rr,com", RRM_ADDRESS_ERROR_COMMA },
    { "@nc.rr.com", RRM_ADDRESS_ERROR_NO_LOCAL_PART },
    { "pat@", RRM_ADDRESS_ERROR_NO_DOMAIN },
    { "pat@com", RRM_ADDRESS_ERROR_BAD_DOMAIN },
    { "pat@nc..rr.com", RRM_ADDRESS_ERROR_BAD_DOMAIN },
    { "pat@-nc.rr.com", RRM_ADDRESS_ERROR_BAD_DOMAIN },
    { "pat@nc.rr.com>", RRM_ADDRESS_ERROR_BAD_DOMAIN },
    { "<pat@nc.rr.com", RRM_ADDRESS_ERROR_CHARACTER },
    { "pat\rx@nc.rr.com", RRM_ADDRESS_ERROR_CONTROL },
    { "pat\xff@nc.rr.com", RRM_ADDRESS_ERROR_CONTROL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RrmAddress) address = rrm_address_parse (cases[i].text, &error);

      g_assert_null (address);
      g_assert_error (error, RRM_ADDRESS_ERROR, (int) cases[i].error);
    }
}

static void
check_length (gsize local_part,
              gsize label,
              gboolean good)
{
  g_autofree char *a = g_strnfill (local_part, 'a');
  g_autofree char *b = g_strnfill (label, 'b');
  g_autofree char *text = g_strconcat (a, "@", b, ".com", NULL);
  g_autoptr (RrmAddress) address = rrm_address_parse (text, NULL);

  g_assert_cmpint (address != NULL, ==, good);
}

static void
test_lengths (void)
{
  check_length (64, 63, TRUE);
  check_length (65, 63, FALSE);
  check_length (64, 64, FALSE);
  check_length (1000000, 63, FALSE);
  check_length (1, 1000000, FALSE);
}

static void
test_hosts (void)
{
  static const struct
  {
    const char *text;
    const char *host;
    RrmHostError error;
  } cases[] = {
    { " Mail.TWC.com ", "mail.twc.com", 0 },
    { "mail.twc.com.", "mail.twc.com", 0 },
    { "localhost", "localhost", 0 },
    { "127.0.0.1", "127.0.0.1", 0 },
    { "[::1]", "::1", 0 },
    { "2001:DB8::1", "2001:DB8::1", 0 },
    { "b\xc3\xbc"
      "cher.example",
      "xn--bcher-kva.example", 0 },
    { "", NULL, RRM_HOST_ERROR_EMPTY },
    { "imap://mail.twc.com", NULL, RRM_HOST_ERROR_SCHEME },
    { "mail.twc.com:993", NULL, RRM_HOST_ERROR_PORT },
    { "mail.twc.com/inbox", NULL, RRM_HOST_ERROR_PATH },
    { "pat@mail.twc.com", NULL, RRM_HOST_ERROR_AT },
    { "mail twc com", NULL, RRM_HOST_ERROR_SPACE },
    { "mail.twc,com", NULL, RRM_HOST_ERROR_COMMA },
    { "mail..twc.com", NULL, RRM_HOST_ERROR_CHARACTER },
    { "mail.twc.com\x01x", NULL, RRM_HOST_ERROR_CHARACTER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *host = rrm_host_normalize (cases[i].text, &error);

      g_assert_cmpstr (host, ==, cases[i].host);
      if (cases[i].host == NULL)
        g_assert_error (error, RRM_HOST_ERROR, (int) cases[i].error);
      else
        g_assert_no_error (error);
    }
  g_assert_true (rrm_host_is_literal ("::1"));
  g_assert_false (rrm_host_is_literal ("mail.twc.com"));
  g_assert_true (rrm_host_is_within ("rr.com", "rr.com"));
  g_assert_true (rrm_host_is_within ("mail.nc.rr.com", "rr.com"));
  g_assert_false (rrm_host_is_within ("mail.xrr.com", "rr.com"));
  g_assert_false (rrm_host_is_within ("rr.com.other.example", "rr.com"));
  g_assert_false (rrm_host_is_within ("com", "rr.com"));
  g_assert_false (rrm_host_is_within ("127.0.0.1", "0.1"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address/good", test_good);
  g_test_add_func ("/address/bad", test_bad);
  g_test_add_func ("/address/lengths", test_lengths);
  g_test_add_func ("/address/hosts", test_hosts);

  return g_test_run ();
}
