/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/endpoint.h"

G_BEGIN_DECLS

/**
 * RrmPracticeReplyFacts:
 * @tag: `%t`, the tag of an IMAP command
 * @subject: (nullable): `%s`, what the command is about
 * @user: (nullable): `%u`, the name given at login
 * @address: `%a`, the address of the account
 * @host: `%h`, the host that the endpoint stands for
 * @client_address: `%i`, the client's IP address
 * @client_port: `%p`, the client's port
 * @clock_days: how far the server's clock, `%d`, is ahead
 *
 * What a reply may mention.
 */
typedef struct
{
  const char *tag;
  const char *subject;
  const char *user;
  const char *address;
  const char *host;
  const char *client_address;
  guint client_port;
  double clock_days;
} RrmPracticeReplyFacts;

GString *rrm_practice_reply_render      (const char                  *words,
                                         gsize                        length,
                                         const RrmPracticeReplyFacts *facts);
GString *rrm_practice_reply_render_raw  (const char                  *raw,
                                         const RrmPracticeReplyFacts *facts);
GString *rrm_practice_reply_render_nth  (const char                  *raw,
                                         guint                        n,
                                         const RrmPracticeReplyFacts *facts);
void     rrm_practice_reply_finish      (GString                     *reply,
                                         const char                  *raw);
gboolean rrm_practice_reply_is_positive (RrmPracticeProtocol          protocol,
                                         const GString               *reply,
                                         const char                  *tag);
gboolean rrm_practice_reply_hangs_up    (RrmPracticeProtocol          protocol,
                                         const GString               *reply);
char    *rrm_practice_reply_dup_date    (double                       clock_days);

G_END_DECLS
