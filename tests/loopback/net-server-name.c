/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-certificate.h"

#include "net/server-name.h"

#include <string.h>

/* Whom a certificate is for, by the rules of RFC 9525. */

#define HOST "mail.twc.com"

typedef struct
{
  const char *name;
  Plan plan;
  const char *host;
  gboolean matches;
} Name;

static const Name names[] = {
  { "exact", { .dns = HOST }, HOST, TRUE },
  { "letter-case", { .dns = "MAIL.twc.COM" }, "Mail.Twc.com", TRUE },
  { "dot-at-end", { .dns = "mail.twc.com." }, HOST, FALSE },
  { "dot-at-both-ends", { .dns = "mail.twc.com." }, "mail.twc.com.", FALSE },
  { "dot-at-end-typed", { .dns = HOST }, "mail.twc.com.", TRUE },
  { "second-of-two", { .dns = "a.example mail.twc.com" }, HOST, TRUE },
  { "other", { .dns = "mail.twc.net" }, HOST, FALSE },
  { "parent", { .dns = "twc.com" }, HOST, FALSE },
  { "child", { .dns = "a.mail.twc.com" }, HOST, FALSE },
  { "suffix", { .dns = "l.twc.com" }, HOST, FALSE },
  { "wildcard", { .dns = "*.twc.com" }, HOST, TRUE },
  { "wildcard-letter-case", { .dns = "*.TWC.com" }, HOST, TRUE },
  { "wildcard-parent", { .dns = "*.twc.com" }, "twc.com", FALSE },
  { "wildcard-two-labels", { .dns = "*.twc.com" }, "a.mail.twc.com", FALSE },
  { "wildcard-partial", { .dns = "ma*.twc.com" }, HOST, FALSE },
  { "wildcard-inside", { .dns = "mail.*.com" }, HOST, FALSE },
  { "wildcard-top-level", { .dns = "*.com" }, "twc.com", FALSE },
  { "wildcard-alone", { .dns = "*" }, "localhost", FALSE },
  { "wildcard-twice", { .dns = "*.*.com" }, HOST, FALSE },
  { "idn", { .dns = "xn--mnchen-3ya.example.net" }, "münchen.example.net", TRUE },
  { "idn-other", { .dns = "xn--mnchen-3ya.example.net" }, "munchen.example.net", FALSE },
  { "common-name-only", { .dns = NULL }, HOST, FALSE },
  { "common-name-beside", { .dns = "other.example" }, HOST, FALSE },
  { "uri-only", { .uri = "imap://mail.twc.com" }, HOST, FALSE },
  /* A domain's SRV-ID (RFC 6125, section 6.4.1; RFC 7817, section 3) is not taken for a host: the
   * person confirms the host that a search found, and the mail programs that get these settings
   * compare nothing else. What passed here by it would fail there. */
  { "srv-only", { .srv = "_imaps.twc.com" }, HOST, FALSE },
  { "srv-only-host", { .srv = "_imaps.mail.twc.com" }, HOST, FALSE },
  { "srv-beside", { .srv = "_imaps.twc.com", .dns = HOST }, HOST, TRUE },
  { "ipv4", { .ip = "127.0.0.1" }, "127.0.0.1", TRUE },
  { "ipv4-other", { .ip = "127.0.0.1" }, "127.0.0.2", FALSE },
  { "ipv6", { .ip = "::1" }, "[::1]", TRUE },
  { "ipv6-long-form", { .ip = "2001:db8::1" }, "2001:0DB8:0:0::1", TRUE },
  { "ip-as-dns", { .dns = "127.0.0.1" }, "127.0.0.1", FALSE },
  { "ip-wildcard", { .dns = "*.0.0.1" }, "127.0.0.1", FALSE },
  { "dns-for-ip", { .dns = HOST }, "127.0.0.1", FALSE },
};

static void
test_name (gconstpointer data)
{
  const Name *name = data;
  Plan plan = name->plan;
  g_autoptr (Cert) leaf = NULL;

  plan.name = HOST;
  leaf = cert_new (&plan);
  g_assert_cmpint (rrm_server_name_match (leaf->crt, name->host), ==, name->matches);
}

/* A certificate for many counts for the last of them too; what is shown of it has an end. */
static void
test_many (void)
{
  GString *dns = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autoptr (Cert) leaf = NULL;
  g_auto (GStrv) listed = NULL;

  for (guint i = 0; i < 1001; i++)
    g_string_append_printf (dns, "h%u.twc.com ", i);
  g_string_append (dns, HOST);
  text = g_string_free (dns, FALSE);
  leaf = cert_new (&(Plan){ .name = HOST, .dns = text });

  g_assert_true (rrm_server_name_match (leaf->crt, HOST));
  g_assert_true (rrm_server_name_match (leaf->crt, "h1000.twc.com"));
  g_assert_false (rrm_server_name_match (leaf->crt, "h1001.twc.com"));
  listed = rrm_server_name_list (leaf->crt);
  g_assert_cmpuint (g_strv_length (listed), ==, 1000);
}

/* A certificate for "mail.twc.com", @byte and ".evil.example". */
static gnutls_x509_crt_t
crt_new_with (guchar byte)
{
  g_autoptr (Cert) leaf = cert_new (&(Plan){ .name = "x", .dns = "mail.twc.com!.evil.example" });
  gnutls_datum_t der = { 0 };
  gnutls_x509_crt_t changed;
  guchar *mark;

  g_assert_cmpint (gnutls_x509_crt_export2 (leaf->crt, GNUTLS_X509_FMT_DER, &der), >=, 0);
  mark = memmem (der.data, der.size, "com!", 4);
  g_assert_nonnull (mark);
  mark[3] = byte;
  gnutls_x509_crt_init (&changed);
  g_assert_cmpint (gnutls_x509_crt_import (changed, &der, GNUTLS_X509_FMT_DER), >=, 0);
  gnutls_free (der.data);

  return changed;
}

/* A name that would end at a NUL in the middle of it (CVE-2009-2408). */
static void
test_nul_in_name (void)
{
  gnutls_x509_crt_t crt = crt_new_with ('\0');

  g_assert_false (rrm_server_name_match (crt, HOST));
  gnutls_x509_crt_deinit (crt);
}

/* What a report lists: names and addresses, nothing else, and cleaned. */
static void
test_list (void)
{
  g_autoptr (Cert) leaf = cert_new (&(Plan){
    .name = "common", .dns = "a.example *.b.example", .ip = "::1", .uri = "https://c.example" });
  g_autoptr (Cert) none = cert_new (&(Plan){ .name = "common" });
  gnutls_x509_crt_t hostile = crt_new_with (0x1b);
  g_auto (GStrv) names_of_leaf = rrm_server_name_list (leaf->crt);
  g_auto (GStrv) names_of_none = rrm_server_name_list (none->crt);
  g_auto (GStrv) names_of_hostile = rrm_server_name_list (hostile);
  static const char *const wanted[] = { "a.example", "*.b.example", "::1", NULL };

  g_assert_true (g_strv_equal ((const char *const *) names_of_leaf, wanted));
  g_assert_null (names_of_none[0]);
  g_assert_cmpstr (names_of_hostile[0], ==, "mail.twc.com\\u001b.evil.example");
  gnutls_x509_crt_deinit (hostile);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat ("/net/server-name/", names[i].name, NULL);

      g_test_add_data_func (path, &names[i], test_name);
    }
  g_test_add_func ("/net/server-name/many", test_many);
  g_test_add_func ("/net/server-name/nul", test_nul_in_name);
  g_test_add_func ("/net/server-name/list", test_list);

  return g_test_run ();
}
