/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/hostname.h"
#include "net/redirects.h"

static void
add (RrmRedirects *redirects,
     const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rrm_redirects_add_text (redirects, text, &error));
  g_assert_no_error (error);
}

static void
expect (RrmRedirects *redirects,
        const char *host,
        guint16 port,
        const char *address,
        guint16 target_port)
{
  const char *found_address = NULL;
  guint16 found_port = 0;

  g_assert_true (rrm_redirects_lookup (redirects, host, port, &found_address, &found_port));
  g_assert_cmpstr (found_address, ==, address);
  g_assert_cmpuint (found_port, ==, target_port);
}

static void
expect_none (RrmRedirects *redirects,
             const char *host,
             guint16 port)
{
  g_assert_false (rrm_redirects_lookup (redirects, host, port, NULL, NULL));
  g_assert_null (rrm_redirects_list (redirects, host, port));
}

static void
test_exact_port_wins (void)
{
  g_autoptr (RrmRedirects) redirects = rrm_redirects_new ();

  g_assert_true (rrm_redirects_is_empty (redirects));
  add (redirects, "mail.twc.com::127.0.0.1:1000");
  add (redirects, "mail.twc.com:993:127.0.0.2:2000");
  g_assert_false (rrm_redirects_is_empty (redirects));

  expect (redirects, "mail.twc.com", 993, "127.0.0.2", 2000);
  expect (redirects, "mail.twc.com", 587, "127.0.0.1", 1000);
  expect_none (redirects, "mail.twc.net", 993);
}

static void
test_other_port (void)
{
  g_autoptr (RrmRedirects) redirects = rrm_redirects_new ();

  add (redirects, "mail.twc.com:993:127.0.0.1:2000");
  expect_none (redirects, "mail.twc.com", 143);
}

static void
test_host_forms (void)
{
  g_autoptr (RrmRedirects) redirects = rrm_redirects_new ();

  add (redirects, "Mail.TWC.com.:993:[::1]:2000");
  add (redirects, "[2001:DB8:0::1]:993:127.0.0.1:3000");
  add (redirects, "192.0.2.1:25:127.0.0.1:4000");
  add (redirects, "münchen.example:1:127.0.0.1:5000");

  expect (redirects, "mail.twc.COM", 993, "::1", 2000);
  expect (redirects, "2001:db8::1", 993, "127.0.0.1", 3000);
  expect (redirects, "[2001:db8::1]", 993, "127.0.0.1", 3000);
  expect (redirects, "192.0.2.1", 25, "127.0.0.1", 4000);
  expect (redirects, "xn--mnchen-3ya.example", 1, "127.0.0.1", 5000);
}

/* The same host and port twice are two addresses, in the order given. */
static void
test_several_addresses (void)
{
  g_autoptr (RrmRedirects) redirects = rrm_redirects_new ();
  g_autoptr (GPtrArray) list = NULL;

  add (redirects, "mail.twc.com:993:[::1]:1000");
  add (redirects, "mail.twc.com:993:127.0.0.1:2000");
  add (redirects, "mail.twc.com::127.0.0.1:3000");
  list = rrm_redirects_list (redirects, "mail.twc.com", 993);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpuint (g_inet_socket_address_get_port (g_ptr_array_index (list, 0)), ==, 1000);
  g_assert_cmpuint (g_inet_socket_address_get_port (g_ptr_array_index (list, 1)), ==, 2000);
}

static void
test_faults (void)
{
  g_autoptr (RrmRedirects) redirects = rrm_redirects_new ();
  RrmFaultKind fault = RRM_FAULT_CANCELLED;

  rrm_redirects_add_fault (redirects, "Gone.example", RRM_FAULT_NAME_NOT_FOUND);
  g_assert_false (rrm_redirects_is_empty (redirects));
  g_assert_true (rrm_redirects_lookup_fault (redirects, "gone.EXAMPLE.", &fault));
  g_assert_cmpint (fault, ==, RRM_FAULT_NAME_NOT_FOUND);
  g_assert_false (rrm_redirects_lookup_fault (redirects, "other.example", &fault));
  expect_none (redirects, "gone.example", 993);
}

