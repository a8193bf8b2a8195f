/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RRM_PRACTICE_WAIT_READY,
  RRM_PRACTICE_WAIT_TIMEOUT,
  RRM_PRACTICE_WAIT_STOPPED,
} RrmPracticeWait;

/**
 * RrmPracticeTransport:
 * @fd: a connected socket that does not block, or -1 once it was reset
 * @stop_fd: becomes readable, and stays so, when the server stops
 * @way_seconds: how long every flight of bytes takes, in each direction
 * @sent: nothing was received since the last bytes went out: they are one flight
 * @heard: nothing was sent since the last bytes came in
 *
 * Blocking reads and writes on a socket that end at once when the server stops.
 */
typedef struct
{
  int fd;
  int stop_fd;
  double way_seconds;
  gboolean sent;
  gboolean heard;
} RrmPracticeTransport;

RrmPracticeWait rrm_practice_transport_wait    (RrmPracticeTransport *self,
                                                short                 events,
                                                int                   other_fd,
                                                double                seconds);
gboolean        rrm_practice_transport_sleep   (RrmPracticeTransport *self,
                                                double                seconds);
gssize          rrm_practice_transport_receive (RrmPracticeTransport *self,
                                                void                 *into,
                                                gsize                 length);
gboolean        rrm_practice_transport_send    (RrmPracticeTransport *self,
                                                const void           *bytes,
                                                gsize                 length);
void            rrm_practice_transport_drain   (RrmPracticeTransport *self,
                                                double                seconds);
void            rrm_practice_transport_reset   (RrmPracticeTransport *self);

G_END_DECLS
