/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "net/tls.h"

/* A server that answers our first handshake message with anything: it ends, and nothing that could
 * be written stands for a session. The first bytes choose the offer and the size of the pieces. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  RrmTlsOffer offer = rrm_fuzz_choose (&input, RRM_TLS_OFFER_LEGACY + 1);
  gsize piece = 1 + 16 * rrm_fuzz_choose (&input, 64);
  g_autoptr (RrmTls) tls = rrm_tls_new ("mail.twc.com", offer);
  RrmTlsState state = rrm_tls_handshake (tls);
  gsize output;

  g_assert_cmpint (state, ==, RRM_TLS_WAITING);
  rrm_tls_peek_output (tls, &output);
  rrm_tls_drop_output (tls, output);

  while (state == RRM_TLS_WAITING && input.p < input.end)
    {
      gsize n = MIN (piece, (gsize) (input.end - input.p));

      rrm_tls_feed (tls, input.p, n);
      input.p += n;
      state = rrm_tls_handshake (tls);
    }
  if (state == RRM_TLS_WAITING)
    {
      rrm_tls_feed_end (tls, RRM_FAULT_CLOSED);
      state = rrm_tls_handshake (tls);
    }
  /* Nobody finishes a handshake without knowing what we said. */
  g_assert_cmpint (state, ==, RRM_TLS_FAILED);
  rrm_fault_free (rrm_tls_dup_fault (tls));

  return 0;
}
