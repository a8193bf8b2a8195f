/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "model/certificate.h"
#include "model/fault.h"
#include "model/service-report.h"
#include "protocol/letter.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RrmStep:
 * @RRM_STEP_READ: it needs more bytes: feed it
 * @RRM_STEP_WRITE: send the bytes of the output, then ask again
 * @RRM_STEP_START_TLS: begin TLS on this connection, then tell it with
 *   [method@Engine.tls_started]; a handshake that fails ends the conversation
 * @RRM_STEP_EVENT: a step of the test began or ended; see the output
 * @RRM_STEP_REST: it has done all that it can do alone, and keeps the connection: ask again after
 *   [method@Engine.resume]; what the server says meanwhile waits
 * @RRM_STEP_DONE: the conversation is over, and everything wanted was reached
 * @RRM_STEP_FAILED: it is over; the failed step has been told as an event before
 *
 * What an engine wants next.
 */
typedef enum
{
  RRM_STEP_READ,
  RRM_STEP_WRITE,
  RRM_STEP_START_TLS,
  RRM_STEP_EVENT,
  RRM_STEP_REST,
  RRM_STEP_DONE,
  RRM_STEP_FAILED,
} RrmStep;

/**
 * RrmOutput:
 * @bytes: (nullable): with %RRM_STEP_WRITE, what to send; it is public
 * @secret: (nullable): with %RRM_STEP_WRITE, what to send instead of @bytes; it carries a secret
 * @name: with %RRM_STEP_EVENT, which step of the test
 * @status: with %RRM_STEP_EVENT, %RRM_STATUS_RUNNING where it began, else how it ended;
 *   %RRM_STATUS_WARNED with a @fault: nobody knows
 * @fault: (nullable): with %RRM_STEP_EVENT, what went wrong
 * @pause: with %RRM_STEP_READ, how long to read at most before [method@Engine.feed_pause], in
 *   milliseconds; 0: as long as the step may take
 *
 * What goes with an [enum@Step]. Everything in it belongs to the caller, who clears it with
 * [method@Output.clear].
 */
typedef struct
{
  GBytes *bytes;
  RrmSecret *secret;
  RrmStepName name;
  RrmStatus status;
  RrmFault *fault;
  guint pause;
} RrmOutput;

void rrm_output_clear (RrmOutput *output);

/**
 * RrmEngineConfig:
 * @security: TLS, STARTTLS or NONE; an engine knows no AUTO, which was looked at before
 * @username: sent exactly as it stands
 * @password: (nullable): not needed when @until lies before the login
 * @auth: the way to sign in; %RRM_AUTH_NONE signs in not at all (outgoing only)
 * @address: the account's address, for the envelope
 * @until: how far to go
 * @letter: (nullable): with %RRM_STAGE_DELIVERY, what to go on with in place of a rest
 *
 * What an engine is to do. It copies what it keeps.
 */
typedef struct
{
  RrmSecurity security;
  const char *username;
  RrmSecret *password;
  RrmAuth auth;
  const char *address;
  RrmStage until;
  RrmLetter *letter;
} RrmEngineConfig;

#define RRM_TYPE_ENGINE (rrm_engine_get_type ())
G_DECLARE_DERIVABLE_TYPE (RrmEngine, rrm_engine, RRM, ENGINE, GObject)

/**
 * RrmEngineClass:
 * @state_names: what the states are called in the debug log, in the order of their numbers; state 0
 *   waits for the greeting
 * @on_line: one reply line arrived, without its CRLF; it ends with a NUL that does not count, and
 *   may hold any byte but NUL, CR and LF
 * @on_literal: (nullable): the bytes arrived that `rrm_engine_read_literal ()` asked for
 * @on_tls_started: TLS after STARTTLS stands and is verified; nothing learnt before survives
 * @on_timeout: (nullable): a wait ended without an answer; %TRUE when the engine goes on all the
 *   same
 * @on_eof: (nullable): the peer closed or reset the connection; %TRUE when that is no failure in
 *   this state, and the engine has said what comes next
 * @on_resume: (nullable): a rest is over; the message is there, or none was sent
 * @on_pause: (nullable): a pause is over
 *
 * What a protocol adds to the common frame (engine.c), which owns the buffer, the splitting into
 * lines, the limits, the queue of what to do next, the transcript, and the rules around STARTTLS.
 */
struct _RrmEngineClass
{
  GObjectClass parent_class;

  const char *const *state_names;

  void     (*on_line)        (RrmEngine  *self,
                              const char *line,
                              gsize       length);
  void     (*on_literal)     (RrmEngine  *self,
                              const char *bytes,
                              gsize       length);
  void     (*on_tls_started) (RrmEngine  *self);
  gboolean (*on_timeout)     (RrmEngine  *self);
  gboolean (*on_eof)         (RrmEngine  *self);
  void     (*on_resume)      (RrmEngine  *self);
  void     (*on_pause)       (RrmEngine  *self);
};

/* For the pump. */
RrmEngine *rrm_engine_new          (RrmProtocol            protocol,
                                    const RrmEngineConfig *config,
                                    RrmServiceReport      *report);
void       rrm_engine_feed         (RrmEngine             *self,
                                    const guint8          *bytes,
                                    gsize                  length);
void       rrm_engine_feed_eof     (RrmEngine             *self);
void       rrm_engine_feed_timeout (RrmEngine             *self);
void       rrm_engine_feed_pause   (RrmEngine             *self);
void       rrm_engine_feed_reset   (RrmEngine             *self);
void       rrm_engine_tls_started  (RrmEngine             *self,
                                    RrmTlsInfo            *info);
void       rrm_engine_tls_failed   (RrmEngine             *self,
                                    RrmFault              *fault);
void       rrm_engine_resume       (RrmEngine             *self,
                                    RrmLetter             *letter);
RrmStep    rrm_engine_next         (RrmEngine             *self,
                                    RrmOutput             *output);

G_END_DECLS
