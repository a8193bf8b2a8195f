/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "protocol/challenge.h"
#include "protocol/sasl.h"

#include <string.h>

/* One SASL exchange: the first byte chooses the mechanism, each further line is a challenge, with
 * every "%N" in it standing for the client's nonce and every "%0" for a NUL. */

#define PASSWORD "s3cret-Pass"

static char *
find_nonce (RrmSecret *said)
{
  gsize length;
  const char *bytes = rrm_secret_peek (said, &length);
  g_autofree char *text = g_strndup (bytes, length);
  const char *nonce = strstr (text, ",r=");

  return g_strdup (nonce != NULL ? nonce + 3 : "");
}

static GBytes *
take_challenge (RrmFuzzInput *input,
                const char *nonce)
{
  g_autofree char *line = rrm_fuzz_take_line (input);
  GString *text = g_string_new (NULL);

  for (const char *p = line; *p != '\0'; p++)
    {
      if (p[0] == '%' && p[1] == 'N')
        g_string_append (text, nonce);
      else if (p[0] == '%' && p[1] == '0')
        g_string_append_c (text, '\0');
      else
        {
          g_string_append_c (text, *p);
          continue;
        }
      p++;
    }

  return g_string_free_to_bytes (text);
}

static void
check_said (RrmSecret *said,
            gboolean is_secret)
{
  gsize length;
  const char *bytes = rrm_secret_peek (said, &length);

  if (!is_secret)
    g_assert_null (memmem (bytes, length, PASSWORD, strlen (PASSWORD)));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  RrmMechanism mechanism = {
    .auth = RRM_AUTH_PLAIN + rrm_fuzz_choose (&input, RRM_AUTH_NONE - RRM_AUTH_PLAIN),
  };
  g_autoptr (RrmTlsInfo) tls = rrm_tls_info_new ();
  g_autoptr (RrmSecret) password = rrm_secret_new (PASSWORD, -1);
  g_autoptr (RrmSasl) sasl = NULL;
  g_autofree char *nonce = g_strdup ("");
  gboolean first;

  tls->binding = g_bytes_new_static ("0123456789abcdef", 16);
  tls->binding_type = "tls-exporter";
  mechanism.plus = mechanism.auth == RRM_AUTH_SCRAM_SHA_256 && length % 2 == 1;
  sasl = rrm_sasl_new (&mechanism, tls, "pat", password);
  first = rrm_sasl_speaks_first (sasl);
  for (guint i = 0; i < 6 && (first || input.p < input.end); i++)
    {
      g_autoptr (GBytes) challenge =
        first ? g_bytes_new_static ("", 0) : take_challenge (&input, nonce);
      gboolean is_secret = FALSE;
      RrmFaultKind problem = RRM_FAULT_MALFORMED;
      g_autoptr (RrmSecret) said = rrm_sasl_step (sasl, challenge, &is_secret, &problem);

      rrm_challenge_is_scram_first (challenge);
      rrm_challenge_is_ntlm (challenge);
      if (said == NULL)
        break;
      check_said (said, is_secret);
      if (first)
        {
          g_free (nonce);
          nonce = find_nonce (said);
        }
      first = FALSE;
    }

  return 0;
}
