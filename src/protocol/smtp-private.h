/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/authentication.h"
#include "protocol/engine-private.h"
#include "protocol/smtp-reply.h"
#include "protocol/smtp.h"

G_BEGIN_DECLS

/* The conversation in two files: smtp.c up to the login, smtp-deliver.c from the envelope on. */

enum
{
  STATE_GREETING = RRM_ENGINE_STATE_GREETING,
  STATE_EHLO,
  STATE_HELO,
  STATE_STARTTLS,
  STATE_AUTH,
  STATE_MAIL,
  STATE_RCPT,
  /* The envelope stands, and whether a message follows is not decided here. */
  STATE_REST,
  STATE_DATA,
  STATE_MESSAGE,
  STATE_RSET,
};

struct _RrmSmtp
{
  RrmEngine parent_instance;

  /* The reply that arrives; NULL between replies. */
  RrmSmtpReply *reply;
  RrmAuthentication *authentication;
  /* The recipient went out with the sender. */
  gboolean pipelined;
  gboolean quit_sent;
};

void rrm_smtp_end_with      (RrmEngine          *engine,
                             RrmFault           *fault);
void rrm_smtp_end_refused   (RrmEngine          *engine,
                             RrmFaultKind        kind,
                             const RrmSmtpReply *reply);
void rrm_smtp_say_goodbye   (RrmEngine          *engine);
void rrm_smtp_send_envelope (RrmSmtp            *self);
void rrm_smtp_on_sender     (RrmSmtp            *self,
                             const RrmSmtpReply *reply);
void rrm_smtp_on_recipient  (RrmSmtp            *self,
                             const RrmSmtpReply *reply);
void rrm_smtp_after_rest    (RrmEngine          *engine);
void rrm_smtp_on_data       (RrmSmtp            *self,
                             const RrmSmtpReply *reply);
void rrm_smtp_on_message    (RrmSmtp            *self,
                             const RrmSmtpReply *reply);
void rrm_smtp_after_reset   (RrmEngine          *engine);

G_END_DECLS
