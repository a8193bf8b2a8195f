/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/engine.h"

G_BEGIN_DECLS

typedef struct _RrmImapReceive RrmImapReceive;

RrmImapReceive *rrm_imap_receive_new          (RrmEngine      *engine);
void            rrm_imap_receive_free         (RrmImapReceive *self);
void            rrm_imap_receive_begin        (RrmImapReceive *self,
                                               gboolean        ask_capability);
void            rrm_imap_receive_ok           (RrmImapReceive *self);
void            rrm_imap_receive_refused      (RrmImapReceive *self,
                                               RrmReply       *reply);
void            rrm_imap_receive_data         (RrmImapReceive *self,
                                               const char     *data,
                                               gsize           length);
gboolean        rrm_imap_receive_continuation (RrmImapReceive *self);
void            rrm_imap_receive_pause_over   (RrmImapReceive *self);
gboolean        rrm_imap_receive_timeout      (RrmImapReceive *self);
gboolean        rrm_imap_receive_gone         (RrmImapReceive *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmImapReceive, rrm_imap_receive_free)

G_END_DECLS
