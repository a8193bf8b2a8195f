/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/engine-private.h"

#include "base/text.h"
#include "protocol/engine-state.h"

#include <string.h>

/* What a person reads of a server's words where no reply was taken apart. */
#define MAX_SHOWN_CHARACTERS 200

guint
rrm_engine_get_state (RrmEngine *self)
{
  return rrm_engine_get_private (self)->state;
}

/**
 * rrm_engine_set_state:
 * @self: an engine
 * @state: a number that its class has a name for
 *
 * The only place where the state changes.
 */
void
rrm_engine_set_state (RrmEngine *self,
                      guint state)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);
  const char *const *names = RRM_ENGINE_GET_CLASS (self)->state_names;

  g_debug ("%s: %s → %s", G_OBJECT_TYPE_NAME (self), names[priv->state], names[state]);
  priv->state = state;
}

RrmSecurity
rrm_engine_get_security (RrmEngine *self)
{
  return rrm_engine_get_private (self)->security;
}

RrmStage
rrm_engine_get_until (RrmEngine *self)
{
  return rrm_engine_get_private (self)->until;
}

RrmAuth
rrm_engine_get_auth (RrmEngine *self)
{
  return rrm_engine_get_private (self)->auth;
}

const char *
rrm_engine_get_username (RrmEngine *self)
{
  return rrm_engine_get_private (self)->username;
}

RrmSecret *
rrm_engine_get_password (RrmEngine *self)
{
  return rrm_engine_get_private (self)->password;
}

/* (nullable): the session that stands. */
const RrmTlsInfo *
rrm_engine_get_tls (RrmEngine *self)
{
  return rrm_engine_get_private (self)->tls;
}

/* Whether a login can be bound to the session. */
gboolean
rrm_engine_can_bind (RrmEngine *self)
{
  const RrmTlsInfo *tls = rrm_engine_get_tls (self);

  return tls != NULL && tls->binding != NULL;
}

const char *
rrm_engine_get_address (RrmEngine *self)
{
  return rrm_engine_get_private (self)->address;
}

/* (nullable): the message of the round trip. */
RrmLetter *
rrm_engine_get_letter (RrmEngine *self)
{
  return rrm_engine_get_private (self)->letter;
}

RrmServiceFacts *
rrm_engine_get_facts (RrmEngine *self)
{
  return rrm_service_report_get_facts (rrm_engine_get_private (self)->report);
}

/* Whether encryption is wanted and does not stand yet. */
gboolean
rrm_engine_needs_tls (RrmEngine *self)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);

  return priv->security != RRM_SECURITY_NONE && !priv->protected;
}

void
rrm_engine_begin (RrmEngine *self,
                  RrmStepName name)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);

  g_assert (priv->running < 0);

  priv->running = (int) name;
  rrm_outbox_add_event (priv->outbox, name, RRM_STATUS_RUNNING, NULL);
}

static void
end_step (RrmEngine *self,
          RrmStatus status)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);

  g_assert (priv->running >= 0);

  rrm_outbox_add_event (priv->outbox, (RrmStepName) priv->running, status, NULL);
  priv->running = -1;
  priv->in_doubt = FALSE;
}

void
rrm_engine_pass (RrmEngine *self)
{
  end_step (self, RRM_STATUS_PASSED);
}

/* It went well enough to go on. */
void
rrm_engine_warn (RrmEngine *self)
{
  end_step (self, RRM_STATUS_WARNED);
}

void
rrm_engine_skip (RrmEngine *self,
                 RrmStepName name)
{
  rrm_outbox_add_event (rrm_engine_get_private (self)->outbox, name, RRM_STATUS_SKIPPED, NULL);
}

/**
 * rrm_engine_fail:
 * @self: an engine
 * @fault: (transfer full): what went wrong
 *
 * Ends the conversation with the running step as the one that failed. A goodbye may still be sent.
 */
void
rrm_engine_fail (RrmEngine *self,
                 RrmFault *fault)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);
  RrmStatus status = RRM_STATUS_FAILED;

  if (priv->over)
    {
      rrm_fault_free (fault);
      return;
    }
  g_assert (priv->running >= 0);

  if (priv->in_doubt && fault->reply == NULL)
    status = RRM_STATUS_WARNED;
  rrm_transcript_set_hidden (priv->transcript, FALSE);
  rrm_outbox_add_event (priv->outbox, (RrmStepName) priv->running, status, fault);
  priv->running = -1;
  priv->over = TRUE;
  priv->end = RRM_STEP_FAILED;
}

