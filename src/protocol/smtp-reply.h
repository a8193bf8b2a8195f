/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RRM_SMTP_REPLY_MORE,
  RRM_SMTP_REPLY_COMPLETE,
  RRM_SMTP_REPLY_MALFORMED,
} RrmSmtpReplyState;

typedef struct _RrmSmtpReply RrmSmtpReply;

RrmSmtpReply     *rrm_smtp_reply_new          (void);
void              rrm_smtp_reply_free         (RrmSmtpReply       *self);
RrmSmtpReplyState rrm_smtp_reply_add          (RrmSmtpReply       *self,
                                               const char         *line);
guint             rrm_smtp_reply_get_code     (const RrmSmtpReply *self);
char            **rrm_smtp_reply_get_lines    (const RrmSmtpReply *self);
char             *rrm_smtp_reply_get_enhanced (const RrmSmtpReply *self);
char             *rrm_smtp_reply_get_text     (const RrmSmtpReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmSmtpReply, rrm_smtp_reply_free)

G_END_DECLS
