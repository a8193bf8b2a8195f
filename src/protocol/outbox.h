/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/engine.h"

G_BEGIN_DECLS

typedef struct _RrmOutbox RrmOutbox;

RrmOutbox *rrm_outbox_new           (void);
void       rrm_outbox_free          (RrmOutbox   *self);
void       rrm_outbox_add_event     (RrmOutbox   *self,
                                     RrmStepName  name,
                                     RrmStatus    status,
                                     RrmFault    *fault);
void       rrm_outbox_add_line      (RrmOutbox   *self,
                                     const char  *line);
void       rrm_outbox_add_secret    (RrmOutbox   *self,
                                     RrmSecret   *bytes);
void       rrm_outbox_add_start_tls (RrmOutbox   *self);
gboolean   rrm_outbox_take          (RrmOutbox   *self,
                                     RrmStep     *step,
                                     RrmOutput   *output);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmOutbox, rrm_outbox_free)

G_END_DECLS
