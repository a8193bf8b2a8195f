/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "discover/autoconfig.h"
#include "net/http-answer.h"

static void
check_all (GPtrArray *list,
           gboolean outgoing)
{
  for (guint i = 0; i < list->len; i++)
    {
      RrmServiceSettings *settings = g_ptr_array_index (list, i);
      g_autofree char *host =
        rrm_host_normalize (rrm_service_settings_get_host (settings), NULL);

      g_assert_cmpstr (host, ==, rrm_service_settings_get_host (settings));
      g_assert_cmpuint (rrm_service_settings_get_port (settings), >, 0);
      g_assert_cmpint (rrm_service_settings_get_security (settings), !=, RRM_SECURITY_NONE);
      g_assert_cmpint (rrm_service_settings_get_security (settings), !=, RRM_SECURITY_AUTO);
      g_assert_cmpint (rrm_service_settings_get_protocol (settings) == RRM_PROTOCOL_SMTP, ==,
                       outgoing);
    }
}

/* What a web server gives out as a provider's file, as an answer of HTTP and by itself. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  g_autofree char *raw = rrm_fuzz_copy (bytes, length);
  g_autoptr (RrmAddress) address = rrm_address_parse ("pat@example.net", NULL);
  g_autoptr (RrmLookup) lookup = rrm_lookup_new (address, RRM_SOURCE_AUTOCONFIG);
  g_auto (RrmHttpAnswer) answer = { 0 };
  const char *text = raw;

  if (rrm_http_answer_parse (&answer, raw, length))
    {
      g_assert_true (answer.status >= 100 && answer.status < 600);
      g_assert_true (answer.location != NULL || answer.body != NULL);
      if (answer.body != NULL)
        text = g_bytes_get_data (answer.body, &length);
    }
  if (!rrm_autoconfig_parse (text != NULL ? text : "", length, address, lookup))
    g_assert_true (rrm_lookup_is_empty (lookup));
  check_all (lookup->incoming, FALSE);
  check_all (lookup->outgoing, TRUE);

  return 0;
}
