/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/engine.h"

#include "protocol/engine-private.h"
#include "protocol/engine-state.h"
#include "protocol/imap.h"
#include "protocol/pop3.h"
#include "protocol/smtp.h"

#include <string.h>

/**
 * RrmEngine:
 *
 * A conversation with a mail server, without the network: bytes go in, and what to do next comes
 * out. It never blocks, never calls back, and knows no clock.
 *
 * A line is looked at only when everything that the one before it asked for has been taken. So the
 * same bytes give the same conversation, however they were cut.
 */
G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RrmEngine, rrm_engine, G_TYPE_OBJECT)

/* For engine-frame.c, which shares the state. */
RrmEnginePrivate *
rrm_engine_get_private (RrmEngine *self)
{
  return rrm_engine_get_instance_private (self);
}

static void
rrm_engine_finalize (GObject *object)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (RRM_ENGINE (object));

  rrm_transcript_free (priv->transcript);
  rrm_outbox_free (priv->outbox);
  rrm_line_reader_free (priv->reader);
  g_strfreev (priv->capabilities);
  g_clear_pointer (&priv->password, rrm_secret_unref);
  g_clear_pointer (&priv->tls, rrm_tls_info_unref);
  g_clear_pointer (&priv->letter, rrm_letter_unref);
  g_free (priv->username);
  g_free (priv->address);
  g_clear_object (&priv->report);

  G_OBJECT_CLASS (rrm_engine_parent_class)->finalize (object);
}

static void
rrm_engine_class_init (RrmEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_engine_finalize;
}

static void
rrm_engine_init (RrmEngine *self)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);

  priv->reader = rrm_line_reader_new ();
  priv->outbox = rrm_outbox_new ();
  priv->running = -1;
}

/**
 * rrm_output_clear:
 * @output: what [method@Engine.next] gave
 *
 * Frees what is in it.
 */
void
rrm_output_clear (RrmOutput *output)
{
  g_clear_pointer (&output->bytes, g_bytes_unref);
  g_clear_pointer (&output->secret, rrm_secret_unref);
  g_clear_pointer (&output->fault, rrm_fault_free);
}

/**
 * rrm_engine_new:
 * @protocol: which protocol
 * @config: what to do
 * @report: where facts and transcript go; the steps are told as events instead, because the pump
 *   knows the time
 *
 * Returns: (transfer full): an engine whose connection stands and has carried nothing yet
 */
RrmEngine *
rrm_engine_new (RrmProtocol protocol,
                const RrmEngineConfig *config,
                RrmServiceReport *report)
{
  static GType (*const types[RRM_N_PROTOCOLS]) (void) = {
    rrm_imap_get_type,
    rrm_pop3_get_type,
    rrm_smtp_get_type,
  };
  RrmEngine *self;
  RrmEnginePrivate *priv;

  g_return_val_if_fail ((guint) protocol < RRM_N_PROTOCOLS, NULL);
  g_return_val_if_fail (config->security != RRM_SECURITY_AUTO, NULL);

  self = g_object_new (types[protocol](), NULL);
  priv = rrm_engine_get_private (self);
  priv->report = g_object_ref (report);
  priv->security = config->security;
  priv->auth = config->auth;
  priv->until = config->until;
  priv->username = g_strdup (config->username != NULL ? config->username : "");
  priv->address = g_strdup (config->address != NULL ? config->address : "");
  priv->password = config->password != NULL ? rrm_secret_ref (config->password) : NULL;
  priv->letter = config->letter != NULL ? rrm_letter_ref (config->letter) : NULL;
  priv->transcript =
    rrm_transcript_new (rrm_service_report_get_transcript (report), config->password);

  return self;
}

/**
 * rrm_engine_feed:
 * @self: an engine
 * @bytes: (array length=length): what arrived, decrypted where TLS stands
 * @length: how many bytes
 *
 * Takes what the server sent. Ask [method@Engine.next] afterwards.
 */
void
rrm_engine_feed (RrmEngine *self,
                 const guint8 *bytes,
                 gsize length)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);

  if (!priv->over)
    rrm_line_reader_feed (priv->reader, bytes, length);
}

