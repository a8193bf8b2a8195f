/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "protocol/smtp-reply.h"

#include <string.h>

/* Replies of an SMTP server, a line each. */

static void
check_reply (const RrmSmtpReply *reply,
             guint n_lines)
{
  guint code = rrm_smtp_reply_get_code (reply);
  g_auto (GStrv) lines = rrm_smtp_reply_get_lines (reply);
  g_autofree char *enhanced = rrm_smtp_reply_get_enhanced (reply);
  g_autofree char *text = rrm_smtp_reply_get_text (reply);

  g_assert_cmpuint (code, >=, 200);
  g_assert_cmpuint (code, <=, 559);
  g_assert_cmpuint (g_strv_length (lines), ==, n_lines);
  g_assert_false (g_str_has_prefix (text, " "));
  if (enhanced == NULL)
    return;

  g_assert_cmpuint (strspn (enhanced, "0123456789."), ==, strlen (enhanced));
  g_assert_cmpuint ((guint) (enhanced[0] - '0'), ==, code / 100);
  g_assert_true (g_str_has_prefix (lines[0], enhanced));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  g_autoptr (RrmSmtpReply) reply = rrm_smtp_reply_new ();
  guint n = 0;

  while (input.p < input.end)
    {
      g_autofree char *line = rrm_fuzz_take_line (&input);
      RrmSmtpReplyState state;

      g_strdelimit (line, "\r", '\0');
      state = rrm_smtp_reply_add (reply, line);
      n++;
      if (state == RRM_SMTP_REPLY_MORE)
        continue;
      if (state == RRM_SMTP_REPLY_COMPLETE)
        check_reply (reply, n);
      rrm_smtp_reply_free (g_steal_pointer (&reply));
      reply = rrm_smtp_reply_new ();
      n = 0;
    }

  return 0;
}
