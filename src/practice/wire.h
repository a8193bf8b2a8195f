/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/transport.h"

#include <gnutls/gnutls.h>

G_BEGIN_DECLS

typedef struct _RrmPracticeWire RrmPracticeWire;

RrmPracticeWire *rrm_practice_wire_new       (int               fd,
                                              int               stop_fd);
void             rrm_practice_wire_free      (RrmPracticeWire  *self);
void             rrm_practice_wire_set_pace  (RrmPracticeWire  *self,
                                              double            byte_seconds,
                                              double            way_seconds);
void             rrm_practice_wire_set_cut   (RrmPracticeWire  *self,
                                              gsize             bytes);
gboolean         rrm_practice_wire_was_cut   (RrmPracticeWire  *self);
gboolean         rrm_practice_wire_sleep     (RrmPracticeWire  *self,
                                              double            seconds);
RrmPracticeWait  rrm_practice_wire_wait      (RrmPracticeWire  *self,
                                              int               other_fd,
                                              double            seconds);
gboolean         rrm_practice_wire_prefetch  (RrmPracticeWire  *self,
                                              gsize             bytes);
const guint8    *rrm_practice_wire_peek      (RrmPracticeWire  *self,
                                              gsize            *length);
gboolean         rrm_practice_wire_write     (RrmPracticeWire  *self,
                                              const void       *bytes,
                                              gsize             length);
char            *rrm_practice_wire_read_line (RrmPracticeWire  *self,
                                              gsize            *length);
gboolean         rrm_practice_wire_read      (RrmPracticeWire  *self,
                                              char             *into,
                                              gsize             length);
gsize            rrm_practice_wire_discard   (RrmPracticeWire  *self);
gnutls_session_t rrm_practice_wire_get_tls   (RrmPracticeWire  *self);
int              rrm_practice_wire_handshake (RrmPracticeWire  *self,
                                              gnutls_session_t  session);
void             rrm_practice_wire_close     (RrmPracticeWire  *self);
void             rrm_practice_wire_reset     (RrmPracticeWire  *self);
void             rrm_practice_wire_listen    (RrmPracticeWire  *self,
                                              double            seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmPracticeWire, rrm_practice_wire_free)

G_END_DECLS
