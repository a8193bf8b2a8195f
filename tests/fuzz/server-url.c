/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "base/text.h"
#include "model/server-url.h"

/* A server in one line, for both directions. */

static void
check (const char *text,
       gboolean outgoing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmServerUrl) url = rrm_server_url_parse (text, outgoing, &error);

  if (url == NULL)
    {
      g_assert_nonnull (error);
      return;
    }
  g_assert_no_error (error);
  g_assert_true ((url->protocol == RRM_PROTOCOL_SMTP) == outgoing);
  if (url->host == NULL)
    return;

  g_assert_cmpuint (url->port, >, 0);
  g_assert_cmpuint (url->host[0], !=, '\0');
  g_assert_true (g_utf8_validate (url->host, -1, NULL));
  g_assert_false (rrm_text_has_controls (url->host));
  if (url->username != NULL)
    {
      g_assert_true (g_utf8_validate (url->username, -1, NULL));
      g_assert_false (rrm_text_has_controls (url->username));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  g_autofree char *text = rrm_fuzz_take_text (&input);

  check (text, FALSE);
  check (text, TRUE);

  return 0;
}
