/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/provider-map.h"

#include <glib.h>

#define CHARTER "mobile.charter.net"
#define BRIGHTHOUSE "mail.brighthouse.com"
#define TWC "mail.twc.com"

static const struct
{
  const char *host;
  const char *domain;
  RrmHostKind kind;
  const char *expected;
} hosts[] = {
  /* Right */
  { TWC, "nc.rr.com", RRM_HOST_OWN, TWC },
  { TWC, "twc.com", RRM_HOST_OWN, TWC },
  { CHARTER, "charter.net", RRM_HOST_OWN, CHARTER },
  { BRIGHTHOUSE, "cfl.rr.com", RRM_HOST_OWN, BRIGHTHOUSE },
  /* The other one, worth a try */
  { TWC, "cfl.rr.com", RRM_HOST_SECOND, BRIGHTHOUSE },
  { BRIGHTHOUSE, "nc.rr.com", RRM_HOST_SECOND, TWC },
  /* For others */
  { CHARTER, "neb.rr.com", RRM_HOST_OTHER_ADDRESSES, TWC },
  { CHARTER, "cfl.rr.com", RRM_HOST_OTHER_ADDRESSES, BRIGHTHOUSE },
  { CHARTER, "twc.com", RRM_HOST_OTHER_ADDRESSES, TWC },
  { TWC, "charter.net", RRM_HOST_OTHER_ADDRESSES, CHARTER },
  { TWC, "brighthouse.com", RRM_HOST_OTHER_ADDRESSES, BRIGHTHOUSE },
  { BRIGHTHOUSE, "twc.com", RRM_HOST_OTHER_ADDRESSES, TWC },
  /* Of former times */
  { "pop-server.nc.rr.com", "nc.rr.com", RRM_HOST_RETIRED, TWC },
  { "smtp-server.tampabay.rr.com", "tampabay.rr.com", RRM_HOST_RETIRED, BRIGHTHOUSE },
  { "pop-server.wi.rr.com", "example.org", RRM_HOST_RETIRED, TWC },
  { "pop-server.cfl.rr.com", NULL, RRM_HOST_RETIRED, BRIGHTHOUSE },
  { "mail.maine.rr.com", "maine.rr.com", RRM_HOST_RETIRED, TWC },
  { "smtp.san.rr.com", "san.rr.com", RRM_HOST_RETIRED, TWC },
  { "imap-server.texas.rr.com", "texas.rr.com", RRM_HOST_RETIRED, TWC },
  { "pop-server.roadrunner.com", "roadrunner.com", RRM_HOST_RETIRED, TWC },
  { "mobile-smtp.roadrunner.com", "nc.rr.com", RRM_HOST_RETIRED, TWC },
  { "pop.charter.net", "charter.net", RRM_HOST_RETIRED, CHARTER },
  { "imap.charter.net", "charter.net", RRM_HOST_RETIRED, CHARTER },
  { "smtp.charter.net", "charter.net", RRM_HOST_RETIRED, CHARTER },
  { "mail.charter.net", "charter.net", RRM_HOST_RETIRED, CHARTER },
  { "mail3.charter.net", "charter.net", RRM_HOST_RETIRED, CHARTER },
  { "mail.bresnan.net", "bresnan.net", RRM_HOST_RETIRED, CHARTER },
  /* Mistyped or guessed */
  { "moble.charter.net", "charter.net", RRM_HOST_TYPO, CHARTER },
  { "mobil.charter.net", "charter.net", RRM_HOST_TYPO, CHARTER },
  { "mobile.charter.com", "charter.net", RRM_HOST_TYPO, CHARTER },
  { "mobile.chater.net", "spectrum.net", RRM_HOST_TYPO, CHARTER },
  { "moble.charter.net", "nc.rr.com", RRM_HOST_TYPO, TWC },
  { "mail.twc,com", "twc.com", RRM_HOST_TYPO, TWC },
  { "mail.twc .com", "twc.com", RRM_HOST_TYPO, TWC },
  { "mail.twc.net", "twc.com", RRM_HOST_TYPO, TWC },
  { "mail.two.com", "twc.com", RRM_HOST_TYPO, TWC },
  { "mial.twc.com", "twc.com", RRM_HOST_TYPO, TWC },
  { "twc.mail.com", "twc.com", RRM_HOST_TYPO, TWC },
  { "smtp-mail.twc.com", "nc.rr.com", RRM_HOST_TYPO, TWC },
  { "smtp.twc.com", "nc.rr.com", RRM_HOST_TYPO, TWC },
  { "server.twc.com", "nc.rr.com", RRM_HOST_TYPO, TWC },
  { "smpt.san.rr.com", "san.rr.com", RRM_HOST_TYPO, TWC },
  { "mobile-stmp.roadrunner.com", "roadrunner.com", RRM_HOST_TYPO, TWC },
  { "nycap.rr.com", "nycap.rr.com", RRM_HOST_TYPO, TWC },
  { "charter.net", "charter.net", RRM_HOST_TYPO, CHARTER },
  { "mail.spectrum.com", "nc.rr.com", RRM_HOST_TYPO, TWC },
  { "imap.spectrum.net", "charter.net", RRM_HOST_TYPO, CHARTER },
  { "webmail.spectrum.net", "cfl.rr.com", RRM_HOST_TYPO, BRIGHTHOUSE },
  { "mail.chartermi.net", "chartermi.net", RRM_HOST_TYPO, CHARTER },
  { "mail.brigthouse.com", "brighthouse.com", RRM_HOST_TYPO, BRIGHTHOUSE },
  /* Near misses: nobody's host of this family */
  { "mail.example.org", "nc.rr.com", RRM_HOST_UNKNOWN, TWC },
  { "127.0.0.1", "nc.rr.com", RRM_HOST_UNKNOWN, TWC },
  { "localhost", "nc.rr.com", RRM_HOST_UNKNOWN, TWC },
  { "mail.abc.com", "nc.rr.com", RRM_HOST_UNKNOWN, TWC },
  { "imap.gmail.com", "nc.rr.com", RRM_HOST_UNKNOWN, TWC },
  { "mobile.chatter.org", "charter.net", RRM_HOST_UNKNOWN, CHARTER },
  { "pop.biz.rr.com", "biz.rr.com", RRM_HOST_UNKNOWN, NULL },
  { "pop-server.example.rr.org", "nc.rr.com", RRM_HOST_UNKNOWN, TWC },
  /* Addresses of others: their names may be right there */
  { "mail.two.com", "two.com", RRM_HOST_UNKNOWN, NULL },
  { "mail.twp.com", "twp.com", RRM_HOST_UNKNOWN, NULL },
  { "mail.twp.com", NULL, RRM_HOST_UNKNOWN, NULL },
  { TWC, "example.org", RRM_HOST_UNKNOWN, NULL },
  { "smpt.example.org", "nc.rr.com", RRM_HOST_UNKNOWN, TWC },
};

