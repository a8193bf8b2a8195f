/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/engine.h"
#include "protocol/mechanism.h"

G_BEGIN_DECLS

typedef struct _RrmAuthentication RrmAuthentication;

RrmAuthentication *rrm_authentication_new    (RrmEngine          *engine,
                                              const RrmMechanism *mechanism,
                                              const char         *challenge_prefix);
void               rrm_authentication_free   (RrmAuthentication  *self);
void               rrm_authentication_begin  (RrmAuthentication  *self,
                                              const char         *command,
                                              gsize               max_line);
void               rrm_authentication_answer (RrmAuthentication  *self,
                                              const char         *challenge);
gboolean           rrm_authentication_accept (RrmAuthentication  *self,
                                              const char         *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmAuthentication, rrm_authentication_free)

G_END_DECLS
