/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/options.h"
#include "model/enums.h"
#include "model/reach.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RrmReachPort:
 * @protocol: what is spoken there
 * @port: the port
 * @state: what it does from here
 *
 * One port of the servers of an address.
 */
typedef struct
{
  RrmProtocol protocol;
  guint16 port;
  RrmReachState state;
} RrmReachPort;
#define RRM_N_REACH_PORTS 5

#define RRM_TYPE_REACH (rrm_reach_get_type ())
G_DECLARE_FINAL_TYPE (RrmReach, rrm_reach, RRM, REACH, GObject)

RrmReach           *rrm_reach_new          (void);
gboolean            rrm_reach_start        (RrmReach        *self,
                                            const char      *address,
                                            RrmCheckOptions *options);
void                rrm_reach_stop         (RrmReach        *self);
gboolean            rrm_reach_get_running  (RrmReach        *self);
gboolean            rrm_reach_is_done      (RrmReach        *self);
const RrmReachPort *rrm_reach_get_port     (RrmReach        *self,
                                            guint            index);
RrmReachVerdict     rrm_reach_get_verdict  (RrmReach        *self);
GListModel         *rrm_reach_get_findings (RrmReach        *self);

G_END_DECLS
