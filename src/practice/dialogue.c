/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/connection-private.h"

#include <string.h>

/* The part of a connection that talks: scripted replies, and what the scenario does around them. */

/* A late word must not travel in the segment of the reply before it. */
#define LATE_SECONDS 0.03

static gboolean
is_listed (RrmPracticeConnection *self,
           const char *key,
           const char *stage)
{
  const char *value = rrm_practice_connection_lookup (self, key);
  g_auto (GStrv) stages = NULL;

  if (value == NULL)
    return FALSE;
  stages = g_strsplit (value, " ", -1);

  return g_strv_contains ((const char *const *) stages, stage);
}

static RrmPracticeEnd
get_cut_end (RrmPracticeConnection *self)
{
  const char *how = rrm_practice_connection_lookup (self, "cut-how");

  if (g_strcmp0 (how, "reset") == 0)
    return RRM_PRACTICE_END_RESET;

  return g_strcmp0 (how, "silent") == 0 ? RRM_PRACTICE_END_SILENT : RRM_PRACTICE_END_CLOSE;
}

static gboolean
write_out (RrmPracticeConnection *self,
           const GString *bytes)
{
  if (self->end != RRM_PRACTICE_END_OPEN)
    return FALSE;
  if (bytes->len == 0)
    return TRUE;

  rrm_practice_talk_server (self->talk, self->state.secure, bytes->str, bytes->len);
  if (!rrm_practice_wire_write (self->wire, bytes->str, bytes->len))
    self->end = rrm_practice_wire_was_cut (self->wire) ? get_cut_end (self)
                                                       : RRM_PRACTICE_END_CLOSE;

  return self->end == RRM_PRACTICE_END_OPEN;
}

/* The piece of KIND.VERB, which stands before, behind or apart from a reply; may be %NULL. */
static GString *
get_piece (RrmPracticeConnection *self,
           const char *kind,
           const char *verb)
{
  g_autofree char *key = g_strconcat (kind, ".", verb, NULL);
  const char *raw = rrm_practice_connection_lookup (self, key);
  gboolean starts_tls = g_str_equal (verb, "STARTTLS") || g_str_equal (verb, "STLS");

  if (raw == NULL && starts_tls && g_str_equal (kind, "after"))
    raw = rrm_practice_connection_lookup (self, "inject-after-starttls");
  if (raw == NULL && starts_tls && g_str_equal (kind, "late"))
    raw = rrm_practice_connection_lookup (self, "inject-late");
  if (raw == NULL)
    return NULL;

  return rrm_practice_reply_render_raw (raw, &self->facts);
}

static void
append_piece (RrmPracticeConnection *self,
              GString *reply,
              const char *kind,
              const char *verb)
{
  GString *piece = get_piece (self, kind, verb);

  if (piece == NULL)
    return;
  g_string_append_len (reply, piece->str, (gssize) piece->len);
  g_string_free (piece, TRUE);
}

static gboolean
say_late (RrmPracticeConnection *self,
          const char *verb)
{
  GString *piece = get_piece (self, "late", verb);

  if (piece == NULL)
    return TRUE;
  rrm_practice_wire_sleep (self->wire, LATE_SECONDS);
  write_out (self, piece);
  g_string_free (piece, TRUE);

  return self->end == RRM_PRACTICE_END_OPEN;
}

static gboolean
delay (RrmPracticeConnection *self,
       const char *stage)
{
  g_autofree char *key = g_strconcat ("delay.", stage, NULL);
  double seconds = rrm_practice_endpoint_get_number (self->endpoint, &self->state, key, 0);

  if (seconds <= 0)
    return TRUE;
  if (!rrm_practice_wire_sleep (self->wire, seconds))
    self->end = RRM_PRACTICE_END_CLOSE;

  return self->end == RRM_PRACTICE_END_OPEN;
}

