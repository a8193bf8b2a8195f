/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RrmPracticeFact:
 * @RRM_PRACTICE_CONNECTIONS: connections accepted
 * @RRM_PRACTICE_HANDSHAKES: TLS handshakes completed
 * @RRM_PRACTICE_HANDSHAKES_FAILED: TLS handshakes that ended otherwise
 * @RRM_PRACTICE_LOGINS: passwords, or proofs of one, received
 * @RRM_PRACTICE_LOGINS_ACCEPTED: those that the server said yes to
 * @RRM_PRACTICE_LOGINS_REPEATED: those that this endpoint had refused before, word for word
 * @RRM_PRACTICE_CLEAR_LOGINS: login commands outside TLS, with or without a secret
 * @RRM_PRACTICE_CLEAR_SECRETS: passwords, or proofs of one, received outside TLS
 * @RRM_PRACTICE_PIPELINED: connections with bytes right behind STARTTLS
 * @RRM_PRACTICE_MESSAGES: messages accepted for delivery
 * @RRM_PRACTICE_COMMANDS: commands received
 * @RRM_PRACTICE_CANCELLED: logins that the client broke off with "*"
 *
 * What a log counts.
 */
typedef enum
{
  RRM_PRACTICE_CONNECTIONS,
  RRM_PRACTICE_HANDSHAKES,
  RRM_PRACTICE_HANDSHAKES_FAILED,
  RRM_PRACTICE_LOGINS,
  RRM_PRACTICE_LOGINS_ACCEPTED,
  RRM_PRACTICE_LOGINS_REPEATED,
  RRM_PRACTICE_CLEAR_LOGINS,
  RRM_PRACTICE_CLEAR_SECRETS,
  RRM_PRACTICE_PIPELINED,
  RRM_PRACTICE_MESSAGES,
  RRM_PRACTICE_COMMANDS,
  RRM_PRACTICE_CANCELLED,
} RrmPracticeFact;

#define RRM_PRACTICE_N_FACTS (RRM_PRACTICE_CANCELLED + 1)

typedef struct _RrmPracticeTalk RrmPracticeTalk;

#define RRM_TYPE_PRACTICE_LOG (rrm_practice_log_get_type ())
G_DECLARE_FINAL_TYPE (RrmPracticeLog, rrm_practice_log, RRM, PRACTICE_LOG, GObject)

RrmPracticeLog  *rrm_practice_log_new          (void);
guint            rrm_practice_log_count        (RrmPracticeLog  *self,
                                                const char      *endpoint,
                                                RrmPracticeFact  fact);
char            *rrm_practice_log_dup_commands (RrmPracticeLog  *self,
                                                const char      *endpoint,
                                                gboolean         clear_only);
char            *rrm_practice_log_dup_note     (RrmPracticeLog  *self,
                                                const char      *endpoint,
                                                const char      *key);
char            *rrm_practice_log_dup_text     (RrmPracticeLog  *self);

RrmPracticeTalk *rrm_practice_log_open         (RrmPracticeLog  *self,
                                                const char      *endpoint);
void             rrm_practice_talk_count       (RrmPracticeTalk *talk,
                                                RrmPracticeFact  fact);
void             rrm_practice_talk_client      (RrmPracticeTalk *talk,
                                                gboolean         secure,
                                                const char      *text);
void             rrm_practice_talk_server      (RrmPracticeTalk *talk,
                                                gboolean         secure,
                                                const char      *bytes,
                                                gsize            length);
void             rrm_practice_talk_command     (RrmPracticeTalk *talk,
                                                gboolean         secure,
                                                const char      *verb);
void             rrm_practice_talk_note        (RrmPracticeTalk *talk,
                                                const char      *key,
                                                const char      *text);
void             rrm_practice_talk_login       (RrmPracticeTalk *talk,
                                                gboolean         secure,
                                                const char      *user,
                                                const char      *proof,
                                                gsize            length,
                                                gboolean         accepted);

G_END_DECLS
