/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/provider-map.h"
#include "model/tables.h"

#include <glib.h>

static const struct
{
  const char *domain;
  const char *right;
} domains[] = {
  { "social.rr.com", "socal.rr.com" },
  { "wi.rr.com.com", "wi.rr.com" },
  { "rr.com.com", "rr.com" },
  { "tampabay.rr.con", "tampabay.rr.com" },
  { "nc.rr.cm", "nc.rr.com" },
  { "nc.rrr.com", "nc.rr.com" },
  { "roadruner.com", "roadrunner.com" },
  { "roadrunner.con", "roadrunner.com" },
  { "rodarunner.com", "roadrunner.com" },
  { "twc.net", "twc.com" },
  { "twc.co", "twc.com" },
  { "charter.ner", "charter.net" },
  { "charer.net", "charter.net" },
  { "charter.con", "charter.net" },
  { "brighthouse.co", "brighthouse.com" },
  { "brigthhouse.com", "brighthouse.com" },
  { "spectum.net", "spectrum.net" },
  { "tampabat.rr.com", "tampabay.rr.com" },
  { "rochestr.rr.com", "rochester.rr.com" },
  { "twncy.rr.com", "twcny.rr.com" },
};

/* Right ones, strangers' and near misses of near misses. */
static const char *const right_domains[] = {
  "nc.rr.com",       "socal.rr.com",   "rr.com",        "we.rr.com",     "xy.rr.com",
  "charter.net",     "charter.com",    "chartertn.net", "chartertx.net", "emore.rr.com",
  "eufala.rr.com",   "example.com",    "example.con",   "cox.net",       "cox.ner",
  "gmail.con",       "chartered.org",  "spectrum.org",  "biz.rr.com",    "hvcbiz.rr.com",
  "newhouse.com",    "bighouse.com",   "roadrider.com", "foo.r.com",     "texax.example.rr.com",
  "twc.edu",
};

static void
test_domains (void)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      g_autofree char *right = rrm_provider_map_correct_domain (map, domains[i].domain);

      g_test_message ("%s", domains[i].domain);
      g_assert_cmpstr (right, ==, domains[i].right);
    }
}

static void
test_right_domains (void)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();

  for (guint i = 0; i < G_N_ELEMENTS (right_domains); i++)
    {
      g_autofree char *right = rrm_provider_map_correct_domain (map, right_domains[i]);

      g_test_message ("%s", right_domains[i]);
      g_assert_cmpstr (right, ==, NULL);
    }
}

static void
test_note (void)
{
  g_autoptr (RrmAddress) address = rrm_address_parse ("pat@social.rr.com", NULL);
  g_autoptr (RrmLookup) lookup =
    rrm_provider_map_lookup (rrm_provider_map_get_default (), address);
  RrmFinding *note;

  g_assert_cmpuint (lookup->notes->len, ==, 1);
  note = lookup->notes->pdata[0];
  g_assert_cmpint (rrm_finding_get_code (note), ==, RRM_FINDING_ADDRESS_TYPO);
  g_assert_cmpint (rrm_finding_get_severity (note), ==, RRM_SEVERITY_ERROR);
  g_assert_cmpstr (rrm_finding_get_detail (note, "expected-address"), ==, "pat@socal.rr.com");
  g_assert_nonnull (rrm_finding_get_change (note));
  g_assert_cmpstr (
    g_variant_get_string (rrm_change_lookup (rrm_finding_get_change (note), "address"), NULL), ==,
    "pat@socal.rr.com");
}

/* A domain that exists, but where another is likelier, has its settings and a question. */
static void
test_doubt (void)
{
  g_autoptr (RrmAddress) address = rrm_address_parse ("pat@charter.com", NULL);
  g_autoptr (RrmLookup) lookup =
    rrm_provider_map_lookup (rrm_provider_map_get_default (), address);

  g_assert_false (rrm_lookup_is_empty (lookup));
  g_assert_cmpuint (lookup->notes->len, ==, 1);
  g_assert_cmpint (rrm_finding_get_severity (lookup->notes->pdata[0]), ==, RRM_SEVERITY_WARNING);
  g_assert_cmpstr (rrm_finding_get_detail (lookup->notes->pdata[0], "expected-domain"), ==,
                   "charter.net");
}

static const struct
{
  const char *text;
  const char *right;
} addresses[] = {
  { "pat@nc.rr,com", "pat@nc.rr.com" },       { "pat @nc.rr.com", "pat@nc.rr.com" },
  { "pat@ nc.rr.com.", "pat@nc.rr.com" },     { "pat@social.rr.com", "pat@socal.rr.com" },
  { "pat@roadruner,com", "pat@roadrunner.com" }, { "pat@nc.rr.com", NULL },
  { "pat@example,org", NULL },                { "pat", NULL },
  { "", NULL },                               { "pat@@nc.rr.com", NULL },
};

static void
test_addresses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *right =
        rrm_provider_map_suggest_address (rrm_provider_map_get_default (), addresses[i].text);

      g_test_message ("%s", addresses[i].text);
      g_assert_cmpstr (right, ==, addresses[i].right);
    }
}

static void
test_distance (void)
{
  char *longest = g_strnfill (64, 'a');

  g_assert_cmpuint (rrm_table_distance ("", ""), ==, 0);
  g_assert_cmpuint (rrm_table_distance ("abc", "abc"), ==, 0);
  g_assert_cmpuint (rrm_table_distance ("abc", "acb"), ==, 1);
  g_assert_cmpuint (rrm_table_distance ("abc", "ab"), ==, 1);
  g_assert_cmpuint (rrm_table_distance ("abc", "xabc"), ==, 1);
  g_assert_cmpuint (rrm_table_distance ("abc", "axc"), ==, 1);
  g_assert_cmpuint (rrm_table_distance ("abcd", "badc"), ==, 2);
  g_assert_cmpuint (rrm_table_distance ("", "abc"), ==, 3);
  g_assert_cmpuint (rrm_table_distance (longest, "a"), ==, G_MAXUINT);
  g_free (longest);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/map/slips/domains", test_domains);
  g_test_add_func ("/map/slips/right-domains", test_right_domains);
  g_test_add_func ("/map/slips/note", test_note);
  g_test_add_func ("/map/slips/doubt", test_doubt);
  g_test_add_func ("/map/slips/addresses", test_addresses);
  g_test_add_func ("/map/slips/distance", test_distance);

  return g_test_run ();
}