/* Ends the connection if the scenario lists @stage under close-WHEN, reset-WHEN or silent-WHEN. */
static gboolean
pass_stage (RrmPracticeConnection *self,
            gboolean after,
            const char *stage)
{
  if (is_listed (self, after ? "close-after" : "close-on", stage))
    self->end = RRM_PRACTICE_END_CLOSE;
  else if (is_listed (self, after ? "reset-after" : "reset-on", stage))
    self->end = RRM_PRACTICE_END_RESET;
  else if (is_listed (self, after ? "silent-after" : "silent-on", stage))
    self->end = RRM_PRACTICE_END_SILENT;

  return self->end == RRM_PRACTICE_END_OPEN;
}

/**
 * rrm_practice_connection_greet:
 * @self: a connection
 * @words: the greeting where the scenario has none
 *
 * Returns: whether to go on
 */
gboolean
rrm_practice_connection_greet (RrmPracticeConnection *self,
                               const char *words)
{
  const char *raw = rrm_practice_connection_lookup (self, "greeting");
  GString *greeting;

  if (!rrm_practice_connection_enter (self, "greeting"))
    return FALSE;

  greeting = raw != NULL ? rrm_practice_reply_render_raw (raw, &self->facts)
                         : rrm_practice_connection_render (self, words);
  if (raw != NULL)
    rrm_practice_reply_finish (greeting, raw);
  write_out (self, greeting);
  if (self->end == RRM_PRACTICE_END_OPEN &&
      rrm_practice_reply_hangs_up (rrm_practice_endpoint_get_protocol (self->endpoint), greeting))
    self->end = RRM_PRACTICE_END_CLOSE;
  g_string_free (greeting, TRUE);

  return self->end == RRM_PRACTICE_END_OPEN && say_late (self, "greeting") &&
         pass_stage (self, TRUE, "greeting");
}

/**
 * rrm_practice_connection_read:
 * @self: a connection
 * @length: (out) (optional): its length in bytes
 *
 * Returns: (nullable): the next line, or %NULL when the conversation is over; the caller hands a
 *   masked copy to [method@PracticeConnection.heard]
 */
char *
rrm_practice_connection_read (RrmPracticeConnection *self,
                              gsize *length)
{
  if (self->end != RRM_PRACTICE_END_OPEN)
    return NULL;

  return rrm_practice_wire_read_line (self->wire, length);
}

/**
 * rrm_practice_connection_heard:
 * @self: a connection
 * @verb: (nullable): the command that it is; %NULL for what belongs to an earlier one
 * @masked: what was read, without its secrets
 *
 * Puts what the client said into the log.
 */
void
rrm_practice_connection_heard (RrmPracticeConnection *self,
                               const char *verb,
                               const char *masked)
{
  rrm_practice_talk_client (self->talk, self->state.secure, masked);
  if (verb != NULL)
    rrm_practice_talk_command (self->talk, self->state.secure, verb);
}

/**
 * rrm_practice_connection_enter:
 * @self: a connection
 * @verb: the command or stage that was reached
 *
 * Does what the scenario wants done before the answer.
 *
 * Returns: whether to answer
 */
gboolean
rrm_practice_connection_enter (RrmPracticeConnection *self,
                               const char *verb)
{
  return delay (self, verb) && pass_stage (self, FALSE, verb);
}

/**
 * rrm_practice_connection_take_reply:
 * @self: a connection
 * @verb: a command or stage
 * @detail: (nullable): its first word, such as a mechanism
 *
 * Takes the scenario's reply to @verb, the more exact `reply.VERB DETAIL` first. Replies in
 * sequence are used up one by one, in each connection or, with `sequence=endpoint`, over all; the
 * last one stays.
 *
 * Returns: (transfer full) (nullable): the reply, or %NULL for the usual one
 */
