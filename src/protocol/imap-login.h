/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/engine.h"

G_BEGIN_DECLS

typedef struct _RrmImapLogin RrmImapLogin;

RrmImapLogin *rrm_imap_login_new       (RrmEngine    *engine,
                                        const char   *tag,
                                        gboolean      non_synchronizing);
void          rrm_imap_login_free      (RrmImapLogin *self);
gboolean      rrm_imap_login_send_next (RrmImapLogin *self);
gboolean      rrm_imap_login_is_sent   (RrmImapLogin *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmImapLogin, rrm_imap_login_free)

G_END_DECLS
