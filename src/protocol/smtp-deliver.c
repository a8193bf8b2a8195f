/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/smtp-private.h"

#include "protocol/input.h"

/* The envelope, and the message of the round trip, if there is one. */

static void
send_recipient (RrmEngine *engine)
{
  g_autofree char *line = g_strdup_printf ("RCPT TO:<%s>", rrm_engine_get_address (engine));

  rrm_engine_send (engine, line);
}

void
rrm_smtp_send_envelope (RrmSmtp *self)
{
  RrmEngine *engine = RRM_ENGINE (self);
  const char *address = rrm_engine_get_address (engine);
  g_autofree char *line = NULL;

  rrm_engine_begin (engine, RRM_STEP_NAME_SENDER);
  rrm_engine_set_state (engine, STATE_MAIL);
  if (!rrm_input_is_mailbox (address, rrm_engine_has_capability (engine, "SMTPUTF8")))
    {
      rrm_smtp_end_with (engine, rrm_fault_new (RRM_FAULT_BAD_INPUT));
      return;
    }

  line = g_strdup_printf ("MAIL FROM:<%s>%s", address, g_str_is_ascii (address) ? "" : " SMTPUTF8");
  rrm_engine_send (engine, line);
  self->pipelined = rrm_engine_has_capability (engine, "PIPELINING");
  if (self->pipelined)
    send_recipient (engine);
  /* RFC 2920, section 3.1: QUIT may stand last in a group. */
  if (self->pipelined && rrm_engine_get_until (engine) < RRM_STAGE_DELIVERY)
    {
      rrm_engine_send (engine, "RSET");
      rrm_engine_send (engine, "QUIT");
      self->quit_sent = TRUE;
    }
}

/* A step whose answer is no 2yz ends the conversation (RFC 5321, section 4.2.1). */
static gboolean
pass_or_end (RrmEngine *engine,
             const RrmSmtpReply *reply)
{
  if (rrm_smtp_reply_get_code (reply) / 100 != 2)
    {
      rrm_smtp_end_refused (engine, RRM_FAULT_REPLY, reply);
      return FALSE;
    }
  rrm_engine_pass (engine);

  return TRUE;
}

void
rrm_smtp_on_sender (RrmSmtp *self,
                    const RrmSmtpReply *reply)
{
  RrmEngine *engine = RRM_ENGINE (self);

  if (!pass_or_end (engine, reply))
    return;
  rrm_engine_begin (engine, RRM_STEP_NAME_RECIPIENT);
  rrm_engine_set_state (engine, STATE_RCPT);
  if (!self->pipelined)
    send_recipient (engine);
}

/* Takes the envelope back. */
static void
reset (RrmEngine *engine)
{
  rrm_engine_begin (engine, RRM_STEP_NAME_LOGOUT);
  rrm_engine_set_state (engine, STATE_RSET);
  rrm_engine_send (engine, "RSET");
}

void
rrm_smtp_on_recipient (RrmSmtp *self,
                       const RrmSmtpReply *reply)
{
  RrmEngine *engine = RRM_ENGINE (self);

  if (!pass_or_end (engine, reply))
    return;
  if (self->quit_sent)
    rrm_smtp_say_goodbye (engine);
  else if (rrm_engine_get_until (engine) < RRM_STAGE_DELIVERY)
    reset (engine);
  else
    {
      rrm_engine_set_state (engine, STATE_REST);
      rrm_engine_rest (engine);
    }
}

void
rrm_smtp_after_rest (RrmEngine *engine)
{
  if (rrm_engine_get_letter (engine) == NULL)
    {
      reset (engine);
      return;
    }
  rrm_engine_begin (engine, RRM_STEP_NAME_DELIVER);
  rrm_engine_set_state (engine, STATE_DATA);
  rrm_engine_send (engine, "DATA");
}

/* The message and its end. A dot more stands where a line begins with one (RFC 5321, section
 * 4.5.2). */
static void
send_message (RrmEngine *engine)
{
  const char *const *lines = rrm_letter_get_lines (rrm_engine_get_letter (engine));

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_strconcat (lines[i][0] == '.' ? "." : "", lines[i], NULL);

      rrm_engine_send (engine, line);
    }
  rrm_engine_send (engine, ".");
  rrm_engine_get_facts (engine)->handed_over = TRUE;
  rrm_engine_doubt (engine);
}

void
rrm_smtp_on_data (RrmSmtp *self,
                  const RrmSmtpReply *reply)
{
  RrmEngine *engine = RRM_ENGINE (self);

  if (rrm_smtp_reply_get_code (reply) != 354)
    {
      rrm_smtp_end_refused (engine, RRM_FAULT_REPLY, reply);
      return;
    }
  rrm_engine_set_state (engine, STATE_MESSAGE);
  send_message (engine);
}

void
rrm_smtp_on_message (RrmSmtp *self,
                     const RrmSmtpReply *reply)
{
  RrmEngine *engine = RRM_ENGINE (self);

  if (!pass_or_end (engine, reply))
    return;
  rrm_smtp_say_goodbye (engine);
}

/* Whatever the server says to RSET, QUIT drops the envelope as well (RFC 5321, section 4.1.1.10).
 * */
void
rrm_smtp_after_reset (RrmEngine *engine)
{
  rrm_engine_send (engine, "QUIT");
  rrm_engine_pass (engine);
  rrm_engine_finish (engine);
}
