/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "model/reply-table.h"

/* What a server's no means: the first three bytes choose the protocol, the step and the reply code,
 * then come the status, the enhanced code, the response code and the words, a line each. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  RrmProtocol protocol = rrm_fuzz_choose (&input, RRM_N_PROTOCOLS);
  RrmStepName step = rrm_fuzz_choose (&input, RRM_N_STEP_NAMES);
  guint number = rrm_fuzz_choose (&input, 256);
  g_autofree char *status = rrm_fuzz_take_line (&input);
  g_autofree char *enhanced = rrm_fuzz_take_line (&input);
  g_autofree char *response_code = rrm_fuzz_take_line (&input);
  g_autofree char *text = rrm_fuzz_take_text (&input);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  RrmReply reply = {
    .status = status,
    .code = protocol == RRM_PROTOCOL_SMTP ? 400 + number : 0,
    .enhanced = enhanced[0] != '\0' ? enhanced : NULL,
    .response_code = response_code[0] != '\0' ? response_code : NULL,
    .text = valid,
  };
  RrmReplyTable *table = rrm_reply_table_get_default ();
  RrmFindingCode code = RRM_N_FINDING_CODES;
  RrmReplyStrength strength = RRM_REPLY_BARE;
  gboolean listed = FALSE;
  g_autofree char *aup = NULL;

  if (rrm_reply_table_explain (table, protocol, step, &reply, &code, &strength))
    {
      g_assert_cmpint (code, <, RRM_N_FINDING_CODES);
      g_assert_cmpint (strength, <=, RRM_REPLY_AUP);
    }
  aup = rrm_reply_table_find_aup (table, valid, &code, &listed);
  if (aup != NULL)
    g_assert_true (rrm_fuzz_is_shown (aup));
  else
    g_assert_false (listed);

  return 0;
}