/* What was asked for last is done perhaps before its answer: until the running step ends, no answer
 * is no failure of it. */
void
rrm_engine_doubt (RrmEngine *self)
{
  rrm_engine_get_private (self)->in_doubt = TRUE;
}

void
rrm_engine_fail_kind (RrmEngine *self,
                      RrmFaultKind kind)
{
  rrm_engine_fail (self, rrm_fault_new (kind));
}

static gboolean
is_other_protocol (RrmEngine *self,
                   RrmSeen seen)
{
  static const RrmSeen own[RRM_N_PROTOCOLS] = { RRM_SEEN_IMAP, RRM_SEEN_POP3, RRM_SEEN_SMTP };
  RrmProtocol protocol = rrm_service_report_get_protocol (rrm_engine_get_private (self)->report);

  return seen != own[protocol] && seen != RRM_SEEN_OTHER && seen != RRM_SEEN_NOTHING;
}

/**
 * rrm_engine_fail_malformed:
 * @self: an engine
 * @line: what does not fit
 *
 * Ends the conversation because of what the server said. Where a greeting was expected, it may be
 * another protocol that speaks.
 */
void
rrm_engine_fail_malformed (RrmEngine *self,
                           const char *line)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);
  RrmFault *fault = rrm_fault_new (RRM_FAULT_MALFORMED);
  g_autofree char *text = rrm_transcript_scrub (priv->transcript, line, -1);

  if (!rrm_transcript_get_hidden (priv->transcript))
    fault->text = rrm_text_clean (text, -1, MAX_SHOWN_CHARACTERS);
  if (!priv->greeted)
    {
      fault->seen = rrm_seen_from_bytes (line, strlen (line));
      if (is_other_protocol (self, fault->seen))
        fault->kind = RRM_FAULT_WRONG_PROTOCOL;
    }
  rrm_engine_fail (self, fault);
}

/* Everything wanted was reached. */
void
rrm_engine_finish (RrmEngine *self)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);

  g_assert (priv->running < 0);

  priv->over = TRUE;
  priv->end = RRM_STEP_DONE;
}

/* Between two steps: waits for [method@Engine.resume], where the message is not there yet. */
void
rrm_engine_rest (RrmEngine *self)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);

  g_assert (priv->running < 0);

  if (priv->letter != NULL)
    RRM_ENGINE_GET_CLASS (self)->on_resume (self);
  else
    priv->resting = TRUE;
}

/* Reads for so long without an answer that is due; sending anything ends it. */
void
rrm_engine_pause (RrmEngine *self,
                  guint milliseconds)
{
  rrm_engine_get_private (self)->pause = milliseconds;
}

/* Sends @line, which holds nothing secret, with CRLF behind it. */
void
rrm_engine_send (RrmEngine *self,
                 const char *line)
{
  rrm_engine_send_shown (self, line, line);
}

/* Sends @line, and writes @shown into the transcript instead. */
void
rrm_engine_send_shown (RrmEngine *self,
                       const char *line,
                       const char *shown)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);

  /* Whoever builds a line has refused these: a command of our own must not become two. */
  g_assert (strpbrk (line, "\r\n") == NULL);

  priv->pause = 0;
  rrm_line_reader_begin_reply (priv->reader);
  rrm_transcript_sent (priv->transcript, shown);
  rrm_outbox_add_line (priv->outbox, line);
}

/**
 * rrm_engine_send_secret:
 * @self: an engine
 * @bytes: (transfer full): what to send, with its CRLF
 * @shown: what the transcript shows instead, lines divided by LF
 */
void
rrm_engine_send_secret (RrmEngine *self,
                        RrmSecret *bytes,
                        const char *shown)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);

  rrm_line_reader_begin_reply (priv->reader);
  rrm_transcript_sent_secret (priv->transcript, bytes, shown);
  rrm_outbox_add_secret (priv->outbox, bytes);
}

/* Begins the step of the handshake. */
void
rrm_engine_start_tls (RrmEngine *self)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);
  gsize length;

  rrm_engine_begin (self, RRM_STEP_NAME_TLS);
  (void) rrm_line_reader_peek (priv->reader, &length);
  if (length > 0)
    {
      rrm_engine_fail_injected (self);
      return;
    }
  rrm_outbox_add_start_tls (priv->outbox);
  priv->awaiting_tls = TRUE;
}

