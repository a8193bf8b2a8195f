/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/engine.h"

G_BEGIN_DECLS

/* For the protocols: what the common frame does for them. */

/* The number of the state that every protocol begins in. */
#define RRM_ENGINE_STATE_GREETING 0

guint            rrm_engine_get_state        (RrmEngine         *self);
void             rrm_engine_set_state        (RrmEngine         *self,
                                              guint              state);
RrmSecurity      rrm_engine_get_security     (RrmEngine         *self);
RrmStage         rrm_engine_get_until        (RrmEngine         *self);
RrmAuth          rrm_engine_get_auth         (RrmEngine         *self);
const char      *rrm_engine_get_username     (RrmEngine         *self);
RrmSecret       *rrm_engine_get_password     (RrmEngine         *self);
const RrmTlsInfo *
                 rrm_engine_get_tls          (RrmEngine         *self);
gboolean         rrm_engine_can_bind         (RrmEngine         *self);
const char      *rrm_engine_get_address      (RrmEngine         *self);
RrmLetter       *rrm_engine_get_letter       (RrmEngine         *self);
RrmServiceFacts *rrm_engine_get_facts        (RrmEngine         *self);
gboolean         rrm_engine_needs_tls        (RrmEngine         *self);

void             rrm_engine_begin            (RrmEngine         *self,
                                              RrmStepName        name);
void             rrm_engine_pass             (RrmEngine         *self);
void             rrm_engine_warn             (RrmEngine         *self);
void             rrm_engine_skip             (RrmEngine         *self,
                                              RrmStepName        name);
void             rrm_engine_fail             (RrmEngine         *self,
                                              RrmFault          *fault);
void             rrm_engine_doubt            (RrmEngine         *self);
void             rrm_engine_fail_kind        (RrmEngine         *self,
                                              RrmFaultKind       kind);
void             rrm_engine_fail_malformed   (RrmEngine         *self,
                                              const char        *line);
void             rrm_engine_finish           (RrmEngine         *self);

void             rrm_engine_rest             (RrmEngine         *self);
void             rrm_engine_pause            (RrmEngine         *self,
                                              guint              milliseconds);

void             rrm_engine_send             (RrmEngine         *self,
                                              const char        *line);
void             rrm_engine_send_shown       (RrmEngine         *self,
                                              const char        *line,
                                              const char        *shown);
void             rrm_engine_send_secret      (RrmEngine         *self,
                                              RrmSecret         *bytes,
                                              const char        *shown);
void             rrm_engine_start_tls        (RrmEngine         *self);
gboolean         rrm_engine_read_literal     (RrmEngine         *self,
                                              guint64            length);

void             rrm_engine_take_greeting    (RrmEngine         *self,
                                              const char        *line);
void             rrm_engine_set_capabilities (RrmEngine         *self,
                                              const char *const *capabilities);
const char *const *rrm_engine_get_capabilities (RrmEngine       *self);
gboolean         rrm_engine_has_capability   (RrmEngine         *self,
                                              const char        *capability);
void             rrm_engine_mask_challenges  (RrmEngine         *self,
                                              const char        *prefix);
void             rrm_engine_hide_lines       (RrmEngine         *self,
                                              gboolean           hide);
RrmReply        *rrm_engine_make_reply       (RrmEngine         *self,
                                              const char        *status,
                                              guint              code,
                                              const char        *enhanced,
                                              const char        *response_code,
                                              const char        *text);

G_END_DECLS