/**
 * rrm_engine_feed_eof:
 * @self: an engine
 *
 * The server closed the connection. Lines that came before still count.
 */
void
rrm_engine_feed_eof (RrmEngine *self)
{
  rrm_engine_get_private (self)->at_eof = TRUE;
}

/**
 * rrm_engine_feed_reset:
 * @self: an engine
 *
 * The connection was reset. Lines that came before still count.
 */
void
rrm_engine_feed_reset (RrmEngine *self)
{
  rrm_engine_get_private (self)->was_reset = TRUE;
}

/**
 * rrm_engine_feed_timeout:
 * @self: an engine
 *
 * Nothing came in the time that a step has.
 */
void
rrm_engine_feed_timeout (RrmEngine *self)
{
  rrm_engine_get_private (self)->timed_out = TRUE;
}

/**
 * rrm_engine_feed_pause:
 * @self: an engine
 *
 * The pause that it asked for is over. Lines that came before still count.
 */
void
rrm_engine_feed_pause (RrmEngine *self)
{
  rrm_engine_get_private (self)->pause_over = TRUE;
}

/**
 * rrm_engine_resume:
 * @self: an engine that rests
 * @letter: (nullable): the message to send, or to look for; %NULL: no message is sent
 *
 * Ends its rest. Ask [method@Engine.next] afterwards.
 */
void
rrm_engine_resume (RrmEngine *self,
                   RrmLetter *letter)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);

  g_return_if_fail (priv->resting && priv->letter == NULL);

  priv->resting = FALSE;
  priv->letter = letter != NULL ? rrm_letter_ref (letter) : NULL;
  RRM_ENGINE_GET_CLASS (self)->on_resume (self);
}

static void
forget_clear_text (RrmEngine *self)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);

  rrm_engine_set_capabilities (self, NULL);
  g_clear_pointer (&rrm_service_report_get_facts (priv->report)->greeting, g_free);
}

/**
 * rrm_engine_tls_started:
 * @self: an engine that asked for TLS
 * @info: what the handshake showed; it must be verified
 *
 * TLS stands. Everything learnt before it is forgotten.
 */
void
rrm_engine_tls_started (RrmEngine *self,
                        RrmTlsInfo *info)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);
  gsize length;

  g_return_if_fail (priv->awaiting_tls);

  (void) rrm_line_reader_peek (priv->reader, &length);
  if (length > 0)
    {
      rrm_engine_fail_injected (self);
      return;
    }
  priv->awaiting_tls = FALSE;
  if (info == NULL || !info->verified)
    {
      rrm_engine_fail_kind (self, RRM_FAULT_CERTIFICATE);
      return;
    }

  priv->protected = TRUE;
  priv->tls = rrm_tls_info_ref (info);
  forget_clear_text (self);
  rrm_engine_pass (self);
  if (priv->security == RRM_SECURITY_TLS)
    rrm_engine_begin (self, RRM_STEP_NAME_GREETING);
  else
    RRM_ENGINE_GET_CLASS (self)->on_tls_started (self);
}

/**
 * rrm_engine_tls_failed:
 * @self: an engine that asked for TLS
 * @fault: (transfer full): why there is none
 *
 * TLS does not stand: the conversation is over.
 */
void
rrm_engine_tls_failed (RrmEngine *self,
                       RrmFault *fault)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);

  priv->awaiting_tls = FALSE;
  rrm_engine_fail (self, fault);
}

static void
start (RrmEngine *self)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);

  priv->started = TRUE;
  if (priv->until < RRM_STAGE_GREETING)
    rrm_engine_finish (self);
  else if (priv->security == RRM_SECURITY_TLS)
    rrm_engine_start_tls (self);
  else
    rrm_engine_begin (self, RRM_STEP_NAME_GREETING);
}

/* A TLS record has no line end that one could wait for. */
static gboolean
is_tls_for_greeting (RrmEnginePrivate *priv)
{
  gsize length;
  const char *bytes = rrm_line_reader_peek (priv->reader, &length);

  return !priv->greeted && !priv->protected && rrm_seen_from_bytes (bytes, length) == RRM_SEEN_TLS;
}