GString *
rrm_practice_connection_take_reply (RrmPracticeConnection *self,
                                    const char *verb,
                                    const char *detail)
{
  g_autofree char *exact = detail != NULL ? g_strconcat ("reply.", verb, " ", detail, NULL) : NULL;
  g_autofree char *plain = g_strconcat ("reply.", verb, NULL);
  const char *key = exact;
  const char *raw = exact != NULL ? rrm_practice_connection_lookup (self, exact) : NULL;
  guint use;

  if (raw == NULL)
    {
      key = plain;
      raw = rrm_practice_connection_lookup (self, plain);
    }
  if (raw == NULL)
    return NULL;

  if (g_strcmp0 (rrm_practice_connection_lookup (self, "sequence"), "endpoint") == 0)
    use = rrm_practice_endpoint_count (self->endpoint, key);
  else
    {
      use = GPOINTER_TO_UINT (g_hash_table_lookup (self->uses, key));
      g_hash_table_insert (self->uses, g_strdup (key), GUINT_TO_POINTER (use + 1));
    }

  return rrm_practice_reply_render_nth (raw, use, &self->facts);
}

/**
 * rrm_practice_connection_render:
 * @self: a connection
 * @words: a reply with % escapes
 *
 * Returns: (transfer full): the reply with its line end
 */
GString *
rrm_practice_connection_render (RrmPracticeConnection *self,
                                const char *words)
{
  GString *reply = rrm_practice_reply_render (words, strlen (words), &self->facts);

  rrm_practice_reply_finish (reply, words);

  return reply;
}

/**
 * rrm_practice_connection_judge:
 * @self: a connection
 * @reply: a reply that will be said
 *
 * Returns: whether a client takes it for a yes, so that the server must go on accordingly
 */
gboolean
rrm_practice_connection_judge (RrmPracticeConnection *self,
                               const GString *reply)
{
  return rrm_practice_reply_is_positive (rrm_practice_endpoint_get_protocol (self->endpoint), reply,
                                         self->tag);
}

/**
 * rrm_practice_connection_say:
 * @self: a connection
 * @verb: what this answers
 * @reply: the reply
 *
 * Says @reply with what the scenario puts before and behind it, in one write.
 *
 * Returns: whether to go on
 */
gboolean
rrm_practice_connection_say (RrmPracticeConnection *self,
                             const char *verb,
                             const GString *reply)
{
  GString *all = g_string_new (NULL);

  append_piece (self, all, "before", verb);
  g_string_append_len (all, reply->str, (gssize) reply->len);
  append_piece (self, all, "after", verb);
  write_out (self, all);
  g_string_free (all, TRUE);
  if (self->end == RRM_PRACTICE_END_OPEN &&
      rrm_practice_reply_hangs_up (rrm_practice_endpoint_get_protocol (self->endpoint), reply))
    self->end = RRM_PRACTICE_END_CLOSE;

  return self->end == RRM_PRACTICE_END_OPEN && say_late (self, verb);
}

/**
 * rrm_practice_connection_leave:
 * @self: a connection
 * @verb: the command that was answered
 *
 * Returns: whether the scenario lets the conversation go on
 */
gboolean
rrm_practice_connection_leave (RrmPracticeConnection *self,
                               const char *verb)
{
  return self->end == RRM_PRACTICE_END_OPEN && pass_stage (self, TRUE, verb);
}

/**
 * rrm_practice_connection_answer:
 * @self: a connection
 * @verb: the command, which was entered
 * @detail: (nullable): its first word
 * @data: (nullable): bytes that stand before the usual reply
 * @words: the usual reply, with % escapes
 * @positive: (out) (optional): whether the reply that was said is a yes
 *
 * Answers a command: with the scenario's reply if it has one, else with @data and @words.
 *
 * Returns: whether to go on
 */
gboolean
rrm_practice_connection_answer (RrmPracticeConnection *self,
                                const char *verb,
                                const char *detail,
                                const GString *data,
                                const char *words,
                                gboolean *positive)
{
  GString *reply = rrm_practice_connection_take_reply (self, verb, detail);
  gboolean go_on;

  if (reply == NULL)
    {
      reply = rrm_practice_connection_render (self, words);
      if (data != NULL)
        g_string_prepend_len (reply, data->str, (gssize) data->len);
    }
  if (positive != NULL)
    *positive = rrm_practice_connection_judge (self, reply);
  go_on = rrm_practice_connection_say (self, verb, reply);
  g_string_free (reply, TRUE);

  return go_on && rrm_practice_connection_leave (self, verb);
}
