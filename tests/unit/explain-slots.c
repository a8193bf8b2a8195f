/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/mask.h"
#include "explain/slots.h"

#include <glib.h>
#include <locale.h>

static char *
get (const char *name,
     gpointer user_data)
{
  if (g_str_equal (name, "host"))
    return g_strdup ("mail.twc.com");
  if (g_str_equal (name, "evil"))
    return g_strdup ("{host} %s");

  return NULL;
}

static void
test_fill (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "plain", "plain" },
    { "", "" },
    { "“{host}”", "“mail.twc.com”" },
    { "{host}{host}", "mail.twc.commail.twc.com" },
    { "{nothing} at {host}", NULL },
    { "at {host} {nothing}", NULL },
    { "{}", NULL },
    { "open {host", "open {host" },
    { "close }", "close }" },
    /* What a server or a person wrote is not looked at again. */
    { "a {evil} b", "a {host} %s b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *filled = rrm_slots_fill (cases[i].text, get, NULL);

      g_assert_cmpstr (filled, ==, cases[i].expected);
    }
}

static void
test_hold (void)
{
  static const struct
  {
    const char *when;
    gboolean expected;
  } cases[] = {
    { NULL, TRUE },
    { "", TRUE },
    { "host", TRUE },
    { "!host", FALSE },
    { "nothing", FALSE },
    { "!nothing", TRUE },
    { "host=mail.twc.com", TRUE },
    { "host=mail.twc", FALSE },
    { "!host=mail.twc", TRUE },
    { "nothing=", FALSE },
    { "host !nothing", TRUE },
    { "host nothing", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (rrm_slots_hold (cases[i].when, get, NULL), ==, cases[i].expected);
}

static void
test_mask (void)
{
  g_autoptr (RrmAccount) account = rrm_account_new ("pat@nc.rr.com");
  g_autoptr (RrmAccount) short_account = rrm_account_new ("al@nc.rr.com");
  g_autoptr (RrmMask) mask = rrm_mask_new (account);
  g_autoptr (RrmMask) short_mask = rrm_mask_new (short_account);
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "<pat@nc.rr.com> sender rejected", "<•••@nc.rr.com> sender rejected" },
    { "Pat@NC.rr.com", "•••@nc.rr.com" },
    { "+OK PAT is welcome", "+OK ••• is welcome" },
    { "a patient patch, spat", "a patient patch, spat" },
    { "pat@nc.rr.community", "•••@nc.rr.community" },
    { "spat@nc.rr.com", "spat@nc.rr.com" },
    { "ünpat", "ünpat" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *masked = rrm_mask_apply (mask, cases[i].text);

      g_assert_cmpstr (masked, ==, cases[i].expected);
    }

  {
    g_autofree char *masked = rrm_mask_apply (short_mask, "al@nc.rr.com said al");
    g_autofree char *unmasked = rrm_mask_apply (NULL, "pat \xff");

    g_assert_cmpstr (masked, ==, "•••@nc.rr.com said al");
    g_assert_cmpstr (unmasked, ==, "pat \xef\xbf\xbd");
  }
}

int
main (int argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/explain-slots/fill", test_fill);
  g_test_add_func ("/explain-slots/hold", test_hold);
  g_test_add_func ("/explain-slots/mask", test_mask);

  return g_test_run ();
}