/* Looks at one line or literal; FALSE when there is none. */
static gboolean
look_at_input (RrmEngine *self)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);
  RrmEngineClass *klass = RRM_ENGINE_GET_CLASS (self);
  const char *bytes;
  gsize length;

  if (is_tls_for_greeting (priv))
    {
      RrmFault *fault = rrm_fault_new (RRM_FAULT_TLS_EXPECTED);

      fault->seen = RRM_SEEN_TLS;
      rrm_engine_fail (self, fault);
      return TRUE;
    }

  switch (rrm_line_reader_next (priv->reader, &bytes, &length))
    {
    case RRM_READ_LINE:
      rrm_transcript_received (priv->transcript, bytes, length);
      klass->on_line (self, bytes, length);
      priv->greeted = TRUE;
      return TRUE;
    case RRM_READ_LITERAL:
      rrm_transcript_received (priv->transcript, bytes, length);
      klass->on_literal (self, bytes, length);
      return TRUE;
    case RRM_READ_BROKEN:
      {
        g_autofree char *text = g_strndup (bytes, length);

        rrm_engine_fail_malformed (self, text);
        return TRUE;
      }
    default:
      return FALSE;
    }
}

/* Looks at what the pump said about the connection; FALSE when it said nothing. */
static gboolean
look_at_connection (RrmEngine *self)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);
  RrmEngineClass *klass = RRM_ENGINE_GET_CLASS (self);

  if (priv->was_reset || priv->at_eof)
    {
      if (priv->awaiting_tls || klass->on_eof == NULL || !klass->on_eof (self))
        rrm_engine_fail_kind (self, priv->was_reset ? RRM_FAULT_RESET : RRM_FAULT_CLOSED);
      return TRUE;
    }
  if (priv->timed_out)
    {
      priv->timed_out = FALSE;
      if (priv->awaiting_tls || klass->on_timeout == NULL || !klass->on_timeout (self))
        rrm_engine_fail_kind (self, RRM_FAULT_TIMED_OUT);
      return TRUE;
    }
  if (priv->pause_over)
    {
      /* Something may have come in between that ended it. */
      gboolean pausing = priv->pause > 0;

      priv->pause_over = FALSE;
      priv->pause = 0;
      if (pausing)
        klass->on_pause (self);
      return TRUE;
    }

  return FALSE;
}

/* The last gate before a secret leaves, whatever led here. It must hold in every build, so it is no
 * assertion that could be compiled out (RFC 8314, section 5.1). */
static void
let_secret_leave (RrmEnginePrivate *priv)
{
  if (!priv->protected && priv->security != RRM_SECURITY_NONE)
    g_error ("A secret was about to be sent without encryption");

  rrm_service_report_get_facts (priv->report)->secret_sent = TRUE;
}

/**
 * rrm_engine_next:
 * @self: an engine
 * @output: (out caller-allocates): what goes with the answer; clear it with [method@Output.clear]
 *
 * Asks what to do next. Ask again after everything that was done.
 *
 * Returns: what to do
 */
RrmStep
rrm_engine_next (RrmEngine *self,
                 RrmOutput *output)
{
  RrmEnginePrivate *priv = rrm_engine_get_private (self);
  RrmStep step;

  memset (output, 0, sizeof *output);

  for (;;)
    {
      if (rrm_outbox_take (priv->outbox, &step, output))
        {
          if (output->secret != NULL)
            let_secret_leave (priv);
          return step;
        }
      if (priv->over)
        return priv->end;
      if (priv->resting)
        return RRM_STEP_REST;

      if (!priv->started)
        {
          start (self);
          continue;
        }
      if (priv->awaiting_tls)
        {
          gsize length;

          (void) rrm_line_reader_peek (priv->reader, &length);
          if (length > 0)
            rrm_engine_fail_injected (self);
          else if (!look_at_connection (self))
            return RRM_STEP_READ;
          continue;
        }
      if (!look_at_input (self) && !look_at_connection (self))
        {
          output->pause = priv->pause;
          return RRM_STEP_READ;
        }
    }
}
