/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "base/text.h"
#include "model/address.h"
#include "model/provider-map.h"

#include <string.h>

/* What a person types as an address or as a server: what is accepted can be sent as it stands, and
 * reading it again gives the same. The map answers for all of it. */

static void
check_host (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *host = rrm_host_normalize (text, &error);
  g_autofree char *again = NULL;

  if (host == NULL)
    {
      g_assert_nonnull (error);
      return;
    }
  g_assert_no_error (error);
  g_assert_false (rrm_text_has_controls (host));
  g_assert_true (g_str_is_ascii (host));
  again = rrm_host_normalize (host, NULL);
  g_assert_cmpstr (host, ==, again);
}

static void
check_map (const RrmAddress *address)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();
  const char *domain = rrm_address_get_domain (address);
  g_autoptr (RrmLookup) lookup = rrm_provider_map_lookup (map, address);
  g_autofree char *corrected = rrm_provider_map_correct_domain (map, domain);

  /* What is corrected is not corrected again. */
  if (corrected != NULL)
    {
      g_autofree char *again = rrm_provider_map_correct_domain (map, corrected);

      g_assert_null (again);
    }
  g_free (rrm_provider_map_hint_for_username (map, address));
  rrm_provider_map_classify_host (map, domain, "nc.rr.com", NULL);
  if (lookup->incoming->len == 0)
    g_assert_cmpuint (lookup->outgoing->len, ==, 0);
}

static void
check_address (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmAddress) address = rrm_address_parse (text, &error);
  g_autoptr (RrmAddress) again = NULL;
  g_autofree char *suggested =
    rrm_provider_map_suggest_address (rrm_provider_map_get_default (), text);

  if (suggested != NULL)
    {
      g_autoptr (RrmAddress) better = rrm_address_parse (suggested, NULL);

      g_assert_nonnull (better);
    }
  if (address == NULL)
    {
      g_assert_nonnull (error);
      return;
    }
  g_assert_no_error (error);
  g_assert_false (rrm_text_has_controls (rrm_address_get_text (address)));
  g_assert_null (strpbrk (rrm_address_get_text (address), " <>,"));
  again = rrm_address_parse (rrm_address_get_text (address), NULL);
  g_assert_nonnull (again);
  g_assert_cmpstr (rrm_address_get_text (again), ==, rrm_address_get_text (address));
  check_map (address);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  g_autofree char *text = rrm_fuzz_take_text (&input);

  check_address (text);
  check_host (text);

  return 0;
}
