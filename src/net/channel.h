/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "model/service-report.h"
#include "net/tls.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RrmChannel RrmChannel;

/**
 * RrmChannelFunc:
 * @data: what was given with it
 *
 * Called when there is something to read, or room to write.
 */
typedef void (*RrmChannelFunc) (gpointer data);

RrmChannel  *rrm_channel_new           (GSocket          *socket,
                                        RrmServiceReport *report);
void         rrm_channel_free          (RrmChannel       *self);
void         rrm_channel_start_tls     (RrmChannel       *self,
                                        RrmTls           *tls);
RrmTls      *rrm_channel_get_tls       (RrmChannel       *self);
RrmTlsState  rrm_channel_handshake     (RrmChannel       *self);
void         rrm_channel_end           (RrmChannel       *self,
                                        RrmFaultKind      end);
gboolean     rrm_channel_has_spoken    (RrmChannel       *self);
gssize       rrm_channel_read          (RrmChannel       *self,
                                        guint8           *buffer,
                                        gsize             size);
RrmFault    *rrm_channel_dup_fault     (RrmChannel       *self);
void         rrm_channel_write         (RrmChannel       *self,
                                        GBytes           *bytes,
                                        RrmSecret        *secret);
gboolean     rrm_channel_flush         (RrmChannel       *self);
void         rrm_channel_wait          (RrmChannel       *self,
                                        RrmChannelFunc    ready,
                                        gpointer          data);
void         rrm_channel_stop_waiting  (RrmChannel       *self);
gboolean     rrm_channel_take_heard    (RrmChannel       *self);
void         rrm_channel_stop_counting (RrmChannel       *self);
void         rrm_channel_close         (RrmChannel       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmChannel, rrm_channel_free)

G_END_DECLS
