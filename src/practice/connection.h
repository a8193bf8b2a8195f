/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/authority.h"
#include "practice/endpoint.h"
#include "practice/log.h"
#include "practice/mailbox.h"
#include "practice/wire.h"

G_BEGIN_DECLS

/**
 * RrmPracticeHouse:
 * @stop_fd: becomes readable when everything must end
 *
 * What all connections of a server share. It outlives them.
 */
typedef struct
{
  RrmPracticeAuthority *authority;
  RrmPracticeMailbox *mailbox;
  RrmPracticeLog *log;
  RrmScenario *scenario;
  int stop_fd;
} RrmPracticeHouse;

typedef struct _RrmPracticeConnection RrmPracticeConnection;

RrmPracticeConnection  *rrm_practice_connection_new          (RrmPracticeHouse      *house,
                                                              RrmPracticeEndpoint   *endpoint,
                                                              int                    fd);
void                    rrm_practice_connection_free         (RrmPracticeConnection *self);
void                    rrm_practice_connection_run          (RrmPracticeConnection *self);
const RrmPracticeHouse *rrm_practice_connection_get_house    (RrmPracticeConnection *self);
RrmPracticeEndpoint    *rrm_practice_connection_get_endpoint (RrmPracticeConnection *self);
RrmPracticeWire        *rrm_practice_connection_get_wire     (RrmPracticeConnection *self);
RrmPracticeTalk        *rrm_practice_connection_get_talk     (RrmPracticeConnection *self);
const RrmPracticeState *rrm_practice_connection_get_state    (RrmPracticeConnection *self);
const char             *rrm_practice_connection_lookup       (RrmPracticeConnection *self,
                                                              const char            *key);
void                    rrm_practice_connection_set_tag      (RrmPracticeConnection *self,
                                                              const char            *tag);
void                    rrm_practice_connection_set_subject  (RrmPracticeConnection *self,
                                                              const char            *subject);
void                    rrm_practice_connection_set_user     (RrmPracticeConnection *self,
                                                              const char            *user);
const char             *rrm_practice_connection_get_user     (RrmPracticeConnection *self);
void                    rrm_practice_connection_set_logged_in (RrmPracticeConnection *self,
                                                              gboolean               logged_in);
gboolean                rrm_practice_connection_greet        (RrmPracticeConnection *self,
                                                              const char            *words);
char                   *rrm_practice_connection_read         (RrmPracticeConnection *self,
                                                              gsize                 *length);
void                    rrm_practice_connection_heard        (RrmPracticeConnection *self,
                                                              const char            *verb,
                                                              const char            *masked);
gboolean                rrm_practice_connection_enter        (RrmPracticeConnection *self,
                                                              const char            *verb);
GString                *rrm_practice_connection_take_reply   (RrmPracticeConnection *self,
                                                              const char            *verb,
                                                              const char            *detail);
GString                *rrm_practice_connection_render       (RrmPracticeConnection *self,
                                                              const char            *words);
gboolean                rrm_practice_connection_judge        (RrmPracticeConnection *self,
                                                              const GString         *reply);
gboolean                rrm_practice_connection_say          (RrmPracticeConnection *self,
                                                              const char            *verb,
                                                              const GString         *reply);
gboolean                rrm_practice_connection_leave        (RrmPracticeConnection *self,
                                                              const char            *verb);
gboolean                rrm_practice_connection_answer       (RrmPracticeConnection *self,
                                                              const char            *verb,
                                                              const char            *detail,
                                                              const GString         *data,
                                                              const char            *words,
                                                              gboolean              *positive);
void                    rrm_practice_connection_end          (RrmPracticeConnection *self);
gboolean                rrm_practice_connection_start_tls    (RrmPracticeConnection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmPracticeConnection, rrm_practice_connection_free)

G_END_DECLS
