/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/channel.h"
#include "net/pump.h"

G_BEGIN_DECLS

/* The pump in two files: pump.c carries what is said, pump-handshake.c what TLS says before. */

typedef enum
{
  RRM_PUMP_TALKING,
  RRM_PUMP_HANDSHAKE,
  RRM_PUMP_TRUST,
  RRM_PUMP_RESTING,
  RRM_PUMP_OVER,
} RrmPumpPhase;

/* It is counted; while it runs, a task holds it. */
struct _RrmPump
{
  const RrmNetContext *context;
  RrmChannel *channel;
  RrmEngine *engine;
  RrmServiceReport *report;
  char *host;
  /* A handshake that was begun on this socket before, or NULL. */
  RrmTls *begun_tls;
  RrmPumpPhase phase;
  /* Clear text was exchanged before the handshake: it is STARTTLS. */
  gboolean upgraded;
  /* The engine has been told that nothing more will come. */
  gboolean told_end;
  /* Something was heard in the running step. */
  gboolean talked;
  GSource *limit;
  /* Runs while the engine pauses. */
  GSource *pause;
  GSource *cancel_source;
  GSource *again;
};

void     rrm_pump_go_on           (gpointer  data);
void     rrm_pump_begin_handshake (RrmPump  *pump);
gboolean rrm_pump_turn_handshake  (GTask    *task);

G_END_DECLS
