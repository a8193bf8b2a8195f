/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/provider-map.h"

#include <glib.h>
#include <string.h>

#define CHARTER "mobile.charter.net"
#define BRIGHTHOUSE "mail.brighthouse.com"
#define TWC "mail.twc.com"

static const struct
{
  const char *domain;
  const char *host;
} served[] = {
  { "charter.net", CHARTER },
  { "spectrum.net", CHARTER },
  { "bresnan.net", CHARTER },
  { "charter.com", CHARTER },
  { "chartertn.net", CHARTER },
  { "chartermi.net", CHARTER },
  { "charterga.net", CHARTER },
  { "brighthouse.com", BRIGHTHOUSE },
  { "tampabay.rr.com", BRIGHTHOUSE },
  { "cfl.rr.com", BRIGHTHOUSE },
  { "bham.rr.com", BRIGHTHOUSE },
  { "bak.rr.com", BRIGHTHOUSE },
  { "indy.rr.com", BRIGHTHOUSE },
  { "mi.rr.com", BRIGHTHOUSE },
  { "panhandle.rr.com", BRIGHTHOUSE },
  { "elmore.rr.com", BRIGHTHOUSE },
  { "eufaula.rr.com", BRIGHTHOUSE },
  { "emore.rr.com", BRIGHTHOUSE },
  { "eufala.rr.com", BRIGHTHOUSE },
  { "twc.com", TWC },
  { "roadrunner.com", TWC },
  { "rr.com", TWC },
  { "twcc.com", TWC },
  { "adelphia.net", TWC },
};

/* The regions of the provider's webmail page, and those of older lists. */
static const char *const twc_regions[] = {
  "austin",  "ca",      "carolina",  "cinci",    "columbus",  "dc",      "ec",     "elp",
  "gt",      "hawaii",  "hot",       "hvc",      "insight",   "kc",      "ma",     "maine",
  "mass",    "nc",      "ne",        "neb",      "neo",       "new",     "nj",     "nyc",
  "nycap",   "oh",      "pa",        "rgv",      "rochester", "san",     "satx",   "sc",
  "si",      "socal",   "stny",      "stx",      "sw",        "triad",   "twcny",  "tx",
  "we",      "wi",      "woh",       "berkshire", "twmi",     "houston", "swfla",  "se",
  "southeast", "jam",   "sport",     "mn",       "midsouth",  "ucwphilly", "central", "texas",
  "nyroc",   "newbc",
};

static const struct
{
  const char *domain;
  const char *kind;
  const char *provider;
} strangers[] = {
  { "earthlink.net", "foreign", "EarthLink" },
  { "mindspring.com", "foreign", "EarthLink" },
  { "ix.netcom.com", "foreign", "EarthLink" },
  { "cox.net", "foreign", "Yahoo Mail" },
  { "sbcglobal.net", "foreign", "AT&T" },
  { "insightbb.com", "discontinued", "Spectrum" },
  { "biz.rr.com", "business", NULL },
  { "hvcbiz.rr.com", "business", NULL },
  { "bizsatx.rr.com", "business", NULL },
  { "indy.biz.rr.com", "business", NULL },
  { "rochester.twcbc.com", "business", NULL },
  { "neohio.twcbc.com", "business", NULL },
  { "mgw.rr.com", "infrastructure", NULL },
  { "tampflrdc.rr.com", "infrastructure", NULL },
};

static RrmLookup *
look_up (const char *domain)
{
  g_autofree char *text = g_strconcat ("pat@", domain, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmAddress) address = rrm_address_parse (text, &error);

  g_assert_no_error (error);

  return rrm_provider_map_lookup (rrm_provider_map_get_default (), address);
}

static void
assert_settings (RrmServiceSettings *settings,
                 RrmProtocol protocol,
                 const char *host,
                 guint port,
                 RrmSecurity security)
{
  g_assert_cmpint (rrm_service_settings_get_protocol (settings), ==, protocol);
  g_assert_cmpstr (rrm_service_settings_get_host (settings), ==, host);
  g_assert_cmpuint (rrm_service_settings_get_port (settings), ==, port);
  g_assert_cmpint (rrm_service_settings_get_security (settings), ==, security);
  g_assert_cmpint (rrm_service_settings_get_source (settings), ==, RRM_SOURCE_MAP);
  g_assert_cmpint (rrm_service_settings_get_auth (settings), ==, RRM_AUTH_AUTO);
}

