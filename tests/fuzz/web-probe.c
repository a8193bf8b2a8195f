/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "net/web-probe.h"

#include <string.h>

#define EXPECTED "NetworkManager is online"

/* What answers in place of a fixed web page. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  g_autofree char *raw = rrm_fuzz_copy (bytes, length);
  RrmProbe *probe = rrm_probe_new (RRM_PROBE_WEB, RRM_PROTOCOL_IMAP, "example.net", 80,
                                   RRM_SECURITY_NONE);

  probe->body = g_strdup (EXPECTED);
  rrm_web_probe_judge (probe, raw, length);
  g_assert_cmpint (probe->result, ==, RRM_PROBE_ANSWERED);
  g_assert_true (probe->status == 0 || (probe->status >= 100 && probe->status < 600));
  g_assert_true (rrm_fuzz_is_shown (probe->text));
  if (probe->expected)
    {
      g_assert_cmpuint (probe->status, ==, 200);
      g_assert_nonnull (memmem (raw, length, EXPECTED, strlen (EXPECTED)));
    }
  rrm_probe_free (probe);

  return 0;
}
