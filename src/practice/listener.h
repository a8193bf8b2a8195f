/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/endpoint.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RrmPracticeListener:
 * @fd: the socket, or -1 where there is none
 * @accepts: whether clients are to be accepted from it
 * @address: (nullable): its IP literal
 * @port: its port
 * @fillers: connections of our own that fill the queue of a black hole
 *
 * One socket of an endpoint.
 */
typedef struct
{
  RrmPracticeEndpoint *endpoint;
  int fd;
  gboolean accepts;
  char *address;
  guint16 port;
  int fillers[2];
} RrmPracticeListener;

RrmPracticeListener *rrm_practice_listener_new  (RrmPracticeEndpoint *endpoint,
                                                 const char          *address,
                                                 GError             **error);
void                 rrm_practice_listener_free (RrmPracticeListener *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmPracticeListener, rrm_practice_listener_free)

G_END_DECLS