static void
assert_served (const char *domain,
               const char *host)
{
  g_autoptr (RrmLookup) lookup = look_up (domain);
  g_autofree char *username = g_strconcat ("pat@", domain, NULL);

  g_assert_cmpuint (lookup->incoming->len, ==, 2);
  g_assert_cmpuint (lookup->outgoing->len, ==, 4);
  assert_settings (lookup->incoming->pdata[0], RRM_PROTOCOL_IMAP, host, 993, RRM_SECURITY_TLS);
  assert_settings (lookup->incoming->pdata[1], RRM_PROTOCOL_POP3, host, 995, RRM_SECURITY_TLS);
  assert_settings (lookup->outgoing->pdata[0], RRM_PROTOCOL_SMTP, host, 587, RRM_SECURITY_AUTO);
  for (guint i = 0; i < lookup->incoming->len; i++)
    g_assert_cmpstr (rrm_service_settings_get_username (lookup->incoming->pdata[i]), ==, username);
  for (guint i = 0; i < lookup->outgoing->len; i++)
    g_assert_cmpstr (rrm_service_settings_get_username (lookup->outgoing->pdata[i]), ==, username);
}

static void
test_served (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (served); i++)
    assert_served (served[i].domain, served[i].host);
}

static void
test_regions (void)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();

  for (guint i = 0; i < G_N_ELEMENTS (twc_regions); i++)
    {
      g_autofree char *domain = g_strconcat (twc_regions[i], ".rr.com", NULL);
      g_autofree char *right = rrm_provider_map_correct_domain (map, domain);

      assert_served (domain, TWC);
      g_assert_cmpstr (right, ==, NULL);
    }
  /* A region that nobody has written down works all the same. */
  assert_served ("ak.rr.com", TWC);
}

static void
test_notes_of_the_right (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (served); i++)
    {
      g_autoptr (RrmLookup) lookup = look_up (served[i].domain);

      if (!g_str_equal (served[i].domain, "charter.com"))
        g_assert_cmpuint (lookup->notes->len, ==, 0);
    }
}

/* The order in which to try is that of the table of facts: TLS first at Charter, STARTTLS
 * elsewhere. */
static void
test_modes (void)
{
  g_autoptr (RrmLookup) charter = look_up ("charter.net");
  g_autoptr (RrmLookup) brighthouse = look_up ("cfl.rr.com");
  g_autoptr (RrmLookup) twc = look_up ("nc.rr.com");

  assert_settings (charter->outgoing->pdata[1], RRM_PROTOCOL_SMTP, CHARTER, 587, RRM_SECURITY_TLS);
  assert_settings (charter->outgoing->pdata[2], RRM_PROTOCOL_SMTP, CHARTER, 587,
                   RRM_SECURITY_STARTTLS);
  assert_settings (brighthouse->outgoing->pdata[1], RRM_PROTOCOL_SMTP, BRIGHTHOUSE, 587,
                   RRM_SECURITY_STARTTLS);
  assert_settings (twc->outgoing->pdata[1], RRM_PROTOCOL_SMTP, TWC, 587, RRM_SECURITY_STARTTLS);
  assert_settings (twc->outgoing->pdata[2], RRM_PROTOCOL_SMTP, TWC, 587, RRM_SECURITY_TLS);
  assert_settings (twc->outgoing->pdata[3], RRM_PROTOCOL_SMTP, TWC, 465, RRM_SECURITY_TLS);
}

static void
test_strangers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_autoptr (RrmLookup) lookup = look_up (strangers[i].domain);
      RrmFinding *note;

      g_assert_true (rrm_lookup_is_empty (lookup));
      g_assert_cmpuint (lookup->notes->len, ==, 1);
      note = lookup->notes->pdata[0];
      g_assert_cmpint (rrm_finding_get_code (note), ==, RRM_FINDING_NOT_THIS_PROVIDER);
      g_assert_cmpstr (rrm_finding_get_detail (note, "kind"), ==, strangers[i].kind);
      g_assert_cmpstr (rrm_finding_get_detail (note, "provider"), ==, strangers[i].provider);
      g_assert_cmpstr (rrm_finding_get_detail (note, "domain"), ==, strangers[i].domain);
    }
}

