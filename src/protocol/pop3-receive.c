/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/pop3-private.h"

/* Looks for our message, and deletes it. Only the headers of the newest messages are read, none of
 * them is shown, and nothing but the message with the token is deleted. */

/* A message that was sent a moment ago is among the newest. */
#define MAX_MESSAGES 10

static void
look_at_next (RrmEngine *engine)
{
  RrmPop3 *self = RRM_POP3 (engine);
  g_autofree char *line = NULL;

  if (self->number == self->stop)
    {
      rrm_pop3_end_with (engine, rrm_fault_new (RRM_FAULT_NOT_SEEN));
      return;
    }
  line = g_strdup_printf ("TOP %" G_GUINT64_FORMAT " 0", self->number);
  self->in_header = TRUE;
  self->found = FALSE;
  rrm_engine_set_state (engine, STATE_TOP);
  rrm_engine_send (engine, line);
}

/* The mailbox has been opened, and it is known how many messages are in it. */
void
rrm_pop3_receive (RrmEngine *engine)
{
  RrmPop3 *self = RRM_POP3 (engine);

  self->number = rrm_engine_get_facts (engine)->messages;
  self->stop = self->number > MAX_MESSAGES ? self->number - MAX_MESSAGES : 0;
  rrm_engine_begin (engine, RRM_STEP_NAME_RECEIVE);
  look_at_next (engine);
}

void
rrm_pop3_on_top (RrmEngine *engine,
                 const char *line)
{
  if (!rrm_pop3_is_status (line, "+OK"))
    {
      rrm_pop3_end_refused (engine, line);
      return;
    }
  rrm_engine_set_state (engine, STATE_TOP_LINES);
  rrm_engine_hide_lines (engine, TRUE);
}

/* It is there; what follows belongs to the goodbye, and no longer to the time that it took. */
static void
delete_message (RrmEngine *engine)
{
  g_autofree char *line =
    g_strdup_printf ("DELE %" G_GUINT64_FORMAT, RRM_POP3 (engine)->number);

  rrm_engine_get_facts (engine)->letter_left = TRUE;
  rrm_engine_pass (engine);
  rrm_engine_begin (engine, RRM_STEP_NAME_LOGOUT);
  rrm_engine_set_state (engine, STATE_DELE);
  rrm_engine_send (engine, line);
}

void
rrm_pop3_on_top_line (RrmEngine *engine,
                      const char *line)
{
  RrmPop3 *self = RRM_POP3 (engine);

  if (line[0] == '.' && line[1] == '\0')
    {
      rrm_engine_hide_lines (engine, FALSE);
      if (self->found)
        {
          delete_message (engine);
          return;
        }
      self->number--;
      look_at_next (engine);
      return;
    }

  self->in_header = self->in_header && line[0] != '\0';
  if (self->in_header && rrm_letter_is_marked_by (rrm_engine_get_letter (engine), line))
    self->found = TRUE;
}

static void
end_goodbye (RrmEngine *engine)
{
  rrm_engine_pass (engine);
  rrm_engine_finish (engine);
}

void
rrm_pop3_on_dele (RrmEngine *engine,
                  const char *line)
{
  rrm_engine_send (engine, "QUIT");
  if (rrm_pop3_is_status (line, "+OK"))
    rrm_engine_set_state (engine, STATE_QUIT);
  else
    end_goodbye (engine);
}

/* Only with QUIT it is deleted, and a server may say that it could not (RFC 1939, section 6). */
void
rrm_pop3_on_quit (RrmEngine *engine,
                  const char *line)
{
  rrm_engine_get_facts (engine)->letter_left = !rrm_pop3_is_status (line, "+OK");
  end_goodbye (engine);
}

/* Silence, or an end, while the message is being deleted; FALSE where it is not. */
gboolean
rrm_pop3_leave_letter (RrmEngine *engine)
{
  guint state = rrm_engine_get_state (engine);

  if (state != STATE_DELE && state != STATE_QUIT)
    return FALSE;

  end_goodbye (engine);

  return TRUE;
}