static void
test_hosts (void)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      const char *expected = "unset";
      RrmHostKind kind =
        rrm_provider_map_classify_host (map, hosts[i].host, hosts[i].domain, &expected);

      g_test_message ("%s for %s", hosts[i].host, hosts[i].domain);
      g_assert_cmpint (kind, ==, hosts[i].kind);
      g_assert_cmpstr (expected, ==, hosts[i].expected);
    }
}

static void
test_suggest (void)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();
  g_autofree char *comma = rrm_provider_map_suggest_host (map, "mail.twc,com", "twc.com");
  g_autofree char *own = rrm_provider_map_suggest_host (map, TWC, "twc.com");
  g_autofree char *second = rrm_provider_map_suggest_host (map, BRIGHTHOUSE, "nc.rr.com");
  g_autofree char *unknown = rrm_provider_map_suggest_host (map, "mail.example.org", "twc.com");

  g_assert_cmpstr (comma, ==, TWC);
  g_assert_cmpstr (own, ==, NULL);
  g_assert_cmpstr (second, ==, NULL);
  g_assert_cmpstr (unknown, ==, NULL);
}

static void
test_siblings (void)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();
  g_auto (GStrv) siblings = rrm_provider_map_get_siblings (map, TWC);
  g_auto (GStrv) none = rrm_provider_map_get_siblings (map, "mail.example.org");

  g_assert_cmpuint (g_strv_length (siblings), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) siblings, CHARTER));
  g_assert_true (g_strv_contains ((const char *const *) siblings, BRIGHTHOUSE));
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length ((char **) rrm_provider_map_get_hosts (map)), ==, 3);
}

static void
test_settings (void)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();
  g_autoptr (RrmServiceSettings) settings =
    rrm_provider_map_get_settings (map, "nc.rr.com", RRM_PROTOCOL_SMTP);
  g_autoptr (RrmServiceSettings) of_host =
    rrm_provider_map_get_host_settings (map, CHARTER, RRM_PROTOCOL_POP3);

  g_assert_cmpstr (rrm_service_settings_get_host (settings), ==, TWC);
  g_assert_cmpuint (rrm_service_settings_get_port (settings), ==, 587);
  g_assert_cmpint (rrm_service_settings_get_security (settings), ==, RRM_SECURITY_AUTO);
  g_assert_cmpstr (rrm_service_settings_get_host (of_host), ==, CHARTER);
  g_assert_cmpuint (rrm_service_settings_get_port (of_host), ==, 995);
  g_assert_null (rrm_provider_map_get_settings (map, "example.org", RRM_PROTOCOL_SMTP));
  g_assert_null (rrm_provider_map_get_host_settings (map, "mail.example.org", RRM_PROTOCOL_IMAP));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/map/hosts/kinds", test_hosts);
  g_test_add_func ("/map/hosts/suggest", test_suggest);
  g_test_add_func ("/map/hosts/siblings", test_siblings);
  g_test_add_func ("/map/hosts/settings", test_settings);

  return g_test_run ();
}