static const struct
{
  const char *text;
  RrmRedirectError code;
} broken[] = {
  { "", RRM_REDIRECT_ERROR_SYNTAX },
  { "mail.twc.com", RRM_REDIRECT_ERROR_SYNTAX },
  { "mail.twc.com:993:127.0.0.1", RRM_REDIRECT_ERROR_SYNTAX },
  { "[::1:993:127.0.0.1:1", RRM_REDIRECT_ERROR_SYNTAX },
  { "[::1]993:127.0.0.1:1", RRM_REDIRECT_ERROR_SYNTAX },
  { "mail.twc.com:993:[::1:1", RRM_REDIRECT_ERROR_SYNTAX },
  { ":993:127.0.0.1:1", RRM_REDIRECT_ERROR_HOST },
  { "[mail.twc.com]:993:127.0.0.1:1", RRM_REDIRECT_ERROR_HOST },
  { "[127.0.0.1]:993:127.0.0.1:1", RRM_REDIRECT_ERROR_HOST },
  { "mail twc:993:127.0.0.1:1", RRM_REDIRECT_ERROR_HOST },
  { "imap/x:993:127.0.0.1:1", RRM_REDIRECT_ERROR_HOST },
  { "mail.twc.com:0:127.0.0.1:1", RRM_REDIRECT_ERROR_PORT },
  { "mail.twc.com:70000:127.0.0.1:1", RRM_REDIRECT_ERROR_PORT },
  { "mail.twc.com:imap:127.0.0.1:1", RRM_REDIRECT_ERROR_PORT },
  { "mail.twc.com:-1:127.0.0.1:1", RRM_REDIRECT_ERROR_PORT },
  { "mail.twc.com:[993]:127.0.0.1:1", RRM_REDIRECT_ERROR_PORT },
  { "mail.twc.com:993:localhost:1", RRM_REDIRECT_ERROR_ADDRESS },
  { "mail.twc.com:993::1", RRM_REDIRECT_ERROR_ADDRESS },
  { "mail.twc.com:993:127.1:1", RRM_REDIRECT_ERROR_ADDRESS },
  { "mail.twc.com:993:[127.0.0.1]:1", RRM_REDIRECT_ERROR_ADDRESS },
  { "mail.twc.com:993:127.0.0.1:", RRM_REDIRECT_ERROR_TARGET_PORT },
  { "mail.twc.com:993:127.0.0.1:0", RRM_REDIRECT_ERROR_TARGET_PORT },
  { "mail.twc.com:993:127.0.0.1:1 ", RRM_REDIRECT_ERROR_TARGET_PORT },
  { "mail.twc.com:993:127.0.0.1:1:2", RRM_REDIRECT_ERROR_TARGET_PORT },
};

static void
test_broken (void)
{
  g_autoptr (RrmRedirects) redirects = rrm_redirects_new ();

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", broken[i].text);
      g_assert_false (rrm_redirects_add_text (redirects, broken[i].text, &error));
      g_assert_error (error, RRM_REDIRECT_ERROR, (int) broken[i].code);
    }
  g_assert_true (rrm_redirects_is_empty (redirects));
}

static void
test_hostname (void)
{
  static const struct
  {
    const char *typed;
    const char *normal;
  } forms[] = {
    { "Mail.TWC.com", "mail.twc.com" },
    { "mail.twc.com.", "mail.twc.com" },
    { "[::1]", "::1" },
    { "2001:DB8::0:1", "2001:db8::1" },
    { "127.0.0.1", "127.0.0.1" },
    { "BÜCHER.example", "xn--bcher-kva.example" },
    { ".", "." },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *normal = rrm_hostname_normalise (forms[i].typed);

      g_assert_cmpstr (normal, ==, forms[i].normal);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/redirects/exact-port-wins", test_exact_port_wins);
  g_test_add_func ("/net/redirects/other-port", test_other_port);
  g_test_add_func ("/net/redirects/host-forms", test_host_forms);
  g_test_add_func ("/net/redirects/several-addresses", test_several_addresses);
  g_test_add_func ("/net/redirects/faults", test_faults);
  g_test_add_func ("/net/redirects/broken", test_broken);
  g_test_add_func ("/net/redirects/hostname", test_hostname);

  return g_test_run ();
}