static void
test_unknown (void)
{
  const char *const unknown[]
      = { "example.org",         "gmail.com",     "xrr.com", "notrr.com", "rr.com.example",
          "charter.net.example", "mycharter.net", "twc.org", "a.twc.com", "charter123.net" };

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (RrmLookup) lookup = look_up (unknown[i]);

      g_assert_true (rrm_lookup_is_empty (lookup));
      g_assert_cmpuint (lookup->notes->len, ==, 0);
    }
}

static void
test_second_host (void)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();

  g_assert_cmpstr (rrm_provider_map_get_second_host (map, "nc.rr.com"), ==, BRIGHTHOUSE);
  g_assert_cmpstr (rrm_provider_map_get_second_host (map, "rr.com"), ==, BRIGHTHOUSE);
  g_assert_cmpstr (rrm_provider_map_get_second_host (map, "cfl.rr.com"), ==, TWC);
  g_assert_cmpstr (rrm_provider_map_get_second_host (map, "twc.com"), ==, NULL);
  g_assert_cmpstr (rrm_provider_map_get_second_host (map, "roadrunner.com"), ==, NULL);
  g_assert_cmpstr (rrm_provider_map_get_second_host (map, "brighthouse.com"), ==, NULL);
  g_assert_cmpstr (rrm_provider_map_get_second_host (map, "charter.net"), ==, NULL);
  g_assert_cmpstr (rrm_provider_map_get_second_host (map, "example.org"), ==, NULL);
}

static void
test_username_hint (void)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();
  g_autoptr (RrmAddress) adelphia = rrm_address_parse ("pat@adelphia.net", NULL);
  g_autoptr (RrmAddress) other = rrm_address_parse ("pat@nc.rr.com", NULL);
  g_autofree char *hint = rrm_provider_map_hint_for_username (map, adelphia);
  g_autoptr (RrmLookup) lookup = rrm_provider_map_lookup (map, adelphia);
  g_autofree char *none = rrm_provider_map_hint_for_username (map, other);

  g_assert_cmpstr (hint, ==, "pat@roadrunner.com");
  g_assert_cmpstr (none, ==, NULL);
  /* It is a hint: what is sent is the address. */
  g_assert_cmpstr (lookup->username_hint, ==, "pat@roadrunner.com");
  g_assert_cmpstr (rrm_service_settings_get_username (g_ptr_array_index (lookup->incoming, 0)), ==,
                   "pat@adelphia.net");
}

static void
test_lookup_helpers (void)
{
  g_autoptr (RrmLookup) lookup = look_up ("nc.rr.com");
  g_autoptr (RrmLookup) nothing = look_up ("example.org");

  g_assert_true (rrm_lookup_get_incoming (lookup, RRM_PROTOCOL_POP3) == lookup->incoming->pdata[1]);
  g_assert_true (rrm_lookup_get_incoming (lookup, RRM_PROTOCOL_IMAP) == lookup->incoming->pdata[0]);
  g_assert_true (rrm_lookup_get_outgoing (lookup) == lookup->outgoing->pdata[0]);
  g_assert_null (rrm_lookup_get_outgoing (nothing));
  g_assert_null (rrm_lookup_get_incoming (nothing, RRM_PROTOCOL_IMAP));
  g_assert_cmpstr (lookup->address, ==, "pat@nc.rr.com");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/map/served", test_served);
  g_test_add_func ("/map/regions", test_regions);
  g_test_add_func ("/map/right-domains-have-no-notes", test_notes_of_the_right);
  g_test_add_func ("/map/smtp-modes", test_modes);
  g_test_add_func ("/map/strangers", test_strangers);
  g_test_add_func ("/map/unknown", test_unknown);
  g_test_add_func ("/map/second-host", test_second_host);
  g_test_add_func ("/map/username-hint", test_username_hint);
  g_test_add_func ("/map/lookup-helpers", test_lookup_helpers);

  return g_test_run ();
}