/* Asks for @length bytes that are no line; FALSE where that is too much. */
gboolean
rrm_engine_read_literal (RrmEngine *self,
                         guint64 length)
{
  return rrm_line_reader_expect_literal (rrm_engine_get_private (self)->reader, length);
}

void
rrm_engine_take_greeting (RrmEngine *self,
                          const char *line)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);
  RrmServiceFacts *facts = rrm_service_report_get_facts (priv->report);
  g_autofree char *text = rrm_transcript_scrub (priv->transcript, line, -1);

  g_free (facts->greeting);
  facts->greeting = rrm_text_clean (text, -1, MAX_SHOWN_CHARACTERS);
}

/* Keeps what the server announced, and tells it to the report; %NULL forgets it. Blanks at the end
 * of an entry, and entries of nothing else, do not count. */
void
rrm_engine_set_capabilities (RrmEngine *self,
                             const char *const *capabilities)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) shown = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; capabilities != NULL && capabilities[i] != NULL; i++)
    {
      g_autofree char *entry = g_strchomp (g_strdup (capabilities[i]));
      g_autofree char *scrubbed = rrm_transcript_scrub (priv->transcript, entry, -1);
      g_autofree char *clean = rrm_text_clean (scrubbed, -1, MAX_SHOWN_CHARACTERS);

      if (entry[0] == '\0')
        continue;
      g_strv_builder_add (kept, entry);
      g_strv_builder_add (shown, clean);
    }

  g_strfreev (priv->capabilities);
  priv->capabilities = capabilities != NULL ? g_strv_builder_end (kept) : NULL;
  list = capabilities != NULL ? g_strv_builder_end (shown) : NULL;
  rrm_service_facts_set_capabilities (rrm_service_report_get_facts (priv->report),
                                      (const char *const *) list);
}

/* (nullable): what the server announced last. */
const char *const *
rrm_engine_get_capabilities (RrmEngine *self)
{
  return (const char *const *) rrm_engine_get_private (self)->capabilities;
}

gboolean
rrm_engine_has_capability (RrmEngine *self,
                           const char *capability)
{
  const char *const *list = rrm_engine_get_capabilities (self);

  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    if (g_ascii_strcasecmp (list[i], capability) == 0)
      return TRUE;

  return FALSE;
}

void
rrm_engine_mask_challenges (RrmEngine *self,
                            const char *prefix)
{
  rrm_transcript_set_masked_challenges (rrm_engine_get_private (self)->transcript, prefix);
}

/* What comes now is not for the transcript: other people's words. It shows how many lines it were
 * when that ends. */
void
rrm_engine_hide_lines (RrmEngine *self,
                       gboolean hide)
{
  rrm_transcript_set_hidden (rrm_engine_get_private (self)->transcript, hide);
}

/* A reply of the server without the secret; @text and @response_code may hold it. */
RrmReply *
rrm_engine_make_reply (RrmEngine *self,
                       const char *status,
                       guint code,
                       const char *enhanced,
                       const char *response_code,
                       const char *text)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);
  g_autofree char *words = rrm_transcript_scrub (priv->transcript, text, -1);
  g_autofree char *bracket =
    response_code != NULL ? rrm_transcript_scrub (priv->transcript, response_code, -1) : NULL;

  return rrm_reply_new (status, code, enhanced, bracket, words);
}

/* Clear text where TLS begins: somebody put it there (CVE-2011-0411 and its kin). */
void
rrm_engine_fail_injected (RrmEngine *self)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);
  RrmFault *fault = rrm_fault_new (
    priv->security == RRM_SECURITY_STARTTLS ? RRM_FAULT_STARTTLS_INJECTION : RRM_FAULT_NOT_TLS);
  gsize length;
  const char *bytes = rrm_line_reader_peek (priv->reader, &length);
  g_autofree char *text = rrm_transcript_scrub (priv->transcript, bytes, (gssize) length);

  fault->seen = rrm_seen_from_bytes (bytes, length);
  fault->text = rrm_text_clean (text, -1, MAX_SHOWN_CHARACTERS);
  priv->awaiting_tls = FALSE;
  rrm_engine_fail (self, fault);
}
